//! Whom a purchase is addressed to: this business, nobody in particular, or somebody else.

use parties::rules::names::{normal_name, number, number_prefix, similarity};
use road::classification::{Classification, Direction};
use road::facts::{DocumentKind, Facts};
use road::proposal::Addressee;

use crate::rules::OwnIdentity;

/// From this confidence on a recipient that is not this business stops the document.
const READ_WELL: f32 = 0.8;
/// From this likeness on a name is one of this business, misread or shortened.
const OWN_LIKENESS: f32 = 0.7;

/// A VAT number decides where both sides have one of the same country; then the name. A till receipt needs no recipient,
/// so the names on it (a guest, a cashier) say nothing.
pub(crate) fn addressee(facts: &Facts, classification: &Classification, own: &OwnIdentity<'_>) -> Addressee {
    if classification.direction == Direction::Sale {
        return Addressee::Ours;
    }
    let name = facts.customer.as_ref().filter(|n| !normal_name(&n.value).is_empty());
    let tax_id =
        facts.customer_tax_id.as_ref().filter(|id| Some(&id.value) != facts.vendor_tax_id.as_ref().map(|v| &v.value));
    let is_named_so = name.is_some_and(|n| is_own(&n.value, own));
    if let Some((printed, known)) = tax_id.zip(own.tax_id) {
        let (read, known) = (number(&printed.value), number(known));
        if read == known || is_named_so {
            return Addressee::Ours;
        }
        let comparable = number_prefix(&read).len() >= 2 && number_prefix(&read) == number_prefix(&known);
        if comparable {
            let who = name.map_or_else(|| printed.value.clone(), |n| n.value.clone());
            return sure_or_not(who, printed.confidence);
        }
    }
    match name {
        Some(name) if !is_named_so && classification.kind != DocumentKind::Receipt => {
            // A name that shares a telling word may be a person or a branch of this business.
            let sure = if shares_a_word(&name.value, own) { 0.0 } else { name.confidence };
            sure_or_not(name.value.clone(), sure)
        }
        _ => Addressee::Ours,
    }
}

fn sure_or_not(who: String, confidence: f32) -> Addressee {
    if confidence >= READ_WELL { Addressee::Other(who) } else { Addressee::Doubtful(who) }
}

/// Whether a printed name is one of this business: nearly equal, or one inside the other with all its words.
fn is_own(printed: &str, own: &OwnIdentity<'_>) -> bool {
    let printed = normal_name(printed);
    let words: Vec<&str> = printed.split(' ').collect();
    own.names.iter().map(|name| normal_name(name)).filter(|name| !name.is_empty()).any(|name| {
        let known: Vec<&str> = name.split(' ').collect();
        let inside = |few: &[&str], many: &[&str]| few.iter().all(|word| many.contains(word));
        similarity(&printed, &name) >= OWN_LIKENESS || inside(&known, &words) || inside(&words, &known)
    })
}

fn shares_a_word(printed: &str, own: &OwnIdentity<'_>) -> bool {
    let printed = normal_name(printed);
    let telling = |word: &str| word.chars().count() >= 4 && printed.split(' ').any(|w| w == word);
    own.names.iter().any(|name| normal_name(name).split(' ').any(telling))
}

#[cfg(test)]
mod tests {
    use road::facts::Field;
    use road::page::Route;

    use super::*;

    fn said(text: &str, confidence: f32) -> Option<Field<String>> {
        (!text.is_empty()).then(|| Field { confidence, ..Field::certain(text.to_owned()) })
    }

    /// Kind, recipient and how well it was read, its VAT number; whose it is.
    #[test]
    fn whose_bill_it_is() {
        use DocumentKind::{Invoice, Receipt};
        let own = OwnIdentity {
            names: vec!["Werkbank GmbH", "Tischlerei Werkbank"],
            tax_id: Some("DE811569869"),
            ibans: &[],
        };
        let other = |name: &str| Addressee::Other(name.to_owned());
        let doubtful = |name: &str| Addressee::Doubtful(name.to_owned());
        let cases = [
            (Invoice, "", 1.0, "", Addressee::Ours),
            (Invoice, "Werkbank GmbH", 1.0, "", Addressee::Ours),
            (Invoice, "WERKBANK", 1.0, "", Addressee::Ours),
            (Invoice, "Werkbamk GmbH", 1.0, "", Addressee::Ours),
            (Invoice, "Werkbank GmbH, Herrn Anton Leim", 1.0, "", Addressee::Ours),
            (Invoice, "Zimmerei Holz KG", 1.0, "", other("Zimmerei Holz KG")),
            (Invoice, "Zimmerei Holz KG", 0.5, "", doubtful("Zimmerei Holz KG")),
            (Invoice, "Tischlerei Anton", 1.0, "", doubtful("Tischlerei Anton")),
            (Invoice, "Zimmerei Holz KG", 1.0, "DE811569869", Addressee::Ours),
            (Invoice, "", 1.0, "DE136695976", other("DE136695976")),
            (Invoice, "Werkbank GmbH", 1.0, "DE136695976", Addressee::Ours),
            (Receipt, "Anton Leim", 1.0, "", Addressee::Ours),
            (Receipt, "", 1.0, "DE136695976", other("DE136695976")),
        ];
        for (kind, name, confidence, tax_id, expected) in cases {
            let facts = Facts {
                customer: said(name, confidence),
                customer_tax_id: said(tax_id, 1.0),
                ..Facts::empty(Route::TextLayer)
            };
            let mut classification = Classification { kind, ..Classification::default() };
            assert_eq!(addressee(&facts, &classification, &own), expected, "{kind} {name} {tax_id}");
            classification.direction = Direction::Sale;
            assert_eq!(addressee(&facts, &classification, &own), Addressee::Ours, "our own invoice");
        }
    }
}
