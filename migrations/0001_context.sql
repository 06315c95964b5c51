-- Who may see what: the signed tenant context and the procedure that puts a table under it.
--
-- A transaction starts with ctx.enter(...). The caller proves with a MAC (HMAC-SHA256 under a key that the application
-- holds and ctx.secret mirrors) that the application itself set the context; an injected set_config cannot forge it,
-- because every reader of the context checks a second MAC that binds it to this backend.

create schema ctx;
grant usage on schema ctx to pacioli_app;

-- The key as two padded blocks of RFC 2104, so that SQL needs nothing but sha256().
create table ctx.secret (
    only_row  boolean primary key default true check (only_row),
    inner_pad bytea not null check (octet_length(inner_pad) = 64),
    outer_pad bytea not null check (octet_length(outer_pad) = 64)
);
revoke all on ctx.secret from public;

create function ctx.mac(message text) returns text
    language plpgsql stable security definer set search_path = pg_catalog as $$
declare
    key ctx.secret;
begin
    select * into strict key from ctx.secret;
    return encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(message, 'UTF8'))), 'hex');
end $$;
revoke all on function ctx.mac(text) from public;

-- kind: 'tenant' sees one organisation; 'system' sees the few tables that are marked for it (queue, sign-in) and no
-- books. expires is in seconds since 1970; it is compared with the transaction's start so that long reports live.
create function ctx.enter(org uuid, actor uuid, kind text, expires bigint, proof text) returns void
    language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
    claim text := concat_ws('|', org, actor, kind, expires);
begin
    if proof is distinct from ctx.mac('enter|' || claim) then
        raise exception 'the tenant context is not signed by the application' using errcode = 'PA002';
    end if;
    if expires < extract(epoch from transaction_timestamp()) then
        raise exception 'the tenant context has expired' using errcode = 'PA003';
    end if;
    perform set_config('pacioli.ctx',
        claim || '|' || ctx.mac('inside|' || claim || '|' || pg_backend_pid()), true);
end $$;
revoke all on function ctx.enter(uuid, uuid, text, bigint, text) from public;
grant execute on function ctx.enter(uuid, uuid, text, bigint, text) to pacioli_app;

-- The parts of the context: org, actor, kind, expires, mac. Raises when there is none: a forgotten context is an error,
-- never an empty answer.
create function ctx.claims() returns text[]
    language plpgsql stable security definer set search_path = pg_catalog as $$
declare
    raw text := current_setting('pacioli.ctx', true);
    part text[];
begin
    if raw is null or raw = '' then
        raise exception 'no tenant context in this transaction' using errcode = 'PA001';
    end if;
    part := string_to_array(raw, '|');
    if part[5] is distinct from
        ctx.mac('inside|' || concat_ws('|', part[1], part[2], part[3], part[4]) || '|' || pg_backend_pid()) then
        raise exception 'the tenant context was tampered with' using errcode = 'PA002';
    end if;
    return part;
end $$;
revoke all on function ctx.claims() from public;

-- Use these in policies only as scalar sub-selects, `(select ctx.org())`: once a statement instead of once a row.
create function ctx.org() returns uuid
    language sql stable security definer set search_path = pg_catalog as
    $$ select (ctx.claims())[1]::uuid $$;
create function ctx.actor() returns uuid
    language sql stable security definer set search_path = pg_catalog as
    $$ select (ctx.claims())[2]::uuid $$;
create function ctx.is_system() returns boolean
    language sql stable security definer set search_path = pg_catalog as
    $$ select (ctx.claims())[3] = 'system' $$;
revoke all on function ctx.org(), ctx.actor(), ctx.is_system() from public;
grant execute on function ctx.org(), ctx.actor(), ctx.is_system() to pacioli_app, pacioli_auditor;

-- Puts a tenant table under row-level security. Every table with org_id calls this in the migration that creates it.
--   append_only  the application may insert and read, never change or delete
--   system_too   the system context (queue, sign-in) sees all organisations' rows
create procedure ctx.protect(target regclass, append_only boolean default false, system_too boolean default false)
    language plpgsql set search_path = pg_catalog as $$
declare
    own constant text := 'org_id = (select ctx.org())';
    test text := case when system_too then own || ' or (select ctx.is_system())' else own end;
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy tenant on %s as restrictive for all using (%s) with check (%s)', target, test, test);
    execute format('create policy member on %s as permissive for all using (true) with check (true)', target);
    execute format('grant select, insert on %s to pacioli_app', target);
    if not append_only then
        execute format('grant update, delete on %s to pacioli_app', target);
    end if;
    execute format('grant select on %s to pacioli_auditor', target);
end $$;

-- Attach to tables whose rows are facts: refuses UPDATE, DELETE and TRUNCATE for everyone, superusers included.
create function ctx.refuse_change() returns trigger
    language plpgsql set search_path = pg_catalog as $$
begin
    raise exception '% rows are permanent: correct them by a new row', tg_table_name
        using errcode = 'PA010', table = tg_table_name;
end $$;

create procedure ctx.make_permanent(target regclass)
    language plpgsql set search_path = pg_catalog as $$
begin
    execute format('create trigger permanent before update or delete on %s
        for each row execute function ctx.refuse_change()', target);
    execute format('create trigger permanent_truncate before truncate on %s
        for each statement execute function ctx.refuse_change()', target);
    execute format('alter table %s enable always trigger permanent', target);
    execute format('alter table %s enable always trigger permanent_truncate', target);
end $$;
