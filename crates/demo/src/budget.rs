//! What the company planned: for each calendar year of the story the figures of the year before with some growth, in
//! whole tens of euros, spread over the months as such things fall. As long as no year before, or too little of one, was
//! known, the plan is what the founders expected: the same company's story told from another seed.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use money::{Amount, Currency, allocate};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::plan::{PlannedEntry, Purpose, told};

/// Plans are made in whole tens of euros: so many cents.
const STEP: i64 = 10_00;
/// Months of a year that are enough to plan the next one by.
const ENOUGH: i8 = 6;
/// Told from this seed beside the story's own, the beginning is what the founders expected.
const FOUNDERS: u64 = 0x464f_554e;
/// How months weigh where a year has seasons: sales before Christmas, heating in winter, insurance once a year.
const SALES: [u64; 12] = [13, 13, 15, 15, 16, 14, 12, 9, 15, 17, 20, 22];
const HEATING: [u64; 12] = [5, 5, 5, 3, 3, 3, 3, 3, 3, 5, 5, 5];
const ONCE: [u64; 12] = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const EVENLY: [u64; 12] = [1; 12];

/// The budget of a calendar year.
pub struct PlannedBudget {
    pub year: i32,
    pub reason: String,
    pub rows: Vec<PlannedRow>,
}

/// A row of it; income and expense both positive.
pub struct PlannedRow {
    pub account: Purpose,
    pub department: Option<&'static str>,
    pub months: [Amount; 12],
}

/// Cents by account and department, income and expense both positive.
type Figures = BTreeMap<(Purpose, Option<&'static str>), i64>;

/// A budget for each calendar year of the story.
pub fn plans(seed: u64, first_day: Date, last_day: Date, entries: &[PlannedEntry]) -> Vec<PlannedBudget> {
    let mut rng = StdRng::seed_from_u64(seed);
    let founders = told(seed ^ FOUNDERS, first_day, date(first_day.year() + 1, 12, 31)).entries;
    let first_month = |year: i16| if year == first_day.year() { first_day.month() } else { 1 };
    let mut budgets = Vec::new();
    for year in first_day.year()..=last_day.year() {
        let year_before = year - 1;
        let is_known = year_before >= first_day.year() && 13 - first_month(year_before) >= ENOUGH;
        let (basis, of) = if is_known { (entries, year_before) } else { (&founders[..], year) };
        let reason =
            if is_known { format!("Plan made in December {year_before}") } else { "Plan of the founders".to_owned() };
        let mut rows = Vec::new();
        for ((account, department), cents) in figures(basis, of) {
            let percent = if is_known { rng.random_range(growth(account)) } else { 100 };
            let whole = whole_year(cents, weights(account), first_month(of)).map(|cents| cents * percent / 100);
            if let Some(months) = whole.and_then(|cents| spread(cents, weights(account), first_month(year))) {
                rows.push(PlannedRow { account, department, months });
            }
        }
        budgets.push(PlannedBudget { year: i32::from(year), reason, rows });
    }
    budgets
}

/// What a calendar year earned and spent. Differences of exchange are left out: nobody plans for them.
fn figures(entries: &[PlannedEntry], year: i16) -> Figures {
    let mut figures = Figures::new();
    for line in entries.iter().filter(|entry| entry.date.year() == year).flat_map(|entry| &entry.lines) {
        if let Some(sign) = sign(line.account) {
            *figures.entry((line.account, line.department)).or_default() += sign * line.base.minor();
        }
    }
    figures
}

/// 1 for expense, -1 for income, nothing for what is not planned.
fn sign(account: Purpose) -> Option<i64> {
    match account {
        Purpose::SalesStandard | Purpose::SalesReduced | Purpose::SalesExport => Some(-1),
        Purpose::Goods
        | Purpose::Rent
        | Purpose::Energy
        | Purpose::Telecom
        | Purpose::Software
        | Purpose::Marketing
        | Purpose::Insurance
        | Purpose::Travel
        | Purpose::BankFees
        | Purpose::Salaries
        | Purpose::SocialSecurity
        | Purpose::Depreciation => Some(1),
        _ => None,
    }
}

/// The growth people expect, in per cent of the year before.
fn growth(account: Purpose) -> std::ops::RangeInclusive<i64> {
    match account {
        Purpose::SalesStandard | Purpose::SalesReduced | Purpose::SalesExport => 108..=120,
        Purpose::Salaries | Purpose::SocialSecurity => 103..=104,
        Purpose::Rent | Purpose::Insurance | Purpose::Depreciation => 100..=100,
        _ => 98..=108,
    }
}

fn weights(account: Purpose) -> &'static [u64; 12] {
    match account {
        Purpose::SalesStandard | Purpose::SalesReduced | Purpose::SalesExport => &SALES,
        Purpose::Energy => &HEATING,
        Purpose::Insurance => &ONCE,
        _ => &EVENLY,
    }
}

/// What the months from `first` on make of a whole year; nothing when they say nothing about it.
fn whole_year(cents: i64, weights: &[u64; 12], first: i8) -> Option<i64> {
    let weigh = |months: &[u64]| i64::try_from(months.iter().sum::<u64>()).unwrap_or(0);
    (cents * weigh(weights)).checked_div(weigh(&weights[before(first)..]))
}

/// A year over its months from `first` on, in whole steps that add up.
fn spread(cents: i64, weights: &[u64; 12], first: i8) -> Option<[Amount; 12]> {
    let mut weights = *weights;
    let all: u64 = weights.iter().sum();
    weights[..before(first)].fill(0);
    let part = i64::try_from(weights.iter().sum::<u64>()).ok()?;
    let step = i64::try_from(all).ok()? * STEP;
    let steps = (cents * part + step / 2) / step;
    let parts = allocate(Amount::new(steps, Currency::EUR), &weights).ok()?;
    let months: Vec<Amount> = parts.iter().map(|part| Amount::new(part.minor() * STEP, Currency::EUR)).collect();
    months.try_into().ok()
}

/// How many months lie before this one in its year.
fn before(month: i8) -> usize {
    usize::from(month.unsigned_abs()) - 1
}

#[cfg(test)]
mod tests {
    use super::super::plan::{Plan, plan};
    use super::*;

    fn story() -> Plan {
        plan(1494, date(2026, 3, 20))
    }

    #[test]
    fn every_year_of_the_story_has_a_plan_in_whole_tens_from_the_founding_on() {
        let story = story();
        assert_eq!(story.budgets.iter().map(|b| b.year).collect::<Vec<_>>(), [2024, 2025, 2026]);
        for (budget, row) in story.budgets.iter().flat_map(|b| b.rows.iter().map(move |row| (b, row))) {
            assert!(row.months.iter().all(|m| m.minor() % STEP == 0 && !m.is_negative()), "{:?}", row.account);
            let founded = budget.year > 2024 || row.months[..2].iter().all(|month| month.is_zero());
            assert!(founded, "{:?} is planned before the company was there", row.account);
        }
    }

    /// A plan that is met to the cent looks made up, and so does one that is missed by half.
    #[test]
    fn the_plan_for_a_whole_year_is_missed_by_a_believable_part() {
        let story = story();
        let budget = story.budgets.iter().find(|b| b.year == 2025).expect("a plan for 2025");
        let actual = figures(&story.entries, 2025);
        let sum = |income: bool| {
            let is = |account: &Purpose| sign(*account) == Some(if income { -1 } else { 1 });
            let planned = budget.rows.iter().filter(|r| is(&r.account)).flat_map(|r| r.months).map(Amount::minor);
            let came = actual.iter().filter(|((account, _), _)| is(account)).map(|(_, cents)| cents);
            (planned.sum::<i64>(), came.sum::<i64>())
        };
        for (planned, came) in [sum(true), sum(false)] {
            let missed = (came - planned).abs() * 100 / planned;
            assert!(came != planned && missed <= 25, "{came} came of {planned}");
        }
    }

    /// Two busy months before Christmas are no year to plan the next one by.
    #[test]
    fn a_plan_after_a_short_first_year_is_the_founders_who_hope_for_a_profit() {
        let of_2025 = |last_day| plan(1494, last_day).budgets.swap_remove(1);
        assert_eq!(of_2025(date(2026, 3, 20)).reason, "Plan made in December 2024");
        let budget = of_2025(date(2026, 11, 22));
        assert_eq!((budget.year, budget.reason.as_str()), (2025, "Plan of the founders"));
        let planned = budget.rows.iter().flat_map(|row| row.months.map(|m| (row.account, m.minor())));
        let result: i64 = planned.map(|(account, cents)| -sign(account).unwrap_or(0) * cents).sum();
        assert!(result > 0, "{result}");
    }

    #[test]
    fn seasons_are_taken_out_of_a_part_of_a_year_and_put_back_into_the_months() {
        // 42 of 181 shares fall into November and December
        assert_eq!(whole_year(4_200_00, &SALES, 11), Some(18_100_00));
        assert_eq!(whole_year(0, &ONCE, 2), None, "nothing is known of insurance that is paid in January");
        let months = spread(18_100_00, &SALES, 11).expect("a plan").map(Amount::minor);
        assert_eq!((months[9], months[10], months[11]), (0, 2_000_00, 2_200_00));
        let rounded = spread(1_205_00, &EVENLY, 1).expect("a plan").map(Amount::minor);
        assert_eq!((rounded[0], rounded.iter().sum()), (110_00, 1_210_00), "to whole tens");
    }
}
