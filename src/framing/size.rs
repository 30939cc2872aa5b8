//! Sizes of copies: how large each may be, by name.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::geometry::PixelSize;

/// The longest name of a size, in characters: it stands in names of files.
const MOST_LETTERS: usize = 16;
/// No side of a copy is longer: JPEG has 16 bits for it (ITU-T T.81).
const MOST_PIXELS: u32 = 65_500;

/// How large a copy may be. It is never larger than the photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Bound {
    /// As large as the photo.
    #[default]
    Full,
    /// The longer side has at most so many pixels.
    LongSide(u32),
    /// Fits into a rectangle of so many pixels.
    Within(PixelSize),
}

impl Bound {
    /// The size of a copy of a picture of `size`; the same where that is small enough.
    pub fn of(self, size: PixelSize) -> PixelSize {
        match self {
            Self::Full => size,
            Self::LongSide(longest) => {
                let long = size.long_side();
                if longest == 0 || longest >= long {
                    return size;
                }
                // At most the longer side, so it fits 32 bits; at least one pixel.
                let scaled =
                    |own: u32| ((u64::from(own) * u64::from(longest) / u64::from(long)) as u32).max(1);
                PixelSize::new(scaled(size.width), scaled(size.height))
            }
            Self::Within(most) => {
                if size.width <= most.width && size.height <= most.height {
                    return size;
                }
                // The other side is rounded, so that a picture of nearly this shape gets exactly this size.
                let part = |own: u32, along: u32, of: u32| {
                    let (own, along, of) = (u64::from(own), u64::from(along), u64::from(of.max(1)));
                    (((own * along + of / 2) / of) as u32).max(1)
                };
                let by_width = u64::from(size.width) * u64::from(most.height)
                    >= u64::from(size.height) * u64::from(most.width);
                if by_width {
                    let height = part(size.height, most.width, size.width).min(most.height);
                    PixelSize::new(most.width, height)
                } else {
                    let width = part(size.width, most.height, size.height).min(most.width);
                    PixelSize::new(width, most.height)
                }
            }
        }
    }

    /// True where no copy is larger under this bound than under the other.
    fn is_stricter(self, other: Self) -> bool {
        let box_of = |bound: Self| match bound {
            Self::Full => PixelSize::new(u32::MAX, u32::MAX),
            Self::LongSide(side) => PixelSize::new(side, side),
            Self::Within(size) => size,
        };
        // Of two of one area the wider, so that the order of files has no bearing.
        let rank = |bound: Self| (box_of(bound).area(), box_of(bound).height);
        rank(self) < rank(other)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("full"),
            Self::LongSide(side) => write!(f, "{side}"),
            Self::Within(size) => write!(f, "{}x{}", size.width, size.height),
        }
    }
}

/// A size of copies: its name, how large, and how finely a JPEG is encoded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CopySize {
    /// Small letters, digits and `-`; stands in the name of the copy. Empty for the only size of an export.
    pub name: String,
    /// How large.
    pub bound: Bound,
    /// JPEG quality, 1 to 100; `None` for that of the export.
    pub quality: Option<u8>,
}

impl CopySize {
    /// How large and how fine, as it stands in files: `1600@85`.
    pub fn value(&self) -> String {
        let quality = self.quality.map(|quality| format!("@{quality}")).unwrap_or_default();
        format!("{}{quality}", self.bound)
    }

    /// With its name: `web = 1600@85`.
    pub fn told(&self) -> String {
        format!("{} = {}", self.name, self.value())
    }
}

/// Not a size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no size: expected a name such as web, pixels such as 1600 or 1080x1350, or full")]
pub struct NotASize(pub String);

/// `full`, `1600` or `1080x1350`, and behind an `@` the quality: `1600@85`.
fn parse(text: &str) -> Option<(Bound, Option<u8>)> {
    let (bound, quality) = match text.split_once('@') {
        Some((bound, quality)) => (bound, Some(quality)),
        None => (text, None),
    };
    let quality = match quality {
        Some(quality) => Some(quality.trim().parse().ok().filter(|quality| (1..=100).contains(quality))?),
        None => None,
    };
    let side = |text: &str| text.trim().parse().ok().filter(|side| (1..=MOST_PIXELS).contains(side));
    let bound = match bound.trim() {
        "full" => Bound::Full,
        pixels => match pixels.split_once(['x', '×']) {
            Some((width, height)) => Bound::Within(PixelSize::new(side(width)?, side(height)?)),
            None => Bound::LongSide(side(pixels)?),
        },
    };
    Some((bound, quality))
}

impl FromStr for CopySize {
    type Err = NotASize;

    /// Pixels without a name; what is written is the name.
    fn from_str(text: &str) -> Result<Self, NotASize> {
        let (bound, quality) = parse(text).ok_or_else(|| NotASize(text.to_owned()))?;
        Ok(Self { name: bound.to_string(), bound, quality })
    }
}

/// The sizes that have a name, in the order in which they are offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sizes(Vec<CopySize>);

impl Default for Sizes {
    /// Intranet 1600, web 2048, social 1080×1350, screen 1920×1080, print as it is.
    fn default() -> Self {
        let size = |name: &str, bound| CopySize { name: name.to_owned(), bound, quality: None };
        Self(vec![
            size("intranet", Bound::LongSide(1600)),
            size("web", Bound::LongSide(2048)),
            size("social", Bound::Within(PixelSize::new(1080, 1350))),
            size("screen", Bound::Within(PixelSize::new(1920, 1080))),
            size("print", Bound::Full),
        ])
    }
}

impl Sizes {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &CopySize> {
        self.0.iter()
    }

    /// Those that are named here take the place of others of the same name; new ones come after them.
    #[must_use]
    pub fn with(mut self, named: &NamedSizes) -> Self {
        for (name, (bound, quality)) in &named.0 {
            let size = CopySize { name: name.clone(), bound: *bound, quality: *quality };
            match self.0.iter_mut().find(|own| own.name == *name) {
                Some(own) => *own = size,
                None => self.0.push(size),
            }
        }
        self
    }

    /// The size that a word means: a name, else pixels.
    ///
    /// # Errors
    /// [`NotASize`] where it is neither.
    pub fn find(&self, word: &str) -> Result<CopySize, NotASize> {
        let word = word.trim();
        self.0.iter().find(|size| size.name == word).map_or_else(|| word.parse(), |size| Ok(size.clone()))
    }
}

/// Sizes as settings and policy files name them: `web = "2048"`, `social = "1080x1350@85"`, `print = "full"`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedSizes(BTreeMap<String, (Bound, Option<u8>)>);

impl NamedSizes {
    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names a size, in place of one of that name.
    ///
    /// # Errors
    /// [`NotASize`] for what is no name, or no size; nothing is changed then.
    pub fn insert(&mut self, name: &str, size: &str) -> Result<(), NotASize> {
        if !is_name(name) {
            return Err(NotASize(name.to_owned()));
        }
        let parsed = parse(size).ok_or_else(|| NotASize(size.to_owned()))?;
        self.0.insert(name.to_owned(), parsed);
        Ok(())
    }

    /// The size of this name.
    pub fn get(&self, name: &str) -> Option<CopySize> {
        self.iter().find(|size| size.name == name)
    }

    /// Each by its name.
    pub fn iter(&self) -> impl Iterator<Item = CopySize> {
        self.0.iter().map(|(name, (bound, quality))| CopySize {
            name: name.clone(),
            bound: *bound,
            quality: *quality,
        })
    }

    /// Takes over those of another policy file; of two of one name the smaller holds, and the coarser quality.
    pub fn take_stricter(&mut self, other: &Self) {
        for (name, (bound, quality)) in &other.0 {
            let own = self.0.entry(name.clone()).or_insert((*bound, *quality));
            if bound.is_stricter(own.0) {
                own.0 = *bound;
            }
            own.1 = [own.1, *quality].into_iter().flatten().min();
        }
    }
}

/// Small letters, digits and `-`, beginning with a letter: a number would be taken for pixels.
fn is_name(name: &str) -> bool {
    name.len() <= MOST_LETTERS
        && name != "full"
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

impl<'de> Deserialize<'de> for NamedSizes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = BTreeMap::<String, String>::deserialize(deserializer)?;
        let mut sizes = BTreeMap::new();
        for (name, size) in written {
            if !is_name(&name) {
                let wanted = "small letters, digits and -, beginning with a letter";
                return Err(D::Error::custom(format!("{name:?} is no name of a size: expected {wanted}")));
            }
            let parsed = parse(&size).ok_or_else(|| D::Error::custom(NotASize(size)))?;
            sizes.insert(name, parsed);
        }
        Ok(Self(sizes))
    }
}

impl Serialize for NamedSizes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, (bound, quality))| {
            let quality = quality.map(|quality| format!("@{quality}")).unwrap_or_default();
            (name, format!("{bound}{quality}"))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: u32, height: u32) -> PixelSize {
        PixelSize::new(width, height)
    }

    #[test]
    fn a_copy_is_never_larger_than_the_photo_and_never_of_another_shape() {
        for (bound, photo, copy) in [
            (Bound::Full, size(4000, 3000), size(4000, 3000)),
            (Bound::LongSide(1600), size(4000, 3000), size(1600, 1200)),
            (Bound::LongSide(1600), size(1200, 900), size(1200, 900)),
            (Bound::LongSide(0), size(1200, 900), size(1200, 900)),
            (Bound::Within(size(1080, 1350)), size(2401, 3000), size(1080, 1349)),
            (Bound::Within(size(1080, 1350)), size(2400, 3000), size(1080, 1350)),
            (Bound::Within(size(1080, 1350)), size(3000, 2000), size(1080, 720)),
            (Bound::Within(size(1920, 1080)), size(3000, 4000), size(810, 1080)),
            (Bound::Within(size(1920, 1080)), size(800, 600), size(800, 600)),
            (Bound::Within(size(1920, 1080)), size(60_000, 3), size(1920, 1)),
        ] {
            assert_eq!(bound.of(photo), copy, "{bound} of {photo:?}");
        }
    }

    #[test]
    fn sizes_are_found_by_name_and_by_pixels() {
        let sizes = Sizes::default();
        assert_eq!(sizes.find("web").unwrap().bound, Bound::LongSide(2048));
        assert_eq!(sizes.find(" 1200 ").unwrap().name, "1200");
        let exact = sizes.find("1080x1080@70").unwrap();
        assert_eq!((exact.name.as_str(), exact.quality), ("1080x1080", Some(70)));
        for wrong in ["", "huge", "0", "-5", "1x", "65501", "100@0", "100@101", "1600px", "Web"] {
            assert!(sizes.find(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_can_be_named_anew() {
        let named: NamedSizes = toml::from_str("web = '1200@80'\nwall = '3840x2160'").unwrap();
        let sizes = Sizes::default().with(&named);
        let told: Vec<&str> = sizes.iter().map(|size| size.name.as_str()).collect();
        assert_eq!(told, ["intranet", "web", "social", "screen", "print", "wall"]);
        assert_eq!(sizes.find("web").unwrap().quality, Some(80));
        let written = toml::to_string(&named).unwrap();
        assert_eq!(toml::from_str::<NamedSizes>(&written).unwrap(), named);
        for wrong in ["1600 = '1600'", "full = '9'", "Web = '9'", "w = 'big'", "a_b = '9'", "w = 9"] {
            assert!(toml::from_str::<NamedSizes>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn of_two_files_the_smaller_size_holds() {
        let mut one: NamedSizes = toml::from_str("web = '1200'\nprint = 'full@95'").unwrap();
        let other: NamedSizes = toml::from_str("web = '1600@70'\nprint = '3000'\nx = '5'").unwrap();
        let mut turned = other.clone();
        turned.take_stricter(&one);
        one.take_stricter(&other);
        assert_eq!(one, turned);
        assert_eq!(one, toml::from_str("web = '1200@70'\nprint = '3000@95'\nx = '5'").unwrap());
    }
}
