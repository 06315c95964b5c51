//! Read: the worker process turns the bytes into pages with words. What was read is kept as a blob; the stage row
//! names it.

use books::DocumentId;
use bytes::Bytes;
use op::Op;
use pg::TenantTx;
use reading::{Kind, ReadError, Reading};
use road::facts::Facts;
use road::page::{Page, Route};
use road::{Event, Stage, Versioned};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::advance::{Move, advance};
use crate::arrive::{Arrival, Arrived, take_in};
use crate::stage::{Running, newest};
use crate::store::{self, DocumentRow, Summary};
use crate::{DocumentError, Documents};

/// The result of reading, as the stage row keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ReadOutput {
    pub route: Route,
    pub pages: Vec<PageSize>,
    /// Address of the pages with their words in the blob store.
    pub words: String,
    /// Facts that came as data.
    pub einvoice: Option<Facts>,
    /// Quarter turns that make each page of the file upright.
    #[serde(default)]
    pub turns: Vec<u8>,
    pub notes: Vec<String>,
    pub engines: Vec<String>,
    pub milliseconds: Vec<(String, u32)>,
    /// How many words stand on the pages; readings from before this was counted do not say.
    #[serde(default)]
    pub word_count: Option<usize>,
}

impl ReadOutput {
    /// Whether there is anything on the pages to look for facts in. The page of bare data was set from the data.
    pub(crate) fn has_words(&self) -> bool {
        self.route != Route::Xml && !self.pages.is_empty() && self.word_count != Some(0)
    }
}

impl Versioned for ReadOutput {
    const NAME: &'static str = "reading";
}

/// A page without its words.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageSize {
    /// Counted from 1.
    pub number: u32,
    /// Width; only the ratio to the height matters.
    pub width: f32,
    /// Height in the same unit.
    pub height: f32,
}

impl Documents {
    /// Performs [`road::Effect::Read`]. Does nothing when the document has moved on.
    pub(crate) async fn run_read(&self, op: &Op, id: DocumentId, attempt: i16) -> Result<(), DocumentError> {
        let Some((row, running)) = self.start(op, id, Stage::Read, attempt).await? else { return Ok(()) };
        let bytes = self.blobs.get(&row.blob.parse()?).await?;
        match self.reader.for_organisation(op.org.0).read(bytes).await {
            // What lies inside a mail was taken out with all mails in it, under one limit: there is no second round.
            Ok(reading) if reading.kind == Kind::Mail && !reading.attachments.is_empty() && row.part_of.is_none() => {
                self.unpack_mail(op, &row, running, reading).await
            }
            Ok(reading) => self.keep_reading(op, &row, running, reading).await,
            Err(error) => self.note_failure(op, &row, running, Stage::Read, &error).await,
        }
    }

    pub(crate) async fn keep_reading(
        &self,
        op: &Op,
        row: &DocumentRow,
        running: Running,
        mut reading: Reading,
    ) -> Result<(), DocumentError> {
        keep_own_pages(&mut reading.pages, &row.part_pages);
        let words = serde_json::to_vec(&reading.pages).expect("pages always have a JSON form");
        let tx = self.db.begin_job(op).await?;
        let words = self.keep(tx, op, (row.entity, Some(&row.blob)), Bytes::from(words)).await?;
        let pages: Vec<PageSize> = reading.pages.iter().map(page_size).collect();
        let word_count = reading.pages.iter().map(|p| p.words.len()).sum();
        let output = ReadOutput {
            word_count: Some(word_count),
            route: reading.route,
            pages,
            words,
            einvoice: reading.einvoice,
            turns: reading.turns,
            notes: reading.notes,
            engines: reading.engines,
            milliseconds: reading.milliseconds,
        };
        let said = summary_of(&output, word_count);
        let shown = Summary {
            route: Some(output.route),
            page_count: i32::try_from(output.pages.len()).unwrap_or(i32::MAX),
            ..row.summary.clone()
        };
        let stage = running.done(op, said, json!({ "sha256": row.blob }), &output);
        let moved = Move { stage: Some(stage), summary: Some(shown), ..Move::default() };
        self.finish(op, row.id, Stage::Read, &Event::ReadDone, moved).await
    }

    /// A mail with attachments becomes a document for each of them.
    pub(crate) async fn unpack_mail(
        &self,
        op: &Op,
        row: &DocumentRow,
        running: Running,
        reading: Reading,
    ) -> Result<(), DocumentError> {
        let mut accepted = Vec::new();
        let mut refused = Vec::new();
        for attachment in reading.attachments {
            let file = Arrival { file_name: attachment.name.clone(), bytes: Bytes::from(attachment.bytes) };
            match self.accept(self.db.begin_job(op).await?, op, row.entity, file).await {
                Ok(one) => accepted.push(one),
                Err(error) => refused.push(error.to_string()),
            }
        }
        let mut tx = self.db.begin_job(op).await?;
        let row = store::lock(&mut tx, row.id).await?;
        if row.state.at_work() != Some(Stage::Read) {
            return Ok(());
        }
        let mut into = Vec::new();
        for one in &accepted {
            match take_in(&mut tx, op, row.entity, one, Some(row.id)).await? {
                Arrived::Taken(id) | Arrived::SameAs(id) => into.push(id),
            }
        }
        let agent = op.as_agent("reader", env!("CARGO_PKG_VERSION"));
        let (event, stage) = if into.is_empty() {
            let message = format!("The mail holds nothing that can be read. {}", refused.join(" "));
            let error = ("document.mail_without_documents".to_owned(), message);
            let event = Event::ReadFailed { code: error.0.clone(), message: error.1.clone(), retryable: false };
            (event, running.failed(op, json!({ "sha256": row.blob }), error))
        } else {
            let said = format!("The mail held {} documents; each goes its own way.", into.len());
            let output = json!({ "into": into, "refused": refused, "notes": reading.notes });
            (Event::Unpacked { into }, running.done_otherwise(op, said, json!({ "sha256": row.blob }), output))
        };
        advance(&mut tx, &agent, &row, &event, Move::stage(stage)).await?;
        Ok(tx.commit().await?)
    }

    /// A stage that the worker process did not bring to an end: too long, killed, or refused.
    pub(crate) async fn note_failure(
        &self,
        op: &Op,
        row: &DocumentRow,
        running: Running,
        at: Stage,
        error: &ReadError,
    ) -> Result<(), DocumentError> {
        let (code, message, retryable) = (error.code().to_owned(), error.to_string(), error.may_pass_later());
        let event = match (error, at) {
            (ReadError::TimedOut { .. }, stage) => Event::TimedOut { stage },
            (_, Stage::Extract) => Event::ExtractFailed { code, message, retryable },
            _ => Event::ReadFailed { code, message, retryable },
        };
        let failed = running.failed(op, json!({ "sha256": row.blob }), (error.code().to_owned(), error.to_string()));
        self.finish(op, row.id, at, &event, Move::stage(failed)).await
    }

    /// The newest reading, without its words.
    pub(crate) async fn reading(tx: &mut TenantTx, id: DocumentId) -> Result<ReadOutput, DocumentError> {
        let broken = || DocumentError::BrokenStage { stage: "read" };
        let (_, output): (_, ReadOutput) = newest(tx, id, "read").await?.ok_or_else(broken)?;
        Ok(output)
    }

    /// The pages with their words, from the newest reading.
    pub(crate) async fn pages(
        &self,
        tx: &mut TenantTx,
        id: DocumentId,
    ) -> Result<(ReadOutput, Vec<Page>), DocumentError> {
        let broken = || DocumentError::BrokenStage { stage: "read" };
        let output = Self::reading(tx, id).await?;
        let bytes = self.blobs.get(&output.words.parse()?).await?;
        let pages = serde_json::from_slice(&bytes).map_err(|_| broken())?;
        Ok((output, pages))
    }
}

/// A part of a split document keeps its own pages; they are counted anew from 1.
fn keep_own_pages(pages: &mut Vec<Page>, part: &[i32]) {
    if part.is_empty() {
        return;
    }
    pages.retain(|page| part.iter().any(|n| u32::try_from(*n) == Ok(page.number)));
    for (page, number) in pages.iter_mut().zip(1..) {
        page.number = number;
    }
}

fn page_size(page: &Page) -> PageSize {
    PageSize { number: page.number, width: page.width, height: page.height }
}

fn summary_of(output: &ReadOutput, words: usize) -> String {
    let pages = match output.pages.len() {
        0 => "no pages".to_owned(),
        1 => "one page".to_owned(),
        n => format!("{n} pages"),
    };
    match output.route {
        Route::Xml => "An electronic invoice, read as data.".to_owned(),
        Route::Hybrid => format!("A PDF with {pages} that carries an electronic invoice; the data were read."),
        Route::TextLayer => format!("A PDF with {pages}; {words} words were taken from its text layer."),
        Route::Ocr => format!("A picture with {pages}; {words} words were recognised."),
        Route::PlainText => format!("Plain text with {words} words."),
    }
}
