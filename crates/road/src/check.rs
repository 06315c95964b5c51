use serde::{Deserialize, Serialize};

use crate::arg::{Arg, Args};

/// A check of the facts against each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Stable name: `sum`, `tax_sum`, `tax_rate`, `amount_due`, `due_after_issue`, `iban`, `tax_id`, `line_sum`, `value`,
    /// `single_document`, `xml_equals_page`, `en16931` and `en16931_syntax` for a broken rule of the standard.
    pub name: String,
    /// Whether it holds.
    pub holds: bool,
    /// What was compared, with the figures, in plain words.
    pub detail: String,
    /// The values in the detail by name, for readers who choose how dates and amounts look.
    #[serde(default, skip_serializing_if = "Args::is_empty")]
    pub args: Args,
}

impl Check {
    /// A check and what came of it.
    pub fn new(name: &str, holds: bool, detail: impl Into<String>) -> Self {
        Self { name: name.to_owned(), holds, detail: detail.into(), args: Args::new() }
    }

    /// Gives a value of the detail its name.
    pub fn with(mut self, name: &str, value: Arg) -> Self {
        self.args.insert(name.to_owned(), value);
        self
    }
}
