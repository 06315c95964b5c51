//! Whose document it is: evidence for each known party, weighed against each other.

use books::PartyId;
use serde::Serialize;

use super::names;
use crate::party::Sighting;

/// From this score on a party counts as recognised.
pub const RECOGNISED: f32 = 0.75;
/// Two recognised parties nearer to each other than this are both doubtful.
const TOO_CLOSE: f32 = 0.05;
/// Below this likeness a name is another name.
const LEAST_LIKENESS: f32 = 0.6;
/// From this likeness on a name is the same one misread in a letter.
const MISREAD_LIKENESS: f32 = 0.9;

/// A known party as far as matching needs it; everything in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The party.
    pub id: PartyId,
    /// As shown.
    pub name: String,
    /// Its names as compared.
    pub normal_names: Vec<String>,
    /// Its tax numbers.
    pub tax_ids: Vec<String>,
    /// Its bank accounts.
    pub ibans: Vec<String>,
    /// Its domains.
    pub domains: Vec<String>,
}

/// A party with what speaks for and against it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The party.
    pub party: PartyId,
    /// As shown.
    pub name: String,
    /// 0 to 1.
    pub score: f32,
    /// In words: `same tax number`, `name almost the same`.
    pub reason: String,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// The known party; `None` when it is new or a person must choose.
    pub party: Option<Candidate>,
    /// The others that came near, best first, at most four.
    pub others: Vec<Candidate>,
    /// Why, in one line.
    pub reason: String,
    /// What a person should look at before paying.
    pub warnings: Vec<Warning>,
}

/// Something unusual about who wants to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// The party is known with other bank accounts.
    ChangedIban {
        /// On the document.
        printed: String,
        /// Known so far.
        known: Vec<String>,
    },
    /// The bank account belongs to another known party.
    IbanOfAnother {
        /// On the document.
        printed: String,
        /// Whose it is.
        party: PartyId,
        /// Its name.
        name: String,
    },
    /// The party is recognised by its bank account alone, under a name it was never seen with.
    OtherName {
        /// On the document.
        printed: String,
    },
    /// The party is known with another tax number.
    OtherTaxId {
        /// On the document.
        printed: String,
        /// Known so far.
        known: Vec<String>,
    },
    /// Several parties fit equally well.
    SeveralFit {
        /// Their names.
        names: Vec<String>,
    },
}

/// Judges a sighting (in normal form) against the parties that share anything with it.
pub fn judge(sighting: &Sighting, known: &[Known]) -> Match {
    let mut candidates: Vec<(Candidate, &Known)> =
        known.iter().map(|party| (weigh(sighting, party), party)).filter(|(c, _)| c.score > 0.0).collect();
    // By id in the end, so that the order of the rows does not matter.
    candidates.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.party.cmp(&b.party)));
    let rivals: Vec<String> = candidates
        .iter()
        .filter(|(c, _)| c.score >= RECOGNISED && candidates[0].0.score - c.score < TOO_CLOSE)
        .map(|(c, _)| c.name.clone())
        .collect();
    let mut others: Vec<Candidate> = candidates.iter().map(|(c, _)| c.clone()).take(5).collect();
    if rivals.len() != 1 {
        let several = rivals.len() > 1;
        let reason = match (several, others.first()) {
            (true, _) => format!("{} fit equally well", rivals.join(" and ")),
            (false, Some(nearest)) => format!("new; nearest is {} ({})", nearest.name, nearest.reason),
            (false, None) => "new: nothing on the document is known".to_owned(),
        };
        let warnings = if several { vec![Warning::SeveralFit { names: rivals }] } else { Vec::new() };
        others.truncate(4);
        return Match { party: None, others, reason, warnings };
    }
    let (winner, party) = &candidates[0];
    others.remove(0);
    Match {
        reason: winner.reason.clone(),
        warnings: warnings(sighting, party, known),
        party: Some(winner.clone()),
        others,
    }
}

/// Independent pieces of evidence add up as 1 - Π(1 - weight); a contradiction weakens the whole.
fn weigh(sighting: &Sighting, party: &Known) -> Candidate {
    let mut doubt = 1.0_f32;
    let mut reasons: Vec<String> = Vec::new();
    let mut add = |weight: f32, reason: &str| {
        doubt *= 1.0 - weight;
        reasons.push(reason.to_owned());
    };
    let tax = sighting.tax_id.as_deref().map(|printed| compare_tax_ids(printed, &party.tax_ids));
    match tax {
        Some(TaxIds::Same) => add(0.97, "same tax number"),
        Some(TaxIds::NearlySame) => add(0.4, "tax number differs in one or two characters"),
        Some(TaxIds::Different | TaxIds::Unknown) | None => {}
    }
    if sighting.iban.as_ref().is_some_and(|iban| party.ibans.contains(iban)) {
        add(0.85, "same bank account");
    }
    if sighting.domain.as_ref().is_some_and(|domain| party.domains.contains(domain)) {
        add(0.6, "same mail domain");
    }
    match sighting.name.as_deref().map(|name| likeness(name, &party.normal_names)) {
        Some(likeness) if likeness >= 1.0 => add(0.88, "same name"),
        Some(likeness) if likeness >= LEAST_LIKENESS => {
            // From a faint hint (0.3) up to nearly as good as equal (0.86).
            let share = (likeness - LEAST_LIKENESS) / (MISREAD_LIKENESS - LEAST_LIKENESS);
            add(0.3 + 0.56 * share.min(1.0), "name almost the same");
        }
        _ => {}
    }
    let mut score = 1.0 - doubt;
    if score > 0.0 && tax == Some(TaxIds::Different) {
        score *= 0.3;
        reasons.push("but another tax number".to_owned());
    }
    Candidate { party: party.id, name: party.name.clone(), score, reason: reasons.join(", ") }
}

fn likeness(name: &str, normal_names: &[String]) -> f32 {
    let name = names::normal_name(name);
    normal_names.iter().map(|known| names::similarity(&name, known)).fold(0.0, f32::max)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TaxIds {
    Same,
    NearlySame,
    Different,
    /// Nothing of that kind is known.
    Unknown,
}

fn compare_tax_ids(printed: &str, known: &[String]) -> TaxIds {
    let comparable = || known.iter().filter(|k| names::number_prefix(k) == names::number_prefix(printed));
    if known.iter().any(|k| k == printed) {
        TaxIds::Same
    } else if comparable().any(|k| names::nearly_equal(k, printed)) {
        TaxIds::NearlySame
    } else if comparable().next().is_some() {
        TaxIds::Different
    } else {
        TaxIds::Unknown
    }
}

/// What is unusual about a sighting (in normal form) that is taken for this party. `known` are the parties that share
/// anything with it.
pub fn warnings(sighting: &Sighting, party: &Known, known: &[Known]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(printed) = sighting.iban.clone().filter(|iban| !party.ibans.contains(iban)) {
        warnings.extend(match of_another(&printed, Some(party.id), known) {
            Some(warning) => Some(warning),
            None if !party.ibans.is_empty() => Some(Warning::ChangedIban { printed, known: party.ibans.clone() }),
            None => None,
        });
    }
    let names = sighting.name.as_deref().map(|name| likeness(name, &party.normal_names));
    let by_iban = sighting.iban.as_ref().is_some_and(|iban| party.ibans.contains(iban));
    let by_number = sighting.tax_id.as_ref().is_some_and(|id| party.tax_ids.contains(id));
    if let Some(printed) = sighting.name.clone().filter(|_| by_iban && !by_number && names < Some(LEAST_LIKENESS)) {
        warnings.push(Warning::OtherName { printed });
    }
    if let Some(printed) = &sighting.tax_id
        && matches!(compare_tax_ids(printed, &party.tax_ids), TaxIds::Different | TaxIds::NearlySame)
    {
        warnings.push(Warning::OtherTaxId { printed: printed.clone(), known: party.tax_ids.clone() });
    }
    warnings
}

/// The bank account of a sighting that is taken for somebody new, or for `party`, but is known as somebody else's.
pub fn of_another(printed: &str, party: Option<PartyId>, known: &[Known]) -> Option<Warning> {
    let other = known.iter().find(|k| Some(k.id) != party && k.ibans.iter().any(|iban| iban == printed))?;
    Some(Warning::IbanOfAnother { printed: printed.to_owned(), party: other.id, name: other.name.clone() })
}
