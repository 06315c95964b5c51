//! What each VAT category asks for: the rules BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF (Canary Islands), BR-AG
//! (Ceuta and Melilla) and BR-B (split payment). The families have the same shape; [`CATEGORIES`] says where they
//! differ.

use rust_decimal::Decimal;

use super::amounts::expected_tax;
use super::{Findings, allowances_and_charges, given, number};
use crate::model::{Invoice, Party, TaxCategory, TaxGroup, Term, text};

/// Which rate a category may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rate {
    /// Above zero.
    Positive,
    /// Zero or above.
    NotNegative,
    /// Zero.
    Zero,
    /// None at all.
    Absent,
}

/// Which tax numbers the parties need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// The seller a VAT number or tax registration, or a VAT number of its representative.
    Seller,
    /// The same, and the buyer a VAT number or legal registration.
    SellerAndBuyer,
    /// The seller or its representative a VAT number.
    SellerVat,
    /// The same, and the buyer a VAT number.
    SellerVatAndBuyerVat,
    /// Nobody a VAT number.
    Nobody,
}

/// A category of VAT and its rules.
struct Category {
    /// Code of UNTDID 5305.
    code: &'static str,
    /// Middle part of the names of its rules.
    family: &'static str,
    /// What it is called.
    name: &'static str,
    rate: Rate,
    numbers: Numbers,
    /// Whether the breakdown must give a reason why no VAT is charged; if not, it must not.
    exemption: bool,
}

impl Category {
    /// Categories with a tax of their own are broken down by rate, the others appear once.
    fn is_taxed(&self) -> bool {
        matches!(self.rate, Rate::Positive | Rate::NotNegative)
    }

    fn rule(&self, number: u32) -> String {
        format!("BR-{}-{number:02}", self.family)
    }

    fn is(&self, category: &TaxCategory<'_>) -> bool {
        category.is_vat && text(category.code) == Some(self.code)
    }
}

const fn category(
    code: &'static str,
    family: &'static str,
    name: &'static str,
    rate: Rate,
    numbers: Numbers,
    exemption: bool,
) -> Category {
    Category { code, family, name, rate, numbers, exemption }
}

const CATEGORIES: [Category; 9] = [
    category("S", "S", "standard rated", Rate::Positive, Numbers::Seller, false),
    category("Z", "Z", "zero rated", Rate::Zero, Numbers::Seller, false),
    category("E", "E", "exempt from VAT", Rate::Zero, Numbers::Seller, true),
    category("AE", "AE", "reverse charge", Rate::Zero, Numbers::SellerAndBuyer, true),
    category("K", "IC", "intra-Community supply", Rate::Zero, Numbers::SellerVatAndBuyerVat, true),
    category("G", "G", "export outside the EU", Rate::Zero, Numbers::SellerVat, true),
    category("O", "O", "not subject to VAT", Rate::Absent, Numbers::Nobody, true),
    category("L", "AF", "IGIC (Canary Islands)", Rate::NotNegative, Numbers::Seller, false),
    category("M", "AG", "IPSI (Ceuta and Melilla)", Rate::NotNegative, Numbers::Seller, false),
];

pub(super) fn check(invoice: &Invoice<'_>, findings: &mut Findings) {
    for category in &CATEGORIES {
        appears_in_breakdown(category, invoice, findings);
        tax_numbers(category, invoice, findings);
        rates(category, invoice, findings);
        for group in invoice.breakdown.iter().filter(|group| category.is(&group.category)) {
            taxable_amount(category, group, invoice, findings);
            tax_amount(category, group, findings);
            exemption(category, group, findings);
        }
    }
    intra_community(invoice, findings);
    outside_scope_alone(invoice, findings);
    split_payment(invoice, findings);
}

fn appears_in_breakdown(category: &Category, invoice: &Invoice<'_>, findings: &mut Findings) {
    let on_lines = invoice.lines.iter().any(|line| category.is(&line.tax));
    let used = on_lines || allowances_and_charges(invoice).any(|item| category.is(&item.tax));
    let groups = invoice.breakdown.iter().filter(|group| category.is(&group.category)).count();
    let holds = match (used, category.is_taxed()) {
        (true, true) => groups > 0,
        (false, true) => groups == 0,
        (true, false) => groups == 1,
        (false, false) => groups <= 1,
    };
    let message = format!("what is {} must appear in the VAT breakdown, and only if it is invoiced", category.name);
    findings.expect(holds, &category.rule(1), message);
}

fn tax_numbers(category: &Category, invoice: &Invoice<'_>, findings: &mut Findings) {
    let places = [
        (2, invoice.lines.iter().any(|line| category.is(&line.tax)), "a line"),
        (3, invoice.allowances.iter().any(|item| category.is(&item.tax)), "a document allowance"),
        (4, invoice.charges.iter().any(|item| category.is(&item.tax)), "a document charge"),
    ];
    let (holds, need) = numbers_hold(category.numbers, invoice);
    for (rule, used, what) in places {
        findings.expect(!used || holds, &category.rule(rule), format!("{what} is {}: {need}", category.name));
    }
}

/// Whether the parties have the tax numbers, and the demand in words.
fn numbers_hold(numbers: Numbers, invoice: &Invoice<'_>) -> (bool, &'static str) {
    let has = |party: &Option<Party<'_>>, term: fn(&Party<'_>) -> bool| party.as_ref().is_some_and(term);
    let vat = |party: &Party<'_>| given(party.vat_id);
    let seller_vat = has(&invoice.seller, vat) || has(&invoice.representative, vat);
    let seller = seller_vat || has(&invoice.seller, |party| given(party.tax_registration));
    let buyer_vat = has(&invoice.buyer, vat);
    let buyer = buyer_vat || has(&invoice.buyer, |party| given(party.registration));
    match numbers {
        Numbers::Seller => (seller, "the seller or its tax representative must have a tax number"),
        Numbers::SellerAndBuyer => (seller && buyer, "the seller and the buyer must have tax numbers"),
        Numbers::SellerVat => (seller_vat, "the seller or its tax representative must have a VAT number"),
        Numbers::SellerVatAndBuyerVat => (seller_vat && buyer_vat, "the seller and the buyer must have VAT numbers"),
        Numbers::Nobody => (!seller_vat && !buyer_vat, "no party may have a VAT number"),
    }
}

fn rates(category: &Category, invoice: &Invoice<'_>, findings: &mut Findings) {
    let mut check = |rule: u32, tax: &TaxCategory<'_>, what: &str| {
        if !category.is(tax) {
            return;
        }
        let rate = number(tax.rate);
        let (holds, demand) = match category.rate {
            Rate::Positive => (rate.is_some_and(|r| r > Decimal::ZERO), "above zero"),
            Rate::NotNegative => (rate.is_some_and(|r| r >= Decimal::ZERO), "zero or above"),
            Rate::Zero => (rate.is_some_and(|r| r.is_zero()), "zero"),
            Rate::Absent => (tax.rate.is_none(), "left out"),
        };
        findings.expect(
            holds,
            &category.rule(rule),
            format!("{what} is {}: its VAT rate must be {demand}", category.name),
        );
    };
    invoice.lines.iter().for_each(|line| check(5, &line.tax, "a line"));
    invoice.allowances.iter().for_each(|item| check(6, &item.tax, "a document allowance"));
    invoice.charges.iter().for_each(|item| check(7, &item.tax, "a document charge"));
}

/// The taxable amount is the sum of what has the category, at each rate for the taxed ones; rounding may move those by
/// less than one unit of the currency.
fn taxable_amount(category: &Category, group: &TaxGroup<'_>, invoice: &Invoice<'_>, findings: &mut Findings) {
    let rate = number(group.category.rate);
    if category.is_taxed() && rate.is_none() {
        return;
    }
    let counts = |tax: &TaxCategory<'_>| {
        text(tax.code) == Some(category.code) && (!category.is_taxed() || number(tax.rate) == rate)
    };
    let sum = |amounts: &mut dyn Iterator<Item = Term<'_>>| amounts.filter_map(number).sum::<Decimal>();
    let lines = sum(&mut invoice.lines.iter().filter(|line| counts(&line.tax)).map(|line| line.amount));
    let allowances = sum(&mut invoice.allowances.iter().filter(|item| counts(&item.tax)).map(|item| item.amount));
    let charges = sum(&mut invoice.charges.iter().filter(|item| counts(&item.tax)).map(|item| item.amount));
    let expected = lines + charges - allowances;
    let base = number(group.base);
    let present = if category.family == "S" {
        invoice.lines.iter().any(|line| counts(&line.tax))
            || allowances_and_charges(invoice).any(|item| counts(&item.tax))
    } else {
        !invoice.lines.is_empty()
    };
    let equal = base.is_some_and(|base| match category.is_taxed() {
        true => (base - expected).abs() < Decimal::ONE,
        false => base == expected,
    });
    let message = format!("the taxable amount (BT-116) of what is {} must be {expected}", category.name);
    findings.expect(present && equal, &category.rule(8), message);
}

fn tax_amount(category: &Category, group: &TaxGroup<'_>, findings: &mut Findings) {
    let tax = number(group.tax);
    let (holds, demand) = if category.is_taxed() {
        let expected = number(group.base).zip(number(group.category.rate)).and_then(|(b, r)| expected_tax(b, r));
        let near = expected.zip(tax).is_some_and(|(expected, tax)| (expected - tax.abs()).abs() < Decimal::ONE);
        (near, "the taxable amount times the rate")
    } else {
        (tax.is_some_and(|tax| tax.is_zero()), "zero")
    };
    findings.expect(
        holds,
        &category.rule(9),
        format!("the tax (BT-117) of what is {} must be {demand}", category.name),
    );
}

fn exemption(category: &Category, group: &TaxGroup<'_>, findings: &mut Findings) {
    let explained = given(group.reason) || given(group.reason_code);
    let demand = if category.exemption { "must" } else { "must not" };
    let message = format!("the VAT breakdown of what is {} {demand} give an exemption reason", category.name);
    findings.expect(explained == category.exemption, &category.rule(10), message);
}

/// Whether the breakdown has a category.
fn breaks_down(invoice: &Invoice<'_>, code: &str) -> bool {
    invoice.breakdown.iter().any(|group| group.category.is_vat && text(group.category.code) == Some(code))
}

fn intra_community(invoice: &Invoice<'_>, findings: &mut Findings) {
    if !breaks_down(invoice, "K") {
        return;
    }
    let period = invoice.period.as_ref().is_some_and(|p| given(p.start) || given(p.end) || given(p.code));
    let dated = given(invoice.delivery_date) || period;
    findings.expect(
        dated,
        "BR-IC-11",
        "an intra-Community supply must state the delivery date (BT-72) or the invoicing period (BG-14)",
    );
    let country = invoice.delivery_address.as_ref().is_some_and(|address| given(address.country));
    findings.expect(country, "BR-IC-12", "an intra-Community supply must state the country it is delivered to (BT-80)");
}

/// What is not subject to VAT cannot share an invoice with what is.
fn outside_scope_alone(invoice: &Invoice<'_>, findings: &mut Findings) {
    if !breaks_down(invoice, "O") {
        return;
    }
    let other = |tax: &TaxCategory<'_>| tax.is_vat && text(tax.code).is_some_and(|code| code != "O");
    let others = [
        ("BR-O-11", invoice.breakdown.iter().any(|group| other(&group.category)), "VAT breakdown"),
        ("BR-O-12", invoice.lines.iter().any(|line| other(&line.tax)), "line"),
        ("BR-O-13", invoice.allowances.iter().any(|item| other(&item.tax)), "document allowance"),
        ("BR-O-14", invoice.charges.iter().any(|item| other(&item.tax)), "document charge"),
    ];
    for (rule, found, what) in others {
        findings.expect(
            !found,
            rule,
            format!("an invoice not subject to VAT cannot have a {what} of another category"),
        );
    }
}

/// Split payment (B) is a domestic matter of Italy and excludes the standard rate.
fn split_payment(invoice: &Invoice<'_>, findings: &mut Findings) {
    let has = |code: &str| {
        let is = |tax: &TaxCategory<'_>| text(tax.code) == Some(code);
        invoice.lines.iter().any(|line| is(&line.tax))
            || allowances_and_charges(invoice).any(|item| is(&item.tax))
            || invoice.breakdown.iter().any(|group| is(&group.category))
    };
    if !has("B") {
        return;
    }
    let parties = [&invoice.seller, &invoice.buyer, &invoice.representative];
    let addresses = parties.into_iter().flatten().filter_map(|party| party.address.as_ref());
    let domestic = addresses.chain(&invoice.delivery_address).all(|a| text(a.country).is_none_or(|c| c == "IT"));
    findings.expect(domestic, "BR-B-01", "split payment (B) is for invoices within Italy only");
    findings.expect(!has("S"), "BR-B-02", "split payment (B) and the standard rate (S) exclude each other");
}
