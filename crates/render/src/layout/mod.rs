//! From a paper to marks on pages.

mod account;
mod columns;
mod facts;
mod flow;
mod grid;
mod letterhead;
mod payment;
mod sales;
mod styles;
mod sums;
mod swiss;
mod table;
mod totals;

use crate::papers::{Document, Look};
use crate::picture::Logo;
use crate::sheet::Sheets;

/// A paper laid out.
pub(crate) struct LaidOut {
    pub sheets: Sheets,
    /// "Invoice 2026-17".
    pub title: String,
}

/// Lays a paper out.
pub(crate) fn lay_out(document: &Document, look: &Look, logo: Option<&Logo>) -> LaidOut {
    let title = title(document, look);
    let flow = flow::Flow::new(document.letter(), look, logo, &title);
    let sheets = match document {
        Document::Sales(paper) => sales::lay_out(flow, paper),
        Document::Statement(paper) => account::statement(flow, paper),
        Document::Dunning(paper) => account::dunning(flow, paper),
        Document::Remittance(paper) => account::remittance(flow, paper),
    };
    LaidOut { sheets, title }
}

fn title(document: &Document, look: &Look) -> String {
    let (word, number) = match document {
        Document::Sales(paper) => (sales::name(&paper.kind), Some(&paper.number)),
        Document::Statement(_) => (crate::words::Word::Statement, None),
        Document::Dunning(paper) => (account::name(paper.level), None),
        Document::Remittance(paper) => (crate::words::Word::RemittanceAdvice, paper.number.as_ref()),
    };
    let name = look.locale.say(word);
    number.map_or_else(|| name.to_owned(), |number| format!("{name} {number}"))
}
