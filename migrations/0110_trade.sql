-- Ageing and revaluation on any day: the few rows that change only a value in the base currency are found by themselves.

create index open_item_valuation on open_item (org_id, entity_id, entry_date) where amount_minor = 0;
create index entry_revaluation on entry (org_id, entity_id, entry_date) where kind = 'revaluation';
