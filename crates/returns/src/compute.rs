use std::collections::HashMap;

use books::returns::{Circumstances, Folded, FormBox, ReturnForm, TaxedLine, fold, form};
use books::{Account, AccountId, TaxPart};
use jiff::civil::Date;
use ledger::{Entity, accounts_in, entity_in, tax_codes_in};
use money::{Amount, Currency};
use op::{Action, Allowed, EntityId, Op, may};
use pg::{Db, TenantTx};
use road::from_stored;
use serde_json::Value;

use crate::TaxReturnError;
use crate::filing::{Filed, FiledBox, Filing};
use crate::rules::{circumstances, interval_of};
use crate::store::{self, Scope, TaxSum};

/// Which return is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// First day.
    pub from: Date,
    /// Last day; it decides the form.
    pub to: Date,
    /// What a person enters, by box: no line of the books tells it.
    pub entered: Vec<(String, Amount)>,
}

/// A return, filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct TaxReturn {
    /// The form, with the codes of the business.
    pub form: ReturnForm,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Until when it is filed; none for a span the country does not file for.
    pub due: Option<Date>,
    /// The base currency of the business.
    pub currency: Currency,
    /// All boxes in their order.
    pub boxes: Vec<BoxOfReturn>,
    /// Lines whose own period was filed without them.
    pub late: i64,
    /// Lines of which the form does not tell where they go.
    pub left_out: i64,
    /// What the boxes of tax declare beyond the books: to be posted as rounding.
    pub rounding: Amount,
    /// The filing that stands for this span; the figures are then those that were filed.
    pub filing: Option<Filing>,
}

/// A box of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxOfReturn {
    /// Its number.
    pub id: String,
    /// What the books say.
    pub exact: Amount,
    /// What the form shows.
    pub declared: Amount,
    /// How many lines went into it.
    pub lines: i64,
}

/// The return of a business for a span: as it was filed, or as the books would fill it in now.
///
/// # Errors
/// [`TaxReturnError::Denied`] without `reports-read`; [`TaxReturnError::NoForm`]; [`TaxReturnError::BadSpan`];
/// [`TaxReturnError::Form`] for a figure in a box nobody enters; an unknown business.
pub async fn tax_return(db: &Db, op: &Op, entity: EntityId, question: &Question) -> Result<TaxReturn, TaxReturnError> {
    let by = op.authorise(may::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let ground = Ground::of(&mut tx, &by, question.from, question.to).await?;
    if let Some((filing, figures)) = standing(&mut tx, &by, question.from, question.to).await? {
        let broken = |e: road::Unreadable| TaxReturnError::Inconsistent { what: "return", detail: e.to_string() };
        let filed: Filed = from_stored(figures).map_err(broken)?;
        return ground.filed_before(&filed, filing);
    }
    let scope = Scope { from: question.from, to: question.to, filing: None };
    let sums = store::sums(&mut tx, &by, scope).await?;
    ground.filled_in(&sums, &question.entered)
}

/// What a return is made on: the business with its form and chart.
pub(crate) struct Ground {
    pub business: Entity,
    pub form: ReturnForm,
    chart: HashMap<AccountId, Account>,
    from: Date,
    to: Date,
}

impl Ground {
    pub async fn of<A: Action>(
        tx: &mut TenantTx,
        by: &Allowed<A>,
        from: Date,
        to: Date,
    ) -> Result<Self, TaxReturnError> {
        if from > to {
            return Err(TaxReturnError::BadSpan { from, to });
        }
        let business = entity_in(tx, by.entity()).await?;
        let known = form(&business.jurisdiction, to);
        let known = known.ok_or_else(|| TaxReturnError::NoForm { country: business.jurisdiction.clone(), day: to })?;
        let form = known.with_codes(&tax_codes_in(tx, by.entity()).await?);
        let chart = accounts_in(tx, by.entity()).await?.into_iter().map(|account| (account.id, account)).collect();
        Ok(Self { business, form, chart, from, to })
    }

    fn circumstances(&self, sum: &TaxSum) -> Circumstances {
        let account = self.chart.get(&sum.account);
        circumstances(&self.business.jurisdiction, sum.country.as_deref(), account, sum.side)
    }

    /// The sums in their boxes, each known by its place.
    pub fn folded(&self, sums: &[TaxSum], entered: &[(String, Amount)]) -> Result<Folded<usize>, TaxReturnError> {
        let base = self.business.base_currency;
        let lines = sums.iter().enumerate().map(|(id, sum)| {
            let (amount, nothing) = (Amount::new(sum.minor, base), Amount::zero(base));
            let (net, tax) = if sum.part == TaxPart::Base { (amount, nothing) } else { (nothing, amount) };
            let found = self.circumstances(sum);
            TaxedLine { id, code: &sum.code, version: sum.version, side: sum.side, base: net, tax, found }
        });
        let entered: Vec<(&str, Amount)> = entered.iter().map(|(id, amount)| (id.as_str(), *amount)).collect();
        Ok(fold(&self.form, &lines.collect::<Vec<_>>(), &entered, base)?)
    }

    /// The return as the sums fill it in.
    pub fn filled_in(self, sums: &[TaxSum], entered: &[(String, Amount)]) -> Result<TaxReturn, TaxReturnError> {
        let folded = self.folded(sums, entered)?;
        let count = |places: &[usize]| places.iter().map(|place| sums[*place].lines).sum::<i64>();
        let boxes = folded.boxes.iter().map(|figure| BoxOfReturn {
            id: figure.id.to_owned(),
            exact: figure.exact,
            declared: figure.declared,
            lines: count(&figure.lines),
        });
        let (boxes, left_out) = (boxes.collect(), count(&folded.left_out));
        self.finished(boxes, sums.iter().map(|sum| sum.late).sum(), left_out, None)
    }

    fn filed_before(self, filed: &Filed, filing: Filing) -> Result<TaxReturn, TaxReturnError> {
        let base = self.business.base_currency;
        let boxes = filed.boxes.iter().map(|b| BoxOfReturn {
            id: b.id.clone(),
            exact: Amount::new(b.exact, base),
            declared: Amount::new(b.declared, base),
            lines: b.lines,
        });
        let boxes = boxes.collect();
        self.finished(boxes, filed.late, filed.left_out, Some(filing))
    }

    fn finished(
        self,
        boxes: Vec<BoxOfReturn>,
        late: i64,
        left_out: i64,
        filing: Option<Filing>,
    ) -> Result<TaxReturn, TaxReturnError> {
        let (from, to, currency) = (self.from, self.to, self.business.base_currency);
        let rounding = rounding(&self.form, &boxes, currency)?;
        let due = interval_of(from, to).and_then(|every| self.form.due(every, to));
        Ok(TaxReturn { form: self.form, from, to, due, currency, boxes, late, left_out, rounding, filing })
    }
}

/// Owed tax that is declared less what the books owe, less the same of deducted tax.
fn rounding(form: &ReturnForm, boxes: &[BoxOfReturn], currency: Currency) -> Result<Amount, TaxReturnError> {
    use books::returns::BoxKind::{Deducted, Owed};
    let mut sum = Amount::zero(currency);
    for b in boxes {
        let more = b.declared.checked_sub(b.exact)?;
        match form.find(&b.id).map(|FormBox { kind, .. }| *kind) {
            Some(Owed) => sum = sum.checked_add(more)?,
            Some(Deducted) => sum = sum.checked_sub(more)?,
            _ => {}
        }
    }
    Ok(sum)
}

impl TaxReturn {
    /// The box of that number.
    pub fn find(&self, id: &str) -> Option<&BoxOfReturn> {
        self.boxes.iter().find(|b| b.id == id)
    }

    /// The figures as they are kept.
    pub(crate) fn as_kept(&self) -> Filed {
        let boxes = self.boxes.iter().map(|b| FiledBox {
            id: b.id.clone(),
            exact: b.exact.minor(),
            declared: b.declared.minor(),
            lines: b.lines,
        });
        let (late, left_out) = (self.late, self.left_out);
        Filed { currency: self.currency.code().to_owned(), boxes: boxes.collect(), late, left_out }
    }
}

/// The filing that stands for a span, with its figures.
pub(crate) async fn standing<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    from: Date,
    to: Date,
) -> Result<Option<(Filing, Value)>, TaxReturnError> {
    let all = store::filings(tx, by, None).await?;
    Ok(all.into_iter().find(|(filing, _)| filing.stands() && filing.is_for(from, to)))
}
