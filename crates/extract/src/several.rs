//! Whether the pages are several documents in one file: a page begins another one when it bears another invoice number
//! and the pages from there on have a total of their own, or when the count of pages starts anew.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use road::Arg;
use road::facts::Check;

use crate::identifiers;
use crate::labels::Concept as C;
use crate::scene::Scene;
use crate::text::squeeze;

/// "Page 1 of 2", "Seite 1/2", "1 / 2": the first page of several.
static FIRST_PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:page|seite|pagina|página|pág\.|blatt|strona)[:\s]*1\s*(?:/|of|von|de|di|van|sur|z)\s*\d+\b")
        .expect("the pattern is valid")
});

/// A run of pages that looks like one document.
struct Run {
    first: u32,
    last: u32,
    number: Option<String>,
    total: bool,
}

/// A check that fails, with the pages of each document, when there are several.
pub(crate) fn check(scene: &Scene) -> Option<Check> {
    let numbers = identifiers::numbers_of_pages(scene);
    let mut runs: Vec<Run> = Vec::new();
    for (page, lines) in pages(scene) {
        // A page with the numbers of several invoices is a list of them.
        let number = numbers.get(&page).filter(|found| found.len() == 1).and_then(|found| found.first().cloned());
        let total = lines.iter().any(|line| has_total(scene, *line));
        let anew = lines.iter().any(|line| FIRST_PAGE.is_match(&scene.layout.lines[*line].text));
        let other = |run: &Run| match (&run.number, &number) {
            (Some(a), Some(b)) => squeeze(a) != squeeze(b),
            _ => false,
        };
        match runs.last_mut() {
            Some(run) if !(run.total && (anew || other(run))) => {
                run.last = page;
                run.total |= total;
                run.number = run.number.take().or(number);
            }
            _ => runs.push(Run { first: page, last: page, number, total }),
        }
    }
    let distinct: BTreeSet<String> = runs.iter().filter_map(|run| run.number.as_deref().map(squeeze)).collect();
    if distinct.len() < 2 || !runs.iter().all(|run| run.total) {
        return None;
    }
    let named: Vec<String> = runs.iter().map(named).collect();
    let detail = format!("these pages are several documents: {}. Split it by its pages.", named.join("; "));
    Some(Check::new("single_document", false, detail).with("documents", Arg::count(runs.len())))
}

fn named(run: &Run) -> String {
    let pages = if run.first == run.last {
        format!("page {}", run.first)
    } else {
        format!("pages {} to {}", run.first, run.last)
    };
    run.number.as_ref().map_or(pages.clone(), |number| format!("{pages} ({number})"))
}

/// The lines of each page.
fn pages(scene: &Scene) -> Vec<(u32, Vec<usize>)> {
    let mut pages: Vec<(u32, Vec<usize>)> = Vec::new();
    for (line, l) in scene.layout.lines.iter().enumerate() {
        match pages.last_mut() {
            Some((page, lines)) if *page == l.page => lines.push(line),
            _ => pages.push((l.page, vec![line])),
        }
    }
    pages
}

fn has_total(scene: &Scene, line: usize) -> bool {
    scene.line_has(line, &[C::Gross, C::Total, C::Due]) && scene.amounts_on(line).iter().any(|a| a.is_money())
}
