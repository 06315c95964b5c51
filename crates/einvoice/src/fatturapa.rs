//! FatturaPA 1.x (Italy): the ordinary electronic invoice, `FatturaElettronica`.
//!
//! The format is a national one with its own terms: what EN 16931 calls the VAT breakdown is `DatiRiepilogo`, totals
//! without VAT are not stated and are the sum of it. A file may hold a lot of several bodies under one header; the
//! first is read and a failed check tells of the others.

use money::Currency;
use road::Arg;
use road::facts::{Check, DocumentKind, Facts, Field, LineItem, TaxLine};
use road::page::Route;
use rust_decimal::Decimal;

use crate::checks::{Checked, cross_check};
use crate::facts::{certain, derived};
use crate::node::Node;
use crate::value::Values;
use crate::{iban, tax_id};

/// The facts of the first body, with the cross-checks made on them.
pub(crate) fn facts(root: &Node) -> Facts {
    let mut values = Values::default();
    let mut facts = Facts::empty(Route::Xml);
    facts.language = Some("it".to_owned());
    if let Some(header) = root.at("FatturaElettronicaHeader") {
        parties(header, &mut facts);
    }
    let mut checked = Checked {
        currency: Currency::EUR,
        line_sum: None,
        allowances: Decimal::ZERO,
        charges: Decimal::ZERO,
        rounding: Decimal::ZERO,
        withheld: Decimal::ZERO,
        third_party: Decimal::ZERO,
        vat_numbers: vat_numbers(root),
    };
    if let Some(body) = root.at("FatturaElettronicaBody") {
        document(body, &mut facts, &mut values);
        goods(body, &mut facts, &mut checked, &mut values);
        payment(body, &mut facts, &mut checked, &mut values);
        checked.currency = facts.currency.as_ref().map_or(Currency::EUR, |field| field.value);
    }
    facts.checks = values.failed;
    facts.checks.extend(single_body(root));
    facts.checks.extend(cross_check(&facts, &checked));
    facts
}

/// Fails when the file is a lot of several invoices.
fn single_body(root: &Node) -> Option<Check> {
    let bodies = root.children("FatturaElettronicaBody").count();
    (bodies > 1).then(|| {
        let detail = format!("the file holds {bodies} invoices; only the first is read: ask for one file for each");
        Check::new("single_document", false, detail).with("documents", Arg::count(bodies))
    })
}

fn parties(header: &Node, facts: &mut Facts) {
    if let Some(seller) = header.at("CedentePrestatore") {
        facts.vendor = certain(name(seller).as_deref());
        facts.vendor_tax_id =
            certain(vat_number(seller).as_deref()).or(certain(seller.text_at("DatiAnagrafici/CodiceFiscale")));
        facts.vendor_address = certain(seller.at("Sede").and_then(address).as_deref());
    }
    if let Some(buyer) = header.at("CessionarioCommittente") {
        facts.customer = certain(name(buyer).as_deref());
        facts.customer_tax_id = certain(vat_number(buyer).as_deref());
    }
}

/// A company's name, or a person's first and last name.
fn name(party: &Node) -> Option<String> {
    let register = party.at("DatiAnagrafici/Anagrafica")?;
    if let Some(company) = register.text_at("Denominazione") {
        return Some(company.to_owned());
    }
    let parts: Vec<&str> = [register.text_at("Nome"), register.text_at("Cognome")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Country and code of the VAT number.
fn vat_number(party: &Node) -> Option<String> {
    let number = party.at("DatiAnagrafici/IdFiscaleIVA")?;
    let country = number.text_at("IdPaese")?;
    let code = number.text_at("IdCodice")?;
    // Some write the country into the code again.
    Some(tax_id::normalise(&if code.starts_with(country) { code.to_owned() } else { format!("{country}{code}") }))
}

fn vat_numbers(root: &Node) -> Vec<String> {
    let paths = ["FatturaElettronicaHeader/CedentePrestatore", "FatturaElettronicaHeader/CessionarioCommittente"];
    paths.iter().filter_map(|path| root.at(path)).filter_map(vat_number).collect()
}

fn address(seat: &Node) -> Option<String> {
    let joined = |names: &[&str]| {
        let parts: Vec<&str> = names.iter().filter_map(|name| seat.text_at(name)).collect();
        parts.join(" ")
    };
    let groups: [&[&str]; 3] = [&["Indirizzo", "NumeroCivico"], &["CAP", "Comune", "Provincia"], &["Nazione"]];
    let mut parts: Vec<String> = groups.into_iter().map(joined).collect();
    parts.retain(|part| !part.is_empty());
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn document(body: &Node, facts: &mut Facts, values: &mut Values) {
    let Some(general) = body.at("DatiGenerali") else { return };
    if let Some(document) = general.at("DatiGeneraliDocumento") {
        let kind = kind(document.text_at("TipoDocumento").unwrap_or_default());
        facts.kind = Some(Field::certain(kind));
        facts.invoice_number = certain(document.text_at("Numero"));
        facts.date = values.date(document.at("Data")).map(Field::certain);
        facts.currency = values.currency(document.at("Divisa")).map(Field::certain);
        facts.total = values.decimal(document.at("ImportoTotaleDocumento")).map(Field::certain);
        if kind == DocumentKind::CreditNote {
            facts.corrects_number = certain(general.text_at("DatiFattureCollegate/IdDocumento"));
        }
    }
    facts.po_number = certain(general.text_at("DatiOrdineAcquisto/IdDocumento"));
    let delivered = general.at("DatiTrasporto/DataOraConsegna").or(general.at("DatiDDT/DataDDT"));
    facts.supply_date = values.date(delivered).map(Field::certain);
}

/// The kinds of document of the Italian revenue agency: TD04 and TD08 are credit notes; advances, fees, debit notes and
/// the self-billed kinds are booked like invoices.
fn kind(code: &str) -> DocumentKind {
    match code {
        "TD04" | "TD08" => DocumentKind::CreditNote,
        _ => DocumentKind::Invoice,
    }
}

fn goods(body: &Node, facts: &mut Facts, checked: &mut Checked, values: &mut Values) {
    let lines = body.all("DatiBeniServizi/DettaglioLinee");
    facts.lines = lines.iter().map(|line| item(line, values)).collect();
    let summaries = body.all("DatiBeniServizi/DatiRiepilogo");
    let breakdown: Vec<TaxLine> = summaries.iter().filter_map(|summary| tax_line(summary, values)).collect();
    checked.line_sum = (!lines.is_empty()).then(|| facts.lines.iter().map(|line| line.amount).sum());
    // Expenses and contributions to a professional fund are part of the taxable amount but no lines; the rounding of
    // the taxable amount is stated on its own.
    let contributions = body.all("DatiGenerali/DatiGeneraliDocumento/DatiCassaPrevidenziale/ImportoContributoCassa");
    let extras = summaries.iter().flat_map(|s| [s.at("SpeseAccessorie"), s.at("Arrotondamento")]).flatten();
    checked.charges = contributions.into_iter().chain(extras).filter_map(|node| values.decimal(Some(node))).sum();
    if breakdown.is_empty() {
        return;
    }
    let net: Decimal = breakdown.iter().map(|line| line.base).sum();
    let tax: Decimal = breakdown.iter().map(|line| line.tax).sum();
    let rounding = values.decimal(body.at("DatiGenerali/DatiGeneraliDocumento/Arrotondamento")).unwrap_or_default();
    facts.subtotal = Some(derived(net, "the sum of the tax breakdown"));
    facts.tax = Some(derived(tax, "the sum of the tax breakdown"));
    if facts.total.is_none() {
        facts.total = Some(derived(net + tax + rounding, "net plus tax, the document states no total"));
    }
    facts.rounding = Some(rounding).filter(|r| !r.is_zero()).map(Field::certain);
    facts.withheld = withheld(body, &summaries, values);
    facts.tax_breakdown = Some(Field::certain(breakdown));
}

/// What the buyer keeps back and pays to the authority: withheld tax and contributions (DatiRitenuta), and the VAT of a
/// split payment (EsigibilitaIVA `S`, art. 17-ter DPR 633/1972).
fn withheld(body: &Node, summaries: &[&Node], values: &mut Values) -> Option<Field<Decimal>> {
    let kept = body.all("DatiGenerali/DatiGeneraliDocumento/DatiRitenuta/ImportoRitenuta");
    let split = summaries.iter().filter(|summary| summary.text_at("EsigibilitaIVA") == Some("S"));
    let split: Vec<&Node> = split.filter_map(|summary| summary.at("Imposta")).collect();
    let sum: Decimal = kept.into_iter().chain(split).filter_map(|node| values.decimal(Some(node))).sum();
    (!sum.is_zero()).then(|| Field::certain(sum))
}

fn item(line: &Node, values: &mut Values) -> LineItem {
    LineItem {
        description: line.text_at("Descrizione").unwrap_or_default().to_owned(),
        quantity: values.decimal(line.at("Quantita")),
        unit_price: values.decimal(line.at("PrezzoUnitario")),
        amount: values.decimal(line.at("PrezzoTotale")).unwrap_or_default(),
        tax_rate: values.decimal(line.at("AliquotaIVA")),
        spots: Vec::new(),
    }
}

fn tax_line(summary: &Node, values: &mut Values) -> Option<TaxLine> {
    let base = values.decimal(summary.at("ImponibileImporto"));
    let tax = values.decimal(summary.at("Imposta"));
    let rate = values.decimal(summary.at("AliquotaIVA")).unwrap_or_default();
    let category = category(summary.text_at("Natura"));
    Some(TaxLine { rate, base: base?, tax: tax?, category: Some(category.to_owned()) })
}

/// The category of UNTDID 5305 for the Italian reason why no VAT is charged.
fn category(nature: Option<&str>) -> &'static str {
    match nature {
        None => "S",
        // Exports; supplies within the Union; other supplies taxed at zero with the right of deduction.
        Some("N3.1") => "G",
        Some("N3.2") => "K",
        Some(code) if code.starts_with("N3") => "Z",
        // Exempt; margin scheme.
        Some(code) if code.starts_with("N4") || code.starts_with("N5") => "E",
        Some(code) if code.starts_with("N6") => "AE",
        // Excluded, outside the scope, or taxed in another member state.
        Some(_) => "O",
    }
}

fn payment(body: &Node, facts: &mut Facts, checked: &mut Checked, values: &mut Values) {
    let details = body.all("DatiPagamento/DettaglioPagamento");
    let dates: Vec<_> = details.iter().filter_map(|d| values.date(d.at("DataScadenzaPagamento"))).collect();
    facts.due_date = dates.into_iter().min().map(Field::certain);
    let account = details.iter().filter_map(|d| d.text_at("IBAN")).map(iban::normalise).find(|n| iban::looks_like(n));
    facts.vendor_iban = certain(account.as_deref());
    facts.payment_terms = certain(terms(body).as_deref());
    let sum: Decimal = details.iter().filter_map(|d| values.decimal(d.at("ImportoPagamento"))).sum();
    // Less than the total is due when the buyer withholds tax or pays the VAT to the state; more would mean that the
    // same amount is offered in several ways.
    let total = facts.total.as_ref().map(|field| field.value);
    if !sum.is_zero() && total.is_some_and(|total| sum.abs() <= total.abs()) {
        facts.amount_due = Some(derived(sum, "the sum of the payments"));
        checked.withheld = total.unwrap_or_default() - sum;
    }
}

/// The conditions of payment in words.
fn terms(body: &Node) -> Option<String> {
    let payment = body.at("DatiPagamento")?;
    let condition = match payment.text_at("CondizioniPagamento")? {
        "TP01" => "in instalments",
        "TP02" => "in full",
        "TP03" => "in advance",
        other => other,
    };
    let days = payment.text_at("DettaglioPagamento/GiorniTerminiPagamento");
    Some(days.map_or(condition.to_owned(), |days| format!("{condition}, {days} days")))
}
