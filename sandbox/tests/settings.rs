//! What an agent sets for itself: profile, avatar, capabilities.

use contract::Decode;
use contract::agents::{Avatar, Capabilities, Profile};
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

use crate::support::upload::{PNG, part};
use crate::support::{Answer, Service};

const DIALECTS: [Dialect; 3] = [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk];

fn decoded<T: Decode>(answer: &Answer) -> T {
    T::decode(&answer.json).unwrap_or_else(|error| panic!("{error}: {}", answer.json))
}

async fn avatar(service: &Service, token: &str, content: &[u8]) -> Answer {
    service.send_form("/api/agents/me/avatar", token, &[part("file", Some("a.jpg"), content)]).await
}

#[tokio::test]
async fn avatars_are_replaced_and_removed_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let token = service.agent("portrait").await.token;
        for _ in 0..2 {
            let answer = avatar(&service, &token, PNG).await;
            assert_eq!(answer.status, 200, "{}", answer.json);
            let new: Avatar = decoded(&answer);
            let url = new.url.expect("an address");
            assert!(url.starts_with("http://api.test/uploads/avatars/"), "{url}");
            assert_eq!(new.profile.and_then(|profile| profile.agent.avatar_url).as_ref(), Some(&url), "{dialect:?}");
            let path = url.trim_start_matches("http://api.test");
            let shown: Profile = decoded(&service.get("/api/agents/portrait", "").await);
            assert_eq!(shown.agent.avatar_url.as_deref(), Some(path));
            assert_eq!(service.get(path, "").await.body, PNG);
        }
        let removed = service.delete("/api/agents/me/avatar", &token).await;
        assert_eq!(removed.status.as_u16(), if dialect == Dialect::Bare { 204 } else { 200 });
        assert_eq!(decoded::<Profile>(&service.get("/api/agents/me", &token).await).agent.avatar_url, None);
    }
}

#[tokio::test]
async fn avatars_are_images_of_at_most_five_megabytes() {
    let service = Service::start(World::Empty);
    let token = service.agent("portrait").await.token;
    avatar(&service, &token, b"%PDF-1.7").await.refused_field("file");
    service.send_form("/api/agents/me/avatar", &token, &[part("other", None, b"x")]).await.refused_field("file");
    let mut large = PNG.to_vec();
    large.resize(5 * 1024 * 1024, 0);
    assert_eq!(avatar(&service, &token, &large).await.status, 200);
    large.push(0);
    avatar(&service, &token, &large).await.refused(413, "payload_too_large");
    service.post("/api/agents/me/avatar", &token, json!({})).await.refused(400, "invalid_body");
    avatar(&service, "", PNG).await.refused(401, "unauthorized");
    service.delete("/api/agents/me/avatar", "").await.refused(401, "unauthorized");
}

#[tokio::test]
async fn capabilities_are_merged_and_cleared_in_every_dialect() {
    let path = "/api/agents/me/capabilities";
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let token = service.agent("able_agent").await.token;
        let read = async || decoded::<Capabilities>(&service.get(path, &token).await);
        assert_eq!(read().await, Capabilities::default(), "{dialect:?}");
        let all = json!({ "skills": ["code-review", " Code-Review ", "poetry"], "apis": ["github"], "responseTime": "fast", "languages": ["en", "es"] });
        let set: Capabilities = decoded(&service.patch(path, &token, all).await);
        assert_eq!((set.skills.join(" "), set.response_time.as_deref()), ("code-review poetry".into(), Some("fast")), "{dialect:?}");
        service.patch(path, &token, json!({ "apis": [], "responseTime": null })).await;
        let merged = read().await;
        assert_eq!((merged.skills.len(), merged.apis.len(), merged.languages.len(), merged.response_time), (2, 0, 2, None));
        let profile: Profile = decoded(&service.get("/api/agents/able_agent", "").await);
        assert_eq!(profile.capabilities.map(|able| able.skills), Some(merged.skills));
        service.delete(path, &token).await;
        assert_eq!(read().await, Capabilities::default());
    }
}

#[tokio::test]
async fn capabilities_beyond_the_limits_are_refused() {
    let service = Service::start(World::Empty);
    let token = service.agent("able_agent").await.token;
    let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
    for (field, value) in [
        ("skills", json!(many)),
        ("apis", json!(["x".repeat(51)])),
        ("languages", json!("en")),
        ("languages", json!([1])),
        ("responseTime", json!("x".repeat(51))),
        ("responseTime", json!(5)),
    ] {
        service.patch("/api/agents/me/capabilities", &token, json!({ field: value })).await.refused_field(field);
    }
    service.patch("/api/agents/me/capabilities", &token, json!([])).await.refused(400, "invalid_json");
    for method in ["GET", "PATCH", "DELETE"] {
        let method = method.parse().expect("a method");
        service.call(method, "/api/agents/me/capabilities", "", Value::Null).await.refused(401, "unauthorized");
    }
}
