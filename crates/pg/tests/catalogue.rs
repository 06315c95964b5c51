//! What must hold for every table, read from the database's own catalogue: a new migration cannot forget it.
#![allow(clippy::unwrap_used, reason = "tests")]

use sqlx::{PgConnection, Row};
use test_kit::World;

/// Tables without `org_id`: nothing in them belongs to a tenant (an unknown account that tries to sign in has none).
const SHARED_TABLES: &[&str] = &["_sqlx_migrations", "sign_in_attempt"];

/// Functions that run with their owner's rights.
const DEFINER_FUNCTIONS: &[&str] = &[
    "ctx.claims",
    "ctx.enter",
    "ctx.host_mac",
    "ctx.mac",
    // compares the cluster with the one it knew; returns a boolean
    "ctx.moved_here",
    "ctx.seal",
    // ANALYZE needs the owner; it returns a count
    "public.refresh_ledger_statistics",
];

/// Runs a query that returns one text column of offenders.
async fn offenders(conn: &mut PgConnection, query: &'static str) -> Vec<String> {
    let rows = sqlx::query(query).fetch_all(conn).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>(0)).collect()
}

async fn superuser() -> (World, PgConnection) {
    let world = World::new().await;
    let conn = world.superuser().await;
    (world, conn)
}

#[tokio::test]
async fn every_table_belongs_to_tenants_or_is_known_to_be_shared() {
    let (_world, mut conn) = superuser().await;
    let mut without = offenders(
        &mut conn,
        "select c.relname::text from pg_class c
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id')",
    )
    .await;
    without.retain(|table| !SHARED_TABLES.contains(&table.as_str()));
    assert_eq!(without, [""; 0], "tables without org_id");
    let open = offenders(
        &mut conn,
        "select c.relname::text from pg_class c
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and not (c.relrowsecurity and c.relforcerowsecurity)
            and has_any_column_privilege('pacioli_app', c.oid, 'SELECT, INSERT, UPDATE')",
    )
    .await;
    assert_eq!(open, [""; 0], "tables open to the application without row-level security");
}

#[tokio::test]
async fn every_tenant_table_forces_row_level_security_by_a_restrictive_policy_for_all_commands() {
    let (_world, mut conn) = superuser().await;
    let open = offenders(
        &mut conn,
        "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
          where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)",
    )
    .await;
    assert_eq!(open, [""; 0], "row-level security is not forced");
    let unruled = offenders(
        &mut conn,
        "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
          where c.relkind in ('r', 'p') and not exists (
                select from pg_policy p
                 where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
                   and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
                   and pg_get_expr(p.polqual, p.polrelid) in
                       ('(org_id = ( SELECT ctx.org() AS org))',
                        '((org_id = ( SELECT ctx.org() AS org)) OR ( SELECT ctx.is_system() AS is_system))'))",
    )
    .await;
    assert_eq!(unruled, [""; 0], "no restrictive tenant policy with USING and WITH CHECK");
}

#[tokio::test]
async fn every_table_of_businesses_parts_them_by_a_restrictive_policy_for_all_commands() {
    let (_world, mut conn) = superuser().await;
    let open = offenders(
        &mut conn,
        "select c.oid::regclass::text from pg_class c
           join pg_attribute o on o.attrelid = c.oid and o.attname = 'org_id'
           join pg_attribute e on e.attrelid = c.oid and e.attname = 'entity_id'
          where c.relkind in ('r', 'p') and not exists (
                select from pg_policy p
                 where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
                   and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
                   and pg_get_expr(p.polqual, p.polrelid) =
                       'COALESCE((entity_id = ANY (( SELECT ctx.businesses() AS businesses)::uuid[])), true)')",
    )
    .await;
    assert_eq!(open, [""; 0], "no restrictive policy that parts the businesses");
}

#[tokio::test]
async fn policies_ask_for_the_context_once_a_statement() {
    let (_world, mut conn) = superuser().await;
    let once_a_row = offenders(
        &mut conn,
        r"select policyname || ' on ' || tablename from pg_policies,
                 regexp_replace(coalesce(qual, '') || coalesce(with_check, ''), '\( SELECT ctx\.\w+\(\) AS \w+\)', '', 'g')
                 as rest
           where rest ~ '\mctx\.|current_setting'",
    )
    .await;
    assert_eq!(once_a_row, [""; 0], "the context is not read through a scalar sub-select");
}

#[tokio::test]
async fn org_id_comes_first_in_every_primary_unique_and_foreign_key() {
    let (_world, mut conn) = superuser().await;
    // What must be found before the tenant is known is marked by a comment, and lies in a table the door may read.
    let unique = offenders(
        &mut conn,
        "select i.indexrelid::regclass::text from pg_index i
           join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'org_id'
           join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
           left join pg_constraint con on con.conindid = i.indexrelid and con.contype = 'u'
          where i.indisunique and i.indkey[0] <> a.attnum
            and not (coalesce(obj_description(con.oid, 'pg_constraint'), '') like 'installation-wide: %'
                     and exists (select from pg_policies p where p.tablename = c.relname and p.qual ~ 'is_system'))",
    )
    .await;
    assert_eq!(unique, [""; 0], "unique indexes that do not begin with org_id");
    let foreign = offenders(
        &mut conn,
        "select con.conrelid::regclass::text || ': ' || con.conname from pg_constraint con
           join pg_attribute a on a.attrelid = con.conrelid and a.attname = 'org_id'
           join pg_attribute b on b.attrelid = con.confrelid and b.attname = 'org_id'
          where con.contype = 'f' and (con.conkey[1] <> a.attnum or con.confkey[1] <> b.attnum)",
    )
    .await;
    assert_eq!(foreign, [""; 0], "foreign keys that could lead into another organisation");
}

#[tokio::test]
async fn the_application_owns_nothing_and_cannot_truncate() {
    let (_world, mut conn) = superuser().await;
    let owned = offenders(
        &mut conn,
        "select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner
          where r.rolname in ('pacioli_app', 'pacioli_auditor')
         union all
         select p.oid::regprocedure::text from pg_proc p join pg_roles r on r.oid = p.proowner
          where r.rolname in ('pacioli_app', 'pacioli_auditor')",
    )
    .await;
    assert_eq!(owned, [""; 0], "owned by an application role");
    let powers = offenders(
        &mut conn,
        "select r.rolname || ': ' || p.power || ' on ' || c.relname
           from pg_class c, (values ('pacioli_app'), ('pacioli_auditor')) r (rolname),
                (values ('TRUNCATE'), ('REFERENCES'), ('TRIGGER')) p (power)
          where c.relnamespace in ('public'::regnamespace, 'ctx'::regnamespace) and c.relkind in ('r', 'p')
            and has_table_privilege(r.rolname, c.oid, p.power)
         union all
         select 'pacioli_auditor: ' || p.power || ' on ' || c.relname
           from pg_class c, (values ('INSERT'), ('UPDATE'), ('DELETE')) p (power)
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and has_table_privilege('pacioli_auditor', c.oid, p.power)
         union all
         select rolname || ': create in a schema' from pg_roles, pg_namespace n
          where rolname in ('pacioli_app', 'pacioli_auditor') and nspname in ('public', 'ctx')
            and has_schema_privilege(rolname, n.oid, 'CREATE')
         union all
         select rolname || ' is too powerful' from pg_roles
          where rolname like 'pacioli\\_%'
            and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)",
    )
    .await;
    assert_eq!(powers, [""; 0], "powers the application must not have");
}

#[tokio::test]
async fn only_known_functions_run_with_their_owners_rights() {
    let (_world, mut conn) = superuser().await;
    let mut definers = offenders(
        &mut conn,
        "select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')",
    )
    .await;
    definers.retain(|function| !DEFINER_FUNCTIONS.contains(&function.as_str()));
    assert_eq!(definers, [""; 0], "security definer functions nobody has thought about");
    let loose = offenders(
        &mut conn,
        "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
            and (p.proconfig is null or not exists (select from unnest(p.proconfig) c where c like 'search_path=%')
                 or has_function_privilege('public', p.oid, 'EXECUTE'))",
    )
    .await;
    assert_eq!(loose, [""; 0], "definer functions without a fixed search_path, or open to everybody");
    let views = offenders(
        &mut conn,
        "select c.oid::regclass::text from pg_class c
          where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace
            and not coalesce('security_invoker=true' = any (c.reloptions), false)",
    )
    .await;
    assert_eq!(views, [""; 0], "views that read with their owner's rights");
}

#[tokio::test]
async fn permanent_rows_are_guarded_against_everyone_and_granted_to_nobody() {
    let (_world, mut conn) = superuser().await;
    let guarded = offenders(
        &mut conn,
        "select distinct t.tgrelid::regclass::text from pg_trigger t where t.tgname like 'permanent%' order by 1",
    )
    .await;
    assert!(guarded.contains(&"audit_event".to_owned()), "{guarded:?}");
    let weak = offenders(
        &mut conn,
        "select t.tgrelid::regclass::text || ': ' || t.tgname from pg_trigger t
          where t.tgname like 'permanent%' and t.tgenabled <> 'A'
         union all
         select c.oid::regclass::text || ': ' || power
           from pg_class c, (values ('UPDATE'), ('DELETE')) p (power)
          where exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'permanent')
            and (has_table_privilege('pacioli_app', c.oid, power)
                 or not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'permanent_truncate'))",
    )
    .await;
    assert_eq!(weak, [""; 0], "permanent rows that could be changed");
}

#[tokio::test]
async fn columns_hold_no_floats_no_local_times_and_no_clock() {
    let (_world, mut conn) = superuser().await;
    let wrong = offenders(
        &mut conn,
        "select c.relname || '.' || a.attname || ': ' || format_type(a.atttypid, a.atttypmod)
           from pg_attribute a join pg_class c on c.oid = a.attrelid
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
            and c.relname <> '_sqlx_migrations'
            and (a.atttypid in ('timestamp'::regtype, 'money'::regtype, 'json'::regtype)
                 or a.atttypid in ('real'::regtype, 'double precision'::regtype)
                    and a.attname !~ '(confidence|score|probability)')
         union all
         select c.relname || '.' || a.attname || ' defaults to ' || pg_get_expr(d.adbin, d.adrelid)
           from pg_attrdef d join pg_class c on c.oid = d.adrelid
           join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum
          where c.relnamespace = 'public'::regnamespace and c.relname <> '_sqlx_migrations'
            and pg_get_expr(d.adbin, d.adrelid) ~* '(now\\(|clock|current_|localtime|random|uuid[a-z0-9_]*\\()'
            and pg_get_expr(d.adbin, d.adrelid) !~ 'pg_current_xact_id'",
    )
    .await;
    assert_eq!(wrong, [""; 0], "amounts are bigint, instants timestamptz, and values come from the application");
}
