//! `pacioli rate`: exchange rates of the organisation.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ledger::{NewRate, RateRow};
use money::Currency;
use serde_json::json;

use crate::acting::Acting;
use crate::cli::{Cli, Rates};
use crate::error::CliError;

/// Does what is asked with rates.
pub async fn run(cli: &Cli, command: &Rates) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let told = text(cli, &acting, command).await;
    print!("{}", acting.close(told).await?);
    Ok(())
}

async fn text(cli: &Cli, acting: &Acting, command: &Rates) -> Result<String, CliError> {
    let (db, op) = (&acting.app.db, &acting.op);
    let today = op.now().to_zoned(TimeZone::UTC).date();
    match command {
        Rates::List { from, to } => {
            let last = to.unwrap_or(today);
            let first = from.unwrap_or_else(|| last.saturating_sub(366.days()));
            Ok(told(cli, &ledger::rates(db, op, first, last).await?))
        }
        Rates::Add { from, to, rate, day, source } => {
            let day = day.unwrap_or(today);
            let new = NewRate { from: *from, to: *to, day, rate: *rate, source: source.clone() };
            Ok(told(cli, &[ledger::add_rate(db, op, new).await?]))
        }
        Rates::Import { file, since, only } => import(cli, acting, file, *since, only).await,
    }
}

fn told(cli: &Cli, rows: &[RateRow]) -> String {
    if cli.json {
        return format!("{}\n", json!(rows));
    }
    let row = |row: &RateRow| {
        let RateRow { day, from, to, rate, source, recorded_by, .. } = row;
        format!("{day}  1 {from} = {rate} {to}  ({source}, recorded by {recorded_by})\n")
    };
    rows.iter().map(row).collect()
}

async fn import(
    cli: &Cli,
    acting: &Acting,
    path: &Path,
    since: Option<Date>,
    only: &[Currency],
) -> Result<String, CliError> {
    let bytes = tokio::fs::read(path).await.map_err(|e| CliError::file(path, e))?;
    let wrong = |e| CliError::usage("rates.bad_file", format!("{}: {e}", path.display()));
    let file = rate_files::read(&bytes).map_err(wrong)?;
    let published = file.rates.iter().map(|r| (r.from, r.to, r.day, r.rate));
    let rates = NewRate::of_file(published, file.source, since, only);
    let done = ledger::import_rates(&acting.app.db, &acting.op, &rates).await?;
    if cli.json {
        return Ok(format!("{}\n", json!({ "source": file.source, "import": done, "retired": file.retired })));
    }
    let mut text = format!("{} rates recorded, {} were there.\n", done.added, done.known);
    if !file.retired.is_empty() {
        text.push_str(&format!("Left out, because they are currencies no more: {}.\n", file.retired.join(", ")));
    }
    Ok(text)
}
