//! Runs of digits in a line, with the sign, currency and per cent sign around them.

use std::ops::Range;

use super::RawNumber;
use crate::layout::Span;
use crate::{currencies, numbers};

/// The next run of digits with their marks, thousands parted by spaces included.
pub(super) fn next_run(text: &str, from: usize, ocr: bool) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from + text.get(from..)?.find(|c: char| c.is_ascii_digit())?;
    // ".90" is ninety cents.
    if start > from
        && matches!(bytes[start - 1], b'.' | b',')
        && !text[..start - 1].ends_with(|c: char| c.is_alphanumeric())
    {
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
    (digits == 2 && !after.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b',' | b'/' | b':' | b'-')))
        .then_some(end + 4)
}

/// "100,-" and "100.--" have no cents.
fn no_cents(rest: &str) -> Option<usize> {
    [",", "."].iter().find_map(|mark| {
        let tail = rest.strip_prefix(mark)?;
        let dashes: usize = tail.chars().take_while(|c| matches!(c, '-' | '–' | '—')).map(char::len_utf8).sum();
        (dashes > 0 && !tail[dashes..].starts_with(|c: char| c.is_alphanumeric())).then_some(1 + dashes)
    })
}

/// Sign, currency and per cent sign around a run; `None` if it is part of a time, a date or a code.
pub(super) fn in_context(text: &str, line: usize, run: Range<usize>, ocr: bool) -> Option<RawNumber> {
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
