//! What a network asks for so that a document arrives.

use super::Obstacles;
use crate::write::outgoing::filled;
use crate::write::{Kind, Outgoing};

/// What Peppol asks for.
pub(super) fn peppol(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    addresses(outgoing, obstacles);
    let references = &outgoing.references;
    let referred = filled(&references.buyer).is_some() || filled(&references.order).is_some();
    let message = "the invoice needs a buyer reference or the number of the buyer's order (BT-10, BT-13)";
    obstacles.expect(referred, "einvoice.write.buyer_reference", "references.buyer", message);
    let german = outgoing.kind != Kind::Corrected || outgoing.is_within("DE");
    let message = "Peppol has corrected invoices within Germany only: write a credit note and a new invoice";
    obstacles.expect(german, "einvoice.write.corrected", "kind", message);
}

/// Where the document is sent to and from.
pub(super) fn addresses(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let parties = [("seller", &outgoing.seller, "BT-34"), ("buyer", &outgoing.buyer, "BT-49")];
    for (role, party, term) in parties {
        let message =
            format!("the {role} needs an electronic address with its scheme, so that it can be reached ({term})");
        let place = format!("{role}.electronic_address");
        obstacles.expect(party.electronic_address.is_some(), "einvoice.write.electronic_address", place, message);
    }
}
