-- A page of the lines of some accounts in the order of their dates.
select l.entry_id, l.line_no, l.account_id, l.entry_date, l.recorded_at, l.amount_minor, l.currency,
        l.base_minor, l.tax_code, l.tax_part, l.tax_side, l.tax_version, l.tax_treatment, l.tax_base_minor,
        l.tax_point, coalesce(l.party_id, e.party_id) as party_id, l.due_date, l.memo, e.journal,
        e.fiscal_year,
        (select jsonb_object_agg(d.code, v.code)
           from dimension_set_value s
           join dimension d using (org_id, entity_id, dimension_id)
           join dimension_value v using (org_id, entity_id, dimension_id, value_id)
          where s.org_id = l.org_id and s.entity_id = l.entity_id and s.set_id = l.dimension_set)
            as "dimensions: Json<Dimensions>",
        e.number, e.memo as entry_memo, e.reference,
        case when e.source_kind = 'document' then e.source_id end as document_id
   from unnest($3::uuid[]) as a (account_id)
  cross join lateral (
        -- a page of each account in the order of its index
        select * from line l
         where l.org_id = $1 and l.entity_id = $2 and l.account_id = a.account_id
           and ($4::date is null or l.entry_date >= $4) and ($5::date is null or l.entry_date <= $5)
           and ($6::timestamptz is null or l.recorded_at <= $6)
           and ($7::date is null or (l.entry_date, l.entry_id, l.line_no) > ($7, $8::uuid, $9::integer))
         order by l.entry_date, l.entry_id, l.line_no limit $10) l
   join entry e on e.org_id = $1 and e.entry_id = l.entry_id
  order by l.entry_date, l.entry_id, l.line_no limit $10
