mod named;
mod policies;

use jiff_sqlx::ToSqlx;
use op::{EntityId, Op, Role, UserId};
use pg::TenantTx;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::rules::Requirement;
use crate::subject::{Decision, DecisionId, Subject, Verdict};
use crate::{ApprovalError, Digest, Ruling};

pub(crate) use named::{approvers, known_accounts};
pub(crate) use policies::{insert_policy, policies, policy};

/// Votes on one subject, and changes of one policy, come one after the other.
pub(crate) async fn lock(tx: &mut TenantTx, subject: Uuid) -> Result<(), ApprovalError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 35))", subject.to_string())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The present round of a subject.
pub(crate) struct Round {
    /// Counted from 0: the number of rounds that ended before.
    pub number: i16,
    /// Votes cast in it on the subject's present content, oldest first.
    pub votes: Vec<Decision>,
}

/// The present round of votes.
pub(crate) async fn round(tx: &mut TenantTx, subject: &Subject) -> Result<Round, ApprovalError> {
    let number = sqlx::query_scalar!(
        r#"select (coalesce(max(round), -1) + 1)::smallint as "number!" from approval_round_end
            where org_id = $1 and subject_kind = $2 and subject_id = $3"#,
        tx.org().0,
        subject.kind,
        subject.id,
    )
    .fetch_one(tx.conn())
    .await?;
    let mut votes = decisions(tx, subject.kind, subject.id).await?;
    votes.retain(|vote| vote.round == number && vote.digest == subject.digest);
    Ok(Round { number, votes })
}

/// Ends the present round, if anybody has voted in it.
pub(crate) async fn end_round(
    tx: &mut TenantTx,
    op: &Op,
    (kind, subject): (&str, Uuid),
    entity: EntityId,
    why: &str,
) -> Result<(), ApprovalError> {
    sqlx::query!(
        r#"insert into approval_round_end (org_id, entity_id, subject_kind, subject_id, round, why, ended_by, at)
           select $1, $2, $3, $4, max(d.round), $5, $6, $7 from approval_decision d
            where d.org_id = $1 and d.subject_kind = $3 and d.subject_id = $4
           having max(d.round) is not null
           on conflict do nothing"#,
        tx.org().0,
        entity.0,
        kind,
        subject,
        why,
        op.actor.name(),
        op.now().to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Decisions on a subject, oldest first.
pub(crate) async fn decisions(tx: &mut TenantTx, kind: &str, subject: Uuid) -> Result<Vec<Decision>, ApprovalError> {
    let rows = sqlx::query!(
        r#"select decision_id, digest, round, verdict, actor_name, person_id, roles, automatic, policy_version, reason, at
             from approval_decision
            where org_id = $1 and subject_kind = $2 and subject_id = $3
            order by at, decision_id"#,
        tx.org().0,
        kind,
        subject,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let roles: Result<Vec<Role>, _> = row.roles.iter().map(|role| role.parse()).collect();
            Ok(Decision {
                id: DecisionId(row.decision_id),
                digest: Digest::from_bytes(&row.digest).ok_or_else(|| broken("digest", "not 32 bytes"))?,
                round: row.round,
                verdict: row.verdict.parse().map_err(|e| broken("verdict", e))?,
                actor_name: row.actor_name,
                person: row.person_id.map(UserId),
                roles: roles.map_err(|e| broken("role", e))?,
                automatic: row.automatic,
                policy_version: row.policy_version,
                reason: row.reason,
                at: row.at.to_jiff(),
            })
        })
        .collect()
}

/// Who casts a vote: a person through a session or a key, or a low-risk class.
pub(crate) struct Voter<'a> {
    pub kind: &'a str,
    pub id: Option<Uuid>,
    pub name: String,
    pub person: Option<UserId>,
    pub roles: Vec<Role>,
    pub automatic: Option<&'a str>,
}

/// A vote about to be recorded.
pub(crate) struct NewVote<'a> {
    pub voter: Voter<'a>,
    pub verdict: Verdict,
    pub round: i16,
    pub reason: Option<&'a str>,
    pub policy_version: i32,
}

pub(crate) async fn insert_decision(
    tx: &mut TenantTx,
    op: &Op,
    subject: &Subject,
    requirement: &Requirement,
    vote: NewVote<'_>,
) -> Result<Decision, ApprovalError> {
    let (actor_kind, actor_id) = (vote.voter.kind, vote.voter.id);
    let decision = decision_of(op, subject, vote);
    let roles: Vec<String> = decision.roles.iter().map(Role::to_string).collect();
    let entered_by: Vec<Uuid> = requirement.authors.iter().map(|person| person.0).collect();
    sqlx::query!(
        r#"insert into approval_decision (org_id, decision_id, entity_id, subject_kind, subject_id, digest, round, verdict,
                                          actor_kind, actor_id, actor_name, person_id, roles, automatic, policy_version,
                                          amount, currency, entered_by, above_limit, reason, at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)"#,
        tx.org().0,
        decision.id.0,
        subject.entity.0,
        subject.kind,
        subject.id,
        decision.digest.as_bytes(),
        decision.round,
        decision.verdict.to_string(),
        actor_kind,
        actor_id,
        decision.actor_name,
        decision.person.map(|p| p.0),
        &roles,
        decision.automatic,
        decision.policy_version,
        subject.amount.minor(),
        subject.amount.currency().code(),
        &entered_by,
        requirement.above_limit,
        decision.reason,
        decision.at.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(decision)
}

/// A vote as it will be recorded.
pub(crate) fn decision_of(op: &Op, subject: &Subject, vote: NewVote<'_>) -> Decision {
    Decision {
        id: DecisionId(op.new_id()),
        digest: subject.digest,
        round: vote.round,
        verdict: vote.verdict,
        actor_name: vote.voter.name,
        person: vote.voter.person,
        roles: vote.voter.roles,
        automatic: vote.voter.automatic.map(str::to_owned),
        policy_version: vote.policy_version,
        reason: vote.reason.map(str::to_owned),
        at: op.now(),
    }
}

/// Writes many decisions by one statement.
pub(crate) async fn insert_rulings(tx: &mut TenantTx, rulings: &[&Ruling]) -> Result<(), ApprovalError> {
    let row = |ruling: &&Ruling| {
        let Ruling { subject, requirement, decision, actor } = ruling;
        json!({
            "decision_id": decision.id,
            "entity_id": subject.entity,
            "subject_kind": subject.kind,
            "subject_id": subject.id,
            "digest": decision.digest,
            "verdict": decision.verdict,
            "actor_kind": actor.0,
            "actor_id": actor.1,
            "actor_name": decision.actor_name,
            "person_id": decision.person,
            "roles": decision.roles.iter().map(Role::to_string).collect::<Vec<_>>(),
            "policy_version": decision.policy_version,
            "amount": subject.amount.minor(),
            "currency": subject.amount.currency().code(),
            "entered_by": requirement.authors,
            "above_limit": requirement.above_limit,
            "at": decision.at,
        })
    };
    let rows = Value::from_iter(rulings.iter().map(row));
    sqlx::query!(
        r#"insert into approval_decision (org_id, decision_id, entity_id, subject_kind, subject_id, digest, round, verdict,
                                          actor_kind, actor_id, actor_name, person_id, roles, policy_version, amount,
                                          currency, entered_by, above_limit, at)
           select $1, r.decision_id, r.entity_id, r.subject_kind, r.subject_id, decode(r.digest, 'hex'), 0, r.verdict,
                  r.actor_kind, r.actor_id, r.actor_name, r.person_id, r.roles, r.policy_version, r.amount, r.currency,
                  r.entered_by, r.above_limit, r.at
             from jsonb_to_recordset($2) as r(decision_id uuid, entity_id uuid, subject_kind text, subject_id uuid,
                  digest text, verdict text, actor_kind text, actor_id uuid, actor_name text, person_id uuid,
                  roles text[], policy_version integer, amount bigint, currency text, entered_by uuid[],
                  above_limit boolean, at timestamptz)"#,
        tx.org().0,
        rows,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn broken(what: &'static str, detail: impl ToString) -> ApprovalError {
    ApprovalError::Inconsistent { what, detail: detail.to_string() }
}
