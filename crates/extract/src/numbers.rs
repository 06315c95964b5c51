//! Numbers as printed in different countries: `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56`, `12.50-`.
//!
//! Values are exact decimals. Which of dot and comma is the decimal mark is seen in most numbers; for the few that could
//! be either (`1.234`) the document's habit decides, see [`crate::locale`].

use rust_decimal::Decimal;

/// Which sign parts the whole from the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// As in `1.234,56`.
    Comma,
    /// As in `1,234.56`.
    Dot,
}

impl Mark {
    /// The character.
    pub const fn char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Dot => '.',
        }
    }
}

/// A number and the count of decimals it was printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The value, without sign.
    pub value: Decimal,
    /// Decimals printed.
    pub decimals: u32,
}

/// Parses an unsigned number; `mark` is the document's decimal mark where known. `None` if the grouping makes no sense.
pub fn parse(text: &str, mark: Option<Mark>) -> Option<Number> {
    let text: String = text.chars().filter(|c| !is_group_only(*c)).collect();
    if !text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let text = text.trim_end_matches(['.', ',']);
    let dots = text.matches('.').count();
    let commas = text.matches(',').count();
    let decimal_at = match (dots, commas) {
        (0, 0) => None,
        (_, 0) => single_kind(text, '.', dots, mark)?,
        (0, _) => single_kind(text, ',', commas, mark)?,
        _ => Some(both_kinds(text)?),
    };
    let (whole, fraction) = decimal_at.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    if !groups_are_valid(whole) || fraction.len() > 6 {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if whole.len() > 12 || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { &whole };
    let value = if fraction.is_empty() { whole.parse() } else { format!("{whole}.{fraction}").parse() }.ok()?;
    Some(Number { value, decimals: u32::try_from(fraction.len()).unwrap_or(0) })
}

/// Characters that only ever part thousands.
pub fn is_group_only(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '`')
}

/// Only dots, or only commas. `Some(None)` is a number without decimals.
fn single_kind(text: &str, sign: char, count: usize, mark: Option<Mark>) -> Option<Option<usize>> {
    if count > 1 {
        return Some(None);
    }
    let at = text.find(sign)?;
    let could_group = text.len() - at - 1 == 3 && (1..=3).contains(&at) && !text.starts_with('0');
    if !could_group || mark.is_some_and(|m| m.char() == sign) {
        return Some(Some(at));
    }
    Some(None)
}

/// Dots and commas: the last sign is the decimal mark and occurs once.
fn both_kinds(text: &str) -> Option<usize> {
    let at = text.rfind(['.', ','])?;
    let sign = &text[at..=at];
    (text.matches(sign).count() == 1).then_some(at)
}

/// Groups after the first are of three digits, or of two before the last of three (as in India).
fn groups_are_valid(whole: &str) -> bool {
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    if groups.len() == 1 {
        return true;
    }
    let last = groups.len() - 1;
    !groups[0].is_empty()
        && groups[0].len() <= 3
        && groups[last].len() == 3
        && groups[1..last].iter().all(|g| g.len() == 3 || g.len() == 2)
}

/// Prints a value with two decimals in a style, the opposite of [`parse`].
pub fn format(value: Decimal, mark: Mark, group: Option<char>) -> String {
    let plain = format!("{:.2}", value.round_dp(2));
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "00"));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if let Some(group) = group
            && i > 0
            && (whole.len() - i).is_multiple_of(3)
        {
            out.push(group);
        }
        out.push(c);
    }
    out.push(mark.char());
    out.push_str(fraction);
    out
}

/// Letters that a recogniser mistakes for digits, mended where the word is plainly an amount, a date or a time:
/// `1O.5O` is `10.50`, `l2/O3/2018` is `12/03/2018`. Every change keeps the length in bytes.
pub fn repair(word: &str) -> String {
    let looks_numeric = |c: char| c.is_ascii_digit() || "OoQDlI|iSBZ".contains(c);
    let body: &str = word.trim_start_matches(|c: char| !looks_numeric(c) || c == 'S' || c == 'B' || c == 'D');
    let digits = body.chars().filter(char::is_ascii_digit).count();
    let odd = body.chars().filter(|c| looks_numeric(*c) && !c.is_ascii_digit()).count();
    let marks = body.chars().filter(|c| matches!(c, '.' | ',' | '/' | '-' | ':')).count();
    let other = body.chars().count() - digits - odd - marks;
    if odd == 0 || other > 0 || marks == 0 || digits < 2 || odd > digits || !has_value_shape(body) {
        return word.to_owned();
    }
    let mended: String = body.chars().map(mend).collect();
    format!("{}{mended}", &word[..word.len() - body.len()])
}

fn mend(c: char) -> char {
    match c {
        'O' | 'o' | 'Q' | 'D' => '0',
        'l' | 'I' | '|' | 'i' => '1',
        'S' => '5',
        'B' => '8',
        'Z' => '2',
        c => c,
    }
}

/// `nn.nn`, `nn,nn`, `nn/nn/nn`, `nn-nn-nnnn` or `nn:nn`.
fn has_value_shape(body: &str) -> bool {
    let parts: Vec<&str> = body.split(['.', ',', '/', '-', ':']).collect();
    let sign = body.chars().find(|c| matches!(c, '.' | ',' | '/' | '-' | ':'));
    match sign {
        Some('.' | ',') => parts.len() >= 2 && parts[parts.len() - 1].chars().count() == 2,
        Some(_) => parts.len() >= 2 && parts.iter().all(|p| (1..=4).contains(&p.chars().count())),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str, mark: Option<Mark>) -> Option<String> {
        parse(text, mark).map(|n| n.value.to_string())
    }

    #[test]
    fn the_habits_of_all_countries_are_read() {
        let table = [
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1 234,56", "1234.56"),
            ("1\u{a0}234,56", "1234.56"),
            ("1\u{202f}234,5", "1234.5"),
            ("1'234.56", "1234.56"),
            ("1’234’567.05", "1234567.05"),
            ("12,34,567.89", "1234567.89"),
            ("0.5", "0.5"),
            (".90", "0.90"),
            ("3,3333", "3.3333"),
            ("1.234.567", "1234567"),
            ("0.025", "0.025"),
            ("17808,00", "17808.00"),
        ];
        for (text, expected) in table {
            assert_eq!(value(text, None).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_documents_habit_decides_what_could_be_either() {
        assert_eq!(value("1.234", None).as_deref(), Some("1234"));
        assert_eq!(value("1.234", Some(Mark::Dot)).as_deref(), Some("1.234"));
        assert_eq!(value("1.234", Some(Mark::Comma)).as_deref(), Some("1234"));
        assert_eq!(value("1,234", Some(Mark::Comma)).as_deref(), Some("1.234"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["1.2.3", "12,3,4", "1.23.456,7,8", "", "."] {
            assert_eq!(value(text, None), None, "{text}");
        }
    }

    #[test]
    fn misread_letters_are_mended_only_in_amounts_and_dates() {
        assert_eq!(repair("1O.5O"), "10.50");
        assert_eq!(repair("l2/O3/2018"), "12/03/2018");
        assert_eq!(repair("RM4O.00"), "RM40.00");
        assert_eq!(repair("SDN"), "SDN");
        assert_eq!(repair("LOT"), "LOT");
        assert_eq!(repair("CS00O7203"), "CS00O7203");
        assert_eq!(repair("BOB.CO"), "BOB.CO");
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_value_back(minor in 0_i64..10_000_000_000) {
            let value = Decimal::new(minor, 2);
            let styles = [
                (Mark::Comma, Some('.')), (Mark::Dot, Some(',')), (Mark::Comma, Some(' ')), (Mark::Comma, Some('\u{a0}')),
                (Mark::Dot, Some('\'')), (Mark::Dot, None), (Mark::Comma, None),
            ];
            for (mark, group) in styles {
                let text = format(value, mark, group);
                prop_assert_eq!(parse(&text, None).map(|n| n.value), Some(value), "{}", text);
            }
        }
    }
}
