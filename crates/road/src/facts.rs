//! Facts: what a document says, each with a confidence and its place on the page: the result of extraction.

use jiff::civil::Date;
use money::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use crate::check::Check;
use crate::page::{Route, Spot};

/// A value read from a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field<T> {
    /// The value in its normal form.
    pub value: T,
    /// The probability that the value is right, 0 to 1, calibrated against labelled documents.
    pub confidence: f32,
    /// Where it is printed; empty for data without a page (XML) and for derived values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spots: Vec<Spot>,
    /// Why this value was chosen, in a few words a person understands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl<T> Field<T> {
    /// A value that is certain because it was given as data.
    pub fn certain(value: T) -> Self {
        Self { value, confidence: 1.0, spots: Vec::new(), reason: String::new() }
    }
}

/// Which sort of document it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DocumentKind {
    /// A bill or sales invoice.
    #[default]
    Invoice,
    /// A credit note.
    CreditNote,
    /// A till receipt, already paid.
    Receipt,
    /// A reminder of an unpaid invoice: not booked again.
    Reminder,
    /// An order or order confirmation: nothing to book.
    Order,
    /// A delivery note: nothing to book.
    DeliveryNote,
    /// A quotation: nothing to book.
    Quote,
    /// A bank statement.
    BankStatement,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// What people call it in a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invoice => "an invoice",
            Self::CreditNote => "a credit note",
            Self::Receipt => "a receipt",
            Self::Reminder => "a reminder",
            Self::Order => "an order",
            Self::DeliveryNote => "a delivery note",
            Self::Quote => "a quotation",
            Self::BankStatement => "a bank statement",
            Self::Other => "another document",
        }
    }
}

/// By what a document says it was paid already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PaymentMeans {
    /// Coins and notes.
    Cash,
    /// A debit or credit card, or a telephone in place of one.
    Card,
    /// A payment service on the net.
    Online,
    /// A transfer or direct debit that has been made.
    Bank,
    /// It says that it is paid, not by what.
    Unspecified,
}

/// One rate of the tax summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxLine {
    /// Rate in per cent: `19` means 19 %.
    pub rate: Decimal,
    /// Net amount the tax is computed on.
    pub base: Decimal,
    /// The tax.
    pub tax: Decimal,
    /// Category of UNTDID 5305 where given: `S` standard, `Z` zero, `E` exempt, `AE` reverse charge, `K` intra-EU,
    /// `G` export, `O` outside scope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

/// One item of the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineItem {
    /// What it is.
    pub description: String,
    /// How many, where printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    /// Price of one, where printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Decimal>,
    /// The line's amount as printed (net on invoices, gross on receipts).
    pub amount: Decimal,
    /// Tax rate in per cent, where printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_rate: Option<Decimal>,
    /// Where it is printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spots: Vec<Spot>,
}

/// Everything read from one document. Amounts are decimals of major units in `currency`, positive on invoices **and**
/// on credit notes; `kind` tells which way the entry goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// How the text was come by.
    pub route: Route,
    /// Two-letter language (ISO 639-1) the document is mostly written in.
    pub language: Option<String>,
    /// Which sort of document.
    pub kind: Option<Field<DocumentKind>>,
    /// Who issued it.
    pub vendor: Option<Field<String>>,
    /// The issuer's VAT or tax number, normalised (no spaces or dots).
    pub vendor_tax_id: Option<Field<String>>,
    /// Where to pay to, normalised.
    pub vendor_iban: Option<Field<String>>,
    /// The issuer's address in one line.
    pub vendor_address: Option<Field<String>>,
    /// Who it is addressed to.
    pub customer: Option<Field<String>>,
    /// The recipient's VAT number.
    pub customer_tax_id: Option<Field<String>>,
    /// The recipient's address in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_address: Option<Field<String>>,
    /// The number the issuer gave the document.
    pub invoice_number: Option<Field<String>>,
    /// The order number of the recipient.
    pub po_number: Option<Field<String>>,
    /// For a credit note: the invoice it corrects.
    pub corrects_number: Option<Field<String>>,
    /// Issue date.
    pub date: Option<Field<Date>>,
    /// Date payment is due.
    pub due_date: Option<Field<Date>>,
    /// Date of supply, where it differs.
    pub supply_date: Option<Field<Date>>,
    /// Currency of all amounts.
    pub currency: Option<Field<Currency>>,
    /// Net total before tax.
    pub subtotal: Option<Field<Decimal>>,
    /// Total tax.
    pub tax: Option<Field<Decimal>>,
    /// Gross total.
    pub total: Option<Field<Decimal>>,
    /// Rounding of the total to the smallest coin, where it is printed as a line of its own; signed, part of `total`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Field<Decimal>>,
    /// Tax the buyer keeps back and pays to the authority for the issuer (IRPF, ritenuta d'acconto, retenção), with the
    /// sign of `total`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Field<Decimal>>,
    /// Already paid.
    pub prepaid: Option<Field<Decimal>>,
    /// Still to pay.
    pub amount_due: Option<Field<Decimal>>,
    /// Tax by rate.
    pub tax_breakdown: Option<Field<Vec<TaxLine>>>,
    /// Category of UNTDID 5305 in which the page puts the whole document by its words, where it charges no tax: `AE`
    /// reverse charge, `K` supply within the EU, `G` export, `E` exempt. Rows of `tax_breakdown` carry it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_category: Option<Field<String>>,
    /// By what it was paid already; absent where nothing says that it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_means: Option<Field<PaymentMeans>>,
    /// Terms of payment as printed.
    pub payment_terms: Option<Field<String>>,
    /// The items.
    pub lines: Vec<LineItem>,
    /// Cross-checks that were made.
    pub checks: Vec<Check>,
}

impl Facts {
    /// Facts of a document of which nothing is known yet.
    pub fn empty(route: Route) -> Self {
        Self {
            route,
            language: None,
            kind: None,
            vendor: None,
            vendor_tax_id: None,
            vendor_iban: None,
            vendor_address: None,
            customer: None,
            customer_tax_id: None,
            customer_address: None,
            invoice_number: None,
            po_number: None,
            corrects_number: None,
            date: None,
            due_date: None,
            supply_date: None,
            currency: None,
            subtotal: None,
            tax: None,
            total: None,
            rounding: None,
            withheld: None,
            prepaid: None,
            amount_due: None,
            tax_breakdown: None,
            tax_category: None,
            payment_means: None,
            payment_terms: None,
            lines: Vec::new(),
            checks: Vec::new(),
        }
    }
}
