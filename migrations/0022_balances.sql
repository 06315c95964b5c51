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
