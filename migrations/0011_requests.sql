-- Writing requests that came with a key (header Idempotency-Key) and what they were told, so that a caller who did not
-- hear the answer may ask again without doing the thing again.
create table keyed_request (
    org_id      uuid not null,
    -- the person or API key that asked: keys of two callers never meet
    caller_id   uuid not null,
    key         text not null check (length(key) between 1 and 200),
    -- SHA-256 of method, path, query and body: the same key may not stand for two things
    digest      bytea not null check (octet_length(digest) = 32),
    asked_at    timestamptz not null,
    -- null: the request is under way, or its program died
    status      smallint check (status between 200 and 499),
    media_type  text,
    body        bytea,
    primary key (org_id, caller_id, key),
    check ((status is null) = (body is null))
);
create index keyed_request_by_age on keyed_request (asked_at);
call ctx.protect('keyed_request', system_too => true);
