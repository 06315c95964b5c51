//! Periodic returns of tax on sales and purchases as data: the boxes of each country's form in the versions that were
//! in force ([`forms`], [`form`]), which boxes a tax code goes to ([`ReturnForm::boxes_of`]), when the form is to be
//! filed ([`ReturnForm::due`]), and the fold of taxed lines into its boxes ([`fold`]).
//!
//! The forms stand in the texts of the countries ([`crate::countries`]). They hold what a tax code can tell; what only
//! a person knows (a payment on account, a correction of an earlier period) is a box of kind [`BoxKind::Entry`].

mod filing;
mod fold;
mod form;
mod formula;
mod read;

use jiff::civil::Date;

pub use filing::{Due, Filing, Interval};
pub use fold::{BoxFigure, Folded, TaxedLine, fold};
pub use form::{BoxKind, BoxRef, BoxRounding, Circumstances, CodeBoxes, FormBox, Partner, ReturnForm, Usage};
pub use formula::{Formula, Term};
pub(crate) use read::FormText;

use crate::countries::{countries, country};

/// All forms of all countries, those of the past included.
pub fn forms() -> impl Iterator<Item = &'static ReturnForm> {
    countries().iter().flat_map(|c| &c.forms)
}

/// The form of a country for a period that ends on `day`; none where none is known.
pub fn form(code: &str, day: Date) -> Option<&'static ReturnForm> {
    country(code)?.forms.iter().find(|f| f.from <= day && f.to.is_none_or(|to| day <= to))
}
