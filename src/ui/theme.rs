//! Type, colours and spacing.

use std::sync::Arc;

use crate::settings::Appearance;

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, Theme, vec2,
};

/// The one accent: a deep teal.
pub const ACCENT: Color32 = Color32::from_rgb(0x0f, 0x6b, 0x6e);
/// What waits for a decision.
pub const WARM: Color32 = Color32::from_rgb(0xb4, 0x53, 0x09);
/// The cover of an undecided face.
pub const COVER: Color32 = Color32::from_rgb(0xf3, 0xdf, 0xbf);
/// What is selected, in high contrast.
const HIGH_CONTRAST_SELECTED: Color32 = Color32::from_rgb(0xff, 0xe0, 0x8a);
/// The stripes on it.
pub const HATCH: Color32 = Color32::from_rgb(0xd0, 0x8b, 0x3c);

/// The ground of the tour's line.
pub const TOUR_LIGHT: Color32 = Color32::from_rgb(0xd9, 0xec, 0xeb);
/// The same on dark.
pub const TOUR_DARK: Color32 = Color32::from_rgb(0x12, 0x3e, 0x40);

/// The accent as a colour of text: lighter on dark ground.
pub fn accent_text(ui: &egui::Ui) -> Color32 {
    if ui.visuals().dark_mode { Color32::from_rgb(0x5f, 0xc4, 0xc0) } else { ACCENT }
}

/// The colour of what waits, as text: lighter on dark ground, and in high contrast dark enough for the yellow of what
/// is selected (8 to 1).
pub fn warm(ui: &egui::Ui) -> Color32 {
    let visuals = ui.visuals();
    if visuals.dark_mode {
        Color32::from_rgb(0xf0, 0xa0, 0x58)
    } else if visuals.selection.bg_fill == HIGH_CONTRAST_SELECTED {
        Color32::from_rgb(0x6e, 0x2a, 0x00)
    } else {
        WARM
    }
}

/// The name of the icon set.
pub fn icons() -> FontFamily {
    FontFamily::Name("icons".into())
}

/// The name of the heavier weight.
pub fn strong() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Puts the chosen look and size into the window.
pub fn choose(ctx: &egui::Context, appearance: Appearance, scale_percent: u16) {
    ctx.options_mut(|options| {
        options.theme_preference = match appearance {
            Appearance::System => egui::ThemePreference::System,
            Appearance::Light | Appearance::HighContrast => egui::ThemePreference::Light,
            Appearance::Dark => egui::ThemePreference::Dark,
        };
    });
    ctx.set_zoom_factor(f32::from(scale_percent.clamp(75, 300)) / 100.0);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            colours(style, theme == Theme::Dark, appearance == Appearance::HighContrast);
        });
    }
}

/// Puts the fonts into the window.
pub fn apply(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let regular = FontData::from_static(include_bytes!("../../assets/fonts/Inter-Regular.otf"));
    let semibold = FontData::from_static(include_bytes!("../../assets/fonts/Inter-SemiBold.otf"));
    fonts.font_data.insert("inter".to_owned(), Arc::new(regular));
    fonts.font_data.insert("inter-semibold".to_owned(), Arc::new(semibold));
    let rest = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let with = |first: &str| std::iter::once(first.to_owned()).chain(rest.clone()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, with("inter"));
    fonts.families.insert(strong(), with("inter-semibold"));
    let phosphor = FontData::from_static(include_bytes!("../../assets/fonts/Phosphor.ttf"));
    fonts.font_data.insert("phosphor".to_owned(), Arc::new(phosphor));
    fonts.families.insert(icons(), vec!["phosphor".to_owned()]);
    ctx.set_fonts(fonts);
    // Light where the system does not tell.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    ctx.all_styles_mut(|style| {
        let size = |points| FontId::new(points, FontFamily::Proportional);
        style.text_styles = [
            (TextStyle::Small, size(12.0)),
            (TextStyle::Body, size(13.5)),
            (TextStyle::Button, size(13.5)),
            (TextStyle::Monospace, FontId::monospace(12.5)),
            (TextStyle::Heading, FontId::new(15.0, strong())),
        ]
        .into();
        style.spacing.item_spacing = vec2(8.0, 8.0);
        style.spacing.button_padding = vec2(10.0, 5.0);
        style.spacing.interact_size.y = 28.0;
        // Nothing moves but what the person moves: quiet, and kind to remote desktops.
        style.animation_time = 0.0;
    });
    choose(ctx, Appearance::System, 100);
}

fn colours(style: &mut egui::Style, dark: bool, high_contrast: bool) {
    let grey = |light: u8, dark_value: u8| Color32::from_gray(if dark { dark_value } else { light });
    let visuals = &mut style.visuals;
    let text = if high_contrast { Color32::BLACK } else { grey(0x1f, 0xe6) };
    let line = if high_contrast { Color32::BLACK } else { grey(0xd4, 0x4c) };
    let width = if high_contrast { 2.0 } else { 1.0 };
    visuals.panel_fill = if high_contrast { Color32::WHITE } else { grey(0xfa, 0x1c) };
    visuals.window_fill = grey(0xff, 0x24);
    visuals.extreme_bg_color = grey(0xff, 0x14);
    visuals.faint_bg_color = grey(0xf0, 0x14);
    visuals.override_text_color = Some(text);
    visuals.weak_text_color = Some(if high_contrast { text } else { grey(0x5c, 0xa8) });
    visuals.window_stroke = Stroke::new(width, line);
    visuals.selection.bg_fill = match (high_contrast, dark) {
        (true, _) => HIGH_CONTRAST_SELECTED,
        (false, true) => ACCENT,
        (false, false) => Color32::from_rgb(0xd3, 0xe7, 0xe6),
    };
    visuals.selection.stroke = Stroke::new(
        if high_contrast { 3.0 } else { 2.0 },
        match (high_contrast, dark) {
            (true, _) => Color32::BLACK,
            (false, true) => Color32::WHITE,
            (false, false) => ACCENT,
        },
    );
    visuals.widgets.noninteractive.bg_stroke =
        Stroke::new(width, if high_contrast { line } else { grey(0xe0, 0x3a) });
    visuals.widgets.inactive.weak_bg_fill = grey(if high_contrast { 0xff } else { 0xee }, 0x33);
    visuals.widgets.inactive.bg_stroke = Stroke::new(width, line);
    visuals.widgets.hovered.weak_bg_fill = grey(0xe6, 0x3f);
    visuals.window_corner_radius = CornerRadius::same(6);
    for widget in [
        &mut visuals.widgets.inactive,
        &mut visuals.widgets.hovered,
        &mut visuals.widgets.active,
        &mut visuals.widgets.open,
        &mut visuals.widgets.noninteractive,
    ] {
        widget.corner_radius = CornerRadius::same(6);
    }
}
