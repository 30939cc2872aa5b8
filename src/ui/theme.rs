//! Type, colours and spacing.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, Theme, vec2,
};

/// The one accent: a deep teal.
pub const ACCENT: Color32 = Color32::from_rgb(0x0f, 0x6b, 0x6e);
/// What waits for a decision.
pub const WARM: Color32 = Color32::from_rgb(0xb4, 0x53, 0x09);
/// The cover of an undecided face.
pub const COVER: Color32 = Color32::from_rgb(0xf3, 0xdf, 0xbf);
/// The stripes on it.
pub const HATCH: Color32 = Color32::from_rgb(0xd0, 0x8b, 0x3c);

/// The name of the heavier weight.
pub fn strong() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Puts fonts and colours into the window.
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
    });
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            let visuals = &mut style.visuals;
            let dark = theme == Theme::Dark;
            let grey = |light: u8, dark_value: u8| Color32::from_gray(if dark { dark_value } else { light });
            visuals.panel_fill = grey(0xfa, 0x1c);
            visuals.window_fill = grey(0xff, 0x24);
            visuals.extreme_bg_color = grey(0xff, 0x14);
            visuals.override_text_color = Some(grey(0x1f, 0xe6));
            visuals.window_stroke = Stroke::new(1.0, grey(0xd4, 0x48));
            visuals.selection.bg_fill = if dark { ACCENT } else { Color32::from_rgb(0xd3, 0xe7, 0xe6) };
            visuals.selection.stroke = Stroke::new(1.5, if dark { Color32::WHITE } else { ACCENT });
            visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, grey(0xe0, 0x3a));
            visuals.widgets.inactive.weak_bg_fill = grey(0xee, 0x33);
            visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, grey(0xd4, 0x4c));
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
        });
    }
}
