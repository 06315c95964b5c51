//! Extract: pages become facts, in the worker process like everything that a document can make slow. Data beats paper:
//! the fields of an electronic invoice are taken as they are, and what the page of a hybrid says is only compared with
//! them.

use books::DocumentId;
use bytes::Bytes;
use op::Op;
use reading::{ReadError, Worker};
use road::facts::{Check, Facts, Field};
use road::page::Route;
use road::{Arg, Event, Stage};
use serde_json::json;

use crate::advance::Move;
use crate::summary;
use crate::{DocumentError, Documents, store};

impl Documents {
    /// Performs [`road::Effect::Extract`]. Does nothing when the document has moved on.
    pub(crate) async fn run_extract(&self, op: &Op, id: DocumentId, attempt: i16) -> Result<(), DocumentError> {
        let Some((row, running)) = self.start(op, id, Stage::Extract, attempt).await? else { return Ok(()) };
        let mut tx = self.db.begin_job(op).await?;
        let read_version = store::newest(&mut tx, id, "read").await?.map_or(0, |(version, _)| version);
        let read = Self::reading(&mut tx, id).await?;
        tx.rollback().await?;
        let words = if read.has_words() { Some(self.blobs.get(&read.words.parse()?).await?) } else { None };
        let reader = self.reader.for_organisation(op.org.0);
        let facts = match facts_of(&reader, read.einvoice, words, read.route).await {
            Ok(facts) => facts,
            Err(error) => return self.note_failure(op, &row, running, Stage::Extract, &error).await,
        };
        let shown = summary::with_facts(&row.summary, &facts);
        let stage = running.done(op, summary_of(&facts), json!({ "read": read_version }), &facts);
        let moved = Move { stage: Some(stage), summary: Some(shown), ..Move::default() };
        self.finish(op, id, Stage::Extract, &Event::ExtractDone, moved).await
    }
}

/// The facts of a reading: those of the electronic invoice when there is one, else what the engine finds. `words` are
/// the pages in their JSON form, absent where nothing is printed on them; they are parsed in the worker process only.
///
/// # Errors
/// What happened to that process. Data alone never fails; neither does the comparison with its page, it is left out.
pub async fn facts_of(
    reader: &Worker,
    einvoice: Option<Facts>,
    words: Option<Bytes>,
    route: Route,
) -> Result<Facts, ReadError> {
    match (einvoice, words) {
        (None, None) => Ok(Facts::empty(route)),
        (None, Some(words)) => reader.extract(words, route).await,
        (Some(data), None) => Ok(Facts { route, ..data }),
        (Some(mut data), Some(words)) => {
            data.route = route;
            match reader.extract(words, Route::TextLayer).await {
                Ok(page) => compare_with_page(&mut data, &page),
                Err(error) if error.may_pass_later() => return Err(error),
                Err(error) => {
                    let detail = format!("the page could not be compared with the data: {error}");
                    data.checks.push(Check::new("xml_equals_page", false, detail));
                }
            }
            Ok(data)
        }
    }
}

/// Lends the data of a hybrid the places on its page, and notes where both disagree: the picture a person sees and the
/// data a machine books must be the same invoice.
fn compare_with_page(data: &mut Facts, page: &Facts) {
    lend_spots(&mut data.invoice_number, page.invoice_number.as_ref());
    lend_spots(&mut data.date, page.date.as_ref());
    lend_spots(&mut data.due_date, page.due_date.as_ref());
    lend_spots(&mut data.vendor, page.vendor.as_ref());
    lend_spots(&mut data.subtotal, page.subtotal.as_ref());
    lend_spots(&mut data.tax, page.tax.as_ref());
    lend_spots(&mut data.total, page.total.as_ref());
    if let (Some(in_data), Some(on_page)) = (&data.total, &page.total) {
        let holds = in_data.value == on_page.value;
        let detail = format!("total in the data {}, on the page {}", in_data.value, on_page.value);
        let figure = |value| Arg::figure(value, data.currency.as_ref().map(|c| c.value));
        let check = Check::new("xml_equals_page", holds, detail);
        let check = check.with("total", figure(in_data.value)).with("page_total", figure(on_page.value));
        data.checks.push(check);
    }
}

fn lend_spots<T: PartialEq>(data: &mut Option<Field<T>>, page: Option<&Field<T>>) {
    if let (Some(field), Some(seen)) = (data, page)
        && field.spots.is_empty()
        && field.value == seen.value
    {
        field.spots.clone_from(&seen.spots);
    }
}

fn summary_of(facts: &Facts) -> String {
    let named = |what: &str, value: Option<String>| value.map(|v| format!("{what} {v}"));
    let total = facts.total.as_ref().map(|t| {
        let currency = facts.currency.as_ref().map_or(String::new(), |c| format!(" {}", c.value));
        format!("{}{currency}", t.value)
    });
    let parts: Vec<String> = [
        named("vendor", facts.vendor.as_ref().map(|f| f.value.clone())),
        named("number", facts.invoice_number.as_ref().map(|f| f.value.clone())),
        named("date", facts.date.as_ref().map(|f| f.value.to_string())),
        named("total", total),
    ]
    .into_iter()
    .flatten()
    .collect();
    let failed = facts.checks.iter().filter(|c| !c.holds).count();
    let checks = match failed {
        0 => String::from("All checks hold."),
        1 => String::from("One check fails."),
        n => format!("{n} checks fail."),
    };
    if parts.is_empty() {
        format!("No facts were found. {checks}")
    } else {
        format!("Found {}. {checks}", parts.join(", "))
    }
}
