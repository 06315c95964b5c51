use money::{Amount, Currency, MoneyError, Rounding};
use rust_decimal::Decimal;

/// What a box is computed from: terms that are added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// At least one.
    pub terms: Vec<Term>,
}

/// A box, or a share of it, with its sign: `- 81 * 19/100`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The box, by its place in the form.
    pub index: usize,
    /// What is above the line, below zero where the term is taken away.
    pub times: i64,
    /// What is below the line.
    pub parts: i64,
}

impl Formula {
    /// Reads `t81 + t86 - 66` or `81 * 19/100`; `index` knows the boxes.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn read(text: &str, index: impl Fn(&str) -> Option<usize>) -> Result<Self, String> {
        let mut words = text.split_whitespace().peekable();
        let mut terms = Vec::new();
        let mut sign = 1;
        if words.next_if(|w| *w == "-").is_some() {
            sign = -1;
        }
        while let Some(id) = words.next() {
            let index = index(id).ok_or_else(|| format!("there is no box `{id}` for the formula"))?;
            let (mut times, mut parts) = (1, 1);
            if words.next_if(|w| *w == "*").is_some() {
                (times, parts) = words.next().and_then(fraction).ok_or("behind * stands a fraction such as 19/100")?;
            }
            terms.push(Term { index, times: times * sign, parts });
            sign = match words.next() {
                None => return Ok(Self { terms }),
                Some("+") => 1,
                Some("-") => -1,
                Some(other) => return Err(format!("`{other}` stands where + or - is expected")),
            };
        }
        Err("a formula ends with a box".to_owned())
    }

    /// Its value for figures of boxes, rounded to the minor unit, the half away from zero.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn value(&self, currency: Currency, figure: impl Fn(usize) -> Amount) -> Result<Amount, MoneyError> {
        let term = |t: &Term| {
            let times = figure(t.index).to_decimal().checked_mul(Decimal::from(t.times))?;
            times.checked_div(Decimal::from(t.parts))
        };
        let sum = self.terms.iter().try_fold(Decimal::ZERO, |sum, t| sum.checked_add(term(t)?));
        Amount::from_decimal(sum.ok_or(MoneyError::Overflow)?, currency, Rounding::HalfAwayFromZero)
    }
}

/// `19/100`
fn fraction(text: &str) -> Option<(i64, i64)> {
    let (times, parts) = text.split_once('/')?;
    let (times, parts): (i64, i64) = (times.parse().ok()?, parts.parse().ok()?);
    (times > 0 && parts > 0).then_some((times, parts))
}
