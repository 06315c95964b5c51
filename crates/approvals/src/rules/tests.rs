#![allow(clippy::inconsistent_digit_grouping, reason = "cents are set apart: 1_000_00 is 1,000.00")]

use jiff::Timestamp;
use money::{Amount, Currency};
use op::{EntityId, Permission, Role, UserId};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::{Refusal, Requirement, Standing, evaluate, may_approve, stand};
use crate::Digest;
use crate::policy::{Approvers, Condition, Policy, PolicyFlaw, Rule};
use crate::subject::{Decision, DecisionId, Subject, Verdict};

const ANNA: UserId = UserId(Uuid::from_u128(1));
const BEN: UserId = UserId(Uuid::from_u128(2));
const CARLA: UserId = UserId(Uuid::from_u128(3));
const ACCOUNTANT: [Role; 1] = [Role::Accountant];
const ADMIN: [Role; 1] = [Role::Admin];

fn eur(cents: i64) -> Amount {
    Amount::new(cents, Currency::EUR)
}

fn bill(cents: i64) -> Subject {
    Subject {
        kind: "document",
        id: Uuid::from_u128(100),
        entity: EntityId(Uuid::from_u128(50)),
        permission: Permission::DocumentsApprove,
        digest: Digest::of(&json!({ "total": cents })).unwrap(),
        document_kind: "invoice".to_owned(),
        amount: eur(cents),
        confidence: 0.95,
        party_known: true,
        accounts: vec![Uuid::from_u128(6000)],
        entered_by: vec![],
        brought_by: None,
        stands_out: false,
    }
}

fn standard() -> Policy {
    Policy::standard(Currency::EUR)
}

fn with_rule(when: Condition, approvers: Approvers) -> Policy {
    Policy { rules: vec![Rule { name: "the rule".to_owned(), when, approvers }], ..standard() }
}

fn vote(n: u128, person: UserId, roles: &[Role], verdict: Verdict) -> Decision {
    Decision {
        id: DecisionId(Uuid::from_u128(n)),
        digest: bill(1).digest,
        round: 0,
        verdict,
        actor_name: "somebody".to_owned(),
        person: Some(person),
        roles: roles.to_vec(),
        automatic: None,
        policy_version: 0,
        reason: None,
        at: Timestamp::UNIX_EPOCH,
    }
}

fn yes(n: u128, person: UserId, roles: &[Role]) -> Decision {
    vote(n, person, roles, Verdict::Approve)
}

fn missing_people(requirement: &Requirement, votes: &[Decision]) -> u8 {
    match stand(requirement, votes) {
        Standing::Open { missing } => missing.iter().map(|m| m.people).sum(),
        _ => 0,
    }
}

#[test]
fn who_may_approve_what_he_entered_himself() {
    let table = [
        ("uploaded only, large", 9_000_00, vec![], true),
        ("corrected by himself, below the limit", 999_99, vec![ANNA], true),
        ("corrected by himself, exactly at the limit", 1_000_00, vec![ANNA], true),
        ("corrected by himself, a cent above", 1_000_01, vec![ANNA], false),
        ("credit note corrected by himself, above", -1_000_01, vec![ANNA], false),
        ("corrected by somebody else, large", 9_000_00, vec![BEN], true),
        ("corrected by both, above", 1_000_01, vec![BEN, ANNA], false),
        ("the smallest number there is", i64::MIN, vec![ANNA], false),
    ];
    for (words, cents, entered_by, allowed) in table {
        let requirement = evaluate(&standard(), &Subject { entered_by, ..bill(cents) });
        assert_eq!(may_approve(&requirement, ANNA, &ACCOUNTANT).is_ok(), allowed, "{words}");
    }
}

#[test]
fn a_refusal_says_the_limit() {
    let requirement = evaluate(&standard(), &Subject { entered_by: vec![ANNA], ..bill(2_000_00) });
    let why = may_approve(&requirement, ANNA, &ADMIN).unwrap_err();
    assert_eq!(why, Refusal::OwnEntry { limit: "1000.00 EUR".to_owned() });
}

#[test]
fn who_brings_a_document_in_is_an_author_where_the_policy_says_so() {
    let counts = |bringing_is_entering| Policy { bringing_is_entering, ..standard() };
    let table = [
        ("does not count", counts(false), 9_000_00, true),
        ("counts, above the limit", counts(true), 9_000_00, false),
        ("counts, at the limit", counts(true), 1_000_00, true),
    ];
    for (words, policy, cents, allowed) in table {
        let requirement = evaluate(&policy, &Subject { brought_by: Some(ANNA), ..bill(cents) });
        assert_eq!(may_approve(&requirement, ANNA, &ADMIN).is_ok(), allowed, "{words}");
        assert!(may_approve(&requirement, BEN, &ADMIN).is_ok(), "{words}");
    }
}

#[test]
fn a_rule_applies_when_all_its_parts_hold() {
    let office = Uuid::from_u128(6000);
    let table = [
        ("no part given", Condition::default(), true),
        ("kind fits", Condition { kinds: vec!["invoice".to_owned()], ..Condition::default() }, true),
        ("kind does not", Condition { kinds: vec!["receipt".to_owned()], ..Condition::default() }, false),
        ("at the lower bound", Condition { min_amount: Some(eur(500_00)), ..Condition::default() }, true),
        ("below the lower bound", Condition { min_amount: Some(eur(500_01)), ..Condition::default() }, false),
        ("at the upper bound", Condition { max_amount: Some(eur(500_00)), ..Condition::default() }, true),
        ("above the upper bound", Condition { max_amount: Some(eur(499_99)), ..Condition::default() }, false),
        ("reading is unsure", Condition { confidence_below: Some(0.96), ..Condition::default() }, true),
        ("reading is sure enough", Condition { confidence_below: Some(0.95), ..Condition::default() }, false),
        ("party is known", Condition { party_known: Some(true), ..Condition::default() }, true),
        ("party should be new", Condition { party_known: Some(false), ..Condition::default() }, false),
        ("account is touched", Condition { accounts: vec![office], ..Condition::default() }, true),
        ("account is not", Condition { accounts: vec![Uuid::from_u128(7)], ..Condition::default() }, false),
        (
            "one part fails",
            Condition { accounts: vec![office], party_known: Some(false), ..Condition::default() },
            false,
        ),
    ];
    for (words, when, applies) in table {
        let requirement = evaluate(&with_rule(when, Approvers::anyone(2)), &bill(500_00));
        assert_eq!(requirement.levels[0].rule == "the rule", applies, "{words}");
        assert_eq!(requirement.levels.len(), 1, "{words}: without a rule, one person with the permission");
    }
}

#[test]
fn two_people_means_two_people() {
    let requirement = evaluate(&with_rule(Condition::default(), Approvers::anyone(2)), &bill(1_00));
    assert_eq!(missing_people(&requirement, &[]), 2);
    assert_eq!(missing_people(&requirement, &[yes(1, ANNA, &ADMIN)]), 1);
    assert_eq!(missing_people(&requirement, &[yes(1, ANNA, &ADMIN), yes(2, ANNA, &ADMIN)]), 1, "one voice each");
    let both = [yes(1, ANNA, &ADMIN), yes(2, BEN, &ACCOUNTANT), yes(3, CARLA, &ADMIN)];
    assert_eq!(stand(&requirement, &both), Standing::Approved { decision: both[1].id }, "the second completed it");
}

#[test]
fn roles_and_named_people_both_open_a_level() {
    let approvers = Approvers { roles: vec![Role::Admin], persons: vec![BEN], count: 1 };
    let requirement = evaluate(&with_rule(Condition::default(), approvers), &bill(1_00));
    assert!(may_approve(&requirement, ANNA, &ADMIN).is_ok());
    assert!(may_approve(&requirement, BEN, &ACCOUNTANT).is_ok());
    let refusal = may_approve(&requirement, CARLA, &ACCOUNTANT).unwrap_err();
    assert_eq!(refusal, Refusal::OtherApprovers { rule: "the rule".to_owned() });
    assert_eq!(missing_people(&requirement, &[yes(1, CARLA, &ACCOUNTANT)]), 1);
}

#[test]
fn every_rule_that_applies_must_be_met() {
    let rule = |name: &str, approvers| Rule { name: name.to_owned(), when: Condition::default(), approvers };
    let admin = Approvers { roles: vec![Role::Admin], persons: vec![], count: 1 };
    let policy = Policy { rules: vec![rule("two", Approvers::anyone(2)), rule("admin", admin)], ..standard() };
    let requirement = evaluate(&policy, &bill(1_00));
    let two_accountants = [yes(1, BEN, &ACCOUNTANT), yes(2, CARLA, &ACCOUNTANT)];
    assert_eq!(missing_people(&requirement, &two_accountants), 1, "no admin among them");
    let with_admin = [yes(1, BEN, &ACCOUNTANT), yes(2, ANNA, &ADMIN)];
    assert!(matches!(stand(&requirement, &with_admin), Standing::Approved { .. }));
}

#[test]
fn a_no_ends_the_round() {
    let requirement = evaluate(&standard(), &bill(1_00));
    let no = vote(2, BEN, &ADMIN, Verdict::Reject);
    let votes = vec![yes(1, ANNA, &ADMIN), no.clone()];
    assert_eq!(stand(&requirement, &votes), Standing::Rejected { decision: no.id });
    let again = [votes, vec![yes(3, ANNA, &ADMIN)]].concat();
    assert!(matches!(stand(&requirement, &again), Standing::Approved { .. }), "approved anew after the rejection");
}

#[test]
fn low_risk_books_itself_only_when_switched_on_small_sure_known_and_untouched() {
    let on = |enabled| {
        let mut policy = standard();
        policy.automatic[0].enabled = enabled;
        policy
    };
    let sure = || Subject { confidence: 0.99, ..bill(20_00) };
    let table = [
        ("as it is delivered", on(false), sure(), false),
        ("switched on", on(true), sure(), true),
        ("at the bound", on(true), Subject { amount: eur(50_00), ..sure() }, true),
        ("too large", on(true), Subject { amount: eur(50_01), ..sure() }, false),
        ("unsure", on(true), Subject { confidence: 0.97, ..sure() }, false),
        ("confidence is no number", on(true), Subject { confidence: f32::NAN, ..sure() }, false),
        ("new party", on(true), Subject { party_known: false, ..sure() }, false),
        ("a person corrected it", on(true), Subject { entered_by: vec![ANNA], ..sure() }, false),
        ("a person brought it in", on(true), Subject { brought_by: Some(ANNA), ..sure() }, true),
        ("something stands out", on(true), Subject { stands_out: true, ..sure() }, false),
    ];
    for (words, policy, subject, automatic) in table {
        assert_eq!(evaluate(&policy, &subject).automatic.is_some(), automatic, "{words}");
    }
    let mut ruled = with_rule(Condition::default(), Approvers::anyone(1));
    ruled.automatic = on(true).automatic;
    assert_eq!(evaluate(&ruled, &sure()).automatic, None, "a rule outranks the class");
}

#[test]
fn a_policy_that_cannot_work_is_refused() {
    let named = |persons: Vec<UserId>, roles: Vec<Role>, count| Approvers { roles, persons, count };
    let range = Condition { min_amount: Some(eur(2)), max_amount: Some(eur(1)), ..Condition::default() };
    let dollars = Condition { min_amount: Some(Amount::new(1, Currency::USD)), ..Condition::default() };
    let unsure = Condition { confidence_below: Some(f32::NAN), ..Condition::default() };
    type Fits = fn(&PolicyFlaw) -> bool;
    let table: [(&str, Policy, Fits); 8] = [
        ("two of one", with_rule(Condition::default(), named(vec![ANNA], vec![], 2)), |f| {
            matches!(f, PolicyFlaw::DeadEnd { .. })
        }),
        ("two of the same", with_rule(Condition::default(), named(vec![ANNA, ANNA], vec![], 2)), |f| {
            matches!(f, PolicyFlaw::DeadEnd { .. })
        }),
        ("viewers", with_rule(Condition::default(), named(vec![], vec![Role::Viewer], 1)), |f| {
            matches!(f, PolicyFlaw::DeadEnd { .. })
        }),
        ("nobody", with_rule(Condition::default(), Approvers::anyone(0)), |f| matches!(f, PolicyFlaw::Count { .. })),
        ("a crowd", with_rule(Condition::default(), Approvers::anyone(6)), |f| matches!(f, PolicyFlaw::Count { .. })),
        ("empty range", with_rule(range, Approvers::anyone(1)), |f| matches!(f, PolicyFlaw::EmptyRange(_))),
        ("dollars", with_rule(dollars, Approvers::anyone(1)), |f| matches!(f, PolicyFlaw::Currency { .. })),
        ("no number", with_rule(unsure, Approvers::anyone(1)), |f| matches!(f, PolicyFlaw::Confidence(_))),
    ];
    assert_eq!(standard().check(Currency::EUR), Ok(()));
    for (words, policy, fits) in table {
        let flaw = policy.check(Currency::EUR).expect_err(words);
        assert!(fits(&flaw), "{words}: {flaw}");
    }
    let twice = with_rule(Condition::default(), Approvers::anyone(1));
    let twice = Policy { rules: vec![twice.rules[0].clone(), twice.rules[0].clone()], ..twice };
    assert!(matches!(twice.check(Currency::EUR), Err(PolicyFlaw::Name(_))));
}

#[test]
fn a_digest_names_the_content_and_not_the_order_of_its_keys() {
    let digest = |text: &str| Digest::of(&serde_json::from_str::<serde_json::Value>(text).unwrap()).unwrap();
    let one = digest(r#"{"total":"119.00","lines":[{"account":"6000","amount":"100.00"}]}"#);
    let same = digest(r#"{"lines":[{"amount":"100.00","account":"6000"}], "total":"119.00"}"#);
    assert_eq!(one, same);
    for edited in [
        r#"{"total":"119.01","lines":[{"account":"6000","amount":"100.00"}]}"#,
        r#"{"total":"119.00","lines":[{"account":"6001","amount":"100.00"}]}"#,
        r#"{"total":"119.00","lines":[]}"#,
        r#"{"total":119.00,"lines":[{"account":"6000","amount":"100.00"}]}"#,
        r#"{"total":"119.00\",\"x\":\"","lines":[{"account":"6000","amount":"100.00"}]}"#,
    ] {
        assert_ne!(one, digest(edited), "{edited}");
    }
}

fn any_vote() -> impl Strategy<Value = (u128, u128, bool)> {
    (1_u128..5, 0_u128..2, prop::bool::weighted(0.8))
}

proptest! {
    /// Whatever was voted: approved means enough different people, none of them barred, since the last no.
    #[test]
    fn approval_never_rests_on_too_few_or_on_the_enterer(
        ballots in prop::collection::vec(any_vote(), 0..12),
        count in 1_u8..4,
        entered in prop::collection::vec(1_u128..5, 0..3),
        cents in 0_i64..300_000,
    ) {
        let entered_by: Vec<UserId> = entered.iter().map(|n| UserId(Uuid::from_u128(*n))).collect();
        let subject = Subject { entered_by: entered_by.clone(), ..bill(cents) };
        let requirement = evaluate(&with_rule(Condition::default(), Approvers::anyone(count)), &subject);
        let votes: Vec<Decision> = ballots.iter().enumerate().map(|(n, (person, role, approves))| {
            let roles = if *role == 0 { ADMIN } else { ACCOUNTANT };
            let verdict = if *approves { Verdict::Approve } else { Verdict::Reject };
            vote(n as u128 + 1, UserId(Uuid::from_u128(*person)), &roles, verdict)
        }).collect();
        let since = votes.iter().rposition(|v| v.verdict == Verdict::Reject).map_or(0, |n| n + 1);
        let mut people: Vec<UserId> = votes[since..].iter().filter_map(|v| v.person).collect();
        people.retain(|p| cents <= 100_000 || !entered_by.contains(p));
        people.sort_unstable();
        people.dedup();
        let approved = matches!(stand(&requirement, &votes), Standing::Approved { .. });
        prop_assert_eq!(approved, people.len() >= usize::from(count));
    }
}
