//! Lists as tables.

use money::Amount;

use crate::TradeError;
use crate::ageing::{Ageing, Buckets};
use crate::items::Item;
use crate::statement::Statement;

fn plain(amount: Amount) -> String {
    amount.to_decimal().to_string()
}

/// Open items, one row each.
///
/// # Errors
/// [`TradeError::Report`].
pub fn items_csv(items: &[Item]) -> Result<String, TradeError> {
    let head = [
        "side",
        "number",
        "date",
        "due",
        "days_overdue",
        "contact",
        "reference",
        "text",
        "account",
        "currency",
        "amount",
        "open",
        "open_base",
    ];
    let rows = items.iter().map(|item| {
        let currency = item.amount.currency().code();
        vec![
            item.side.to_string(),
            item.number.to_string(),
            item.date.to_string(),
            item.due.map_or(String::new(), |day| day.to_string()),
            item.days_overdue.to_string(),
            item.party.as_ref().map_or(String::new(), |(_, name)| name.clone()),
            item.reference.clone().unwrap_or_default(),
            item.text.clone(),
            item.account.1.clone(),
            currency.to_owned(),
            plain(item.amount),
            plain(item.open),
            plain(item.open_base),
        ]
    });
    table(&head, rows)
}

impl Ageing {
    /// One row for each counterparty, in the base currency.
    ///
    /// # Errors
    /// [`TradeError::Report`].
    pub fn to_csv(&self) -> Result<String, TradeError> {
        let head = [&["contact", "items"][..], &Buckets::NAMES, &["total"]].concat();
        let mut rows = Vec::with_capacity(self.parties.len());
        for party in &self.parties {
            let name = party.party.as_ref().map_or(String::new(), |(_, name)| name.clone());
            let mut row = vec![name, party.items.to_string()];
            row.extend(party.buckets.0.map(plain));
            row.push(plain(party.buckets.total()?));
            rows.push(row);
        }
        table(&head, rows.into_iter())
    }
}

impl Statement {
    /// One row for each line, with opening and closing balance of each currency.
    ///
    /// # Errors
    /// [`TradeError::Report`].
    pub fn to_csv(&self) -> Result<String, TradeError> {
        let head = ["date", "number", "reference", "text", "due", "currency", "amount", "balance", "open"];
        let mut rows = Vec::new();
        for one in &self.currencies {
            let code = one.opening.currency().code();
            let edge = |day: jiff::civil::Date, text: &str, balance: Amount| {
                let mut row = vec![String::new(); head.len()];
                (row[0], row[3], row[5], row[7]) = (day.to_string(), text.to_owned(), code.to_owned(), plain(balance));
                row
            };
            rows.push(edge(self.from, "opening balance", one.opening));
            rows.extend(one.lines.iter().map(|line| {
                vec![
                    line.date.to_string(),
                    line.number.to_string(),
                    line.reference.clone().unwrap_or_default(),
                    line.text.clone(),
                    line.due.map_or(String::new(), |day| day.to_string()),
                    code.to_owned(),
                    plain(line.amount),
                    plain(line.balance),
                    plain(line.open),
                ]
            }));
            rows.push(edge(self.to, "closing balance", one.closing));
        }
        table(&head, rows.into_iter())
    }
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String, TradeError> {
    let head: Vec<String> = head.iter().map(|name| (*name).to_owned()).collect();
    Ok(reports::csv::table(std::iter::once(head).chain(rows))?)
}
