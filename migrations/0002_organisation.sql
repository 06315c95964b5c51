-- Organisations are tenants; entities are the businesses whose books are kept.

create table organisation (
    org_id     uuid primary key,
    name       text not null check (length(btrim(name)) between 1 and 200),
    slug       text not null constraint organisation_slug_taken unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    created_at timestamptz not null
);
comment on constraint organisation_slug_taken on organisation is
    'installation-wide: a web address names the organisation';
call ctx.protect('organisation', system_too => true);

create table entity (
    org_id            uuid not null references organisation,
    entity_id         uuid not null,
    name              text not null check (length(btrim(name)) between 1 and 200),
    base_currency     text not null check (base_currency ~ '^[A-Z]{3}$'),
    -- ISO 3166-1 alpha-2: whose tax rules apply
    jurisdiction      text not null check (jurisdiction ~ '^[A-Z]{2}$'),
    -- first month of the fiscal year, 1..12
    fiscal_year_start smallint not null default 1 check (fiscal_year_start between 1 and 12),
    tax_id            text,
    -- names and bank accounts by which documents address the business, to tell buyer from seller
    also_known_as     text[] not null default '{}',
    ibans             text[] not null default '{}',
    demo              boolean not null default false,
    created_at        timestamptz not null,
    version           integer not null default 1,
    primary key (org_id, entity_id),
    constraint entity_name_taken unique (org_id, name)
);
call ctx.protect('entity');
