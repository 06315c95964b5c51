use books::DocumentId;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use pg::TenantTx;
use serde_json::Value;
use uuid::Uuid;

use crate::DocumentError;

/// One run of one stage, as stored.
#[derive(Debug, Clone)]
pub(crate) struct StageRow {
    pub stage: String,
    pub version: i32,
    pub seq: i64,
    pub agent: String,
    pub agent_version: String,
    pub started_at: Timestamp,
    pub finished_at: Timestamp,
    pub attempt: i16,
    pub summary: String,
    pub input: Value,
    pub output: Option<Value>,
    pub error_code: Option<String>,
    pub error_message: Option<String>,
}

/// One run of one stage, to be stored under the next version.
#[derive(Debug, Clone)]
pub(crate) struct NewStage {
    pub stage: &'static str,
    pub agent: String,
    pub agent_version: String,
    pub started_at: Timestamp,
    pub finished_at: Timestamp,
    pub attempt: i16,
    pub summary: String,
    pub input: Value,
    /// The result, or code and message of the error.
    pub outcome: Result<Value, (String, String)>,
}

/// Something said about a document.
#[derive(Debug, Clone)]
pub(crate) struct NewMessage {
    pub id: Uuid,
    pub at: Timestamp,
    pub stage: String,
    pub stage_version: i32,
    pub sender: String,
    pub recipient: String,
    pub body: String,
}

/// Stores a stage row and tells its version. The caller holds the document's lock, so versions have no gaps.
pub(crate) async fn add_stage(tx: &mut TenantTx, id: DocumentId, new: &NewStage) -> Result<i32, DocumentError> {
    let org = tx.org().0;
    let (output, error) = match &new.outcome {
        Ok(value) => (Some(value), None),
        Err(error) => (None, Some(error)),
    };
    let version = sqlx::query_scalar!(
        "insert into document_stage (org_id, document_id, stage, version, agent, agent_version, started_at,
             finished_at, attempt, summary, input, output, error_code, error_message)
         select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
         from document_stage where document_id = $2 and stage = $3
         returning version",
        org,
        id.0,
        new.stage,
        new.agent,
        new.agent_version,
        new.started_at.to_sqlx() as _,
        new.finished_at.to_sqlx() as _,
        new.attempt,
        new.summary,
        new.input,
        output,
        error.map(|e| e.0.as_str()),
        error.map(|e| e.1.as_str()),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(version)
}

/// The newest result of a stage that did not fail.
pub(crate) async fn newest(
    tx: &mut TenantTx,
    id: DocumentId,
    stage: &'static str,
) -> Result<Option<(i32, Value)>, DocumentError> {
    let row = sqlx::query!(
        r#"select version, output as "output!" from document_stage
           where document_id = $1 and stage = $2 and output is not null
           order by version desc limit 1"#,
        id.0,
        stage
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| (r.version, r.output)))
}

/// All stage rows in the order they were written.
pub(crate) async fn story(tx: &mut TenantTx, id: DocumentId) -> Result<Vec<StageRow>, DocumentError> {
    let rows = sqlx::query!("select * from document_stage where document_id = $1 order by seq", id.0)
        .fetch_all(tx.conn())
        .await?;
    let rows = rows.into_iter().map(|r| StageRow {
        stage: r.stage,
        version: r.version,
        seq: r.seq,
        agent: r.agent,
        agent_version: r.agent_version,
        started_at: r.started_at.to_jiff(),
        finished_at: r.finished_at.to_jiff(),
        attempt: r.attempt,
        summary: r.summary,
        input: r.input,
        output: r.output,
        error_code: r.error_code,
        error_message: r.error_message,
    });
    Ok(rows.collect())
}

/// Stores a message.
pub(crate) async fn add_message(tx: &mut TenantTx, id: DocumentId, new: &NewMessage) -> Result<(), DocumentError> {
    let org = tx.org().0;
    sqlx::query!(
        "insert into document_message (org_id, document_id, message_id, at, stage, stage_version, sender, recipient, body)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        org,
        id.0,
        new.id,
        new.at.to_sqlx() as _,
        new.stage,
        new.stage_version,
        new.sender,
        new.recipient,
        new.body
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// All messages about a document, oldest first.
pub(crate) async fn messages(tx: &mut TenantTx, id: DocumentId) -> Result<Vec<NewMessage>, DocumentError> {
    let rows = sqlx::query!("select * from document_message where document_id = $1 order by at, message_id", id.0)
        .fetch_all(tx.conn())
        .await?;
    let rows = rows.into_iter().map(|r| NewMessage {
        id: r.message_id,
        at: r.at.to_jiff(),
        stage: r.stage,
        stage_version: r.stage_version,
        sender: r.sender,
        recipient: r.recipient,
        body: r.body,
    });
    Ok(rows.collect())
}
