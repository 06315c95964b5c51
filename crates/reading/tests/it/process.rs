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
        ("exit 3", "reader.failed"),
        ("cat", "reader.failed"),
    ] {
        let error = program("/bin/sh", &["-c", script], Limits::default()).read(invoice()).await.expect_err(script);
        assert_eq!(error.code(), code, "{script}: {error}");
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
