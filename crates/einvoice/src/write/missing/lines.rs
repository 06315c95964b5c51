//! What every format asks of lines, allowances and charges.

use rust_decimal::Decimal;

use super::{Obstacles, given, head};
use crate::rules::codes;
use crate::write::outgoing::filled;
use crate::write::place::spoken;
use crate::write::{AllowanceCharge, Line, Outgoing};

pub(super) fn check(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let message = "the invoice needs at least one line (BG-25)";
    obstacles.expect(!outgoing.lines.is_empty(), "einvoice.write.lines", "lines", message);
    for (index, item) in outgoing.lines.iter().enumerate() {
        line(item, index, obstacles);
    }
    let items = [("allowances", &outgoing.allowances), ("charges", &outgoing.charges)];
    for (name, items) in items {
        for (index, item) in items.iter().enumerate() {
            reason(&item.item, &format!("{name}[{index}].item"), obstacles);
        }
    }
}

fn line(line: &Line, index: usize, obstacles: &mut Obstacles) {
    let (place, number) = (format!("lines[{index}]"), index + 1);
    let mut expect = |holds: bool, code, field: &str, message: &str| {
        obstacles.expect(holds, code, format!("{place}.{field}"), format!("line {number} needs {message}"));
    };
    expect(given(&line.id), "einvoice.write.line_id", "id", "an identifier, such as its place (BT-126)");
    expect(given(&line.name), "einvoice.write.item_name", "name", "the name of what is sold (BT-153)");
    let unit = codes::is_unit(line.unit.trim());
    let message = "a unit of UN/ECE Recommendation 20, such as C62 for pieces or HUR for hours (BT-130)";
    expect(unit, "einvoice.write.unit", "unit", message);
    let price = line.price.net >= Decimal::ZERO;
    let message = "a price not below zero: what is taken back has a quantity below zero (BT-146)";
    expect(price, "einvoice.write.price", "price.net", message);
    let gross = line.price.gross.is_none_or(|gross| gross >= line.price.net);
    let message = "a price before the discount that is not below the one after it (BT-148)";
    expect(gross, "einvoice.write.gross_price", "price.gross", message);
    if let Some(span) = &line.period {
        head::period(span, &format!("{place}.period"), obstacles);
    }
    for (name, items) in [("allowances", &line.allowances), ("charges", &line.charges)] {
        for (index, item) in items.iter().enumerate() {
            reason(item, &format!("{place}.{name}[{index}]"), obstacles);
        }
    }
}

/// Allowances and charges say what they are for, and their sign says nothing.
fn reason(item: &AllowanceCharge, place: &str, obstacles: &mut Obstacles) {
    let explained = filled(&item.reason).is_some() || filled(&item.code).is_some();
    let name = spoken(place);
    let message = format!("{name} needs a reason in words or as a code (BT-97, BT-104, BT-139, BT-144)");
    obstacles.expect(explained, "einvoice.write.reason", format!("{place}.reason"), message);
    let message = format!("{name} must not be below zero: which way it goes is told by what it is");
    obstacles.expect(!item.amount.is_negative(), "einvoice.write.sign", format!("{place}.amount"), message);
}
