//! Files embedded in a PDF (ISO 32000-1, 7.11.4): the name tree of the catalogue, associated files (`/AF`, as
//! ZUGFeRD and Factur-X have them), and file attachments on pages; when none of these leads anywhere, every file
//! specification of the document.

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString};

use crate::{Attachment, Limits, mail::clean_name};

/// Depth of the name tree beyond which it is taken for a trap.
const MAX_TREE_DEPTH: u32 = 12;

struct Found {
    files: Vec<Attachment>,
    seen: Vec<ObjectIdentifier>,
    most: usize,
    bytes_left: u64,
}

pub fn collect(pdf: &Pdf, limits: &Limits) -> Vec<Attachment> {
    let mut found =
        Found { files: Vec::new(), seen: Vec::new(), most: limits.max_attachments, bytes_left: limits.max_bytes };
    let xref = pdf.xref();
    if let Some(catalogue) = xref.get::<Dict<'_>>(xref.root_id()) {
        if let Some(tree) = catalogue.get::<Dict<'_>>("Names").and_then(|n| n.get::<Dict<'_>>("EmbeddedFiles")) {
            walk(&tree, &mut found, 0);
        }
        associated(&catalogue, &mut found);
    }
    for page in pdf.pages().iter() {
        associated(page.raw(), &mut found);
        for note in page.raw().get::<Array<'_>>("Annots").iter().flat_map(|a| a.iter::<Dict<'_>>()) {
            if let Some(file) = note.get::<Dict<'_>>("FS") {
                take(&file, &mut found);
            }
        }
    }
    if found.files.is_empty() && pdf.len() < 5_000 {
        for object in pdf.objects() {
            if let Object::Dict(dict) = object
                && dict.contains_key("EF")
            {
                take(&dict, &mut found);
            }
        }
    }
    found.files
}

fn walk(node: &Dict<'_>, found: &mut Found, depth: u32) {
    if depth > MAX_TREE_DEPTH || found.files.len() >= found.most {
        return;
    }
    if let Some(names) = node.get::<Array<'_>>("Names") {
        // Keys and values take turns; only the values are dictionaries.
        for item in names.iter::<Object<'_>>() {
            if let Object::Dict(file) = item {
                take(&file, found);
            }
        }
    }
    if let Some(kids) = node.get::<Array<'_>>("Kids") {
        for kid in kids.iter::<Dict<'_>>() {
            walk(&kid, found, depth + 1);
        }
    }
}

fn associated(of: &Dict<'_>, found: &mut Found) {
    if let Some(list) = of.get::<Array<'_>>("AF") {
        for file in list.iter::<Dict<'_>>() {
            take(&file, found);
        }
    }
}

/// Takes the file of one file specification, each embedded stream once.
fn take(specification: &Dict<'_>, found: &mut Found) {
    if found.files.len() >= found.most {
        return;
    }
    let Some(embedded) = specification.get::<Dict<'_>>("EF") else { return };
    let Some(stream) = ["F", "UF"].iter().find_map(|key| embedded.get::<Stream<'_>>(key)) else { return };
    if found.seen.contains(&stream.obj_id()) {
        return;
    }
    found.seen.push(stream.obj_id());
    let Ok(bytes) = stream.decoded_data() else { return };
    let size = bytes.len() as u64;
    if size > found.bytes_left {
        return;
    }
    found.bytes_left -= size;
    let name = ["UF", "F"]
        .iter()
        .find_map(|key| specification.get::<PdfString<'_>>(key))
        .map(|name| text_string(name.as_bytes()))
        .or_else(|| specification.get::<Name<'_>>("F").map(|n| n.as_str().to_owned()));
    found.files.push(Attachment { name: clean_name(name.as_deref()), bytes: bytes.into_owned() });
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 with a mark, else about Latin-1.
fn text_string(bytes: &[u8]) -> String {
    crate::sniff::decode_text(bytes).map_or_else(|| bytes.iter().map(|&b| char::from(b)).collect(), |t| t.into_owned())
}
