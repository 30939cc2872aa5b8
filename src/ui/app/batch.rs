//! What the window does for many photos, once its dialogs were answered.

use crate::{
    clock::Clock as _,
    export::TargetFolder,
    session::{Command, Failure, PhotoFault, csv, plain},
};

use super::SladdApp;

impl SladdApp {
    /// Does what was confirmed in this frame.
    pub(super) fn batch(&mut self) {
        if std::mem::take(&mut self.view.batch.start_export)
            && let Some(plan) = self.plan()
        {
            let today = self.clock.today();
            self.handle(Command::ExportReady(Box::new(plan), today));
        }
        if let Some(extension) = self.view.batch.save_report.take() {
            self.save_report(extension);
        }
    }

    /// Saves beside the copies; where that folder is gone, the person is told.
    fn save_report(&mut self, extension: &'static str) {
        let Some(many) = self.session.many() else { return };
        let text = &self.text;
        let report =
            if extension == "csv" { csv(many, text).ok() } else { Some(plain(many, text).into_bytes()) };
        let Some(bytes) = report else {
            self.session.failure = Some(Failure::Photo(PhotoFault::Stopped));
            return;
        };
        let stem = text.get("batch-report-name");
        match TargetFolder::existing(many.plan().folder.path()) {
            Ok(folder) => {
                self.handle(Command::SaveReport { folder, stem, extension, bytes });
            }
            Err(fault) => self.session.failure = Some(Failure::Export(fault.into())),
        }
    }
}
