-- The usual tax codes of a counterparty are codes of its books, as its usual accounts are accounts of them. Rows from
-- before are not looked at until they are changed.
alter table party
    add constraint party_purchase_tax_code_unknown
        foreign key (org_id, entity_id, purchase_tax_code) references tax_code not valid,
    add constraint party_sales_tax_code_unknown
        foreign key (org_id, entity_id, sales_tax_code) references tax_code not valid;
