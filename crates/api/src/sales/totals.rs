//! What a document comes to.

use ::sales::{CodeTax, Computed, ComputedLine, Remark, Suggestion};
use axum::extract::State as Extract;
use books::SaleId;
use books::tax::Scope;
use jiff::civil::Date;
use money::{Amount, Currency};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::SalesContent;
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::problem::{ApiError, Problem};
use crate::state::State;

pub(super) fn figure(amount: Amount) -> String {
    amount.to_decimal().to_string()
}

fn percent(value: Decimal) -> String {
    value.normalize().to_string()
}

/// What a line comes to, with what was left out of it filled in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesLineTotal {
    /// Without tax.
    pub net: String,
    /// Its share of the tax.
    pub tax: String,
    /// With tax.
    pub gross: String,
    /// How it is taxed.
    pub tax_code: Option<String>,
    /// In per cent.
    pub rate: Option<String>,
    /// Where it is earned.
    pub account_id: Option<Uuid>,
}

/// The tax of one code.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesTax {
    /// The code.
    pub tax_code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// In per cent.
    pub rate: String,
    /// standard, reduced, zero, exempt, reverse_charge, intra_community, export, out_of_scope.
    pub treatment: Option<String>,
    /// Without tax.
    pub net: String,
    /// The tax.
    pub tax: String,
}

/// A payment in advance that is taken off.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesDeducted {
    /// Its invoice.
    pub id: Uuid,
    /// The number of that.
    pub number: String,
    /// Without tax.
    pub net: String,
    /// Its tax.
    pub tax: String,
    /// With tax.
    pub gross: String,
}

/// A part of what is to be paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesDue {
    /// When.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// In per cent, where there are several.
    pub share: Option<String>,
    /// How much.
    pub amount: String,
}

/// A discount for paying early.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesEarly {
    /// In per cent.
    pub percent: String,
    /// The last day for it.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// What may be taken off.
    pub amount: String,
    /// What is to be paid then.
    pub payable: String,
}

/// Totals in the base currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesBase {
    /// ISO 4217.
    pub currency: String,
    /// One unit of the document's currency in it.
    pub rate: String,
    /// The day of the rate.
    #[schema(value_type = Option<String>, format = Date)]
    pub rate_day: Option<Date>,
    /// Without tax.
    pub net: String,
    /// The tax.
    pub tax: String,
    /// With tax.
    pub gross: String,
}

/// How a line should be taxed by the places.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesSuggestion {
    /// Counted from 1.
    pub line: usize,
    /// Absent when it hangs on what the line does not say.
    pub treatment: Option<String>,
    /// The code of the business for it.
    pub tax_code: Option<String>,
    /// Why.
    pub reason: String,
}

/// Something to look at, or to mend.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesRemark {
    /// Stable name.
    pub code: String,
    /// Where.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// What a document comes to. Amounts are plain decimals in its currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct SalesTotals {
    /// ISO 4217.
    pub currency: String,
    /// The day it bears, or would bear today.
    #[schema(value_type = String, format = Date)]
    pub issue_date: Date,
    /// The day its tax arises.
    #[schema(value_type = String, format = Date)]
    pub tax_point: Date,
    /// By line.
    pub lines: Vec<SalesLineTotal>,
    /// By tax code.
    pub taxes: Vec<SalesTax>,
    /// Without tax.
    pub net: String,
    /// The tax.
    pub tax: String,
    /// With tax.
    pub gross: String,
    /// Payments in advance that are taken off.
    pub deposits: Vec<SalesDeducted>,
    /// What is to be paid.
    pub payable: String,
    /// In which parts; they sum to it.
    pub instalments: Vec<SalesDue>,
    /// For paying early.
    pub discount: Option<SalesEarly>,
    /// In the base currency, of a document in another one whose rate is known.
    pub base: Option<SalesBase>,
    /// per_line, per_rate, per_document: over what tax is rounded once.
    pub rounding: String,
    /// By line: how it should be taxed.
    pub suggestions: Vec<SalesSuggestion>,
    /// What should be looked at.
    pub warnings: Vec<SalesRemark>,
    /// What stands against issuing it.
    pub problems: Vec<SalesRemark>,
}

impl SalesTotals {
    /// The totals of a business with this base currency.
    pub fn of(computed: Computed, base: Currency) -> Self {
        let rounding = match computed.rounding {
            Scope::PerLine => "per_line",
            Scope::PerRate => "per_rate",
            Scope::PerDocument => "per_document",
        };
        Self {
            currency: computed.currency.code().to_owned(),
            issue_date: computed.issue_date,
            tax_point: computed.tax_point,
            lines: computed.lines.into_iter().map(line).collect(),
            taxes: computed.taxes.into_iter().map(tax).collect(),
            net: figure(computed.net),
            tax: figure(computed.tax),
            gross: figure(computed.gross),
            deposits: computed.deposits.into_iter().map(deducted).collect(),
            payable: figure(computed.payable),
            instalments: computed.instalments.into_iter().map(due).collect(),
            discount: computed.discount.map(|early| SalesEarly {
                percent: percent(early.percent),
                until: early.until,
                amount: figure(early.amount),
                payable: figure(early.payable),
            }),
            base: computed.base.map(|totals| SalesBase {
                currency: base.code().to_owned(),
                rate: totals.rate.to_string(),
                rate_day: Some(totals.rate_day),
                net: figure(totals.net),
                tax: figure(totals.tax),
                gross: figure(totals.gross),
            }),
            rounding: rounding.to_owned(),
            suggestions: computed.suggestions.into_iter().map(suggestion).collect(),
            warnings: computed.warnings.into_iter().map(remark).collect(),
            problems: computed.problems.into_iter().map(remark).collect(),
        }
    }
}

fn line(line: ComputedLine) -> SalesLineTotal {
    SalesLineTotal {
        net: figure(line.amounts.net),
        tax: figure(line.amounts.tax),
        gross: figure(line.gross),
        tax_code: line.tax_code,
        rate: line.rate.map(percent),
        account_id: line.account.map(|a| a.0),
    }
}

fn tax(code: CodeTax) -> SalesTax {
    SalesTax {
        tax_code: code.code,
        name: code.name,
        rate: percent(code.rate),
        treatment: code.treatment.map(|t| t.to_string()),
        net: figure(code.net),
        tax: figure(code.tax),
    }
}

fn deducted(deposit: ::sales::Deducted) -> SalesDeducted {
    let [net, tax, gross] = [deposit.net, deposit.tax, deposit.gross].map(figure);
    SalesDeducted { id: deposit.id.0, number: deposit.number, net, tax, gross }
}

fn due(part: ::sales::Due) -> SalesDue {
    SalesDue { due: part.due, share: part.share.map(percent), amount: figure(part.amount) }
}

fn suggestion(found: Suggestion) -> SalesSuggestion {
    SalesSuggestion {
        line: found.line,
        treatment: found.treatment.map(|t| t.to_string()),
        tax_code: found.tax_code,
        reason: found.reason,
    }
}

fn remark(remark: Remark) -> SalesRemark {
    SalesRemark { code: remark.code, field: remark.field, message: remark.message }
}

/// Of which draft.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TotalsQuery {
    /// The draft that is being written, where it is kept already.
    pub id: Option<Uuid>,
}

/// Computes what a document comes to, and what stands against issuing it. Keeps nothing.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/sales/totals", tag = "Sales", params(("business" = Uuid, Path), TotalsQuery),
    request_body = SalesContent, responses((status = 200, body = SalesTotals), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn sales_totals(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<TotalsQuery>,
    Json(input): Json<SalesContent>,
) -> Result<Json<SalesTotals>, ApiError> {
    let base = state.base_currencies.of(&state.db, &op, entity).await?;
    let computed = ::sales::totals(&state.db, &op, entity, input.read()?, query.id.map(SaleId)).await?;
    Ok(Json(SalesTotals::of(computed, base)))
}
