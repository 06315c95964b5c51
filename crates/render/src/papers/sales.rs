use jiff::civil::Date;
use money::{Amount, Currency};
use rust_decimal::Decimal;

use super::{BankAccount, Letter, Party, same_currency};
use crate::RenderError;
use crate::codes::{GiroCode, SwissCode};

/// Invoice, credit note, quote or receipt.
#[derive(Debug, Clone)]
pub struct SalesDocument {
    /// Which of them.
    pub kind: SalesKind,
    /// Its number.
    pub number: String,
    /// Who writes to whom.
    pub letter: Letter,
    /// When was supplied.
    pub supply: Option<Supply>,
    /// Where to, when it is not the recipient.
    pub deliver_to: Option<Party>,
    /// Paragraphs above the lines.
    pub opening: Vec<String>,
    /// What is supplied.
    pub lines: Vec<Line>,
    /// Sums and tax.
    pub totals: Totals,
    /// When to pay.
    pub terms: Terms,
    /// Where to pay, when it is not the sender's first account.
    pub pay_to: Option<BankAccount>,
    /// What the payer should write; the number of the paper without it.
    pub payment_reference: Option<String>,
    /// A code that the payer's telephone reads.
    pub payment_code: Option<PaymentCode>,
    /// Paragraphs at the end.
    pub notes: Vec<String>,
}

/// Which sales document it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SalesKind {
    /// Invoice.
    Invoice,
    /// Credit note.
    CreditNote {
        /// The invoice it takes back from (Directive 2006/112/EC, Art. 219).
        corrects: Option<Origin>,
    },
    /// Quote.
    Quote {
        /// The last day on which it may be accepted.
        valid_until: Option<Date>,
        /// Whether there is a line to sign on.
        signature: bool,
    },
    /// Receipt for money taken.
    Receipt,
}

/// An earlier document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its number.
    pub number: String,
    /// Its day.
    pub date: Option<Date>,
}

/// When was supplied (Directive 2006/112/EC, Art. 226 (7)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supply {
    /// On a day.
    On(Date),
    /// From the first to the last day.
    Over(Date, Date),
}

/// A row of the table.
#[derive(Debug, Clone)]
pub enum Line {
    /// Something supplied.
    Item(Box<Item>),
    /// A title over the items that follow.
    Heading(String),
    /// A remark between items.
    Text(String),
    /// A sum between items.
    Subtotal {
        /// What it sums.
        label: String,
        /// The sum.
        amount: Amount,
    },
}

/// Something supplied.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its number in the paper.
    pub position: String,
    /// What it is.
    pub name: String,
    /// More about it, in smaller letters; it may have several lines.
    pub detail: Option<String>,
    /// How much.
    pub quantity: Option<Decimal>,
    /// Of which unit, as it is printed.
    pub unit: Option<String>,
    /// For one, in the currency of the paper; it may have more decimals than amounts have.
    pub unit_price: Option<Decimal>,
    /// Taken off, per cent.
    pub discount: Option<Decimal>,
    /// Rate of tax, per cent.
    pub tax_rate: Option<Decimal>,
    /// For the row.
    pub amount: Amount,
    /// The sum of the items up to this one: it is carried over where a page ends here.
    pub running: Option<Amount>,
}

/// Sums and tax.
#[derive(Debug, Clone)]
pub struct Totals {
    /// Of the lines, where allowances or charges follow.
    pub lines: Option<Amount>,
    /// Allowances (negative) and charges of the whole paper.
    pub adjustments: Vec<Adjustment>,
    /// Without tax; left out where tax is inside the prices and not shown.
    pub net: Option<Amount>,
    /// Tax by rate and treatment.
    pub taxes: Vec<TaxRow>,
    /// Of the rounding to cash, where there is one.
    pub rounding: Option<Amount>,
    /// With tax.
    pub gross: Amount,
    /// What was paid before.
    pub paid: Vec<Paid>,
    /// What is left to pay; `None` shows no such row.
    pub due: Option<Amount>,
    /// The tax in the currency of its country (Directive 2006/112/EC, Art. 230).
    pub tax_in_home: Option<TaxInHome>,
}

/// An allowance or a charge.
#[derive(Debug, Clone)]
pub struct Adjustment {
    /// What it is.
    pub label: String,
    /// Negative for an allowance.
    pub amount: Amount,
}

/// Tax of one rate and treatment.
#[derive(Debug, Clone)]
pub struct TaxRow {
    /// How it is taxed; the mention that the law asks for follows from it.
    pub treatment: TaxTreatment,
    /// The tax's own name, where the usual one of the language does not fit.
    pub name: Option<String>,
    /// Per cent.
    pub rate: Decimal,
    /// What is taxed.
    pub base: Amount,
    /// The tax.
    pub tax: Amount,
    /// A mention of the seller's own law in place of the usual one.
    pub mention: Option<String>,
}

/// How something is taxed. All but the first need a mention on the paper (Directive 2006/112/EC, Art. 226 (11) to (15)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxTreatment {
    /// Taxed at the rate that stands there.
    Taxed,
    /// The buyer owes the tax.
    ReverseCharge,
    /// Supplied to another country of the EU.
    IntraCommunity,
    /// Exported.
    Export,
    /// Exempt.
    Exempt,
    /// Outside the tax.
    OutOfScope,
    /// Sold by a small business.
    SmallBusiness,
    /// Margin scheme: second-hand goods.
    MarginGoods,
    /// Margin scheme: works of art.
    MarginArt,
    /// Margin scheme: collector's items and antiques.
    MarginAntiques,
    /// Margin scheme: travel agents.
    MarginTravel,
}

/// Money that came in before.
#[derive(Debug, Clone)]
pub struct Paid {
    /// When.
    pub date: Date,
    /// How, as it is printed.
    pub method: Option<String>,
    /// How much.
    pub amount: Amount,
}

/// The tax in the currency of its country.
#[derive(Debug, Clone)]
pub struct TaxInHome {
    /// The tax.
    pub amount: Amount,
    /// The rate it was converted at.
    pub rate: Decimal,
}

/// When to pay.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The last day; without one nothing is said.
    pub due: Option<Date>,
    /// To be paid on receipt.
    pub at_once: bool,
    /// Less for paying early.
    pub discounts: Vec<CashDiscount>,
    /// In parts.
    pub instalments: Vec<Instalment>,
    /// In the seller's own words.
    pub text: Option<String>,
}

/// Less for paying early.
#[derive(Debug, Clone)]
pub struct CashDiscount {
    /// Per cent.
    pub percent: Decimal,
    /// The last day.
    pub until: Date,
    /// What is to be paid then.
    pub amount: Amount,
}

/// A part of the sum and its day.
#[derive(Debug, Clone)]
pub struct Instalment {
    /// The day.
    pub due: Date,
    /// The part.
    pub amount: Amount,
}

/// A code that the payer's telephone reads.
#[derive(Debug, Clone)]
pub enum PaymentCode {
    /// A transfer in euro.
    Giro(GiroCode),
    /// The payment part of Switzerland and Liechtenstein, at the foot of a page of A4.
    Swiss(Box<SwissCode>),
}

impl SalesDocument {
    /// The currency of the paper.
    pub(crate) fn currency(&self) -> Currency {
        self.totals.gross.currency()
    }

    pub(crate) fn check(&self) -> Result<(), RenderError> {
        let gross = self.totals.gross;
        for (i, line) in self.lines.iter().enumerate() {
            let place = || format!("line {}", i + 1);
            match line {
                Line::Item(item) => {
                    same_currency(gross, item.amount, place)?;
                    item.running.map_or(Ok(()), |running| same_currency(gross, running, place))?;
                }
                Line::Subtotal { amount, .. } => same_currency(gross, *amount, place)?,
                Line::Heading(_) | Line::Text(_) => {}
            }
        }
        let totals = &self.totals;
        let sums = [totals.lines, totals.net, totals.rounding, totals.due].into_iter().flatten();
        let taxes = totals.taxes.iter().flat_map(|row| [row.base, row.tax]);
        let paid = totals.paid.iter().map(|paid| paid.amount);
        let terms = self.terms.discounts.iter().map(|discount| discount.amount);
        let parts = self.terms.instalments.iter().map(|part| part.amount);
        let adjusted = totals.adjustments.iter().map(|adjustment| adjustment.amount);
        let mut all = sums.chain(taxes).chain(paid).chain(terms).chain(parts).chain(adjusted);
        all.try_for_each(|amount| same_currency(gross, amount, || "totals and terms".to_owned()))
    }
}
