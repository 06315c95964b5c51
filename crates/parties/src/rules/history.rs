//! Where a line belongs, from what people confirmed before.
//!
//! Four sources, from the nearest to the farthest: the same line of this party, a similar line of it, what is usual for
//! it (chosen by a person, or most frequent), a similar line of another party. Words weigh by how rare they are in the
//! business (inverse document frequency): `and`, `service` and the month say little, `toner` says much.

use std::collections::{BTreeMap, BTreeSet};

use books::AccountId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::names;
use crate::party::Defaults;

/// Longer words are cut: `Büromaterial` and `Büromaterialien` become one, in any language.
const STEM: usize = 8;
/// More words than this describe nothing better.
const MOST_TOKENS: usize = 16;
/// A line of this party that shares less of its weight than this is another thing.
const SIMILAR_FOR_PARTY: f32 = 0.3;
/// The same for lines of other parties.
const SIMILAR_FOR_BUSINESS: f32 = 0.4;
/// How many suggestions are given for a line.
const MOST_SUGGESTIONS: usize = 3;

/// The words of a line's description that tell what it is: no accents, no numbers, no short words; sorted, each once.
pub fn tokens(description: &str) -> Vec<String> {
    let telling = |word: &String| word.chars().count() >= 3 && !word.chars().any(|c| c.is_ascii_digit());
    let words: BTreeSet<String> =
        names::words(description).into_iter().filter(telling).map(|word| word.chars().take(STEM).collect()).collect();
    words.into_iter().take(MOST_TOKENS).collect()
}

/// A booking that people confirmed some number of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Words of the line.
    pub tokens: Vec<String>,
    /// The line as printed the last time.
    pub description: String,
    /// Where it went.
    pub account: AccountId,
    /// With which tax code.
    pub tax_code: Option<String>,
    /// How often.
    pub times: i64,
    /// When the last time.
    pub last_at: Timestamp,
    /// The date of the newest document that was booked so.
    pub dated: Option<Date>,
}

/// What is remembered and bears on a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// Bookings of this party.
    pub of_party: Vec<Booked>,
    /// Bookings of other parties that share words with the question.
    pub of_business: Vec<Booked>,
    /// In how many bookings of the business each word of the question occurs.
    pub frequency: BTreeMap<String, i64>,
    /// How many bookings the business has.
    pub total: i64,
    /// The account a person chose as usual for this party in this direction.
    pub default_account: Option<AccountId>,
    /// The tax code likewise.
    pub default_tax_code: Option<String>,
}

impl History {
    /// Takes over what a person chose for purchases or sales.
    pub(crate) fn with_defaults(mut self, defaults: &Defaults, purchase: bool) -> Self {
        let (account, tax_code) = if purchase {
            (defaults.expense_account, &defaults.purchase_tax_code)
        } else {
            (defaults.income_account, &defaults.sales_tax_code)
        };
        self.default_account = account;
        self.default_tax_code.clone_from(tax_code);
        self
    }
}

/// An account and tax code for a line, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The account.
    pub account: AccountId,
    /// The tax code, where one was booked.
    pub tax_code: Option<String>,
    /// 0 to 1.
    pub confidence: f32,
    /// In words.
    pub reason: String,
}

/// Suggestions for a line, best first, at most three; empty when nothing is known.
pub fn suggest(description: &str, history: &History) -> Vec<Suggestion> {
    let question = tokens(description);
    let likeness = |booked: &Booked| likeness(&question, &booked.tokens, history);
    let same: Vec<Vote> = history.of_party.iter().filter(|b| b.tokens == question).map(|b| (b, 1.0)).collect();
    let similar: Vec<Vote> = history.of_party.iter().map(|b| (b, likeness(b))).collect();
    let elsewhere: Vec<Vote> = history.of_business.iter().map(|b| (b, likeness(b))).collect();
    let usual: Vec<Vote> = history.of_party.iter().map(|b| (b, 1.0)).collect();

    let mut found = Vec::new();
    found.extend(poll(&same, 0.97, 0.25, |b| format!("this line of this party was booked so {}", times(b))));
    found.extend(poll(&near(similar, SIMILAR_FOR_PARTY), 0.92, 0.4, |b| {
        format!("like “{}” of this party, booked so {}", b.description, times(b))
    }));
    found.extend(poll(&usual, 0.85, 0.8, |b| format!("usual for this party, booked so {}", times(b))));
    found.extend(poll(&near(elsewhere, SIMILAR_FOR_BUSINESS), 0.75, 0.8, |b| {
        format!("like “{}” of another party, booked so {}", b.description, times(b))
    }));
    found.extend(history.default_account.map(|account| Suggestion {
        account,
        tax_code: history.default_tax_code.clone(),
        confidence: 0.86,
        reason: "chosen as usual for this party".to_owned(),
    }));
    best(found)
}

/// A booking and how much it is like the question.
type Vote<'a> = (&'a Booked, f32);

fn near(votes: Vec<Vote<'_>>, least: f32) -> Vec<Vote<'_>> {
    votes.into_iter().filter(|(_, likeness)| *likeness >= least).collect()
}

/// Lets bookings of one source vote on account and tax code. The confidence of a choice is the source's roof, times its
/// share of the votes, times the best likeness, times n / (n + damp): few cases convince less.
fn poll(votes: &[Vote<'_>], roof: f32, damp: f32, reason: impl Fn(&Booked) -> String) -> Vec<Suggestion> {
    #[derive(Default)]
    struct Choice<'a> {
        weight: f32,
        cases: f32,
        likeness: f32,
        best: Option<&'a Booked>,
    }
    let mut choices: BTreeMap<(AccountId, Option<&str>), Choice<'_>> = BTreeMap::new();
    for (booked, likeness) in votes {
        let choice = choices.entry((booked.account, booked.tax_code.as_deref())).or_default();
        choice.weight += likeness * booked.times as f32;
        choice.cases += booked.times as f32;
        let newer = choice.best.is_none_or(|b| (likeness, booked.last_at) > (&choice.likeness, b.last_at));
        if newer {
            choice.best = Some(booked);
        }
        choice.likeness = choice.likeness.max(*likeness);
    }
    let all: f32 = choices.values().map(|c| c.weight).sum();
    choices
        .into_iter()
        .filter_map(|((account, tax_code), choice)| {
            let share = choice.weight / all;
            let confidence = roof * share * choice.likeness * choice.cases / (choice.cases + damp);
            let reason = reason(choice.best?);
            Some(Suggestion { account, tax_code: tax_code.map(str::to_owned), confidence, reason })
        })
        .collect()
}

/// Each account and tax code once, with its strongest reason.
fn best(mut found: Vec<Suggestion>) -> Vec<Suggestion> {
    found.sort_by(|a, b| {
        b.confidence.total_cmp(&a.confidence).then_with(|| (a.account, &a.tax_code).cmp(&(b.account, &b.tax_code)))
    });
    let mut seen = BTreeSet::new();
    found.retain(|s| seen.insert((s.account, s.tax_code.clone())));
    found.truncate(MOST_SUGGESTIONS);
    found
}

/// Shared weight over all weight: 1 for the same words, 0 for no common word.
fn likeness(question: &[String], booked: &[String], history: &History) -> f32 {
    let rarity = |token: &String| {
        let df = history.frequency.get(token).copied().unwrap_or(0);
        (1.0 + history.total as f32 / (1.0 + df as f32)).ln().max(f32::EPSILON)
    };
    let question: BTreeSet<&String> = question.iter().collect();
    let booked: BTreeSet<&String> = booked.iter().collect();
    let shared: f32 = question.intersection(&booked).map(|t| rarity(t)).sum();
    let all: f32 = question.union(&booked).map(|t| rarity(t)).sum();
    if all > 0.0 { shared / all } else { 0.0 }
}

fn times(booked: &Booked) -> String {
    let day = booked.dated.unwrap_or_else(|| booked.last_at.to_zoned(TimeZone::UTC).date());
    if booked.times == 1 { format!("on {day}") } else { format!("{} times, last on {day}", booked.times) }
}
