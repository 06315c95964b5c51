use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use books::{DocumentId, EntryId};
use proptest::prelude::*;
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::day;
use crate::event::EventKind;
use crate::state::StateKind;
use crate::{ATTEMPTS_MAX, Effect, Event, HoldReason, Nothing, Outcome, Refused, ReviewReason, Stage, State, step};

fn document(number: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(number))
}

fn entry() -> EntryId {
    EntryId(Uuid::from_u128(77))
}

fn doubt() -> Vec<ReviewReason> {
    vec![ReviewReason::warning("low_confidence", "the total is uncertain")]
}

fn outcome(duplicate: bool, bookable: bool) -> Outcome {
    Outcome { reasons: doubt(), duplicate_of: duplicate.then(|| document(9)), bookable }
}

fn failure(stage: Stage, attempts: u32, retrying: bool) -> State {
    State::Failed { stage, code: "x".to_owned(), message: "went wrong".to_owned(), attempts, retrying }
}

/// Every state, in every variety that makes a difference.
pub(super) fn states() -> Vec<(&'static str, State)> {
    let review = State::InReview { reasons: doubt() };
    let blocked = State::InReview { reasons: vec![ReviewReason::blocking("date_missing", "enter the date")] };
    let held = State::Held { reason: HoldReason::Duplicate { of: document(9) }, reasons: doubt() };
    let parked = |state: &State| State::Parked {
        until: Some(day("2025-06-01")),
        note: "later".to_owned(),
        came_from: Box::new(state.clone()),
    };
    let failed = failure(Stage::Extract, 3, false);
    vec![
        ("arrived", State::Arrived),
        ("read", State::Read),
        ("extracted", State::Extracted),
        ("classified", State::Classified),
        ("in_review", review.clone()),
        ("in_review, blocked", blocked),
        ("held, duplicate", held.clone()),
        ("parked from review", parked(&review)),
        ("parked from hold", parked(&held)),
        ("parked from failure", parked(&failed)),
        ("asked", State::Asked { question: "whose?".to_owned(), of: None, reasons: doubt() }),
        ("posted", State::Posted { entry: entry() }),
        ("rejected", State::Rejected { reason: "private".to_owned() }),
        ("failed reading, retrying", failure(Stage::Read, 1, true)),
        ("failed extracting", failed),
        ("failed proposing, retrying", failure(Stage::Propose, 2, true)),
        ("split", State::Split { into: vec![document(1), document(2)] }),
        ("archived", State::Archived { why: Nothing::NothingToBook }),
    ]
}

/// Every event, in every variety that makes a difference.
pub(super) fn events() -> Vec<(&'static str, Event)> {
    let (code, message) = ("x".to_owned(), "went wrong".to_owned());
    let reason = "because".to_owned();
    vec![
        ("read done", Event::ReadDone),
        ("read failed", Event::ReadFailed { code: code.clone(), message: message.clone(), retryable: false }),
        ("read failed, retryable", Event::ReadFailed { code: code.clone(), message: message.clone(), retryable: true }),
        ("unpacked", Event::Unpacked { into: vec![document(3)] }),
        ("extract done", Event::ExtractDone),
        ("extract failed", Event::ExtractFailed { code: code.clone(), message: message.clone(), retryable: true }),
        ("classify done", Event::ClassifyDone),
        ("classify failed", Event::ClassifyFailed { code: code.clone(), message: message.clone(), retryable: true }),
        ("propose done", Event::ProposeDone(outcome(false, true))),
        ("propose done, duplicate", Event::ProposeDone(outcome(true, true))),
        ("propose done, nothing to book", Event::ProposeDone(outcome(false, false))),
        ("propose failed", Event::ProposeFailed { code: code.clone(), message: message.clone(), retryable: false }),
        ("timed out reading", Event::TimedOut { stage: Stage::Read }),
        ("timed out proposing", Event::TimedOut { stage: Stage::Propose }),
        ("late answer", Event::LateAnswer { stage: Stage::Read }),
        ("corrected", Event::Corrected(outcome(false, true))),
        ("corrected, duplicate", Event::Corrected(outcome(true, true))),
        ("corrected, nothing to book", Event::Corrected(outcome(false, false))),
        ("approved", Event::Approved { entry: entry() }),
        ("post refused", Event::PostRefused { code, message }),
        ("rejected", Event::Rejected { reason: reason.clone() }),
        ("parked", Event::Parked { until: None, note: reason.clone() }),
        ("resumed", Event::Resumed),
        ("asked", Event::Asked { question: "whose?".to_owned(), of: None }),
        ("answered", Event::Answered { answer: "mine".to_owned() }),
        ("split", Event::SplitInto { parts: vec![document(1), document(2)] }),
        ("released", Event::Released),
        ("retry", Event::Retry),
        ("enter by hand", Event::EnterByHand),
        ("cancelled", Event::Cancelled { reason }),
        ("reversed, rebook", Event::Reversed { by: entry(), rebook: true }),
        ("reversed", Event::Reversed { by: entry(), rebook: false }),
    ]
}

fn describe(effects: &[Effect]) -> String {
    let name = |effect: &Effect| match effect {
        Effect::Notify(notice) => format!("notify {notice:?}").to_lowercase(),
        other => format!("{other:?}").to_lowercase(),
    };
    effects.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn shown(state: &State) -> String {
    match state {
        State::Failed { stage, attempts, retrying, .. } => format!("failed({stage}, {attempts}, retrying {retrying})"),
        State::Held { reason: HoldReason::Duplicate { .. }, .. } => "held(duplicate)".to_owned(),
        State::Parked { came_from, .. } => format!("parked({})", shown(came_from)),
        State::InReview { reasons } => {
            format!("in_review({})", reasons.iter().map(|r| r.code.as_str()).collect::<Vec<_>>().join(" "))
        }
        other => other.name().to_owned(),
    }
}

/// The whole road as a table. A change of the road is a change of this file, to be read line by line.
#[test]
fn every_event_in_every_state() {
    let mut table = String::new();
    for (state_name, state) in states() {
        let _ = writeln!(table, "{state_name}");
        for (event_name, event) in events() {
            match step(&state, &event) {
                Ok((next, effects)) if effects.is_empty() => {
                    let _ = writeln!(table, "  {event_name} -> {}", shown(&next));
                }
                Ok((next, effects)) => {
                    let _ = writeln!(table, "  {event_name} -> {}; {}", shown(&next), describe(&effects));
                }
                Err(Refused::Blocked { .. }) => {
                    let _ = writeln!(table, "  {event_name} -> blocked");
                }
                Err(Refused::NotNow { .. }) => {}
            }
        }
    }
    let known = include_str!("transitions.txt");
    assert!(table == known, "the road is now:\n{table}");
}

#[test]
fn the_samples_cover_every_state_and_event() {
    let states: BTreeSet<StateKind> = states().iter().map(|(_, s)| s.kind()).collect();
    assert_eq!(states, StateKind::iter().collect());
    let events: BTreeSet<EventKind> = events().iter().map(|(_, e)| e.kind()).collect();
    assert_eq!(events, EventKind::iter().collect());
    let actions: BTreeSet<&str> = self::events().iter().map(|(_, e)| e.action()).collect();
    assert_eq!(actions.len(), events.len(), "every event has a name of its own");
    assert!(actions.iter().all(|a| a.starts_with("document.")));
}

/// Whatever the program does or fails to do, people alone can bring any document to a settled state.
#[test]
fn no_state_is_a_dead_end_for_people() {
    let human: Vec<Event> = events().into_iter().map(|(_, e)| e).filter(|e| e.kind().is_human()).collect();
    for (name, start) in states() {
        let mut seen: BTreeMap<String, State> = BTreeMap::from([(format!("{start:?}"), start)]);
        let mut frontier: Vec<State> = seen.values().cloned().collect();
        let mut settled = frontier.iter().any(State::is_settled);
        for _ in 0..4 {
            let next: Vec<State> = frontier
                .iter()
                .flat_map(|s| human.iter().filter_map(|e| step(s, e).ok()))
                .map(|(s, _)| s)
                .filter(|s| seen.insert(format!("{s:?}"), s.clone()).is_none())
                .collect();
            settled |= next.iter().any(State::is_settled);
            frontier = next;
        }
        assert!(settled, "{name} cannot be settled by people");
    }
}

/// Settled is not lost: a person can bring back what was refused, put away or booked wrongly.
#[test]
fn what_was_settled_by_mistake_can_be_brought_back() {
    for (name, state) in states().into_iter().filter(|(_, s)| s.is_settled() && s.kind() != StateKind::Split) {
        let back = events()
            .into_iter()
            .filter(|(_, e)| e.kind().is_human())
            .any(|(_, event)| step(&state, &event).is_ok_and(|(next, _)| !next.is_settled()));
        assert!(back, "{name} is final");
    }
}

#[test]
fn approval_waits_for_what_blocks_it() {
    let blocked = State::InReview { reasons: vec![ReviewReason::blocking("unexplained_difference", "0.10 EUR")] };
    let refused = step(&blocked, &Event::Approved { entry: entry() }).unwrap_err();
    assert_eq!(refused.to_string(), "it cannot be approved yet: 0.10 EUR");
    let (mended, _) = step(&blocked, &Event::Corrected(outcome(false, true))).unwrap();
    let (posted, _) = step(&mended, &Event::Approved { entry: entry() }).unwrap();
    assert_eq!(posted, State::Posted { entry: entry() });
}

#[test]
fn a_closed_period_keeps_the_document_in_review() {
    let review = State::InReview { reasons: doubt() };
    let refused = Event::PostRefused { code: "period_closed".to_owned(), message: "March is closed".to_owned() };
    let (once, effects) = step(&review, &refused).unwrap();
    let (twice, _) = step(&once, &refused).unwrap();
    assert_eq!(once, twice, "a second refusal is not listed twice");
    assert_eq!(once.reasons().iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["low_confidence", "period_closed"]);
    assert!(effects.is_empty());
    assert!(step(&once, &Event::Approved { entry: entry() }).is_ok(), "it may be tried again when March is open");
}

#[test]
fn a_stage_is_tried_three_times_and_then_a_person_is_asked() {
    let fail = Event::ReadFailed { code: "crash".to_owned(), message: "worker ended".to_owned(), retryable: true };
    let mut state = State::Arrived;
    let mut tried = 1;
    loop {
        let (next, effects) = step(&state, &fail).unwrap();
        state = next;
        if effects != [Effect::Read] {
            break;
        }
        tried += 1;
    }
    assert_eq!(tried, ATTEMPTS_MAX);
    assert!(state.waits_for_person());
    assert!(step(&state, &Event::ReadDone).is_err(), "a straggler's answer is not taken");
    let (again, effects) = step(&state, &Event::Retry).unwrap();
    assert_eq!((again, effects), (State::Arrived, vec![Effect::Read]));
}

#[test]
fn states_and_events_survive_being_stored() {
    for (name, state) in states() {
        let text = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<State>(&text).unwrap(), state, "{name}");
        assert!(text.contains(&format!("\"state\":\"{}\"", state.name())), "{text}");
    }
    for (name, event) in events() {
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event, "{name}");
    }
}

proptest! {
    /// Any history, in any order, with answers that come late, twice or never.
    #[test]
    fn no_history_breaks_the_road(picks in prop::collection::vec(0_usize..1000, 0..60)) {
        let events: Vec<Event> = events().into_iter().map(|(_, e)| e).collect();
        let mut state = State::Arrived;
        for pick in picks {
            let event = &events[pick % events.len()];
            let Ok((next, effects)) = step(&state, event) else { continue };
            if event.kind() == EventKind::LateAnswer {
                prop_assert_eq!(&next, &state);
            }
            if next.kind() == StateKind::Posted && state.kind() != StateKind::Posted {
                prop_assert_eq!(state.kind(), StateKind::InReview);
                prop_assert_eq!(event.kind(), EventKind::Approved);
                prop_assert!(!state.reasons().iter().any(ReviewReason::is_blocking));
            }
            let jobs: Vec<Stage> = effects.iter().filter_map(Effect::stage).collect();
            prop_assert!(jobs.len() <= 1);
            if let Some(stage) = jobs.first() {
                prop_assert_eq!(next.at_work(), Some(*stage), "a job runs only for the state that waits for it");
            }
            if let State::Failed { attempts, .. } = &next {
                prop_assert!(*attempts <= ATTEMPTS_MAX);
            }
            if let State::Parked { came_from, .. } = &next {
                let in_waiting = came_from.waits_for_person() && came_from.kind() != StateKind::Parked;
                prop_assert!(in_waiting);
            }
            state = next;
        }
    }
}
