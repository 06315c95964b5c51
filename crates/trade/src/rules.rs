//! Decisions about items, as pure functions.

use jiff::civil::Date;
use money::Amount;

use crate::TradeError;
use crate::items::Item;
use crate::suggest::{Suggested, Suggestion, Wanted};

/// Whole days from one day to another; negative when the other comes first.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// References shorter than this are found in any text.
const TELLING: usize = 3;

/// What a payment is likely for, among the items in the order of their due days.
pub(crate) fn suggest(items: Vec<Item>, wanted: &Wanted) -> Result<Suggestion, TradeError> {
    let owed = |item: &Item| item.open.minor().signum() == wanted.amount.minor().signum();
    if let Some(text) = &wanted.text {
        let text = letters_and_digits(text);
        let (named, _): (Vec<Item>, Vec<Item>) =
            items.iter().cloned().partition(|item| is_named(item.reference.as_deref(), &text));
        if !named.is_empty() {
            return spread(named, wanted.amount, "its number stands in the text");
        }
    }
    let just: Vec<&Item> = items.iter().filter(|item| item.open == wanted.amount).collect();
    if let [only] = just[..] {
        return spread(vec![only.clone()], wanted.amount, "it is the only item of this amount");
    }
    if wanted.party.is_none() {
        return Ok(Suggestion { settles: Vec::new(), left: wanted.amount });
    }
    if let Some(oldest) = just.first() {
        return spread(vec![(*oldest).clone()], wanted.amount, "it is the oldest item of this amount");
    }
    if Amount::sum(wanted.amount.currency(), items.iter().map(|item| item.open))? == wanted.amount {
        return spread(items, wanted.amount, "all that is open makes this amount");
    }
    let oldest: Vec<Item> = items.into_iter().filter(owed).collect();
    spread(oldest, wanted.amount, "it is among the oldest items")
}

/// Gives the items what there is, in their order. Credit notes among them come first: they make what there is more.
fn spread(mut items: Vec<Item>, amount: Amount, reason: &'static str) -> Result<Suggestion, TradeError> {
    let sign = amount.minor().signum();
    items.sort_by_key(|item| item.open.minor().signum() == sign);
    let mut left = amount;
    let mut settles = Vec::new();
    for item in items {
        let fits = item.open.minor().signum() != sign || item.open.minor().abs() <= left.minor().abs();
        let part = if fits { item.open } else { left };
        if part.is_zero() {
            continue;
        }
        left = left.checked_sub(part)?;
        settles.push(Suggested { item, amount: part, reason });
    }
    settles.sort_by_key(|one| (one.item.due.unwrap_or(one.item.date), one.item.item));
    Ok(Suggestion { settles, left })
}

/// Whether a text names a document by its number, however either is spaced and punctuated.
fn is_named(reference: Option<&str>, text: &[char]) -> bool {
    let number: Vec<char> =
        letters_and_digits(reference.unwrap_or_default()).into_iter().filter(|c| *c != GAP).collect();
    number.len() >= TELLING
        && number.iter().any(char::is_ascii_digit)
        && (0..text.len()).any(|start| starts_with(&text[start..], &number, start.checked_sub(1).map(|i| text[i])))
}

/// Whether the text starts with the number, gaps left out, and the number is not a part of a longer one.
fn starts_with(text: &[char], number: &[char], before: Option<char>) -> bool {
    let inside = |edge: char, beyond: Option<char>| edge.is_ascii_digit() && beyond.is_some_and(|c| c.is_ascii_digit());
    if text.first() != number.first() || inside(number[0], before) {
        return false;
    }
    let mut wanted = number.iter().peekable();
    for (at, c) in text.iter().enumerate() {
        match wanted.peek() {
            None => return !inside(text[at - 1], Some(*c)),
            Some(next) if c == *next => wanted.next(),
            Some(_) if *c == GAP => continue,
            Some(_) => return false,
        };
    }
    wanted.peek().is_none()
}

/// Whatever is neither letter nor digit.
const GAP: char = ' ';

fn letters_and_digits(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { GAP }).collect()
}
