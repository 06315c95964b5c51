use money::{Amount, Currency, Rate};

use crate::fx::to_base;
use crate::{AccountId, Dimensions, Entry, EntryError, Header, Line, PartyId, TaxFact, TaxPart};

/// Puts an entry together line by line and converts it to the base currency so that it balances there too.
///
/// Lines follow in segments of one currency and rate. Where a segment balances in its own currency, its debits are
/// converted as one sum and that sum is spread over them by largest remainder; the credits likewise: the cents that
/// conversion of single lines would leave never appear.
#[derive(Debug, Clone)]
pub struct EntryBuilder {
    header: Header,
    base: Currency,
    segments: Vec<Segment>,
    error: Option<EntryError>,
}

#[derive(Debug, Clone)]
struct Segment {
    currency: Currency,
    rate: Rate,
    lines: Vec<Draft>,
}

/// A line whose base amount is still to be computed, unless it is given.
#[derive(Debug, Clone)]
struct Draft {
    line: Line,
    base_given: bool,
}

impl EntryBuilder {
    /// An entry in the base currency.
    pub fn new(header: Header, base: Currency) -> Self {
        let segment = Segment { currency: base, rate: Rate::ONE, lines: Vec::new() };
        Self { header, base, segments: vec![segment], error: None }
    }

    /// The following lines are in `currency`; one unit of it is worth `rate` units of the base currency. The rate of
    /// the base currency itself is always one.
    pub fn in_currency(mut self, currency: Currency, rate: Rate) -> Self {
        let rate = if currency == self.base { Rate::ONE } else { rate };
        self.segments.push(Segment { currency, rate, lines: Vec::new() });
        self
    }

    /// A debit. A negative amount is put on the credit side, so that a negative position of a document finds its
    /// place.
    pub fn debit(self, account: AccountId, amount: Amount) -> Self {
        self.signed(account, Ok(amount))
    }

    /// A credit. A negative amount is put on the debit side.
    pub fn credit(self, account: AccountId, amount: Amount) -> Self {
        let turned = amount.checked_neg().map_err(EntryError::from);
        self.signed(account, turned)
    }

    /// A difference of exchange: changes the value of an account in the base currency and nothing else. Signed.
    pub fn difference(mut self, account: AccountId, base: Amount) -> Self {
        let currency = self.segment().currency;
        let amount = if currency == self.base { base } else { Amount::zero(currency) };
        let line = Line { base, ..Line::plain(account, amount) };
        self.segment().lines.push(Draft { line, base_given: true });
        self
    }

    /// Two lines on the exchange account that let `sold` leave and `bought` come in: signed, in two currencies, with
    /// the base value both have. One of the two amounts is usually in the base currency.
    pub fn exchange(mut self, account: AccountId, out: Amount, into: Amount, base: Amount) -> Self {
        let turned = (out.checked_neg(), base.checked_neg());
        match turned {
            (Ok(out), Ok(out_base)) => {
                let lines = [(out, out_base), (into, base)];
                for (amount, base) in lines {
                    let line = Line { base, ..Line::plain(account, amount) };
                    self.segment().lines.push(Draft { line, base_given: true });
                }
            }
            (Err(e), _) | (_, Err(e)) => self.error = Some(e.into()),
        }
        self
    }

    /// Ties the line before to a tax code.
    pub fn tax(self, code: &str, part: TaxPart) -> Self {
        self.on_last(|line| line.tax = Some(TaxFact::new(code, part)))
    }

    /// Names the party of the line before.
    pub fn party(self, party: PartyId) -> Self {
        self.on_last(|line| line.party = Some(party))
    }

    /// Names the department of the line before.
    pub fn department(self, department: &str) -> Self {
        self.on_last(|line| {
            line.dimensions = std::mem::take(&mut line.dimensions).with(Dimensions::DEPARTMENT, department)
        })
    }

    /// Adds a note to the line before.
    pub fn memo(self, memo: &str) -> Self {
        self.on_last(|line| memo.clone_into(&mut line.memo))
    }

    /// Converts, checks and makes the entry. Zero amounts that were given are left out.
    pub fn build(self) -> Result<Entry, EntryError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut lines = Vec::new();
        for segment in self.segments {
            lines.extend(segment.converted(self.base)?);
        }
        Entry::new(self.header, self.base, lines)
    }

    fn segment(&mut self) -> &mut Segment {
        self.segments.last_mut().expect("new() makes the first segment and none is ever removed")
    }

    fn signed(mut self, account: AccountId, amount: Result<Amount, EntryError>) -> Self {
        match amount {
            Ok(amount) => {
                let base = Amount::zero(self.base);
                let line = Line { base, ..Line::plain(account, amount) };
                self.segment().lines.push(Draft { line, base_given: false });
            }
            Err(error) => self.error = Some(error),
        }
        self
    }

    fn on_last(mut self, change: impl FnOnce(&mut Line)) -> Self {
        if let Some(draft) = self.segments.iter_mut().rev().find_map(|s| s.lines.last_mut()) {
            change(&mut draft.line);
        }
        self
    }
}

impl Segment {
    fn converted(self, base: Currency) -> Result<Vec<Line>, EntryError> {
        let drafts: Vec<Draft> = self.lines.into_iter().filter(|d| d.base_given || !d.line.amount.is_zero()).collect();
        let open: Vec<Amount> = drafts.iter().filter(|d| !d.base_given).map(|d| d.line.amount).collect();
        let mut values = to_base(&open, self.currency, base, self.rate)?.into_iter();
        let mut lines = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            if !draft.base_given {
                draft.line.base = values.next().unwrap_or(Amount::zero(base));
            }
            lines.push(draft.line);
        }
        Ok(lines)
    }
}
