use std::sync::LazyLock;

use crate::countries::{Habits, countries};

/// A country as tax sees it.
#[derive(Debug, Clone, Copy)]
pub struct Jurisdiction {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// Name in English.
    pub name: &'static str,
    /// What its tax is called in short.
    pub tax_name: &'static str,
    /// Usual currency, ISO 4217.
    pub currency: &'static str,
    /// Key of the chart template that fits best.
    pub chart: &'static str,
    /// Whether it is part of the EU's VAT area.
    pub eu: bool,
    /// Fiscal year, rounding of tax, numbers and dates.
    pub habits: Habits,
}

static JURISDICTIONS: LazyLock<Vec<Jurisdiction>> =
    LazyLock::new(|| countries().iter().map(|c| c.jurisdiction).collect());

/// All countries whose rates are known.
pub fn jurisdictions() -> &'static [Jurisdiction] {
    &JURISDICTIONS
}

/// The country of an ISO 3166-1 code, in either case.
pub fn jurisdiction(code: &str) -> Option<&'static Jurisdiction> {
    jurisdictions().iter().find(|j| j.code.eq_ignore_ascii_case(code))
}
