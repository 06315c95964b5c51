//! Businesses named in running text with their legal form: the footer of a bill whose head shows only a brand.
//!
//! "Northfen" in large print and "Northfen Energy Retail Limited. Registered in England" at the foot: the second is
//! whom the books owe. A name in a sentence counts only where it belongs to the brand, or a register or tax number
//! stands with it.

use std::collections::BTreeSet;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::names;
use crate::parties::Name;
use crate::scene::Scene;
use crate::text::{fold, squeeze};

/// Why a business that a sentence names as the owner of a brand is chosen.
pub(super) const OWNER: &str = "named as the owner of the brand";

/// Words that may stand inside a name in small letters.
const JOINING: &str = "& + and und et e y of de du des di del della da do dos van von en i";

/// The businesses named in running text, scored by what stands around them.
pub(super) fn entities(scene: &Scene, excluded: &BTreeSet<(usize, usize)>) -> Vec<Name> {
    let mut found = Vec::new();
    let last_page = scene.layout.lines.last().map_or(1, |l| l.page);
    for span in scene.layout.segments() {
        let page = scene.page_of(span.line);
        let item = scene.item_lines.contains(&span.line) || scene.item_heads.contains(&span.line);
        if page != 1 && page != last_page || item || excluded.contains(&(span.line, span.bytes.start)) {
            continue;
        }
        let text = scene.layout.text(&span);
        for (from, to) in named_in(text).into_iter().chain(led_by_form(text)) {
            let place = Span { line: span.line, bytes: span.bytes.start + from..span.bytes.start + to };
            found.extend(judged(scene, place, &span));
        }
    }
    found
}

/// The byte ranges of names that end in a legal form.
fn named_in(text: &str) -> Vec<(usize, usize)> {
    let start = text.as_ptr() as usize;
    let words: Vec<(usize, &str)> =
        text.split([' ', '\t']).filter(|w| !w.is_empty()).map(|w| (w.as_ptr() as usize - start, w)).collect();
    let is_form = |i: usize| names::legal_form(&format!("x {}", words[i].1)) == 2;
    let mut found = Vec::new();
    let mut i = 1;
    while i < words.len() {
        if !is_form(i) {
            i += 1;
            continue;
        }
        let mut last = i;
        while !ends_sentence(words[last].1) && last + 1 < words.len() && (is_form(last + 1) || words[last + 1].1 == "&")
        {
            last += 1;
        }
        if let Some(first) = first_word(&words, i) {
            let (at, word) = words[last];
            let stop = if is_initials(word) { word.len() } else { word.trim_end_matches(['.', ',', ';', ')']).len() };
            found.push((words[first].0, at + stop));
        }
        i = last + 1;
    }
    found
}

/// "SAS Menuiserie du Lac au capital de": the legal form stands first in France.
fn led_by_form(text: &str) -> Option<(usize, usize)> {
    const LEADING: [&str; 9] = ["SAS ", "SARL ", "EURL ", "SASU ", "SCP ", "SELARL ", "SNC ", "Société ", "Sté "];
    if !LEADING.iter().any(|l| text.starts_with(l)) {
        return None;
    }
    let stop = [" au capital", " - ", " – ", ", ", " RCS", " SIRET", " immatricul", "\t"];
    let end = stop.iter().filter_map(|s| text.find(s)).min().unwrap_or(text.len());
    let words = text[..end].split_whitespace().count();
    (2..=7).contains(&words).then_some((0, end))
}

/// "S.p.A." ends in a dot of its own.
fn is_initials(word: &str) -> bool {
    word.matches('.').count() >= 2 && !word.ends_with("..")
}

fn ends_sentence(word: &str) -> bool {
    let short = word.trim_end_matches('.').chars().count() <= 2;
    word.ends_with([';', ':', ')', '|']) || word.ends_with('.') && !short && !is_initials(word)
}

/// Where the name that ends before a legal form begins: back over capitalised words.
fn first_word(words: &[(usize, &str)], form: usize) -> Option<usize> {
    let mut first = None;
    for i in (form.saturating_sub(8)..form).rev() {
        let word = words[i].1;
        let joint = JOINING.split(' ').any(|j| j == word);
        let opens = word.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '„');
        let breaks =
            ends_sentence(word) || word.ends_with(',') && i + 1 < form || !word.chars().any(char::is_alphanumeric);
        if breaks && word != "&" && word != "+" || !joint && !opens {
            break;
        }
        if opens {
            first = Some(i);
        }
    }
    first
}

/// A name with its score: sentences about brands, register and tax numbers around it, its place.
fn judged(scene: &Scene, place: Span, segment: &Span) -> Option<Name> {
    let text = names::clean(scene.layout.text(&place));
    if names::own_words(&text) == 0 || !names::is_name_like(&text) || squeeze(&text).len() < 5 {
        return None;
    }
    let before = fold(&scene.layout.lines[place.line].text[segment.bytes.start..place.bytes.start]);
    let partner = ["komplementar", "phg", "haftende", "gesellschafter", "general partner", "bank", "amtsgericht"];
    if partner.iter().any(|w| before.contains(w)) || fold(&text).contains("verwaltungs") {
        return None;
    }
    const OWNED: [&str; 17] = [
        "trading name of",
        "trading style of",
        "brand of",
        "division of",
        "operated by",
        "handelsnaam van",
        "merk van",
        "marke der",
        "marke von",
        "angebot der",
        "service der",
        "marque de",
        "exploite par",
        "marca de",
        "marca da",
        "marchio di",
        "betrieben von",
    ];
    let mut score = 0.22;
    let mut reasons = vec!["business named in the text"];
    if OWNED.iter().any(|w| before.trim_end().ends_with(w)) {
        score += 0.4;
        reasons.push(OWNER);
    }
    let near = place.line.saturating_sub(1)..(place.line + 3).min(scene.layout.lines.len());
    let same_page = |l: &usize| scene.page_of(*l) == scene.page_of(place.line);
    if near.filter(same_page).any(|l| scene.line_has(l, &[C::TaxId, C::Register])) {
        score += 0.25;
        reasons.push("tax or register number near");
    }
    if scene.layout.rect(&place).y0 > 0.75 {
        score += 0.06;
    }
    if scene.line_has(place.line, &[C::OtherParty, C::BillTo]) {
        score -= 0.2;
    }
    Some(Name { text, spans: vec![place], score, reason: reasons.join(", "), address: None })
}

/// Whether a brand and a name have a word of their own in common.
pub(super) fn shares_a_word(brand: &str, name: &str) -> bool {
    let words = crate::text::folded_words(name);
    crate::text::folded_words(brand).iter().any(|w| w.len() >= 4 && names::own_words(w) > 0 && words.contains(w))
}

/// Whether a business is the one behind a brand: the brand's own words are in its name, or both begin alike.
pub(super) fn is_behind(brand: &str, entity: &str) -> bool {
    let whole = squeeze(entity);
    let words: Vec<String> = crate::text::folded_words(brand);
    let own: Vec<&String> =
        words.iter().filter(|w| w.len() >= 3 && names::own_words(w) > 0 && !JOINING.contains(w.as_str())).collect();
    let all = !own.is_empty()
        && own.iter().map(|w| w.len()).sum::<usize>() >= 4
        && own.iter().all(|w| whole.contains(w.as_str()));
    let alike = names::core(brand).bytes().zip(names::core(entity).bytes()).take_while(|(a, b)| a == b).count();
    all || alike >= 6
}
