-- Balances: folds of the lines, kept so that a report of any day reads hundreds of rows instead of millions.
--
-- Posting appends to balance_tail and locks no balance, so a hot account never makes two postings wait. A job folds the
-- tail into balance. A balance is always fold + tail, both read in one snapshot: never stale.

create table balance_tail (
    org_id       uuid not null,
    entity_id    uuid not null,
    tail_id      bigint not null generated always as identity,
    account_id   uuid not null,
    currency     text not null,
    day          date not null,
    amount_minor bigint not null,
    -- base currency; debits and credits apart, both not negative
    base_debit   bigint not null,
    base_credit  bigint not null,
    lines        integer not null,
    primary key (org_id, entity_id, tail_id)
);
call ctx.protect('balance_tail');

create table balance (
    org_id       uuid not null,
    entity_id    uuid not null,
    -- what the row covers: d a day, m a calendar month, y a calendar year
    span         "char" not null check (span in ('d', 'm', 'y')),
    -- its first day
    starts       date not null,
    account_id   uuid not null,
    currency     text not null,
    amount_minor bigint not null,
    base_debit   bigint not null,
    base_credit  bigint not null,
    lines        bigint not null,
    -- in this order a report reads one stretch of the index for each span
    primary key (org_id, entity_id, span, starts, account_id, currency)
);
call ctx.protect('balance');

-- INVARIANT: whoever inserts lines also inserts their tail: the trigger does it, in the same statement.
create function append_balance_tail() returns trigger
    language plpgsql as $$
begin
    insert into balance_tail (org_id, entity_id, account_id, currency, day, amount_minor, base_debit, base_credit, lines)
        select org_id, entity_id, account_id, currency, entry_date, sum(amount_minor),
               coalesce(sum(base_minor) filter (where base_minor > 0), 0),
               coalesce(-sum(base_minor) filter (where base_minor < 0), 0), count(*)
            from inserted group by org_id, entity_id, account_id, currency, entry_date;
    return null;
end $$;
create trigger tail after insert on line referencing new table as inserted
    for each statement execute function append_balance_tail();
alter table line enable always trigger tail;

-- Statistics of a young table: plans cached while it was nearly empty read whole index stretches once it has grown, until
-- the next round of autovacuum. This gathers them as soon as a table has grown fourfold since the last time; on an old
-- table it does nothing. ANALYZE needs the owner, who shows nothing of the rows by it.
create function refresh_ledger_statistics() returns integer
    language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    grown regclass;
    refreshed integer := 0;
begin
    for grown in
        select c.oid from pg_class c
            where c.oid in ('entry'::regclass, 'line'::regclass, 'line_provenance'::regclass, 'balance'::regclass,
                            'balance_tail'::regclass, 'account'::regclass, 'fiscal_period'::regclass,
                            'journal'::regclass, 'tax_code'::regclass, 'entry_number'::regclass)
                and pg_relation_size(c.oid) / current_setting('block_size')::bigint >= 4 * greatest(c.relpages, 1)
            order by c.oid
    loop
        execute format('analyze (skip_locked) %s', grown);
        refreshed := refreshed + 1;
    end loop;
    return refreshed;
end $$;
revoke all on function refresh_ledger_statistics() from public;
grant execute on function refresh_ledger_statistics() to pacioli_app;
