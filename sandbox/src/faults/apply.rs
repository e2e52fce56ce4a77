//! How a fault changes an answer.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde_json::json;

use super::{Fault, Kind};

/// A page as a gateway in front of a service shows it.
const GATEWAY_PAGE: &str = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";

impl Fault {
    pub(super) async fn apply(self, mut request: Request, next: Next) -> Response {
        tokio::time::sleep(Duration::from_millis(self.delay_ms)).await;
        if self.kind != Kind::Delay {
            // Half of the body is half of the JSON, not of its compressed form, and garbage is read as it is.
            request.headers_mut().remove(header::ACCEPT_ENCODING);
        }
        let refuses = matches!(self.kind, Kind::Status | Kind::Html);
        let answer = if refuses && !self.after { None } else { Some(next.run(request).await) };
        let mut response = match (self.kind, answer) {
            (Kind::Status, _) => self.refusal(),
            (Kind::Html, _) => (self.status_or(StatusCode::BAD_GATEWAY), Html(GATEWAY_PAGE)).into_response(),
            (_, None) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            (Kind::Delay, Some(answer)) => answer,
            (Kind::Garbage, Some(answer)) => with_body(answer, Body::from("\u{1}}{not json"), None),
            (Kind::Truncate, Some(answer)) => truncated(answer).await,
            (Kind::Cut, Some(answer)) => cut(answer).await,
        };
        self.change(response.headers_mut());
        response
    }

    fn refusal(&self) -> Response {
        let status = self.status_or(StatusCode::INTERNAL_SERVER_ERROR);
        let reason = status.canonical_reason().unwrap_or("Fault");
        let body = self.body.clone().unwrap_or_else(|| json!({ "error": reason.to_lowercase().replace(' ', "_"), "message": reason }));
        (status, Json(body)).into_response()
    }

    fn status_or(&self, default: StatusCode) -> StatusCode {
        self.status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(default)
    }

    fn change(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            let Ok(name) = HeaderName::try_from(name.as_str()) else { continue };
            match value.as_deref().map(HeaderValue::from_str) {
                Some(Ok(value)) => _ = headers.insert(name, value),
                _ => _ = headers.remove(name),
            }
        }
    }
}

async fn truncated(answer: Response) -> Response {
    let (answer, bytes) = collected(answer).await;
    let half = bytes.slice(..bytes.len() / 2);
    with_body(answer, Body::from(half), None)
}

async fn cut(answer: Response) -> Response {
    let (answer, bytes) = collected(answer).await;
    let (promised, half) = (bytes.len().max(2), bytes.slice(..bytes.len() / 2));
    let broken = stream::once(async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
    });
    let body = stream::once(async { Ok::<_, std::io::Error>(half) }).chain(broken);
    with_body(answer, Body::from_stream(body), Some(promised))
}

async fn collected(answer: Response) -> (Response, Bytes) {
    let (parts, body) = answer.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    (Response::from_parts(parts, Body::empty()), bytes)
}

/// The answer with another body. A 204 has none, so it becomes a 200.
fn with_body(answer: Response, body: Body, length: Option<usize>) -> Response {
    let (mut parts, _) = answer.into_parts();
    if parts.status == StatusCode::NO_CONTENT {
        parts.status = StatusCode::OK;
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some(length) = length {
        parts.headers.insert(header::CONTENT_LENGTH, length.into());
    }
    Response::from_parts(parts, body)
}
