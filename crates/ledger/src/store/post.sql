-- Takes numbers, inserts the entries, inserts the lines: one statement, as the triggers of migration 0021 demand.
with wanted as (
    select journal, fiscal_year, count(*) as entries
        from unnest($5::text[], $6::integer[]) as w (journal, fiscal_year)
        group by journal, fiscal_year order by journal, fiscal_year
), counter as (
    -- the row stays locked until the end of the transaction: numbers follow the order of commits, without gaps
    insert into entry_number as n (org_id, entity_id, journal, fiscal_year, last_number)
        select $1, $2, journal, fiscal_year, entries from wanted
        on conflict (org_id, entity_id, journal, fiscal_year)
            do update set last_number = n.last_number + excluded.last_number
        returning n.journal, n.fiscal_year, n.last_number
), new_entry as (
    insert into entry (org_id, entity_id, entry_id, journal, fiscal_year, period, number, entry_date, recorded_at,
                       currency, memo, reference, source_kind, source_id, reverses, posted_by_kind, posted_by,
                       posted_by_name, request_id, idempotency_key, request_digest)
        select $1, $2, e.entry_id, e.journal, e.fiscal_year, e.period, c.last_number - w.entries + e.nth, e.entry_date,
               $3, e.currency, e.memo, e.reference, e.source_kind, e.source_id, e.reverses, e.posted_by_kind,
               e.posted_by, e.posted_by_name, e.request_id, e.idempotency_key, e.request_digest
            from unnest($4::uuid[], $5::text[], $6::integer[], $7::smallint[], $8::bigint[], $9::date[], $10::text[],
                        $11::text[], $12::text[], $13::text[], $14::uuid[], $15::uuid[], $16::text[], $17::uuid[],
                        $18::text[], $19::uuid[], $20::text[], $21::bytea[])
                 as e (entry_id, journal, fiscal_year, period, nth, entry_date, currency, memo, reference, source_kind,
                       source_id, reverses, posted_by_kind, posted_by, posted_by_name, request_id, idempotency_key,
                       request_digest)
            join counter c on c.journal = e.journal and c.fiscal_year = e.fiscal_year
            join wanted w on w.journal = e.journal and w.fiscal_year = e.fiscal_year
        returning entry_id, number
), new_line as (
    insert into line (org_id, entity_id, entry_id, line_no, account_id, amount_minor, currency, base_minor, entry_date,
                      recorded_at, tax_code, tax_part, party_id, department, memo)
        select $1, $2, l.entry_id, l.line_no, l.account_id, l.amount_minor, l.currency, l.base_minor, l.entry_date, $3,
               l.tax_code, l.tax_part, l.party_id, l.department, l.memo
            from unnest($22::uuid[], $23::integer[], $24::uuid[], $25::bigint[], $26::text[], $27::bigint[],
                        $28::date[], $29::text[], $30::text[], $31::uuid[], $32::text[], $33::text[])
                 as l (entry_id, line_no, account_id, amount_minor, currency, base_minor, entry_date, tax_code,
                       tax_part, party_id, department, memo)
)
select entry_id, number from new_entry
