use strum::IntoEnumIterator;

use super::steps::{events, states};
use crate::state::StateKind;
use crate::{Group, Refused, Verb, may, step};

/// What a screen offers is what the road takes: an event of the same name, whatever it carries, fits where `may` says
/// so.
#[test]
fn what_may_be_done_is_what_the_road_does() {
    for (state_name, state) in states() {
        for verb in Verb::iter() {
            let said = may(&state, verb);
            let happens =
                events().into_iter().filter(|(_, e)| belongs(e.action(), verb)).map(|(_, e)| step(&state, &e));
            let mut happens = happens.collect::<Vec<_>>().into_iter();
            let fits = happens.any(|outcome| outcome.is_ok());
            assert_eq!(said.is_ok(), fits, "{verb} in {state_name}");
        }
    }
}

fn belongs(action: &str, verb: Verb) -> bool {
    let name = match verb {
        Verb::Approve => "approved",
        Verb::Correct => "corrected",
        Verb::Reject => "rejected",
        Verb::Park => "parked",
        Verb::Resume => "resumed",
        Verb::Ask => "asked",
        Verb::Answer => "answered",
        Verb::Split => "split",
        Verb::Release => "released",
        Verb::Retry => "retried",
        Verb::EnterByHand => "entered_by_hand",
        Verb::Cancel => "cancelled",
        Verb::Reverse => "reversed",
    };
    action == format!("document.{name}")
}

#[test]
fn what_blocks_approval_is_said() {
    let (_, blocked) = states().into_iter().find(|(name, _)| *name == "in_review, blocked").unwrap();
    let refused = may(&blocked, Verb::Approve).unwrap_err();
    assert_eq!(refused, Refused::Blocked { messages: vec!["enter the date".to_owned()] });
    assert!(may(&blocked, Verb::Correct).is_ok());
}

#[test]
fn every_state_is_in_one_group_and_every_group_has_a_state() {
    let mut seen: Vec<StateKind> = Group::iter().flat_map(Group::states).collect();
    for group in Group::iter() {
        assert!(group.states().next().is_some(), "{group}");
    }
    seen.sort();
    assert_eq!(seen, StateKind::iter().collect::<Vec<_>>());
}
