//! Where rules come from, and how sure it is.

use crate::text::Text;

/// How a source is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was read: a page of the authority or the law, or a document that the project was founded on.
    Read,
    /// It is known from others who tell of it; its own text was not read.
    Secondary,
    /// There is none: the program is cautious by itself.
    Own,
}

impl Standing {
    /// What stands behind a source, for a person.
    pub fn label(self, text: &Text) -> String {
        text.get(match self {
            Self::Read => "rules-standing-read",
            Self::Secondary => "rules-standing-secondary",
            Self::Own => "rules-standing-own",
        })
    }
}

/// Every source that a table names; what each says is the message `source-<name>`. Checked on 26 November 2026.
const CITATIONS: [(&str, Standing); 44] = [
    ("nobody-knows", Standing::Own),
    ("veileder", Standing::Read),
    ("halland", Standing::Read),
    ("dk-264a", Standing::Read),
    ("private", Standing::Own),
    ("protected", Standing::Own),
    ("dk-2-5", Standing::Read),
    ("dk-264d", Standing::Read),
    ("dk-supreme", Standing::Secondary),
    ("dk-dt-2023", Standing::Read),
    ("dk-dt-2024", Standing::Read),
    ("dk-dt-2024-open", Standing::Read),
    ("dk-two-gates", Standing::Read),
    ("dk-imbalance", Standing::Own),
    ("dependency", Standing::Own),
    ("rel-pat", Standing::Own),
    ("pat-min", Standing::Own),
    ("sens", Standing::Secondary),
    ("adv", Standing::Own),
    ("dk-children", Standing::Read),
    ("dk-15", Standing::Read),
    ("dk-6-2", Standing::Read),
    ("dk-2019", Standing::Secondary),
    ("dk-proof", Standing::Read),
    ("no-104-dead", Standing::Secondary),
    ("no-104", Standing::Secondary),
    ("no-hdir", Standing::Read),
    ("no-veileder-pat", Standing::Read),
    ("no-children", Standing::Secondary),
    ("no-18", Standing::Read),
    ("se-dead", Standing::Own),
    ("se-mandate", Standing::Read),
    ("se-young", Standing::Own),
    ("se-skr", Standing::Read),
    ("se-osl-25", Standing::Read),
    ("se-osl-26", Standing::Secondary),
    ("se-osl-12", Standing::Secondary),
    ("se-halland-manager", Standing::Read),
    ("se-nja", Standing::Read),
    ("se-imy", Standing::Read),
    ("se-task", Standing::Read),
    ("se-private", Standing::Read),
    ("se-children", Standing::Secondary),
    ("se-halland-18", Standing::Read),
];

/// How a source is known; `None` where no table may name it.
pub fn standing(name: &str) -> Option<Standing> {
    CITATIONS.iter().find(|(known, _)| *known == name).map(|(_, standing)| *standing)
}

/// The names of all sources.
pub fn sources() -> impl Iterator<Item = &'static str> {
    CITATIONS.iter().map(|(name, _)| *name)
}

/// What the sources say in the reader's language, each with how it is known.
pub(super) fn told(names: &[String], text: &Text) -> String {
    let each = names.iter().map(|name| {
        let said = text.get(&format!("source-{name}"));
        match standing(name) {
            Some(standing) => format!("{said} [{}]", standing.label(text)),
            None => said,
        }
    });
    each.collect::<Vec<_>>().join("; ")
}
