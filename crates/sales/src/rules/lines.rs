//! Lines: what was left out of them is filled in, and what they come to.

use books::countries::TaxRounding;
use books::invoice::{CreditedLine, Item, Totals, credit, method, total};
use books::tax::{Scope, TaxedLine, jurisdiction};
use books::{Account, AccountRole, TaxCode, TaxKind};
use jiff::civil::Date;
use money::{Currency, Rounding};
use rust_decimal::Decimal;

use crate::SalesError;
use crate::computed::Suggestion;
use crate::document::{Content, ContentLine, Kind, Sale};
use crate::ground::{Credited, Ground};

/// A line with its account and tax code, as far as they are known.
pub(super) struct Resolved<'a> {
    pub account: Option<&'a Account>,
    pub code: Option<&'a TaxCode>,
    /// What was named and is no code of sales in force.
    pub unfit: Option<String>,
}

/// How the country of the business rounds tax; per rate and commercially where its habit is not known (EN 16931).
pub(super) fn rounding(ground: &Ground) -> TaxRounding {
    let usual = TaxRounding { scope: Scope::PerRate, mode: Rounding::HalfAwayFromZero };
    jurisdiction(&ground.seller.jurisdiction).map_or(usual, |place| place.habits.rounding)
}

/// The version of a code of sales that is in force on a day.
pub(super) fn in_force<'a>(ground: &'a Ground, code: Option<&str>, day: Date) -> Option<&'a TaxCode> {
    let code = code?;
    ground.codes.iter().find(|c| c.code == code && c.kind == TaxKind::Output && c.in_force(day))
}

/// Topic of the account on which payments in advance stand until they are earned.
const DEPOSITS: &str = "customer_deposits";

/// Where a line goes that does not say it: payments in advance to the account of deposits, sales to the customer's usual
/// account.
fn usual_account<'a>(ground: &'a Ground, content: &Content) -> Option<&'a Account> {
    if content.is_deposit {
        let stands_for = |a: &&Account| a.active && a.postable && books::charts::topic_of(a) == Some(DEPOSITS);
        return ground.accounts.iter().find(stands_for);
    }
    let of_customer = ground.customer.as_ref().and_then(|c| c.data.defaults.income_account);
    let named = of_customer.and_then(|id| ground.accounts.iter().find(|a| a.id == id));
    named.or_else(|| ground.accounts.iter().find(|a| a.role == Some(AccountRole::DefaultIncome) && a.active))
}

/// Fills in accounts and tax codes.
pub(super) fn resolve<'a>(
    ground: &'a Ground,
    content: &Content,
    suggestions: &[Suggestion],
    charged_on: Date,
) -> Vec<Resolved<'a>> {
    let usual_code = ground.customer.as_ref().and_then(|c| c.data.defaults.sales_tax_code.as_deref());
    let resolve = |(line, suggestion): (&ContentLine, &Suggestion)| {
        let account = match line.account {
            Some(id) => ground.accounts.iter().find(|a| a.id == id),
            None => usual_account(ground, content),
        };
        let named = line.tax_code.as_deref();
        let code = match named {
            Some(code) => in_force(ground, Some(code), charged_on),
            None => in_force(ground, usual_code, charged_on)
                .or_else(|| in_force(ground, suggestion.tax_code.as_deref(), charged_on)),
        };
        Resolved { account, code, unfit: named.filter(|_| code.is_none()).map(str::to_owned) }
    };
    content.lines.iter().zip(suggestions).map(resolve).collect()
}

/// What the lines come to.
pub(super) fn totals(
    ground: &Ground,
    content: &Content,
    resolved: &[Resolved<'_>],
    currency: Currency,
) -> Result<Totals, SalesError> {
    let method = method(rounding(ground), content.prices);
    let items: Vec<Item> = content.lines.iter().zip(resolved).map(|(line, r)| item(line, r.code)).collect();
    let Some(credited) = ground.credited.as_ref().filter(|_| content.kind == Kind::CreditNote) else {
        return Ok(total(&items, currency, method)?);
    };
    let lines = content.lines.iter().zip(items).map(|(line, item)| {
        let takes_rest = rest(credited, content, line, &item)?;
        Ok(CreditedLine { item, takes_rest })
    });
    Ok(credit(&lines.collect::<Result<Vec<_>, SalesError>>()?, currency, method)?)
}

fn item(line: &ContentLine, code: Option<&TaxCode>) -> Item {
    Item {
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount: line.discount.unwrap_or_default(),
        code: code.map(|c| c.code.clone()),
        rate: code.map(|c| c.rate).unwrap_or_default(),
    }
}

/// What is left of a line of an invoice: how many units, and the amounts. `None` when what was credited of it was not
/// credited at its own price, so that units do not tell it.
pub(crate) fn left_of_line(credited: &Credited, number: u32) -> Result<Option<(Decimal, TaxedLine)>, SalesError> {
    let index = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let issued = credited.invoice.issued.as_ref();
    let found = index.and_then(|i| Some((credited.invoice.content.lines.get(i)?, issued?.computed.lines.get(i)?)));
    let Some((line, computed)) = found else { return Ok(None) };
    let (mut quantity, mut amounts) = (line.quantity, computed.amounts);
    for (earlier, taken) in credited.earlier.iter().flat_map(lines_of).filter(|(l, _)| l.of_line == Some(number)) {
        if !same_price(earlier, line) {
            return Ok(None);
        }
        quantity -= earlier.quantity;
        amounts = TaxedLine { net: amounts.net.checked_sub(taken.net)?, tax: amounts.tax.checked_sub(taken.tax)? };
    }
    Ok(Some((quantity, amounts)))
}

fn lines_of(sale: &Sale) -> impl Iterator<Item = (&ContentLine, TaxedLine)> {
    let amounts = sale.issued.iter().flat_map(|issued| issued.computed.lines.iter().map(|l| l.amounts));
    sale.content.lines.iter().zip(amounts)
}

fn same_price(one: &ContentLine, other: &ContentLine) -> bool {
    one.unit_price == other.unit_price && one.discount.unwrap_or_default() == other.discount.unwrap_or_default()
}

/// The whole rest of the invoice's line, when this line of the credit note takes it.
fn rest(
    credited: &Credited,
    content: &Content,
    line: &ContentLine,
    item: &Item,
) -> Result<Option<TaxedLine>, SalesError> {
    let Some(number) = line.of_line else { return Ok(None) };
    let invoice = &credited.invoice;
    let index = usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
    let (Some(of), Some(issued)) = (invoice.content.lines.get(index), invoice.issued.as_ref()) else { return Ok(None) };
    let once = content.lines.iter().filter(|l| l.of_line == Some(number)).count() == 1;
    let same = same_price(line, of)
        && content.prices == invoice.content.prices
        && issued.computed.lines.get(index).is_some_and(|l| l.tax_code == item.code);
    let left = left_of_line(credited, number)?.filter(|(quantity, _)| *quantity == line.quantity);
    Ok(left.filter(|_| once && same).map(|(_, amounts)| amounts))
}
