use crate::{Effect, Event, HoldReason, Nothing, Notice, Outcome, ReviewReason, Stage, State};

/// How often a stage is tried by itself before a person is asked.
pub const ATTEMPTS_MAX: u32 = 3;

/// An event that has no place in a state: nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The event cannot happen in this state.
    #[error("a document that is {state} cannot be {event}")]
    NotNow {
        /// Name of the state.
        state: &'static str,
        /// The event as a past participle or failing that its name.
        event: &'static str,
    },
    /// Something must be mended before approval.
    #[error("it cannot be approved yet: {}", messages.join("; "))]
    Blocked {
        /// What, for a person.
        messages: Vec<String>,
    },
}

/// Which state an event leads to and what is to be done then.
///
/// INVARIANT: pure; every state that waits for a person has an event of a person's that leads on; an answer of a stage
/// is taken only in the state that waits for it, so one that comes late or twice changes nothing.
pub fn step(state: &State, event: &Event) -> Result<(State, Vec<Effect>), Refused> {
    if matches!(event, Event::LateAnswer { .. }) {
        return Ok((state.clone(), Vec::new()));
    }
    by_program(state, event)
        .or_else(|| by_reviewer(state, event))
        .or_else(|| by_person(state, event))
        .unwrap_or_else(|| Err(Refused::NotNow { state: state.name(), event: participle(event) }))
}

type Answer = Option<Result<(State, Vec<Effect>), Refused>>;

fn to(state: State, effects: impl IntoIterator<Item = Effect>) -> Answer {
    Some(Ok((state, effects.into_iter().collect())))
}

/// What the program's own work leads to.
fn by_program(state: &State, event: &Event) -> Answer {
    let at = state.at_work()?;
    match (at, event) {
        (Stage::Read, Event::ReadDone) => to(State::Read, [Effect::Extract]),
        (Stage::Read, Event::Unpacked { .. }) => to(State::Archived { why: Nothing::Unpacked }, []),
        (Stage::Extract, Event::ExtractDone) => to(State::Extracted, [Effect::Classify]),
        (Stage::Classify, Event::ClassifyDone) => to(State::Classified, [Effect::Propose]),
        (Stage::Propose, Event::ProposeDone(outcome)) => Some(Ok(proposed(outcome))),
        (Stage::Read, Event::ReadFailed { code, message, retryable })
        | (Stage::Extract, Event::ExtractFailed { code, message, retryable })
        | (Stage::Classify, Event::ClassifyFailed { code, message, retryable })
        | (Stage::Propose, Event::ProposeFailed { code, message, retryable }) => {
            Some(Ok(failed(state, at, code, message, *retryable)))
        }
        (at, Event::TimedOut { stage }) if at == *stage => {
            // It would take as long again, and hold up others meanwhile: a person decides.
            let message = format!(
                "the {at} stage took too long: split the document or send a smaller copy, try again, or enter it by hand"
            );
            Some(Ok(failed(state, at, "timed_out", &message, false)))
        }
        _ => None,
    }
}

/// What a person who reviews can do.
fn by_reviewer(state: &State, event: &Event) -> Answer {
    let reasons = match state {
        State::InReview { reasons } | State::Held { reasons, .. } => reasons,
        _ => return None,
    };
    match (state, event) {
        (_, Event::Corrected(outcome)) => to(corrected(state, outcome), []),
        (State::InReview { .. }, Event::Approved { entry }) => {
            let blocking: Vec<String> = reasons.iter().filter(|r| r.is_blocking()).map(|r| r.message.clone()).collect();
            if !blocking.is_empty() {
                return Some(Err(Refused::Blocked { messages: blocking }));
            }
            to(State::Posted { entry: *entry }, [Effect::Notify(Notice::Posted)])
        }
        (State::InReview { .. }, Event::ApprovalDenied { code, message })
        | (State::InReview { .. }, Event::PostRefused { code, message }) => {
            to(State::InReview { reasons: with(reasons, ReviewReason::warning(code, message)) }, [])
        }
        (State::InReview { .. }, Event::Asked { question, of }) => {
            let asked = State::Asked { question: question.clone(), of: *of, reasons: reasons.clone() };
            to(asked, [Effect::Notify(Notice::Question { of: *of })])
        }
        (State::Held { .. }, Event::Released) => review(reasons.clone()),
        (_, Event::SplitInto { parts }) if parts.len() > 1 => to(State::Split { into: parts.clone() }, []),
        _ => None,
    }
}

/// What a person can do to lead a document on from anywhere else, or out.
fn by_person(state: &State, event: &Event) -> Answer {
    match (state, event) {
        (state, Event::Rejected { reason }) if state.waits_for_person() => {
            to(State::Rejected { reason: reason.clone() }, [])
        }
        (state, Event::Cancelled { reason }) if state.at_work().is_some() => {
            to(State::Rejected { reason: reason.clone() }, [])
        }
        (state, Event::EnterByHand) if state.at_work().is_some() => review(vec![by_hand()]),
        (State::Failed { .. } | State::Archived { .. }, Event::EnterByHand) => review(vec![by_hand()]),
        (State::Failed { stage, .. }, Event::Retry) => to(State::before(*stage), [Effect::of(*stage)]),
        (State::InReview { .. } | State::Held { .. } | State::Asked { .. } | State::Rejected { .. }, Event::Retry) => {
            to(State::Arrived, [Effect::Read])
        }
        (State::Failed { .. }, Event::SplitInto { parts }) if parts.len() > 1 => {
            to(State::Split { into: parts.clone() }, [])
        }
        (state, Event::Parked { until, note }) if may_park(state) => {
            to(State::Parked { until: *until, note: note.clone(), came_from: Box::new(state.clone()) }, [])
        }
        (State::Parked { came_from, .. }, Event::Resumed) => to((**came_from).clone(), []),
        (State::Asked { reasons, .. }, Event::Answered { .. }) => {
            to(State::InReview { reasons: reasons.clone() }, [Effect::Notify(Notice::Answered)])
        }
        (State::Asked { reasons, .. }, Event::Resumed) => review(reasons.clone()),
        (State::Rejected { .. } | State::Archived { .. }, Event::Resumed) => to(State::Arrived, [Effect::Read]),
        (State::Posted { .. }, Event::Reversed { rebook: true, .. }) => review(vec![ReviewReason::warning(
            "reversed",
            "its entry was reversed: correct what was wrong and approve it again",
        )]),
        (State::Posted { .. }, Event::Reversed { rebook: false, .. }) => {
            to(State::Rejected { reason: "its entry was reversed".to_owned() }, [])
        }
        _ => None,
    }
}

/// What waits for a person can wait a little longer. A stage that is being tried again is not put aside: its answer
/// would find the document gone.
fn may_park(state: &State) -> bool {
    state.waits_for_person() && !matches!(state, State::Parked { .. })
}

fn review(reasons: Vec<ReviewReason>) -> Answer {
    to(State::InReview { reasons }, [Effect::Notify(Notice::NeedsReview)])
}

fn proposed(outcome: &Outcome) -> (State, Vec<Effect>) {
    let reasons = outcome.reasons.clone();
    match outcome.duplicate_of {
        _ if !outcome.bookable => (State::Archived { why: Nothing::NothingToBook }, Vec::new()),
        Some(of) => (held(of, reasons), vec![Effect::Notify(Notice::Held)]),
        None => (State::InReview { reasons }, vec![Effect::Notify(Notice::NeedsReview)]),
    }
}

/// A correction is made by the person who reviews, so nobody needs to be told. It may show that the document is (or is
/// not) a duplicate, or nothing to book; it does not lift a rule's hold.
fn corrected(state: &State, outcome: &Outcome) -> State {
    if let State::Held { reason: reason @ HoldReason::Rule { .. }, .. } = state {
        return State::Held { reason: reason.clone(), reasons: outcome.reasons.clone() };
    }
    proposed(outcome).0
}

fn held(of: books::DocumentId, reasons: Vec<ReviewReason>) -> State {
    State::Held { reason: HoldReason::Duplicate { of }, reasons }
}

fn failed(state: &State, stage: Stage, code: &str, message: &str, retryable: bool) -> (State, Vec<Effect>) {
    let before = if let State::Failed { attempts, .. } = state { *attempts } else { 0 };
    let attempts = before.saturating_add(1);
    let retrying = retryable && attempts < ATTEMPTS_MAX;
    let next = State::Failed { stage, code: code.to_owned(), message: message.to_owned(), attempts, retrying };
    let effect = if retrying { Effect::of(stage) } else { Effect::Notify(Notice::Failed) };
    (next, vec![effect])
}

fn by_hand() -> ReviewReason {
    ReviewReason::blocking("entered_by_hand", "enter the figures: nothing was taken from the document")
}

fn with(reasons: &[ReviewReason], added: ReviewReason) -> Vec<ReviewReason> {
    let mut all: Vec<ReviewReason> = reasons.iter().filter(|r| r.code != added.code).cloned().collect();
    all.push(added);
    all
}

fn participle(event: &Event) -> &'static str {
    event.action().trim_start_matches("document.")
}
