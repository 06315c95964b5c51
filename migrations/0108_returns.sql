-- Returns of tax: what was filed, and which lines each filing took in.

-- A return as it was filed. The figures are those of the form on that day; lines posted later go into a later return.
create table tax_filing (
    org_id           uuid not null,
    entity_id        uuid not null,
    filing_id        uuid not null,
    -- the form, as the country names it
    form             text not null check (length(form) between 1 and 40),
    first_day        date not null,
    last_day         date not null check (last_day >= first_day),
    -- boxes with their exact and declared figures, by schema version
    figures          jsonb not null,
    -- what the authority called it when it came in
    reference        text check (length(btrim(reference)) between 1 and 200),
    filed_at         timestamptz not null,
    filed_by         uuid,
    filed_by_name    text not null,
    -- a filing that was recorded in error does not count any more; it is not deleted
    withdrawn_at     timestamptz,
    withdrawn_by_name text,
    withdrawn_reason text check (length(btrim(withdrawn_reason)) between 1 and 2000),
    primary key (org_id, entity_id, filing_id),
    constraint tax_filing_withdrawal_whole
        check (num_nulls(withdrawn_at, withdrawn_by_name, withdrawn_reason) in (0, 3)),
    foreign key (org_id, entity_id) references entity (org_id, entity_id)
);
create index tax_filing_by_day on tax_filing (org_id, entity_id, last_day);
call ctx.protect('tax_filing');
comment on table tax_filing is 'returns of tax as they were filed';

-- The lines a filing took in: every line of the books is declared once.
create table tax_filing_line (
    org_id    uuid not null,
    entity_id uuid not null,
    entry_id  uuid not null,
    line_no   integer not null,
    filing_id uuid not null,
    primary key (org_id, entity_id, entry_id, line_no, filing_id),
    constraint tax_filing_line_of foreign key (org_id, entity_id, filing_id) references tax_filing
        deferrable initially deferred
);
create index tax_filing_line_by_filing on tax_filing_line (org_id, entity_id, filing_id);
call ctx.protect('tax_filing_line', append_only => true);
call ctx.make_permanent('tax_filing_line');

-- Returns ask for the taxed lines of a span of tax points.
create index line_by_tax_point on line (org_id, entity_id, tax_point) where tax_point is not null;

-- INVARIANT: what was filed stays as it was; a withdrawal is added to it once, and two filings that stand never share a day.
create function guard_tax_filing() returns trigger
    language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'filings are permanent' using errcode = 'PA010', constraint = 'tax_filing_permanent';
    end if;
    if tg_op = 'UPDATE' then
        if old.withdrawn_at is not null
            or (to_jsonb(new) - array['withdrawn_at', 'withdrawn_by_name', 'withdrawn_reason'])
                is distinct from (to_jsonb(old) - array['withdrawn_at', 'withdrawn_by_name', 'withdrawn_reason']) then
            raise exception 'filings are permanent: only a withdrawal is added, once'
                using errcode = 'PA010', constraint = 'tax_filing_permanent';
        end if;
        return new;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('tax.filing ' || new.entity_id::text, 0));
    if exists (select from tax_filing f
                   where f.org_id = new.org_id and f.entity_id = new.entity_id and f.withdrawn_at is null
                     and f.first_day <= new.last_day and f.last_day >= new.first_day) then
        raise exception 'a return for some of these days was filed before'
            using errcode = 'PA070', constraint = 'tax_filing_once';
    end if;
    return new;
end $$;
create trigger guard before insert or update or delete on tax_filing for each row execute function guard_tax_filing();
create trigger guard_truncate before truncate on tax_filing for each statement execute function ctx.refuse_change();
alter table tax_filing enable always trigger guard;
alter table tax_filing enable always trigger guard_truncate;

-- The taxed lines of a return: of one that was filed those it took in; of one that was not those whose tax point lies in the
-- span, and late ones, whose span was filed without them. What decides a box beside the code stands with each: of a tax line
-- the account is that of the first net line of the same code. Amounts have the sign of the item: an invoice is above zero on
-- either side.
create function tax_lines(business uuid, since date, until date, filing uuid)
    returns table (entry_id uuid, line_no integer, tax_point date, account_id uuid, country text, code text,
                   version integer, side text, part text, minor bigint, late boolean)
    language plpgsql stable as $$
#variable_conflict use_column
begin
    return query
    with wanted as (
        select l.entry_id, l.line_no
            from tax_filing_line m
            join line l on l.org_id = m.org_id and l.entry_id = m.entry_id and l.line_no = m.line_no
            where m.org_id = (select ctx.org()) and m.entity_id = business and m.filing_id = filing
        union all
        select l.entry_id, l.line_no
            from line l
            where filing is null and l.org_id = (select ctx.org()) and l.entity_id = business
              and l.tax_point between since and until
        union all
        -- a line that was recorded well before its span was filed is in that filing
        select l.entry_id, l.line_no
            from tax_filing f
            join line l on l.org_id = f.org_id and l.entity_id = f.entity_id
                and l.tax_point between f.first_day and f.last_day and l.recorded_at > f.filed_at - interval '1 day'
            where filing is null and f.org_id = (select ctx.org()) and f.entity_id = business
              and f.withdrawn_at is null and f.last_day < since
    ), chosen as (
        select l.entry_id, l.line_no, l.tax_point, l.account_id, l.tax_code, l.tax_version, l.tax_side, l.tax_part,
               case l.tax_side when 'input' then l.base_minor else -l.base_minor end as minor
            from wanted w
            join line l on l.org_id = (select ctx.org()) and l.entry_id = w.entry_id and l.line_no = w.line_no
            where l.tax_part in ('base', 'tax')
              and (filing is not null or not exists (
                  select from tax_filing_line m
                      join tax_filing f on f.org_id = m.org_id and f.entity_id = m.entity_id
                          and f.filing_id = m.filing_id and f.withdrawn_at is null
                      where m.org_id = l.org_id and m.entity_id = l.entity_id and m.entry_id = l.entry_id
                        and m.line_no = l.line_no))
    ), bases as (
        select distinct on (c.entry_id, c.tax_code) c.entry_id, c.tax_code, c.account_id
            from chosen c where c.tax_part = 'base'
            order by c.entry_id, c.tax_code, c.line_no
    )
    select c.entry_id, c.line_no, c.tax_point, coalesce(b.account_id, c.account_id), p.country, c.tax_code,
           c.tax_version, c.tax_side, c.tax_part, c.minor, c.tax_point < since
        from chosen c
        join entry e on e.org_id = (select ctx.org()) and e.entry_id = c.entry_id
        left join bases b on b.entry_id = c.entry_id and b.tax_code = c.tax_code
        left join party p on p.org_id = e.org_id and p.entity_id = business and p.party_id = e.party_id;
end $$;
