use books::returns::Interval;
use clap::Subcommand;
use jiff::civil::Date;

use super::Format;

/// `pacioli return …`
#[derive(Debug, Subcommand)]
pub enum Return {
    /// The periods returns are filed for, with what was filed.
    Periods {
        /// month, two_months, quarter, half_year or year; as it was filed last by default.
        #[arg(long)]
        every: Option<Interval>,
    },
    /// The form filled in from the books, or as it was filed.
    Show {
        /// For which days.
        #[command(flatten)]
        span: ReturnSpan,
        /// How to print it.
        #[arg(long, default_value = "table")]
        format: Format,
    },
    /// Record that a return was filed: its figures stand, what is posted later comes into the next one.
    File {
        /// For which days.
        #[command(flatten)]
        span: ReturnSpan,
        /// What the authority called it.
        #[arg(long)]
        reference: Option<String>,
        /// Lines of which the form does not tell where they go were looked at and stay out.
        #[arg(long)]
        accept_left_out: bool,
    },
    /// Record that a filing does not count any more.
    Withdraw {
        /// The id of the filing, or its beginning.
        filing: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// The days of a return.
#[derive(Debug, clap::Args)]
pub struct ReturnSpan {
    /// First day.
    #[arg(long)]
    pub from: Date,
    /// Last day.
    #[arg(long)]
    pub to: Date,
    /// What a person enters, as BOX=AMOUNT; may be given several times.
    #[arg(long = "enter", value_name = "BOX=AMOUNT")]
    pub entered: Vec<String>,
}
