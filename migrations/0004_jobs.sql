-- Work to do after a commit, and news for those outside.

create table job (
    org_id       uuid not null references organisation,
    job_id       uuid not null,
    -- document.read, document.extract ...
    kind         text not null,
    payload      jsonb not null,
    -- who caused it: the Op of the job acts for this user
    actor        jsonb not null,
    request_id   uuid not null,
    -- at most one waiting or running job of a kind per key (index job_already_waiting)
    dedupe_key   text,
    -- asked for again while it was running: it goes back to waiting when it is done, so that no wake-up is lost
    again        boolean not null default false,
    priority     smallint not null default 0,
    run_at       timestamptz not null,
    attempts     smallint not null default 0,
    max_attempts smallint not null default 5 check (max_attempts > 0),
    -- waiting, running, dead; finished jobs are deleted
    state        text not null default 'waiting' check (state in ('waiting', 'running', 'dead')),
    -- a running job whose lease has passed belongs to a dead worker and is taken again
    leased_until timestamptz,
    leased_by    uuid,
    last_error   text,
    created_at   timestamptz not null,
    primary key (org_id, job_id),
    constraint job_lease_while_running
        check ((state = 'running') = (leased_until is not null and leased_by is not null))
);
create unique index job_already_waiting on job (org_id, kind, dedupe_key) where state <> 'dead';
-- the next job of an organisation, and by skipping from one to the next the organisations that wait
create index job_next on job (org_id, priority desc, run_at, job_id) where state = 'waiting';
create index job_due on job (run_at) where state = 'waiting';
create index job_lease on job (leased_until) where state = 'running';
call ctx.protect('job', system_too => true);

create table outbox (
    org_id     uuid not null references organisation,
    outbox_id  uuid not null,
    xid        xid8 not null default pg_current_xact_id(),
    seq        bigint not null generated always as identity,
    at         timestamptz not null,
    entity_id  uuid,
    -- entry.posted, document.changed
    topic      text not null,
    subject_id uuid not null,
    payload    jsonb not null,
    primary key (org_id, outbox_id)
);
create index outbox_order on outbox (org_id, xid, seq);
create index outbox_age on outbox (at);
-- not append-only: news older than a week is cleared away
call ctx.protect('outbox', system_too => true);
