-- Who may come in: people, what they hold where, browser sessions, API keys, and the record of attempts to sign in.
--
-- The tables below are `system_too`: at the door nobody knows yet which organisation a caller belongs to, so the
-- look-up by e-mail, session or key prefix runs in the system context. Their few installation-wide unique keys exist
-- for that look-up and say so in a comment that begins with "installation-wide"; no key of business data does this.

create table person (
    org_id              uuid not null references organisation,
    person_id           uuid not null,
    -- lower case, trimmed: the name to sign in with
    email               text not null check (email = lower(btrim(email)) and email ~ '^[^@\s]+@[^@\s]+$'
                                             and length(email) <= 254),
    name                text not null check (length(btrim(name)) between 1 and 200),
    -- BCP 47: language of pages and messages
    locale              text not null default 'en' check (locale ~ '^[a-z]{2}(-[A-Z]{2})?$'),
    -- PHC string, Argon2id: parameters and salt are part of it
    password_hash       text not null check (password_hash like '$argon2id$%'),
    password_changed_at timestamptz not null,
    active              boolean not null default true,
    created_at          timestamptz not null,
    version             integer not null default 1,
    primary key (org_id, person_id),
    constraint person_email_taken unique (email)
);
comment on constraint person_email_taken on person is 'installation-wide: signing in starts from the e-mail alone';
call ctx.protect('person', system_too => true);

-- A role in one business, or in all of them (entity_id null).
create table membership (
    org_id        uuid not null,
    membership_id uuid not null,
    person_id     uuid not null,
    entity_id     uuid,
    role          text not null check (role in ('admin', 'accountant', 'viewer')),
    granted_at    timestamptz not null,
    primary key (org_id, membership_id),
    constraint membership_once unique nulls not distinct (org_id, person_id, entity_id),
    constraint membership_person_unknown foreign key (org_id, person_id) references person,
    constraint membership_entity_unknown foreign key (org_id, entity_id) references entity
);
call ctx.protect('membership', system_too => true);

create table session (
    org_id       uuid not null,
    session_id   uuid not null,
    person_id    uuid not null,
    -- SHA-256 of the token in the browser's cookie: who reads this table cannot sign in with it
    token_hash   bytea not null check (octet_length(token_hash) = 32),
    created_at   timestamptz not null,
    -- refreshed at most once a minute; twelve idle hours end the session
    last_seen_at timestamptz not null,
    -- seven days after sign-in, whatever happens
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    address      text,
    user_agent   text check (length(user_agent) <= 400),
    primary key (org_id, session_id),
    constraint session_token_taken unique (token_hash),
    foreign key (org_id, person_id) references person
);
comment on constraint session_token_taken on session is 'installation-wide: a request arrives with the token alone';
create index session_by_person on session (org_id, person_id, last_seen_at desc);
call ctx.protect('session', system_too => true);

create table api_key (
    org_id       uuid not null,
    key_id       uuid not null,
    -- it acts for this person and never holds more than he does
    owner_id     uuid not null,
    name         text not null check (length(btrim(name)) between 1 and 100),
    prefix       text not null check (prefix ~ '^[0-9a-f]{12}$'),
    secret_hash  bytea not null check (octet_length(secret_hash) = 32),
    -- names of permissions
    scopes       text[] not null check (cardinality(scopes) > 0),
    -- null: every business the owner may enter
    entity_id    uuid,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    primary key (org_id, key_id),
    constraint api_key_prefix_taken unique (prefix),
    foreign key (org_id, owner_id) references person,
    constraint api_key_entity_unknown foreign key (org_id, entity_id) references entity
);
comment on constraint api_key_prefix_taken on api_key is 'installation-wide: a request arrives with the key alone';
call ctx.protect('api_key', system_too => true);

-- Every attempt to sign in, known account or not: the counters of the rate limit and the auditor's list of refused
-- sign-ins are both read from here. No tenant column: an unknown account has no tenant; the account is a digest.
create table sign_in_attempt (
    attempt_id uuid primary key,
    -- SHA-256 of the e-mail as typed, lower case
    account    bytea not null check (octet_length(account) = 32),
    -- the caller's network: an IPv4 address, or the first 64 bits of an IPv6 address
    network    text,
    at         timestamptz not null,
    -- an attempt is refused until the password has been found right
    passed     boolean not null default false
);
create index sign_in_attempt_by_account on sign_in_attempt (account, at desc);
create index sign_in_attempt_by_network on sign_in_attempt (network, at desc);
alter table sign_in_attempt enable row level security;
alter table sign_in_attempt force row level security;
create policy system_only on sign_in_attempt as restrictive for all
    using ((select ctx.is_system())) with check ((select ctx.is_system()));
create policy member on sign_in_attempt as permissive for all using (true) with check (true);
grant select, insert, update, delete on sign_in_attempt to pacioli_app;
