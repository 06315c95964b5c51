use books::AccountId;
use books::Statement;
use books::statements::{self, Balance};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{accounts_in, entity_in, movements_in};
use money::Currency;
use op::{EntityId, Op, Permission};
use pg::Db;
use serde::Serialize;

use crate::rows::{Column, section};
use crate::{Figure, Part, ReportError, SectionView};

/// A span of days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Span {
    /// # Errors
    /// [`ReportError::BadSpan`] when it ends before it begins.
    pub fn new(from: Date, to: Date) -> Result<Self, ReportError> {
        if from > to {
            return Err(ReportError::BadSpan { from, to });
        }
        Ok(Self { from, to })
    }
}

/// What was earned and spent in a span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfitLossView {
    /// The span.
    pub span: Span,
    /// The span compared with.
    pub compare: Option<Span>,
    /// What the books knew then; `None` means now.
    pub known_at: Option<Timestamp>,
    /// The base currency.
    pub currency: Currency,
    /// Income and expense.
    pub sections: Vec<SectionView>,
    /// Income less expense: a profit is positive.
    pub result: Figure,
    /// The result compared with.
    pub previous_result: Option<Figure>,
}

/// The profit and loss of a business in a span, beside another span when given.
///
/// # Errors
/// [`ReportError::Denied`] without `reports-read`; an unknown business.
pub async fn profit_loss(
    db: &Db,
    op: &Op,
    entity: EntityId,
    span: Span,
    compare: Option<Span>,
    known_at: Option<Timestamp>,
) -> Result<ProfitLossView, ReportError> {
    op.require(Permission::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let base = entity_in(&mut tx, entity).await?.base_currency;
    let chart = accounts_in(&mut tx, entity).await?;
    let spans: Vec<Span> = std::iter::once(span).chain(compare).collect();
    let mut columns: Vec<Vec<Balance>> = Vec::new();
    for span in &spans {
        let moved = movements_in(&mut tx, entity, (span.from, span.to), known_at).await?;
        columns.push(moved.into_iter().map(Balance::from).collect());
    }
    let folded = statements::profit_and_loss(&chart, &columns, base)?;
    let days: Vec<Column> = spans.iter().map(|s| (Some(s.from), s.to)).collect();
    let earned: Vec<AccountId> =
        chart.iter().filter(|a| a.account_type.statement() == Statement::ProfitAndLoss).map(|a| a.id).collect();
    let result = |index: usize| {
        let (amount, span) = folded.result.get(index).zip(spans.get(index))?;
        Some(Figure::new(*amount, earned.clone(), Some(span.from), span.to).of(Part::Result))
    };
    Ok(ProfitLossView {
        span,
        compare,
        known_at,
        currency: base,
        result: Figure::new(folded.result[0], earned.clone(), Some(span.from), span.to).of(Part::Result),
        previous_result: result(1),
        sections: vec![section(&folded.income, &chart, &days), section(&folded.expense, &chart, &days)],
    })
}
