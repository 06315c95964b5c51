use jiff::civil::Date;
use money::{Currency, Rounding};
use rust_decimal::Decimal;

use super::text::{Row, rows};
use super::{Country, DateFormat, FiscalYear, Habits, NumberFormat, Rate, Slip, TaxRounding};
use crate::returns::{FormText, ReturnForm};
use crate::tax::{Jurisdiction, Scope};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads the text of the country of that code.
///
/// # Errors
/// [`Slip`] with the line that is wrong, or the first one when something is missing.
pub(crate) fn country(code: &'static str, text: &'static str) -> Result<Country, Slip> {
    let mut head: Vec<Row> = Vec::new();
    let mut rates: Vec<Rate> = Vec::new();
    let mut forms: Vec<FormText> = Vec::new();
    let mut section = "";
    for row in rows(code, text) {
        if let Some(name) = row.text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
            section = name;
            if let Some(key) = name.strip_prefix("form ") {
                forms.push(FormText::new(row, key));
                section = "form";
            } else if !["rates", "boxes", "codes"].contains(&name) || (name != "rates" && forms.is_empty()) {
                return Err(row.slip(format!(
                    "`{name}` cannot begin here: a text has [rates] and for each form [form ...], [boxes] and [codes]"
                )));
            }
            continue;
        }
        match (section, forms.last_mut()) {
            ("rates", _) => rates.push(rate(row)?),
            ("form", Some(form)) => form.head.push(row),
            ("boxes", Some(form)) => form.boxes.push(row),
            ("codes", Some(form)) => form.codes.push(row),
            _ => head.push(row),
        }
    }
    let jurisdiction = jurisdiction(code, &head)?;
    let forms = forms.into_iter().map(|form| form.read(code)).collect::<Result<Vec<_>, _>>()?;
    in_order(code, &forms)?;
    Ok(Country { jurisdiction, rates, forms })
}

/// The value of a key, which stands once.
pub(crate) fn value(rows: &[Row], start: Row, key: &str) -> Result<(Row, &'static str), Slip> {
    let mut found = rows.iter().filter_map(|row| {
        let (name, value) = row.text.split_once(':')?;
        (name.trim() == key).then_some((*row, value.trim()))
    });
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(start.slip(format!("`{key}:` is missing"))),
        (_, Some((row, _))) => Err(row.slip(format!("`{key}:` stands twice"))),
    }
}

/// Every line is `key: value` with one of these keys.
pub(crate) fn only(rows: &[Row], keys: &[&str]) -> Result<(), Slip> {
    for row in rows {
        let key = row.text.split_once(':').map_or("", |(key, _)| key.trim());
        if !keys.contains(&key) {
            return Err(row.slip(format!("expected one of {}, each followed by a colon", keys.join(", "))));
        }
    }
    Ok(())
}

fn jurisdiction(code: &'static str, rows: &[Row]) -> Result<Jurisdiction, Slip> {
    only(rows, &["name", "tax", "currency", "chart", "eu", "fiscal year", "tax rounding", "numbers", "dates"])?;
    let start = Row { file: code, number: 1, text: "" };
    let get = |key: &str| value(rows, start, key);
    let (row, currency) = get("currency")?;
    Currency::from_code(currency).map_err(|_| row.slip(format!("`{currency}` is not a currency of ISO 4217")))?;
    let (row, chart) = get("chart")?;
    if crate::charts::template(chart).is_none() {
        return Err(row.slip(format!("there is no chart `{chart}`")));
    }
    let (row, eu) = get("eu")?;
    let eu = match eu {
        "yes" => true,
        "no" => false,
        _ => return Err(row.slip("a country is part of the EU's VAT area, yes or no")),
    };
    let (row, numbers) = get("numbers")?;
    let numbers =
        NumberFormat::of(numbers).ok_or_else(|| row.slip("write the number 1234567.89 as the country does"))?;
    let (row, dates) = get("dates")?;
    let dates = DateFormat::of(dates).ok_or_else(|| row.slip("write the day 31.12.2025 as the country does"))?;
    let (year_row, year) = get("fiscal year")?;
    let (rounding_row, rounding) = get("tax rounding")?;
    let year = fiscal_year(year_row, year)?;
    let habits = Habits { year, rounding: tax_rounding(rounding_row, rounding)?, numbers, dates };
    Ok(Jurisdiction { code, name: get("name")?.1, tax_name: get("tax")?.1, currency, chart, eu, habits })
}

/// `january, free`
fn fiscal_year(row: Row, text: &str) -> Result<FiscalYear, Slip> {
    let (month, choice) = text.split_once(", ").ok_or_else(|| row.slip("write a month and free, consent or fixed"))?;
    let month = MONTHS.iter().position(|m| *m == month).ok_or_else(|| row.slip(format!("`{month}` is not a month")))?;
    let starts_in = u8::try_from(month + 1).map_err(|_| row.slip("a year has twelve months"))?;
    Ok(FiscalYear { starts_in, choice: row.word(choice, "free, consent or fixed")? })
}

/// `per rate, half up`
fn tax_rounding(row: Row, text: &str) -> Result<TaxRounding, Slip> {
    let (scope, mode) =
        text.split_once(", ").ok_or_else(|| row.slip("write over what and which way tax is rounded"))?;
    let scope = match scope {
        "per line" => Scope::PerLine,
        "per rate" => Scope::PerRate,
        "per document" => Scope::PerDocument,
        _ => return Err(row.slip(format!("`{scope}` is not per line, per rate or per document"))),
    };
    let mode = match mode {
        "half up" => Rounding::HalfAwayFromZero,
        "half even" => Rounding::HalfEven,
        "down" => Rounding::TowardsZero,
        _ => return Err(row.slip(format!("`{mode}` is not half up, half even or down"))),
    };
    Ok(TaxRounding { scope, mode })
}

/// `standard | 19 | 2021-01-01 | - | 100`
fn rate(row: Row) -> Result<Rate, Slip> {
    let [treatment, written, from, to, recoverable] = row.cells("a rate")?;
    let (from, to): (Option<Date>, Option<Date>) = (row.day(from)?, row.day(to)?);
    let from = from.ok_or_else(|| row.slip("a rate has a first day"))?;
    if to.is_some_and(|to| to < from) {
        return Err(row.slip("the last day is before the first"));
    }
    let (rate, recoverable): (Decimal, Decimal) =
        (row.word(written, "a rate in per cent")?, row.word(recoverable, "a share in per cent")?);
    let share = Decimal::ZERO..=Decimal::ONE_HUNDRED;
    if !share.contains(&rate) || !share.contains(&recoverable) {
        return Err(row.slip("per cent are 0 to 100"));
    }
    Ok(Rate { treatment: row.word(treatment, "a treatment")?, written, rate, from, to, recoverable })
}

/// Versions of a form follow one another, so that one day has one form.
fn in_order(code: &'static str, forms: &[ReturnForm]) -> Result<(), Slip> {
    let clash = forms.windows(2).find(|two| two[0].to.is_none_or(|end| end >= two[1].from));
    match clash {
        Some(two) => {
            let problem = format!("the form {} of {} begins before the one above ends", two[1].key, two[1].from);
            Err(Row { file: code, number: 1, text: "" }.slip(problem))
        }
        None => Ok(()),
    }
}
