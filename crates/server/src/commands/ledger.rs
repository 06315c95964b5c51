//! `pacioli ledger`: replaying the books, and printing them for other programs.

use ledger::VerifyReport;
use ledger::export::{Amounts, hledger};
use serde_json::json;

use crate::acting::Acting;
use crate::cli::{Cli, Ledger};
use crate::error::CliError;

/// Does what is asked with the ledger.
pub async fn run(cli: &Cli, command: &Ledger) -> Result<(), CliError> {
    match command {
        Ledger::Verify => verify(cli).await,
        Ledger::Export => export(cli).await,
        Ledger::RebuildBalances => rebuild(cli).await,
        Ledger::Lock { year, through, reason, confirm } => lock(cli, (*year, *through), reason, *confirm).await,
    }
}

/// Replays every line; ends with exit code 3 when something is wrong with the books.
async fn verify(cli: &Cli) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let reports = replay(cli, &acting).await;
    let reports = acting.close(reports).await?;
    let findings = reports.iter().map(|(_, report)| report.findings.len()).sum();
    if cli.json {
        let all = reports.iter().map(|(business, report)| json!({ "business": business, "report": report }));
        println!("{}", serde_json::Value::from_iter(all));
    } else {
        reports.iter().for_each(|(business, report)| tell(business, report));
    }
    match findings {
        0 => Ok(()),
        n => Err(CliError::CheckFailed(format!("the books are not sound: {n} findings"))),
    }
}

async fn replay(cli: &Cli, acting: &Acting) -> Result<Vec<(String, VerifyReport)>, CliError> {
    let (db, op) = (&acting.app.db, &acting.op);
    let businesses = match cli.business {
        Some(_) => vec![acting.business().await?],
        None => ledger::entities(db, op).await?,
    };
    let mut reports = Vec::new();
    for business in businesses {
        reports.push((business.name, ledger::verify(db, op, business.id).await?));
    }
    Ok(reports)
}

fn tell(business: &str, report: &VerifyReport) {
    let verdict = if report.is_sound() { "sound" } else { "NOT SOUND" };
    println!("{business}: {} entries, {} lines replayed: {verdict}", report.entries, report.lines);
    for finding in &report.findings {
        println!("  {}: {}", finding.kind, finding.detail);
    }
}

async fn export(cli: &Cli) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let text = async {
        let entity = acting.entity().await?;
        Ok(hledger(&acting.app.db, &acting.op, entity, None, Amounts::Transaction).await?)
    };
    let text = text.await;
    print!("{}", acting.close(text).await?);
    Ok(())
}

/// Makes the stored balances of a business anew and replays its lines once more.
async fn rebuild(cli: &Cli) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let done = async {
        let business = acting.business().await?;
        let (db, op) = (&acting.app.db, &acting.op);
        let rows = ledger::rebuild_balances(db, op, business.id).await?;
        Ok((business.name, rows, ledger::verify(db, op, business.id).await?))
    };
    let done = done.await;
    let (business, rows, report) = acting.close(done).await?;
    if cli.json {
        println!("{}", json!({ "business": business, "rows": rows, "report": report }));
    } else {
        println!("{business}: {rows} stored balances made anew");
        tell(&business, &report);
    }
    if report.is_sound() { Ok(()) } else { Err(CliError::CheckFailed("the books are not sound".to_owned())) }
}

async fn lock(cli: &Cli, (year, through): (i32, u8), reason: &str, confirm: i32) -> Result<(), CliError> {
    if confirm != year {
        let say = format!("nothing was locked: --confirm {confirm} does not repeat the year {year}");
        return Err(CliError::CheckFailed(say));
    }
    let acting = Acting::open(cli).await?;
    let locked = async {
        let entity = acting.entity().await?;
        let (db, op) = (&acting.app.db, &acting.op);
        let periods = ledger::periods(db, op, entity).await?;
        let asked = periods.iter().find(|p| p.year == year && p.number == through);
        let asked = asked.ok_or_else(|| CliError::CheckFailed(format!("there is no period {year}-{through:02}")))?;
        Ok(ledger::lock_period(db, op, asked.id, reason).await?)
    };
    let locked = locked.await;
    let labels: Vec<String> = acting.close(locked).await?.iter().map(ledger::PeriodView::label).collect();
    if cli.json {
        println!("{}", json!({ "locked": labels }));
    } else {
        println!(
            "locked for good: {}",
            if labels.is_empty() { "nothing that was not so before".to_owned() } else { labels.join(", ") }
        );
    }
    Ok(())
}
