//! The fields of a document by name: how each is shown, and how a person's correction of it is read. One table serves
//! the review screen, corrections and the command line.

use jiff::civil::Date;
use money::Currency;
use road::facts::{DocumentKind, Facts, Field, PaymentMeans};
use road::page::Spot;
use rust_decimal::Decimal;

use crate::DocumentError;

/// What a field holds, so that a form can offer the right input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "snake_case")]
pub enum FieldType {
    /// Words.
    Text,
    /// A calendar day.
    Date,
    /// A decimal in the document's currency.
    Money,
    /// One of a few words.
    Select,
    /// A bank account number.
    Iban,
}

/// A field that can be shown and corrected.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// Its name in the facts.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it holds.
    pub kind: FieldType,
    /// Whether its absence is worth showing.
    pub expected: bool,
}

const fn spec(name: &'static str, label: &'static str, kind: FieldType, expected: bool) -> FieldSpec {
    FieldSpec { name, label, kind, expected }
}

/// All fields in the order of a form.
pub const FIELDS: &[FieldSpec] = &[
    spec("kind", "Kind of document", FieldType::Select, true),
    spec("vendor", "Issuer", FieldType::Text, true),
    spec("vendor_tax_id", "Issuer's tax number", FieldType::Text, false),
    spec("vendor_iban", "Issuer's IBAN", FieldType::Iban, false),
    spec("vendor_address", "Issuer's address", FieldType::Text, false),
    spec("customer", "Recipient", FieldType::Text, false),
    spec("customer_tax_id", "Recipient's tax number", FieldType::Text, false),
    spec("customer_address", "Recipient's address", FieldType::Text, false),
    spec("invoice_number", "Number", FieldType::Text, true),
    spec("po_number", "Order number", FieldType::Text, false),
    spec("corrects_number", "Corrects invoice", FieldType::Text, false),
    spec("date", "Date", FieldType::Date, true),
    spec("due_date", "Due", FieldType::Date, false),
    spec("supply_date", "Date of supply", FieldType::Date, false),
    spec("currency", "Currency", FieldType::Select, true),
    spec("subtotal", "Net", FieldType::Money, true),
    spec("tax", "Tax", FieldType::Money, true),
    spec("total", "Total", FieldType::Money, true),
    spec("prepaid", "Already paid", FieldType::Money, false),
    spec("amount_due", "To pay", FieldType::Money, false),
    spec("payment_means", "Paid by", FieldType::Text, false),
    spec("payment_terms", "Terms of payment", FieldType::Text, false),
];

/// A field as it stands: value as text, confidence, places, reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Plain text: ISO dates, decimals with a point.
    pub value: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Where it is printed.
    pub spots: Vec<Spot>,
    /// Why this value.
    pub reason: String,
}

/// The present value of a field.
pub fn shown(facts: &Facts, name: &str) -> Option<Shown> {
    fn of<T>(field: &Option<Field<T>>, text: impl Fn(&T) -> String) -> Option<Shown> {
        field.as_ref().map(|f| Shown {
            value: text(&f.value),
            confidence: f.confidence,
            spots: f.spots.clone(),
            reason: f.reason.clone(),
        })
    }
    match name {
        "kind" => of(&facts.kind, DocumentKind::to_string),
        "currency" => of(&facts.currency, Currency::to_string),
        "payment_means" => of(&facts.payment_means, PaymentMeans::to_string),
        "date" => of(&facts.date, Date::to_string),
        "due_date" => of(&facts.due_date, Date::to_string),
        "supply_date" => of(&facts.supply_date, Date::to_string),
        "subtotal" => of(&facts.subtotal, Decimal::to_string),
        "tax" => of(&facts.tax, Decimal::to_string),
        "total" => of(&facts.total, Decimal::to_string),
        "prepaid" => of(&facts.prepaid, Decimal::to_string),
        "amount_due" => of(&facts.amount_due, Decimal::to_string),
        _ => text_field(facts, name).and_then(|field| of(field, String::clone)),
    }
}

fn text_field<'a>(facts: &'a Facts, name: &str) -> Option<&'a Option<Field<String>>> {
    Some(match name {
        "vendor" => &facts.vendor,
        "vendor_tax_id" => &facts.vendor_tax_id,
        "vendor_iban" => &facts.vendor_iban,
        "vendor_address" => &facts.vendor_address,
        "customer" => &facts.customer,
        "customer_tax_id" => &facts.customer_tax_id,
        "customer_address" => &facts.customer_address,
        "invoice_number" => &facts.invoice_number,
        "po_number" => &facts.po_number,
        "corrects_number" => &facts.corrects_number,
        "payment_terms" => &facts.payment_terms,
        _ => return None,
    })
}

/// What a person entered for a field.
#[derive(Debug, Clone, Default)]
pub struct Entered {
    /// The value as text; `None` empties the field.
    pub value: Option<String>,
    /// Where on the page the person pointed.
    pub spots: Vec<Spot>,
    /// Who, in words.
    pub by: String,
}

/// The longest value of a field, in characters.
const TEXT_MAX: usize = 500;

/// Puts a person's value into the facts. What a person says is certain.
pub fn enter(facts: &mut Facts, name: &str, entered: &Entered) -> Result<(), DocumentError> {
    let text = entered.value.as_deref().map(str::trim).filter(|t| !t.is_empty());
    if text.is_some_and(|t| t.chars().count() > TEXT_MAX) {
        let reason = format!("write at most {TEXT_MAX} characters");
        return Err(DocumentError::BadCorrection { field: name.to_owned(), reason });
    }
    match name {
        "kind" => facts.kind = typed(name, text, entered, "choose one of the kinds offered")?,
        "currency" => {
            facts.currency = typed(name, text, entered, "write the three letters of ISO 4217, such as EUR")?;
        }
        "payment_means" => {
            facts.payment_means = typed(name, text, entered, "write cash, card, online, bank or unspecified")?;
        }
        "date" => facts.date = typed(name, text, entered, "write the date as year-month-day")?,
        "due_date" => facts.due_date = typed(name, text, entered, "write the date as year-month-day")?,
        "supply_date" => facts.supply_date = typed(name, text, entered, "write the date as year-month-day")?,
        "subtotal" => facts.subtotal = typed(name, text, entered, "write the amount like 1234.50")?,
        "tax" => facts.tax = typed(name, text, entered, "write the amount like 1234.50")?,
        "total" => facts.total = typed(name, text, entered, "write the amount like 1234.50")?,
        "prepaid" => facts.prepaid = typed(name, text, entered, "write the amount like 1234.50")?,
        "amount_due" => facts.amount_due = typed(name, text, entered, "write the amount like 1234.50")?,
        _ => return enter_text(facts, name, text, entered),
    }
    Ok(())
}

fn enter_text(facts: &mut Facts, name: &str, text: Option<&str>, entered: &Entered) -> Result<(), DocumentError> {
    let wanted = text.map(|t| with_places(t.to_owned(), entered));
    let target = match name {
        "vendor" => &mut facts.vendor,
        "vendor_tax_id" => &mut facts.vendor_tax_id,
        "vendor_iban" => &mut facts.vendor_iban,
        "vendor_address" => &mut facts.vendor_address,
        "customer" => &mut facts.customer,
        "customer_tax_id" => &mut facts.customer_tax_id,
        "customer_address" => &mut facts.customer_address,
        "invoice_number" => &mut facts.invoice_number,
        "po_number" => &mut facts.po_number,
        "corrects_number" => &mut facts.corrects_number,
        "payment_terms" => &mut facts.payment_terms,
        _ => {
            return Err(DocumentError::BadCorrection {
                field: name.to_owned(),
                reason: "there is no such field".to_owned(),
            });
        }
    };
    if name == "vendor_iban" && text.is_some_and(|t| !extract::iban::is_valid(&compact(t))) {
        return Err(DocumentError::BadCorrection {
            field: name.to_owned(),
            reason: "that is not an IBAN: its length or check digits are wrong".to_owned(),
        });
    }
    *target = wanted.map(|mut field| {
        if matches!(name, "vendor_iban" | "vendor_tax_id" | "customer_tax_id") {
            field.value = compact(&field.value);
        }
        field
    });
    Ok(())
}

/// Letters and digits of a number, in capitals.
fn compact(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

fn typed<T: std::str::FromStr>(
    name: &str,
    text: Option<&str>,
    entered: &Entered,
    how: &str,
) -> Result<Option<Field<T>>, DocumentError> {
    let Some(text) = text else { return Ok(None) };
    let value = text.parse().map_err(|_| DocumentError::BadCorrection {
        field: name.to_owned(),
        reason: format!("`{text}` cannot be read: {how}"),
    })?;
    Ok(Some(with_places(value, entered)))
}

fn with_places<T>(value: T, entered: &Entered) -> Field<T> {
    Field { value, confidence: 1.0, spots: entered.spots.clone(), reason: format!("entered by {}", entered.by) }
}
