-- INVARIANT: every entry has one news row, written in the statement that inserts the entry, whoever inserts it.
-- Listeners are called once a statement and business: they read what is new by its number.
create function announce_new_entries() returns trigger
    language plpgsql as $$
begin
    insert into outbox (org_id, outbox_id, at, entity_id, topic, subject_id, payload)
        select org_id, entry_id, recorded_at, entity_id, 'entry.posted', entry_id,
               jsonb_build_object('number', concat_ws('-', journal, fiscal_year, number))
            from inserted order by fiscal_year, journal, number;
    perform pg_notify('pacioli_news', json_build_object('org', org_id, 'topic', 'entry.posted', 'entity', entity_id,
                                                        'subject', (array_agg(entry_id))[1])::text)
        from inserted group by org_id, entity_id;
    return null;
end $$;
create trigger announce after insert on entry referencing new table as inserted
    for each statement execute function announce_new_entries();
alter table entry enable always trigger announce;
