//! The reader's process: what comes back through it, and what becomes of documents that end it.

use std::ffi::OsString;
use std::path::PathBuf;

use bytes::Bytes;
use reading::{Limits, ReadError, Worker};

use crate::files::{at, lines, models_folder, pdf};

fn worker(limits: Limits) -> Worker {
    program(env!("CARGO_BIN_EXE_reading-worker"), &[], limits)
}

fn program(path: &str, args: &[&str], limits: Limits) -> Worker {
    Worker::new(PathBuf::from(path), args.iter().map(OsString::from).collect(), limits, models_folder(), 1)
}

fn invoice() -> Bytes {
    pdf(&[&at(50, 700, 12, "Invoice number 4711 of 4 May 2026")]).into()
}

#[tokio::test]
async fn one_process_reads_document_after_document_and_survives_bad_ones() {
    let worker = worker(Limits::default());
    for _ in 0..3 {
        let reading = worker.read(invoice()).await.expect("a text PDF");
        assert_eq!(lines(&reading), ["Invoice number 4711 of 4 May 2026"]);
        let error = worker.read(Bytes::from_static(b"%PDF-1.7 nothing")).await.expect_err("broken");
        assert_eq!(error.code(), "document.broken");
    }
}

#[tokio::test]
async fn files_inside_a_mail_come_through_with_their_bytes() {
    let mail = "From: a@example.com\r\nTo: b@example.com\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nPlease find it attached.\r\n--x\r\n\
        Content-Type: text/csv\r\nContent-Disposition: attachment; filename=\"../rows.csv\"\r\n\r\na;b\r\n--x--\r\n";
    let reading = worker(Limits::default()).read(Bytes::from_static(mail.as_bytes())).await.expect("a mail");
    assert_eq!(lines(&reading), ["Invoice", "Please find it attached."]);
    let files: Vec<(&str, &[u8])> = reading.attachments.iter().map(|a| (a.name.as_str(), &a.bytes[..])).collect();
    assert_eq!(files, [("rows.csv", &b"a;b"[..])]);
}

#[tokio::test]
async fn pages_are_drawn_at_the_width_asked_for() {
    let worker = worker(Limits::default());
    let picture = worker.render(invoice(), 1, 620, 0).await.expect("a page");
    assert_eq!((picture.media_type.as_str(), picture.width), ("image/webp", 620));
    let decoded = image::load_from_memory(&picture.bytes).expect("a picture file");
    assert_eq!(decoded.height(), picture.height);
    let turned = worker.render(invoice(), 1, 620, 1).await.expect("a page on its side");
    assert!(turned.height < turned.width);
    let error = worker.render(invoice(), 2, 620, 0).await.expect_err("one page only");
    assert_eq!(error, ReadError::NoPage { page: 2, pages: 1 });
}

#[tokio::test]
async fn texts_mails_and_data_have_pictures_too() {
    let worker = worker(Limits::default());
    let ubl = "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' \
        xmlns:b='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'><b:ID>R-17</b:ID></Invoice>";
    let mail = "From: a@example.com\r\nTo: b@example.com\r\nSubject: Invoice\r\n\r\nPlease pay 12.50.\r\n";
    for file in ["Invoice 4711\nTotal 12.50\n", ubl, mail] {
        let bytes = Bytes::copy_from_slice(file.as_bytes());
        let picture = worker.render(bytes.clone(), 1, 620, 0).await.unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!((picture.media_type.as_str(), picture.width), ("image/webp", 620));
        let error = worker.render(bytes, 2, 620, 0).await.expect_err("one page only");
        assert_eq!(error, ReadError::NoPage { page: 2, pages: 1 });
    }
    let reading = worker.read(Bytes::copy_from_slice(ubl.as_bytes())).await.expect("an invoice");
    let number = reading.einvoice.expect("its data").invoice_number.expect("its number");
    assert_eq!((number.spots.len(), reading.pages.len()), (1, 1), "the number leads to its place on the page");
}

#[tokio::test]
async fn facts_are_found_in_the_process_and_a_line_of_ten_thousand_numbers_is_cut() {
    let worker = worker(Limits::default());
    let numbers = Bytes::from("19.00 7.00 ".repeat(5_000));
    let reading = worker.read(numbers).await.expect("a text");
    assert_eq!(reading.pages[0].words.len(), Limits::default().max_words_line);
    assert_eq!(reading.notes.len(), 1, "{:?}", reading.notes);
    let pages = |reading: &reading::Reading| Bytes::from(serde_json::to_vec(&reading.pages).expect("JSON"));
    worker.extract(pages(&reading), reading.route).await.expect("it ends");
    let bill =
        worker.read(Bytes::from_static(b"Invoice number: 4711\nTotal amount   12.50 EUR\n")).await.expect("a text");
    let facts = worker.extract(pages(&bill), bill.route).await.expect("facts");
    assert_eq!(facts.total.map(|f| f.value.to_string()).as_deref(), Some("12.50"));
    let error = worker.extract(Bytes::from_static(b"no pages"), bill.route).await.expect_err("no pages");
    assert_eq!(error.code(), "reader.failed");
}

#[tokio::test]
async fn a_process_that_is_out_of_time_is_stopped() {
    let worker = program("/bin/sleep", &["600"], Limits { max_seconds: 1, ..Limits::default() });
    assert_eq!(worker.read(invoice()).await.expect_err("late"), ReadError::TimedOut { seconds: 1 });
}

#[tokio::test]
async fn a_process_that_crashes_blames_the_document_and_the_next_one_is_read() {
    for (script, code) in [
        ("cat >/dev/null & kill -SEGV $$", "document.hostile"),
        ("echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$", "document.out_of_memory"),
        ("kill -XCPU $$", "document.timed_out"),
        ("kill -KILL $$", "reader.failed"),
        ("kill -TERM $$", "reader.failed"),
        ("printf 'first\\nsecond\\033[31m line\\n' >&2; exit 4", "reader.failed"),
        ("exit 3", "reader.failed"),
        ("cat", "reader.failed"),
    ] {
        let error = program("/bin/sh", &["-c", script], Limits::default()).read(invoice()).await.expect_err(script);
        assert_eq!(error.code(), code, "{script}: {error}");
        assert!(!error.to_string().contains(char::is_control), "one line, whatever the process said: {error}");
    }
    let missing = program("/nowhere/reader", &[], Limits::default()).read(invoice()).await.expect_err("no program");
    assert_eq!(missing.code(), "reader.failed");
}

#[tokio::test]
async fn memory_is_limited_by_the_system() {
    // 60 million pixels are allowed, the 180 MB they need are not.
    let mut bytes = Vec::new();
    let picture = image::GrayImage::new(7_000, 8_000);
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("writes to memory");
    let limits = Limits { max_memory_bytes: 200 * 1024 * 1024, ..Limits::default() };
    let error = worker(limits).read(bytes.into()).await.expect_err("too much memory");
    assert_eq!(error, ReadError::OutOfMemory);
}
