//! What the sentence around a date says of it: a discount, a debit, the number it belongs to.

use crate::relate::Tie;
use crate::scene::Scene;
use crate::text::{fold, folded_words};
use crate::tokens::DateToken;

/// Between a number's label and a date stands the number, or a word that joins them; prose ("diese Rechnung gilt ab")
/// says nothing.
pub(super) fn joins(scene: &Scene, token: &DateToken, tie: &Tie) -> bool {
    const JOINTS: &str = " vom from of dated du de del da di van am den datum date fecha data le nr no n and und on ";
    if tie.label.line != token.span.line {
        return true;
    }
    let between = &scene.layout.lines[token.span.line].text[tie.label.bytes.end..token.span.bytes.start];
    between.bytes().any(|b| b.is_ascii_digit())
        || folded_words(between).iter().all(|w| JOINTS.contains(&format!(" {w} ")))
}

/// "Abgebucht am 12.11.2025": the day on which the issuer takes the money.
pub(super) fn debited(scene: &Scene, token: &DateToken) -> bool {
    const DEBIT: [&str; 22] = [
        "lastschrift",
        "abgebucht",
        "abbuch",
        "buchen wir",
        "eingezogen",
        "ziehen wir",
        "einzug",
        "prelev",
        "domicili",
        "adeudo",
        "se cargar",
        "cargo en",
        "addebit",
        "incass",
        "afgeschreven",
        "schrijven we",
        "schrijven wij",
        "debited",
        "direct debit",
        "debito direto",
        "debitado",
        "taken from your",
    ];
    const BEFORE: &str =
        " am le el il op on em to zum du ab from after fruhestens rond omstreeks around del partir of dem ";
    let text = &scene.layout.lines[token.span.line].text;
    let before = folded_words(&text[..token.span.bytes.start]);
    let led = before.last().is_some_and(|w| BEFORE.contains(&format!(" {w} ")));
    let sentence = fold(text);
    led && DEBIT.iter().any(|w| sentence.contains(w)) && !sentence.contains("mandat")
        || led && sentence.contains("abgebucht")
}

/// "Bei Zahlung bis 04.09. 2 % Skonto": until when a discount is granted, not when payment is due.
pub(super) fn for_discount(scene: &Scene, index: usize) -> bool {
    const DISCOUNT: [&str; 7] = ["skonto", "escompte", "discount", "sconto", "dto", "desconto", "betalingskorting"];
    const NET: [&str; 8] = ["netto", "ohne abzug", "rein", "sans escompte", " net ", "neto", "no discount", "without"];
    let at = &scene.dates[index].span;
    let text = &scene.layout.lines[at.line].text;
    let others = || scene.dates_on(at.line).iter().map(|d| &d.span.bytes);
    let sentence = |part: &str| part.find(". ").map_or(part.len(), |i| i);
    let from = others().map(|b| b.end).filter(|e| *e <= at.bytes.start).max().unwrap_or(0);
    let from = text[from..at.bytes.start].rfind(". ").map_or(from, |i| from + i + 2);
    let to = others().map(|b| b.start).filter(|s| *s >= at.bytes.end).min().unwrap_or(text.len());
    let to = at.bytes.end + sentence(&text[at.bytes.end..to]);
    let has = |part: &str, words: &[&str]| {
        let part = format!(" {} ", fold(part));
        words.iter().any(|w| part.contains(w))
    };
    let (before, after) = (&text[from..at.bytes.start], &text[at.bytes.end..to]);
    (has(before, &DISCOUNT) && !has(before, &NET))
        || has(after, &DISCOUNT) && !has(before, &NET) && !has(after, &NET[..4])
}
