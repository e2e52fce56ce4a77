//! Starting a generation, and starting a failed one once more.

use axum::extract::State;
use axum::http::StatusCode;
use contract::generation::{GenerationType, MAX_RETRIES, MAX_RUNNING};
use contract::id::JobId;
use contract::providers::Provider;
use contract::text::{PostText, Prompt};
use serde_json::{Map, Value, json};

use super::providers;
use crate::extract::{At, Viewer};
use crate::form::Form;
use crate::rows::jobs::{self, Course, New};
use crate::rows::{self, Moment};
use crate::studio::course::course;
use crate::studio::{Failure, catalog, key};
use crate::vault::Vault;
use crate::{ApiError, ApiResult, App, Reply};

/// What a client asks for.
struct Wish {
    provider: Provider,
    kind: GenerationType,
    prompt: Prompt,
    content: Option<PostText>,
    model: Option<String>,
    params: Map<String, Value>,
}

impl Wish {
    fn read(form: &mut Form) -> Result<Self, ApiError> {
        let provider = form.required("provider", providers::known);
        let kind = form.required("generationType", GenerationType::known);
        let prompt = form.required("prompt", Prompt::parse);
        let content = form.clearable("content", PostText::parse).flatten();
        let model = form.text("model").filter(|model| !model.trim().is_empty());
        let params = form.object("params");
        if let Some((provider, kind)) = provider.as_ref().zip(kind.as_ref()) {
            check_params(form, provider, kind, &params);
        }
        let (provider, (kind, prompt)) = form.need(provider.zip(kind.zip(prompt)))?;
        let wish = Self { provider, kind, prompt, content, model, params };
        wish.check()?;
        Ok(wish)
    }

    /// Whether the provider makes such a thing, with such a model.
    fn check(&self) -> Result<(), ApiError> {
        let (provider, kind) = (self.provider.as_str(), self.kind.as_str());
        if !self.provider.makes(&self.kind) {
            let message = format!("{provider} does not make the type {kind}.");
            return Err(ApiError::bad_request("unsupported_generation_type", &message).about("generationType", message));
        }
        let models = catalog::models(&self.provider, &self.kind);
        match &self.model {
            Some(wanted) if models.iter().all(|(id, _)| id != wanted) => {
                Err(ApiError::field("model", format!("{provider} has no such model for the type {kind}.")))
            }
            _ => Ok(()),
        }
    }

    /// The model that was asked for, or the provider's default.
    fn model(&self) -> &str {
        let default = catalog::models(&self.provider, &self.kind).first().map_or("", |(id, _)| id);
        self.model.as_deref().unwrap_or(default)
    }
}

/// Options that the contract knows must fit; others are passed on to the provider.
fn check_params(form: &mut Form, provider: &Provider, kind: &GenerationType, params: &Map<String, Value>) {
    for (name, value) in params.iter().filter(|(_, value)| !value.is_null()) {
        if let Some(Err(error)) = provider.param(kind, name).map(|param| param.check(value)) {
            form.refuse(&format!("params.{name}"), error);
        }
    }
}

/// `POST /api/generate`: 202 with the job's id.
pub async fn generate(State(app): State<App>, viewer: Viewer, mut form: Form) -> ApiResult {
    let wish = Wish::read(&mut form)?;
    let vault = app.vault();
    let (id, course) = app
        .change(move |at| {
            let fault = admit(at, &vault, &viewer, wish.provider.as_str())?;
            let course = course(at.now, &wish.kind, wish.prompt.as_str(), fault.or(Failure::asked_for(wish.prompt.as_str(), 1)));
            let params = Value::Object(wish.params.clone()).to_string();
            let new = New {
                agent: &viewer.id,
                provider: wish.provider.as_str(),
                kind: wish.kind.as_str(),
                prompt: wish.prompt.as_str(),
                content: wish.content.as_ref().map(PostText::as_str),
                model: wish.model(),
                params: &params,
            };
            Ok((jobs::start(at, &new, &course)?, course))
        })
        .await?;
    Ok(started(&app, &course, json!({ "jobId": id, "status": "pending" })))
}

/// `POST /api/generate/{job}/retry`: 202 with the job's id and how often it was retried.
pub async fn retry(State(app): State<App>, viewer: Viewer, At(id): At<JobId>) -> ApiResult {
    let vault = app.vault();
    let (id, course, retries) = app
        .change(move |at| {
            let job = jobs::own(at.db, &viewer.id, id.as_str(), at.now)?.ok_or_else(|| ApiError::not_found("Job"))?;
            if job.status != "failed" {
                return Err(ApiError::bad_request("job_not_failed", "Only failed jobs can be retried."));
            }
            if job.retry_count >= MAX_RETRIES {
                let message = format!("A job can be retried {MAX_RETRIES} times. Start a new generation instead.");
                return Err(ApiError::bad_request("retry_limit_reached", message));
            }
            let fault = admit(at, &vault, &viewer, &job.provider)?;
            let failure = fault.or(Failure::asked_for(&job.prompt, job.retry_count + 2));
            let course = course(at.now, &GenerationType::parse(&job.kind), &job.prompt, failure);
            jobs::retry(at, &job.id, &course)?;
            Ok((job.id, course, job.retry_count + 1))
        })
        .await?;
    Ok(started(&app, &course, json!({ "jobId": id, "status": "pending", "retryCount": retries })))
}

/// Whether the agent may start a job at this provider now; tells what is wrong with the key, which only the provider finds out.
fn admit(at: Moment<'_>, vault: &Vault, viewer: &Viewer, provider: &str) -> Result<Option<Failure>, ApiError> {
    let service = rows::providers::find(at.db, &viewer.id, provider)?
        .ok_or_else(|| ApiError::bad_request("service_not_connected", format!("Connect {provider} first.")))?;
    if !service.is_active {
        return Err(ApiError::bad_request("service_inactive", format!("{provider} is switched off.")));
    }
    if jobs::running(at.db, &viewer.id)? >= MAX_RUNNING {
        let message = format!("At most {MAX_RUNNING} generations run at once. Wait until one of them is done.");
        return Err(ApiError::bad_request("generation_limit_reached", message));
    }
    Ok(key::check(vault, &viewer.id, &service).err().map(key::Fault::failure))
}

fn started(app: &App, course: &Course, answer: Value) -> Reply {
    app.studio().expect(course.ends_at);
    Reply::parts(answer).status(StatusCode::ACCEPTED)
}
