-- Entries and lines: the only truth about money. Facts; nothing here is ever changed or deleted.

create table entry (
    org_id          uuid not null,
    entity_id       uuid not null,
    entry_id        uuid not null,
    journal         text not null,
    fiscal_year     integer not null,
    period          smallint not null,
    -- without gaps within entity, journal and fiscal year
    number          bigint not null check (number > 0),
    -- the accounting date, in the calendar of the business
    entry_date      date not null,
    -- when the books learnt of it
    recorded_at     timestamptz not null,
    -- the currency of the document behind it; lines may be in others
    currency        text not null check (currency ~ '^[A-Z]{3}$'),
    -- what happened, in a few words
    memo            text not null check (length(memo) <= 2000),
    -- number of the document behind it
    reference       text check (length(reference) between 1 and 200),
    -- manual, document, reversal, opening, import, demo
    source_kind     text not null,
    source_id       uuid,
    reverses        uuid,
    posted_by_kind  text not null,
    posted_by       uuid,
    posted_by_name  text not null,
    request_id      uuid not null,
    idempotency_key text check (length(idempotency_key) between 1 and 200),
    -- SHA-256 of what was asked for: the same key with another body is refused
    request_digest  bytea not null check (octet_length(request_digest) = 32),
    primary key (org_id, entry_id),
    constraint entry_number_once unique (org_id, entity_id, journal, fiscal_year, number),
    -- the list of entries by date, and what lines refer to
    constraint entry_by_date unique (org_id, entity_id, entry_date, entry_id),
    constraint entry_journal foreign key (org_id, entity_id, journal) references journal,
    constraint entry_period foreign key (org_id, entity_id, fiscal_year, period)
        references fiscal_period (org_id, entity_id, fiscal_year, number),
    constraint entry_reverses foreign key (org_id, reverses) references entry,
    constraint entry_reversal_has_source check ((source_kind = 'reversal') = (reverses is not null))
);
create unique index entry_posted_once on entry (org_id, entity_id, idempotency_key) where idempotency_key is not null;
create unique index entry_reversed_once on entry (org_id, reverses) where reverses is not null;
create index entry_by_source on entry (org_id, source_id) where source_id is not null;
create index entry_by_recorded on entry (org_id, entity_id, recorded_at);
call ctx.protect('entry', append_only => true);
call ctx.make_permanent('entry');

create table line (
    org_id       uuid not null,
    entity_id    uuid not null,
    entry_id     uuid not null,
    line_no      integer not null check (line_no > 0),
    account_id   uuid not null,
    -- minor units; a debit is positive, a credit negative
    amount_minor bigint not null,
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    -- the same in the base currency of the business
    base_minor   bigint not null,
    -- repeated from the entry for the indexes; key and trigger keep them equal
    entry_date   date not null,
    recorded_at  timestamptz not null,
    tax_code     text,
    -- whether the line is the taxed base or the tax itself
    tax_part     text check (tax_part in ('base', 'tax')),
    party_id     uuid,
    department   text check (length(department) <= 60),
    memo         text not null check (length(memo) <= 1000),
    primary key (org_id, entry_id, line_no),
    constraint line_entry foreign key (org_id, entity_id, entry_date, entry_id)
        references entry (org_id, entity_id, entry_date, entry_id),
    constraint line_account foreign key (org_id, entity_id, account_id) references account,
    constraint line_tax_code foreign key (org_id, entity_id, tax_code) references tax_code,
    constraint line_tax_whole check ((tax_code is null) = (tax_part is null)),
    constraint line_not_nothing check (amount_minor <> 0 or base_minor <> 0),
    -- a line without an amount of its own is a difference of exchange
    constraint line_one_sided check (amount_minor = 0 or sign(amount_minor) = sign(base_minor)),
    -- a thousand billion major units: sums of any number of honest lines stay within 64 bits
    constraint line_amount_too_large check (abs(amount_minor) <= 100000000000000000 and abs(base_minor) <= 100000000000000000)
);
create index line_by_account on line (org_id, entity_id, account_id, entry_date, entry_id, line_no);
create index line_by_party on line (org_id, entity_id, party_id, entry_date) where party_id is not null;
call ctx.protect('line', append_only => true);
call ctx.make_permanent('line');

-- Where a line's facts stand in a document: one row for each field used.
create table line_provenance (
    org_id      uuid not null,
    entry_id    uuid not null,
    line_no     integer not null,
    seq         smallint not null,
    document_id uuid not null,
    page        integer check (page > 0),
    -- left, top, right, bottom as shares of the page
    rect        real[] check (array_length(rect, 1) = 4),
    -- total, net, vendor ...
    field       text not null check (length(field) between 1 and 60),
    confidence  real check (confidence between 0 and 1),
    -- why this account, this amount
    reason      text check (length(reason) <= 2000),
    primary key (org_id, entry_id, line_no, seq),
    foreign key (org_id, entry_id, line_no) references line
);
create index line_provenance_by_document on line_provenance (org_id, document_id);
call ctx.protect('line_provenance', append_only => true);
call ctx.make_permanent('line_provenance');

create table entry_attachment (
    org_id      uuid not null,
    entry_id    uuid not null,
    -- SHA-256 of the content, 64 hexadecimal digits
    blob_hash   text not null check (blob_hash ~ '^[0-9a-f]{64}$'),
    document_id uuid,
    name        text not null check (length(name) between 1 and 300),
    media_type  text not null check (length(media_type) between 1 and 127),
    attached_at timestamptz not null,
    attached_by text not null,
    primary key (org_id, entry_id, blob_hash),
    foreign key (org_id, entry_id) references entry
);
call ctx.protect('entry_attachment', append_only => true);
call ctx.make_permanent('entry_attachment');

-- The last number given. Updated in the posting transaction, so a rollback gives the number back.
create table entry_number (
    org_id      uuid not null,
    entity_id   uuid not null,
    journal     text not null,
    fiscal_year integer not null,
    last_number bigint not null check (last_number > 0),
    primary key (org_id, entity_id, journal, fiscal_year),
    foreign key (org_id, entity_id, journal) references journal
);
call ctx.protect('entry_number');

-- INVARIANT: an entry and all its lines go in by one statement. These two triggers run at the end of that statement,
-- for every role and every replication mode, and see all rows of it. They fire once a statement, not once a row.
-- enable_seqscan is off in them: their look-ups must use the keys, whatever the statistics say when a plan is cached.

create function guard_new_entries() returns trigger
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
            join fiscal_period p on p.org_id = i.org_id and p.entity_id = i.entity_id
                and p.fiscal_year = i.fiscal_year and p.number = i.period
            where p.status <> 'open' or i.entry_date not between p.first_day and p.last_day
            limit 1
    loop
        if wrong.status <> 'open' then
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
create trigger guard_new_entries after insert on entry referencing new table as inserted
    for each statement execute function guard_new_entries();
alter table entry enable always trigger guard_new_entries;

create function guard_new_lines() returns trigger
    language plpgsql set enable_seqscan = off as $$
declare
    wrong record;
begin
    for wrong in
        with by_currency as (
            select org_id, entry_id, currency, count(*) as lines, sum(amount_minor) as amount,
                   sum(base_minor) as base, min(recorded_at) as earliest, max(recorded_at) as latest
                from inserted group by org_id, entry_id, currency
        ), by_entry as (
            select org_id, entry_id, sum(lines) as lines, sum(base) as base,
                   (array_agg(currency) filter (where amount <> 0))[1] as open_currency,
                   min(earliest) as earliest, max(latest) as latest
                from by_currency group by org_id, entry_id
        ), judged as (
            select b.*,
                   (select e.recorded_at from entry e where e.org_id = b.org_id and e.entry_id = b.entry_id) as recorded_at,
                   (select count(*) from line l where l.org_id = b.org_id and l.entry_id = b.entry_id) as all_lines
                from by_entry b
        )
        select * from judged
            where lines < 2 or base <> 0 or open_currency is not null or all_lines <> lines
                or earliest is distinct from recorded_at or latest is distinct from recorded_at
            limit 1
    loop
        if wrong.all_lines <> wrong.lines then
            raise exception 'entry % is complete: lines cannot be added to it', wrong.entry_id
                using errcode = 'PA021', constraint = 'entry_complete', table = 'line';
        elsif wrong.lines < 2 then
            raise exception 'entry % has one line: an entry needs two or more', wrong.entry_id
                using errcode = 'PA021', constraint = 'entry_has_two_lines', table = 'line';
        elsif wrong.base <> 0 then
            raise exception 'entry % is out of balance by % minor units of the base currency', wrong.entry_id, wrong.base
                using errcode = 'PA021', constraint = 'entry_balanced', table = 'line';
        elsif wrong.open_currency is not null then
            raise exception 'entry % is out of balance in %', wrong.entry_id, wrong.open_currency
                using errcode = 'PA021', constraint = 'entry_balanced', table = 'line';
        end if;
        raise exception 'lines of entry % carry another recorded time than the entry', wrong.entry_id
            using errcode = 'PA021', constraint = 'line_recorded_at', table = 'line';
    end loop;
    return null;
end $$;
create trigger guard_new_lines after insert on line referencing new table as inserted
    for each statement execute function guard_new_lines();
alter table line enable always trigger guard_new_lines;
