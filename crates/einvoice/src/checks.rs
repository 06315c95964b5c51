//! Cross-checks of the facts against each other. They judge, they never change a value.

use money::Currency;
use road::Arg;
use road::facts::{Check, Facts, TaxLine};
use rust_decimal::Decimal;

use crate::{iban, tax_id};

/// What the checks need beyond the facts.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The document's currency, for the size of a minor unit.
    pub currency: Currency,
    /// Sum of the lines that count; none when the document has no lines.
    pub line_sum: Option<Decimal>,
    /// Sum of document level allowances.
    pub allowances: Decimal,
    /// Sum of document level charges.
    pub charges: Decimal,
    /// Rounding of the amount due (BT-114).
    pub rounding: Decimal,
    /// Part of the total that is not paid to the issuer: tax withheld, or paid to the state by the buyer.
    pub withheld: Decimal,
    /// Amounts the issuer collects for others beside its own (XRechnung extension).
    pub third_party: Decimal,
    /// VAT numbers of the parties.
    pub vat_numbers: Vec<String>,
}

impl Checked {
    /// One minor unit: `0.01` for the euro.
    fn minor_unit(&self) -> Decimal {
        Decimal::new(1, self.currency.exponent())
    }

    fn figure(&self, value: Decimal) -> Arg {
        Arg::figure(value, Some(self.currency))
    }
}

/// All checks that can be made on what is there.
pub(crate) fn cross_check(facts: &Facts, checked: &Checked) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.extend(totals_add_up(facts, checked));
    checks.extend(breakdown_adds_up(facts, checked));
    if let Some(breakdown) = &facts.tax_breakdown {
        checks.extend(breakdown.value.iter().map(|line| rate_fits(line, facts.lines.len(), checked)));
    }
    checks.extend(lines_add_up(facts, checked));
    checks.extend(due_adds_up(facts, checked));
    checks.extend(due_after_issue(facts));
    checks.extend(facts.vendor_iban.as_ref().map(|field| account_is_valid(&field.value)));
    checks.extend(checked.vat_numbers.iter().filter_map(|number| vat_number_is_valid(number)));
    checks
}

/// `=` or `≠`, for the details.
fn sign(holds: bool) -> char {
    if holds { '=' } else { '≠' }
}

fn totals_add_up(facts: &Facts, checked: &Checked) -> Option<Check> {
    let net = facts.subtotal.as_ref()?.value;
    let tax = facts.tax.as_ref()?.value;
    let total = facts.total.as_ref()?.value;
    let rounding = facts.rounding.as_ref().map(|field| field.value).unwrap_or_default();
    let holds = (net + tax + rounding - total).abs() <= checked.minor_unit();
    let rounded = if rounding.is_zero() { String::new() } else { format!(" + rounding {rounding}") };
    let check = Check::new("sum", holds, format!("net {net} + tax {tax}{rounded} {} total {total}", sign(holds)));
    let check = check.with("net", checked.figure(net)).with("tax", checked.figure(tax));
    Some(check.with("total", checked.figure(total)))
}

fn breakdown_adds_up(facts: &Facts, checked: &Checked) -> Option<Check> {
    let tax = facts.tax.as_ref()?.value;
    let lines = &facts.tax_breakdown.as_ref()?.value;
    let sum: Decimal = lines.iter().map(|line| line.tax).sum();
    let holds = (sum - tax).abs() <= checked.minor_unit();
    let check = Check::new("tax_sum", holds, format!("tax by rate {sum} {} tax {tax}", sign(holds)));
    Some(check.with("sum", checked.figure(sum)).with("tax", checked.figure(tax)))
}

/// Tax worked out line by line differs from tax on the sum by up to half a unit a line; EN 16931 validators accept one
/// whole unit of the currency.
fn rate_fits(line: &TaxLine, items: usize, checked: &Checked) -> Check {
    let unit = checked.minor_unit();
    let halves = Decimal::from(items.min(1000)) * unit / Decimal::TWO;
    // Tax in whole units is common where coins are rare, as in Hungary.
    let whole = if line.tax.fract().is_zero() { Decimal::new(5, 1) } else { unit };
    let slack = (unit + halves).min(Decimal::ONE.max(unit)).max(whole);
    let exact = line.base.checked_mul(line.rate).map(|product| product / Decimal::ONE_HUNDRED);
    let holds = exact.is_some_and(|exact| (exact - line.tax).abs() <= slack);
    let detail = format!("{} % of {} {} tax {}", line.rate.normalize(), line.base, sign(holds), line.tax);
    let check = Check::new("tax_rate", holds, detail).with("rate", Arg::Percent(line.rate));
    check.with("base", checked.figure(line.base)).with("tax", checked.figure(line.tax))
}

/// Some issuers, of ZUGFeRD 1.0 above all, write allowances with the sign of their effect instead of as amounts to
/// subtract; both readings are accepted.
fn lines_add_up(facts: &Facts, checked: &Checked) -> Option<Check> {
    let net = facts.subtotal.as_ref()?.value;
    let lines = checked.line_sum?;
    let fits = |allowances: Decimal| (lines - allowances + checked.charges - net).abs() <= checked.minor_unit();
    let reversed = !fits(checked.allowances) && fits(-checked.allowances);
    let allowances = if reversed { -checked.allowances } else { checked.allowances };
    let holds = fits(allowances);
    let mut detail = format!("lines {lines}");
    if !allowances.is_zero() {
        detail.push_str(&format!(" - allowances {allowances}"));
    }
    if !checked.charges.is_zero() {
        detail.push_str(&format!(" + charges {}", checked.charges));
    }
    detail.push_str(&format!(" {} net {net}", sign(holds)));
    let check = Check::new("line_sum", holds, detail).with("sum", checked.figure(lines));
    let check = check.with("allowances", checked.figure(allowances)).with("charges", checked.figure(checked.charges));
    Some(check.with("net", checked.figure(net)))
}

/// A document without lines (Factur-X MINIMUM) states no prepaid amount, so its amount due cannot be judged.
fn due_adds_up(facts: &Facts, checked: &Checked) -> Option<Check> {
    let total = facts.total.as_ref()?.value;
    let due = facts.amount_due.as_ref()?.value;
    let prepaid = match (&facts.prepaid, checked.line_sum) {
        (Some(prepaid), _) => prepaid.value,
        (None, Some(_)) => Decimal::ZERO,
        (None, None) => return None,
    };
    let own = total - prepaid + checked.rounding - checked.withheld;
    let fits = |amount: Decimal| (amount - due).abs() <= checked.minor_unit();
    let collected = !fits(own) && fits(own + checked.third_party);
    let holds = collected || fits(own);
    let mut detail = format!("total {total} - prepaid {prepaid}");
    if !checked.rounding.is_zero() {
        detail.push_str(&format!(" + rounding {}", checked.rounding));
    }
    if !checked.withheld.is_zero() {
        detail.push_str(&format!(" - tax not paid to the issuer {}", checked.withheld));
    }
    if collected {
        detail.push_str(&format!(" + amounts of third parties {}", checked.third_party));
    }
    detail.push_str(&format!(" {} due {due}", sign(holds)));
    let check = Check::new("amount_due", holds, detail).with("total", checked.figure(total));
    let check = check.with("prepaid", checked.figure(prepaid)).with("rounding", checked.figure(checked.rounding));
    Some(check.with("withheld", checked.figure(checked.withheld)).with("due", checked.figure(due)))
}

fn due_after_issue(facts: &Facts) -> Option<Check> {
    let (issued, due) = (facts.date.as_ref()?.value, facts.due_date.as_ref()?.value);
    let holds = due >= issued;
    let word = if holds { "not before" } else { "before" };
    let check = Check::new("due_after_issue", holds, format!("due {due} is {word} the issue date {issued}"));
    Some(check.with("date", Arg::Date(issued)).with("due", Arg::Date(due)))
}

fn account_is_valid(number: &str) -> Check {
    let check = match iban::check(number) {
        Ok(()) => Check::new("iban", true, format!("{number} has correct check digits")),
        Err(reason) => Check::new("iban", false, format!("{number} {reason}")),
    };
    check.with("iban", Arg::text(number))
}

/// Nothing is said about countries whose rules are not known here.
fn vat_number_is_valid(number: &str) -> Option<Check> {
    let check = match tax_id::check(number)? {
        Ok(()) => Check::new("tax_id", true, format!("{number} has the form of a VAT number")),
        Err(reason) => Check::new("tax_id", false, format!("{number} {reason}")),
    };
    Some(check.with("tax_id", Arg::text(number)))
}
