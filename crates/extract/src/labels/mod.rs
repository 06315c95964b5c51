//! What the words around a value mean: the vocabulary of labels in many languages, and finding them in lines.
//!
//! Each language is a table of phrases by [`Concept`]; a `~` in a phrase stands for that language's ways to write
//! "number". Phrases are compared on folded letters and digits without spaces, so `USt.-Id.-Nr.` and `ustidnr` are one,
//! and an OCR that drops spaces does no harm. The longest phrase wins. Cost: one walk over a trie per word.

use std::ops::Range;
mod de;
mod en;
mod es;
mod find;
mod fr;
mod it;
mod nl;
mod pl;
mod pt;
mod trie;

pub use find::find;

/// What a label says about the value beside or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Concept {
    /// A total that is plainly after tax or the last word: "invoice total", "Bruttosumme".
    Gross,
    /// A bare "total".
    Total,
    /// Plainly the sum before tax.
    Net,
    /// A bare "subtotal".
    Subtotal,
    /// Plainly all tax.
    TaxTotal,
    /// The name of a tax.
    Tax,
    /// The amount a tax is computed on.
    TaxBase,
    /// What is still to be paid.
    Due,
    /// What was paid before.
    Prepaid,
    /// A deduction.
    Discount,
    /// An addition: freight, service.
    Charge,
    /// Rounding to the smallest coin.
    Rounding,
    /// Tax that the buyer keeps back and pays to the authority: IRPF, ritenuta d'acconto, TDS.
    Withheld,
    /// Money handed over at the till, or the card charged.
    Tendered,
    /// Money handed back.
    Change,
    /// A total of something else: pieces, weight, savings, points.
    NotTotal,
    /// The number of the document.
    InvoiceNumber,
    /// A number of the document under a looser name: "document", "receipt", "bill".
    DocumentNumber,
    /// "No." alone.
    Number,
    /// The recipient's order number.
    PoNumber,
    /// An order number of either side.
    OrderNumber,
    /// The number of the document that is corrected.
    CorrectsNumber,
    /// A reference.
    Reference,
    /// The recipient's own reference, often the order number.
    YourReference,
    /// A number of something else: customer, article, delivery note, contract, register.
    OtherNumber,
    /// The date of the document.
    InvoiceDate,
    /// "Date" alone.
    Date,
    /// When payment is due.
    DueDate,
    /// When goods or services were supplied.
    SupplyDate,
    /// A date of something else: order, print, contract.
    OtherDate,
    /// The issuer's VAT or tax number.
    TaxId,
    /// The recipient's VAT number.
    CustomerTaxId,
    /// The issuer's number in a register of companies.
    Register,
    /// Bank account.
    Iban,
    /// Heading of the issuer's block.
    Seller,
    /// Heading of the recipient's block.
    BillTo,
    /// Heading of another party's block: delivery, payee, agent.
    OtherParty,
    /// "Name" inside a block.
    Name,
    /// "Address" inside a block.
    Address,
    /// Column of descriptions.
    ColDescription,
    /// Column of quantities.
    ColQuantity,
    /// Column of prices of one.
    ColUnitPrice,
    /// Column of amounts.
    ColAmount,
    /// Column of tax rates.
    ColRate,
    /// Any other column.
    ColOther,
    /// Title of an invoice.
    IsInvoice,
    /// Title of a credit note.
    IsCreditNote,
    /// Title or tell-tale of a till receipt.
    IsReceipt,
    /// Title of a reminder.
    IsReminder,
    /// Title of an order or its confirmation.
    IsOrder,
    /// Title of a delivery note.
    IsDeliveryNote,
    /// Title of a quotation.
    IsQuote,
    /// Title of a bank or account statement.
    IsStatement,
    /// Terms of payment.
    PaymentTerms,
    /// The currency of the document.
    Currency,
    /// The supply bears no tax.
    Exempt,
    /// Phone, fax, mail, web.
    Contact,
}

/// A language whose labels are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    /// ISO 639-1.
    pub code: &'static str,
    labels: &'static [(Concept, &'static str)],
    /// Frequent words of running text.
    pub common_words: &'static str,
    numbers: &'static str,
}

/// All languages, English first.
pub static LANGUAGES: [Language; 8] = [en::EN, de::DE, fr::FR, es::ES, it::IT, nl::NL, pt::PT, pl::PL];

/// A label found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What it means.
    pub concept: Concept,
    /// Index of the line.
    pub line: usize,
    /// Bytes of the line's text.
    pub bytes: Range<usize>,
    /// One bit for each of [`LANGUAGES`] that has the phrase.
    pub languages: u16,
    /// Letters of the phrase: longer is surer.
    pub length: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Layout;
    use road::page::{Page, Rect, Route, Word};

    fn concepts(text: &str, route: Route) -> Vec<(Concept, String)> {
        let words = text.split(' ').enumerate().map(|(i, t)| Word {
            text: t.into(),
            rect: Rect { x0: i as f32 * 0.1, y0: 0.1, x1: i as f32 * 0.1 + 0.09, y1: 0.12 },
            certainty: 1.0,
            line: 0,
        });
        let page = Page { number: 1, width: 600.0, height: 800.0, words: words.collect() };
        let layout = Layout::new(&[page], route);
        let found = find(&layout);
        found.into_iter().map(|l| (l.concept, layout.lines[0].text[l.bytes].to_owned())).collect()
    }

    fn has(text: &str, route: Route, concept: Concept) -> bool {
        concepts(text, route).iter().any(|(c, _)| *c == concept)
    }

    #[test]
    fn labels_are_found_however_they_are_punctuated() {
        assert!(has("USt.-Id.-Nr.: DE123456788", Route::TextLayer, Concept::TaxId));
        assert!(has("Rechnungs-Nr. 4711", Route::TextLayer, Concept::InvoiceNumber));
        assert!(has("Facture n°562044387", Route::TextLayer, Concept::InvoiceNumber));
        assert!(has("Total TTC 12,00", Route::TextLayer, Concept::Gross));
        assert!(has("Net à payer 12,00", Route::TextLayer, Concept::Due));
        assert!(has("Importe total 12,00", Route::TextLayer, Concept::Gross));
        assert!(has("Data scadenza 01/02/2020", Route::TextLayer, Concept::DueDate));
        assert!(has("Te betalen 12,00", Route::TextLayer, Concept::Due));
        assert!(has("Total sem IVA 12,00", Route::TextLayer, Concept::Net));
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert!(!has("Subtotal 5.00", Route::TextLayer, Concept::Total));
        assert!(!has("Total excl. VAT 5.00", Route::TextLayer, Concept::Total));
    }

    #[test]
    fn glued_and_misread_words_are_labels_in_pictures_only() {
        assert!(has("TOTALSALES(INCLUSIVEGST)RM9.90", Route::Ocr, Concept::Gross));
        assert!(has("R0UNDING 0.02", Route::Ocr, Concept::Rounding));
        assert!(has("SUBIUIAL 2.28", Route::Ocr, Concept::Subtotal));
        assert!(has("Total Inel. GST 119.70", Route::Ocr, Concept::Gross));
        assert!(!has("SUBIUIAL 2.28", Route::TextLayer, Concept::Subtotal));
        assert!(!has("R0UNDING 0.02", Route::TextLayer, Concept::Rounding));
    }
}
