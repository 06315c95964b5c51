use std::sync::Arc;
use std::time::Duration;

use op::Op;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Connection, Executor};

use crate::context::{ContextKey, Signer};
use crate::tenant::read_clock;
use crate::{PgError, SystemTx, TenantTx, role};

/// How many connections each kind of work may hold.
#[derive(Debug, Clone, Copy)]
pub struct PoolSizes {
    /// Requests.
    pub web: u32,
    /// Background jobs.
    pub jobs: u32,
    /// Reports.
    pub reports: u32,
}

impl Default for PoolSizes {
    fn default() -> Self {
        Self { web: 16, jobs: 6, reports: 4 }
    }
}

/// The database as the application sees it: transactions that already are inside a tenant.
#[derive(Clone)]
pub struct Db {
    web: PgPool,
    jobs: PgPool,
    reports: PgPool,
    signer: Arc<Signer>,
}

impl Db {
    /// Opens the pools as this host's application role on the database that `admin` names.
    ///
    /// # Errors
    /// [`PgError::SignInRefused`] when the server does not let that role in, [`PgError::UnsafeRole`] when it could step
    /// over row-level security. There is no falling back to the administrator: whoever signed in as one can become one
    /// again.
    pub async fn connect(admin: PgConnectOptions, sizes: PoolSizes, key: ContextKey) -> Result<Self, PgError> {
        let options = role::sign_in(&admin, &key).await?;
        let web = pool(&options, sizes.web, "5s").await?;
        let jobs = pool(&options, sizes.jobs, "60s").await?;
        // A snapshot must be asked for before the first query, which enters the tenant: so by the session's default.
        let reading = [("default_transaction_isolation", "repeatable read"), ("default_transaction_read_only", "on")];
        let reports = pool(&options.clone().options(reading), sizes.reports, "120s").await?;
        let signer = Arc::new(Signer::new(key));
        read_clock(&web, &signer).await?;
        Ok(Self { web, jobs, reports, signer })
    }

    /// Begins a transaction of a request inside the operation's organisation.
    pub async fn begin(&self, op: &Op) -> Result<TenantTx, PgError> {
        TenantTx::begin(&self.web, &self.signer, op).await
    }

    /// Begins a transaction of a background job.
    pub async fn begin_job(&self, op: &Op) -> Result<TenantTx, PgError> {
        TenantTx::begin(&self.jobs, &self.signer, op).await
    }

    /// Begins a read-only transaction with one snapshot, for reports.
    pub async fn begin_report(&self, op: &Op) -> Result<TenantTx, PgError> {
        TenantTx::begin(&self.reports, &self.signer, op).await
    }

    /// Begins a transaction that sees the queue and the sign-in tables of all organisations, and no books.
    pub async fn begin_system(&self) -> Result<SystemTx, PgError> {
        SystemTx::begin(&self.web, &self.signer).await
    }

    /// As [`Db::begin_system`], from the pool of the background jobs: for leases on jobs and their end.
    ///
    /// Its commit does not wait for the disk. A crash of the server may undo it, as if the runner had died a moment
    /// earlier: the job runs again, which handlers bear.
    pub async fn begin_queue(&self) -> Result<SystemTx, PgError> {
        SystemTx::begin_relaxed(&self.jobs, &self.signer).await
    }

    /// A connection that listens for wake-ups on `channel`.
    pub async fn listen(&self, channel: &str) -> Result<sqlx::postgres::PgListener, PgError> {
        let mut listener = sqlx::postgres::PgListener::connect_with(&self.jobs).await?;
        listener.listen(channel).await?;
        Ok(listener)
    }

    #[cfg(test)]
    pub(crate) fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Whether the server answers.
    pub async fn ping(&self) -> Result<(), PgError> {
        self.web.acquire().await?.ping().await?;
        Ok(())
    }

    /// Whether it was closed: whoever repeats something until it works stops then.
    pub fn is_closed(&self) -> bool {
        self.jobs.is_closed()
    }

    /// Closes all pools; waits for connections in use.
    pub async fn close(&self) {
        self.web.close().await;
        self.jobs.close().await;
        self.reports.close().await;
    }
}

async fn pool(options: &PgConnectOptions, size: u32, statement_timeout: &str) -> Result<PgPool, PgError> {
    let options = options.clone().options([
        ("statement_timeout", statement_timeout),
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "60s"),
        ("timezone", "UTC"),
    ]);
    let pool = PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(Duration::from_secs(600))
        .test_before_acquire(false)
        // A begin() cancelled by a dropped request leaves its transaction open in the connection (sqlx 0.9.0); the next
        // borrower must not inherit it. The BEGIN is there because a lone ROLLBACK outside of a transaction makes the
        // server log a warning each time.
        .after_release(|conn, _| {
            Box::pin(async move {
                conn.execute("begin; rollback").await?;
                Ok(true)
            })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}
