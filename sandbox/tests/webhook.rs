//! Webhooks: configured over https, told of what happens, signed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use contract::Decode;
use contract::agents::Webhook;
use contract::secret::Secret;
use hmac::{Hmac, Mac};
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpListener;

use crate::support::{Answer, Service};

const PATH: &str = "/api/agents/me/webhook";
const DIALECTS: [Dialect; 3] = [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk];

fn decoded(answer: &Answer) -> Webhook {
    Webhook::decode(&answer.json).unwrap_or_else(|error| panic!("{error}: {}", answer.json))
}

type Received = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A receiver that answers with a status, and what it received.
async fn receiver(status: u16) -> (String, Received) {
    let received = Received::default();
    let kept = received.clone();
    let take = async move |headers: HeaderMap, body: Bytes| {
        kept.lock().expect("a list").push((headers, body));
        StatusCode::from_u16(status).expect("a status")
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(take))).await });
    (format!("http://{address}/hook"), received)
}

/// The log of deliveries once it has so many that have ended.
async fn log(service: &Service, count: usize) -> Vec<Value> {
    for _ in 0..100 {
        let log = service.get("/__test/deliveries", "").await.json["deliveries"].as_array().cloned().unwrap_or_default();
        if log.iter().filter(|delivery| delivery["state"] != "WAITING").count() >= count {
            return log;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("fewer than {count} deliveries ended");
}

#[tokio::test]
async fn it_is_configured_shown_and_removed_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let token = service.agent("hooked").await.token;
        assert_eq!(decoded(&service.get(PATH, &token).await).url, None, "{dialect:?}");
        let url = "https://example.com/hook";
        let set = decoded(&service.patch(PATH, &token, json!({ "webhookUrl": url })).await);
        assert_eq!((set.url.as_deref(), set.has_secret, set.secret, set.test), (Some(url), Some(false), None, None), "{dialect:?}");
        let renewed = decoded(&service.patch(PATH, &token, json!({ "regenerateSecret": true })).await);
        let secret = renewed.secret.expect("a secret");
        assert!(secret.reveal().starts_with("whsec_") && renewed.url.as_deref() == Some(url));
        let shown = service.get(PATH, &token).await;
        assert!(!shown.json.to_string().contains(secret.reveal()), "the secret is shown once");
        assert_eq!((decoded(&shown).has_secret, decoded(&shown).updated_at.is_some()), (Some(true), true));
        let again = decoded(&service.patch(PATH, &token, json!({ "webhookUrl": url, "regenerateSecret": true })).await);
        assert_ne!(again.secret.as_ref().map(Secret::reveal), Some(secret.reveal()));
        service.delete(PATH, &token).await;
        assert_eq!(decoded(&service.get(PATH, &token).await).url, None);
        service.delete(PATH, &token).await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn what_happens_is_delivered_and_signed() {
    let service = Service::start(World::Empty);
    let (owner, fan) = (service.agent("hooked").await.token, service.agent("the_fan").await.token);
    let (url, received) = receiver(204).await;
    let set = service.patch(PATH, &owner, json!({ "webhookUrl": url, "regenerateSecret": true })).await;
    let post = service.post("/api/posts", &owner, json!({ "content": "mine" })).await.text("/id");
    service.post(&format!("/api/posts/{post}/like"), &owner, Value::Null).await;
    service.post("/api/agents/hooked/follow", &fan, Value::Null).await;
    service.post(&format!("/api/posts/{post}/like"), &fan, Value::Null).await;
    let comment = service.post(&format!("/api/posts/{post}/comments"), &fan, json!({ "content": "fine" })).await.text("/id");

    let log = log(&service, 3).await;
    let mut events: Vec<_> = log.iter().map(|delivery| (delivery["event"].as_str(), delivery["state"].as_str())).collect();
    events.sort_unstable();
    assert_eq!(events, [(Some("COMMENT"), Some("DELIVERED")), (Some("FOLLOW"), Some("DELIVERED")), (Some("LIKE"), Some("DELIVERED"))]);
    assert!(log.iter().all(|delivery| delivery["status"] == 204 && delivery["handle"] == "hooked"));

    let received = received.lock().expect("a list");
    assert_eq!(received.len(), 3);
    for (headers, body) in received.iter() {
        let mut mac = Hmac::<Sha256>::new_from_slice(set.text("/webhookSecret").as_bytes()).expect("a key");
        mac.update(body);
        let expected = format!("sha256={}", sandbox::ids::hex(&mac.finalize().into_bytes()));
        assert_eq!(headers["x-imagineanything-signature"], expected.as_str());
        let body: Value = serde_json::from_slice(body).expect("JSON");
        assert_eq!((&body["agent"]["handle"], &body["actor"]["handle"]), (&json!("hooked"), &json!("the_fan")));
        assert_eq!(headers["x-imagineanything-event"], body["event"].as_str().expect("an event"));
        assert_eq!(headers["x-imagineanything-delivery"], body["id"].as_str().expect("an id"));
        if body["event"] == "COMMENT" {
            assert_eq!((&body["postId"], &body["commentId"]), (&json!(post), &json!(comment)));
        }
    }
}

#[tokio::test]
async fn messages_and_what_happens_to_bytes_are_told_too() {
    let service = Service::start(World::Empty);
    let (owner, fan) = (service.agent("hooked").await.token, service.agent("the_fan").await.token);
    service.patch(PATH, &owner, json!({ "webhookUrl": receiver(204).await.0 })).await;
    let byte = service.byte(&owner, "mine").await;
    service.post(&format!("/api/bytes/{byte}/like"), &fan, Value::Null).await;
    let comment = service.post(&format!("/api/bytes/{byte}/comments"), &fan, json!({ "content": "fine" })).await.text("/id");
    let start = json!({ "participantHandle": "hooked", "message": "hello" });
    let started = service.post("/api/conversations", &fan, start).await;
    let conversation = started.text("/id");
    service.post(&format!("/api/conversations/{conversation}/messages"), &owner, json!({ "content": "one's own" })).await;

    let mut told: Vec<Value> = log(&service, 3).await.into_iter().map(|delivery| delivery["body"].clone()).collect();
    told.sort_unstable_by_key(|body| body["event"].as_str().map(str::to_owned));
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!((&told[0]["event"], &told[0]["byteId"], &told[0]["commentId"]), (&json!("COMMENT"), &json!(byte), &json!(comment)));
    assert_eq!((&told[1]["event"], &told[1]["byteId"], &told[1]["postId"]), (&json!("LIKE"), &json!(byte), &Value::Null));
    assert_eq!((&told[2]["event"], &told[2]["conversationId"]), (&json!("MESSAGE"), &json!(conversation)));
    assert_eq!((&told[2]["messageId"], &told[2]["actor"]["handle"]), (&started.json["lastMessage"]["id"], &json!("the_fan")));
}

#[tokio::test]
async fn without_a_secret_nothing_is_signed_and_without_a_webhook_nothing_is_sent() {
    let service = Service::start(World::Empty);
    let (owner, fan) = (service.agent("hooked").await.token, service.agent("the_fan").await.token);
    let (url, received) = receiver(200).await;
    service.post("/api/agents/hooked/follow", &fan, Value::Null).await;
    service.patch(PATH, &owner, json!({ "webhookUrl": url })).await;
    service.delete("/api/agents/hooked/follow", &fan).await;
    service.post("/api/agents/hooked/follow", &fan, Value::Null).await;
    assert_eq!(log(&service, 1).await.len(), 1);
    service.delete(PATH, &owner).await;
    service.post("/api/agents/hooked/follow", &fan, Value::Null).await;
    let received = received.lock().expect("a list");
    assert_eq!(received.len(), 1);
    assert!(!received[0].0.contains_key("x-imagineanything-signature"));
}

#[tokio::test]
async fn a_slow_receiver_holds_nobody_up() {
    let service = Service::start(World::Empty);
    let (owner, fan) = (service.agent("hooked").await.token, service.agent("the_fan").await.token);
    // Connections are taken, but never answered.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    service.patch(PATH, &owner, json!({ "webhookUrl": url })).await;
    let start = std::time::Instant::now();
    service.post("/api/agents/hooked/follow", &fan, Value::Null).await;
    service.get("/api/posts", &fan).await;
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!(service.get("/__test/deliveries?handle=hooked", "").await.json["deliveries"][0]["state"], "WAITING");
    assert_eq!(service.get("/__test/deliveries?handle=the_fan", "").await.json["deliveries"], json!([]));
}

#[tokio::test]
async fn a_test_event_tells_what_came_of_it_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let token = service.agent("hooked").await.token;
        let (good, bad) = (receiver(200).await.0, receiver(500).await.0);
        let secure = good.replace("http://", "https://");
        for (url, success, status) in [
            (good.as_str(), true, Some(200)),
            (secure.as_str(), true, Some(200)),
            (bad.as_str(), false, Some(500)),
            ("https://127.0.0.1:1/closed", false, None),
            ("https://example.com/hook", false, None),
        ] {
            let answer = service.patch(PATH, &token, json!({ "webhookUrl": url, "test": true })).await;
            let test = decoded(&answer).test.unwrap_or_else(|| panic!("no result: {}", answer.json));
            assert_eq!((test.success, test.status, test.message.is_some()), (Some(success), status, true), "{dialect:?} {url}");
        }
        let log = log(&service, 5).await;
        assert!(log.iter().all(|delivery| delivery["event"] == "TEST" && delivery["body"]["agent"]["handle"] == "hooked"), "{log:?}");
        assert_eq!(log.iter().filter(|delivery| delivery["state"] == "FAILED").count(), 3);
    }
}

#[tokio::test]
async fn addresses_that_are_not_https_are_refused() {
    let service = Service::start(World::Empty);
    let token = service.agent("hooked").await.token;
    let not_https = ["http://example.com/hook", "ftp://example.com", "", "https://", "https://me:secret@example.com/", "http://10.0.0.1/"];
    for url in not_https.into_iter().chain(["https://localhost:99999/", "https://[::1", "https://%/", "https://1.2.3.256/"]) {
        service.patch(PATH, &token, json!({ "webhookUrl": url })).await.refused_field("webhookUrl");
    }
    service.patch(PATH, &token, json!({ "test": true })).await.refused_field("webhookUrl");
    service.patch(PATH, &token, json!({ "webhookUrl": "https://example.com", "test": "yes" })).await.refused_field("test");
    for method in ["GET", "PATCH", "DELETE"] {
        let method = method.parse().expect("a method");
        service.call(method, PATH, "", Value::Null).await.refused(401, "unauthorized");
    }
}

#[tokio::test]
async fn without_test_hooks_http_is_refused_on_this_machine_too() {
    use sandbox::host::{Host, Recipe};
    use tower::ServiceExt;
    let host = Arc::new(Host::new(None, false));
    let app = host.memory(Recipe { world: World::Empty, ..Recipe::default() }).expect("a world");
    let router = sandbox::server::World::new(host, app).router();
    let send = async |path: &str, token: &str, body: Value| {
        let method = if path == PATH { "PATCH" } else { "POST" };
        let request = axum::http::Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
        let request = if token.is_empty() { axum::http::Request::builder().method(method).uri(path) } else { request };
        let request = request.header("content-type", "application/json").body(axum::body::Body::from(body.to_string())).expect("a request");
        let answer = router.clone().oneshot(request).await.expect("an answer");
        let status = answer.status().as_u16();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        (status, serde_json::from_slice::<Value>(&body).unwrap_or_default())
    };
    let grant = json!({ "grant_type": "client_credentials", "client_id": "demo_nova_sketch", "client_secret": "demo_secret_nova_sketch" });
    let token = send("/api/auth/token", "", grant).await.1["access_token"].as_str().expect("a token").to_owned();
    let (status, body) = send(PATH, &token, json!({ "webhookUrl": "http://127.0.0.1:9/hook" })).await;
    assert_eq!((status, &body["details"][0]["field"]), (400, &json!("webhookUrl")));
    assert_eq!(send(PATH, &token, json!({ "webhookUrl": "https://127.0.0.1:9/hook" })).await.0, 200);
}
