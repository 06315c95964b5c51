//! What is still to pay follows the total: a figure that was the total less what was paid and withheld stays that when a
//! person corrects one of them.

use road::facts::{Facts, Field};
use rust_decimal::Decimal;

/// What is to pay by the other figures; `None` without a total.
pub(super) fn of(facts: &Facts) -> Option<Decimal> {
    let value = |field: &Option<Field<Decimal>>| field.as_ref().map_or(Decimal::ZERO, |f| f.value);
    let total = facts.total.as_ref()?.value;
    Some(total - value(&facts.prepaid) - value(&facts.withheld))
}

/// Carries the amount to pay over to the figures as they are now, if it was what they came to `before`.
pub(super) fn follow(facts: &mut Facts, before: Option<Decimal>) {
    let now = of(facts);
    let Some(due) = facts.amount_due.as_mut().filter(|due| Some(due.value) == before) else { return };
    if let Some(now) = now.filter(|now| *now != due.value) {
        *due = Field { reason: "the total less what was paid".to_owned(), ..Field::certain(now) };
    }
}

#[cfg(test)]
mod tests {
    use road::page::Route;

    use super::*;

    fn facts(total: i64, prepaid: i64, due: i64) -> Facts {
        let figure = |n: i64| Some(Field::certain(Decimal::from(n)));
        let prepaid = figure(prepaid).filter(|p| !p.value.is_zero());
        Facts { total: figure(total), prepaid, amount_due: figure(due), ..Facts::empty(Route::TextLayer) }
    }

    #[test]
    fn what_is_to_pay_follows_a_corrected_total_unless_it_was_something_else() {
        for ((total, prepaid, due), corrected, expected) in [
            ((119, 0, 119), 120, 120),
            ((119, 19, 100), 120, 101),
            ((119, 0, 50), 120, 50), // printed, and not explained by the other figures
            ((119, 0, 119), 119, 119),
        ] {
            let mut facts = facts(total, prepaid, due);
            let before = of(&facts);
            facts.total = Some(Field::certain(Decimal::from(corrected)));
            follow(&mut facts, before);
            assert_eq!(facts.amount_due.map(|d| d.value), Some(Decimal::from(expected)), "{total} {prepaid} {due}");
        }
    }

    #[test]
    fn what_a_person_gave_in_the_same_breath_stands() {
        let mut facts = facts(119, 0, 119);
        let before = of(&facts);
        facts.total = Some(Field::certain(Decimal::from(200)));
        facts.amount_due = Some(Field::certain(Decimal::from(150)));
        follow(&mut facts, before);
        assert_eq!(facts.amount_due.map(|d| d.value), Some(Decimal::from(150)));
    }
}
