use books::returns::{Interval, ReturnForm, form};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ledger::entity_in;
use op::{EntityId, Op, may};
use pg::Db;

use crate::filing::Filing;
use crate::rules::{months, period_with};
use crate::{TaxReturnError, store};

/// How far back periods are shown that were not filed, in months.
const BACK: i64 = 24;

/// The periods of a business for which returns are filed.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// The form in force today.
    pub form: &'static ReturnForm,
    /// The lengths of periods there are in the country, the usual one first.
    pub intervals: Vec<Interval>,
    /// The length shown.
    pub every: Interval,
    /// The periods from the first tax in the books up to the present one, newest first; those that were filed with other lengths among them.
    pub periods: Vec<PeriodOfReturn>,
}

/// A period for which a return is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodOfReturn {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Until when.
    pub due: Option<Date>,
    /// The filing that stands, else the last one that was withdrawn.
    pub filing: Option<Filing>,
    /// Whether its last day has passed.
    pub is_over: bool,
}

/// The periods of a business, of the length asked for or the one filed last.
///
/// # Errors
/// [`TaxReturnError::Denied`] without `reports-read`; [`TaxReturnError::NoForm`]; [`TaxReturnError::NoSuchPeriods`]; an
/// unknown business.
pub async fn calendar(db: &Db, op: &Op, entity: EntityId, every: Option<Interval>) -> Result<Calendar, TaxReturnError> {
    let by = op.authorise(may::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let business = entity_in(&mut tx, entity).await?;
    let today = op.now().to_zoned(TimeZone::UTC).date();
    let country = business.jurisdiction;
    let form = form(&country, today).ok_or_else(|| TaxReturnError::NoForm { country: country.clone(), day: today })?;
    let mut intervals: Vec<Interval> = form.filings.iter().map(|filing| filing.every).collect();
    intervals.dedup();
    let filings: Vec<Filing> = store::filings(&mut tx, &by, None).await?.into_iter().map(|(f, _)| f).collect();
    let last = filings.iter().find_map(|f| crate::rules::interval_of(f.from, f.to)).filter(|i| intervals.contains(i));
    let every = match every {
        Some(asked) if !intervals.contains(&asked) => {
            return Err(TaxReturnError::NoSuchPeriods { country, every: asked.to_string() });
        }
        Some(asked) => asked,
        None => last.or(intervals.first().copied()).unwrap_or(Interval::Month),
    };
    let begins = store::first_day(&mut tx, &by).await?.unwrap_or(today);
    let periods = periods(form, &filings, every, (begins, today));
    Ok(Calendar { form, intervals, every, periods })
}

fn periods(
    form: &ReturnForm,
    filings: &[Filing],
    every: Interval,
    (begins, today): (Date, Date),
) -> Vec<PeriodOfReturn> {
    let mut spans: Vec<(Date, Date)> = Vec::new();
    let oldest = begins.min(today).max(today.saturating_sub(BACK.months()));
    let mut day = today;
    while let Some((from, to)) = period_with(day, every).filter(|(_, to)| *to >= oldest) {
        spans.push((from, to));
        day = from.saturating_sub(i64::from(months(every)).months());
    }
    let filed = filings.iter().map(|filing| (filing.from, filing.to)).filter(|span| !spans.contains(span));
    let others: Vec<(Date, Date)> = filed.collect();
    spans.extend(others);
    spans.sort_unstable_by_key(|(from, to)| std::cmp::Reverse((*to, *from)));
    spans.dedup();
    let period = |(from, to)| {
        let of_span = || filings.iter().filter(|filing| filing.is_for(from, to));
        let filing = of_span().find(|filing| filing.stands()).or_else(|| of_span().next()).cloned();
        let due = crate::rules::interval_of(from, to).and_then(|every| form.due(every, to));
        PeriodOfReturn { from, to, due, filing, is_over: to < today }
    };
    spans.into_iter().map(period).collect()
}
