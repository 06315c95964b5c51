-- The tenant context, second edition: every host signs with a key of its own, the context holds for one transaction
-- alone, and it names the businesses the actor may see.

-- One row for each host (a program with its data folder) that may sign contexts. A host registers its own key through
-- the administrator's connection; nothing ever overwrites a key. To shut a host out, delete its row.
create table ctx.host_key (
    -- the first eight bytes of SHA-256 over both pads
    key_id        text primary key check (key_id ~ '^[0-9a-f]{16}$'),
    inner_pad     bytea not null check (octet_length(inner_pad) = 64),
    outer_pad     bytea not null check (octet_length(outer_pad) = 64),
    host          text not null,
    registered_at timestamptz not null
);
revoke all on ctx.host_key from public;

insert into ctx.host_key (key_id, inner_pad, outer_pad, host, registered_at)
    select encode(substr(sha256(inner_pad || outer_pad), 1, 8), 'hex'), inner_pad, outer_pad, 'the first host', now()
        from ctx.secret;

-- From here on ctx.secret holds what only the database knows: the key under which it seals a context it has accepted.
delete from ctx.secret;
insert into ctx.secret (inner_pad, outer_pad)
    select decode(repeat(a, 2), 'hex'), decode(repeat(b, 2), 'hex')
        from (select encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex') as a,
                     encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex') as b) fresh;

-- HMAC-SHA256 under a host's key; null for a host nobody knows.
create function ctx.host_mac(signer text, message text) returns text
    language sql stable security definer set search_path = pg_catalog as $$
    select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(message, 'UTF8'))), 'hex')
        from ctx.host_key k where k.key_id = signer
$$;
revoke all on function ctx.host_mac(text, text) from public;

-- What ties a context to this transaction: no other one of this backend begins in the same microsecond, and no other
-- backend has its number. Without a search_path of its own, so that PostgreSQL puts its text in its place; only the
-- functions of this file may call it.
create function ctx.here() returns text
    language sql stable parallel restricted as $$
    select pg_backend_pid() || '|' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint
$$;
revoke all on function ctx.here() from public;

create function ctx.seal(claim text) returns void
    language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
    perform set_config('pacioli.ctx', claim || '|' || ctx.mac('sealed|' || claim || '|' || ctx.here()), true);
end $$;
revoke all on function ctx.seal(text) from public;

-- businesses: '*' for all of the organisation, or a list of ids with commas between (the nil id for none).
create function ctx.enter(
    org uuid, actor uuid, kind text, businesses text, expires bigint, host text, proof text) returns void
    language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
    claim text := concat_ws('|', org, actor, kind, businesses, expires);
    expected text := ctx.host_mac(host, 'enter|' || claim || '|' || host);
begin
    if expected is null then
        raise exception 'this program''s context key (%) is not registered in the database', host
            using errcode = 'PA004', hint = 'start the program once with the administrator''s address of the database';
    end if;
    if proof is distinct from expected then
        raise exception 'the tenant context is not signed by the application' using errcode = 'PA002';
    end if;
    if expires < extract(epoch from transaction_timestamp()) then
        raise exception 'the tenant context has expired' using errcode = 'PA003';
    end if;
    perform ctx.seal(claim);
end $$;
revoke all on function ctx.enter(uuid, uuid, text, text, bigint, text, text) from public;
grant execute on function ctx.enter(uuid, uuid, text, text, bigint, text, text) to pacioli_app;

-- A program of the first edition that is still running: whatever host signed it, all businesses.
create or replace function ctx.enter(org uuid, actor uuid, kind text, expires bigint, proof text) returns void
    language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
    claim text := concat_ws('|', org, actor, kind, expires);
begin
    if proof is null or not exists (
        select from ctx.host_key k where proof = ctx.host_mac(k.key_id, 'enter|' || claim)) then
        raise exception 'the tenant context is not signed by the application' using errcode = 'PA002';
    end if;
    if expires < extract(epoch from transaction_timestamp()) then
        raise exception 'the tenant context has expired' using errcode = 'PA003';
    end if;
    perform ctx.seal(concat_ws('|', org, actor, kind, '*', expires));
end $$;

-- The parts of the context: org, actor, kind, businesses, expires, mac. Raises when there is none: a forgotten context
-- is an error, never an empty answer.
create or replace function ctx.claims() returns text[]
    language plpgsql stable parallel restricted security definer set search_path = pg_catalog as $$
declare
    raw constant text := current_setting('pacioli.ctx', true);
    cut integer;
    key ctx.secret;
begin
    if raw is null or raw = '' then
        raise exception 'no tenant context in this transaction' using errcode = 'PA001';
    end if;
    -- the mac is the last 64 characters
    cut := length(raw) - 65;
    select * into strict key from ctx.secret;
    if cut < 1 or right(raw, 64) is distinct from
        encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(
            'sealed|' || left(raw, cut) || '|' || ctx.here(), 'UTF8'))), 'hex') then
        raise exception 'the tenant context was tampered with, or belongs to another transaction'
            using errcode = 'PA002';
    end if;
    return string_to_array(raw, '|');
end $$;

-- Readers of the context. They are plain SQL, so that PostgreSQL puts `ctx.claims()` in their place.
grant usage on schema ctx to pacioli_auditor;
grant execute on function ctx.claims() to pacioli_app, pacioli_auditor;

create or replace function ctx.org() returns uuid
    language sql stable parallel restricted as $$ select (ctx.claims())[1]::pg_catalog.uuid $$;
create or replace function ctx.actor() returns uuid
    language sql stable parallel restricted as $$ select (ctx.claims())[2]::pg_catalog.uuid $$;
create or replace function ctx.is_system() returns boolean
    language sql stable parallel restricted as $$ select (ctx.claims())[3] operator(pg_catalog.=) 'system' $$;

-- The businesses the actor may see; null means all of the organisation.
create function ctx.businesses() returns uuid[]
    language sql stable parallel restricted as
    $$ select pg_catalog.string_to_array(nullif((ctx.claims())[4], '*'), ',')::pg_catalog.uuid[] $$;
revoke all on function ctx.businesses() from public;
grant execute on function ctx.businesses() to pacioli_app, pacioli_auditor;

-- Parts the businesses of one organisation: a row is seen and written only by those who may see its business. A row
-- without a business belongs to the whole organisation.
create procedure ctx.part_businesses(target regclass)
    language plpgsql set search_path = pg_catalog as $$
declare
    test constant text := 'coalesce(entity_id = any ((select ctx.businesses())::uuid[]), true)';
begin
    execute format('create policy business on %s as restrictive for all using (%s) with check (%s)',
                   target, test, test);
end $$;

-- Puts a tenant table under row-level security. Every table with org_id calls this in the migration that creates it;
-- with entity_id, its businesses are parted too.
--   append_only  the application may insert and read, never change or delete
--   system_too   the system context (queue, sign-in) sees all organisations' rows
create or replace procedure ctx.protect(
    target regclass, append_only boolean default false, system_too boolean default false)
    language plpgsql set search_path = pg_catalog as $$
declare
    own constant text := 'org_id = (select ctx.org())';
    test text := case when system_too then own || ' or (select ctx.is_system())' else own end;
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy tenant on %s as restrictive for all using (%s) with check (%s)', target, test, test);
    execute format('create policy member on %s as permissive for all using (true) with check (true)', target);
    if exists (select from pg_attribute a where a.attrelid = target and a.attname = 'entity_id') then
        call ctx.part_businesses(target);
    end if;
    execute format('grant select, insert on %s to pacioli_app', target);
    if not append_only then
        execute format('grant update, delete on %s to pacioli_app', target);
    end if;
    execute format('grant select on %s to pacioli_auditor', target);
end $$;

do $$
declare
    target regclass;
begin
    for target in
        select c.oid from pg_class c
          join pg_attribute o on o.attrelid = c.oid and o.attname = 'org_id'
          join pg_attribute e on e.attrelid = c.oid and e.attname = 'entity_id'
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
         order by c.oid
    loop
        call ctx.part_businesses(target);
    end loop;
end $$;
