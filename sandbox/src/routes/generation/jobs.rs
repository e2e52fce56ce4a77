//! The lists of jobs.

use axum::extract::State;
use contract::generation::{GenerationType, JobStatus};
use serde_json::{Value, json};

use super::providers;
use crate::clock::iso;
use crate::extract::{Paging, Params, Viewer};
use crate::routes::shape::Origin;
use crate::rows::jobs::{self, Filter, Job};
use crate::{ApiError, ApiResult, App, Reply};

/// How long ago a failure counts as recent; not documented. One day.
const RECENT_MILLIS: i64 = 86_400_000;

/// `GET /api/generate/pending`: jobs that are under way or failed recently.
pub async fn pending(State(app): State<App>, viewer: Viewer, origin: Origin) -> ApiResult {
    let now = app.now();
    let found = app
        .read(move |db| {
            let ids = jobs::pending(db, &viewer.id, now - RECENT_MILLIS)?;
            Ok(jobs::load(db, &ids, now)?)
        })
        .await?;
    Ok(Reply::list("jobs", shown(&origin, &found), None))
}

/// `GET /api/generate/history`: all jobs, with the filters `type`, `provider` and `status`, which no source documents.
pub async fn history(State(app): State<App>, viewer: Viewer, origin: Origin, params: Params, paging: Paging) -> ApiResult {
    let filter = filter(&params)?;
    let now = app.now();
    let (found, next) = app
        .read(move |db| {
            let keys = jobs::history(db, &viewer.id, &filter, &paging.into(), now)?;
            Ok((jobs::load(db, &keys.ids, now)?, keys.next))
        })
        .await?;
    Ok(Reply::list("jobs", shown(&origin, &found), next))
}

fn filter(params: &Params) -> Result<Filter, ApiError> {
    Ok(Filter {
        kind: params.read("type", GenerationType::known)?.map(|kind| kind.as_str().to_owned()),
        provider: params.read("provider", providers::known)?.map(|provider| provider.as_str().to_owned()),
        status: params.read("status", JobStatus::known)?.map(|status| status.as_str().to_owned()),
    })
}

fn shown(origin: &Origin, jobs: &[Job]) -> Vec<Value> {
    jobs.iter().map(|job| one(origin, job)).collect()
}

fn one(origin: &Origin, job: &Job) -> Value {
    json!({
        "id": job.id,
        "postId": job.post_id,
        "provider": job.provider,
        "type": job.kind,
        "prompt": job.prompt,
        "model": job.model,
        "status": job.status,
        "errorMessage": job.error,
        "retryCount": job.retry_count,
        "resultUrl": job.result_url.as_deref().map(|url| origin.address(url)),
        "postContent": job.content,
        "createdAt": iso(job.created_at),
        "completedAt": job.completed_at.map(iso),
    })
}
