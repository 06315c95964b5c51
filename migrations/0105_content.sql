-- What is kept of the files of documents in the blob store, and what was deleted of it.

-- One row for each file and for what was made of it (its words, pictures of its pages), in each business. The bytes of
-- one blob are shared by all who keep it: they go when the last of these rows is a tombstone.
create table content (
    org_id         uuid not null,
    entity_id      uuid not null,
    -- SHA-256 of the file as it arrived; what was made of it goes with it
    original       text not null check (original ~ '^[0-9a-f]{64}$'),
    -- SHA-256 of the bytes: the file's own, or of what was made of it
    blob           text not null check (blob ~ '^[0-9a-f]{64}$'),
    kept_at        timestamptz not null,
    -- the key of the person it is about, under which its bytes are sealed; null: they lie as they came
    key_id         uuid,
    deleted_at     timestamptz,
    deleted_by     jsonb,
    deleted_reason text check (length(btrim(deleted_reason)) between 1 and 2000),
    primary key (org_id, entity_id, original, blob),
    constraint content_tombstone_whole check (num_nulls(deleted_at, deleted_by, deleted_reason) in (0, 3))
);
-- who else keeps a blob, in all organisations: asked by the program before bytes are removed
create index content_kept on content (blob) where deleted_at is null;
call ctx.protect('content', system_too => true);
comment on table content is 'what is kept of documents in the blob store, with tombstones of what was deleted';

-- INVARIANT: a tombstone stays as it is, and no file that an entry rests on becomes one, whoever asks.
create function guard_content() returns trigger
    language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.deleted_at is not null
        or (new.org_id, new.entity_id, new.original, new.blob, new.kept_at)
            is distinct from (old.org_id, old.entity_id, old.original, old.blob, old.kept_at) then
        raise exception 'rows about content are permanent: what is deleted becomes a tombstone'
            using errcode = 'PA010', constraint = 'content_permanent', table = 'content';
    end if;
    if new.deleted_at is not null and (
        exists (select from document d
                    where d.org_id = new.org_id and d.entity_id = new.entity_id and d.blob = new.original
                      and (exists (select from entry e where e.org_id = d.org_id and e.source_id = d.document_id)
                           or exists (select from line_provenance p
                                          where p.org_id = d.org_id and p.document_id = d.document_id)
                           or exists (select from entry_attachment a
                                          where a.org_id = d.org_id and a.document_id = d.document_id)))
        or exists (select from entry_attachment a
                       where a.org_id = new.org_id and a.blob_hash in (new.blob, new.original))) then
        raise exception 'an entry in the books rests on the file %', new.original
            using errcode = 'PA050', constraint = 'content_needed_by_books', table = 'content';
    end if;
    return new;
end $$;
create trigger guard before update or delete on content for each row execute function guard_content();
create trigger guard_truncate before truncate on content for each statement execute function ctx.refuse_change();
alter table content enable always trigger guard;
alter table content enable always trigger guard_truncate;

call ctx.lift('document', 'document_stage', 'document_page_image', 'content');
insert into content (org_id, entity_id, original, blob, kept_at)
    select d.org_id, d.entity_id, d.blob, k.blob, min(d.arrived_at)
        from document d
        cross join lateral (
            select d.blob
            union
            select s.output ->> 'words' from document_stage s
                where s.org_id = d.org_id and s.document_id = d.document_id and s.stage = 'read'
                  and s.output ->> 'words' ~ '^[0-9a-f]{64}$'
            union
            select i.blob from document_page_image i where i.org_id = d.org_id and i.document_id = d.document_id
        ) k
        group by 1, 2, 3, 4;
call ctx.force_again('document', 'document_stage', 'document_page_image', 'content');
