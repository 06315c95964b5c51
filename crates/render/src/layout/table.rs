//! Tables over as many pages as they need: the head is repeated, and the sum so far is carried over.

use super::columns::{self, GUTTER, edge, head_style};
use super::flow::Flow;
use super::styles::{BODY, GREY, HAIR};
use crate::sheet::{Align, Purpose, Role, Style};
use crate::typeface::Weight;
use crate::words::Word;

pub(crate) use super::columns::{Cell, Column, Fit, Row};

/// Above and below the lines of a row.
const PADDING: f32 = 3.4;

/// A table.
pub(crate) struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Height of what must stand on the page of the last row.
    pub tail: f32,
}

impl Table {
    pub(crate) fn draw(&self, flow: &mut Flow) {
        let mut setting = Setting::of(self, flow);
        let carry = if self.carries() { setting.carry_height() } else { 0.0 };
        let opening = self.opening(&setting, flow);
        flow.need(setting.head_height() + opening);
        flow.sheets.begin(Role::Table);
        setting.head(flow, None);
        for (i, row) in self.rows.iter().enumerate() {
            let block = setting.block(flow, row);
            let last = i + 1 == self.rows.len();
            let after = match row {
                _ if last => self.tail.min(flow.page_room() / 2.0),
                Row::Heading(_) => 3.0 * setting.leading() + carry,
                _ => carry,
            };
            setting.place(flow, block, after, carry);
            if let Row::Cells(_, carried) = row {
                setting.carried.clone_from(carried);
            }
        }
        flow.sheets.end();
    }

    fn carries(&self) -> bool {
        self.rows.iter().any(|row| matches!(row, Row::Cells(_, Some(_))))
    }

    /// What should stand below the head on its page: the first row, and what follows when it is the only one.
    fn opening(&self, setting: &Setting, flow: &mut Flow) -> f32 {
        let Some(first) = self.rows.first() else { return self.tail.min(flow.page_room() / 2.0) };
        let block = setting.block(flow, first);
        let height = setting.height(&block).min(6.0 * setting.leading());
        height + if self.rows.len() == 1 { self.tail.min(flow.page_room() / 2.0) } else { setting.leading() }
    }
}

/// The lines of a row, cell by cell: in which column they begin and over how many they go.
struct Block {
    cells: Vec<Laid>,
    ruled: bool,
}

struct Laid {
    column: usize,
    span: usize,
    lines: Vec<(String, Style)>,
}

impl Block {
    fn len(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default()
    }

    /// The first lines; the rest stays.
    fn take(&mut self, count: usize) -> Self {
        let take = |cell: &mut Laid| {
            let lines = cell.lines.drain(..count.min(cell.lines.len())).collect();
            Laid { column: cell.column, span: cell.span, lines }
        };
        Self { cells: self.cells.iter_mut().map(take).collect(), ruled: false }
    }
}

/// A table with the places of its columns.
struct Setting<'a> {
    table: &'a Table,
    style: Style,
    /// Left edge and width of each column.
    places: Vec<(f32, f32)>,
    titles: Vec<Vec<String>>,
    carried: Option<String>,
    /// Whether a row stands on this page already.
    begun: bool,
}

impl<'a> Setting<'a> {
    fn of(table: &'a Table, flow: &mut Flow) -> Self {
        let (size, widths) = columns::fitted(table, flow.grid.measure());
        let mut x = flow.grid.left;
        let mut places = Vec::with_capacity(widths.len());
        for width in widths {
            places.push((x, width));
            x += width + GUTTER;
        }
        let style = Style { size, ..BODY };
        let titles = table.columns.iter().zip(&places);
        let titles =
            titles.map(|(column, (_, width))| flow.sheets.lines(head_style(style), *width, &column.title)).collect();
        Self { table, style, places, titles, carried: None, begun: false }
    }

    fn leading(&self) -> f32 {
        self.style.leading()
    }

    fn head_height(&self) -> f32 {
        let lines = self.titles.iter().map(Vec::len).max().unwrap_or(1);
        head_style(self.style).leading() * lines as f32 + 2.0 * PADDING
    }

    fn carry_height(&self) -> f32 {
        self.leading() + 2.0 * PADDING
    }

    /// The names of the columns; on later pages they are not read again.
    fn head(&self, flow: &mut Flow, again: Option<Purpose>) {
        let style = head_style(self.style);
        let bottom = flow.y + self.head_height() - PADDING;
        if again.is_none() {
            flow.sheets.begin(Role::Row);
        }
        for ((column, place), title) in self.table.columns.iter().zip(&self.places).zip(&self.titles) {
            let first = bottom - style.leading() * title.len() as f32 + style.size;
            let draw = |flow: &mut Flow| {
                for (i, line) in title.iter().enumerate() {
                    let y = first + style.leading() * i as f32;
                    flow.sheets.write(style, column.align, (edge(*place, column.align), y), line);
                }
            };
            match again {
                Some(purpose) => flow.apart(purpose, draw),
                None => flow.tagged(Role::HeadCell, draw),
            }
        }
        if again.is_none() {
            flow.sheets.end();
        }
        flow.y = bottom + PADDING;
        flow.sheets.rule((flow.grid.left, flow.y), flow.grid.measure(), 1.0, flow.accent());
    }

    /// Breaks the cells of a row into lines.
    fn block(&self, flow: &mut Flow, row: &Row) -> Block {
        let last = self.places.len() - 1;
        let (strong, small) = (
            Style { weight: Weight::Bold, ..self.style },
            Style { colour: GREY, size: self.style.size - 0.8, ..self.style },
        );
        let across = |from: usize, to: usize| self.places[to].0 + self.places[to].1 - self.places[from].0;
        let text = self.table.columns.iter().position(|column| column.fit == Fit::Rest).unwrap_or_default();
        let mut lay = |column: usize, to: usize, style: Style, text: &str| {
            let lines = if text.trim().is_empty() {
                Vec::new()
            } else {
                flow.sheets.lines(style, across(column, to), text).into_iter().map(|line| (line, style)).collect()
            };
            Laid { column, span: to - column + 1, lines }
        };
        let cells = match row {
            Row::Cells(cells, _) => {
                let one = |(i, cell): (usize, &Cell)| {
                    let mut laid = lay(i, i, self.style, &cell.text);
                    let detail = cell.detail.as_deref().unwrap_or_default();
                    laid.lines.append(&mut lay(i, i, small, detail).lines);
                    laid
                };
                cells.iter().enumerate().map(one).collect()
            }
            Row::Heading(title) => vec![lay(0, last, strong, title)],
            Row::Text(remark) => {
                let mut cells: Vec<Laid> = (0..text).map(|i| lay(i, i, self.style, "")).collect();
                cells.push(lay(text, last, small, remark));
                cells
            }
            Row::Sum(label, sum) => {
                let mut cells: Vec<Laid> = (0..text).map(|i| lay(i, i, strong, "")).collect();
                cells.push(lay(text, last - 1, strong, label));
                cells.push(lay(last, last, strong, sum));
                cells
            }
        };
        Block { cells, ruled: !matches!(row, Row::Heading(_)) }
    }

    /// Draws a row, on the next page when it does not fit with what must follow; over several when it fits on none.
    fn place(&mut self, flow: &mut Flow, mut block: Block, after: f32, carry: f32) {
        let fresh = flow.page_room() - self.head_height() - 2.0 * carry;
        let height = self.height(&block);
        if self.begun && height + after > flow.room() && (height <= fresh || self.fits(flow, carry) < 3) {
            self.turn(flow);
        }
        while self.height(&block) + after.min(carry) > flow.room() {
            let part = block.take(self.fits(flow, carry).max(1));
            self.row(flow, &part);
            self.turn(flow);
        }
        self.row(flow, &block);
        self.begun = true;
    }

    fn height(&self, block: &Block) -> f32 {
        self.leading() * block.len() as f32 + 2.0 * PADDING
    }

    /// How many lines still fit on the page.
    fn fits(&self, flow: &Flow, carry: f32) -> usize {
        ((flow.room() - carry - 2.0 * PADDING) / self.leading()).max(0.0) as usize
    }

    fn row(&self, flow: &mut Flow, block: &Block) {
        let top = flow.y + PADDING + self.style.size;
        flow.sheets.begin(Role::Row);
        for cell in &block.cells {
            let align = self.table.columns[cell.column].align;
            let align = if cell.span > 1 { Align::Left } else { align };
            let x = edge(self.places[cell.column], align);
            flow.tagged(Role::Cell(cell.span), |flow| {
                for (i, (line, style)) in cell.lines.iter().enumerate() {
                    flow.sheets.write(*style, align, (x, top + self.leading() * i as f32), line);
                }
            });
        }
        flow.sheets.end();
        flow.y += self.height(block);
        if block.ruled {
            flow.sheets.rule((flow.grid.left, flow.y), flow.grid.measure(), 0.5, HAIR);
        }
    }

    /// Ends the page with the sum so far and begins the next one with it.
    fn turn(&mut self, flow: &mut Flow) {
        self.carry(flow, Word::CarriedForward, Purpose::Footer);
        flow.turn();
        self.begun = false;
        self.head(flow, Some(Purpose::Header));
        self.carry(flow, Word::BroughtForward, Purpose::Header);
    }

    fn carry(&self, flow: &mut Flow, word: Word, purpose: Purpose) {
        let Some(carried) = &self.carried else { return };
        let style = Style { weight: Weight::Bold, colour: GREY, ..self.style };
        let last = self.places.len() - 1;
        let text = self.table.columns.iter().position(|column| column.fit == Fit::Rest).unwrap_or_default();
        let y = flow.y + PADDING + style.size;
        let label = flow.say(word);
        flow.apart(purpose, |flow| {
            flow.sheets.write(style, Align::Left, (self.places[text].0, y), label);
            flow.sheets.write(style, Align::Right, (edge(self.places[last], Align::Right), y), carried);
        });
        flow.y += self.carry_height();
        flow.sheets.rule((flow.grid.left, flow.y), flow.grid.measure(), 0.5, HAIR);
    }
}
