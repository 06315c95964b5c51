//! Which tax code an item of a document gets.

use books::{TaxCode, TaxKind, Treatment};
use rust_decimal::Decimal;

use super::totals::{Group, day_of, explains};
use super::{ProposalKind, Settings};
use crate::ReviewReason;
use crate::classification::Classification;
use crate::facts::Facts;

/// The code of a group, if one covers it, and what was noticed.
pub(super) struct Taxation<'a> {
    pub code: Option<&'a TaxCode>,
    pub rate: Option<Decimal>,
    pub issues: Vec<ReviewReason>,
}

/// Finds the tax code of a group of items.
pub(super) fn taxation<'a>(
    group: &Group,
    facts: &Facts,
    classification: &Classification,
    settings: &'a Settings,
    kind: ProposalKind,
) -> Taxation<'a> {
    let search = Search { group, facts, settings, kind: if kind.is_sale() { TaxKind::Output } else { TaxKind::Input } };
    let mut issues = Vec::new();
    let rate = group.rate.or_else(|| search.fitting_rate());
    issues.extend(search.rate_differs());
    let treatment = classification.treatment.or_else(|| group.category.as_deref().and_then(Treatment::from_category));
    let chosen = classification.tax.iter().find(|t| Some(t.rate) == rate).map(|t| t.code.as_str());
    if let Some(code) = settings.tax_codes.iter().find(|c| Some(c.code.as_str()) == chosen && c.kind == search.kind) {
        return Taxation { code: Some(code), rate, issues };
    }
    let code = match treatment {
        Some(t) if t.is_self_assessed() && group.tax.is_zero() => search.self_assessed(t, &mut issues),
        Some(t) if t.is_self_assessed() => {
            let message = "the buyer owes the tax by the words of the document, yet tax is charged: ask the supplier";
            issues.push(ReviewReason::warning("tax_charged_under_reverse_charge", message).on("tax"));
            search.by_rate(rate, &mut issues)
        }
        Some(t) if group.tax.is_zero() => search.by_treatment(t),
        _ if group.tax.is_zero() => None,
        _ => search.by_rate(rate, &mut issues),
    };
    Taxation { code, rate, issues }
}

struct Search<'a, 'b> {
    group: &'b Group,
    facts: &'b Facts,
    settings: &'a Settings,
    kind: TaxKind,
}

impl<'a> Search<'a, '_> {
    /// The entity's codes for this direction that are in force on the day of the document.
    fn codes(&self) -> impl Iterator<Item = &'a TaxCode> {
        let (day, kind) = (day_of(self.facts), self.kind);
        self.settings.tax_codes.iter().filter(move |c| c.kind == kind && day.is_none_or(|d| c.in_force(d)))
    }

    /// Documents that round line by line may be off by half a unit for every line.
    fn slack(&self) -> i64 {
        i64::try_from(self.facts.lines.len() / 2 + 1).unwrap_or(i64::MAX)
    }

    fn explained_by(&self, rate: Decimal) -> bool {
        let (net, tax) = (self.group.net, self.group.tax);
        explains(rate, net.to_decimal(), tax.to_decimal(), net.currency(), self.slack())
    }

    fn fitting_rate(&self) -> Option<Decimal> {
        if self.group.tax.is_zero() {
            return None;
        }
        self.codes().map(|c| c.rate).find(|rate| !rate.is_zero() && self.explained_by(*rate))
    }

    fn rate_differs(&self) -> Option<ReviewReason> {
        let rate = self.group.rate.filter(|r| !self.explained_by(*r))?;
        let (net, tax) = (self.group.net.to_decimal(), self.group.tax.to_decimal());
        let message = format!("{rate} % of {net} is not {tax}: compare rate and tax with the page");
        Some(ReviewReason::warning("tax_rate_differs", message).on("tax_breakdown"))
    }

    fn by_treatment(&self, treatment: Treatment) -> Option<&'a TaxCode> {
        // an import is outside the tax on purchases; its import tax comes with a notice of its own
        let treatment = match (treatment, self.kind) {
            (Treatment::Export, TaxKind::Input) => Treatment::OutOfScope,
            (t, _) => t,
        };
        self.codes().find(|c| c.treatment == treatment && c.rate.is_zero())
    }

    fn self_assessed(&self, treatment: Treatment, issues: &mut Vec<ReviewReason>) -> Option<&'a TaxCode> {
        let code = self.codes().find(|c| c.treatment == treatment);
        let has_books = self.settings.country.is_some();
        match code {
            Some(code) if self.kind == TaxKind::Input => {
                let message = format!("the buyer owes the tax: {} is posted on both sides", code.name);
                issues.push(ReviewReason::info("self_assessed_tax", message).on("tax"));
            }
            None if has_books => {
                let message = "the buyer owes the tax, but no tax code for that exists: add one or choose another";
                issues.push(ReviewReason::warning("tax_code_missing", message).on("tax"));
            }
            _ => {}
        }
        code
    }

    /// The code of a rate. Tax of another country is not deducted here: it gets none.
    fn by_rate(&self, rate: Option<Decimal>, issues: &mut Vec<ReviewReason>) -> Option<&'a TaxCode> {
        if let Some(country) = self.foreign_country() {
            let message =
                format!("it is tax of {country}, which is not deducted here: claim it there or book it as cost");
            issues.push(ReviewReason::warning("foreign_tax", message).on("tax"));
            return None;
        }
        let rated = |c: &&TaxCode| matches!(c.treatment, Treatment::Standard | Treatment::Reduced);
        let code = rate.and_then(|rate| self.codes().filter(rated).find(|c| c.rate == rate));
        if code.is_none() && self.settings.country.is_some() && !self.settings.tax_codes.is_empty() {
            let what = rate.map_or_else(|| "this rate".to_owned(), |r| format!("{r} %"));
            let message = format!("no tax code in force on the day has {what}: choose one");
            issues.push(ReviewReason::warning("tax_code_missing", message).on("tax"));
        }
        code
    }

    /// The country of the issuer's tax number where it is not the entity's own.
    fn foreign_country(&self) -> Option<String> {
        let own = self.settings.country.as_deref()?;
        if self.kind == TaxKind::Output {
            return None;
        }
        let id = &self.facts.vendor_tax_id.as_ref()?.value;
        let prefix: String = id.chars().take(2).filter(char::is_ascii_uppercase).collect();
        // Greece writes EL, Swiss numbers start with CHE, Northern Ireland writes XI
        let country = match prefix.as_str() {
            "EL" => "GR",
            "XI" => "GB",
            other => other,
        };
        let known = country.len() == 2 && id.len() > 6;
        (known && country != own && books::tax::jurisdiction(country).is_some()).then(|| country.to_owned())
    }
}
