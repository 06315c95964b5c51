-- Roles are shared by all databases of a server; making them twice is harmless.
do $$
declare
    wanted text;
begin
    -- serialises concurrent set-ups of one database; of another one on the same server only what is missing is touched,
    -- because two writers of one row of a shared catalogue are an error to PostgreSQL
    perform pg_advisory_xact_lock(7220571);
    foreach wanted in array array['pacioli_owner', 'pacioli_app', 'pacioli_auditor'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
        end if;
    end loop;
    -- the application signs in as itself, so that no statement of its can switch back to a stronger role
    if exists (select from pg_roles where rolname = 'pacioli_app' and not rolcanlogin) then
        alter role pacioli_app login;
    end if;
    foreach wanted in array array['pacioli_owner', 'pacioli_app'] loop
        if not exists (select from pg_auth_members m
                where m.roleid = wanted::regrole and m.member = quote_ident(current_user)::regrole) then
            execute format('grant %I to %I', wanted, current_user);
        end if;
    end loop;
end $$;
