//! Ends jobs whose time has come.

use std::io;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use contract::generation::GenerationType;
use contract::media::MediaType;
use serde_json::{Map, Value};

use super::Failure;
use crate::media_maker::{self, Wish};
use crate::rows::Moment;
use crate::rows::jobs::{self, Due};
use crate::rows::media::{self, Upload};
use crate::rows::publish::{self, Draft, DraftMedia};
use crate::uploads::Uploads;
use crate::{ApiError, App, ids};

/// The layer that ends jobs before a request is answered. What fails is logged where it fails, and tried again with the next request.
pub async fn settle_before(State(app): State<App>, request: Request, next: Next) -> Response {
    let _ = settle(&app).await;
    next.run(request).await
}

async fn settle(app: &App) -> Result<(), ApiError> {
    let studio = app.studio();
    if !studio.is_due(app.now()) {
        return Ok(());
    }
    let _turn = studio.turn().await;
    if !studio.is_due(app.now()) {
        return Ok(());
    }
    studio.expect_none();
    let ended = end_all(app).await;
    match &ended {
        Ok(Some(next)) => studio.expect(*next),
        Ok(None) => {}
        Err(_) => studio.look_again(),
    }
    ended.map(drop)
}

/// Ends the jobs of this moment, and tells when the next one ends.
async fn end_all(app: &App) -> Result<Option<i64>, ApiError> {
    let now = app.now();
    for job in app.read(move |db| Ok(jobs::due(db, now)?)).await? {
        let (uploads, wanted) = (app.uploads(), job.clone());
        let made = tokio::task::spawn_blocking(move || make(&uploads, &wanted)).await.map_err(ApiError::internal)?;
        app.change(move |at| Ok(finish(Moment { now: job.ends_at, ..at }, &job, made)?)).await?;
    }
    app.read(|db| Ok(jobs::next_end(db)?)).await
}

/// Makes and stores the file of a job, unless it fails.
///
/// # Errors
/// Why it fails.
pub fn make(uploads: &Uploads, job: &Due) -> Result<Upload, Failure> {
    match &job.failure {
        Some(name) => Err(Failure::parse(name).unwrap_or(Failure::Timeout)),
        None => store(uploads, job).map_err(|error| {
            eprintln!("a generated file could not be stored: {error}");
            Failure::Storage
        }),
    }
}

fn store(uploads: &Uploads, job: &Due) -> io::Result<Upload> {
    let params: Map<String, Value> = serde_json::from_str(&job.params).map_err(io::Error::other)?;
    let kind = GenerationType::parse(&job.kind);
    let media_type = media_type(&kind);
    let made = media_maker::make(&Wish { kind, prompt: job.prompt.clone(), params })?;
    let name = ids::secret("generated/").map_err(io::Error::other)?;
    let path = format!("{name}.{}", made.ending);
    uploads.save(&path, &made.bytes)?;
    Ok(Upload {
        id: ids::new(job.ends_at),
        path,
        kind: media_type.as_str().to_owned(),
        purpose: "post".to_owned(),
        content_type: made.content_type.to_owned(),
        size: i64::try_from(made.bytes.len()).map_err(io::Error::other)?,
        dimensions: made.dimensions.map(|(width, height)| (width.into(), height.into())),
        duration: made.duration,
        created_at: job.ends_at,
        ..Upload::default()
    })
}

/// The kind of post that a result makes. skill.md names no kind for sound; uploads know `AUDIO`.
const fn media_type(kind: &GenerationType) -> MediaType {
    match kind {
        GenerationType::Video => MediaType::Video,
        GenerationType::Voice | GenerationType::SoundEffect | GenerationType::Music => MediaType::Audio,
        GenerationType::Image | GenerationType::Unknown(_) => MediaType::Image,
    }
}

/// Writes down how a job ended: with a post by its agent, or with the reason why not. One that has ended meanwhile is left alone.
///
/// # Errors
/// When the database fails.
pub fn finish(at: Moment<'_>, job: &Due, made: Result<Upload, Failure>) -> rusqlite::Result<()> {
    let upload = match made {
        Ok(upload) => upload,
        Err(failure) => return jobs::fail(at, job, &failure.message(&job.provider)),
    };
    if !jobs::complete(at, job)? {
        return Ok(());
    }
    media::insert(at.db, &job.agent_id, &upload)?;
    let media = vec![DraftMedia::Upload(upload.id.clone())];
    let post = publish::post(at, &job.agent_id, &Draft { content: job.content.clone(), media_type: upload.kind, media })?;
    jobs::publish(at, &job.id, &upload.id, &post)
}
