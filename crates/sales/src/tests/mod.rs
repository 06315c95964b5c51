//! A German business that writes quotes, invoices and credit notes, on a database of its own.

mod credits;
mod deposits;
mod issuing;
mod lists;
mod papers;
mod quotes;
mod tenancy;
mod waiting;

use std::collections::HashMap;

use books::tax::{Basis, Supply};
use books::{AccountId, EntryId, PartyId, SaleId};
use jiff::civil::Date;
use ledger::{EntryView, NewEntity, NewRate, add_rate, create_entity};
use money::{Amount, Currency};
use op::{EntityId, Op, Role};
use parties::{PartyData, add_party};
use rust_decimal::Decimal;
use test_kit::World;

use crate::{Content, ContentLine, IssueOutcome, Kind, Looked, SalesError, Terms, draft, issue, look};

pub(crate) const SALES: &str = "4010";

pub(crate) fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

pub(crate) fn eur(cents: i64) -> Amount {
    Amount::new(cents, Currency::EUR)
}

/// `3 x 19.99 at O19`
pub(crate) fn line(quantity: &str, price: &str, code: &str) -> ContentLine {
    ContentLine {
        text: format!("Work at {price}"),
        quantity: dec(quantity),
        unit: Some("HUR".to_owned()),
        unit_price: dec(price),
        discount: None,
        account: None,
        tax_code: Some(code.to_owned()),
        supply: Some(Supply::Services),
        of_line: None,
    }
}

pub(crate) struct Shop {
    pub world: World,
    pub op: Op,
    pub entity: EntityId,
    pub accounts: HashMap<String, AccountId>,
    pub customer: PartyId,
}

impl Shop {
    /// A German business on 20 October 2026 with a customer in Hamburg.
    pub async fn new() -> Self {
        let world = World::at("2026-10-20T12:00:00Z").await;
        let new = NewEntity {
            tax_id: Some("DE136695976".to_owned()),
            ..NewEntity::new("Werkbank GmbH", Currency::EUR, "DE")
        };
        let entity = create_entity(&world.db, &world.op_admin(), new).await.expect("founded");
        let op = world.op(Role::Accountant);
        let chart = ledger::accounts(&world.db, &op, entity, None).await.expect("chart");
        let accounts = chart.into_iter().map(|a| (a.account.code, a.account.id)).collect();
        let shop = Self { world, op, entity, accounts, customer: PartyId(uuid::Uuid::nil()) };
        let customer = shop.customer_in("Hafen AG", "DE", None).await;
        Self { customer, ..shop }
    }

    pub async fn customer_in(&self, name: &str, country: &str, tax_id: Option<&str>) -> PartyId {
        let data = PartyData {
            name: name.to_owned(),
            is_customer: true,
            country: Some(country.to_owned()),
            tax_ids: tax_id.map(str::to_owned).into_iter().collect(),
            ..PartyData::default()
        };
        add_party(&self.world.db, &self.op, self.entity, &data).await.expect("a customer")
    }

    /// One euro buys so many of a currency from that day on.
    pub async fn knows_rate(&self, currency: Currency, day: &str, rate: &str) {
        let new = NewRate {
            from: Currency::EUR,
            to: currency,
            day: date(day),
            rate: rate.parse().expect("a rate"),
            source: "ecb".to_owned(),
        };
        add_rate(&self.world.db, &self.op, new).await.expect("recorded");
    }

    pub fn content(&self, kind: Kind, lines: Vec<ContentLine>) -> Content {
        Content {
            kind,
            customer: Some(self.customer),
            currency: None,
            issue_date: None,
            tax_point: None,
            valid_until: None,
            series: None,
            prices: Basis::Net,
            terms: Terms { days: Some(14), ..Terms::default() },
            buyer_reference: None,
            order_number: None,
            title: None,
            notes: None,
            language: None,
            lines,
            credits: None,
            is_deposit: false,
            deposits: Vec::new(),
        }
    }

    pub fn invoice(&self, lines: Vec<ContentLine>) -> Content {
        self.content(Kind::Invoice, lines)
    }

    pub async fn drafts(&self, content: Content) -> SaleId {
        draft(&self.world.db, &self.op, self.entity, content).await.expect("kept")
    }

    pub async fn tries_to_issue(&self, op: &Op, id: SaleId) -> Result<IssueOutcome, SalesError> {
        let version = self.looks(id).await.sale.version;
        issue(&self.world.db, op, self.entity, id, version).await
    }

    pub async fn issues(&self, content: Content) -> SaleId {
        let id = self.drafts(content).await;
        let outcome = self.tries_to_issue(&self.op, id).await.expect("may be issued");
        assert_eq!(outcome, IssueOutcome::Issued);
        id
    }

    pub async fn looks(&self, id: SaleId) -> Looked {
        look(&self.world.db, &self.op, self.entity, id).await.expect("there")
    }

    pub async fn number(&self, id: SaleId) -> String {
        self.looks(id).await.sale.name()
    }

    pub async fn entry(&self, id: EntryId) -> EntryView {
        ledger::entry(&self.world.db, &self.op, id).await.expect("posted")
    }

    pub async fn entry_of(&self, id: SaleId) -> EntryView {
        self.entry(self.looks(id).await.sale.entry.expect("it is in the books")).await
    }

    /// Lines as an accountant reads them: account, minor units of the entry's currency (debit above zero), tax code.
    pub async fn books(&self, id: SaleId) -> Vec<(String, i64, Option<String>)> {
        let entry = self.entry_of(id).await;
        let row = |l: ledger::EntryLine| (l.account.code, l.amount.minor(), l.tax.map(|t| t.code));
        entry.lines.into_iter().map(row).collect()
    }

    /// Balances in the base currency that are not nothing, by account.
    pub async fn balances(&self) -> Vec<(String, i64)> {
        let (db, day) = (&self.world.db, date("2026-12-31"));
        let balances = ledger::balances_as_of(db, &self.op, self.entity, day, None).await.expect("balances");
        let code = |id: AccountId| self.accounts.iter().find(|(_, known)| **known == id).map(|(code, _)| code.clone());
        let mut found: Vec<(String, i64)> = balances
            .into_iter()
            .map(|b| (code(b.account).expect("of the chart"), b.net().expect("small").minor()))
            .filter(|(_, cents)| *cents != 0)
            .collect();
        found.sort();
        found
    }
}

pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T, SalesError>, code: &str) -> String {
    let error = outcome.expect_err("refused");
    assert_eq!(error.code(), code, "{error}");
    error.to_string()
}

pub(crate) fn codes(remarks: &[crate::Remark]) -> Vec<&str> {
    remarks.iter().map(|r| r.code.as_str()).collect()
}
