use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use op::{EntityId, Op};
use pg::TenantTx;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{JobError, store};

/// The channel on which committed news is announced: `{"org", "topic", "entity", "subject"}` as JSON.
pub const NEWS_CHANNEL: &str = "pacioli_news";

/// Something others may want to know.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// What: `entry.posted`, `document.changed`.
    pub topic: &'static str,
    /// The business it belongs to.
    pub entity: Option<EntityId>,
    /// The entry, document ... it is about.
    pub subject_id: Uuid,
    /// Details for the receiver; no secrets.
    pub payload: Value,
}

/// News as it was committed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewsItem {
    /// Where it stands; ask for what follows with it.
    #[serde(serialize_with = "as_text")]
    pub position: Position,
    /// When.
    pub at: Timestamp,
    /// The business it belongs to.
    pub entity: Option<EntityId>,
    /// What.
    pub topic: String,
    /// What it is about.
    pub subject_id: Uuid,
    /// Details.
    pub payload: Value,
}

fn as_text<S: serde::Serializer>(position: &Position, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(position)
}

/// A place in the order of the organisation's news: the number of the last one read. The default is before the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position(pub(crate) i64);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Position {
    type Err = JobError;

    fn from_str(text: &str) -> Result<Self, JobError> {
        let number = text.parse().ok().filter(|number| *number >= 0);
        number.map(Self).ok_or_else(|| JobError::Cursor(text.to_owned()))
    }
}

/// Writes news in the present transaction; listeners of [`NEWS_CHANNEL`] hear of it when it commits.
///
/// # Errors
/// [`JobError::Database`].
pub async fn emit(tx: &mut TenantTx, op: &Op, news: News) -> Result<(), JobError> {
    emit_each(tx, vec![(op, news)]).await
}

/// Writes news of several operations that share the transaction, with one statement.
///
/// # Errors
/// [`JobError::Database`].
pub async fn emit_each(tx: &mut TenantTx, news: Vec<(&Op, News)>) -> Result<(), JobError> {
    if news.is_empty() {
        return Ok(());
    }
    let call = |(op, news): &(&Op, News)| {
        json!({ "org": op.org, "topic": news.topic, "entity": news.entity, "subject": news.subject_id }).to_string()
    };
    let calls: Vec<String> = news.iter().map(call).collect();
    store::add_news(tx, &news, NEWS_CHANNEL, &calls).await
}

/// The organisation's news after `position`, oldest first, at most `limit`.
///
/// INVARIANT: news is given out by its number, which the sealer gives once and for all ([`crate::seal`]): numbers
/// without a gap for whoever sees all businesses, and never one that comes in behind a reader.
///
/// # Errors
/// [`JobError::Database`].
pub async fn news_since(tx: &mut TenantTx, position: Position, limit: u32) -> Result<Vec<NewsItem>, JobError> {
    store::news_since(tx, position, i64::from(limit)).await
}
