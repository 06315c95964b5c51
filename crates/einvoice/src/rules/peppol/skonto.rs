//! Discounts for early payment (Skonto) as Germany writes them into the payment terms (BT-20), a line each:
//! `#SKONTO#TAGE=14#PROZENT=2.00#`, with `BASISBETRAG=250.00#` behind it where the discount is on a part of the
//! invoice.

/// Whether all lines that begin with `#` have the form, and a line break ends the last of them.
pub(super) fn is_well_formed(terms: &str) -> bool {
    let mut lines = terms.split('\n').peekable();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if line.starts_with('#') && !(is_discount(line) && lines.peek().is_some()) {
            return false;
        }
    }
    true
}

/// Whether a line is one discount.
fn is_discount(line: &str) -> bool {
    let inside = line.strip_prefix('#').and_then(|rest| rest.strip_suffix('#')).unwrap_or_default();
    match inside.split('#').collect::<Vec<_>>()[..] {
        ["SKONTO", days, percent] => is_days(days) && is_percent(percent),
        ["SKONTO", days, percent, base] => is_days(days) && is_percent(percent) && is_base(base),
        _ => false,
    }
}

fn is_days(segment: &str) -> bool {
    segment.strip_prefix("TAGE=").is_some_and(is_whole)
}

fn is_percent(segment: &str) -> bool {
    segment.strip_prefix("PROZENT=").is_some_and(has_two_decimals)
}

fn is_base(segment: &str) -> bool {
    let amount = segment.strip_prefix("BASISBETRAG=");
    amount.is_some_and(|amount| has_two_decimals(amount.strip_prefix('-').unwrap_or(amount)))
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn has_two_decimals(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, decimals)| is_whole(whole) && decimals.len() == 2 && is_whole(decimals))
}
