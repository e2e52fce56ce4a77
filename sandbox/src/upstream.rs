//! The way to the real service: `/api` and `/uploads` are passed on, so that the app needs no cross-origin permission.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream, StreamExt as _};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use crate::ApiError;

/// Headers of one connection, and those by which a browser names the page: they stay here. Cookies do, too, in both directions.
const KEPT_FROM_UPSTREAM: [HeaderName; 13] = [
    header::HOST,
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::COOKIE,
    header::ORIGIN,
    header::REFERER,
    header::EXPECT,
];

/// Headers of an answer that mean nothing, or harm, on this origin.
const KEPT_FROM_CLIENT: [HeaderName; 8] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::SET_COOKIE,
    header::STRICT_TRANSPORT_SECURITY,
    HeaderName::from_static("alt-svc"),
];

/// How long neither side of a request may send anything.
const SILENCE: Duration = Duration::from_secs(60);
/// What is said of a server that is silent for longer.
const LATE: &str = "did not answer in time";

/// Passes requests on to another server that speaks the API.
#[derive(Clone, Debug)]
pub struct Upstream {
    client: reqwest::Client,
    base: String,
    silence: Duration,
}

impl Upstream {
    /// Passes on to `base`, e.g. `https://imagineanything.com`; a trailing `/api` is dropped, for the requests' paths begin with it.
    ///
    /// # Errors
    /// When the address is no http(s) address or has a query or fragment, or no TLS can be set up.
    pub fn new(base: &str) -> Result<Self, String> {
        let base = contract::text::WebUrl::parse(base).map_err(|error| error.to_string())?;
        let base = base.as_str().trim_end_matches('/');
        if base.contains(['?', '#']) {
            return Err(format!("{base} is more than the address of a server: leave out what begins with ? or #"));
        }
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { client, base: base.strip_suffix("/api").unwrap_or(base).to_owned(), silence: SILENCE })
    }

    /// Gives up after another time in which nothing is sent.
    #[must_use]
    pub fn with_silence(self, silence: Duration) -> Self {
        Self { silence, ..self }
    }

    /// Passes a request on; the refusal says what the server did, e.g. [`LATE`].
    async fn send(&self, request: Request) -> Result<Response, &'static str> {
        let (parts, body) = request.into_parts();
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let sent = Arc::new(Notify::new());
        let mut outgoing = self
            .client
            .request(parts.method.clone(), format!("{}{target}", self.base))
            .headers(without(parts.headers, &KEPT_FROM_UPSTREAM));
        if parts.method != Method::GET && parts.method != Method::HEAD {
            let sent = sent.clone();
            let bytes = body.into_data_stream().inspect(move |_| sent.notify_one());
            outgoing = outgoing.body(reqwest::Body::wrap_stream(bytes));
        }
        let answer = self.wait(outgoing.send(), &sent).await?;
        let (status, headers) = (answer.status(), without(answer.headers().clone(), &KEPT_FROM_CLIENT));
        let mut response = (status, Body::from_stream(self.bytes(answer))).into_response();
        // The stream's own type is of no interest: the headers are those of the answer.
        *response.headers_mut() = headers;
        response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        Ok(response)
    }

    /// Waits for the answer; the time begins anew with each part of the request that was `sent`, so that slow uploads succeed.
    async fn wait(
        &self,
        answer: impl Future<Output = reqwest::Result<reqwest::Response>>,
        sent: &Notify,
    ) -> Result<reqwest::Response, &'static str> {
        let mut answer = pin!(answer);
        loop {
            tokio::select! {
                answer = &mut answer => return answer.map_err(|error| if error.is_timeout() { LATE } else { "cannot be reached" }),
                () = sent.notified() => {}
                () = sleep(self.silence) => return Err(LATE),
            }
        }
    }

    /// The answer's body, for as long as its bytes come.
    fn bytes(&self, answer: reqwest::Response) -> impl Stream<Item = io::Result<Bytes>> + use<> {
        let silence = self.silence;
        stream::try_unfold(answer, move |mut answer| async move {
            let part = timeout(silence, answer.chunk()).await?.map_err(io::Error::other)?;
            Ok(part.map(|part| (part, answer)))
        })
    }
}

/// Passes one request on. Neither it nor its answer is logged.
pub async fn forward(State(upstream): State<Upstream>, request: Request) -> Response {
    upstream.send(request).await.unwrap_or_else(|reason| {
        ApiError::new(StatusCode::BAD_GATEWAY, "upstream_unreachable", format!("{} {reason}.", upstream.base)).into_response()
    })
}

/// The headers without `kept`, those that `Connection` names, and permissions for other origins: this server serves one page only.
fn without(mut headers: HeaderMap, kept: &[HeaderName]) -> HeaderMap {
    let listed = headers.get_all(header::CONNECTION).iter().filter_map(|value| value.to_str().ok()).flat_map(|names| names.split(','));
    let listed: Vec<HeaderName> = listed.filter_map(|name| name.trim().parse().ok()).collect();
    let foreign: Vec<HeaderName> = headers.keys().filter(|name| name.as_str().starts_with("access-control-")).cloned().collect();
    for name in listed.iter().chain(&foreign).chain(kept) {
        headers.remove(name);
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_with_and_without_api() {
        for base in ["https://imagineanything.com", "https://imagineanything.com/", "https://imagineanything.com/api/"] {
            assert_eq!(Upstream::new(base).map(|upstream| upstream.base), Ok("https://imagineanything.com".to_owned()));
        }
        for bad in ["imagineanything.com", "https://imagineanything.com/?x=1", "https://imagineanything.com#x"] {
            assert!(Upstream::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn headers_of_one_connection_and_cookies_stay() {
        let mut headers = HeaderMap::new();
        for (name, value) in [("connection", "x-private"), ("x-private", "1"), ("cookie", "a=b"), ("authorization", "Bearer t")] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let kept = without(headers, &KEPT_FROM_UPSTREAM);
        assert_eq!(kept.keys().map(HeaderName::as_str).collect::<Vec<_>>(), ["authorization"]);
    }
}
