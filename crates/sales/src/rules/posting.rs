//! The lines of the entry: what the customer owes, part by part, against what was earned and the tax on it.

use books::fx::to_base;
use books::{AccountId, AccountRole, TaxCode, TaxFact, TaxKind, TaxPart};
use jiff::civil::Date;
use money::{Amount, Rate};

use super::{lines, rate_of, receivable};
use crate::SalesError;
use crate::computed::{Computed, PostedLine, Posting};
use crate::document::{Content, Kind};
use crate::ground::{Credited, Ground};

/// Longest note on a line, in characters.
const MEMO_MAX: usize = 200;

/// The lines of a document that nothing stands against. A credit note is the mirror of an invoice at the invoice's
/// rate; the one that takes the rest takes what the books still hold of it, to the last cent of either currency.
pub(super) fn of(
    ground: &Ground,
    content: &Content,
    computed: &Computed,
    charged_on: Date,
) -> Result<Posting, SalesError> {
    let mut posting = receivables(ground, content, computed)?;
    posting.extend(earned(ground, content, computed, charged_on)?);
    let rate = rate_of(ground).map_or(Rate::ONE, |found| found.rate);
    value(&mut posting, ground, rate)?;
    tell_bases(&mut posting, ground)?;
    if !computed.deposits.is_empty() {
        posting.extend(taken_off(ground, content.kind, computed)?);
        posting.extend(difference(ground, computed, &posting)?);
    }
    if let Some(credited) = ground.credited.as_ref().filter(|_| content.kind == Kind::CreditNote) {
        let rest = rest(ground, credited, computed, charged_on)?;
        if agree(&posting, &rest)? {
            return Ok(rest);
        }
    }
    Ok(posting)
}

fn line(account: AccountId, amount: Amount) -> PostedLine {
    let (tax, due) = (None, None);
    PostedLine { account, amount, base: amount, tax, due, is_receivable: false, memo: String::new() }
}

/// What the customer owes, a line for each part.
fn receivables(ground: &Ground, content: &Content, computed: &Computed) -> Result<Posting, SalesError> {
    let Some(account) = receivable(ground, computed.currency) else { return Ok(Vec::new()) };
    let of = |part: &crate::Due| {
        let amount = if content.kind == Kind::CreditNote { part.amount.checked_neg()? } else { part.amount };
        Ok(PostedLine { due: part.due, is_receivable: true, ..line(account.id, amount) })
    };
    computed.instalments.iter().filter(|part| !part.amount.is_zero()).map(of).collect()
}

/// Net amounts by account and tax code in the order of the lines, then the tax of each code.
fn earned(ground: &Ground, content: &Content, computed: &Computed, charged_on: Date) -> Result<Posting, SalesError> {
    let signed = |amount: Amount| if content.kind == Kind::CreditNote { Ok(amount) } else { amount.checked_neg() };
    let fact = |code: &TaxCode, part| {
        let mut fact = TaxFact::new(&code.code, part).on_side(TaxKind::Output);
        fact.point = Some(computed.tax_point);
        if content.kind == Kind::CreditNote {
            fact.version = Some(code.version);
            fact.treatment = Some(code.treatment);
        }
        fact
    };
    let code_of = |code: Option<&str>| lines::in_force(ground, code, charged_on);
    let mut posting: Posting = Vec::new();
    for (written, computed) in content.lines.iter().zip(&computed.lines) {
        let Some(account) = computed.account else { continue };
        let amount = signed(computed.amounts.net)?;
        let code = computed.tax_code.as_deref();
        let same = |l: &&mut PostedLine| l.account == account && l.tax.as_ref().map(|t| t.code.as_str()) == code;
        match posting.iter_mut().find(same) {
            Some(known) => {
                known.amount = known.amount.checked_add(amount)?;
                known.memo = short(&format!("{}; {}", known.memo, written.text));
            }
            None => {
                let tax = code_of(code).map(|code| fact(code, TaxPart::Base));
                posting.push(PostedLine { tax, memo: short(&written.text), ..line(account, amount) });
            }
        }
    }
    let output = ground.accounts.iter().find(|a| a.role == Some(AccountRole::OutputTax) && a.active);
    for code in computed.taxes.iter().filter(|code| !code.tax.is_zero()) {
        let Some(output) = output else { continue };
        let tax = code_of(code.code.as_deref()).map(|code| fact(code, TaxPart::Tax));
        posting.push(PostedLine { tax, ..line(output.id, signed(code.tax)?) });
    }
    posting.retain(|line| !line.amount.is_zero());
    Ok(posting)
}

fn short(text: &str) -> String {
    text.chars().take(MEMO_MAX).collect()
}

/// Values the lines in the base currency; where they sum to nothing, so do the values.
fn value(posting: &mut [PostedLine], ground: &Ground, rate: Rate) -> Result<(), SalesError> {
    let Some(first) = posting.first() else { return Ok(()) };
    let (currency, base) = (first.amount.currency(), ground.seller.base_currency);
    let amounts: Vec<Amount> = posting.iter().map(|line| line.amount).collect();
    for (line, value) in posting.iter_mut().zip(to_base(&amounts, currency, base, rate)?) {
        line.base = value;
    }
    Ok(())
}

/// Each line of tax tells the net amount in the base currency that it was computed from.
fn tell_bases(posting: &mut [PostedLine], ground: &Ground) -> Result<(), SalesError> {
    let nets: Vec<(String, Amount)> = posting
        .iter()
        .filter_map(|l| l.tax.as_ref().filter(|t| t.part == TaxPart::Base).map(|t| (t.code.clone(), l.base)))
        .collect();
    for fact in posting.iter_mut().filter_map(|l| l.tax.as_mut()).filter(|t| t.part == TaxPart::Tax) {
        let of_code = nets.iter().filter(|(code, _)| *code == fact.code).map(|(_, base)| *base);
        fact.base = Some(Amount::sum(ground.seller.base_currency, of_code)?);
    }
    Ok(())
}

/// What the deposits have earned and their tax, taken back as they were posted; on the credit note of the invoice that
/// took them off, given again.
fn taken_off(ground: &Ground, kind: Kind, computed: &Computed) -> Result<Posting, SalesError> {
    let wanted = computed.deposits.iter().filter_map(|d| ground.deposits.iter().find(|known| known.id == d.id));
    let mut posting = Vec::new();
    for issued in wanted.filter_map(|deposit| deposit.issued.as_ref()) {
        for line in issued.posting.iter().filter(|line| !line.is_receivable) {
            let mut turned = if kind == Kind::CreditNote { line.clone() } else { negated(line)? };
            if let Some(fact) = &mut turned.tax {
                pin(ground, fact, issued.computed.tax_point, computed.tax_point);
            }
            posting.push(turned);
        }
    }
    Ok(posting)
}

/// What is given back under a code is given back as the code was then, though its rate has changed since; it belongs to
/// the return of the day on which it is given back.
fn pin(ground: &Ground, fact: &mut TaxFact, charged_on: Date, point: Date) {
    let code = lines::in_force(ground, Some(&fact.code), charged_on);
    fact.version = code.map(|code| code.version).or(fact.version);
    fact.treatment = code.map(|code| code.treatment).or(fact.treatment);
    fact.point = Some(point);
}

fn negated(line: &PostedLine) -> Result<PostedLine, SalesError> {
    let mut turned = PostedLine { amount: line.amount.checked_neg()?, base: line.base.checked_neg()?, ..line.clone() };
    if let Some(fact) = &mut turned.tax {
        fact.base = fact.base.map(Amount::checked_neg).transpose()?;
    }
    Ok(turned)
}

/// Between the rate of a deposit and that of the invoice.
fn difference(ground: &Ground, computed: &Computed, posting: &[PostedLine]) -> Result<Option<PostedLine>, SalesError> {
    let base = Amount::sum(ground.seller.base_currency, posting.iter().map(|l| l.base))?.checked_neg()?;
    let role = if base.is_negative() { AccountRole::ExchangeGain } else { AccountRole::ExchangeLoss };
    let account = ground.accounts.iter().find(|a| a.role == Some(role) && a.active);
    let line = account.map(|account| PostedLine { base, ..line(account.id, Amount::zero(computed.currency)) });
    Ok(line.filter(|_| !base.is_zero()))
}

/// What makes two lines one where they are summed up.
fn key(line: &PostedLine) -> (AccountId, bool, Option<(&str, TaxPart)>) {
    (line.account, line.is_receivable, line.tax.as_ref().map(|t| (t.code.as_str(), t.part)))
}

/// The mirror of what the books still hold of the invoice after the credit notes before this one.
fn rest(ground: &Ground, credited: &Credited, computed: &Computed, charged_on: Date) -> Result<Posting, SalesError> {
    let posted = std::iter::once(&credited.invoice).chain(&credited.earlier);
    let posted = posted.filter_map(|sale| sale.issued.as_ref()).flat_map(|issued| &issued.posting);
    let mut rest: Posting = Vec::new();
    for line in posted {
        let mut line = negated(line)?;
        line.due = line.is_receivable.then_some(computed.issue_date);
        if let Some(fact) = &mut line.tax {
            pin(ground, fact, charged_on, computed.tax_point);
        }
        match rest.iter_mut().find(|known| key(known) == key(&line)) {
            Some(known) => add(known, &line)?,
            None => rest.push(line),
        }
    }
    rest.retain(|line| !line.amount.is_zero() || !line.base.is_zero());
    Ok(rest)
}

fn add(to: &mut PostedLine, line: &PostedLine) -> Result<(), SalesError> {
    to.amount = to.amount.checked_add(line.amount)?;
    to.base = to.base.checked_add(line.base)?;
    if let Some((known, more)) = to.tax.as_mut().zip(line.tax.as_ref()) {
        known.base = match (known.base, more.base) {
            (Some(known), Some(more)) => Some(known.checked_add(more)?),
            (one, other) => one.or(other),
        };
    }
    Ok(())
}

/// Whether both post the same amounts in the currency of the document.
fn agree(posting: &[PostedLine], rest: &[PostedLine]) -> Result<bool, SalesError> {
    let sum = |lines: &[PostedLine], like: &PostedLine| {
        let same = lines.iter().filter(|l| key(l) == key(like)).map(|l| l.amount);
        Amount::sum(like.amount.currency(), same)
    };
    for like in posting.iter().chain(rest) {
        if sum(posting, like)? != sum(rest, like)? {
            return Ok(false);
        }
    }
    Ok(true)
}
