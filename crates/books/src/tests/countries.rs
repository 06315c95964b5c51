use std::collections::BTreeSet;

use jiff::civil::Date;

use super::day;
use crate::countries::{DateOrder, YearChoice, countries, country, read};
use crate::tax::{codes, jurisdiction, jurisdictions};

/// The codes of every country as they were before the countries became texts: a business founded today must get the
/// same ones.
const CODES: &str = include_str!("tax_codes.txt");

#[test]
fn the_tax_codes_of_every_country_are_those_that_businesses_have() {
    let shown = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let mut found = Vec::new();
    for place in jurisdictions() {
        for c in codes(place.code) {
            let (from, to) = (shown(c.valid_from), shown(c.valid_to));
            let facts = format!("{} {} {} {} {from} {to}", c.kind, c.treatment, c.rate, c.recoverable);
            found.push(format!("{} {} v{} {facts} | {}", place.code, c.code, c.version, c.name));
        }
    }
    let countries: BTreeSet<&str> = CODES.lines().map(|line| &line[..2]).collect();
    let found: Vec<&String> = found.iter().filter(|line| countries.contains(&line[..2])).collect();
    assert_eq!(found, CODES.lines().collect::<Vec<_>>());
}

#[test]
fn every_country_says_how_it_counts_writes_and_rounds() {
    let rows = [
        ("DE", 1, YearChoice::Free, ',', '.', DateOrder::DayMonthYear),
        ("GB", 4, YearChoice::Free, '.', ',', DateOrder::DayMonthYear),
        ("CH", 1, YearChoice::Free, '.', '\u{2019}', DateOrder::DayMonthYear),
        ("FR", 1, YearChoice::Free, ',', '\u{202f}', DateOrder::DayMonthYear),
        ("SE", 1, YearChoice::Free, ',', '\u{a0}', DateOrder::YearMonthDay),
        ("AU", 7, YearChoice::Consent, '.', ',', DateOrder::DayMonthYear),
        ("US", 1, YearChoice::Free, '.', ',', DateOrder::MonthDayYear),
        ("IN", 4, YearChoice::Fixed, '.', ',', DateOrder::DayMonthYear),
    ];
    for (code, month, choice, decimal, group, order) in rows {
        let habits = jurisdiction(code).unwrap().habits;
        assert_eq!((habits.year.starts_in, habits.year.choice), (month, choice), "{code}");
        assert_eq!((habits.numbers.decimal, habits.numbers.group), (decimal, group), "{code}");
        assert_eq!(habits.dates.order, order, "{code}");
    }
    assert!(jurisdictions().iter().all(|j| j.habits.numbers.lakh == (j.code == "IN")));
}

#[test]
fn a_country_has_a_chart_in_its_own_way() {
    for (code, chart) in [("DE", "de"), ("AT", "at"), ("CH", "ch"), ("BE", "be"), ("NZ", "au"), ("CA", "us")] {
        assert_eq!(jurisdiction(code).unwrap().chart, chart, "{code}");
    }
    assert!(jurisdictions().len() >= 28 && countries().len() == jurisdictions().len());
    assert!(country("gb").is_some_and(|c| c.jurisdiction.name == "United Kingdom"));
}

#[test]
fn the_own_rate_of_a_country_is_the_first_in_force_of_its_list() {
    for place in countries().iter().filter(|c| !c.rates.is_empty()) {
        let first = place.rates.iter().find(|r| r.to.is_none()).unwrap();
        assert_eq!(first.treatment, crate::Treatment::Standard, "{}", place.jurisdiction.code);
        assert!(first.from <= day("2025-01-01"), "{}", place.jurisdiction.code);
    }
}

/// What a reviewer wrote wrong, the line that is blamed, and a word of what is said about it.
#[test]
fn a_slip_in_a_text_is_told_with_file_and_line() {
    const HEAD: &str = "name: Nowhere\ntax: VAT\ncurrency: EUR\nchart: standard\neu: no\nfiscal year: january, free\n\
                        tax rounding: per rate, half up\nnumbers: 1,234,567.89\ndates: 2025-12-31\n";
    const FORM: &str = "[form X]\ntitle: X\nenglish: X\nfrom: 2020-01-01\nto: -\nfile: month, day 10 of month 1\n";
    let text = |parts: &[&str]| -> &'static str { String::leak(parts.concat()) };
    let boxes = |rows: &str| text(&[HEAD, FORM, "[boxes]\n", rows]);
    assert!(read("XX", text(&[HEAD, FORM])).is_ok());
    let rows = [
        (text(&["name: Nowhere\n"]), 1, "`currency:` is missing"),
        (text(&[HEAD, "name: Twice\n"]), 10, "twice"),
        (text(&[HEAD, "colour: red\n"]), 10, "expected one of name"),
        (text(&[&HEAD.replace("EUR", "EUX")]), 3, "not a currency"),
        (text(&[&HEAD.replace("standard", "moon")]), 4, "no chart `moon`"),
        (text(&[&HEAD.replace("january", "smarch")]), 6, "`smarch` is not a month"),
        (text(&[&HEAD.replace("half up", "up")]), 7, "`up` is not"),
        (text(&[&HEAD.replace("567.89", "567.9")]), 8, "write the number"),
        (text(&[&HEAD.replace("2025-12-31", "2025-31-12")]), 9, "write the day"),
        (text(&[HEAD, "[rates]\nstandard | 19 | 2021-01-01 | -\n"]), 11, "5 parts between |, this line has 4"),
        (text(&[HEAD, "[rates]\nfull | 19 | 2021-01-01 | - | 100\n"]), 11, "`full` is not a treatment"),
        (text(&[HEAD, "[rates]\nstandard | 19 | - | - | 100\n"]), 11, "first day"),
        (text(&[HEAD, "[rates]\nstandard | 190 | 2021-01-01 | - | 100\n"]), 11, "0 to 100"),
        (text(&[HEAD, "[rates]\nstandard | 19 | 2021-01-01 | 2020-01-01 | 100\n"]), 11, "before the first"),
        (text(&[HEAD, "[boxes]\n"]), 10, "cannot begin here"),
        (text(&[HEAD, &FORM.replace("day 10", "on day 10")]), 15, "write it like"),
        (text(&[HEAD, FORM, FORM]), 1, "begins before the one above ends"),
        (boxes("1 | tax | cent | a | - | -\n"), 17, "`tax` is not a kind of box"),
        (boxes("1 | base | euro | a | - | -\n"), 17, "`euro` is not cent"),
        (boxes("1 | base | cent | a | - | -\n1 | base | cent | b | - | -\n"), 18, "no number of a box of its own"),
        (boxes("1 | total | cent | a | - | -\n"), 17, "has a formula"),
        (boxes("1 | base | cent | a | - | 2\n2 | base | cent | b | - | -\n"), 17, "has no formula"),
        (boxes("1 | total | cent | a | - | 2\n"), 17, "no box `2` for the formula"),
        (boxes("1 | total | cent | a | - | 2\n2 | total | cent | b | - | 1\n"), 17, "leads back to itself"),
        (boxes("[codes]\nO19 | 81 | - | -\n"), 18, "no box `81`"),
        (boxes("[codes]\nO19 far | - | - | -\n"), 18, "`far` is not home"),
    ];
    for (text, line, problem) in rows {
        let slip = read("XX", text).unwrap_err();
        assert_eq!((slip.file.as_str(), slip.line), ("xx.txt", line), "{slip}");
        assert!(slip.to_string().contains(problem), "{slip} should say {problem}");
    }
}
