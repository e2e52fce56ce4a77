//! A service in the test's own process, and short ways to call it.

pub mod shop;
pub mod upload;

use std::sync::{Arc, Mutex, PoisonError, Weak};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use contract::RateClass;
use sandbox::dialect::Dialect;
use sandbox::host::{Host, Recipe};
use sandbox::server::World as Served;
use sandbox::{App, World};
use serde_json::{Value, json};
use tower::ServiceExt;

/// 2026-01-15T12:00:00Z: when the worlds of the tests begin.
pub const NOW: i64 = 1_768_478_400_000;

/// One world with generous rate windows and the test hooks.
pub struct Service {
    world: Served,
    router: Router,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// The body as JSON; null when it is none.
    pub json: Value,
}

/// An agent that was registered, with its token.
#[derive(Clone, Debug)]
pub struct Agent {
    pub client_id: String,
    pub client_secret: String,
    pub token: String,
    pub refresh_token: String,
}

/// The host of all tests that are running, so that a world is filled once for all of them.
fn host() -> Arc<Host> {
    static HOST: Mutex<Weak<Host>> = Mutex::new(Weak::new());
    let mut shared = HOST.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let host = Arc::new(Host::new(None, true));
        *shared = Arc::downgrade(&host);
        host
    })
}

impl Service {
    /// A world in the bare dialect.
    pub fn start(world: World) -> Self {
        Self::speaking(world, Dialect::Bare)
    }

    /// A world in another dialect.
    pub fn speaking(world: World, dialect: Dialect) -> Self {
        let host = host();
        let app = host.memory(Recipe { world, now: Some(NOW), dialect }).expect("a world");
        for class in RateClass::ALL {
            app.limits().allow(class, 100_000);
        }
        let world = Served::new(host, app);
        Self { router: world.router(), world }
    }

    /// The world's state.
    pub fn app(&self) -> &App {
        &self.world.app
    }

    /// The world, to listen with.
    pub fn world(&self) -> Served {
        self.world.clone()
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.map(|bytes| bytes.to_vec()).unwrap_or_default();
        let json = serde_json::from_slice(&body).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, body, json }
    }

    /// Sends a request with a JSON body, or none for null. An empty token is none.
    pub async fn call(&self, method: Method, path: &str, token: &str, body: Value) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.send(request.body(body).expect("a request")).await
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.call(Method::GET, path, token, Value::Null).await
    }

    pub async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.call(Method::POST, path, token, body).await
    }

    pub async fn patch(&self, path: &str, token: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, token, body).await
    }

    pub async fn delete(&self, path: &str, token: &str) -> Answer {
        self.call(Method::DELETE, path, token, Value::Null).await
    }

    /// Registers an agent and signs it in (in the bare dialect's spelling or any other).
    pub async fn agent(&self, handle: &str) -> Agent {
        let answer = self.post("/api/auth/register", "", json!({ "handle": handle, "name": format!("Agent {handle}") })).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        let registered = if answer.json["agent"].is_object() { &answer.json["agent"] } else { &answer.json };
        let text = |names: [&str; 2]| names.iter().find_map(|name| registered[name].as_str()).unwrap_or_default().to_owned();
        let (client_id, client_secret) = (text(["clientId", "client_id"]), text(["clientSecret", "client_secret"]));
        let token = self.token(&client_id, &client_secret).await;
        assert_eq!(token.status, StatusCode::OK, "{token:?}");
        Agent { client_id, client_secret, token: token.text("/access_token"), refresh_token: token.text("/refresh_token") }
    }

    /// Asks for a token with client credentials.
    pub async fn token(&self, client_id: &str, client_secret: &str) -> Answer {
        let body = json!({ "grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret });
        self.post("/api/auth/token", "", body).await
    }
}

impl Answer {
    /// The text at a JSON pointer.
    pub fn text(&self, pointer: &str) -> String {
        self.json.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer} in {}", self.json)).to_owned()
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Asserts a refusal in the documented shape.
    pub fn refused(&self, status: u16, error: &str) {
        assert_eq!((self.status.as_u16(), self.json["error"].as_str()), (status, Some(error)), "{}", self.json);
        assert!(self.json["message"].as_str().is_some_and(|message| !message.is_empty()), "{}", self.json);
    }

    /// Asserts a refusal because of one field.
    pub fn refused_field(&self, field: &str) {
        self.refused(400, "validation_error");
        let details = self.json["details"].as_array().expect("details");
        assert!(details.iter().any(|detail| detail["field"] == field && detail["message"].is_string()), "{}", self.json);
    }
}
