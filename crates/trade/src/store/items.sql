-- Items of a business with what is open of them on a day, each as booked, by due day. What was settled is summed once over
-- all allocations: a list of everything costs two scans and no look-up for each item.
with settled as (
    select entry_id, line_no, sum(minor)::bigint as minor
        from (select debit_entry as entry_id, debit_line as line_no, debit_minor as minor from allocation
                  where org_id = $1 and entity_id = $2 and ($3::date is null or allocated_on <= $3)
                    and ($4::uuid[] is null or debit_entry = any ($4))
              union all
              select credit_entry, credit_line, credit_minor from allocation
                  where org_id = $1 and entity_id = $2 and ($3::date is null or allocated_on <= $3)
                    and ($4 is null or credit_entry = any ($4))) a
        group by entry_id, line_no
), page as materialized (
    -- first which items, then what they say: only a page of them is looked up in the journal
    select o.*, a.code as account_code, a.name as account_name, a.role,
           o.amount_minor - sign(o.amount_minor)::bigint * coalesce(s.minor, 0) as open
        from open_item o
        join account a on a.org_id = o.org_id and a.entity_id = o.entity_id and a.account_id = o.account_id
        left join settled s on s.entry_id = o.entry_id and s.line_no = o.line_no
        where o.org_id = $1 and o.entity_id = $2 and o.amount_minor <> 0
          and ($4::uuid[] is null or (o.entry_id, o.line_no) in (select * from unnest($4, $5::integer[])))
          and ($4 is not null
               or (o.entry_date <= $3 and abs(o.amount_minor) <> coalesce(s.minor, 0)
                   and ($6::text is null or a.role = $6) and ($7::uuid is null or o.party_id = $7)
                   and ($8::text is null or o.currency = $8)
                   and ($9::date is null or coalesce(o.due_date, o.entry_date) >= $9)
                   and ($10::date is null or coalesce(o.due_date, o.entry_date) <= $10)
                   and ($11::text is null or exists (
                        select from entry e
                            left join party p on p.org_id = o.org_id and p.entity_id = o.entity_id
                                 and p.party_id = o.party_id
                            where e.org_id = o.org_id and e.entry_id = o.entry_id
                              and (e.reference ilike $11 or e.memo ilike $11 or p.name ilike $11
                                   or e.journal || '-' || e.fiscal_year || '-' || e.number ilike $11)))
                   and ($12::date is null
                        or (coalesce(o.due_date, o.entry_date), o.entry_id, o.line_no) > ($12, $13, $14))))
        order by coalesce(o.due_date, o.entry_date), o.entry_id, o.line_no
        limit $15
)
select o.entry_id as "entry_id!", o.line_no as "line_no!", o.entry_date as "entry_date!", o.due_date,
       o.currency as "currency!", o.amount_minor as "amount_minor!", o.base_minor as "base_minor!", o.open as "open!",
       b.base_currency, o.account_id as "account_id!", o.account_code as "account_code!",
       o.account_name as "account_name!", o.role as "role!", o.party_id, p.name as "party_name?", e.journal,
       e.fiscal_year, e.number, e.reference, case when l.memo = '' then e.memo else l.memo end as "text!",
       case when e.source_kind = 'document' then e.source_id end as document_id
    from page o
    join entity b on b.org_id = o.org_id and b.entity_id = o.entity_id
    join entry e on e.org_id = o.org_id and e.entry_id = o.entry_id
    join line l on l.org_id = o.org_id and l.entry_id = o.entry_id and l.line_no = o.line_no
    left join party p on p.org_id = o.org_id and p.entity_id = o.entity_id and p.party_id = o.party_id
    order by coalesce(o.due_date, o.entry_date), o.entry_id, o.line_no
