//! The business rules of EN 16931 (part 1, chapter 6.4, and the syntax bindings of part 3), judged on the semantic
//! model, so that one implementation serves UBL and CII.
//!
//! Road: document → `model` → `presence` (what must be there), `amounts` (what must add up), `vat` (what each VAT
//! category asks for), `codes` (what must be on a code list) and `ubl_syntax` (what UBL must not repeat) →
//! [`Finding`]s. A document that says that it follows Peppol BIS Billing 3.0 is judged by the rules of `peppol` too.
//!
//! Cost: a few passes over the document; each rule looks at each element it is about once.

mod amounts;
pub(crate) mod codes;
mod peppol;
mod presence;
mod suite;
#[cfg(test)]
mod tests;
mod ubl_syntax;
mod vat;

use road::Arg;
use road::facts::Check;
use rust_decimal::Decimal;

use crate::model::{Invoice, Term, text};
use crate::node::Node;
use crate::{EinvoiceError, Format, cii, tree, ubl, unknown_format, value};

pub(crate) use peppol::{is_address_scheme as is_peppol_address_scheme, is_mail_address};
pub use suite::evaluate_suite;

/// A rule that a document breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name in the standard, such as `BR-CO-15`, or in Peppol BIS Billing, such as `PEPPOL-EN16931-R003`.
    pub rule: String,
    /// What is wrong, in plain words, with the place where there are several.
    pub message: String,
}

impl Finding {
    /// Whether it is only a matter of how the syntax is used (`UBL-SR`, `UBL-DT`): nothing it says is in doubt.
    pub fn is_of_syntax(&self) -> bool {
        self.rule.starts_with("UBL-")
    }

    /// Whether the rule only advises (Peppol's warnings): the document is valid without it.
    pub fn is_advice(&self) -> bool {
        peppol::is_advice(&self.rule)
    }
}

/// The findings as checks on the document: `en16931` for the business rules, those of Peppol among them, and
/// `en16931_syntax` for those of the syntax and those that only advise.
/// Only a document that claims to follow the standard (BT-24) is judged by it; the profiles of Factur-X that leave out
/// what it demands (MINIMUM and BASIC WL) do not.
pub(crate) fn checks(format: Format, root: &Node, specification: Option<&str>) -> Vec<Check> {
    let claims = specification.unwrap_or_default().to_ascii_lowercase().contains("en16931");
    if !claims || !matches!(format, Format::UblInvoice | Format::UblCreditNote | Format::Cii) {
        return Vec::new();
    }
    let of_peppol = peppol::claimed(specification);
    let broken = judge(format, root, Peppol::IfClaimed);
    if broken.is_empty() {
        let also = if of_peppol { " and of Peppol BIS Billing 3.0" } else { "" };
        return vec![Check::new("en16931", true, format!("the business rules of EN 16931{also} hold"))];
    }
    let shown = broken.iter().take(CHECKS_MOST).map(|finding| {
        let name = if finding.is_of_syntax() || finding.is_advice() { "en16931_syntax" } else { "en16931" };
        let check = Check::new(name, false, format!("{}: {}", finding.rule, finding.message));
        check.with("rule", Arg::text(&finding.rule))
    });
    shown.collect()
}

/// Findings that become checks; a document that breaks more is no better understood by reading them all.
const CHECKS_MOST: usize = 25;

/// Checks a document against the rules, those of Peppol among them if it says that it follows them. FatturaPA and
/// ZUGFeRD 1.0 are not under the rules and have no findings.
///
/// # Errors
/// [`EinvoiceError`] when the document cannot be read at all.
pub fn check(bytes: &[u8]) -> Result<Vec<Finding>, EinvoiceError> {
    judged(bytes, false)
}

/// The same on what was written here. `peppol` has the rules of Peppol count whatever the document says.
pub(crate) fn judged(bytes: &[u8], peppol: bool) -> Result<Vec<Finding>, EinvoiceError> {
    let root = tree(bytes)?;
    let (format, invoice) = Format::find(&root).ok_or_else(|| unknown_format(&root))?;
    Ok(judge(format, invoice, if peppol { Peppol::Always } else { Peppol::IfClaimed }))
}

/// When the rules of Peppol count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Peppol {
    /// If the document says that it follows them.
    IfClaimed,
    /// Whatever the document says.
    Always,
}

/// The findings on the root element of an invoice.
fn judge(format: Format, root: &Node, peppol: Peppol) -> Vec<Finding> {
    let mut findings = Findings::default();
    let syntax = match format {
        Format::UblInvoice | Format::UblCreditNote => Syntax::Ubl,
        Format::Cii => Syntax::Cii,
        Format::Zugferd1 | Format::FatturaPa => return Vec::new(),
    };
    let invoice = match syntax {
        Syntax::Ubl => ubl::read(root),
        Syntax::Cii => cii::read(root),
    };
    presence::check(&invoice, &mut findings);
    amounts::check(&invoice, syntax, &mut findings);
    vat::check(&invoice, &mut findings);
    codes::check(root, syntax, &mut findings);
    if syntax == Syntax::Ubl {
        ubl_syntax::check(root, &mut findings);
    }
    if peppol == Peppol::Always || peppol::claimed(text(invoice.specification)) {
        peppol::check(root, syntax, &invoice, &mut findings);
    }
    findings.list
}

/// The two syntaxes of the standard; a few rules are bound to them differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Ubl,
    Cii,
}

/// The findings so far.
#[derive(Debug, Default)]
struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Notes that a rule is broken.
    fn add(&mut self, rule: impl Into<String>, message: impl Into<String>) {
        self.list.push(Finding { rule: rule.into(), message: message.into() });
    }

    /// Notes that a rule is broken unless its condition holds.
    fn expect(&mut self, holds: bool, rule: &str, message: impl Into<String>) {
        if !holds {
            self.add(rule, message);
        }
    }
}

/// Whether a term is there and not empty.
fn given(term: Term<'_>) -> bool {
    text(term).is_some()
}

/// The number a term holds, if it is there and a number.
fn number(term: Term<'_>) -> Option<Decimal> {
    text(term).and_then(value::decimal)
}

/// A number rounded to two decimals, halves up as XPath's `round` does.
fn cents(number: Decimal) -> Decimal {
    let hundred = Decimal::ONE_HUNDRED;
    number.checked_mul(hundred).map_or(number, |n| (n + Decimal::new(5, 1)).floor() / hundred)
}

/// The groups of an invoice that carry a VAT category: lines, allowances and charges.
fn allowances_and_charges<'i, 'a>(
    invoice: &'i Invoice<'a>,
) -> impl Iterator<Item = &'i crate::model::AllowanceCharge<'a>> {
    invoice.allowances.iter().chain(&invoice.charges)
}
