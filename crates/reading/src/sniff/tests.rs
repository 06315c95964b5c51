use super::{Kind, decode_text, sniff};

#[test]
fn types_are_told_by_content() {
    let mail = b"Return-Path: <a@example.com>\r\nFrom: a@example.com\r\nSubject: Invoice\r\n\r\nHello";
    let cases: [(&str, &[u8], Kind); 13] = [
        ("PDF", b"%PDF-1.4\n", Kind::Pdf),
        ("PDF after a few stray bytes", b"\n\n\0%PDF-1.4\n", Kind::Pdf),
        ("PNG", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", Kind::Png),
        ("JPEG", b"\xFF\xD8\xFF\xE0\0\x10JFIF", Kind::Jpeg),
        ("WebP", b"RIFF\x24\0\0\0WEBPVP8 ", Kind::Webp),
        ("TIFF, small end first", b"II*\0\x08\0\0\0\0\0", Kind::Tiff),
        ("GIF", b"GIF89a\x01\0\x01\0", Kind::Gif),
        ("XML with declaration", b"<?xml version=\"1.0\"?><Invoice/>", Kind::Xml),
        ("XML after a mark and blanks", b"\xEF\xBB\xBF \n<rsm:CrossIndustryInvoice/>", Kind::Xml),
        ("XML in UTF-16", b"\xFF\xFE<\0a\0/\0>\0", Kind::Xml),
        ("mail", mail, Kind::Mail),
        ("bank file", b":20:STARTUMS\r\n:25:10020030/1234567\r\n", Kind::Text),
        ("letter with a colon", b"Invoice: 12\nTotal: 30.00 EUR\n", Kind::Text),
    ];
    for (what, bytes, kind) in cases {
        assert_eq!(sniff(bytes), Ok(kind), "{what}");
    }
}

#[test]
fn a_mail_that_carries_a_pdf_unencoded_stays_a_mail() {
    let mail = b"From: a@example.com\nTo: b@example.com\nSubject: x\nDate: today\n\n%PDF-1.4\n";
    assert_eq!(sniff(mail), Ok(Kind::Mail));
}

#[test]
fn archives_and_office_files_are_refused_by_name() {
    for bytes in
        [&b"PK\x03\x04\x14\0\0\0\x08\0"[..], b"\x1f\x8b\x08\0\0\0", b"7z\xBC\xAF\x27\x1C\0\x04", b"\0\x01\x02\x03\x04"]
    {
        let error = sniff(bytes).expect_err("no document");
        assert_eq!(error.code(), "document.unknown_type", "{error}");
    }
}

#[test]
fn umlauts_and_euro_signs_survive_every_encoding() {
    let utf16_le: Vec<u8> = "\u{FEFF}Größe 5 €".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_be: Vec<u8> = "Größe 5 €".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: [(&str, &[u8]); 5] = [
        ("UTF-8", "Größe 5 €".as_bytes()),
        ("UTF-8 with mark", b"\xEF\xBB\xBFGr\xC3\xB6\xC3\x9Fe 5 \xE2\x82\xAC"),
        ("Windows-1252", b"Gr\xF6\xDFe 5 \x80"),
        ("UTF-16 with mark", &utf16_le),
        ("UTF-16 without mark", &utf16_be),
    ];
    for (what, bytes) in cases {
        assert_eq!(decode_text(bytes).as_deref(), Some("Größe 5 €"), "{what}");
    }
    assert_eq!(decode_text(b"\x01\x02\x03\x04abc"), None, "control characters are no text");
}
