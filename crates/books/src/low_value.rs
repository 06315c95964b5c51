//! Up to which price a thing that lasts is cost at once instead of an asset that is written off over years.

use jiff::civil::{Date, date};
use money::Currency;
use rust_decimal::Decimal;

/// The limit of a country for one thing, without deductible tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LowValueLimit {
    /// The price up to which it is cost at once, inclusive, in major units.
    pub amount: Decimal,
    /// The currency of the limit.
    pub currency: Currency,
    /// The rule.
    pub source: &'static str,
}

/// A rule from its first day on, until the next one of its country. A rule whose first day is not told holds for all days
/// that books are kept of.
struct Rule {
    country: &'static str,
    from: Date,
    amount: &'static str,
    currency: Currency,
    source: &'static str,
}

const ALWAYS: Date = date(1970, 1, 1);

const fn rule(
    country: &'static str,
    from: Date,
    amount: &'static str,
    currency: Currency,
    source: &'static str,
) -> Rule {
    Rule { country, from, amount, currency, source }
}

/// By country, the newest rule first. Countries that leave it to the business's own policy are not listed.
#[rustfmt::skip]
const RULES: &[Rule] = &[
    // EStG § 6 (2) as of the law of 27 June 2017 (BGBl. I 2074), § 52 (12) sentence 3: bought after 31 December 2017; 410
    // since the law of 22 December 2009 (BGBl. I 3950). In 2008 and 2009 it was 150, with a pool for what was dearer.
    rule("DE", date(2018, 1, 1), "800", Currency::EUR, "EStG § 6 (2)"),
    rule("DE", date(2010, 1, 1), "410", Currency::EUR, "EStG § 6 (2), until 2017"),
    // EStG 1988 § 13: 1,000 by BGBl. I 10/2022 from 2023; 800 by BGBl. I 103/2019 from 2020; 400 before.
    rule("AT", date(2023, 1, 1), "1000", Currency::EUR, "EStG 1988 § 13"),
    rule("AT", date(2020, 1, 1), "800", Currency::EUR, "EStG 1988 § 13, 2020 to 2022"),
    rule("AT", ALWAYS, "400", Currency::EUR, "EStG 1988 § 13, until 2019"),
    // A tolerance of the tax administration for small equipment, furniture and programs, since the euro came.
    rule("FR", date(2002, 1, 1), "500", Currency::EUR, "BOI-BIC-CHG-20-30-10"),
    // Law 27/2014, art. 12.3 e): new tangible things, up to 25,000 a year in all. Before, only small companies had a limit.
    rule("ES", date(2015, 1, 1), "300", Currency::EUR, "LIS art. 12.3 e"),
    // TUIR (DPR 917/1986) art. 102 (5): a million lire.
    rule("IT", ALWAYS, "516.46", Currency::EUR, "TUIR art. 102 (5)"),
    // Wet IB 2001 art. 3.30 says less than 450.
    rule("NL", date(2001, 1, 1), "449.99", Currency::EUR, "Wet IB 2001 art. 3.30"),
    // CIRC art. 33 with Decreto Regulamentar 25/2009 art. 19, for years that begin in 2010 or later.
    rule("PT", date(2010, 1, 1), "1000", Currency::EUR, "CIRC art. 33"),
    rule("LU", ALWAYS, "870", Currency::EUR, "LIR art. 34"),
    // EVL (360/1968) § 33: 1,200 a thing and 3,600 a year since 2021, 850 and 2,500 before.
    rule("FI", date(2021, 1, 1), "1200", Currency::EUR, "EVL 33 §"),
    rule("FI", ALWAYS, "850", Currency::EUR, "EVL 33 §, until 2020"),
    // Without an audited statement: 2,500 by Notice 2015-82 for years that begin in 2016 or later, 500 before (T.D. 9636).
    rule("US", date(2016, 1, 1), "2500", Currency::USD, "Treas. Reg. § 1.263(a)-1(f)"),
    rule("US", date(2014, 1, 1), "500", Currency::USD, "Treas. Reg. § 1.263(a)-1(f), until 2015"),
];

/// The limit of a country for what is bought on a day, where the law gives one; the present one without a day.
pub fn low_value_limit(country: &str, day: Option<Date>) -> Option<LowValueLimit> {
    let of_country = RULES.iter().filter(|rule| rule.country.eq_ignore_ascii_case(country));
    let Rule { amount, currency, source, .. } = of_country.into_iter().find(|r| day.is_none_or(|day| r.from <= day))?;
    let amount = amount.parse().expect("the table of limits holds decimals");
    Some(LowValueLimit { amount, currency: *currency, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Country, day of the purchase, limit.
    #[test]
    fn the_law_of_the_day_counts() {
        let rows = [
            ("DE", Some(date(2017, 12, 31)), Some("410")),
            ("DE", Some(date(2018, 1, 1)), Some("800")),
            ("DE", None, Some("800")),
            ("DE", Some(date(2009, 6, 1)), None),
            ("AT", Some(date(2019, 12, 31)), Some("400")),
            ("AT", Some(date(2020, 1, 1)), Some("800")),
            ("AT", Some(date(2022, 12, 31)), Some("800")),
            ("AT", Some(date(2023, 1, 1)), Some("1000")),
            ("ES", Some(date(2014, 12, 31)), None),
            ("es", Some(date(2015, 1, 1)), Some("300")),
            ("NL", Some(date(2026, 1, 1)), Some("449.99")),
            ("FI", Some(date(2020, 12, 31)), Some("850")),
            ("FI", Some(date(2021, 1, 1)), Some("1200")),
            ("US", Some(date(2015, 12, 31)), Some("500")),
            ("US", Some(date(2016, 1, 1)), Some("2500")),
            ("GB", None, None),
        ];
        for (country, day, expected) in rows {
            let limit = low_value_limit(country, day).map(|l| l.amount.to_string());
            assert_eq!(limit.as_deref(), expected, "{country} {day:?}");
        }
    }

    #[test]
    fn the_newest_rule_of_a_country_comes_first() {
        for pair in RULES.windows(2).filter(|pair| pair[0].country == pair[1].country) {
            assert!(pair[0].from > pair[1].from, "{}", pair[0].country);
        }
    }
}
