//! What an outgoing invoice says, owned and before it has a syntax. Terms and groups of EN 16931 are named as BT and
//! BG; what only Italy asks for is in [`Italy`].
//!
//! A text that is empty or blank counts as not given.

mod italy;
mod line;
mod party;
mod payment;
mod vat;

use jiff::civil::Date;
use money::{Amount, Currency};

use super::Totals;
pub use italy::{Collectability, Italy, Rea, Recipient, Withholding};
pub use line::{AllowanceCharge, Classification, DocumentAllowanceCharge, Line, Price, Share};
pub use party::{Address, Contact, Identifier, Party};
pub use payment::{Account, Card, Discount, Mandate, PaymentMeans, PaymentTerms};
pub use vat::{Exemption, Vat, VatCategory};

/// An invoice or credit note that is to leave. Amounts are positive on invoices and on credit notes alike; `kind` says
/// which way they go. All amounts are in `currency` unless their field says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// BT-3: which sort of document it is.
    pub kind: Kind,
    /// BT-1: its number.
    pub number: String,
    /// BT-2: the day it is issued.
    pub issue_date: Date,
    /// BT-9: the day payment is due.
    pub due_date: Option<Date>,
    /// BT-7: the day VAT becomes due, where it is neither the day of issue nor of delivery.
    pub tax_point_date: Option<Date>,
    /// BT-5.
    pub currency: Currency,
    /// BT-111: the total VAT in the currency in which the seller declares it, which is another than `currency` (BT-6).
    pub accounting_tax: Option<Amount>,
    /// BG-3: the earlier invoices that it corrects, credits or settles.
    pub preceding: Vec<Preceding>,
    /// What the buyer and the seller call the business behind it.
    pub references: References,
    /// BT-22: notes to the reader, a paragraph each.
    pub notes: Vec<String>,
    /// BT-20: when to pay, in words, and discounts for paying early.
    pub terms: PaymentTerms,
    /// BG-16: how to pay.
    pub payment: Option<PaymentMeans>,
    /// BT-83: what the payer is to quote.
    pub remittance: Option<String>,
    /// BG-4.
    pub seller: Party,
    /// BG-7.
    pub buyer: Party,
    /// BG-13: when and where to it was delivered.
    pub delivery: Delivery,
    /// BG-25.
    pub lines: Vec<Line>,
    /// BG-20: allowances on the whole document.
    pub allowances: Vec<DocumentAllowanceCharge>,
    /// BG-21: charges on the whole document.
    pub charges: Vec<DocumentAllowanceCharge>,
    /// BT-120 and BT-121: why no VAT is charged, for each category that charges none. Exemption (`E`) needs one; the
    /// other categories have a reason of their own where none is given.
    pub exemptions: Vec<Exemption>,
    /// BT-113: what is paid already.
    pub prepaid: Option<Amount>,
    /// BT-114: what rounding adds to the amount due.
    pub rounding: Option<Amount>,
    /// Totals that stand in the books already. They are written if they add up, and refused if they do not.
    pub stated: Option<Totals>,
    /// BG-24: documents that go along.
    pub attachments: Vec<Attachment>,
    /// What FatturaPA asks for beyond EN 16931; the other formats leave it out.
    pub italy: Option<Italy>,
}

impl Outgoing {
    /// An invoice with its head and nothing on it.
    pub fn new(number: impl Into<String>, issue_date: Date, currency: Currency, seller: Party, buyer: Party) -> Self {
        Self {
            kind: Kind::Invoice,
            number: number.into(),
            issue_date,
            due_date: None,
            tax_point_date: None,
            currency,
            accounting_tax: None,
            preceding: Vec::new(),
            references: References::default(),
            notes: Vec::new(),
            terms: PaymentTerms::default(),
            payment: None,
            remittance: None,
            seller,
            buyer,
            delivery: Delivery::default(),
            lines: Vec::new(),
            allowances: Vec::new(),
            charges: Vec::new(),
            exemptions: Vec::new(),
            prepaid: None,
            rounding: None,
            stated: None,
            attachments: Vec::new(),
            italy: None,
        }
    }

    /// The VAT of every line, allowance and charge, in this order.
    pub(super) fn taxed(&self) -> impl Iterator<Item = &Vat> {
        let items = self.allowances.iter().chain(&self.charges).map(|item| &item.vat);
        self.lines.iter().map(|line| &line.vat).chain(items)
    }

    /// The same, with the places where they stand.
    pub(super) fn taxed_places(&self) -> impl Iterator<Item = (String, &Vat)> {
        let places = |name: &'static str, count: usize| (0..count).map(move |index| format!("{name}[{index}]"));
        let lines = places("lines", self.lines.len()).chain(places("allowances", self.allowances.len()));
        lines.chain(places("charges", self.charges.len())).zip(self.taxed())
    }

    /// Whether anything on it has a category.
    pub(super) fn has(&self, category: VatCategory) -> bool {
        self.taxed().any(|vat| vat.category == category)
    }

    /// Whether seller and buyer have their addresses in a country.
    pub(super) fn is_within(&self, country: &str) -> bool {
        let lives = |party: &Party| party.address.country.trim().eq_ignore_ascii_case(country);
        lives(&self.seller) && lives(&self.buyer)
    }

    /// The VAT number of a party as the document may name it: an invoice outside the scope of VAT names none (BR-O-02).
    pub(super) fn vat_id<'a>(&self, party: &'a Party) -> Option<&'a str> {
        filled(&party.vat_id).filter(|_| !self.has(VatCategory::OutOfScope))
    }
}

/// The trimmed text, unless there is none.
pub(super) fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Which sort of document it is (UNTDID 1001).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A commercial invoice (380).
    Invoice,
    /// A credit note (381).
    CreditNote,
    /// An invoice that takes the place of an earlier one (384), which `preceding` names.
    Corrected,
}

impl Kind {
    /// The code of UNTDID 1001.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invoice => "380",
            Self::CreditNote => "381",
            Self::Corrected => "384",
        }
    }
}

/// BG-3: an earlier invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preceding {
    /// BT-25: its number.
    pub number: String,
    /// BT-26: the day it was issued.
    pub issue_date: Option<Date>,
}

/// What the business behind the invoice is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References {
    /// BT-10: how the buyer finds who has to look at it; for the public sector in Germany the Leitweg-ID.
    pub buyer: Option<String>,
    /// BT-13: the buyer's purchase order.
    pub order: Option<String>,
    /// BT-12: the contract.
    pub contract: Option<String>,
    /// BT-11: the project.
    pub project: Option<String>,
    /// BT-16: the despatch advice (delivery note).
    pub despatch: Option<String>,
}

/// BG-13: the delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    /// BT-72: the day of delivery.
    pub date: Option<Date>,
    /// BG-14: the span of time that is invoiced.
    pub period: Option<Period>,
    /// BT-70: who it was delivered to, where it is not the buyer.
    pub name: Option<String>,
    /// BG-15: where to, where it is not the buyer's address.
    pub address: Option<Address>,
}

/// A span of time, first and last day included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
}

/// BG-24: a document that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// BT-122: what it is referred to by.
    pub reference: String,
    /// BT-123: what it is.
    pub description: Option<String>,
    /// BT-124: where it can be had.
    pub location: Option<String>,
    /// BT-125: the file itself.
    pub file: Option<File>,
}

/// BT-125: an attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, with its ending.
    pub name: String,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
