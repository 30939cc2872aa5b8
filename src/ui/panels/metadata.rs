//! What the file says besides the picture, the most serious first.

use egui::{CollapsingHeader, RichText, Ui};

use super::hidden;
use crate::{
    metadata::{Axis, Category, Coordinate, Finding},
    text::Text,
    ui::{shell::Shell, theme},
};

/// Lines shown of a category.
const MOST: usize = 40;

/// Shows the findings.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let Some(source) = shell.session.shown().and_then(|photo| photo.source.as_ref()) else { return };
    for notice in source.notices() {
        ui.label(RichText::new(notice.message(shell.text)).color(theme::warm(ui)));
    }
    let report = source.report();
    ui.add_space(4.0);
    ui.heading(shell.t("ui-metadata"));
    if report.findings.is_empty() {
        ui.label(shell.t("ui-metadata-none"));
        return;
    }
    ui.label(RichText::new(shell.t("ui-metadata-left-behind")).small());
    hidden::show(ui, shell, source.sha256(), &report.previews);
    for category in Category::ALL {
        let count = report.count(category);
        if count == 0 {
            continue;
        }
        let title = format!("{} ({count})", category.message(shell.text));
        let serious = matches!(category, Category::HiddenImage | Category::Location | Category::Person);
        CollapsingHeader::new(RichText::new(title).family(theme::strong()))
            .id_salt(category.word())
            .default_open(serious)
            .show(ui, |ui| {
                let mut listed: Vec<&Finding> =
                    report.findings.iter().filter(|finding| finding.category == category).collect();
                // What only explains another line comes last.
                listed.sort_by_key(|finding| {
                    ["Ref", "VersionID"].iter().any(|end| finding.where_.ends_with(end))
                });
                for finding in listed.into_iter().take(MOST) {
                    ui.label(RichText::new(said(shell.text, finding)).small()).on_hover_text(&finding.where_);
                }
            });
    }
}

/// A finding in words: of what stands in photos often in plain ones, of the rest by the format's own name.
fn said(text: &Text, finding: &Finding) -> String {
    let bytes = || text.format("metadata-bytes", [("bytes", finding.bytes.into())]);
    if finding.where_ == "trailer:unknown" {
        return text.format("metadata-after-end", [("bytes", finding.bytes.into())]);
    }
    let name = finding.where_.split_once(':').map_or(finding.where_.as_str(), |(_, name)| name);
    // A property of XMP that is one of Exif has its name.
    let last = name.rsplit(':').next().unwrap_or(name);
    let ids = [name.replace(':', "-"), last.to_owned()].map(|name| format!("metadata-tag-{name}"));
    let name = ids.iter().find(|id| text.has(id)).map_or_else(|| name.to_owned(), |id| text.get(id));
    if finding.value.is_empty() {
        format!("{name}: {}", bytes())
    } else {
        format!("{name}: {}", in_words(text, finding, last))
    }
}

/// What the reader of Exif says in English words, after a number or alone.
const PHRASES: [(&str, &str); 8] = [
    ("meters above sea level", "metadata-metres-above"),
    ("meters below sea level", "metadata-metres-below"),
    ("degrees in true direction", "metadata-degrees-true"),
    ("degrees in magnetic direction", "metadata-degrees-magnetic"),
    ("above sea level", "metadata-above-sea"),
    ("below sea level", "metadata-below-sea"),
    ("true direction", "metadata-direction-true"),
    ("magnetic direction", "metadata-direction-magnetic"),
];

/// A value in the words and numbers of the language, where it is about a place; else as it stands in the file.
fn in_words(text: &Text, finding: &Finding, name: &str) -> String {
    if let Some(place) = Coordinate::of(finding) {
        return place.message(text);
    }
    let axis = [("LatitudeRef", Axis::Latitude), ("LongitudeRef", Axis::Longitude)]
        .into_iter()
        .find(|(end, _)| name.ends_with(end));
    if let (Some((_, axis)), "N" | "S" | "E" | "W") = (axis, finding.value.as_str()) {
        return axis.letter(matches!(finding.value.as_str(), "S" | "W"), text);
    }
    let phrase = PHRASES.iter().find_map(|(phrase, id)| {
        let number = finding.value.strip_suffix(phrase)?.trim();
        if number.is_empty() {
            return Some(text.get(id));
        }
        let number = text.decimal(number.parse::<f64>().ok().filter(|number| number.is_finite())?, 1);
        Some(text.format(id, [("number", number.into())]))
    });
    phrase.unwrap_or_else(|| finding.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn common_tags_have_plain_words_and_others_their_own_names() {
        let finding = |where_: &str, value: &str| Finding {
            category: Category::Other,
            where_: where_.to_owned(),
            value: value.to_owned(),
            bytes: 12,
        };
        let text = Text::new(Language::Nb);
        assert_eq!(said(&text, &finding("exif:GPSLatitudeRef", "S")), "Nord eller sør: S");
        assert_eq!(said(&text, &finding("exif:GPSLongitudeRef", "E")), "Øst eller vest: Ø");
        let place = "Breddegrad: 59°30′00″ N (59,50000°)";
        assert_eq!(said(&text, &finding("exif:GPSLatitude", "59 deg 30 min 0 sec N")), place);
        assert_eq!(said(&text, &finding("xmp:exif:GPSLatitude", "59,30N")), place);
        let height = finding("exif:GPSAltitude", "12.25 meters above sea level");
        assert_eq!(said(&text, &height), "Høyde over havet: 12,2 m over havet");
        let height = finding("exif:GPSAltitudeRef", "below sea level");
        assert_eq!(said(&text, &height), "Over eller under havet: under havet");
        assert_eq!(said(&text, &finding("xmp:dc:creator", "Kari")), "Fotograf: Kari");
        assert_eq!(said(&text, &finding("exif:FNumber", "2.8")), "FNumber: 2.8");
        assert!(said(&text, &finding("exif:MakerNote", "")).starts_with("Produsentens egne data: "));
    }
}
