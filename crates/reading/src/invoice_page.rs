//! An electronic invoice as pages to read: what its data say, set like a typed letter, with every field led to its place.
//!
//! The pages are made from the data each time and always the same, so they need not be kept.

use std::ops::Range;

use road::facts::{Facts, Field, LineItem};
use road::page::{Page, Rect, Spot};
use rust_decimal::Decimal;

use crate::{Limits, plain};

/// Characters on a line.
const COLUMNS: usize = 80;
/// Lines on a page: the proportions of A4.
const ROWS: usize = 56;
/// Where values begin behind their names.
const VALUE: usize = 24;
/// Width of the description of an item.
const DESCRIPTION: usize = 34;
/// Items that are set; an invoice of more is no better understood by reading them all.
const ITEMS_MOST: usize = 1_000;

/// The sheet so far.
#[derive(Default)]
struct Sheet {
    lines: Vec<String>,
}

/// Sets the invoice, and gives its fields and items their places.
pub(crate) fn set(facts: &mut Facts, limits: &Limits) -> Vec<Page> {
    let mut sheet = Sheet::default();
    sheet.head(facts);
    sheet.parties(facts);
    sheet.items(&mut facts.lines);
    sheet.sums(facts);
    sheet.pages(limits)
}

impl Sheet {
    fn head(&mut self, facts: &mut Facts) {
        self.field("Electronic", &mut facts.kind, |kind| kind.to_string().replace('_', " "));
        self.field("Number", &mut facts.invoice_number, String::clone);
        self.field("Date", &mut facts.date, ToString::to_string);
        self.field("Due", &mut facts.due_date, ToString::to_string);
        self.field("Date of supply", &mut facts.supply_date, ToString::to_string);
        self.field("Order number", &mut facts.po_number, String::clone);
        self.field("Corrects invoice", &mut facts.corrects_number, String::clone);
        self.gap();
    }

    fn parties(&mut self, facts: &mut Facts) {
        self.field("From", &mut facts.vendor, String::clone);
        self.field("", &mut facts.vendor_address, String::clone);
        self.field("Tax number", &mut facts.vendor_tax_id, String::clone);
        self.field("IBAN", &mut facts.vendor_iban, String::clone);
        self.gap();
        self.field("To", &mut facts.customer, String::clone);
        self.field("", &mut facts.customer_address, String::clone);
        self.field("Tax number", &mut facts.customer_tax_id, String::clone);
        self.gap();
    }

    fn items(&mut self, items: &mut [LineItem]) {
        if items.is_empty() {
            return;
        }
        self.lines.push(row("Item", ["Quantity", "Price", "Amount", "Tax"]));
        let left_out = items.len().saturating_sub(ITEMS_MOST);
        for item in items.iter_mut().take(ITEMS_MOST) {
            let text = |value: Option<Decimal>| value.map(|v| v.to_string()).unwrap_or_default();
            let rate = item.tax_rate.map(|rate| format!("{} %", rate.normalize())).unwrap_or_default();
            let figures = [text(item.quantity), text(item.unit_price), item.amount.to_string(), rate];
            let mut described = wrapped(&item.description, DESCRIPTION).into_iter();
            let first = described.next().unwrap_or_default();
            item.spots = vec![self.spot(0..COLUMNS)];
            self.lines.push(row(&first, figures.each_ref().map(String::as_str)));
            self.lines.extend(described.take(6));
        }
        if left_out > 0 {
            self.lines.push(format!("and {left_out} more items"));
        }
        self.gap();
    }

    fn sums(&mut self, facts: &mut Facts) {
        self.field("Net", &mut facts.subtotal, ToString::to_string);
        self.breakdown(facts);
        self.field("Tax", &mut facts.tax, ToString::to_string);
        self.field("Rounding", &mut facts.rounding, ToString::to_string);
        self.field("Total", &mut facts.total, ToString::to_string);
        self.field("Currency", &mut facts.currency, ToString::to_string);
        self.field("Withheld", &mut facts.withheld, ToString::to_string);
        self.field("Already paid", &mut facts.prepaid, ToString::to_string);
        self.field("To pay", &mut facts.amount_due, ToString::to_string);
        self.field("Paid by", &mut facts.payment_means, ToString::to_string);
        self.field("Terms of payment", &mut facts.payment_terms, |terms| terms.replace('\n', " "));
    }

    /// A line for each rate; the field leads to all of them.
    fn breakdown(&mut self, facts: &mut Facts) {
        let Some(field) = &mut facts.tax_breakdown else { return };
        field.spots = Vec::new();
        for tax in field.value.iter().take(ITEMS_MOST) {
            let category = tax.category.as_deref().map(|c| format!(" (category {c})")).unwrap_or_default();
            let text = format!("{} % of {} = {}{category}", tax.rate.normalize(), tax.base, tax.tax);
            field.spots.push(self.spot(VALUE..VALUE + text.chars().count()));
            self.lines.push(format!("{:VALUE$}{text}", "Tax by rate"));
        }
    }

    /// A named value on a line of its own, or several when it is long.
    fn field<T>(&mut self, name: &str, field: &mut Option<Field<T>>, text: impl Fn(&T) -> String) {
        let Some(field) = field else { return };
        field.spots = Vec::new();
        for (i, part) in wrapped(&text(&field.value), COLUMNS - VALUE).into_iter().enumerate() {
            field.spots.push(self.spot(VALUE..VALUE + part.chars().count()));
            self.lines.push(format!("{:VALUE$}{part}", if i == 0 { name } else { "" }));
        }
    }

    fn gap(&mut self) {
        self.lines.push(String::new());
    }

    /// The place of characters on the next line.
    fn spot(&self, columns: Range<usize>) -> Spot {
        let (page, row) = (self.lines.len() / ROWS + 1, self.lines.len() % ROWS);
        let across = |column: usize| column as f32 / COLUMNS as f32;
        let down = |row: usize| row as f32 / ROWS as f32;
        let rect = Rect { x0: across(columns.start), y0: down(row), x1: across(columns.end), y1: down(row + 1) };
        Spot { page: u32::try_from(page).unwrap_or(u32::MAX), rect }
    }

    /// Every page has all its rows, so that all have the same proportions.
    fn pages(mut self, limits: &Limits) -> Vec<Page> {
        self.lines.resize(self.lines.len().div_ceil(ROWS).max(1) * ROWS, String::new());
        let sheets: Vec<String> = self.lines.chunks(ROWS).map(|rows| rows.join("\n") + "\n").collect();
        plain::pages(&sheets.join("\u{c}"), limits)
    }
}

/// A row of the items: the description to the left, the figures flush right in their columns.
fn row(description: &str, [quantity, price, amount, rate]: [&str; 4]) -> String {
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let (quantity, price, amount, rate) = (cut(quantity, 11), cut(price, 12), cut(amount, 13), cut(rate, 6));
    format!("{description:DESCRIPTION$} {quantity:>11} {price:>12} {amount:>13} {rate:>6}")
}

/// A text in lines of at most so many characters, broken between words where it can be.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(most) {
            let piece: String = piece.iter().collect();
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + piece.chars().count() <= most => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                _ => lines.push(piece),
            }
        }
        if lines.len() > 12 {
            break;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use money::Currency;
    use road::facts::TaxLine;
    use road::page::Route;

    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    fn invoice(items: usize) -> Facts {
        let item = |n: usize| LineItem {
            description: format!("Screws of steel, galvanised, with a long description, number {n}"),
            quantity: Some(dec("10")),
            unit_price: Some(dec("1.50")),
            amount: dec("15.00"),
            tax_rate: Some(dec("19")),
            spots: Vec::new(),
        };
        let row = TaxLine { rate: dec("19"), base: dec("15.00"), tax: dec("2.85"), category: Some("S".to_owned()) };
        Facts {
            invoice_number: Some(Field::certain("R-17".to_owned())),
            date: Some(Field::certain(date(2026, 3, 31))),
            vendor: Some(Field::certain("Großhandel Beispiel GmbH".to_owned())),
            total: Some(Field::certain(dec("17.85"))),
            currency: Some(Field::certain(Currency::EUR)),
            tax_breakdown: Some(Field::certain(vec![row])),
            lines: (0..items).map(item).collect(),
            ..Facts::empty(Route::Xml)
        }
    }

    /// The words inside a place.
    fn at(pages: &[Page], spot: &Spot) -> String {
        let inside = |r: &Rect| {
            let (x, y) = ((r.x0 + r.x1) / 2.0, (r.y0 + r.y1) / 2.0);
            spot.rect.x0 <= x && x <= spot.rect.x1 && spot.rect.y0 <= y && y <= spot.rect.y1
        };
        let page = pages.iter().find(|p| p.number == spot.page).expect("the page is there");
        let words = page.words.iter().filter(|w| inside(&w.rect)).map(|w| w.text.as_str());
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_field_leads_to_its_words() {
        let mut facts = invoice(60);
        let pages = set(&mut facts, &Limits::default());
        assert!(pages.len() > 1, "sixty items of two lines need several pages");
        assert!(pages.iter().all(|p| (p.height / p.width - 1.4).abs() < 0.01), "each page looks like a sheet of A4");
        assert_eq!(at(&pages, &facts.invoice_number.expect("there").spots[0]), "R-17");
        assert_eq!(at(&pages, &facts.vendor.expect("there").spots[0]), "Großhandel Beispiel GmbH");
        assert_eq!(at(&pages, &facts.total.expect("there").spots[0]), "17.85");
        assert_eq!(at(&pages, &facts.tax_breakdown.expect("there").spots[0]), "19 % of 15.00 = 2.85 (category S)");
        let last = facts.lines.last().expect("items");
        assert!(at(&pages, &last.spots[0]).ends_with("10 1.50 15.00 19 %"), "{}", at(&pages, &last.spots[0]));
    }
}
