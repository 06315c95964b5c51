//! Address blocks without a heading, as in the window of a letter.

use std::collections::BTreeSet;

use super::Name;
use super::blocks::is_salutation;
use crate::labels::Concept as C;
use crate::layout::Span;
use crate::names;
use crate::scene::Scene;
use crate::text::letters_and_digits;

/// Segments before one in which the lines above it in its column are looked for.
const SEGMENTS_NEAR: usize = 100;

/// Address blocks without a heading: a name over a line with a postal code, not the issuer's.
pub(super) fn address_blocks(
    scene: &Scene,
    vendor: Option<&Name>,
    excluded: &BTreeSet<(usize, usize)>,
) -> Vec<(Name, BTreeSet<(usize, usize)>)> {
    let vendor_core = vendor.map(|v| names::core(&v.text)).unwrap_or_default();
    let mut found = Vec::new();
    let segments: Vec<Span> =
        scene.layout.segments().filter(|s| scene.page_of(s.line) == 1 && scene.layout.rect(s).y0 < 0.55).collect();
    for (i, post) in segments.iter().enumerate() {
        let text = scene.layout.text(post);
        let one_line = text.matches(", ").count() >= 2 && names::is_street(text);
        let sender_line = text.contains(['•', '·', '●', '|']) || text.matches(" - ").count() >= 2 || one_line;
        if !names::has_postcode(text)
            || sender_line
            || excluded.contains(&(post.line, post.bytes.start))
            || text.chars().count() > 60
        {
            continue;
        }
        let mut lines = lines_above(scene, &segments[..i], post);
        // "Storgata 12" right above the postal code is a street in any language.
        let street = lines.last().is_some_and(|s| ends_in_house_number(scene.layout.text(s)));
        let streets: Vec<Span> = lines.drain(lines.len() - usize::from(street)..).collect();
        // The topmost name-like line of the block is the name; "Herrn" may stand over it.
        let Some(first) = lines.iter().position(|s| is_addressee(scene, s)) else { continue };
        let top = company_below(scene, &lines, first);
        let text = names::clean(scene.layout.text(&lines[top]));
        let core = names::core(&text);
        let vendors = !vendor_core.is_empty()
            && (core == vendor_core
                || vendor_core.len() >= 5 && core.starts_with(&vendor_core)
                || vendor.is_some_and(|v| v.spans.iter().any(|s| lines.contains(s))));
        if vendors || text.is_empty() {
            continue;
        }
        let rect = scene.layout.rect(&lines[top]);
        let left = if rect.x0 < 0.5 { 0.06 } else { 0.0 };
        let salutation = lines.iter().any(|s| is_salutation(scene.layout.text(s)));
        let contact = has_contact_below(scene, post);
        let score = 0.62 + left + if salutation { 0.15 } else { 0.0 } - if contact { 0.12 } else { 0.0 };
        let below = rest_of_block(scene, &segments[i + 1..], post);
        let keys = lines[first..]
            .iter()
            .chain(&streets)
            .chain([post])
            .chain(&below)
            .map(|s| (s.line, s.bytes.start))
            .collect();
        let address = lines[top + 1..]
            .iter()
            .chain(&streets)
            .chain([post])
            .map(|s| scene.layout.text(s).trim())
            .collect::<Vec<_>>()
            .join(", ");
        let name = Name {
            text,
            spans: vec![lines[top].clone()],
            score,
            reason: "top line of the address block".into(),
            address: Some(address),
        };
        found.push((name, keys));
        if found.len() == super::BLOCKS_MOST {
            break;
        }
    }
    found
}

/// The segments right above one in its column, top first.
fn lines_above(scene: &Scene, before: &[Span], post: &Span) -> Vec<Span> {
    let height = scene.layout.word_height;
    let mut lines: Vec<Span> = Vec::new();
    let mut top = scene.layout.rect(post);
    for segment in before.iter().rev().take(SEGMENTS_NEAR) {
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
        let sender_line = text.contains(['•', '·', '●', '|'])
            || text.matches(" - ").count() >= 2
            || names::has_postcode(text) && text.contains(',');
        // The boxes of a recogniser are wider than the letters, so gaps look smaller.
        let apart = gap > if scene.layout.is_ocr() { 0.8 } else { 1.2 } * height
            && lines.iter().any(|l| is_addressee(scene, l));
        if gap > 2.6 * height || sender_line || apart || names::is_contact(text) {
            break;
        }
        lines.insert(0, segment.clone());
        top = rect;
    }
    lines
}

/// One to three words and a house number.
fn ends_in_house_number(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = words.last().is_some_and(|w| {
        let digits = w.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && w.len() <= digits.len() + 1
    });
    number && (2..=4).contains(&words.len()) && words[0].chars().count() >= 3
}

/// A person with a form of address over the line of a business: the business is billed.
fn company_below(scene: &Scene, lines: &[Span], top: usize) -> usize {
    let person = names::without_title(scene.layout.text(&lines[top]).trim());
    let doctor = ["dr ", "dr. ", "prof. ", "ing. ", "avv. "];
    if names::stands_for_business(person.0, lines.get(top + 1).map_or("", |s| scene.layout.text(s))) {
        return top + 1;
    }
    let titled = person.1 || doctor.iter().any(|d| person.0.to_lowercase().starts_with(d));
    let business = lines.get(top + 1).is_some_and(|s| {
        let text = scene.layout.text(s);
        is_addressee(scene, s)
            && !names::is_street(text)
            && letters_and_digits(text).1 == 0
            && (names::legal_form(text) > 0 || !names::is_building(text))
    });
    if titled && business && names::legal_form(scene.layout.text(&lines[top])) < 2 { top + 1 } else { top }
}

/// Country, tax number and contact right below the line with the postal code belong to the same block.
fn rest_of_block(scene: &Scene, after: &[Span], post: &Span) -> Vec<Span> {
    let mut bottom = scene.layout.rect(post);
    let mut found = Vec::new();
    for segment in after.iter().take(12) {
        let rect = scene.layout.rect(segment);
        let below = rect.y0 > bottom.y0 + 0.3 * bottom.height() && (rect.x0 - bottom.x0).abs() < 0.012;
        if !below {
            continue;
        }
        let labels = scene.labels_on(segment.line).iter().filter(|l| l.bytes.start == segment.bytes.start);
        let number = labels.into_iter().any(|l| matches!(l.concept, C::TaxId | C::CustomerTaxId | C::Register));
        let ours = number || names::is_country(scene.layout.text(segment));
        if rect.y0 - bottom.y1 > scene.layout.word_height || !ours || found.len() == 3 {
            break;
        }
        found.push(segment.clone());
        bottom = rect;
    }
    found
}

/// A line that may name the addressee: a name, no heading, no date.
fn is_addressee(scene: &Scene, span: &Span) -> bool {
    let text = scene.layout.text(span);
    let heading = scene.labels_on(span.line).iter().any(|l| {
        l.bytes.start == span.bytes.start
            && l.length >= 4
            && !matches!(l.concept, C::Name | C::BillTo | C::ColDescription)
    });
    let bare_form = names::legal_form(text) == 2 && names::own_words(&names::clean(text)) == 0;
    names::is_name_like(text)
        && !bare_form
        && !text.ends_with('-')
        && !is_salutation(text)
        && !heading
        && !scene.dates_on(span.line).iter().any(|d| span.bytes.contains(&d.span.bytes.start))
}

/// A phone number or mail address below an address is a mark of the issuer.
fn has_contact_below(scene: &Scene, post: &Span) -> bool {
    let rect = scene.layout.rect(post);
    let lines = post.line + 1..(post.line + 5).min(scene.layout.lines.len());
    lines.filter(|l| scene.page_of(*l) == scene.page_of(post.line)).any(|l| {
        let line = &scene.layout.lines[l];
        line.segments
            .iter()
            .any(|s| (line.rect_of(s).x0 - rect.x0).abs() < 0.015 && names::is_contact(&line.text[s.clone()]))
    })
}
