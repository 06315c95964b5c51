//! The parties to an invoice.

/// BG-4, BG-7: the seller or the buyer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// BT-27, BT-44: the full name under which it is registered.
    pub name: String,
    /// BT-28, BT-45: the name it trades under, where it is another.
    pub trading_name: Option<String>,
    /// BT-29, BT-46: an identifier, such as the supplier number the buyer gave.
    pub identifier: Option<Identifier>,
    /// BT-30, BT-47: the number in the register of companies.
    pub registration: Option<Identifier>,
    /// BT-31, BT-48: the VAT number with its country.
    pub vat_id: Option<String>,
    /// BT-32: the seller's number at its tax office that is no VAT number. In Italy the codice fiscale of either party.
    pub tax_number: Option<String>,
    /// BT-33: what the law wants a seller to say of itself, such as its capital or its directors.
    pub legal_information: Option<String>,
    /// BT-34, BT-49: where electronic documents are sent to, with its scheme (EAS).
    pub electronic_address: Option<Identifier>,
    /// BG-5, BG-8.
    pub address: Address,
    /// BG-6, BG-9: whom to ask.
    pub contact: Option<Contact>,
}

/// An identifier and the register it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Code of the scheme: of ISO 6523 (ICD), of the EAS list for electronic addresses.
    pub scheme: Option<String>,
    /// The identifier itself.
    pub value: String,
}

impl Identifier {
    /// An identifier of a scheme.
    pub fn of(scheme: impl Into<String>, value: impl Into<String>) -> Self {
        Self { scheme: Some(scheme.into()), value: value.into() }
    }

    /// An identifier that needs no scheme to be understood.
    pub fn plain(value: impl Into<String>) -> Self {
        Self { scheme: None, value: value.into() }
    }
}

/// BG-5, BG-8, BG-15: a postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// A second line.
    pub second: Option<String>,
    /// A third line.
    pub third: Option<String>,
    /// Post code.
    pub post_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Region, province or state; in Italy the two letters of the province.
    pub subdivision: Option<String>,
    /// Country code of ISO 3166-1 (BT-40, BT-55, BT-80).
    pub country: String,
}

/// BG-6, BG-9: whom to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// BT-41, BT-56: a person or a department.
    pub name: Option<String>,
    /// BT-42, BT-57.
    pub phone: Option<String>,
    /// BT-43, BT-58.
    pub mail: Option<String>,
}
