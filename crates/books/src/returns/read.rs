use std::collections::BTreeSet;

use super::{
    BoxKind, BoxRef, Circumstances, CodeBoxes, Due, Filing, FormBox, Formula, Interval, Partner, ReturnForm, Usage,
};
use crate::countries::{Row, Slip, only, value};
use crate::tax::Supply;

/// The part of a country's text that tells one form.
pub(crate) struct FormText {
    start: Row,
    key: &'static str,
    pub head: Vec<Row>,
    pub boxes: Vec<Row>,
    pub codes: Vec<Row>,
}

impl FormText {
    /// A form of which only the name is read.
    pub fn new(start: Row, key: &'static str) -> Self {
        Self { start, key, head: Vec::new(), boxes: Vec::new(), codes: Vec::new() }
    }

    /// Reads its parts.
    ///
    /// # Errors
    /// [`Slip`] with the line that is wrong.
    pub fn read(self, country: &'static str) -> Result<ReturnForm, Slip> {
        only(&self.head, &["title", "english", "from", "to", "file"])?;
        let get = |key: &str| value(&self.head, self.start, key);
        let (from_row, from) = get("from")?;
        let (to_row, to) = get("to")?;
        let from = from_row.day(from)?.ok_or_else(|| from_row.slip("a form has a first day"))?;
        let to = to_row.day(to)?;
        let filings = self.head.iter().filter_map(|row| Some((*row, row.text.strip_prefix("file:")?.trim())));
        let filings: Vec<Filing> = filings.map(|(row, text)| filing(row, text)).collect::<Result<_, _>>()?;
        if filings.is_empty() {
            return Err(self.start.slip("`file:` is missing: for which periods and until when it is filed"));
        }
        let boxes = self.form_boxes()?;
        let ids: Vec<&str> = boxes.iter().map(|b| b.id).collect();
        let codes = self.codes.iter().map(|row| code(*row, &ids)).collect::<Result<Vec<_>, _>>()?;
        let computed = self.order(&boxes)?;
        let (title, english) = (get("title")?.1, get("english")?.1);
        Ok(ReturnForm { country, key: self.key, title, english, from, to, filings, boxes, codes, computed })
    }

    fn form_boxes(&self) -> Result<Vec<FormBox>, Slip> {
        let rows: Vec<(Row, [&'static str; 6])> =
            self.boxes.iter().map(|row| Ok((*row, row.cells("a box")?))).collect::<Result<_, Slip>>()?;
        let ids: Vec<&str> = rows.iter().map(|(_, [id, ..])| *id).collect();
        let mut boxes = Vec::new();
        for (position, (row, [id, kind, rounding, english, local, formula])) in rows.iter().enumerate() {
            if id.is_empty() || id.contains([' ', '*', '+']) || id.starts_with('-') || ids[..position].contains(id) {
                return Err(row.slip(format!("`{id}` is no number of a box of its own")));
            }
            let kind: BoxKind = row.word(kind, "a kind of box")?;
            let index = |id: &str| ids.iter().position(|other| *other == id);
            let formula = match *formula {
                "-" => None,
                text => Some(Formula::read(text, index).map_err(|problem| row.slip(problem))?),
            };
            let needed = matches!(kind, BoxKind::Total | BoxKind::Excess);
            let allowed = needed || matches!(kind, BoxKind::Owed | BoxKind::Deducted);
            if needed && formula.is_none() || !allowed && formula.is_some() {
                return Err(row.slip(format!("a box of kind {kind} has {} formula", if needed { "a" } else { "no" })));
            }
            let rounding = row.word(rounding, "cent, down, unit or favour")?;
            let local = if *local == "-" { *english } else { *local };
            boxes.push(FormBox { id, kind, rounding, english, local, formula });
        }
        Ok(boxes)
    }

    /// The boxes with a formula, each behind those it is made of.
    fn order(&self, boxes: &[FormBox]) -> Result<Vec<usize>, Slip> {
        let mut open: Vec<usize> = (0..boxes.len()).filter(|i| boxes[*i].formula.is_some()).collect();
        let mut computed = Vec::new();
        while !open.is_empty() {
            let waits = |i: &usize| {
                boxes[*i].formula.as_ref().is_some_and(|f| f.terms.iter().any(|term| open.contains(&term.index)))
            };
            let (waiting, ready): (Vec<usize>, Vec<usize>) = open.iter().partition(|i| waits(i));
            if ready.is_empty() {
                return Err(self.boxes[waiting[0]].slip("its formula leads back to itself"));
            }
            computed.extend(ready);
            open = waiting;
        }
        Ok(computed)
    }
}

/// `IRC abroad | 84 | 85 | 67`; a `?` in each place where it is not known where a code goes.
fn code(row: Row, ids: &[&str]) -> Result<CodeBoxes, Slip> {
    let [code, base, tax, deducted] = row.cells("a tax code")?;
    let mut words = code.split(' ');
    let code = words.next().unwrap_or_default().to_owned();
    let when = circumstances(row, words)?;
    let known = [base, tax, deducted] != ["?"; 3];
    let refs = |text: &str| if known { refs(row, text, ids) } else { Ok(Vec::new()) };
    let (base, tax, deducted) = (refs(base)?, refs(tax)?, refs(deducted)?);
    Ok(CodeBoxes { code, version: None, when, known, base, tax, deducted })
}

fn circumstances(row: Row, words: impl Iterator<Item = &'static str>) -> Result<Circumstances, Slip> {
    let mut when = Circumstances::default();
    for word in words {
        if word == "credit" {
            when.credit = true;
        } else if let Ok(partner) = word.parse::<Partner>() {
            when.partner = Some(partner);
        } else if let Ok(supply) = word.parse::<Supply>() {
            when.supply = Some(supply);
        } else if let Ok(usage) = word.parse::<Usage>() {
            when.usage = Some(usage);
        } else {
            return Err(row.slip(format!(
                "`{word}` is not home, eu, abroad, goods, services, stock, overhead, capital or credit"
            )));
        }
    }
    Ok(when)
}

fn refs(row: Row, text: &str, ids: &[&str]) -> Result<Vec<BoxRef>, Slip> {
    if text == "-" {
        return Ok(Vec::new());
    }
    let mut seen = BTreeSet::new();
    let mut refs = Vec::new();
    for word in text.split(' ') {
        let (id, negative) = word.strip_prefix('-').map_or((word, false), |id| (id, true));
        let index = ids.iter().position(|known| *known == id);
        let index = index.ok_or_else(|| row.slip(format!("there is no box `{id}`; - stands for none")))?;
        if !seen.insert(index) {
            return Err(row.slip(format!("the box `{id}` stands twice")));
        }
        refs.push(BoxRef { index, negative });
    }
    Ok(refs)
}

/// `month, day 10 of month 1`; `quarter ending 12, last day of month 1`; `quarter, 60 days`.
fn filing(row: Row, text: &str) -> Result<Filing, Slip> {
    let wrong = || {
        row.slip("write it like `quarter, day 10 of month 1`, `quarter ending 12, last day of month 1` or `quarter, 60 days`")
    };
    let (every, due) = text.split_once(", ").ok_or_else(wrong)?;
    let (every, ending_in) = match every.split_once(" ending ") {
        Some((every, month)) => (every, Some(month.parse().ok().filter(|m| (1..=12).contains(m)).ok_or_else(wrong)?)),
        None => (every, None),
    };
    let every: Interval = row.word(every, "month, two_months, quarter, half_year or year")?;
    let due = match due.split(' ').collect::<Vec<_>>()[..] {
        [days, "days"] => Due::Days(days.parse().map_err(|_| wrong())?),
        ["last", "day", "of", "month", months] => {
            Due::DayOfMonth { months: months.parse().map_err(|_| wrong())?, day: 31 }
        }
        ["day", day, "of", "month", months] => {
            let day = day.parse().ok().filter(|d| (1..=31).contains(d)).ok_or_else(wrong)?;
            Due::DayOfMonth { months: months.parse().map_err(|_| wrong())?, day }
        }
        _ => return Err(wrong()),
    };
    Ok(Filing { every, ending_in, due })
}
