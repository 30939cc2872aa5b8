//! What the file says besides the picture, the most serious first.

use egui::{CollapsingHeader, RichText, Ui};

use super::hidden;
use crate::{
    metadata::Category,
    ui::{shell::Shell, theme},
};

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
                for finding in report.findings.iter().filter(|finding| finding.category == category).take(40)
                {
                    let name =
                        finding.where_.split_once(':').map_or(finding.where_.as_str(), |(_, name)| name);
                    let bytes = [("bytes", finding.bytes.into())];
                    let said = match (finding.where_.as_str(), finding.value.as_str()) {
                        ("trailer:unknown", _) => shell.text.format("metadata-after-end", bytes),
                        (_, "") => format!("{name}: {}", shell.text.format("metadata-bytes", bytes)),
                        (_, value) => format!("{name}: {value}"),
                    };
                    ui.label(RichText::new(said).small()).on_hover_text(&finding.where_);
                }
            });
    }
}
