use books::AccountId;
use jiff::civil::Date;
use money::Amount;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::Part;

/// The lines behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drill {
    /// On these accounts ...
    pub account_ids: Vec<AccountId>,
    /// ... not before this day (`None`: since the beginning) ...
    pub from: Option<Date>,
    /// ... and not after this one.
    pub to: Date,
    /// The short name of those accounts, where the figure is a total: see [`part`](crate::part()).
    pub part: Option<Part>,
}

/// A reported amount and the way to what it consists of.
///
/// As JSON: `{"amount": "1234.50", "currency": "EUR", "drill": {…}}`, the amount as text with the currency's decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The amount.
    pub amount: Amount,
    /// The lines it is the sum of, up to its sign; `None` for figures without lines.
    pub drill: Option<Drill>,
}

impl Figure {
    /// The sum of the lines on these accounts from a day (`None`: since the beginning) to another; without accounts
    /// it has no lines to lead to.
    pub fn new(amount: Amount, account_ids: Vec<AccountId>, from: Option<Date>, to: Date) -> Self {
        let drill = (!account_ids.is_empty()).then_some(Drill { account_ids, from, to, part: None });
        Self { amount, drill }
    }

    /// The total of a named part.
    pub fn of(mut self, part: Part) -> Self {
        if let Some(drill) = &mut self.drill {
            drill.part = Some(part);
        }
        self
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Figure", 3)?;
        fields.serialize_field("amount", &self.amount.to_decimal().to_string())?;
        fields.serialize_field("currency", &self.amount.currency())?;
        fields.serialize_field("drill", &self.drill)?;
        fields.end()
    }
}
