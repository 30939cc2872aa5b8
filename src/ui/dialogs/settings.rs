//! The settings, and the first page, which asks for the same.

use egui::{RichText, ScrollArea, Ui};

use crate::{
    consent::Country,
    machine::Machine,
    settings::{Appearance, Settings},
    text::{Language, Text, harmless_path},
    ui::{
        dialogs::{SizesEdit, fields, form_words, machine},
        panels,
        shell::{Choose, Shell, accent_button},
        theme,
    },
};

/// Sizes of text and controls that are offered, in percent.
const SCALES: [u16; 6] = [100, 125, 150, 200, 250, 300];

/// Shows the settings while they are open; the answer is what is to be kept.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) -> Option<Settings> {
    let mut settings = shell.view.settings.take()?;
    let edit = shell.view.sizes_edit.take();
    let mut sizes = edit.unwrap_or_else(|| SizesEdit::of(&settings, shell.session.policy()));
    let mut keep = false;
    let mut cancelled = false;
    let modal = super::modal(ctx, "settings", |ui| {
        ui.set_width(super::width(ui, 480.0));
        ui.heading(shell.t("ui-settings"));
        let room = (ctx.content_rect().height() - 140.0).max(120.0);
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            // The bar floats over what it moves.
            ui.set_max_width(ui.available_width() - 14.0);
            ui.spacing_mut().item_spacing.y = 4.0;
            language_and_country(ui, shell.text, shell.machine, &mut settings);
            machine::told(ui, shell.text, shell.machine);
            policy_files(ui, shell);
            ui.separator();
            organisation(ui, shell.text, &mut settings);
            ui.separator();
            look(ui, shell, &mut settings);
            ui.separator();
            sizes.show(ui, shell.text);
            ui.separator();
            form_words::show(ui, shell, &mut settings);
            let text = shell.text;
            folder(ui, shell, text);
            if shell.view.data_folder.other().is_some() {
                ui.label(RichText::new(shell.t("ui-data-folder-later")).small().weak());
            }
        });
        ui.horizontal(|ui| {
            keep = accent_button(ui, &shell.t("ui-save"), sizes.kept(&settings).is_some());
            cancelled = ui.button(shell.t("ui-cancel")).clicked();
        });
    });
    if keep && let Some((named, kilobytes)) = sizes.kept(&settings) {
        (settings.sizes, settings.most_kilobytes) = (named, kilobytes);
        return Some(settings);
    }
    if cancelled || modal.should_close() {
        let folder = &mut shell.view.data_folder;
        (folder.wanted, folder.fault) = (folder.used.clone(), None);
    } else {
        shell.view.settings = Some(settings);
        shell.view.sizes_edit = Some(sizes);
    }
    None
}

/// The first page; the answer is what is to be kept once the person begins.
pub fn first_run(ui: &mut Ui, shell: &mut Shell<'_>) -> Option<Settings> {
    let mut settings = shell.view.first_run.take()?;
    // The page speaks the language that is chosen on it.
    let text = Text::new(settings.language());
    let mut begin = false;
    ScrollArea::vertical().show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.set_max_width(520.0);
            ui.add_space((ui.available_height() * 0.08).clamp(8.0, 64.0));
            ui.label(
                RichText::new(text.get("ui-welcome"))
                    .size(24.0)
                    .family(theme::strong())
                    .color(theme::accent_text(ui)),
            );
            ui.label(text.get("ui-welcome-explain"));
            ui.label(text.get("ui-welcome-limits"));
            ui.label(RichText::new(text.get("ui-offline")).weak());
            ui.add_space(8.0);
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                language_and_country(ui, &text, shell.machine, &mut settings);
                machine::told(ui, &text, shell.machine);
                ui.add_space(8.0);
                let mut entered = organisation(ui, &text, &mut settings);
                entered |= folder(ui, shell, &text);
                if shell.view.data_folder.other().is_some() {
                    ui.label(RichText::new(text.get("ui-data-folder-shared")).small().weak());
                }
                ui.add_space(8.0);
                ui.horizontal(|ui| {
                    let whole = !settings.organisation_missing();
                    begin = accent_button(ui, &text.get("ui-start"), whole) || (whole && entered);
                    begin |= !whole && ui.button(text.get("ui-later")).clicked();
                });
            });
        });
    });
    if begin {
        return Some(settings);
    }
    shell.view.first_run = Some(settings);
    None
}

/// The folder of register and log: told, or open to a choice. True where Enter ended the typing.
fn folder(ui: &mut Ui, shell: &mut Shell<'_>, text: &Text) -> bool {
    let folder = &mut shell.view.data_folder;
    let mut entered = false;
    if folder.free {
        let name = text.get("ui-data-folder-label");
        let label = ui.label(&name).id;
        ui.horizontal(|ui| {
            let (field, choose) = fields::path_of(ui, text, &name, label, &mut folder.wanted);
            entered = fields::entered(ui, &field);
            if choose {
                shell.view.choose = Some(Choose::Data);
            }
        });
    } else {
        let said = text.format("ui-data-folder", [("folder", folder.used.clone().into())]);
        ui.label(RichText::new(said).small().weak());
    }
    fields::fault(ui, shell.view.data_folder.fault.as_deref());
    entered
}

fn language_and_country(ui: &mut Ui, text: &Text, machine: &Machine, settings: &mut Settings) {
    ui.label(RichText::new(text.get("ui-language")).family(theme::strong()));
    ui.horizontal_wrapped(|ui| {
        for language in Language::ALL {
            let chosen = settings.language() == language;
            let free = machine.language.is_none();
            if machine::radio(ui, free, chosen, language.own_name(), text).clicked() {
                settings.language = Some(language);
            }
        }
    });
    ui.label(RichText::new(text.get("ui-country")).family(theme::strong()));
    ui.horizontal_wrapped(|ui| {
        for country in Country::ALL {
            let (free, chosen) = (machine.country.is_none(), settings.country == Some(*country));
            if machine::radio(ui, free, chosen, &country.label(text), text).clicked() {
                settings.country = Some(*country);
            }
        }
    });
}

/// The policy files in force; what they say stands among the rules.
fn policy_files(ui: &mut Ui, shell: &Shell<'_>) {
    let files = shell.session.policy().files();
    if files.is_empty() {
        return;
    }
    ui.label(RichText::new(shell.t("rules-files")).family(theme::strong()));
    for file in files {
        let said = format!("{}: {}", file.source.label(shell.text), harmless_path(&file.path));
        ui.label(RichText::new(said).small().weak());
    }
}

/// Who answers for the copies; true where Enter ended the typing.
fn organisation(ui: &mut Ui, text: &Text, settings: &mut Settings) -> bool {
    let mut entered = false;
    ui.label(RichText::new(text.get("ui-organisation-explain")).small().weak());
    for (label, value) in [
        ("ui-organisation", &mut settings.organisation),
        ("ui-contact", &mut settings.contact),
        ("ui-withdrawal", &mut settings.withdrawal),
    ] {
        let label = ui.label(text.get(label));
        let field = ui.add(egui::TextEdit::singleline(value).desired_width(f32::INFINITY));
        entered |= fields::entered(ui, &field.labelled_by(label.id));
    }
    entered
}

fn look(ui: &mut Ui, shell: &mut Shell<'_>, settings: &mut Settings) {
    let text = shell.text;
    ui.label(RichText::new(text.get("ui-appearance")).family(theme::strong()));
    ui.horizontal_wrapped(|ui| {
        for appearance in Appearance::ALL {
            let name = text.get(match appearance {
                Appearance::System => "ui-appearance-system",
                Appearance::Light => "ui-appearance-light",
                Appearance::Dark => "ui-appearance-dark",
                Appearance::HighContrast => "ui-appearance-high-contrast",
            });
            ui.radio_value(&mut settings.appearance, appearance, name);
        }
    });
    ui.label(RichText::new(text.get("ui-style")).family(theme::strong()));
    let policy = shell.session.policy();
    let usual = [("look", policy.look(None).label(text).into())];
    let id = if policy.default_look().is_some() { "look-default-rules" } else { "look-default" };
    if ui.radio(settings.style.is_none(), text.format(id, usual)).clicked() {
        settings.style = None;
    }
    if let Some(style) = panels::look_chooser(ui, text, policy, settings.style, &mut shell.view.looks.typed) {
        settings.style = Some(style);
    }
    ui.label(RichText::new(text.get("ui-scale")).family(theme::strong()));
    ui.horizontal_wrapped(|ui| {
        for percent in SCALES {
            if ui.radio(settings.scale() == percent, format!("{percent} %")).clicked() {
                settings.scale_percent = percent;
            }
        }
    });
    ui.label(RichText::new(text.get("ui-choosing")).family(theme::strong()));
    ui.checkbox(&mut settings.own_chooser, text.get("ui-choosing-here"));
}
