//! What the file says besides the picture, the most serious first.

use egui::{CollapsingHeader, RichText, Ui};

use super::hidden;
use crate::{
    metadata::{Category, Finding},
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
    let id = format!("metadata-tag-{}", name.replace(':', "-"));
    let name = if text.has(&id) { text.get(&id) } else { name.to_owned() };
    if finding.value.is_empty() {
        format!("{name}: {}", bytes())
    } else {
        format!("{name}: {}", finding.value)
    }
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
        assert_eq!(said(&text, &finding("exif:GPSLatitude", "59 deg")), "Breddegrad: 59 deg");
        assert_eq!(said(&text, &finding("xmp:dc:creator", "Kari")), "Fotograf: Kari");
        assert_eq!(said(&text, &finding("exif:FNumber", "2.8")), "FNumber: 2.8");
        assert!(said(&text, &finding("exif:MakerNote", "")).starts_with("Produsentens egne data: "));
    }
}
