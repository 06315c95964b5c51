//! Figures, amounts, shares and dates as a locale writes them, learned from the examples in its text.

use jiff::civil::Date;
use money::Amount;
use rust_decimal::Decimal;

use super::{Locale, Word};

/// Signs that stand for one currency everywhere; others are written by their code.
const SIGNS: [(&str, &str); 2] = [("EUR", "€"), ("GBP", "£")];
/// Keeps a figure and what belongs to it on one line.
const NO_BREAK: &str = "\u{a0}";

impl Locale {
    /// A plain figure with the decimals it has, `1.234,5`.
    pub(crate) fn figure(&self, value: Decimal) -> String {
        let (group, point) = self.separators();
        let text = value.abs().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let mut written = String::from(if value.is_sign_negative() && !value.is_zero() { "−" } else { "" });
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                written.push_str(&group);
            }
            written.push(digit);
        }
        if !decimals.is_empty() {
            written.push_str(&point);
            written.push_str(decimals);
        }
        written
    }

    /// A quantity: no zeros at its end.
    pub(crate) fn quantity(&self, value: Decimal) -> String {
        self.figure(value.normalize())
    }

    /// A price of one unit: at least the decimals of its currency, and more where it has them.
    pub(crate) fn unit_price(&self, value: Decimal, exponent: u32) -> String {
        let mut price = value.normalize();
        if price.scale() < exponent {
            price.rescale(exponent);
        }
        self.figure(price)
    }

    /// The figure of an amount, without its currency.
    pub(crate) fn amount(&self, amount: Amount) -> String {
        self.figure(amount.to_decimal())
    }

    /// An amount with its currency: a sign where it is clear, the code elsewhere.
    pub(crate) fn money(&self, amount: Amount) -> String {
        let pattern = self.say(Word::MoneySign);
        let code = amount.currency().code();
        let dollar = pattern.contains('$').then_some(("USD", "$"));
        let sign = SIGNS.into_iter().chain(dollar).find(|(known, _)| *known == code).map(|(_, sign)| sign);
        let written = match sign.filter(|_| pattern.contains(['€', '$'])) {
            Some(sign) => pattern.replace(['€', '$'], sign),
            None => self.say(Word::MoneyCode).replace("EUR", code),
        };
        // the sign of a negative amount stands before everything: −€5.00
        let figure = self.amount(amount);
        let (minus, figure) = figure.strip_prefix('−').map_or(("", figure.as_str()), |rest| ("−", rest));
        format!("{minus}{}", written.replace('1', figure).replace(' ', NO_BREAK))
    }

    /// A share: `19 %`.
    pub(crate) fn percent(&self, share: Decimal) -> String {
        self.say(Word::Percent).replace("19", &self.quantity(share)).replace(' ', NO_BREAK)
    }

    /// A day.
    pub(crate) fn date(&self, day: Date) -> String {
        let pattern = self.say(Word::Dates);
        let month = usize::try_from(day.month()).unwrap_or(1);
        let name = self.say(Word::Months).split(", ").nth(month - 1).unwrap_or_default();
        // beside the name of a month the day has no zero in front
        let number = if pattern.contains("Dec") { day.day().to_string() } else { format!("{:02}", day.day()) };
        // marks first: what is put in may hold the figures of the example
        let marked = pattern.replace("2025", "{y}").replace("31", "{d}").replace("12", "{m}").replace("Dec", "{n}");
        marked
            .replace("{y}", &format!("{:04}", day.year()))
            .replace("{d}", &number)
            .replace("{m}", &format!("{month:02}"))
            .replace("{n}", name)
            .replace(' ', NO_BREAK)
    }

    /// Between thousands, and before the decimals.
    fn separators(&self) -> (String, String) {
        let example = self.say(Word::Numbers);
        let marks: Vec<String> = example.chars().filter(|c| !c.is_ascii_digit()).map(String::from).collect();
        let group = marks.first().map_or("", String::as_str).replace(' ', NO_BREAK);
        (group, marks.last().cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use money::Currency;

    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn locale(tag: &str) -> Locale {
        Locale::from_tag(tag).unwrap()
    }

    #[test]
    fn amounts_are_written_as_each_place_does() {
        let euro = Amount::new(-123_456_78, Currency::EUR);
        let franc = Amount::new(1_234_50, Currency::CHF);
        let dollar = Amount::new(99, Currency::USD);
        let yen = Amount::new(1_000_000, Currency::JPY);
        for (tag, written) in [
            ("de", ["−123.456,78 €", "1.234,50 CHF", "0,99 USD", "1.000.000 JPY"]),
            ("de-CH", ["−EUR 123’456.78", "CHF 1’234.50", "USD 0.99", "JPY 1’000’000"]),
            ("fr", ["−123 456,78 €", "1 234,50 CHF", "0,99 USD", "1 000 000 JPY"]),
            ("en", ["−€123,456.78", "CHF 1,234.50", "USD 0.99", "JPY 1,000,000"]),
            ("en-US", ["−€123,456.78", "CHF 1,234.50", "$0.99", "JPY 1,000,000"]),
            ("nl", ["−€ 123.456,78", "CHF 1.234,50", "USD 0,99", "JPY 1.000.000"]),
            ("pl", ["−123 456,78 €", "1 234,50 CHF", "0,99 USD", "1 000 000 JPY"]),
        ] {
            let found = [euro, franc, dollar, yen].map(|amount| locale(tag).money(amount).replace(NO_BREAK, " "));
            assert_eq!(found, written, "{tag}");
        }
    }

    #[test]
    fn days_are_written_as_each_place_does() {
        let day = jiff::civil::date(2026, 5, 9);
        for (tag, written) in [
            ("de", "09.05.2026"),
            ("fr", "09/05/2026"),
            ("fr-CH", "09.05.2026"),
            ("en", "9 May 2026"),
            ("en-US", "May 9, 2026"),
            ("nl", "09-05-2026"),
        ] {
            assert_eq!(locale(tag).date(day).replace(NO_BREAK, " "), written, "{tag}");
        }
        // what is put in is not taken for a mark of the example
        assert_eq!(locale("en").date(jiff::civil::date(3112, 12, 12)).replace(NO_BREAK, " "), "12 Dec 3112");
    }

    #[test]
    fn quantities_lose_zeros_and_prices_keep_the_decimals_of_the_currency() {
        let german = locale("de");
        assert_eq!(german.quantity(dec("1000.500")), "1.000,5");
        assert_eq!(german.quantity(dec("-0")), "0");
        for (price, exponent, written) in [
            (dec("12"), 2, "12,00"),
            (dec("12.30"), 2, "12,30"),
            (dec("0.012345"), 2, "0,012345"),
            (dec("12"), 0, "12"),
            (dec("1.5"), 3, "1,500"),
        ] {
            assert_eq!(german.unit_price(price, exponent), written);
        }
        assert_eq!(german.percent(dec("7.0")).replace(NO_BREAK, " "), "7 %");
        assert_eq!(locale("en").percent(dec("8.875")), "8.875%");
    }
}
