//! Files that are empty, cut off, locked, lying about their size or nested without end: each gets its own clear error.

use reading::{Kind, Limits, ReadError, read_here, sniff};

use crate::files::{assemble, at, lines, locked, models_folder, pdf, read};

#[test]
fn each_bad_file_gets_its_own_code() {
    let good = pdf(&[&at(50, 700, 12, "Invoice number 4711 of 4 May 2026")]);
    let no_pages =
        assemble(&["<< /Type /Catalog /Pages 2 0 R >>".into(), "<< /Type /Pages /Kids [] /Count 0 >>".into()]);
    let cases: [(&str, Vec<u8>, &str); 10] = [
        ("empty file", Vec::new(), "document.empty"),
        ("only white space", b" \n\t ".to_vec(), "document.empty"),
        ("PDF cut after its first bytes", good[..40].to_vec(), "document.broken"),
        ("PDF without pages", no_pages, "document.broken"),
        ("locked PDF", locked(&good, "secret"), "document.encrypted"),
        ("picture that claims 60000 x 60000", png_claiming(60_000, 60_000), "document.too_many_pixels"),
        ("picture cut off", png_claiming(100, 100), "document.broken"),
        ("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0".to_vec(), "document.unknown_type"),
        ("web page", b"<!DOCTYPE html><html><body>Invoice</body></html>".to_vec(), "document.unknown_type"),
        ("PDF page with nothing on it", pdf(&[""]), "document.no_text"),
    ];
    for (what, bytes, code) in cases {
        let error = read(&bytes).expect_err(what);
        assert_eq!(error.code(), code, "{what}: {error}");
    }
}

#[test]
fn a_pdf_cut_near_its_end_is_still_read() {
    let good = pdf(&[&at(50, 700, 12, "Invoice number 4711 of 4 May 2026")]);
    let at_table = good.windows(5).rposition(|w| w == b"xref\n").expect("has a table");
    let reading = read(&good[..at_table]).expect("objects are all there");
    assert_eq!(lines(&reading), ["Invoice number 4711 of 4 May 2026"]);
}

#[test]
fn an_empty_password_opens_a_locked_pdf() {
    let good = pdf(&[&at(50, 700, 12, "Invoice number 4711 of 4 May 2026")]);
    let reading = read(&locked(&good, "")).expect("opens with the empty password");
    assert_eq!(lines(&reading), ["Invoice number 4711 of 4 May 2026"]);
}

#[test]
fn ten_thousand_pages_are_refused_before_they_are_read() {
    let error = read(&pdf(&vec!["BT ET"; 10_000])).expect_err("too many");
    assert_eq!(error, ReadError::TooManyPages { pages: 10_000, max: 200 });
}

#[test]
fn a_page_tree_that_contains_itself_ends() {
    let loop_tree = assemble(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>".into(),
    ]);
    let error = read(&loop_tree).expect_err("no page in it");
    assert_eq!(error.code(), "document.broken");
}

#[test]
fn a_form_that_draws_itself_ends() {
    let form = "q /X Do /X Do Q BT /F1 12 Tf 50 700 Td (Invoice number 4711 of 4 May 2026) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".into(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".into(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R \
         /Resources << /XObject << /X 6 0 R >> /Font << /F1 3 0 R >> >> >>"
            .into(),
        format!("<< /Length {} >>\nstream\n{form}\nendstream", form.len()),
        "<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\n\
         stream\n/X Do\nendstream"
            .into(),
    ];
    let reading = read(&assemble(&objects)).expect("the text is there");
    assert_eq!(lines(&reading), ["Invoice number 4711 of 4 May 2026"]);
}

#[test]
fn the_content_decides_not_the_name_or_the_declared_type() {
    // Whatever they are called: a PDF is a PDF, XML is XML, a PNG header is a PNG.
    assert_eq!(sniff(&pdf(&["BT ET"])), Ok(Kind::Pdf));
    assert_eq!(sniff(b"<?xml version=\"1.0\"?><Invoice/>"), Ok(Kind::Xml));
    assert_eq!(sniff(&png_claiming(1, 1)), Ok(Kind::Png));
}

#[test]
fn deep_or_booby_trapped_xml_is_refused() {
    let deep = format!(
        "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\">{}{}</Invoice>",
        "<a>".repeat(200_000),
        "</a>".repeat(200_000)
    );
    assert_eq!(read(deep.as_bytes()).expect_err("too deep").code(), "document.hostile");
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>";
    assert_eq!(read(laughs.as_bytes()).expect_err("entities").code(), "document.hostile");
}

#[test]
fn files_beyond_the_limit_are_refused_by_size_alone() {
    let limits = Limits { max_bytes: 1000, ..Limits::default() };
    let error = read_here(&[b'x'; 1001], &limits, &models_folder()).expect_err("too large");
    assert_eq!(error, ReadError::TooLarge { bytes: 1001, max: 1000 });
}

#[test]
fn every_prefix_of_a_pdf_gives_an_answer() {
    let good = pdf(&[&at(50, 700, 12, "Invoice"), &at(50, 700, 12, "page two")]);
    for length in (0..good.len()).step_by(7) {
        // Any answer will do; a panic or an endless loop would not.
        let _ = read_here(&good[..length], &Limits { max_ocr_pages: 0, ..Limits::default() }, &models_folder());
    }
}

/// A PNG with a header and the first bytes of a picture.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    out.extend(&header);
    out.extend(checksum(&header).to_be_bytes());
    out.extend(b"\0\0\0\x64IDAT\x78\x9c");
    out
}

/// CRC-32 as PNG wants it (ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |c, _| (c >> 1) ^ (0xEDB8_8320 * (c & 1)));
    !bytes.iter().fold(u32::MAX, step)
}
