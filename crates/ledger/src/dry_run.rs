use op::Op;
use pg::Db;

use crate::post::post_in;
use crate::{LedgerError, NewEntry, Preview};

/// Does everything a posting does and undoes it: the number it would get and what it does to the balances.
///
/// # Errors
/// As [`post`].
pub async fn dry_run(db: &Db, op: &Op, new: &NewEntry) -> Result<Preview, LedgerError> {
    let mut tx = db.begin(op).await?;
    let header = new.entry.header();
    let before = crate::balances_as_of_in(&mut tx, new.entity, header.date, None).await?;
    let posted = post_in(&mut tx, op, new).await?;
    tx.rollback().await?;
    let mut balances = Vec::new();
    for line in new.entry.lines() {
        if balances.iter().any(|(account, _, _)| *account == line.account) {
            continue;
        }
        let old = before.iter().find(|b| b.account == line.account).map_or(Ok(None), |b| b.net().map(Some));
        let old = old.map_err(books::EntryError::from)?.unwrap_or(money::Amount::zero(new.entry.base()));
        let moved = new.entry.lines().iter().filter(|l| l.account == line.account).map(|l| l.base);
        let new_balance =
            moved.into_iter().try_fold(old, money::Amount::checked_add).map_err(books::EntryError::from)?;
        balances.push((line.account, old, new_balance));
    }
    Ok(Preview { number: posted.number, balances })
}
