-- What a business means to earn and spend: budgets by account, department and month of a fiscal year.

-- With the type in a key a line of a budget can insist on it, and an account that is budgeted keeps its type.
alter table account add constraint account_type_known unique (org_id, entity_id, account_id, account_type);

-- One row for each version of the budget of a fiscal year; the newest holds, the earlier ones stay to be read.
create table budget (
    org_id          uuid not null,
    entity_id       uuid not null,
    budget_id       uuid not null,
    -- the calendar year in which the fiscal year ends
    fiscal_year     integer not null check (fiscal_year between 1900 and 2999),
    version         integer not null check (version > 0),
    -- how many lines it has: a version is complete with them, and none can be added later
    line_count      integer not null check (line_count >= 0),
    created_at      timestamptz not null,
    -- the person who answers for it; null when the program itself made it
    created_by      uuid,
    created_by_name text not null check (length(btrim(created_by_name)) > 0),
    reason          text check (length(reason) between 1 and 2000),
    primary key (org_id, entity_id, budget_id),
    constraint budget_version_once unique (org_id, entity_id, fiscal_year, version),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('budget', append_only => true);
call ctx.make_permanent('budget');

create table budget_line (
    org_id       uuid not null,
    entity_id    uuid not null,
    budget_id    uuid not null,
    -- its place in the budget
    line_no      integer not null check (line_no > 0),
    account_id   uuid not null,
    account_type text not null,
    -- number of the month within the fiscal year
    month        smallint not null check (month between 1 and 12),
    -- null: of the business as a whole
    department   text check (length(department) between 1 and 60),
    -- minor units of the base currency in the natural sense: income is positive, and so is expense
    amount_minor bigint not null,
    primary key (org_id, entity_id, budget_id, line_no),
    constraint budget_line_once unique nulls not distinct
        (org_id, entity_id, budget_id, account_id, department, month),
    foreign key (org_id, entity_id, budget_id) references budget,
    constraint budget_line_account foreign key (org_id, entity_id, account_id, account_type)
        references account (org_id, entity_id, account_id, account_type),
    -- what is owned or owed is not planned by this
    constraint budget_line_earns_or_spends check (account_type in ('income', 'expense')),
    -- the bound of a posted line: sums of any number of honest lines stay within 64 bits
    constraint budget_line_amount_too_large check (abs(amount_minor) <= 100000000000000000)
);
call ctx.protect('budget_line', append_only => true);
call ctx.make_permanent('budget_line');

-- INVARIANT: the lines of a version go in by one statement and are as many as it says. Fires once a statement, for
-- every role and every replication mode.
create function guard_new_budget_lines() returns trigger
    language plpgsql as $$
declare
    wrong record;
begin
    for wrong in
        select b.budget_id, b.version, b.fiscal_year
            from (select distinct i.org_id, i.entity_id, i.budget_id from inserted i) n
            join budget b on b.org_id = n.org_id and b.entity_id = n.entity_id and b.budget_id = n.budget_id
            where b.line_count <> (select count(*) from budget_line l
                where l.org_id = n.org_id and l.entity_id = n.entity_id and l.budget_id = n.budget_id)
            limit 1
    loop
        raise exception 'version % of the budget of % is complete with the lines it began with',
            wrong.version, wrong.fiscal_year
            using errcode = 'PA030', constraint = 'budget_complete', table = 'budget_line';
    end loop;
    return null;
end $$;
create trigger guard_new_budget_lines after insert on budget_line referencing new table as inserted
    for each statement execute function guard_new_budget_lines();
alter table budget_line enable always trigger guard_new_budget_lines;
