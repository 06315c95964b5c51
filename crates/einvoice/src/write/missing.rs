//! What must be filled in or corrected before an invoice can leave in a format, in plain words.
//!
//! Road: `head`, `lines` and `vat` look at what every format asks for, `standard`, `network`, `germany` and `italy` at
//! what single ones do; what passes is written, read again and judged by the rules, so that nothing broken goes unsaid.

mod germany;
mod head;
mod italy;
mod lines;
mod network;
mod standard;
mod vat;

use super::{Draft, Obstacle, Outgoing, OutgoingFormat, fatturapa};
use crate::rules;

/// What stands in the way of an invoice leaving in a format; nothing when it can.
pub fn missing(outgoing: &Outgoing, format: OutgoingFormat) -> Vec<Obstacle> {
    document(outgoing, format).err().unwrap_or_default()
}

/// The document, or what stands in its way.
pub(super) fn document(outgoing: &Outgoing, format: OutgoingFormat) -> Result<Vec<u8>, Vec<Obstacle>> {
    let mut obstacles = Obstacles::default();
    head::check(outgoing, &mut obstacles);
    lines::check(outgoing, &mut obstacles);
    vat::rates(outgoing, &mut obstacles);
    match format {
        OutgoingFormat::FatturaPrivate | OutgoingFormat::FatturaPublic => {
            italy::check(outgoing, format, &mut obstacles)
        }
        _ => standard::check(outgoing, format, &mut obstacles),
    }
    let draft = match Draft::new(outgoing, format) {
        Ok(draft) => draft,
        Err(error) => {
            obstacles.list.push(error.into());
            return Err(obstacles.list);
        }
    };
    if format.is_fatturapa() {
        italy::amounts(&draft, &mut obstacles);
        obstacles.list.extend(fatturapa::misfits(&fatturapa::root(&draft)));
    } else {
        standard::amounts(&draft, &mut obstacles);
    }
    if !obstacles.list.is_empty() {
        return Err(obstacles.list);
    }
    let bytes = draft.write();
    let broken = broken(&bytes, format);
    if broken.is_empty() { Ok(bytes) } else { Err(broken) }
}

/// The rules of Peppol that XRechnung 3.0 has taken over; it has no others of them, and R120 only advises there.
const TAKEN_OVER: [&str; 20] = [
    "R001", "R005", "R008", "R010", "R020", "R040", "R041", "R042", "R043", "R044", "R046", "R053", "R054", "R055",
    "R061", "R101", "R110", "R111", "R121", "R130",
];

/// The rules that a written document breaks, those that only advise left out.
fn broken(bytes: &[u8], format: OutgoingFormat) -> Vec<Obstacle> {
    let found = match rules::judged(bytes, format.is_xrechnung()) {
        Ok(found) => found,
        Err(error) => {
            let message = error.to_string();
            return vec![Obstacle { code: error.code().into(), place: String::new(), message }];
        }
    };
    let counts = |rule: &str| match rule.strip_prefix("PEPPOL-EN16931-") {
        Some(number) => !format.is_xrechnung() || TAKEN_OVER.contains(&number),
        None => {
            !format.is_xrechnung() || rule.starts_with("BR-") || rule.starts_with("DE-") || rule.starts_with("UBL-")
        }
    };
    let broken = found.into_iter().filter(|finding| !finding.is_advice() && counts(&finding.rule));
    let obstacle = |finding: rules::Finding| Obstacle {
        code: format!("einvoice.rule.{}", finding.rule).into(),
        place: String::new(),
        message: format!("{} ({})", finding.message, finding.rule),
    };
    broken.map(obstacle).collect()
}

/// What was found so far.
#[derive(Debug, Default)]
struct Obstacles {
    list: Vec<Obstacle>,
}

impl Obstacles {
    /// Notes an obstacle unless a condition holds.
    fn expect(&mut self, holds: bool, code: &'static str, place: impl Into<String>, message: impl Into<String>) {
        if !holds {
            self.list.push(Obstacle { code: code.into(), place: place.into(), message: message.into() });
        }
    }
}

/// Whether a text says something.
fn given(text: &str) -> bool {
    !text.trim().is_empty()
}
