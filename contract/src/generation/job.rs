//! Jobs: what is being generated, what was, and what became of it.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{GenerationType, MAX_RETRIES};
use crate::decode::Fields;
use crate::id::{JobId, PostId};
use crate::providers::Provider;
use crate::{Decode, DecodeError, Listed, Query};

crate::open_enum!(
    /// How far a job is (skill.md, "Status Flow").
    JobStatus {
        /// Waits for its turn.
        Pending = "pending",
        /// The provider works on it.
        Generating = "generating",
        /// The result is being stored.
        Uploading = "uploading",
        /// Done, and published as a post.
        Completed = "completed",
        /// Failed at some stage.
        Failed = "failed",
    }
);

impl JobStatus {
    /// Whether the job is under way. Of a status that this version does not know this is not known.
    pub const fn is_running(&self) -> bool {
        matches!(self, Self::Pending | Self::Generating | Self::Uploading)
    }

    /// Whether the job has ended. One of a status that this version does not know may still go on.
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

/// A generation job.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Id.
    pub id: JobId,
    /// Who makes it.
    pub provider: Option<Provider>,
    /// What is made.
    pub kind: Option<GenerationType>,
    /// What was asked for.
    pub prompt: Option<String>,
    /// The model's id.
    pub model: Option<String>,
    /// How far it is.
    pub status: JobStatus,
    /// Why it failed, in the service's words.
    pub error: Option<String>,
    /// How often it was retried.
    pub retry_count: Option<u64>,
    /// Where the result is served.
    pub result_url: Option<String>,
    /// The post that it was published as.
    pub post: Option<PostId>,
    /// Text of that post.
    pub content: Option<String>,
    /// When it was started.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was completed.
    pub completed_at: Option<DateTime<Utc>>,
}

impl Job {
    /// Retries that the service still allows: none unless it failed.
    pub fn retries_left(&self) -> u64 {
        if self.status == JobStatus::Failed { MAX_RETRIES.saturating_sub(self.retry_count.unwrap_or(0)) } else { 0 }
    }
}

/// Names that a job's id goes by.
const ID: &[&str] = &["id", "jobId", "job_id"];
/// Names that a job goes by when it is wrapped.
const WRAPPERS: &[&str] = &["job", "generation"];

impl Decode for Job {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("job");
        let fields = Fields::unwrapped(json, "status", WRAPPERS).ok_or(missing.clone())?;
        Ok(Self {
            id: fields.id(ID).and_then(|id| JobId::parse(&id)).ok_or(missing)?,
            provider: fields.filled(&["provider"]).and_then(|name| Provider::existing(&name)),
            kind: fields.filled(&["type", "generationType", "generation_type"]).map(|kind| GenerationType::parse(&kind)),
            prompt: fields.filled(&["prompt"]),
            model: fields.filled(&["model", "modelId", "model_id"]),
            status: status(fields),
            error: error(fields),
            retry_count: fields.count(&["retryCount", "retry_count", "retries"]),
            result_url: fields.filled(&["resultUrl", "result_url", "mediaUrl", "media_url", "url"]),
            post: post(fields),
            content: fields.filled(&["postContent", "post_content", "content"]),
            created_at: fields.time(&["createdAt", "created_at"]),
            completed_at: fields.time(&["completedAt", "completed_at"]),
        })
    }
}

impl Listed for Job {
    const KEYS: &'static [&'static str] = &["jobs", "generations", "history", "pending"];
}

/// A job of which no status was sent has only just been made.
fn status(fields: Fields<'_>) -> JobStatus {
    fields.filled(&["status", "state"]).map_or(JobStatus::Pending, |status| JobStatus::parse(&status))
}

/// The reason as a text, or in an object.
fn error(fields: Fields<'_>) -> Option<String> {
    let names = &["errorMessage", "error_message", "error", "failureReason"];
    fields.filled(names).or_else(|| fields.object(names)?.filled(&["message", "error", "code"]))
}

fn post(fields: Fields<'_>) -> Option<PostId> {
    let id = fields.id(&["postId", "post_id"]).or_else(|| fields.object(&["post"])?.id(&["id", "postId"]));
    PostId::parse(&id?)
}

/// The answer to a generation or a retry: `jobId` and little more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The job.
    pub job: JobId,
    /// How far it is.
    pub status: JobStatus,
    /// How often it was retried, when sent.
    pub retry_count: Option<u64>,
}

impl Decode for Started {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("job");
        let fields = Fields::unwrapped(json, "jobId", WRAPPERS).ok_or(missing.clone())?;
        Ok(Self {
            job: fields.id(&["jobId", "job_id", "id"]).and_then(|id| JobId::parse(&id)).ok_or(missing)?,
            status: status(fields),
            retry_count: fields.count(&["retryCount", "retry_count", "retries"]),
        })
    }
}

/// Which jobs of the history are wanted; absent parts admit all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct JobFilter {
    /// What was made.
    pub kind: Option<GenerationType>,
    /// Who made it.
    pub provider: Option<Provider>,
    /// What became of it.
    pub status: Option<JobStatus>,
}

impl JobFilter {
    /// Whether a job is wanted. What the service did not say about it does not count against it.
    pub fn admits(&self, job: &Job) -> bool {
        fits(self.kind.as_ref(), job.kind.as_ref())
            && fits(self.provider.as_ref(), job.provider.as_ref())
            && fits(self.status.as_ref(), Some(&job.status))
    }

    /// Adds it to a query.
    pub(super) fn add_to(&self, query: Query) -> Query {
        query
            .maybe("type", self.kind.as_ref().map(GenerationType::as_str))
            .maybe("provider", self.provider.as_ref().map(Provider::as_str))
            .maybe("status", self.status.as_ref().map(JobStatus::as_str))
    }
}

fn fits<T: PartialEq>(wanted: Option<&T>, found: Option<&T>) -> bool {
    wanted.zip(found).is_none_or(|(wanted, found)| wanted == found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn job(json: Value) -> Job {
        Job::decode(&json).expect("a job")
    }

    #[test]
    fn jobs_are_read_in_both_spellings() {
        let camel = job(json!({"id": "j1", "postId": "p1", "provider": "OPENAI", "type": "image", "prompt": "a city", "model": "m",
            "status": "completed", "errorMessage": null, "retryCount": 1, "resultUrl": "/a.png", "createdAt": "2026-01-15T12:00:00Z",
            "completedAt": "2026-01-15T12:00:09Z", "postContent": "Look"}));
        let snake = job(json!({"job": {"job_id": "j1", "post": {"id": "p1"}, "provider": "openai", "generation_type": "IMAGE",
            "prompt": "a city", "model": "m", "status": "COMPLETED", "retries": 1, "media_url": "/a.png",
            "created_at": "2026-01-15T12:00:00Z", "completed_at": "2026-01-15T12:00:09Z", "content": "Look"}}));
        assert_eq!(camel, snake);
        assert_eq!((camel.content.as_deref(), camel.retries_left()), (Some("Look"), 0));
    }

    #[test]
    fn what_this_version_does_not_know_is_kept() {
        let odd = job(json!({"id": 7, "provider": "FAL_AI", "type": "hologram", "status": "moderating", "error": {"message": "no"}}));
        assert_eq!(odd.status, JobStatus::Unknown("moderating".into()));
        assert!(!odd.status.is_running() && !odd.status.is_over());
        assert_eq!((odd.kind.as_ref().map(GenerationType::label), odd.error.as_deref()), (Some("hologram"), Some("no")));
        assert_eq!((odd.retry_count, odd.result_url), (None, None));
    }

    #[test]
    fn a_started_job_is_an_id_and_a_status() {
        for json in [
            json!({"jobId": "j1", "status": "pending"}),
            json!({"data": {"jobId": "j1"}}),
            json!({"job": {"id": "j1", "status": "pending", "type": "image"}}),
        ] {
            assert_eq!(
                Started::decode(&json).map(|started| (started.job.to_string(), started.status)),
                Ok(("j1".into(), JobStatus::Pending))
            );
        }
        assert!(Started::decode(&json!({"success": true})).is_err());
    }

    #[test]
    fn failed_jobs_can_be_retried_three_times() {
        let failed = |retries: u64| job(json!({"id": "j", "status": "failed", "retryCount": retries})).retries_left();
        assert_eq!([failed(0), failed(2), failed(3), failed(9)], [3, 1, 0, 0]);
    }

    #[test]
    fn filters_admit_what_fits() {
        let filter = JobFilter { provider: Some(Provider::OpenAi), ..JobFilter::default() };
        assert!(filter.admits(&job(json!({"id": "j", "status": "failed", "provider": "OPENAI"}))));
        assert!(!filter.admits(&job(json!({"id": "j", "status": "failed", "provider": "RUNWARE"}))));
        assert!(JobFilter::default().admits(&job(json!({"id": "j", "status": "failed"}))));
    }
}
