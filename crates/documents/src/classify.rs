//! Classify: whose document it is, which way it goes, and which accounts belong to it, each with its reason.
//!
//! A rule set for the party wins over what was booked for it before, history over similar lines of others, those over
//! the words of the page; what nothing explains goes to the account for the rest, with a confidence that says so.

use books::{DocumentId, PartyId};
use op::Op;
use parties::Suggestion;
use pg::TenantTx;
use road::classification::{AccountGuess, Classification, Direction, ItemGuess, PartyGuess, TaxGuess};
use road::facts::{DocumentKind, Facts, LineItem};
use road::{Event, Stage};
use serde_json::json;

use crate::advance::Move;
use crate::business::Business;
use crate::rules::{self, OwnIdentity};
use crate::store::Summary;
use crate::{DocumentError, Documents, store};

/// How many other accounts a reviewer is offered.
const ALTERNATIVES_MAX: usize = 4;
/// How sure it is that a document without a word about its kind is an invoice.
const KIND_UNREAD_CONFIDENCE: f32 = 0.5;

impl Documents {
    /// Performs [`road::Effect::Classify`]. Does nothing when the document has moved on.
    pub(crate) async fn run_classify(&self, op: &Op, id: DocumentId, attempt: i16) -> Result<(), DocumentError> {
        let Some((row, running)) = self.start(op, id, Stage::Classify, attempt).await? else { return Ok(()) };
        let mut tx = self.db.begin_job(op).await?;
        let (version, facts) = newest_facts(&mut tx, id).await?;
        let business = Business::load(&mut tx, row.entity).await?;
        let classification = classify(&mut tx, op, &business, &facts).await?;
        tx.rollback().await?;
        let party = classification.party.as_ref().and_then(|p| p.id);
        let shown = Summary { party, ..row.summary.clone() };
        let said = summary_of(&classification, &business);
        let stage = running.done(op, said, json!({ "extract": version }), &classification);
        let moved = Move { stage: Some(stage), summary: Some(shown), ..Move::default() };
        self.finish(op, id, Stage::Classify, &Event::ClassifyDone, moved).await
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
    op: &Op,
    business: &Business,
    facts: &Facts,
) -> Result<Classification, DocumentError> {
    let direction = rules::direction(facts, &own_identity(business));
    let party = find_party(tx, op, business, facts, direction).await?;
    let known = party.as_ref().and_then(|p| p.id);
    let texts = texts_of(facts, direction);
    let learned = learned(tx, op, business, known, direction, &texts).await?;
    let mut guesses: Vec<AccountGuess> = learned.iter().flatten().map(account_guess).collect();
    guesses.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let words: Vec<&str> = texts.iter().map(String::as_str).collect();
    guesses.extend(rules::by_words(&business.accounts, direction, &words));
    guesses.extend(rules::fallback(&business.accounts, direction));
    guesses.retain(|g| business.account(g.account).is_some_and(|a| a.active && a.postable));
    dedupe(&mut guesses);
    let items = items(business, direction, &facts.lines, &learned, guesses.first());
    let tax = tax_guesses(facts, &learned, business);
    let mut guesses = guesses.into_iter();
    Ok(Classification {
        kind: facts.kind.as_ref().map_or(DocumentKind::Invoice, |k| k.value),
        kind_confidence: facts.kind.as_ref().map_or(KIND_UNREAD_CONFIDENCE, |k| k.confidence),
        direction,
        party,
        account: guesses.next(),
        items,
        alternatives: guesses.take(ALTERNATIVES_MAX).collect(),
        tax,
        treatment: None,
    })
}

fn own_identity(business: &Business) -> OwnIdentity<'_> {
    let names =
        std::iter::once(&business.entity.name).chain(&business.entity.also_known_as).map(String::as_str).collect();
    OwnIdentity { names, tax_id: business.entity.tax_id.as_deref(), ibans: &business.entity.ibans }
}

async fn find_party(
    tx: &mut TenantTx,
    op: &Op,
    business: &Business,
    facts: &Facts,
    direction: Direction,
) -> Result<Option<PartyGuess>, DocumentError> {
    let found = parties::resolve_in(tx, op, business.entity.id, &sighting(facts, direction)).await?;
    if let Some(known) = found.party {
        return Ok(Some(PartyGuess {
            id: Some(known.party),
            name: known.name,
            confidence: known.score,
            reason: found.reason,
        }));
    }
    let printed = match direction {
        Direction::Purchase => facts.vendor.as_ref(),
        Direction::Sale => facts.customer.as_ref(),
    };
    Ok(printed.map(|name| PartyGuess {
        id: None,
        name: name.value.clone(),
        confidence: name.confidence,
        reason: "printed on the document, not known yet".to_owned(),
    }))
}

/// What a party is recognised by: the issuer of a purchase, the recipient of a sale.
pub(crate) fn sighting(facts: &Facts, direction: Direction) -> parties::Sighting {
    match direction {
        Direction::Purchase => parties::Sighting::issuer(facts),
        Direction::Sale => parties::Sighting::recipient(facts),
    }
}

/// The words a document speaks of its subject with: one text an item, and the name of the counterparty at the end.
fn texts_of(facts: &Facts, direction: Direction) -> Vec<String> {
    let name = match direction {
        Direction::Purchase => facts.vendor.as_ref(),
        Direction::Sale => facts.customer.as_ref(),
    };
    let items = facts.lines.iter().map(|l| l.description.clone());
    items.chain(name.map(|n| n.value.clone())).collect()
}

/// What people confirmed before for this party and for similar words, a list for each text, best first.
async fn learned(
    tx: &mut TenantTx,
    op: &Op,
    business: &Business,
    party: Option<PartyId>,
    direction: Direction,
    texts: &[String],
) -> Result<Vec<Vec<Suggestion>>, DocumentError> {
    let question = parties::Question { entity: business.entity.id, party, direction, descriptions: texts };
    Ok(parties::suggest_in(tx, op, &question).await?)
}

fn account_guess(suggestion: &Suggestion) -> AccountGuess {
    AccountGuess { account: suggestion.account, confidence: suggestion.confidence, reason: suggestion.reason.clone() }
}

fn dedupe(guesses: &mut Vec<AccountGuess>) {
    let mut seen = Vec::new();
    guesses.retain(|g| {
        !seen.contains(&g.account) && {
            seen.push(g.account);
            true
        }
    });
}

/// Items that history or their own words send elsewhere than the whole document.
fn items(
    business: &Business,
    direction: Direction,
    lines: &[LineItem],
    learned: &[Vec<Suggestion>],
    whole: Option<&AccountGuess>,
) -> Vec<ItemGuess> {
    let own = lines.iter().enumerate().filter_map(|(item, line)| {
        let history = learned.get(item).and_then(|s| s.first()).map(account_guess);
        let words = || rules::by_words(&business.accounts, direction, &[&line.description]).into_iter().next();
        let guess = history.or_else(words)?;
        let elsewhere = whole.is_some_and(|w| w.account != guess.account && w.confidence <= guess.confidence);
        elsewhere.then_some(ItemGuess { item, guess })
    });
    own.collect()
}

/// A tax code that people used for these items before, for the rate that is printed.
fn tax_guesses(facts: &Facts, learned: &[Vec<Suggestion>], business: &Business) -> Vec<TaxGuess> {
    let rates = facts.tax_breakdown.iter().flat_map(|b| &b.value).map(|l| l.rate);
    rates
        .filter_map(|rate| {
            let used = learned.iter().flatten().find_map(|s| {
                let code = s.tax_code.as_ref()?;
                let fits = business.tax_codes.iter().any(|c| c.code == *code && c.rate == rate);
                fits.then(|| (code.clone(), s.reason.clone()))
            })?;
            Some(TaxGuess { rate, code: used.0, reason: used.1 })
        })
        .collect()
}

fn summary_of(classification: &Classification, business: &Business) -> String {
    let way = match classification.direction {
        Direction::Purchase => "A purchase",
        Direction::Sale => "A sale",
    };
    let party = classification.party.as_ref().map_or_else(String::new, |p| {
        let known = if p.id.is_some() { "known" } else { "new" };
        format!(" with {} ({known})", p.name)
    });
    let account = classification.account.as_ref().and_then(|g| business.account(g.account).map(|a| (a, g)));
    let account = account.map_or_else(String::new, |(a, g)| format!(" Account {} {}: {}.", a.code, a.name, g.reason));
    format!("{way}{party}.{account}")
}
