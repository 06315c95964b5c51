//! Where else the issuer's name shows: web and mail addresses, sentences, signatures.

use crate::layout::Span;
use crate::names;
use crate::parties::Name;
use crate::scene::Scene;
use crate::text::{fold, squeeze};

/// Addresses that are compared with names.
const DOMAINS_MOST: usize = 40;

/// The first parts of web and mail addresses: `hetzner` of `info@hetzner.de`. Free mail hosts say nothing.
pub(super) fn domains(scene: &Scene) -> Vec<String> {
    const FREE: [&str; 14] = [
        "gmail", "yahoo", "hotmail", "outlook", "gmx", "web", "tonline", "aol", "icloud", "live", "example",
        "facebook", "orange", "free",
    ];
    let mut domains = Vec::new();
    for line in &scene.layout.lines {
        for word in line.text.split([' ', '\t', ',', '|', ';', '(', ')']) {
            let word = fold(word);
            let host = match word.split_once('@') {
                Some((_, host)) => host,
                None if word.contains("www.") || word.contains("://") => {
                    word.rsplit("www.").next().unwrap_or("").rsplit("://").next().unwrap_or("")
                }
                None => continue,
            };
            let host = host.split('/').next().unwrap_or("");
            let parts: Vec<&str> = host.split('.').filter(|p| !p.is_empty()).collect();
            let second =
                parts.len().checked_sub(2).map(|i| if parts[i].len() <= 3 && i > 0 { parts[i - 1] } else { parts[i] });
            if let Some(name) = second.map(squeeze).filter(|n| n.len() >= 3 && !FREE.contains(&n.as_str())) {
                domains.push(name);
            }
        }
    }
    domains.sort();
    domains.dedup();
    domains.truncate(DOMAINS_MOST);
    domains
}

pub(super) fn matches_domain(name: &str, domains: &[String]) -> bool {
    let core = names::core(name);
    // "Pinewood Druckerei" at pinewoodgroup.de: the first word of its own tells.
    let first = crate::text::folded_words(name).into_iter().find(|w| w.len() >= 5).unwrap_or_default();
    domains.iter().any(|d| {
        let shorter = core.len().min(d.len());
        shorter >= 4 && (core.contains(d.as_str()) || d.contains(core.as_str()))
            || first.len() >= 5 && core.starts_with(&first) && d.starts_with(&first)
            || d.len() >= 3 && core == *d
    })
}

/// "sold by …", "thank you for shopping at …": the name is in the sentence.
pub(super) fn phrases(scene: &Scene) -> Vec<Name> {
    const OPENINGS: [&str; 9] = [
        " sold by ",
        "service provided by ",
        "make checks payable to ",
        "make cheques payable to ",
        "greetings from ",
        "receipt from ",
        "invoice from ",
        "rechnung von ",
        "factuur van ",
    ];
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
                    found.push(Name {
                        text: names::clean(&text),
                        spans: vec![span],
                        score: 0.55,
                        reason: "named in a sentence".into(),
                        address: None,
                    });
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
    (signed && names::is_name_like(&text)).then(|| Name {
        text,
        spans: vec![span],
        score: 0.62,
        reason: "signed for".into(),
        address: None,
    })
}
