//! One document from bytes to a [`Reading`], in this process. The worker process runs this; tests may.
//!
//! Route first: an electronic invoice is read as data, then the text layer of a PDF, and only what has neither goes
//! through text recognition.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use einvoice::EinvoiceError;
use image::RgbImage;
use road::page::{Page, Route};

use crate::ocr::{self, Engine};
use crate::pdf::Document;
use crate::sniff::{Kind, decode_text, sniff};
use crate::{
    Attachment, Limits, PageImage, ReadError, Reading, caps, invoice_page, mail, picture, plain, sheet, tiff, worker,
};

/// Width in pixels at which a scanned page of a PDF is drawn for recognition: 200 dpi of A4.
const SCAN_WIDTH: u32 = 1654;

/// Reads documents; the text models are loaded when the first picture comes and then kept.
pub struct Reader {
    limits: Limits,
    models: PathBuf,
    engine: OnceLock<Result<Engine, ReadError>>,
}

/// Reads one document with models from `models`.
pub fn read_here(bytes: &[u8], limits: &Limits, models: &Path) -> Result<Reading, ReadError> {
    Reader::new(limits.clone(), models.to_owned()).read(bytes)
}

impl Reader {
    /// A reader with the models of a folder.
    pub fn new(limits: Limits, models: PathBuf) -> Self {
        Self { limits, models, engine: OnceLock::new() }
    }

    /// Reads one document.
    pub fn read(&self, bytes: &[u8]) -> Result<Reading, ReadError> {
        self.limits.check_bytes(bytes)?;
        let start = Instant::now();
        let kind = sniff(bytes)?;
        let mut reading = match kind {
            Kind::Xml => self.xml(bytes)?,
            Kind::Pdf => self.pdf(bytes)?,
            Kind::Mail => self.mail(bytes)?,
            Kind::Text => self.text(bytes)?,
            _ => self.pictures(bytes, kind)?,
        };
        caps::cap(&mut reading, &self.limits);
        reading.took("all", start);
        Ok(reading)
    }

    /// Draws page `number` (from 1) `width` pixels wide, turned as the reading says (`Reading::turns`).
    pub fn render(&self, bytes: &[u8], number: u32, width: u32, turn: u8) -> Result<PageImage, ReadError> {
        self.limits.check_bytes(bytes)?;
        let index = number.checked_sub(1).ok_or(ReadError::NoPage { page: 0, pages: 1 })?;
        let page = match sniff(bytes)? {
            Kind::Pdf => Document::open(bytes, &self.limits)?.render(index as usize, width, turn, &self.limits)?,
            kind if kind.is_picture() => {
                let page = tiff::Pages::of(bytes, kind, &self.limits)?.page(number)?;
                picture::at_most(picture::turned(picture::decode(&page, kind, &self.limits)?, turn), width)
            }
            kind => {
                let pages = self.set_pages(bytes, kind)?;
                let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
                let page = pages.get(index as usize).ok_or(ReadError::NoPage { page: number, pages: count })?;
                sheet::draw(page, width, &self.limits)?
            }
        };
        picture::encode(&page)
    }

    /// The pages of a file that has words and no picture.
    fn set_pages(&self, bytes: &[u8], kind: Kind) -> Result<Vec<Page>, ReadError> {
        let mut reading = match kind {
            Kind::Xml => self.xml(bytes)?,
            Kind::Mail => self.mail(bytes)?,
            _ => self.text(bytes)?,
        };
        caps::cap(&mut reading, &self.limits);
        Ok(reading.pages)
    }

    fn xml(&self, bytes: &[u8]) -> Result<Reading, ReadError> {
        let mut reading = Reading::new(Route::Xml, Kind::Xml);
        let start = Instant::now();
        match einvoice::parse(bytes) {
            Ok(mut facts) => {
                reading.used("einvoice");
                reading.pages = invoice_page::set(&mut facts, &self.limits);
                reading.turns = vec![0; reading.pages.len()];
                reading.einvoice = Some(facts);
            }
            Err(error @ EinvoiceError::UnknownFormat { .. }) => reading.notes.push(error.to_string()),
            Err(error) => return Err(refused(&error)),
        }
        reading.xml = Some(bytes.to_vec());
        reading.took("einvoice", start);
        Ok(reading)
    }

    fn text(&self, bytes: &[u8]) -> Result<Reading, ReadError> {
        let text = decode_text(bytes).ok_or(ReadError::NoText)?;
        let mut reading = Reading::new(Route::PlainText, Kind::Text);
        reading.pages = plain::pages(&text, &self.limits);
        reading.turns = vec![0; reading.pages.len()];
        Ok(reading)
    }

    fn mail(&self, bytes: &[u8]) -> Result<Reading, ReadError> {
        let mail = mail::read(bytes, &self.limits)?;
        let mut reading = Reading::new(Route::PlainText, Kind::Mail);
        reading.used("mail-parser");
        reading.pages = plain::pages(&format!("{}\n\n{}", mail.subject, mail.body), &self.limits);
        reading.turns = vec![0; reading.pages.len()];
        reading.attachments = mail.attachments;
        reading.notes = mail.notes;
        Ok(reading)
    }

    fn pdf(&self, bytes: &[u8]) -> Result<Reading, ReadError> {
        let mut reading = Reading::new(Route::TextLayer, Kind::Pdf);
        reading.used("hayro 0.9");
        let start = Instant::now();
        let document = Document::open(bytes, &self.limits)?;
        reading.attachments = document.attachments(&self.limits);
        take_einvoice(&mut reading);
        reading.took("open", start);

        let start = Instant::now();
        let pages = document.text();
        reading.took("text", start);

        let start = Instant::now();
        // With the data at hand and some page legible, a scanned appendix is not worth the seconds.
        let enough = reading.einvoice.is_some() && pages.iter().any(|p| p.legible);
        let mut scans = Scans { done: 0, since: Instant::now() };
        for (index, found) in pages.into_iter().enumerate() {
            let mut page = found.page;
            let mut turn = found.turn;
            if !found.legible && !enough {
                match self.scanned(&document, index, page.number, &mut scans, &mut reading) {
                    Ok(Some(read)) => {
                        reading.notes.extend(remarks(&read));
                        (page, turn) = (read.page, read.turn);
                    }
                    Ok(None) => {}
                    Err(error) => reading.notes.push(format!("Page {} could not be read: {error}", page.number)),
                }
            }
            reading.pages.push(page);
            reading.turns.push(turn);
        }
        if scans.done > 0 {
            reading.took("ocr", start);
            if reading.einvoice.is_none() {
                reading.route = Route::Ocr;
            }
        }
        if reading.einvoice.is_none() {
            refuse_empty(&reading, self.missing_models())?;
        }
        Ok(reading)
    }

    /// Recognises a page without a text layer; `None` for a blank page or beyond the limit.
    fn scanned(
        &self,
        document: &Document,
        index: usize,
        number: u32,
        scans: &mut Scans,
        reading: &mut Reading,
    ) -> Result<Option<ocr::Recognised>, ReadError> {
        if scans.are_enough(&self.limits) {
            reading.notes.push(format!("Page {number} is a picture and was not read: the document has too many."));
            return Ok(None);
        }
        let drawn = document.render(index, SCAN_WIDTH, 0, &self.limits)?;
        if is_blank(&drawn) {
            return Ok(None);
        }
        scans.done += 1;
        reading.used(ocr::ENGINE);
        self.engine()?.read(drawn, number).map(Some)
    }

    fn pictures(&self, bytes: &[u8], kind: Kind) -> Result<Reading, ReadError> {
        let mut reading = Reading::new(Route::Ocr, kind);
        let start = Instant::now();
        let pages = tiff::Pages::of(bytes, kind, &self.limits)?;
        let mut scans = Scans { done: 0, since: start };
        for number in 1..=pages.count() {
            if scans.are_enough(&self.limits) {
                reading.notes.push(format!("Pages from {number} on were not read: the document has too many."));
                break;
            }
            scans.done += 1;
            let picture = picture::decode(&pages.page(number)?, kind, &self.limits)?;
            let read = self.engine()?.read(picture, number)?;
            reading.notes.extend(remarks(&read));
            reading.pages.push(read.page);
            reading.turns.push(read.turn);
        }
        reading.used(ocr::ENGINE);
        reading.took("ocr", start);
        refuse_empty(&reading, None)?;
        Ok(reading)
    }

    fn engine(&self) -> Result<&Engine, ReadError> {
        let load = || {
            worker::allow_memory_for_pictures();
            Engine::load(&self.models)
        };
        self.engine.get_or_init(load).as_ref().map_err(Clone::clone)
    }

    fn missing_models(&self) -> Option<ReadError> {
        self.engine.get().and_then(|engine| engine.as_ref().err().cloned())
    }
}

/// What was done to a picture before it could be read.
fn remarks(read: &ocr::Recognised) -> Vec<String> {
    let number = read.page.number;
    let done = [
        (read.turn != 0, "was turned upright"),
        (read.cleaned.denoised, "is speckled: it was smoothed before reading"),
        (read.cleaned.stretched, "is faded: its contrast was raised before reading"),
    ];
    done.iter().filter(|(done, _)| *done).map(|(_, what)| format!("Page {number} {what}.")).collect()
}

/// Pages of one document that went through text recognition.
struct Scans {
    done: u32,
    since: Instant,
}

impl Scans {
    /// Whether the limits leave no room for another page; the first one always has room.
    fn are_enough(&self, limits: &Limits) -> bool {
        let late = self.since.elapsed().as_secs() * 2 >= limits.max_seconds;
        self.done >= limits.max_ocr_pages || (self.done > 0 && late)
    }
}

/// XML that cannot be read, as an error of the document.
fn refused(error: &EinvoiceError) -> ReadError {
    let what = error.to_string();
    match error {
        EinvoiceError::Doctype | EinvoiceError::TooDeep { .. } | EinvoiceError::TooMany { .. } => {
            ReadError::Hostile { what }
        }
        _ => ReadError::Broken { what },
    }
}

/// Moves the electronic invoice from the attachments into the reading: files with the names the standards prescribe
/// (Factur-X 1.0, ZUGFeRD, XRechnung) before other XML.
fn take_einvoice(reading: &mut Reading) {
    let mut order: Vec<usize> = (0..reading.attachments.len()).collect();
    order.sort_by_key(|&index| !is_prescribed_name(&reading.attachments[index].name));
    for index in order {
        let Attachment { name, bytes } = &reading.attachments[index];
        if !matches!(sniff(bytes), Ok(Kind::Xml)) || einvoice::looks_like(bytes).is_none() {
            continue;
        }
        match einvoice::parse(bytes) {
            Ok(mut facts) => {
                facts.route = Route::Hybrid;
                reading.einvoice = Some(facts);
                reading.xml = Some(reading.attachments.remove(index).bytes);
                reading.route = Route::Hybrid;
                reading.used("einvoice");
                return;
            }
            Err(error) => reading.notes.push(format!("The attached data {name:?} cannot be read: {error}")),
        }
    }
}

fn is_prescribed_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml"].contains(&lower.as_str())
}

fn refuse_empty(reading: &Reading, missing_models: Option<ReadError>) -> Result<(), ReadError> {
    if reading.pages.iter().any(|page| !page.words.is_empty()) {
        return Ok(());
    }
    Err(missing_models.unwrap_or(ReadError::NoText))
}

/// Whether a page is one colour, but for specks.
fn is_blank(page: &RgbImage) -> bool {
    let first = page.get_pixel(0, 0).0;
    let differs = |p: &image::Rgb<u8>| p.0.iter().zip(first).any(|(a, b)| a.abs_diff(b) > 24);
    let count = page.pixels().filter(|p| differs(p)).count();
    count * 20_000 < page.as_raw().len()
}
