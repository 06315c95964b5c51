use books::tax::{Basis, Expanded, TaxAccounts, expand};
use books::{AccountRole, Line, TaxCode};
use jiff::civil::Date;
use money::Amount;
use op::{EntityId, Op, Permission};
use pg::{Db, TenantTx};

use crate::{LedgerError, account_with_role_in, store};

/// A line as a person writes it: with a tax code, the tax of which is still to be written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedLine {
    /// The line in the base currency; one that is tagged already stays as it is.
    pub line: Line,
    /// The tax code it bears.
    pub tax_code: Option<String>,
}

/// Lines with their tax written out, and their sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxed {
    /// The lines to post.
    pub lines: Vec<Expanded>,
    /// Sum of the debits.
    pub debits: Amount,
    /// Sum of the credits, positive.
    pub credits: Amount,
    /// Debits less credits: nothing when the entry balances.
    pub difference: Amount,
}

/// Writes out the tax of lines in the base currency of a business, for an entry of that day: see
/// [`books::tax::expand`]. The lines need not balance yet.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`, [`LedgerError::UnknownTaxCode`],
/// [`LedgerError::TaxCodeNotInForce`], [`LedgerError::Tax`].
pub async fn with_tax(
    db: &Db,
    op: &Op,
    entity: EntityId,
    day: Date,
    typed: Vec<TypedLine>,
    basis: Basis,
) -> Result<Taxed, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin(op).await?;
    let base = store::entities::base_currency(&mut tx, entity).await?.ok_or(LedgerError::UnknownEntity(entity))?;
    let known = store::tax_codes::list(&mut tx, entity).await?;
    let mut lines = Vec::with_capacity(typed.len());
    for (index, TypedLine { line, tax_code }) in typed.into_iter().enumerate() {
        let code = tax_code.map(|code| in_force(&known, &code, index + 1, day)).transpose()?;
        lines.push((line, code));
    }
    let accounts = tax_accounts(&mut tx, entity).await?;
    let lines = expand(&lines, basis, accounts)?;
    let side = |debit: bool| {
        let amounts = lines.iter().map(|e| e.line.base).filter(|amount| amount.is_negative() != debit);
        Amount::sum(base, amounts).and_then(Amount::checked_abs).map_err(books::EntryError::from)
    };
    let (debits, credits) = (side(true)?, side(false)?);
    let difference = debits.checked_sub(credits).map_err(books::EntryError::from)?;
    Ok(Taxed { lines, debits, credits, difference })
}

fn in_force<'a>(known: &'a [TaxCode], code: &str, line: usize, day: Date) -> Result<&'a TaxCode, LedgerError> {
    let mut versions = known.iter().filter(|c| c.code == code).peekable();
    if versions.peek().is_none() {
        return Err(LedgerError::UnknownTaxCode { line, code: code.to_owned() });
    }
    versions.find(|c| c.in_force(day)).ok_or_else(|| LedgerError::TaxCodeNotInForce {
        line,
        code: code.to_owned(),
        day,
    })
}

async fn tax_accounts(tx: &mut TenantTx, entity: EntityId) -> Result<TaxAccounts, LedgerError> {
    let input = account_with_role_in(tx, entity, AccountRole::InputTax).await?;
    let output = account_with_role_in(tx, entity, AccountRole::OutputTax).await?;
    Ok(TaxAccounts { input: input.map(|a| a.id), output: output.map(|a| a.id) })
}
