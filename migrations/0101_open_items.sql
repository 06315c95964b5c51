-- What is owed: every line on a receivable or payable account is an open item; allocations say what settles what.

create table open_item (
    org_id       uuid not null,
    entity_id    uuid not null,
    -- the line it is
    entry_id     uuid not null,
    line_no      integer not null,
    account_id   uuid not null,
    -- null where a line was booked without naming anybody
    party_id     uuid,
    currency     text not null,
    -- minor units; a debit is positive (owed to us, or paid by us), a credit negative
    amount_minor bigint not null,
    base_minor   bigint not null,
    entry_date   date not null,
    due_date     date,
    primary key (org_id, entity_id, entry_id, line_no),
    constraint open_item_line foreign key (org_id, entry_id, line_no) references line
);
create index open_item_by_party on open_item (org_id, entity_id, party_id, entry_date);
create index open_item_by_account on open_item (org_id, entity_id, account_id, entry_date);
call ctx.protect('open_item', append_only => true);
call ctx.make_permanent('open_item');

-- INVARIANT: whoever inserts a line on such an account also inserts its item: the trigger does it, in the same
-- statement.
create function open_items_of_lines() returns trigger
    language plpgsql as $$
begin
    insert into open_item (org_id, entity_id, entry_id, line_no, account_id, party_id, currency, amount_minor,
                           base_minor, entry_date, due_date)
        select i.org_id, i.entity_id, i.entry_id, i.line_no, i.account_id, i.party_id, i.currency, i.amount_minor,
               i.base_minor, i.entry_date, i.due_date
            from inserted i
            join account a on a.org_id = i.org_id and a.entity_id = i.entity_id and a.account_id = i.account_id
            where a.role in ('receivable', 'payable');
    return null;
end $$;
create trigger items after insert on line referencing new table as inserted
    for each statement execute function open_items_of_lines();
alter table line enable always trigger items;

-- What an item settles of another: a payment of an invoice, a credit note of a bill. Never changed; what was wrong is
-- undone by a row that takes it back.
create table allocation (
    org_id           uuid not null,
    entity_id        uuid not null,
    allocation_id    uuid not null,
    debit_entry      uuid not null,
    debit_line       integer not null,
    credit_entry     uuid not null,
    credit_line      integer not null,
    -- what it takes from each item, minor units of the item's own currency: positive, or negative where it undoes
    debit_minor      bigint not null,
    credit_minor     bigint not null,
    -- the accounting date from which the items count as settled
    allocated_on     date not null,
    recorded_at      timestamptz not null,
    allocated_by     text not null,
    -- the entry with the difference of exchange, discount or fee that came with it
    difference_entry uuid,
    undoes           uuid,
    reason           text check (length(reason) between 1 and 2000),
    primary key (org_id, entity_id, allocation_id),
    constraint allocation_debit foreign key (org_id, entity_id, debit_entry, debit_line) references open_item,
    constraint allocation_credit foreign key (org_id, entity_id, credit_entry, credit_line) references open_item,
    constraint allocation_difference foreign key (org_id, difference_entry) references entry,
    constraint allocation_undoes foreign key (org_id, entity_id, undoes) references allocation,
    constraint allocation_undone_once unique (org_id, entity_id, undoes),
    constraint allocation_sign check (case when undoes is null then debit_minor > 0 and credit_minor > 0
                                           else debit_minor < 0 and credit_minor < 0 end)
);
create index allocation_by_debit on allocation (org_id, entity_id, debit_entry, debit_line);
create index allocation_by_credit on allocation (org_id, entity_id, credit_entry, credit_line);
call ctx.protect('allocation', append_only => true);
call ctx.make_permanent('allocation');

-- INVARIANT: no item is settled by more than its amount or by less than nothing, and what is undone is exactly what was
-- done. Two settlements of one item wait for each other: lock first, then read in new statements.
create function guard_new_allocations() returns trigger
    language plpgsql set enable_seqscan = off as $$
declare
    item record;
    wrong record;
begin
    for item in
        select distinct hashtextextended(entry_id::text || line_no, 7) as key
            from (select debit_entry as entry_id, debit_line as line_no from inserted
                  union select credit_entry, credit_line from inserted) items
            order by key
    loop
        perform pg_advisory_xact_lock(item.key);
    end loop;
    for wrong in
        select i.allocation_id from inserted i
            where i.undoes is not null and not exists (select from allocation u
                where u.org_id = i.org_id and u.entity_id = i.entity_id and u.allocation_id = i.undoes
                  and u.undoes is null
                  and (u.debit_entry, u.debit_line, u.credit_entry, u.credit_line, -u.debit_minor, -u.credit_minor) =
                      (i.debit_entry, i.debit_line, i.credit_entry, i.credit_line, i.debit_minor, i.credit_minor))
            limit 1
    loop
        raise exception 'allocation % does not undo exactly what it names', wrong.allocation_id
            using errcode = 'PA040', constraint = 'allocation_undoes_exactly', table = 'allocation';
    end loop;
    for wrong in
        select o.entry_id, o.line_no, o.amount_minor, s.settled
            from (select org_id, entity_id, debit_entry as entry_id, debit_line as line_no, 1 as side from inserted
                  union select org_id, entity_id, credit_entry, credit_line, -1 from inserted) t
            join open_item o using (org_id, entity_id, entry_id, line_no)
            cross join lateral (
                select coalesce(sum(a.minor), 0) as settled
                    from (select debit_minor as minor from allocation d
                              where t.side = 1 and d.org_id = t.org_id and d.entity_id = t.entity_id
                                and d.debit_entry = t.entry_id and d.debit_line = t.line_no
                          union all
                          select credit_minor from allocation c
                              where t.side = -1 and c.org_id = t.org_id and c.entity_id = t.entity_id
                                and c.credit_entry = t.entry_id and c.credit_line = t.line_no) a) s
            where s.settled not between 0 and greatest(t.side * o.amount_minor, 0)
            limit 1
    loop
        raise exception 'item % of entry % is over-settled: % of % minor units',
            wrong.line_no, wrong.entry_id, wrong.settled, abs(wrong.amount_minor)
            using errcode = 'PA040', constraint = 'allocation_within_item', table = 'allocation';
    end loop;
    return null;
end $$;
create trigger guard_new_allocations after insert on allocation referencing new table as inserted
    for each statement execute function guard_new_allocations();
alter table allocation enable always trigger guard_new_allocations;

call ctx.lift('line', 'account', 'open_item');
insert into open_item (org_id, entity_id, entry_id, line_no, account_id, party_id, currency, amount_minor, base_minor,
                       entry_date, due_date)
    select l.org_id, l.entity_id, l.entry_id, l.line_no, l.account_id, l.party_id, l.currency, l.amount_minor,
           l.base_minor, l.entry_date, l.due_date
        from line l join account a using (org_id, entity_id, account_id)
        where a.role in ('receivable', 'payable');
call ctx.force_again('line', 'account', 'open_item');
