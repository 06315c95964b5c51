//! Payments and what they are likely for.

use ::trade::{NewPayment, Payment, Side, Suggested, Taking, Wanted};
use axum::extract::State as Extract;
use axum::http::{HeaderMap, StatusCode};
use books::{AccountId, PartyId};
use jiff::civil::Date;
use money::Currency;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{ItemKey, OpenItemView, SIDES, currency, named, plain};
use crate::amounts::AmountInput;
use crate::auth::AtBusiness;
use crate::body::{Json, Query};
use crate::documents::DryRun;
use crate::ledger::{PostingView, key_of, posting_view, today};
use crate::problem::{ApiError, Problem};
use crate::request_id::detached;
use crate::state::State;

/// Money that moved.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SuggestionQuery {
    /// receivable or payable.
    pub side: String,
    /// How much, positive in the usual direction.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// Whose, when that is known.
    pub party: Option<Uuid>,
    /// What the bank or the payer says it is for.
    pub text: Option<String>,
    /// The day; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    #[serde(default, deserialize_with = "crate::amounts::day_or_none")]
    pub on: Option<Date>,
}

/// An item with what it is likely to get.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedItem {
    /// The item.
    pub item: OpenItemView,
    /// How much, in its currency.
    pub amount: String,
    /// Why.
    pub reason: String,
}

/// What a payment is likely for.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionView {
    /// By due day.
    pub settles: Vec<SuggestedItem>,
    /// What is left of the amount.
    pub left: String,
}

/// Suggests what a payment settles.
#[utoipa::path(get, path = "/api/v1/businesses/{business}/payments/suggestion", tag = "Trade", params(("business" = Uuid, Path), SuggestionQuery),
    responses((status = 200, body = SuggestionView), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn payment_suggestion(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(query): Query<SuggestionQuery>,
) -> Result<Json<SuggestionView>, ApiError> {
    let currency = currency("currency", &query.currency)?;
    let wanted = Wanted {
        side: named("side", &query.side, SIDES)?,
        amount: AmountInput::plain(query.amount).read("amount", currency)?,
        party: query.party.map(PartyId),
        text: query.text,
        on: query.on.unwrap_or_else(|| today(&op)),
    };
    let found = ::trade::suggest(&state.db, &op, entity, &wanted).await?;
    let item = |Suggested { item, amount, reason }| SuggestedItem {
        item: OpenItemView::from(item),
        amount: plain(amount),
        reason: reason.to_owned(),
    };
    Ok(Json(SuggestionView { settles: found.settles.into_iter().map(item).collect(), left: plain(found.left) }))
}

/// What is taken from an item, in its currency and with the sign of what is open of it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SettleInput {
    /// The item.
    #[serde(flatten)]
    pub item: ItemKey,
    /// Everything that is taken off: paid, discount and write-off together.
    pub amount: AmountInput,
    /// The part of it that is not paid by agreement.
    pub discount: Option<AmountInput>,
    /// The part of it that is given up.
    pub write_off: Option<AmountInput>,
}

/// A payment to record.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PaymentInput {
    /// receivable or payable.
    pub side: String,
    /// The day the money moved.
    #[schema(value_type = String, format = Date)]
    #[serde(deserialize_with = "crate::amounts::day")]
    pub date: Date,
    /// The account it moved on: a bank, till, card or clearing account.
    pub account_id: Uuid,
    /// How much moved there; positive in the usual direction, negative for a refund.
    pub amount: AmountInput,
    /// Its currency, ISO 4217; the base currency when left out.
    pub currency: Option<String>,
    /// The contact whose payment on account it is, as far as something is left over.
    pub party_id: Option<Uuid>,
    /// What it settles.
    #[serde(default)]
    pub settles: Vec<SettleInput>,
    /// The currency of those items; that of the amount when left out.
    pub settles_currency: Option<String>,
    /// The bank's fee: kept back from what came in, or taken beside what went out.
    pub fee: Option<AmountInput>,
    /// Where the fee goes.
    pub fee_account_id: Option<Uuid>,
    /// Where what is given up goes.
    pub write_off_account_id: Option<Uuid>,
    /// What the entry says.
    pub text: Option<String>,
    /// What the bank calls it.
    pub reference: Option<String>,
}

impl PaymentInput {
    fn read(self, base: Currency, key: Option<String>) -> Result<NewPayment, ApiError> {
        let own = self.currency.as_deref().map_or(Ok(base), |code| currency("currency", code))?;
        let items = self.settles_currency.as_deref().map_or(Ok(own), |code| currency("settles_currency", code))?;
        let settles = self.settles.iter().enumerate().map(|(at, settle)| settle.read(at, items));
        let side: Side = named("side", &self.side, SIDES)?;
        Ok(NewPayment {
            side,
            date: self.date,
            account: AccountId(self.account_id),
            amount: self.amount.read("amount", own)?,
            settles: settles.collect::<Result<_, _>>()?,
            party: self.party_id.map(PartyId),
            fee: written(&self.fee).map(|fee| fee.read("fee", own)).transpose()?,
            fee_account: self.fee_account_id.map(AccountId),
            write_off_account: self.write_off_account_id.map(AccountId),
            text: self.text,
            reference: self.reference,
            idempotency_key: key,
        })
    }
}

impl SettleInput {
    fn read(&self, at: usize, currency: Currency) -> Result<Taking, ApiError> {
        let field = |name: &str| format!("settles[{at}].{name}");
        let part = |name: &str, input: &Option<AmountInput>| {
            written(input).map(|input| input.read(&field(name), currency)).transpose()
        };
        Ok(Taking {
            item: self.item.into(),
            amount: self.amount.read(&field("amount"), currency)?,
            discount: part("discount", &self.discount)?,
            write_off: part("write_off", &self.write_off)?,
        })
    }
}

fn written(input: &Option<AmountInput>) -> Option<&AmountInput> {
    input.as_ref().filter(|input| !input.is_blank())
}

/// A line of a payment as it would be posted.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentLine {
    /// The account.
    pub account_id: Uuid,
    /// Its code.
    pub account_code: String,
    /// Its name.
    pub account_name: String,
    /// debit or credit.
    pub side: String,
    /// Not negative, in `currency`; zero where only the value in the base currency changes.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// Not negative, in the base currency.
    pub base: String,
    /// What the line says.
    pub text: String,
}

/// Realised differences of exchange, in the base currency, not negative.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExchangeResult {
    /// Gained.
    pub gain: String,
    /// Lost.
    pub loss: String,
}

/// What recording a payment would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentPreview {
    /// The lines.
    pub lines: Vec<PaymentLine>,
    /// The difference of exchange.
    pub exchange: ExchangeResult,
    /// What is left over on account, in the currency of the amount.
    pub left: String,
    /// Whether somebody else must approve it first.
    pub waits: bool,
}

impl PaymentPreview {
    fn of(payment: Payment) -> Result<Self, money::MoneyError> {
        let mut lines = Vec::with_capacity(payment.lines.len());
        for (account, line) in payment.lines {
            lines.push(PaymentLine {
                account_id: account.id.0,
                account_code: account.code,
                account_name: account.name,
                side: line.side().to_string(),
                amount: plain(line.amount.checked_abs()?),
                currency: line.amount.currency().code().to_owned(),
                base: plain(line.base.checked_abs()?),
                text: line.memo,
            });
        }
        let none = money::Amount::zero(payment.gain.currency());
        let (gain, loss) =
            if payment.gain.is_negative() { (none, payment.gain.checked_neg()?) } else { (payment.gain, none) };
        let exchange = ExchangeResult { gain: plain(gain), loss: plain(loss) };
        Ok(Self { lines, exchange, left: plain(payment.left), waits: payment.waits })
    }
}

/// What became of a payment.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentView {
    /// As for an entry by hand; absent with dry_run.
    pub posting: Option<PostingView>,
    /// With dry_run.
    pub preview: Option<PaymentPreview>,
}

/// Records a payment with what it settles, discounts, write-offs, the bank's fee and the difference of exchange, or puts it
/// before a second person. The same `Idempotency-Key` does so once.
#[utoipa::path(post, path = "/api/v1/businesses/{business}/payments", tag = "Trade",
    params(("business" = Uuid, Path), DryRun, ("Idempotency-Key" = Option<String>, Header)), request_body = PaymentInput,
    responses((status = 200, description = "dry run, or a repeated request", body = PaymentView), (status = 201, body = PaymentView), (status = 202, description = "it waits for others", body = PaymentView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn record_payment(
    Extract(state): Extract<State>,
    AtBusiness { op, entity }: AtBusiness,
    Query(dry): Query<DryRun>,
    headers: HeaderMap,
    Json(input): Json<PaymentInput>,
) -> Result<(StatusCode, Json<PaymentView>), ApiError> {
    detached(async move {
        let base = state.base_currencies.of(&state.db, &op, entity).await?;
        let new = input.read(base, key_of(&headers))?;
        if dry.dry_run == Some(1) {
            let preview = state.trade.preview(&op, entity, &new).await?;
            let preview = PaymentPreview::of(preview).map_err(::trade::TradeError::from)?;
            return Ok((StatusCode::OK, Json(PaymentView { posting: None, preview: Some(preview) })));
        }
        let submitted = state.trade.pay(&op, entity, &new).await?;
        let (status, Json(posting)) = posting_view(&state, &op, entity, submitted).await?;
        Ok((status, Json(PaymentView { posting: Some(posting), preview: None })))
    })
    .await
}
