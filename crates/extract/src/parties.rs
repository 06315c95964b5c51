//! Who issued the document and who it is addressed to.
//!
//! Blocks with a heading ("Verkäufer:", "Bill to") settle it. Without headings, the issuer is looked for in the
//! letterhead, the one-line sender above the address window, the footer and the mail domain, and the recipient in the
//! address blocks that are not the issuer's.

use std::collections::BTreeSet;

use crate::labels::{Concept as C, Label};
use crate::layout::Span;
use crate::names;
use crate::scene::Scene;
use crate::text::{letters_and_digits, squeeze};

/// A name with what speaks for it.
#[derive(Debug, Clone)]
pub struct Name {
    /// Cleaned of registration numbers and addresses.
    pub text: String,
    /// Where it is printed.
    pub spans: Vec<Span>,
    /// How surely it is the party, 0 to 1 and a little above.
    pub score: f32,
    /// Why.
    pub reason: String,
    /// The lines below it that make up the address.
    pub address: Option<String>,
}

/// The parties of a document, best candidate first.
#[derive(Debug, Clone, Default)]
pub struct Parties {
    /// Issuers.
    pub vendors: Vec<Name>,
    /// Recipients.
    pub customers: Vec<Name>,
    /// Segments that belong to the recipient's block, as line and first byte.
    pub customer_block: BTreeSet<(usize, usize)>,
}

/// A block under a heading.
struct Block {
    name: Option<Name>,
    segments: Vec<Span>,
    concept: C,
}

/// Finds both parties.
pub fn find(scene: &Scene, receipt: bool) -> Parties {
    let mut blocks = headed_blocks(scene);
    if receipt {
        // "Sold by" on a till's slip names the cashier.
        blocks.retain(|b| b.concept != C::Seller || scene.layout.rect(&b.segments[0]).y0 < 0.25);
    }
    let mut parties = Parties::default();
    let mut excluded: BTreeSet<(usize, usize)> = BTreeSet::new();
    for block in &blocks {
        let keys = block.segments.iter().map(|s| (s.line, s.bytes.start));
        if block.concept != C::Seller {
            excluded.extend(keys.clone());
        }
        if block.concept == C::BillTo {
            parties.customer_block.extend(keys);
        }
        match (block.concept, &block.name) {
            (C::Seller, Some(name)) => parties.vendors.push(name.clone()),
            (C::BillTo, Some(name)) => parties.customers.push(name.clone()),
            _ => {}
        }
    }
    let letterhead = crate::letterhead::candidates(scene, receipt, &excluded);
    parties.vendors.extend(letterhead);
    merge(&mut parties.vendors);
    let customer_names: Vec<String> = parties.customers.iter().map(|c| names::core(&c.text)).collect();
    if !receipt && parties.customers.first().is_none_or(|c| c.score < 0.8) {
        let vendor = parties.vendors.iter().find(|v| !customer_names.contains(&names::core(&v.text)));
        let found = address_blocks(scene, vendor, &excluded);
        for (name, keys) in found {
            parties.customer_block.extend(keys);
            parties.customers.push(name);
        }
    }
    merge(&mut parties.customers);
    let headed: Vec<String> = parties.customers.iter().filter(|c| c.score >= 0.8).map(|c| names::core(&c.text)).collect();
    for vendor in &mut parties.vendors {
        if headed.contains(&names::core(&vendor.text)) {
            vendor.score -= 0.6;
        }
    }
    parties.vendors.sort_by(|a, b| b.score.total_cmp(&a.score));
    if let Some(vendor) = parties.vendors.first() {
        let core = names::core(&vendor.text);
        parties.customers.retain(|c| names::core(&c.text) != core);
    }
    parties
}

/// One candidate for each name; the spelling with a legal form is kept, repetition makes it surer.
fn merge(names: &mut Vec<Name>) {
    let mut merged: Vec<Name> = Vec::new();
    for name in names.drain(..) {
        let core = names::core(&name.text);
        match merged.iter_mut().find(|m| names::core(&m.text) == core) {
            Some(known) => {
                // Two lines of one address that repeat a place name prove nothing.
                let apart = known.spans[0].line.abs_diff(name.spans[0].line) > 6 || names::legal_form(&name.text) == 2;
                let more = if apart { known.score.min(name.score).clamp(0.0, 0.12) } else { 0.0 };
                if name.score > known.score {
                    let address = name.address.clone().or(known.address.take());
                    *known = Name { score: name.score + more, address, ..name };
                } else {
                    known.score += more;
                    known.address = known.address.take().or(name.address);
                }
            }
            None => merged.push(name),
        }
    }
    merged.sort_by(|a, b| b.score.total_cmp(&a.score));
    *names = merged;
}

/// Blocks under a heading of a party.
fn headed_blocks(scene: &Scene) -> Vec<Block> {
    let heading = |l: &&Label| matches!(l.concept, C::Seller | C::BillTo | C::OtherParty) && starts_segment(scene, l) && is_heading(scene, l);
    let mut blocks: Vec<Block> = Vec::new();
    for label in scene.labels.iter().filter(heading) {
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
        Some('/' | '(' | '.' | '-' | ',') => rest.ends_with(':') || rest.chars().filter(|c| c.is_alphanumeric()).count() <= 14,
        Some(c) => many_words && (c.is_uppercase() || c.is_ascii_digit()) && names::legal_form(rest) != 2 || many_words && label.length >= 6 && c.is_uppercase(),
    }
}

/// Reads the name and the lines that belong to a heading.
fn read_block(scene: &Scene, label: &Label) -> Block {
    let line = &scene.layout.lines[label.line];
    let segment = scene.layout.segment(&Span { line: label.line, bytes: label.bytes.clone() });
    let rect = scene.label_rect(label);
    let heading = line.text[label.bytes.clone()].to_owned();
    let weight = heading_weight(scene, label);
    let mut block = Block { name: None, segments: vec![Span { line: label.line, bytes: segment.clone() }], concept: label.concept };
    let next = scene.labels_on(label.line).iter().filter(|l| l.bytes.start >= label.bytes.end && l.bytes.start < segment.end && strong(l.concept)).map(|l| l.bytes.start).min();
    let inline = Span { line: label.line, bytes: label.bytes.end..next.unwrap_or(segment.end).max(label.bytes.end) };
    let mut texts: Vec<(String, Span)> = Vec::new();
    push_text(scene, &mut texts, inline);
    if texts.is_empty()
        && !name_below(scene, label)
        && let Some(right) = line.segments.iter().find(|s| s.start >= segment.end)
        && scene.layout.lines[label.line].rect_of(right).x0 - rect.x1 < 0.22
        && !scene.labels_on(label.line).iter().any(|l| l.bytes.start >= right.start && l.bytes.start < right.end && strong(l.concept))
    {
        push_text(scene, &mut texts, Span { line: label.line, bytes: right.clone() });
    }
    collect_below(scene, label, &mut block, &mut texts);
    block.name = named(&texts, weight, &heading);
    block
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
            (there.x0 - rect.x0).abs() < 0.012 && there.y0 - rect.y1 < 1.5 * rect.height() && !field && names::is_name_like(&line.text[s.clone()])
        })
    })
}

fn strong(concept: C) -> bool {
    matches!(
        concept,
        C::InvoiceNumber | C::InvoiceDate | C::Date | C::DueDate | C::OtherNumber | C::Contact | C::TaxId | C::CustomerTaxId | C::BillTo | C::Seller | C::OtherParty | C::PoNumber | C::IsInvoice | C::Address | C::Register
    )
}

/// Headings that name the party outright weigh more than "to" or "account name".
fn heading_weight(scene: &Scene, label: &Label) -> f32 {
    let both = scene.labels_on(label.line).iter().any(|l| l.bytes == label.bytes && l.concept != label.concept);
    let text = crate::text::squeeze(&scene.layout.lines[label.line].text[label.bytes.clone()]);
    // The person to whose attention it goes stands beside the company.
    const PERSON: [&str; 12] = ["attn", "attention", "att", "fortheattentionof", "alattentionde", "tav", "terattentievan", "ca", "allacorteseattenzione", "alaatenciode", "aatencaode", "attnto"];
    if PERSON.contains(&text.as_str()) {
        return 0.4;
    }
    match (label.length, both) {
        (0..=4, _) => 0.7,
        (_, true) => 0.75,
        _ => 1.0,
    }
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
    for line in (label.line + 1..scene.layout.lines.len()).take_while(|l| scene.page_of(*l) == page) {
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
        let labels = scene.labels_on(line).iter().filter(|o| o.bytes.start >= segment.start && o.bytes.end <= segment.end);
        let first = labels.clone().find(|o| l.text[segment.start..o.bytes.start].chars().filter(|c| c.is_alphanumeric()).count() == 0);
        if let Some(other) = first {
            if matches!(other.concept, C::Seller | C::BillTo | C::OtherParty) && is_heading(scene, other) && covers(scene, other, segment) {
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
    rest.starts_with([':', '=', '#']) || rest.is_empty() && label.length >= 5 || data && rest.chars().any(|c| c.is_ascii_digit()) && strong(label.concept)
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
    if names::legal_form(&text) < 2
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
    Some(Name { text, spans, score: 0.93 * weight + certain, reason: format!("below or beside “{heading}”"), address })
}

fn is_salutation(text: &str) -> bool {
    matches!(squeeze(text).as_str(), "herr" | "herrn" | "frau" | "firma" | "mr" | "mrs" | "ms" | "madame" | "monsieur" | "mme" | "an" | "fa" | "spettle" | "sr" | "sra" | "dhr" | "mevr" | "attn")
}

/// Address blocks without a heading: a name over a line with a postal code, not the issuer's.
fn address_blocks(scene: &Scene, vendor: Option<&Name>, excluded: &BTreeSet<(usize, usize)>) -> Vec<(Name, BTreeSet<(usize, usize)>)> {
    let vendor_core = vendor.map(|v| names::core(&v.text)).unwrap_or_default();
    let mut found = Vec::new();
    let segments: Vec<Span> = scene.layout.segments().filter(|s| scene.page_of(s.line) == 1 && scene.layout.rect(s).y0 < 0.55).collect();
    for (i, post) in segments.iter().enumerate() {
        let text = scene.layout.text(post);
        let sender_line = text.contains(['•', '·', '●', '|']) || text.matches(" - ").count() >= 2;
        if !names::has_postcode(text) || sender_line || excluded.contains(&(post.line, post.bytes.start)) || text.chars().count() > 60 {
            continue;
        }
        let lines = lines_above(scene, &segments[..i], post);
        let Some(name_at) = lines.iter().rposition(|s| is_addressee(scene, s)) else { continue };
        // The topmost name-like line of the block is the name; "Herrn" may stand over it.
        let top = lines.iter().position(|s| is_addressee(scene, s)).unwrap_or(name_at);
        let text = names::clean(scene.layout.text(&lines[top]));
        let core = names::core(&text);
        let vendors = !vendor_core.is_empty() && (core == vendor_core || vendor.is_some_and(|v| v.spans.iter().any(|s| lines.contains(s))));
        if vendors || text.is_empty() {
            continue;
        }
        let rect = scene.layout.rect(&lines[top]);
        let left = if rect.x0 < 0.5 { 0.06 } else { 0.0 };
        let salutation = lines.iter().any(|s| is_salutation(scene.layout.text(s)));
        let contact = has_contact_below(scene, post);
        let score = 0.62 + left + if salutation { 0.15 } else { 0.0 } - if contact { 0.12 } else { 0.0 };
        let keys: BTreeSet<(usize, usize)> = lines.iter().chain([post]).map(|s| (s.line, s.bytes.start)).collect();
        let address = lines[top + 1..].iter().chain([post]).map(|s| scene.layout.text(s).trim()).collect::<Vec<_>>().join(", ");
        let name = Name { text, spans: vec![lines[top].clone()], score, reason: "top line of the address block".into(), address: Some(address) };
        found.push((name, keys));
    }
    found
}

/// The segments right above one in its column, top first.
fn lines_above(scene: &Scene, before: &[Span], post: &Span) -> Vec<Span> {
    let height = scene.layout.word_height;
    let mut lines: Vec<Span> = Vec::new();
    let mut top = scene.layout.rect(post);
    for segment in before.iter().rev() {
        let rect = scene.layout.rect(segment);
        let gap = top.y0 - rect.y1;
        if gap > 3.0 * height || lines.len() >= 6 {
            break;
        }
        let aligned = (rect.x0 - top.x0).abs() < 0.015;
        if !aligned || gap < -0.5 * height {
            continue;
        }
        let text = scene.layout.text(segment);
        let sender_line = text.contains(['•', '·', '●', '|']) || text.matches(" - ").count() >= 2 || names::has_postcode(text) && text.contains(',');
        let apart = gap > 1.2 * height && lines.iter().any(|l| is_addressee(scene, l));
        if gap > 2.6 * height || sender_line || apart || names::is_contact(text) {
            break;
        }
        lines.insert(0, segment.clone());
        top = rect;
    }
    lines
}

/// A line that may name the addressee: a name, no heading, no date.
fn is_addressee(scene: &Scene, span: &Span) -> bool {
    let text = scene.layout.text(span);
    let heading = scene.labels_on(span.line).iter().any(|l| l.bytes.start == span.bytes.start && l.length >= 4 && !matches!(l.concept, C::Name | C::BillTo | C::ColDescription));
    names::is_name_like(text) && !text.ends_with('-') && !is_salutation(text) && !heading && !scene.dates.iter().any(|d| d.span.line == span.line && span.bytes.contains(&d.span.bytes.start))
}

/// A phone number or mail address below an address is a mark of the issuer.
fn has_contact_below(scene: &Scene, post: &Span) -> bool {
    let rect = scene.layout.rect(post);
    let lines = post.line + 1..(post.line + 5).min(scene.layout.lines.len());
    lines.filter(|l| scene.page_of(*l) == scene.page_of(post.line)).any(|l| {
        let line = &scene.layout.lines[l];
        line.segments.iter().any(|s| (line.rect_of(s).x0 - rect.x0).abs() < 0.015 && names::is_contact(&line.text[s.clone()]))
    })
}
