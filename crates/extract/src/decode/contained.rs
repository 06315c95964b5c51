//! Taxes that a total contains, printed in the brackets behind it.

use crate::labels::Concept as C;
use crate::scene::Scene;

/// "59,50 € (inkl. 1,94 € MwSt. 7 %, 4,76 € MwSt. 19 %)": the taxes that a total contains, in the brackets behind it,
/// which may close on the next line.
pub(super) fn in_brackets(scene: &Scene) -> Vec<usize> {
    const OPENINGS: [&str; 9] =
        ["(ink", "(inc", "(enth", "(dar", "(dont", "(di cui", "(waarvan", "(davon", "(of which"];
    let lines = &scene.layout.lines;
    let opened = |line: usize| {
        let text = lines[line].text.to_ascii_lowercase();
        OPENINGS.iter().find_map(|o| text.find(o)).map(|at| (line, at))
    };
    let mut brackets = (0..lines.len()).filter(|l| !scene.item_lines.contains(l)).filter_map(opened);
    let taxes = |(line, open): (usize, usize)| -> Option<Vec<usize>> {
        let total = scene.amounts_on(line).iter().any(|a| a.is_money() && a.span.bytes.end <= open);
        let close = (line..(line + 2).min(lines.len())).find_map(|l| {
            let from = if l == line { open } else { 0 };
            lines[l].text[from..].find(')').map(|at| (l, from + at))
        })?;
        let within = |l: usize, at: usize| (l, at) > (line, open) && (l, at) < close;
        let near = line..=close.0;
        let mut labels = near.clone().flat_map(|l| scene.labels_on(l));
        let taxed = labels.any(|o| within(o.line, o.bytes.start) && matches!(o.concept, C::Tax | C::TaxTotal));
        let first = scene.amounts.partition_point(|a| a.span.line < line);
        let found: Vec<usize> = (first..scene.amounts.len())
            .take_while(|i| near.contains(&scene.amounts[*i].span.line))
            .filter(|i| {
                let a = &scene.amounts[*i];
                a.is_money() && within(a.span.line, a.span.bytes.start)
            })
            .collect();
        (total && taxed && !found.is_empty()).then_some(found)
    };
    brackets.find_map(taxes).unwrap_or_default()
}
