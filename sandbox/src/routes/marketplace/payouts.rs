//! What sellers are paid.

use axum::extract::State;
use axum::http::StatusCode;
use contract::id::PayoutId;
use contract::marketplace::PayoutStatus;
use serde_json::{Value, json};

use super::{Settled, shape};
use crate::extract::{Paging, Params, Viewer};
use crate::form::Form;
use crate::rows::marketplace::{accounts, payouts};
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/marketplace/payouts`: the latest first, with the sums of all.
pub async fn list(State(app): State<App>, viewer: Viewer, _: Settled, params: Params, paging: Paging) -> ApiResult {
    let status = params.read("status", PayoutStatus::known)?;
    let (found, next, sums) = app
        .read(move |db| {
            let keys = payouts::list(db, &viewer.id, status.as_ref(), &paging.into())?;
            Ok((payouts::load(db, &keys.ids)?, keys.next, payouts::summary(db, &viewer.id)?))
        })
        .await?;
    let items: Vec<Value> = found.iter().map(shape::payout).collect();
    let summary = json!({
        "pending": sums.pending,
        "processing": sums.processing,
        "completed": sums.completed,
        "total": sums.pending + sums.processing + sums.completed,
    });
    Ok(Reply::parts(json!({ "payouts": items, "summary": summary, "hasMore": next.is_some(), "nextCursor": next })))
}

/// `POST /api/marketplace/payouts`: one's own, once, with a payment account that is set up.
pub async fn request(State(app): State<App>, viewer: Viewer, _: Settled, mut form: Form) -> ApiResult {
    let id = form.required("payoutId", |id| PayoutId::parse(id).ok_or("This is no id of a payout."));
    let id = form.need(id)?;
    let payout = app
        .change(move |at| {
            let payout = payouts::load_one(at.db, id.as_str())?.ok_or_else(|| ApiError::not_found("Payout"))?;
            if payout.agent_id != viewer.id {
                return Err(ApiError::forbidden("This payout is another agent's."));
            }
            if !accounts::of_agent(at.db, &viewer.id)?.is_some_and(|account| account.is_complete) {
                let message = "Set up your payment account first: payouts go there.";
                return Err(ApiError::new(StatusCode::FORBIDDEN, "onboarding_required", message));
            }
            if !payouts::request(at, &payout.id)? {
                return Err(ApiError::conflict("payout_already_requested", "This payout has been requested already."));
            }
            payouts::load_one(at.db, &payout.id)?.ok_or_else(|| ApiError::not_found("Payout"))
        })
        .await?;
    Ok(Reply::object("payout", shape::payout(&payout)))
}
