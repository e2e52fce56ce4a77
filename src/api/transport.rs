//! Bytes out, bytes in: not generic, so that it stands once in the bundle.

use std::time::Duration;

use contract::{Body, Method, Request, Secret};
use gloo_net::http::{RequestBuilder, Response};
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use serde_json::Value;
use web_sys::AbortController;

use super::ApiError;
use super::budget::RateHeaders;
use crate::browser::json;

/// How long an answer may take, in milliseconds.
const TIMEOUT: u64 = 30_000;

/// An answer, whatever its status.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body, if it is JSON.
    pub json: Option<Value>,
    /// The rate headers.
    pub rate: RateHeaders,
    /// Seconds to wait, from `Retry-After`.
    pub retry_after: Option<u64>,
    /// `X-RateLimit-Reset`, in Unix seconds.
    pub reset: Option<i64>,
}

/// Sends a request once.
///
/// # Errors
/// [`ApiError::Offline`] when there is no (whole) answer, [`ApiError::Timeout`] when it takes too long.
pub async fn exchange(origin: &str, request: &Request, token: Option<&Secret>) -> Result<Answer, ApiError> {
    let deadline = Deadline::start();
    let outcome = fetch(origin, request, token, deadline.controller.as_ref()).await;
    outcome.map_err(|()| if deadline.passed() { ApiError::Timeout } else { ApiError::Offline })
}

async fn fetch(origin: &str, request: &Request, token: Option<&Secret>, controller: Option<&AbortController>) -> Result<Answer, ()> {
    let url = format!("{origin}{}", request.target());
    let signal = controller.map(AbortController::signal);
    let mut builder =
        RequestBuilder::new(&url).method(method(request.info.method)).header("Accept", "application/json").abort_signal(signal.as_ref());
    if let Some(token) = token {
        builder = builder.header("Authorization", &format!("Bearer {}", token.reveal()));
    }
    let built = match &request.body {
        Body::Json(fields) => builder.header("Content-Type", "application/json").body(json::object(fields)),
        Body::Empty | Body::Multipart(_) => builder.build(),
    };
    let response = built.map_err(drop)?.send().await.map_err(drop)?;
    read(response).await
}

async fn read(response: Response) -> Result<Answer, ()> {
    let headers = response.headers();
    let status = response.status();
    let text = response.text().await.map_err(drop)?;
    Ok(answer(status, &text, &|name| headers.get(name)))
}

/// An answer from its status, its body and its headers by their names.
pub fn answer(status: u16, text: &str, header: &dyn Fn(&str) -> Option<String>) -> Answer {
    let number = |name: &str| header(name).and_then(|value| value.trim().parse::<i64>().ok());
    let small = |name: &str| number(name).and_then(|value| u32::try_from(value).ok());
    let rate = RateHeaders { limit: small("X-RateLimit-Limit"), remaining: small("X-RateLimit-Remaining") };
    let (retry_after, reset) = (number("Retry-After").and_then(|value| u64::try_from(value).ok()), number("X-RateLimit-Reset"));
    Answer { status, json: parse(text), rate, retry_after, reset }
}

/// The JSON of a body; an empty body counts as `null`.
fn parse(text: &str) -> Option<Value> {
    if text.trim().is_empty() { Some(Value::Null) } else { serde_json::from_str(text).ok() }
}

fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}

/// Aborts the request when its time is over, or when whoever waits for it is gone.
struct Deadline {
    controller: Option<AbortController>,
    timer: Option<TimeoutHandle>,
}

impl Deadline {
    fn start() -> Self {
        let controller = AbortController::new().ok();
        let aborted = controller.clone();
        let abort = move || {
            if let Some(controller) = &aborted {
                controller.abort();
            }
        };
        Self { controller, timer: set_timeout_with_handle(abort, Duration::from_millis(TIMEOUT)).ok() }
    }

    fn passed(&self) -> bool {
        self.controller.as_ref().is_some_and(|controller| controller.signal().aborted())
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        if let Some(controller) = &self.controller {
            // Does nothing once the answer has been read.
            controller.abort();
        }
    }
}
