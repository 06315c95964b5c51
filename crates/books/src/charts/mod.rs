//! Chart templates as data: accounts with codes, names, roles and usual tax, and the words by which a document's items
//! are recognised as belonging to them.
//!
//! Every template is a text in this folder, one account a line; [`topics`] holds the words, once for all templates.

mod template;
pub mod topics;

pub use template::{AccountTemplate, ChartTemplate, TaxLevel, template, templates};

use crate::{Account, AccountRole};

/// The topic of an account (`rent`, `software`): by the name it has in one of the templates, headings aside.
pub fn topic_of(account: &Account) -> Option<&'static str> {
    templates()
        .iter()
        .flat_map(|t| &t.accounts)
        .filter(|a| a.postable)
        .find(|a| a.name.eq_ignore_ascii_case(&account.name) && a.account_type == account.account_type)
        .and_then(|a| a.topic)
}

/// Whether an account is one of those the program posts to by itself, which documents are not classified to.
pub fn is_reserved(role: AccountRole) -> bool {
    !matches!(role, AccountRole::DefaultExpense | AccountRole::DefaultIncome)
}
