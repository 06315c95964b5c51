//! Classify: whose document it is, which way it goes, and which accounts belong to it, each with its reason.
//!
//! A rule set for the party wins over what was booked for it before, history over similar lines of others, those over
//! the words of the page; what nothing explains goes to the account for the rest, with a confidence that says so.

use books::{DocumentId, TaxCode, TaxKind};
use op::Op;
use parties::{Memory, Suggestion};
use pg::TenantTx;
use road::classification::{AccountGuess, Classification, Direction, ItemGuess, PartyGuess, TaxGuess};
use road::facts::{DocumentKind, Facts};
use road::{Event, Stage};
use rust_decimal::Decimal;
use serde_json::json;

use crate::advance::Move;
use crate::business::Business;
use crate::stage::newest;
use crate::store::Summary;
use crate::subject::{self, Vocabulary};
use crate::{DocumentError, Documents, rules};

/// How many other accounts a reviewer is offered.
const ALTERNATIVES_MAX: usize = 4;
/// Items that are looked at one by one; those of a longer document go where the whole document goes. More would keep a
/// thread busy for every correction, and nobody reviews them one by one.
const ITEMS_MAX: usize = 500;
/// How sure it is that a document without a word about its kind is an invoice.
const KIND_UNREAD_CONFIDENCE: f32 = 0.5;

impl Documents {
    /// Performs [`road::Effect::Classify`]. Does nothing when the document has moved on.
    pub(crate) async fn run_classify(&self, op: &Op, id: DocumentId, attempt: i16) -> Result<(), DocumentError> {
        let Some((row, running)) = self.start(op, id, Stage::Classify, attempt).await? else { return Ok(()) };
        let mut tx = self.db.begin_job(op).await?;
        let (version, facts) = newest_facts(&mut tx, id).await?;
        let business = Business::load(&mut tx, row.entity).await?;
        let recalled = recall(&mut tx, op, &business, &facts, Said::default()).await?;
        tx.rollback().await?;
        let compute = move || {
            let classification = classify(&business, &facts, recalled);
            (summary_of(&classification, &business), classification)
        };
        let (said, classification) = self.computing.run(compute).await;
        let party = classification.party.as_ref().and_then(|p| p.id);
        let shown = Summary { party, ..row.summary.clone() };
        let stage = running.done(op, said, json!({ "extract": version }), &classification);
        let moved = Move { stage: Some(stage), summary: Some(shown), ..Move::default() };
        self.finish(op, id, Stage::Classify, &Event::ClassifyDone, moved).await
    }
}

/// The facts of the newest extraction or correction.
pub(crate) async fn newest_facts(tx: &mut TenantTx, id: DocumentId) -> Result<(i32, Facts), DocumentError> {
    newest(tx, id, "extract").await?.ok_or(DocumentError::BrokenStage { stage: "extract" })
}

/// What a person said of a document before it is classified anew.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    /// Purchase or sale.
    pub direction: Option<Direction>,
    /// The counterparty.
    pub party: Option<PartyGuess>,
}

/// What the books know of a document's two sides, gathered before anything is computed.
pub(crate) struct Recalled {
    /// Kind, direction and counterparty; no accounts and no tax yet.
    pub sides: Classification,
    memory: Memory,
    texts: Vec<String>,
}

/// Finds the counterparty and recalls what was booked for it and for similar lines. What a person said rules.
pub(crate) async fn recall(
    tx: &mut TenantTx,
    op: &Op,
    business: &Business,
    facts: &Facts,
    said: Said,
) -> Result<Recalled, DocumentError> {
    let direction = said.direction.unwrap_or_else(|| rules::direction(facts, &business.own_identity()));
    let party = match said.party {
        Some(party) => Some(party),
        None => find_party(tx, op, business, facts, direction).await?,
    };
    let known = party.as_ref().and_then(|p| p.id);
    let texts = texts_of(facts, direction);
    let question = parties::Question { entity: business.entity.id, party: known, direction, descriptions: &texts };
    let memory = parties::recall_in(tx, op, &question).await?;
    let sides = Classification {
        kind: facts.kind.as_ref().map_or(DocumentKind::Invoice, |k| k.value),
        kind_confidence: facts.kind.as_ref().map_or(KIND_UNREAD_CONFIDENCE, |k| k.confidence),
        direction,
        party,
        ..Classification::default()
    };
    Ok(Recalled { sides, memory, texts })
}

/// Classifies facts against the books. Long documents take their time: never with a transaction open.
pub(crate) fn classify(business: &Business, facts: &Facts, recalled: Recalled) -> Classification {
    let Recalled { sides, memory, texts } = recalled;
    let direction = sides.direction;
    let learned = memory.suggest(&texts);
    let vocabulary = Vocabulary::of(&business.accounts, direction, facts, &business.own_identity().names);
    let accounts = Accounts { business, facts, vocabulary };
    let mut guesses = accounts.of_document(direction, &learned);
    dedupe(&mut guesses);
    let items = accounts.of_items(&learned, guesses.first());
    let tax = tax_guesses(facts, direction, &learned, business);
    let mut guesses = guesses.into_iter();
    let account = guesses.next();
    Classification { account, items, alternatives: guesses.take(ALTERNATIVES_MAX).collect(), tax, ..sides }
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
            by_hand: false,
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
        by_hand: false,
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
    let items = facts.lines.iter().take(ITEMS_MAX).map(|l| l.description.clone());
    items.chain(name.map(|n| n.value.clone())).collect()
}

fn account_guess(suggestion: &Suggestion) -> AccountGuess {
    AccountGuess { account: suggestion.account, confidence: suggestion.confidence, reason: suggestion.reason.clone() }
}

/// How accounts are found for a document and its items.
struct Accounts<'a> {
    business: &'a Business,
    facts: &'a Facts,
    vocabulary: Vocabulary<'a>,
}

impl Accounts<'_> {
    /// The accounts of the whole document, best first.
    fn of_document(&self, direction: Direction, learned: &[Vec<Suggestion>]) -> Vec<AccountGuess> {
        let mut guesses: Vec<AccountGuess> = learned.iter().flatten().map(account_guess).collect();
        guesses.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let texts: Vec<&str> = self.facts.lines.iter().take(ITEMS_MAX).map(|l| l.description.as_str()).collect();
        guesses.extend(self.vocabulary.guesses(&texts));
        let name = self.facts.vendor.as_ref().filter(|_| direction == Direction::Purchase && texts.is_empty());
        if let Some(name) = name {
            guesses.extend(self.vocabulary.guesses_by_name(&name.value, &self.business.own_identity().names));
        }
        guesses.extend(rules::fallback(&self.business.accounts, direction));
        guesses.retain(|g| self.business.account(g.account).is_some_and(|a| a.active && a.postable));
        // The price of a single item is that of the document; of several each is judged by its own.
        let price = match &self.facts.lines[..] {
            [only] => subject::unit_price(self.facts, only),
            _ => None,
        };
        guesses.into_iter().map(|guess| self.by_price(guess, price)).collect()
    }

    /// Items that history, their own words or their price send elsewhere than the whole document.
    fn of_items(&self, learned: &[Vec<Suggestion>], whole: Option<&AccountGuess>) -> Vec<ItemGuess> {
        let lines = self.facts.lines.iter().take(ITEMS_MAX).enumerate();
        let own = lines.filter_map(|(item, line)| {
            let history = learned.get(item).and_then(|s| s.first()).map(account_guess);
            let words = || self.vocabulary.guesses(&[&line.description]).into_iter().next();
            let guess = history.or_else(words)?;
            let guess = self.by_price(guess, subject::unit_price(self.facts, line));
            let elsewhere = whole.is_some_and(|w| w.account != guess.account && w.confidence <= guess.confidence);
            elsewhere.then_some(ItemGuess { item, guess })
        });
        own.collect()
    }

    fn by_price(&self, guess: AccountGuess, price: Option<Decimal>) -> AccountGuess {
        let day = self.facts.supply_date.as_ref().or(self.facts.date.as_ref()).map(|d| d.value);
        subject::by_price(guess, &self.business.accounts, (&self.business.entity.jurisdiction, day), price)
    }
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

/// A tax code that people used for these items before: for each rate that is printed, or for the whole when none is. A
/// code that charges tax must have the rate; one that charges none (reverse charge, exempt) fits where none is charged.
fn tax_guesses(facts: &Facts, direction: Direction, learned: &[Vec<Suggestion>], business: &Business) -> Vec<TaxGuess> {
    let day = facts.supply_date.as_ref().or(facts.date.as_ref()).map(|d| d.value);
    let kind = if direction == Direction::Sale { TaxKind::Output } else { TaxKind::Input };
    let usable = |c: &&TaxCode| c.kind == kind && day.is_none_or(|d| c.in_force(d));
    let charges = |c: &TaxCode| !c.rate.is_zero() && !c.treatment.is_self_assessed();
    let whole_is_taxed = facts.tax.as_ref().is_some_and(|t| !t.value.is_zero());
    let rows = facts.tax_breakdown.iter().flat_map(|b| &b.value);
    let mut rates: Vec<(Option<Decimal>, bool)> = rows.map(|l| (Some(l.rate.normalize()), !l.tax.is_zero())).collect();
    if rates.is_empty() {
        rates.push((None, whole_is_taxed));
    }
    let guess = |(rate, taxed): (Option<Decimal>, bool)| {
        let fits = |c: &&TaxCode| charges(c) == taxed && (!taxed || rate.is_none_or(|r| r == c.rate));
        let used = learned.iter().flatten().find(|s| {
            business.tax_codes.iter().filter(usable).filter(fits).any(|c| Some(&c.code) == s.tax_code.as_ref())
        })?;
        Some(TaxGuess { rate, code: used.tax_code.clone()?, reason: used.reason.clone(), by_hand: false })
    };
    rates.into_iter().filter_map(guess).collect()
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
