-- Entries by hand that the policy does not let their author post alone: they wait for a second person.

create table pending_entry (
    org_id          uuid not null,
    entity_id       uuid not null,
    -- the id the entry will have; votes are cast on it (approval_decision, kind entry)
    entry_id        uuid not null,
    -- manual, reversal
    kind            text not null check (kind in ('manual', 'reversal')),
    -- manual::Wish
    wish            jsonb not null,
    -- in minor units of the base currency; what lists show
    amount          bigint not null,
    currency        text not null check (currency ~ '^[A-Z]{3}$'),
    dated           date not null,
    memo            text not null,
    written_at      timestamptz not null,
    written_by      uuid not null,
    written_by_name text not null,
    state           text not null default 'waiting' check (state in ('waiting', 'posted', 'rejected', 'withdrawn')),
    -- grows with every change; a writer names the version he saw
    version         integer not null default 1,
    settled_at      timestamptz,
    settled_by_name text,
    -- why it was rejected or withdrawn
    reason          text,
    -- the same key with the same entry waits once
    idempotency_key text,
    digest          bytea not null check (octet_length(digest) = 32),
    primary key (org_id, entry_id),
    foreign key (org_id, entity_id) references entity,
    constraint pending_entry_once unique (org_id, entity_id, idempotency_key),
    constraint pending_entry_settled check ((state = 'waiting') = (settled_at is null))
);
create index pending_entry_by_state on pending_entry (org_id, entity_id, state, written_at desc, entry_id);
call ctx.protect('pending_entry');
