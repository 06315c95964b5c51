//! Documents made for a test.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// An electronic invoice (UBL 2.1) of `vendor` for so many cents net at 19 %.
pub fn einvoice(number: &str, vendor: &str, net_cents: i64) -> Vec<u8> {
    let (net, tax) = (net_cents, (net_cents * 19 + 50) / 100);
    let money = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
    let amount = |name: &str, cents: i64| format!(r#"<cbc:{name} currencyID="EUR">{}</cbc:{name}>"#, money(cents));
    let scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>";
    let category = format!("<cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent>{scheme}");
    let subtotal = format!(
        "<cac:TaxSubtotal>{}{}<cac:TaxCategory>{category}</cac:TaxCategory></cac:TaxSubtotal>",
        amount("TaxableAmount", net),
        amount("TaxAmount", tax)
    );
    let lines = format!(
        r#"<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>{}
        <cac:Item><cbc:Name>Druckerpapier</cbc:Name><cac:ClassifiedTaxCategory>{category}</cac:ClassifiedTaxCategory></cac:Item>
        <cac:Price>{}</cac:Price></cac:InvoiceLine>"#,
        amount("LineExtensionAmount", net),
        amount("PriceAmount", net)
    );
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
<cbc:ID>{}</cbc:ID><cbc:IssueDate>2026-01-15</cbc:IssueDate><cbc:DueDate>2026-02-14</cbc:DueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
{}{}
<cac:TaxTotal>{}{subtotal}</cac:TaxTotal>
<cac:LegalMonetaryTotal>{}{}{}{}</cac:LegalMonetaryTotal>
{lines}
</Invoice>"#,
        escaped(number),
        party("AccountingSupplierParty", vendor),
        party("AccountingCustomerParty", "Werkbank GmbH"),
        amount("TaxAmount", tax),
        amount("LineExtensionAmount", net),
        amount("TaxExclusiveAmount", net),
        amount("TaxInclusiveAmount", net + tax),
        amount("PayableAmount", net + tax),
    )
    .into_bytes()
}

/// An e-invoice of so many lines of 1.00 each.
pub fn long_einvoice(number: &str, vendor: &str, lines: i64) -> Vec<u8> {
    let whole = String::from_utf8(einvoice(number, vendor, lines * 100)).expect("UTF-8");
    let (before, rest) = whole.split_once("<cac:InvoiceLine>").expect("a line");
    let (line, after) = rest.split_once("</cac:InvoiceLine>").expect("its end");
    let all = format!("{lines}.00</cbc:");
    let line = format!("<cac:InvoiceLine>{}</cac:InvoiceLine>", line.replace(&all, "1.00</cbc:"));
    format!("{before}{}{after}", line.repeat(usize::try_from(lines).expect("some"))).into_bytes()
}

fn party(element: &str, name: &str) -> String {
    let name = escaped(name);
    format!(
        "<cac:{element}><cac:Party><cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>
        <cac:PostalAddress><cbc:CityName>Berlin</cbc:CityName><cbc:PostalZone>10115</cbc:PostalZone>
        <cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
        <cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName></cac:PartyLegalEntity>
        </cac:Party></cac:{element}>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A PDF with these lines of Helvetica on each of its pages.
pub fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let contents: Vec<String> = pages.iter().map(|lines| page(lines)).collect();
    assemble(&objects(&contents), "")
}

/// A PDF that wants a password: its security handler (ISO 32000-1, 7.6.3) knows none that we could guess.
pub fn locked_pdf() -> Vec<u8> {
    let secret = "00112233445566778899aabbccddeeff".repeat(2);
    let mut objects = objects(&[page(&["Rechnung 4711"])]);
    objects.push(format!("<< /Filter /Standard /V 1 /R 2 /O <{secret}> /U <{secret}> /P -44 >>"));
    let id = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    let entries = format!("/Encrypt {} 0 R {id}", objects.len());
    assemble(&objects, &entries)
}

/// An English invoice as a PDF with a text layer.
pub fn pdf_invoice(number: &str, vendor: &str, net_cents: i64) -> Vec<u8> {
    let money = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
    let tax = (net_cents * 19 + 50) / 100;
    let lines = [
        vendor.to_owned(),
        "Hauptstrasse 1, 10115 Berlin, Germany".to_owned(),
        String::new(),
        "INVOICE".to_owned(),
        format!("Invoice number: {number}"),
        "Invoice date: 15 January 2026".to_owned(),
        "Due date: 14 February 2026".to_owned(),
        String::new(),
        "Bill to: Werkbank GmbH".to_owned(),
        String::new(),
        format!("Subtotal: EUR {}", money(net_cents)),
        format!("VAT 19%: EUR {}", money(tax)),
        format!("Total: EUR {}", money(net_cents + tax)),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    pdf(&[&lines])
}

fn page(lines: &[&str]) -> String {
    let shown = lines.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(|(index, text)| {
        let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        format!("BT /F1 12 Tf 1 0 0 1 50 {} Tm ({text}) Tj ET\n", 780 - 20 * i64::try_from(index).expect("few lines"))
    });
    shown.collect()
}

fn objects(contents: &[String]) -> Vec<String> {
    let kids: Vec<String> = (0..contents.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), contents.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * index
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    objects
}

/// Objects numbered from 1 with a cross-reference table; the first is the catalogue.
fn assemble(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// A mail with files attached.
pub fn mail(subject: &str, attachments: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut text = format!(
        "From: Buchhaltung <rechnung@lieferant.example>\r\nTo: eingang@werkbank.example\r\nSubject: {subject}\r\n\
         Date: Thu, 15 Jan 2026 09:30:00 +0100\r\nMessage-ID: <1@lieferant.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"grenze\"\r\n\r\n--grenze\r\nContent-Type: text/plain; \
         charset=utf-8\r\n\r\nAnbei unsere Rechnungen.\r\n"
    );
    for (name, media_type, bytes) in attachments {
        let encoded = STANDARD.encode(bytes);
        let lines: Vec<&str> =
            encoded.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("base64 is ASCII")).collect();
        text.push_str(&format!(
            "--grenze\r\nContent-Type: {media_type}; name=\"{name}\"\r\nContent-Disposition: attachment; \
             filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            lines.join("\r\n")
        ));
    }
    text.push_str("--grenze--\r\n");
    text.into_bytes()
}

/// A PNG that claims to be this large; there are no pixels behind the claim.
pub fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    out.extend(&header);
    out.extend(crc32fast::hash(&header).to_be_bytes());
    out.extend(b"\0\0\0\x64IDAT\x78\x9c");
    out
}
