-- What people remark on an entry after it was posted. The entry itself is never changed by it.

create table entry_note (
    org_id          uuid not null,
    entity_id       uuid not null,
    entry_id        uuid not null,
    note_id         uuid not null,
    body            text not null check (length(btrim(body)) between 1 and 4000),
    written_at      timestamptz not null,
    written_by_name text not null check (length(btrim(written_by_name)) > 0),
    primary key (org_id, entry_id, note_id),
    foreign key (org_id, entry_id) references entry
);
call ctx.protect('entry_note', append_only => true);
call ctx.make_permanent('entry_note');
