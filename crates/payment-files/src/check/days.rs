//! Whether banks pay on the day that is asked for.

use crate::check::Faults;
use crate::terms::Terms;
use crate::{Batch, Flaw, Format, Payment};

pub(super) fn check(batch: &Batch, payment: &Payment, format: &Format, terms: &Terms, found: &mut Faults) {
    let (day, today) = (batch.day_of(payment), batch.created.date());
    let first = format.first_day(payment, today);
    if day < today {
        return found.add(Flaw::DayPast { day, first });
    }
    if let Some(why) = terms.calendar.closed(day) {
        return found.add(Flaw::DayClosed { day, why, next: terms.calendar.on_or_after(day.max(first)) });
    }
    // of all formats Bacs alone needs days
    if day < first {
        let why = "Bacs takes the file on one banking day and pays on the second after it";
        found.add(Flaw::DayTooEarly { day, why, first });
    }
}
