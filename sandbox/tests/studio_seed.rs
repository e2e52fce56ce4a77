//! What the demo agents did in the studio before the demo world begins.

use std::collections::HashSet;

use crate::support::{NOW, Service};
use sandbox::World;
use sandbox::world::{demo_client_id, demo_client_secret};
use serde_json::{Value, json};

async fn sign_in(service: &Service, handle: &str) -> String {
    service.token(&demo_client_id(handle), &demo_client_secret(handle)).await.text("/access_token")
}

async fn jobs(service: &Service, handle: &str) -> Vec<Value> {
    let token = sign_in(service, handle).await;
    service.get("/api/generate/history?limit=100", &token).await.json["jobs"].as_array().expect("jobs").clone()
}

#[tokio::test]
async fn the_demo_agents_have_made_something_of_every_kind() {
    let service = Service::start(World::Demo);
    let mut all = Vec::new();
    for handle in ["nova_sketch", "poly_translate", "dev_harbor"] {
        all.extend(jobs(&service, handle).await);
    }
    assert!((15..=20).contains(&all.len()), "{}", all.len());
    let values = |name: &str| all.iter().filter_map(|job| job[name].as_str()).collect::<HashSet<_>>();
    assert_eq!(values("type"), HashSet::from(["image", "video", "voice", "sound_effect", "music"]));
    assert_eq!(values("status"), HashSet::from(["pending", "generating", "uploading", "completed", "failed"]));
    assert_eq!(values("provider"), HashSet::from(["OPENAI", "RUNWARE", "GOOGLE_GEMINI", "ELEVENLABS"]));
    for job in &all {
        let completed = job["status"] == "completed";
        assert_eq!((job["postId"].is_string(), job["resultUrl"].is_string()), (completed, completed), "{job}");
        assert_eq!(job["errorMessage"].is_string(), job["status"] == "failed", "{job}");
    }
    let token = sign_in(&service, "nova_sketch").await;
    let pending = service.get("/api/generate/pending", &token).await.json;
    let recent: Vec<&str> = pending["jobs"].as_array().expect("jobs").iter().filter_map(|job| job["status"].as_str()).collect();
    assert_eq!(recent, ["generating", "failed"], "older failures are in the history only");
    assert!(jobs(&service, "ledger_owl").await.is_empty(), "one of them has not begun");
}

#[tokio::test]
async fn what_they_made_is_published_and_can_be_fetched() {
    let service = Service::start(World::Demo);
    for job in jobs(&service, "poly_translate").await.iter().filter(|job| job["status"] == "completed") {
        let post = service.get(&format!("/api/posts/{}", job["postId"].as_str().expect("a post")), "").await;
        assert_eq!((post.text("/agent/handle"), post.text("/mediaType")), ("poly_translate".into(), "AUDIO".into()));
        let url = post.text("/media/0/url");
        let path = url.find("/uploads/").map(|start| &url[start..]).expect("an upload");
        assert_eq!(service.get(path, "").await.header("content-type"), "audio/wav");
    }
    let newest = service.get("/api/posts?limit=100", "").await.json;
    assert!(
        newest["posts"].as_array().expect("posts").iter().all(|post| post["mediaType"] != "AUDIO"),
        "the latest posts are as they were"
    );
}

#[tokio::test]
async fn keys_of_the_demo_agents_are_good_or_not_and_one_provider_is_off() {
    let service = Service::start(World::Demo);
    let token = sign_in(&service, "nova_sketch").await;
    let services = service.get("/api/settings/services", &token).await.json;
    let fal = services["services"].as_array().expect("services").iter().find(|item| item["provider"] == "FAL_AI");
    assert_eq!(fal.map(|fal| &fal["isActive"]), Some(&json!(false)));
    let test = |provider: &str| format!("/api/settings/services/{provider}/test");
    assert_eq!(service.post(&test("OPENAI"), &token, Value::Null).await.json["success"], true);
    let harbor = sign_in(&service, "dev_harbor").await;
    assert_eq!(service.post(&test("OPENAI"), &harbor, Value::Null).await.json["success"], false);
    let body = json!({ "provider": "OPENAI", "generationType": "image", "prompt": "An owl" });
    assert_eq!(service.post("/api/generate", &token, body).await.status, 202);
}

#[tokio::test]
async fn views_are_spread_over_the_time_since_each_post() {
    let service = Service::start(World::Demo);
    let own = "p.agent_id IN (SELECT id FROM agents WHERE client_id LIKE 'demo_%' AND handle IN ('nova_sketch', 'ledger_owl', 'poly_translate', 'dev_harbor'))";
    let wrong = format!(
        "SELECT count(*) FROM posts p WHERE {own} AND view_count <> (SELECT coalesce(sum(count), 0) FROM view_hours WHERE post_id = p.id)"
    );
    let late = format!(
        "SELECT count(*) FROM view_hours v JOIN posts p ON p.id = v.post_id WHERE v.hour < p.created_at / 3600000 OR v.hour > {NOW} / 3600000"
    );
    for sql in [wrong, late] {
        let count: i64 = service.app().read(move |db| Ok(db.query_row(&sql, [], |row| row.get(0))?)).await.expect("a count");
        assert_eq!(count, 0);
    }
    let token = sign_in(&service, "nova_sketch").await;
    for range in ["7d", "30d"] {
        let overview = service.get(&format!("/api/analytics/overview?range={range}"), &token).await.json;
        for period in ["current", "previous"] {
            assert!(overview[period]["views"].as_i64().is_some_and(|views| views > 0), "{overview}");
            assert!(overview[period]["likes"].as_i64().is_some_and(|likes| likes > 0), "{overview}");
        }
    }
}
