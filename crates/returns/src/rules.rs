//! What decides the box of a sum, and which spans returns are filed for.

use books::charts::{topic_of, topics};
use books::returns::{Circumstances, Interval, Partner, Usage};
use books::tax::is_eu;
use books::{Account, AccountRole, AccountType, TaxKind};
use jiff::ToSpan;
use jiff::civil::Date;

/// The topics whose things are sold again or worked up.
const STOCK: [&str; 4] = ["goods", "materials", "packaging", "inventory"];

/// Everything that is known of a sum beside its code: where the other side is, what is bought or sold, what for.
pub(crate) fn circumstances(
    home: &str,
    country: Option<&str>,
    account: Option<&Account>,
    side: TaxKind,
) -> Circumstances {
    let topic = account.and_then(topic_of);
    Circumstances {
        partner: country.map(|country| partner(home, country)),
        supply: topic.and_then(topics::topic).and_then(|topic| topic.supply),
        usage: account.filter(|_| side == TaxKind::Input).and_then(|account| usage(account, topic)),
        credit: false,
    }
}

fn partner(home: &str, country: &str) -> Partner {
    if country == home {
        Partner::Home
    } else if is_eu(home) && is_eu(country) {
        Partner::Eu
    } else {
        Partner::Abroad
    }
}

/// A tax line without a net line of its own stands on the account of the tax, which is for nothing.
fn usage(account: &Account, topic: Option<&str>) -> Option<Usage> {
    if topic.is_some_and(|topic| STOCK.contains(&topic)) {
        return Some(Usage::Stock);
    }
    match account.account_type {
        AccountType::Expense => Some(Usage::Overhead),
        AccountType::Asset if account.role != Some(AccountRole::InputTax) => Some(Usage::Capital),
        _ => None,
    }
}

/// Months of an interval.
pub(crate) fn months(every: Interval) -> i8 {
    match every {
        Interval::Month => 1,
        Interval::TwoMonths => 2,
        Interval::Quarter => 3,
        Interval::HalfYear => 6,
        Interval::Year => 12,
    }
}

/// The interval a span of whole months has; none for any other span.
pub(crate) fn interval_of(from: Date, to: Date) -> Option<Interval> {
    let whole = from.day() == 1 && to.day() == to.days_in_month();
    let count =
        (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month()) + 1;
    let all = [Interval::Month, Interval::TwoMonths, Interval::Quarter, Interval::HalfYear, Interval::Year];
    all.into_iter().find(|every| whole && i32::from(months(*every)) == count)
}

/// The period of the calendar year that a day lies in.
pub(crate) fn period_with(day: Date, every: Interval) -> Option<(Date, Date)> {
    let length = months(every);
    let first = (day.month() - 1) / length * length + 1;
    let from = day.with().month(first).day(1).build().ok()?;
    let to = from.checked_add(i64::from(length).months()).ok()?.yesterday().ok()?;
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn periods_are_those_of_the_calendar_year() {
        for (every, day, from, to) in [
            (Interval::Month, "2024-02-10", "2024-02-01", "2024-02-29"),
            (Interval::TwoMonths, "2026-04-30", "2026-03-01", "2026-04-30"),
            (Interval::Quarter, "2026-12-31", "2026-10-01", "2026-12-31"),
            (Interval::HalfYear, "2026-07-01", "2026-07-01", "2026-12-31"),
            (Interval::Year, "2026-05-05", "2026-01-01", "2026-12-31"),
        ] {
            let span = (date(from), date(to));
            assert_eq!(period_with(date(day), every), Some(span), "{every} of {day}");
            assert_eq!(interval_of(span.0, span.1), Some(every), "{from} to {to}");
        }
    }

    #[test]
    fn other_spans_have_no_interval() {
        for (from, to) in [("2026-01-02", "2026-01-31"), ("2026-01-01", "2026-01-30"), ("2026-01-01", "2026-04-30")] {
            assert_eq!(interval_of(date(from), date(to)), None, "{from} to {to}");
        }
    }

    #[test]
    fn the_other_side_is_at_home_in_the_union_or_abroad() {
        for (home, country, expected) in [
            ("DE", "DE", Partner::Home),
            ("DE", "FR", Partner::Eu),
            ("DE", "GB", Partner::Abroad),
            ("GB", "FR", Partner::Abroad),
            ("GB", "GB", Partner::Home),
        ] {
            assert_eq!(partner(home, country), expected, "{country} seen from {home}");
        }
    }
}
