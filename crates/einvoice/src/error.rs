//! What can go wrong when an electronic invoice is read.

/// A refusal to read a document. Each has a stable code for programs and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EinvoiceError {
    /// More bytes than an invoice may have.
    #[error("the file has {bytes} bytes, more than the {limit} an electronic invoice may have: ask for a smaller one")]
    TooLarge {
        /// Size of the file.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
    /// The bytes are not text in the encoding the file declares.
    #[error("the file is not text in {encoding}, the encoding it declares: ask the sender for a correct file")]
    Encoding {
        /// The declared or detected encoding.
        encoding: String,
    },
    /// A DOCTYPE, which could define entities that grow without end.
    #[error("the file has a DOCTYPE, which electronic invoices must not have: it is refused for safety")]
    Doctype,
    /// Elements inside elements beyond any invoice.
    #[error("the elements are nested deeper than {limit} levels: this is no invoice")]
    TooDeep {
        /// The deepest level that is read.
        limit: usize,
    },
    /// More elements, attributes or text than any invoice has.
    #[error("the file has more than {limit} {what}: this is no invoice")]
    TooMany {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// The most that is read.
        limit: usize,
    },
    /// Not XML, or broken XML.
    #[error("the file is not well-formed XML at byte {position}: {reason}")]
    NotWellFormed {
        /// Where, in bytes of the decoded text.
        position: u64,
        /// What is wrong.
        reason: String,
    },
    /// XML, but not one of the invoice formats that are read.
    #[error(
        "the root element <{root}> of namespace `{namespace}` is no known electronic invoice: \
         UBL Invoice and CreditNote, UN/CEFACT CrossIndustryInvoice, ZUGFeRD and FatturaPA are read"
    )]
    UnknownFormat {
        /// Local name of the root element.
        root: String,
        /// Its namespace, empty when it has none.
        namespace: String,
    },
    /// A value that is not what its element must hold. Never ends the reading: it becomes a failed check.
    #[error("<{element}> holds `{text}`, which is not {expected}")]
    BadValue {
        /// Local name of the element.
        element: String,
        /// What it holds, shortened.
        text: String,
        /// What it should hold.
        expected: &'static str,
    },
}

impl EinvoiceError {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "einvoice.too_large",
            Self::Encoding { .. } => "einvoice.encoding",
            Self::Doctype => "einvoice.doctype",
            Self::TooDeep { .. } => "einvoice.too_deep",
            Self::TooMany { .. } => "einvoice.too_many",
            Self::NotWellFormed { .. } => "einvoice.not_well_formed",
            Self::UnknownFormat { .. } => "einvoice.unknown_format",
            Self::BadValue { .. } => "einvoice.bad_value",
        }
    }
}
