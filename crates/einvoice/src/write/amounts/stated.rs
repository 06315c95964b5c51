//! Totals that the caller states: they are taken if they add up.

use money::{Amount, Rounding};
use rust_decimal::Decimal;

use super::{TaxGroup, Totals, in_currency, rate, two_decimals};
use crate::write::{AmountError, Outgoing};

/// The stated totals, if they are those worked out. Tax may have been rounded line by line: half a minor unit for each
/// amount of a group, and less than one unit of the currency in all (BR-CO-17), is how far it may be off.
pub(super) fn verified(outgoing: &Outgoing, stated: &Totals, computed: Totals) -> Result<Totals, AmountError> {
    amounts_of(stated).try_for_each(|amount| {
        in_currency(amount, outgoing.currency, "stated")?;
        two_decimals(amount, "stated").map(drop)
    })?;
    let bases = [
        ("BR-CO-10", "the sum of the lines (BT-106)", stated.lines, computed.lines),
        ("BR-CO-11", "the sum of allowances (BT-107)", stated.allowances, computed.allowances),
        ("BR-CO-12", "the sum of charges (BT-108)", stated.charges, computed.charges),
        ("BR-CO-13", "the total without VAT (BT-109)", stated.net, computed.net),
        ("BR-CO-16", "the amount paid (BT-113)", stated.prepaid, computed.prepaid),
        ("BR-CO-16", "the rounding (BT-114)", stated.rounding, computed.rounding),
    ];
    bases.into_iter().try_for_each(equal)?;
    groups(outgoing, stated, &computed)?;
    let large = |_| AmountError::TooLarge { place: "stated".to_owned() };
    let tax = Amount::sum(outgoing.currency, stated.breakdown.iter().map(|group| group.tax)).map_err(large)?;
    let gross = stated.net.checked_add(tax).map_err(large)?;
    let due = gross.checked_sub(stated.prepaid).and_then(|d| d.checked_add(stated.rounding)).map_err(large)?;
    let rest = [
        ("BR-CO-14", "the VAT (BT-110)", stated.tax, tax),
        ("BR-CO-15", "the total with VAT (BT-112)", stated.gross, gross),
        ("BR-CO-16", "the amount due (BT-115)", stated.due, due),
    ];
    rest.into_iter().try_for_each(equal)?;
    Ok(stated.clone())
}

fn amounts_of(totals: &Totals) -> impl Iterator<Item = Amount> {
    let sums = [totals.lines, totals.allowances, totals.charges, totals.net, totals.tax, totals.gross];
    let groups = totals.breakdown.iter().flat_map(|group| [group.base, group.tax]);
    sums.into_iter().chain([totals.prepaid, totals.rounding, totals.due]).chain(groups)
}

fn equal((rule, term, stated, expected): (&'static str, &'static str, Amount, Amount)) -> Result<(), AmountError> {
    if stated == expected {
        return Ok(());
    }
    Err(AmountError::Total { rule, term, stated, expected })
}

fn groups(outgoing: &Outgoing, stated: &Totals, computed: &Totals) -> Result<(), AmountError> {
    let same = |a: &TaxGroup, b: &TaxGroup| a.category == b.category && a.rate == b.rate;
    let once = stated.breakdown.iter().all(|g| stated.breakdown.iter().filter(|other| same(g, other)).count() == 1);
    if !once || stated.breakdown.len() != computed.breakdown.len() {
        return Err(AmountError::Groups { stated: stated.breakdown.len(), expected: computed.breakdown.len() });
    }
    for expected in &computed.breakdown {
        let found = stated.breakdown.iter().find(|group| same(group, expected));
        let error = AmountError::Groups { stated: stated.breakdown.len(), expected: computed.breakdown.len() };
        let group = found.ok_or(error)?;
        equal(("BR-CO-13", "the taxable amount of a VAT group (BT-116)", group.base, expected.base))?;
        let off = group.tax.checked_sub(expected.tax).and_then(Amount::checked_abs);
        let off = off.map_err(|_| AmountError::TooLarge { place: "stated.breakdown".to_owned() })?;
        if off.minor() > slack(outgoing, expected) {
            let term = "the tax of a VAT group (BT-117)";
            return Err(AmountError::Total { rule: "BR-CO-17", term, stated: group.tax, expected: expected.tax });
        }
    }
    Ok(())
}

/// How many minor units the tax of a group may be off because it was rounded amount by amount.
fn slack(outgoing: &Outgoing, group: &TaxGroup) -> i64 {
    if group.rate.is_zero() {
        return 0;
    }
    let amounts = outgoing.taxed().filter(|vat| vat.category == group.category && rate(vat) == group.rate).count();
    let halves = i64::try_from(amounts.div_ceil(2)).unwrap_or(i64::MAX);
    let unit = Amount::from_decimal(Decimal::ONE, outgoing.currency, Rounding::HalfAwayFromZero);
    halves.min(unit.map_or(0, |unit| (unit.minor() - 1).max(1)))
}
