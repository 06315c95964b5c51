//! The rows beside the address, and the title.

use super::flow::Flow;
use super::letterhead;
use super::styles::{GREY, INK, SMALL, TITLE};
use crate::sheet::{Align, Role, Style, width};
use crate::words::Word;

const NAME: Style = Style { colour: GREY, size: 8.2, ..SMALL };
const VALUE: Style = Style { colour: INK, ..NAME };

/// A name and its value.
pub(crate) struct Fact(pub String, pub String);

/// The head of the first page, the rows beside the address and the title; the text follows below them.
pub(crate) fn open(flow: &mut Flow, mut facts: Vec<Fact>) {
    letterhead::first_page(flow);
    for reference in &flow.letter.references {
        let name = reference.label.clone().unwrap_or_else(|| flow.say(Word::Reference).to_owned());
        facts.push(Fact(name, reference.value.clone()));
    }
    if let Some(number) = &flow.letter.customer_number {
        facts.push(Fact(flow.say(Word::CustomerNumber).to_owned(), number.clone()));
    }
    if let Some(id) = &flow.letter.recipient.tax_id {
        facts.push(Fact(flow.say(Word::CustomerTaxId).to_owned(), id.clone()));
    }
    let end = rows(flow, &facts);
    flow.y = flow.grid.body.max(end + 18.0);
    let (title, style) = (flow.title.clone(), Style { colour: flow.accent(), ..TITLE });
    flow.block(Role::Title(title.clone()), style, (flow.grid.left, flow.grid.measure()), &title);
    flow.gap(10.0);
}

/// Draws the rows and says where they end.
fn rows(flow: &mut Flow, facts: &[Fact]) -> f32 {
    let (x, mut y) = flow.grid.facts;
    let whole = flow.grid.facts_width;
    let widest = facts.iter().map(|Fact(name, _)| width(NAME, name)).fold(0.0, f32::max);
    let names = widest.min(whole * 0.55);
    flow.sheets.begin(Role::Table);
    for Fact(name, value) in facts {
        let left = flow.sheets.lines(NAME, names, name);
        let right = flow.sheets.lines(VALUE, whole - names - 10.0, value);
        flow.sheets.begin(Role::Row);
        for (role, style, lines, align, x) in
            [(Role::RowHead, NAME, &left, Align::Left, x), (Role::Cell(1), VALUE, &right, Align::Right, x + whole)]
        {
            flow.tagged(role, |flow| {
                for (i, line) in lines.iter().enumerate() {
                    flow.sheets.write(style, align, (x, y + style.size + style.leading() * i as f32), line);
                }
            });
        }
        flow.sheets.end();
        y += NAME.leading() * left.len().max(right.len()) as f32 + 2.2;
    }
    flow.sheets.end();
    y
}
