use serde::{Deserialize, Serialize};

/// How a value between two minor units is rounded. All modes are symmetric: they treat −x as the mirror of x, so that
/// a credit note of an invoice nets to exactly zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Commercial rounding, the default of European VAT law: 0.5 goes away from zero.
    #[default]
    HalfAwayFromZero,
    /// Banker's rounding: 0.5 goes to the even neighbour.
    HalfEven,
    /// Cut off, as some tax authorities allow in favour of the taxpayer.
    TowardsZero,
}

impl Rounding {
    pub(crate) fn strategy(self) -> rust_decimal::RoundingStrategy {
        use rust_decimal::RoundingStrategy as S;
        match self {
            Self::HalfAwayFromZero => S::MidpointAwayFromZero,
            Self::HalfEven => S::MidpointNearestEven,
            Self::TowardsZero => S::ToZero,
        }
    }
}
