//! What must add up: BR-CO-10 to BR-CO-17 and the number of decimals (BR-DEC).

use rust_decimal::Decimal;

use super::{Findings, Syntax, cents, number};
use crate::model::{AllowanceCharge, Invoice, TaxGroup, Term, Totals, text};
use crate::rules::given;

pub(super) fn check(invoice: &Invoice<'_>, syntax: Syntax, findings: &mut Findings) {
    if let Some(totals) = &invoice.totals {
        sums(invoice, totals, findings);
        gross(invoice, totals, findings);
        due(totals, findings);
    }
    breakdown_sum(invoice, findings);
    for group in &invoice.breakdown {
        let message = "the tax of a VAT breakdown (BT-117) must be its taxable amount times its rate";
        findings.expect(tax_fits(group, syntax), "BR-CO-17", message);
    }
    decimals(invoice, findings);
}

/// A term in a message: its text, or that it is missing.
fn shown(term: Term<'_>) -> &str {
    text(term).unwrap_or("nothing")
}

fn total<'a>(terms: impl Iterator<Item = Term<'a>>) -> Decimal {
    terms.filter_map(number).sum()
}

fn sums(invoice: &Invoice<'_>, totals: &Totals<'_>, findings: &mut Findings) {
    let lines = cents(total(invoice.lines.iter().filter(|line| !line.is_group).map(|line| line.amount)));
    let message = format!("the sum of the lines (BT-106) is {}, the lines add up to {lines}", shown(totals.lines));
    findings.expect(number(totals.lines) == Some(lines), "BR-CO-10", message);
    document_level(&invoice.allowances, totals.allowances, "BR-CO-11", "allowances (BT-107)", findings);
    document_level(&invoice.charges, totals.charges, "BR-CO-12", "charges (BT-108)", findings);
    let part = |term: Term<'_>| number(term).unwrap_or_default();
    let net = number(totals.lines).map(|sum| cents(sum - part(totals.allowances) + part(totals.charges)));
    let message =
        format!("the total without VAT (BT-109) is {}, not the lines less allowances plus charges", shown(totals.net));
    findings.expect(net.is_some() && number(totals.net) == net, "BR-CO-13", message);
}

fn document_level(items: &[AllowanceCharge<'_>], stated: Term<'_>, rule: &str, what: &str, findings: &mut Findings) {
    let sum = cents(total(items.iter().map(|item| item.amount)));
    let holds = if given(stated) { number(stated) == Some(sum) } else { items.is_empty() };
    findings.expect(holds, rule, format!("the sum of {what} is {}, they add up to {sum}", shown(stated)));
}

/// The tax total counts that is stated in the document's currency; there must not be two of them.
fn gross(invoice: &Invoice<'_>, totals: &Totals<'_>, findings: &mut Findings) {
    let Some(currency) = text(invoice.currency) else { return };
    let own: Vec<Term<'_>> =
        invoice.tax_totals.iter().filter(|t| t.attribute("currencyID") == Some(currency)).map(|t| Some(*t)).collect();
    let expected = number(totals.net).map(|net| cents(net + total(own.iter().copied())));
    let holds = own.len() <= 1 && expected.is_some() && number(totals.gross) == expected;
    let message = format!(
        "the total with VAT (BT-112) is {}, not the total without VAT (BT-109) {} plus one total of VAT (BT-110) in \
         {currency}",
        shown(totals.gross),
        shown(totals.net),
    );
    findings.expect(holds, "BR-CO-15", message);
}

fn due(totals: &Totals<'_>, findings: &mut Findings) {
    let part = |term: Term<'_>| number(term).unwrap_or_default();
    let expected = number(totals.gross).map(|gross| cents(gross - part(totals.prepaid) + part(totals.rounding)));
    let stated = number(totals.due).map(cents);
    let message = format!(
        "the amount due (BT-115) is {}, not the total with VAT less what is paid plus rounding",
        shown(totals.due)
    );
    findings.expect(stated.is_some() && stated == expected, "BR-CO-16", message);
}

fn breakdown_sum(invoice: &Invoice<'_>, findings: &mut Findings) {
    if invoice.breakdown.is_empty() || invoice.breakdown_total.is_none() {
        return;
    }
    let sum = cents(total(invoice.breakdown.iter().map(|group| group.tax)));
    let stated = invoice.breakdown_total;
    let message = format!("the total of VAT (BT-110) is {}, the breakdown adds up to {sum}", shown(stated));
    findings.expect(number(stated) == Some(sum), "BR-CO-14", message);
}

/// Tax may deviate by less than one unit of the currency, because it may have been worked out line by line; the binding
/// to CII lets it deviate by a whole one.
fn tax_fits(group: &TaxGroup<'_>, syntax: Syntax) -> bool {
    let Some(tax) = number(group.tax) else { return false };
    let rate = number(group.category.rate).filter(|_| group.category.is_vat).unwrap_or_default();
    if rate.round().is_zero() {
        return tax.round().is_zero();
    }
    let Some(base) = number(group.base) else { return false };
    let within = |difference: Decimal| match syntax {
        Syntax::Ubl => difference < Decimal::ONE,
        Syntax::Cii => difference <= Decimal::ONE,
    };
    expected_tax(base, rate).is_some_and(|expected| within((expected - tax.abs()).abs()))
}

/// The tax on an amount without its sign, in cents.
pub(super) fn expected_tax(base: Decimal, rate: Decimal) -> Option<Decimal> {
    base.abs().checked_mul(rate).map(|product| cents(product / Decimal::ONE_HUNDRED))
}

/// Amounts have at most two decimals.
fn decimals(invoice: &Invoice<'_>, findings: &mut Findings) {
    let mut short = |rule: &str, term: Term<'_>, what: &str| {
        let fraction = text(term).and_then(|t| t.split_once('.')).map_or("", |(_, fraction)| fraction);
        findings.expect(fraction.len() <= 2, rule, format!("{what} {} has more than two decimals", shown(term)));
    };
    if let Some(totals) = &invoice.totals {
        short("BR-DEC-09", totals.lines, "the sum of the lines (BT-106)");
        short("BR-DEC-10", totals.allowances, "the sum of allowances (BT-107)");
        short("BR-DEC-11", totals.charges, "the sum of charges (BT-108)");
        short("BR-DEC-12", totals.net, "the total without VAT (BT-109)");
        short("BR-DEC-14", totals.gross, "the total with VAT (BT-112)");
        short("BR-DEC-16", totals.prepaid, "the paid amount (BT-113)");
        short("BR-DEC-17", totals.rounding, "the rounding (BT-114)");
        short("BR-DEC-18", totals.due, "the amount due (BT-115)");
    }
    for amount in &invoice.tax_totals {
        let own = amount.attribute("currencyID") == text(invoice.currency);
        short(if own { "BR-DEC-13" } else { "BR-DEC-15" }, Some(*amount), "the total of VAT");
    }
    for group in &invoice.breakdown {
        short("BR-DEC-19", group.base, "the taxable amount (BT-116)");
        short("BR-DEC-20", group.tax, "the tax (BT-117)");
    }
    let mut items = |items: &[AllowanceCharge<'_>], [amount, base]: [&str; 2], what: &str| {
        for item in items {
            short(amount, item.amount, &format!("the amount of {what}"));
            short(base, item.base, &format!("the base amount of {what}"));
        }
    };
    items(&invoice.allowances, ["BR-DEC-01", "BR-DEC-02"], "a document allowance");
    items(&invoice.charges, ["BR-DEC-05", "BR-DEC-06"], "a document charge");
    for line in &invoice.lines {
        items(&line.allowances, ["BR-DEC-24", "BR-DEC-25"], "a line allowance");
        items(&line.charges, ["BR-DEC-27", "BR-DEC-28"], "a line charge");
    }
    for line in &invoice.lines {
        short("BR-DEC-23", line.amount, "the net amount of a line (BT-131)");
    }
}
