//! Allowances, charges, VAT and totals in UBL (BG-20 to BG-23, BG-27, BG-28).

use money::Amount;
use rust_decimal::Decimal;

use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf, money, number};
use crate::write::{AllowanceCharge, DocumentAllowanceCharge, Draft, TaxGroup, VatCategory, words};

/// An amount with its currency.
pub(super) fn amount(name: &'static str, amount: Amount) -> Element {
    leaf(name, money(amount).as_str()).attribute("currencyID", amount.currency().code())
}

/// The allowances and the charges on the document.
pub(super) fn allowances_and_charges(draft: &Draft<'_>) -> Vec<Element> {
    let outgoing = draft.outgoing;
    let element = |item: &DocumentAllowanceCharge, charge: bool| {
        let tax = category("cac:TaxCategory", item.vat.category, words::rate(item.vat.category, item.vat.rate));
        allowance_charge(&item.item, charge).with(tax)
    };
    let allowances = outgoing.allowances.iter().map(|item| element(item, false));
    allowances.chain(outgoing.charges.iter().map(|item| element(item, true))).collect()
}

pub(super) fn allowance_charge(item: &AllowanceCharge, charge: bool) -> Element {
    let percent = item.share.map(|share| number(share.percent));
    group("cac:AllowanceCharge")
        .with(leaf("cbc:ChargeIndicator", if charge { "true" } else { "false" }))
        .with(leaf("cbc:AllowanceChargeReasonCode", filled(&item.code)))
        .with(leaf("cbc:AllowanceChargeReason", filled(&item.reason)))
        .with(leaf("cbc:MultiplierFactorNumeric", percent.as_deref()))
        .with(amount("cbc:Amount", item.amount))
        .option(item.share.map(|share| amount("cbc:BaseAmount", share.base)))
}

pub(super) fn category(name: &'static str, category: VatCategory, rate: Option<Decimal>) -> Element {
    with_reason(name, category, rate, (None, None))
}

fn with_reason(
    name: &'static str,
    category: VatCategory,
    rate: Option<Decimal>,
    (code, reason): (Option<&str>, Option<&str>),
) -> Element {
    group(name)
        .with(leaf("cbc:ID", category.code()))
        .with(leaf("cbc:Percent", rate.map(number).as_deref()))
        .with(leaf("cbc:TaxExemptionReasonCode", code))
        .with(leaf("cbc:TaxExemptionReason", reason))
        .with(group("cac:TaxScheme").with(leaf("cbc:ID", "VAT")))
}

/// The VAT with its breakdown, and the same in the accounting currency.
pub(super) fn tax_totals(draft: &Draft<'_>) -> Vec<Element> {
    let totals = &draft.totals;
    let own = group("cac:TaxTotal")
        .with(amount("cbc:TaxAmount", totals.tax))
        .all(totals.breakdown.iter().map(|group| subtotal(draft, group)));
    let accounting = draft.outgoing.accounting_tax.map(|tax| group("cac:TaxTotal").with(amount("cbc:TaxAmount", tax)));
    std::iter::once(own).chain(accounting).collect()
}

fn subtotal(draft: &Draft<'_>, part: &TaxGroup) -> Element {
    let reason = words::exemption(draft, part.category);
    group("cac:TaxSubtotal")
        .with(amount("cbc:TaxableAmount", part.base))
        .with(amount("cbc:TaxAmount", part.tax))
        .with(with_reason("cac:TaxCategory", part.category, words::group_rate(draft, part), reason))
}

/// The totals; sums of nothing are left out.
pub(super) fn totals(draft: &Draft<'_>) -> Element {
    let totals = &draft.totals;
    let if_any = |name, sum: Amount, any: bool| any.then(|| amount(name, sum));
    let outgoing = draft.outgoing;
    group("cac:LegalMonetaryTotal")
        .with(amount("cbc:LineExtensionAmount", totals.lines))
        .with(amount("cbc:TaxExclusiveAmount", totals.net))
        .with(amount("cbc:TaxInclusiveAmount", totals.gross))
        .option(if_any("cbc:AllowanceTotalAmount", totals.allowances, !outgoing.allowances.is_empty()))
        .option(if_any("cbc:ChargeTotalAmount", totals.charges, !outgoing.charges.is_empty()))
        .option(if_any("cbc:PrepaidAmount", totals.prepaid, !totals.prepaid.is_zero()))
        .option(if_any("cbc:PayableRoundingAmount", totals.rounding, !totals.rounding.is_zero()))
        .with(amount("cbc:PayableAmount", totals.due))
}
