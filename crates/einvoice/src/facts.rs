//! From the semantic model of EN 16931 to the facts of a document.
//!
//! Amounts keep the sign they have in the file: an invoice with negative amounts stays one, a credit note keeps its
//! positive ones, and `kind` says which it is.

use money::Currency;
use road::facts::{DocumentKind, Facts, Field, LineItem, PaymentMeans, TaxLine};
use road::page::Route;
use rust_decimal::Decimal;

use crate::checks::{Checked, cross_check};
use crate::model::{Address, AllowanceCharge, Invoice, Line, Party, Payment, TaxGroup, Totals, text};
use crate::node::Node;
use crate::value::Values;
use crate::{iban, tax_id};

/// The facts of an invoice, with the cross-checks made on them.
pub(crate) fn facts(invoice: &Invoice<'_>) -> Facts {
    let mut values = Values::default();
    let mut facts = Facts::empty(Route::Xml);
    facts.kind = Some(Field::certain(kind(invoice)));
    facts.invoice_number = certain(text(invoice.number));
    facts.po_number = certain(text(invoice.order_number));
    facts.date = values.date(invoice.issue_date).map(Field::certain);
    facts.due_date = values.date(invoice.due_date).map(Field::certain);
    facts.supply_date = supply_date(invoice, &mut values);
    facts.currency = values.currency(invoice.currency).map(Field::certain);
    facts.payment_terms = certain(joined(&invoice.payment_terms, "\n").as_deref());
    if is_correction(invoice) {
        facts.corrects_number = certain(invoice.preceding.iter().find_map(|p| text(p.number)));
    }
    parties(invoice, &mut facts);
    let currency = text(invoice.currency);
    let tax_total = values.decimal(in_currency(&invoice.tax_totals, currency));
    facts.tax_breakdown = breakdown(&invoice.breakdown, &mut values);
    if let Some(totals) = &invoice.totals {
        amounts(totals, &mut facts, &mut values);
    }
    facts.tax = tax_total.map(Field::certain).or_else(|| derived_tax(&facts));
    facts.tax_category = untaxed(&facts);
    facts.payment_means = paid_by(&invoice.payments, &facts);
    facts.lines = invoice.lines.iter().map(|line| item(line, &mut values)).collect();
    let checked = checked(invoice, &facts, &mut values);
    facts.checks = values.failed;
    facts.checks.extend(cross_check(&facts, &checked));
    facts
}

/// A field that is certain, if there is a text.
pub(crate) fn certain(text: Option<&str>) -> Option<Field<String>> {
    text.map(|text| Field::certain(text.to_owned()))
}

/// A value that was worked out from others that are certain.
pub(crate) fn derived<T>(value: T, reason: &str) -> Field<T> {
    Field { reason: reason.to_owned(), ..Field::certain(value) }
}

/// The texts of several elements, if there are any.
fn joined(nodes: &[&Node], separator: &str) -> Option<String> {
    let parts: Vec<&str> = nodes.iter().map(|node| node.text()).filter(|text| !text.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(separator))
}

fn kind(invoice: &Invoice<'_>) -> DocumentKind {
    if invoice.is_credit_note {
        return DocumentKind::CreditNote;
    }
    match text(invoice.type_code).unwrap_or_default() {
        // The credit notes of UNTDID 1001 that EN 16931 allows.
        "81" | "83" | "261" | "262" | "296" | "308" | "381" | "396" | "420" | "458" | "502" | "503" | "532" => {
            DocumentKind::CreditNote
        }
        // Pro-forma invoice: asks for no payment.
        "325" => DocumentKind::Other,
        "220" | "231" => DocumentKind::Order,
        "270" | "351" => DocumentKind::DeliveryNote,
        "310" => DocumentKind::Quote,
        _ => DocumentKind::Invoice,
    }
}

/// Whether an earlier invoice named in the document is the one it corrects; on other invoices it is a part payment.
fn is_correction(invoice: &Invoice<'_>) -> bool {
    kind(invoice) == DocumentKind::CreditNote || text(invoice.type_code) == Some("384")
}

fn supply_date(invoice: &Invoice<'_>, values: &mut Values) -> Option<Field<jiff::civil::Date>> {
    let delivered = values.date(invoice.delivery_date).map(Field::certain);
    delivered.or_else(|| {
        let tax_point = values.date(invoice.tax_point_date).map(|d| derived(d, "the tax point date"));
        let end = values.date(invoice.period.as_ref().and_then(|p| p.end));
        tax_point.or(end.map(|d| derived(d, "the end of the invoicing period")))
    })
}

fn parties(invoice: &Invoice<'_>, facts: &mut Facts) {
    if let Some(seller) = &invoice.seller {
        facts.vendor = name(seller);
        let number = text(seller.vat_id).or(text(seller.tax_registration));
        facts.vendor_tax_id = certain(number.map(tax_id::normalise).as_deref());
        facts.vendor_address = certain(seller.address.as_ref().and_then(one_line).as_deref());
    }
    if let Some(buyer) = &invoice.buyer {
        facts.customer = name(buyer);
        facts.customer_address = certain(buyer.address.as_ref().and_then(one_line).as_deref());
        facts.customer_tax_id = certain(text(buyer.vat_id).map(tax_id::normalise).as_deref());
    }
    facts.vendor_iban = certain(account(&invoice.payments).as_deref());
}

fn name(party: &Party<'_>) -> Option<Field<String>> {
    certain(text(party.name).or(text(party.trading_name)))
}

fn account(payments: &[Payment<'_>]) -> Option<String> {
    let numbers = payments.iter().flat_map(|payment| &payment.accounts).filter_map(|account| text(account.number));
    numbers.map(iban::normalise).find(|number| iban::looks_like(number))
}

fn one_line(address: &Address<'_>) -> Option<String> {
    let town: Vec<&str> = [text(address.post_code), text(address.city)].into_iter().flatten().collect();
    let mut parts: Vec<String> = address.lines.iter().map(|line| line.text().to_owned()).collect();
    parts.push(town.join(" "));
    parts.extend(text(address.country).map(str::to_owned));
    parts.retain(|part| !part.is_empty());
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The amount in the document's currency; a second one in the accounting currency (BT-111) may stand beside it.
pub(crate) fn in_currency<'a>(amounts: &[&'a Node], currency: Option<&str>) -> Option<&'a Node> {
    let own = amounts.iter().find(|amount| amount.attribute("currencyID") == currency);
    own.or(amounts.first()).copied()
}

fn breakdown(groups: &[TaxGroup<'_>], values: &mut Values) -> Option<Field<Vec<TaxLine>>> {
    let lines: Vec<TaxLine> = groups.iter().filter_map(|group| tax_line(group, values)).collect();
    (!lines.is_empty()).then(|| Field::certain(lines))
}

fn tax_line(group: &TaxGroup<'_>, values: &mut Values) -> Option<TaxLine> {
    let base = values.decimal(group.base);
    let tax = values.decimal(group.tax)?;
    let rate = values.decimal(group.category.rate).unwrap_or_default();
    let category = text(group.category.code).map(str::to_owned);
    Some(TaxLine { rate, base: base?, tax, category })
}

fn amounts(totals: &Totals<'_>, facts: &mut Facts, values: &mut Values) {
    facts.subtotal = values.decimal(totals.net).map(Field::certain);
    facts.total = values.decimal(totals.gross).map(Field::certain);
    facts.prepaid = values.decimal(totals.prepaid).map(Field::certain);
    facts.amount_due = values.decimal(totals.due).map(Field::certain);
}

/// BT-110 is left out when no VAT applies: the breakdown, or equal totals, then tell the tax.
fn derived_tax(facts: &Facts) -> Option<Field<Decimal>> {
    if let Some(breakdown) = &facts.tax_breakdown {
        let sum = breakdown.value.iter().map(|line| line.tax).sum();
        return Some(derived(sum, "the sum of the tax breakdown"));
    }
    let (net, gross) = (facts.subtotal.as_ref()?.value, facts.total.as_ref()?.value);
    (net == gross).then(|| derived(Decimal::ZERO, "the totals with and without tax are equal"))
}

/// The category of a document that bears no tax, where all its groups have the same.
fn untaxed(facts: &Facts) -> Option<Field<String>> {
    let rows = &facts.tax_breakdown.as_ref()?.value;
    let category = rows.first()?.category.as_ref().filter(|code| code.as_str() != "S")?;
    let alike = rows.iter().all(|row| row.tax.is_zero() && row.category.as_ref() == Some(category));
    alike.then(|| Field::certain(category.clone()))
}

/// By what it was paid, when nothing is left to pay: the means of UNTDID 4461.
fn paid_by(payments: &[Payment<'_>], facts: &Facts) -> Option<Field<PaymentMeans>> {
    let nothing_due = facts.amount_due.as_ref().is_some_and(|due| due.value.is_zero());
    let something_owed = facts.total.as_ref().is_some_and(|total| !total.value.is_zero());
    if !nothing_due || !something_owed {
        return None;
    }
    let means = match payments.iter().find_map(|payment| text(payment.code)).unwrap_or_default() {
        "10" => PaymentMeans::Cash,
        "48" | "54" | "55" => PaymentMeans::Card,
        "68" => PaymentMeans::Online,
        "30" | "31" | "42" | "49" | "57" | "58" | "59" => PaymentMeans::Bank,
        _ => PaymentMeans::Unspecified,
    };
    Some(derived(means, "nothing is left to pay"))
}

fn item(line: &Line<'_>, values: &mut Values) -> LineItem {
    let described = [line.name, line.description, line.note].into_iter().find_map(text);
    let quantity = values.decimal(line.quantity);
    // A line without an amount is a note between the items.
    let amount = values.decimal(line.amount).unwrap_or_default();
    LineItem {
        description: described.unwrap_or_default().to_owned(),
        quantity,
        unit_price: unit_price(line, quantity, amount, values),
        amount,
        tax_rate: values.decimal(line.tax.rate),
        spots: Vec::new(),
    }
}

/// The price of one unit: BT-146 holds for BT-149 units. Some issuers repeat the invoiced quantity there although the
/// price is for one; the amount tells.
fn unit_price(line: &Line<'_>, quantity: Option<Decimal>, amount: Decimal, values: &mut Values) -> Option<Decimal> {
    let price = values.decimal(line.price)?;
    let per = values.decimal(line.price_quantity).unwrap_or(Decimal::ONE);
    let is_for_one =
        per.is_zero() || per == Decimal::ONE || quantity.and_then(|q| q.checked_mul(price)) == Some(amount);
    if is_for_one { Some(price) } else { price.checked_div(per).map(|p| p.round_dp(8).normalize()) }
}

/// What the checks need beyond the facts.
fn checked(invoice: &Invoice<'_>, facts: &Facts, values: &mut Values) -> Checked {
    let counted = invoice.lines.iter().zip(&facts.lines).filter(|(line, _)| !line.is_group);
    Checked {
        currency: facts.currency.as_ref().map_or(Currency::EUR, |field| field.value),
        line_sum: (!invoice.lines.is_empty()).then(|| counted.map(|(_, item)| item.amount).sum()),
        allowances: sum(&invoice.allowances, values),
        charges: sum(&invoice.charges, values),
        rounding: invoice.totals.as_ref().and_then(|t| values.decimal(t.rounding)).unwrap_or_default(),
        withheld: Decimal::ZERO,
        third_party: invoice.third_party.iter().filter_map(|paid| values.decimal(Some(paid))).sum(),
        vat_numbers: [&invoice.seller, &invoice.buyer]
            .into_iter()
            .filter_map(|party| text(party.as_ref()?.vat_id))
            .map(tax_id::normalise)
            .collect(),
    }
}

fn sum(items: &[AllowanceCharge<'_>], values: &mut Values) -> Decimal {
    items.iter().filter_map(|item| values.decimal(item.amount)).sum()
}
