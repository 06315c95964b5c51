-- A vote counts for the round it was cast in. Whatever a person does to a subject (correct, ask, park, take up again,
-- reject) ends the round, and so does the posting: the next vote starts from nothing.

-- One row for each round that ended; the present round is the one after the last.
create table approval_round_end (
    org_id       uuid not null,
    entity_id    uuid not null,
    subject_kind text not null,
    subject_id   uuid not null,
    round        smallint not null check (round >= 0),
    -- what ended it, as the trail names it: document.rejected
    why          text not null,
    ended_by     text not null,
    at           timestamptz not null,
    primary key (org_id, subject_kind, subject_id, round),
    foreign key (org_id, entity_id) references entity
);

-- Votes of before were never ended: none of them may complete an approval from now on. Who had approved and waits for
-- others says so once more.
alter table approval_decision no force row level security;
insert into approval_round_end (org_id, entity_id, subject_kind, subject_id, round, why, ended_by, at)
select org_id, entity_id, subject_kind, subject_id, max(round), 'approval.rounds_introduced', 'migration', max(at)
  from approval_decision
 group by org_id, entity_id, subject_kind, subject_id;
alter table approval_decision force row level security;

call ctx.protect('approval_round_end', append_only => true);
call ctx.make_permanent('approval_round_end');

-- Whose correction changed what is voted on is an author of it, whatever the field was called. Corrections of before
-- count as such.
alter table document_correction add column enters boolean not null default true;

-- The people whose yes counts at present, while others are still to say theirs.
alter table document add column approved_by uuid[] not null default '{}';
