//! Classify: whose document it is, which way it goes, and which accounts belong to it, each with its reason.
//!
//! A rule set for the party wins over what was booked for it before, history over similar lines of others, those over
//! the words of the page; what nothing explains goes to the account for the rest, with a confidence that says so.

use books::DocumentId;
use op::Op;
use pg::TenantTx;
use road::classification::{AccountGuess, Classification, Direction, ItemGuess, PartyGuess};
use road::facts::{DocumentKind, Facts};
use road::{Event, Stage};
use serde_json::json;

use crate::advance::Luggage;
use crate::ground::Ground;
use crate::rules::{self, OwnIdentity};
use crate::store::Summary;
use crate::{DocumentError, Documents, store};

impl Documents {
    /// Performs [`road::Effect::Classify`]. Does nothing when the document has moved on.
    pub(crate) async fn run_classify(&self, op: &Op, id: DocumentId, attempt: i16) -> Result<(), DocumentError> {
        let Some((row, running)) = self.start(op, id, Stage::Classify, attempt).await? else { return Ok(()) };
        let mut tx = self.db.begin_job(op).await?;
        let (version, facts) = newest_facts(&mut tx, id).await?;
        let ground = Ground::load(&mut tx, row.entity).await?;
        let classification = classify(&mut tx, &ground, &facts).await?;
        tx.rollback().await?;
        let party = classification.party.as_ref().and_then(|p| p.id);
        let shown = Summary { party, ..row.summary.clone() };
        let said = summary_of(&classification, &ground);
        let stage = running.done(op, said, json!({ "extract": version }), &classification);
        let luggage = Luggage { stage: Some(stage), summary: Some(shown), ..Luggage::default() };
        self.finish(op, id, Stage::Classify, &Event::ClassifyDone, luggage).await
    }
}

/// The facts of the newest extraction or correction.
pub(crate) async fn newest_facts(tx: &mut TenantTx, id: DocumentId) -> Result<(i32, Facts), DocumentError> {
    let broken = || DocumentError::BrokenStage { stage: "extract" };
    let (version, output) = store::newest(tx, id, "extract").await?.ok_or_else(broken)?;
    Ok((version, serde_json::from_value(output).map_err(|_| broken())?))
}

/// Classifies facts against the books.
pub(crate) async fn classify(
    tx: &mut TenantTx,
    ground: &Ground,
    facts: &Facts,
) -> Result<Classification, DocumentError> {
    let own = own_identity(ground);
    let direction = rules::direction(facts, &own);
    let party = find_party(tx, ground, facts, direction).await?;
    let known = party.as_ref().and_then(|p| p.id);
    let mut classification = Classification {
        kind: facts.kind.as_ref().map_or(DocumentKind::Invoice, |k| k.value),
        kind_confidence: facts.kind.as_ref().map_or(0.5, |k| k.confidence),
        direction,
        party,
        ..Classification::default()
    };
    let texts = texts_of(facts, direction);
    let history = parties::suggest_in(tx, ground.entity.id, known, direction, &texts.items).await?;
    let whole: Vec<&str> = texts.items.iter().chain(&texts.page).map(String::as_str).collect();
    let mut guesses: Vec<AccountGuess> = history.whole;
    guesses.extend(rules::by_words(&ground.accounts, direction, &whole));
    guesses.extend(rules::fallback(&ground.accounts, direction));
    guesses.retain(|g| ground.account(g.account).is_some_and(|a| a.active && a.postable));
    classification.items = items(ground, direction, &texts.items, &history.items, guesses.first());
    let mut guesses = guesses.into_iter();
    classification.account = guesses.next();
    classification.alternatives = guesses.take(4).collect();
    classification.tax = history.tax;
    Ok(classification)
}

fn own_identity(ground: &Ground) -> OwnIdentity<'_> {
    let names = std::iter::once(&ground.entity.name).chain(&ground.entity.also_known_as).map(String::as_str).collect();
    OwnIdentity { names, tax_id: ground.entity.tax_id.as_deref(), ibans: &ground.entity.ibans }
}

async fn find_party(
    tx: &mut TenantTx,
    ground: &Ground,
    facts: &Facts,
    direction: Direction,
) -> Result<Option<PartyGuess>, DocumentError> {
    let probe = probe_of(facts, direction);
    let Some(found) = parties::resolve_in(tx, ground.entity.id, &probe).await? else {
        let printed = match direction {
            Direction::Purchase => facts.vendor.as_ref(),
            Direction::Sale => facts.customer.as_ref(),
        };
        return Ok(printed.map(|name| PartyGuess {
            id: None,
            name: name.value.clone(),
            confidence: name.confidence,
            reason: "printed on the document, not known yet".to_owned(),
        }));
    };
    Ok(Some(found))
}

/// What a party is recognised by: the issuer of a purchase, the recipient of a sale.
pub(crate) fn probe_of(facts: &Facts, direction: Direction) -> parties::Probe {
    let text = |field: Option<&road::facts::Field<String>>| field.map(|f| f.value.clone());
    match direction {
        Direction::Purchase => parties::Probe {
            name: text(facts.vendor.as_ref()),
            tax_id: text(facts.vendor_tax_id.as_ref()),
            iban: text(facts.vendor_iban.as_ref()),
            ..parties::Probe::default()
        },
        Direction::Sale => parties::Probe {
            name: text(facts.customer.as_ref()),
            tax_id: text(facts.customer_tax_id.as_ref()),
            ..parties::Probe::default()
        },
    }
}

struct Texts {
    items: Vec<String>,
    page: Vec<String>,
}

/// The words a document speaks of its subject with: its items, then the name of the counterparty.
fn texts_of(facts: &Facts, direction: Direction) -> Texts {
    let items = facts.lines.iter().map(|l| l.description.clone()).collect();
    let name = match direction {
        Direction::Purchase => facts.vendor.as_ref(),
        Direction::Sale => facts.customer.as_ref(),
    };
    Texts { items, page: name.map(|n| n.value.clone()).into_iter().collect() }
}

/// Items that history or their own words send elsewhere than the whole document.
fn items(
    ground: &Ground,
    direction: Direction,
    texts: &[String],
    history: &[Option<AccountGuess>],
    whole: Option<&AccountGuess>,
) -> Vec<ItemGuess> {
    let own = texts.iter().enumerate().filter_map(|(item, text)| {
        let learned = history.get(item).cloned().flatten();
        let guess = learned.or_else(|| rules::by_words(&ground.accounts, direction, &[text]).into_iter().next())?;
        let elsewhere = whole.is_none_or(|w| w.account != guess.account && w.confidence < guess.confidence);
        elsewhere.then_some(ItemGuess { item, guess })
    });
    own.collect()
}

fn summary_of(classification: &Classification, ground: &Ground) -> String {
    let way = match classification.direction {
        Direction::Purchase => "A purchase",
        Direction::Sale => "A sale",
    };
    let party = classification.party.as_ref().map_or_else(String::new, |p| {
        let known = if p.id.is_some() { "known" } else { "new" };
        format!(" with {} ({known})", p.name)
    });
    let account = classification.account.as_ref().and_then(|g| ground.account(g.account).map(|a| (a, g)));
    let account = account.map_or_else(String::new, |(a, g)| format!(" Account {} {}: {}.", a.code, a.name, g.reason));
    format!("{way}{party}.{account}")
}
