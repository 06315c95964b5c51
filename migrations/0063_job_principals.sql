-- A job keeps who caused it and not what that person was allowed then: that is asked again when it runs.

alter table job
    -- the business it works in; null when it is not about one
    add column entity_id uuid,
    -- dead because whoever caused it may no longer do this
    add column denied boolean not null default false,
    add constraint job_entity_unknown foreign key (org_id, entity_id) references entity,
    add constraint job_denied_when_dead check (not denied or state = 'dead');
call ctx.part_businesses('job');
