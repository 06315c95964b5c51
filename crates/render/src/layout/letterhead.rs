//! What a sheet has before its text: logo and sender, the address in the window, head and foot of later pages.

use super::flow::Flow;
use super::grid::MM;
use super::styles::{ADDRESS, FOOT, FOOT_STRONG, GREY, HAIR, SMALL, STRONG};
use crate::papers::{AccountNumber, Party, Sender, TaxId};
use crate::sheet::{Align, Area, Ink, Purpose, Role, Style, width};
use crate::typeface::Weight;
use crate::words::Word;

/// The largest logo.
const LOGO: (f32, f32) = (62.0 * MM, 20.0 * MM);
/// Below the last line of the foot.
const FOOT_MARGIN: f32 = 9.0 * MM;
/// Lines of an address that the window shows.
const ADDRESS_LINES: usize = 6;

/// Head, address and marks of the first page.
pub(crate) fn first_page(flow: &mut Flow) {
    logo_and_sender(flow);
    address(flow);
    let marks = flow.grid.marks;
    for (y, length) in marks {
        flow.sheets.rule((0.0, *y), *length, 0.4, HAIR);
    }
}

/// The logo, or the sender's name where there is none, and his address on the other side.
fn logo_and_sender(flow: &mut Flow) {
    let (grid, sender) = (flow.grid, &flow.letter.sender);
    if let Some(logo) = flow.logo {
        let scale = (LOGO.0 / logo.width).min(LOGO.1 / logo.height);
        let area = Area { x: grid.left, y: grid.head, width: logo.width * scale, height: logo.height * scale };
        let says = flow.locale().fill(Word::LogoOf, &[("name", &sender.name)]);
        flow.tagged(Role::Figure(says), |flow| flow.sheets.mark(Ink::Logo { area }));
    } else {
        let style = Style { colour: flow.accent(), size: 15.0, ..STRONG };
        let lines = flow.sheets.lines(style, LOGO.0 + 20.0 * MM, &sender.name);
        flow.sheets.begin(Role::Paragraph);
        for (i, line) in lines.iter().take(2).enumerate() {
            flow.sheets.write(style, Align::Left, (grid.left, grid.head + 12.0 + style.leading() * i as f32), line);
        }
        flow.sheets.end();
    }
    let mut y = grid.head + SMALL.size;
    let column = 62.0 * MM;
    flow.sheets.begin(Role::Paragraph);
    for (i, text) in std::iter::once(&sender.name).chain(&sender.address).enumerate() {
        let style = if i == 0 { Style { weight: Weight::Bold, ..SMALL } } else { SMALL };
        for line in flow.sheets.lines(style, column, text) {
            if y < grid.head_end {
                flow.sheets.write(style, Align::Right, (grid.right, y), &line);
                y += style.leading();
            }
        }
    }
    flow.sheets.end();
}

/// The line of the sender and the address, in the window of the envelope.
fn address(flow: &mut Flow) {
    let grid = flow.grid;
    let (x, top) = grid.address;
    let sender = sender_line(&flow.letter.sender);
    let style = shrunk(Style { size: 6.5, ..SMALL }, grid.address_width, &sender);
    flow.sheets.begin(Role::Paragraph);
    flow.sheets.write(style, Align::Left, (x, top - 5.0), &sender);
    flow.sheets.end();
    flow.sheets.rule((x, top - 2.5), width(style, &sender).min(grid.address_width), 0.3, HAIR);
    party(flow, &flow.letter.recipient, (x, top + 3.0));
}

/// Name and address below each other, so many lines as the window shows.
fn party(flow: &mut Flow, party: &Party, (x, top): (f32, f32)) {
    let mut lines = Vec::new();
    for text in std::iter::once(&party.name).chain(&party.address) {
        lines.extend(flow.sheets.lines(ADDRESS, flow.grid.address_width, text));
    }
    // a long address is set closer, so that its last line, the place, stays in the window
    let room = ADDRESS.leading() * ADDRESS_LINES as f32;
    let leading = ADDRESS.leading().min(room / lines.len().max(1) as f32);
    let style = Style { size: ADDRESS.size.min(leading / 1.15), ..ADDRESS };
    flow.sheets.begin(Role::Paragraph);
    for (i, line) in lines.iter().enumerate() {
        flow.sheets.write(style, Align::Left, (x, top + style.size + leading * i as f32), line);
    }
    flow.sheets.end();
}

fn sender_line(sender: &Sender) -> String {
    let parts: Vec<&str> = std::iter::once(&sender.name).chain(&sender.address).map(|part| part.trim()).collect();
    parts.join(" · ")
}

/// The style in a size in which the text fits that width, but no smaller than 5 points.
fn shrunk(style: Style, room: f32, text: &str) -> Style {
    let needs = width(style, text);
    if needs <= room { style } else { Style { size: (style.size * room / needs).max(5.0), ..style } }
}

/// Name and title at the top of a later page.
pub(crate) fn running_head(flow: &mut Flow) {
    let grid = flow.grid;
    let y = grid.head + 8.0;
    let (name, title) = (flow.letter.sender.name.clone(), flow.title.clone());
    let date = flow.locale().date(flow.letter.date);
    flow.apart(Purpose::Header, |flow| {
        let bold = Style { weight: Weight::Bold, colour: flow.accent(), ..SMALL };
        let title = format!("{title} · {date}");
        let title_width = width(SMALL, &title).min(grid.measure() / 2.0);
        if let Some(line) = flow.sheets.lines(SMALL, title_width + 0.1, &title).first() {
            flow.sheets.write(SMALL, Align::Right, (grid.right, y), line);
        }
        if let Some(line) = flow.sheets.lines(bold, grid.measure() - title_width - 20.0, &name).first() {
            flow.sheets.write(bold, Align::Left, (grid.left, y), line);
        }
    });
    flow.sheets.rule((grid.left, y + 7.0), grid.measure(), 0.5, HAIR);
}

/// The columns of the foot: the sender, how to reach him, his numbers, his accounts.
fn foot_columns(flow: &Flow) -> Vec<Vec<String>> {
    let sender = &flow.letter.sender;
    let mut address = vec![sender.name.clone()];
    address.extend(sender.address.iter().cloned());
    let reach = [&sender.phone, &sender.email, &sender.web].into_iter().flatten().cloned().collect();
    let mut numbers: Vec<String> = sender.tax_ids.iter().map(|id| named(flow, id)).collect();
    numbers.extend(sender.registration.iter().cloned());
    let accounts = sender.accounts.iter().take(2).flat_map(|account| {
        let number = match &account.number {
            AccountNumber::Iban { iban, bic } => {
                let bic = bic.as_ref().map(|bic| format!("{} {bic}", flow.say(Word::Bic)));
                std::iter::once(format!("{} {}", flow.say(Word::Iban), grouped(iban))).chain(bic).collect()
            }
            AccountNumber::Local { number, routing } => {
                let routing = routing.as_ref().map(|code| format!("{} {code}", flow.say(Word::Routing)));
                std::iter::once(format!("{} {number}", flow.say(Word::AccountNumber))).chain(routing).collect()
            }
        };
        account.bank.iter().cloned().chain::<Vec<String>>(number)
    });
    let columns: Vec<Vec<String>> = vec![address, reach, numbers, accounts.collect()];
    columns.into_iter().filter(|column| !column.is_empty()).collect()
}

fn named(flow: &Flow, id: &TaxId) -> String {
    let (word, number) = match id {
        TaxId::Vat(number) => (Word::VatId, number),
        TaxId::Tax(number) => (Word::TaxNumber, number),
        TaxId::Company(number) => (Word::CompanyNumber, number),
    };
    format!("{} {number}", flow.say(word))
}

/// An IBAN in groups of four, as ISO 13616 prints it. The groups stay on one line.
pub(crate) fn grouped(iban: &str) -> String {
    let plain: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    let groups: Vec<String> = plain.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("\u{a0}")
}

/// The lines of the foot, and how wide a column is.
fn foot_lines(flow: &mut Flow) -> (Vec<Vec<String>>, f32) {
    let columns = foot_columns(flow);
    let column = (flow.grid.measure() + 10.0) / columns.len().max(1) as f32;
    let lines =
        |texts: Vec<String>| texts.iter().flat_map(|text| flow.sheets.lines(FOOT, column - 10.0, text)).collect();
    (columns.into_iter().map(lines).collect(), column)
}

/// Where the foot begins: its rule.
pub(crate) fn foot_top(flow: &mut Flow) -> f32 {
    let rows = foot_lines(flow).0.iter().map(Vec::len).max().unwrap_or_default();
    flow.grid.height - FOOT_MARGIN - FOOT.leading() * rows as f32 - 4.0
}

/// The foot of every page, with its number.
pub(crate) fn feet(flow: &mut Flow) {
    let (grid, top) = (flow.grid, foot_top(flow));
    let (columns, column) = foot_lines(flow);
    let pages = flow.sheets.pages.len();
    for page in 0..pages {
        flow.sheets.go_to(page);
        let raised = flow.raised_foot.filter(|(taken, _)| *taken == page).map(|(_, y)| y);
        if raised.is_none() {
            flow.sheets.rule((grid.left, top), grid.measure(), 0.5, HAIR);
        }
        let blanks = [("page", &*(page + 1).to_string()), ("pages", &*pages.to_string())];
        let number = flow.locale().fill(Word::PageOf, &blanks);
        flow.apart(Purpose::Footer, |flow| {
            flow.sheets.write(
                Style { colour: GREY, ..FOOT },
                Align::Right,
                (grid.right, raised.unwrap_or(top - 5.0)),
                &number,
            );
            for (i, lines) in columns.iter().enumerate().filter(|_| raised.is_none()) {
                let x = grid.left + column * i as f32;
                for (j, line) in lines.iter().enumerate() {
                    let style = if i == 0 && j == 0 { FOOT_STRONG } else { FOOT };
                    let y = top + 5.0 + FOOT.size + FOOT.leading() * j as f32;
                    flow.sheets.write(style, Align::Left, (x, y), line);
                }
            }
        });
    }
}
