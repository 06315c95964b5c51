-- The trail: who, when, before, after, origin. Rows are written in the business transaction and never change.

create table audit_event (
    org_id     uuid not null references organisation,
    event_id   uuid not null,
    -- the transaction that wrote it: the sealing order is by (xid, seq) below the snapshot's xmin
    xid        xid8 not null default pg_current_xact_id(),
    seq        bigint not null generated always as identity,
    at         timestamptz not null,
    entity_id  uuid,
    -- user, api_key, agent, system
    actor_kind text not null,
    actor_id   uuid,
    -- the chain in words: "Anna Weber", "classifier 1 for Anna Weber"
    actor_name text not null,
    -- web, api, cli, mail, folder, worker
    origin     text not null,
    request_id uuid not null,
    -- what happened: entry.posted, document.approved, user.created
    action     text not null,
    subject    text not null,
    subject_id uuid not null,
    reason     text,
    before     jsonb,
    after      jsonb,
    -- SHA-256 over the length-prefixed columns: what the sealer later puts into the tree
    leaf       bytea not null check (octet_length(leaf) = 32),
    primary key (org_id, event_id)
);
create index audit_event_by_subject on audit_event (org_id, subject_id, seq);
create index audit_event_by_time on audit_event (org_id, at desc, event_id);
call ctx.protect('audit_event', append_only => true);
call ctx.make_permanent('audit_event');
