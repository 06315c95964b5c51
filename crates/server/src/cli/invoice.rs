use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;

/// `pacioli invoice …`
#[derive(Debug, Subcommand)]
pub enum Invoice {
    /// The quotes, invoices and credit notes, newest first.
    List {
        /// quote, invoice or credit_note; all by default.
        #[arg(long)]
        kind: Option<sales::Kind>,
        /// draft, waiting, issued, cancelled, accepted, declined or expired; all by default.
        #[arg(long)]
        state: Option<sales::State>,
        /// open, overdue or paid.
        #[arg(long)]
        only: Option<sales::Only>,
        /// First day of issue.
        #[arg(long)]
        from: Option<Date>,
        /// Last day of issue.
        #[arg(long)]
        to: Option<Date>,
        /// Text in number, customer, heading, order and lines.
        #[arg(long)]
        search: Option<String>,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// One of them with its lines, its tax and what stands against issuing it.
    Show {
        /// Its number, its id, or the beginning of the id.
        document: String,
    },
    /// Give a draft its number and book it, or put it before a second person.
    Issue {
        /// Its id, or the beginning of it.
        document: String,
    },
    /// Approve one that waits.
    Approve {
        /// Its id, or the beginning of it.
        document: String,
        /// A remark kept with the decision.
        #[arg(long)]
        note: Option<String>,
    },
    /// Say no to one that waits; it is a draft again.
    Reject {
        /// Its id, or the beginning of it.
        document: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Write an issued one into a PDF.
    Pdf {
        /// Its number, its id, or the beginning of the id.
        document: String,
        /// Where to; by its number in this folder when left out.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Write an issued one into an e-invoice, or tell what is missing for it.
    #[command(name = "e-invoice")]
    Electronic {
        /// Its number, its id, or the beginning of the id.
        document: String,
        /// peppol, xrechnung, xrechnung-cii, factur-x, fatturapa or fatturapa-public.
        #[arg(long)]
        format: sales::EInvoiceFormat,
        /// Where to; by its number in this folder when left out.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Write a draft credit note of what is left of an invoice.
    Credit {
        /// Its number, its id, or the beginning of the id.
        document: String,
    },
}
