//! In which sizes copies are written, and how large their files may be.

use egui::{RichText, TextEdit, Ui};

use crate::{
    framing::{Bound, CopySize},
    pipeline::Copies,
    policy::Policy,
    settings::Settings,
    ui::{
        shell::{Shell, View},
        theme,
    },
};

/// Bytes of a kilobyte, as file managers and web forms of the day count them.
const KILOBYTE: u64 = 1000;

/// What is chosen. Sizes that the settings or the rules know no more are left out.
pub fn copies(view: &View, settings: &Settings, policy: &Policy) -> Copies {
    let known = settings.sizes(policy);
    let sizes = known.iter().filter(|size| view.sizes.contains(&size.name)).cloned().collect();
    Copies { sizes, max_bytes: kilobytes(view).ok().flatten().map(|count| count.saturating_mul(KILOBYTE)) }
}

/// The number that was typed; an error where it is none.
fn kilobytes(view: &View) -> Result<Option<u64>, ()> {
    let typed = view.most_kilobytes.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse::<u64>().ok().filter(|count| *count > 0).map(Some).ok_or(())
}

/// Shows the choices. How large the copy of the shown photo will be stands beside each.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
    let picture = review.framed_size();
    ui.label(RichText::new(shell.t("frame-sizes")).family(theme::strong()));
    let between = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 1.0);
    for size in shell.settings.sizes(shell.session.policy()).iter() {
        let mut ticked = shell.view.sizes.contains(&size.name);
        if ui.checkbox(&mut ticked, told(shell, size, size.bound.of(picture))).changed() {
            shell.view.sizes.retain(|name| *name != size.name);
            if ticked {
                shell.view.sizes.push(size.name.clone());
            }
        }
    }
    ui.spacing_mut().item_spacing.y = between;
    ui.label(RichText::new(shell.t("frame-sizes-explain")).small().weak());
    ui.horizontal(|ui| {
        let label = ui.label(shell.t("frame-most-kilobytes"));
        let field = TextEdit::singleline(&mut shell.view.most_kilobytes).desired_width(64.0).char_limit(9);
        ui.add(field).labelled_by(label.id);
        ui.label("kB");
    });
    if kilobytes(shell.view).is_err() {
        ui.label(RichText::new(shell.t("frame-most-kilobytes-wrong")).color(theme::warm(ui)));
    }
}

/// "web: 1920 × 1280"; the names that there are anyway in the language of the window.
fn told(shell: &Shell<'_>, size: &CopySize, pixels: crate::geometry::PixelSize) -> String {
    let name = match (size.name.as_str(), size.bound) {
        ("intranet", _) => shell.t("consent-channel-intranet"),
        ("web", _) => shell.t("frame-size-web"),
        ("social", _) => shell.t("frame-size-social"),
        ("screen", _) => shell.t("frame-size-screen"),
        ("print", Bound::Full) => shell.t("frame-size-print"),
        (own, _) => own.to_owned(),
    };
    format!("{name}: {} × {}", pixels.width, pixels.height)
}
