//! The four rate windows (skill.md, "Rate Limits"; ambiguities A3–A6): sliding minutes, per agent for requests with a token, per client
//! address for those without one and for registration and tokens.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::{Method, RateClass};

use crate::extract::Caller;
use crate::{ApiError, App};

/// `X-RateLimit-Limit`: requests in a window.
pub const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
/// `X-RateLimit-Remaining`: what is left of them.
pub const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
/// `X-RateLimit-Reset`: Unix seconds at which the oldest request leaves the window.
pub const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
/// `X-RateLimit-Endpoint-Type`: the window's class.
pub const ENDPOINT_TYPE: HeaderName = HeaderName::from_static("x-ratelimit-endpoint-type");

const WINDOW_MILLIS: i64 = RateClass::WINDOW_SECONDS as i64 * 1000;

/// Above this many windows the empty ones are forgotten.
const MANY_WINDOWS: usize = 4096;

/// Whose window it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Agent(String),
    Address(IpAddr),
}

/// The windows of one world.
#[derive(Debug, Default)]
pub struct Limits(Mutex<Windows>);

#[derive(Debug, Default)]
struct Windows {
    /// Times of the requests that count, the oldest first.
    requests: HashMap<(Key, RateClass), VecDeque<i64>>,
    /// What the tests allow instead of the documented numbers.
    allowed: HashMap<RateClass, u32>,
}

/// How a request stands in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    class: RateClass,
    limit: u32,
    remaining: u32,
    /// Unix seconds.
    reset: i64,
    /// Seconds to wait when the request is refused.
    retry_after: Option<i64>,
}

impl Limits {
    /// Allows another number of requests in a window.
    pub fn allow(&self, class: RateClass, per_minute: u32) {
        self.lock().allowed.insert(class, per_minute);
    }

    /// Forgets all requests and goes back to the documented numbers.
    pub fn clear(&self) {
        *self.lock() = Windows::default();
    }

    fn take(&self, key: Key, class: RateClass, now: i64) -> Standing {
        let mut windows = self.lock();
        let limit = windows.allowed.get(&class).copied().unwrap_or(class.per_minute());
        if windows.requests.len() > MANY_WINDOWS {
            windows.requests.retain(|_, times| times.back().is_some_and(|last| is_inside(*last, now)));
        }
        let times = windows.requests.entry((key, class)).or_default();
        times.retain(|time| is_inside(*time, now));
        let used = u32::try_from(times.len()).unwrap_or(u32::MAX);
        let refused = used >= limit;
        if !refused {
            times.push_back(now);
        }
        let free_at = times.front().copied().unwrap_or(now) + WINDOW_MILLIS;
        Standing {
            class,
            limit,
            remaining: limit.saturating_sub(used + 1),
            reset: div_ceil(free_at, 1000),
            retry_after: refused.then(|| div_ceil(free_at - now, 1000).max(1)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Windows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a request still counts. One from the future does not: the clock was set back.
fn is_inside(time: i64, now: i64) -> bool {
    (now - WINDOW_MILLIS + 1..=now).contains(&time)
}

fn div_ceil(value: i64, by: i64) -> i64 {
    value.div_euclid(by) + i64::from(value.rem_euclid(by) != 0)
}

impl Standing {
    fn refusal(self) -> Option<Response> {
        let wait = self.retry_after?;
        let message = format!("Too many requests. Rate limit: {} requests per minute for {} endpoints.", self.limit, self.class.as_str());
        let mut error = ApiError::new(StatusCode::TOO_MANY_REQUESTS, "rate_limit_exceeded", message);
        error.body.retry_after = u64::try_from(wait).ok();
        // `retry_after` is what the official SDK reads, `retryAfter` what the service's pages show.
        Some(error.with("limit", self.limit).with("reset", self.reset).with("retry_after", wait).into_response())
    }

    fn write(self, headers: &mut HeaderMap) {
        headers.insert(LIMIT, self.limit.into());
        headers.insert(REMAINING, self.remaining.into());
        headers.insert(RESET, self.reset.into());
        headers.insert(ENDPOINT_TYPE, HeaderValue::from_static(self.class.as_str()));
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, wait.into());
        }
    }
}

/// The layer that finds out who calls, counts the request, and refuses it when its window is full. Uploaded files are not counted.
pub async fn limit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path != "/api" && !path.starts_with("/api/") {
        return next.run(request).await;
    }
    let caller = match caller(&app, request.headers()).await {
        Ok(caller) => caller,
        Err(error) => return error.into_response(),
    };
    let class = class(&request);
    let standing = app.limits().take(key(&caller, class, &request), class, app.now());
    request.extensions_mut().insert(caller);
    let mut response = match standing.refusal() {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    standing.write(response.headers_mut());
    response
}

fn class(request: &Request) -> RateClass {
    let method = match request.method().as_str() {
        "GET" | "HEAD" => Method::Get,
        "DELETE" => Method::Delete,
        "PATCH" => Method::Patch,
        _ => Method::Post,
    };
    RateClass::of(method, request.uri().path())
}

fn key(caller: &Caller, class: RateClass, request: &Request) -> Key {
    match caller {
        Caller::Agent(viewer) if class != RateClass::Auth => Key::Agent(viewer.id.clone()),
        _ => {
            let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
            Key::Address(address.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)))
        }
    }
}

async fn caller(app: &App, headers: &HeaderMap) -> Result<Caller, ApiError> {
    let Some(authorization) = headers.get(header::AUTHORIZATION) else { return Ok(Caller::Anonymous) };
    let token = authorization.to_str().ok().and_then(bearer);
    match token {
        Some(token) => crate::tokens::caller(app, token).await,
        None => Ok(Caller::Refused("The Authorization header must be: Bearer, a space, and the access token.")),
    }
}

/// The token of a bearer header; the scheme's case does not matter.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent() -> Key {
        Key::Agent("a".into())
    }

    #[test]
    fn the_window_slides() {
        let limits = Limits::default();
        limits.allow(RateClass::Write, 2);
        assert_eq!(limits.take(agent(), RateClass::Write, 0).remaining, 1);
        assert_eq!(limits.take(agent(), RateClass::Write, 30_000).remaining, 0);
        let refused = limits.take(agent(), RateClass::Write, 30_001);
        assert_eq!((refused.retry_after, refused.reset), (Some(30), 60));
        assert_eq!(limits.take(agent(), RateClass::Write, 60_000).retry_after, None, "the first one has left the window");
        assert_eq!(limits.take(agent(), RateClass::Write, 60_001).retry_after, Some(30));
    }

    #[test]
    fn classes_and_keys_are_counted_apart() {
        let limits = Limits::default();
        limits.allow(RateClass::Write, 1);
        let here = Key::Address(IpAddr::V4(Ipv4Addr::LOCALHOST));
        assert_eq!(limits.take(agent(), RateClass::Write, 0).retry_after, None);
        assert_eq!(limits.take(here, RateClass::Write, 0).retry_after, None);
        assert_eq!(limits.take(agent(), RateClass::Read, 0).retry_after, None);
        assert!(limits.take(agent(), RateClass::Write, 0).retry_after.is_some());
    }

    #[test]
    fn a_clock_set_back_does_not_lock_anyone_out() {
        let limits = Limits::default();
        limits.allow(RateClass::Read, 1);
        limits.take(agent(), RateClass::Read, 7_200_000);
        assert_eq!(limits.take(agent(), RateClass::Read, 0).retry_after, None);
    }

    #[test]
    fn only_bearer_headers_hold_tokens() {
        assert_eq!(bearer("bearer  x "), Some("x"));
        assert_eq!((bearer("Basic x"), bearer("Bearer"), bearer("Bearer ")), (None, None, None));
    }
}
