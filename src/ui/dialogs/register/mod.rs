//! The register: consents and the copies that rely on them, forms, reports, and the rules in force.

mod consents;
mod copies;
mod forms;
mod reports;

use egui::{RichText, ScrollArea, Ui};

use crate::{
    consent::ConsentId,
    policy::explain,
    session::{Command, RegisterRequest},
    ui::{
        shell::{Shell, View},
        theme,
    },
};

pub use copies::Copies;
use forms::FormDraft;
use reports::ReportDraft;

/// The parts of the dialog.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// The consents.
    #[default]
    Consents,
    /// Forms to print, and those that are out.
    Forms,
    /// Reports.
    Reports,
    /// The rules in force.
    Rules,
}

impl Page {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Consents, "register-title"),
        (Self::Forms, "entry-page-forms"),
        (Self::Reports, "entry-page-reports"),
        (Self::Rules, "rules-rules"),
    ];
}

/// What of the dialog is open.
#[derive(Debug, Default)]
pub struct RegisterView {
    page: Page,
    /// Only what needs attention is listed.
    attention: bool,
    /// What is looked for among many consents.
    find: String,
    /// The chosen consent.
    chosen: Option<ConsentId>,
    /// It was recorded a moment ago, and nobody has written its id on the paper yet.
    recorded: bool,
    /// The withdrawal was asked for and must be confirmed.
    sure: bool,
    /// The copies of the chosen consent are shown in place of the list.
    pub copies: Option<Copies>,
    /// A refusal is being recorded: the id on the form as typed.
    refusal: Option<String>,
    pub form: FormDraft,
    pub report: ReportDraft,
}

impl RegisterView {
    /// The list of what needs attention.
    pub fn attention() -> Self {
        Self { attention: true, ..Self::default() }
    }

    /// Shows a consent that was just recorded.
    pub fn show_recorded(&mut self, id: ConsentId, fresh: bool) {
        *self = Self { chosen: Some(id), recorded: fresh, ..Self::default() };
    }
}

/// Opens the dialog, with the register read anew.
pub fn open(view: &mut View, commands: &mut Vec<Command>, register: RegisterView) {
    view.register = Some(register);
    view.due_read = true;
    commands.push(Command::ReadConsents);
}

/// Shows the dialog while it is open and no consent is being entered over it.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if shell.view.form.is_some() {
        return;
    }
    let Some(mut view) = shell.view.register.take() else { return };
    let mut close = false;
    let modal = super::modal(ctx, "register", |ui| {
        ui.set_width(super::width(ui, 660.0));
        pages(ui, shell, &mut view);
        ui.add_space(4.0);
        match view.page {
            Page::Consents if view.copies.is_some() => copies::show(ui, shell, &mut view),
            Page::Consents if view.refusal.is_some() => forms::refusal(ui, shell, &mut view),
            Page::Consents => consents::show(ui, shell, &mut view),
            Page::Forms => forms::show(ui, shell, &mut view),
            Page::Reports => reports::show(ui, shell, &mut view.report),
            Page::Rules => rules(ui, shell),
        }
        ui.add_space(4.0);
        saved(ui, shell);
        ui.separator();
        close = ui.button(shell.t("ui-close")).clicked();
    });
    if !close && !modal.should_close() {
        shell.view.register = Some(view);
    }
}

fn pages(ui: &mut Ui, shell: &Shell<'_>, view: &mut RegisterView) {
    ui.horizontal(|ui| {
        for (page, label) in Page::ALL {
            let selected = view.page == page;
            let name = RichText::new(shell.t(label)).size(15.0);
            let name = if selected { name.family(theme::strong()) } else { name };
            if ui.selectable_label(selected, name).clicked() {
                view.page = page;
                (view.copies, view.refusal) = (None, None);
            }
        }
    });
    ui.separator();
}

/// Room for a list, in points.
fn room(ui: &Ui, around: f32) -> f32 {
    (ui.ctx().content_rect().height() - around).clamp(100.0, 560.0)
}

fn request(shell: &mut Shell<'_>, request: RegisterRequest) {
    shell.commands.push(Command::Register(request));
}

fn rules(ui: &mut Ui, shell: &Shell<'_>) {
    let most = room(ui, 220.0);
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        for section in explain(shell.session.policy(), shell.text, shell.today) {
            ui.label(RichText::new(section.heading).family(theme::strong()));
            for line in section.lines {
                ui.label(line);
            }
            ui.add_space(6.0);
        }
        if let Some(key) = &shell.session.register.read.public_key {
            ui.label(RichText::new(shell.t("entry-public-key")).family(theme::strong()));
            ui.label(key);
            ui.label(RichText::new(shell.t("entry-sign-limit")).small().weak());
        }
    });
}

fn saved(ui: &mut Ui, shell: &Shell<'_>) {
    let shown = &shell.session.register;
    if let Some(path) = &shown.saved {
        let path = path.display().to_string();
        ui.label(shell.text.format("register-saved", [("path", path.into())]));
    }
    if let Some((path, reason)) = &shown.not_saved {
        let pairs = [("path", path.display().to_string().into()), ("reason", reason.clone().into())];
        ui.label(RichText::new(shell.text.format("register-not-written", pairs)).color(theme::warm(ui)));
    }
}
