//! Blocks under a heading of a party: "Verkäufer:", "Bill to", "Client".

use super::{Block, Name};
use crate::labels::{Concept as C, Label};
use crate::layout::Span;
use crate::names;
use crate::scene::Scene;
use crate::text::{letters_and_digits, squeeze};

/// Lines below a heading in which those of its column are looked for.
const LINES_BELOW: usize = 100;

/// Blocks under a heading of a party.
pub(super) fn headed_blocks(scene: &Scene) -> Vec<Block> {
    let heading = |l: &&Label| {
        matches!(l.concept, C::Seller | C::BillTo | C::OtherParty) && starts_segment(scene, l) && is_heading(scene, l)
    };
    let mut blocks: Vec<Block> = Vec::new();
    for label in scene.labels.iter().filter(heading).take(super::BLOCKS_MOST) {
        let block = read_block(scene, label);
        blocks.push(block);
    }
    blocks
}

fn starts_segment(scene: &Scene, label: &Label) -> bool {
    let segment = scene.layout.segment(&Span { line: label.line, bytes: label.bytes.clone() });
    let head = &scene.layout.lines[label.line].text[segment.start..label.bytes.start];
    head.chars().filter(|c| c.is_alphanumeric()).count() == 0
}

/// Whether a label heads a block: alone, before a colon, or of several words with the name right behind it ("Sold by
/// ACME"). "Lieferant GmbH" and "Customer's copy" are no headings.
fn is_heading(scene: &Scene, label: &Label) -> bool {
    let segment = scene.layout.segment(&Span { line: label.line, bytes: label.bytes.clone() });
    let line = &scene.layout.lines[label.line];
    let rest = line.text[label.bytes.end..segment.end.max(label.bytes.end)].trim_start_matches([')', ' ', '.']).trim();
    let many_words = line.text[label.bytes.clone()].trim().contains(' ');
    let next = rest.chars().next();
    match next {
        None | Some(':') => true,
        Some('/' | '(' | '.' | '-' | ',') => {
            rest.ends_with(':') || rest.chars().filter(|c| c.is_alphanumeric()).count() <= 14
        }
        Some(c) => {
            many_words && (c.is_uppercase() || c.is_ascii_digit()) && names::legal_form(rest) != 2
                || many_words && label.length >= 6 && c.is_uppercase()
        }
    }
}

/// Reads the name and the lines that belong to a heading.
fn read_block(scene: &Scene, label: &Label) -> Block {
    let line = &scene.layout.lines[label.line];
    let segment = scene.layout.segment(&Span { line: label.line, bytes: label.bytes.clone() });
    let rect = scene.label_rect(label);
    let heading = line.text[label.bytes.clone()].to_owned();
    let weight = heading_weight(scene, label);
    let mut block = Block {
        name: None,
        segments: vec![Span { line: label.line, bytes: segment.clone() }],
        concept: label.concept,
        person: is_attention(&heading),
    };
    let next = scene
        .labels_on(label.line)
        .iter()
        .filter(|l| l.bytes.start >= label.bytes.end && l.bytes.start < segment.end && strong(l.concept))
        .map(|l| l.bytes.start)
        .min();
    let inline = Span { line: label.line, bytes: label.bytes.end..next.unwrap_or(segment.end).max(label.bytes.end) };
    let mut texts: Vec<(String, Span)> = Vec::new();
    push_text(scene, &mut texts, inline);
    if texts.is_empty()
        && !name_below(scene, label)
        && !heads_columns(scene, label.line)
        && let Some(right) = line.segments.iter().find(|s| s.start >= segment.end)
        && scene.layout.lines[label.line].rect_of(right).x0 - rect.x1 < 0.22
        && !scene
            .labels_on(label.line)
            .iter()
            .any(|l| l.bytes.start >= right.start && l.bytes.start < right.end && strong(l.concept))
    {
        push_text(scene, &mut texts, Span { line: label.line, bytes: right.clone() });
    }
    collect_below(scene, label, &mut block, &mut texts);
    block.name = named(&texts, weight, &heading);
    block
}

/// A row of column headings: what stands beside one heading is the next.
fn heads_columns(scene: &Scene, line: usize) -> bool {
    let l = &scene.layout.lines[line];
    let headings = l.segments.iter().filter(|s| scene.labels_on(line).iter().any(|o| o.bytes.start == s.start)).count();
    l.segments.len() >= 3 && headings >= 3 && !l.text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a name stands right below a heading, flush with it: then what stands beside it is another column.
fn name_below(scene: &Scene, label: &Label) -> bool {
    let rect = scene.label_rect(label);
    let lines = label.line + 1..(label.line + 3).min(scene.layout.lines.len());
    lines.filter(|l| scene.page_of(*l) == scene.page_of(label.line)).any(|l| {
        let line = &scene.layout.lines[l];
        line.segments.iter().any(|s| {
            let there = line.rect_of(s);
            let field = scene.labels_on(l).iter().any(|o| o.bytes.start == s.start && is_field(scene, o, s));
            (there.x0 - rect.x0).abs() < 0.012
                && there.y0 - rect.y1 < 1.5 * rect.height()
                && !field
                && names::is_name_like(&line.text[s.clone()])
        })
    })
}

fn strong(concept: C) -> bool {
    matches!(
        concept,
        C::InvoiceNumber
            | C::InvoiceDate
            | C::Date
            | C::DueDate
            | C::OtherNumber
            | C::Contact
            | C::TaxId
            | C::CustomerTaxId
            | C::BillTo
            | C::Seller
            | C::OtherParty
            | C::PoNumber
            | C::IsInvoice
            | C::Address
            | C::Register
    )
}

/// Headings that name the party outright weigh more than "to" or "account name".
fn heading_weight(scene: &Scene, label: &Label) -> f32 {
    let both = scene.labels_on(label.line).iter().any(|l| l.bytes == label.bytes && l.concept != label.concept);
    let text = crate::text::squeeze(&scene.layout.lines[label.line].text[label.bytes.clone()]);
    if is_attention(&text) {
        return 0.4;
    }
    match (label.length, both) {
        (0..=4, _) => 0.7,
        (_, true) => 0.75,
        _ => 1.0,
    }
}

/// The person to whose attention it goes stands beside the company.
fn is_attention(heading: &str) -> bool {
    const PERSON: &str = "attn attention att fortheattentionof alattentionde tav terattentievan ca allacorteseattenzione \
        alaatenciode aatencaode attnto zhd zhdn zuhanden zhv";
    let heading = squeeze(heading);
    PERSON.split_whitespace().any(|p| p == heading)
}

fn push_text(scene: &Scene, texts: &mut Vec<(String, Span)>, span: Span) {
    let text = scene.layout.text(&span).trim().trim_start_matches([':', '.', '-', '#', ' ', ')']).trim().to_owned();
    if letters_and_digits(&text).0 + letters_and_digits(&text).1 > 0 {
        texts.push((text, span));
    }
}

/// The lines in the heading's column until another heading, a gap or a table.
fn collect_below(scene: &Scene, label: &Label, block: &mut Block, texts: &mut Vec<(String, Span)>) {
    let rect = scene.label_rect(label);
    let height = scene.layout.word_height.max(rect.height() * 0.7);
    let page = scene.page_of(label.line);
    let mut bottom = rect.y1;
    for line in (label.line + 1..scene.layout.lines.len()).take_while(|l| scene.page_of(*l) == page).take(LINES_BELOW) {
        let l = &scene.layout.lines[line];
        if scene.item_heads.contains(&line) || l.rect.y0 - bottom > 2.6 * height || block.segments.len() > 12 {
            break;
        }
        let Some(segment) = l.segments.iter().find(|s| in_column(l.rect_of(s), rect)) else { continue };
        let there = l.rect_of(segment);
        if there.y0 - bottom > 2.6 * height {
            break;
        }
        if there.y0 < rect.y0 + 0.3 * height {
            continue;
        }
        let labels =
            scene.labels_on(line).iter().filter(|o| o.bytes.start >= segment.start && o.bytes.end <= segment.end);
        let first = labels
            .clone()
            .find(|o| l.text[segment.start..o.bytes.start].chars().filter(|c| c.is_alphanumeric()).count() == 0);
        if let Some(other) = first {
            if matches!(other.concept, C::Seller | C::BillTo | C::OtherParty)
                && is_heading(scene, other)
                && covers(scene, other, segment)
            {
                break;
            }
            if matches!(other.concept, C::Name) {
                let span = Span { line, bytes: segment.clone() };
                block.segments.push(span);
                named_by_label(scene, other, segment, texts);
                bottom = there.y1;
                continue;
            }
        }
        bottom = there.y1;
        let span = Span { line, bytes: segment.clone() };
        block.segments.push(span.clone());
        // "Customer no: 123" inside a block says nothing about the name.
        let labelled = first.is_some_and(|o| is_field(scene, o, segment));
        if !labelled {
            push_text(scene, texts, span);
        }
    }
}

/// A heading with nothing else in its segment, or with a colon behind it.
fn covers(scene: &Scene, label: &Label, segment: &std::ops::Range<usize>) -> bool {
    let rest = &scene.layout.lines[label.line].text[label.bytes.end..segment.end.max(label.bytes.end)];
    rest.trim_start().starts_with(':') || rest.chars().filter(|c| c.is_alphanumeric()).count() <= 2
}

/// A label with its own value, or alone: no line of a name.
fn is_field(scene: &Scene, label: &Label, segment: &std::ops::Range<usize>) -> bool {
    let rest = scene.layout.lines[label.line].text[label.bytes.end..segment.end.max(label.bytes.end)].trim_start();
    let data = !matches!(label.concept, C::BillTo | C::Seller | C::ColDescription | C::OtherParty);
    rest.starts_with([':', '=', '#'])
        || rest.is_empty() && label.length >= 5
        || data && rest.chars().any(|c| c.is_ascii_digit()) && strong(label.concept)
}

/// "Name: Lieferant GmbH": behind the label, or in the next segment.
fn named_by_label(scene: &Scene, label: &Label, segment: &std::ops::Range<usize>, texts: &mut Vec<(String, Span)>) {
    let line = &scene.layout.lines[label.line];
    let before = texts.len();
    push_text(scene, texts, Span { line: label.line, bytes: label.bytes.end..segment.end.max(label.bytes.end) });
    if texts.len() == before
        && let Some(right) = line.segments.iter().find(|s| s.start >= segment.end)
    {
        push_text(scene, texts, Span { line: label.line, bytes: right.clone() });
    }
}

fn in_column(segment: road::page::Rect, heading: road::page::Rect) -> bool {
    let shared = segment.x1.min(heading.x1) - segment.x0.max(heading.x0);
    (segment.x0 - heading.x0).abs() < 0.04 || (shared > 0.5 * heading.width() && segment.x0 > heading.x0 - 0.08)
}

/// The first name among the texts of a block, and the address below it.
fn named(texts: &[(String, Span)], weight: f32, heading: &str) -> Option<Name> {
    let at = texts.iter().position(|(t, _)| names::is_name_like(t) && !is_salutation(t))?;
    if at > 3 {
        return None;
    }
    let (first, span) = &texts[at];
    let mut text = names::clean(first);
    let mut spans = vec![span.clone()];
    // A name broken over two lines has its legal form on the second.
    if let Some((second, place)) = texts.get(at + 1)
        && names::stands_for_business(&text, second)
    {
        text = names::clean(second);
        spans = vec![place.clone()];
    } else if names::legal_form(&text) < 2
        && let Some((second, span)) = texts.get(at + 1)
        && names::legal_form(second) == 2
        && names::is_name_like(second)
        && span.line <= spans[0].line + 2
    {
        text = format!("{text} {}", names::clean(second));
        spans.push(span.clone());
    }
    if letters_and_digits(&text).0 < 2 {
        return None;
    }
    let lines: Vec<&str> = texts[at + spans.len()..].iter().map(|(t, _)| t.as_str()).take(5).collect();
    let end = lines.iter().position(|t| names::has_postcode(t)).map(|p| p + 1);
    let address = end.map(|e| lines[..e].join(", "));
    let certain = if address.is_some() { 0.05 } else { 0.0 };
    Some(Name {
        text, spans, score: 0.93 * weight + certain, reason: format!("below or beside “{heading}”"), address
    })
}

/// A form of address alone on its line, above the name.
pub(super) fn is_salutation(text: &str) -> bool {
    const FORMS: &str = "herr herrn frau firma mr mrs ms miss madame monsieur mademoiselle mme mlle m an fa familie \
        famille familia famiglia eheleute herrnfrau frauherrn herrundfrau damenundherren anfirma spettle spettabile \
        spett spettditta gentcliente gentilecliente gentmocliente egrsig egregiosig gentsig gentlesigra sig sigra sr sra \
        srta srs senores senor senora d dna don dona estimadocliente exmosr exmasra exmosrs exmossrs exmosssrs exmosenhor \
        exmosenhores exmosenhor exmoasra exmossenhores dhr mevr dehee deheer mevrouw aan aande attn to a client kunde \
        messrs dear";
    let text = squeeze(text);
    FORMS.split_whitespace().any(|f| f == text)
}
