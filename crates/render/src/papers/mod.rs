//! What is printed: plain values, with every amount already computed.

mod account;
mod letter;
mod look;
mod sales;

use money::Amount;

pub use account::{
    Ageing, DunningLetter, DunningLevel, OverdueItem, PaidItem, RemittanceAdvice, Statement, StatementLine,
    StatementSection,
};
pub use letter::{AccountNumber, BankAccount, Letter, Party, Reference, Sender, TaxId};
pub use look::{Attachment, Colour, Look, PageSize, Window};
pub use sales::{
    Adjustment, CashDiscount, Instalment, Item, Line, Origin, Paid, PaymentCode, SalesDocument, SalesKind, Supply,
    TaxInHome, TaxRow, TaxTreatment, Terms, Totals,
};

use crate::RenderError;

/// A paper.
#[derive(Debug, Clone)]
pub enum Document {
    /// Invoice, credit note, quote or receipt.
    Sales(Box<SalesDocument>),
    /// What was charged and paid, with what is open.
    Statement(Box<Statement>),
    /// A reminder that something is overdue.
    Dunning(Box<DunningLetter>),
    /// What a payment settles.
    Remittance(Box<RemittanceAdvice>),
}

impl Document {
    pub(crate) fn letter(&self) -> &Letter {
        match self {
            Self::Sales(paper) => &paper.letter,
            Self::Statement(paper) => &paper.letter,
            Self::Dunning(paper) => &paper.letter,
            Self::Remittance(paper) => &paper.letter,
        }
    }

    /// A code in this paper is one that a bank takes, and finds its place on the sheet.
    pub(crate) fn check_code(&self, size: PageSize) -> Result<(), RenderError> {
        let code = match self {
            Self::Sales(paper) => &paper.payment_code,
            Self::Dunning(paper) => &paper.payment_code,
            Self::Statement(_) | Self::Remittance(_) => &None,
        };
        let Some(PaymentCode::Swiss(code)) = code else { return Ok(()) };
        if size != PageSize::A4 {
            let why = "the payment part needs a sheet of A4".to_owned();
            return Err(RenderError::BadSwissCode { field: "sheet", why });
        }
        code.check()
    }

    /// Every amount is in the currency of the paper; a statement has one in each section.
    pub(crate) fn check(&self) -> Result<(), RenderError> {
        match self {
            Self::Sales(paper) => paper.check(),
            Self::Statement(paper) => paper.sections.iter().try_for_each(StatementSection::check),
            Self::Dunning(paper) => paper.check(),
            Self::Remittance(paper) => paper.check(),
        }
    }
}

/// Refuses an amount that is not in the currency of `model`.
fn same_currency(model: Amount, amount: Amount, place: impl FnOnce() -> String) -> Result<(), RenderError> {
    let (expected, found) = (model.currency(), amount.currency());
    if expected == found { Ok(()) } else { Err(RenderError::MixedCurrencies { place: place(), expected, found }) }
}
