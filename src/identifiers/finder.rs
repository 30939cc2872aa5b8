//! Finds writing and codes in a photo.

use std::{fmt, path::Path, time::Instant};

use crate::{
    detection::{CancelFlag, DetectionError, engine, trim},
    geometry::BoundingBox,
    photo::Raster,
};

use super::{
    Found, Kinds, Place, Somebody, codes, models, people,
    reading::{
        Read,
        grading::{evidence, grade},
        read,
    },
    text::{self, Cluster, Line, Turned, outline},
    work::{Idle, Team},
};

/// What speaks for writing ([`evidence`]) from which a place is one.
const READ_AS_WRITING: f32 = 0.3;
/// And of what can hardly be read: mean probability of its surest box, seen at two sizes at least.
const SEEN_AS_WRITING: f32 = 0.5;
/// What speaks for writing of which nothing more can be read.
const HARDLY_READ: f32 = 0.05;

/// Finds writing and codes. Shared between threads.
pub struct Finder {
    idle: Idle,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finder").finish_non_exhaustive()
    }
}

/// A place, and what its lines say where somebody asked for that.
struct Graded {
    place: Place,
    reads: Vec<String>,
}

impl Finder {
    /// Checks the models and starts the engine: the native `library` where one is given and works, the embedded engine
    /// otherwise. The first call in a process decides, also one for faces. Without `threads`, one for each core.
    ///
    /// # Errors
    /// [`DetectionError`] where a model is damaged or no engine starts.
    pub fn load(library: Option<&Path>, threads: Option<usize>) -> Result<Self, DetectionError> {
        models::check()?;
        Ok(Self { idle: Idle::new(engine(library)?, threads) })
    }

    /// Looks for `kinds` in the whole photo; `progress` is told after every step how many are done, of how many that are known
    /// so far.
    ///
    /// # Errors
    /// [`DetectionError::Cancelled`] within a step of the flag being raised; other variants where the engine cannot
    /// answer. Never a partial answer.
    pub fn find(
        &self,
        raster: &Raster,
        kinds: Kinds,
        progress: &mut dyn FnMut(usize, usize),
        cancel: &CancelFlag,
    ) -> Result<Found, DetectionError> {
        self.look(raster, kinds, progress, cancel, false).map(|(found, _)| found)
    }

    /// As [`Finder::find`], and what the lines of each place say. For tests alone: what this gives must never be kept,
    /// logged or shown to anybody but whoever tests the finder.
    ///
    /// # Errors
    /// As [`Finder::find`].
    pub fn find_and_tell(
        &self,
        raster: &Raster,
        kinds: Kinds,
        cancel: &CancelFlag,
    ) -> Result<(Found, Vec<Vec<String>>), DetectionError> {
        self.look(raster, kinds, &mut |_, _| {}, cancel, true)
    }

    /// A closed line around the person in the box `within`, in pixels of the photo; `None` where nobody is made out there as one piece.
    /// It goes at most a little beyond the box. A proposal: a person looks at it.
    ///
    /// # Errors
    /// [`DetectionError::Cancelled`], or an engine that does not answer.
    pub fn outline_of_person(
        &self,
        raster: &Raster,
        within: BoundingBox,
        cancel: &CancelFlag,
    ) -> Result<Option<Vec<(f32, f32)>>, DetectionError> {
        let mut team = Team { idle: &self.idle, cancel, progress: &mut |_, _| {}, done: 0, total: 0 };
        people::body(raster, within, &mut team)
    }

    /// Who may be in the photo without any of these faces: hints for whoever walks through the picture, half of them right (`docs/identifiers.md`), the largest first.
    /// `faces` are boxes of all places that may be one, in pixels of the photo.
    ///
    /// # Errors
    /// As [`Finder::outline_of_person`].
    pub fn people_without_face(
        &self,
        raster: &Raster,
        faces: &[BoundingBox],
        cancel: &CancelFlag,
    ) -> Result<Vec<Somebody>, DetectionError> {
        let mut team = Team { idle: &self.idle, cancel, progress: &mut |_, _| {}, done: 0, total: 0 };
        people::without_face(raster, faces, &mut team)
    }

    /// Gives back the memory of sessions that nobody uses now. The next photo builds its own, which takes a tenth of a
    /// second.
    pub fn rest(&self) {
        self.idle.clear();
    }

    fn look(
        &self,
        raster: &Raster,
        kinds: Kinds,
        progress: &mut dyn FnMut(usize, usize),
        cancel: &CancelFlag,
        tell: bool,
    ) -> Result<(Found, Vec<Vec<String>>), DetectionError> {
        let started = Instant::now();
        let mut all = Vec::new();
        if kinds.text {
            let mut team = Team { idle: &self.idle, cancel, progress, done: 0, total: 0 };
            let clusters = text::find(raster, &mut team)?;
            all.extend(graded(raster, &clusters, &mut team, tell)?);
        }
        if cancel.is_cancelled() {
            return Err(DetectionError::Cancelled);
        }
        if kinds.codes {
            let places = codes::find(raster, self.idle.threads(), cancel).ok_or(DetectionError::Cancelled)?;
            all.extend(places.into_iter().map(|place| Graded { place, reads: Vec::new() }));
        }
        let sorted = in_reading_order(all);
        // The tensors of threads that have ended.
        trim();
        let (places, reads) = sorted.into_iter().map(|graded| (graded.place, graded.reads)).unzip();
        Ok((Found { places, elapsed: started.elapsed() }, reads))
    }
}

/// Reads the lines of the places and keeps those that are writing.
fn graded(
    raster: &Raster,
    clusters: &[Cluster],
    team: &mut Team<'_>,
    tell: bool,
) -> Result<Vec<Graded>, DetectionError> {
    let lines: Vec<(usize, Line)> = clusters
        .iter()
        .enumerate()
        .flat_map(|(number, cluster)| cluster.lines.iter().map(move |line| (number, *line)))
        .collect();
    let mut reads: Vec<Vec<(Turned, Read)>> = clusters.iter().map(|_| Vec::new()).collect();
    team.each(
        &lines,
        &|(_, line), sessions, tensor| read(raster, &line.rect, sessions, tensor),
        &mut |(number, line), read| {
            let rect = if read.upside_down { line.rect.upside_down() } else { line.rect };
            if let Some(of_place) = reads.get_mut(*number) {
                of_place.push((rect, read));
            }
        },
    )?;
    let settled = clusters.iter().zip(reads).flat_map(|(cluster, lines)| settled(cluster, lines));
    let places = settled.filter_map(|(cluster, mut lines)| {
        lines.sort_by(|(a, _), (b, _)| {
            a.center.1.total_cmp(&b.center.1).then(a.center.0.total_cmp(&b.center.0))
        });
        let mut levels: Vec<usize> = cluster.boxes.iter().map(|line| line.level).collect();
        levels.sort_unstable();
        levels.dedup();
        let score = cluster.boxes.iter().map(|line| line.score).fold(0.0, f32::max);
        let seen = levels.len() >= 2 && score >= SEEN_AS_WRITING;
        if evidence(&lines, levels.len()) < if seen { HARDLY_READ } else { READ_AS_WRITING } {
            return None;
        }
        let longest = lines.iter().max_by(|(a, _), (b, _)| a.length.total_cmp(&b.length))?;
        let place = Place {
            grade: grade(&lines),
            outline: outline(&cluster.boxes, longest.0.angle)?.quad(),
            lines: lines.iter().map(|(rect, _)| rect.quad()).collect(),
            score,
        };
        let reads = if tell {
            lines.iter().flat_map(|(_, read)| read.pieces().to_vec()).collect()
        } else {
            Vec::new()
        };
        Some(Graded { place, reads })
    });
    Ok(places.collect())
}

/// A line that is this much higher or lower than those that were read, and was not read itself, is none of theirs.
const OUTLIER: f32 = 1.5;

/// The places that a cluster is, once it is known what can be read: what looks like a line, says nothing, and is of another height than the lines
/// that say something is none of theirs, and what it alone held together falls apart. It is judged by itself: writing that cannot be read is
/// writing still.
fn settled(cluster: &Cluster, reads: Vec<(Turned, Read)>) -> Vec<(Cluster, Vec<(Turned, Read)>)> {
    let says = |read: &(Turned, Read)| evidence(std::slice::from_ref(read), 2) >= READ_AS_WRITING;
    let mut heights: Vec<f32> = reads.iter().filter(|read| says(read)).map(|(rect, _)| rect.height).collect();
    heights.sort_by(f32::total_cmp);
    let Some(usual) = heights.get(heights.len() / 2).copied() else { return vec![(cluster.clone(), reads)] };
    let usual = usual / OUTLIER..usual * OUTLIER;
    let (theirs, others): (Vec<_>, Vec<_>) =
        reads.into_iter().partition(|read| says(read) || usual.contains(&read.0.height));
    if others.is_empty() {
        return vec![(cluster.clone(), theirs)];
    }
    let lines = |of: &[(Turned, Read)]| of.iter().map(|(rect, _)| *rect).collect::<Vec<Turned>>();
    let (of_theirs, of_others) = text::shared_out(&cluster.boxes, &lines(&theirs), &lines(&others));
    [(of_theirs, theirs), (of_others, others)]
        .into_iter()
        .flat_map(|(boxes, reads)| placed(text::clusters(&boxes), reads))
        .collect()
}

/// Each line with the place that holds its box; a box may lie in a larger one of another place, which has no part in it. What has no line of its
/// own is another look at lines of the place on which it lies most.
fn placed(clusters: Vec<Cluster>, reads: Vec<(Turned, Read)>) -> Vec<(Cluster, Vec<(Turned, Read)>)> {
    let mut homes: Vec<(Cluster, Vec<(Turned, Read)>)> =
        clusters.into_iter().map(|place| (place, Vec::new())).collect();
    for read in reads {
        let fits =
            |place: &Cluster| place.boxes.iter().map(|line| read.0.likeness(&line.rect)).fold(0.0, f32::max);
        let best = homes.iter_mut().max_by(|(one, _), (other, _)| fits(one).total_cmp(&fits(other)));
        if let Some((_, own)) = best {
            own.push(read);
        }
    }
    let (mut homes, looks): (Vec<_>, Vec<_>) = homes.into_iter().partition(|(_, own)| !own.is_empty());
    for line in looks.into_iter().flat_map(|(place, _)| place.boxes) {
        let shared =
            |place: &Cluster| place.boxes.iter().map(|own| line.rect.shares(&own.rect)).fold(0.0, f32::max);
        let best = homes.iter_mut().max_by(|(one, _), (other, _)| shared(one).total_cmp(&shared(other)));
        if let Some((place, _)) = best.filter(|(place, _)| shared(place) > 0.0) {
            place.boxes.push(line);
        }
    }
    homes
}

/// Row by row from the top, each from the left: a place whose middle lies above the lower edge of the first one of a row
/// belongs to it.
fn in_reading_order(mut places: Vec<Graded>) -> Vec<Graded> {
    places.sort_by(|a, b| a.place.bounds().y.total_cmp(&b.place.bounds().y));
    let mut sorted = Vec::with_capacity(places.len());
    while let Some(first) = places.first() {
        let bottom = first.place.bounds().bottom();
        let (mut row, rest): (Vec<Graded>, Vec<Graded>) = {
            let mut first = true;
            places
                .into_iter()
                .partition(|graded| std::mem::take(&mut first) || graded.place.bounds().center().1 < bottom)
        };
        row.sort_by(|a, b| a.place.bounds().x.total_cmp(&b.place.bounds().x));
        sorted.extend(row);
        places = rest;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The box of a heading holds the middle of a small line below it: each has its own outline all the same.
    #[test]
    fn a_line_belongs_to_the_place_of_its_own_box() {
        let line = |y: f32, length: f32, height: f32| Line {
            rect: Turned { center: (200.0, y), length, height, angle: 0.0 },
            score: 0.8,
            level: 1,
        };
        let (heading, small) = (line(100.0, 300.0, 120.0), line(150.0, 180.0, 16.0));
        let places = text::clusters(&[heading, small]);
        assert_eq!(places.len(), 2);
        let read = |of: &Line| (of.rect, Read::of("Ida Holm"));
        let homes = placed(places, vec![read(&small), read(&heading)]);
        for (place, own) in &homes {
            assert_eq!(own.iter().map(|(rect, _)| *rect).collect::<Vec<_>>(), [place.boxes[0].rect]);
        }
        // A look without a line of its own goes with the lines that it is another look at.
        let coarse = line(152.0, 190.0, 60.0);
        let one = placed(text::clusters(&[coarse, small]), vec![read(&small)]);
        assert_eq!((one.len(), one[0].0.boxes.len()), (1, 2));
    }
}
