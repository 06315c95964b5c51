//! The words of a paper in a language, and how that language writes amounts and dates.

use jiff::civil::Date;
use money::Currency;

/// How a language writes what stands on a bill.
pub struct Words {
    pub invoice: &'static str,
    pub credit_note: &'static str,
    pub order: &'static str,
    pub number: &'static str,
    pub order_number: &'static str,
    pub your_order: &'static str,
    pub corrects: &'static str,
    pub date: &'static str,
    pub due: &'static str,
    pub description: &'static str,
    pub quantity: &'static str,
    pub price: &'static str,
    pub amount: &'static str,
    pub net: &'static str,
    pub tax: &'static str,
    pub total: &'static str,
    pub refund: &'static str,
    pub tax_id: &'static str,
    pub your_tax_id: &'static str,
    pub pay: &'static str,
    decimal: char,
    group: char,
    /// As `strftime` writes it.
    day: &'static str,
    sign_first: bool,
}

pub const GERMAN: Words = Words {
    invoice: "Rechnung",
    credit_note: "Gutschrift",
    order: "Auftragsbestätigung",
    number: "Rechnungsnummer",
    order_number: "Auftragsnummer",
    your_order: "Ihre Bestellnummer",
    corrects: "zu Rechnung",
    date: "Datum",
    due: "Zahlbar bis",
    description: "Bezeichnung",
    quantity: "Menge",
    price: "Einzelpreis",
    amount: "Betrag",
    net: "Nettobetrag",
    tax: "USt.",
    total: "Gesamtbetrag",
    refund: "Gutschriftsbetrag",
    tax_id: "USt-IdNr.",
    your_tax_id: "Ihre USt-IdNr.",
    pay: "Bitte überweisen Sie den Betrag unter Angabe der Rechnungsnummer.",
    decimal: ',',
    group: '.',
    day: "%d.%m.%Y",
    sign_first: false,
};

pub const ENGLISH: Words = Words {
    invoice: "Invoice",
    credit_note: "Credit note",
    order: "Order confirmation",
    number: "Invoice number",
    order_number: "Order number",
    your_order: "Your order",
    corrects: "for invoice",
    date: "Invoice date",
    due: "Due date",
    description: "Description",
    quantity: "Qty",
    price: "Unit price",
    amount: "Amount",
    net: "Subtotal",
    tax: "VAT",
    total: "Total",
    refund: "Total credit",
    tax_id: "VAT no.",
    your_tax_id: "Your VAT no.",
    pay: "Please quote the invoice number with your payment.",
    decimal: '.',
    group: ',',
    day: "%B %-d, %Y",
    sign_first: true,
};

pub const FRENCH: Words = Words {
    invoice: "Facture",
    credit_note: "Avoir",
    order: "Confirmation de commande",
    number: "Facture n°",
    order_number: "Commande n°",
    your_order: "Votre commande",
    corrects: "sur facture",
    date: "Date",
    due: "Date d'échéance",
    description: "Désignation",
    quantity: "Quantité",
    price: "Prix unitaire HT",
    amount: "Montant HT",
    net: "Total HT",
    tax: "TVA",
    total: "Total TTC",
    refund: "Total de l'avoir",
    tax_id: "N° TVA",
    your_tax_id: "Votre n° TVA",
    pay: "Merci d'indiquer le numéro de facture lors du règlement.",
    decimal: ',',
    group: ' ',
    day: "%d/%m/%Y",
    sign_first: false,
};

impl Words {
    /// `1.234,50`.
    pub fn figure(&self, cents: i64) -> String {
        let (sign, cents) = if cents < 0 { ("-", -cents) } else { ("", cents) };
        let digits = (cents / 100).to_string();
        let mut whole = String::new();
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                whole.push(self.group);
            }
            whole.push(digit);
        }
        format!("{sign}{whole}{}{:02}", self.decimal, cents % 100)
    }

    /// `1.234,50 €` or `$1,234.50`.
    pub fn money(&self, cents: i64, currency: Currency) -> String {
        let sign = match currency.code() {
            "EUR" => "€",
            "USD" => "$",
            code => code,
        };
        let figure = self.figure(cents);
        if self.sign_first { format!("{sign}{figure}") } else { format!("{figure} {sign}") }
    }

    /// The day as the language writes it.
    pub fn day(&self, day: Date) -> String {
        day.strftime(self.day).to_string()
    }
}
