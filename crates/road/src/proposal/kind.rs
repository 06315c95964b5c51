//! Which documents are booked, and as what.

use super::{CannotPropose, ProposalKind};
use crate::classification::{Classification, Direction};
use crate::facts::DocumentKind;

/// Below this confidence a kind that is not booked is shown to a person before the document is put away.
const KIND_CONFIDENCE_MIN: f32 = 0.7;

/// Refuses what is not booked.
pub(super) fn check_kind(classification: &Classification) -> Result<(), CannotPropose> {
    use DocumentKind as K;
    let kind = classification.kind;
    match kind {
        K::Invoice | K::CreditNote | K::Receipt | K::Other => Ok(()),
        K::Reminder | K::Order | K::DeliveryNote | K::Quote | K::BankStatement => {
            if classification.kind_confidence < KIND_CONFIDENCE_MIN {
                return Err(CannotPropose::KindUnclear { kind });
            }
            Err(CannotPropose::NothingToBook { kind })
        }
    }
}

/// What is booked, and which way round. A document below zero is a credit, whatever its title says.
pub(super) fn kind_of(classification: &Classification, negative: bool) -> ProposalKind {
    let credit = classification.kind == DocumentKind::CreditNote || negative;
    match (classification.direction, credit) {
        (Direction::Sale, false) => ProposalKind::SalesInvoice,
        (Direction::Sale, true) => ProposalKind::SalesCredit,
        (Direction::Purchase, true) => ProposalKind::BillCredit,
        (Direction::Purchase, false) if classification.kind == DocumentKind::Receipt => ProposalKind::Receipt,
        (Direction::Purchase, false) => ProposalKind::Bill,
    }
}
