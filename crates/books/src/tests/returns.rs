use jiff::civil::Date;
use money::{Amount, Currency};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{EUR, day, eur};
use crate::returns::{
    BoxKind, Circumstances, Folded, Interval, Partner, ReturnForm, TaxedLine, Usage, fold, form, forms,
};
use crate::tax::{Supply, codes, jurisdiction};
use crate::{ReturnError, TaxCode, TaxKind};

const NOTHING: Circumstances = Circumstances { partner: None, supply: None, usage: None, credit: false };
const FROM_EU: Circumstances = Circumstances { partner: Some(Partner::Eu), ..NOTHING };
const ABROAD: Circumstances = Circumstances { partner: Some(Partner::Abroad), ..NOTHING };
const HOME: Circumstances = Circumstances { partner: Some(Partner::Home), ..NOTHING };
const ASSET: Circumstances = Circumstances { usage: Some(Usage::Capital), ..NOTHING };

/// What the ledger posts for an item: its base with the tax of its own side, and the owed leg where the buyer owes it.
fn lines<'a>(
    id: u32,
    code: &'a TaxCode,
    net: i64,
    tax: i64,
    found: Circumstances,
    currency: Currency,
) -> Vec<TaxedLine<'a, u32>> {
    let amount = |minor: i64| Amount::new(minor, currency);
    let line = |id, side, base, tax| TaxedLine {
        id,
        code: &code.code,
        version: code.version,
        side,
        base: amount(base),
        tax: amount(tax),
        found,
    };
    let mut lines = vec![line(id, code.kind, net, tax)];
    if code.kind == TaxKind::Input && code.treatment.is_self_assessed() {
        lines.push(line(id + 1, TaxKind::Output, 0, tax));
    }
    lines
}

fn code_of(country: &str, code: &str, on: Date) -> TaxCode {
    codes(country).into_iter().find(|c| c.code == code && c.in_force(on)).unwrap_or_else(|| panic!("{country} {code}"))
}

/// Folds one item into the form of its country of mid 2025; the figures are the declared ones of the boxes named.
fn filed(country: &str, code: &str, net: i64, tax: i64, found: Circumstances) -> Folded<u32> {
    let on = day("2025-06-30");
    let currency = Currency::from_code(jurisdiction(country).unwrap().currency).unwrap();
    let code = code_of(country, code, on);
    fold(form(country, on).unwrap(), &lines(1, &code, net, tax, found, currency), &[], currency).unwrap()
}

/// Boxes that hold something, `box=figure` in whole units and cents, in the order of the form.
fn shown(folded: &Folded<u32>) -> String {
    let filled = folded.boxes.iter().filter(|b| !b.declared.is_zero());
    filled.map(|b| format!("{}={}", b.id, b.declared.to_decimal().normalize())).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_invoice_lands_in_the_boxes_an_accountant_expects() {
    #[rustfmt::skip]
    let rows = [
        // sales
        ("DE", "O19", 100_50, 19_10, NOTHING, "81=100 81.t=19 83=19"),
        ("DE", "O7", 100_00, 7_00, NOTHING, "86=100 86.t=7 83=7"),
        ("DE", "OEU", 100_00, 0, FROM_EU, "41=100"),
        ("DE", "ORC", 100_00, 0, FROM_EU, "21=100"),
        ("DE", "ORC", 100_00, 0, HOME, "60=100"),
        ("AT", "O20", 100_00, 20_00, NOTHING, "000=100 022=100 022.t=20 095=20"),
        ("CH", "O8.1", 100_00, 8_10, NOTHING, "200=100 299=100 303=100 303.t=8.1 399=8.1 500=8.1"),
        ("CH", "OXP", 100_00, 0, NOTHING, "200=100 220=100 289=100"),
        ("GB", "O20", 100_99, 20_20, NOTHING, "1=20.2 3=20.2 5=20.2 6=100"),
        ("IE", "O23", 100_00, 23_00, NOTHING, "T1=23 T3=23"),
        ("FR", "O20", 100_50, 20_10, NOTHING, "A1=101 08=101 08.t=20 16=20 TD=20"),
        ("FR", "OEU", 100_00, 0, NOTHING, "F2=100"),
        ("ES", "O10", 100_00, 10_00, NOTHING, "04=100 06=10 27=10 46=10 69=10"),
        ("IT", "O22", 100_00, 22_00, NOTHING, "VP2=100 VP4=22 VP6=22 VP14=22"),
        ("NL", "O21", 100_90, 21_19, NOTHING, "1a=100 1a.t=21 5a=21 5g=21"),
        ("PT", "O23", 100_00, 23_00, NOTHING, "3=100 4=23 92=23 93=23"),
        ("BE", "O21", 100_00, 21_00, NOTHING, "03=100 54=21 XX=21 71=21"),
        ("SE", "O25", 100_00, 25_00, NOTHING, "05=100 10=25 49=25"),
        ("NO", "O25", 100_00, 25_00, NOTHING, "3=100 3.t=25 sum=25"),
        ("DK", "O25", 100_00, 25_00, NOTHING, "salgsmoms=25 momstilsvar=25"),
        ("FI", "O25.5", 100_00, 25_50, NOTHING, "301=25.5 308=25.5"),
        ("PL", "O23", 100_50, 23_12, NOTHING, "P_19=101 P_20=23 P_37=101 P_38=23 P_51=23"),
        ("AU", "O10", 100_00, 10_00, NOTHING, "G1=110 1A=10 9=10"),
        ("AU", "OXP", 100_00, 0, NOTHING, "G1=100 G2=100"),
        ("NZ", "O15", 100_00, 15_00, NOTHING, "5=115 7=115 8=15 10=15 15=15"),
        ("NZ", "O0", 100_00, 0, NOTHING, "5=100 6=100"),
        ("CA", "O13", 100_00, 13_00, NOTHING, "101=100 103=13 105=13 109=13 113A=13 113C=13 115=13"),
        ("SG", "O9", 100_00, 9_00, NOTHING, "1=100 4=100 6=9 8=9"),
        ("IN", "O18", 100_00, 18_00, NOTHING, "3.1a=100 3.1a.t=18"),
        // purchases
        ("DE", "I19", 100_00, 19_00, NOTHING, "66=19 83=-19"),
        ("GB", "I20", 100_00, 20_00, NOTHING, "4=20 5=-20 7=100"),
        ("FR", "I20", 100_00, 20_00, NOTHING, "20=20 23=20 25=20 27=20"),
        ("FR", "I20", 100_00, 20_00, ASSET, "19=20 23=20 25=20 27=20"),
        ("ES", "I21", 100_00, 21_00, ASSET, "30=100 31=21 45=21 46=-21 69=-21"),
        ("NL", "I21", 100_00, 20_50, NOTHING, "5b=21 5g=-21"),
        ("AU", "I10", 100_00, 10_00, ASSET, "G10=110 1B=10 9=-10"),
        ("CA", "I5", 100_00, 5_00, NOTHING, "106=5 108=5 109=-5 113A=-5 113C=-5 114=5"),
        ("SG", "I9", 100_00, 9_00, NOTHING, "5=100 7=9 8=-9"),
        // Belgian credit notes have grids of their own
        ("BE", "O21", -100_00, -21_00, NOTHING, "49=100 64=21 YY=21 72=21"),
        ("BE", "I21", -100_00, -21_00, ASSET, "63=21 XX=21 71=21 83=-100 85=100"),
    ];
    for (country, code, net, tax, found, expected) in rows {
        let folded = filed(country, code, net, tax, found);
        assert_eq!(shown(&folded), expected, "{country} {code} {net} {tax} {found:?}");
        assert!(folded.left_out.is_empty(), "{country} {code}");
    }
}

/// What the buyer owes himself is owed and deducted in the same return: nothing is to be paid.
#[test]
fn both_legs_of_a_purchase_whose_tax_the_buyer_owes_land_in_their_boxes() {
    #[rustfmt::skip]
    let rows = [
        ("DE", "IEU", 19_00, NOTHING, "89=100 89.t=19 61=19"),
        ("DE", "IRC", 19_00, FROM_EU, "46=100 47=19 67=19"),
        ("DE", "IRC", 19_00, ABROAD, "84=100 85=19 67=19"),
        ("AT", "IEU", 20_00, NOTHING, "070=100 072=100 072.t=20 065=20"),
        ("AT", "IRC", 20_00, FROM_EU, "057=20 066=20"),
        ("CH", "IRC", 8_10, ABROAD, "383=100 383.t=8.1 399=8.1 405=8.1 479=8.1"),
        ("GB", "IRC", 20_00, ABROAD, "1=20 3=20 4=20 6=100 7=100"),
        ("GB", "IRC", 20_00, HOME, "1=20 3=20 4=20 7=100"),
        ("IE", "IEU", 23_00, NOTHING, "T1=23 T2=23 E2=100"),
        ("IE", "IRC", 23_00, FROM_EU, "T1=23 T2=23 ES2=100"),
        ("FR", "IEU", 20_00, NOTHING, "B2=100 08=100 08.t=20 16=20 17=20 20=20 23=20"),
        ("FR", "IRC", 20_00, FROM_EU, "A3=100 08=100 08.t=20 16=20 20=20 23=20"),
        ("FR", "IRC", 20_00, ABROAD, "B4=100 08=100 08.t=20 16=20 20=20 23=20"),
        ("ES", "IEU", 21_00, NOTHING, "10=100 11=21 27=21 36=100 37=21 45=21"),
        ("ES", "IRC", 21_00, HOME, "12=100 13=21 27=21 28=100 29=21 45=21"),
        ("IT", "IEU", 22_00, NOTHING, "VP3=100 VP4=22 VP5=22"),
        ("NL", "IEU", 21_00, NOTHING, "4b=100 4b.t=21 5a=21 5b=21"),
        ("NL", "IRC", 21_00, ABROAD, "4a=100 4a.t=21 5a=21 5b=21"),
        ("NL", "IRC", 21_00, HOME, "2a=100 2a.t=21 5a=21 5b=21"),
        ("PT", "IEU", 23_00, NOTHING, "12=100 13=23 10=100 11=23 24=23 91=23 92=23"),
        ("BE", "IEU", 21_00, NOTHING, "55=21 XX=21 59=21 YY=21 82=100 86=100"),
        ("BE", "IRC", 21_00, HOME, "56=21 XX=21 59=21 YY=21 82=100 87=100"),
        ("SE", "IRC", 25_00, ABROAD, "22=100 30=25 48=25"),
        ("SE", "IRC", 25_00, HOME, "24=100 30=25 48=25"),
        ("SE", "IRC", 25_00, Circumstances { supply: Some(Supply::Goods), ..HOME }, "23=100 30=25 48=25"),
        ("DK", "IEU", 25_00, NOTHING, "moms-varekøb=25 købsmoms=25 A-varer=100"),
        ("NO", "IRC", 25_00, ABROAD, "86=100 86.t=25 86.d=25"),
        ("FI", "IEU", 25_50, NOTHING, "305=25.5 307=25.5 313=100"),
        ("PL", "IEU", 23_00, NOTHING, "P_23=100 P_24=23 P_37=100 P_38=23 P_42=100 P_43=23 P_48=23"),
        ("CZ", "IRC", 21_00, HOME, "10=100 10.t=21 43=100 43.d=21 46=21 62=21 63=21"),
        ("SG", "IRC", 9_00, ABROAD, "1=100 4=100 5=100 6=9 7=9 14=100"),
        ("AU", "IRC", 10_00, ABROAD, "1A=10 1B=10"),
        ("CA", "IRC", 5_00, ABROAD, "106=5 108=5 109=-5 113A=-5 405=5 113B=5"),
        ("IN", "IRC", 18_00, ABROAD, "3.1d=100 3.1d.t=18 4A2=18 4C=18"),
    ];
    for (country, code, tax, found, expected) in rows {
        let folded = filed(country, code, 100_00, tax, found);
        assert_eq!(shown(&folded), expected, "{country} {code} {found:?}");
    }
    let folded = filed("DE", "IEU", 100_00, 19_00, NOTHING);
    let lines_of = |id: &str| folded.figure(id).unwrap().lines.clone();
    assert_eq!((lines_of("89"), lines_of("89.t"), lines_of("61"), lines_of("83")), (vec![1], vec![2], vec![1], vec![]));
}

/// Each tax code that can be in force has a row in the form of its time, and where it is not known it is said so.
#[test]
fn every_form_says_something_of_every_code_in_force() {
    for form in forms() {
        let in_time = |c: &&TaxCode| {
            c.valid_to.is_none_or(|to| form.from <= to) && form.to.is_none_or(|to| c.valid_from.is_none_or(|f| f <= to))
        };
        for code in codes(form.country).iter().filter(in_time) {
            let told = form.codes.iter().any(|row| row.code == code.code && row.when == Circumstances::default());
            assert!(told, "{} {} of {} does not speak of {}", form.country, form.key, form.from, code.code);
        }
        for row in &form.codes {
            assert!(codes(form.country).iter().any(|c| c.code == row.code), "{} has no {}", form.country, row.code);
        }
    }
}

/// Net amounts go to boxes of net amounts, each tax to one box of its side and to no other that is summed.
#[test]
fn no_amount_stands_in_a_box_of_another_kind() {
    for form in forms() {
        for row in form.codes.iter().filter(|r| r.known) {
            let code = codes(form.country).into_iter().find(|c| c.code == row.code).unwrap();
            let name = format!("{} {} {:?}", form.country, row.code, row.when);
            let kind = |index: usize| form.boxes[index].kind;
            let plain = |kind: BoxKind| matches!(kind, BoxKind::Base | BoxKind::Gross | BoxKind::Note);
            assert!(row.base.iter().all(|r| plain(kind(r.index))), "{name}");
            let own = code.kind == TaxKind::Output || code.treatment.is_self_assessed();
            let sides = if own { [BoxKind::Owed, BoxKind::Deducted] } else { [BoxKind::Deducted, BoxKind::Owed] };
            for (boxes, side) in [(&row.tax, sides[0]), (&row.deducted, BoxKind::Deducted)] {
                let summed: Vec<_> = boxes.iter().filter(|r| !plain(kind(r.index))).collect();
                assert!(summed.len() <= 1, "{name}");
                for r in summed {
                    let turned = if side == sides[0] { sides[1] } else { BoxKind::Owed };
                    assert_eq!(kind(r.index), if r.negative { turned } else { side }, "{name}");
                }
            }
            assert_eq!(!row.deducted.is_empty(), !row.tax.is_empty() && code.treatment.is_self_assessed(), "{name}");
            let taxed = !code.rate.is_zero() && !code.recoverable.is_zero();
            assert_eq!(!row.tax.is_empty(), taxed, "{name}: the tax of a taxed code has a box, of another none");
        }
    }
}

#[test]
fn every_box_is_told_in_words() {
    for form in forms() {
        let own = !["GB", "IE", "AU", "NZ", "CA", "SG", "ZA", "IN"].contains(&form.country);
        for b in &form.boxes {
            assert!(!b.english.is_empty() && !b.local.is_empty(), "{} {}", form.country, b.id);
            assert_eq!(b.local != b.english, own, "{} {}", form.country, b.id);
        }
        assert!(!form.title.is_empty() && !form.english.is_empty() && !form.filings.is_empty(), "{}", form.country);
    }
}

#[test]
fn the_form_of_the_day_is_the_one_in_force() {
    for (country, on, expected) in [
        ("DE", "2022-12-31", Some("2021-01-01")),
        ("DE", "2023-01-01", Some("2023-01-01")),
        ("ch", "2023-12-31", Some("2018-01-01")),
        ("CH", "2024-03-31", Some("2024-01-01")),
        ("DE", "1999-01-01", None),
        ("US", "2025-01-01", None),
        ("XX", "2025-01-01", None),
    ] {
        assert_eq!(form(country, day(on)).map(|f| f.from), expected.map(day), "{country} {on}");
    }
    let wanted = ["GB", "DE", "FR", "NL", "ES", "IT", "IE", "AU", "NZ", "CA", "SG", "IN"];
    assert!(wanted.iter().all(|country| form(country, day("2025-12-31")).is_some()));
}

#[test]
fn a_tax_code_carries_the_boxes_of_its_country() {
    for (country, code, base, tax, deducted) in [
        ("DE", "O19", Some("81"), Some("81.t"), None),
        ("DE", "I19", None, Some("66"), None),
        ("DE", "IEU", Some("89"), Some("89.t"), Some("61")),
        ("GB", "IRC", Some("6 7"), Some("1"), Some("4")),
        ("AU", "O10", Some("G1"), Some("G1 1A"), None),
        ("LU", "O17", None, None, None),
    ] {
        let found = code_of(country, code, day("2025-06-30"));
        let boxes = (found.box_base.as_deref(), found.box_tax.as_deref(), found.box_deducted.as_deref());
        assert_eq!(boxes, (base, tax, deducted), "{country} {code}");
    }
    let past = codes("CH").into_iter().find(|c| c.code == "O7.7").unwrap();
    assert_eq!(past.box_base.as_deref(), Some("200 302"), "the form of its own time");
    assert_eq!(codes("DE").into_iter().find(|c| c.code == "O16").unwrap().box_base, None, "no form of 2020 is told");
}

/// Country, length of the period, its end, and the day until which it is filed.
#[test]
fn a_return_is_due_on_the_day_of_the_law() {
    use Interval::{HalfYear, Month, Quarter, TwoMonths, Year};
    for (country, every, end, due) in [
        ("GB", Quarter, "2025-03-31", Some("2025-05-07")),
        ("DE", Month, "2025-01-31", Some("2025-02-10")),
        ("NL", Quarter, "2025-09-30", Some("2025-10-31")),
        ("ES", Quarter, "2025-06-30", Some("2025-07-20")),
        ("ES", Quarter, "2025-12-31", Some("2026-01-30")),
        ("ES", Month, "2025-01-31", Some("2025-02-28")),
        ("IT", Quarter, "2025-06-30", Some("2025-09-30")),
        ("IT", Month, "2025-10-31", Some("2026-02-28")),
        ("IE", TwoMonths, "2025-02-28", Some("2025-03-23")),
        ("AU", Quarter, "2025-12-31", Some("2026-02-28")),
        ("NZ", TwoMonths, "2025-03-31", Some("2025-05-07")),
        ("NZ", TwoMonths, "2025-11-30", Some("2026-01-15")),
        ("NO", TwoMonths, "2025-06-30", Some("2025-08-31")),
        ("CH", Quarter, "2025-03-31", Some("2025-05-30")),
        ("CA", Year, "2025-12-31", Some("2026-03-31")),
        ("DK", HalfYear, "2025-06-30", Some("2025-09-01")),
        ("DE", Year, "2025-12-31", None),
    ] {
        assert_eq!(form(country, day(end)).unwrap().due(every, day(end)), due.map(day), "{country} {every} {end}");
    }
}

#[test]
fn a_line_of_which_nothing_is_known_is_left_out_and_told() {
    let folded = filed("NZ", "IRC", 100_00, 15_00, ABROAD);
    assert_eq!((folded.left_out, folded.boxes.iter().all(|b| b.exact.is_zero())), (vec![1, 2], true));
}

#[test]
fn a_code_of_the_business_names_its_boxes_itself() {
    let on = day("2025-06-30");
    let own = TaxCode {
        code: "O19X".to_owned(),
        box_base: Some("81 99".to_owned()),
        box_tax: Some("81.t".to_owned()),
        ..code_of("DE", "O19", on)
    };
    let form = form("DE", on).unwrap();
    let items = lines(1, &own, 100_00, 19_00, NOTHING, EUR);
    assert_eq!(fold(form, &items, &[], EUR).unwrap().left_out, [1]);
    let folded = fold(&form.with_codes(std::slice::from_ref(&own)), &items, &[], EUR).unwrap();
    assert_eq!(shown(&folded), "81=100 81.t=19 83=19", "a box the form does not have is passed over");

    // what is deducted never lands among what is owed, though the business named no box for it
    let own = TaxCode { code: "IRX".to_owned(), box_deducted: None, ..code_of("DE", "IRC", on) };
    let items = lines(1, &own, 100_00, 19_00, NOTHING, EUR);
    let folded = fold(&form.with_codes(std::slice::from_ref(&own)), &items, &[], EUR).unwrap();
    assert_eq!((shown(&folded).as_str(), folded.left_out), ("47=19 83=19", vec![1]));
}

#[test]
fn what_a_person_enters_counts_in_the_totals() {
    let on = day("2025-06-30");
    let (form, sale) = (form("DE", on).unwrap(), code_of("DE", "O19", on));
    let items = lines(1, &sale, 100_00, 19_00, NOTHING, EUR);
    let folded = fold(form, &items, &[("62", eur(5_00)), ("39", eur(4_00))], EUR).unwrap();
    assert_eq!(shown(&folded), "81=100 81.t=19 62=5 39=4 83=10");
    for id in ["81", "83", "999"] {
        let refused = fold(form, &items, &[(id, eur(1))], EUR).unwrap_err();
        assert_eq!(refused, ReturnError::NotEntered { id: id.to_owned(), form: "UStVA" });
    }
    assert!(matches!(fold(form, &items, &[("62", super::usd(1))], EUR), Err(ReturnError::Money(_))));
}

#[test]
fn what_the_form_rounds_away_is_the_difference_to_the_books() {
    let folded = filed("DE", "O19", 100_99, 19_19, NOTHING);
    let tax = folded.figure("81.t").unwrap();
    assert_eq!((tax.exact, tax.declared), (eur(19_19), eur(19_00)));
    let total = folded.figure("83").unwrap();
    assert_eq!((total.exact, total.declared), (eur(19_19), eur(19_00)));
}

/// A form and items of its own codes: form, then place of the code, net, tax, and what is known of each.
fn any_return() -> impl Strategy<Value = (&'static ReturnForm, Vec<(usize, i64, i64, Circumstances)>)> {
    let partner = prop::option::of(prop::sample::select(vec![Partner::Home, Partner::Eu, Partner::Abroad]));
    let supply = prop::option::of(prop::sample::select(vec![Supply::Goods, Supply::Services]));
    let usage = prop::option::of(prop::sample::select(vec![Usage::Stock, Usage::Overhead, Usage::Capital]));
    let found = (partner, supply, usage).prop_map(|(partner, supply, usage)| Circumstances {
        partner,
        supply,
        usage,
        credit: false,
    });
    let item = (any::<prop::sample::Index>(), -1_000_000_i64..1_000_000, 0_i64..200_000, found)
        .prop_map(|(place, net, tax, found)| (place.index(1000), net, tax * net.signum(), found));
    let all: Vec<&'static ReturnForm> = forms().collect();
    (prop::sample::select(all), prop::collection::vec(item, 0..20))
}

proptest! {
    #[test]
    fn the_boxes_hold_the_tax_of_the_books((form, items) in any_return(), turned in any::<bool>()) {
        let all: Vec<TaxCode> =
            codes(form.country).into_iter().filter(|c| form.codes.iter().any(|row| row.code == c.code)).collect();
        let mut given: Vec<TaxedLine<'_, u32>> = Vec::new();
        for (id, (place, net, tax, found)) in (0_u32..).step_by(2).zip(&items) {
            let code = &all[place % all.len()];
            given.extend(lines(id, code, *net, *tax, *found, EUR));
        }
        let folded = fold(form, &given, &[], EUR).unwrap();

        // tax of all lines that have a box
        let side = |line: &&TaxedLine<'_, u32>| if line.side == TaxKind::Output { 1 } else { -1 };
        let placed = given.iter().filter(|line| !folded.left_out.contains(&line.id));
        let books: i64 = placed.map(|line| line.tax.minor() * side(&line)).sum();
        let of_kind = |kind: BoxKind| -> i64 {
            let boxes = form.boxes.iter().zip(&folded.boxes).filter(|(b, _)| b.kind == kind);
            boxes.map(|(_, figure)| figure.exact.minor()).sum()
        };
        prop_assert_eq!(of_kind(BoxKind::Owed) - of_kind(BoxKind::Deducted), books);

        // every formula holds for what is declared, to the rounding of its own box
        for (b, figure) in form.boxes.iter().zip(&folded.boxes) {
            let Some(formula) = &b.formula else { continue };
            let sum = formula.terms.iter().fold(Decimal::ZERO, |sum, t| {
                sum + folded.boxes[t.index].declared.to_decimal() * Decimal::from(t.times) / Decimal::from(t.parts)
            });
            let expected = if b.kind == BoxKind::Excess { sum.max(Decimal::ZERO) } else { sum };
            let off = (figure.declared.to_decimal() - expected).abs();
            prop_assert!(off < Decimal::ONE, "{} {} is {} instead of {}", form.country, b.id, figure.declared, expected);
        }

        // the order does not matter
        let mut other = given.clone();
        if turned { other.reverse() } else { other.sort_by_key(|line| (line.base.minor(), line.id)) }
        prop_assert_eq!(fold(form, &other, &[], EUR).unwrap(), folded);
    }
}
