//! What is printed, in each language: one text for each in this folder, which a translator reviews without reading Rust.
//!
//! `key: text`, one a line; `//` begins a remark; `{date}` is filled in. `numbers`, `dates`, `percent`, `money-sign` and
//! `money-code` say by example how 1234567.89, 31 December 2025, 19 per cent and an amount of money are written. A text
//! of a region (`de-CH.txt`) holds only what differs from its language.

mod figures;
pub(crate) mod swiss;

use std::str::FromStr;
use std::sync::LazyLock;

use strum::{EnumCount, EnumIter, EnumString, IntoStaticStr};

use crate::RenderError;

/// Tag and text of each language and region; a region stands after its language.
const TEXTS: [(&str, &str); 12] = [
    ("en", include_str!("en.txt")),
    ("en-US", include_str!("en-US.txt")),
    ("de", include_str!("de.txt")),
    ("de-CH", include_str!("de-CH.txt")),
    ("fr", include_str!("fr.txt")),
    ("fr-CH", include_str!("fr-CH.txt")),
    ("es", include_str!("es.txt")),
    ("it", include_str!("it.txt")),
    ("it-CH", include_str!("it-CH.txt")),
    ("nl", include_str!("nl.txt")),
    ("pt", include_str!("pt.txt")),
    ("pl", include_str!("pl.txt")),
];

static READ: LazyLock<Vec<(&'static str, Words)>> = LazyLock::new(|| {
    let mut read: Vec<(&'static str, Words)> = Vec::with_capacity(TEXTS.len());
    for (tag, text) in TEXTS {
        let base = tag.split_once('-').and_then(|(language, _)| read.iter().find(|(known, _)| *known == language));
        let words = base.map_or(Words([""; Word::COUNT]), |(_, words)| words.clone()).with(text);
        read.push((tag, words));
    }
    read
});

/// A language, and how a region writes figures and calls things in it.
#[derive(Debug, Clone)]
pub struct Locale {
    tag: String,
    words: &'static Words,
}

impl Locale {
    /// The locale of a tag of BCP 47 such as `de`, `de-CH` or `en-US`. A region without a text of its own is written as
    /// its language.
    ///
    /// # Errors
    /// [`RenderError::UnknownLanguage`] for a language that has no text.
    pub fn from_tag(tag: &str) -> Result<Self, RenderError> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let region = tag.rsplit(['-', '_']).next().unwrap_or_default();
        let exact = format!("{}-{}", language.to_ascii_lowercase(), region.to_ascii_uppercase());
        let find = |wanted: &str| READ.iter().find(|(known, _)| *known == wanted).map(|(_, words)| words);
        let words = find(&exact).or_else(|| find(&language.to_ascii_lowercase()));
        words
            .map(|words| Self { tag: tag.replace('_', "-"), words })
            .ok_or_else(|| RenderError::UnknownLanguage { tag: tag.to_owned() })
    }

    /// The tag, as it is written into the file.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The languages and regions that have a text.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        TEXTS.iter().map(|(tag, _)| *tag)
    }

    pub(crate) fn say(&self, word: Word) -> &'static str {
        self.words.0[word as usize]
    }

    /// A text with its blanks filled in.
    pub(crate) fn fill(&self, word: Word, blanks: &[(&str, &str)]) -> String {
        let mut text = self.say(word).to_owned();
        for (name, value) in blanks {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

/// The texts of a language in the order of [`Word`].
#[derive(Debug, Clone)]
struct Words([&'static str; Word::COUNT]);

impl Words {
    fn with(mut self, text: &'static str) -> Self {
        for (key, value) in rows(text) {
            if let Ok(word) = Word::from_str(key) {
                self.0[word as usize] = value;
            }
        }
        self
    }
}

fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with("//")).filter_map(|line| line.split_once(':')).map(trimmed)
}

fn trimmed((key, value): (&'static str, &'static str)) -> (&'static str, &'static str) {
    (key.trim(), value.trim())
}

/// Everything a paper can say. The name is the key in the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Word {
    Numbers,
    Dates,
    Months,
    Percent,
    MoneySign,
    MoneyCode,
    Invoice,
    CreditNote,
    Quote,
    Receipt,
    Statement,
    FirstReminder,
    SecondReminder,
    FinalReminder,
    RemittanceAdvice,
    InvoiceNumber,
    CreditNoteNumber,
    QuoteNumber,
    ReceiptNumber,
    Reference,
    Date,
    CustomerNumber,
    SupplyDate,
    SupplyPeriod,
    DueDate,
    ValidUntil,
    Corrects,
    Period,
    CustomerTaxId,
    DeliverTo,
    VatId,
    TaxNumber,
    CompanyNumber,
    Position,
    Description,
    Quantity,
    UnitPrice,
    Discount,
    TaxRate,
    Amount,
    CarriedForward,
    BroughtForward,
    LinesTotal,
    NetTotal,
    Tax,
    TaxOn,
    GrossTotal,
    PaidBy,
    Paid,
    Rounding,
    AmountDue,
    AmountCredited,
    AmountReceived,
    TaxInHome,
    NoteReverseCharge,
    NoteIntraCommunity,
    NoteExport,
    NoteExempt,
    NoteOutOfScope,
    NoteSmallBusiness,
    NoteMarginGoods,
    NoteMarginArt,
    NoteMarginAntiques,
    NoteMarginTravel,
    PayBy,
    PayAtOnce,
    CashDiscount,
    Instalments,
    Instalment,
    Payment,
    AccountHolder,
    AccountNumber,
    Iban,
    Bic,
    Bank,
    Routing,
    PaymentReference,
    ScanToPay,
    PaymentCode,
    PaidInFull,
    Acceptance,
    PlaceDateSignature,
    Document,
    Text,
    Charges,
    Credits,
    Balance,
    OpeningBalance,
    ClosingBalance,
    StatementIntro,
    Ageing,
    NotDue,
    OverdueAMonth,
    OverdueTwoMonths,
    OverdueThreeMonths,
    OverdueLonger,
    Salutation,
    Greeting,
    FirstReminderIntro,
    SecondReminderIntro,
    FinalReminderIntro,
    FirstReminderClosing,
    SecondReminderClosing,
    FinalReminderClosing,
    OpenInvoice,
    DaysOverdue,
    InvoiceAmount,
    Open,
    OpenTotal,
    Interest,
    ReminderFee,
    TotalToPay,
    RemittanceIntro,
    YourDocument,
    Withheld,
    PaidAmount,
    TotalPaid,
    PaymentMethod,
    PaidTo,
    PageOf,
    LogoOf,
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    /// The blanks of a text, in order of the alphabet.
    fn blanks(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn every_language_says_everything_with_the_same_blanks() {
        let english = Locale::from_tag("en").unwrap();
        for (tag, words) in READ.iter() {
            for word in Word::iter() {
                let (text, key): (&str, &str) = (words.0[word as usize], word.into());
                assert!(!text.is_empty(), "{tag}.txt: `{key}` is missing");
                assert_eq!(blanks(text), blanks(english.say(word)), "{tag}.txt: blanks of `{key}`");
            }
        }
    }

    #[test]
    fn texts_hold_known_keys_once() {
        for (tag, text) in TEXTS {
            let mut seen: Vec<&str> = Vec::new();
            for line in text.lines().filter(|line| !line.starts_with("//") && !line.trim().is_empty()) {
                let (key, _) = line.split_once(':').unwrap_or_else(|| panic!("{tag}.txt: `{line}` has no colon"));
                assert!(Word::from_str(key).is_ok(), "{tag}.txt: nothing is called `{key}`");
                assert!(!seen.contains(&key), "{tag}.txt: `{key}` stands twice");
                seen.push(key);
            }
        }
    }

    #[test]
    fn a_region_falls_back_to_its_language_and_an_unknown_language_is_refused() {
        for (tag, invoice, tax) in [
            ("de", "Rechnung", "USt."),
            ("de-CH", "Rechnung", "MWST"),
            ("de_ch", "Rechnung", "MWST"),
            ("de-AT", "Rechnung", "USt."),
            ("en-US", "Invoice", "Sales tax"),
            ("EN", "Invoice", "VAT"),
            ("pl", "Faktura", "VAT"),
        ] {
            let locale = Locale::from_tag(tag).unwrap();
            assert_eq!((locale.say(Word::Invoice), locale.say(Word::Tax)), (invoice, tax), "{tag}");
        }
        let refused = Locale::from_tag("tlh").unwrap_err();
        assert_eq!(refused.code(), "render.unknown_language");
    }
}
