use std::collections::BTreeMap;

use books::{AccountId, PartyId};
use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

use super::history::{Booked, History, suggest, tokens};
use super::iban;
use super::matching::{Known, Match, RECOGNISED, Warning, judge};
use super::names::{domain, normal_name, number, similarity};
use crate::party::Sighting;

const OFFICE: AccountId = AccountId(Uuid::from_u128(6800));
const PHONE: AccountId = AccountId(Uuid::from_u128(6805));
const RENT: AccountId = AccountId(Uuid::from_u128(6310));

fn id(n: u128) -> PartyId {
    PartyId(Uuid::from_u128(n))
}

fn known(n: u128, name: &str) -> Known {
    Known {
        id: id(n),
        name: name.to_owned(),
        normal_names: vec![normal_name(name)],
        tax_ids: vec![],
        ibans: vec![],
        domains: vec![],
    }
}

fn seen(name: &str) -> Sighting {
    Sighting { name: Some(name.to_owned()), ..Sighting::default() }
}

fn found(answer: &Match) -> Option<PartyId> {
    answer.party.as_ref().map(|c| c.party)
}

#[test]
fn the_same_company_written_differently_has_one_normal_name() {
    let table = [
        ("Müller & Söhne GmbH", "MULLER & SOHNE GMBH"),
        ("Müller & Söhne GmbH & Co. KG", "Müller Söhne"),
        ("Société Générale S.A.", "SOCIETE GENERALE SA"),
        ("Ferreira, Lda.", "Ferreira LDA"),
        ("Bäckerei Groß e.K.", "Backerei Gross"),
        ("De Vries B.V.", "de vries bv"),
        ("O’Brien Ltd", "O'Brien Limited"),
        ("The Paper Company Inc.", "Paper"),
        ("Rossi S.r.l.", "ROSSI SRL"),
        ("García e Hijos, S.L.", "Garcia e Hijos"),
    ];
    for (one, other) in table {
        assert_eq!(normal_name(one), normal_name(other), "{one} / {other}");
    }
    assert_eq!(normal_name("AG"), "ag", "a name of nothing but a legal form keeps it");
    assert_eq!(normal_name(" – "), "");
    assert_eq!(normal_name("X. SA Y. Weber"), "xy weber", "initials on both sides of a legal form");
    assert_ne!(normal_name("Weber Bau GmbH"), normal_name("Weber Dach GmbH"));
}

#[test]
fn numbers_and_domains_are_compared_without_their_dress() {
    assert_eq!(number("DE 123.456-789"), "DE123456789");
    for (text, expected) in [
        ("billing@www.acme.example", Some("acme.example")),
        ("https://www.acme.example/shop", Some("acme.example")),
        ("ACME.example", Some("acme.example")),
        ("somebody@gmail.com", None),
        ("no domain", None),
    ] {
        assert_eq!(domain(text).as_deref(), expected, "{text}");
    }
    let rows = [
        ("DE89370400440532013000", None),
        ("GB82WEST12345698765432", None),
        ("NO9386011117947", None),
        ("DE89370400440532013001", Some("check digits")),
        ("DE8937040044053201300", Some("check digits")),
        // right modulo 97, but no German bank has letters
        ("DE86ABCD00440532013000", Some("form")),
        ("XX57WEST12345698765432", Some("no country")),
        ("12345678901234567", Some("two letters")),
        ("my account", Some("two letters")),
        ("", Some("two letters")),
    ];
    for (number, expected) in rows {
        let flaw = iban::flaw(number);
        match (expected, flaw) {
            (None, flaw) => assert_eq!(flaw, None, "{number}"),
            (Some(part), flaw) => assert!(flaw.is_some_and(|f| f.contains(part)), "{number}: {flaw:?}"),
        }
    }
}

#[test]
fn who_is_recognised_and_who_is_new() {
    let mut acme = known(1, "Acme Bürobedarf GmbH");
    acme.tax_ids = vec!["DE123456789".to_owned()];
    acme.ibans = vec!["DE89370400440532013000".to_owned()];
    acme.domains = vec!["acme.example".to_owned()];
    let parties = [acme, known(2, "Zimmer Reisen AG")];
    let with = |name: &str, tax: &str, iban: &str, domain: &str| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Sighting { name: some(name), tax_id: some(tax), iban: some(iban), domain: some(domain) }
    };
    let table = [
        ("tax number alone", with("", "DE123456789", "", ""), Some(id(1))),
        ("bank account alone", with("", "", "DE89370400440532013000", ""), Some(id(1))),
        ("same name", with("ACME BUROBEDARF", "", "", ""), Some(id(1))),
        ("name misread in one letter", with("Acme Burobedart GmbH", "", "", ""), Some(id(1))),
        ("half of the name", with("Acme", "", "", ""), None),
        ("half of the name and its domain", with("Acme Bürowelt", "", "", "acme.example"), None),
        ("domain alone", with("", "", "", "acme.example"), None),
        ("a sister company: same name, other tax number", with("Acme Bürobedarf", "DE999888777", "", ""), None),
        ("same name, tax number misread in a digit", with("Acme Bürobedarf", "DE123456780", "", ""), Some(id(1))),
        ("same name, number of another kind", with("Acme Bürobedarf", "1234567890", "", ""), Some(id(1))),
        ("renamed, same tax number", with("Nova Office GmbH", "DE123456789", "", ""), Some(id(1))),
        ("unknown", with("Gartenbau Lenz", "DE555555555", "", ""), None),
        ("nothing printed", with("", "", "", ""), None),
    ];
    for (words, sighting, expected) in table {
        let answer = judge(&sighting, &parties);
        assert_eq!(found(&answer), expected, "{words}: {answer:?}");
        assert!(!answer.reason.is_empty(), "{words}");
    }
}

#[test]
fn two_that_fit_equally_are_left_to_a_person() {
    let mut one = known(1, "Holding Nord");
    let mut two = known(2, "Holding Süd");
    one.tax_ids = vec!["DE123456789".to_owned()];
    two.tax_ids = one.tax_ids.clone();
    let by_number = Sighting { tax_id: Some("DE123456789".to_owned()), ..Sighting::default() };
    let answer = judge(&by_number, &[one.clone(), two.clone()]);
    assert_eq!(found(&answer), None);
    assert!(matches!(&answer.warnings[..], [Warning::SeveralFit { names }] if names.len() == 2), "{answer:?}");
    assert_eq!(answer.others.len(), 2, "both are offered");
}

#[test]
fn an_unusual_bank_account_is_pointed_out() {
    let mut acme = known(1, "Acme GmbH");
    acme.ibans = vec!["DE89370400440532013000".to_owned()];
    let mut other = known(2, "Zimmer AG");
    other.ibans = vec!["NL91ABNA0417164300".to_owned()];
    let parties = [acme, other];
    let paying_to = |iban: &str| Sighting { iban: Some(iban.to_owned()), ..seen("Acme GmbH") };
    assert!(judge(&paying_to("DE89370400440532013000"), &parties).warnings.is_empty(), "the usual one");
    let changed = judge(&paying_to("GB82WEST12345698765432"), &parties);
    assert!(matches!(&changed.warnings[..], [Warning::ChangedIban { .. }]), "{changed:?}");
    let foreign = judge(&paying_to("NL91ABNA0417164300"), &parties[..1]);
    assert!(matches!(&foreign.warnings[..], [Warning::ChangedIban { .. }]), "{foreign:?}");
    let of_another = judge(&paying_to("NL91ABNA0417164300"), &parties);
    let warned = of_another.warnings.iter().any(|w| {
        matches!(w, Warning::IbanOfAnother { party, .. } if *party == id(2)) || matches!(w, Warning::SeveralFit { .. })
    });
    assert!(warned, "{of_another:?}");
}

fn booked(line: &str, account: AccountId, times: i64) -> Booked {
    Booked {
        tokens: tokens(line),
        description: line.to_owned(),
        account,
        tax_code: Some("V19".to_owned()),
        times,
        last_at: Timestamp::UNIX_EPOCH,
        dated: None,
    }
}

fn history(of_party: Vec<Booked>, of_business: Vec<Booked>) -> History {
    let mut frequency = BTreeMap::new();
    for token in of_party.iter().chain(&of_business).flat_map(|b| b.tokens.clone()) {
        *frequency.entry(token).or_insert(0) += 1;
    }
    let total = i64::try_from(of_party.len() + of_business.len()).unwrap();
    History { of_party, of_business, frequency, total, ..History::default() }
}

#[test]
fn words_that_tell_what_a_line_is() {
    assert_eq!(tokens("Büromaterial A4, 500 Blatt (Nr. 4711-X9)"), ["blatt", "buromate"]);
    assert_eq!(tokens("Büromaterialien"), tokens("BUROMATERIAL"));
    assert_eq!(tokens("2026-03-01 #17"), Vec::<String>::new());
}

#[test]
fn where_a_line_belongs() {
    let past = history(
        vec![booked("Toner schwarz", OFFICE, 4), booked("Mobilfunk Tarif", PHONE, 1)],
        vec![booked("Miete Lagerhalle", RENT, 12), booked("Toner gelb", PHONE, 1)],
    );
    let first = |line: &str| suggest(line, &past)[0].clone();
    let same = first("Toner schwarz 2 Stück à 40");
    assert_eq!(same.account, OFFICE);
    assert_eq!(first("Toner, schwarz").confidence, first("schwarz Toner").confidence, "order does not matter");
    assert!(first("Toner schwarz").confidence > same.confidence, "the very same line is surer than a similar one");
    assert_eq!(first("Mobilfunk Tarif").account, PHONE, "another line of the same party goes elsewhere");
    assert_eq!(first("Ganz etwas anderes").account, OFFICE, "else what is usual for the party");
    assert_eq!(first("Ganz etwas anderes").tax_code.as_deref(), Some("V19"));
}

#[test]
fn a_new_party_is_booked_like_similar_lines_of_others() {
    let past = history(vec![], vec![booked("Miete Lagerhalle", RENT, 12), booked("Toner", OFFICE, 3)]);
    let answer = suggest("Miete Lagerhalle Mai", &past);
    assert_eq!(answer[0].account, RENT);
    assert!(answer[0].reason.contains("another party"), "{}", answer[0].reason);
    assert!(suggest("Beratung", &past).is_empty(), "nothing in common, nothing suggested");
}

#[test]
fn what_a_person_chose_as_usual_beats_a_single_case_but_not_the_same_line() {
    let with_default =
        |past: History| History { default_account: Some(RENT), default_tax_code: Some("V0".to_owned()), ..past };
    let past = with_default(history(vec![booked("Toner", OFFICE, 5)], vec![]));
    assert_eq!(suggest("Irgendwas", &past)[0].account, RENT);
    assert_eq!(suggest("Toner", &past)[0].account, OFFICE);
    assert_eq!(suggest("", &with_default(History::default()))[0].tax_code.as_deref(), Some("V0"));
}

#[test]
fn more_confirmed_cases_are_surer_and_a_split_history_is_less_sure() {
    let confidence = |past: Vec<Booked>| suggest("Toner", &history(past, vec![]))[0].confidence;
    let (one, many) = (confidence(vec![booked("Toner", OFFICE, 1)]), confidence(vec![booked("Toner", OFFICE, 9)]));
    let split = confidence(vec![booked("Toner", OFFICE, 5), booked("Toner", PHONE, 4)]);
    assert!(one < many && split < one, "{one} {many} {split}");
}

fn any_known() -> impl Strategy<Value = Vec<Known>> {
    let party = ("[A-D][a-c]{2,5}( [A-D][a-c]{2,5})?", prop::option::of(0_u8..3), prop::option::of(0_u8..3));
    prop::collection::vec(party, 0..6).prop_map(|parties| {
        parties
            .into_iter()
            .enumerate()
            .map(|(n, (name, tax, iban))| Known {
                tax_ids: tax.map(|t| format!("DE{t}00000000")).into_iter().collect(),
                ibans: iban.map(|i| format!("DE0{i}")).into_iter().collect(),
                ..known(n as u128 + 1, &name)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn likeness_is_symmetric_bounded_and_one_for_the_same(a in "\\PC{0,20}", b in "\\PC{0,20}") {
        let (a, b) = (normal_name(&a), normal_name(&b));
        prop_assert_eq!(similarity(&a, &b), similarity(&b, &a));
        prop_assert!((0.0..=1.0).contains(&similarity(&a, &b)));
        prop_assert!(a.is_empty() || similarity(&a, &a) == 1.0);
    }

    #[test]
    fn a_normal_name_is_normal(name in "\\PC{0,30}") {
        let once = normal_name(&name);
        prop_assert_eq!(normal_name(&once), once);
    }

    #[test]
    fn the_order_of_the_candidates_does_not_matter(parties in any_known(), name in "[A-D][a-c]{2,5}", tax in 0_u8..3) {
        let sighting = Sighting { tax_id: Some(format!("DE{tax}00000000")), ..seen(&name) };
        let mut reversed = parties.clone();
        reversed.reverse();
        prop_assert_eq!(judge(&sighting, &parties).party, judge(&sighting, &reversed).party);
    }

    #[test]
    fn a_recognised_party_scores_high_and_alone(parties in any_known(), name in "[A-D][a-c]{2,5}", iban in 0_u8..3) {
        let sighting = Sighting { iban: Some(format!("DE0{iban}")), ..seen(&name) };
        let answer = judge(&sighting, &parties);
        if let Some(winner) = &answer.party {
            prop_assert!(winner.score >= RECOGNISED && winner.score <= 1.0);
            prop_assert!(answer.others.iter().all(|other| other.score <= winner.score));
        }
    }

    #[test]
    fn suggestions_are_ordered_distinct_and_probabilities(
        past in prop::collection::vec(("[a-c]{3}( [a-c]{3})?", 0_u128..3, 1_i64..9), 0..8),
        line in "[a-c]{3}( [a-c]{3})?",
    ) {
        let past = past.into_iter().map(|(l, a, times)| booked(&l, AccountId(Uuid::from_u128(a)), times)).collect();
        let answer = suggest(&line, &history(past, vec![]));
        prop_assert!(answer.windows(2).all(|w| w[0].confidence >= w[1].confidence));
        prop_assert!(answer.iter().all(|s| s.confidence > 0.0 && s.confidence < 1.0));
        let mut accounts: Vec<_> = answer.iter().map(|s| s.account).collect();
        accounts.sort_unstable();
        accounts.dedup();
        prop_assert_eq!(accounts.len(), answer.len());
    }
}
