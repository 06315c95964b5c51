//! As whom the program works: a role of this host's own, which inherits the rights of [`APP_ROLE`] and nothing else.
//!
//! Each host has its role, so that several can work on one server side by side, none knows another's password, and one
//! can be shut out (`alter role ... nologin`) without the others noticing.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

use crate::PgError;
use crate::context::ContextKey;
use crate::migrate::APP_ROLE;

/// How the host's role signs in; makes the role through the administrator when the server does not know it yet.
pub(crate) async fn sign_in(admin: &PgConnectOptions, key: &ContextKey) -> Result<PgConnectOptions, PgError> {
    let own = admin.clone().username(&key.role()).password(&key.password());
    if refusal(&own).await?.is_some() {
        make(admin, key).await?;
        if let Some(why) = refusal(&own).await? {
            return Err(PgError::SignInRefused { role: key.role(), why });
        }
    }
    Ok(own)
}

/// Why the server does not let the role work; `None` when it does.
async fn refusal(own: &PgConnectOptions) -> Result<Option<String>, PgError> {
    let mut conn = match own.connect().await {
        Ok(conn) => conn,
        // class 28: invalid authorisation
        Err(sqlx::Error::Database(refused)) if refused.code().is_some_and(|code| code.starts_with("28")) => {
            return Ok(Some(refused.message().to_owned()));
        }
        Err(error) => return Err(error.into()),
    };
    assert_confined(&mut conn).await?;
    let member: bool =
        sqlx::query_scalar("select pg_has_role(session_user, $1, 'usage')").bind(APP_ROLE).fetch_one(&mut conn).await?;
    conn.close().await?;
    Ok((!member).then(|| format!("it does not have the rights of {APP_ROLE}")))
}

/// Makes the role, or gives it its password and its rights back. Roles are shared by all databases of a server: another
/// program with the same key may do the same at the same moment, to the same end.
async fn make(admin: &PgConnectOptions, key: &ContextKey) -> Result<(), PgError> {
    let (role, password) = (key.role(), key.password());
    let statement = format!(
        "do $$ begin
            if not exists (select from pg_roles where rolname = '{role}') then
                create role {role} login inherit nosuperuser nobypassrls nocreatedb nocreaterole
                    password '{password}' in role {APP_ROLE};
            else
                alter role {role} password '{password}';
                if not pg_has_role('{role}', '{APP_ROLE}', 'usage') then
                    grant {APP_ROLE} to {role};
                end if;
            end if;
        exception when duplicate_object or unique_violation or internal_error then
            raise notice 'another program makes the role: %', sqlerrm;
        end $$"
    );
    let mut conn = admin.connect().await?;
    conn.execute(sqlx::AssertSqlSafe(statement)).await?;
    Ok(conn.close().await?)
}

/// Whoever is a member of a role can become it.
async fn assert_confined(conn: &mut PgConnection) -> Result<(), PgError> {
    let unsafe_by: Option<String> = sqlx::query_scalar(
        "select r.rolname::text from pg_roles r
          where (r.rolsuper or r.rolbypassrls or r.rolname = 'pacioli_owner') and pg_has_role(session_user, r.oid, 'member')
          order by r.rolname limit 1",
    )
    .fetch_optional(&mut *conn)
    .await?;
    let role: String = sqlx::query_scalar("select session_user::text").fetch_one(conn).await?;
    match unsafe_by {
        Some(power) => Err(PgError::UnsafeRole { role, power }),
        None => Ok(()),
    }
}
