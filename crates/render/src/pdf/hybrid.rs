//! What makes a PDF with an e-invoice a hybrid of Factur-X 1.0 and ZUGFeRD 2: besides the attachment its metadata say
//! what is attached, in a schema that PDF/A wants described (ISO 19005-3, 6.6.2.3).

use lopdf::{Document, Object};

use super::unwritten;
use crate::RenderError;

/// The name that Factur-X gives the attachment.
pub(crate) const FILE_NAME: &str = "factur-x.xml";
const NAMESPACE: &str = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
/// The properties of the schema, with their description.
const PROPERTIES: [(&str, &str); 4] = [
    ("DocumentFileName", "name of the embedded XML invoice file"),
    ("DocumentType", "INVOICE"),
    ("Version", "version of the Factur-X XML schema"),
    ("ConformanceLevel", "conformance level of the embedded Factur-X data"),
];

/// Adds the schema and its values to the metadata of the file.
pub(crate) fn describe(pdf: &[u8], profile: &str) -> Result<Vec<u8>, RenderError> {
    let fault = |why: lopdf::Error| unwritten(&why.to_string());
    let mut document = Document::load_mem(pdf).map_err(fault)?;
    let id = document.catalog().and_then(|catalog| catalog.get(b"Metadata")?.as_reference()).map_err(fault)?;
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).map_err(fault)?;
    let packet = std::str::from_utf8(&stream.content).map_err(|why| unwritten(&why.to_string()))?;
    let described = extended(packet, profile).ok_or_else(|| unwritten("the metadata have no place for a schema"))?;
    stream.set_plain_content(described.into_bytes());
    let mut written = Vec::with_capacity(pdf.len() + 4096);
    document.save_to(&mut written).map_err(|why| unwritten(&why.to_string()))?;
    Ok(written)
}

/// The packet with one more schema in the bag of schemas, and the values behind the last description.
fn extended(packet: &str, profile: &str) -> Option<String> {
    let schemas = packet.find("</pdfaExtension:schemas>")?;
    let bag = packet[..schemas].rfind("</rdf:Bag>")?;
    let end = packet.find("</rdf:RDF>")?;
    let (head, middle, tail) = (&packet[..bag], &packet[bag..end], &packet[end..]);
    Some(format!("{head}{}{middle}{}{tail}", schema(), values(profile)))
}

fn schema() -> String {
    let properties: String = PROPERTIES
        .iter()
        .map(|(name, says)| {
            format!(
                "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
                 <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
                 <pdfaProperty:category>external</pdfaProperty:category>\
                 <pdfaProperty:description>{says}</pdfaProperty:description></rdf:li>"
            )
        })
        .collect();
    format!(
        "<rdf:li rdf:parseType=\"Resource\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
         <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
}

fn values(profile: &str) -> String {
    // only letters, figures and blanks are in the names of profiles
    let profile: String = profile.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect();
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:fx=\"{NAMESPACE}\"><fx:DocumentType>INVOICE</fx:DocumentType>\
         <fx:DocumentFileName>{FILE_NAME}</fx:DocumentFileName><fx:Version>1.0</fx:Version>\
         <fx:ConformanceLevel>{profile}</fx:ConformanceLevel></rdf:Description>"
    )
}
