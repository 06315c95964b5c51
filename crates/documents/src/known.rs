//! What the books know about a document before its entry is proposed: the exchange rate, documents like it, what is
//! unusual about who wants to be paid. Gathered in one transaction, so that proposing itself needs none.

use op::Op;
use pg::TenantTx;
use road::classification::Classification;
use road::duplicates::{self, KeyFacts, Verdict};
use road::facts::{DocumentKind, Facts};
use road::proposal::Settings;
use road::{HoldReason, State, Unusual};
use rust_decimal::Decimal;

use crate::DocumentError;
use crate::business::Business;
use crate::classify::sighting;
use crate::store::{self, DocumentRow, Summary};

/// What proposing needs from the books.
pub(crate) struct Known {
    /// How it is booked.
    pub settings: Settings,
    /// Documents that look like the same one, most alike first.
    pub duplicates: Vec<Verdict>,
    /// What is unusual about who wants to be paid.
    pub unusual: Vec<Unusual>,
}

impl Known {
    /// Gathers it. Of the classification only kind, direction and counterparty are looked at.
    pub(crate) async fn gather(
        tx: &mut TenantTx,
        op: &Op,
        business: &Business,
        row: &DocumentRow,
        facts: &Facts,
        sides: &Classification,
    ) -> Result<Self, DocumentError> {
        Ok(Self {
            settings: business.settings(tx, op, facts, sides).await?,
            duplicates: find_duplicates(tx, row, facts, sides).await?,
            unusual: unusual(tx, op, business, facts, sides).await?,
        })
    }
}

/// What is unusual about who wants to be paid, seen from the party the document is booked for, chosen by hand or not.
async fn unusual(
    tx: &mut TenantTx,
    op: &Op,
    business: &Business,
    facts: &Facts,
    classification: &Classification,
) -> Result<Vec<Unusual>, DocumentError> {
    let party = classification.party.as_ref();
    let seen = sighting(facts, classification.direction);
    let warnings = parties::warnings_in(tx, op, business.entity.id, party.and_then(|p| p.id), &seen).await?;
    let by_hand = party.is_some_and(|p| p.by_hand);
    let of = |warning| match warning {
        parties::Warning::ChangedIban { printed, .. } => Some(Unusual::ChangedIban { printed }),
        parties::Warning::IbanOfAnother { printed, name, .. } => Some(Unusual::IbanOfAnother { printed, name }),
        parties::Warning::OtherTaxId { printed, known } => Some(Unusual::OtherTaxId { printed, known }),
        parties::Warning::SeveralFit { names } => (!by_hand).then_some(Unusual::SeveralFit { names }),
        parties::Warning::OtherName { printed } => (!by_hand).then_some(Unusual::OtherName { printed }),
    };
    Ok(warnings.into_iter().filter_map(of).collect())
}

async fn find_duplicates(
    tx: &mut TenantTx,
    row: &DocumentRow,
    facts: &Facts,
    classification: &Classification,
) -> Result<Vec<Verdict>, DocumentError> {
    let party = classification.party.as_ref().and_then(|p| p.id);
    let mut probe = row.clone();
    probe.summary = Summary { party, ..crate::summary::with_facts(&row.summary, facts) };
    let new = key_facts_of(&probe);
    let mut others = store::with_same_number(tx, &probe).await?;
    others.extend(store::with_same_total(tx, &probe).await?);
    others.sort_by_key(|other| other.id.0);
    others.dedup_by_key(|other| other.id.0);
    let others = others.iter().filter(|other| stands_in_the_way(row, other));
    let mut verdicts: Vec<Verdict> =
        others.filter_map(|other| duplicates::compare(&new, &key_facts_of(other))).collect();
    verdicts.retain(|v| v.holds() || v.is_possible());
    verdicts.sort_by_key(|v| std::cmp::Reverse(v.score));
    verdicts.truncate(5);
    Ok(verdicts)
}

/// Of two copies one is held: the one that was proposed second. One that is still at work counts when it came first.
fn stands_in_the_way(row: &DocumentRow, other: &DocumentRow) -> bool {
    let came_first = (other.arrived_at, other.id.0) < (row.arrived_at, row.id.0);
    let is_proposed = other.state.at_work().is_none();
    let is_held_for_this =
        matches!(&other.state, State::Held { reason: HoldReason::Duplicate { of }, .. } if *of == row.id);
    (came_first || is_proposed) && !is_held_for_this && other.part_of != Some(row.id)
}

fn key_facts_of(row: &DocumentRow) -> KeyFacts {
    let shown = &row.summary;
    let currency = shown.currency.as_deref().and_then(|c| money::Currency::from_code(c).ok());
    let total = shown.total_minor.zip(currency).map(|(minor, c)| Decimal::new(minor, c.exponent()));
    KeyFacts {
        document: row.id,
        party: shown.party,
        party_name: shown.vendor.clone(),
        number: shown.number.clone(),
        date: shown.dated,
        total,
        currency: shown.currency.clone(),
        is_credit: shown.kind.as_deref() == Some(&DocumentKind::CreditNote.to_string()),
    }
}
