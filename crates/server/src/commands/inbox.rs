//! `pacioli inbox`: the documents of a business and where they are.

use books::DocumentId;
use documents::{Card, Filter};
use serde_json::{Value, json};

use crate::acting::Acting;
use crate::cli::{Cli, Inbox};
use crate::error::CliError;
use crate::print::{self, Align};

/// Documents in one answer of the road.
const PAGE: u32 = 200;

/// Prints the newest documents that fit.
pub async fn run(cli: &Cli, options: &Inbox) -> Result<(), CliError> {
    let acting = Acting::open(cli).await?;
    let cards = fitting(&acting, options).await;
    let cards = acting.close(cards).await?;
    if cli.json {
        println!("{}", Value::from_iter(cards.iter().map(as_json)));
    } else if cards.is_empty() {
        println!("No documents. `pacioli ingest FILES` takes some in.");
    } else {
        table(&cards);
    }
    Ok(())
}

async fn fitting(acting: &Acting, options: &Inbox) -> Result<Vec<Card>, CliError> {
    let states: Vec<String> = options.state.iter().cloned().collect();
    let wanted = usize::try_from(options.limit).unwrap_or(usize::MAX);
    let mut cards = Vec::new();
    let mut pages = Pages::new(&states, options.search.as_deref());
    while let Some(page) = pages.next(acting).await? {
        cards.extend(page);
        if cards.len() >= wanted {
            break;
        }
    }
    cards.truncate(wanted);
    Ok(cards)
}

/// Walks through the documents of a business, newest first.
pub struct Pages {
    filter: Filter,
    ended: bool,
}

impl Pages {
    /// Through those in `states` (all when empty) with `text` in name, issuer or number.
    pub fn new(states: &[String], text: Option<&str>) -> Self {
        let filter =
            Filter { states: states.to_vec(), text: text.map(str::to_owned), limit: PAGE, ..Filter::default() };
        Self { filter, ended: false }
    }

    /// The next documents; none when all were seen.
    pub async fn next(&mut self, acting: &Acting) -> Result<Option<Vec<Card>>, CliError> {
        if self.ended {
            return Ok(None);
        }
        let entity = acting.entity().await?;
        let page = acting.app.documents.list(&acting.op, entity, &self.filter).await?;
        self.ended = page.len() < PAGE as usize;
        self.filter.after = page.last().map(|card| (card.arrived_at, card.id)).or(self.filter.after);
        Ok(Some(page))
    }
}

/// The document whose id begins or ends so.
///
/// # Errors
/// When none or several fit.
pub async fn find(acting: &Acting, named: &str) -> Result<Card, CliError> {
    let wanted = named.trim().to_ascii_lowercase();
    if wanted.len() < 4 {
        let why = format!("`{named}` is too short: give at least four characters of the document's id");
        return Err(CliError::usage("document.id_too_short", why));
    }
    let mut fitting = Vec::new();
    let mut pages = Pages::new(&[], None);
    while let Some(page) = pages.next(acting).await? {
        fitting.extend(page.into_iter().filter(|card| {
            let id = card.id.0.to_string();
            id.starts_with(&wanted) || id.ends_with(&wanted)
        }));
    }
    match fitting.len() {
        1 => Ok(fitting.swap_remove(0)),
        0 => Err(CliError::usage("document.not_found", format!("no document's id begins or ends with `{named}`"))),
        n => {
            let why = format!("{n} documents' ids begin or end with `{named}`: give more characters");
            Err(CliError::usage("document.ambiguous", why))
        }
    }
}

/// Prints documents as columns.
pub fn table(cards: &[Card]) {
    let head = [
        ("Id", Align::Left),
        ("State", Align::Left),
        ("Vendor", Align::Left),
        ("Number", Align::Left),
        ("Date", Align::Left),
        ("Total", Align::Right),
        ("File", Align::Left),
        ("To look at", Align::Left),
    ];
    let rows: Vec<Vec<String>> = cards.iter().map(row).collect();
    print::table(&head, &rows);
}

fn row(card: &Card) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut reasons: Vec<&str> = card.reasons.iter().map(|reason| reason.code.as_str()).collect();
    reasons.dedup();
    vec![
        short(card.id),
        card.state.name().to_owned(),
        print::cut(&text(&card.vendor), 32),
        print::cut(&text(&card.number), 20),
        card.dated.map(|day| day.to_string()).unwrap_or_default(),
        card.total.map(|total| total.to_string()).unwrap_or_default(),
        print::cut(&card.file_name, 32),
        reasons.join(", "),
    ]
}

/// The end of an id: the beginnings of ids made at the same time are equal, the ends are random.
pub fn short(id: DocumentId) -> String {
    let text = id.0.to_string();
    text[text.len() - 8..].to_owned()
}

/// A document as JSON.
pub fn as_json(card: &Card) -> Value {
    let total = card.total.map(|t| json!({ "amount": t.to_decimal().to_string(), "currency": t.currency() }));
    json!({
        "id": card.id,
        "file_name": card.file_name,
        "media_type": card.media_type,
        "sha256": card.sha256,
        "part_of": card.part_of,
        "origin": card.origin,
        "arrived_at": card.arrived_at,
        "state": card.state.name(),
        "state_facts": card.state,
        "version": card.version,
        "route": card.route,
        "kind": card.kind,
        "vendor": card.vendor,
        "number": card.number,
        "date": card.dated,
        "total": total,
        "confidence": card.confidence,
        "reasons": card.reasons,
        "pages": card.page_count,
        "entry": card.entry,
    })
}
