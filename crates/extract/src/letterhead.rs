//! Candidates for the issuer's name where no heading names it: letterhead, sender line, footer, mail domain.

use std::collections::BTreeSet;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::names;
use crate::parties::Name;
use crate::scene::Scene;
use crate::text::{fold, letters_and_digits, squeeze};

/// Names that may be the issuer's. `excluded` are segments of other parties' blocks.
pub fn candidates(scene: &Scene, receipt: bool, excluded: &BTreeSet<(usize, usize)>) -> Vec<Name> {
    let domains = domains(scene);
    let mut found: Vec<Name> = Vec::new();
    let mut rank = 0;
    let segments: Vec<Span> = scene.layout.segments().collect();
    let mut consumed: BTreeSet<(usize, usize)> = BTreeSet::new();
    let last_page = scene.layout.lines.last().map_or(1, |l| l.page);
    for (i, span) in segments.iter().enumerate() {
        let page = scene.page_of(span.line);
        if page != 1 && page != last_page || excluded.contains(&(span.line, span.bytes.start)) {
            continue;
        }
        let text = scene.layout.text(span).trim();
        if !may_be_name(scene, span, text) {
            continue;
        }
        if consumed.contains(&(span.line, span.bytes.start)) {
            continue;
        }
        let (text, spans) = joined(scene, &segments, i, text, receipt);
        consumed.extend(spans.iter().skip(1).map(|s| (s.line, s.bytes.start)));
        let cleaned = names::clean(&text);
        if letters_and_digits(&cleaned).0 < 3 {
            continue;
        }
        let mut score = if page == 1 { position(scene, span, rank, receipt) } else { 0.05 };
        if page == 1 {
            rank += 1;
        }
        let mut reasons = vec![if score > 0.3 { "top of the page" } else { "on the page" }];
        score += form(&cleaned, receipt, &mut reasons);
        score += size(scene, span, receipt, &mut reasons);
        score += surroundings(scene, &segments, i, receipt, &mut reasons);
        if is_sender_line(&text) {
            score += if names::legal_form(&cleaned) == 2 { 0.35 } else { 0.28 };
            reasons.push("sender line");
        }
        if matches_domain(&cleaned, &domains) {
            score += 0.25;
            reasons.push("matches the web or mail address");
        }
        score -= penalties(scene, span, &cleaned);
        if receipt && page == 1 {
            score -= stray(scene, &segments, i, &cleaned);
        }
        found.push(Name { text: cleaned, spans, score: score.min(1.1), reason: reasons.join(", "), address: address_below(scene, &segments, i) });
    }
    found.extend(phrases(scene));
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(40);
    found
}

/// A name broken over lines: the next line holds only the legal form, or a bracket is still open.
fn joined(scene: &Scene, segments: &[Span], i: usize, text: &str, receipt: bool) -> (String, Vec<Span>) {
    let mut text = text.to_owned();
    let mut spans = vec![segments[i].clone()];
    let rect = scene.layout.rect(&segments[i]);
    for next in segments.iter().skip(i + 1).take(3) {
        let there = scene.layout.rect(next);
        let last = scene.layout.rect(&spans[spans.len() - 1]);
        let close = there.y0 - last.y1 < 1.2 * last.height().max(0.001) && there.y0 > last.y0 + 0.3 * last.height();
        let same_size = (there.height() / rect.height().max(0.0001) - 1.0).abs() < 0.4;
        let aligned = (there.x0 - rect.x0).abs() < 0.02 || ((there.x0 + there.x1) - (rect.x0 + rect.x1)).abs() < 0.08;
        let more = scene.layout.text(next).trim();
        // A till sets its name in wide letters: a gap in the line is no column.
        if receipt && next.line == spans[0].line && there.x0 - last.x1 < 0.09 && letters_and_digits(more).0 >= 3 && names::legal_form(&text) < 2 {
            text = format!("{text} {more}");
            spans.push(next.clone());
            continue;
        }
        let open = text.matches('(').count() > text.matches(')').count();
        let left_aligned = (there.x0 - rect.x0).abs() < 0.006 && ((there.x0 + there.x1) - (rect.x0 + rect.x1)).abs() > 0.01;
        let form_only = names::legal_form(more) == 2 && (names::own_words(more) == 0 || left_aligned && names::own_words(more) <= 2);
        let continues = open || names::legal_form(&text) < 2 && (form_only || names::legal_form(more) >= 1 && names::own_words(more) == 0 && more.contains('('));
        if !(close && same_size && aligned && continues) || letters_and_digits(more).1 > 2 || names::legal_form(&text) == 2 && !open {
            break;
        }
        text = format!("{text} {more}");
        spans.push(next.clone());
    }
    (text, spans)
}

/// A name, and no title, label, date or amount.
fn may_be_name(scene: &Scene, span: &Span, text: &str) -> bool {
    let sender = is_sender_line(text);
    let address = names::has_postcode(text) && names::legal_form(text) < 2;
    if (address || !names::is_name_like(&names::clean(text))) && !sender {
        return false;
    }
    if scene.dates.iter().any(|d| d.span.line == span.line && span.bytes.contains(&d.span.bytes.start)) {
        return false;
    }
    let labels = scene.labels_on(span.line).iter().filter(|l| span.bytes.contains(&l.bytes.start));
    let covered: usize = labels.clone().map(|l| (l.bytes.start, l.length)).collect::<std::collections::BTreeMap<_, _>>().values().sum();
    let letters = letters_and_digits(text).0;
    let titled = labels.clone().any(|l| l.bytes.start <= span.bytes.start + 2 && l.length >= 5 && !matches!(l.concept, C::Name | C::Seller | C::Register | C::ColOther));
    // "Tecta Communication": a label behind the name's own word is part of the name.
    let starts_own = labels.clone().all(|l| l.bytes.start >= span.bytes.start + 4) && text.chars().next().is_some_and(char::is_uppercase);
    let mostly_label = covered * 10 >= letters * if starts_own { 8 } else { 6 };
    let money = scene.amounts_on(span.line).iter().any(|a| a.is_money() && span.bytes.contains(&a.span.bytes.start));
    !(mostly_label || titled && names::legal_form(text) < 2) && !money && !is_phrase(text)
}

/// Courtesies and prose are no names.
fn is_phrase(text: &str) -> bool {
    let folded = format!(" {} ", fold(text));
    const PHRASES: [&str; 34] = [
        "thank", "welcome", "danke", "merci", "gracias", "grazie", "bedankt", "obrigad", "please", "bitte", "formerly", "licensee", "copy", "original", "duplicate", "kopie",
        " tq ", "customer", "visualisierung", "stylesheet", "lesbarmachung", "beispielrechnung", " page ", "powered by", "dear ", "sehr geehrte", "member of", " for shopping", "invoice", "rechnung",
        "facture", "beispiel-rechnungen", "authorized", "signature",
    ];
    PHRASES.iter().any(|p| folded.contains(p)) && names::legal_form(text) < 2
}

/// "Bei Spiel GmbH ● Ecke 12 ● 12345 Stadthausen" in small print above the address window.
fn is_sender_line(text: &str) -> bool {
    let parts = ["•", "·", "●", "|", " - ", " – ", " * "].iter().map(|s| text.matches(s).count()).max().unwrap_or(0);
    let commas = text.split_once(", ").is_some_and(|(head, _)| names::legal_form(head) == 2) && text.matches(", ").count() >= 2;
    (parts >= 2 || commas) && !text.contains(": ") && (names::has_postcode(text) || names::is_street(text)) && letters_and_digits(text).0 > 10
}

/// The nearer to the top the better; on a receipt the order of the lines counts.
fn position(scene: &Scene, span: &Span, rank: usize, receipt: bool) -> f32 {
    if receipt {
        return [0.5, 0.32, 0.22, 0.15, 0.1, 0.07].get(rank).copied().unwrap_or(0.0);
    }
    let y = scene.layout.rect(span).y0;
    let by_height = 0.32 * (1.0 - y / 0.3).max(0.0);
    let footer = if y > 0.82 { 0.14 } else { 0.0 };
    by_height + footer + [0.14, 0.07, 0.03].get(rank).copied().unwrap_or(0.0)
}

fn form(name: &str, receipt: bool, reasons: &mut Vec<&str>) -> f32 {
    match names::legal_form(name) {
        2 => {
            reasons.push("legal form");
            if receipt { 0.36 } else { 0.3 }
        }
        1 => 0.1,
        _ => 0.0,
    }
}

/// Large print stands out.
fn size(scene: &Scene, span: &Span, receipt: bool, reasons: &mut Vec<&str>) -> f32 {
    let ratio = scene.layout.rect(span).height() / scene.layout.word_height;
    if ratio > 1.3 && !receipt {
        reasons.push("large print");
    }
    (0.16 * (ratio - 1.1)).clamp(-0.08, if receipt || scene.layout.is_ocr() { 0.07 } else { 0.2 })
}

/// A registration or tax number, an address or a phone number close below belongs to an issuer.
fn surroundings(scene: &Scene, segments: &[Span], i: usize, receipt: bool, reasons: &mut Vec<&str>) -> f32 {
    let rect = scene.layout.rect(&segments[i]);
    let page = scene.page_of(segments[i].line);
    let mut score = 0.0;
    let (mut address, mut contact, mut number, mut yours) = (false, false, false, false);
    for next in segments.iter().skip(i).take(if receipt { 8 } else { 16 }).filter(|s| scene.page_of(s.line) == page) {
        let there = scene.layout.rect(next);
        let near = (there.x0 - rect.x0).abs() < 0.02 || (there.x1 - rect.x1).abs() < 0.012 || receipt && (there.y0 - rect.y0) < 8.0 * scene.layout.word_height;
        if !near {
            continue;
        }
        let text = scene.layout.text(next);
        // "Your VAT number" stands in the recipient's block.
        let below = there.y0 > rect.y0 && there.y0 - rect.y0 < 8.0 * scene.layout.word_height;
        yours |= below && (there.x0 - rect.x0).abs() < 0.02 && labelled_on(scene, next, C::CustomerTaxId);
        address |= names::has_postcode(text) || names::is_street(text);
        contact |= names::is_contact(text) || labelled_on(scene, next, C::Contact);
        number |= scene.labels_on(next.line).iter().any(|l| next.bytes.contains(&l.bytes.start) && matches!(l.concept, C::TaxId | C::Register | C::Iban));
    }
    if address {
        score += 0.08;
    }
    let share = if heads_block(scene, segments, i) { 1.0 } else { 0.3 };
    if contact {
        score += share * if receipt { 0.06 } else { 0.14 };
    }
    if yours {
        score -= 0.35;
    }
    if number {
        score += share * if receipt { 0.08 } else { 0.2 };
        reasons.push("tax or register number near");
    }
    score
}

fn labelled_on(scene: &Scene, span: &Span, concept: C) -> bool {
    scene.labels_on(span.line).iter().any(|l| span.bytes.contains(&l.bytes.start) && l.concept == concept)
}

/// Whether no other name or address line stands right above in the same column.
fn heads_block(scene: &Scene, segments: &[Span], i: usize) -> bool {
    let rect = scene.layout.rect(&segments[i]);
    let page = scene.page_of(segments[i].line);
    let above = segments[..i].iter().rev().take(10).filter(|s| scene.page_of(s.line) == page);
    !above.into_iter().any(|s| {
        let there = scene.layout.rect(s);
        let aligned = (there.x0 - rect.x0).abs() < 0.02 || (there.x1 - rect.x1).abs() < 0.012;
        let gap = rect.y0 - there.y1;
        let text = scene.layout.text(s);
        aligned && gap < 1.2 * scene.layout.word_height && gap > -0.5 * rect.height() && (names::is_name_like(text) || names::has_postcode(text) || names::is_street(text))
    })
}

fn penalties(scene: &Scene, span: &Span, name: &str) -> f32 {
    let mut penalty = 0.0;
    if names::own_words(name) == 0 {
        penalty += 0.3;
    }
    if name.chars().next().is_some_and(char::is_lowercase) {
        penalty += 0.25;
    }
    let words = name.split_whitespace().count();
    if words > 6 {
        penalty += 0.1 * (words - 6) as f32;
    }
    let (letters, digits) = letters_and_digits(name);
    if digits > 0 {
        penalty += 0.15 * digits as f32 / letters.max(1) as f32 * 4.0;
    }
    if name.ends_with(['.', '!', '?']) && names::legal_form(name) < 2 {
        penalty += 0.15;
    }
    // A bank's name stands beside an account, a court's beside a register.
    let folded = fold(name);
    if ["bank", "sparkasse", "amtsgericht", "finanzamt", "geschaftsfuhrer", "banque", "banco", "caixa", "postbank", "volksbank"].iter().any(|w| folded.contains(w)) {
        penalty += 0.35;
    }
    if scene.line_has(span.line, &[C::Iban]) {
        penalty += 0.15;
    }
    if scene.line_has(span.line, &[C::OtherParty]) {
        penalty += 0.2;
    }
    let above = span.line.checked_sub(1).map(|l| fold(&scene.layout.lines[l].text)).unwrap_or_default();
    if ["formerly", "licensee", "vormals", "anciennement"].iter().any(|w| above.contains(w)) {
        penalty += 0.4;
    }
    // In the middle of a page stand items and terms.
    let y = scene.layout.rect(span).y0;
    if (0.35..0.8).contains(&y) {
        penalty += 0.2;
    }
    if scene.layout.aspect > 1.6 && y > 0.35 {
        penalty += 0.2;
    }
    penalty
}

/// A stamp or a note at the head of a receipt: one word, or out of line with what follows.
fn stray(scene: &Scene, segments: &[Span], i: usize, name: &str) -> f32 {
    let centre = |s: &Span| {
        let r = scene.layout.rect(s);
        (r.x0 + r.x1) / 2.0
    };
    let mut after: Vec<f32> = segments.iter().skip(i + 1).take(5).map(centre).collect();
    after.sort_by(f32::total_cmp);
    let usual = after.get(after.len() / 2).copied().unwrap_or(0.5);
    let off = (centre(&segments[i]) - usual).abs() > 0.17;
    let short = letters_and_digits(name).0 < 6 && names::legal_form(name) == 0;
    let bracket = scene.layout.text(&segments[i]).trim_start().starts_with('(');
    let single = name.split_whitespace().count() == 1 && names::legal_form(name) == 0;
    let mut penalty = if off { 0.2 } else { 0.0 };
    if single {
        penalty += 0.14;
    }
    if short || bracket {
        penalty += 0.12;
    }
    penalty
}

/// The first parts of web and mail addresses: `hetzner` of `info@hetzner.de`. Free mail hosts say nothing.
fn domains(scene: &Scene) -> Vec<String> {
    const FREE: [&str; 14] =
        ["gmail", "yahoo", "hotmail", "outlook", "gmx", "web", "tonline", "aol", "icloud", "live", "example", "facebook", "orange", "free"];
    let mut domains = Vec::new();
    for line in &scene.layout.lines {
        for word in line.text.split([' ', '\t', ',', '|', ';', '(', ')']) {
            let word = fold(word);
            let host = match word.split_once('@') {
                Some((_, host)) => host,
                None if word.contains("www.") || word.contains("://") => word.rsplit("www.").next().unwrap_or("").rsplit("://").next().unwrap_or(""),
                None => continue,
            };
            let host = host.split('/').next().unwrap_or("");
            let parts: Vec<&str> = host.split('.').filter(|p| !p.is_empty()).collect();
            let second = parts.len().checked_sub(2).map(|i| if parts[i].len() <= 3 && i > 0 { parts[i - 1] } else { parts[i] });
            if let Some(name) = second.map(squeeze).filter(|n| n.len() >= 3 && !FREE.contains(&n.as_str())) {
                domains.push(name);
            }
        }
    }
    domains
}

fn matches_domain(name: &str, domains: &[String]) -> bool {
    let core = names::core(name);
    // "Pinewood Druckerei" at pinewoodgroup.de: the first word of its own tells.
    let first = crate::text::folded_words(name).into_iter().find(|w| w.len() >= 5).unwrap_or_default();
    domains.iter().any(|d| {
        let shorter = core.len().min(d.len());
        shorter >= 4 && (core.contains(d.as_str()) || d.contains(core.as_str()))
            || first.len() >= 5 && core.starts_with(&first) && d.starts_with(&first) || d.len() >= 3 && core == *d
    })
}

/// "sold by …", "thank you for shopping at …": the name is in the sentence.
fn phrases(scene: &Scene) -> Vec<Name> {
    const OPENINGS: [&str; 5] = [" sold by ", "service provided by ", "make checks payable to ", "make cheques payable to ", "greetings from "];
    let mut found = Vec::new();
    for (line, l) in scene.layout.lines.iter().enumerate() {
        found.extend(signed_for(scene, line));
        let folded = fold(&l.text);
        if folded.len() != l.text.len() {
            continue;
        }
        for opening in OPENINGS {
            if let Some(at) = folded.find(opening) {
                let start = at + opening.len();
                let rest = &l.text[start..];
                let stop = rest.find(['\t', ';', ':']).unwrap_or(rest.len());
                let mut text = rest[..stop].trim().trim_end_matches('.').to_owned();
                if let Some((head, _)) = text.split_once(", we") {
                    text = head.to_owned();
                }
                if names::is_name_like(&text) {
                    let span = Span { line, bytes: start..start + stop };
                    found.push(Name { text: names::clean(&text), spans: vec![span], score: 0.55, reason: "named in a sentence".into(), address: None });
                }
            }
        }
    }
    found
}

/// "for ACME LTD" over "authorised signatory".
fn signed_for(scene: &Scene, line: usize) -> Option<Name> {
    let l = &scene.layout.lines[line];
    let segment = l.segments.iter().find(|s| {
        let text = &l.text[(*s).clone()];
        ["for ", "For ", "FOR ", "pp ", "p.p. "].iter().any(|p| text.starts_with(p)) && text.len() < 60
    })?;
    let below = line..(line + 5).min(scene.layout.lines.len());
    let signed = below.into_iter().any(|b| {
        let folded = fold(&scene.layout.lines[b].text);
        folded.contains("signator") || folded.contains("signature")
    });
    let start = segment.start + l.text[segment.clone()].find(' ')? + 1;
    let span = Span { line, bytes: start..segment.end };
    let text = names::clean(scene.layout.text(&span));
    (signed && names::is_name_like(&text)).then(|| Name { text, spans: vec![span], score: 0.62, reason: "signed for".into(), address: None })
}

/// The address in the same column below a name, or behind it in a sender line.
fn address_below(scene: &Scene, segments: &[Span], i: usize) -> Option<String> {
    let text = scene.layout.text(&segments[i]).trim();
    if is_sender_line(text) {
        let parts: Vec<&str> = text.split(['•', '·', '●', '|']).map(str::trim).filter(|p| !p.is_empty()).collect();
        let parts = if parts.len() > 1 { parts } else { text.split(" - ").map(str::trim).collect() };
        return (parts.len() > 1).then(|| parts[1..].join(", "));
    }
    let rect = scene.layout.rect(&segments[i]);
    let mut lines = Vec::new();
    let mut bottom = rect.y1;
    for next in segments.iter().skip(i + 1).take(14) {
        let there = scene.layout.rect(next);
        let centred = ((there.x0 + there.x1) - (rect.x0 + rect.x1)).abs() < 0.1;
        if !((there.x0 - rect.x0).abs() < 0.015 || centred) || there.y0 < bottom - 0.3 * rect.height() {
            continue;
        }
        if there.y0 - bottom > 1.6 * scene.layout.word_height || lines.len() >= 6 {
            break;
        }
        bottom = there.y1;
        let text = scene.layout.text(next).trim();
        lines.push(text);
        if names::has_postcode(text) {
            return Some(lines.into_iter().filter(|l| !names::is_contact(l)).collect::<Vec<_>>().join(", "));
        }
    }
    None
}
