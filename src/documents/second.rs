//! The languages of a paper: one of the program's, and perhaps a second beside it, of the program's or of a file that the
//! organisation fills in.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use jiff::civil::Date;

use crate::{
    consent::{Channel, Purpose, Role},
    file::{self, ReadFault},
    text::{Args, Text, Wording, holds_unseen, sources},
};

use super::{FormWords, face::Face, layout::Said};

/// What a file for a second language is called by, in itself: its code such as `pl`, and its name.
const CODE: &str = "form-language";
const NAME: &str = "form-language-name";

/// The most bytes of such a file.
const MOST_BYTES: u64 = 256 << 10;

/// Every message of a form or a poster besides the words of the lists, and what is filled in.
const MESSAGES: [(&str, &[&str]); 48] = [
    ("register-form-title", &[]),
    ("register-form-footer", &["id"]),
    ("register-form-id-explain", &[]),
    ("register-form-about", &[]),
    ("register-form-voluntary", &[]),
    ("register-form-name", &[]),
    ("register-form-photo-of", &[]),
    ("register-form-purposes", &[]),
    ("register-form-channels", &[]),
    ("register-form-channels-explain", &[]),
    ("register-form-social-media", &[]),
    ("register-form-until", &[]),
    ("register-form-limits", &[]),
    ("register-form-release", &[]),
    ("register-form-preview", &[]),
    ("register-form-copy", &[]),
    ("register-form-notice", &[]),
    ("register-form-notice-text", &["controller", "contact"]),
    ("register-form-rights", &["authority"]),
    ("register-form-officer", &[]),
    ("register-form-withdrawal", &["withdrawal"]),
    ("register-form-signatures", &[]),
    ("register-form-child-heard", &[]),
    ("register-form-sole-custody", &[]),
    ("register-form-date", &[]),
    ("register-form-sign-self", &[]),
    ("register-form-sign-young", &[]),
    ("register-form-sign-guardian-1", &[]),
    ("register-form-sign-guardian-2", &[]),
    ("register-form-office", &[]),
    ("register-form-collected-by", &[]),
    ("register-form-approval", &[]),
    ("register-form-independent", &[]),
    ("register-form-archive", &[]),
    ("forms-event", &["event"]),
    ("forms-event-day", &["event", "day"]),
    ("forms-questions", &["contact"]),
    ("forms-poster-title", &[]),
    ("forms-poster-by", &["controller"]),
    ("forms-poster-purposes", &["list"]),
    ("forms-poster-channels", &["list"]),
    ("forms-poster-no", &[]),
    ("forms-poster-tell", &["contact"]),
    ("forms-poster-tell-photographer", &[]),
    ("forms-poster-voluntary", &[]),
    ("forms-poster-later", &["withdrawal"]),
    ("forms-poster-officer", &["officer"]),
    ("forms-poster-footer", &[]),
];

/// The ids that a file for a second language must hold, in the order of the template, with what is filled in.
fn wanted() -> Vec<(String, &'static [&'static str])> {
    let mut all: Vec<(String, &[&str])> =
        MESSAGES.iter().map(|(id, pairs)| ((*id).to_owned(), *pairs)).collect();
    let roles = Role::ALL.iter().filter(|role| **role != Role::Unknown).map(|role| role.message_id());
    let lists = roles
        .chain(Purpose::ALL.iter().map(|purpose| purpose.message_id()))
        .chain(Channel::ALL.iter().map(|channel| channel.message_id()));
    all.extend(lists.map(|id| (id, [].as_slice())));
    all
}

/// A language of the organisation's own, complete.
#[derive(Debug)]
pub struct OwnLanguage {
    code: String,
    name: String,
    wording: Wording,
}

/// Why a file for a second language cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OwnLanguageFault {
    /// The file itself.
    #[error("it cannot be read: {0}")]
    File(#[from] ReadFault),
    /// Lines, from 1, that are no message.
    #[error("lines that cannot be read: {lines:?}")]
    Lines {
        /// Which.
        lines: Vec<usize>,
    },
    /// Messages that are missing or empty, or that do not say what is to be filled in.
    #[error("messages that are missing, or lack what is filled in: {ids:?}")]
    Incomplete {
        /// Which.
        ids: Vec<String>,
    },
    /// Letters that cannot be set.
    #[error("letters that cannot be set: {letters}")]
    Letters {
        /// Which, each once.
        letters: String,
    },
}

impl OwnLanguageFault {
    /// What is wrong and what to do.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::File(fault) => fault.message(text),
            Self::Lines { lines } => {
                let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
                text.format("forms-own-lines", [("lines", lines.join(", ").into())])
            }
            Self::Incomplete { ids } => text.format("forms-own-incomplete", [("ids", ids.join(", ").into())]),
            Self::Letters { letters } => text.format("forms-letters", [("letters", letters.clone().into())]),
        }
    }
}

impl OwnLanguage {
    /// Opens a file that was made from [`template`] and reads it.
    ///
    /// # Errors
    /// [`OwnLanguageFault`]: nothing of the file is used where a part of it cannot be.
    pub fn read(path: &Path) -> Result<Self, OwnLanguageFault> {
        Self::parse(&file::read_text(path, MOST_BYTES)?)
    }

    /// Reads what stands in a file that was made from [`template`].
    ///
    /// # Errors
    /// [`OwnLanguageFault`]: nothing of the file is used where a part of it cannot be.
    pub fn parse(source: &str) -> Result<Self, OwnLanguageFault> {
        let unseen: BTreeSet<char> = source
            .trim_start_matches('\u{feff}')
            .chars()
            .filter(|letter| !letter.is_whitespace() && holds_unseen(letter.encode_utf8(&mut [0; 4])))
            .collect();
        if !unseen.is_empty() {
            return Err(OwnLanguageFault::Letters { letters: unseen.into_iter().collect() });
        }
        let wording = Wording::parse(&without_empty(source))
            .map_err(|fault| OwnLanguageFault::Lines { lines: fault.lines })?;
        let nothing = BTreeMap::new();
        let mut said = String::new();
        let mut ids = Vec::new();
        for (id, names) in wanted() {
            let pairs: BTreeMap<&str, String> =
                names.iter().map(|name| (*name, format!("[{name}]"))).collect();
            match wording.format(&id, &pairs).filter(|text| pairs.values().all(|value| text.contains(value)))
            {
                Some(text) => said.push_str(&text),
                None => ids.push(id),
            }
        }
        let (code, name) = (wording.format(CODE, &nothing), wording.format(NAME, &nothing));
        let code = code.filter(|code| {
            code.len() <= 35 && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
        ids.extend(code.is_none().then(|| CODE.to_owned()));
        ids.extend(name.is_none().then(|| NAME.to_owned()));
        let (Some(code), Some(name)) = (code, name) else { return Err(OwnLanguageFault::Incomplete { ids }) };
        if !ids.is_empty() {
            return Err(OwnLanguageFault::Incomplete { ids });
        }
        said.push_str(&name);
        let letters = unsettable(&said);
        if letters.is_empty() {
            Ok(Self { code, name, wording })
        } else {
            Err(OwnLanguageFault::Letters { letters })
        }
    }

    /// Its name in itself.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The lines, with an empty one in the place of each that names a message and says nothing, as the template has them: what is
/// missing is told by its name then, and not as a line that cannot be read.
fn without_empty(source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let says_nothing = |at: usize, line: &str| {
        let goes_on = lines.get(at + 1).is_some_and(|next| next.starts_with([' ', '\t']));
        !goes_on && line.trim_end().ends_with('=') && !line.starts_with(['#', ' ', '\t'])
    };
    let kept = lines.iter().enumerate().map(|(at, line)| if says_nothing(at, line) { "" } else { line });
    kept.collect::<Vec<_>>().join("\n") + "\n"
}

/// The letters of a text that the built-in typeface does not have or cannot set, each once: those of scripts that are written
/// from the right or join up, and marks that stand upon another letter.
fn unsettable(text: &str) -> String {
    let (Ok(regular), Ok(bold)) = (Face::regular(), Face::bold()) else { return text.to_owned() };
    let letters: BTreeSet<char> = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .filter(|letter| {
            let mut alone = [0; 4];
            holds_unseen(letter.encode_utf8(&mut alone))
                || regular.glyph(*letter).is_none()
                || bold.glyph(*letter).is_none()
        })
        .collect();
    letters.into_iter().collect()
}

/// A file to be filled in for a second language: every message in the language of `text`, to be translated in place.
pub fn template(text: &Text) -> String {
    let mut lines: Vec<String> =
        text.get("forms-template-head").lines().map(|line| format!("# {}", line.trim())).collect();
    lines.extend([String::new(), format!("{CODE} ="), format!("{NAME} ="), String::new()]);
    for (id, _) in wanted() {
        let start = format!("{id} = ");
        let line = sources(text.language()).iter().flat_map(|(_, source)| source.lines());
        lines.extend(line.filter(|line| line.starts_with(&start)).map(str::to_owned));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A second language that stands beside the first.
#[derive(Debug)]
pub enum SecondLanguage {
    /// One of the program's, with the organisation's own words in it.
    BuiltIn(Box<Text>, FormWords),
    /// The organisation's own.
    Own(OwnLanguage),
}

impl SecondLanguage {
    /// Its code.
    pub fn code(&self) -> &str {
        match self {
            Self::BuiltIn(text, _) => text.language().code(),
            Self::Own(own) => &own.code,
        }
    }
}

/// One language of a paper.
#[derive(Clone, Copy)]
pub(super) enum Tongue<'a> {
    BuiltIn(&'a Text),
    Own(&'a OwnLanguage),
}

impl Tongue<'_> {
    /// A message with the pairs filled in.
    pub(super) fn say(&self, id: &str, pairs: &[(&str, &str)]) -> String {
        match self {
            Tongue::BuiltIn(text) => {
                let mut arguments = Args::new();
                for (name, value) in pairs {
                    arguments.set((*name).to_owned(), (*value).to_owned());
                }
                text.with(id, &arguments)
            }
            Tongue::Own(own) => {
                let pairs = pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
                // That every message is there was seen when the file was read.
                own.wording.format(id, &pairs).unwrap_or_else(|| id.to_owned())
            }
        }
    }

    /// A day as people write it; in a language of the organisation's own as the year, the month and the day.
    pub(super) fn day(&self, day: Date) -> String {
        match self {
            Tongue::BuiltIn(text) => text.format(
                "forms-day",
                [
                    ("day", day.day().into()),
                    ("month", day.month().into()),
                    ("year", day.year().to_string().into()),
                ],
            ),
            Tongue::Own(_) => day.to_string(),
        }
    }
}

/// The languages of a paper, the first one first.
pub(super) struct Tongues<'a>(Vec<Tongue<'a>>);

impl<'a> Tongues<'a> {
    pub(super) fn new(first: &'a Text, second: Option<&'a SecondLanguage>) -> Self {
        let second = second.map(|second| match second {
            SecondLanguage::BuiltIn(text, _) => Tongue::BuiltIn(text),
            SecondLanguage::Own(own) => Tongue::Own(own),
        });
        Self(std::iter::once(Tongue::BuiltIn(first)).chain(second).collect())
    }

    /// What each language says.
    pub(super) fn each(&self, said: impl Fn(&Tongue<'a>) -> String) -> Said {
        self.0.iter().map(said).collect()
    }

    /// A message in each language, with the pairs filled in.
    pub(super) fn say(&self, id: &str, pairs: &[(&str, &str)]) -> Said {
        self.each(|tongue| tongue.say(id, pairs))
    }

    /// A message in each language, with the words of these ids filled in as `list`.
    pub(super) fn listing(&self, id: &str, words: &[String]) -> Said {
        self.each(|tongue| {
            let words: Vec<String> = words.iter().map(|word| tongue.say(word, &[])).collect();
            tongue.say(id, &[("list", &words.join(", "))])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    /// The template as somebody fills it in.
    fn filled(language: Language) -> String {
        let template = template(&Text::new(language));
        let named = template.replace("form-language =", "form-language = uk");
        named.replace("form-language-name =", "form-language-name = Українська")
    }

    /// What of a file is missing; nothing where something else is wrong.
    fn incomplete(source: &str) -> Vec<String> {
        match OwnLanguage::parse(source) {
            Err(OwnLanguageFault::Incomplete { ids }) => ids,
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_template_in_any_language_is_complete_once_it_says_which_language_it_is() {
        for language in Language::ALL {
            let own = OwnLanguage::parse(&filled(language)).unwrap();
            assert_eq!((own.code.as_str(), own.name()), ("uk", "Українська"));
            let empty = template(&Text::new(language));
            assert_eq!(incomplete(&empty), [CODE, NAME], "{language}");
        }
    }

    #[test]
    fn what_is_missing_empty_or_leaves_out_how_to_withdraw_is_told_by_its_id() {
        let whole = filled(Language::En);
        let lines = |but: &str, with: &str| -> String {
            let line = |line: &str| if line.starts_with(but) { with.to_owned() } else { line.to_owned() };
            whole.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
        };
        for (id, with) in [
            ("register-form-title", ""),
            ("register-form-withdrawal", "register-form-withdrawal = Call us."),
            ("register-form-notice-text", "register-form-notice-text = { $controller } { $kontakt }"),
            ("consent-channel-press", "consent-channel-press ="),
        ] {
            assert_eq!(incomplete(&lines(&format!("{id} "), with)), [id]);
        }
    }

    #[test]
    fn scripts_that_cannot_be_set_are_refused_and_latin_and_cyrillic_are_not() {
        let with = |text: &str| {
            let title = "register-form-title = Consent to the use of a picture";
            let source = filled(Language::En);
            assert!(source.contains(title));
            OwnLanguage::parse(&source.replace(title, &format!("register-form-title = {text}")))
        };
        for text in [
            "Zgoda na wykorzystanie zdjęć źżłńćś",
            "Згода на використання фото, їєґ",
            "Ελληνικά",
            "Tiếng Việt",
        ] {
            assert!(with(text).is_ok(), "{text}: {:?}", with(text).err());
        }
        for text in ["موافقة", "הסכמה", "ทดสอบ", "सहमति", "同意", "a\u{202e}b", "x\u{323}\u{304}\u{327}"]
        {
            assert!(matches!(with(text), Err(OwnLanguageFault::Letters { .. })), "{text}: {:?}", with(text));
        }
    }
}
