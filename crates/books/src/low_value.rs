//! Up to which price a thing that lasts is cost at once instead of an asset that is written off over years.

use money::Currency;
use rust_decimal::Decimal;

/// The limit of a country for one thing, without deductible tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LowValueLimit {
    /// The price up to which it is cost at once, in major units.
    pub amount: Decimal,
    /// The currency of the limit.
    pub currency: Currency,
    /// The rule.
    pub source: &'static str,
}

/// Country, limit, currency, rule. Countries that leave it to the business's own policy are not listed.
#[rustfmt::skip]
const LIMITS: &[(&str, &str, Currency, &str)] = &[
    ("DE", "800", Currency::EUR, "EStG § 6 (2)"),
    ("AT", "1000", Currency::EUR, "EStG 1988 § 13"),
    ("FR", "500", Currency::EUR, "BOI-BIC-CHG-20-30-10"),
    ("ES", "300", Currency::EUR, "LIS art. 12.3 e"),
    ("IT", "516.46", Currency::EUR, "TUIR art. 102 (5)"),
    ("NL", "450", Currency::EUR, "Wet IB 2001 art. 3.30 (2)"),
    ("PT", "1000", Currency::EUR, "CIRC art. 33"),
    ("LU", "870", Currency::EUR, "LIR art. 34"),
    ("FI", "1200", Currency::EUR, "EVL 33 §"),
    ("US", "2500", Currency::USD, "Treas. Reg. § 1.263(a)-1(f)"),
];

/// The limit of a country, where the law gives one.
pub fn low_value_limit(country: &str) -> Option<LowValueLimit> {
    LIMITS.iter().find(|(code, ..)| code.eq_ignore_ascii_case(country)).map(|(_, amount, currency, source)| {
        let amount = amount.parse().expect("the table of limits holds decimals");
        LowValueLimit { amount, currency: *currency, source }
    })
}
