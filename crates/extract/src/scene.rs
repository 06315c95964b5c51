//! Everything that is known about a document before anything is decided: layout, labels, tokens and habits.

use std::collections::{BTreeSet, HashSet};

use road::page::{Page, Rect, Route};

use crate::labels::{self, Concept, Label};
use crate::layout::{Layout, Span};
use crate::locale::Locale;
use crate::tokens::{self, Amount, DateToken};
use crate::{iban, items};

/// A document prepared for deciding.
pub struct Scene {
    /// Lines and segments.
    pub layout: Layout,
    /// Habits.
    pub locale: Locale,
    /// Labels of the languages the document uses, in reading order.
    pub labels: Vec<Label>,
    /// Numbers.
    pub amounts: Vec<Amount>,
    /// Dates.
    pub dates: Vec<DateToken>,
    /// Bank accounts.
    pub ibans: Vec<(Span, iban::Found)>,
    /// Lines that head the columns of an item table.
    pub item_heads: Vec<usize>,
    /// Lines between such a heading and the totals.
    pub item_lines: BTreeSet<usize>,
    /// Line and end of the labels that have a value of their own behind them.
    with_value: HashSet<(usize, usize)>,
}

impl Scene {
    /// Prepares a document.
    pub fn new(pages: &[Page], route: Route) -> Self {
        let layout = Layout::new(pages, route);
        let all_labels = labels::find(&layout);
        let dates = tokens::dates(&layout);
        let ibans = tokens::ibans(&layout);
        let raw = tokens::raw_numbers(&layout, &dates, &ibans);
        let locale = Locale::of(&layout, &all_labels, &dates, &raw, &ibans);
        let labels: Vec<Label> = all_labels.into_iter().filter(|l| locale.speaks(l)).collect();
        let amounts = tokens::amounts(&layout, &raw, &locale);
        let item_heads = item_heads(&layout, &labels, &amounts);
        let (item_lines, with_value) = (BTreeSet::new(), HashSet::new());
        let mut scene = Self { layout, locale, labels, amounts, dates, ibans, item_heads, item_lines, with_value };
        scene.item_lines = items::lines(&scene);
        scene.with_value = labels_with_value(&scene);
        scene
    }

    /// The labels of a line.
    pub fn labels_on(&self, line: usize) -> &[Label] {
        on_line(&self.labels, line, |l| l.line)
    }

    /// The dates of a line.
    pub fn dates_on(&self, line: usize) -> &[DateToken] {
        on_line(&self.dates, line, |d| d.span.line)
    }

    /// The bank accounts of a line.
    pub fn ibans_on(&self, line: usize) -> &[(Span, iban::Found)] {
        on_line(&self.ibans, line, |(span, _)| span.line)
    }

    /// Whether a label is used up by a value behind it on its line.
    pub fn has_value(&self, label: &Label) -> bool {
        self.with_value.contains(&(label.line, label.bytes.end))
    }

    /// The rectangle of a label.
    pub fn label_rect(&self, label: &Label) -> Rect {
        self.layout.lines[label.line].rect_of(&label.bytes)
    }

    /// The amounts of a line, from left to right.
    pub fn amounts_on(&self, line: usize) -> &[Amount] {
        on_line(&self.amounts, line, |a| a.span.line)
    }

    /// The page of a line.
    pub fn page_of(&self, line: usize) -> u32 {
        self.layout.lines[line].page
    }

    /// Whether a line carries a label of a concept.
    pub fn line_has(&self, line: usize, concepts: &[Concept]) -> bool {
        self.labels_on(line).iter().any(|l| concepts.contains(&l.concept))
    }
}

/// The part of a list in reading order that belongs to a line.
fn on_line<T>(list: &[T], line: usize, of: impl Fn(&T) -> usize) -> &[T] {
    let from = list.partition_point(|one| of(one) < line);
    let to = from + list[from..].partition_point(|one| of(one) <= line);
    crate::work::steps(to - from);
    &list[from..to]
}

/// Labels with figures between them and the next label of their line. "I.V.A. 10%" heads a column: the rate is no value
/// of the label.
fn labels_with_value(scene: &Scene) -> HashSet<(usize, usize)> {
    let mut found = HashSet::new();
    for (i, label) in scene.labels.iter().enumerate() {
        let text = &scene.layout.lines[label.line].text;
        let behind = scene.labels[i + 1..].iter().take_while(|l| l.line == label.line);
        let next = behind.map(|l| l.bytes.start).find(|start| *start >= label.bytes.end);
        let rest = label.bytes.end..next.unwrap_or(text.len());
        let amounts = scene.amounts_on(label.line);
        let rate = |at: usize| {
            let before = amounts.partition_point(|a| a.span.bytes.start <= at);
            amounts[..before].last().is_some_and(|a| a.percent && a.span.bytes.contains(&at))
        };
        let figures = text[rest.clone()].char_indices().filter(|(at, c)| c.is_ascii_digit() && !rate(rest.start + at));
        if figures.take(2).count() == 2 {
            found.insert((label.line, label.bytes.end));
        }
    }
    found
}

/// Lines with headings of at least two different item columns, one of them a description or quantity, and no money.
fn item_heads(layout: &Layout, labels: &[Label], amounts: &[Amount]) -> Vec<usize> {
    const COLUMNS: [Concept; 4] =
        [Concept::ColDescription, Concept::ColQuantity, Concept::ColUnitPrice, Concept::ColAmount];
    let is_head = |line: &usize| {
        let here = on_line(labels, *line, |l| l.line);
        let on_line = |concept: Concept| here.iter().any(|l| l.concept == concept);
        let columns = COLUMNS.iter().filter(|c| on_line(**c)).count();
        let item_column = on_line(Concept::ColDescription) || on_line(Concept::ColQuantity);
        let money = self::on_line(amounts, *line, |a| a.span.line).iter().any(Amount::is_money);
        columns >= 2 && item_column && !money && layout.lines[*line].segments.len() >= 2
    };
    let mut lines: Vec<usize> = labels.iter().map(|l| l.line).collect();
    lines.dedup();
    lines.into_iter().filter(is_head).collect()
}
