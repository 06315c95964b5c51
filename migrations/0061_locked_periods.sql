-- A locked period stays locked, whoever asks: what was reported to the tax office must not move any more.
create function refuse_unlocking() returns trigger
    language plpgsql set search_path = pg_catalog as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'period %/% is locked for good: it cannot be deleted', old.fiscal_year, old.number
            using errcode = 'PA022', constraint = 'period_locked', table = 'fiscal_period';
    end if;
    raise exception 'period %/% is locked for good: correct it by an entry in an open period', old.fiscal_year, old.number
        using errcode = 'PA022', constraint = 'period_locked', table = 'fiscal_period';
end $$;

create trigger stays_locked before update on fiscal_period for each row
    when (old.status = 'locked' and (new.status, new.first_day, new.last_day, new.fiscal_year, new.number, new.entity_id,
                                     new.org_id, new.period_id)
          is distinct from (old.status, old.first_day, old.last_day, old.fiscal_year, old.number, old.entity_id,
                            old.org_id, old.period_id))
    execute function refuse_unlocking();
create trigger stays_locked_undeleted before delete on fiscal_period for each row
    when (old.status = 'locked') execute function refuse_unlocking();
alter table fiscal_period enable always trigger stays_locked;
alter table fiscal_period enable always trigger stays_locked_undeleted;
