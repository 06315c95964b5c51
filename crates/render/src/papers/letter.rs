use jiff::civil::Date;

/// Who writes to whom, and when: the head of every paper.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Who writes.
    pub sender: Sender,
    /// Who is written to; stands in the window of the envelope.
    pub recipient: Party,
    /// The day of the paper.
    pub date: Date,
    /// The recipient's number with the sender.
    pub customer_number: Option<String>,
    /// Further rows beside the address: an order number, a contact.
    pub references: Vec<Reference>,
}

/// A row beside the address.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What it is, in the language of the paper; without it the row is called "reference".
    pub label: Option<String>,
    /// The value.
    pub value: String,
}

/// A name and an address as they are printed, one line each.
#[derive(Debug, Clone, Default)]
pub struct Party {
    /// The name.
    pub name: String,
    /// Below the name: person, street, place and, abroad, the country.
    pub address: Vec<String>,
    /// The identifier for tax, as the law of some papers asks for it (Directive 2006/112/EC, Art. 226 (4)).
    pub tax_id: Option<String>,
}

/// Who writes: what stands in the head and at the foot of the page.
#[derive(Debug, Clone, Default)]
pub struct Sender {
    /// The name.
    pub name: String,
    /// Street, place and, if wanted, the country.
    pub address: Vec<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Address on the web.
    pub web: Option<String>,
    /// Identifiers for tax and of the company.
    pub tax_ids: Vec<TaxId>,
    /// What the law of the place wants on letters: register, seat, directors.
    pub registration: Vec<String>,
    /// Where money is paid to; the first is printed with the payment.
    pub accounts: Vec<BankAccount>,
}

/// An identifier for tax or of the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaxId {
    /// For value added tax.
    Vat(String),
    /// For other taxes.
    Tax(String),
    /// In the register of companies.
    Company(String),
}

/// A bank account.
#[derive(Debug, Clone)]
pub struct BankAccount {
    /// Who holds it, where it is not the sender.
    pub holder: Option<String>,
    /// The name of the bank.
    pub bank: Option<String>,
    /// Its number.
    pub number: AccountNumber,
}

/// The number of a bank account.
#[derive(Debug, Clone)]
pub enum AccountNumber {
    /// ISO 13616.
    Iban {
        /// The number, with or without blanks.
        iban: String,
        /// ISO 9362.
        bic: Option<String>,
    },
    /// A number of one country.
    Local {
        /// The number.
        number: String,
        /// The code of the bank: routing number, sort code.
        routing: Option<String>,
    },
}
