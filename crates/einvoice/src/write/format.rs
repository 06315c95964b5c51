//! The formats in which an invoice can leave.

/// A format in which an invoice can leave: a syntax with a profile of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OutgoingFormat {
    /// Peppol BIS Billing 3.0 in UBL 2.1.
    PeppolUbl,
    /// XRechnung 3.0 in UBL 2.1.
    XRechnungUbl,
    /// Factur-X and ZUGFeRD 2, profile EN 16931 (COMFORT), in UN/CEFACT CII: the XML that is put into a PDF.
    FacturX,
    /// XRechnung 3.0 in UN/CEFACT CII.
    XRechnungCii,
    /// FatturaPA 1.2 to businesses and persons (FPR12).
    FatturaPrivate,
    /// FatturaPA 1.2 to the public administration (FPA12).
    FatturaPublic,
}

impl OutgoingFormat {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::PeppolUbl,
        Self::XRechnungUbl,
        Self::FacturX,
        Self::XRechnungCii,
        Self::FatturaPrivate,
        Self::FatturaPublic,
    ];

    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::PeppolUbl => "Peppol BIS Billing 3.0",
            Self::XRechnungUbl => "XRechnung (UBL)",
            Self::FacturX => "Factur-X",
            Self::XRechnungCii => "XRechnung (CII)",
            Self::FatturaPrivate => "FatturaPA (FPR12)",
            Self::FatturaPublic => "FatturaPA (FPA12)",
        }
    }

    /// Whether it is XRechnung, in either syntax.
    pub const fn is_xrechnung(self) -> bool {
        matches!(self, Self::XRechnungUbl | Self::XRechnungCii)
    }

    /// Whether it is FatturaPA, which is no syntax of EN 16931.
    pub const fn is_fatturapa(self) -> bool {
        matches!(self, Self::FatturaPrivate | Self::FatturaPublic)
    }

    /// BT-24: the specification it follows; FatturaPA has none.
    pub(super) const fn specification(self) -> &'static str {
        match self {
            Self::PeppolUbl => "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
            Self::XRechnungUbl | Self::XRechnungCii => {
                "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
            }
            Self::FacturX => "urn:cen.eu:en16931:2017",
            Self::FatturaPrivate | Self::FatturaPublic => "",
        }
    }

    /// BT-23: the business process, billing; Factur-X does not ask for one.
    pub(super) const fn process(self) -> Option<&'static str> {
        match self {
            Self::PeppolUbl | Self::XRechnungUbl | Self::XRechnungCii => {
                Some("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")
            }
            Self::FacturX | Self::FatturaPrivate | Self::FatturaPublic => None,
        }
    }
}
