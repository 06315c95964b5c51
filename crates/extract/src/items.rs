//! The items of the document: rows between the column headings and the totals.

use std::collections::BTreeSet;

use road::facts::LineItem;
use road::page::Rect;
use rust_decimal::Decimal;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::scene::Scene;
use crate::tax_table;
use crate::text::letters_and_digits;
use crate::tokens::Amount;

/// Where the columns of interest stand.
#[derive(Default)]
struct Columns {
    quantity: Option<Rect>,
    unit_price: Option<Rect>,
    amount: Option<Rect>,
    description: Option<Rect>,
}

const TOTALS: [C; 8] = [C::Gross, C::Total, C::Net, C::Subtotal, C::TaxTotal, C::Due, C::TaxBase, C::Prepaid];

/// The items, in order.
pub fn find(scene: &Scene, receipt: bool) -> Vec<LineItem> {
    let mut items = Vec::new();
    if scene.item_heads.is_empty() {
        if receipt {
            let end = (0..scene.layout.lines.len()).find(|l| is_total_line(scene, *l)).unwrap_or(0);
            read_rows(scene, 0..end, &Columns::default(), &mut items);
        }
        return items;
    }
    for (i, head) in scene.item_heads.iter().enumerate() {
        let end = table_end(scene, i, *head);
        let columns = columns(scene, *head);
        read_rows(scene, head + 1..end, &columns, &mut items);
    }
    items
}

/// The lines of all item tables.
pub fn lines(scene: &Scene) -> BTreeSet<usize> {
    scene.item_heads.iter().enumerate().flat_map(|(i, head)| head + 1..table_end(scene, i, *head)).collect()
}

/// The first line after a heading that is no item: a total, the next heading, or the next page.
fn table_end(scene: &Scene, index: usize, head: usize) -> usize {
    let page = scene.page_of(head);
    let stop = scene.item_heads.get(index + 1).copied().unwrap_or(scene.layout.lines.len());
    (head + 1..stop)
        .find(|l| scene.page_of(*l) != page || is_total_line(scene, *l) || heads_totals(scene, *l))
        .unwrap_or(stop)
}

/// Headings of totals that are set in columns: two or more of them, no figures.
fn heads_totals(scene: &Scene, line: usize) -> bool {
    let totals = scene
        .labels_on(line)
        .iter()
        .filter(|o| TOTALS.contains(&o.concept) || o.concept == C::Tax)
        .map(|o| o.bytes.start);
    let distinct: BTreeSet<usize> = totals.collect();
    distinct.len() >= 2
        && !scene.amounts_on(line).iter().any(Amount::is_money)
        && scene.layout.lines[line].segments.len() >= 2
}

/// A line of totals: a label of one at the start of a segment, and money on the line.
fn is_total_line(scene: &Scene, line: usize) -> bool {
    let l = &scene.layout.lines[line];
    let starts = |bytes: &std::ops::Range<usize>| {
        l.segments.iter().any(|s| {
            s.contains(&bytes.start)
                && l.text[s.start..bytes.start].chars().filter(|c| c.is_alphanumeric()).count() <= 3
        })
    };
    let total = scene.labels_on(line).iter().any(|o| TOTALS.contains(&o.concept) && o.length >= 4 && starts(&o.bytes));
    total && scene.amounts_on(line).iter().any(Amount::is_money)
}

fn columns(scene: &Scene, head: usize) -> Columns {
    let mut columns = Columns::default();
    for label in scene.labels_on(head) {
        let rect = scene.label_rect(label);
        match label.concept {
            C::ColQuantity => columns.quantity = columns.quantity.or(Some(rect)),
            C::ColUnitPrice => columns.unit_price = columns.unit_price.or(Some(rect)),
            C::ColAmount => columns.amount = Some(rect),
            C::ColDescription => columns.description = columns.description.or(Some(rect)),
            _ => {}
        }
    }
    // The same word may head the column of prices and of amounts: the rightmost one is the amount.
    if columns.unit_price == columns.amount {
        columns.unit_price = None;
    }
    columns
}

fn under(column: Option<Rect>, rect: Rect) -> bool {
    column.is_some_and(|c| {
        let shared = c.x1.min(rect.x1) - c.x0.max(rect.x0);
        shared > 0.3 * c.width().min(rect.width()) || (c.x1 - rect.x1).abs() < 0.015
    })
}

fn read_rows(scene: &Scene, lines: std::ops::Range<usize>, columns: &Columns, items: &mut Vec<LineItem>) {
    let first = lines.start;
    for line in lines {
        let numbers = scene.amounts_on(line);
        let rect = |a: &Amount| scene.layout.rect(&a.span);
        let money = numbers.iter().filter(|a| a.is_money() && a.decimals <= 3);
        let Some(amount) =
            money.clone().rfind(|a| under(columns.amount, rect(a))).or_else(|| money.clone().next_back())
        else {
            continue;
        };
        // Prices of bundles and sub-rows stand further left than the column of amounts.
        if columns.amount.is_some()
            && !under(columns.amount, rect(amount))
            && rect(amount).x1 < columns.amount.map_or(0.0, |c| c.x0) - 0.05
        {
            continue;
        }
        let number = |column: Option<Rect>| {
            numbers.iter().find(|a| !a.percent && a.span != amount.span && under(column, rect(a))).map(|a| a.value)
        };
        let (mut quantity, mut unit_price) = (number(columns.quantity), number(columns.unit_price));
        prove(numbers, amount, &mut quantity, &mut unit_price);
        let (description, spans) = description(scene, line, first, columns);
        // "H-Milch 3,5 %" is fat: a rate is printed in a cell of its own, and is one that some law knows.
        let in_name =
            |a: &Amount| spans.iter().any(|s| s.line == line && scene.layout.segment(&a.span).contains(&s.bytes.start));
        let rate = |a: &&Amount| a.percent && tax_table::is_known(a.value) && a.value <= Decimal::from(30);
        let tax_rate = numbers.iter().filter(rate).find(|a| !in_name(a)).map(|a| a.value);
        if description.is_empty() && quantity.is_none() {
            continue;
        }
        let mut spots = vec![scene.layout.spot(&amount.span)];
        spots.extend(spans.iter().map(|s| scene.layout.spot(s)));
        items.push(LineItem { description, quantity, unit_price, amount: amount.value, tax_rate, spots });
    }
}

/// Numbers of a row that are multiplied with each other.
const NUMBERS_MOST: usize = 24;

/// Without columns, a pair of numbers whose product is the amount is quantity and price.
fn prove(numbers: &[Amount], amount: &Amount, quantity: &mut Option<Decimal>, unit_price: &mut Option<Decimal>) {
    let holds = |q: Decimal, p: Decimal| (q * p - amount.value).abs() <= Decimal::new(1, 2);
    if quantity.zip(*unit_price).is_some_and(|(q, p)| holds(q, p)) {
        return;
    }
    let others: Vec<Decimal> =
        numbers.iter().filter(|a| !a.percent && a.span != amount.span).map(|a| a.value).take(NUMBERS_MOST).collect();
    for (i, q) in others.iter().enumerate() {
        for p in &others[i + 1..] {
            if holds(*q, *p) && !q.is_zero() {
                let (q, p) = if quantity.is_some_and(|known| known == *p) { (*p, *q) } else { (*q, *p) };
                (*quantity, *unit_price) = (Some(q), Some(p));
                return;
            }
        }
    }
}

/// The text of the row; if the row holds figures only, the line before or after it.
fn description(scene: &Scene, line: usize, first: usize, columns: &Columns) -> (String, Vec<Span>) {
    let of_line = |line: usize| -> Option<Span> {
        let l = scene.layout.lines.get(line)?;
        let wordy = |s: &&std::ops::Range<usize>| letters_and_digits(&l.text[(*s).clone()]).0 >= 3;
        let in_column = l.segments.iter().filter(wordy).find(|s| under(columns.description, l.rect_of(s)));
        let longest = || l.segments.iter().filter(wordy).max_by_key(|s| letters_and_digits(&l.text[(*s).clone()]).0);
        let bytes = in_column.or_else(longest)?.clone();
        Some(Span { line, bytes })
    };
    let has_money = |line: usize| scene.amounts_on(line).iter().any(Amount::is_money);
    let same_page = |other: usize| other < scene.layout.lines.len() && scene.page_of(other) == scene.page_of(line);
    let found = of_line(line)
        .or_else(|| (line > first && !has_money(line - 1)).then(|| of_line(line - 1)).flatten())
        .or_else(|| (same_page(line + 1) && !has_money(line + 1)).then(|| of_line(line + 1)).flatten());
    let Some(span) = found else { return (String::new(), Vec::new()) };
    let text = scene.layout.text(&span).split('\t').next().unwrap_or("").trim();
    let cut = scene
        .amounts_on(span.line)
        .iter()
        .filter(|a| a.is_money() && a.span.bytes.start > span.bytes.start && a.span.bytes.start < span.bytes.end)
        .map(|a| a.span.bytes.start)
        .min();
    let text = cut.map_or(text, |c| scene.layout.lines[span.line].text[span.bytes.start..c].trim());
    (text.trim_end_matches(['€', '$', '£', ' ', ':']).to_owned(), vec![span])
}
