//! Money and days as callers send them.

use std::fmt;

use jiff::civil::Date;
use money::{Amount, Currency};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use utoipa::openapi::schema::{OneOf, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{ObjectBuilder, Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::problem::ApiError;

/// The largest amount taken, in minor units of its currency: ten trillion euro. What is larger is a mistake, and sums
/// of many such amounts would leave what the books can hold.
const MINOR_MAX: u64 = 1_000_000_000_000_000;

/// An amount as callers send it: in the form that answers have, or a plain decimal where the currency is implied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountInput {
    amount: String,
    currency: Option<String>,
}

impl AmountInput {
    /// A plain decimal.
    pub fn plain(amount: String) -> Self {
        Self { amount, currency: None }
    }

    /// Whether nothing was written.
    pub fn is_blank(&self) -> bool {
        self.amount.trim().is_empty()
    }

    /// The amount in `currency`, in which it must be if it names one.
    pub fn read(&self, field: &str, currency: Currency) -> Result<Amount, ApiError> {
        if let Some(named) = self.currency.as_deref().filter(|named| *named != currency.code()) {
            let why = format!("the amount is in {named}; send it in {}", currency.code());
            return Err(ApiError::field(field, "money.wrong_currency", why));
        }
        let amount = Amount::parse(&self.amount, currency)
            .map_err(|e| ApiError::field(field, "money.bad_amount", e.to_string()))?;
        if amount.minor().unsigned_abs() > MINOR_MAX {
            return Err(ApiError::field(field, "money.too_large", "the amount is larger than the books can hold"));
        }
        Ok(amount)
    }
}

impl<'de> Deserialize<'de> for AmountInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms;

        impl<'de> Visitor<'de> for Forms {
            type Value = AmountInput;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(r#"a decimal text such as "1234.50", or {"amount": "1234.50", "currency": "EUR"}"#)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<AmountInput, E> {
                Ok(AmountInput { amount: text.to_owned(), currency: None })
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<AmountInput, M::Error> {
                #[derive(serde::Deserialize)]
                struct Form {
                    amount: String,
                    currency: String,
                }
                let form = Form::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(AmountInput { amount: form.amount, currency: Some(form.currency) })
            }
        }

        deserializer.deserialize_any(Forms)
    }
}

impl PartialSchema for AmountInput {
    fn schema() -> RefOr<Schema> {
        let plain = ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .description(Some("Plain decimal in the currency that is implied, `-` in front when negative."));
        let forms: OneOf = OneOfBuilder::new().item(plain).item(Ref::from_schema_name("Money")).build();
        RefOr::T(Schema::OneOf(forms))
    }
}

impl ToSchema for AmountInput {}

/// The years for which books are kept: an accounting date outside of them is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

fn in_books<E: de::Error>(day: Date) -> Result<Date, E> {
    if YEARS.contains(&day.year()) {
        return Ok(day);
    }
    Err(E::custom(format!("{day} is no day of the years {} to {}: check the year", YEARS.start(), YEARS.end())))
}

/// Reads a day of the years for which books are kept.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    in_books(Date::deserialize(deserializer)?)
}

/// As [`day`], where it may be left out.
pub fn day_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Option::<Date>::deserialize(deserializer)?.map(in_books).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<AmountInput, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    #[test]
    fn an_amount_is_read_in_its_currency_or_refused_by_code() {
        let eur = Currency::from_code("EUR").expect("a currency");
        let cases: [(&str, Result<i64, &str>); 7] = [
            (r#""12.50""#, Ok(12_50)),
            (r#"{"amount": "-12.50", "currency": "EUR"}"#, Ok(-12_50)),
            (r#"{"amount": "12.50", "currency": "USD"}"#, Err("money.wrong_currency")),
            (r#""12.505""#, Err("money.bad_amount")),
            (r#""1e3""#, Err("money.bad_amount")),
            (r#""10000000000000.00""#, Ok(1_000_000_000_000_000)),
            (r#""10000000000000.01""#, Err("money.too_large")),
        ];
        for (json, expected) in cases {
            let read = read(json).expect("a form").read("debit", eur).map(Amount::minor);
            assert_eq!(read.map_err(|e| e.code), expected.map_err(str::to_owned), "{json}");
        }
    }

    #[test]
    fn days_outside_of_the_books_are_refused() {
        #[derive(serde::Deserialize)]
        struct Asked {
            #[serde(default, deserialize_with = "day_or_none")]
            on: Option<Date>,
        }
        let read = |json: &str| serde_json::from_str::<Asked>(json).map(|a| a.on.map(|d| d.to_string()));
        assert_eq!(read("{}").expect("nothing"), None);
        assert_eq!(read(r#"{"on": "2026-02-28"}"#).expect("a day").as_deref(), Some("2026-02-28"));
        for bad in ["-009999-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "yesterday"] {
            assert!(read(&format!(r#"{{"on": "{bad}"}}"#)).is_err(), "{bad}");
        }
    }
}
