use super::{UBL, facts};
use crate::{Format, looks_like, node, parse};

#[test]
fn hostile_and_broken_files_are_refused_with_a_code() {
    let bomb = r#"<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]><a>&y;</a>"#;
    let deep = format!("{}{}", "<a>".repeat(65), "</a>".repeat(65));
    let attributes: String = (0..65).map(|i| format!(" a{i}=\"1\"")).collect();
    let long = format!("<a>{}</a>", "x".repeat(node::MAX_TEXT + 1));
    let namespaces: String = (0..70).map(|i| format!("<a xmlns='urn:{i}'/>")).collect();
    let cases: [(&str, &str); 13] = [
        (bomb, "einvoice.doctype"),
        (&deep, "einvoice.too_deep"),
        (&format!("<a{attributes}/>"), "einvoice.too_many"),
        (&long, "einvoice.too_many"),
        (&format!("<a>{namespaces}</a>"), "einvoice.too_many"),
        ("<a><b></a>", "einvoice.not_well_formed"),
        ("<a>", "einvoice.not_well_formed"),
        ("<a/><b/>", "einvoice.not_well_formed"),
        ("<a/>text", "einvoice.not_well_formed"),
        ("<a>&unknown;</a>", "einvoice.not_well_formed"),
        ("<a>&#1;</a>", "einvoice.not_well_formed"),
        ("", "einvoice.not_well_formed"),
        ("<Invoice/>", "einvoice.unknown_format"),
    ];
    for (text, code) in cases {
        let error = parse(text.as_bytes()).expect_err("refused");
        assert_eq!(error.code(), code, "{}: {error}", text.chars().take(40).collect::<String>());
    }
}

#[test]
fn attached_files_are_skipped_whatever_their_size() {
    let file = format!(
        "<a:AdditionalDocumentReference><a:Attachment><b:EmbeddedDocumentBinaryObject>{}\
         </b:EmbeddedDocumentBinaryObject></a:Attachment></a:AdditionalDocumentReference><a:OrderReference>",
        "QUJD".repeat(node::MAX_TEXT)
    );
    assert_eq!(facts(&UBL.replace("<a:OrderReference>", &file)), facts(UBL));
}

#[test]
fn encodings_are_told_by_mark_bytes_or_declaration() {
    let utf8 = UBL.as_bytes().to_vec();
    let with_mark = [&[0xEF, 0xBB, 0xBF], utf8.as_slice()].concat();
    let utf16: Vec<u8> = UBL.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_mark = [&[0xFF, 0xFE], utf16.as_slice()].concat();
    let big_endian: Vec<u8> = UBL.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin: Vec<u8> = UBL
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin-1 has the letter"))
        .collect();
    for bytes in [utf8, with_mark, utf16, utf16_mark, big_endian, latin.clone()] {
        assert_eq!(looks_like(&bytes), Some(Format::UblInvoice));
        assert_eq!(parse(&bytes).expect("read").customer.map(|f| f.value), Some("Käufer AG".to_owned()));
    }
    let lying = String::from_utf8_lossy(&latin[..60]).replace("ISO-8859-1", "UTF-8").into_bytes();
    let lying = [lying.as_slice(), &latin[60..]].concat();
    assert_eq!(parse(&lying).expect_err("no UTF-8").code(), "einvoice.encoding");
}

#[test]
fn an_envelope_is_opened_and_other_files_are_not_mistaken() {
    let body = UBL.split_once("?>").expect("a declaration").1;
    let wrapped =
        format!("<StandardBusinessDocument><StandardBusinessDocumentHeader/>{body}</StandardBusinessDocument>");
    assert_eq!(looks_like(wrapped.as_bytes()), Some(Format::UblInvoice));
    assert_eq!(facts(&wrapped), facts(UBL));
    for other in ["%PDF-1.7", "", "<html/>", "<Invoice/>", "{\"Invoice\": 1}", "<!-- only a comment"] {
        assert_eq!(looks_like(other.as_bytes()), None, "{other}");
    }
}

#[test]
fn no_truncated_file_is_read_and_none_panics() {
    for end in 0..UBL.len() {
        let cut = &UBL.as_bytes()[..end];
        assert!(parse(cut).is_err(), "the first {end} bytes are no invoice");
        looks_like(cut);
    }
}

proptest::proptest! {
    #[test]
    fn no_value_panics(text in "[-+0-9A-Za-z.,/ ]{0,40}") {
        let mut document = UBL.to_owned();
        for value in [">107.10<", ">19<", ">17.10<", ">100<", ">10.00<", ">DE 136 695 976<", ">2026-04-14<", ">EUR<"] {
            document = document.replace(value, &format!(">{text}<"));
        }
        let facts = facts(&document);
        proptest::prop_assert!(facts.vendor.is_some());
        crate::rules::check(document.as_bytes()).expect("judged");
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        looks_like(&bytes);
        proptest::prop_assert!(parse(&bytes).is_err());
    }
}
