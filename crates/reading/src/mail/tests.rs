use super::{clean_name, read};
use crate::Limits;

fn multipart(parts: &[&str]) -> String {
    let mut mail =
        "From: Anna <Anna@Example.com>\r\nTo: books@example.org\r\nSubject: =?utf-8?Q?Rechnung_f=C3=BCr_Mai?=\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\n"
            .to_owned();
    for part in parts {
        mail.push_str(&format!("--cut\r\n{part}\r\n"));
    }
    mail + "--cut--\r\n"
}

const BODY: &str = "Content-Type: text/plain\r\n\r\nPlease book this.";
const FILE: &str = "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\
    Content-Disposition: attachment; filename=\"../../etc/invoice.pdf\"\r\n\r\nJVBERi0xLjQK";

#[test]
fn body_sender_and_files_are_taken_apart() {
    let mail = read(multipart(&[BODY, FILE]).as_bytes(), &Limits::default()).expect("a mail");
    assert_eq!((mail.subject.as_str(), mail.from.as_str()), ("Rechnung für Mai", "anna@example.com"));
    assert_eq!(mail.body, "Please book this.");
    assert_eq!(mail.attachments.len(), 1);
    assert_eq!(mail.attachments[0].name, "invoice.pdf");
    assert_eq!(mail.attachments[0].bytes, b"%PDF-1.4\n");
}

#[test]
fn logos_of_signatures_are_left_out() {
    let logo = "Content-Type: image/png\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: base64\r\n\
        Content-Disposition: inline; filename=logo.png\r\n\r\niVBORw0KGgoAAAANSUhEUg==";
    let mail = read(multipart(&[BODY, logo, FILE]).as_bytes(), &Limits::default()).expect("a mail");
    assert_eq!(mail.attachments.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["invoice.pdf"]);
}

#[test]
fn mails_inside_mails_give_their_files_down_to_the_limit() {
    let nested = |inner: &str| {
        multipart(&[BODY, &format!("Content-Type: message/rfc822\r\n\r\n{}", inner.replace("cut", "cut2"))])
    };
    let forwarded = nested(&multipart(&[BODY, FILE]));
    let mail = read(forwarded.as_bytes(), &Limits::default()).expect("a mail");
    assert_eq!(mail.attachments.len(), 1);
    let shallow = Limits { max_depth: 0, ..Limits::default() };
    let mail = read(forwarded.as_bytes(), &shallow).expect("a mail");
    assert!(mail.attachments.is_empty());
    assert_eq!(mail.notes.len(), 1);
}

/// A mail with a file and `width` mails like itself, each declared to be a plain file.
fn disguised(depth: u32, width: usize) -> String {
    if depth == 0 {
        return multipart(&[BODY, FILE]);
    }
    let inner = disguised(depth - 1, width).replace("cut", &format!("c{depth}t"));
    let hidden = format!("Content-Type: application/octet-stream\r\n\r\n{inner}");
    let mut parts = vec![BODY, FILE];
    parts.extend(std::iter::repeat_n(hidden.as_str(), width));
    multipart(&parts)
}

#[test]
fn mails_declared_to_be_something_else_count_as_mails() {
    let limits = Limits::default();
    let within = read(disguised(limits.max_depth, 1).as_bytes(), &limits).expect("a mail");
    assert_eq!((within.attachments.len(), within.notes.len()), (limits.max_depth as usize + 1, 0));
    let deeper = read(disguised(limits.max_depth + 2, 1).as_bytes(), &limits).expect("a mail");
    assert_eq!((deeper.attachments.len(), deeper.notes.len()), (limits.max_depth as usize + 1, 1));
    let wide = read(disguised(3, 8).as_bytes(), &limits).expect("a mail");
    assert_eq!(wide.attachments.len(), limits.max_attachments, "one limit for the whole tree");
    assert!(!wide.attachments.iter().any(|a| crate::sniff(&a.bytes) == Ok(crate::Kind::Mail)));
    let small = Limits { max_bytes: 20, ..limits };
    assert_eq!(read(disguised(3, 1).as_bytes(), &small).expect("a mail").attachments.len(), 2, "2 x 9 bytes");
}

#[test]
fn more_files_than_allowed_are_named_not_taken() {
    let limits = Limits { max_attachments: 2, ..Limits::default() };
    let mail = read(multipart(&[BODY, FILE, FILE, FILE]).as_bytes(), &limits).expect("a mail");
    assert_eq!((mail.attachments.len(), mail.notes.len()), (2, 1));
}

#[test]
fn names_are_harmless() {
    let long = format!("{}.pdf", "x".repeat(300));
    for (given, kept) in [
        ("C:\\Users\\anna\\Invoice 4.pdf", "Invoice 4.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u{202E}fdp.exe", "afdp.exe"),
        (".hidden", "hidden"),
        ("in<voice>?.pdf", "in_voice__.pdf"),
        ("folder/", "attachment"),
        ("\n\t", "attachment"),
        (long.as_str(), &long[184..]),
    ] {
        assert_eq!(clean_name(Some(given)), kept);
    }
    assert_eq!(clean_name(None), "attachment");
}
