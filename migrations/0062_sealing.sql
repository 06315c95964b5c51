-- The lasting order of the trail and of the news. A sealer gives every committed row the next number of its organisation;
-- the numbers are dense, never change, and live through dump and restore, which transaction ids do not.

-- What was committed and has no number yet. Filled by triggers, so that no writer can forget it; emptied by the sealer.
create table unsealed (
    org_id uuid not null,
    -- 'trail' for audit_event, 'news' for outbox
    stream text not null check (stream in ('trail', 'news')),
    row_id uuid not null,
    -- the order of sealing: writing transaction, then the order within it
    xid    xid8 not null,
    seq    bigint not null,
    primary key (org_id, stream, row_id)
);
create index unsealed_order on unsealed (xid, seq);

-- What was written before there was a sealer, in the order it would have been sealed. The owner reads it past row-level
-- security, for this transaction alone.
alter table audit_event no force row level security;
alter table outbox no force row level security;
insert into unsealed (org_id, stream, row_id, xid, seq)
    select org_id, 'trail', event_id, xid, seq from audit_event
    union all
    select org_id, 'news', outbox_id, xid, seq from outbox;
alter table audit_event force row level security;
alter table outbox force row level security;

-- Whoever writes a row writes its mark; only the sealer takes marks away.
call ctx.protect('unsealed', system_too => true);
revoke update on unsealed from pacioli_app;
create policy sealer_takes on unsealed as restrictive for delete using ((select ctx.is_system()));

create table sealed (
    org_id    uuid not null references organisation,
    stream    text not null check (stream in ('trail', 'news')),
    -- 1, 2, 3 ... within organisation and stream
    seq       bigint not null check (seq > 0),
    row_id    uuid not null,
    sealed_at timestamptz not null,
    primary key (org_id, stream, seq),
    constraint sealed_once unique (org_id, stream, row_id)
);
call ctx.protect('sealed', append_only => true, system_too => true);
create policy sealer_seals on sealed as restrictive for insert with check ((select ctx.is_system()));
call ctx.make_permanent('sealed');

create function mark_unsealed() returns trigger
    language plpgsql set search_path = pg_catalog, public as $$
begin
    if tg_table_name = 'outbox' then
        insert into unsealed (org_id, stream, row_id, xid, seq)
            select org_id, 'news', outbox_id, xid, seq from inserted;
    else
        insert into unsealed (org_id, stream, row_id, xid, seq)
            select org_id, 'trail', event_id, xid, seq from inserted;
    end if;
    return null;
end $$;
create trigger to_be_sealed after insert on audit_event
    referencing new table as inserted for each statement execute function mark_unsealed();
create trigger to_be_sealed after insert on outbox
    referencing new table as inserted for each statement execute function mark_unsealed();
alter table audit_event enable always trigger to_be_sealed;
alter table outbox enable always trigger to_be_sealed;

-- Which cluster the transaction ids of unsealed rows belong to. After a restore into another cluster they say nothing:
-- the first program to start there seals everything that came with the dump before anything new is written.
create table ctx.cluster (
    only_row boolean primary key default true check (only_row),
    id       text not null
);
revoke all on ctx.cluster from public;
insert into ctx.cluster (id) select system_identifier::text from pg_control_system();

-- True when this is another cluster than the last time it was asked.
create function ctx.moved_here() returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
    here constant text := (select system_identifier::text from pg_control_system());
begin
    update ctx.cluster set id = here where id <> here;
    return found;
end $$;
revoke all on function ctx.moved_here() from public;
grant execute on function ctx.moved_here() to pacioli_app;

-- How far each reader of the news has come. News is kept until every reader has passed it.
create table news_cursor (
    org_id   uuid not null references organisation,
    -- who reads: webhook:<id>, search ...
    consumer text not null check (consumer ~ '^[a-z][a-z0-9:._-]{0,99}$'),
    -- the number of the last news it has dealt with
    position bigint not null check (position >= 0),
    moved_at timestamptz not null,
    primary key (org_id, consumer)
);
call ctx.protect('news_cursor', system_too => true);
