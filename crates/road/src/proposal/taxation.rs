//! Which tax code an item of a document gets, and whether its tax may be deducted at all.

use books::{TaxCode, TaxKind, Treatment};
use rust_decimal::Decimal;

use super::settings::Addressee;
use super::totals::{Group, day_of, explains};
use super::treatment::{Untaxed, foreign_tax, untaxed};
use super::{ProposalKind, Settings};
use crate::ReviewReason;
use crate::arg::Arg;
use crate::classification::{Classification, TaxGuess};
use crate::facts::Facts;

/// The code of a group, if one covers it, and what was noticed.
pub(super) struct Taxation<'a> {
    pub code: Option<&'a TaxCode>,
    /// The rate printed, or the one that explains the tax.
    pub rate: Option<Decimal>,
    /// The tax on the document is part of the cost: it is of another country, or the document is somebody else's.
    pub is_cost: bool,
    /// The code was chosen by a person.
    pub by_hand: bool,
    pub issues: Vec<ReviewReason>,
}

impl Taxation<'_> {
    /// Lines that no tax belongs to.
    pub const NONE: Self = Self { code: None, rate: None, is_cost: false, by_hand: false, issues: Vec::new() };
}

/// Finds the tax code of a group of items.
pub(super) fn taxation<'a>(
    group: &Group,
    facts: &Facts,
    classification: &Classification,
    settings: &'a Settings,
    kind: ProposalKind,
) -> Taxation<'a> {
    let kind = if kind.is_sale() { TaxKind::Output } else { TaxKind::Input };
    let search = Search { group, facts, classification, settings, kind };
    let mut issues = Vec::new();
    let rate = group.rate.or_else(|| search.fitting_rate());
    issues.extend(search.rate_differs());
    if let Some(refusal) = search.not_deductible(rate) {
        issues.push(refusal);
        return Taxation { code: None, rate, is_cost: true, by_hand: false, issues };
    }
    let guess = search.guess(rate);
    if let Some(code) = guess.and_then(|g| search.chosen(g, &mut issues)) {
        return Taxation { code: Some(code), rate, is_cost: false, by_hand: guess.is_some_and(|g| g.by_hand), issues };
    }
    let code = match search.named() {
        _ if group.tax.is_zero() => search.without_tax(&mut issues),
        Some(t) if t.is_self_assessed() => {
            let message = "the buyer owes the tax by the words of the document, yet tax is charged: ask the supplier";
            issues.push(ReviewReason::warning("tax_charged_under_reverse_charge", message).on("tax"));
            search.by_rate(rate, &mut issues)
        }
        _ => search.by_rate(rate, &mut issues),
    };
    Taxation { code, rate, is_cost: false, by_hand: false, issues }
}

struct Search<'a, 'b> {
    group: &'b Group,
    facts: &'b Facts,
    classification: &'b Classification,
    settings: &'a Settings,
    kind: TaxKind,
}

impl<'a> Search<'a, '_> {
    /// The entity's codes for this direction that are in force on the day of the document.
    fn codes(&self) -> impl Iterator<Item = &'a TaxCode> {
        let (day, kind) = (day_of(self.facts), self.kind);
        self.settings.tax_codes.iter().filter(move |c| c.kind == kind && day.is_none_or(|d| c.in_force(d)))
    }

    fn keeps_tax(&self) -> bool {
        self.settings.country.is_some() && !self.settings.tax_codes.is_empty()
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
        let (net, tax) = (self.group.net, self.group.tax);
        let message = format!("{rate} % of {net} is not {tax}: compare rate and tax with the page");
        let reason = ReviewReason::warning("tax_rate_differs", message).on("tax_breakdown");
        Some(reason.with("rate", Arg::Percent(rate)).with("net", Arg::Money(net)).with("tax", Arg::Money(tax)))
    }

    /// What the document says of its treatment: a person's or the history's word, the category of the row, the words of
    /// the page.
    fn named(&self) -> Option<Treatment> {
        let category = self.group.category.as_deref();
        let page = self.facts.tax_category.as_ref().map(|c| c.value.as_str());
        let of_page = || page.filter(|_| self.group.tax.is_zero());
        self.classification.treatment.or_else(|| category.or_else(of_page).and_then(Treatment::from_category))
    }

    /// Why the tax of a purchase is part of its cost. No choice of a code lifts it: the facts must change.
    fn not_deductible(&self, rate: Option<Decimal>) -> Option<ReviewReason> {
        if self.kind == TaxKind::Output || !self.keeps_tax() {
            return None;
        }
        if let Addressee::Other(name) = &self.settings.addressee {
            let message = format!("its tax is not deducted, for it is addressed to {name}");
            return (!self.group.tax.is_zero())
                .then(|| ReviewReason::info("tax_not_ours", message).on("customer").with("name", Arg::text(name)));
        }
        if self.group.tax.is_zero() {
            return None;
        }
        let own = self.settings.country.as_deref();
        let makes_tax = |country: &str| {
            let ours: Vec<TaxCode>;
            let codes = if Some(country) == own {
                &self.settings.tax_codes
            } else {
                ours = books::tax::codes(country);
                &ours
            };
            let day = day_of(self.facts);
            let in_force = |c: &&TaxCode| day.is_none_or(|d| c.in_force(d)) && !c.rate.is_zero();
            codes.iter().filter(in_force).any(|c| rate.map_or_else(|| self.explained_by(c.rate), |r| r == c.rate))
        };
        let place = foreign_tax(self.facts, self.settings, self.group.net.currency(), makes_tax)?;
        let message = format!(
            "it is tax of {}, which is not deducted here and is booked as cost: {}. Claim it back there, or enter the \
             issuer's tax number of {} if one is printed",
            place.country,
            place.by,
            own.unwrap_or_default(),
        );
        let reason = ReviewReason::warning("foreign_tax", message).on("tax");
        Some(reason.with("country", Arg::text(&place.country)).with("tax", Arg::Money(self.group.tax)))
    }

    /// The guess for this group: by the rate printed or found.
    fn guess(&self, rate: Option<Decimal>) -> Option<&TaxGuess> {
        let of = |wanted: Option<Decimal>| self.classification.tax.iter().find(move |t| t.rate == wanted);
        of(rate).or_else(|| of(self.group.rate)).or_else(|| {
            // rows stored before a choice could be without a rate say zero
            of(Some(Decimal::ZERO)).filter(|_| rate.is_none())
        })
    }

    /// The code of a guess. A person's choice holds when the code is in force; one that was learned must also explain
    /// the tax charged.
    fn chosen(&self, guess: &TaxGuess, issues: &mut Vec<ReviewReason>) -> Option<&'a TaxCode> {
        let code = self.codes().find(|c| c.code == guess.code);
        let fits = |c: &&TaxCode| {
            let charges = !c.treatment.is_self_assessed() && !c.rate.is_zero();
            if self.group.tax.is_zero() { !charges } else { charges && self.explained_by(c.rate) }
        };
        let Some(code) = code.filter(|c| guess.by_hand || fits(c)) else {
            if guess.by_hand {
                let message = format!("the tax code {} is not in force on the day of the document", guess.code);
                let reason = ReviewReason::blocking("tax_code_not_in_force", message).on("tax");
                issues.push(reason.with("code", Arg::text(&guess.code)));
            }
            return None;
        };
        let charges = !code.treatment.is_self_assessed() && !code.rate.is_zero();
        if guess.by_hand && charges && self.facts.tax.is_some() && !self.explained_by(code.rate) {
            let (net, tax) = (self.group.net, self.group.tax);
            let message = format!("{} % of {net} is not {tax}: is {} the right tax code?", code.rate, code.code);
            let reason = ReviewReason::warning("tax_rate_differs", message).on("tax");
            let reason = reason.with("rate", Arg::Percent(code.rate)).with("net", Arg::Money(net));
            issues.push(reason.with("tax", Arg::Money(tax)));
        }
        self.say_self_assessed(code, issues);
        Some(code)
    }

    /// The code of a group that bears no tax.
    fn without_tax(&self, issues: &mut Vec<ReviewReason>) -> Option<&'a TaxCode> {
        let supply = self.supply();
        let (facts, kind) = (self.facts, self.classification.kind);
        match untaxed(self.named(), supply, facts, self.kind, self.settings, kind) {
            Untaxed::Domestic => None,
            Untaxed::Named(treatment) => self.by_treatment(treatment, issues),
            Untaxed::Follows(treatment, why) if self.keeps_tax() => {
                let code = self.by_treatment(treatment, issues);
                if code.is_some() {
                    let message = format!("no tax is charged: {why}. Look whether the page says so");
                    let reason = ReviewReason::warning("treatment_assumed", message).on("tax");
                    issues.push(reason.with("treatment", Arg::Text(treatment.to_string())));
                }
                code
            }
            Untaxed::Unclear(why) if self.keeps_tax() => {
                let message = format!("no tax is charged and it is not clear why: {why}. Choose the tax code");
                issues.push(ReviewReason::warning("tax_treatment_unclear", message).on("tax"));
                None
            }
            Untaxed::Follows(..) | Untaxed::Unclear(_) => None,
        }
    }

    /// What is supplied, when all accounts it goes to agree.
    fn supply(&self) -> Option<books::tax::Supply> {
        let items = self.classification.items.iter().map(|i| i.guess.account);
        let mut accounts = self.classification.account.iter().map(|a| a.account).chain(items);
        let first = self.settings.supplies.get(&accounts.next()?).copied()?;
        accounts.all(|a| self.settings.supplies.get(&a) == Some(&first)).then_some(first)
    }

    fn by_treatment(&self, treatment: Treatment, issues: &mut Vec<ReviewReason>) -> Option<&'a TaxCode> {
        // an import is outside the tax on purchases; its import tax comes with a notice of its own
        let treatment = match (treatment, self.kind) {
            (Treatment::Export, TaxKind::Input) => Treatment::OutOfScope,
            (t, _) => t,
        };
        let owes = treatment.is_self_assessed();
        let code = self.codes().find(|c| c.treatment == treatment && (owes || c.rate.is_zero()));
        match code {
            Some(code) => self.say_self_assessed(code, issues),
            None if self.keeps_tax() => {
                let message = match owes {
                    true => "the buyer owes the tax, but no tax code for that exists: add one or choose another",
                    false => "no tax is charged, but no tax code for that exists: choose one",
                };
                issues.push(ReviewReason::warning("tax_code_missing", message).on("tax"));
            }
            None => {}
        }
        code
    }

    fn say_self_assessed(&self, code: &TaxCode, issues: &mut Vec<ReviewReason>) {
        if self.kind == TaxKind::Input && code.treatment.is_self_assessed() {
            let message = format!("the buyer owes the tax: {} is posted on both sides", code.name);
            issues.push(ReviewReason::info("self_assessed_tax", message).on("tax").with("code", Arg::text(&code.code)));
        }
    }

    /// The code of a rate.
    fn by_rate(&self, rate: Option<Decimal>, issues: &mut Vec<ReviewReason>) -> Option<&'a TaxCode> {
        let rated = |c: &&TaxCode| matches!(c.treatment, Treatment::Standard | Treatment::Reduced);
        let code = rate.and_then(|rate| self.codes().filter(rated).find(|c| c.rate == rate));
        if code.is_none() && self.keeps_tax() {
            let what = rate.map_or_else(|| "this rate".to_owned(), |r| format!("{r} %"));
            let message = format!("no tax code in force on the day has {what}: choose one");
            let reason = ReviewReason::warning("tax_code_missing", message).on("tax");
            issues.push(rate.iter().fold(reason, |reason, rate| reason.with("rate", Arg::Percent(*rate))));
        }
        code
    }
}
