//! Which invoice format a document is, told by its root element and namespace; prefixes do not matter.

use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::decode::decode_head;
use crate::node::Node;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// UBL 2.x Invoice: EN 16931, Peppol BIS Billing 3, XRechnung and national profiles.
    UblInvoice,
    /// UBL 2.x CreditNote.
    UblCreditNote,
    /// UN/CEFACT Cross Industry Invoice: Factur-X, ZUGFeRD 2, XRechnung.
    Cii,
    /// ZUGFeRD 1.0, whose elements have other names.
    Zugferd1,
    /// FatturaPA 1.x, the format of Italy.
    FatturaPa,
}

const UBL_INVOICE: &str = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
const UBL_CREDIT_NOTE: &str = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

/// How many bytes may stand before the root element: licence texts in comments do.
const HEAD_BYTES: usize = 64 * 1024;

impl Format {
    /// The format of a root element. `Invoice` and `CreditNote` are common words, so their namespace must be UBL's; the
    /// other names are telling by themselves, and files with an odd namespace exist.
    pub(crate) fn of(name: &str, namespace: &str) -> Option<Self> {
        match name {
            "Invoice" if namespace == UBL_INVOICE => Some(Self::UblInvoice),
            "CreditNote" if namespace == UBL_CREDIT_NOTE => Some(Self::UblCreditNote),
            "CrossIndustryInvoice" => Some(Self::Cii),
            "CrossIndustryDocument" => Some(Self::Zugferd1),
            "FatturaElettronica" => Some(Self::FatturaPa),
            _ => None,
        }
    }

    /// The invoice inside a document: its root, or the content of a Peppol envelope (Standard Business Document).
    pub(crate) fn find(root: &Node) -> Option<(Self, &Node)> {
        let own = Self::of(root.name(), root.namespace()).map(|format| (format, root));
        if own.is_some() || root.name() != "StandardBusinessDocument" {
            return own;
        }
        root.elements().iter().find_map(|node| Self::of(node.name(), node.namespace()).map(|format| (format, node)))
    }
}

/// Whether the bytes look like an electronic invoice: reads no further than the first elements. A document that looks
/// like one can still be refused by [`crate::parse`].
pub fn looks_like(bytes: &[u8]) -> Option<Format> {
    let head = decode_head(bytes, HEAD_BYTES);
    let head = head.trim_start();
    if !head.starts_with('<') {
        return None;
    }
    let mut reader = NsReader::from_str(head);
    let mut in_envelope = false;
    loop {
        let (resolved, event) = reader.read_resolved_event().ok()?;
        let (Event::Start(start) | Event::Empty(start)) = event else {
            match event {
                Event::Eof => return None,
                _ => continue,
            }
        };
        let namespace = match &resolved {
            ResolveResult::Bound(namespace) => namespace.as_ref(),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => "",
        };
        let found = Format::of(start.local_name().as_ref(), namespace);
        let envelope = start.local_name().as_ref() == "StandardBusinessDocument";
        if found.is_some() || !(envelope || in_envelope) {
            return found;
        }
        in_envelope = true;
    }
}
