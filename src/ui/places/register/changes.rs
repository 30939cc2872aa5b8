//! What can be done with chosen consents, and what of it must be confirmed.

use egui::{CollapsingHeader, RichText, Ui};
use jiff::ToSpan as _;

use crate::{
    consent::{Consent, ConsentId, ConsentState},
    session::{PlaceRequest, RegisterRequest},
    ui::{
        dialogs::fields,
        shell::{Shell, final_button},
        theme,
    },
};

use super::{ask, request};

/// The states that somebody notes and no signature brings.
const MARKS: [ConsentState; 4] =
    [ConsentState::Deferred, ConsentState::Revoked, ConsentState::Invalidated, ConsentState::Unknown];

/// What was asked for and must be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    Withdraw,
    Mark(ConsentState),
    Erase,
}

/// What is about to be changed.
#[derive(Debug)]
pub struct Changes {
    sure: Option<Sure>,
    /// Of which consents the copies are being counted.
    counting: Vec<ConsentId>,
    mark: ConsentState,
}

impl Default for Changes {
    fn default() -> Self {
        Self { sure: None, counting: Vec::new(), mark: ConsentState::Revoked }
    }
}

impl Changes {
    /// Another consent is chosen: nothing that was asked for is meant for it.
    pub(super) const fn begin_anew(&mut self) {
        self.sure = None;
    }

    /// What can be done with one consent, which stands in the heaviest word first.
    pub(super) fn of_one(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell<'_>,
        consent: &Consent,
        uses: u64,
        lead: bool,
    ) {
        let state = consent.state(shell.today);
        let open = state.holds() || state == ConsentState::Expired;
        if let Some(sure) = self.sure {
            self.confirm(ui, shell, consent, uses, sure);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            if !open {
                return;
            }
            let withdraw = ui.button(shell.t("register-withdraw"));
            if lead {
                withdraw.request_focus();
            }
            if withdraw.clicked() {
                self.sure = Some(Sure::Withdraw);
            }
            if ui.button(shell.t("register-renew")).clicked() {
                let until = shell.today.saturating_add(1.year());
                request(shell, RegisterRequest::Renew(consent.id.clone(), until));
            }
        });
        let last = consent.last_event().map_or(ConsentState::Unknown, |event| event.state);
        let can_mark = !last.is_final();
        if !can_mark && state.holds() {
            return;
        }
        CollapsingHeader::new(shell.t("place-more-changes")).id_salt("more changes").show(ui, |ui| {
            if can_mark {
                let text = shell.text;
                fields::choice(ui, &text.get("place-mark"), &mut self.mark, &MARKS, |state| {
                    state.label(text)
                });
                if ui.button(shell.t("place-mark-button")).clicked() {
                    self.sure = Some(Sure::Mark(self.mark));
                }
            }
            if state.holds() {
                ui.label(RichText::new(shell.t("place-erase-later")).small().weak());
            } else {
                ui.label(RichText::new(shell.t("place-erase-explain")).small().weak());
                if ui.button(shell.t("place-erase")).clicked() {
                    self.sure = Some(Sure::Erase);
                }
            }
        });
    }

    fn confirm(&mut self, ui: &mut Ui, shell: &mut Shell<'_>, consent: &Consent, uses: u64, sure: Sure) {
        let id = ("consent", consent.id.to_string().into());
        let (asked, button) = match sure {
            Sure::Withdraw => {
                let asked = shell.text.format("register-withdraw-sure", [id, ("count", uses.into())]);
                (asked, "register-withdraw")
            }
            Sure::Mark(state) => {
                let state = ("state", state.label(shell.text).into());
                let asked = shell.text.format("place-mark-sure", [id, state, ("count", uses.into())]);
                (asked, "place-mark-button")
            }
            Sure::Erase => {
                (shell.text.format("place-erase-sure", [id, ("count", uses.into())]), "place-erase")
            }
        };
        ui.label(RichText::new(asked).family(theme::strong()));
        ui.horizontal_wrapped(|ui| {
            if final_button(ui, &shell.t(button)) {
                let id = consent.id.clone();
                match sure {
                    Sure::Withdraw => request(shell, RegisterRequest::Withdraw(id)),
                    Sure::Mark(state) => ask(shell, PlaceRequest::Mark(id, state)),
                    Sure::Erase => ask(shell, PlaceRequest::Erase(id)),
                }
                self.sure = None;
            }
            let cancel = ui.button(shell.t("ui-cancel"));
            // Enter must not go on by itself; who has no mouse is led to the question all the same.
            if ui.memory(|memory| memory.focused().is_none()) {
                cancel.request_focus();
            }
            if cancel.clicked() {
                self.sure = None;
            }
        });
    }

    /// The same with several at once. Of each that does not serve it is told before anything is done.
    pub(super) fn of_several(&mut self, ui: &mut Ui, shell: &mut Shell<'_>, chosen: &[&Consent], lead: bool) {
        let open = |consent: &&&Consent| {
            let state = consent.state(shell.today);
            state.holds() || state == ConsentState::Expired
        };
        let serve: Vec<ConsentId> = chosen.iter().filter(open).map(|consent| consent.id.clone()).collect();
        let left = chosen.len() - serve.len();
        if left > 0 {
            ui.label(RichText::new(shell.text.format("place-left-out", [("count", left.into())])).weak());
        }
        let count = ("count", serve.len().into());
        if self.sure == Some(Sure::Withdraw) {
            self.confirm_several(ui, shell, serve);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let label = shell.text.format("place-renew", [count.clone()]);
            let renew = ui.add_enabled(!serve.is_empty(), egui::Button::new(label));
            if lead {
                renew.request_focus();
            }
            if renew.clicked() {
                let until = shell.today.saturating_add(1.year());
                ask(shell, PlaceRequest::Renew(serve.clone(), until));
            }
            let label = shell.text.format("place-withdraw", [count]);
            if ui.add_enabled(!serve.is_empty(), egui::Button::new(label)).clicked() {
                self.sure = Some(Sure::Withdraw);
                self.counting.clone_from(&serve);
                ask(shell, PlaceRequest::Count(serve.clone()));
            }
        });
    }

    fn confirm_several(&mut self, ui: &mut Ui, shell: &mut Shell<'_>, serve: Vec<ConsentId>) {
        // How many copies rely on them is counted in the background: until it is known nothing is confirmed.
        let counted = shell.session.register.counted.as_ref().filter(|(of, _)| *of == serve);
        let known = counted.map(|(_, copies)| *copies);
        // Others are chosen while the question stands.
        if self.counting != serve {
            self.counting.clone_from(&serve);
            ask(shell, PlaceRequest::Count(serve.clone()));
        }
        match known {
            Some(copies) => {
                let pairs = [("count", serve.len().into()), ("copies", copies.into())];
                let asked = shell.text.format("place-withdraw-sure", pairs);
                ui.label(RichText::new(asked).family(theme::strong()));
            }
            None => drop(ui.spinner()),
        }
        ui.horizontal_wrapped(|ui| {
            let label = shell.text.format("place-withdraw", [("count", serve.len().into())]);
            if known.is_some() && final_button(ui, &label) {
                ask(shell, PlaceRequest::Withdraw(serve));
                self.sure = None;
            }
            let cancel = ui.button(shell.t("ui-cancel"));
            if ui.memory(|memory| memory.focused().is_none()) {
                cancel.request_focus();
            }
            if cancel.clicked() {
                self.sure = None;
            }
        });
    }
}
