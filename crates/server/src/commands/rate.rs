//! `pacioli rate`: exchange rates of the organisation.

use jiff::ToSpan;
use jiff::tz::TimeZone;
use ledger::{NewRate, RateRow};
use serde_json::json;

use crate::acting::Acting;
use crate::cli::{Cli, Rates};
use crate::error::CliError;

/// Does what is asked with rates.
pub async fn run(cli: &Cli, command: &Rates) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let rows = answer(&acting, command).await;
    let rows = acting.close(rows).await?;
    if cli.json {
        println!("{}", json!(rows));
    } else {
        rows.iter().for_each(tell);
    }
    Ok(())
}

async fn answer(acting: &Acting, command: &Rates) -> Result<Vec<RateRow>, CliError> {
    let (db, op) = (&acting.app.db, &acting.op);
    let today = op.now().to_zoned(TimeZone::UTC).date();
    Ok(match command {
        Rates::List { from, to } => {
            let last = to.unwrap_or(today);
            ledger::rates(db, op, from.unwrap_or_else(|| last.saturating_sub(366.days())), last).await?
        }
        Rates::Add { from, to, rate, day, source } => {
            let day = day.unwrap_or(today);
            let new = NewRate { from: *from, to: *to, day, rate: *rate, source: source.clone() };
            vec![ledger::add_rate(db, op, new).await?]
        }
    })
}

fn tell(row: &RateRow) {
    println!(
        "{}  1 {} = {} {}  ({}, recorded by {})",
        row.day, row.from, row.rate, row.to, row.source, row.recorded_by
    );
}
