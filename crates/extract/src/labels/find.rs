//! Finding labels in lines: the longest phrase at each word, in pictures also glued or misread ones, and headings broken
//! over two lines.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Label;
use super::trie::TRIE;
use crate::layout::Layout;
use crate::text::{fold, fold_char};

/// The letters and digits of a line, folded, each with its byte in the line and whether a word starts or ends there.
struct Squeezed {
    letters: Vec<u8>,
    bytes: Vec<Range<usize>>,
    starts: Vec<bool>,
    ends: Vec<bool>,
    /// A wide gap lies before this letter: no phrase runs across it.
    after_gap: Vec<bool>,
    /// A dash or slash and a digit follow this letter.
    codes: Vec<bool>,
}

fn squeeze(text: &str) -> Squeezed {
    let mut s =
        Squeezed { letters: vec![], bytes: vec![], starts: vec![], ends: vec![], after_gap: vec![], codes: vec![] };
    let (mut boundary, mut gap) = (true, false);
    let mut folded = String::new();
    let mut previous: Option<char> = None;
    for (i, c) in text.char_indices() {
        folded.clear();
        fold_char(c, &mut folded);
        let kept = folded.bytes().filter(|b| b.is_ascii_alphanumeric() || *b == b'#').collect::<Vec<_>>();
        if kept.is_empty() {
            boundary = true;
            gap |= c == '\t';
            if let Some(end) = s.ends.last_mut() {
                *end = true;
            }
        }
        let changes = previous
            .is_some_and(|p| p.is_ascii_digit() != c.is_ascii_digit() || (p.is_lowercase() && c.is_uppercase()));
        if changes && let Some(end) = s.ends.last_mut() {
            *end = true;
        }
        for (k, byte) in kept.into_iter().enumerate() {
            s.letters.push(byte);
            s.bytes.push(i..i + c.len_utf8());
            s.starts.push(k == 0 && (boundary || changes));
            s.ends.push(false);
            s.after_gap.push(k == 0 && gap);
            let mut next = text[i + c.len_utf8()..].chars();
            s.codes.push(matches!(next.next(), Some('-' | '/')) && next.next().is_some_and(|n| n.is_ascii_digit()));
            (boundary, gap) = (false, false);
        }
        previous = Some(c);
    }
    if let Some(end) = s.ends.last_mut() {
        *end = true;
    }
    s
}

/// Finds the labels of a layout, in reading order. Phrases found at one place under several concepts all count.
pub fn find(layout: &Layout) -> Vec<Label> {
    let mut labels = Vec::new();
    for (line, l) in layout.lines.iter().enumerate() {
        let squeezed = squeeze(&l.text);
        let mut at = 0;
        while at < squeezed.letters.len() {
            let start_ok = squeezed.starts[at];
            let glued_ok = layout.is_ocr() && at > 0;
            let exact = if start_ok || glued_ok { longest(&squeezed, at, layout.is_ocr(), start_ok) } else { None };
            let guess = if start_ok && layout.is_ocr() { misread(&squeezed, at) } else { None };
            let longer = guess.filter(|(end, _)| exact.is_none_or(|(e, _)| *end >= e + 5));
            let hit = longer.or(exact);
            let Some((end, node)) = hit else {
                at += 1;
                continue;
            };
            let bytes = squeezed.bytes[at].start..squeezed.bytes[end - 1].end;
            for (concept, languages) in &TRIE.nodes[node].ends {
                labels.push(Label {
                    concept: *concept,
                    line,
                    bytes: bytes.clone(),
                    languages: *languages,
                    length: end - at,
                });
            }
            at = end;
        }
    }
    join_wrapped(layout, &mut labels);
    labels
}

/// Headings broken over two lines of a narrow column ("Número de" over "factura"): if the two parts together are a
/// phrase, they are one label, placed at the lower part. On a line with figures, whose label may be whole, only a part
/// that plainly goes on ("Data de") is joined.
fn join_wrapped(layout: &Layout, labels: &mut Vec<Label>) {
    let mut joined = Vec::new();
    for upper in 0..layout.lines.len() {
        if layout.lines[upper].text.len() > 160 {
            continue;
        }
        for lower in upper + 1..(upper + 3).min(layout.lines.len()) {
            if layout.lines[lower].page == layout.lines[upper].page {
                joined.extend(wrapped_between(layout, upper, lower));
            }
        }
    }
    let mut lines: BTreeMap<usize, Vec<Label>> = BTreeMap::new();
    for label in labels.drain(..) {
        lines.entry(label.line).or_default().push(label);
    }
    for (parts, found) in joined {
        let inside = |l: &Label, s: &Range<usize>| l.bytes.start >= s.start && l.bytes.end <= s.end;
        let known = parts.iter().flat_map(|(line, s)| lines.get(line).into_iter().flatten().filter(|l| inside(l, s)));
        let longest = known.map(|l| l.length).max().unwrap_or(0);
        if found.first().is_some_and(|f| f.length > longest) {
            for (line, s) in &parts {
                lines.entry(*line).or_default().retain(|l| !inside(l, s));
            }
            lines.entry(parts[1].0).or_default().extend(found);
        }
    }
    labels.extend(lines.into_values().flatten());
    labels.sort_by_key(|l| (l.line, l.bytes.start, l.bytes.end));
}

type Part = (usize, Range<usize>);

fn wrapped_between(layout: &Layout, upper: usize, lower: usize) -> Vec<([Part; 2], Vec<Label>)> {
    let (a, b) = (&layout.lines[upper], &layout.lines[lower]);
    let mut found = Vec::new();
    for head in &a.segments {
        for tail in &b.segments {
            let (over, under) = (a.rect_of(head), b.rect_of(tail));
            let gap = under.y0 - over.y1;
            let aligned = (over.x0 - under.x0).abs() < 0.008
                || (over.x1 - under.x1).abs() < 0.008
                || ((over.x0 + over.x1) - (under.x0 + under.x1)).abs() < 0.016;
            if !aligned || gap > 0.8 * over.height() || gap < -0.5 * over.height() {
                continue;
            }
            let figures = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
            let head_text = &a.text[head.clone()];
            let last = fold(head_text.rsplit(' ').next().unwrap_or(""));
            let goes_on =
                ["de", "da", "do", "di", "del", "della", "du", "des", "of", "no", "la", "d'", "n.", "n.o", "und", "/"]
                    .contains(&last.as_str())
                    || last.ends_with('-');
            let parts_are_words = !figures(head_text) && !figures(&b.text[tail.clone()]);
            if !parts_are_words || (figures(&a.text) || figures(&b.text)) && !goes_on {
                continue;
            }
            let text = format!("{} {}", &a.text[head.clone()], &b.text[tail.clone()]);
            let squeezed = squeeze(&text);
            let Some((end, node)) = longest(&squeezed, 0, false, true) else { continue };
            if end < squeezed.letters.len() || text.split_whitespace().count() > 5 {
                continue;
            }
            let labels = TRIE.nodes[node].ends.iter().map(|(concept, languages)| Label {
                concept: *concept,
                line: lower,
                bytes: tail.clone(),
                languages: *languages,
                length: end,
            });
            found.push(([(upper, head.clone()), (lower, tail.clone())], labels.collect()));
        }
    }
    found
}

/// The longest phrase from a letter on: the index after its last letter and its node. A recognised picture may glue
/// words, so there a phrase of five letters or more may also start or end inside a word.
fn longest(s: &Squeezed, from: usize, ocr: bool, starts_word: bool) -> Option<(usize, usize)> {
    let mut best = None;
    let mut node = 0;
    for at in from..s.letters.len() {
        if at > from && s.after_gap[at] {
            break;
        }
        let byte = s.letters[at];
        let next = TRIE.step(node, byte).or_else(|| if ocr { TRIE.step(node, look_alike(byte)?) } else { None });
        let Some(next) = next else { break };
        node = next;
        let length = at + 1 - from;
        // "Factura A-786151": the letter belongs to the number.
        let part_of_code = s.codes[at] && (at == from || s.starts[at]);
        if part_of_code {
            continue;
        }
        let glued_end = ocr && length >= 6 && starts_word;
        let glued_start = starts_word || length >= 6;
        if !TRIE.nodes[node].ends.is_empty() && glued_start && (s.ends[at] || glued_end) {
            best = Some((at + 1, node));
        }
    }
    best
}

/// The best phrase of which at most a sixth of the letters were misread, left out or put in, by the printer or the
/// reader; letters that look alike count less.
/// Only whole words of six letters or more: shorter ones could be anything.
fn misread(s: &Squeezed, from: usize) -> Option<(usize, usize)> {
    let mut best: Option<(f32, usize, usize)> = None;
    let mut open: Vec<(usize, usize, f32)> = vec![(from, 0, 0.0)];
    while let Some((at, node, cost)) = open.pop() {
        let length = at - from;
        if length >= 6 && s.ends[at - 1] && !TRIE.nodes[node].ends.is_empty() && cost <= 0.17 * length as f32 {
            let gain = length as f32 - 4.0 * cost;
            if best.is_none_or(|(g, ..)| gain > g) {
                best = Some((gain, at, node));
            }
        }
        if at >= s.letters.len() || at > from && s.after_gap[at] || cost > 3.0 {
            continue;
        }
        // A letter left out or put in: only where enough of the phrase is right already.
        let apart = length >= 5 && cost + 1.0 <= 0.17 * length as f32;
        if apart {
            open.push((at + 1, node, cost + 1.0));
        }
        for (byte, next) in &TRIE.nodes[node].next {
            if apart {
                open.push((at, *next as usize, cost + 1.0));
            }
            let step = difference(s.letters[at], *byte);
            // The first letters must be right, or the search would walk the whole trie.
            if step == 0.0 || (length >= 1 || step <= 0.5) && cost + step <= 0.5 + 0.17 * length as f32 {
                open.push((at + 1, *next as usize, cost + step));
            }
        }
    }
    best.map(|(_, end, node)| (end, node))
}

/// What it costs to take a printed letter for another.
fn difference(read: u8, meant: u8) -> f32 {
    if read == meant {
        return 0.0;
    }
    const ALIKE: [(u8, &[u8]); 16] = [
        (b'0', b"odq"),
        (b'1', b"lit"),
        (b'5', b"s"),
        (b'8', b"b"),
        (b'i', b"ltj"),
        (b'l', b"it"),
        (b'u', b"ovd"),
        (b'o', b"ucdq"),
        (b'r', b"nk"),
        (b'k', b"r"),
        (b'b', b"gh"),
        (b'e', b"c"),
        (b'c', b"eo"),
        (b'f', b"pt"),
        (b'm', b"n"),
        (b'h', b"nr"),
    ];
    let alike = ALIKE.iter().any(|(a, list)| *a == read && list.contains(&meant));
    if alike { 0.45 } else { 1.0 }
}

/// The letter a digit was probably meant to be.
fn look_alike(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0' => b'o',
        b'1' => b'l',
        b'5' => b's',
        b'8' => b'b',
        b'l' => b'i',
        b'i' => b'l',
        _ => return None,
    })
}
