//! The printable consent form.

use crate::{
    consent::{Channel, ConsentId, Country, Purpose, Role},
    record::Controller,
    text::Text,
};

use super::{
    DocumentFault,
    page::{Block, render},
};

/// What is known when a form is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct FormDetails {
    /// The fresh id.
    pub id: ConsentId,
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
    /// What the organisation says in its own words.
    pub words: FormWords,
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
    /// What the form says where the organisation says nothing: whom a person can complain to follows the country.
    pub fn of_program(country: Country, text: &Text) -> Self {
        let authority = match country {
            Country::Dk | Country::No => "Datatilsynet",
            Country::Se => "Integritetsskyddsmyndigheten (IMY)",
        };
        Self {
            officer: String::new(),
            rights: text.format("register-form-rights", [("authority", authority.into())]),
            social_media: text.get("register-form-social-media"),
        }
    }
}

/// The organisation's words, a paragraph for each of its lines, or the program's.
fn paragraphs(own: &str, program: &str) -> Vec<Block> {
    let said = if own.trim().is_empty() { program } else { own };
    said.lines().filter(|line| !line.trim().is_empty()).map(|line| Block::Small(line.to_owned())).collect()
}

/// The form as a PDF of A4 pages, in the language of `text`.
///
/// # Errors
/// [`DocumentFault`] where the PDF cannot be made.
pub fn consent_form(details: &FormDetails, text: &Text) -> Result<Vec<u8>, DocumentFault> {
    let id = details.id.as_str();
    let title = text.get("register-form-title");
    let footer = text.format("register-form-footer", [("id", id.to_owned().into())]);
    render(&title, text.language().code(), &footer, &blocks(details, text))
}

fn blocks(details: &FormDetails, text: &Text) -> Vec<Block> {
    let t = |id: &str| text.get(&format!("register-form-{id}"));
    let controller = &details.controller;
    let program = FormWords::of_program(controller.jurisdiction, text);
    let mut blocks = vec![
        Block::Title(t("title")),
        Block::Text(controller.name.clone()),
        Block::Id(details.id.to_string()),
        Block::Small(t("id-explain")),
        Block::Text(t("voluntary")),
        Block::Heading(t("about")),
        Block::Blanks(vec![t("name"), t("photo-of")]),
    ];
    match details.role {
        Some(role) => blocks.push(Block::Text(role.label(text))),
        None => blocks.push(Block::Boxes(
            Role::ALL.iter().filter(|role| **role != Role::Unknown).map(|role| role.label(text)).collect(),
        )),
    }
    blocks.push(Block::Heading(t("purposes")));
    let purposes = if details.purposes.is_empty() { Purpose::ALL } else { &details.purposes };
    blocks.push(Block::Boxes(purposes.iter().map(|purpose| purpose.label(text)).collect()));
    blocks.push(Block::Heading(t("channels")));
    let channels = if details.channels.is_empty() { Channel::ALL } else { &details.channels };
    blocks.push(Block::Boxes(channels.iter().map(|channel| channel.label(text)).collect()));
    blocks.push(Block::Small(t("channels-explain")));
    if channels.contains(&Channel::SocialMedia) {
        blocks.extend(paragraphs(&details.words.social_media, &program.social_media));
    }
    blocks.push(Block::Blanks(vec![t("until"), t("limits")]));
    if details.role.is_none_or(Role::is_in_care) {
        blocks.push(Block::Boxes(vec![t("release")]));
    }
    blocks.push(Block::Boxes(vec![t("preview"), t("copy")]));
    blocks.push(Block::Heading(t("notice")));
    blocks.push(Block::Small(text.format(
        "register-form-notice-text",
        [("controller", controller.name.clone().into()), ("contact", controller.contact.clone().into())],
    )));
    blocks.extend(paragraphs(&details.words.rights, &program.rights));
    let officer = details.words.officer.trim();
    blocks.push(if officer.is_empty() {
        Block::Blanks(vec![t("officer")])
    } else {
        Block::Small(format!("{}: {officer}", t("officer")))
    });
    blocks.push(Block::Text(
        text.format("register-form-withdrawal", [("withdrawal", controller.withdrawal.clone().into())]),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn details(for_child: bool) -> FormDetails {
        FormDetails {
            id: ConsentId::random(),
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
        }
    }

    #[test]
    fn a_form_is_a_pdf_in_every_language_with_its_id_and_no_box_ticked() {
        for language in Language::ALL {
            let text = Text::new(language);
            for for_child in [false, true] {
                let details = details(for_child);
                let pdf = consent_form(&details, &text).unwrap();
                assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000, "{language}");
                let blocks = blocks(&details, &text);
                assert!(blocks.contains(&Block::Id(details.id.to_string())));
                let said: Vec<String> = blocks.iter().map(|block| format!("{block:?}")).collect();
                let said = said.join(" ");
                assert!(!said.contains("register-form"), "{language}: {said}");
                assert!(said.contains("billeder@example.org"));
                assert_eq!(said.contains(&text.get("register-form-sign-guardian-2")), for_child);
            }
        }
    }

    #[test]
    fn the_form_tells_the_rights_the_officer_and_that_social_media_leave_the_eea() {
        for language in Language::ALL {
            let text = Text::new(language);
            let mut details = details(false);
            let officer = text.get("register-form-officer");
            let abroad = text.get("register-form-social-media");
            assert!(
                blocks(&details, &text).contains(&Block::Blanks(vec![officer.clone()])),
                "a line to write on"
            );
            details.words.officer = " dpo@example.org ".to_owned();
            let all = blocks(&details, &text);
            assert!(all.contains(&Block::Small(format!("{officer}: dpo@example.org"))), "{language}");
            assert!(all.contains(&Block::Small(abroad.clone())), "{language}");
            let rights = text.format("register-form-rights", [("authority", "Datatilsynet".into())]);
            assert!(rights.contains("Datatilsynet") && all.contains(&Block::Small(rights)), "{language}");
            // Everything that the person signs stands before the first line to sign on.
            let signatures =
                all.iter().position(|it| *it == Block::Heading(text.get("register-form-signatures")));
            let withdrawal = all
                .iter()
                .position(|it| matches!(it, Block::Text(it) if it.contains("billeder@example.org")));
            assert!(withdrawal.is_some() && withdrawal < signatures, "{language}");
            details.channels = vec![Channel::Intranet];
            assert!(!blocks(&details, &text).contains(&Block::Small(abroad)), "{language}");
        }
    }

    #[test]
    fn the_organisation_says_it_in_its_own_words() {
        for language in Language::ALL {
            let text = Text::new(language);
            let mut details = details(false);
            details.words.rights = "Our rights.\n\n  Ask the archive.\n".to_owned();
            details.words.social_media = "We post through our own server.".to_owned();
            let all = blocks(&details, &text);
            for own in ["Our rights.", "  Ask the archive.", "We post through our own server."] {
                assert!(all.contains(&Block::Small(own.to_owned())), "{language}: {own}");
            }
            let program = FormWords::of_program(Country::Dk, &text);
            for text in [program.rights, program.social_media] {
                assert!(!all.contains(&Block::Small(text)), "{language}");
            }
            // Spaces are no words.
            details.words.rights = " \n ".to_owned();
            let rights = FormWords::of_program(Country::Dk, &text).rights;
            assert!(blocks(&details, &text).contains(&Block::Small(rights)), "{language}");
            assert!(FormWords::of_program(Country::Se, &text).rights.contains("IMY"), "{language}");
        }
    }

    #[test]
    fn what_nobody_asks_about_is_not_on_the_form() {
        let text = Text::new(Language::En);
        let mut details = details(false);
        details.role = Some(Role::Staff);
        let said = format!("{:?}", blocks(&details, &text));
        assert!(!said.contains("Press") && !said.contains(&text.get("register-form-release")));
        assert!(said.contains("Intranet"));
    }
}
