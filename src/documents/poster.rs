//! The poster that says where photos are taken.

use crate::{
    consent::{Channel, Purpose},
    text::Text,
};

use super::{
    DocumentFault, FormDetails, SecondLanguage,
    form::told_event,
    layout::{Block, Said},
    page::{Paper, render},
    second::Tongues,
};

/// The poster as a PDF of A4 pages: that photos are taken here today, what for, and where to say no. Of `details` purposes and
/// channels are those that are named; an empty list leaves them out.
///
/// # Errors
/// [`DocumentFault`] where the PDF cannot be made, or a letter cannot be set.
pub fn poster(
    details: &FormDetails,
    text: &Text,
    second: Option<&SecondLanguage>,
) -> Result<Vec<u8>, DocumentFault> {
    let paper =
        Paper { foot: text.get("forms-poster-footer"), code: None, blocks: blocks(details, text, second) };
    render(&text.get("forms-poster-title"), text.language().code(), &[paper])
}

fn blocks(details: &FormDetails, text: &Text, second: Option<&SecondLanguage>) -> Vec<Block> {
    let tongues = Tongues::new(text, second);
    let t = |id: &str| tongues.say(&format!("forms-poster-{id}"), &[]);
    let controller = &details.controller;
    let mut blocks = vec![Block::Camera, Block::Banner(t("title"))];
    if let Some(event) = &details.event {
        blocks.push(Block::Large(told_event(event, &tongues)));
    }
    blocks.push(Block::Large(tongues.say("forms-poster-by", &[("controller", &controller.name)])));
    let list = |id: &str, words: Vec<String>| -> Option<Said> {
        (!words.is_empty()).then(|| tongues.listing(id, &words))
    };
    let purposes = details.purposes.iter().copied().map(Purpose::message_id).collect();
    let channels = details.channels.iter().copied().map(Channel::message_id).collect();
    blocks.extend(list("forms-poster-purposes", purposes).map(Block::Large));
    blocks.extend(list("forms-poster-channels", channels).map(Block::Large));
    blocks.push(Block::Title(t("no")));
    let contact = details.event.as_ref().and_then(|event| event.contact.as_deref());
    let contact = contact.unwrap_or(&controller.contact).trim();
    blocks.push(Block::Large(if contact.is_empty() {
        t("tell-photographer")
    } else {
        tongues.say("forms-poster-tell", &[("contact", contact)])
    }));
    blocks.push(Block::Large(t("voluntary")));
    blocks.push(Block::Text(tongues.say("forms-poster-later", &[("withdrawal", &controller.withdrawal)])));
    let officer = details.words.officer.trim();
    if !officer.is_empty() {
        blocks.push(Block::Text(tongues.say("forms-poster-officer", &[("officer", officer)])));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        consent::Country,
        documents::{FormEvent, FormWords},
        record::Controller,
        text::Language,
    };

    #[test]
    fn a_poster_says_what_for_and_where_to_say_no_in_every_language() {
        let details = FormDetails {
            controller: Controller::told(
                Country::No,
                "Eksempelhelse",
                "bilder@example.org",
                "bilder@example.org",
            ),
            purposes: vec![Purpose::EventReport],
            channels: vec![Channel::Intranet],
            role: None,
            for_child: false,
            words: FormWords { officer: "pvo@example.org".to_owned(), ..FormWords::default() },
            event: Some(FormEvent {
                name: "Åpen dag".to_owned(),
                day: Some(jiff::civil::date(2026, 6, 1)),
                contact: Some("foto@example.org".to_owned()),
            }),
        };
        for language in Language::ALL {
            let text = Text::new(language);
            let second = SecondLanguage::BuiltIn(Box::new(Text::new(Language::En)), FormWords::default());
            let said = format!("{:?}", blocks(&details, &text, Some(&second)));
            assert!(!said.contains("forms-") && !said.contains("register-"), "{language}: {said}");
            for wanted in [
                "Åpen dag",
                "foto@example.org",
                "Eksempelhelse",
                "Event report",
                "pvo@example.org",
                "1 June 2026",
            ] {
                assert!(said.contains(wanted), "{language}: {wanted}: {said}");
            }
            let pdf = poster(&details, &text, Some(&second)).unwrap();
            // One page: it is hung up.
            assert!(pdf.windows(8).any(|part| part == b"/Count 1"), "{language}");
        }
    }
}
