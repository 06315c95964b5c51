//! Address blocks without a heading, as in the window of a letter.

use std::collections::BTreeSet;

use super::Name;
use super::blocks::is_salutation;
use crate::labels::Concept as C;
use crate::layout::Span;
use crate::names;
use crate::scene::Scene;

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
        let sender_line = text.contains(['•', '·', '●', '|']) || text.matches(" - ").count() >= 2;
        if !names::has_postcode(text)
            || sender_line
            || excluded.contains(&(post.line, post.bytes.start))
            || text.chars().count() > 60
        {
            continue;
        }
        let lines = lines_above(scene, &segments[..i], post);
        let Some(name_at) = lines.iter().rposition(|s| is_addressee(scene, s)) else { continue };
        // The topmost name-like line of the block is the name; "Herrn" may stand over it.
        let top = lines.iter().position(|s| is_addressee(scene, s)).unwrap_or(name_at);
        let text = names::clean(scene.layout.text(&lines[top]));
        let core = names::core(&text);
        let vendors = !vendor_core.is_empty()
            && (core == vendor_core || vendor.is_some_and(|v| v.spans.iter().any(|s| lines.contains(s))));
        if vendors || text.is_empty() {
            continue;
        }
        let rect = scene.layout.rect(&lines[top]);
        let left = if rect.x0 < 0.5 { 0.06 } else { 0.0 };
        let salutation = lines.iter().any(|s| is_salutation(scene.layout.text(s)));
        let contact = has_contact_below(scene, post);
        let score = 0.62 + left + if salutation { 0.15 } else { 0.0 } - if contact { 0.12 } else { 0.0 };
        let keys: BTreeSet<(usize, usize)> = lines.iter().chain([post]).map(|s| (s.line, s.bytes.start)).collect();
        let address =
            lines[top + 1..].iter().chain([post]).map(|s| scene.layout.text(s).trim()).collect::<Vec<_>>().join(", ");
        let name = Name {
            text,
            spans: vec![lines[top].clone()],
            score,
            reason: "top line of the address block".into(),
            address: Some(address),
        };
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
        let sender_line = text.contains(['•', '·', '●', '|'])
            || text.matches(" - ").count() >= 2
            || names::has_postcode(text) && text.contains(',');
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
    let heading = scene.labels_on(span.line).iter().any(|l| {
        l.bytes.start == span.bytes.start
            && l.length >= 4
            && !matches!(l.concept, C::Name | C::BillTo | C::ColDescription)
    });
    names::is_name_like(text)
        && !text.ends_with('-')
        && !is_salutation(text)
        && !heading
        && !scene.dates.iter().any(|d| d.span.line == span.line && span.bytes.contains(&d.span.bytes.start))
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
