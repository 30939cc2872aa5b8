//! What the window tells others in each frame: the session, the task bar, a screen reader.

use crate::{
    clock::Clock as _,
    session::PhotoState,
    ui::{panels, places::Place},
};

use super::SladdApp;

impl SladdApp {
    /// Tells the session what it has to know of settings and fields to say what is missing.
    pub(super) fn tell_session(&mut self) {
        self.session.folder.clone_from(&self.view.folder);
        self.session.controller = self.settings.controller(self.session.policy().country());
    }

    /// The window's title tells the state of the shown photo, for the task bar.
    pub(super) fn tell_title(&mut self, ctx: &egui::Context) {
        let shown = self.session.shown().filter(|_| self.view.place == Place::Photos);
        let elsewhere = || match self.view.place {
            Place::Photos => "Sladd".to_owned(),
            Place::Register => format!("Sladd – {}", self.text.get("place-register")),
        };
        let title = shown.map_or_else(elsewhere, |photo| {
            let state = self.session.state(photo, self.clock.today());
            // There is room for more words than in the list.
            let words = if matches!(state, PhotoState::LookThrough) {
                self.text.get("ui-state-look")
            } else {
                panels::state_words(&self.text, &state)
            };
            format!("Sladd – {words}")
        });
        // The window manager is told the title below; a screen reader asks the tree.
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title.as_str()));
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
        }
    }
}
