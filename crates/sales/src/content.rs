//! What can be kept of what a person writes: lengths, decimals, forms. Whether it can be issued is another question.

use rust_decimal::Decimal;

use crate::document::{Content, ContentLine, Terms};
use crate::{Kind, SalesError};

const LINES_MAX: usize = 500;
const TEXT_MAX: usize = 2_000;
const NOTES_MAX: usize = 5_000;
const SHORT_MAX: usize = 200;
const INSTALMENTS_MAX: usize = 60;
const DEPOSITS_MAX: usize = 20;
/// Ten years.
const DAYS_MAX: u16 = 3_650;
/// Decimals of prices and quantities.
const DECIMALS: u32 = 6;
/// A billion: a quantity or price beyond is a slip, and products would leave what the books can hold.
const LARGEST: i64 = 1_000_000_000;

fn invalid(field: impl Into<String>, why: impl Into<String>) -> SalesError {
    SalesError::Invalid { field: field.into(), why: why.into() }
}

impl Content {
    /// The content with blanks around texts taken away and empty ones left out.
    ///
    /// # Errors
    /// [`SalesError::Invalid`] with the first field that cannot be kept.
    pub fn checked(self) -> Result<Self, SalesError> {
        if self.lines.len() > LINES_MAX {
            return Err(invalid("lines", format!("write at most {LINES_MAX} lines")));
        }
        if self.deposits.len() > DEPOSITS_MAX {
            return Err(invalid("deposits", format!("take off at most {DEPOSITS_MAX} deposits")));
        }
        let series = short("series", self.series)?.map(|s| s.to_uppercase());
        if let Some(series) = series.as_deref().filter(|s| !is_series(s)) {
            return Err(invalid(
                "series",
                format!("`{series}` is not 1 to 8 letters and digits that begin with a letter"),
            ));
        }
        let language = short("language", self.language)?.map(|l| l.to_lowercase());
        if language.as_deref().is_some_and(|l| l.len() != 2 || !l.bytes().all(|b| b.is_ascii_lowercase())) {
            return Err(invalid("language", "write a code of two letters such as `de`"));
        }
        if self.is_deposit && (self.kind != Kind::Invoice || !self.deposits.is_empty()) {
            return Err(invalid("is_deposit", "a deposit is asked for by an invoice that takes none off"));
        }
        let lines = self.lines.into_iter().enumerate().map(|(index, line)| line_checked(index, line));
        Ok(Self {
            series,
            language,
            terms: terms_checked(self.terms)?,
            buyer_reference: short("buyer_reference", self.buyer_reference)?,
            order_number: short("order_number", self.order_number)?,
            title: short("title", self.title)?,
            notes: text("notes", self.notes, NOTES_MAX)?,
            valid_until: self.valid_until.filter(|_| self.kind == Kind::Quote),
            credits: self.credits.filter(|_| self.kind == Kind::CreditNote),
            deposits: if self.kind == Kind::Invoice { self.deposits } else { Vec::new() },
            lines: lines.collect::<Result<_, _>>()?,
            ..self
        })
    }
}

fn is_series(text: &str) -> bool {
    text.len() <= 8
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn short(field: &str, value: Option<String>) -> Result<Option<String>, SalesError> {
    text(field, value, SHORT_MAX)
}

fn text(field: &str, value: Option<String>, longest: usize) -> Result<Option<String>, SalesError> {
    let Some(value) = value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()) else { return Ok(None) };
    if value.chars().count() > longest {
        return Err(invalid(field, format!("write at most {longest} characters")));
    }
    if value.contains('\0') {
        return Err(invalid(field, "it contains a NUL character: remove it"));
    }
    Ok(Some(value))
}

fn percent(field: String, value: Decimal) -> Result<(), SalesError> {
    if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value) || value.normalize().scale() > DECIMALS {
        return Err(invalid(field, "write per cent between 0 and 100 with at most six decimals"));
    }
    Ok(())
}

fn line_checked(index: usize, line: ContentLine) -> Result<ContentLine, SalesError> {
    let at = |field: &str| format!("lines[{index}].{field}");
    for (field, value) in [("quantity", line.quantity), ("unit_price", line.unit_price)] {
        if value.normalize().scale() > DECIMALS {
            return Err(invalid(at(field), format!("write at most {DECIMALS} decimals")));
        }
        if value.abs() > Decimal::from(LARGEST) {
            return Err(invalid(at(field), "it is larger than a billion: check it"));
        }
    }
    if line.unit_price.is_sign_negative() && !line.unit_price.is_zero() {
        return Err(invalid(at("unit_price"), "a price is not below zero: write a quantity below zero instead"));
    }
    if let Some(discount) = line.discount {
        percent(at("discount"), discount)?;
    }
    let unit = line.unit.map(|u| u.trim().to_uppercase()).filter(|u| !u.is_empty());
    if unit.as_deref().is_some_and(|u| u.len() > 3 || !u.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return Err(invalid(at("unit"), "write a code of UN/ECE Recommendation 20 such as `C62` or `HUR`"));
    }
    let written = text(&at("text"), Some(line.text), TEXT_MAX)?.unwrap_or_default();
    let tax_code = text(&at("tax_code"), line.tax_code, 24)?;
    Ok(ContentLine { text: written, unit, tax_code, ..line })
}

fn terms_checked(terms: Terms) -> Result<Terms, SalesError> {
    let days = |field: String, days: Option<u16>| match days {
        Some(days) if days > DAYS_MAX => Err(invalid(field, format!("write at most {DAYS_MAX} days"))),
        _ => Ok(()),
    };
    days("terms.days".to_owned(), terms.days)?;
    if let Some(early) = terms.discount {
        percent("terms.discount.percent".to_owned(), early.percent)?;
        days("terms.discount.days".to_owned(), Some(early.days))?;
    }
    if terms.instalments.len() > INSTALMENTS_MAX {
        return Err(invalid("terms.instalments", format!("write at most {INSTALMENTS_MAX} instalments")));
    }
    for (index, part) in terms.instalments.iter().enumerate() {
        percent(format!("terms.instalments[{index}].share"), part.share)?;
        days(format!("terms.instalments[{index}].days"), part.days)?;
    }
    Ok(Terms { text: text("terms.text", terms.text, 500)?, ..terms })
}
