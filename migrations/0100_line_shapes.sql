-- Entries and lines carry what tax returns, open items, rates and dimensions are folded from. Rows that are posted
-- already are completed once, here; from then on they are permanent again.

-- The owner is bound by forced row-level security like everybody else. While old rows are carried over in a migration
-- it is lifted for the owner alone; the application's role stays under it.
create procedure ctx.lift(variadic targets regclass[])
    language plpgsql set search_path = pg_catalog as $$
declare
    target regclass;
begin
    foreach target in array targets loop
        execute format('alter table %s no force row level security', target);
    end loop;
end $$;
create procedure ctx.force_again(variadic targets regclass[])
    language plpgsql set search_path = pg_catalog as $$
declare
    target regclass;
begin
    foreach target in array targets loop
        execute format('alter table %s force row level security', target);
    end loop;
end $$;

call ctx.lift('entry', 'line', 'entity', 'account', 'tax_code', 'balance', 'balance_tail', 'budget_line');

-- ---------------------------------------------------------------- tax codes in versions

-- What a code means changes with the law; a line names the version it was booked under.
create table tax_code_version (
    org_id       uuid not null,
    entity_id    uuid not null,
    code         text not null,
    -- 1, 2, 3 ... in the order they were recorded
    version      integer not null check (version > 0),
    -- per cent of the base: 19, 7, 5.5
    rate         numeric not null check (rate between 0 and 100),
    -- standard, reduced, zero, exempt, reverse_charge ...
    treatment    text not null,
    -- share of input tax that may be deducted, per cent
    recoverable  numeric not null check (recoverable between 0 and 100),
    -- boxes of the return as the jurisdiction numbers them: the net amount, the tax that is charged or owed, and the
    -- tax that is deducted where the buyer owes it himself
    box_base     text,
    box_tax      text,
    box_deducted text,
    -- the days it is in force; no bound where absent
    valid_from   date,
    valid_to     date,
    primary key (org_id, entity_id, code, version),
    constraint tax_code_version_of foreign key (org_id, entity_id, code) references tax_code,
    constraint tax_code_version_days check (valid_from <= valid_to)
);
call ctx.protect('tax_code_version', append_only => true);
call ctx.make_permanent('tax_code_version');
call ctx.lift('tax_code_version');
insert into tax_code_version (org_id, entity_id, code, version, rate, treatment, recoverable, box_base, box_tax,
                              valid_from, valid_to)
    select org_id, entity_id, code, 1, rate, treatment, recoverable, box_base, box_tax, valid_from, valid_to
        from tax_code;
alter table tax_code drop column rate, drop column treatment, drop column recoverable, drop column box_base,
                     drop column box_tax, drop column valid_from, drop column valid_to;

-- ---------------------------------------------------------------- dimensions

-- What a line is told apart by beside its account: department, cost centre, project, and what else a business names.
create table dimension (
    org_id       uuid not null,
    entity_id    uuid not null,
    dimension_id uuid not null,
    -- short and stable: department, project
    code         text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
    name         text not null check (length(btrim(name)) between 1 and 100),
    -- a value that nobody has listed yet is added when it is used
    open         boolean not null,
    active       boolean not null default true,
    version      integer not null default 1,
    primary key (org_id, entity_id, dimension_id),
    constraint dimension_code_taken unique (org_id, entity_id, code),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('dimension');

create table dimension_value (
    org_id       uuid not null,
    entity_id    uuid not null,
    dimension_id uuid not null,
    value_id     uuid not null,
    code         text not null check (length(btrim(code)) between 1 and 60),
    name         text not null check (length(btrim(name)) between 1 and 200),
    -- the value it is part of
    parent_id    uuid,
    -- the days it may be used; no bound where absent
    valid_from   date,
    valid_to     date,
    active       boolean not null default true,
    version      integer not null default 1,
    primary key (org_id, entity_id, dimension_id, value_id),
    constraint dimension_value_code_taken unique (org_id, entity_id, dimension_id, code),
    constraint dimension_value_of foreign key (org_id, entity_id, dimension_id) references dimension,
    constraint dimension_value_parent foreign key (org_id, entity_id, dimension_id, parent_id)
        references dimension_value,
    constraint dimension_value_not_its_own_parent check (parent_id <> value_id)
);
call ctx.protect('dimension_value');

-- A combination of values, at most one of each dimension. A line names one combination, a balance is kept for each.
create table dimension_set (
    org_id    uuid not null,
    entity_id uuid not null,
    -- made of the ids of its values: equal combinations have equal ids
    set_id    uuid not null,
    primary key (org_id, entity_id, set_id),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('dimension_set', append_only => true);
call ctx.make_permanent('dimension_set');

create table dimension_set_value (
    org_id       uuid not null,
    entity_id    uuid not null,
    set_id       uuid not null,
    dimension_id uuid not null,
    value_id     uuid not null,
    primary key (org_id, entity_id, set_id, dimension_id, value_id),
    constraint dimension_set_value_of foreign key (org_id, entity_id, set_id) references dimension_set,
    constraint dimension_set_value_known foreign key (org_id, entity_id, dimension_id, value_id)
        references dimension_value
);
create index dimension_set_by_value on dimension_set_value (org_id, entity_id, dimension_id, value_id);
call ctx.protect('dimension_set_value', append_only => true);
call ctx.make_permanent('dimension_set_value');

-- The id of a combination: the first half of SHA-256 over the ids of its values in order, as a version 8 UUID
-- (RFC 9562). The program computes the same.
create function dimension_set_id(value_ids uuid[]) returns uuid
    language sql immutable set search_path = pg_catalog as $$
    select encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
        from (select substr(sha256(convert_to(string_agg(v::text, '+' order by v), 'UTF8')), 1, 16) as h
                  from unnest(value_ids) as v) hashed $$;

-- Today's department becomes the first of them.
call ctx.lift('dimension', 'dimension_value', 'dimension_set', 'dimension_set_value');
insert into dimension (org_id, entity_id, dimension_id, code, name, open)
    select org_id, entity_id, gen_random_uuid(), 'department', 'Department', true from entity;
insert into dimension_value (org_id, entity_id, dimension_id, value_id, code, name)
    select u.org_id, u.entity_id, d.dimension_id, gen_random_uuid(), u.department, u.department
        from (select org_id, entity_id, department from line where btrim(department) <> ''
              union
              select org_id, entity_id, department from budget_line where btrim(department) <> '') u
        join dimension d using (org_id, entity_id);
insert into dimension_set (org_id, entity_id, set_id)
    select org_id, entity_id, dimension_set_id(array[value_id]) from dimension_value;
insert into dimension_set_value (org_id, entity_id, set_id, dimension_id, value_id)
    select org_id, entity_id, dimension_set_id(array[value_id]), dimension_id, value_id from dimension_value;

-- ---------------------------------------------------------------- entries and lines

alter table entry
    -- what sort of event it is: statements leave closing entries out, settlements carry differences of exchange
    add column kind text not null default 'ordinary' check (kind in
        ('ordinary', 'opening', 'adjustment', 'revaluation', 'settlement', 'closing')),
    -- whose document is behind it
    add column party_id uuid,
    -- the terms of payment in words, as the document gives them
    add column terms text check (length(terms) between 1 and 500),
    -- how many lines it has, numbered from 1: it is complete with them, and none can be added later
    add column line_count integer not null default 0;

alter table line
    -- what reports tell apart: o ordinary, a in the adjustment period, c closing the year
    add column class "char" not null default 'o' check (class in ('o', 'a', 'c')),
    -- the recorded rate that base_minor was computed with
    add column rate_id uuid,
    -- of a party's item: when it is to be paid
    add column due_date date,
    add column dimension_set uuid,
    -- the version of the tax code, its treatment at that time, and whether the fact belongs to purchases (input) or to
    -- sales (output): the two legs of a reverse charge differ in this alone
    add column tax_version integer,
    add column tax_treatment text,
    add column tax_side text check (tax_side in ('input', 'output')),
    -- of a tax line: the net amount it was computed from, base currency, with the sign of the line
    add column tax_base_minor bigint,
    -- the day the tax arises, which decides the return it belongs to
    add column tax_point date;

alter table entry disable trigger permanent;
alter table line disable trigger permanent;

update entry e set
    kind = case when e.source_kind = 'opening' then 'opening' when e.period = 13 then 'adjustment' else 'ordinary' end,
    party_id = l.party_id,
    line_count = l.lines
    from (select org_id, entry_id, count(*) as lines,
                 (array_agg(party_id order by line_no) filter (where party_id is not null))[1] as party_id
              from line group by org_id, entry_id) l
    where l.org_id = e.org_id and l.entry_id = e.entry_id;
alter table entry alter column line_count drop default,
    add constraint entry_line_count check (line_count >= 2);

update line l set
    class = case when e.period = 13 then 'a' else 'o' end::"char",
    -- a party stands only where the line is its item; whose document it was is a fact of the entry
    party_id = case when a.role in ('receivable', 'payable') then l.party_id end,
    dimension_set = (select dimension_set_id(array[v.value_id]) from dimension_value v join dimension d
                         using (org_id, entity_id, dimension_id)
                         where v.org_id = l.org_id and v.entity_id = l.entity_id and d.code = 'department'
                           and v.code = l.department),
    tax_version = case when l.tax_code is not null then 1 end,
    tax_treatment = t.treatment,
    tax_side = case when l.tax_code is null then null
                    when l.tax_part = 'tax' and a.role = 'input_tax' then 'input'
                    when l.tax_part = 'tax' and a.role = 'output_tax' then 'output'
                    else c.kind end,
    tax_base_minor = case when l.tax_part = 'tax' then
        (select sign(l.base_minor) * abs(sum(o.base_minor)) from line o
             where o.org_id = l.org_id and o.entry_id = l.entry_id and o.tax_code = l.tax_code
               and o.tax_part = 'base') end,
    tax_point = case when l.tax_code is not null then l.entry_date end
    from entry e, account a, line o
        left join tax_code c on c.org_id = o.org_id and c.entity_id = o.entity_id and c.code = o.tax_code
        left join tax_code_version t on t.org_id = o.org_id and t.entity_id = o.entity_id and t.code = o.tax_code
    where o.org_id = l.org_id and o.entry_id = l.entry_id and o.line_no = l.line_no
      and e.org_id = l.org_id and e.entry_id = l.entry_id
      and a.org_id = l.org_id and a.entity_id = l.entity_id and a.account_id = l.account_id;

alter table entry enable always trigger permanent;
alter table line enable always trigger permanent;

alter table line drop column department;
alter table line drop constraint line_tax_part_check,
    add constraint line_tax_part check (tax_part in ('base', 'tax', 'non_deductible')),
    drop constraint line_tax_whole,
    add constraint line_tax_whole
        check (num_nonnulls(tax_code, tax_part, tax_version, tax_treatment, tax_side, tax_point) in (0, 6)),
    add constraint line_tax_base_of_tax check (tax_base_minor is null or tax_part in ('tax', 'non_deductible'));

-- INVARIANT: accounts, tax codes, rates, journals and combinations are never deleted and keep their ids, so a check
-- when a line is inserted is as good as a foreign key, and it is made once a statement instead of once a row.
create function guard_kept_rows() returns trigger
    language plpgsql set search_path = pg_catalog as $$
begin
    raise exception '% rows stay: make it inactive instead of deleting it', tg_table_name
        using errcode = 'PA010', table = tg_table_name;
end $$;
create trigger kept before delete on account for each row execute function guard_kept_rows();
create trigger kept before delete on tax_code for each row execute function guard_kept_rows();
create trigger kept before delete on journal for each row execute function guard_kept_rows();
create trigger undeleted before delete on fiscal_period for each row execute function guard_kept_rows();
create trigger kept_key before update of org_id, entity_id, account_id on account
    for each row when ((old.org_id, old.entity_id, old.account_id) is distinct from
                       (new.org_id, new.entity_id, new.account_id)) execute function guard_kept_rows();
create trigger kept_key before update of org_id, entity_id, code on tax_code
    for each row when ((old.org_id, old.entity_id, old.code) is distinct from (new.org_id, new.entity_id, new.code))
    execute function guard_kept_rows();
create trigger kept_key before update of org_id, entity_id, journal on journal
    for each row when ((old.org_id, old.entity_id, old.journal) is distinct from
                       (new.org_id, new.entity_id, new.journal)) execute function guard_kept_rows();
alter table account enable always trigger kept;
alter table account enable always trigger kept_key;
alter table tax_code enable always trigger kept;
alter table tax_code enable always trigger kept_key;
alter table journal enable always trigger kept;
alter table journal enable always trigger kept_key;
alter table fiscal_period enable always trigger undeleted;

alter table line drop constraint line_entry, drop constraint line_account, drop constraint line_tax_code;
alter table entry drop constraint entry_journal, drop constraint entry_period;

create or replace function guard_new_entries() returns trigger
    language plpgsql set enable_seqscan = off as $$
declare
    wrong record;
begin
    -- A close in progress holds these rows: wait for its end ...
    perform from fiscal_period p
        where (p.org_id, p.entity_id, p.fiscal_year, p.number) in
              (select i.org_id, i.entity_id, i.fiscal_year, i.period from inserted i)
        order by p.org_id, p.entity_id, p.fiscal_year, p.number
        for share of p;
    -- ... and only then, in a new statement with a new snapshot, look what it left.
    for wrong in
        select i.*, p.status, p.first_day, p.last_day
            from inserted i
            left join fiscal_period p on p.org_id = i.org_id and p.entity_id = i.entity_id
                and p.fiscal_year = i.fiscal_year and p.number = i.period
            where p.status is distinct from 'open' or i.entry_date not between p.first_day and p.last_day
            limit 1
    loop
        if wrong.status is null then
            raise exception 'there is no period % of %', wrong.period, wrong.fiscal_year
                using errcode = '23503', constraint = 'entry_period', table = 'entry';
        elsif wrong.status <> 'open' then
            raise exception 'period % of % is %: nothing can be posted on %',
                wrong.period, wrong.fiscal_year, wrong.status, wrong.entry_date
                using errcode = 'PA020', constraint = 'period_open', table = 'entry';
        end if;
        raise exception 'the date % is outside period % of %', wrong.entry_date, wrong.period, wrong.fiscal_year
            using errcode = 'PA020', constraint = 'entry_date_in_period', table = 'entry';
    end loop;
    for wrong in
        select i.* from inserted i
            where not exists (select from line l where l.org_id = i.org_id and l.entry_id = i.entry_id limit 1)
            limit 1
    loop
        raise exception 'entry % has no lines: insert an entry and its lines in one statement', wrong.entry_id
            using errcode = 'PA021', constraint = 'entry_has_lines', table = 'entry';
    end loop;
    for wrong in
        select u.* from (select distinct org_id, entity_id, journal from inserted) u
            where not exists (select from journal j
                where j.org_id = u.org_id and j.entity_id = u.entity_id and j.journal = u.journal)
            limit 1
    loop
        raise exception 'there is no journal %', wrong.journal
            using errcode = '23503', constraint = 'entry_journal', table = 'entry';
    end loop;
    for wrong in
        select i.* from inserted i
            where i.reverses is not null and i.entity_id is distinct from
                (select e.entity_id from entry e where e.org_id = i.org_id and e.entry_id = i.reverses)
            limit 1
    loop
        raise exception 'entry % reverses an entry of another business', wrong.entry_id
            using errcode = 'PA021', constraint = 'reversal_in_same_books', table = 'entry';
    end loop;
    return null;
end $$;

-- INVARIANT: the lines of a statement are complete entries: as many as the entry says, numbered from 1 without a gap,
-- on its date, in its books, recorded with it, balanced in every currency and in the base currency. A later line would
-- need a number that is taken or one beyond the count.
create or replace function guard_new_lines() returns trigger
    language plpgsql set enable_seqscan = off as $$
declare
    wrong record;
begin
    for wrong in
        with by_currency as (
            select org_id, entity_id, entry_id, currency, count(*) as lines, sum(amount_minor) as amount,
                   sum(base_minor) as base, min(line_no) as lowest, max(line_no) as highest,
                   min((recorded_at, entry_date, class)::text) as earliest,
                   max((recorded_at, entry_date, class)::text) as latest
                from inserted group by org_id, entity_id, entry_id, currency
        ), by_entry as (
            select org_id, entity_id, entry_id, sum(lines) as lines, sum(base) as base,
                   (array_agg(currency) filter (where amount <> 0))[1] as open_currency,
                   min(lowest) as lowest, max(highest) as highest, min(earliest) as earliest, max(latest) as latest
                from by_currency group by org_id, entity_id, entry_id
        ), judged as (
            select b.*, e.line_count, e.entity_id as home,
                   (e.recorded_at, e.entry_date,
                    case when e.kind = 'closing' then 'c' when e.period = 13 then 'a' else 'o' end::"char")::text
                       as expected
                from by_entry b left join entry e on e.org_id = b.org_id and e.entry_id = b.entry_id
        )
        select * from judged
            where lines < 2 or base <> 0 or open_currency is not null or home is distinct from entity_id
                or line_count <> lines or lowest <> 1 or highest <> line_count
                or earliest is distinct from expected or latest is distinct from expected
            limit 1
    loop
        if wrong.home is distinct from wrong.entity_id then
            raise exception 'there is no entry % in these books', wrong.entry_id
                using errcode = '23503', constraint = 'line_entry', table = 'line';
        elsif wrong.lines < 2 and wrong.line_count < 2 then
            raise exception 'entry % has one line: an entry needs two or more', wrong.entry_id
                using errcode = 'PA021', constraint = 'entry_has_two_lines', table = 'line';
        elsif wrong.line_count <> wrong.lines or wrong.lowest <> 1 or wrong.highest <> wrong.line_count then
            raise exception 'entry % is complete with its % lines: lines cannot be added to it',
                wrong.entry_id, wrong.line_count
                using errcode = 'PA021', constraint = 'entry_complete', table = 'line';
        elsif wrong.base <> 0 then
            raise exception 'entry % is out of balance by % minor units of the base currency',
                wrong.entry_id, wrong.base
                using errcode = 'PA021', constraint = 'entry_balanced', table = 'line';
        elsif wrong.open_currency is not null then
            raise exception 'entry % is out of balance in %', wrong.entry_id, wrong.open_currency
                using errcode = 'PA021', constraint = 'entry_balanced', table = 'line';
        end if;
        raise exception 'lines of entry % carry another date, recorded time or class than the entry', wrong.entry_id
            using errcode = 'PA021', constraint = 'line_recorded_at', table = 'line';
    end loop;
    for wrong in
        select u.account_id from (select distinct org_id, entity_id, account_id from inserted) u
            where not exists (select from account a
                where a.org_id = u.org_id and a.entity_id = u.entity_id and a.account_id = u.account_id)
            limit 1
    loop
        raise exception 'there is no account % in these books', wrong.account_id
            using errcode = '23503', constraint = 'line_account', table = 'line';
    end loop;
    for wrong in
        select u.* from (select distinct org_id, entity_id, tax_code, tax_version from inserted
                             where tax_code is not null) u
            where not exists (select from tax_code_version t where t.org_id = u.org_id and t.entity_id = u.entity_id
                                  and t.code = u.tax_code and t.version = u.tax_version)
            limit 1
    loop
        raise exception 'there is no version % of the tax code %', wrong.tax_version, wrong.tax_code
            using errcode = '23503', constraint = 'line_tax_code', table = 'line';
    end loop;
    for wrong in
        select u.* from (select distinct org_id, rate_id from inserted where rate_id is not null) u
            where not exists (select from exchange_rate r where r.org_id = u.org_id and r.rate_id = u.rate_id)
            limit 1
    loop
        raise exception 'there is no rate %', wrong.rate_id
            using errcode = '23503', constraint = 'line_rate', table = 'line';
    end loop;
    for wrong in
        select u.* from (select distinct org_id, entity_id, dimension_set from inserted
                             where dimension_set is not null) u
            where not exists (select from dimension_set s where s.org_id = u.org_id and s.entity_id = u.entity_id
                                  and s.set_id = u.dimension_set)
            limit 1
    loop
        raise exception 'there is no combination % of dimension values', wrong.dimension_set
            using errcode = '23503', constraint = 'line_dimension_set', table = 'line';
    end loop;
    return null;
end $$;

-- ---------------------------------------------------------------- balances

drop trigger tail on line;
delete from balance_tail;
delete from balance;
alter table balance_tail
    add column class "char" not null,
    -- the nil UUID where a line names no dimension
    add column dimension_set uuid not null;
alter table balance drop constraint balance_pkey;
alter table balance
    add column class "char" not null,
    add column dimension_set uuid not null,
    add primary key (org_id, entity_id, span, starts, account_id, currency, class, dimension_set);

-- One fold of a business at a time.
create function ledger_fold_lock(entity uuid) returns bigint
    language sql immutable as $$ select hashtextextended('ledger.fold ' || entity::text, 0) $$;


-- INVARIANT: whoever inserts lines also inserts their tail: the trigger does it, in the same statement. A statement
-- with many lines goes into the balances at once, unless a fold is under way: reports after an import find no long
-- tail.
create or replace function append_balance_tail() returns trigger
    language plpgsql as $$
declare
    books uuid[] := array(select distinct entity_id from inserted);
begin
    if (select count(*) from (select from inserted limit 1000) first_ones) = 1000 and array_length(books, 1) = 1
        and pg_try_advisory_xact_lock(ledger_fold_lock(books[1])) then
        insert into balance as b (org_id, entity_id, span, starts, account_id, currency, class, dimension_set,
                                  amount_minor, base_debit, base_credit, lines)
            with days as (
                select org_id, entity_id, account_id, currency, class, dimension_set, entry_date as day,
                       sum(amount_minor) as amount, coalesce(sum(base_minor) filter (where base_minor > 0), 0) as debit,
                       coalesce(-sum(base_minor) filter (where base_minor < 0), 0) as credit, count(*) as lines
                    from inserted group by org_id, entity_id, account_id, currency, class, dimension_set, entry_date
            )
            select d.org_id, d.entity_id, s.span, s.starts, d.account_id, d.currency, d.class,
                   coalesce(d.dimension_set, '00000000-0000-0000-0000-000000000000'), sum(d.amount), sum(d.debit),
                   sum(d.credit), sum(d.lines)
                from days d
                cross join lateral (values ('d'::"char", d.day), ('m', date_trunc('month', d.day)::date),
                                           ('y', date_trunc('year', d.day)::date)) as s (span, starts)
                group by d.org_id, d.entity_id, s.span, s.starts, d.account_id, d.currency, d.class, d.dimension_set
                order by s.span, s.starts, d.account_id, d.currency
            on conflict (org_id, entity_id, span, starts, account_id, currency, class, dimension_set) do update
                set amount_minor = b.amount_minor + excluded.amount_minor,
                    base_debit = b.base_debit + excluded.base_debit,
                    base_credit = b.base_credit + excluded.base_credit,
                    lines = b.lines + excluded.lines;
        return null;
    end if;
    insert into balance_tail (org_id, entity_id, account_id, currency, class, dimension_set, day, amount_minor,
                              base_debit, base_credit, lines)
        select org_id, entity_id, account_id, currency, class,
               coalesce(dimension_set, '00000000-0000-0000-0000-000000000000'), entry_date, sum(amount_minor),
               coalesce(sum(base_minor) filter (where base_minor > 0), 0),
               coalesce(-sum(base_minor) filter (where base_minor < 0), 0), count(*)
            from inserted group by org_id, entity_id, account_id, currency, class, dimension_set, entry_date;
    return null;
end $$;
create trigger tail after insert on line referencing new table as inserted
    for each statement execute function append_balance_tail();
alter table line enable always trigger tail;

insert into balance (org_id, entity_id, span, starts, account_id, currency, class, dimension_set, amount_minor,
                     base_debit, base_credit, lines)
    select l.org_id, l.entity_id, s.span, s.starts, l.account_id, l.currency, l.class,
           coalesce(l.dimension_set, '00000000-0000-0000-0000-000000000000'), sum(l.amount_minor),
           coalesce(sum(l.base_minor) filter (where l.base_minor > 0), 0),
           coalesce(-sum(l.base_minor) filter (where l.base_minor < 0), 0), count(*)
        from line l
        cross join lateral (values ('d'::"char", l.entry_date), ('m', date_trunc('month', l.entry_date)::date),
                                   ('y', date_trunc('year', l.entry_date)::date)) as s (span, starts)
        group by 1, 2, 3, 4, 5, 6, 7, 8;

call ctx.force_again('entry', 'line', 'entity', 'account', 'tax_code', 'tax_code_version', 'balance', 'balance_tail',
                     'budget_line', 'dimension', 'dimension_value', 'dimension_set', 'dimension_set_value');
