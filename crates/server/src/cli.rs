//! The command line: what can be typed. What happens then is in [`crate::commands`].

mod invoice;
mod owed;
mod tax_return;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::config::{Place, ServeOptions};

pub use invoice::Invoice;
pub use owed::{Owed, PayOptions};
pub use tax_return::{Return, ReturnSpan};

/// Pacioli keeps the books: documents in, checked entries out.
#[derive(Debug, Parser)]
#[command(name = "pacioli", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// Where things are.
    #[command(flatten)]
    pub place: Place,

    /// Print JSON instead of text.
    #[arg(long, global = true)]
    pub json: bool,

    /// The person to act as, by e-mail; by default the first administrator.
    #[arg(long = "as", global = true, env = "PACIOLI_AS", value_name = "E-MAIL")]
    pub acting_as: Option<String>,

    /// The business to work in, by name; by default the only one, or the first.
    #[arg(long, global = true, env = "PACIOLI_BUSINESS", value_name = "NAME")]
    pub business: Option<String>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the web app, the API and the background work.
    Serve(ServeOptions),
    /// Set up an organisation, its first business and its administrator.
    Init(Init),
    /// The demo company.
    #[command(subcommand)]
    Demo(Demo),
    /// Read documents and print their facts; needs no database.
    Extract(Extract),
    /// Read every file a manifest names and write predictions that can be scored; needs no database.
    Eval(Eval),
    /// Take documents in and wait until they are read.
    Ingest(Ingest),
    /// Show the documents and where they are.
    Inbox(Inbox),
    /// Approve a document and post its entry.
    Approve(Approve),
    /// Reject a document.
    Reject(Reject),
    /// Entries by hand that wait for a second person.
    #[command(subcommand)]
    Pending(Pending),
    /// Quotes, invoices and credit notes written here.
    #[command(subcommand)]
    Invoice(Invoice),
    /// Print a report.
    #[command(subcommand)]
    Report(Report),
    /// What customers owe and what suppliers are owed.
    #[command(subcommand)]
    Owed(Owed),
    /// Returns of tax (VAT, GST).
    #[command(subcommand)]
    Return(Return),
    /// What is to be earned and spent.
    #[command(subcommand)]
    Budget(Budget),
    /// The ledger itself.
    #[command(subcommand)]
    Ledger(Ledger),
    /// Exchange rates.
    #[command(subcommand)]
    Rate(Rates),
    /// People.
    #[command(subcommand)]
    User(User),
    /// Keys for programs.
    #[command(subcommand)]
    ApiKey(ApiKey),
    /// Tell what is missing on this machine and how to mend it.
    Doctor,
    /// Print the OpenAPI description of the API.
    Openapi,
    /// Print shell completions.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// The reader's own process: documents on standard input, pages on standard output.
    #[command(hide = true)]
    ReadWorker,
}

/// Options of `pacioli init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Name of the organisation.
    #[arg(long)]
    pub organisation: String,
    /// Name of the first business; by default that of the organisation.
    #[arg(long = "business-name")]
    pub business_name: Option<String>,
    /// Its base currency (ISO 4217).
    #[arg(long, default_value = "EUR")]
    pub currency: money::Currency,
    /// Country whose tax rules apply (ISO 3166-1 alpha-2).
    #[arg(long, default_value = "DE")]
    pub country: String,
    /// First month of the fiscal year.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=12))]
    pub fiscal_year_start: u8,
    /// VAT or tax number of the business.
    #[arg(long)]
    pub tax_id: Option<String>,
    /// Name of the administrator.
    #[arg(long)]
    pub name: String,
    /// E-mail of the administrator.
    #[arg(long)]
    pub email: String,
    /// Password of the administrator; read from standard input when left out.
    #[arg(long, env = "PACIOLI_PASSWORD", hide_env_values = true)]
    pub password: Option<String>,
}

/// `pacioli demo …`
#[derive(Debug, Subcommand)]
pub enum Demo {
    /// Delete the demo company and make it anew from its seed.
    Reset {
        /// The seed; the same seed gives the same company.
        #[arg(long, default_value_t = crate::demo::SEED)]
        seed: u64,
    },
}

/// Options of `pacioli extract`.
#[derive(Debug, clap::Args)]
pub struct Extract {
    /// The documents.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Print the place of each value on the page as well.
    #[arg(long)]
    pub boxes: bool,
}

/// Options of `pacioli eval`.
#[derive(Debug, clap::Args)]
pub struct Eval {
    /// Folder with a `manifest.jsonl`; only the file names in it are read.
    pub folder: PathBuf,
    /// Where to write the predictions.
    #[arg(long)]
    pub out: PathBuf,
    /// Only files whose path contains this text.
    #[arg(long)]
    pub only: Option<String>,
    /// How many documents are read at once. Seconds in the output are meaningful with 1.
    #[arg(long, default_value_t = 1)]
    pub parallel: usize,
}

/// Options of `pacioli ingest`.
#[derive(Debug, clap::Args)]
pub struct Ingest {
    /// The documents; e-mail files give their attachments.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Do not wait until they are read.
    #[arg(long)]
    pub no_wait: bool,
}

/// Options of `pacioli inbox`.
#[derive(Debug, clap::Args)]
pub struct Inbox {
    /// Only documents in this state: in_review, held, posted, failed …
    #[arg(long)]
    pub state: Option<String>,
    /// Only documents whose name, vendor or number contains this.
    #[arg(long)]
    pub search: Option<String>,
    /// How many at most.
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
}

/// Options of `pacioli approve`.
#[derive(Debug, clap::Args)]
pub struct Approve {
    /// The documents, by id, or by its first or last characters as `pacioli inbox` shows them.
    #[arg(required = true)]
    pub documents: Vec<String>,
    /// A remark kept with the decision.
    #[arg(long)]
    pub note: Option<String>,
}

/// Options of `pacioli reject`.
#[derive(Debug, clap::Args)]
pub struct Reject {
    /// The document, by id, or by its first or last characters as `pacioli inbox` shows them.
    pub document: String,
    /// Why.
    #[arg(long)]
    pub reason: String,
}

/// `pacioli pending …`
#[derive(Debug, Subcommand)]
pub enum Pending {
    /// Show those that wait, or all.
    List {
        /// Also those that are settled.
        #[arg(long)]
        all: bool,
    },
    /// Approve one and post it.
    Approve {
        /// Its id, or the first or last characters that `pacioli pending list` shows.
        entry: String,
        /// A remark kept with the decision.
        #[arg(long)]
        note: Option<String>,
    },
    /// Reject one.
    Reject {
        /// Its id, or the first or last characters that `pacioli pending list` shows.
        entry: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Columns for people.
    #[default]
    Table,
    /// JSON.
    Json,
    /// Comma-separated values.
    Csv,
}

/// `pacioli report …`
#[derive(Debug, Subcommand)]
pub enum Report {
    /// Every account with its balance.
    TrialBalance(AsOf),
    /// Assets, liabilities and equity.
    BalanceSheet(AsOf),
    /// Income and expense of a period.
    ProfitLoss(Between),
    /// The budget of a fiscal year beside the books.
    Budget(AgainstBudget),
}

/// A day.
#[derive(Debug, clap::Args)]
pub struct AsOf {
    /// The day; today by default.
    #[arg(long)]
    pub as_of: Option<Date>,
    /// How to print it.
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// A period.
#[derive(Debug, clap::Args)]
pub struct Between {
    /// First day; by default the first day of the fiscal year of the last day.
    #[arg(long)]
    pub from: Option<Date>,
    /// Last day; today by default.
    #[arg(long, visible_alias = "as-of")]
    pub to: Option<Date>,
    /// How to print it.
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// A fiscal year up to a day.
#[derive(Debug, clap::Args)]
pub struct AgainstBudget {
    /// The fiscal year, by the calendar year in which it ends; that of the last day by default.
    #[arg(long)]
    pub year: Option<i32>,
    /// Last day; today by default, or the last day of a year that does not run.
    #[arg(long, visible_alias = "as-of")]
    pub to: Option<Date>,
    /// Only this department.
    #[arg(long)]
    pub department: Option<String>,
    /// How to print it.
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// `pacioli budget …`
#[derive(Debug, Subcommand)]
pub enum Budget {
    /// Set the budget of a fiscal year from a CSV file with the columns `code`, perhaps `department`, and either `year`
    /// or the months `1` to `12`.
    Set {
        /// The file; its rows replace all rows before.
        file: PathBuf,
        /// The fiscal year, by the calendar year in which it ends.
        #[arg(long)]
        year: i32,
        /// Why; kept with the version.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Print the budget of a fiscal year.
    Show {
        /// The fiscal year, by the calendar year in which it ends; the present one by default.
        #[arg(long)]
        year: Option<i32>,
        /// An earlier version; the one that holds by default.
        #[arg(long = "budget-version", value_name = "NUMBER")]
        budget_version: Option<i32>,
        /// How to print it.
        #[arg(long, default_value = "table")]
        format: Format,
    },
}

/// `pacioli ledger …`
#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// Replay all lines and compare them with the stored balances, the numbers and the links.
    Verify,
    /// Print the books as plain text that hledger and ledger read.
    Export,
    /// Make the stored balances anew from the lines, after `verify` has found a drift. No line is touched.
    RebuildBalances,
    /// Lock a closed fiscal year, or its months up to one, for good: nobody can open them again.
    Lock {
        /// The fiscal year, by the calendar year in which it ends.
        year: i32,
        /// Only the periods up to this one, 1 to 13.
        #[arg(long, default_value_t = 13, value_parser = clap::value_parser!(u8).range(1..=13))]
        through: u8,
        /// Why; kept in the audit trail.
        #[arg(long)]
        reason: String,
        /// The year once more, because this cannot be undone.
        #[arg(long)]
        confirm: i32,
    },
}

/// `pacioli rate …`
#[derive(Debug, Subcommand)]
pub enum Rates {
    /// List recorded exchange rates, newest first.
    List {
        /// First day; a year before the last one by default.
        #[arg(long)]
        from: Option<Date>,
        /// Last day; today by default.
        #[arg(long)]
        to: Option<Date>,
    },
    /// Record a rate: one unit of FROM buys RATE units of TO. A correction is a further one for the same day.
    Add {
        /// ISO 4217.
        from: money::Currency,
        /// ISO 4217.
        to: money::Currency,
        /// Plain decimal.
        rate: money::Rate,
        /// The day it is for; today by default.
        #[arg(long)]
        day: Option<Date>,
        /// Who published it.
        #[arg(long, default_value = "manual")]
        source: String,
    },
    /// Record the rates of a file: the reference rates of the European Central Bank as XML or CSV, or a table with the
    /// columns day, from, to and rate. The same file again records nothing.
    Import {
        /// The file.
        file: PathBuf,
        /// Only rates of this day and later ones.
        #[arg(long)]
        since: Option<Date>,
        /// Only rates of these currencies with others, with commas between.
        #[arg(long, value_delimiter = ',')]
        only: Vec<money::Currency>,
    },
}

/// `pacioli user …`
#[derive(Debug, Subcommand)]
pub enum User {
    /// List people.
    List,
    /// Add a person.
    Add {
        /// E-mail to sign in with.
        email: String,
        /// Name as shown.
        #[arg(long)]
        name: String,
        /// admin, accountant or viewer.
        #[arg(long, default_value = "accountant")]
        role: op::Role,
        /// Password; read from standard input when left out.
        #[arg(long, env = "PACIOLI_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
    /// Set a new password.
    Password {
        /// E-mail of the person.
        email: String,
        /// Password; read from standard input when left out.
        #[arg(long, env = "PACIOLI_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
    /// Keep a person from signing in.
    Deactivate {
        /// E-mail of the person.
        email: String,
    },
}

/// `pacioli api-key …`
#[derive(Debug, Subcommand)]
pub enum ApiKey {
    /// List keys.
    List,
    /// Make a key; it is shown once.
    Add {
        /// What it is for.
        name: String,
        /// What it may do; all that its maker may do when left out.
        #[arg(long, value_delimiter = ',')]
        scopes: Vec<op::Permission>,
    },
    /// Make a key useless.
    Revoke {
        /// Its id or prefix.
        key: String,
    },
}
