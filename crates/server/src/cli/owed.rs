use clap::{Args, Subcommand};
use jiff::civil::Date;
use trade::Side;

use super::Format;

/// `pacioli owed …`
#[derive(Debug, Subcommand)]
pub enum Owed {
    /// The items that are open on a day, by due day.
    Items {
        /// receivable or payable.
        side: Side,
        /// On this day; today by default.
        #[arg(long)]
        as_of: Option<Date>,
        /// How to print it.
        #[arg(long, default_value = "table")]
        format: Format,
    },
    /// What is owed by contact and age.
    Ageing {
        /// receivable or payable.
        side: Side,
        /// On this day; today by default.
        #[arg(long)]
        as_of: Option<Date>,
        /// How to print it.
        #[arg(long, default_value = "table")]
        format: Format,
    },
    /// Record a payment with what it settles.
    Pay(PayOptions),
    /// What stands in foreign currencies, or post its value at the rates of a day.
    Revalue {
        /// The day; today by default.
        #[arg(long)]
        as_of: Option<Date>,
        /// Post it.
        #[arg(long)]
        post: bool,
        /// Leave it in the books instead of taking it back on the next day.
        #[arg(long, requires = "post")]
        keep: bool,
    },
}

/// A payment to record.
#[derive(Debug, Args)]
pub struct PayOptions {
    /// receivable or payable.
    pub side: Side,
    /// The day the money moved.
    #[arg(long)]
    pub date: Date,
    /// Code of the account it moved on.
    #[arg(long)]
    pub account: String,
    /// How much, positive in the usual direction.
    #[arg(long, allow_hyphen_values = true)]
    pub amount: String,
    /// The currency of the amount; the base currency by default.
    #[arg(long)]
    pub currency: Option<String>,
    /// An item by the number of its entry, whole or NUMBER=AMOUNT; may be given several times.
    #[arg(long = "settle", value_name = "NUMBER[=AMOUNT]")]
    pub settle: Vec<String>,
    /// The bank's fee.
    #[arg(long)]
    pub fee: Option<String>,
    /// What the bank calls it.
    #[arg(long)]
    pub reference: Option<String>,
    /// Show what would be posted, post nothing.
    #[arg(long)]
    pub dry_run: bool,
}
