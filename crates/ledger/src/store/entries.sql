-- A page of entries, newest date first; the sums are computed for the page's entries only.
select e.entry_id, e.entity_id, e.journal, e.fiscal_year, e.number, e.entry_date, e.recorded_at, e.currency, e.kind,
       e.memo, e.reference, e.terms, e.source_kind, e.source_id, e.posted_by_name, b.base_currency,
       coalesce(s.volume, 0) as "volume!", coalesce(s.total, 0) as "total!", e.party_id as "party_id?",
       r.entry_id as "reversal_id?", r.journal as "reversal_journal?", r.fiscal_year as "reversal_year?",
       r.number as "reversal_number?", o.journal as "reversed_journal?", o.fiscal_year as "reversed_year?",
       o.number as "reversed_number?"
  from (select * from entry e
         where e.org_id = $1 and e.entity_id = $2
           and ($3::date is null or e.entry_date >= $3) and ($4::date is null or e.entry_date <= $4)
           and ($5::text is null or e.memo ilike $5 or e.reference ilike $5
                or e.journal || '-' || e.fiscal_year || '-' || e.number ilike $5
                or (cardinality($14::bigint[]) > 0
                    and exists (select from line l where l.org_id = $1 and l.entry_id = e.entry_id
                                having bool_or(abs(l.amount_minor) = any($14) or abs(l.base_minor) = any($14))
                                    or (sum(l.amount_minor) filter (where l.amount_minor > 0))::bigint = any($14))))
           and ($6::uuid is null or exists (select from line l where l.org_id = $1 and l.entry_id = e.entry_id
                                               and l.account_id = $6))
           and ($7::text is null or e.journal = $7) and ($8::uuid is null or e.source_id = $8)
           and ($9::date is null or (e.entry_date, e.entry_id) < ($9, $10::uuid))
           and ($12::uuid is null or e.entry_id = $12)
           and ($13::uuid is null or e.party_id = $13 or exists (
                select from line l where l.org_id = $1 and l.entry_id = e.entry_id and l.party_id = $13))
         order by e.entry_date desc, e.entry_id desc limit $11) e
  join entity b on b.org_id = $1 and b.entity_id = e.entity_id
  left join entry r on r.org_id = $1 and r.reverses = e.entry_id
  left join entry o on o.org_id = $1 and o.entry_id = e.reverses
 cross join lateral (
       select (sum(l.base_minor) filter (where l.base_minor > 0))::bigint as volume,
              (sum(l.amount_minor) filter (where l.amount_minor > 0 and l.currency = e.currency))::bigint as total
         from line l where l.org_id = $1 and l.entry_id = e.entry_id) s
 order by e.entry_date desc, e.entry_id desc
