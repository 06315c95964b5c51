//! What is written is read back as the same facts.

use money::Currency;
use road::facts::{DocumentKind, Facts, Field};
use rust_decimal::Decimal;

use crate::write::outgoing::filled;
use crate::write::{Kind, Outgoing, OutgoingFormat, PaymentMeans, Vat, VatCategory, document, line_amounts, totals};
use crate::{iban, parse, rules, tax_id};

use super::{CORE, decimal, german, line};

/// Writes an invoice and compares every fact that the format can hold with what went in.
pub(super) fn assert_same(outgoing: &Outgoing, format: OutgoingFormat) {
    let bytes = document(outgoing, format).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(document(outgoing, format).as_ref(), Ok(&bytes), "the same bytes again");
    let broken = rules::check(&bytes).expect("it is read").into_iter().filter(|finding| !finding.is_advice());
    assert_eq!(broken.collect::<Vec<_>>(), Vec::new(), "{}", String::from_utf8_lossy(&bytes));
    let facts = parse(&bytes).expect("it is read");
    head(outgoing, &facts);
    parties(outgoing, &facts);
    amounts(outgoing, &facts);
    lines(outgoing, &facts);
    let failed: Vec<_> = facts.checks.iter().filter(|check| !check.holds && check.name != "en16931_syntax").collect();
    assert!(failed.is_empty(), "{failed:?}");
}

fn value<T: Clone>(field: &Option<Field<T>>) -> Option<T> {
    field.as_ref().map(|field| field.value.clone())
}

fn head(outgoing: &Outgoing, facts: &Facts) {
    let kind = match outgoing.kind {
        Kind::CreditNote => DocumentKind::CreditNote,
        Kind::Invoice | Kind::Corrected => DocumentKind::Invoice,
    };
    assert_eq!(value(&facts.kind), Some(kind));
    assert_eq!(value(&facts.invoice_number).as_deref(), Some(outgoing.number.as_str()));
    assert_eq!(value(&facts.date), Some(outgoing.issue_date));
    assert_eq!(value(&facts.due_date), outgoing.due_date);
    assert_eq!(value(&facts.currency), Some(outgoing.currency));
    assert_eq!(value(&facts.po_number), outgoing.references.order);
    let period_end = outgoing.delivery.period.map(|period| period.end);
    assert_eq!(value(&facts.supply_date), outgoing.delivery.date.or(outgoing.tax_point_date).or(period_end));
    let corrects = outgoing.preceding.first().filter(|_| outgoing.kind != Kind::Invoice);
    assert_eq!(value(&facts.corrects_number), corrects.map(|earlier| earlier.number.clone()));
}

fn parties(outgoing: &Outgoing, facts: &Facts) {
    let (seller, buyer) = (&outgoing.seller, &outgoing.buyer);
    assert_eq!(value(&facts.vendor), Some(seller.name.clone()));
    assert_eq!(value(&facts.customer), Some(buyer.name.clone()));
    let number = outgoing.vat_id(seller).or(filled(&seller.tax_number));
    assert_eq!(value(&facts.vendor_tax_id), number.map(tax_id::normalise));
    assert_eq!(value(&facts.customer_tax_id), outgoing.vat_id(buyer).map(tax_id::normalise));
    let account = match &outgoing.payment {
        Some(PaymentMeans::Transfer(accounts)) => accounts.first().map(|account| iban::normalise(&account.number)),
        _ => None,
    };
    assert_eq!(value(&facts.vendor_iban), account.filter(|number| iban::looks_like(number)));
}

fn amounts(outgoing: &Outgoing, facts: &Facts) {
    let totals = totals(outgoing).expect("they add up");
    let number = |amount: money::Amount| Some(amount.to_decimal());
    assert_eq!(value(&facts.subtotal), number(totals.net));
    assert_eq!(value(&facts.tax), number(totals.tax));
    assert_eq!(value(&facts.total), number(totals.gross));
    assert_eq!(value(&facts.amount_due), number(totals.due));
    assert_eq!(value(&facts.prepaid).unwrap_or_default(), totals.prepaid.to_decimal());
    let rows = value(&facts.tax_breakdown).expect("there is a breakdown");
    let read: Vec<_> = rows.iter().map(|row| (row.category.clone(), row.rate, row.base, row.tax)).collect();
    let stated = totals.breakdown.iter().map(|group| {
        let code = Some(group.category.code().to_owned());
        (code, group.rate, group.base.to_decimal(), group.tax.to_decimal())
    });
    assert_eq!(read, stated.collect::<Vec<_>>());
}

fn lines(outgoing: &Outgoing, facts: &Facts) {
    let amounts = line_amounts(outgoing).expect("they add up");
    assert_eq!(facts.lines.len(), outgoing.lines.len());
    for ((line, amount), read) in outgoing.lines.iter().zip(amounts).zip(&facts.lines) {
        assert_eq!(read.description, line.name);
        assert_eq!(read.quantity, Some(line.quantity));
        assert_eq!(read.amount, amount.to_decimal());
        let rate = match line.vat.category {
            VatCategory::Standard => Some(line.vat.rate),
            VatCategory::OutOfScope => None,
            _ => Some(Decimal::ZERO),
        };
        assert_eq!(read.tax_rate, rate);
        if line.price.base_quantity == Decimal::ONE {
            assert_eq!(read.unit_price, Some(line.price.net));
        }
    }
}

#[test]
fn an_invoice_comes_back_from_every_syntax() {
    for format in CORE {
        assert_same(&german(), format);
    }
}

#[test]
fn whole_yen_come_back_without_decimals() {
    let mut invoice = german();
    (invoice.currency, invoice.allowances, invoice.charges) = (Currency::JPY, Vec::new(), Vec::new());
    invoice.lines = vec![line("1", "Bohrer", "3", "1999", Vat::standard(decimal("10")))];
    for format in CORE {
        assert_same(&invoice, format);
    }
    // A fraction of a yen cannot be told, and Peppol wants quantity times price to the cent.
    invoice.lines[0].price.net = decimal("1999.5");
    assert_eq!(super::codes(&invoice, OutgoingFormat::PeppolUbl), ["einvoice.rule.PEPPOL-EN16931-R120"]);
    // XRechnung has taken that rule over as advice.
    assert_eq!(super::codes(&invoice, OutgoingFormat::XRechnungUbl), Vec::<String>::new());
}
