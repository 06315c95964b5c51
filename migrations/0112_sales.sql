-- Quotes, invoices and credit notes written here.

-- Numbers without gaps: within a business, a series and the calendar year of the day of issue. A row is locked from the
-- moment a number is taken until the document commits with it.
create table sales_series (
    org_id    uuid not null,
    entity_id uuid not null,
    series    text not null check (series ~ '^[A-Z][A-Z0-9]{0,7}$'),
    year      integer not null,
    -- the last number given
    last      integer not null check (last > 0),
    primary key (org_id, entity_id, series, year),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('sales_series');

create table sales_document (
    org_id          uuid not null,
    entity_id       uuid not null,
    document_id     uuid not null,
    kind            text not null check (kind in ('quote', 'invoice', 'credit_note')),
    state           text not null
        check (state in ('draft', 'waiting', 'issued', 'cancelled', 'accepted', 'declined')),
    -- sales::Content: what a person writes
    content         jsonb not null,
    -- sales::Issued: totals, both sides and what was posted, as they were at issue
    issued          jsonb,
    -- what lists show and look in, from the content and its totals
    party_id        uuid,
    customer_name   text,
    currency        text not null check (currency ~ '^[A-Z]{3}$'),
    title           text,
    order_number    text,
    search          text not null,
    -- day of issue; of a draft the day it says, or that of writing
    dated           date not null,
    -- when the last instalment is to be paid
    due             date,
    valid_until     date,
    net_minor       bigint not null,
    tax_minor       bigint not null,
    gross_minor     bigint not null,
    payable_minor   bigint not null,
    is_deposit      boolean not null,
    -- of a credit note: its invoice
    credits_id      uuid,
    -- of an invoice: the quote it was made from
    from_quote      uuid,
    -- given when it is issued
    series          text,
    year            integer,
    number          integer,
    entry_id        uuid,
    -- everybody who wrote or changed it before it was issued
    authors         uuid[] not null,
    written_by_name text not null,
    written_at      timestamptz not null,
    -- who asked for it to be issued, while others must decide
    submitted_by    uuid,
    changed_at      timestamptz not null,
    -- grows with every change; a writer names the version he saw
    version         integer not null,
    primary key (org_id, entity_id, document_id),
    foreign key (org_id, entity_id) references entity,
    constraint sales_document_customer foreign key (org_id, entity_id, party_id) references party,
    constraint sales_document_credits foreign key (org_id, entity_id, credits_id) references sales_document,
    constraint sales_document_quote foreign key (org_id, entity_id, from_quote) references sales_document,
    constraint sales_document_entry foreign key (org_id, entry_id) references entry,
    constraint sales_number_once unique (org_id, entity_id, series, year, number),
    -- a number is given with the issue, never before
    constraint sales_number_whole check (num_nulls(series, year, number, issued)
        = case when state in ('draft', 'waiting') then 4 else 0 end),
    -- what is issued and is no quote is in the books
    constraint sales_entry_whole check ((entry_id is not null) = (number is not null and kind <> 'quote')),
    constraint sales_waits_for check ((submitted_by is not null) or state <> 'waiting'),
    constraint sales_amount_too_large check (greatest(abs(net_minor), abs(tax_minor), abs(gross_minor),
        abs(payable_minor)) <= 1000000000000000)
);
create index sales_document_by_day on sales_document (org_id, entity_id, dated desc, document_id desc);
create index sales_document_by_party on sales_document (org_id, entity_id, party_id) where party_id is not null;
create index sales_document_of_invoice on sales_document (org_id, entity_id, credits_id) where credits_id is not null;
create index sales_document_of_quote on sales_document (org_id, entity_id, from_quote) where from_quote is not null;
call ctx.protect('sales_document');

-- INVARIANT: what was issued stays as it was. An invoice can become cancelled (by credit notes), a quote accepted or
-- declined; nothing else of them changes, and only drafts are deleted.
create function guard_sales_document() returns trigger
    language plpgsql as $$
declare
    free text[] := array['state', 'version', 'changed_at'];
begin
    if tg_op = 'DELETE' then
        if old.state = 'draft' then
            return old;
        end if;
        raise exception 'only drafts are deleted: % % is %', old.kind, old.document_id, old.state
            using errcode = 'PA010', constraint = 'sales_document_permanent', table = 'sales_document';
    end if;
    if old.state in ('draft', 'waiting') then
        return new;
    end if;
    if (to_jsonb(new) - free) is distinct from (to_jsonb(old) - free)
        or not (case old.kind when 'quote' then new.state in ('issued', 'accepted', 'declined')
                              when 'invoice' then new.state in ('issued', 'cancelled')
                              else new.state = old.state end) then
        raise exception 'what was issued does not change: correct it by a credit note'
            using errcode = 'PA010', constraint = 'sales_document_permanent', table = 'sales_document';
    end if;
    return new;
end $$;
create trigger guard before update or delete on sales_document
    for each row execute function guard_sales_document();
create trigger guard_truncate before truncate on sales_document
    for each statement execute function ctx.refuse_change();
alter table sales_document enable always trigger guard;
alter table sales_document enable always trigger guard_truncate;

-- What is open of an entry's items, minor units of its currency: above zero what a customer owes, below zero what is
-- owed to him. Null where it has no items.
create function entry_open(business uuid, of_entry uuid) returns bigint
    language sql stable as $$
    select sum(i.amount_minor - sign(i.amount_minor)::bigint * s.settled)::bigint
        from open_item i
        cross join lateral (
            select coalesce(sum(a.minor), 0)::bigint as settled
                from (select d.debit_minor as minor from allocation d
                          where d.org_id = i.org_id and d.entity_id = i.entity_id and d.debit_entry = i.entry_id
                            and d.debit_line = i.line_no
                      union all
                      select c.credit_minor from allocation c
                          where c.org_id = i.org_id and c.entity_id = i.entity_id and c.credit_entry = i.entry_id
                            and c.credit_line = i.line_no) a) s
        where i.org_id = (select ctx.org()) and i.entity_id = business and i.entry_id = of_entry
$$;

-- A deposit is deducted by one invoice that stands; the row goes when that invoice is cancelled.
create table sales_deduction (
    org_id      uuid not null,
    entity_id   uuid not null,
    -- the invoice of the deposit
    deposit_id  uuid not null,
    -- the invoice that takes it off
    document_id uuid not null,
    primary key (org_id, entity_id, deposit_id),
    constraint sales_deduction_deposit foreign key (org_id, entity_id, deposit_id) references sales_document,
    constraint sales_deduction_document foreign key (org_id, entity_id, document_id) references sales_document
);
create index sales_deduction_by_document on sales_deduction (org_id, entity_id, document_id);
call ctx.protect('sales_deduction');

-- What a business says of itself on its papers: address, contact, register, bank. One row, changed in place; what was
-- issued keeps its own copy.
create table sales_profile (
    org_id          uuid not null,
    entity_id       uuid not null,
    -- sales::Profile
    profile         jsonb not null,
    changed_at      timestamptz not null,
    changed_by_name text not null,
    version         integer not null,
    primary key (org_id, entity_id),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('sales_profile');
