//! The payment part of Switzerland and Liechtenstein: the lower 105 mm of a sheet of A4, with the receipt on its left
//! (Swiss Implementation Guidelines QR-bill, version 2.3, chapter 3).

use super::flow::Flow;
use super::grid::MM;
use super::letterhead::grouped;
use super::styles::{BODY, GREY, SMALL};
use crate::codes::{self, SwissCode};
use crate::papers::Colour;
use crate::sheet::{Align, Area, Ink, Role, Style, width};
use crate::typeface::Weight;
use crate::words::swiss::{SwissWord, say};

const HEIGHT: f32 = 105.0 * MM;
const MARGIN: f32 = 5.0 * MM;
/// Where the payment part begins; the receipt is left of it.
const PART: f32 = 62.0 * MM;
const CODE: f32 = 46.0 * MM;
const BLACK: Colour = Colour(0, 0, 0);
const WHITE: Colour = Colour(255, 255, 255);

/// Sizes of one of the two parts: names and values.
struct Letters {
    name: Style,
    value: Style,
}

const fn style(size: f32, weight: Weight) -> Style {
    Style::new(size, weight, BLACK)
}

const RECEIPT: Letters = Letters { name: style(6.0, Weight::Bold), value: style(8.0, Weight::Regular) };
const PAYMENT: Letters = Letters { name: style(8.0, Weight::Bold), value: style(10.0, Weight::Regular) };
const TITLE: Style = style(11.0, Weight::Bold);

/// Draws both parts at the foot of this page, or of a new one when its foot is taken.
pub(crate) fn draw(flow: &mut Flow, code: &SwissCode) {
    let top = flow.grid.height - HEIGHT;
    if flow.y > top - 8.0 * MM {
        flow.turn();
    }
    flow.raised_foot = Some((flow.sheets.page(), top - 6.0 * MM));
    let separate = say(flow.locale(), SwissWord::Separate);
    let note = Style { size: 7.0, colour: GREY, ..SMALL };
    let x = flow.grid.width / 2.0 - width(note, separate) / 2.0;
    flow.tagged(Role::Paragraph, |flow| flow.sheets.write(note, Align::Left, (x, top - 3.0), separate));
    flow.sheets.rule((0.0, top), flow.grid.width, 0.5, BLACK);
    flow.sheets.fill(Area { x: PART - 0.25, y: top, width: 0.5, height: HEIGHT }, BLACK);
    receipt(flow, code, top);
    payment(flow, code, top);
    flow.y = flow.grid.height;
}

fn receipt(flow: &mut Flow, code: &SwissCode, top: f32) {
    let room = PART - 2.0 * MARGIN;
    title(flow, (MARGIN, top + MARGIN), SwissWord::Receipt);
    let mut y = top + MARGIN + 7.0 * MM;
    y = fields(flow, code, &RECEIPT, (MARGIN, y), room, false);
    if code.debtor.is_none() {
        corners(flow, Area { x: MARGIN, y: y + 2.0, width: 52.0 * MM, height: 20.0 * MM });
    }
    let bottom = top + MARGIN + 63.0 * MM;
    amount(flow, code, &RECEIPT, (MARGIN, bottom), (12.0 * MM, 30.0 * MM, 10.0 * MM));
    let word = say(flow.locale(), SwissWord::Acceptance);
    let at = (PART - MARGIN, bottom + 14.0 * MM + RECEIPT.name.size);
    flow.tagged(Role::Paragraph, |flow| flow.sheets.write(RECEIPT.name, Align::Right, at, word));
}

fn payment(flow: &mut Flow, code: &SwissCode, top: f32) {
    let x = PART + MARGIN;
    title(flow, (x, top + MARGIN), SwissWord::PaymentPart);
    draw_code(flow, code, (x, top + 17.0 * MM));
    amount(flow, code, &PAYMENT, (x, top + 68.0 * MM), (14.0 * MM, 40.0 * MM, 15.0 * MM));
    let (left, room) = (118.0 * MM, 87.0 * MM);
    let y = fields(flow, code, &PAYMENT, (left, top + MARGIN), room, true);
    if code.debtor.is_none() {
        corners(flow, Area { x: left, y: y + 2.0, width: 65.0 * MM, height: 25.0 * MM });
    }
}

fn title(flow: &mut Flow, (x, y): (f32, f32), word: SwissWord) {
    let text = say(flow.locale(), word);
    flow.tagged(Role::Heading(text.to_owned()), |flow| {
        flow.sheets.write(TITLE, Align::Left, (x, y + TITLE.size), text);
    });
}

/// Account, reference, message and payer, each below its name. Says where they end.
fn fields(flow: &mut Flow, code: &SwissCode, letters: &Letters, (x, mut y): (f32, f32), room: f32, whole: bool) -> f32 {
    let mut account = vec![grouped(&code.iban)];
    account.extend(code.creditor.printed());
    let mut texts = vec![(SwissWord::Account, account)];
    texts.extend(code.reference.printed().map(|reference| (SwissWord::Reference, vec![reference])));
    let more: Vec<String> = [&code.message, &code.billing].into_iter().flatten().cloned().collect();
    if whole && !more.is_empty() {
        texts.push((SwissWord::Additional, more));
    }
    texts.push(match &code.debtor {
        Some(debtor) => (SwissWord::PayableBy, debtor.printed()),
        None => (SwissWord::PayableByBlank, Vec::new()),
    });
    for (word, lines) in texts {
        let name = say(flow.locale(), word);
        flow.tagged(Role::Paragraph, |flow| {
            y += letters.name.size + 2.0;
            flow.sheets.write(letters.name, Align::Left, (x, y), name);
            for line in lines.iter().flat_map(|line| flow.sheets.lines(letters.value, room, line)).collect::<Vec<_>>() {
                y += letters.value.size * 1.12;
                flow.sheets.write(letters.value, Align::Left, (x, y), &line);
            }
        });
        y += letters.value.size * 0.7;
    }
    y
}

/// Currency and amount, or a box to write the amount into.
fn amount(
    flow: &mut Flow,
    code: &SwissCode,
    letters: &Letters,
    (x, y): (f32, f32),
    (step, wide, high): (f32, f32, f32),
) {
    let (currency, amount) = (say(flow.locale(), SwissWord::Currency), say(flow.locale(), SwissWord::Amount));
    let step = step.max(width(letters.name, currency) + 6.0);
    let (name, value) = (y + letters.name.size, y + letters.name.size + letters.value.size * 1.3);
    for (at, word, text) in [
        (x, currency, code.currency().code().to_owned()),
        (x + step, amount, code.amount.map(spaced).unwrap_or_default()),
    ] {
        flow.tagged(Role::Paragraph, |flow| {
            flow.sheets.write(letters.name, Align::Left, (at, name), word);
            flow.sheets.write(letters.value, Align::Left, (at, value), &text);
        });
    }
    if code.amount.is_none() {
        corners(flow, Area { x: x + step, y: name + 3.0, width: wide.min(52.0 * MM - step), height: high });
    }
}

/// `1 234.50`: with blanks between thousands and a point, in every language (chapter 3.5.3).
fn spaced(amount: money::Amount) -> String {
    let text = amount.to_decimal().to_string();
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let figures: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = figures.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    format!("{}.{cents}", groups.join("\u{a0}"))
}

/// The code with the Swiss cross in its middle.
fn draw_code(flow: &mut Flow, code: &SwissCode, (x, y): (f32, f32)) {
    let rows = codes::squares(&code.payload());
    let title = say(flow.locale(), SwissWord::PaymentPart).to_owned();
    flow.tagged(Role::Figure(title), |flow| flow.sheets.mark(Ink::Code { x, y, side: CODE, rows }));
    let middle = (x + CODE / 2.0, y + CODE / 2.0);
    let mut square = |width: f32, height: f32, colour: Colour| {
        let (x, y) = (middle.0 - width / 2.0, middle.1 - height / 2.0);
        flow.sheets.fill(Area { x, y, width, height }, colour);
    };
    let side = 7.0 * MM;
    square(side, side, WHITE);
    square(side * 0.87, side * 0.87, BLACK);
    // arms of 20 by 6 parts of 32, as on the flag
    square(side * 0.87 * 20.0 / 32.0, side * 0.87 * 6.0 / 32.0, WHITE);
    square(side * 0.87 * 6.0 / 32.0, side * 0.87 * 20.0 / 32.0, WHITE);
}

/// The four corners of a box to write into.
fn corners(flow: &mut Flow, area: Area) {
    let (long, thin) = (3.0 * MM, 0.75);
    for (x, y) in [
        (area.x, area.y),
        (area.x + area.width, area.y),
        (area.x, area.y + area.height),
        (area.x + area.width, area.y + area.height),
    ] {
        let left = if x > area.x { x - long } else { x };
        let top = if y > area.y { y - long } else { y };
        flow.sheets.fill(Area { x: left, y: y - thin / 2.0, width: long, height: thin }, BODY_LINE);
        flow.sheets.fill(Area { x: x - thin / 2.0, y: top, width: thin, height: long }, BODY_LINE);
    }
}

const BODY_LINE: Colour = BODY.colour;
