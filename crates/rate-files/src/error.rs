/// Why a file of rates cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateFileError {
    /// Not UTF-8.
    #[error("the file is no text in UTF-8: save it as XML or CSV")]
    NotText,
    /// Nothing in it.
    #[error("the file holds no rate")]
    Empty,
    /// Unknown columns.
    #[error(
        "the first row is `{found}`: it has either `Date` and a column for each currency, or the columns day, from, to \
         and rate"
    )]
    UnknownColumns {
        /// The first row.
        found: String,
    },
    /// The XML is damaged or of another kind.
    #[error("the XML cannot be read as reference rates: {why}")]
    BadXml {
        /// Why not.
        why: String,
    },
    /// A row of the table is damaged.
    #[error("line {line}: {why}")]
    BadRow {
        /// From 1.
        line: u64,
        /// Why.
        why: String,
    },
    /// Not a day.
    #[error("line {line}: `{found}` is not a day such as 2026-03-31")]
    NoDay {
        /// From 1.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// Not a rate.
    #[error("line {line}: `{found}` is not a rate above zero such as 1.0834")]
    NoRate {
        /// From 1.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// Not a currency.
    #[error("line {line}: `{found}` is not the code of a currency such as USD")]
    NoCurrency {
        /// From 1.
        line: u64,
        /// What stands there.
        found: String,
    },
}
