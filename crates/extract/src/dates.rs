//! Dates as printed in different countries, and the order of day and month decided once for a document.
//!
//! `05/06/2018` alone says nothing; `17/06/2018` elsewhere in the document, its country or its currency does. A date is
//! therefore found first as its printed parts and becomes a date of the calendar only when the order is known.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::text::fold;

/// The order of the parts of numeric dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// Day first: most of the world.
    #[default]
    DayFirst,
    /// Month first: the United States.
    MonthFirst,
}

/// The parts of a printed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// Day and month are known.
    Known(Date),
    /// Two numbers that could be either way round, and the year.
    Either(i8, i8, i16),
}

impl Parts {
    /// The date of the calendar under an order.
    pub fn resolve(self, order: DateOrder) -> Option<Date> {
        match (self, order) {
            (Self::Known(date), _) => Some(date),
            (Self::Either(a, b, year), DateOrder::DayFirst) => Date::new(year, b, a).ok(),
            (Self::Either(a, b, year), DateOrder::MonthFirst) => Date::new(year, a, b).ok(),
        }
    }
}

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The printed parts.
    pub parts: Parts,
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// What the printed parts say about the order: month first or not.
    pub shows: Option<DateOrder>,
}

/// Month names and their abbreviations, folded, by language: English, German, French, Spanish, Italian, Dutch,
/// Portuguese, Polish, Swedish/Danish/Norwegian, Malay. A prefix of at least three letters counts as an abbreviation.
const MONTHS: [&str; 12] = [
    "january januar jaenner janner janvier enero gennaio januari janeiro stycznia styczen",
    "february februar feber fevrier febrero febbraio februari fevereiro lutego luty",
    "march marz maerz mars marzo maart marco marca marzec mac",
    "april avril abril aprile kwietnia kwiecien",
    "may mai mayo maggio mei maio maja maj",
    "june juni juin junio giugno junho czerwca czerwiec jun",
    "july juli juillet julio luglio julho lipca lipiec julai jul",
    "august aout agosto augustus sierpnia sierpien ogos augusti",
    "september septembre septiembre setiembre settembre setembro wrzesnia wrzesien",
    "october oktober octobre octubre ottobre outubro pazdziernika pazdziernik",
    "november novembre noviembre novembro listopada listopad",
    "december dezember decembre diciembre dicembre dezembro grudnia grudzien disember",
];

/// The number of a month from its name or abbreviation in any language.
pub fn month(name: &str) -> Option<i8> {
    let name = fold(name.trim_end_matches('.'));
    if name.len() < 3 {
        return None;
    }
    let name = if name == "sept" { "sep" } else { &name };
    let exact = |names: &str| names.split(' ').any(|n| n == name);
    let prefix = |names: &str| name.len() <= 5 && names.split(' ').any(|n| n.starts_with(name));
    let at = MONTHS.iter().position(|n| exact(n)).or_else(|| MONTHS.iter().position(|n| prefix(n)))?;
    i8::try_from(at + 1).ok()
}

static NUMERIC: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?([./-])\s?((?:19|20)\d{2}|\d{2})"));
static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"((?:19|20)\d{2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})"));
static COMPACT: LazyLock<Regex> = LazyLock::new(|| pattern(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"));
static DAY_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|°|ª)?[\s/-]{0,2}(?:de\s|of\s|di\s|d')?(\p{L}{3,12})\.?,?[\s/-]{0,2}(?:de\s|del\s)?('?\d{4}|'?\d{2})",
    )
});
static NAME_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\p{L}{3,10})\.?[\s-]{0,2}(\d{1,2})(?:st|nd|rd|th)?\s?,?[\s-]{0,2}((?:19|20)\d{2})"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns of this file are valid")
}

/// Makes a date of what a pattern found; `None` if there is no such day.
type Reader = fn(&Captures) -> Option<(Parts, Option<DateOrder>)>;

/// Every date in a text, in order, without overlaps.
pub fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return found;
    }
    let readers: [(&Regex, Reader); 5] = [
        (&YEAR_FIRST, year_first),
        (&NUMERIC, numeric),
        (&DAY_NAME, day_name),
        (&NAME_DAY, name_day),
        (&COMPACT, year_first),
    ];
    for (pattern, read) in readers {
        let mut at = 0;
        while let Some(captures) = pattern.captures_at(text, at) {
            let bytes = captures.get(0).expect("group 0 is the match").range();
            let free = found.iter().all(|f| f.bytes.end <= bytes.start || bytes.end <= f.bytes.start);
            let read = if free && stands_alone(text, &bytes) { read(&captures) } else { None };
            at = bytes.start + text[bytes.start..].chars().next().map_or(1, char::len_utf8);
            if let Some((parts, shows)) = read {
                at = bytes.end;
                found.push(Found { parts, bytes, shows });
            }
        }
    }
    found.sort_by_key(|f| f.bytes.start);
    found
}

/// Not a part of a longer number, phone number or version.
fn stands_alone(text: &str, bytes: &Range<usize>) -> bool {
    let mut before = text[..bytes.start].chars().rev();
    let mut after = text[bytes.end..].chars();
    let starts_with_digit = text[bytes.start..].starts_with(|c: char| c.is_ascii_digit());
    // A recogniser glues the time to the date: "18:1524/05/18", "03/02/201815:28".
    static TIME_BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\D)\d{1,2}:\d{2}$"));
    static TIME_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}:\d{2}"));
    let before_ok = TIME_BEFORE.is_match(&text[..bytes.start])
        || match (before.next(), before.next()) {
            (Some(c), _) if starts_with_digit && c.is_ascii_digit() => false,
            (Some(s @ ('.' | '/' | '-' | ',')), Some(c)) if c.is_ascii_digit() => {
                s == '-' && text[bytes.clone()].contains('/')
            }
            (Some('.' | '/'), Some(c)) if c.is_alphabetic() => false,
            (Some(c), _) if !starts_with_digit && c.is_alphabetic() => false,
            _ => true,
        };
    let after_ok = TIME_AFTER.is_match(&text[bytes.end..])
        || match (after.next(), after.next()) {
            (Some(c), _) if c.is_ascii_digit() => false,
            (Some('.'), Some(c)) if c.is_ascii_digit() => false,
            (Some('-'), Some(c)) if c.is_ascii_digit() => !text[bytes.clone()].contains('-'),
            _ => true,
        };
    before_ok && after_ok
}

fn number<T: std::str::FromStr>(captures: &Captures, group: usize) -> Option<T> {
    captures.get(group)?.as_str().trim_start_matches('\'').parse().ok()
}

/// Two digits mean the years 1980 to 2079.
fn year(captures: &Captures, group: usize) -> Option<i16> {
    let year: i16 = number(captures, group)?;
    let year = match year {
        0..=79 => 2000 + year,
        80..=99 => 1900 + year,
        y => y,
    };
    (1980..=2079).contains(&year).then_some(year)
}

fn year_first(c: &Captures) -> Option<(Parts, Option<DateOrder>)> {
    let date = Date::new(year(c, 1)?, number(c, 2)?, number(c, 3)?).ok()?;
    Some((Parts::Known(date), None))
}

fn numeric(c: &Captures) -> Option<(Parts, Option<DateOrder>)> {
    let (a, b, year) = (number::<i8>(c, 1)?, number::<i8>(c, 3)?, year(c, 5)?);
    let dotted = c.get(2)?.as_str() == ".";
    if c.get(2)?.as_str() != c.get(4)?.as_str() {
        return None;
    }
    if dotted || a > 12 {
        let shows = (!dotted).then_some(DateOrder::DayFirst);
        return Some((Parts::Known(Date::new(year, b, a).ok()?), shows));
    }
    if b > 12 {
        return Some((Parts::Known(Date::new(year, a, b).ok()?), Some(DateOrder::MonthFirst)));
    }
    Date::new(year, b, a).ok()?;
    Some((Parts::Either(a, b, year), None))
}

fn day_name(c: &Captures) -> Option<(Parts, Option<DateOrder>)> {
    let date = Date::new(year(c, 3)?, month(c.get(2)?.as_str())?, number(c, 1)?).ok()?;
    Some((Parts::Known(date), None))
}

fn name_day(c: &Captures) -> Option<(Parts, Option<DateOrder>)> {
    let date = Date::new(year(c, 3)?, month(c.get(1)?.as_str())?, number(c, 2)?).ok()?;
    Some((Parts::Known(date), None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn first(text: &str, order: DateOrder) -> Option<String> {
        find(text).first()?.parts.resolve(order).map(|d| d.to_string())
    }

    #[test]
    fn dates_of_all_countries_are_read() {
        let table = [
            ("vom 05.06.2018", "2018-06-05"),
            ("7. Mai 2014", "2014-05-07"),
            ("24. Januar 2014", "2014-01-24"),
            ("le 02 Juillet 2015", "2015-07-02"),
            ("1er août 2021", "2021-08-01"),
            ("19 april 2014", "2014-04-19"),
            ("14 MAR 2018 18:40", "2018-03-14"),
            ("3 de enero de 2020", "2020-01-03"),
            ("15 marzo 2022", "2022-03-15"),
            ("8 de março de 2023", "2023-03-08"),
            ("August 3 , 2014", "2014-08-03"),
            ("Jan 1, 2022", "2022-01-01"),
            ("Sept. 5th, 2019", "2019-09-05"),
            ("2018/02/22 13:34", "2018-02-22"),
            ("2020-11-21", "2020-11-21"),
            ("28-Feb-17", "2017-02-28"),
            ("DATE: 20180428/191204", "2018-04-28"),
            ("21/05/2018TIME", "2018-05-21"),
            ("01.05.14-31.05.14", "2014-05-01"),
            ("8-9-2022", "2022-09-08"),
            ("11/05/18", "2018-05-11"),
            ("Date 03/02/201815:28", "2018-02-03"),
            ("2018/02/2213:34:14", "2018-02-22"),
            ("18:1524/05/18", "2018-05-24"),
            ("ORD #70 -REG #19-18/03/201823:02", "2018-03-18"),
        ];
        for (text, expected) in table {
            assert_eq!(first(text, DateOrder::DayFirst).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_order_decides_and_unambiguous_dates_show_it() {
        assert_eq!(first("11/03/2017", DateOrder::MonthFirst).as_deref(), Some("2017-11-03"));
        assert_eq!(find("11/17/2017")[0].shows, Some(DateOrder::MonthFirst));
        assert_eq!(find("17/11/2017")[0].shows, Some(DateOrder::DayFirst));
        assert_eq!(find("11/03/2017")[0].shows, None);
    }

    #[test]
    fn phone_numbers_versions_and_amounts_are_no_dates() {
        for text in [
            "05.22.95.66.66",
            "01.234.567.8",
            "+33 6 11 22 33 44",
            "192.168.10.12",
            "1,234.56",
            "12/2018",
            "99.99.2018",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_date_back(y in 2000_i16..2060, m in 1_i8..=12, d in 1_i8..=28) {
            let date = Date::new(y, m, d).expect("days up to 28 exist");
            let de = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
            let fr = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
            let i = usize::try_from(m - 1).expect("months start at 1");
            for text in [format!("{d:02}.{m:02}.{y}"), format!("{y}-{m:02}-{d:02}"), format!("{d}. {} {y}", de[i]), format!("{d} {} {y}", fr[i]), format!("{d}/{m}/{y}")] {
                prop_assert_eq!(find(&text)[0].parts.resolve(DateOrder::DayFirst), Some(date), "{}", text);
            }
            let us = format!("{m}/{d}/{y}");
            prop_assert_eq!(find(&us)[0].parts.resolve(DateOrder::MonthFirst), Some(date), "{}", us);
        }
    }
}
