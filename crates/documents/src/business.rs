//! What classification and proposal need to know of the books, loaded once for a document.

use std::collections::BTreeMap;

use books::{Account, AccountId, AccountRole, RateId, TaxCode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use money::{Currency, Rate};
use op::{EntityId, Op};
use pg::TenantTx;
use road::proposal::Settings;

use crate::DocumentError;

/// The books of one business.
pub(crate) struct Business {
    pub entity: ledger::Entity,
    pub accounts: Vec<Account>,
    pub tax_codes: Vec<TaxCode>,
}

impl Business {
    /// Three statements.
    pub(crate) async fn load(tx: &mut TenantTx, entity: EntityId) -> Result<Self, DocumentError> {
        let accounts = ledger::accounts_in(tx, entity).await?;
        let tax_codes = ledger::tax_codes_in(tx, entity).await?;
        let entity = ledger::entity_in(tx, entity).await?;
        Ok(Self { entity, accounts, tax_codes })
    }

    /// How documents of this business are booked, with the rate for `currency` on `date` when one is needed and known.
    pub(crate) async fn settings(
        &self,
        tx: &mut TenantTx,
        currency: Option<Currency>,
        date: Option<Date>,
    ) -> Result<Settings, DocumentError> {
        let base = self.entity.base_currency;
        let rate = self.rate(tx, currency, date).await?;
        let settings = Settings::of_entity(base, &self.entity.jurisdiction, self.tax_codes.clone(), self.roles());
        Ok(match rate {
            Some((rate, id)) => settings.at_recorded_rate(rate, id),
            None => settings,
        })
    }

    async fn rate(
        &self,
        tx: &mut TenantTx,
        currency: Option<Currency>,
        date: Option<Date>,
    ) -> Result<Option<(Rate, Option<RateId>)>, DocumentError> {
        let (Some(currency), Some(date)) = (currency, date) else { return Ok(None) };
        if currency == self.entity.base_currency {
            return Ok(Some((Rate::ONE, None)));
        }
        match ledger::latest_rate_in(tx, currency, self.entity.base_currency, date).await {
            Ok(row) => Ok(Some((row.rate, row.id))),
            // Review asks for it; nothing is guessed.
            Err(ledger::LedgerError::NoRate { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The account of each role; the first where several carry it.
    fn roles(&self) -> BTreeMap<AccountRole, AccountId> {
        let mut roles = BTreeMap::new();
        for account in self.accounts.iter().filter(|a| a.active && a.postable) {
            if let Some(role) = account.role {
                roles.entry(role).or_insert(account.id);
            }
        }
        roles
    }

    /// An account by its id.
    pub(crate) fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|a| a.id == id)
    }
}

/// The day it is for reviewers. Businesses keep no time zone yet; the day of UTC is within a day of theirs.
pub(crate) fn today(op: &Op) -> Date {
    op.now().to_zoned(TimeZone::UTC).date()
}
