//! What must be there: the integrity rules BR-01 to BR-67 and the conditions that tie terms to each other.

use super::{Findings, given, number};
use crate::model::{AllowanceCharge, Invoice, Line, Party, Payment, Period, TaxGroup, Totals, text};
use crate::node::Node;
use crate::rules::codes;

/// Payment means codes of credit transfers, which need an account: credit transfer and SEPA credit transfer.
const CREDIT_TRANSFERS: [&str; 2] = ["30", "58"];

/// Most characters of a card number that may be shown.
const CARD_DIGITS: usize = 10;

pub(super) fn check(invoice: &Invoice<'_>, findings: &mut Findings) {
    document(invoice, findings);
    parties(invoice, findings);
    if let Some(totals) = &invoice.totals {
        document_totals(totals, findings);
    }
    if let Some(period) = &invoice.period {
        span(period, ["BR-29", "BR-CO-19"], "the invoicing period", findings);
    }
    for (place, line) in invoice.lines.iter().enumerate() {
        invoice_line(line, &format!("line {}", place + 1), findings);
    }
    reasons(&invoice.allowances, ["BR-31", "BR-33", "BR-CO-21"], "document allowance", findings);
    reasons(&invoice.charges, ["BR-36", "BR-38", "BR-CO-22"], "document charge", findings);
    categories(&invoice.allowances, "BR-32", "document allowance", findings);
    categories(&invoice.charges, "BR-37", "document charge", findings);
    for (place, group) in invoice.breakdown.iter().enumerate() {
        breakdown(group, &format!("VAT breakdown {}", place + 1), findings);
    }
    payments(&invoice.payments, findings);
    conditions(invoice, findings);
}

fn document(invoice: &Invoice<'_>, findings: &mut Findings) {
    let terms = [
        ("BR-01", invoice.specification, "a specification identifier (BT-24)"),
        ("BR-02", invoice.number, "a number (BT-1)"),
        ("BR-03", invoice.issue_date, "an issue date (BT-2)"),
        ("BR-04", invoice.type_code, "a type code (BT-3)"),
        ("BR-05", invoice.currency, "a currency (BT-5)"),
        ("BR-06", invoice.seller.as_ref().and_then(|p| p.name), "a seller name (BT-27)"),
        ("BR-07", invoice.buyer.as_ref().and_then(|p| p.name), "a buyer name (BT-44)"),
    ];
    for (rule, term, what) in terms {
        findings.expect(given(term), rule, format!("the invoice must have {what}"));
    }
    let address = |party: &Option<Party<'_>>| party.as_ref().is_some_and(|p| p.address.is_some());
    findings.expect(address(&invoice.seller), "BR-08", "the invoice must have the seller's postal address (BG-5)");
    findings.expect(address(&invoice.buyer), "BR-10", "the invoice must have the buyer's postal address (BG-8)");
    findings.expect(!invoice.lines.is_empty(), "BR-16", "the invoice must have at least one line (BG-25)");
    findings.expect(!invoice.breakdown.is_empty(), "BR-CO-18", "the invoice must have a VAT breakdown (BG-23)");
    for preceding in &invoice.preceding {
        findings.expect(
            given(preceding.number),
            "BR-55",
            "a reference to an earlier invoice must have its number (BT-25)",
        );
    }
    for document in &invoice.documents {
        findings.expect(given(document.reference), "BR-52", "an additional document must have a reference (BT-122)");
    }
    if let Some(currency) = text(invoice.tax_currency) {
        let stated = invoice.tax_totals.iter().any(|total| total.attribute("currencyID") == Some(currency));
        findings.expect(
            stated,
            "BR-53",
            format!("the total VAT in the accounting currency {currency} (BT-111) is missing"),
        );
    }
}

fn parties(invoice: &Invoice<'_>, findings: &mut Findings) {
    let country = |party: &Option<Party<'_>>| {
        party.as_ref().and_then(|p| p.address.as_ref()).is_none_or(|address| given(address.country))
    };
    findings.expect(country(&invoice.seller), "BR-09", "the seller's address must have a country (BT-40)");
    findings.expect(country(&invoice.buyer), "BR-11", "the buyer's address must have a country (BT-55)");
    findings.expect(
        country(&invoice.representative),
        "BR-20",
        "the tax representative's address must have a country (BT-69)",
    );
    if let Some(representative) = &invoice.representative {
        findings.expect(
            given(representative.name),
            "BR-18",
            "the seller's tax representative must have a name (BT-62)",
        );
        findings.expect(
            representative.address.is_some(),
            "BR-19",
            "the tax representative must have an address (BG-12)",
        );
        findings.expect(given(representative.vat_id), "BR-56", "the tax representative must have a VAT number (BT-63)");
    }
    if let Some(payee) = &invoice.payee {
        payee_differs(payee, invoice.seller.as_ref(), findings);
    }
    let delivered = invoice.delivery_address.as_ref();
    let delivered_to = delivered.is_none_or(|address| given(address.country));
    findings.expect(delivered_to, "BR-57", "the deliver-to address must have a country (BT-80)");
    let scheme = |party: &Option<Party<'_>>| has_scheme(party.as_ref().and_then(|p| p.endpoint), "schemeID");
    findings.expect(scheme(&invoice.seller), "BR-62", "the seller's electronic address (BT-34) must name its scheme");
    findings.expect(scheme(&invoice.buyer), "BR-63", "the buyer's electronic address (BT-49) must name its scheme");
    if let Some(seller) = &invoice.seller {
        let known = given(seller.vat_id) || given(seller.registration) || !seller.identifiers.is_empty();
        let message =
            "the seller must have an identifier (BT-29), a legal registration (BT-30) or a VAT number (BT-31)";
        findings.expect(known, "BR-CO-26", message);
    }
    vat_prefixes(invoice, findings);
}

/// A payee is only named when it is not the seller.
fn payee_differs(payee: &Party<'_>, seller: Option<&Party<'_>>, findings: &mut Findings) {
    let same = |own: Option<&str>, other: Option<&str>| own.is_some() && own == other;
    let seller_name = seller.and_then(|s| text(s.trading_name).or(text(s.name)));
    let same_name = same(text(payee.name), seller_name);
    let seller_ids = seller.map(|s| s.identifiers.as_slice()).unwrap_or_default();
    let same_id = payee.identifiers.iter().any(|id| seller_ids.iter().any(|other| other.text() == id.text()));
    let message = "the payee must have a name (BT-59) and must not be the seller";
    findings.expect(given(payee.name) && !same_name && !same_id, "BR-17", message);
}

/// Whether an element, where it is there, has the attribute that names its scheme.
fn has_scheme(node: Option<&Node>, attribute: &str) -> bool {
    node.is_none_or(|node| node.attribute(attribute).is_some())
}

fn vat_prefixes(invoice: &Invoice<'_>, findings: &mut Findings) {
    for party in [&invoice.seller, &invoice.buyer, &invoice.representative].into_iter().flatten() {
        let Some(number) = text(party.vat_id) else { continue };
        let prefix = number.get(..2).unwrap_or_default();
        let known = prefix == "EL" || codes::is_country(prefix);
        findings.expect(known, "BR-CO-09", format!("the VAT number {number} must begin with the code of its country"));
    }
}

fn document_totals(totals: &Totals<'_>, findings: &mut Findings) {
    let terms = [
        ("BR-12", totals.lines, "the sum of the lines (BT-106)"),
        ("BR-13", totals.net, "the total without VAT (BT-109)"),
        ("BR-14", totals.gross, "the total with VAT (BT-112)"),
        ("BR-15", totals.due, "the amount due (BT-115)"),
    ];
    for (rule, term, what) in terms {
        findings.expect(given(term), rule, format!("the totals must state {what}"));
    }
}

/// A period must have a start or an end, and not end before it starts.
fn span(period: &Period<'_>, [order, presence]: [&str; 2], what: &str, findings: &mut Findings) {
    let present = given(period.start) || given(period.end) || given(period.code);
    findings.expect(present, presence, format!("{what} must have a start or an end"));
    if let (Some(start), Some(end)) = (text(period.start), text(period.end)) {
        // ISO dates, and dates in format 102, sort as text.
        findings.expect(end >= start, order, format!("{what} ends ({end}) before it starts ({start})"));
    }
}

fn invoice_line(line: &Line<'_>, place: &str, findings: &mut Findings) {
    let terms = [
        ("BR-21", line.id, "an identifier (BT-126)"),
        ("BR-22", line.quantity, "a quantity (BT-129)"),
        ("BR-24", line.amount, "a net amount (BT-131)"),
        ("BR-25", line.name, "the name of the item (BT-153)"),
        ("BR-26", line.price, "the net price of the item (BT-146)"),
    ];
    for (rule, term, what) in terms {
        findings.expect(given(term), rule, format!("{place} must have {what}"));
    }
    let unit = line.quantity.is_some_and(|quantity| quantity.attribute("unitCode").is_some());
    findings.expect(unit, "BR-23", format!("{place} must state the unit of its quantity (BT-130)"));
    let negative = |term| number(term).is_some_and(|price| price.is_sign_negative() && !price.is_zero());
    findings.expect(!negative(line.price), "BR-27", format!("the net price of {place} (BT-146) must not be negative"));
    findings.expect(
        !negative(line.gross_price),
        "BR-28",
        format!("the gross price of {place} (BT-148) must not be negative"),
    );
    let categorised = line.tax.is_vat && given(line.tax.code);
    findings.expect(categorised, "BR-CO-04", format!("{place} must have a VAT category (BT-151)"));
    if let Some(period) = &line.period {
        span(period, ["BR-30", "BR-CO-20"], &format!("the period of {place}"), findings);
    }
    reasons(&line.allowances, ["BR-41", "BR-42", "BR-CO-23"], &format!("allowance of {place}"), findings);
    reasons(&line.charges, ["BR-43", "BR-44", "BR-CO-24"], &format!("charge of {place}"), findings);
    findings.expect(
        has_scheme(line.standard_id, "schemeID"),
        "BR-64",
        format!("the item identifier of {place} must name its scheme"),
    );
    for code in &line.classifications {
        findings.expect(
            has_scheme(Some(code), "listID"),
            "BR-65",
            format!("the item classification of {place} must name its scheme"),
        );
    }
    for (name, value) in &line.attributes {
        let complete = given(*name) && given(*value);
        findings.expect(complete, "BR-54", format!("each item attribute of {place} must have a name and a value"));
    }
}

/// Allowances and charges must have an amount, and a reason in words or as a code.
fn reasons(items: &[AllowanceCharge<'_>], rules: [&str; 3], what: &str, findings: &mut Findings) {
    for item in items {
        let [amount, reason, either] = rules;
        findings.expect(given(item.amount), amount, format!("each {what} must have an amount"));
        let explained = given(item.reason) || given(item.reason_code);
        findings.expect(explained, reason, format!("each {what} must have a reason or a reason code"));
        findings.expect(explained, either, format!("each {what} must have a reason, a reason code or both"));
    }
}

fn categories(items: &[AllowanceCharge<'_>], rule: &str, what: &str, findings: &mut Findings) {
    for item in items {
        let categorised = item.tax.is_vat && given(item.tax.code);
        findings.expect(categorised, rule, format!("each {what} must have a VAT category"));
    }
}

fn breakdown(group: &TaxGroup<'_>, place: &str, findings: &mut Findings) {
    findings.expect(given(group.base), "BR-45", format!("{place} must have a taxable amount (BT-116)"));
    findings.expect(given(group.tax), "BR-46", format!("{place} must have a tax amount (BT-117)"));
    let category = group.category;
    let categorised = category.is_vat && given(category.code);
    findings.expect(categorised, "BR-47", format!("{place} must have a VAT category (BT-118)"));
    let rated = category.is_vat && (given(category.rate) || text(category.code) == Some("O"));
    findings.expect(rated, "BR-48", format!("{place} must have a rate (BT-119) unless it is outside the scope of VAT"));
}

fn payments(payments: &[Payment<'_>], findings: &mut Findings) {
    for payment in payments {
        findings.expect(given(payment.code), "BR-49", "a payment instruction must have a payment means code (BT-81)");
        let transfer = text(payment.code).is_some_and(|code| CREDIT_TRANSFERS.contains(&code));
        if transfer {
            let message = "a credit transfer must state the account to pay to (BT-84)";
            findings.expect(payment.accounts.iter().all(|account| given(account.number)), "BR-50", message);
            findings.expect(payment.accounts.iter().any(|account| given(account.number)), "BR-61", message);
        }
        for card in &payment.cards {
            let short = text(card.number).is_none_or(|number| number.chars().count() <= CARD_DIGITS);
            findings.expect(
                short,
                "BR-51",
                "no more than the first six and last four digits of a card may be shown (BT-87)",
            );
        }
    }
    let cards: usize = payments.iter().map(|payment| payment.cards.len()).sum();
    let mandates: usize = payments.iter().map(|payment| payment.mandates).sum();
    findings.expect(cards <= 1, "BR-66", "an invoice can name at most one payment card (BG-18)");
    findings.expect(mandates <= 1, "BR-67", "an invoice can name at most one direct debit mandate (BG-19)");
}

fn conditions(invoice: &Invoice<'_>, findings: &mut Findings) {
    let both = given(invoice.tax_point_date) && given(invoice.tax_point_code);
    findings.expect(!both, "BR-CO-03", "the tax point date (BT-7) and its code (BT-8) exclude each other");
    let due = invoice.totals.as_ref().and_then(|totals| number(totals.due));
    let asks_for_money = !invoice.is_credit_note && due.is_some_and(|due| due.is_sign_positive() && !due.is_zero());
    if asks_for_money {
        let told = given(invoice.due_date) || invoice.payment_terms.iter().any(|terms| !terms.text().is_empty());
        let message = "an invoice with an amount due must have a due date (BT-9) or payment terms (BT-20)";
        findings.expect(told, "BR-CO-25", message);
    }
}
