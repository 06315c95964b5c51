use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::jurisdictions::{JURISDICTIONS, RateRow};
use super::{Jurisdiction, TaxCode, TaxKind, Treatment};

/// All countries whose rates are known.
pub fn jurisdictions() -> &'static [Jurisdiction] {
    JURISDICTIONS
}

/// The country of an ISO 3166-1 code, in either case.
pub fn jurisdiction(code: &str) -> Option<&'static Jurisdiction> {
    JURISDICTIONS.iter().find(|j| j.code.eq_ignore_ascii_case(code))
}

/// All tax codes of a country in all their versions, those of the past included; none for a country that is unknown or
/// has no such tax.
///
/// Codes say kind and rate: `I19`, `O7`. A rate that was in force more than once is one code with a version for each
/// span, the oldest first. A tax that cannot be deducted ends in `N`: `I8N`. Special treatments: `IRC`/`ORC` reverse
/// charge, `IEU`/`OEU` trade inside the EU, `I0`/`O0` nil, `IEX`/`OEX` exempt, `OXP` export, `IOS`/`OOS` out of scope.
pub fn codes(country: &str) -> Vec<TaxCode> {
    let Some(place) = jurisdiction(country).filter(|j| !j.rates.is_empty()) else { return Vec::new() };
    let mut found: Vec<TaxCode> = place
        .rates
        .iter()
        .flat_map(|row| [TaxKind::Input, TaxKind::Output].map(|kind| rate_code(place, row, kind)))
        .collect();
    found.sort_by_key(|code| code.valid_from);
    let mut versions: BTreeMap<String, i32> = BTreeMap::new();
    for code in &mut found {
        let version = versions.entry(code.code.clone()).or_default();
        *version += 1;
        code.version = *version;
    }
    found.extend(special_codes(place));
    found
}

/// The codes of a country in force on a day.
pub fn codes_on(country: &str, day: Date) -> Vec<TaxCode> {
    codes(country).into_iter().filter(|code| code.in_force(day)).collect()
}

fn letter(kind: TaxKind) -> char {
    match kind {
        TaxKind::Input => 'I',
        TaxKind::Output => 'O',
    }
}

fn rate_code(place: &Jurisdiction, row: &RateRow, kind: TaxKind) -> TaxCode {
    let direction = if kind == TaxKind::Input { "purchases" } else { "sales" };
    // a tax of one stage that shares its rate with a deductible one of the past keeps its own code
    let mark = if row.recoverable == 0 { "N" } else { "" };
    TaxCode {
        code: format!("{}{}{mark}", letter(kind), row.rate),
        name: format!("{} {} % on {direction}", place.tax_name, row.rate),
        rate: decimal(row.rate),
        kind,
        treatment: row.treatment,
        recoverable: Decimal::from(row.recoverable),
        valid_from: day(row.from),
        valid_to: day(row.to),
        ..blank(place)
    }
}

fn special_codes(place: &Jurisdiction) -> Vec<TaxCode> {
    use TaxKind::{Input, Output};
    let own_rate = place.rates.iter().find(|r| r.to.is_empty()).map_or(Decimal::ZERO, |r| decimal(r.rate));
    let tax = place.tax_name;
    let code = |code: &str, name: String, kind, treatment, rate| TaxCode {
        code: code.to_owned(),
        name,
        kind,
        treatment,
        rate,
        ..blank(place)
    };
    let zero = Decimal::ZERO;
    let mut all = vec![
        code("I0", format!("{tax} 0 % on purchases"), Input, Treatment::Zero, zero),
        code("O0", format!("{tax} 0 % on sales"), Output, Treatment::Zero, zero),
        code("IEX", format!("Purchases exempt from {tax}"), Input, Treatment::Exempt, zero),
        code("OEX", format!("Sales exempt from {tax}"), Output, Treatment::Exempt, zero),
        code("OXP", "Export".to_owned(), Output, Treatment::Export, zero),
        code("IOS", format!("Purchases outside {tax}"), Input, Treatment::OutOfScope, zero),
        code("OOS", format!("Sales outside {tax}"), Output, Treatment::OutOfScope, zero),
    ];
    if place.rates.iter().any(|r| r.recoverable > 0 && r.to.is_empty()) {
        all.push(code("IRC", format!("Reverse charge, {tax} {own_rate} %"), Input, Treatment::ReverseCharge, own_rate));
        all.push(code("ORC", "Sale under reverse charge".to_owned(), Output, Treatment::ReverseCharge, zero));
    }
    if place.eu {
        let name = format!("Purchase from the EU, {tax} {own_rate} %");
        all.push(code("IEU", name, Input, Treatment::IntraCommunity, own_rate));
        all.push(code("OEU", "Sale to the EU".to_owned(), Output, Treatment::IntraCommunity, zero));
    }
    all
}

fn blank(place: &Jurisdiction) -> TaxCode {
    TaxCode {
        code: String::new(),
        version: 1,
        name: String::new(),
        jurisdiction: place.code.to_owned(),
        rate: Decimal::ZERO,
        kind: TaxKind::Input,
        treatment: Treatment::Standard,
        recoverable: Decimal::ONE_HUNDRED,
        box_base: None,
        box_tax: None,
        box_deducted: None,
        valid_from: None,
        valid_to: None,
    }
}

/// Rates and days of the table above; a slip in it is caught by the test that builds every code.
fn decimal(text: &str) -> Decimal {
    text.parse().expect("the table of rates holds decimals")
}

fn day(text: &str) -> Option<Date> {
    if text.is_empty() {
        return None;
    }
    Some(text.parse().expect("the table of rates holds ISO dates"))
}
