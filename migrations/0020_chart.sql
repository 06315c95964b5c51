-- The frame of the books: tax codes, accounts, journals, fiscal periods, exchange rates.

create table tax_code (
    org_id       uuid not null,
    entity_id    uuid not null,
    -- short and stable: I19, O7, IRC
    code         text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,23}$'),
    name         text not null check (length(btrim(name)) between 1 and 200),
    -- whose tax it is, ISO 3166-1 alpha-2
    jurisdiction text not null check (jurisdiction ~ '^[A-Z]{2}$'),
    -- per cent of the base: 19, 7, 5.5
    rate         numeric not null check (rate between 0 and 100),
    kind         text not null check (kind in ('input', 'output')),
    -- standard, reduced, zero, exempt, reverse_charge ...
    treatment    text not null,
    -- share of input tax that may be deducted, per cent
    recoverable  numeric not null check (recoverable between 0 and 100),
    -- boxes of the return, as the jurisdiction numbers them
    box_base     text,
    box_tax      text,
    -- the days it is in force; no bound where absent
    valid_from   date,
    valid_to     date,
    active       boolean not null default true,
    primary key (org_id, entity_id, code),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('tax_code');

create table account (
    org_id           uuid not null,
    entity_id        uuid not null,
    account_id       uuid not null,
    code             text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    name             text not null check (length(btrim(name)) between 1 and 200),
    account_type     text not null check (account_type in ('asset', 'liability', 'equity', 'income', 'expense')),
    -- what the program uses it for: bank, receivable, input_tax, retained_earnings ...
    role             text,
    -- a heading of the tree takes no lines
    postable         boolean not null,
    parent_id        uuid,
    -- when set, lines are in this currency or in the base currency (exchange differences)
    currency         text check (currency ~ '^[A-Z]{3}$'),
    active           boolean not null default true,
    default_tax_code text,
    created_at       timestamptz not null,
    version          integer not null default 1,
    -- entity_id is part of the key so that a line can name only accounts of its own books
    primary key (org_id, entity_id, account_id),
    constraint account_code_taken unique (org_id, entity_id, code),
    constraint account_parent foreign key (org_id, entity_id, parent_id) references account,
    constraint account_tax_code foreign key (org_id, entity_id, default_tax_code) references tax_code,
    constraint account_not_its_own_parent check (parent_id <> account_id),
    foreign key (org_id, entity_id) references entity
);
-- an account a program looks up by its role must be one; of banks and tills there may be many
create unique index account_role_once on account (org_id, entity_id, role)
    where active and role is not null and role not in ('bank', 'cash');
call ctx.protect('account');

create table journal (
    org_id    uuid not null,
    entity_id uuid not null,
    -- GEN, SAL, PUR, BNK: stands in the entry's number, so it never changes
    journal   text not null check (journal ~ '^[A-Z][A-Z0-9]{1,7}$'),
    name      text not null check (length(btrim(name)) between 1 and 100),
    primary key (org_id, entity_id, journal),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('journal');

create table fiscal_period (
    org_id      uuid not null,
    entity_id   uuid not null,
    period_id   uuid not null,
    -- the calendar year in which the fiscal year ends
    fiscal_year integer not null check (fiscal_year between 1900 and 2999),
    -- 1..12 are the months of the year in order; 13 takes the adjustments dated on its last day
    number      smallint not null check (number between 1 and 13),
    first_day   date not null,
    last_day    date not null,
    -- open takes entries; closed may be opened again with a reason; locked never
    status      text not null default 'open' check (status in ('open', 'closed', 'locked')),
    changed_at  timestamptz,
    version     integer not null default 1,
    primary key (org_id, period_id),
    constraint fiscal_period_once unique (org_id, entity_id, fiscal_year, number),
    constraint fiscal_period_order check (first_day <= last_day),
    foreign key (org_id, entity_id) references entity
);
create index fiscal_period_by_day on fiscal_period (org_id, entity_id, first_day);
call ctx.protect('fiscal_period');

-- A later rate for the same day is a new row: what was used stays provable.
create table exchange_rate (
    org_id      uuid not null references organisation,
    rate_id     uuid not null,
    -- one unit of from_currency buys `rate` units of to_currency
    from_currency text not null check (from_currency ~ '^[A-Z]{3}$'),
    to_currency   text not null check (to_currency ~ '^[A-Z]{3}$'),
    day         date not null,
    rate        numeric not null check (rate > 0),
    -- who published it: ecb, hmrc, manual
    source      text not null check (length(source) between 1 and 60),
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (org_id, rate_id),
    constraint exchange_rate_between_two check (from_currency <> to_currency)
);
create index exchange_rate_of_day on exchange_rate (org_id, from_currency, to_currency, day desc, recorded_at desc);
call ctx.protect('exchange_rate', append_only => true);
call ctx.make_permanent('exchange_rate');
