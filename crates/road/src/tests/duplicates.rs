use books::{DocumentId, PartyId};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{day, dec};
use crate::duplicates::{KeyFacts, compare, judge};

fn print(number: &str, total: &str, date: &str) -> KeyFacts {
    KeyFacts {
        document: DocumentId(Uuid::from_u128(1)),
        party: Some(PartyId(Uuid::from_u128(5))),
        party_name: Some("Papier Kraus GmbH".to_owned()),
        number: (!number.is_empty()).then(|| number.to_owned()),
        date: Some(day(date)),
        total: Some(dec(total)),
        currency: Some("EUR".to_owned()),
        is_credit: false,
    }
}

/// How the second document differs from the first, and the verdict.
#[test]
fn what_is_held_what_is_mentioned_and_what_is_let_through() {
    let first = print("R-2025/001", "119.00", "2025-03-14");
    let is = |change: fn(&mut KeyFacts)| {
        let mut second = first.clone();
        second.document = DocumentId(Uuid::from_u128(2));
        change(&mut second);
        second
    };
    #[rustfmt::skip]
    let rows: Vec<(&str, KeyFacts, &str)> = vec![
        ("the same again", is(|_| ()), "held"),
        ("number written otherwise", is(|p| p.number = Some("r 2025 001".to_owned())), "held"),
        ("sent again a month later", is(|p| p.date = Some(day("2025-04-14"))), "held"),
        ("same number, total misread", is(|p| p.total = Some(dec("191.00"))), "held"),
        ("same number, nothing else", is(|p| { p.total = Some(dec("55.00")); p.date = Some(day("2024-01-01")); }),
            "mentioned"),
        ("one character of the number misread", is(|p| p.number = Some("R-2025/007".to_owned())), "mentioned"),
        ("next month's bill of the same amount",
            is(|p| { p.number = Some("R-2025/118".to_owned()); p.date = Some(day("2025-04-14")); }), "free"),
        ("another bill of the same day",
            is(|p| { p.number = Some("R-2025/118".to_owned()); p.total = Some(dec("20.00")); }), "free"),
        ("another supplier with that number", is(|p| { p.party = Some(PartyId(Uuid::from_u128(6))); }), "free"),
        ("the credit note of it", is(|p| p.is_credit = true), "free"),
        ("in another currency", is(|p| p.currency = Some("USD".to_owned())), "free"),
        ("no number read, all else equal", is(|p| p.number = None), "mentioned"),
        ("supplier not known yet, same name", is(|p| p.party = None), "held"),
        ("printed below zero", is(|p| p.total = Some(dec("-119.00"))), "held"),
    ];
    for (what, second, expected) in rows {
        let verdict = compare(&second, &first);
        let word = match &verdict {
            Some(v) if v.holds() => "held",
            Some(v) if v.is_possible() => "mentioned",
            _ => "free",
        };
        assert_eq!(word, expected, "{what}: {verdict:?}");
    }
}

#[test]
fn receipts_without_numbers_are_mentioned_and_not_held() {
    let first = print("", "4.50", "2025-03-14");
    let second = KeyFacts { document: DocumentId(Uuid::from_u128(2)), ..first.clone() };
    let verdict = compare(&second, &first).unwrap();
    assert!(verdict.is_possible(), "two coffees on one day are both real: {verdict:?}");
}

#[test]
fn the_most_alike_is_named_and_a_document_is_not_its_own_duplicate() {
    let first = print("A1", "10.00", "2025-03-14");
    let other = KeyFacts { document: DocumentId(Uuid::from_u128(2)), number: Some("B9".to_owned()), ..first.clone() };
    let same = KeyFacts { document: DocumentId(Uuid::from_u128(3)), ..first.clone() };
    let verdict = judge(&first, &[first.clone(), other, same]).unwrap();
    assert_eq!(verdict.of, DocumentId(Uuid::from_u128(3)));
    assert_eq!(verdict.explanation(), "same number, same counterparty, same total, same date");
    assert_eq!(judge(&first, std::slice::from_ref(&first)), None);
}

fn prints() -> impl Strategy<Value = KeyFacts> {
    (0_u128..3, prop::option::of("[A-C]{1,2}-?[0-9]{1,4}"), prop::option::of(0_i64..500), 1_i8..28, any::<bool>())
        .prop_map(|(party, number, total, day, is_credit)| KeyFacts {
            party: (party > 0).then(|| PartyId(Uuid::from_u128(party))),
            number,
            total: total.map(|t| Decimal::new(t, 2)),
            date: Some(jiff::civil::date(2025, 3, day)),
            is_credit,
            ..print("", "1", "2025-03-14")
        })
}

proptest! {
    #[test]
    fn likeness_does_not_depend_on_who_came_first(a in prints(), b in prints()) {
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        prop_assert_eq!(there.as_ref().map(|v| (v.score, &v.because)), back.as_ref().map(|v| (v.score, &v.because)));
        prop_assert!(there.is_none_or(|v| v.score <= 100));
    }
}
