use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Jurisdiction, TaxCode, TaxKind, Treatment};
use crate::countries::{Country, Rate, countries};
use crate::returns::Circumstances;

static CODES: LazyLock<Vec<(&'static str, Vec<TaxCode>)>> =
    LazyLock::new(|| countries().iter().map(|c| (c.jurisdiction.code, codes_of(c))).collect());

/// All tax codes of a country in all their versions, those of the past included; none for a country that is unknown or
/// has no such tax.
///
/// Codes say kind and rate: `I19`, `O7`. A rate that was in force more than once is one code with a version for each
/// span, the oldest first. A tax that cannot be deducted ends in `N`: `I8N`. Special treatments: `IRC`/`ORC` reverse
/// charge, `IEU`/`OEU` trade inside the EU, `I0`/`O0` nil, `IEX`/`OEX` exempt, `OXP` export, `IOS`/`OOS` out of scope.
///
/// The boxes are those of the return in force on the last day of the version, with nothing known of the supply but its
/// code; several boxes stand with a blank between them. What is known decides when a return is folded
/// ([`crate::returns`]).
pub fn codes(country: &str) -> Vec<TaxCode> {
    of_country(country).to_vec()
}

fn of_country(country: &str) -> &'static [TaxCode] {
    CODES.iter().find(|(code, _)| code.eq_ignore_ascii_case(country)).map_or(&[], |(_, codes)| codes)
}

fn codes_of(country: &Country) -> Vec<TaxCode> {
    if country.rates.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<TaxCode> = country
        .rates
        .iter()
        .flat_map(|row| [TaxKind::Input, TaxKind::Output].map(|kind| rate_code(&country.jurisdiction, row, kind)))
        .collect();
    found.sort_by_key(|code| code.valid_from);
    let mut versions: BTreeMap<String, i32> = BTreeMap::new();
    for code in &mut found {
        let version = versions.entry(code.code.clone()).or_default();
        *version += 1;
        code.version = *version;
    }
    found.extend(special_codes(country));
    for code in &mut found {
        fill_boxes(country, code);
    }
    found
}

/// The boxes of the form in force when the version ended, or now.
fn fill_boxes(country: &Country, code: &mut TaxCode) {
    let form = match code.valid_to {
        Some(end) => country.forms.iter().find(|f| f.from <= end && f.to.is_none_or(|to| end <= to)),
        None => country.forms.last().filter(|f| f.to.is_none()),
    };
    let row = form.and_then(|f| Some((f, f.boxes_of(&code.code, code.version, Circumstances::default())?)));
    if let Some((form, row)) = row {
        code.box_base = form.written(&row.base);
        code.box_tax = form.written(&row.tax);
        code.box_deducted = form.written(&row.deducted);
    }
}

/// The codes of a country in force on a day.
pub fn codes_on(country: &str, day: Date) -> Vec<TaxCode> {
    of_country(country).iter().filter(|code| code.in_force(day)).cloned().collect()
}

fn letter(kind: TaxKind) -> char {
    match kind {
        TaxKind::Input => 'I',
        TaxKind::Output => 'O',
    }
}

fn rate_code(place: &Jurisdiction, row: &Rate, kind: TaxKind) -> TaxCode {
    let direction = if kind == TaxKind::Input { "purchases" } else { "sales" };
    // a tax of one stage that shares its rate with a deductible one of the past keeps its own code
    let mark = if row.recoverable.is_zero() { "N" } else { "" };
    TaxCode {
        code: format!("{}{}{mark}", letter(kind), row.written),
        name: format!("{} {} % on {direction}", place.tax_name, row.written),
        rate: row.rate,
        kind,
        treatment: row.treatment,
        recoverable: row.recoverable,
        valid_from: Some(row.from),
        valid_to: row.to,
        ..blank(place)
    }
}

fn special_codes(country: &Country) -> Vec<TaxCode> {
    use TaxKind::{Input, Output};
    let place = &country.jurisdiction;
    let own_rate = country.rates.iter().find(|r| r.to.is_none()).map_or(Decimal::ZERO, |r| r.rate);
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
    if country.rates.iter().any(|r| !r.recoverable.is_zero() && r.to.is_none()) {
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
