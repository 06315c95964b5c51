//! `pacioli pending`: entries by hand that wait for a second person.

use ledger::PostingQueue;
use manual::{Approval, Filter, Manual, PendingEntry, PendingState};
use serde_json::{Value, json};

use crate::acting::Acting;
use crate::cli::{Cli, Pending};
use crate::error::CliError;
use crate::print::{self, Align};

/// Most entries that are shown or looked through.
const MOST: u32 = 500;

/// Does what is asked with entries that wait.
pub async fn run(cli: &Cli, command: &Pending) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let outcome = match command {
        Pending::List { all } => list(&acting, *all).await.map(Said::List),
        Pending::Approve { entry, note } => approve(&acting, entry, note.as_deref()).await,
        Pending::Reject { entry, reason } => reject(&acting, entry, reason).await,
    };
    tell(cli, acting.close(outcome).await?);
    Ok(())
}

enum Said {
    List(Vec<PendingEntry>),
    One { id: String, state: &'static str, words: String },
}

/// Entries by hand.
pub(crate) fn slice(acting: &Acting) -> Manual {
    let app = &acting.app;
    Manual::new(app.db.clone(), PostingQueue::new(app.db.clone()), app.documents.clone())
}

async fn list(acting: &Acting, all: bool) -> Result<Vec<PendingEntry>, CliError> {
    let state = (!all).then_some(PendingState::Waiting);
    let filter = Filter { state, limit: MOST, ..Filter::default() };
    Ok(slice(acting).pending(&acting.op, acting.entity().await?, &filter).await?)
}

/// The waiting entry whose id begins or ends so.
async fn find(acting: &Acting, named: &str) -> Result<PendingEntry, CliError> {
    let wanted = named.trim().to_ascii_lowercase();
    let mut fitting = list(acting, false).await?;
    fitting.retain(|pending| {
        let id = pending.id.0.to_string();
        id.starts_with(&wanted) || id.ends_with(&wanted)
    });
    match fitting.len() {
        1 if wanted.len() >= 4 => Ok(fitting.swap_remove(0)),
        0 => Err(CliError::usage("pending.not_found", format!("no waiting entry's id begins or ends with `{named}`"))),
        _ => Err(CliError::usage("pending.ambiguous", format!("`{named}` fits several entries: give more characters"))),
    }
}

async fn approve(acting: &Acting, named: &str, note: Option<&str>) -> Result<Said, CliError> {
    let pending = find(acting, named).await?;
    let (entity, id) = (pending.entity, pending.id);
    match slice(acting).approve(&acting.op, entity, id, pending.version, note).await? {
        Approval::Posted(entry) => {
            let number = ledger::entry(&acting.app.db, &acting.op, entry).await?.number;
            Ok(Said::One { id: id.0.to_string(), state: "posted", words: format!("posted as {number}") })
        }
        Approval::WaitsFor(waiting) => {
            Ok(Said::One { id: id.0.to_string(), state: "waiting", words: format!("approved: {waiting}") })
        }
    }
}

async fn reject(acting: &Acting, named: &str, reason: &str) -> Result<Said, CliError> {
    let pending = find(acting, named).await?;
    slice(acting).reject(&acting.op, pending.entity, pending.id, pending.version, reason).await?;
    Ok(Said::One { id: pending.id.0.to_string(), state: "rejected", words: "rejected".to_owned() })
}

fn tell(cli: &Cli, said: Said) {
    match said {
        Said::List(all) if cli.json => println!("{}", Value::from_iter(all.iter().map(as_json))),
        Said::List(all) if all.is_empty() => println!("Nothing waits."),
        Said::List(all) => table(&all),
        Said::One { id, state, .. } if cli.json => println!("{}", json!({ "entry": id, "state": state })),
        Said::One { id, words, .. } => println!("{}: {words}.", short(&id)),
    }
}

fn short(id: &str) -> &str {
    &id[id.len().saturating_sub(8)..]
}

fn as_json(pending: &PendingEntry) -> Value {
    json!({
        "id": pending.id,
        "state": pending.state,
        "version": pending.version,
        "date": pending.dated,
        "memo": pending.memo,
        "total": { "amount": pending.amount.to_decimal().to_string(), "currency": pending.amount.currency() },
        "written_by": pending.written_by_name,
        "written_at": pending.written_at,
        "reason": pending.reason,
    })
}

fn table(all: &[PendingEntry]) {
    let head = [
        ("Id", Align::Left),
        ("State", Align::Left),
        ("Date", Align::Left),
        ("Amount", Align::Right),
        ("Written by", Align::Left),
        ("What", Align::Left),
    ];
    let row = |pending: &PendingEntry| {
        vec![
            short(&pending.id.0.to_string()).to_owned(),
            pending.state.to_string(),
            pending.dated.to_string(),
            pending.amount.to_string(),
            print::cut(&pending.written_by_name, 24),
            print::cut(&pending.memo, 40),
        ]
    };
    print::table(&head, &all.iter().map(row).collect::<Vec<_>>());
}
