//! Amounts with or without tax: how the lines of an entry by hand become the lines to post.

use axum::extract::State as Extract;
use books::tax::Basis;
use books::{AccountId, Dimensions, Line, PartyId, TaxFact, TaxPart};
use jiff::civil::Date;
use ledger::TypedLine;
use money::{Amount, Currency};
use op::{EntityId, Op};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::accounts::sides;
use super::manual::{ManualLine, amount_of};
use crate::auth::AtBusiness;
use crate::body::Json;
use crate::problem::{ApiError, Problem};
use crate::state::State;
use crate::wire::Money;

/// Whether the amounts of lines with a tax code are with tax (gross) or without (net).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Amounts {
    /// Tax is inside.
    Gross,
    /// Tax comes on top.
    Net,
}

impl From<Amounts> for Basis {
    fn from(amounts: Amounts) -> Self {
        match amounts {
            Amounts::Gross => Self::Gross,
            Amounts::Net => Self::Net,
        }
    }
}

/// The part of a taxed item that a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartOfTax {
    /// The net amount.
    Base,
    /// The tax itself.
    Tax,
    /// Tax that is not deducted and is part of the cost.
    NonDeductible,
}

impl From<PartOfTax> for TaxPart {
    fn from(part: PartOfTax) -> Self {
        match part {
            PartOfTax::Base => Self::Base,
            PartOfTax::Tax => Self::Tax,
            PartOfTax::NonDeductible => Self::NonDeductible,
        }
    }
}

impl From<TaxPart> for PartOfTax {
    fn from(part: TaxPart) -> Self {
        match part {
            TaxPart::Base => Self::Base,
            TaxPart::Tax => Self::Tax,
            TaxPart::NonDeductible => Self::NonDeductible,
        }
    }
}

/// Lines whose tax is to be written out. They need not balance yet.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CalculationInput {
    /// The day of the entry: it decides which tax codes are in force.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// gross or net.
    pub amounts: Amounts,
    /// The lines so far.
    pub lines: Vec<ManualLine>,
}

/// A line as it would be posted.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalculatedLine {
    /// The line it follows from, counted from 1.
    pub of_line: usize,
    /// Its account.
    pub account_id: Uuid,
    /// Debit.
    pub debit: Option<Money>,
    /// Credit.
    pub credit: Option<Money>,
    /// Tax code.
    pub tax_code: Option<String>,
    /// base or tax.
    pub tax_part: Option<PartOfTax>,
}

/// What the lines become.
#[derive(Debug, Serialize, ToSchema)]
pub struct Calculation {
    /// The lines to post, in their order.
    pub lines: Vec<CalculatedLine>,
    /// Sum of the debits.
    pub debit: Money,
    /// Sum of the credits.
    pub credit: Money,
    /// Debits less credits.
    pub difference: Money,
}

/// Tells the lines that an entry by hand would be posted with: tax parted from the amounts or put on top of them,
/// both sides of a reverse charge. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/entries/calculate", tag = "Ledger", params(("business" = Uuid, Path)), request_body = CalculationInput,
    responses((status = 200, body = Calculation), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn calculate_entry(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Json(input): Json<CalculationInput>,
) -> Result<Json<Calculation>, ApiError> {
    let base = state.base_currencies.of(&state.db, &op, entity).await?;
    let typed = typed(&input.lines, base, Some(input.amounts))?;
    let taxed = ::ledger::with_tax(&state.db, &op, entity, input.date, typed, input.amounts.into()).await?;
    let lines = taxed.lines.into_iter().map(|expanded| {
        let (debit, credit) = sides(expanded.line.base);
        let (tax_code, tax_part) = expanded.line.tax.map(|t| (t.code, t.part.into())).unzip();
        let of_line = expanded.of + 1;
        CalculatedLine { of_line, account_id: expanded.line.account.0, debit, credit, tax_code, tax_part }
    });
    Ok(Json(Calculation {
        lines: lines.collect(),
        debit: taxed.debits.into(),
        credit: taxed.credits.into(),
        difference: taxed.difference.into(),
    }))
}

/// The lines to post for lines as they were written.
pub(super) async fn lines_to_post(
    state: &State,
    op: &Op,
    (entity, base): (EntityId, Currency),
    (day, amounts): (Date, Option<Amounts>),
    written: &[ManualLine],
) -> Result<Vec<Line>, ApiError> {
    let typed = typed(written, base, amounts)?;
    if typed.iter().all(|line| line.tax_code.is_none()) {
        return Ok(typed.into_iter().map(|line| line.line).collect());
    }
    let basis = amounts.map_or(Basis::Gross, Basis::from);
    let taxed = ::ledger::with_tax(&state.db, op, entity, day, typed, basis).await?;
    Ok(taxed.lines.into_iter().map(|expanded| expanded.line).collect())
}

/// A tax code is either the base or the tax of something, as the line says itself, or it is to be written out: then it
/// must be known whether the amount is with or without tax.
fn typed(written: &[ManualLine], base: Currency, amounts: Option<Amounts>) -> Result<Vec<TypedLine>, ApiError> {
    let one = |(index, line): (usize, &ManualLine)| {
        let amount: Amount = amount_of(index, base, line)?;
        let code = line.tax_code.clone().filter(|c| !c.is_empty());
        let (tax, tax_code) = match (code, line.tax_part) {
            (Some(code), Some(part)) => (Some(TaxFact::new(code, part.into())), None),
            (Some(_), None) if amounts.is_none() => {
                let field = format!("lines[{index}].tax_code");
                let say = "say in `amounts` whether amounts are gross or net, or in `tax_part` what the line is";
                return Err(ApiError::field(&field, "ledger.tax_unclear", say));
            }
            (code, _) => (None, code),
        };
        let dimensions = Dimensions::department(line.department.as_deref());
        let plain = Line::plain(AccountId(line.account_id), amount);
        let (party, due) = (line.party_id.map(PartyId), line.due);
        Ok(TypedLine { line: Line { tax, dimensions, party, due, memo: line.memo.clone(), ..plain }, tax_code })
    };
    written.iter().enumerate().map(one).collect()
}
