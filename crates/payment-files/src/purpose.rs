//! What a payment is for, in the words of a file.

use crate::account::plain;
use crate::charset::Charset;
use crate::{Payment, Purpose, Settled};

/// The text of a payment in characters of the set: its words, its reference, or its documents. Documents are named with
/// their amounts; without them where the room is too short, and where even that is too long the last ones are counted.
pub(crate) fn text(payment: &Payment, charset: Charset, room: usize) -> String {
    match &payment.purpose {
        Purpose::Text(text) => charset.fit(text),
        Purpose::Reference(reference) => charset.fit(&plain(reference)),
        Purpose::Documents(documents) => named(documents, charset, room),
    }
}

fn named(documents: &[Settled], charset: Charset, room: usize) -> String {
    let full: Vec<String> =
        documents.iter().map(|d| format!("{} {}", d.number.trim(), d.amount.to_decimal())).collect();
    let bare: Vec<&str> = documents.iter().map(|d| d.number.trim()).collect();
    let fitting = |text: String| Some(charset.fit(&text)).filter(|text| text.chars().count() <= room);
    let counted = || {
        (1..bare.len())
            .rev()
            .find_map(|kept| fitting(format!("{} and {} more", bare[..kept].join(", "), bare.len() - kept)))
    };
    fitting(full.join(", "))
        .or_else(|| fitting(bare.join(", ")))
        .or_else(counted)
        .unwrap_or_else(|| charset.fit(&bare.join(", ")))
}
