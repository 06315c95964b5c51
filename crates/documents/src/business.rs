//! What classification and proposal need to know of the books, loaded once for a document.

use std::collections::BTreeMap;

use books::charts::{topic_of, topics::topic};
use books::tax::{Supply, country_of_address, country_of_vat_number};
use books::{Account, AccountId, AccountRole, RateId, TaxCode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use money::{Currency, Rate};
use op::{EntityId, Op};
use pg::TenantTx;
use road::classification::Classification;
use road::facts::Facts;
use road::proposal::Settings;

use crate::rules::OwnIdentity;
use crate::{DocumentError, addressee};

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

    /// How this document is booked, with the rate for its currency on its date when one is needed and known.
    pub(crate) async fn settings(
        &self,
        tx: &mut TenantTx,
        op: &Op,
        facts: &Facts,
        classification: &Classification,
    ) -> Result<Settings, DocumentError> {
        let base = self.entity.base_currency;
        let currency = facts.currency.as_ref().map(|c| c.value);
        let rate = self.rate(tx, currency, facts.date.as_ref().map(|d| d.value)).await?;
        let settings = Settings::of_entity(base, &self.entity.jurisdiction, self.tax_codes.clone(), self.roles());
        let settings = match rate {
            Some((rate, id)) => settings.at_recorded_rate(rate, id),
            None => settings,
        };
        Ok(Settings {
            settlement: self.settlement(),
            supplies: self.supplies(),
            party_country: self.country_of(tx, op, classification).await?,
            addressee: addressee::addressee(facts, classification, &self.own_identity()),
            ..settings
        })
    }

    /// By what documents know this business.
    pub(crate) fn own_identity(&self) -> OwnIdentity<'_> {
        let entity = &self.entity;
        let names = std::iter::once(&entity.name).chain(&entity.also_known_as).map(String::as_str).collect();
        OwnIdentity { names, tax_id: entity.tax_id.as_deref(), ibans: &entity.ibans }
    }

    /// The country of the counterparty as it is kept: its own field, its VAT numbers, its address.
    async fn country_of(
        &self,
        tx: &mut TenantTx,
        op: &Op,
        classification: &Classification,
    ) -> Result<Option<String>, DocumentError> {
        let Some(id) = classification.party.as_ref().and_then(|p| p.id) else { return Ok(None) };
        let data = parties::party_in(tx, op, self.entity.id, id).await?.data;
        let by_number = || data.tax_ids.iter().find_map(|n| country_of_vat_number(n)).map(str::to_owned);
        let by_address = || data.address.as_deref().and_then(country_of_address).map(str::to_owned);
        Ok(data.country.clone().or_else(by_number).or_else(by_address))
    }

    /// Which accounts are for goods and which for services.
    fn supplies(&self) -> BTreeMap<AccountId, Supply> {
        let of = |account: &Account| Some((account.id, topic(topic_of(account)?)?.supply?));
        self.accounts.iter().filter_map(of).collect()
    }

    /// The accounts on which documents can be settled.
    fn settlement(&self) -> BTreeMap<AccountId, AccountRole> {
        let of = |account: &Account| {
            let role = account.role.or_else(|| is_card(account).then_some(AccountRole::Card))?;
            let settles = matches!(
                role,
                AccountRole::Bank
                    | AccountRole::Cash
                    | AccountRole::Card
                    | AccountRole::Clearing
                    | AccountRole::Payable
                    | AccountRole::Receivable
                    | AccountRole::EmployeePayable
                    | AccountRole::OwnerDrawings
            );
            settles.then_some((account.id, role))
        };
        self.accounts.iter().filter(|a| a.active && a.postable).filter_map(of).collect()
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
        // Charts from before cards had a role of their own.
        if let Some(card) = self.accounts.iter().find(|a| a.active && a.postable && is_card(a)) {
            roles.entry(AccountRole::Card).or_insert(card.id);
        }
        roles
    }

    /// An account by its id.
    pub(crate) fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|a| a.id == id)
    }
}

/// Whether an account without a role is the one for cards, by what it is called in the chart it comes from.
fn is_card(account: &Account) -> bool {
    account.role.is_none() && topic_of(account) == Some("credit_card")
}

/// The day it is for reviewers. Businesses keep no time zone yet; the day of UTC is within a day of theirs.
pub(crate) fn today(op: &Op) -> Date {
    op.now().to_zoned(TimeZone::UTC).date()
}
