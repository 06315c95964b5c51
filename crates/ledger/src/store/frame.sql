-- What the books say about the entries to be posted: everything they name, in one statement.
select e.base_currency, e.fiscal_year_start,
        array(select j.journal from journal j
               where j.org_id = e.org_id and j.entity_id = e.entity_id) as "journals!",
        coalesce((select jsonb_agg(jsonb_build_object(
                      'code', v.code, 'version', v.version, 'name', t.name, 'jurisdiction', t.jurisdiction,
                      'rate', v.rate::text, 'kind', t.kind, 'treatment', v.treatment,
                      'recoverable', v.recoverable::text, 'box_base', v.box_base, 'box_tax', v.box_tax,
                      'box_deducted', v.box_deducted, 'valid_from', v.valid_from, 'valid_to', v.valid_to))
                    from tax_code t
                    join tax_code_version v on v.org_id = t.org_id and v.entity_id = t.entity_id
                         and v.code = t.code
                   where t.org_id = e.org_id and t.entity_id = e.entity_id and t.active
                     and t.code = any($4)), '[]') as "tax_codes!: Json<Vec<TaxCode>>",
        coalesce((select jsonb_agg(jsonb_build_object(
                      'dimension', q.dimension, 'code', q.code, 'dimension_id', d.dimension_id,
                      'open', d.open, 'value_id', v.value_id, 'valid_from', v.valid_from,
                      'valid_to', v.valid_to))
                    from unnest($8::text[], $9::text[]) as q (dimension, code)
                    join dimension d on d.org_id = e.org_id and d.entity_id = e.entity_id
                         and d.code = q.dimension and d.active
                    left join dimension_value v on v.org_id = d.org_id and v.entity_id = d.entity_id
                         and v.dimension_id = d.dimension_id and v.code = q.code and v.active), '[]')
            as "dimensions!: Json<Vec<ValueRow>>",
        coalesce((select jsonb_agg(jsonb_build_object(
                      'id', a.account_id, 'code', a.code, 'name', a.name, 'account_type', a.account_type,
                      'role', a.role, 'postable', a.postable, 'parent', a.parent_id,
                      'currency', a.currency, 'active', a.active, 'default_tax_code', a.default_tax_code))
                    from account a
                   where a.org_id = e.org_id and a.entity_id = e.entity_id and a.account_id = any($3)), '[]')
            as "accounts!: Json<Vec<Account>>",
        coalesce((select jsonb_agg(jsonb_build_object(
                      'year', p.fiscal_year, 'number', p.number, 'status', p.status))
                    from fiscal_period p
                   where p.org_id = e.org_id and p.entity_id = e.entity_id
                     and p.first_day <= $6 and p.last_day >= $5), '[]')
            as "periods!: Json<Vec<PeriodRow>>",
        coalesce((select jsonb_agg(jsonb_build_object(
                      'key', x.idempotency_key, 'entry', x.entry_id, 'journal', x.journal,
                      'year', x.fiscal_year, 'number', x.number, 'recorded_at', x.recorded_at,
                      'digest', encode(x.request_digest, 'hex')))
                    from entry x
                   where x.org_id = e.org_id and x.entity_id = e.entity_id
                     and x.idempotency_key = any($7)), '[]')
            as "earlier!: Json<Vec<EarlierRow>>"
   from entity e where e.org_id = $1 and e.entity_id = $2
