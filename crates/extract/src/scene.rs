//! Everything that is known about a document before anything is decided: layout, labels, tokens and habits.

use std::collections::BTreeSet;

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
        let mut scene = Self { layout, locale, labels, amounts, dates, ibans, item_heads, item_lines: BTreeSet::new() };
        scene.item_lines = items::lines(&scene);
        scene
    }

    /// The labels of a line.
    pub fn labels_on(&self, line: usize) -> &[Label] {
        let from = self.labels.partition_point(|l| l.line < line);
        let to = self.labels.partition_point(|l| l.line <= line);
        &self.labels[from..to]
    }

    /// The rectangle of a label.
    pub fn label_rect(&self, label: &Label) -> Rect {
        self.layout.lines[label.line].rect_of(&label.bytes)
    }

    /// The amounts of a line, from left to right.
    pub fn amounts_on(&self, line: usize) -> &[Amount] {
        let from = self.amounts.partition_point(|a| a.span.line < line);
        let to = self.amounts.partition_point(|a| a.span.line <= line);
        &self.amounts[from..to]
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

/// Lines with headings of at least two different item columns, one of them a description or quantity, and no money.
fn item_heads(layout: &Layout, labels: &[Label], amounts: &[Amount]) -> Vec<usize> {
    const COLUMNS: [Concept; 4] =
        [Concept::ColDescription, Concept::ColQuantity, Concept::ColUnitPrice, Concept::ColAmount];
    let is_head = |line: &usize| {
        let on_line = |concept: Concept| labels.iter().any(|l| l.line == *line && l.concept == concept);
        let columns = COLUMNS.iter().filter(|c| on_line(**c)).count();
        let item_column = on_line(Concept::ColDescription) || on_line(Concept::ColQuantity);
        let money = amounts.iter().any(|a| a.span.line == *line && a.is_money());
        columns >= 2 && item_column && !money && layout.lines[*line].segments.len() >= 2
    };
    let mut lines: Vec<usize> = labels.iter().map(|l| l.line).collect();
    lines.dedup();
    lines.into_iter().filter(is_head).collect()
}
