//! What each format lets a payment be, as figures and names.

use std::collections::BTreeMap;

use jiff::civil::Date;
use money::Currency;

use crate::account::{in_sepa, is_swiss, plain};
use crate::calendar::Calendar;
use crate::charset::Charset;
use crate::{Account, Batch, Charges, Format, Payment, Speed};

/// How a payment goes, where a format knows several ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// Inside Switzerland and Liechtenstein, in francs or euros (type D).
    SwissDomestic,
    /// Under the rules of SEPA (type S).
    Sepa,
    /// Across a border or in another currency (type X).
    Foreign,
    /// ACH.
    Ach,
    /// Bacs.
    Bacs,
    /// A table.
    Table,
}

/// Which accounts a way reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Sepa,
    Swiss,
    /// With the bank's BIC.
    World,
    Us,
    Uk,
    Any,
}

/// What a way lets a payment be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub way: Way,
    /// In words, for messages.
    pub name: &'static str,
    pub charset: Charset,
    /// Most characters of an end-to-end id.
    pub id: usize,
    /// Most characters of a name; longer ones are cut where `names_are_cut`.
    pub party: usize,
    pub names_are_cut: bool,
    /// Most characters of the text.
    pub text: usize,
    /// Most minor units of a payment, in currencies of two decimals.
    pub limit: i64,
    pub reach: Reach,
    pub calendar: Calendar,
    pub address_needed: bool,
}

impl Format {
    /// The first day, from `today` on, on which a payment can be made.
    pub fn first_day(&self, payment: &Payment, today: Date) -> Date {
        let terms = self.terms(payment);
        // a file of Bacs is taken in on one banking day, processed on the next, and paid on the third
        let days = if terms.way == Way::Bacs { 2 } else { 0 };
        terms.calendar.days_after(today, days)
    }

    /// The way a payment goes.
    pub(crate) fn way(&self, payment: &Payment) -> Way {
        match self {
            Self::Sepa { .. } => Way::Sepa,
            Self::CrossBorder => Way::Foreign,
            Self::Ach(_) => Way::Ach,
            Self::Bacs { .. } => Way::Bacs,
            Self::Table => Way::Table,
            Self::Swiss { .. } => swiss_way(payment),
        }
    }

    /// Whether payments go within seconds.
    pub(crate) fn is_instant(&self) -> bool {
        matches!(self, Self::Sepa { speed: Speed::Instant, .. } | Self::Swiss { speed: Speed::Instant })
    }

    /// What the format lets a payment be.
    pub(crate) fn terms(&self, payment: &Payment) -> Terms {
        let way = self.way(payment);
        let mut terms = of_way(way, payment.amount.currency());
        if matches!(self, Self::Swiss { .. }) {
            terms.charset = Charset::Swiss;
        }
        if self.is_instant() {
            terms.calendar = Calendar::Always;
        }
        terms
    }

    /// Most payments of one file.
    pub(crate) fn most(&self) -> usize {
        match self {
            // Swiss banks refuse more, and files of such a size are refused by most others
            Self::Sepa { .. } | Self::Swiss { .. } | Self::CrossBorder => 99_999,
            // six digits count entries and addenda of a batch
            Self::Ach(_) => 499_999,
            Self::Bacs { .. } => 999_999,
            Self::Table => usize::MAX,
        }
    }

    /// The characters in which the payer is written.
    pub(crate) fn charset(&self) -> Charset {
        match self {
            Self::Sepa { .. } | Self::CrossBorder => Charset::Sepa,
            Self::Swiss { .. } => Charset::Swiss,
            Self::Ach(_) => Charset::Ascii,
            Self::Bacs { .. } => Charset::Bacs,
            Self::Table => Charset::Any,
        }
    }
}

/// Type D, S or X of the Swiss Payment Standards.
fn swiss_way(payment: &Payment) -> Way {
    let currency = payment.amount.currency();
    let Account::Iban { iban, .. } = &payment.payee.account else { return Way::Foreign };
    let iban = plain(iban);
    if is_swiss(&iban) && (currency == Currency::CHF || currency == Currency::EUR) {
        return Way::SwissDomestic;
    }
    // the terms of SEPA exclude what the payer bears alone; such an order goes as one abroad
    if in_sepa(&iban) && currency == Currency::EUR && payment.charges == Charges::Shared {
        return Way::Sepa;
    }
    Way::Foreign
}

/// The terms of a SEPA credit transfer, on which the others are built.
const SEPA: Terms = Terms {
    way: Way::Sepa,
    name: "a SEPA credit transfer",
    charset: Charset::Sepa,
    id: 35,
    party: 70,
    names_are_cut: false,
    text: 140,
    limit: 999_999_999_99,
    reach: Reach::Sepa,
    calendar: Calendar::Target,
    address_needed: false,
};

fn of_way(way: Way, currency: Currency) -> Terms {
    let terms = match way {
        Way::Sepa => SEPA,
        Way::SwissDomestic => Terms {
            name: "a Swiss payment",
            party: 140,
            limit: 9_999_999_999_99,
            reach: Reach::Swiss,
            calendar: of_currency(currency),
            ..SEPA
        },
        Way::Foreign => Terms {
            name: "a payment abroad",
            party: 140,
            // cross-border messages hold 14 digits
            limit: 999_999_999_999_99,
            reach: Reach::World,
            calendar: of_currency(currency),
            address_needed: true,
            ..SEPA
        },
        Way::Ach => Terms {
            name: "ACH",
            charset: Charset::Ascii,
            id: 15,
            party: 22,
            names_are_cut: true,
            text: 80,
            limit: 99_999_999_99,
            reach: Reach::Us,
            calendar: Calendar::FederalReserve,
            ..SEPA
        },
        Way::Bacs => Terms {
            name: "Bacs",
            charset: Charset::Bacs,
            party: 18,
            names_are_cut: true,
            text: 18,
            // the scheme takes no item above twenty million pounds
            limit: 20_000_000_00,
            reach: Reach::Uk,
            calendar: Calendar::England,
            ..SEPA
        },
        Way::Table => TABLE,
    };
    Terms { way, ..terms }
}

/// A table takes what is no nonsense.
const TABLE: Terms = Terms {
    name: "a table",
    charset: Charset::Any,
    id: usize::MAX,
    party: usize::MAX,
    text: usize::MAX,
    limit: i64::MAX,
    reach: Reach::Any,
    calendar: Calendar::Weekends,
    ..SEPA
};

/// The days of the system in which a currency settles.
fn of_currency(currency: Currency) -> Calendar {
    match currency {
        Currency::EUR => Calendar::Target,
        Currency::CHF => Calendar::Swiss,
        Currency::GBP => Calendar::England,
        Currency::USD => Calendar::FederalReserve,
        _ => Calendar::Weekends,
    }
}

/// The payments of a batch that stand together in a file: of one day, one way and one currency, and of one kind of
/// payee where that matters; in the order of their days, and inside in the order of the batch.
pub(crate) fn groups<'a, K: Ord>(batch: &'a Batch, key: impl Fn(&'a Payment) -> K) -> BTreeMap<K, Vec<&'a Payment>> {
    let mut groups = BTreeMap::<K, Vec<&Payment>>::new();
    for payment in &batch.payments {
        groups.entry(key(payment)).or_default().push(payment);
    }
    groups
}
