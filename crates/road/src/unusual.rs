//! What is unusual about who wants to be paid, and what a person is told about it.

use serde::{Deserialize, Serialize};

use crate::ReviewReason;
use crate::arg::Arg;

/// Something unusual about who wants to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Unusual {
    /// The party was paid at other bank accounts before.
    ChangedIban {
        /// On the document.
        printed: String,
    },
    /// The bank account is known as another party's.
    IbanOfAnother {
        /// On the document.
        printed: String,
        /// Whose it is.
        name: String,
    },
    /// The party is known with other tax numbers.
    OtherTaxId {
        /// On the document.
        printed: String,
        /// Known so far.
        known: Vec<String>,
    },
    /// The party was recognised by its bank account alone; the name is another.
    OtherName {
        /// On the document.
        printed: String,
    },
    /// Several parties fit equally well, so that none was taken.
    SeveralFit {
        /// Their names.
        names: Vec<String>,
    },
}

impl Unusual {
    /// The reason a person is shown.
    pub(crate) fn reason(&self) -> ReviewReason {
        match self {
            Self::ChangedIban { printed } => {
                let message = format!(
                    "the IBAN {printed} is not the one this supplier was paid at before: confirm it by a call to a \
                     number you know"
                );
                ReviewReason::warning("changed_iban", message).on("vendor_iban").with("iban", Arg::text(printed))
            }
            Self::IbanOfAnother { printed, name } => {
                let message = format!(
                    "the IBAN {printed} is known as that of {name}: choose {name} as the counterparty, correct the IBAN, \
                     or add it to the counterparty if both are paid there"
                );
                let reason = ReviewReason::blocking("iban_of_another", message).on("vendor_iban");
                reason.with("iban", Arg::text(printed)).with("name", Arg::text(name))
            }
            Self::OtherTaxId { printed, known } => {
                let known = known.join(", ");
                let message = format!(
                    "the tax number {printed} is not the one known for this counterparty ({known}): is it the same?"
                );
                let reason = ReviewReason::warning("other_tax_id", message).on("vendor_tax_id");
                reason.with("tax_id", Arg::text(printed)).with("known", Arg::text(known))
            }
            Self::OtherName { printed } => {
                let message = format!("it was recognised by its bank account alone; the name printed is {printed}");
                ReviewReason::warning("other_name", message).on("vendor").with("name", Arg::text(printed))
            }
            Self::SeveralFit { names } => {
                let names = names.join(", ");
                let message = format!("{names} fit equally well: choose the counterparty");
                ReviewReason::warning("party_unclear", message).on("vendor").with("names", Arg::text(names))
            }
        }
    }
}
