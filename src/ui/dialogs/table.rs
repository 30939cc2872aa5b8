//! Lists whose lines can be chosen, with what belongs together below each other.

use egui::{
    Color32, FontId, TextStyle, Ui,
    text::{LayoutJob, TextFormat},
};

use crate::ui::theme;

/// Between the parts of a line; a screen reader says them with a pause.
const GAP: &str = "   ";

/// One line: its parts, and whether it is in the heavier weight.
pub type Line = (Vec<String>, bool);

/// The lines as texts for buttons, each part under that of the line above. Where the room is not wide enough
/// for that, the parts follow each other and wrap.
pub fn aligned(ui: &Ui, lines: &[Line]) -> Vec<LayoutJob> {
    let usual = TextStyle::Button.resolve(ui.style());
    let font = |strong: bool| {
        if strong { FontId::new(usual.size, theme::strong()) } else { usual.clone() }
    };
    let part = |index: usize, part: &str| if index == 0 { part.to_owned() } else { format!("{GAP}{part}") };
    let width = |text: String, strong: bool| {
        ui.painter().layout_no_wrap(text, font(strong), Color32::PLACEHOLDER).size().x
    };
    let widths: Vec<Vec<f32>> = lines
        .iter()
        .map(|(parts, strong)| {
            parts.iter().enumerate().map(|(index, said)| width(part(index, said), *strong)).collect()
        })
        .collect();
    let columns = widths.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        widths.iter().filter_map(|line| line.get(column)).copied().fold(0.0_f32, f32::max).ceil()
    };
    let widest: Vec<f32> = (0..columns).map(widest).collect();
    let colour = ui.visuals().text_color();
    let room = ui.available_width() - 2.0 * ui.spacing().button_padding.x;
    let fits = widest.iter().sum::<f32>() <= room;
    lines
        .iter()
        .zip(&widths)
        .map(|((parts, strong), widths)| {
            let mut job = LayoutJob::default();
            let mut behind = 0.0;
            for (index, said) in parts.iter().enumerate() {
                let format = TextFormat::simple(font(*strong), colour);
                job.append(&part(index, said), if fits { behind } else { 0.0 }, format);
                let own = widths.get(index).copied().unwrap_or(0.0);
                behind = widest.get(index).map_or(0.0, |widest| (widest - own).max(0.0));
            }
            job
        })
        .collect()
}
