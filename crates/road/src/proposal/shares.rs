//! How the net amount of a tax rate spreads over the accounts its items belong to.

use books::tax::{Basis, Method, TaxItem, calculate, spread};
use books::{AccountId, AccountRole, TaxCode, TaxError};
use money::{Amount, MoneyError, Rounding};
use rust_decimal::Decimal;

use super::Cite;
use super::draft::{Draft, cite, confidence};
use super::taxation::Taxation;
use super::totals::Group;

/// A share of a group's net amount and the account it goes to.
pub(super) struct Share {
    pub account: Option<AccountId>,
    pub net: Amount,
    pub reason: String,
    pub confidence: f32,
    pub account_confidence: f32,
    pub cites: Vec<Cite>,
    pub memo: String,
}

impl Draft<'_> {
    /// How the net amount of a group spreads over accounts. Items decide only when they add up to the group.
    pub fn shares(&self, group: &Group) -> Result<Vec<Share>, MoneyError> {
        let whole = self.whole(group.net);
        if self.classification.items.is_empty() {
            return Ok(vec![whole]);
        }
        let Some(items) = self.items_of(group) else { return Ok(vec![whole]) };
        let mut shares: Vec<Share> = Vec::new();
        let exact: Vec<Decimal> = items.iter().map(|(_, part)| *part).collect();
        let nets = spread(group.net, &exact, group.net.currency(), Rounding::default())?;
        for ((index, _), net) in items.into_iter().zip(nets) {
            let share = self.item_share(index, net);
            match shares.iter_mut().find(|s| s.account == share.account) {
                Some(same) => {
                    same.net = same.net.checked_add(net)?;
                    same.confidence = same.confidence.min(share.confidence);
                    same.account_confidence = same.account_confidence.min(share.account_confidence);
                    same.cites.extend(share.cites);
                }
                None => shares.push(share),
            }
        }
        for share in &mut shares {
            share.memo = subject(&share.memo, share.cites.len());
        }
        Ok(shares)
    }

    /// The group's items with their share of its net amount; `None` when they do not add up to its net or gross amount.
    fn items_of(&self, group: &Group) -> Option<Vec<(usize, Decimal)>> {
        let in_group = |rate: Option<Decimal>| rate.is_none() || group.rate.is_none() || rate == group.rate;
        let items: Vec<(usize, Decimal)> = self
            .facts
            .lines
            .iter()
            .enumerate()
            .filter(|(_, l)| in_group(l.tax_rate))
            .map(|(i, l)| (i, l.amount))
            .collect();
        let sum: Decimal = items.iter().map(|(_, a)| *a).sum();
        let (net, tax) = (group.net.to_decimal(), group.tax.to_decimal());
        if sum.is_zero() || (sum.abs() != net.abs() && sum.abs() != (net + tax).abs()) {
            return None;
        }
        items.into_iter().map(|(i, amount)| Some((i, net.checked_mul(amount)?.checked_div(sum)?))).collect()
    }

    fn item_share(&self, index: usize, net: Amount) -> Share {
        let guess = self.classification.items.iter().find(|i| i.item == index).map(|i| &i.guess);
        let mut share = self.whole(net);
        if let Some(guess) = guess {
            share.account = Some(guess.account);
            share.reason = guess.reason.clone();
            share.confidence = guess.confidence;
            share.account_confidence = guess.confidence;
        }
        if let Some(item) = self.facts.lines.get(index) {
            share.memo.clone_from(&item.description);
            share.cites = vec![Cite { field: format!("lines.{index}"), spots: item.spots.clone() }];
        }
        share
    }

    fn whole(&self, net: Amount) -> Share {
        let fallback = if self.kind.is_sale() { AccountRole::DefaultIncome } else { AccountRole::DefaultExpense };
        let guess = self.classification.account.as_ref();
        let figure = confidence(self.facts.subtotal.as_ref().or(self.facts.total.as_ref()));
        Share {
            account: guess.map(|g| g.account).or_else(|| self.account_of(fallback)),
            net,
            reason: guess.map_or_else(|| "no better account is known".to_owned(), |g| g.reason.clone()),
            confidence: guess.map_or(figure * 0.5, |g| g.confidence.min(figure)),
            account_confidence: guess.map_or(0.0, |g| g.confidence),
            cites: cite("subtotal", self.facts.subtotal.as_ref())
                .or_else(|| cite("total", self.facts.total.as_ref()))
                .into_iter()
                .collect(),
            memo: subject(self.facts.lines.first().map_or("", |l| &l.description), self.facts.lines.len()),
        }
    }
}

/// The first of several items and how many there are beside it.
fn subject(first: &str, items: usize) -> String {
    match items {
        0 | 1 => first.to_owned(),
        _ if first.is_empty() => String::new(),
        n => format!("{first} and {} more", n - 1),
    }
}

/// The group with the tax that is inside its price, where only a total is printed and a person said which rate it
/// holds; any other group as it is.
pub(super) fn inside(group: &Group, taxed: &Taxation<'_>) -> Result<Group, TaxError> {
    let rated = |c: &&TaxCode| !c.rate.is_zero() && !c.treatment.is_self_assessed();
    let code = taxed.code.filter(|_| taxed.by_hand && group.tax.is_zero()).filter(rated);
    let Some(code) = code else { return Ok(group.clone()) };
    let item = TaxItem { amount: group.net.to_decimal(), rate: code.rate };
    let method = Method { basis: Basis::Gross, ..Method::EN16931 };
    let split = calculate(&[item], group.net.currency(), method)?;
    Ok(Group { net: split.net, tax: split.tax, ..group.clone() })
}

/// Spreads tax that cannot be deducted over the costs it belongs to, in proportion.
pub(super) fn spread_like(cost: Amount, nets: &[Amount]) -> Result<Vec<Amount>, MoneyError> {
    let currency = cost.currency();
    let whole: Decimal = nets.iter().map(|n| n.to_decimal()).sum();
    if cost.is_zero() || whole.is_zero() {
        let mut parts = vec![Amount::zero(currency); nets.len()];
        if let Some(first) = parts.first_mut() {
            *first = cost;
        }
        return Ok(parts);
    }
    let part = |n: &Amount| cost.to_decimal().checked_mul(n.to_decimal())?.checked_div(whole);
    let exact: Vec<Decimal> = nets.iter().map(part).collect::<Option<_>>().ok_or(MoneyError::Overflow)?;
    spread(cost, &exact, currency, Rounding::default())
}
