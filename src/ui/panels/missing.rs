//! What is still missing, as a list whose every line leads to where it is settled.

use egui::{RichText, Ui};

use crate::{
    pipeline::{Blocker, Gate, SecondPersonFault},
    session::Missing,
    settings::Settings,
    ui::{
        dialogs::Asked,
        shell::{Ask, Shell, Step, View},
        theme,
    },
};

/// Shows the list, or says that nothing is missing.
pub fn list(ui: &mut Ui, shell: &mut Shell<'_>) {
    let missing = shell.session.missing_here(shell.today);
    if missing.is_empty() {
        ui.label(shell.t("policy-does-not-block"));
        return;
    }
    ui.label(RichText::new(shell.t("ui-missing")).color(theme::warm(ui)).family(theme::strong()));
    for (index, missing) in missing.iter().enumerate() {
        ui.push_id(index, |ui| {
            let label = said(shell, missing);
            if can_be_settled(missing) {
                if ui.add(egui::Button::new(label).wrap()).clicked() {
                    settle(shell.view, shell.settings, missing);
                }
            } else {
                ui.label(RichText::new(label).color(theme::warm(ui)));
            }
        });
    }
}

/// It in a sentence, with the face or area that it is about before it.
pub fn said(shell: &Shell<'_>, missing: &Missing) -> String {
    let sentence = missing.message(shell.text);
    let region = if let Missing::Photo(blocker) = missing { blocker.region() } else { None };
    let name = region.and_then(|id| {
        let review = shell.session.shown()?.review.as_ref()?;
        review.entry(id).map(|entry| shell.region_name(entry))
    });
    name.map_or_else(|| sentence.clone(), |name| format!("{name}: {sentence}"))
}

/// True where a person can do something about it in this window.
pub const fn can_be_settled(missing: &Missing) -> bool {
    match missing {
        Missing::Photo(Blocker::Gate(Gate::PolicyReview(_) | Gate::Detector | Gate::NotSearched))
        | Missing::Unusable(_)
        | Missing::NotLooked => false,
        Missing::Photo(_)
        | Missing::SecondPerson(_)
        | Missing::Controller(_)
        | Missing::Event(_)
        | Missing::Operator(_)
        | Missing::Folder => true,
    }
}

/// Goes to where it is settled.
pub fn settle(view: &mut View, settings: &Settings, missing: &Missing) {
    match missing {
        Missing::Photo(blocker) => {
            view.region = blocker.region();
            let (step, ask) = match blocker {
                Blocker::Undecided(_)
                | Blocker::Rule(..)
                | Blocker::Gate(
                    Gate::NotAFace(_)
                    | Gate::NotAFaceReason(_)
                    | Gate::ConsentTwice(_)
                    | Gate::FoundUndecided(_)
                    | Gate::NumberVisible(_)
                    | Gate::NumberForbidden(_),
                ) => (Step::Faces, None),
                Blocker::Gate(Gate::Look(_)) => {
                    view.looks.open = true;
                    (Step::Faces, None)
                }
                Blocker::NotReviewed | Blocker::Gate(Gate::Identifier(_)) => (Step::Whole, None),
                Blocker::Gate(gate) => (Step::Export, asked(gate)),
            };
            (view.step, view.ask) = (step, ask);
        }
        Missing::SecondPerson(SecondPersonFault::Same) => {
            (view.step, view.ask) = (Step::Export, Some(Ask::SecondPerson));
        }
        Missing::SecondPerson(SecondPersonFault::NoOperator) | Missing::Operator(_) => {
            (view.step, view.ask) = (Step::Export, Some(Ask::Operator));
        }
        Missing::Event(_) => (view.step, view.ask) = (Step::Export, Some(Ask::Event)),
        Missing::Folder => (view.step, view.ask) = (Step::Export, Some(Ask::Folder)),
        Missing::Controller(fields) => view.asked = Some(Asked::new(settings, fields)),
        Missing::Unusable(_) | Missing::NotLooked => {}
    }
}

/// The field of step 3 in which a demand of the rules is met.
const fn asked(gate: &Gate) -> Option<Ask> {
    match gate {
        Gate::SecondPerson => Some(Ask::SecondPerson),
        Gate::CaptionNumber | Gate::CaptionName | Gate::CaptionWord(_) => Some(Ask::Caption),
        Gate::AltText(_) => Some(Ask::AltText),
        Gate::ChannelRemoved(_) | Gate::NoChannel => Some(Ask::Channels),
        Gate::LooksLikeFaces(_) => Some(Ask::Visible),
        Gate::PolicyReview(_)
        | Gate::NotAFace(_)
        | Gate::NotAFaceReason(_)
        | Gate::ConsentTwice(_)
        | Gate::Identifier(_)
        | Gate::NotSearched
        | Gate::FoundUndecided(_)
        | Gate::NumberVisible(_)
        | Gate::NumberForbidden(_)
        | Gate::Look(_)
        | Gate::Detector => None,
    }
}
