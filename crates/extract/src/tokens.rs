//! Typed tokens: every amount, percentage, date and bank account of a document, with its place.
//!
//! Nothing is judged here; what a token is for is decided later, with all tokens at hand. Cost: a few passes over each
//! line's text.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::layout::{Layout, Span};
use crate::locale::Locale;
use crate::{currencies, dates, iban, numbers};

/// A number that may be an amount of money, a quantity or a percentage.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// Where it is printed.
    pub span: Span,
    /// The value with its sign.
    pub value: Decimal,
    /// Decimals printed.
    pub decimals: u32,
    /// The currency printed beside it: a code of ISO 4217, or `$` or `kr`.
    pub currency: Option<&'static str>,
    /// Followed by a per cent sign.
    pub percent: bool,
    /// Part of a word of letters and digits, such as an article number.
    pub inside_word: bool,
}

impl Amount {
    /// Whether it has the form of a sum of money: two decimals, or a currency beside it.
    pub fn is_money(&self) -> bool {
        !self.percent && !self.inside_word && (self.decimals == 2 || (self.currency.is_some() && self.decimals != 1))
    }
}

/// A date with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct DateToken {
    /// Where it is printed.
    pub span: Span,
    /// The printed parts.
    pub parts: dates::Parts,
    /// What it says about the order of day and month.
    pub shows: Option<dates::DateOrder>,
}

/// A number as printed, before the document's habits are known.
#[derive(Debug, Clone)]
pub struct RawNumber {
    span: Span,
    negative: bool,
    currency: Option<&'static str>,
    percent: bool,
    inside_word: bool,
}

/// All dates of a document.
pub fn dates(layout: &Layout) -> Vec<DateToken> {
    let on_line = |(line, l): (usize, &crate::layout::Line)| -> Vec<DateToken> {
        let token = |f: dates::Found| DateToken { span: Span { line, bytes: f.bytes }, parts: f.parts, shows: f.shows };
        dates::find(&l.text).into_iter().map(token).collect()
    };
    let mut found: Vec<DateToken> = layout.lines.iter().enumerate().flat_map(on_line).collect();
    found.extend(wrapped_dates(layout, &found));
    found.sort_by_key(|d| (d.span.line, d.span.bytes.start));
    found
}

/// Dates broken over two lines of a narrow column: "28 de octubre de" over "2022".
fn wrapped_dates(layout: &Layout, known: &[DateToken]) -> Vec<DateToken> {
    let mut found = Vec::new();
    for upper in 0..layout.lines.len() {
        for head in &layout.lines[upper].segments {
            let text = layout.lines[upper].text[head.clone()].trim();
            let starts = text.len() <= 60 && text.bytes().any(|b| b.is_ascii_digit()) && text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
            if !starts || known.iter().any(|d| d.span.line == upper && head.contains(&d.span.bytes.start)) {
                continue;
            }
            let over = layout.lines[upper].rect_of(head);
            for lower in upper + 1..(upper + 3).min(layout.lines.len()) {
                let line = &layout.lines[lower];
                let under = line.segments.iter().find(|s| {
                    let r = line.rect_of(s);
                    r.x0 > over.x0 - 0.01 && r.x0 < over.x1 && r.y0 - over.y1 < 0.8 * over.height() && line.text[(*s).clone()].len() <= 12
                });
                let Some(under) = under.filter(|_| line.page == layout.lines[upper].page) else { continue };
                let joined = format!("{text} {}", &line.text[under.clone()]);
                if let Some(date) = dates::find(&joined).into_iter().next().filter(|d| d.bytes.start < text.len() && d.bytes.end > text.len()) {
                    found.push(DateToken { span: Span { line: upper, bytes: head.clone() }, parts: date.parts, shows: date.shows });
                    break;
                }
            }
        }
    }
    found
}

/// All bank accounts of a document.
pub fn ibans(layout: &Layout) -> Vec<(Span, iban::Found)> {
    let mut found: Vec<(Span, iban::Found)> = Vec::new();
    for (line, l) in layout.lines.iter().enumerate() {
        for segment in &l.segments {
            let text = &l.text[segment.clone()];
            let here = iban::find(text);
            if here.iter().all(|f| !f.valid)
                && let Some((start, whole)) = wrapped_iban(layout, line, segment)
            {
                found.push((Span { line, bytes: segment.start + start..segment.end }, whole));
                continue;
            }
            let shifted = |f: iban::Found| segment.start + f.bytes.start..segment.start + f.bytes.end;
            found.extend(here.into_iter().map(|f| (Span { line, bytes: shifted(f.clone()) }, f)));
        }
        // Columns may part the groups of one account.
        let whole = iban::find(&l.text).into_iter().filter(|f| f.valid);
        let news: Vec<iban::Found> = whole.filter(|f| !found.iter().any(|(s, k)| s.line == line && k.valid && k.iban == f.iban)).collect();
        found.extend(news.into_iter().map(|f| (Span { line, bytes: f.bytes.clone() }, f)));
    }
    found
}

/// An account broken over two lines of a narrow column; only a correct one is taken.
fn wrapped_iban(layout: &Layout, line: usize, segment: &Range<usize>) -> Option<(usize, iban::Found)> {
    let upper = &layout.lines[line];
    let text = &upper.text[segment.clone()];
    let over = upper.rect_of(segment);
    for lower in layout.lines.iter().skip(line + 1).take(3).filter(|l| l.page == upper.page) {
        for tail in &lower.segments {
            let under = lower.rect_of(tail);
            if (under.x0 - over.x0).abs() > 0.012 || under.y0 - over.y1 > over.height() || lower.text[tail.clone()].len() > 34 {
                continue;
            }
            let joined = format!("{text} {}", &lower.text[tail.clone()]);
            if let Some(found) = iban::find(&joined).into_iter().find(|f| f.valid && f.bytes.start < text.len()) {
                return Some((found.bytes.start, found));
            }
        }
    }
    None
}

/// All numbers of a document that are not part of a date or bank account.
pub fn raw_numbers(layout: &Layout, dates: &[DateToken], ibans: &[(Span, iban::Found)]) -> Vec<RawNumber> {
    let mut found = Vec::new();
    for (line, l) in layout.lines.iter().enumerate() {
        let in_line = |s: &&Span| s.line == line;
        let taken: Vec<Range<usize>> = dates
            .iter()
            .map(|d| &d.span)
            .chain(ibans.iter().map(|(s, _)| s))
            .filter(in_line)
            .map(|s| s.bytes.clone())
            .collect();
        let mut at = 0;
        while let Some(run) = next_run(&l.text, at, layout.is_ocr()) {
            at = run.end;
            if taken.iter().all(|t| t.end <= run.start || run.end <= t.start)
                && let Some(raw) = in_context(&l.text, line, run, layout.is_ocr())
            {
                found.push(raw);
            }
        }
    }
    found
}

/// The text of a raw number, for finding the document's decimal mark.
pub fn raw_texts<'a>(layout: &'a Layout, raw: &'a [RawNumber]) -> impl Iterator<Item = &'a str> {
    raw.iter().filter(|r| !r.inside_word).map(|r| layout.text(&r.span))
}

/// The currency printed beside a raw number.
pub fn currency_of(raw: &RawNumber) -> Option<&'static str> {
    raw.currency
}

/// Where a raw number is printed.
pub fn span_of(raw: &RawNumber) -> &Span {
    &raw.span
}

/// Currencies printed beside numbers.
pub fn raw_currencies(raw: &[RawNumber]) -> impl Iterator<Item = &'static str> {
    raw.iter().filter_map(|r| r.currency)
}

/// The numbers with their values under the document's habits.
pub fn amounts(layout: &Layout, raw: &[RawNumber], locale: &Locale) -> Vec<Amount> {
    let value = |r: &RawNumber| -> Option<Amount> {
        let text = layout.text(&r.span).trim_end_matches(['-', '–', '—']);
        let whole = text.ends_with([',', '.']) && text.len() < layout.text(&r.span).len();
        let number = numbers::parse(text, locale.mark)?;
        Some(Amount {
            span: r.span.clone(),
            value: if r.negative { -number.value } else { number.value },
            decimals: if whole { 2 } else { number.decimals },
            currency: r.currency,
            percent: r.percent,
            inside_word: r.inside_word,
        })
    };
    raw.iter().filter_map(value).collect()
}

/// The next run of digits with their marks, thousands parted by spaces included.
fn next_run(text: &str, from: usize, ocr: bool) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from + text.get(from..)?.find(|c: char| c.is_ascii_digit())?;
    // ".90" is ninety cents.
    if start > from && matches!(bytes[start - 1], b'.' | b',') && !text[..start - 1].ends_with(|c: char| c.is_alphanumeric()) {
        let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 2 {
            start -= 1;
        }
    }
    let mut end = plain_run(text, start);
    while let Some(longer) = spaced_group(text, start, end) {
        end = longer;
    }
    if ocr && let Some(longer) = split_decimals(text, end) {
        end = longer;
    }
    if let Some(dashes) = no_cents(&text[end..]) {
        end += dashes;
    }
    Some(start..end)
}

fn plain_run(text: &str, start: usize) -> usize {
    let inside = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’');
    let run: &str = &text[start..];
    let length = run.find(|c: char| !inside(c)).unwrap_or(run.len());
    let trimmed = run[..length].trim_end_matches(|c: char| !c.is_ascii_digit());
    start + trimmed.len()
}

/// A space and three digits belong to the number if what stands before may be the head of a group.
fn spaced_group(text: &str, start: usize, end: usize) -> Option<usize> {
    let head = &text[start..end];
    let last_group = head.rsplit(numbers::is_group_only).next()?;
    let head_ok = last_group.len() <= 3 && last_group.bytes().all(|b| b.is_ascii_digit());
    let rest = &text[end..];
    let space = rest.chars().next().filter(|c| *c != '\'' && *c != '’' && numbers::is_group_only(*c))?;
    let tail = &rest[space.len_utf8()..];
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let longer = plain_run(text, end + space.len_utf8());
    let tail_text = &text[end + space.len_utf8()..longer];
    // Only the last group may carry decimals, and without decimals at the very end nothing shows that it is one number.
    let has_cents = tail_text.len() == 6 && matches!(tail_text.as_bytes()[3], b',' | b'.');
    let more = digits == 3 && (has_cents || spaced_group(text, end + space.len_utf8(), longer).is_some());
    (head_ok && more).then_some(longer)
}

/// "12. 50" in a recognised picture.
fn split_decimals(text: &str, end: usize) -> Option<usize> {
    let rest = text[end..].strip_prefix(". ").or_else(|| text[end..].strip_prefix(" ."))?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.as_bytes().get(2);
    (digits == 2 && !after.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b',' | b'/' | b':' | b'-'))).then_some(end + 4)
}

/// "100,-" and "100.--" have no cents.
fn no_cents(rest: &str) -> Option<usize> {
    ["," , "."].iter().find_map(|mark| {
        let tail = rest.strip_prefix(mark)?;
        let dashes: usize = tail.chars().take_while(|c| matches!(c, '-' | '–' | '—')).map(char::len_utf8).sum();
        (dashes > 0 && !tail[dashes..].starts_with(|c: char| c.is_alphanumeric())).then_some(1 + dashes)
    })
}

/// Sign, currency and per cent sign around a run; `None` if it is part of a time, a date or a code.
fn in_context(text: &str, line: usize, run: Range<usize>, ocr: bool) -> Option<RawNumber> {
    let (mut before, after) = (&text[..run.start], &text[run.end..]);
    let mut inside_word = false;
    let mut currency = None;
    let (mut negative, paren) = sign_before(&mut before);
    let run_text = &text[run.clone()];
    let cents = run_text.len() > 3 && matches!(run_text.as_bytes()[run_text.len() - 3], b'.' | b',');
    if let Some((code, start)) = currencies::at_end(before.trim_end_matches([' ', '\u{a0}', ':']))
        && (cents || !currencies::is_word(code))
    {
        currency = Some(code);
        before = &before[..start];
        negative |= sign_before(&mut before).0;
    }
    if before.len() == run.start && !paren {
        let previous = before.chars().next_back();
        inside_word |= previous.is_some_and(|c| c.is_alphabetic() && !ocr || matches!(c, '/' | '_' | '#' | '-'));
    }
    let mut rest = after;
    let mut percent = false;
    let next = after.chars().next();
    let second = after.chars().nth(1);
    match next {
        Some(':' | '/') if second.is_some_and(|c| c.is_ascii_digit()) => return None,
        Some('-' | '−' | '–') if cents && !second.is_some_and(char::is_alphanumeric) => negative = true,
        Some('-' | '_') if second.is_some_and(char::is_alphanumeric) => inside_word = true,
        _ => {}
    }
    rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '−']);
    if rest.starts_with('%') || rest.starts_with("v.H.") {
        percent = true;
    } else if currency.is_none()
        && let Some((code, end)) = currencies::at_start(rest)
        && (cents || !currencies::is_word(code))
    {
        currency = Some(code);
        rest = &rest[end..];
    }
    if paren && after.trim_start().starts_with(')') && cents {
        negative = true;
    }
    let credit = rest.trim_start().strip_prefix("CR").is_some_and(|t| !t.starts_with(|c: char| c.is_alphanumeric()));
    negative |= credit && cents;
    let letters = after.chars().take_while(|c| c.is_alphabetic()).count();
    inside_word |= letters > 0 && currency.is_none() && !(cents && letters <= 4);
    Some(RawNumber { span: Span { line, bytes: run }, negative, currency, percent, inside_word })
}

/// Takes a minus sign or an opening bracket off the end of what stands before a number.
fn sign_before(before: &mut &str) -> (bool, bool) {
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    if let Some(head) = trimmed.strip_suffix(['-', '−', '–']) {
        let joined = head.ends_with(|c: char| c.is_alphanumeric());
        let spaced_range = head.ends_with(' ') && head.trim_end().ends_with(|c: char| c.is_ascii_digit());
        if !joined && !spaced_range {
            *before = head;
            return (true, false);
        }
    }
    if let Some(head) = trimmed.strip_suffix('(') {
        *before = head;
        return (false, true);
    }
    (false, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Mark;
    use road::page::{Page, Rect, Route, Word};

    fn read(text: &str, mark: Mark) -> Vec<(String, bool, Option<&'static str>, bool)> {
        let words = text.split(' ').enumerate().map(|(i, t)| Word {
            text: t.into(),
            rect: Rect { x0: i as f32 * 0.05, y0: 0.1, x1: i as f32 * 0.05 + 0.045, y1: 0.12 },
            certainty: 1.0,
            line: 0,
        });
        let page = Page { number: 1, width: 600.0, height: 800.0, words: words.collect() };
        let layout = Layout::new(&[page], Route::TextLayer);
        let dates = dates(&layout);
        let raw = raw_numbers(&layout, &dates, &[]);
        let locale = Locale { mark: Some(mark), ..Locale::default() };
        let all = amounts(&layout, &raw, &locale);
        all.into_iter().map(|a| (a.value.to_string(), a.is_money(), a.currency, a.percent)).collect()
    }

    #[test]
    fn amounts_are_read_with_sign_and_currency() {
        let one = |text, mark| read(text, mark).into_iter().find(|a| a.1);
        assert_eq!(one("Total RM9.90", Mark::Dot), Some(("9.90".into(), true, Some("MYR"), false)));
        assert_eq!(one("€ -9,32", Mark::Comma), Some(("-9.32".into(), true, Some("EUR"), false)));
        assert_eq!(one("ROUNDING -RM0.02", Mark::Dot), Some(("-0.02".into(), true, Some("MYR"), false)));
        assert_eq!(one("0.01-", Mark::Dot), Some(("-0.01".into(), true, None, false)));
        assert_eq!(one("(12.50)", Mark::Dot), Some(("-12.50".into(), true, None, false)));
        assert_eq!(one("1 234,56 €", Mark::Comma), Some(("1234.56".into(), true, Some("EUR"), false)));
        assert_eq!(one("£3 787.70", Mark::Dot), Some(("3787.70".into(), true, Some("GBP"), false)));
        assert_eq!(one("5.90SR", Mark::Dot), Some(("5.90".into(), true, None, false)));
        assert_eq!(one("CHF 120.--", Mark::Dot), Some(("120".into(), true, Some("CHF"), false)));
        assert_eq!(one("3 m² 19% 10,00", Mark::Comma), Some(("10.00".into(), true, None, false)));
    }

    #[test]
    fn percentages_codes_dates_and_times_are_no_money() {
        for text in ["19,00 %", "14.50%", "03/02/2018", "15:28", "INV-2014.50", "12345", "KR3.50M"] {
            assert!(read(text, Mark::Dot).iter().all(|a| !a.1), "{text}");
        }
    }
}
