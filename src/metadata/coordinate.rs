//! Latitudes and longitudes as people read them, out of the ways in which files write them.

use crate::text::Text;

use super::Finding;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// North and south.
    Latitude,
    /// East and west.
    Longitude,
}

impl Axis {
    /// Largest number of degrees.
    const fn most(self) -> f64 {
        match self {
            Self::Latitude => 90.0,
            Self::Longitude => 180.0,
        }
    }

    /// The letter of a side in the language of `text`: `negative` is south or west.
    pub fn letter(self, negative: bool, text: &Text) -> String {
        text.get(match (self, negative) {
            (Self::Latitude, false) => "metadata-side-north",
            (Self::Latitude, true) => "metadata-side-south",
            (Self::Longitude, false) => "metadata-side-east",
            (Self::Longitude, true) => "metadata-side-west",
        })
    }
}

/// A latitude or a longitude.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinate {
    /// Which of the two.
    pub axis: Axis,
    /// Degrees without their sign.
    pub degrees: f64,
    /// South or west; `None` where the file does not tell.
    pub negative: Option<bool>,
}

impl Coordinate {
    /// The coordinate that a finding tells, if it tells one: Exif as `kamadak-exif` spells it
    /// (`55 deg 34 min 34 sec N`), XMP part 2, 1.2.7.4 (`55,34,34N`, `55,34.5667N`), and plain decimal degrees.
    pub fn of(finding: &Finding) -> Option<Self> {
        let name = finding.where_.rsplit(':').next()?.to_ascii_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        // Some drones write it wrong.
        let axis = if has(&["latitude"]) || name == "lat" {
            Axis::Latitude
        } else if has(&["longitude", "longtitude"]) || matches!(name.as_str(), "long" | "lon" | "lng") {
            Axis::Longitude
        } else {
            return None;
        };
        // The reader of Exif says so where the side is not told.
        let value = finding.value.split('[').next().unwrap_or_default();
        Self::read(axis, value.trim())
    }

    fn read(axis: Axis, value: &str) -> Option<Self> {
        let letter = value.chars().last().filter(char::is_ascii_alphabetic);
        let negative = match (axis, letter.map(|letter| letter.to_ascii_uppercase())) {
            (Axis::Latitude, Some('N')) | (Axis::Longitude, Some('E')) => Some(false),
            (Axis::Latitude, Some('S')) | (Axis::Longitude, Some('W')) => Some(true),
            // The last letter of "sec".
            (_, None | Some('C')) => None,
            (_, Some(_)) => return None,
        };
        let bare = if negative.is_some() { value.get(..value.len() - 1)?.trim_end() } else { value };
        let parts: Vec<f64> = if bare.contains("deg") {
            let mut words = bare.split_whitespace();
            let mut parts = Vec::new();
            while let Some(number) = words.next() {
                parts.push(number.parse().ok()?);
                words.next().filter(|unit| matches!(*unit, "deg" | "min" | "sec"))?;
            }
            parts
        } else {
            bare.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?
        };
        let (&first, rest) = parts.split_first()?;
        let small = |part: &f64| (0.0..=60.0).contains(part);
        if rest.len() > 2 || !rest.iter().all(small) {
            return None;
        }
        let scale = [60.0, 3600.0];
        let degrees = first.abs() + rest.iter().zip(scale).map(|(part, scale)| part / scale).sum::<f64>();
        // A bare number tells its side by its sign.
        let negative = negative.or_else(|| rest.is_empty().then_some(first < 0.0));
        (degrees.is_finite() && degrees <= axis.most()).then_some(Self { axis, degrees, negative })
    }

    /// `55°34′34″ N (55.57611°)`, in the letters and with the decimal sign of the language. Five decimals are one
    /// metre; a second is thirty.
    pub fn message(&self, text: &Text) -> String {
        let seconds = (self.degrees * 3600.0).round() as u64;
        let (degrees, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let side = self.negative.map(|negative| self.axis.letter(negative, text));
        let side = side.map_or_else(String::new, |letter| format!(" {letter}"));
        let signed = if self.negative == Some(true) { -self.degrees } else { self.degrees };
        format!("{degrees}°{minutes:02}′{seconds:02}″{side} ({}°)", text.decimal(signed, 5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{metadata::Category, text::Language};

    fn finding(where_: &str, value: &str) -> Finding {
        Finding {
            category: Category::Location,
            where_: where_.to_owned(),
            value: value.to_owned(),
            bytes: 24,
        }
    }

    fn said(where_: &str, value: &str, language: Language) -> Option<String> {
        Coordinate::of(&finding(where_, value)).map(|place| place.message(&Text::new(language)))
    }

    #[test]
    fn a_place_reads_as_on_a_map_in_every_language() {
        for (language, north, east, south, west) in [
            (
                Language::En,
                "55°34′34″ N (55.57611°)",
                "12°34′05″ E (12.56810°)",
                "S (-33.85861°)",
                "W (-0.12764°)",
            ),
            (
                Language::Da,
                "55°34′34″ N (55,57611°)",
                "12°34′05″ Ø (12,56810°)",
                "S (-33,85861°)",
                "V (-0,12764°)",
            ),
            (
                Language::Nb,
                "55°34′34″ N (55,57611°)",
                "12°34′05″ Ø (12,56810°)",
                "S (-33,85861°)",
                "V (-0,12764°)",
            ),
            (
                Language::Sv,
                "55°34′34″ N (55,57611°)",
                "12°34′05″ Ö (12,56810°)",
                "S (-33,85861°)",
                "V (-0,12764°)",
            ),
        ] {
            let of = |where_: &str, value: &str| said(where_, value, language).unwrap_or_default();
            assert_eq!(of("exif:GPSLatitude", "55 deg 34 min 34 sec N"), north);
            assert_eq!(of("exif:GPSLongitude", "12 deg 34 min 5.16 sec E"), east);
            let (down, left) = (
                of("exif:GPSLatitude", "33 deg 51.5166 min 0 sec S"),
                of("exif:IFD1:GPSDestLongitude", "0 deg 7 min 39.5 sec W"),
            );
            assert!(down.replace('−', "-").ends_with(south), "{down}");
            assert!(left.replace('−', "-").ends_with(west), "{left}");
        }
    }

    #[test]
    fn every_spelling_of_a_place_is_the_same_place() {
        let wanted = said("exif:GPSLatitude", "55 deg 34 min 34 sec N", Language::Da);
        assert!(wanted.is_some());
        for value in ["55,34,34N", "55,34.566666667N", "55.576111111", "+55.576111111"] {
            assert_eq!(said("xmp:exif:GPSLatitude", value, Language::Da), wanted, "{value}");
        }
        // Half a second up, and the minute and the degree with it.
        assert_eq!(said("xmp:geo:lat", "9.99999", Language::En).as_deref(), Some("10°00′00″ N (9.99999°)"));
        assert_eq!(
            said("xmp:drone-dji:GpsLongtitude", "-12.5", Language::Sv).as_deref(),
            Some("12°30′00″ V (−12,50000°)")
        );
        // A file that leaves out the side leaves it open here too.
        assert_eq!(
            said("exif:GPSLatitude", "55 deg 30 min 0 sec [GPSLatitudeRef missing]", Language::Da).as_deref(),
            Some("55°30′00″ (55,50000°)")
        );
    }

    #[test]
    fn what_is_no_place_is_left_as_it_stands() {
        for (where_, value) in [
            ("exif:GPSLatitude", "inf deg NaN min 0 sec N"),
            ("exif:GPSLatitude", "91 deg 0 min 0 sec N"),
            ("exif:GPSLatitude", "55 deg 61 min 0 sec N"),
            ("exif:GPSLatitude", "55 deg 1 min 0 sec E"),
            ("exif:GPSLatitude", "55/1, 34/1"),
            ("exif:GPSLatitude", ""),
            ("exif:GPSLatitudeRef", "N"),
            ("exif:GPSAltitude", "12"),
            ("xmp:x:Platform", "12"),
        ] {
            assert_eq!(said(where_, value, Language::Da), None, "{where_} {value}");
        }
    }
}
