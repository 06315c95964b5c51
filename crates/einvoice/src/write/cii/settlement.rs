//! Payment, VAT, allowances, charges and totals in CII (BG-16 to BG-23).

use money::Amount;
use rust_decimal::Decimal;

use super::{date, period};
use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf, money, number};
use crate::write::{
    Account, AllowanceCharge, DocumentAllowanceCharge, Draft, PaymentMeans, Preceding, TaxGroup, Vat, words,
};

/// The settlement.
pub(super) fn settlement(draft: &Draft<'_>) -> Element {
    let outgoing = draft.outgoing;
    let creditor = match &outgoing.payment {
        Some(PaymentMeans::DirectDebit(mandate)) => filled(&mandate.creditor),
        _ => None,
    };
    let accounting = outgoing.accounting_tax.map(|tax| tax.currency().code());
    let element = |item: &DocumentAllowanceCharge, charge: bool| {
        allowance_charge(&item.item, charge).with(tax("ram:CategoryTradeTax", &item.vat))
    };
    group("ram:ApplicableHeaderTradeSettlement")
        .with(leaf("ram:CreditorReferenceID", creditor))
        .with(leaf("ram:PaymentReference", filled(&outgoing.remittance)))
        .with(leaf("ram:TaxCurrencyCode", accounting))
        .with(leaf("ram:InvoiceCurrencyCode", outgoing.currency.code()))
        .all(means(draft))
        .all(draft.totals.breakdown.iter().enumerate().map(|(place, group)| tax_group(draft, group, place == 0)))
        .option(outgoing.delivery.period.as_ref().map(period))
        .all(outgoing.allowances.iter().map(|item| element(item, false)))
        .all(outgoing.charges.iter().map(|item| element(item, true)))
        .with(terms(draft))
        .with(totals(draft))
        .all(outgoing.preceding.iter().map(preceding))
}

/// An element for each account, or one for another way to pay.
fn means(draft: &Draft<'_>) -> Vec<Element> {
    let Some(means) = &draft.outgoing.payment else { return Vec::new() };
    let code = leaf("ram:TypeCode", words::means_code(draft, means));
    let element = || group("ram:SpecifiedTradeSettlementPaymentMeans").with(code.clone());
    match means {
        PaymentMeans::Transfer(accounts) => accounts.iter().map(|to| account(element(), to)).collect(),
        PaymentMeans::DirectDebit(mandate) => {
            let debited = filled(&mandate.account).map(words::account_number);
            let account = group("ram:PayerPartyDebtorFinancialAccount").with(leaf("ram:IBANID", debited.as_deref()));
            vec![element().with(account)]
        }
        PaymentMeans::Card(card) => {
            let shown = group("ram:ApplicableTradeSettlementFinancialCard")
                .with(leaf("ram:ID", card.digits.as_str()))
                .with(leaf("ram:CardholderName", filled(&card.holder)));
            vec![element().with(shown)]
        }
        PaymentMeans::Cash => vec![element()],
    }
}

/// An IBAN has an element of its own, other account numbers another one.
fn account(means: Element, account: &Account) -> Element {
    let number = words::account_number(&account.number);
    let is_iban = crate::iban::looks_like(&number);
    let (iban, other) = if is_iban { (Some(number.as_str()), None) } else { (None, Some(number.as_str())) };
    let creditor = group("ram:PayeePartyCreditorFinancialAccount")
        .with(leaf("ram:IBANID", iban))
        .with(leaf("ram:AccountName", filled(&account.name)))
        .with(leaf("ram:ProprietaryID", other));
    let bank = group("ram:PayeeSpecifiedCreditorFinancialInstitution").with(leaf("ram:BICID", filled(&account.bic)));
    means.with(creditor).with(bank)
}

/// The tax point is the document's and stands in the first group alone (CII-SR-461).
fn tax_group(draft: &Draft<'_>, part: &TaxGroup, is_first: bool) -> Element {
    let (code, reason) = words::exemption(draft, part.category);
    let day = draft.outgoing.tax_point_date.filter(|_| is_first);
    group("ram:ApplicableTradeTax")
        .with(leaf("ram:CalculatedAmount", money(part.tax).as_str()))
        .with(leaf("ram:TypeCode", "VAT"))
        .with(leaf("ram:ExemptionReason", reason))
        .with(leaf("ram:BasisAmount", money(part.base).as_str()))
        .with(leaf("ram:CategoryCode", part.category.code()))
        .with(leaf("ram:ExemptionReasonCode", code))
        .with(date("ram:TaxPointDate", "udt:DateString", day))
        .with(percent(words::group_rate(draft, part)))
}

/// How a line, allowance or charge is taxed.
pub(super) fn tax(name: &'static str, vat: &Vat) -> Element {
    group(name)
        .with(leaf("ram:TypeCode", "VAT"))
        .with(leaf("ram:CategoryCode", vat.category.code()))
        .with(percent(words::rate(vat.category, vat.rate)))
}

fn percent(rate: Option<Decimal>) -> Element {
    leaf("ram:RateApplicablePercent", rate.map(number).as_deref())
}

pub(super) fn allowance_charge(item: &AllowanceCharge, charge: bool) -> Element {
    let percent = item.share.map(|share| number(share.percent));
    let base = item.share.map(|share| money(share.base));
    let indicator = leaf("udt:Indicator", if charge { "true" } else { "false" });
    group("ram:SpecifiedTradeAllowanceCharge")
        .with(group("ram:ChargeIndicator").with(indicator))
        .with(leaf("ram:CalculationPercent", percent.as_deref()))
        .with(leaf("ram:BasisAmount", base.as_deref()))
        .with(leaf("ram:ActualAmount", money(item.amount).as_str()))
        .with(leaf("ram:ReasonCode", filled(&item.code)))
        .with(leaf("ram:Reason", filled(&item.reason)))
}

fn terms(draft: &Draft<'_>) -> Element {
    let outgoing = draft.outgoing;
    let description = leaf("ram:Description", words::terms(draft).as_deref());
    let description = if words::ends_in_skonto(draft) { description.ending_in_line_break() } else { description };
    let mandate = match &outgoing.payment {
        Some(PaymentMeans::DirectDebit(mandate)) => Some(mandate.reference.as_str()),
        _ => None,
    };
    group("ram:SpecifiedTradePaymentTerms")
        .with(description)
        .with(date("ram:DueDateDateTime", "udt:DateTimeString", outgoing.due_date))
        .with(leaf("ram:DirectDebitMandateID", mandate))
}

/// The totals; sums of nothing are left out. Only the totals of VAT name their currencies.
fn totals(draft: &Draft<'_>) -> Element {
    let (totals, outgoing) = (&draft.totals, draft.outgoing);
    let amount = |name: &'static str, amount: Amount| leaf(name, money(amount).as_str());
    let if_any = |name, sum: Amount, any: bool| any.then(|| amount(name, sum));
    let tax = |tax: Amount| amount("ram:TaxTotalAmount", tax).attribute("currencyID", tax.currency().code());
    group("ram:SpecifiedTradeSettlementHeaderMonetarySummation")
        .with(amount("ram:LineTotalAmount", totals.lines))
        .option(if_any("ram:ChargeTotalAmount", totals.charges, !outgoing.charges.is_empty()))
        .option(if_any("ram:AllowanceTotalAmount", totals.allowances, !outgoing.allowances.is_empty()))
        .with(amount("ram:TaxBasisTotalAmount", totals.net))
        .with(tax(totals.tax))
        .option(outgoing.accounting_tax.map(tax))
        .option(if_any("ram:RoundingAmount", totals.rounding, !totals.rounding.is_zero()))
        .with(amount("ram:GrandTotalAmount", totals.gross))
        .option(if_any("ram:TotalPrepaidAmount", totals.prepaid, !totals.prepaid.is_zero()))
        .with(amount("ram:DuePayableAmount", totals.due))
}

fn preceding(earlier: &Preceding) -> Element {
    group("ram:InvoiceReferencedDocument").with(leaf("ram:IssuerAssignedID", earlier.number.as_str())).with(date(
        "ram:FormattedIssueDateTime",
        "qdt:DateTimeString",
        earlier.issue_date,
    ))
}
