//! Any text is a local policy that nowhere relaxes the rules of its country, or a reason why it is none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::{
    policy::Policy,
    text::{Language, Text},
};

fuzz_target!(|text: &str| {
    match Policy::with_local(text) {
        Ok(policy) => {
            let base = Policy::for_country(policy.country()).expect("the built-in rules are readable");
            assert_eq!(policy.rules().len(), base.rules().len());
            for (rule, plain) in policy.rules().iter().zip(base.rules()) {
                assert_eq!((&rule.id, rule.outcome, rule.hard), (&plain.id, plain.outcome, plain.hard));
                assert!(rule.local.is_none_or(|local| local >= plain.outcome));
            }
            for dispensation in policy.dispensations() {
                assert!(policy.rule(&dispensation.rule).is_some_and(|rule| !rule.hard));
            }
            assert!(policy.margin_percent(0) >= base.margin_percent(0));
            assert!(policy.detector_threshold(0.9) <= base.detector_threshold(0.9));
        }
        Err(fault) => assert!(!fault.message(&Text::new(Language::En)).is_empty()),
    }
});
