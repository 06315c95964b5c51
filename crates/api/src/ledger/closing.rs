//! The end of a period for good, and whether the books are sound.

use axum::extract::{Path, State as Extract};
use op::Permission;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::AtBusiness;
use crate::body::Json;
use crate::businesses::PeriodView;
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;
use crate::wire::List;

/// Why a period is locked for good.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LockInput {
    /// In words: a return or statement that was filed.
    pub reason: String,
    /// The fiscal year of the period, once more: nobody can undo this.
    #[schema(example = "2025")]
    pub confirm: String,
}

/// Locks a closed period and those before it for good: no role can open them again.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/periods/{id}/lock", tag = "Ledger", params(("business" = Uuid, Path), ("id" = Uuid, Path)), request_body = LockInput,
    responses((status = 200, body = List<PeriodView>), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn lock_period(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Path((_, id)): Path<(Uuid, Uuid)>,
    Json(input): Json<LockInput>,
) -> Result<Json<List<PeriodView>>, ApiError> {
    detached(async move {
        op.require(Permission::PeriodsManage, entity)?;
        let periods = ::ledger::periods(&state.db, &op, entity).await?;
        let asked = periods.iter().find(|p| p.id == id).ok_or(::ledger::LedgerError::UnknownPeriod(id))?;
        if input.confirm.trim() != asked.year.to_string() {
            let say = format!("write {} to confirm that the period stays locked for good", asked.year);
            return Err(ApiError::field("confirm", "ledger.not_confirmed", say));
        }
        let locked = ::ledger::lock_period(&state.db, &op, id, &input.reason).await?;
        Ok(Json(List::whole(locked.into_iter().map(PeriodView::from).collect())))
    })
    .await
}

/// Something wrong with the books.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// drift, unbalanced, number_gap, misplaced, uneven_reversal.
    pub kind: String,
    /// Where and by how much.
    pub detail: String,
}

/// What a check of the books looked at and found.
#[derive(Debug, Serialize, ToSchema)]
pub struct BooksCheck {
    /// How many entries.
    pub entries: u64,
    /// How many lines were replayed.
    pub lines: u64,
    /// Whether nothing was found.
    pub sound: bool,
    /// At most a hundred of each kind.
    pub findings: Vec<FindingView>,
}

impl From<::ledger::VerifyReport> for BooksCheck {
    fn from(report: ::ledger::VerifyReport) -> Self {
        let sound = report.is_sound();
        let finding = |f: ::ledger::Finding| FindingView { kind: f.kind, detail: f.detail };
        let findings = report.findings.into_iter().map(finding).collect();
        Self { entries: report.entries, lines: report.lines, sound, findings }
    }
}

/// Replays every line and compares the stored balances, the numbers and the links with it.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/ledger/check", tag = "Control", params(("business" = Uuid, Path)),
    responses((status = 200, body = BooksCheck), (status = 403, body = Problem)))]
pub async fn check_books(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
) -> Result<Json<BooksCheck>, ApiError> {
    Ok(Json(::ledger::verify(&state.db, &op, entity).await?.into()))
}

/// Makes the stored balances anew from the lines, and checks the books again. No line is touched.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/ledger/rebuild-balances", tag = "Control", params(("business" = Uuid, Path)),
    responses((status = 200, body = BooksCheck), (status = 403, body = Problem)))]
pub async fn rebuild_balances(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
) -> Result<Json<BooksCheck>, ApiError> {
    detached(async move {
        ::ledger::rebuild_balances(&state.db, &op, entity).await?;
        Ok(Json(::ledger::verify(&state.db, &op, entity).await?.into()))
    })
    .await
}
