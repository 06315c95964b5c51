//! The formats.

/// A kind of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// A SEPA credit transfer: euros between accounts of SEPA (EPC132-08).
    Sepa {
        /// The version of the message that the bank takes.
        version: Pain001,
        /// Ordinary, or within seconds.
        speed: Speed,
    },
    /// Orders to a Swiss bank (Swiss Payment Standards 2025, pain.001.001.09): francs and euros at home, SEPA, and what
    /// goes abroad, each payment in its own way.
    Swiss {
        /// Ordinary, or within seconds.
        speed: Speed,
    },
    /// Payments abroad or in another currency (pain.001.001.09).
    CrossBorder,
    /// Dollars in the United States (Nacha operating rules): PPD to persons, CCD to businesses, with an addendum.
    Ach(AchSender),
    /// Pounds in the United Kingdom (Bacs Standard 18), direct credits.
    Bacs {
        /// Six letters or digits that no other file of the day has.
        serial: String,
    },
    /// A table of comma-separated values, for a bank's upload or for people.
    Table,
}

/// Versions of the customer credit transfer initiation of ISO 20022.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pain001 {
    /// `pain.001.001.03` of 2009.
    V03,
    /// `pain.001.001.09` of 2019.
    V09,
}

/// How fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Speed {
    /// On the day.
    #[default]
    Ordinary,
    /// Within seconds, on any day; at the bank's choice it is refused.
    Instant,
}

/// What an ACH file says of where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AchSender {
    /// The routing number of the bank or processor that gets the file; mostly the payer's bank.
    pub destination: String,
    /// Its name.
    pub destination_name: String,
    /// Ten characters that the bank gave the sender of files; the payer's identification when empty.
    pub origin: String,
    /// What payees read on their statements, at most ten characters, such as `VENDOR PAY`.
    pub description: String,
    /// Tells apart the files of one day: a capital or a digit, `A` for the first.
    pub modifier: char,
}
