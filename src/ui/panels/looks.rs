//! How covers look: for one of them, for all of the photo, or for all photos. What the rules do not allow is not offered.

use egui::{
    Color32, ColorImage, Id, Rect, Response, RichText, Sense, Stroke, StrokeKind, TextEdit, TextureHandle,
    TextureOptions, Ui, Vec2, pos2, vec2,
};

use crate::{
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
    policy::Policy,
    redaction::{Shape, Style, colour_of, redact},
    review::{Decision, Edit, Entry, Review},
    session::Command,
    text::Text,
    ui::{shell::Shell, theme},
};

/// Sides of a small picture and of a colour, in points.
const PICTURE: f32 = 46.0;
const COLOUR: f32 = 28.0;
/// Pixels of a side of a small picture.
const PIXELS: u32 = 96;
/// Colours that are offered beside black, white and grey: quiet ones.
const QUIET: [[u8; 3]; 4] = [[31, 58, 95], [47, 111, 115], [201, 150, 63], [109, 59, 94]];

/// Whose look is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// That of the selected cover.
    Cover,
    /// That of all covers of the photo.
    #[default]
    Photo,
    /// That of all photos.
    All,
}

/// How the look of covers is chosen.
#[derive(Debug, Default)]
pub struct LooksView {
    /// The choice is to be opened.
    pub open: bool,
    /// For which of them.
    pub scope: Scope,
    /// A colour as typed.
    pub typed: String,
}

/// Shows the choice below the faces, folded up until somebody wants it.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, review: &Review) {
    let session = shell.session;
    let photo_style = review.style().unwrap_or(session.style());
    let selected = shell.selected().filter(|entry| is_covered(entry)).cloned();
    let scope = match shell.view.looks.scope {
        Scope::Cover if selected.is_none() => Scope::Photo,
        scope @ (Scope::Cover | Scope::Photo | Scope::All) => scope,
    };
    let now = match (scope, &selected) {
        (Scope::Cover, Some(entry)) => entry.style.unwrap_or(photo_style),
        (Scope::Cover | Scope::Photo, _) => photo_style,
        (Scope::All, _) => session.style(),
    };
    let title = shell.text.format("look-heading", [("look", now.label(shell.text).into())]);
    let open = std::mem::take(&mut shell.view.looks.open).then_some(true);
    ui.add_space(4.0);
    egui::CollapsingHeader::new(title).id_salt("looks").open(open).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(shell.t("look-scope"));
            for (of, label) in [
                (Scope::Cover, "look-scope-cover"),
                (Scope::Photo, "look-scope-photo"),
                (Scope::All, "look-scope-all"),
            ] {
                let button = egui::RadioButton::new(scope == of, shell.t(label));
                if ui.add_enabled(of != Scope::Cover || selected.is_some(), button).clicked() {
                    shell.view.looks.scope = of;
                }
            }
        });
        let (text, policy) = (shell.text, session.policy());
        if let Some(style) = chooser(ui, text, policy, Some(now), &mut shell.view.looks.typed) {
            shell.commands.push(match (scope, &selected) {
                (Scope::Cover, Some(entry)) => {
                    Command::Edit(Edit::SetStyle { region: entry.region.id, style: Some(style) })
                }
                (Scope::Cover | Scope::Photo, _) => Command::Edit(Edit::SetPhotoStyle(Some(style))),
                (Scope::All, _) => Command::LookEverywhere(style),
            });
        }
        let own = selected.filter(|entry| scope == Scope::Cover && entry.style.is_some());
        if let Some(entry) = own {
            if ui.button(shell.t("look-as-others")).clicked() {
                let edit = Edit::SetStyle { region: entry.region.id, style: None };
                shell.commands.push(Command::Edit(edit));
            }
        } else if scope == Scope::Photo
            && review.style().is_some()
            && ui.button(shell.t("look-as-others")).clicked()
        {
            shell.commands.push(Command::Edit(Edit::SetPhotoStyle(None)));
        }
    });
}

/// What can be done with the cover of the selected face.
pub(super) fn pull_hint(ui: &mut Ui, shell: &mut Shell<'_>, entry: &Entry) {
    let Some(size) = shell.session.shown().and_then(|photo| photo.review.as_ref()).map(Review::size) else {
        return;
    };
    if entry.decision != Some(Decision::Redact) || entry.pullable(size).is_none() {
        return;
    }
    ui.label(RichText::new(shell.t("look-pull-keys")).small().weak());
    if entry.cover.is_some() && ui.button(shell.t("look-usual-cover")).clicked() {
        let edit = Edit::PullCover { region: entry.region.id, cover: None };
        shell.commands.push(Command::Edit(edit));
    }
}

const fn is_covered(entry: &Entry) -> bool {
    matches!(entry.decision, None | Some(Decision::Redact))
}

/// Small pictures of the looks, and colours; the answer is what was chosen now. `typed` is the colour as typed.
pub fn chooser(
    ui: &mut Ui,
    text: &Text,
    policy: &Policy,
    now: Option<Style>,
    typed: &mut String,
) -> Option<Style> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for style in Style::ALL.into_iter().filter(|style| policy.allows_look(*style)) {
            let name = style.label(text);
            let texture = sample(ui, style);
            let tile = tile(ui, PICTURE, now == Some(style), &name, |painter, rect| {
                let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                if let Some(texture) = &texture {
                    painter.image(texture.id(), rect, uv, Color32::WHITE);
                }
            });
            if tile.clicked() {
                chosen = Some(style);
            }
        }
    });
    if policy.allows_look(Style::Solid) {
        chosen = chosen.or(colours(ui, text, policy, now, typed));
    }
    if !policy.looks_removed().is_empty() {
        let list: Vec<String> = policy.looks_removed().iter().map(|look| look.label(text)).collect();
        let said = text.format("look-removed", [("list", list.join(", ").into())]);
        ui.label(RichText::new(said).small().weak());
    }
    chosen.filter(|style| now != Some(*style))
}

fn colours(
    ui: &mut Ui,
    text: &Text,
    policy: &Policy,
    now: Option<Style>,
    typed: &mut String,
) -> Option<Style> {
    let mut chosen = None;
    ui.label(RichText::new(text.get("look-colours")).small());
    let named = [(Style::Colour([0; 3]), "look-black"), (Style::Colour([255; 3]), "look-white")];
    let named = named.into_iter().map(|(style, id)| (style, text.get(id)));
    let own = policy.default_look().filter(|style| matches!(style, Style::Colour(_)));
    let own = own.into_iter().map(|style| (style, text.get("look-organisation")));
    let quiet = QUIET.into_iter().map(Style::Colour).map(|style| (style, style.label(text)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (style, name) in named.chain(own).chain(quiet) {
            let Style::Colour([red, green, blue]) = style else { continue };
            let fill = |painter: &egui::Painter, rect: Rect| {
                painter.rect_filled(rect, 3.0, Color32::from_rgb(red, green, blue));
            };
            if tile(ui, COLOUR, now == Some(style), &name, fill).clicked() {
                chosen = Some(style);
            }
        }
    });
    let name = text.get("look-own-colour-field");
    ui.horizontal(|ui| {
        let label = ui.label(text.get("look-own-colour"));
        let field = TextEdit::singleline(typed).desired_width(72.0).char_limit(7).hint_text("1A2B3C");
        let field = ui.add(field).labelled_by(label.id).on_hover_text(&name);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_description(name.as_str()));
        if field.changed() {
            let digits = typed.trim();
            chosen = chosen.or(colour_of(digits.strip_prefix('#').unwrap_or(digits)).map(Style::Colour));
        }
    });
    let digits = typed.trim().trim_start_matches('#');
    let can_become_one = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !can_become_one {
        ui.label(RichText::new(text.get("look-own-colour-wrong")).color(theme::warm(ui)));
    }
    chosen
}

/// A square that can be chosen, by mouse and keyboard.
fn tile(
    ui: &mut Ui,
    side: f32,
    chosen: bool,
    name: &str,
    paint: impl FnOnce(&egui::Painter, Rect),
) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        paint(painter, rect.shrink(3.0));
        painter.rect_stroke(rect.shrink(3.0), 3.0, ui.visuals().window_stroke, StrokeKind::Outside);
        if chosen {
            painter.rect_stroke(
                rect.shrink(1.0),
                4.0,
                Stroke::new(2.5, theme::accent_text(ui)),
                StrokeKind::Inside,
            );
        }
        if response.has_focus() || response.hovered() {
            let stroke = ui.visuals().widgets.hovered.fg_stroke;
            painter.rect_stroke(rect, 4.0, Stroke::new(1.5, stroke.color), StrokeKind::Inside);
        }
    }
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, chosen, name));
    response.on_hover_text(name)
}

/// The small picture of a look: somebody before a wall, covered as a copy would be.
fn sample(ui: &Ui, style: Style) -> Option<TextureHandle> {
    let id = Id::unique(("look", style));
    if let Some(known) = ui.data(|data| data.get_temp::<TextureHandle>(id)) {
        return Some(known);
    }
    let head = Shape::Head(BoundingBox::new(25.0, 10.0, 46.0, 58.0));
    let covered = redact(&somebody()?, &[head], style);
    let image = ColorImage::from_rgb([PIXELS as usize, PIXELS as usize], covered.rgb());
    let texture = ui.ctx().load_texture("look", image, TextureOptions::LINEAR);
    ui.data_mut(|data| data.insert_temp(id, texture.clone()));
    Some(texture)
}

/// A wall, shoulders and a neck.
fn somebody() -> Option<Raster> {
    let mut pixels = Vec::with_capacity((PIXELS * PIXELS * 3) as usize);
    for (x, y) in (0..PIXELS).flat_map(|y| (0..PIXELS).map(move |x| (x, y))) {
        let within = |cx: f32, cy: f32, a: f32, b: f32| {
            ((x as f32 - cx) / a).powi(2) + ((y as f32 - cy) / b).powi(2) <= 1.0
        };
        let shade = (y / 4) as u8;
        pixels.extend_from_slice(&if within(48.0, 68.0, 10.0, 20.0) {
            [206, 164, 142]
        } else if within(48.0, 118.0, 44.0, 44.0) {
            [64, 92, 132]
        } else {
            [188 - shade, 200 - shade, 204 - shade]
        });
    }
    Raster::new(PixelSize::new(PIXELS, PIXELS), pixels)
}
