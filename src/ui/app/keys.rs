//! Which keys the window takes for itself.

use crate::session::ExportMany;

use super::{SladdApp, actions};

impl SladdApp {
    /// Does what the pressed keys ask for.
    pub(super) fn take_keys(&mut self, ctx: &egui::Context) {
        // An open list or menu has the keys to itself: Escape closes it, arrows walk through it.
        if self.dialog_is_open() || egui::Popup::is_any_open(ctx) {
            return;
        }
        let controls = ctx.memory(|memory| memory.focused().is_some_and(|id| Some(id) != self.canvas.id));
        for action in actions::pressed(ctx, controls) {
            self.act(ctx, action);
        }
    }

    /// True while a dialog has the keyboard to itself.
    fn dialog_is_open(&self) -> bool {
        let view = &self.view;
        view.picker.is_some()
            || view.no_face.is_some()
            || view.form.is_some()
            || view.register.is_some()
            || view.settings.is_some()
            || view.asked.is_some()
            || self.choosing.is_some()
            || view.first_run.is_some()
            || view.palette.is_some()
            || view.help.is_some()
            || view.keys
            || view.closing
            || view.batch.is_open()
            || self.session.offer().is_some()
            || self.session.many().is_some_and(ExportMany::is_done)
            || self.session.failure.is_some()
    }
}
