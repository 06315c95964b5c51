//! Which sort of document it is: from its title, and from what only a till prints.

use road::facts::DocumentKind;

use crate::labels::{Concept as C, Label};
use crate::layout::Span;
use crate::scene::Scene;

/// The kind with what speaks for it.
#[derive(Debug, Clone)]
pub struct Kind {
    /// The kind.
    pub kind: DocumentKind,
    /// The title, where one is printed.
    pub span: Option<Span>,
    /// How surely, 0 to 1.
    pub score: f32,
    /// Why.
    pub reason: String,
}

const TITLES: [(C, DocumentKind); 8] = [
    (C::IsInvoice, DocumentKind::Invoice),
    (C::IsCreditNote, DocumentKind::CreditNote),
    (C::IsReminder, DocumentKind::Reminder),
    (C::IsOrder, DocumentKind::Order),
    (C::IsDeliveryNote, DocumentKind::DeliveryNote),
    (C::IsQuote, DocumentKind::Quote),
    (C::IsStatement, DocumentKind::BankStatement),
    (C::IsReceipt, DocumentKind::Receipt),
];

/// Decides the kind.
pub fn find(scene: &Scene) -> Kind {
    let till = till_score(scene);
    let mut best =
        Kind { kind: DocumentKind::Invoice, span: None, score: 0.3, reason: "no title: taken for an invoice".into() };
    for label in &scene.labels {
        let numbered = label.concept == C::InvoiceNumber && label.length >= 8;
        let titled = TITLES.iter().find(|(c, _)| *c == label.concept).map(|(_, kind)| kind);
        let Some(kind) = titled.or(numbered.then(|| of_number(scene, label))) else { continue };
        let mut score = title(scene, label) - if numbered { 0.1 } else { 0.0 };
        // An invoice repeats its order's and delivery note's names; their titles must stand out.
        if matches!(
            kind,
            DocumentKind::Order
                | DocumentKind::DeliveryNote
                | DocumentKind::Quote
                | DocumentKind::Receipt
                | DocumentKind::BankStatement
        ) {
            score -= 0.22;
        }
        if matches!(kind, DocumentKind::CreditNote | DocumentKind::Reminder) {
            score += 0.04;
        }
        if score > best.score {
            let span = Span { line: label.line, bytes: label.bytes.clone() };
            let reason = format!("titled “{}”", scene.layout.text(&span));
            best = Kind { kind: *kind, span: Some(span), score: score.min(1.0), reason };
        }
    }
    let titled_otherwise = !matches!(best.kind, DocumentKind::Invoice | DocumentKind::Receipt) && best.score > 0.7;
    if till >= 0.85 && !titled_otherwise {
        return Kind {
            kind: DocumentKind::Receipt,
            span: None,
            score: (0.5 + till / 4.0).min(1.0),
            reason: "has the form and words of a till receipt".into(),
        };
    }
    best
}

/// "Rechnungskorrektur Nr. 4711" names the kind together with the number.
fn of_number(scene: &Scene, label: &Label) -> &'static DocumentKind {
    let text = crate::text::squeeze(&scene.layout.lines[label.line].text[label.bytes.clone()]);
    let credit = ["korrektur", "gutschrift", "storno", "avoir", "credit", "abono", "rectificativa"]
        .iter()
        .any(|w| text.contains(w));
    if credit && !text.contains("selbst") { &DocumentKind::CreditNote } else { &DocumentKind::Invoice }
}

/// A title stands at the top, alone in its segment, in large print, or with the document's number behind it.
fn title(scene: &Scene, label: &Label) -> f32 {
    let span = Span { line: label.line, bytes: label.bytes.clone() };
    let segment = scene.layout.segment(&span);
    let line = &scene.layout.lines[label.line];
    let head = line.text[segment.start..label.bytes.start].chars().filter(|c| c.is_alphanumeric()).count();
    let tail =
        line.text[label.bytes.end..segment.end.max(label.bytes.end)].chars().filter(|c| c.is_alphabetic()).count();
    let rect = scene.label_rect(label);
    let mut score: f32 = 0.25;
    if line.page == 1 && rect.y0 < 0.55 {
        score += 0.2;
    }
    if head == 0 {
        score += 0.15;
    }
    if head == 0 && tail <= 6 {
        score += 0.15;
    } else if tail > 25 {
        score -= 0.15;
    }
    // "Order: 4711" is a field of the document, not its title.
    let rest = line.text[label.bytes.end..].trim_start();
    if rest.starts_with(':') && !matches!(label.concept, C::IsInvoice | C::IsCreditNote | C::InvoiceNumber) {
        score -= 0.35;
    }
    let capitals = line.text[label.bytes.clone()].chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if capitals {
        score += 0.05;
    }
    let size = rect.height() / scene.layout.word_height;
    score + (0.25 * (size - 1.1)).clamp(-0.1, 0.3)
}

/// What only a till prints: cash and change, thanks, a long narrow page.
fn till_score(scene: &Scene) -> f32 {
    let has =
        |c: C| scene.labels.iter().any(|l| l.concept == c && scene.amounts_on(l.line).iter().any(|a| a.is_money()));
    let mut score: f32 = 0.0;
    if scene.layout.aspect > 1.6 {
        score += 0.5;
    }
    if scene.layout.aspect > 2.2 {
        score += 0.4;
    }
    if has(C::Change) {
        score += 0.7;
    }
    if has(C::Tendered) {
        score += 0.2;
    }
    if has(C::Rounding) {
        score += 0.2;
    }
    let tells = scene.labels.iter().filter(|l| l.concept == C::IsReceipt).count();
    score += 0.25 * tells.min(3) as f32;
    if scene.layout.is_ocr() {
        score += 0.1;
    }
    let widest = scene.layout.lines.iter().map(|l| l.text.chars().count()).max().unwrap_or(0);
    if widest < 60 && scene.layout.lines.len() > 8 {
        score += if scene.layout.is_ocr() { 0.5 } else { 0.3 };
    }
    if scene.layout.aspect > 1.45 && scene.layout.is_ocr() && widest < 60 {
        score += 0.2;
    }
    // A recipient's address or a bank account is no matter of a till.
    if scene.labels.iter().any(|l| matches!(l.concept, C::BillTo) && l.length >= 6) {
        score -= 0.5;
    }
    if !scene.ibans.is_empty() || scene.labels.iter().any(|l| l.concept == C::DueDate && l.length >= 6) {
        score -= 0.4;
    }
    score
}
