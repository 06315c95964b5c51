use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// An account of a chart.
    AccountId
);
id!(
    /// A posted entry.
    EntryId
);
id!(
    /// One line of a posted entry.
    LineId
);
id!(
    /// A counterparty: supplier, customer, employee, authority.
    PartyId
);
id!(
    /// A document that arrived.
    DocumentId
);
id!(
    /// A quote, invoice or credit note written here.
    SaleId
);
id!(
    /// A recorded exchange rate.
    RateId
);
