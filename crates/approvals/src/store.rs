mod named;

use jiff_sqlx::ToSqlx;
use money::Currency;
use op::{Allowed, EntityId, Op, Role, UserId, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::rules::Requirement;
use crate::set_policy::InForce;
use crate::subject::{Decision, DecisionId, Subject, Verdict};
use crate::{ApprovalError, Digest, Policy};

pub(crate) use named::{approvers, known_accounts};

/// Votes on one subject, and changes of one policy, come one after the other.
pub(crate) async fn lock(tx: &mut TenantTx, subject: Uuid) -> Result<(), ApprovalError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 35))", subject.to_string())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The policy in force, with the base currency of the business: the standard one (version 0) until somebody writes one.
pub(crate) async fn policy(tx: &mut TenantTx, entity: EntityId) -> Result<InForce, ApprovalError> {
    let row = sqlx::query!(
        r#"select e.base_currency, p.version as "version?", p.policy as "policy?", p.created_at as "created_at?",
                  p.created_by as "created_by?", p.reason as "reason?"
             from entity e
             left join approval_policy p on p.org_id = e.org_id and p.entity_id = e.entity_id
            where e.org_id = $1 and e.entity_id = $2
            order by p.version desc nulls last
            limit 1"#,
        tx.org().0,
        entity.0,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(ApprovalError::UnknownEntity(entity))?;
    let base = Currency::from_code(&row.base_currency).map_err(|e| broken("base currency", e))?;
    let policy = match row.policy {
        Some(json) => serde_json::from_value(json).map_err(|e| broken("approval policy", e))?,
        None => Policy::standard(base),
    };
    Ok(InForce {
        version: row.version.unwrap_or(0),
        base,
        policy,
        since: row.created_at.map(|at| at.to_jiff()),
        changed_by: row.created_by.map(UserId),
        reason: row.reason,
    })
}

/// Every version somebody wrote, newest first.
pub(crate) async fn policies(
    tx: &mut TenantTx,
    by: &Allowed<may::DocumentsRead>,
    base: Currency,
) -> Result<Vec<InForce>, ApprovalError> {
    let rows = sqlx::query!(
        r#"select version, policy, created_at, created_by, reason
             from approval_policy where org_id = $1 and entity_id = $2 order by version desc"#,
        tx.org().0,
        by.entity().0,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(InForce {
                version: row.version,
                base,
                policy: serde_json::from_value(row.policy).map_err(|e| broken("approval policy", e))?,
                since: Some(row.created_at.to_jiff()),
                changed_by: row.created_by.map(UserId),
                reason: row.reason,
            })
        })
        .collect()
}

pub(crate) async fn insert_policy(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::PoliciesManage>,
    version: i32,
    policy: &Policy,
    reason: Option<&str>,
) -> Result<(), ApprovalError> {
    sqlx::query!(
        r#"insert into approval_policy (org_id, entity_id, version, policy, created_at, created_by, reason)
           values ($1, $2, $3, $4, $5, $6, $7)"#,
        tx.org().0,
        by.entity().0,
        version,
        serde_json::to_value(policy).map_err(|e| broken("approval policy", e))?,
        op.now().to_sqlx(),
        op.actor.person().map(|p| p.0),
        reason,
    )
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

fn broken(what: &'static str, detail: impl ToString) -> ApprovalError {
    ApprovalError::Inconsistent { what, detail: detail.to_string() }
}
