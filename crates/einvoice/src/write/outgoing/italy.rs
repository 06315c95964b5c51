//! What FatturaPA asks for beyond EN 16931 (technical rules of the Agenzia delle Entrate, format 1.2).

use money::Amount;
use rust_decimal::Decimal;

/// The Italian part of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Italy {
    /// ProgressivoInvio: number of the transmission, up to ten letters and digits, unique for the sender.
    pub transmission: String,
    /// Where the exchange system delivers to.
    pub recipient: Recipient,
    /// RegimeFiscale of the seller: `RF01` ordinary, `RF19` forfettario, …
    pub regime: String,
    /// TipoDocumento, where it is neither `TD01` (invoice) nor `TD04` (credit note).
    pub document_type: Option<String>,
    /// EsigibilitaIVA: when the VAT becomes due.
    pub collectability: Collectability,
    /// DatiBollo: stamp duty that the seller pays to the authority (bollo virtuale).
    pub stamp_duty: Option<Amount>,
    /// DatiRitenuta: what the buyer keeps back and pays to the authority.
    pub withholdings: Vec<Withholding>,
    /// IscrizioneREA: the entry in the register of companies.
    pub rea: Option<Rea>,
    /// CodiceCUP: code of a public project.
    pub cup: Option<String>,
    /// CodiceCIG: code of a public tender.
    pub cig: Option<String>,
}

impl Italy {
    /// An ordinary invoice (`RF01`) to a recipient.
    pub fn new(transmission: impl Into<String>, recipient: Recipient) -> Self {
        Self {
            transmission: transmission.into(),
            recipient,
            regime: "RF01".to_owned(),
            document_type: None,
            collectability: Collectability::Immediate,
            stamp_duty: None,
            withholdings: Vec::new(),
            rea: None,
            cup: None,
            cig: None,
        }
    }
}

/// Where the exchange system (SdI) delivers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// CodiceDestinatario: seven signs of a business, six of a public office.
    Code(String),
    /// PECDestinatario: the certified mail address of a business without a code.
    Pec(String),
    /// A business or person without code and certified mail: the document is left in its drawer of the authority.
    Drawer,
    /// Somebody outside Italy, to whom the document is sent otherwise.
    Abroad,
}

/// EsigibilitaIVA: when the VAT becomes due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Collectability {
    /// `I`: at once.
    Immediate,
    /// `D`: when it is paid.
    Deferred,
    /// `S`: the buyer pays it to the state (split payment, art. 17-ter DPR 633/1972).
    SplitPayment,
}

impl Collectability {
    /// The code of the format.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Immediate => "I",
            Self::Deferred => "D",
            Self::SplitPayment => "S",
        }
    }
}

/// DatiRitenuta: tax or contribution that the buyer keeps back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withholding {
    /// TipoRitenuta: `RT01` natural persons, `RT02` legal persons, `RT03` INPS, `RT04` ENASARCO, `RT05` ENPAM, `RT06`
    /// other.
    pub kind: String,
    /// The amount.
    pub amount: Amount,
    /// The rate in per cent.
    pub rate: Decimal,
    /// CausalePagamento: the reason as in form 770, such as `A`.
    pub reason: String,
}

/// IscrizioneREA: the entry in the register of companies (art. 2250 Codice civile).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rea {
    /// Province of the office, two letters.
    pub office: String,
    /// The number.
    pub number: String,
    /// The capital as paid in.
    pub capital: Option<Amount>,
    /// Whether it has one shareholder or several, where that must be told.
    pub sole_shareholder: Option<bool>,
    /// Whether it is being wound up.
    pub in_liquidation: bool,
}
