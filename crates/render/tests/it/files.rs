//! The file itself: what it is, what is in it, what is refused.

use lopdf::Object;
use money::{Amount, Currency};
use render::*;

use crate::read_back::{pieces, text};
use crate::samples::{self, invoice, look};

const XML: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rsm:CrossIndustryInvoice xmlns:rsm=\"urn:x\"/>\n";

fn hybrid() -> Vec<u8> {
    let attachment = Attachment { xml: XML.to_vec(), profile: "EN 16931".to_owned() };
    let (document, look) = samples::german_invoice();
    render(&document, &Look { attachment: Some(attachment), ..look }).unwrap().pdf
}

fn metadata(file: &lopdf::Document) -> String {
    let id = file.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    String::from_utf8(file.get_object(id).unwrap().as_stream().unwrap().content.clone()).unwrap()
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (name, (document, look)) in samples::all() {
        assert_eq!(render(&document, &look).unwrap().pdf, render(&document, &look).unwrap().pdf, "{name}");
    }
    assert_eq!(hybrid(), hybrid());
}

#[test]
fn every_file_says_what_it_is() {
    for (name, (document, look)) in samples::all() {
        let file = lopdf::Document::load_mem(&render(&document, &look).unwrap().pdf).unwrap();
        let catalog = file.catalog().unwrap();
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), look.locale.tag().as_bytes(), "{name}");
        let marked = catalog.get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap();
        assert!(marked.as_bool().unwrap(), "{name}");
        assert!(catalog.get(b"StructTreeRoot").is_ok() && catalog.get(b"OutputIntents").is_ok(), "{name}");
        let said = metadata(&file);
        for part in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(said.contains(part), "{name}: {part}\n{said}");
        }
        for object in file.objects.values() {
            let Ok(font) = object.as_dict() else { continue };
            if font.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"FontDescriptor") {
                let name = String::from_utf8_lossy(font.get(b"FontName").unwrap().as_name().unwrap()).into_owned();
                assert!(name.contains("+NotoSans") && font.get(b"FontFile2").is_ok(), "{name}");
            }
        }
    }
}

#[test]
fn a_hybrid_carries_the_invoice_as_factur_x_wants_it() {
    let pdf = hybrid();
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    let catalog = file.catalog().unwrap();
    let associated =
        catalog.get(b"AF").map(|list| file.dereference(list).unwrap().1.as_array().unwrap().clone()).unwrap();
    let spec = file.dereference(&associated[0]).unwrap().1.as_dict().unwrap();
    for (key, value) in [(&b"F"[..], &b"factur-x.xml"[..]), (b"UF", b"factur-x.xml")] {
        assert_eq!(spec.get(key).unwrap().as_str().unwrap(), value);
    }
    assert_eq!(spec.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Alternative");
    let stream = spec.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap();
    let stream = file.dereference(stream).unwrap().1.as_stream().unwrap();
    assert_eq!(stream.dict.get(b"Subtype").unwrap().as_name().unwrap(), b"text/xml");
    assert_eq!(stream.decompressed_content().unwrap(), XML);
    let said = metadata(&file);
    for part in [
        "<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>",
        "<fx:DocumentType>INVOICE</fx:DocumentType>",
        "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
        "<fx:Version>1.0</fx:Version>",
        "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
        "<pdfaid:part>3</pdfaid:part>",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    // the metadata stay plain text, as PDF/A wants, and the pages stay readable
    assert_eq!(said.matches("<pdfaExtension:schemas>").count(), 1);
    assert!(text(&pieces(&pdf), 0).contains("Rechnung 2026-0042"));
}

#[test]
fn what_cannot_be_printed_is_noted_and_what_cannot_be_used_is_refused() {
    let mut paper = invoice(1, Currency::EUR);
    paper.letter.recipient.name = "株式会社 Sakura".to_owned();
    let rendered = render(&Document::Sales(Box::new(paper)), &look("en")).unwrap();
    assert_eq!(rendered.notes.len(), 4);
    assert_eq!(rendered.notes[0].code(), "render.no_glyph");
    assert!(text(&pieces(&rendered.pdf), 0).contains("���� Sakura"));

    let document = || Document::Sales(Box::new(invoice(1, Currency::EUR)));
    let mut torn = samples::logo();
    torn.truncate(torn.len() / 2);
    let mut damaged = samples::logo();
    damaged[..8].copy_from_slice(b"GIF89a..");
    for logo in [b"<svg/>".to_vec(), Vec::new(), b"\xff\xd8\xff\xe0".to_vec(), torn, damaged] {
        let refused = render(&document(), &Look { logo: Some(logo), ..look("en") }).unwrap_err();
        assert_eq!(refused.code(), "render.unreadable_logo", "{refused}");
    }
    let empty = Attachment { xml: Vec::new(), profile: "BASIC".to_owned() };
    let refused = render(&document(), &Look { attachment: Some(empty), ..look("en") }).unwrap_err();
    assert_eq!(refused.code(), "render.empty_attachment");
    let mut paper = invoice(1, Currency::EUR);
    paper.totals.due = Some(Amount::new(1, Currency::CHF));
    let refused = render(&Document::Sales(Box::new(paper)), &look("en")).unwrap_err();
    assert_eq!(refused.to_string(), "totals and terms: the amount is in CHF, the paper in EUR");
}

#[test]
fn papers_without_lines_and_without_sender_are_still_papers() {
    let mut paper = invoice(0, Currency::JPY);
    paper.letter.sender = Sender::default();
    paper.letter.recipient = Party::default();
    paper.totals.gross = Amount::zero(Currency::JPY);
    let rendered = render(&Document::Sales(Box::new(paper)), &look("en")).unwrap();
    assert_eq!(rendered.pages, 1);
}
