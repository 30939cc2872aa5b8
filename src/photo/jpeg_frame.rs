//! The frame of a JPEG: which components it has, and how much of each has come (ITU-T T.81, B.2.2, B.2.3, G.1.1).

/// Coefficients of a block of 8×8 samples.
const COEFFICIENTS: usize = 64;
/// No scan has brought this coefficient.
const NEVER: u8 = u8::MAX;
/// Offset of the number of lines in a frame's segment, behind marker and length and the sample precision.
const LINES_AT: usize = 5;

/// A frame header, and what its scans have brought so far.
#[derive(Debug)]
pub(super) struct Frame {
    process: u8,
    lines: u16,
    components: Vec<Component>,
    /// Where its marker stands in the picture that is put together.
    at: usize,
}

#[derive(Debug)]
struct Component {
    id: u8,
    horizontal: u8,
    vertical: u8,
    /// Bits by which each coefficient is still too coarse, 0 where it is exact.
    coarse: [u8; COEFFICIENTS],
}

impl Frame {
    /// Reads a frame header; `None` where it is damaged, which the decoder tells.
    pub(super) fn read(process: u8, segment: &[u8], at: usize) -> Option<Self> {
        let [_precision, high, low, _, _, count, rest @ ..] = segment else { return None };
        let components: Vec<Component> = rest
            .as_chunks::<3>()
            .0
            .iter()
            .take(usize::from(*count))
            .map(|[id, sampling, _]| Component {
                id: *id,
                horizontal: sampling >> 4,
                vertical: sampling & 15,
                coarse: [NEVER; COEFFICIENTS],
            })
            .collect();
        (components.len() == usize::from(*count)).then_some(Self {
            process,
            lines: u16::from_be_bytes([*high, *low]),
            components,
            at,
        })
    }

    /// False where components relate by a fraction, say two samples to three: the standard allows it, and no decoder in use
    /// knows how. Also where there are more components than colours are known for.
    pub(super) fn can_be_decoded(&self) -> bool {
        let most = |side: fn(&Component) -> u8| self.components.iter().map(side).max().unwrap_or(0);
        let (horizontal, vertical) = (most(|c| c.horizontal), most(|c| c.vertical));
        let divides = |part: u8, whole: u8| part == 0 || whole.is_multiple_of(part);
        matches!(self.components.len(), 1 | 3 | 4)
            && self
                .components
                .iter()
                .all(|c| divides(c.horizontal, horizontal) && divides(c.vertical, vertical))
    }

    /// Takes note of a scan and gives its header as the decoder is to see it: a scan of a sequential frame brings all
    /// coefficients, and files are about that say something else there, of which every decoder takes no notice.
    pub(super) fn scan(&mut self, segment: &[u8]) -> Vec<u8> {
        let mut header = segment.to_vec();
        let count = usize::from(header.first().copied().unwrap_or(0));
        let sequential = matches!(self.process, 0xc0 | 0xc1 | 0xc9);
        if let Some([from, to, accuracy]) =
            header.get_mut(1 + 2 * count..).and_then(|rest| rest.first_chunk_mut())
            && sequential
        {
            (*from, *to, *accuracy) = (0, 63, 0);
        }
        let (ids, spectrum) =
            header.get(1..).and_then(|rest| rest.split_at_checked(2 * count)).unwrap_or_default();
        if let [from, to, accuracy, ..] = *spectrum {
            // In a lossless frame these three bytes mean other things, and a scan brings all there is.
            let lossless = self.process == 0xc3;
            let (from, to, low) = if lossless { (0, 63, 0) } else { (from, to, accuracy & 15) };
            let mut met = vec![false; self.components.len()];
            for [id, _] in ids.as_chunks::<2>().0 {
                let next = self.components.iter_mut().zip(&mut met).find(|(c, met)| c.id == *id && !**met);
                let Some((component, met)) = next else { continue };
                *met = true;
                for coarse in component.coarse.iter_mut().take(usize::from(to) + 1).skip(usize::from(from)) {
                    *coarse = low;
                }
            }
        }
        header
    }

    /// True where every coefficient of every component has come in full. A progressive file that was cut between two scans
    /// is told by nothing else: the decoder shows a coarse picture, or one without colours, and is content.
    pub(super) fn is_whole(&self) -> bool {
        let same_names = self
            .components
            .iter()
            .enumerate()
            .any(|(index, one)| self.components.iter().skip(index + 1).any(|other| other.id == one.id));
        // With names that stand twice it cannot be told which component a scan is about.
        same_names
            || self.components.iter().all(|component| component.coarse.iter().all(|coarse| *coarse == 0))
    }

    /// Puts the number of lines into the frame header of `picture` where it said 0.
    pub(super) fn tell_lines(&self, picture: &mut [u8], lines: [u8; 2]) {
        if self.lines == 0
            && let Some(place) = picture.get_mut(self.at + LINES_AT..self.at + LINES_AT + 2)
        {
            place.copy_from_slice(&lines);
        }
    }
}
