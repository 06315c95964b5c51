//! Votes and policies on a real database, told as what people do.

#![allow(clippy::inconsistent_digit_grouping, reason = "cents are set apart: 1_000_00 is 1,000.00")]

use std::sync::Arc;

use money::{Amount, Currency};
use op::{Actor, EntityId, Grant, Grants, Op, Origin, Permission, Role, SystemClock, UserId};
use serde_json::json;
use test_kit::World;
use uuid::Uuid;

use crate::{
    ApprovalError, Approvers, Ballot, Condition, Digest, NewPolicy, Outcome, Policy, Refusal, Rule, Standing, Subject,
    approved_in, decide_automatically_in, decide_in, decisions_in, end_round_in, policy, policy_history, review_in,
    set_policy,
};

fn person(world: &World, n: u128, role: Role) -> Op {
    let actor = Actor::User { id: UserId(Uuid::from_u128(n)), name: format!("person {n}") };
    let grants = Grants { grants: vec![Grant { entity: Some(world.entity), role }], scopes: None };
    Op::new(world.org, actor, Origin::Web, grants, Arc::new(SystemClock))
}

fn as_actor(op: &Op, actor: Actor) -> Op {
    Op::new(op.org, actor, op.origin, op.grants.clone(), op.clock())
}

fn bill(entity: EntityId, cents: i64) -> Subject {
    Subject {
        kind: "document",
        id: Uuid::from_u128(0xd0c),
        entity,
        permission: Permission::DocumentsApprove,
        digest: Digest::of(&json!({ "total": cents })).unwrap(),
        document_kind: "invoice".to_owned(),
        amount: Amount::new(cents, Currency::EUR),
        confidence: 0.99,
        party_known: true,
        accounts: vec![],
        entered_by: vec![],
        brought_by: None,
        stands_out: false,
    }
}

async fn votes(world: &World, op: &Op, subject: &Subject, ballot: Ballot) -> Result<Outcome, ApprovalError> {
    let mut tx = world.db.begin(op).await?;
    let outcome = decide_in(&mut tx, op, subject, &ballot).await?;
    tx.commit().await?;
    Ok(outcome)
}

async fn stands(world: &World, op: &Op, subject: &Subject) -> Standing {
    let mut tx = world.db.begin(op).await.unwrap();
    review_in(&mut tx, op, subject).await.unwrap().standing
}

async fn two_people_above(world: &World, cents: i64) {
    let mut new = Policy::standard(Currency::EUR);
    new.rules.push(Rule {
        name: "Large bills".to_owned(),
        when: Condition { min_amount: Some(Amount::new(cents, Currency::EUR)), ..Condition::default() },
        approvers: Approvers::anyone(2),
    });
    let change = NewPolicy { expected_version: 0, policy: new, reason: Some("the auditor asked for it".to_owned()) };
    assert_eq!(set_policy(&world.db, &world.op_admin(), world.entity, change).await.unwrap(), 1);
}

#[tokio::test]
async fn one_accountant_approves_and_the_decision_can_be_found_by_its_content() {
    let world = World::new().await;
    let anna = person(&world, 1, Role::Accountant);
    let subject = bill(world.entity, 5_000_00);
    let outcome = votes(&world, &anna, &subject, Ballot::approve()).await.unwrap();
    let Outcome::Approved { decision } = outcome else { panic!("{outcome:?}") };

    let mut tx = world.db.begin(&anna).await.unwrap();
    assert_eq!(approved_in(&mut tx, &subject).await.unwrap(), Some(decision));
    let edited = bill(world.entity, 5_000_01);
    assert_eq!(approved_in(&mut tx, &edited).await.unwrap(), None, "any edit voids the approval");
}

#[tokio::test]
async fn nobody_approves_what_he_corrected_above_the_limit_but_another_does() {
    let world = World::new().await;
    let (anna, ben) = (person(&world, 1, Role::Admin), person(&world, 2, Role::Accountant));
    let subject = Subject { entered_by: vec![UserId(Uuid::from_u128(1))], ..bill(world.entity, 1_000_01) };
    let refused = votes(&world, &anna, &subject, Ballot::approve()).await.unwrap();
    assert!(matches!(refused, Outcome::Refused { why: Refusal::OwnEntry { .. } }), "{refused:?}");
    let mut tx = world.db.begin(&anna).await.unwrap();
    assert!(decisions_in(&mut tx, "document", subject.id).await.unwrap().is_empty(), "nothing was written");
    drop(tx);
    assert!(matches!(votes(&world, &ben, &subject, Ballot::approve()).await.unwrap(), Outcome::Approved { .. }));
}

#[tokio::test]
async fn an_api_key_is_its_owner_and_no_second_person() {
    let world = World::new().await;
    two_people_above(&world, 1).await;
    let anna = person(&world, 1, Role::Admin);
    let key = Actor::ApiKey { id: Uuid::from_u128(9), name: "script".to_owned(), owner: UserId(Uuid::from_u128(1)) };
    let with_key = as_actor(&anna, key);
    let subject = bill(world.entity, 10_00);
    let first = votes(&world, &anna, &subject, Ballot::approve()).await.unwrap();
    let again = votes(&world, &with_key, &subject, Ballot::approve()).await.unwrap();
    assert!(matches!(first, Outcome::NeedsMore { .. }));
    assert_eq!(again, Outcome::Refused { why: Refusal::AlreadyApproved }, "the same voice again is no second one");
    let ben = person(&world, 2, Role::Accountant);
    assert!(matches!(votes(&world, &ben, &subject, Ballot::approve()).await.unwrap(), Outcome::Approved { .. }));
}

#[tokio::test]
async fn agents_and_the_program_cannot_vote() {
    let world = World::new().await;
    let anna = person(&world, 1, Role::Admin);
    let program = as_actor(&anna, Actor::System { name: "maintenance".to_owned() });
    for actor in [anna.as_agent("proposer", "1"), program] {
        for ballot in [Ballot::approve(), Ballot::reject("no")] {
            let error = votes(&world, &actor, &bill(world.entity, 1), ballot).await.unwrap_err();
            assert!(matches!(error, ApprovalError::NotAPerson { .. }), "{error}");
        }
        let change = NewPolicy { expected_version: 0, policy: Policy::standard(Currency::EUR), reason: None };
        let error = set_policy(&world.db, &actor, world.entity, change).await.unwrap_err();
        assert!(matches!(error, ApprovalError::NotAPerson { .. }), "{error}");
    }
}

#[tokio::test]
async fn a_viewer_and_a_stranger_to_the_business_are_denied() {
    let world = World::new().await;
    let viewer = person(&world, 1, Role::Viewer);
    let error = votes(&world, &viewer, &bill(world.entity, 1), Ballot::approve()).await.unwrap_err();
    assert!(matches!(error, ApprovalError::Denied(_)), "{error}");
    let elsewhere = bill(EntityId(Uuid::from_u128(77)), 1);
    let error = votes(&world, &person(&world, 1, Role::Admin), &elsewhere, Ballot::approve()).await.unwrap_err();
    assert!(matches!(error, ApprovalError::Denied(_)), "{error}");
}

#[tokio::test]
async fn a_rejection_needs_a_reason_and_voids_the_votes_before_it() {
    let world = World::new().await;
    two_people_above(&world, 1).await;
    let (anna, ben) = (person(&world, 1, Role::Admin), person(&world, 2, Role::Accountant));
    let subject = bill(world.entity, 10_00);
    let error = votes(&world, &ben, &subject, Ballot::reject("  ")).await.unwrap_err();
    assert!(matches!(error, ApprovalError::ReasonMissing));
    votes(&world, &anna, &subject, Ballot::approve()).await.unwrap();
    let no = votes(&world, &ben, &subject, Ballot::reject("ordered by nobody")).await.unwrap();
    assert!(matches!(no, Outcome::Rejected { .. }), "{no:?}");
    let Standing::Open { missing } = stands(&world, &anna, &subject).await else { panic!("a new round is open") };
    assert_eq!(missing.iter().map(|m| m.people).sum::<u8>(), 2, "and it starts from nothing");
    let once_more = votes(&world, &ben, &subject, Ballot::approve()).await.unwrap();
    assert!(matches!(once_more, Outcome::NeedsMore { .. }), "Anna's yes of the earlier round is gone: {once_more:?}");
}

#[tokio::test]
async fn whatever_ends_a_round_leaves_its_votes_behind() {
    let world = World::new().await;
    two_people_above(&world, 1).await;
    let (anna, ben) = (person(&world, 1, Role::Admin), person(&world, 2, Role::Accountant));
    let subject = bill(world.entity, 10_00);
    for _ in 0..2 {
        let first = votes(&world, &anna, &subject, Ballot::approve()).await.unwrap();
        assert!(matches!(first, Outcome::NeedsMore { .. }), "each round starts from nothing: {first:?}");
        let mut tx = world.db.begin(&ben).await.unwrap();
        for _ in 0..2 {
            end_round_in(&mut tx, &ben, ("document", subject.id), subject.entity, "document.parked").await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    let first = votes(&world, &ben, &subject, Ballot::approve()).await.unwrap();
    assert!(matches!(first, Outcome::NeedsMore { .. }), "{first:?}");
    assert!(matches!(votes(&world, &anna, &subject, Ballot::approve()).await.unwrap(), Outcome::Approved { .. }));
    let mut tx = world.db.begin(&anna).await.unwrap();
    assert_eq!(decisions_in(&mut tx, "document", subject.id).await.unwrap().len(), 4, "all votes are kept");
}

#[tokio::test]
async fn twenty_clicks_of_one_person_are_one_vote() {
    let world = World::new().await;
    two_people_above(&world, 1).await;
    let anna = person(&world, 1, Role::Admin);
    let subject = bill(world.entity, 10_00);
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (db, anna, subject) = (world.db.clone(), anna.clone(), subject.clone());
        clicks.spawn(async move {
            let mut tx = db.begin(&anna).await.unwrap();
            let outcome = decide_in(&mut tx, &anna, &subject, &Ballot::approve()).await.unwrap();
            tx.commit().await.unwrap();
            outcome
        });
    }
    let outcomes = clicks.join_all().await;
    let taken = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::NeedsMore { .. })).count();
    let refused = outcomes.iter().filter(|o| **o == Outcome::Refused { why: Refusal::AlreadyApproved }).count();
    assert_eq!((taken, refused), (1, 19));
    let mut tx = world.db.begin(&anna).await.unwrap();
    assert_eq!(decisions_in(&mut tx, "document", subject.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_low_risk_class_decides_only_when_switched_on_and_under_its_own_name() {
    let world = World::new().await;
    let admin = world.op_admin();
    let agent = admin.as_agent("proposer", "1");
    let subject = bill(world.entity, 20_00);
    let mut tx = world.db.begin(&agent).await.unwrap();
    assert_eq!(decide_automatically_in(&mut tx, &agent, &subject).await.unwrap(), None);
    drop(tx);

    let mut on = Policy::standard(Currency::EUR);
    on.automatic[0].enabled = true;
    let change = NewPolicy { expected_version: 0, policy: on, reason: None };
    set_policy(&world.db, &admin, world.entity, change).await.unwrap();
    let mut tx = world.db.begin(&agent).await.unwrap();
    let decision = decide_automatically_in(&mut tx, &agent, &subject).await.unwrap().expect("covered by the class");
    assert_eq!(approved_in(&mut tx, &subject).await.unwrap(), Some(decision.id));
    let recorded = &decisions_in(&mut tx, "document", subject.id).await.unwrap()[0];
    assert_eq!(recorded.automatic.as_deref(), Some("Small documents of known counterparties"));
    assert_eq!(recorded.person, None);
}

#[tokio::test]
async fn policies_keep_their_versions_and_refuse_a_stale_change() {
    let world = World::new().await;
    two_people_above(&world, 100_00).await;
    let admin = world.op_admin();
    let stale = NewPolicy { expected_version: 0, policy: Policy::standard(Currency::EUR), reason: None };
    let error = set_policy(&world.db, &admin, world.entity, stale).await.unwrap_err();
    assert!(matches!(error, ApprovalError::Stale { expected: 0, found: 1 }), "{error}");
    let back = NewPolicy { expected_version: 1, policy: Policy::standard(Currency::EUR), reason: None };
    assert_eq!(set_policy(&world.db, &admin, world.entity, back).await.unwrap(), 2);
    let history = policy_history(&world.db, &admin, world.entity).await.unwrap();
    assert_eq!(history.iter().map(|p| p.version).collect::<Vec<_>>(), vec![2, 1]);
    assert_eq!(policy(&world.db, &admin, world.entity).await.unwrap().policy, Policy::standard(Currency::EUR));

    let mut tx = world.db.begin(&admin).await.unwrap();
    let trail = audit::history(&mut tx, world.entity.0).await.unwrap();
    let changes: Vec<&str> = trail.iter().map(|e| e.action.as_str()).filter(|a| *a == "policy.changed").collect();
    assert_eq!(changes.len(), 2, "every change is in the trail");

    let accountant = person(&world, 5, Role::Accountant);
    let change = NewPolicy { expected_version: 2, policy: Policy::standard(Currency::EUR), reason: None };
    let error = set_policy(&world.db, &accountant, world.entity, change).await.unwrap_err();
    assert!(matches!(error, ApprovalError::Denied(_)), "{error}");
}

#[tokio::test]
async fn another_organisation_sees_no_decision_and_no_policy() {
    let world = World::new().await;
    let anna = person(&world, 1, Role::Admin);
    let subject = bill(world.entity, 10_00);
    votes(&world, &anna, &subject, Ballot::approve()).await.unwrap();
    let stranger = world.second_org().await.op;
    let mut tx = world.db.begin(&stranger).await.unwrap();
    assert!(decisions_in(&mut tx, "document", subject.id).await.unwrap().is_empty());
    let error = policy(&world.db, &stranger, world.entity).await.unwrap_err();
    assert!(matches!(error, ApprovalError::UnknownEntity(_)), "{error}");
}

/// The rules stand in the table too: no other road into it gets round them.
#[tokio::test]
async fn the_database_refuses_what_the_code_would_never_write() {
    let world = World::new().await;
    let anna = person(&world, 1, Role::Admin);
    let insert = |actor_kind: &'static str, person: Option<u128>, automatic: Option<&'static str>, own: bool| {
        let (db, anna, entity) = (world.db.clone(), anna.clone(), world.entity);
        async move {
            let mut tx = db.begin(&anna).await.unwrap();
            let entered: Vec<Uuid> = if own { vec![Uuid::from_u128(1)] } else { vec![] };
            let result = sqlx::query(
                "insert into approval_decision (org_id, decision_id, entity_id, subject_kind, subject_id, digest, round,
                    verdict, actor_kind, actor_name, person_id, roles, automatic, policy_version, amount, currency,
                    entered_by, above_limit, at)
                 values ($1, $2, $3, 'document', $2, sha256('x'), 0, 'approve', $4, 'x', $5, '{}', $6, 0, 200000, 'EUR',
                    $7, true, now())",
            )
            .bind(anna.org.0)
            .bind(anna.new_id())
            .bind(entity.0)
            .bind(actor_kind)
            .bind(person.map(Uuid::from_u128))
            .bind(automatic)
            .bind(entered)
            .execute(tx.conn())
            .await;
            result.map(|_| ()).map_err(|e| pg::constraint_of(&e).unwrap_or_default().to_owned())
        }
    };
    assert_eq!(insert("user", Some(2), None, true).await, Ok(()), "the control: somebody else's entry");
    let table = [
        ("his own entry", insert("user", Some(1), None, true).await, "decision_not_on_own_entry"),
        ("an agent", insert("agent", Some(2), None, false).await, "decision_not_by_an_agent"),
        ("nobody", insert("user", None, None, false).await, "decision_by_person_or_policy"),
        ("a policy in a person's name", insert("policy", Some(2), None, false).await, "decision_by_person_or_policy"),
    ];
    for (words, result, constraint) in table {
        assert_eq!(result, Err(constraint.to_owned()), "{words}");
    }
}

#[tokio::test]
async fn decisions_are_permanent() {
    let world = World::new().await;
    let anna = person(&world, 1, Role::Admin);
    votes(&world, &anna, &bill(world.entity, 10_00), Ballot::approve()).await.unwrap();
    let mut tx = world.db.begin(&anna).await.unwrap();
    end_round_in(&mut tx, &anna, ("document", bill(world.entity, 1).id), world.entity, "test").await.unwrap();
    tx.commit().await.unwrap();
    for statement in [
        "update approval_decision set reason = 'x'",
        "delete from approval_decision",
        "update approval_round_end set round = 7",
        "delete from approval_round_end",
    ] {
        let mut tx = world.db.begin(&anna).await.unwrap();
        let error = sqlx::query(statement).execute(tx.conn()).await.unwrap_err();
        let code = error.as_database_error().and_then(|e| e.code()).unwrap_or_default().into_owned();
        assert!(["42501", "PA010"].contains(&code.as_str()), "{statement}: {error}");
    }
}

/// A person with a role in the business of the world, in the tables.
async fn joins(world: &World, n: u128, role: &str, active: bool) {
    let mut superuser = world.superuser().await;
    let statement =
        "insert into person (org_id, person_id, email, name, password_hash, password_changed_at, active, created_at)
                     values ($1, $2, $3, $3, '$argon2id$', '2026-01-01', $4, '2026-01-01')";
    let (id, email) = (Uuid::from_u128(n), format!("p{n}@example.com"));
    sqlx::query(statement).bind(world.org.0).bind(id).bind(email).bind(active).execute(&mut superuser).await.unwrap();
    let statement = "insert into membership (org_id, membership_id, person_id, entity_id, role, granted_at)
                     values ($1, $2, $2, $3, $4, '2026-01-01')";
    let granted = sqlx::query(statement).bind(world.org.0).bind(id).bind(world.entity.0).bind(role);
    granted.execute(&mut superuser).await.unwrap();
}

#[tokio::test]
async fn a_policy_names_only_accounts_and_approvers_of_its_business() {
    let world = World::new().await;
    let admin = world.op_admin();
    joins(&world, 1, "accountant", true).await;
    joins(&world, 2, "viewer", true).await;
    joins(&world, 3, "accountant", false).await;
    let account = Uuid::from_u128(6800);
    let statement =
        "insert into account (org_id, entity_id, account_id, code, name, account_type, postable, created_at)
                     values ($1, $2, $3, '6800', 'Office', 'expense', true, '2026-01-01')";
    let added = sqlx::query(statement).bind(world.org.0).bind(world.entity.0).bind(account);
    added.execute(&mut world.superuser().await).await.unwrap();

    let rule = |persons: &[u128], accounts: &[Uuid]| Rule {
        name: "Large".to_owned(),
        when: Condition { accounts: accounts.to_vec(), ..Condition::default() },
        approvers: Approvers {
            persons: persons.iter().map(|n| UserId(Uuid::from_u128(*n))).collect(),
            ..Approvers::anyone(1)
        },
    };
    // What the rule names; the field at fault.
    let rows: [(&str, Rule, Result<(), &str>); 6] = [
        ("an accountant", rule(&[1], &[]), Ok(())),
        ("an account of the chart", rule(&[], &[account]), Ok(())),
        ("nobody of this id", rule(&[1, 9], &[]), Err("rules[0].approvers.persons[1]")),
        ("a viewer", rule(&[2], &[]), Err("rules[0].approvers.persons[0]")),
        ("somebody who left", rule(&[3], &[]), Err("rules[0].approvers.persons[0]")),
        ("no such account", rule(&[], &[account, Uuid::from_u128(1)]), Err("rules[0].when.accounts[1]")),
    ];
    let mut version = 0;
    for (what, rule, expected) in rows {
        let mut policy = Policy::standard(Currency::EUR);
        policy.rules = vec![rule];
        let new = NewPolicy { expected_version: version, policy, reason: None };
        match (set_policy(&world.db, &admin, world.entity, new).await, expected) {
            (Ok(saved), Ok(())) => version = saved,
            (
                Err(ApprovalError::UnknownAccount { field, .. } | ApprovalError::UnknownPerson { field, .. }),
                Err(named),
            ) => assert_eq!(field, named, "{what}"),
            (other, _) => panic!("{what}: {other:?}"),
        }
    }
}
