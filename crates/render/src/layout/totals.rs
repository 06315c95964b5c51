//! Sums below a table, on the right.

use super::flow::Flow;
use super::styles::{BODY, HAIR, STRONG};
use crate::sheet::{Align, Area, Role, Style, width};

/// Between a label and its sum.
const GUTTER: f32 = 16.0;
/// Above and below a row.
const PADDING: f32 = 2.6;
/// Inside the box of the last sum.
const INSET: f32 = 6.0;

/// How much a sum matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    Plain,
    /// A result: in bold letters below a rule.
    Result,
    /// The one to pay: in a box.
    Last,
}

/// A label, its sum, and how much it matters.
pub(crate) struct Sum {
    pub label: String,
    pub sum: String,
    pub rank: Rank,
}

impl Sum {
    pub(crate) fn new(rank: Rank, label: impl Into<String>, sum: String) -> Self {
        Self { label: label.into(), sum, rank }
    }

    fn style(&self) -> Style {
        match self.rank {
            Rank::Plain => BODY,
            Rank::Result => STRONG,
            Rank::Last => Style { size: 11.0, ..STRONG },
        }
    }
}

/// The sums, broken into lines.
pub(crate) struct Sums {
    rows: Vec<(Sum, Vec<String>)>,
    left: f32,
}

impl Sums {
    pub(crate) fn new(flow: &mut Flow, sums: Vec<Sum>) -> Self {
        let measure = flow.grid.measure();
        let of = |text: fn(&Sum) -> &str| sums.iter().map(|sum| width(sum.style(), text(sum))).fold(0.0, f32::max);
        let figures = of(|sum| &sum.sum);
        let labels = of(|sum| &sum.label).min(measure - figures - GUTTER - 2.0 * INSET);
        // at least half of the measure, so that sums of different papers begin at the same place
        let whole = (labels + GUTTER + figures).max(measure / 2.0);
        let lines = |sum: Sum| {
            let lines = flow.sheets.lines(sum.style(), labels + 0.01, &sum.label);
            (sum, lines)
        };
        let rows = sums.into_iter().map(lines).collect();
        Self { rows, left: flow.grid.right - whole }
    }

    /// How much room they need.
    pub(crate) fn height(&self) -> f32 {
        self.rows.iter().map(|(sum, lines)| row_height(sum, lines)).sum::<f32>() + 4.0
    }

    /// Draws them on one page.
    pub(crate) fn draw(&self, flow: &mut Flow) {
        flow.need(self.height());
        flow.gap(4.0);
        flow.sheets.begin(Role::Table);
        for (sum, lines) in &self.rows {
            self.row(flow, sum, lines);
        }
        flow.sheets.end();
    }

    fn row(&self, flow: &mut Flow, sum: &Sum, lines: &[String]) {
        let (style, height, right) = (sum.style(), row_height(sum, lines), flow.grid.right);
        match sum.rank {
            Rank::Plain => {}
            Rank::Result => flow.sheets.rule((self.left, flow.y), right - self.left, 0.6, HAIR),
            Rank::Last => {
                let colour = super::styles::tint(flow.look.accent);
                let width = right - self.left + 2.0 * INSET;
                flow.sheets.fill(Area { x: self.left - INSET, y: flow.y + 3.0, width, height: height - 3.0 }, colour);
            }
        }
        let above = if sum.rank == Rank::Last { 3.0 + INSET } else { PADDING };
        let first = flow.y + above + style.size;
        flow.sheets.begin(Role::Row);
        flow.tagged(Role::RowHead, |flow| {
            for (i, line) in lines.iter().enumerate() {
                flow.sheets.write(style, Align::Left, (self.left, first + style.leading() * i as f32), line);
            }
        });
        let last = first + style.leading() * lines.len().saturating_sub(1) as f32;
        flow.tagged(Role::Cell(1), |flow| flow.sheets.write(style, Align::Right, (right, last), &sum.sum));
        flow.sheets.end();
        flow.y += height;
    }
}

fn row_height(sum: &Sum, lines: &[String]) -> f32 {
    let text = sum.style().leading() * lines.len().max(1) as f32;
    if sum.rank == Rank::Last { text + 2.0 * INSET } else { text + 2.0 * PADDING }
}
