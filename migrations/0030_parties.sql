-- Counterparties of a business: whom it buys from and sells to, how documents name them, and what was booked for them.

create table party (
    org_id                  uuid not null,
    entity_id               uuid not null,
    party_id                uuid not null,
    name                    text not null check (length(btrim(name)) between 1 and 200),
    is_supplier             boolean not null,
    is_customer             boolean not null,
    -- ISO 3166-1 alpha-2, where known
    country                 text check (country ~ '^[A-Z]{2}$'),
    address                 text,
    email                   text,
    -- what a person chose as usual for this counterparty; history speaks when these are null
    default_expense_account uuid,
    default_income_account  uuid,
    purchase_tax_code       text,
    sales_tax_code          text,
    -- days from issue to due date
    payment_days            smallint check (payment_days between 0 and 365),
    active                  boolean not null default true,
    created_at              timestamptz not null,
    version                 integer not null default 1,
    primary key (org_id, entity_id, party_id),
    constraint party_is_something check (is_supplier or is_customer),
    constraint party_entity_unknown foreign key (org_id, entity_id) references entity,
    constraint party_expense_account_unknown foreign key (org_id, entity_id, default_expense_account) references account,
    constraint party_income_account_unknown foreign key (org_id, entity_id, default_income_account) references account
);
create index party_by_name on party (org_id, entity_id, name, party_id);
call ctx.protect('party');

-- Every name a document gave the party, its own included. normal_name is what rules::normal_name makes of it.
create table party_name (
    org_id      uuid not null,
    entity_id   uuid not null,
    normal_name text not null,
    party_id    uuid not null,
    name        text not null,
    primary key (org_id, entity_id, normal_name, party_id),
    foreign key (org_id, entity_id, party_id) references party
);
create index party_name_of on party_name (org_id, entity_id, party_id);
call ctx.protect('party_name');

-- The three-letter pieces of the names, to find a name that was misread or written a little differently.
create table party_name_gram (
    org_id      uuid not null,
    entity_id   uuid not null,
    gram        text not null,
    normal_name text not null,
    primary key (org_id, entity_id, gram, normal_name),
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('party_name_gram');

-- Tax numbers, bank accounts and mail domains. One number may stand at two parties (groups, factoring): then it
-- proves nothing by itself.
create table party_identifier (
    org_id     uuid not null,
    entity_id  uuid not null,
    kind       text not null check (kind in ('tax_id', 'iban', 'domain')),
    value      text not null check (value <> ''),
    party_id   uuid not null,
    created_at timestamptz not null,
    primary key (org_id, entity_id, kind, value, party_id),
    foreign key (org_id, entity_id, party_id) references party
);
create index party_identifier_of on party_identifier (org_id, entity_id, party_id);
call ctx.protect('party_identifier');

-- What a person confirmed: this line of this party went to this account with this tax code, so many times.
create table party_booking (
    org_id      uuid not null,
    entity_id   uuid not null,
    booking_id  uuid not null,
    party_id    uuid not null,
    -- purchase or sale
    direction   text not null check (direction in ('purchase', 'sale')),
    -- sorted tokens of the line's description, joined by one space; '' when the document has no lines
    tokens      text not null,
    description text not null,
    account_id  uuid not null,
    tax_code    text,
    times       bigint not null check (times > 0),
    last_at     timestamptz not null,
    primary key (org_id, entity_id, booking_id),
    constraint party_booking_once unique nulls not distinct
        (org_id, entity_id, party_id, direction, tokens, account_id, tax_code),
    foreign key (org_id, entity_id, party_id) references party
);
call ctx.protect('party_booking');

-- The tokens of bookings, to find similar lines of the whole business.
create table party_booking_token (
    org_id     uuid not null,
    entity_id  uuid not null,
    token      text not null,
    booking_id uuid not null,
    primary key (org_id, entity_id, token, booking_id),
    foreign key (org_id, entity_id, booking_id) references party_booking
);
call ctx.protect('party_booking_token', append_only => true);

-- What a person corrected on a document of the party: the memory that reads the next document better.
create table party_correction (
    org_id        uuid not null,
    entity_id     uuid not null,
    correction_id uuid not null,
    party_id      uuid not null,
    document_id   uuid,
    -- name of the field: total, invoice_number, date ...
    field         text not null check (length(field) between 1 and 60),
    -- as read, null when nothing was read; and as the person set it, null when there is no such value
    wrong_value   text,
    right_value   text,
    -- page and box of the right value, where the person pointed at it
    spot          jsonb,
    corrected_by  uuid not null,
    at            timestamptz not null,
    primary key (org_id, entity_id, correction_id),
    foreign key (org_id, entity_id, party_id) references party
);
create index party_correction_of on party_correction (org_id, entity_id, party_id, at desc);
call ctx.protect('party_correction', append_only => true);
call ctx.make_permanent('party_correction');
