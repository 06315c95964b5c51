//! The VAT on what is invoiced.

use rust_decimal::Decimal;

/// A VAT category of EN 16931 (UNTDID 5305).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VatCategory {
    /// `S`: taxed at a rate, the reduced ones among them.
    Standard,
    /// `Z`: taxed at zero.
    ZeroRated,
    /// `E`: exempt.
    Exempt,
    /// `AE`: the buyer owes the tax.
    ReverseCharge,
    /// `K`: supply to a business in another member state.
    IntraCommunity,
    /// `G`: export out of the Union.
    Export,
    /// `O`: outside the scope of VAT.
    OutOfScope,
}

impl VatCategory {
    /// The code of UNTDID 5305.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::ZeroRated => "Z",
            Self::Exempt => "E",
            Self::ReverseCharge => "AE",
            Self::IntraCommunity => "K",
            Self::Export => "G",
            Self::OutOfScope => "O",
        }
    }

    /// What people call it in a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Standard => "taxed at a rate",
            Self::ZeroRated => "taxed at zero",
            Self::Exempt => "exempt from VAT",
            Self::ReverseCharge => "under reverse charge",
            Self::IntraCommunity => "a supply within the Union",
            Self::Export => "an export",
            Self::OutOfScope => "outside the scope of VAT",
        }
    }

    /// The reason why the category charges no VAT, as a code of the list VATEX and in its words; exemption has many and
    /// none of its own, the zero rate needs none (BR-Z-10).
    pub(in crate::write) const fn own_reason(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::ReverseCharge => Some(("VATEX-EU-AE", "Reverse charge")),
            Self::IntraCommunity => Some(("VATEX-EU-IC", "Intra-Community supply")),
            Self::Export => Some(("VATEX-EU-G", "Export outside the EU")),
            Self::OutOfScope => Some(("VATEX-EU-O", "Not subject to VAT")),
            Self::Standard | Self::ZeroRated | Self::Exempt => None,
        }
    }

    /// Whether the breakdown explains why no VAT is charged (BR-E-10 and its like).
    pub(in crate::write) const fn is_explained(self) -> bool {
        !matches!(self, Self::Standard | Self::ZeroRated)
    }
}

/// How a line, allowance or charge is taxed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vat {
    /// BT-151, BT-95, BT-102.
    pub category: VatCategory,
    /// BT-152, BT-96, BT-103: the rate in per cent, `19` for 19 %; zero where the category charges none.
    pub rate: Decimal,
    /// Italy's reason why no VAT is charged (Natura, `N1` to `N7`), where the category's usual one does not fit.
    pub nature: Option<String>,
}

impl Vat {
    /// Taxed at a rate in per cent.
    pub const fn standard(rate: Decimal) -> Self {
        Self { category: VatCategory::Standard, rate, nature: None }
    }

    /// A category that charges no VAT.
    pub const fn untaxed(category: VatCategory) -> Self {
        Self { category, rate: Decimal::ZERO, nature: None }
    }
}

/// BT-120, BT-121: why a category charges no VAT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    /// The category.
    pub category: VatCategory,
    /// In words.
    pub reason: Option<String>,
    /// As a code of the list VATEX, such as `VATEX-EU-132-1B`.
    pub code: Option<String>,
}
