-- Browsers in which somebody has signed in before: what strangers do to an account does not hold these up.
create table known_device (
    org_id       uuid not null,
    device_id    uuid not null,
    person_id    uuid not null,
    -- SHA-256 of the token in the browser's cookie
    token_hash   bytea not null check (octet_length(token_hash) = 32),
    created_at   timestamptz not null,
    last_used_at timestamptz not null,
    primary key (org_id, device_id),
    constraint known_device_token_taken unique (token_hash),
    foreign key (org_id, person_id) references person
);
comment on constraint known_device_token_taken on known_device is
    'installation-wide: an attempt to sign in arrives with the token alone';
call ctx.protect('known_device', system_too => true);

-- The known device an attempt was made from: such attempts are counted apart.
alter table sign_in_attempt add column device_id uuid;
create index sign_in_attempt_by_account_and_network on sign_in_attempt (account, network, at desc);
create index sign_in_attempt_by_device on sign_in_attempt (device_id, at desc) where device_id is not null;

-- Whoever remembers for a moment who somebody is and what he may do is told at once when that has changed, whoever
-- changed it. Not told: the time of the last request.
create function ctx.tell_identity() returns trigger
    language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('pacioli_identity', coalesce(new.org_id, old.org_id)::text);
    return null;
end $$;

create trigger identity_changed after update of name, email, locale, active, password_hash or delete on person
    for each row execute function ctx.tell_identity();
create trigger identity_changed after insert or update or delete on membership
    for each row execute function ctx.tell_identity();
create trigger identity_changed after update of revoked_at, expires_at or delete on session
    for each row execute function ctx.tell_identity();
create trigger identity_changed after update of revoked_at, expires_at, scopes, entity_id or delete on api_key
    for each row execute function ctx.tell_identity();
create trigger identity_changed after update of name or delete on organisation
    for each row execute function ctx.tell_identity();
