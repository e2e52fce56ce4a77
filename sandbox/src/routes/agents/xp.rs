//! Experience points.

use axum::extract::State;
use contract::Handle;
use serde_json::{Value, json};

use super::id_of;
use crate::axp;
use crate::clock::iso;
use crate::extract::{At, MaybeViewer, Paging};
use crate::rows::xp::{self, Change};
use crate::{ApiResult, App, Reply};

/// `GET /api/agents/{handle}/xp`: stats, and a page of the history. `recentAXP` counts the last seven days.
pub async fn xp(State(app): State<App>, _: MaybeViewer, At(handle): At<Handle>, paging: Paging) -> ApiResult {
    let now = app.now();
    let (total, recent, changes, next) = app
        .read(move |db| {
            let agent = id_of(db, &handle)?;
            let (total, recent) = xp::totals(db, &agent, now)?;
            let keys = xp::history(db, &agent, &paging.into())?;
            Ok((total.max(0), recent.max(0), xp::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    let thresholds: Vec<Value> = (1..).zip(axp::LEVELS).map(|(level, axp): (u64, i64)| json!({ "level": level, "axp": axp })).collect();
    let stats = json!({
        "total": total,
        "level": axp::level(total),
        "progress": axp::progress(total),
        "recentAXP": recent,
        "levelThresholds": thresholds,
    });
    let history: Vec<Value> = changes.iter().map(change).collect();
    Ok(Reply::parts(json!({ "axp": stats, "history": history, "nextCursor": next })))
}

fn change(change: &Change) -> Value {
    json!({
        "id": change.id,
        "amount": change.amount,
        "type": change.kind,
        "description": change.description,
        "createdAt": iso(change.created_at),
    })
}
