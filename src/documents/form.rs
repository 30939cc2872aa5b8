//! The printable consent form.

use jiff::civil::Date;

use crate::{
    consent::{Channel, ConsentId, Country, Purpose, Role},
    record::Controller,
    text::Text,
};

use super::{
    DocumentFault,
    layout::{Block, Said},
    page::{Paper, render},
    second::{SecondLanguage, Tongues},
};

/// What is known when forms are printed.
#[derive(Debug, Clone, PartialEq)]
pub struct FormDetails {
    /// Who asks.
    pub controller: Controller,
    /// What the person is asked about; every purpose where the list is empty.
    pub purposes: Vec<Purpose>,
    /// What the person is asked about; every channel where the list is empty.
    pub channels: Vec<Channel>,
    /// For whom, where it is known: the form then has only the parts that the case needs.
    pub role: Option<Role>,
    /// For a child: guardians sign.
    pub for_child: bool,
    /// What the organisation says in its own words, in the first language.
    pub words: FormWords,
    /// The event at which the pictures are taken, where there is one.
    pub event: Option<FormEvent>,
}

/// An event as it stands on papers. Whoever makes one checks that its texts name nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormEvent {
    /// What it is called, without persons.
    pub name: String,
    /// On which day.
    pub day: Option<Date>,
    /// Who answers questions about the pictures: a mailbox or a telephone.
    pub contact: Option<String>,
}

/// What the organisation says on the form in its own words. Where a field is empty, the form has the program's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormWords {
    /// How the data protection officer is reached; a line to write on where it is empty.
    pub officer: String,
    /// Which rights the person has.
    pub rights: String,
    /// What becomes of a picture on social media.
    pub social_media: String,
}

impl FormWords {
    /// Whom a person can complain to.
    const fn authority(country: Country) -> &'static str {
        match country {
            Country::Dk | Country::No => "Datatilsynet",
            Country::Se => "Integritetsskyddsmyndigheten (IMY)",
        }
    }

    /// What the form says where the organisation says nothing: whom a person can complain to follows the country.
    pub fn of_program(country: Country, text: &Text) -> Self {
        let authority = Self::authority(country);
        Self {
            officer: String::new(),
            rights: text.format("register-form-rights", [("authority", authority.into())]),
            social_media: text.get("register-form-social-media"),
        }
    }
}

/// The organisation's words, a paragraph for each of its lines, or the program's.
fn paragraphs(own: &str, program: &str) -> String {
    let said = if own.trim().is_empty() { program } else { own };
    said.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A form for each of the ids as one PDF of A4 pages: in the language of `text`, and side by side with it in a second.
///
/// Every page bears the id and its QR code, so that each can be scanned alone.
///
/// # Errors
/// [`DocumentFault`] where the PDF cannot be made, or a letter of a name or of the organisation's words cannot be set.
pub fn consent_forms(
    ids: &[ConsentId],
    details: &FormDetails,
    text: &Text,
    second: Option<&SecondLanguage>,
) -> Result<Vec<u8>, DocumentFault> {
    let title = text.get("register-form-title");
    let papers: Vec<Paper> = ids
        .iter()
        .map(|id| Paper {
            foot: text.format("register-form-footer", [("id", id.to_string().into())]),
            code: Some(id.to_string()),
            blocks: blocks(id, details, text, second),
        })
        .collect();
    render(&title, text.language().code(), &papers)
}

fn blocks(id: &ConsentId, details: &FormDetails, text: &Text, second: Option<&SecondLanguage>) -> Vec<Block> {
    let tongues = Tongues::new(text, second);
    let t = |id: &str| tongues.say(&format!("register-form-{id}"), &[]);
    let controller = &details.controller;
    let mut blocks = vec![
        Block::Title(t("title")),
        Block::Text(vec![controller.name.clone()]),
        Block::Id(id.to_string()),
        Block::Small(t("id-explain")),
        Block::Text(t("voluntary")),
        Block::Heading(t("about")),
    ];
    match &details.event {
        Some(event) => {
            blocks.push(Block::Blanks(vec![t("name")]));
            blocks.push(Block::Text(told_event(event, &tongues)));
        }
        None => blocks.push(Block::Blanks(vec![t("name"), t("photo-of")])),
    }
    match details.role {
        Some(role) => blocks.push(Block::Text(tongues.say(&role.message_id(), &[]))),
        None => blocks.push(Block::Boxes(
            Role::ALL
                .iter()
                .filter(|role| **role != Role::Unknown)
                .map(|role| tongues.say(&role.message_id(), &[]))
                .collect(),
        )),
    }
    blocks.push(Block::Heading(t("purposes")));
    let purposes = if details.purposes.is_empty() { Purpose::ALL } else { &details.purposes };
    blocks.push(Block::Boxes(purposes.iter().map(|it| tongues.say(&it.message_id(), &[])).collect()));
    blocks.push(Block::Heading(t("channels")));
    let channels = if details.channels.is_empty() { Channel::ALL } else { &details.channels };
    blocks.push(Block::Boxes(channels.iter().map(|it| tongues.say(&it.message_id(), &[])).collect()));
    blocks.push(Block::Small(t("channels-explain")));
    let [rights, social_media] = own_words(details, text, second, &tongues);
    if channels.contains(&Channel::SocialMedia) {
        blocks.extend(side_by_side(&social_media));
    }
    blocks.push(Block::Blanks(vec![t("until"), t("limits")]));
    if details.role.is_none_or(Role::is_in_care) {
        blocks.push(Block::Boxes(vec![t("release")]));
    }
    blocks.push(Block::Boxes(vec![t("preview"), t("copy")]));
    blocks.push(Block::Heading(t("notice")));
    blocks.push(Block::Small(tongues.say(
        "register-form-notice-text",
        &[("controller", &controller.name), ("contact", &controller.contact)],
    )));
    blocks.extend(side_by_side(&rights));
    let officer = details.words.officer.trim();
    blocks.push(if officer.is_empty() {
        Block::Blanks(vec![t("officer")])
    } else {
        Block::Small(t("officer").into_iter().map(|said| format!("{said}: {officer}")).collect())
    });
    if let Some(contact) = details.event.as_ref().and_then(|event| event.contact.as_deref()) {
        blocks.push(Block::Text(tongues.say("forms-questions", &[("contact", contact)])));
    }
    blocks.push(Block::Text(
        tongues.say("register-form-withdrawal", &[("withdrawal", &controller.withdrawal)]),
    ));
    blocks.push(Block::Heading(t("signatures")));
    if details.for_child {
        blocks.push(Block::Boxes(vec![t("child-heard"), t("sole-custody")]));
        blocks.push(Block::Blanks(vec![t("date"), t("sign-guardian-1")]));
        blocks.push(Block::Blanks(vec![t("date"), t("sign-guardian-2")]));
        blocks.push(Block::Blanks(vec![t("date"), t("sign-young")]));
    } else {
        blocks.push(Block::Blanks(vec![t("date"), t("sign-self")]));
    }
    blocks.push(Block::Heading(t("office")));
    blocks.push(Block::Blanks(vec![t("collected-by"), t("approval")]));
    blocks.push(Block::Boxes(vec![t("independent")]));
    blocks.push(Block::Small(t("archive")));
    blocks
}

/// The event with its day, where that is known.
pub(super) fn told_event(event: &FormEvent, tongues: &Tongues<'_>) -> Said {
    tongues.each(|tongue| match event.day {
        Some(day) => tongue.say("forms-event-day", &[("event", &event.name), ("day", &tongue.day(day))]),
        None => tongue.say("forms-event", &[("event", &event.name)]),
    })
}

/// The rights, and what becomes of pictures on social media, in each language: of the organisation where it has said so.
fn own_words(
    details: &FormDetails,
    text: &Text,
    second: Option<&SecondLanguage>,
    tongues: &Tongues<'_>,
) -> [Said; 2] {
    let country = details.controller.jurisdiction;
    let mut program = FormWords::of_program(country, text);
    let authority = FormWords::authority(country);
    let own = |own: &FormWords, program: &FormWords| {
        [paragraphs(&own.rights, &program.rights), paragraphs(&own.social_media, &program.social_media)]
    };
    let mut said = own(&details.words, &program).map(|first| vec![first]);
    let further = match second {
        None => return said,
        Some(SecondLanguage::BuiltIn(text, words)) => {
            program = FormWords::of_program(country, text);
            own(words, &program)
        }
        Some(SecondLanguage::Own(_)) => {
            let last = |said: Said| said.into_iter().next_back().unwrap_or_default();
            [
                last(tongues.say("register-form-rights", &[("authority", authority)])),
                last(tongues.say("register-form-social-media", &[])),
            ]
        }
    };
    for (said, further) in said.iter_mut().zip(further) {
        said.push(further);
    }
    said
}

/// Texts of several lines as small paragraphs: line beside line, and the rest of the longer one below.
fn side_by_side(said: &Said) -> Vec<Block> {
    let lines: Vec<Vec<&str>> = said.iter().map(|text| text.lines().collect()).collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    (0..most)
        .map(|row| {
            let cell = |lines: &Vec<&str>| lines.get(row).copied().unwrap_or_default().to_owned();
            Block::Small(lines.iter().map(cell).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        documents::{OwnLanguage, template},
        text::Language,
    };

    fn details(for_child: bool) -> FormDetails {
        FormDetails {
            controller: Controller {
                name: "Eksempelregionen".to_owned(),
                jurisdiction: Country::Dk,
                contact: "billeder@example.org".to_owned(),
                withdrawal: "billeder@example.org".to_owned(),
                notice_ref: None,
            },
            purposes: vec![Purpose::EventReport],
            channels: vec![Channel::Intranet, Channel::SocialMedia],
            role: None,
            for_child,
            words: FormWords::default(),
            event: None,
        }
    }

    fn alone(details: &FormDetails, text: &Text) -> Vec<Block> {
        blocks(&ConsentId::random(), details, text, None)
    }

    fn one(text: &str) -> Said {
        vec![text.to_owned()]
    }

    #[test]
    fn a_form_is_a_pdf_in_every_language_with_its_id_and_no_box_ticked() {
        for language in Language::ALL {
            let text = Text::new(language);
            for for_child in [false, true] {
                let (id, details) = (ConsentId::random(), details(for_child));
                let pdf = consent_forms(std::slice::from_ref(&id), &details, &text, None).unwrap();
                assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000, "{language}");
                let blocks = blocks(&id, &details, &text, None);
                assert!(blocks.contains(&Block::Id(id.to_string())));
                let said: Vec<String> = blocks.iter().map(|block| format!("{block:?}")).collect();
                let said = said.join(" ");
                assert!(!said.contains("register-form"), "{language}: {said}");
                assert!(said.contains("billeder@example.org"));
                assert_eq!(said.contains(&text.get("register-form-sign-guardian-2")), for_child);
            }
        }
    }

    #[test]
    fn a_second_language_says_everything_that_the_first_one_does() {
        let template = template(&Text::new(Language::En))
            .replace("form-language =", "form-language = pl")
            .replace("form-language-name =", "form-language-name = Polski");
        let event = FormEvent {
            name: "Sommerfest".to_owned(),
            day: Some(jiff::civil::date(2026, 6, 1)),
            contact: Some("presse@example.org".to_owned()),
        };
        for language in Language::ALL {
            let text = Text::new(language);
            let english = SecondLanguage::BuiltIn(Box::new(Text::new(Language::En)), FormWords::default());
            let own = SecondLanguage::Own(OwnLanguage::parse(&template).unwrap());
            for (second, for_child, event) in [(english, false, None), (own, true, Some(event.clone()))] {
                let details = FormDetails { event, ..details(for_child) };
                let (first, both) =
                    (alone(&details, &text), blocks(&ConsentId::random(), &details, &text, Some(&second)));
                let said = format!("{both:?}");
                assert!(!said.contains("register-form") && !said.contains("forms-"), "{language}: {said}");
                assert!(
                    said.contains("Consent to the use of a picture") && said.contains("Datatilsynet"),
                    "{said}"
                );
                assert_eq!(first.len(), both.len());
                let halves = both.iter().zip(&first).filter(|(both, first)| both != first).count();
                assert!(halves > 15, "{language}: {halves}");
                consent_forms(&[ConsentId::random()], &details, &text, Some(&second)).unwrap();
            }
        }
    }

    #[test]
    fn the_event_stands_where_a_line_to_write_on_stood() {
        let text = Text::new(Language::Da);
        let mut details = details(false);
        let asked = text.get("register-form-photo-of");
        assert!(format!("{:?}", alone(&details, &text)).contains(&asked));
        details.event = Some(FormEvent {
            name: "Åbent hus".to_owned(),
            day: Some(jiff::civil::date(2026, 11, 27)),
            contact: Some("foto@example.org".to_owned()),
        });
        let said = format!("{:?}", alone(&details, &text));
        assert!(!said.contains(&asked) && said.contains("Åbent hus, 27. november 2026"), "{said}");
        assert!(said.contains("foto@example.org"), "{said}");
    }

    #[test]
    fn the_form_tells_the_rights_the_officer_and_that_social_media_leave_the_eea() {
        for language in Language::ALL {
            let text = Text::new(language);
            let mut details = details(false);
            let officer = text.get("register-form-officer");
            let abroad = text.get("register-form-social-media");
            assert!(
                alone(&details, &text).contains(&Block::Blanks(vec![one(&officer)])),
                "a line to write on"
            );
            details.words.officer = " dpo@example.org ".to_owned();
            let all = alone(&details, &text);
            assert!(all.contains(&Block::Small(one(&format!("{officer}: dpo@example.org")))), "{language}");
            assert!(all.contains(&Block::Small(one(&abroad))), "{language}");
            let rights = text.format("register-form-rights", [("authority", "Datatilsynet".into())]);
            assert!(
                rights.contains("Datatilsynet") && all.contains(&Block::Small(one(&rights))),
                "{language}"
            );
            // Everything that the person signs stands before the first line to sign on.
            let signatures =
                all.iter().position(|it| *it == Block::Heading(one(&text.get("register-form-signatures"))));
            let withdrawal = all
                .iter()
                .position(|it| matches!(it, Block::Text(it) if it.concat().contains("billeder@example.org")));
            assert!(withdrawal.is_some() && withdrawal < signatures, "{language}");
            details.channels = vec![Channel::Intranet];
            assert!(!alone(&details, &text).contains(&Block::Small(one(&abroad))), "{language}");
        }
    }

    #[test]
    fn the_organisation_says_it_in_its_own_words() {
        for language in Language::ALL {
            let text = Text::new(language);
            let mut details = details(false);
            details.words.rights = "Our rights.\n\n  Ask the archive.\n".to_owned();
            details.words.social_media = "We post through our own server.".to_owned();
            let all = alone(&details, &text);
            for own in ["Our rights.", "Ask the archive.", "We post through our own server."] {
                assert!(all.contains(&Block::Small(one(own))), "{language}: {own}");
            }
            let program = FormWords::of_program(Country::Dk, &text);
            for text in [program.rights, program.social_media] {
                assert!(!all.contains(&Block::Small(one(&text))), "{language}");
            }
            // Spaces are no words.
            details.words.rights = " \n ".to_owned();
            let rights = FormWords::of_program(Country::Dk, &text).rights;
            assert!(alone(&details, &text).contains(&Block::Small(one(&rights))), "{language}");
            assert!(FormWords::of_program(Country::Se, &text).rights.contains("IMY"), "{language}");
        }
    }

    #[test]
    fn what_nobody_asks_about_is_not_on_the_form() {
        let text = Text::new(Language::En);
        let mut details = details(false);
        details.role = Some(Role::Staff);
        let said = format!("{:?}", alone(&details, &text));
        assert!(!said.contains("Press") && !said.contains(&text.get("register-form-release")));
        assert!(said.contains("Intranet"));
    }
}
