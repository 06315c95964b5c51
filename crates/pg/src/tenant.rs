use op::{Op, OrgId};
use sqlx::postgres::PgPool;
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use crate::PgError;
use crate::context::{ContextKey, SignedContext};

/// A transaction inside one organisation. Store functions take `&mut TenantTx`; dropping it without
/// [`TenantTx::commit`] undoes everything.
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    org: OrgId,
}

impl TenantTx {
    pub(crate) async fn begin(pool: &PgPool, key: &ContextKey, op: &Op) -> Result<Self, PgError> {
        let actor = op.actor.id().unwrap_or(Uuid::nil());
        let tx = enter(pool, BEGIN, key.sign(op.org.0, actor, "tenant")).await?;
        Ok(Self { tx, org: op.org })
    }

    /// The organisation the transaction is inside of.
    pub fn org(&self) -> OrgId {
        self.org
    }

    /// The connection, for one statement.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Makes everything done in it permanent.
    pub async fn commit(self) -> Result<(), PgError> {
        Ok(self.tx.commit().await?)
    }

    /// Undoes everything done in it, now rather than at drop.
    pub async fn rollback(self) -> Result<(), PgError> {
        Ok(self.tx.rollback().await?)
    }
}

/// A transaction of the program itself: it sees the tables marked `system_too` (queue, sign-in) and no books.
pub struct SystemTx {
    tx: Transaction<'static, Postgres>,
}

impl SystemTx {
    pub(crate) async fn begin(pool: &PgPool, key: &ContextKey) -> Result<Self, PgError> {
        let tx = enter(pool, BEGIN, key.sign(Uuid::nil(), Uuid::nil(), "system")).await?;
        Ok(Self { tx })
    }

    /// A transaction whose commit does not wait for the disk.
    pub(crate) async fn begin_relaxed(pool: &PgPool, key: &ContextKey) -> Result<Self, PgError> {
        let begin = "begin; set local synchronous_commit to off";
        let tx = enter(pool, begin, key.sign(Uuid::nil(), Uuid::nil(), "system")).await?;
        Ok(Self { tx })
    }

    /// The connection, for one statement.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Makes everything done in it permanent.
    pub async fn commit(self) -> Result<(), PgError> {
        Ok(self.tx.commit().await?)
    }
}

const BEGIN: &str = "begin";

async fn enter(
    pool: &PgPool,
    begin: &'static str,
    context: SignedContext,
) -> Result<Transaction<'static, Postgres>, PgError> {
    let mut tx = pool.begin_with(begin).await?;
    sqlx::query("select ctx.enter($1, $2, $3, $4, $5)")
        .bind(context.org)
        .bind(context.actor)
        .bind(context.kind)
        .bind(context.expires)
        .bind(context.proof)
        .execute(&mut *tx)
        .await?;
    Ok(tx)
}
