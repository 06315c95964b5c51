-- Duplicates are looked for by number and by total apart. The number is compared without signs, case and leading zeros,
-- as `road::duplicates` does: `RE-2024/001` and `re 2024 001` are one number.
alter table document add column number_key text
    generated always as (nullif(ltrim(regexp_replace(lower(number), '[^[:alnum:]]', '', 'g'), '0'), '')) stored;
create index document_by_number_key on document (org_id, entity_id, number_key) where number_key is not null;
