//! The lines of a proposal.

use books::fx::to_base;
use books::{AccountId, AccountRole, Side, TaxFact, TaxKind, TaxPart};
use money::{Amount, Rate, Rounding};

use super::kind::{check_kind, kind_of};
use super::settings::Addressee;
use super::settlement::{Settlement, settlement};
use super::shares::{Share, inside, spread_like};
use super::taxation::{Taxation, taxation};
use super::totals::{Group, Totals, settle};
use super::{CannotPropose, Cite, LineRole, Proposal, ProposalKind, ProposedLine, Settings, UncoveredTax};
use crate::ReviewReason;
use crate::arg::Arg;
use crate::classification::Classification;
use crate::facts::{DocumentKind, Facts, Field};
use crate::page::Spot;

/// Makes a balanced draft entry, or says what is missing. Nothing is invented: every figure is one of the document or
/// follows from two of them.
pub fn propose(facts: &Facts, classification: &Classification, settings: &Settings) -> Result<Proposal, CannotPropose> {
    check_kind(classification)?;
    let mut issues = Vec::new();
    let currency = facts.currency.as_ref().map_or_else(
        || {
            let message = format!("no currency is printed: {} is assumed", settings.base);
            let reason = ReviewReason::warning("currency_missing", message).on("currency");
            issues.push(reason.with("currency", Arg::text(settings.base.code())));
            settings.base
        },
        |c| c.value,
    );
    let totals = settle(facts, currency, settings)?;
    issues.extend(totals.issues.iter().cloned());
    let kind = kind_of(classification, totals.negative);
    let mut draft = Draft { facts, classification, settings, kind, lines: Vec::new(), issues };
    for group in &totals.groups {
        draft.group(group)?;
    }
    draft.beside_tax(&totals);
    draft.counterparty(&totals);
    draft.note_addressee();
    draft.value(currency)?;
    draft.finish(totals, currency)
}

pub(super) struct Draft<'a> {
    pub facts: &'a Facts,
    pub classification: &'a Classification,
    settings: &'a Settings,
    pub kind: ProposalKind,
    lines: Vec<ProposedLine>,
    issues: Vec<ReviewReason>,
}

impl Draft<'_> {
    /// The lines of all items of one tax rate: their costs (or income) by account, then their tax.
    fn group(&mut self, group: &Group) -> Result<(), CannotPropose> {
        let taxed = taxation(group, self.facts, self.classification, self.settings, self.kind);
        self.issues.extend(taxed.issues.iter().cloned());
        let group = &if self.facts.tax.is_none() { inside(group, &taxed)? } else { group.clone() };
        let zero = Amount::zero(group.net.currency());
        let (input, output, cost) = match taxed.code {
            Some(code) => {
                let legs = code.legs(group.net, group.tax, Rounding::default())?;
                (legs.input, legs.output, legs.cost)
            }
            None if self.kind.is_sale() => (zero, group.tax, zero),
            None if taxed.is_cost || self.settings.uncovered == UncoveredTax::Cost => (zero, zero, group.tax),
            None => (group.tax, zero, zero),
        };
        let shares = self.shares(group)?;
        let nets: Vec<Amount> = shares.iter().map(|s| s.net).collect();
        let parts = spread_like(cost, &nets)?;
        for (share, part) in shares.iter().zip(&parts) {
            // Without a code nothing is reported, so that tax and price are one cost.
            let amount = if taxed.code.is_none() { share.net.checked_add(*part)? } else { share.net };
            self.share_line(
                if self.kind.is_sale() { LineRole::Income } else { LineRole::Expense },
                share,
                amount,
                &taxed,
            );
        }
        if taxed.code.is_some() {
            for (share, part) in shares.iter().zip(parts) {
                self.share_line(LineRole::NonDeductibleTax, share, part, &taxed);
            }
        }
        self.tax_line(LineRole::InputTax, input, &taxed);
        self.tax_line(LineRole::OutputTax, output, &taxed);
        Ok(())
    }

    /// A share of the cost or income. Tax that cannot be deducted stands on the same account in a line of its own, so
    /// that the line of the net amount stays what the tax is computed on.
    fn share_line(&mut self, role: LineRole, share: &Share, amount: Amount, taxed: &Taxation<'_>) {
        if amount.is_zero() {
            return;
        }
        let is_tax = role == LineRole::NonDeductibleTax;
        let part = if is_tax { TaxPart::NonDeductible } else { TaxPart::Base };
        let tag = taxed.code.map(|c| TaxFact::new(&c.code, part));
        let reason = match taxed.code.filter(|_| is_tax) {
            Some(code) => format!("tax by {} that cannot be deducted", code.name),
            None => share.reason.clone(),
        };
        self.push(role, share.account, amount, tag, taxed, (reason, share.confidence, share.cites.clone()));
        if let Some(line) = self.lines.last_mut() {
            line.memo.clone_from(&share.memo);
            line.account_confidence = share.account_confidence;
        }
    }

    fn tax_line(&mut self, role: LineRole, amount: Amount, taxed: &Taxation<'_>) {
        let account_role = if role == LineRole::InputTax { AccountRole::InputTax } else { AccountRole::OutputTax };
        let account = self.account_of(account_role);
        let leg = if role == LineRole::InputTax { TaxKind::Input } else { TaxKind::Output };
        let tag = taxed.code.map(|c| TaxFact::new(&c.code, TaxPart::Tax).on_side(leg));
        let reason = match (taxed.code, taxed.rate) {
            (Some(code), _) => format!("tax by {}", code.name),
            (None, Some(rate)) => format!("tax at {rate} % as printed"),
            (None, None) => "tax as printed".to_owned(),
        };
        let cites = [cite("tax", self.facts.tax.as_ref()), cite("tax_breakdown", self.facts.tax_breakdown.as_ref())];
        let sure = least([confidence(self.facts.tax.as_ref()), confidence(self.facts.tax_breakdown.as_ref())]);
        self.push(role, account, amount, tag, taxed, (reason, sure, cites.into_iter().flatten().collect()));
    }

    /// Adds a line unless it is zero. `amount` is signed as on a bill or sales invoice; a credit turns it.
    fn push(
        &mut self,
        role: LineRole,
        account: Option<AccountId>,
        amount: Amount,
        tax: Option<TaxFact>,
        taxed: &Taxation<'_>,
        (reason, confidence, cites): (String, f32, Vec<Cite>),
    ) {
        let Some((side, amount)) = self.placed(role, amount) else { return };
        let tax_rate = taxed.rate;
        let (party, memo) = (None, String::new());
        self.lines.push(ProposedLine {
            role,
            account,
            side,
            amount,
            base: None,
            tax,
            tax_rate,
            party,
            memo,
            reason,
            confidence,
            account_confidence: 1.0,
            cites,
        });
    }

    fn placed(&self, role: LineRole, amount: Amount) -> Option<(Side, Amount)> {
        let usual = match role {
            LineRole::Income | LineRole::OutputTax | LineRole::Payable => Side::Credit,
            LineRole::Bank | LineRole::Cash | LineRole::Card | LineRole::Clearing | LineRole::WithheldTax
                if !self.kind.is_sale() =>
            {
                Side::Credit
            }
            LineRole::Rounding if self.kind.is_sale() => Side::Credit,
            _ => Side::Debit,
        };
        let turned = self.kind.is_credit() != amount.is_negative();
        let side = if turned { usual.opposite() } else { usual };
        (!amount.is_zero()).then_some(())?;
        Some((side, amount.checked_abs().ok()?))
    }

    /// What the document itself puts between net, tax and total.
    fn beside_tax(&mut self, totals: &Totals) {
        let lines = [
            (LineRole::Rounding, AccountRole::RoundingDifference, totals.rounding, "rounding", &self.facts.rounding),
            (LineRole::WithheldTax, AccountRole::TaxPayable, totals.withheld, "withheld", &self.facts.withheld),
        ];
        for (role, account_role, amount, name, field) in lines {
            let reason = format!("{name} as printed");
            let cites = cite(name, field.as_ref()).into_iter().collect();
            let account = self.account_of(account_role);
            self.push(role, account, amount, None, &Taxation::NONE, (reason, confidence(field.as_ref()), cites));
        }
    }

    /// The supplier or customer, or the till or bank it was paid from: the total to the cent.
    fn counterparty(&mut self, totals: &Totals) {
        let Settlement { role, account, reason, issue } =
            settlement(self.facts, self.classification, self.kind, self.settings);
        self.issues.extend(issue);
        let mut cites: Vec<Cite> = cite("total", self.facts.total.as_ref()).into_iter().collect();
        if !matches!(role, LineRole::Payable | LineRole::Receivable) {
            cites.extend(cite("payment_means", self.facts.payment_means.as_ref()));
        }
        let sure = confidence(self.facts.total.as_ref());
        self.push(role, account, totals.total, None, &Taxation::NONE, (reason, sure, cites));
        if let Some(line) = self.lines.last_mut().filter(|l| l.role.is_of_party()) {
            line.party = self.classification.party.as_ref().and_then(|p| p.id);
        }
    }

    /// Whose invoice it is: one addressed to somebody else is not ours to book or to deduct tax from.
    fn note_addressee(&mut self) {
        let reason = match &self.settings.addressee {
            Addressee::Ours => return,
            _ if self.kind.is_sale() => return,
            Addressee::Other(name) => {
                let message = format!(
                    "it is addressed to {name}, which is not a name of this business: pass it on, or correct the \
                     recipient if it is yours"
                );
                ReviewReason::blocking("other_addressee", message).with("name", Arg::text(name))
            }
            Addressee::Doubtful(name) => {
                let message = format!("it seems to be addressed to {name}: compare the recipient with the page");
                ReviewReason::warning("addressee_unclear", message).with("name", Arg::text(name))
            }
        };
        self.issues.push(reason.on("customer"));
    }

    pub fn account_of(&self, role: AccountRole) -> Option<AccountId> {
        self.settings.accounts.get(&role).copied()
    }

    /// Values all lines in the base currency at one rate, the residue by largest remainder.
    fn value(&mut self, currency: money::Currency) -> Result<(), CannotPropose> {
        let base = self.settings.base;
        let rate = if currency == base { Some(Rate::ONE) } else { self.settings.rate };
        let Some(rate) = rate else {
            let message = format!("there is no rate from {currency} to {base} for the day of the document: enter it");
            let reason = ReviewReason::blocking("rate_missing", message).on("currency");
            let (from, to) = (Arg::text(currency.code()), Arg::text(base.code()));
            self.issues.push(reason.with("from", from).with("to", to));
            return Ok(());
        };
        let signed: Vec<Amount> = self.lines.iter().map(|l| Amount::new(l.signed(), currency)).collect();
        for (line, value) in self.lines.iter_mut().zip(to_base(&signed, currency, base, rate)?) {
            line.base = Some(value.checked_abs()?);
        }
        Ok(())
    }

    fn finish(mut self, totals: Totals, currency: money::Currency) -> Result<Proposal, CannotPropose> {
        let difference: i64 = self.lines.iter().map(ProposedLine::signed).sum();
        if difference != 0 {
            return Err(CannotPropose::DraftUnbalanced(Amount::new(difference, currency)));
        }
        self.note_accounts();
        let party = self.classification.party.as_ref();
        let (facts, base) = (self.facts, self.settings.base);
        Ok(Proposal {
            kind: self.kind,
            date: facts.date.as_ref().map(|d| d.value),
            due: facts.due_date.as_ref().map(|d| d.value),
            currency,
            base_currency: base,
            rate: if currency == base { Some(Rate::ONE) } else { self.settings.rate },
            rate_id: self.settings.rate_id.filter(|_| currency != base),
            total: totals.total,
            confidence: least(self.lines.iter().map(|l| l.confidence)),
            lines: self.lines,
            party: party.and_then(|p| p.id),
            party_name: party.map(|p| p.name.clone()).or_else(|| facts.vendor.as_ref().map(|v| v.value.clone())),
            number: facts.invoice_number.as_ref().map(|n| n.value.clone()),
            reasons: totals.reasons,
            issues: self.issues,
        })
    }

    fn note_accounts(&mut self) {
        if self.lines.iter().any(|l| l.account.is_none()) {
            let message = "a line has no account: choose one";
            self.issues.push(ReviewReason::blocking("account_missing", message));
        }
        if self.classification.kind == DocumentKind::Other {
            let message = "what kind of document it is, is not clear: it is booked like an invoice";
            self.issues.push(ReviewReason::warning("kind_unclear", message).on("kind"));
        }
    }
}

pub(super) fn cite<T>(name: &str, field: Option<&Field<T>>) -> Option<Cite> {
    let spots: Vec<Spot> = field?.spots.clone();
    Some(Cite { field: name.to_owned(), spots })
}

pub(super) fn confidence<T>(field: Option<&Field<T>>) -> f32 {
    field.map_or(1.0, |f| f.confidence)
}

fn least(values: impl IntoIterator<Item = f32>) -> f32 {
    values.into_iter().fold(1.0, f32::min)
}
