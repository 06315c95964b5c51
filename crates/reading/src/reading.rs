//! The result of reading one document.

use road::facts::Facts;
use road::page::{Page, Route};
use serde::{Deserialize, Serialize};

use crate::sniff::Kind;

/// What was read from one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// How the text was come by; with pages of both sorts, `Ocr` as soon as one page went through recognition.
    pub route: Route,
    /// The type of the file by its content.
    pub kind: Kind,
    /// Pages with words, upright; empty for bare data.
    pub pages: Vec<Page>,
    /// Quarter turns clockwise, page by page, that brought the picture of the page upright; `render` wants them back.
    pub turns: Vec<u8>,
    /// The electronic invoice, bare or from an attachment of the PDF, in its own encoding. Travels beside the JSON.
    #[serde(skip)]
    pub xml: Option<Vec<u8>>,
    /// The facts of that electronic invoice.
    pub einvoice: Option<Facts>,
    /// Files that came along: the parts of a mail, or embedded in a PDF. In the worker's answer their bytes travel
    /// beside the JSON.
    pub attachments: Vec<Attachment>,
    /// What a reviewer should know: pages left out, attachments that could not be parsed, pages turned upright.
    pub notes: Vec<String>,
    /// Names and versions of the engines that took part.
    pub engines: Vec<String>,
    /// Milliseconds per step, in the order of the steps.
    pub milliseconds: Vec<(String, u32)>,
}

impl Reading {
    pub(crate) fn new(route: Route, kind: Kind) -> Self {
        Self {
            route,
            kind,
            pages: Vec::new(),
            turns: Vec::new(),
            xml: None,
            einvoice: None,
            attachments: Vec::new(),
            notes: Vec::new(),
            engines: Vec::new(),
            milliseconds: Vec::new(),
        }
    }

    pub(crate) fn took(&mut self, step: &str, since: std::time::Instant) {
        let spent = u32::try_from(since.elapsed().as_millis()).unwrap_or(u32::MAX);
        self.milliseconds.push((step.to_owned(), spent));
    }

    pub(crate) fn used(&mut self, engine: &str) {
        if !self.engines.iter().any(|e| e == engine) {
            self.engines.push(engine.to_owned());
        }
    }

    /// The words of all pages as text: a line per printed line, an empty line between pages.
    pub fn text(&self) -> String {
        let pages: Vec<String> = self.pages.iter().map(page_text).collect();
        pages.join("\n\n")
    }
}

fn page_text(page: &Page) -> String {
    let mut text = String::new();
    let mut line = None;
    for word in &page.words {
        if let Some(last) = line {
            text.push(if last == word.line { ' ' } else { '\n' });
        }
        text.push_str(&word.text);
        line = Some(word.line);
    }
    text
}

/// A file inside a mail or a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name without folders and control characters, at most 120 characters; never empty.
    pub name: String,
    /// Its content.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// A picture of a page for the reviewer's screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageImage {
    /// `image/webp` or `image/jpeg`.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The file.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}
