//! Where to pay: the account, what to write, and a code to scan.

use super::flow::Flow;
use super::letterhead::grouped;
use super::styles::{BODY, GREY, SMALL};
use crate::codes::{self, GiroCode};
use crate::papers::{AccountNumber, BankAccount};
use crate::sheet::{Align, Area, Ink, Role, Style, width};
use crate::typeface::Weight;
use crate::words::Word;

/// Side of the code: EPC069-12 asks for modules that a telephone can tell apart; banks print 24 to 30 mm.
const CODE: f32 = 74.0;
/// White around it: four modules.
const QUIET: f32 = 9.0;
const INSET: f32 = 9.0;
const NAME: Style = Style { colour: GREY, size: 8.2, ..SMALL };
const VALUE: Style = Style { size: 8.6, ..BODY };

/// What is printed about a payment.
pub(crate) struct Payment<'a> {
    pub account: Option<&'a BankAccount>,
    pub reference: Option<&'a str>,
    pub amount: String,
    pub code: Option<&'a GiroCode>,
}

impl Payment<'_> {
    fn rows(&self, flow: &Flow) -> Vec<(&'static str, String)> {
        let mut rows = Vec::new();
        let mut add = |word: Word, value: Option<String>| rows.extend(value.map(|value| (flow.say(word), value)));
        if let Some(account) = self.account {
            add(Word::AccountHolder, account.holder.clone().or_else(|| Some(flow.letter.sender.name.clone())));
            match &account.number {
                AccountNumber::Iban { iban, bic } => {
                    add(Word::Iban, Some(grouped(iban)));
                    add(Word::Bic, bic.clone());
                }
                AccountNumber::Local { number, routing } => {
                    add(Word::AccountNumber, Some(number.clone()));
                    add(Word::Routing, routing.clone());
                }
            }
            add(Word::Bank, account.bank.clone());
        }
        add(Word::PaymentReference, self.reference.map(str::to_owned));
        rows
    }

    /// Draws it in a box on one page; nothing when there is nothing to say.
    pub(crate) fn draw(&self, flow: &mut Flow) {
        let rows = self.rows(flow);
        if self.account.is_none() && self.code.is_none() {
            return;
        }
        let measure = flow.grid.measure();
        let code = self.code.map_or(0.0, |_| CODE + 2.0 * QUIET);
        let names = rows.iter().map(|(name, _)| width(NAME, name)).fold(0.0, f32::max);
        let values = measure - names - 14.0 - 2.0 * INSET - code;
        let lines: Vec<_> = rows.iter().map(|(name, value)| (*name, flow.sheets.lines(VALUE, values, value))).collect();
        let title = Style { weight: Weight::Bold, size: 9.0, ..BODY };
        let text = title.leading() + 4.0 + lines.iter().map(|(_, lines)| row_height(lines)).sum::<f32>();
        let inside = if self.code.is_some() { text.max(CODE + SMALL.leading() + 4.0) } else { text };
        flow.need(inside + 2.0 * INSET + 8.0);
        flow.gap(8.0);
        let (top, colour) = (flow.y, super::styles::tint(flow.look.accent));
        flow.sheets.fill(Area { x: flow.grid.left, y: top, width: measure, height: inside + 2.0 * INSET }, colour);
        flow.y += INSET;
        let heading = flow.say(Word::Payment);
        flow.block(Role::Heading(heading.to_owned()), title, (flow.grid.left + INSET, 200.0), heading);
        flow.y += 4.0;
        self.draw_rows(flow, &lines, names);
        if let Some(giro) = self.code {
            self.draw_code(flow, giro, top + INSET);
        }
        flow.y = top + inside + 2.0 * INSET;
        flow.gap(8.0);
    }

    fn draw_rows(&self, flow: &mut Flow, rows: &[(&str, Vec<String>)], names: f32) {
        let x = flow.grid.left + INSET;
        flow.sheets.begin(Role::Table);
        for (name, lines) in rows {
            let y = flow.y + VALUE.size;
            flow.sheets.begin(Role::Row);
            flow.tagged(Role::RowHead, |flow| flow.sheets.write(NAME, Align::Left, (x, y), name));
            flow.tagged(Role::Cell(1), |flow| {
                for (i, line) in lines.iter().enumerate() {
                    let at = (x + names + 14.0, y + VALUE.leading() * i as f32);
                    flow.sheets.write(VALUE, Align::Left, at, line);
                }
            });
            flow.sheets.end();
            flow.y += row_height(lines);
        }
        flow.sheets.end();
    }

    fn draw_code(&self, flow: &mut Flow, giro: &GiroCode, top: f32) {
        let x = flow.grid.right - INSET - QUIET - CODE;
        let white = crate::papers::Colour(255, 255, 255);
        let paper = Area { x: x - QUIET, y: top, width: CODE + 2.0 * QUIET, height: CODE + SMALL.leading() + 4.0 };
        flow.sheets.fill(paper, white);
        let name = &flow.letter.sender.name;
        let says = flow.locale().fill(Word::PaymentCode, &[("amount", &self.amount), ("name", name)]);
        let rows = codes::squares(&giro.payload());
        flow.tagged(Role::Figure(says), |flow| {
            flow.sheets.mark(Ink::Code { x, y: top + QUIET / 2.0, side: CODE, rows });
        });
        let caption = flow.say(Word::ScanToPay);
        let style = Style { size: 7.0, ..SMALL };
        let middle = x + CODE / 2.0 - width(style, caption) / 2.0;
        flow.sheets.begin(Role::Paragraph);
        flow.sheets.write(style, Align::Left, (middle, top + QUIET / 2.0 + CODE + 9.0), caption);
        flow.sheets.end();
    }
}

fn row_height(lines: &[String]) -> f32 {
    VALUE.leading() * lines.len().max(1) as f32 + 1.6
}
