//! `docs/rules.md` is made from the tables; this fails where it is stale. To write it anew:
//! `SLADD_BLESS=1 cargo test --test rules::doc`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use sladd::{
    consent::Country,
    policy::{Outcome, Policy, Rule, sources, standing},
    text::{Language, Text},
};

const HEAD: &str = "# The rules by country

<!-- Made from assets/policy/*.toml by tests/rules/doc.rs. Do not edit by hand: SLADD_BLESS=1 cargo test --test rules doc:: -->

[Dansk](rules.da.md), [norsk](rules.nb.md), [svenska](rules.sv.md).

Product research, not legal advice: have them confirmed by your data protection officer. Of all rules that fit a face
the strictest decides, over every chosen channel; where none fits, the face is redacted. Marked rules are law or its
nearest reading: nobody in the organisation can dispense with them. The same reasons stand in the program in Danish,
Norwegian and Swedish (`assets/text/*/policy.ftl`). Each row has a test of its own in `tests/rules/outcomes.rs`, and
`over_every_combination_the_tables_say_what_the_domain_says` holds all rows together to every combination of the inputs.

Every consent must besides be given or renewed and not expired, withdrawn or refused; cover the purpose and every
channel; be of a person in the same role and age band; and be no older than the limit below. Where photo and consent say
different things about capacity or course of care, the worse counts. An unknown age counts as the youngest, and no
consent can be recorded for it.

Behind each source stands how it is known: *read* is a page of the authority or of the law, or a document that the project was
founded on, as it was on 26 November 2026; *told by others* is a source whose own text was not read; *own caution* is none.
`sladd policy show` and the window say the same in four languages.
";

/// What the page says in a language besides what the program says anyway.
struct Words {
    language: Language,
    head: &'static str,
    table: &'static str,
    limits: &'static str,
    columns: [&'static str; 7],
    after_decision: &'static str,
    if_dispensed: &'static str,
    tail: &'static str,
}

const WORDS: [Words; 4] = [
    Words {
        language: Language::En,
        head: HEAD,
        table: "table",
        limits: "A copy may be shown for {days} days; a consent is relied on for {years} years after it was given or renewed; below {all} every holder of custody signs; children are heard from {heard}; the usual margin around faces is {margin} %.",
        columns: ["rule", "asks for", "whom and what it is about", "what the consent needs", "why", "source", "test"],
        after_decision: "after management's decision",
        if_dispensed: "if dispensed with",
        tail: TAIL,
    },
    Words {
        language: Language::Da,
        head: "# Reglerne land for land

<!-- Made from assets/policy/*.toml by tests/rules/doc.rs. Do not edit by hand: SLADD_BLESS=1 cargo test --test rules doc:: -->

[English](rules.md), [norsk](rules.nb.md), [svenska](rules.sv.md).

Produktresearch, ikke juridisk rådgivning: Få reglerne bekræftet af jeres databeskyttelsesrådgiver. Af alle regler, der passer på et
ansigt, gælder den strengeste, for alle valgte kanaler; hvor ingen regel passer, sløres ansigtet. De markerede regler er lov eller den
nærmeste læsning af den: Ingen i organisationen kan dispensere fra dem.

Efter hver kilde står, hvordan den er kendt: *læst* er en side fra myndigheden eller loven eller et dokument, som projektet bygger på, som
det så ud den 26. november 2026; *omtalt af andre* er en kilde, hvis egen tekst ikke er læst; *egen forsigtighed* er ingen kilde.
",
        table: "tabel",
        limits: "En kopi kan vises i {days} dage; et samtykke bruges i {years} år, efter at det er givet eller fornyet; under {all} år skriver alle forældremyndighedsindehavere under; børn høres fra {heard} år; den sædvanlige margen om ansigter er {margin} %.",
        columns: ["regel", "kræver", "hvem og hvad den handler om", "hvad samtykket skal have", "hvorfor", "kilde", "test"],
        after_decision: "efter ledelsens beslutning",
        if_dispensed: "ved dispensation",
        tail: "\nOm organisationens egne regler: [rules.md](rules.md#local-rules) (engelsk).\n",
    },
    Words {
        language: Language::Nb,
        head: "# Reglene land for land

<!-- Made from assets/policy/*.toml by tests/rules/doc.rs. Do not edit by hand: SLADD_BLESS=1 cargo test --test rules doc:: -->

[English](rules.md), [dansk](rules.da.md), [svenska](rules.sv.md).

Produktresearch, ikke juridisk rådgivning: Få reglene bekreftet av personvernombudet. Av alle regler som passer på et ansikt, gjelder
den strengeste, for alle valgte kanaler; der ingen regel passer, sladdes ansiktet. De merkede reglene er lov eller den nærmeste
lesningen av den: Ingen i virksomheten kan dispensere fra dem.

Etter hver kilde står hvordan den er kjent: *lest* er en side fra myndigheten eller loven eller et dokument som prosjektet bygger på, slik
den var 26. november 2026; *omtalt av andre* er en kilde der selve teksten ikke er lest; *egen forsiktighet* er ingen kilde.
",
        table: "tabell",
        limits: "En kopi kan vises i {days} dager; et samtykke brukes i {years} år etter at det er gitt eller fornyet; under {all} år signerer alle med foreldreansvar; barn blir hørt fra {heard} år; den vanlige margen rundt ansikter er {margin} %.",
        columns: ["regel", "krever", "hvem og hva den handler om", "hva samtykket må ha", "hvorfor", "kilde", "test"],
        after_decision: "etter ledelsens avgjørelse",
        if_dispensed: "ved dispensasjon",
        tail: "\nOm virksomhetens egne regler: [rules.md](rules.md#local-rules) (engelsk).\n",
    },
    Words {
        language: Language::Sv,
        head: "# Reglerna land för land

<!-- Made from assets/policy/*.toml by tests/rules/doc.rs. Do not edit by hand: SLADD_BLESS=1 cargo test --test rules doc:: -->

[English](rules.md), [dansk](rules.da.md), [norsk](rules.nb.md).

Produktresearch, ingen juridisk rådgivning: låt dataskyddsombudet bekräfta reglerna. Av alla regler som passar in på ett ansikte gäller
den strängaste, för alla valda kanaler; där ingen regel passar maskeras ansiktet. De märkta reglerna är lag eller den närmaste
läsningen av den: ingen i organisationen kan ge dispens från dem.

Efter varje källa står hur den är känd: *läst* är en sida från myndigheten eller lagen eller ett dokument som projektet bygger på, som den
såg ut den 26 november 2026; *omtalad av andra* är en källa vars egen text inte har lästs; *egen försiktighet* är ingen källa.
",
        table: "tabell",
        limits: "En kopia får visas i {days} dagar; ett samtycke används i {years} år efter att det har getts eller förnyats; under {all} år skriver alla vårdnadshavare under; barn får komma till tals från {heard} år; den vanliga marginalen runt ansikten är {margin} %.",
        columns: ["regel", "kräver", "vem och vad den gäller", "vad samtycket behöver", "varför", "källa", "test"],
        after_decision: "efter ledningens beslut",
        if_dispensed: "vid dispens",
        tail: "\nOm organisationens egna regler: [rules.md](rules.md#local-rules) (engelska).\n",
    },
];

/// The page of a language.
fn path_of(language: Language) -> std::path::PathBuf {
    let name = match language {
        Language::En => "rules.md".to_owned(),
        other @ (Language::Da | Language::Nb | Language::Sv) => format!("rules.{other}.md"),
    };
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

const TAIL: &str = "
## Local rules

A local policy file (TOML, or JSON with the same keys) can only tighten. Whatever in it is laxer than the country's
rules, unknown, missing or out of time refuses the whole file with the key that is at fault. `sladd policy check FILE`
tells; `sladd policy show` prints what is in force in plain words, with every file and its SHA-256.

Files are looked for on five roads, and **all that there are count together** (ADR 16):

* `machine`: `/etc/sladd/policy.toml`; on Windows `Sladd\\policy.toml` in the ProgramData folder, which the system tells and
  no variable. It need not be there.
* `registry`: what IT names for the machine: on Windows the value `PolicyFile` (REG_SZ, an absolute path) under
  `HKLM\\Software\\Policies\\Sladd`, elsewhere `policy_file` in `/etc/sladd/machine.toml` ([machine policy](machine-policy.md)).
* `beside_program`: `policy.toml` in the folder of the program. It need not be there. **Only the machine's places are firm**: a
  copy of the program or a hard link to it in another folder has another folder beside it, and finds no file there. What
  everybody must keep to belongs in `/etc/sladd`, in ProgramData or in the registry.
* `variable`: `$SLADD_POLICY`; set and empty is as if it were not set.
* `argument`: `--policy FILE`.

A file that is there or named and cannot be read, is at fault, or does not go with the others stops the program with the
reason. Of several files the strictest counts for each setting, so that none sets another aside:

* `base` must be the same in all.
* `tighten.rules`, `min_signers`, `all_guardians_below`, `min_margin_percent`: the highest. `max_publication_days`,
  `max_consent_years`, `max_detector_threshold`, `retention_years`: the lowest; `retention`: `delete` before `archive`.
* `channels_removed`, `bases_removed`, `methods_removed`, `looks_removed`, `checklist_added`, `caption_words`: what any of them lists. One look at
  least must be left.
* `default_look`: of those that no file forbids the one that leaves least to be seen (`blur`, `glass`, `mosaic`, `sign`, `solid`).
* `sizes`: all that are named; of two of one name the smaller, and the coarser quality.
* `require_…`, `not_a_face_second_person`, `sensitive_ward`, `allow_…`: as soon as one file asks for it, or forbids it.
* `dispensations`, `decision`: each file is asked alone, and the strictest answer counts. So a file that leaves a rule as
  the country has it, or makes it stricter, keeps another file's dispensation from going below that. Two dispensations of
  one id must be the same.
* `controller`: the rules for every kind of organisation that a file names; a file that names none means a region.
* `review_by`, `grace_days`: of the file whose review stands most in the way. `effective_from`: for each file's own
  dispensations and decision.
* `policy_id`, `version`: in a record those of all files, or of the first with the number of the others; in the ledger
  each with the file's SHA-256.
* `contacts`, `owner_role` and the rest: told for each file.

```toml
policy_id = \"AFD-STRICT\"
version = \"2\"
base = \"DK\"
owner_role = \"afdelingsledelse\"            # a function, never a name
adopted_by = \"Afdelingsledelsen\"
adopted_on = \"2026-10-01\"
effective_from = \"2026-10-15\"
review_by = \"2027-10-01\"                   # at most twelve months after effective_from
grace_days = 14                            # then no export any more (at most 90)
risk_basis = \"Sengeafsnit med let genkendelige forløb\"
guideline_ref = \"Sociale medier, brug af, regional retningslinje\"
controller = \"hospital_region\"             # or municipality, private_provider
default_look = \"solid:#003b5c\"             # how covers look where nobody chooses: blur, glass, mosaic, sign:flower, solid …

[contacts]
local_privacy_consultant = \"persondatakonsulent@example.org\"
fallback_mailbox = \"informationssikkerhed@example.org\"
breach = [\"naermeste leder\", \"it-sikkerhed@example.org\"]

[sizes]                                     # names for the sizes of copies, beside those that there are anyway or in their place
web = \"1800@85\"                            # longest side, JPEG quality
wall = \"3840x2160\"                         # to fit into; \"full\" is as large as the photo

[tighten]
channels_removed = [\"paid_advert\", \"press\"]
bases_removed = [\"public_task_agreed\"]
methods_removed = [\"email\", \"video\"]       # ways of giving consent: paper_signed, email, digital_signed, video, oral_witnessed
looks_removed = [\"sign\", \"mosaic\"]         # blur, glass, mosaic, sign, solid
max_publication_days = 180
max_consent_years = 2
retention_years = 3                        # so long after it was given or renewed, `consent due` names a consent
retention = \"archive\"                      # or \"delete\": what is to become of it and of its copies
all_guardians_below = 18
require_independent_collector = true
require_written = true
require_second_person = true
require_signature = true
sensitive_ward = true
allow_not_a_face = false
not_a_face_second_person = true            # for photos in which what looks like a face is called none
require_identifiers_decided = true         # writing and codes for every channel; else where anybody may see the copy
allow_visible_numbers = false              # what reads like a personal number is always covered
checklist_added = [\"wristband\", \"screen\", \"room_door_sign\"]
caption_words = [\"Afsnit B3\"]
min_margin_percent = 35
max_detector_threshold = 0.2

[tighten.rules]
DK-REL = \"CONSENT+APPROVAL\"
DK-STUD = \"HIDE\"

[tighten.min_signers]
DK-TEEN = 3

[[dispensations]]
id = \"DISP-2026-014\"
rule = \"DK-REL\"
authority = \"Informationssikkerhedsudvalget\"
scope = \"jubilaeum 2026-12\"
to = \"CONSENT\"
valid_until = \"2026-12-31\"
channels = [\"intranet\"]                    # optional: for these only
purposes = [\"event_report\"]
```

Two things loosen, and both name who decided. A dispensation, for rules that can be dispensed with, until its last
day; it is used by itself where it fits and then stands in the record. And in Norway, where the law leaves to management
whether patients may be shown at all:

```toml
[decision]
patient_with_consent = true
decided_by = \"Ledelsen\"
decided_on = \"2026-09-01\"
```

Both hold from `effective_from`; what is tightened holds at once. Tests: `tests/rules/local_policy.rs`,
`tests/rules/policies_together.rs`.
";

fn test_of(rule: &Rule) -> String {
    if rule.id.ends_with("-PRIV") {
        "priv_private_account_is_no_channel".to_owned()
    } else {
        rule.id.to_lowercase().replace('-', "_")
    }
}

fn generated(words: &Words) -> String {
    let text = Text::new(words.language);
    let mut page = words.head.to_owned();
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        writeln!(page, "\n## {}, {} {}\n", country.label(&text), words.table, policy.version()).unwrap();
        let limits = policy.limits();
        let said = words
            .limits
            .replace("{days}", &limits.max_publication_days.to_string())
            .replace("{years}", &limits.max_consent_years.to_string())
            .replace("{all}", &limits.all_guardians_below.to_string())
            .replace("{heard}", &limits.heard_from.to_string())
            .replace("{margin}", &limits.min_margin_percent.to_string());
        writeln!(page, "{said}\n").unwrap();
        for line in policy.kept_sources_told(&text) {
            writeln!(page, "{}: {line}.\n", text.get("rules-kept")).unwrap();
        }
        writeln!(page, "| {} |", words.columns.join(" | ")).unwrap();
        page.push_str("|---|---|---|---|---|---|---|\n");
        for rule in policy.rules() {
            let mut outcome = text.get(rule.outcome.message_id());
            if let Some(decided) = rule.decided {
                write!(outcome, "; {} {}", words.after_decision, text.get(decided.message_id())).unwrap();
            }
            if rule.hard {
                write!(outcome, " (**{}**)", text.get("rules-hard")).unwrap();
            }
            let needs = rule.needs(&text).join(", ");
            let needs = match (needs.is_empty(), rule.outcome) {
                (true, _) => "–".to_owned(),
                (false, Outcome::Hide) => format!("{}: {needs}", words.if_dispensed),
                (false, Outcome::Consent | Outcome::ConsentAndApproval) => needs,
            };
            let about = rule.conditions(&text).join("; ");
            writeln!(
                page,
                "| {} | {outcome} | {about} | {needs} | {} | {} | `{}` |",
                rule.id,
                rule.sentence(&text),
                rule.sources_told(&text),
                test_of(rule)
            )
            .unwrap();
        }
    }
    page + words.tail
}

#[test]
fn the_documented_rules_are_those_of_the_tables_in_every_language() {
    for words in &WORDS {
        let path = path_of(words.language);
        let page = generated(words);
        if std::env::var_os("SLADD_BLESS").is_some() {
            let mut file =
                fs::OpenOptions::new().create(true).write(true).truncate(true).open(&path).unwrap();
            std::io::Write::write_all(&mut file, page.as_bytes()).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == page,
            "{} is stale: SLADD_BLESS=1 cargo test --test rules doc:: writes it anew",
            path.display()
        );
    }
}

/// Every source that a table names is known, and said in every language; none is known that no table names.
#[test]
fn every_source_of_a_rule_is_said_in_every_language_and_none_in_english_only() {
    let mut named = std::collections::BTreeSet::new();
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        named.extend(policy.rules().iter().flat_map(|rule| rule.sources.iter().cloned()));
        named.extend(policy.kept_sources().iter().cloned());
        for rule in policy.rules() {
            assert!(!rule.sources.is_empty(), "{}", rule.id);
        }
    }
    let known: std::collections::BTreeSet<String> = sources().map(str::to_owned).collect();
    assert_eq!(named, known);
    let english = Text::new(Language::En);
    // What is a title and nothing else is the same everywhere.
    let titles = ["veileder", "se-skr", "se-imy"];
    for language in Language::ALL {
        let text = Text::new(language);
        for name in &named {
            let id = format!("source-{name}");
            assert!(text.has(&id), "{language}: {id}");
            assert!(standing(name).is_some(), "{name}");
            let same = text.get(&id) == english.get(&id);
            assert!(language == Language::En || same == titles.contains(&name.as_str()), "{language}: {id}");
        }
        for policy in Country::ALL.iter().map(|country| Policy::for_country(*country).unwrap()) {
            for rule in policy.rules() {
                let told = rule.sources_told(&text);
                assert!(!told.contains("source-") && told.contains('['), "{language}: {}: {told}", rule.id);
            }
        }
    }
}

/// The tests of a source file; of those that `rule!` makes, with the row that they are about.
fn tests_in(source: &str) -> BTreeMap<String, Option<String>> {
    let mut tests = BTreeMap::new();
    let mut marked = false;
    for line in source.lines() {
        if let Some((name, rest)) = line.strip_prefix("rule!(").and_then(|line| line.split_once(", \"")) {
            tests.insert(name.to_owned(), rest.split('"').next().map(ToOwned::to_owned));
        } else if let Some(name) = line.strip_prefix("fn ").filter(|_| marked) {
            tests.insert(name.split('(').next().unwrap_or_default().to_owned(), None);
        }
        marked = line == "#[test]";
    }
    tests
}

/// What is wrong with the tests that the page names: every row names one that is there and is about that row.
fn unproven(page: &str, source: &str) -> Vec<String> {
    let tests = tests_in(source);
    let mut wrong = Vec::new();
    for row in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| rule |")) {
        let cells: Vec<&str> = row.trim_matches(['|', ' ']).split(" | ").collect();
        let (rule, named) = (cells.first().unwrap(), cells.last().unwrap().trim_matches('`'));
        match tests.get(named) {
            None => wrong.push(format!("{rule}: there is no test {named:?}")),
            Some(Some(about)) if about != rule => wrong.push(format!("{rule}: {named} is about {about}")),
            // A test with a name of its own says in it which rule it is about.
            Some(None) if !named.starts_with(&rule[3..].to_lowercase().replace('-', "_")) => {
                wrong.push(format!("{rule}: {named} does not say that it is about it"));
            }
            Some(_) => {}
        }
    }
    wrong
}

/// The page as it is written, and every test that its text names besides.
#[test]
fn every_documented_test_is_there() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")).unwrap();
    let source = include_str!("outcomes.rs");
    let wrong = unproven(&page, source);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| rule |")).count();
    let rules: usize =
        Country::ALL.iter().map(|country| Policy::for_country(*country).unwrap().rules().len()).sum();
    assert_eq!(rows, rules, "a rule has no row, or a row no rule");
    let prose: Vec<&str> = page.lines().filter(|line| !line.starts_with('|')).collect();
    let prose = prose.join("\n");
    for word in prose.split('`').skip(1).step_by(2).filter(|word| word.starts_with("over_")) {
        assert!(tests_in(source).contains_key(word), "{word}");
    }
    for file in prose.split('`').skip(1).step_by(2).filter(|word| word.starts_with("tests/")) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(file).is_file(), "{file}");
    }
}

#[test]
fn a_row_whose_test_is_not_there_is_found() {
    let source = "rule!(dk_unk, \"DK-UNK\", Outcome::Hide, |p| ());\n// rule!(dk_dead, \"DK-DEAD\",\nfn no_rel() {\n\
                  #[test]\nfn priv_private_account_is_no_channel() {\n";
    let row = |rule: &str, test: &str| format!("| {rule} | redacted | – | `{test}` |");
    for (rule, test) in [("DK-UNK", "dk_unk"), ("DK-PRIV", "priv_private_account_is_no_channel")] {
        assert_eq!(unproven(&row(rule, test), source), Vec::<String>::new());
    }
    for (rule, test) in [
        ("DK-UNK", "dk_unknown"),
        ("DK-DEAD", "dk_dead"),
        ("NO-REL", "no_rel"),
        ("SE-UNK", "dk_unk"),
        ("DK-CAP", "priv_private_account_is_no_channel"),
        ("DK-CAP", "–"),
    ] {
        assert_eq!(unproven(&row(rule, test), source).len(), 1, "{rule} {test}");
    }
}

/// The example of the page is a policy that can be used.
#[test]
fn the_example_of_the_page_is_accepted() {
    let blocks: Vec<&str> = TAIL.split("```").filter_map(|block| block.strip_prefix("toml\n")).collect();
    assert!(Policy::with_local(blocks.first().unwrap()).is_ok(), "{:?}", Policy::with_local(blocks[0]).err());
}
