-- Who must approve what, and what was decided.

-- One row for each version a business ever had; the newest holds. No row: the policy every business starts with.
create table approval_policy (
    org_id     uuid not null,
    entity_id  uuid not null,
    version    integer not null check (version > 0),
    -- approvals::Policy
    policy     jsonb not null,
    created_at timestamptz not null,
    created_by uuid,
    reason     text,
    primary key (org_id, entity_id, version),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('approval_policy', append_only => true);
call ctx.make_permanent('approval_policy');

-- A vote on one state of one subject. The digest names that state: after any edit the old votes count for nothing.
create table approval_decision (
    org_id         uuid not null,
    decision_id    uuid not null,
    entity_id      uuid not null,
    -- document, entry ...
    subject_kind   text not null,
    subject_id     uuid not null,
    -- SHA-256 of the canonical form of what was approved
    digest         bytea not null check (octet_length(digest) = 32),
    -- a rejection ends a round: approvals before it no longer count
    round          smallint not null check (round >= 0),
    verdict        text not null check (verdict in ('approve', 'reject')),
    -- user, api_key, or policy when a named policy decided
    actor_kind     text not null,
    actor_id       uuid,
    actor_name     text not null,
    -- the human being who answers for it; null only for a policy
    person_id      uuid,
    -- roles the person held in the business at that moment
    roles          text[] not null,
    -- the low-risk class that decided, when no person did
    automatic      text,
    policy_version integer not null check (policy_version >= 0),
    -- in minor units of the base currency, and who had a hand in the figures: what the rules looked at
    amount         bigint not null,
    currency       text not null check (currency ~ '^[A-Z]{3}$'),
    entered_by     uuid[] not null,
    above_limit    boolean not null,
    reason         text,
    at             timestamptz not null,
    primary key (org_id, decision_id),
    foreign key (org_id, entity_id) references entity,
    constraint decision_once unique nulls not distinct
        (org_id, subject_kind, subject_id, digest, round, verdict, person_id),
    -- the same rules as in code, so that no other road into the table gets round them
    constraint decision_not_by_an_agent check (actor_kind in ('user', 'api_key', 'policy')),
    constraint decision_by_person_or_policy check
        ((person_id is not null and automatic is null and actor_kind <> 'policy')
         or (person_id is null and automatic is not null and actor_kind = 'policy' and verdict = 'approve')),
    constraint decision_not_on_own_entry check
        (not (verdict = 'approve' and above_limit and person_id is not null and person_id = any (entered_by))),
    constraint decision_rejection_needs_reason check (verdict <> 'reject' or length(btrim(reason)) > 0)
);
create index approval_decision_of on approval_decision (org_id, subject_id, at);
call ctx.protect('approval_decision', append_only => true);
call ctx.make_permanent('approval_decision');
