use op::{Op, OrgId};
use sqlx::postgres::PgPool;
use sqlx::{PgConnection, Postgres, Transaction};

use crate::PgError;
use crate::context::{Claim, SignedContext, Signer};

/// A transaction inside one organisation, which sees the businesses its actor may see.
///
/// Store functions take `&mut TenantTx`; dropping it without [`TenantTx::commit`] undoes everything.
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    org: OrgId,
}

impl TenantTx {
    pub(crate) async fn begin(pool: &PgPool, signer: &Signer, op: &Op) -> Result<Self, PgError> {
        let tx = enter(pool, signer, BEGIN, &Claim::of(op)).await?;
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
    pub(crate) async fn begin(pool: &PgPool, signer: &Signer) -> Result<Self, PgError> {
        let tx = enter(pool, signer, BEGIN, &Claim::system()).await?;
        Ok(Self { tx })
    }

    /// A transaction whose commit does not wait for the disk.
    pub(crate) async fn begin_relaxed(pool: &PgPool, signer: &Signer) -> Result<Self, PgError> {
        let begin = "begin; set local synchronous_commit to off";
        let tx = enter(pool, signer, begin, &Claim::system()).await?;
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

/// The context's signature had expired before the transaction began.
const EXPIRED: &str = "PA003";

/// A connection that died while it lay in the pool is noticed when it is used: so many are put aside before giving up.
const MOST_STALE: usize = 64;

/// Whether the connection had died before: nothing was asked for over it yet, so that another one can be tried.
fn was_stale(error: &PgError) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    match error {
        PgError::Sql(sqlx::Error::Io(io)) => {
            matches!(io.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
        }
        // the server's last words: it was stopped, or one of its processes crashed
        other => matches!(other.sqlstate().as_deref(), Some("57P01" | "57P02")),
    }
}

/// Begins inside the claim. After the server was started anew the pool's connections are dead ones, which nobody who asks
/// for something should feel. When the database finds the signature too old or too new by its clock, one of the two clocks
/// was set meanwhile: it is read anew, and the second answer counts.
async fn enter(
    pool: &PgPool,
    signer: &Signer,
    begin: &'static str,
    claim: &Claim,
) -> Result<Transaction<'static, Postgres>, PgError> {
    let mut stale = 0;
    loop {
        match try_enter(pool, signer, begin, claim).await {
            Err(error) if was_stale(&error) && stale < MOST_STALE => stale += 1,
            Err(error) if error.sqlstate().as_deref() == Some(EXPIRED) => {
                read_clock(pool, signer).await?;
                return try_enter(pool, signer, begin, claim).await;
            }
            entered => return entered,
        }
    }
}

async fn try_enter(
    pool: &PgPool,
    signer: &Signer,
    begin: &'static str,
    claim: &Claim,
) -> Result<Transaction<'static, Postgres>, PgError> {
    let signed = signer.sign(claim);
    let Claim { org, actor, kind, businesses } = claim;
    let SignedContext { expires, host, proof } = signed;
    // One message, one round trip. Nothing in it comes from outside: ids, a word of ours, digits and hexadecimal digits.
    let statement = format!(
        "{begin}; select ctx.enter('{org}', '{actor}', '{kind}', '{businesses}', {expires}, '{host}', '{proof}')"
    );
    Ok(pool.begin_with(sqlx::AssertSqlSafe(statement)).await?)
}

/// Tells the signer what time it is in the database.
pub(crate) async fn read_clock(pool: &PgPool, signer: &Signer) -> Result<(), PgError> {
    let now = sqlx::query_scalar("select extract(epoch from clock_timestamp())::bigint").fetch_one(pool).await?;
    signer.set_clock(now);
    Ok(())
}

#[cfg(test)]
mod tests {
    use op::Op;

    use crate::{ContextKey, Db, PoolSizes};

    /// The helpers' copy of this crate has types of its own; the operation is the same.
    async fn connected(world: &test_kit::World) -> (Db, Op) {
        let sizes = PoolSizes { web: 1, jobs: 1, reports: 1 };
        let db = Db::connect(world.admin_options(), sizes, ContextKey::from_bytes([7; 32])).await;
        (db.expect("connects"), world.op_admin())
    }

    #[tokio::test]
    async fn a_clock_that_was_set_on_either_side_stops_nobody() {
        let world = test_kit::World::new().await;
        let (db, op) = connected(&world).await;
        // as if the database's clock had been this moment when it was read
        for read in ["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"] {
            let read: jiff::Timestamp = read.parse().expect("an instant");
            db.signer().set_clock(read.as_second());
            db.begin(&op).await.unwrap_or_else(|e| panic!("read {read}: {e}")).commit().await.expect("commits");
        }
    }
}
