-- What posting asks of the database, with fewer and larger steps: the context in one call, the decision about an entry
-- by hand in the statement that posts it, guards that compare numbers instead of texts, and balances of large statements
-- by sets.

-- ---------------------------------------------------------------- context

-- As in migration 0060, in one body instead of five calls: every transaction begins with it.
create or replace function ctx.enter(
    org uuid, actor uuid, kind text, businesses text, expires bigint, host text, proof text) returns void
    language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
    claim constant text := concat_ws('|', org, actor, kind, businesses, expires);
    k ctx.host_key;
    s ctx.secret;
begin
    select * into k from ctx.host_key h where h.key_id = enter.host;
    if not found then
        raise exception 'this program''s context key (%) is not registered in the database', host
            using errcode = 'PA004', hint = 'start the program once with the administrator''s address of the database';
    end if;
    if proof is distinct from encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(
        'enter|' || claim || '|' || host, 'UTF8'))), 'hex') then
        raise exception 'the tenant context is not signed by the application' using errcode = 'PA002';
    end if;
    if expires < extract(epoch from transaction_timestamp()) then
        raise exception 'the tenant context has expired' using errcode = 'PA003';
    end if;
    select * into strict s from ctx.secret;
    perform set_config('pacioli.ctx', claim || '|' || encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(
        'sealed|' || claim || '|' || ctx.here(), 'UTF8'))), 'hex'), true);
end $$;

-- ---------------------------------------------------------------- decisions

-- INVARIANT: a decision rests on the policy that is in force when it is recorded. Whoever remembered an older one is
-- refused and asks again.
create function guard_policy_of_decisions() returns trigger
    language plpgsql as $$
declare
    wrong record;
begin
    for wrong in
        select i.policy_version, i.present
            from (select n.entity_id, n.policy_version,
                         (select coalesce(max(p.version), 0) from approval_policy p
                              where p.org_id = n.org_id and p.entity_id = n.entity_id) as present
                      from (select distinct org_id, entity_id, policy_version from inserted) n) i
            where i.policy_version <> i.present
            limit 1
    loop
        raise exception 'version % of the approval policy is not the one in force, which is %',
            wrong.policy_version, wrong.present
            using errcode = 'PA030', constraint = 'decision_on_present_policy', table = 'approval_decision';
    end loop;
    return null;
end $$;
create trigger guard_policy after insert on approval_decision referencing new table as inserted
    for each statement execute function guard_policy_of_decisions();
alter table approval_decision enable always trigger guard_policy;

-- Records the rulings that entries by hand bring along; `rulings` is a list of objects or null. A function, so that the
-- statement that inserts the entries can call it: one message less.
create function record_rulings(org uuid, rulings jsonb) returns void
    language plpgsql as $$
begin
    if rulings is null then
        return;
    end if;
    insert into approval_decision (org_id, decision_id, entity_id, subject_kind, subject_id, digest, round, verdict,
                                   actor_kind, actor_id, actor_name, person_id, roles, policy_version, amount, currency,
                                   entered_by, above_limit, at)
        select org, r.decision_id, r.entity_id, r.subject_kind, r.subject_id, decode(r.digest, 'hex'), 0, r.verdict,
               r.actor_kind, r.actor_id, r.actor_name, r.person_id, r.roles, r.policy_version, r.amount, r.currency,
               r.entered_by, r.above_limit, r.at
            from jsonb_to_recordset(rulings) as r (
                decision_id uuid, entity_id uuid, subject_kind text, subject_id uuid, digest text, verdict text,
                actor_kind text, actor_id uuid, actor_name text, person_id uuid, roles text[], policy_version integer,
                amount bigint, currency text, entered_by uuid[], above_limit boolean, at timestamptz);
end $$;

-- ---------------------------------------------------------------- entries

-- INVARIANT: books are kept in one currency from their first entry to their last. Programs remember it.
create trigger kept_base before update of base_currency on entity
    for each row when (old.base_currency <> new.base_currency) execute function guard_kept_rows();
alter table entity enable always trigger kept_base;

-- INVARIANT: an idempotency key stands for one wish: what waits for a second person under it is not posted beside it.
create function guard_keys_that_wait() returns trigger
    language plpgsql set enable_seqscan = off as $$
declare
    wrong record;
begin
    for wrong in
        select i.idempotency_key from inserted i
            join pending_entry p on p.org_id = i.org_id and p.entity_id = i.entity_id
                and p.idempotency_key = i.idempotency_key and p.entry_id <> i.entry_id
            limit 1
    loop
        raise exception 'an entry with the key % waits for approval', wrong.idempotency_key
            using errcode = 'PA023', constraint = 'entry_key_waits', table = 'entry';
    end loop;
    return null;
end $$;
create trigger guard_keys after insert on entry referencing new table as inserted
    for each statement execute function guard_keys_that_wait();
alter table entry enable always trigger guard_keys;

-- INVARIANT: as in migration 0100. The first and last values are compared as what they are.
create or replace function guard_new_lines() returns trigger
    language plpgsql set enable_seqscan = off as $$
declare
    wrong record;
begin
    for wrong in
        with by_currency as (
            select org_id, entity_id, entry_id, currency, count(*) as lines, sum(amount_minor) as amount,
                   sum(base_minor) as base, min(line_no) as lowest, max(line_no) as highest,
                   min(recorded_at) as first_at, max(recorded_at) as last_at, min(entry_date) as first_day,
                   max(entry_date) as last_day, min(ascii(class::text)) as first_class,
                   max(ascii(class::text)) as last_class
                from inserted group by org_id, entity_id, entry_id, currency
        ), by_entry as (
            select org_id, entity_id, entry_id, sum(lines) as lines, sum(base) as base,
                   (array_agg(currency) filter (where amount <> 0))[1] as open_currency,
                   min(lowest) as lowest, max(highest) as highest, min(first_at) as first_at, max(last_at) as last_at,
                   min(first_day) as first_day, max(last_day) as last_day, min(first_class) as first_class,
                   max(last_class) as last_class
                from by_currency group by org_id, entity_id, entry_id
        ), judged as (
            select b.*, e.line_count, e.entity_id as home, e.recorded_at, e.entry_date,
                   ascii(case when e.kind = 'closing' then 'c' when e.period = 13 then 'a' else 'o' end) as class
                from by_entry b left join entry e on e.org_id = b.org_id and e.entry_id = b.entry_id
        )
        select * from judged
            where lines < 2 or base <> 0 or open_currency is not null or home is distinct from entity_id
                or line_count <> lines or lowest <> 1 or highest <> line_count
                or (first_at, last_at, first_day, last_day, first_class, last_class)
                    is distinct from (recorded_at, recorded_at, entry_date, entry_date, class, class)
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

-- A balance is written over and over: room on its page keeps its versions together and the index out of it.
alter table balance set (fillfactor = 70);

-- INVARIANT: as in migration 0100. The days are added up once, and the months and years from them.
create or replace function append_balance_tail() returns trigger
    language plpgsql set work_mem = '32MB' as $$
declare
    books constant uuid[] := array(select distinct entity_id from inserted);
    nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
    if (select count(*) from (select from inserted limit 1000) first_ones) = 1000 and array_length(books, 1) = 1
        and pg_try_advisory_xact_lock(ledger_fold_lock(books[1])) then
        insert into balance as b (org_id, entity_id, span, starts, account_id, currency, class, dimension_set,
                                  amount_minor, base_debit, base_credit, lines)
            with days as (
                select org_id, account_id, currency, class, coalesce(dimension_set, nobody) as dimension_set,
                       entry_date, sum(amount_minor) as amount,
                       coalesce(sum(base_minor) filter (where base_minor > 0), 0) as debit,
                       coalesce(-sum(base_minor) filter (where base_minor < 0), 0) as credit, count(*) as lines
                    from inserted group by org_id, account_id, currency, class, dimension_set, entry_date
            ), spans as (
                select org_id, 'd'::"char" as span, entry_date as starts, account_id, currency, class, dimension_set,
                       amount, debit, credit, lines
                    from days
                union all
                select org_id, span, starts, account_id, currency, class, dimension_set, sum(amount), sum(debit),
                       sum(credit), sum(lines)
                    from days
                    cross join lateral (values ('m'::"char", date_trunc('month', entry_date)::date),
                                               ('y', date_trunc('year', entry_date)::date)) as s (span, starts)
                    group by org_id, span, starts, account_id, currency, class, dimension_set
            )
            select org_id, books[1], span, starts, account_id, currency, class, dimension_set, amount, debit, credit,
                   lines
                from spans order by span, starts, account_id, currency
            on conflict (org_id, entity_id, span, starts, account_id, currency, class, dimension_set) do update
                set amount_minor = b.amount_minor + excluded.amount_minor,
                    base_debit = b.base_debit + excluded.base_debit,
                    base_credit = b.base_credit + excluded.base_credit,
                    lines = b.lines + excluded.lines;
        return null;
    end if;
    insert into balance_tail (org_id, entity_id, account_id, currency, class, dimension_set, day, amount_minor,
                              base_debit, base_credit, lines)
        select org_id, entity_id, account_id, currency, class, coalesce(dimension_set, nobody), entry_date,
               sum(amount_minor), coalesce(sum(base_minor) filter (where base_minor > 0), 0),
               coalesce(-sum(base_minor) filter (where base_minor < 0), 0), count(*)
            from inserted group by org_id, entity_id, account_id, currency, class, dimension_set, entry_date;
    return null;
end $$;

-- ---------------------------------------------------------------- trail and news

-- INVARIANT: organisations are never deleted, so a check once a statement is as good as a foreign key row by row.
create trigger kept before delete on organisation for each row execute function guard_kept_rows();
alter table organisation enable always trigger kept;
alter table audit_event drop constraint audit_event_org_id_fkey;
alter table outbox drop constraint outbox_org_id_fkey;

create or replace function mark_unsealed() returns trigger
    language plpgsql set search_path = pg_catalog, public as $$
declare
    wrong record;
begin
    for wrong in
        select u.org_id from (select distinct org_id from inserted) u
            where not exists (select from organisation o where o.org_id = u.org_id)
            limit 1
    loop
        raise exception 'there is no organisation %', wrong.org_id
            using errcode = '23503', constraint = tg_table_name || '_organisation', table = tg_table_name;
    end loop;
    if tg_table_name = 'outbox' then
        insert into unsealed (org_id, stream, row_id, xid, seq)
            select org_id, 'news', outbox_id, xid, seq from inserted;
    else
        insert into unsealed (org_id, stream, row_id, xid, seq)
            select org_id, 'trail', event_id, xid, seq from inserted;
    end if;
    return null;
end $$;

-- News is read by its sealed number; nothing asks for the order of writing any more but the sealer, which has its own.
drop index outbox_order;
