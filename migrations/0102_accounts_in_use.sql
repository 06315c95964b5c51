-- Which account stands for what: control accounts by currency or kind of party, and bank accounts as records.

-- The account of payables and receivables may be another one by currency or by kind of party; the most exact row
-- counts, and without any the account that carries the role.
create table control_account (
    org_id     uuid not null,
    entity_id  uuid not null,
    control_id uuid not null,
    role       text not null check (role in ('receivable', 'payable')),
    -- any currency where absent
    currency   text check (currency ~ '^[A-Z]{3}$'),
    -- employee, authority, group ...; anybody where absent
    party_kind text check (length(btrim(party_kind)) between 1 and 40),
    account_id uuid not null,
    primary key (org_id, entity_id, control_id),
    constraint control_account_once unique nulls not distinct (org_id, entity_id, role, currency, party_kind),
    constraint control_account_of foreign key (org_id, entity_id, account_id) references account
);
call ctx.protect('control_account');

drop index account_role_once;
create unique index account_role_once on account (org_id, entity_id, role)
    where active and role is not null and role not in ('bank', 'cash', 'receivable', 'payable');

create table bank_account (
    org_id          uuid not null,
    entity_id       uuid not null,
    bank_account_id uuid not null,
    name            text not null check (length(btrim(name)) between 1 and 100),
    -- the account of the books it is kept on; not chosen yet where absent
    account_id      uuid,
    -- IBAN, or the number of a country without them; upper case, without blanks
    iban            text check (iban ~ '^[A-Z0-9]{4,34}$'),
    bic             text check (bic ~ '^[A-Z0-9]{8}([A-Z0-9]{3})?$'),
    currency        text not null check (currency ~ '^[A-Z]{3}$'),
    active          boolean not null default true,
    created_at      timestamptz not null,
    version         integer not null default 1,
    primary key (org_id, entity_id, bank_account_id),
    constraint bank_account_iban_once unique (org_id, entity_id, iban),
    constraint bank_account_of foreign key (org_id, entity_id, account_id) references account,
    foreign key (org_id, entity_id) references entity
);
call ctx.protect('bank_account');

call ctx.lift('entity', 'account', 'bank_account');
insert into bank_account (org_id, entity_id, bank_account_id, name, account_id, iban, currency, created_at)
    select e.org_id, e.entity_id, gen_random_uuid(), 'Bank account', a.account_id, i.iban, e.base_currency, e.created_at
        from entity e
        cross join lateral (
            select distinct upper(regexp_replace(raw, '\s', '', 'g')) as iban from unnest(e.ibans) raw) i
        left join lateral (select account_id from account a
            where a.org_id = e.org_id and a.entity_id = e.entity_id and a.role = 'bank' and a.active
              and (a.currency is null or a.currency = e.base_currency)
            order by a.code limit 1) a on true
        where i.iban ~ '^[A-Z0-9]{4,34}$';
alter table entity drop column ibans;
call ctx.force_again('entity', 'account', 'bank_account');
