//! What stands in a table, and how wide its columns are.

use super::styles::{BODY, INK};
use super::table::Table;
use crate::sheet::{Align, Style, width};
use crate::typeface::Weight;

/// Sizes of letters to try until the text column is wide enough.
const SIZES: [f32; 6] = [8.6, 8.2, 7.8, 7.2, 6.6, 6.0];
/// The text column should be at least this wide.
const REST: f32 = 140.0;
/// Between columns.
pub(crate) const GUTTER: f32 = 11.0;

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fit {
    /// As its widest cell.
    Content,
    /// As its widest cell, but no wider than this; longer cells are broken.
    UpTo(f32),
    /// One of so many equal columns.
    Share(usize),
    /// What the others leave.
    Rest,
}

/// A column.
pub(crate) struct Column {
    pub title: String,
    pub align: Align,
    pub fit: Fit,
}

/// A cell: a text, and more in smaller letters below it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub text: String,
    pub detail: Option<String>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, detail: None }
    }
}

/// A row.
pub(crate) enum Row {
    /// A cell for each column, and what is carried over when the page ends behind it.
    Cells(Vec<Cell>, Option<String>),
    /// A title over the rows that follow.
    Heading(String),
    /// A text over all columns.
    Text(String),
    /// A label, and a sum in the last column.
    Sum(String, String),
}

pub(crate) fn head_style(style: Style) -> Style {
    Style { size: style.size - 0.8, weight: Weight::Bold, colour: INK }
}

pub(crate) fn edge((x, width): (f32, f32), align: Align) -> f32 {
    if align == Align::Left { x } else { x + width }
}

/// A size of letters at which the text column is wide enough, the smallest if there is none, and the widths at it.
pub(crate) fn fitted(table: &Table, measure: f32) -> (f32, Vec<f32>) {
    let mut chosen = (SIZES[0], Vec::new());
    for size in SIZES {
        let widths = widths(table, Style { size, ..BODY }, measure);
        let rest = table.columns.iter().zip(&widths).find(|(column, _)| column.fit == Fit::Rest);
        let wide = rest.is_none_or(|(_, width)| *width >= REST);
        chosen = (size, widths);
        if wide {
            break;
        }
    }
    chosen
}

/// Widths of the columns for letters of that size.
fn widths(table: &Table, style: Style, measure: f32) -> Vec<f32> {
    let mut widths: Vec<f32> =
        table.columns.iter().enumerate().map(|(i, column)| natural(table, i, column, style)).collect();
    let gutters = GUTTER * (widths.len().saturating_sub(1)) as f32;
    let taken: f32 = table.columns.iter().zip(&widths).filter(|(c, _)| c.fit != Fit::Rest).map(|(_, w)| *w).sum();
    for (column, width) in table.columns.iter().zip(&mut widths) {
        match column.fit {
            Fit::Rest => *width = (measure - gutters - taken).max(40.0),
            Fit::Share(count) => *width = (measure - gutters) / count.max(1) as f32,
            Fit::Content | Fit::UpTo(_) => {}
        }
    }
    widths
}

/// As wide as the widest cell and the widest word of the title.
fn natural(table: &Table, index: usize, column: &Column, style: Style) -> f32 {
    if column.fit == Fit::Rest {
        return 0.0;
    }
    let title = column.title.split(' ').map(|word| width(head_style(style), word)).fold(0.0, f32::max);
    let cells = table.rows.iter().map(|row| match row {
        Row::Cells(cells, carry) => {
            let cell = cells.get(index).map_or(0.0, |cell| width(style, &cell.text));
            let carry = carry.as_ref().filter(|_| index + 1 == table.columns.len());
            cell.max(carry.map_or(0.0, |carry| width(Style { weight: Weight::Bold, ..style }, carry)))
        }
        Row::Sum(_, sum) if index + 1 == table.columns.len() => width(Style { weight: Weight::Bold, ..style }, sum),
        _ => 0.0,
    });
    let natural = cells.fold(title, f32::max) + 0.01;
    if let Fit::UpTo(limit) = column.fit { natural.min(limit.max(title + 0.01)) } else { natural }
}
