-- Records the decisions, takes numbers, inserts the entries, inserts the lines: one statement, as the triggers of
-- migration 0100 demand.
with ruled as materialized (
    select record_rulings($1, $46)
), wanted as (
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
                       posted_by_name, request_id, idempotency_key, request_digest, kind, party_id, terms, line_count)
        select $1, $2, e.entry_id, e.journal, e.fiscal_year, e.period, c.last_number - w.entries + e.nth, e.entry_date,
               $3, e.currency, e.memo, e.reference, e.source_kind, e.source_id, e.reverses, e.posted_by_kind,
               e.posted_by, e.posted_by_name, e.request_id, e.idempotency_key, e.request_digest, e.kind, e.party_id,
               e.terms, e.line_count
            from unnest($4::uuid[], $5::text[], $6::integer[], $7::smallint[], $8::bigint[], $9::date[], $10::text[],
                        $11::text[], $12::text[], $13::text[], $14::uuid[], $15::uuid[], $16::text[], $17::uuid[],
                        $18::text[], $19::uuid[], $20::text[], $21::bytea[], $22::text[], $23::uuid[], $24::text[],
                        $25::integer[])
                 as e (entry_id, journal, fiscal_year, period, nth, entry_date, currency, memo, reference, source_kind,
                       source_id, reverses, posted_by_kind, posted_by, posted_by_name, request_id, idempotency_key,
                       request_digest, kind, party_id, terms, line_count)
            join counter c on c.journal = e.journal and c.fiscal_year = e.fiscal_year
            join wanted w on w.journal = e.journal and w.fiscal_year = e.fiscal_year
            cross join ruled
        returning entry_id, number
), new_line as (
    insert into line (org_id, entity_id, entry_id, line_no, account_id, amount_minor, currency, base_minor, entry_date,
                      recorded_at, class, rate_id, tax_code, tax_part, tax_version, tax_treatment, tax_side,
                      tax_base_minor, tax_point, party_id, due_date, dimension_set, memo)
        select $1, $2, l.entry_id, l.line_no, l.account_id, l.amount_minor, l.currency, l.base_minor, l.entry_date, $3,
               l.class, l.rate_id, l.tax_code, l.tax_part, l.tax_version, l.tax_treatment, l.tax_side,
               l.tax_base_minor, l.tax_point, l.party_id, l.due_date, l.dimension_set, l.memo
            from unnest($26::uuid[], $27::integer[], $28::uuid[], $29::bigint[], $30::text[], $31::bigint[],
                        $32::date[], $33::"char"[], $34::uuid[], $35::text[], $36::text[], $37::integer[],
                        $38::text[], $39::text[], $40::bigint[], $41::date[], $42::uuid[], $43::date[], $44::uuid[],
                        $45::text[])
                 as l (entry_id, line_no, account_id, amount_minor, currency, base_minor, entry_date, class, rate_id,
                       tax_code, tax_part, tax_version, tax_treatment, tax_side, tax_base_minor, tax_point, party_id,
                       due_date, dimension_set, memo)
)
select entry_id, number from new_entry
