//! What a person writes on a document, in and out.

use ::sales::{Content, ContentLine, EarlyPayment, Instalment, Kind, Terms};
use books::tax::{Basis, Supply};
use books::{AccountId, PartyId, SaleId};
use jiff::civil::Date;
use money::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::ApiError;

/// A part of what is to be paid.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SalesInstalment {
    /// In per cent; all of them sum to 100.
    pub share: String,
    /// Days from the issue ...
    pub days: Option<u16>,
    /// ... or a day.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub due: Option<Date>,
}

/// A discount for paying early.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SalesDiscount {
    /// In per cent.
    pub percent: String,
    /// Within so many days of the issue.
    pub days: u16,
}

/// How a document is to be paid.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct SalesTerms {
    /// Days from the issue; the customer's usual ones when left out.
    pub days: Option<u16>,
    /// A fixed day instead.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub due: Option<Date>,
    /// In words, as printed.
    pub text: Option<String>,
    /// For paying early.
    pub discount: Option<SalesDiscount>,
    /// In parts; one payment when empty.
    #[serde(default)]
    pub instalments: Vec<SalesInstalment>,
}

/// A line.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SalesLine {
    /// What is supplied.
    #[serde(default)]
    pub text: String,
    /// How many units, at most six decimals; 1 when left out.
    #[serde(default = "one")]
    pub quantity: String,
    /// Unit by its code of UN/ECE Recommendation 20.
    pub unit: Option<String>,
    /// Price of a unit, at most six decimals; nothing when left out.
    #[serde(default = "nothing")]
    pub unit_price: String,
    /// Taken off, in per cent.
    pub discount: Option<String>,
    /// Where it is earned; the customer's usual account when left out.
    pub account_id: Option<Uuid>,
    /// How it is taxed; the customer's usual code or the one that follows from the places when left out.
    pub tax_code: Option<String>,
    /// goods or services.
    pub supply: Option<String>,
    /// Of a credit note: the line of its invoice, counted from 1.
    pub of_line: Option<u32>,
}

fn one() -> String {
    "1".to_owned()
}

fn nothing() -> String {
    "0".to_owned()
}

fn net() -> String {
    "net".to_owned()
}

/// What a person writes on a document.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SalesContent {
    /// quote, invoice, credit_note.
    pub kind: String,
    /// To whom.
    pub customer_id: Option<Uuid>,
    /// ISO 4217; the base currency when left out.
    pub currency: Option<String>,
    /// The day of issue when left out.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub issue_date: Option<Date>,
    /// Day of the supply, on which the tax arises; the day of issue when left out.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub tax_point: Option<Date>,
    /// Of a quote: the last day on which it holds.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub valid_until: Option<Date>,
    /// Series of its number: INV, CN, QU when left out.
    pub series: Option<String>,
    /// net or gross: whether prices are without or with tax.
    #[serde(default = "net")]
    pub prices: String,
    /// How it is to be paid.
    #[serde(default)]
    pub terms: SalesTerms,
    /// What the customer wants to see on it.
    pub buyer_reference: Option<String>,
    /// Number of the customer's order.
    pub order_number: Option<String>,
    /// A heading.
    pub title: Option<String>,
    /// Words to the customer.
    pub notes: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// The lines.
    #[serde(default)]
    pub lines: Vec<SalesLine>,
    /// Of a credit note: its invoice.
    pub credits_id: Option<Uuid>,
    /// Whether it asks for a payment in advance.
    #[serde(default)]
    pub is_deposit: bool,
    /// Issued invoices of payments in advance, to be taken off whole.
    #[serde(default)]
    pub deposits: Vec<Uuid>,
}

/// The code of what cannot be read here, and of what the slice refuses to keep.
const INVALID: &str = "sales.invalid";

/// A word of a closed list.
pub(super) fn word<T: std::str::FromStr>(field: &str, text: &str, known: &str) -> Result<T, ApiError> {
    text.parse().map_err(|_| ApiError::field(field, INVALID, format!("`{text}` is not one of {known}")))
}

/// A plain decimal: a sign, digits, at most one point.
pub(super) fn decimal(field: &str, text: &str) -> Result<Decimal, ApiError> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let read = Decimal::from_str_exact(text).ok().filter(|_| plain);
    read.ok_or_else(|| ApiError::field(field, INVALID, format!("`{text}` is not a decimal: write it like 1234.5")))
}

pub(super) fn currency(field: &str, code: &str) -> Result<Currency, ApiError> {
    Currency::from_code(code).map_err(|e| ApiError::field(field, INVALID, e.to_string()))
}

/// As it was typed, without zeros at the end.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

impl SalesContent {
    /// The content of the slice.
    pub fn read(self) -> Result<Content, ApiError> {
        let prices = match self.prices.as_str() {
            "net" => Basis::Net,
            "gross" => Basis::Gross,
            other => return Err(ApiError::field("prices", INVALID, format!("`{other}` is not net or gross"))),
        };
        let lines = self.lines.into_iter().enumerate().map(|(index, line)| line.read(index));
        Ok(Content {
            kind: word::<Kind>("kind", &self.kind, "quote, invoice, credit_note")?,
            customer: self.customer_id.map(PartyId),
            currency: self.currency.as_deref().map(|code| currency("currency", code)).transpose()?,
            issue_date: self.issue_date,
            tax_point: self.tax_point,
            valid_until: self.valid_until,
            series: self.series,
            prices,
            terms: self.terms.read()?,
            buyer_reference: self.buyer_reference,
            order_number: self.order_number,
            title: self.title,
            notes: self.notes,
            language: self.language,
            lines: lines.collect::<Result<_, _>>()?,
            credits: self.credits_id.map(SaleId),
            is_deposit: self.is_deposit,
            deposits: self.deposits.into_iter().map(SaleId).collect(),
        })
    }
}

impl SalesLine {
    fn read(self, index: usize) -> Result<ContentLine, ApiError> {
        let at = |field: &str| format!("lines[{index}].{field}");
        let supply = self.supply.map(|text| word::<Supply>(&at("supply"), &text, "goods, services")).transpose()?;
        Ok(ContentLine {
            text: self.text,
            quantity: decimal(&at("quantity"), &self.quantity)?,
            unit: self.unit,
            unit_price: decimal(&at("unit_price"), &self.unit_price)?,
            discount: self.discount.map(|text| decimal(&at("discount"), &text)).transpose()?,
            account: self.account_id.map(AccountId),
            tax_code: self.tax_code,
            supply,
            of_line: self.of_line,
        })
    }
}

impl SalesTerms {
    fn read(self) -> Result<Terms, ApiError> {
        let part = |(index, part): (usize, SalesInstalment)| {
            let share = decimal(&format!("terms.instalments[{index}].share"), &part.share)?;
            Ok(Instalment { share, days: part.days, due: part.due })
        };
        let early = |early: SalesDiscount| {
            let percent = decimal("terms.discount.percent", &early.percent)?;
            Ok::<_, ApiError>(EarlyPayment { percent, days: early.days })
        };
        Ok(Terms {
            days: self.days,
            due: self.due,
            text: self.text,
            discount: self.discount.map(early).transpose()?,
            instalments: self.instalments.into_iter().enumerate().map(part).collect::<Result<_, ApiError>>()?,
        })
    }
}

impl From<Content> for SalesContent {
    fn from(content: Content) -> Self {
        Self {
            kind: content.kind.to_string(),
            customer_id: content.customer.map(|c| c.0),
            currency: content.currency.map(|c| c.code().to_owned()),
            issue_date: content.issue_date,
            tax_point: content.tax_point,
            valid_until: content.valid_until,
            series: content.series,
            prices: if content.prices == Basis::Net { net() } else { "gross".to_owned() },
            terms: content.terms.into(),
            buyer_reference: content.buyer_reference,
            order_number: content.order_number,
            title: content.title,
            notes: content.notes,
            language: content.language,
            lines: content.lines.into_iter().map(SalesLine::from).collect(),
            credits_id: content.credits.map(|c| c.0),
            is_deposit: content.is_deposit,
            deposits: content.deposits.into_iter().map(|d| d.0).collect(),
        }
    }
}

impl From<ContentLine> for SalesLine {
    fn from(line: ContentLine) -> Self {
        Self {
            text: line.text,
            quantity: plain(line.quantity),
            unit: line.unit,
            unit_price: plain(line.unit_price),
            discount: line.discount.map(plain),
            account_id: line.account.map(|a| a.0),
            tax_code: line.tax_code,
            supply: line.supply.map(|s| s.to_string()),
            of_line: line.of_line,
        }
    }
}

impl From<Terms> for SalesTerms {
    fn from(terms: Terms) -> Self {
        let part = |part: Instalment| SalesInstalment { share: plain(part.share), days: part.days, due: part.due };
        let early = |early: EarlyPayment| SalesDiscount { percent: plain(early.percent), days: early.days };
        Self {
            days: terms.days,
            due: terms.due,
            text: terms.text,
            discount: terms.discount.map(early),
            instalments: terms.instalments.into_iter().map(part).collect(),
        }
    }
}
