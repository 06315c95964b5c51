-- The road of a document. A document row holds only where it is now; what each stage found is a row of its own that is
-- never edited, so that the story of a document can be replayed.

create table document (
    org_id      uuid not null,
    entity_id   uuid not null,
    document_id uuid not null,
    file_name   text not null check (length(file_name) between 1 and 255),
    media_type  text not null,
    size_bytes  bigint not null check (size_bytes > 0),
    -- SHA-256 of the bytes: their address in the blob store
    blob        text not null check (blob ~ '^[0-9a-f]{64}$'),
    -- a part of a split document keeps the bytes and names its pages; otherwise all pages
    part_of     uuid,
    part_pages  integer[] not null default '{}',
    origin      text not null,
    arrived_at  timestamptz not null,
    arrived_by  jsonb not null,
    -- road::State: its name, and with its facts
    state       text not null,
    state_facts jsonb not null,
    state_since timestamptz not null,
    -- grows with every change; a writer names the version he saw
    version     integer not null default 1,
    -- what lists show, copied from the newest stage rows
    route       text,
    kind        text,
    vendor      text,
    number      text,
    dated       date,
    total_minor bigint,
    currency    text,
    confidence  real,
    reasons     jsonb not null default '[]',
    page_count  integer not null default 0,
    party_id    uuid,
    entry_id    uuid,
    primary key (org_id, document_id),
    foreign key (org_id, entity_id) references entity,
    foreign key (org_id, part_of) references document,
    constraint document_same_bytes unique (org_id, entity_id, blob, part_pages)
);
create index document_by_state on document (org_id, entity_id, state, arrived_at desc, document_id);
create index document_by_arrival on document (org_id, entity_id, arrived_at desc, document_id);
create index document_by_number on document (org_id, entity_id, number) where number is not null;
create index document_by_total on document (org_id, entity_id, currency, total_minor) where total_minor is not null;
call ctx.protect('document');

-- One row for each time a stage ran: its result, or its error.
create table document_stage (
    org_id        uuid not null,
    document_id   uuid not null,
    -- arrive, read, extract, classify, propose, review, post
    stage         text not null,
    version       integer not null,
    seq           bigint not null generated always as identity,
    -- which agent or person did it, and in which version
    agent         text not null,
    agent_version text not null,
    started_at    timestamptz not null,
    finished_at   timestamptz not null,
    attempt       smallint not null default 1,
    -- a sentence a person understands
    summary       text not null,
    -- the rows it started from, {"read": 1}
    input         jsonb not null,
    output        jsonb,
    error_code    text,
    error_message text,
    primary key (org_id, document_id, stage, version),
    foreign key (org_id, document_id) references document,
    constraint document_stage_result check ((output is null) <> (error_code is null))
);
create index document_stage_story on document_stage (org_id, document_id, seq);
call ctx.protect('document_stage', append_only => true);
call ctx.make_permanent('document_stage');

-- What agents and people said to each other about a document.
create table document_message (
    org_id      uuid not null,
    document_id uuid not null,
    message_id  uuid not null,
    at          timestamptz not null,
    stage       text not null,
    stage_version integer not null,
    sender      text not null,
    recipient   text not null,
    body        text not null,
    primary key (org_id, message_id),
    foreign key (org_id, document_id) references document
);
create index document_message_story on document_message (org_id, document_id, at);
call ctx.protect('document_message', append_only => true);
call ctx.make_permanent('document_message');

-- What a person changed, kept as data to learn from.
create table document_correction (
    org_id        uuid not null,
    document_id   uuid not null,
    correction_id uuid not null,
    at            timestamptz not null,
    person        uuid,
    by_name       text not null,
    -- facts field, or entry line by role and position
    field         text not null,
    before        jsonb,
    after         jsonb,
    -- how sure the engine had been
    confidence    real,
    reason        text,
    primary key (org_id, correction_id),
    foreign key (org_id, document_id) references document
);
create index document_correction_of on document_correction (org_id, document_id);
call ctx.protect('document_correction', append_only => true);
call ctx.make_permanent('document_correction');

-- Page pictures that were rendered once; the bytes are in the blob store. May be emptied at any time.
create table document_page_image (
    org_id      uuid not null,
    document_id uuid not null,
    page        integer not null,
    width       integer not null,
    media_type  text not null,
    blob        text not null,
    primary key (org_id, document_id, page, width),
    foreign key (org_id, document_id) references document
);
call ctx.protect('document_page_image');
