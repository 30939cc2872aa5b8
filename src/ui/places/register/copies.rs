//! The copies that rely on a consent: to take down, to hand over as a list, to make anew without that face.

use std::path::{Path, PathBuf};

use egui::{RichText, Ui};

use crate::{
    consent::{Channel, ConsentId, check_reference},
    export::TargetFolder,
    register::{AffectedExport, PostingFault, Publication},
    session::{Command, CopyShown, PlaceRequest, RegisterRequest},
    text::harmless,
    ui::{
        dialogs::fields,
        shell::{Choose, Shell},
        theme,
    },
};

use super::{RegisterPlace, ask, request};

/// The copies of one consent.
#[derive(Debug)]
pub struct Copies {
    consent: ConsentId,
    /// How many there were when they were asked for.
    uses: u64,
    /// The register has refused something since.
    given_up: bool,
    /// Where the list is saved.
    pub list: String,
    /// The folder below which the originals lie.
    pub originals: String,
    /// Where the new copies go.
    pub folder: String,
    /// Who makes the copies anew and who has approved them, where the rules ask for two.
    operator: String,
    second_person: String,
    /// The person has looked at the whole of every photo.
    reviewed: bool,
    /// Copies are to be made anew.
    remake: bool,
    /// Where a copy was put is being noted.
    noting: Noting,
    fault: Option<String>,
}

/// Where one of the copies in a list was put is being noted.
#[derive(Debug, Default)]
pub struct Noting {
    posting: Option<Posting>,
}

/// Where a copy was put, while it is being typed.
#[derive(Debug)]
struct Posting {
    record: String,
    channel: Channel,
    place: String,
    /// The keyboard goes to the place once.
    fresh: bool,
}

impl Copies {
    /// True while the answer is on its way; `failed` where the register has just refused something, so that it may never
    /// come.
    pub(super) fn is_waiting(&mut self, answered: Option<&ConsentId>, failed: bool) -> bool {
        self.given_up |= failed;
        answered != Some(&self.consent) && !self.given_up
    }

    /// True where the copies of this consent are to be read: they are those of another, or there are more by now.
    pub(super) fn are_to_be_read(&mut self, consent: &ConsentId, uses: u64) -> bool {
        self.consent != *consent || std::mem::replace(&mut self.uses, uses) != uses
    }

    pub(super) fn is_of(&self, consent: &ConsentId) -> bool {
        self.consent == *consent
    }

    pub(super) fn of(consent: ConsentId, uses: u64, shell: &Shell<'_>) -> Self {
        let folder = Path::new(shell.view.folder.trim());
        Self {
            list: folder.join(format!("sladd-{consent}-{}.html", shell.today)).display().to_string(),
            originals: String::new(),
            folder: folder.display().to_string(),
            operator: shell.session.operator.clone(),
            second_person: String::new(),
            reviewed: false,
            remake: false,
            noting: Noting::default(),
            fault: None,
            consent,
            uses,
            given_up: false,
        }
    }
}

/// A copy as either list tells it, and how what happens to it is noted.
pub(super) struct Line<'a> {
    pub(super) record: &'a str,
    pub(super) said: String,
    pub(super) folder: Option<&'a str>,
    pub(super) channels: &'a [Channel],
    pub(super) published: &'a [Publication],
    pub(super) replaced: bool,
    /// The consent whose copies are listed; none in the list of all.
    pub(super) consent: Option<&'a ConsentId>,
}

impl<'a> Line<'a> {
    fn of_consent(export: &'a AffectedExport, said: String) -> Self {
        Self {
            record: &export.record_id,
            said,
            folder: export.folder.as_deref(),
            channels: &export.channels,
            published: &export.published,
            replaced: export.superseded_by.is_some(),
            consent: Some(&export.consent),
        }
    }

    pub(super) fn of_all(copy: &'a CopyShown, said: String) -> Self {
        Self {
            record: &copy.export.record_id,
            said,
            folder: copy.export.more.folder.as_deref(),
            channels: &copy.export.channels,
            published: &copy.published,
            replaced: copy.superseded_by.is_some(),
            consent: None,
        }
    }
}

/// The copies of the chosen consent.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace, uses: u64) {
    let Some(mut copies) = place.copies.take() else { return };
    let session = shell.session;
    let known = session.register.affected.as_ref().filter(|(id, _)| *id == copies.consent);
    let affected: &[AffectedExport] = known.map_or(&[], |(_, affected)| affected);
    let heading = shell.text.format("place-copies-of", [("count", uses.into())]);
    ui.label(RichText::new(heading).family(theme::strong()));
    if known.is_none() {
        ui.spinner();
    }
    for export in affected {
        let channels: Vec<String> = export.channels.iter().map(|channel| channel.label(shell.text)).collect();
        let said = format!("{}   {}   {}", export.created_on, harmless(&export.output), channels.join(", "));
        // Whatever is shown beside one copy, the widgets of the others stay who they are.
        ui.push_id(&export.record_id, |ui| {
            line(ui, shell, &mut copies.noting, &Line::of_consent(export, said));
        });
    }
    if copies.remake {
        copies.remake = !remake(ui, shell, &mut copies, affected);
    } else {
        ui.label(RichText::new(shell.t("register-take-down-explain")).small().weak());
        file(ui, shell, "entry-file", &mut copies.list, Choose::List);
        ui.horizontal_wrapped(|ui| {
            if ui.button(shell.t("register-list-file")).clicked() {
                request(
                    shell,
                    RegisterRequest::SaveList {
                        consent: copies.consent.clone(),
                        language: shell.text.language(),
                        path: PathBuf::from(copies.list.trim()),
                    },
                );
            }
            copies.remake = ui.button(shell.t("entry-remake")).clicked();
        });
    }
    place.copies = Some(copies);
}

/// One copy: where it was written, where it was put, and what can be noted of that.
pub(super) fn line(ui: &mut Ui, shell: &mut Shell<'_>, noting: &mut Noting, copy: &Line<'_>) {
    if copy.replaced {
        ui.label(RichText::new(format!("{}   {}", copy.said, shell.t("entry-replaced"))).weak());
    } else {
        ui.label(&copy.said);
    }
    ui.indent("places", |ui| {
        // Entries of older versions do not tell.
        if let Some(folder) = copy.folder {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(harmless(folder)).small());
                if ui.button(shell.t("ui-show-in-folder")).clicked() {
                    shell.view.written = Some(PathBuf::from(folder));
                    shell.view.choose = Some(Choose::ShowWritten);
                }
            });
        }
        for (index, publication) in copy.published.iter().enumerate() {
            ui.push_id(index, |ui| put(ui, shell, copy, publication));
        }
        let being_noted = noting.posting.as_ref().is_some_and(|posting| posting.record == copy.record);
        if being_noted {
            posting(ui, shell, noting, copy);
        } else if ui.button(shell.t("entry-posted")).clicked() {
            noting.posting = copy.channels.first().map(|channel| Posting {
                record: copy.record.to_owned(),
                channel: *channel,
                place: String::new(),
                fresh: true,
            });
        }
    });
}

/// A place where a copy was put: since when, and since when no more.
fn put(ui: &mut Ui, shell: &mut Shell<'_>, copy: &Line<'_>, publication: &Publication) {
    let channel = publication.channel.label(shell.text);
    let down = publication.taken_down_on.map(|day| format!("   {}: {day}", shell.t("register-column-down")));
    let said = format!("{}   {channel}   {}", publication.posted_on, harmless(&publication.place));
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("{said}{}", down.unwrap_or_default())).small());
        if publication.taken_down_on.is_none() && ui.button(shell.t("entry-down")).clicked() {
            let publication = publication.clone();
            match copy.consent.cloned() {
                Some(consent) => request(shell, RegisterRequest::TakenDown { consent, publication }),
                None => ask(shell, PlaceRequest::TakenDown(publication)),
            }
        }
    });
    // That the consent itself does not hold stands above, and that there is another copy beside this one.
    if publication.taken_down_on.is_none() && !copy.channels.contains(&publication.channel) {
        let fault = PostingFault::Channel(publication.channel);
        ui.label(RichText::new(fault.message(shell.text)).small().color(theme::warm(ui)));
    }
}

/// The channel and the place, to be noted for a copy.
fn posting(ui: &mut Ui, shell: &mut Shell<'_>, noting: &mut Noting, copy: &Line<'_>) {
    let Some(mut posting) = noting.posting.take() else { return };
    let text = shell.text;
    fields::choice(ui, &shell.t("register-column-channel"), &mut posting.channel, copy.channels, |channel| {
        channel.label(text)
    });
    let response = fields::reference(ui, text, &shell.t("entry-posted-where"), &mut posting.place);
    if posting.fresh {
        response.request_focus();
        posting.fresh = false;
    }
    let ready = !posting.place.trim().is_empty() && check_reference(&posting.place).is_ok();
    let mut done = false;
    ui.horizontal_wrapped(|ui| {
        let noted = ui.add_enabled(ready, egui::Button::new(shell.t("entry-posted-note"))).clicked();
        if ready && (noted || fields::entered(ui, &response)) {
            let (record, channel) = (posting.record.clone(), posting.channel);
            let place = posting.place.trim().to_owned();
            match copy.consent.cloned() {
                Some(consent) => {
                    request(shell, RegisterRequest::Posted { consent, record, channel, place });
                }
                None => ask(shell, PlaceRequest::Posted { record, channel, place }),
            }
            done = true;
        }
        done |= ui.button(shell.t("ui-cancel")).clicked();
    });
    if !done {
        noting.posting = Some(posting);
    }
}

/// True where the person goes back.
fn remake(ui: &mut Ui, shell: &mut Shell<'_>, copies: &mut Copies, affected: &[AffectedExport]) -> bool {
    let shown = &shell.session.register;
    let left = affected.iter().filter(|export| export.superseded_by.is_none()).count();
    ui.separator();
    ui.label(RichText::new(shell.t("entry-remake-title")).family(theme::strong()));
    ui.label(shell.t("entry-remake-explain"));
    file(ui, shell, "entry-originals", &mut copies.originals, Choose::Originals);
    file(ui, shell, "entry-new-copies", &mut copies.folder, Choose::NewCopies);
    let policy = shell.session.policy();
    if policy.requires_second_person() || policy.asks_second_person_of_no_face() {
        fields::reference(ui, shell.text, &shell.t("gate-operator"), &mut copies.operator);
        fields::reference(ui, shell.text, &shell.t("register-second-person"), &mut copies.second_person);
    }
    ui.checkbox(&mut copies.reviewed, shell.t("entry-remake-reviewed"));
    let nobody = shell.settings.organisation_missing();
    let no_name =
        [&copies.operator, &copies.second_person].into_iter().all(|text| check_reference(text).is_ok());
    let wrong = nobody.then(|| shell.t("ui-organisation-missing")).or_else(|| copies.fault.clone());
    fields::fault(ui, wrong.as_deref());
    if let Some((_, remade)) = shown.remade.as_ref().filter(|(id, _)| *id == copies.consent) {
        for one in remade {
            match &one.outcome {
                Ok(path) => {
                    let pairs = [
                        ("former", one.former.clone().into()),
                        ("output", path.display().to_string().into()),
                    ];
                    ui.label(shell.text.format("entry-remade", pairs));
                }
                Err(fault) => {
                    let pairs =
                        [("former", one.former.clone().into()), ("reason", fault.message(shell.text).into())];
                    let said = shell.text.format("entry-not-remade", pairs);
                    ui.label(RichText::new(said).color(theme::warm(ui)));
                }
            }
        }
    }
    let mut back = false;
    ui.horizontal_wrapped(|ui| {
        if shown.remaking {
            ui.spinner();
            ui.label(shell.t("entry-remaking"));
            return;
        }
        let label = shell.text.format("entry-remake-button", [("count", left.into())]);
        let ready = left > 0 && !nobody && no_name && !copies.originals.trim().is_empty();
        if ui.add_enabled(ready, egui::Button::new(label)).clicked() {
            let wanted = Path::new(copies.folder.trim());
            let set = shell.machine.check_export_folder(wanted, copies.folder.trim());
            let set = set.map_err(|fault| fault.message(shell.text));
            let made =
                set.and_then(|()| TargetFolder::create(wanted).map_err(|fault| fault.message(shell.text)));
            match made {
                Ok(folder) => {
                    copies.fault = None;
                    shell.commands.push(Command::Remake {
                        consent: copies.consent.clone(),
                        originals: PathBuf::from(copies.originals.trim()),
                        folder,
                        controller: shell.settings.controller(shell.session.policy().country()),
                        operator: copies.operator.clone(),
                        second_person: Some(copies.second_person.clone()).filter(|text| !text.is_empty()),
                        reviewed: copies.reviewed,
                    });
                }
                Err(fault) => copies.fault = Some(fault),
            }
        }
        back = ui.button(shell.t("entry-back")).clicked();
    });
    back
}

/// A file or folder: typed, or chosen in the system's own dialog.
pub(super) fn file(ui: &mut Ui, shell: &mut Shell<'_>, label: &str, path: &mut String, choose: Choose) {
    if fields::file(ui, shell.text, &shell.t(label), path) {
        shell.view.choose = Some(choose);
    }
}
