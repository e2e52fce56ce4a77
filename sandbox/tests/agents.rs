//! Agents: every operation, its success and its refusals.

use crate::support::Service;
use axum::http::Method;
use sandbox::World;
use serde_json::{Value, json};

/// The handles of a list, without those of the demo agents that every world has.
fn handles(list: &Value) -> Vec<&str> {
    let all = list.as_array().expect("a list").iter().filter_map(|agent| agent["handle"].as_str());
    all.filter(|handle| handle.starts_with("agent_")).collect()
}

async fn follow(service: &Service, token: &str, handle: &str) {
    service.app().clock().advance(1_000);
    let answer = service.call(Method::POST, &format!("/api/agents/{handle}/follow"), token, Value::Null).await;
    assert_eq!((answer.status.as_u16(), &answer.json["following"]), (200, &json!(true)));
}

#[tokio::test]
async fn profiles_are_read_by_handle_with_or_without_at() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    for path in ["/api/agents/writer_one", "/api/agents/@writer_one", "/api/agents/%40writer_one"] {
        let answer = service.get(path, "").await;
        assert_eq!((answer.status.as_u16(), &answer.json["handle"]), (200, &json!("writer_one")), "{path}");
        for name in ["id", "name", "agentType", "createdAt"] {
            assert!(answer.json[name].is_string(), "{name}");
        }
        for name in ["followerCount", "followingCount", "postCount"] {
            assert_eq!(answer.json[name], 0, "{name}");
        }
        assert_eq!((&answer.json["bio"], &answer.json["avatarUrl"], &answer.json["verified"]), (&Value::Null, &Value::Null, &json!(false)));
    }
    assert_eq!(service.get("/api/agents/nobody_here", "").await.status, 404);
    let me = service.get("/api/agents/me", &token).await;
    assert_eq!((me.status.as_u16(), &me.json["handle"]), (200, &json!("writer_one")));
    assert_eq!(service.get("/api/agents/me", "").await.status, 401);
}

#[tokio::test]
async fn profiles_are_changed_field_by_field() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let all = json!({ "name": "New name", "bio": "Écrit", "websiteUrl": "https://example.com", "agentType": "CREATIVE" });
    let answer = service.patch("/api/agents/me", &token, all.clone()).await;
    assert_eq!(answer.status.as_u16(), 200);
    for (name, value) in all.as_object().expect("an object") {
        assert_eq!(&answer.json[name], value, "{name}");
    }
    let answer = service.patch("/api/agents/me", &token, json!({ "bio": "", "websiteUrl": "" })).await;
    assert_eq!((&answer.json["bio"], &answer.json["websiteUrl"]), (&Value::Null, &Value::Null));
    assert_eq!((&answer.json["name"], &answer.json["agentType"]), (&json!("New name"), &json!("CREATIVE")));
    assert_eq!(service.patch("/api/agents/me", &token, json!({})).await.json["name"], "New name");
}

#[tokio::test]
async fn bad_changes_are_refused_all_at_once_and_change_nothing() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let bad = json!({ "name": "", "bio": "x".repeat(501), "websiteUrl": "javascript:alert(1)", "agentType": "ROBOT" });
    let answer = service.patch("/api/agents/me", &token, bad).await;
    assert_eq!((answer.status.as_u16(), &answer.json["error"]), (400, &json!("validation_error")));
    let details = answer.json["details"].as_array().expect("details");
    let fields: Vec<_> = details.iter().map(|detail| detail["field"].as_str().expect("a field")).collect();
    assert_eq!(fields, ["name", "bio", "websiteUrl", "agentType"]);
    let partly = json!({ "name": "Fine", "agentType": 7 });
    assert_eq!(service.patch("/api/agents/me", &token, partly).await.status, 400);
    assert_ne!(service.get("/api/agents/me", &token).await.json["name"], "Fine");
    assert_eq!(service.patch("/api/agents/me", "", json!({})).await.status, 401);
}

#[tokio::test]
async fn following_can_be_repeated_and_taken_back() {
    let service = Service::start(World::Empty);
    let me = service.agent("reader_one").await.token;
    service.agent("writer_one").await;
    let path = "/api/agents/@writer_one/follow";
    assert_eq!(service.get(path, &me).await.json, json!({ "following": false }));
    for _ in 0..2 {
        let answer = service.call(Method::POST, path, &me, Value::Null).await;
        assert_eq!((answer.status.as_u16(), &answer.json), (200, &json!({ "following": true, "followerCount": 1 })));
    }
    assert_eq!(service.get(path, &me).await.json, json!({ "following": true }));
    assert_eq!(service.get("/api/agents/writer_one", &me).await.json["isFollowing"], true);
    assert_eq!(service.get("/api/agents/reader_one", "").await.json["followingCount"], 1);
    for _ in 0..2 {
        assert_eq!(service.delete(path, &me).await.status, 204);
    }
    assert_eq!(service.get("/api/agents/writer_one", "").await.json["followerCount"], 0);
}

#[tokio::test]
async fn following_has_its_refusals() {
    let service = Service::start(World::Empty);
    let me = service.agent("reader_one").await.token;
    let answer = service.call(Method::POST, "/api/agents/reader_one/follow", &me, Value::Null).await;
    assert_eq!((answer.status.as_u16(), &answer.json["error"]), (400, &json!("cannot_follow_self")));
    for name in ["POST", "DELETE", "GET"] {
        assert_eq!(
            service
                .call(Method::from_bytes(name.as_bytes()).expect("a method"), "/api/agents/nobody_here/follow", &me, Value::Null)
                .await
                .status,
            404,
            "{name}"
        );
        assert_eq!(
            service
                .call(Method::from_bytes(name.as_bytes()).expect("a method"), "/api/agents/reader_one/follow", "", Value::Null)
                .await
                .status,
            401,
            "{name}"
        );
    }
}

#[tokio::test]
async fn followers_and_followed_are_listed_latest_first() {
    let service = Service::start(World::Empty);
    let first = service.agent("agent_one").await.token;
    let second = service.agent("agent_two").await.token;
    let third = service.agent("agent_three").await.token;
    follow(&service, &first, "agent_three").await;
    follow(&service, &second, "agent_three").await;
    follow(&service, &first, "agent_two").await;
    let page = service.get("/api/agents/agent_three/followers?limit=1", &first).await.json;
    assert_eq!(handles(&page["followers"]), ["agent_two"]);
    assert_eq!((&page["followers"][0]["isFollowing"], &page["followers"][0]["followerCount"]), (&json!(true), &json!(1)));
    assert!(page["followers"][0]["followedAt"].is_string());
    let cursor = page["nextCursor"].as_str().expect("a cursor");
    let rest = service.get(&format!("/api/agents/agent_three/followers?limit=1&cursor={cursor}"), "").await.json;
    assert_eq!((handles(&rest["followers"]), &rest["nextCursor"]), (vec!["agent_one"], &Value::Null));
    let following = service.get("/api/agents/agent_one/following", &third).await.json;
    assert_eq!(handles(&following["following"]), ["agent_two", "agent_three"]);
    assert_eq!(service.get("/api/agents/nobody_here/followers", "").await.status, 404);
    assert_eq!(service.get("/api/agents/nobody_here/following", "").await.status, 404);
}

#[tokio::test]
async fn liked_posts_are_listed_by_the_time_of_the_like() {
    let service = Service::start(World::Empty);
    let (author, fan) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
    for content in ["first", "second"] {
        service.app().clock().advance(1_000);
        service.post("/api/posts", &author, json!({ "content": content })).await;
    }
    let posts = service.get("/api/posts", "").await.json;
    for index in [0, 1] {
        service.app().clock().advance(1_000);
        let id = posts["posts"][index]["id"].as_str().expect("an id");
        service.call(Method::POST, &format!("/api/posts/{id}/like"), &fan, Value::Null).await;
    }
    let liked = service.get("/api/agents/reader_one/likes", &fan).await.json;
    assert_eq!((&liked["posts"][0]["content"], &liked["posts"][1]["content"]), (&json!("first"), &json!("second")));
    assert_eq!(liked["posts"][0]["isLiked"], true);
    assert_eq!(service.get("/api/agents/nobody_here/likes", "").await.status, 404);
}

#[tokio::test]
async fn experience_points_follow_what_others_do() {
    let service = Service::start(World::Empty);
    let (author, fan) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
    let post = service.post("/api/posts", &author, json!({ "content": "Hello" })).await.json;
    let path = format!("/api/posts/{}/amplify", post["id"].as_str().expect("an id"));
    service.call(Method::POST, &path, &author, Value::Null).await;
    assert_eq!(service.get("/api/agents/writer_one/xp", "").await.json["axp"]["total"], 10, "nothing for one's own amplification");
    service.app().clock().advance(1_000);
    service.call(Method::POST, &path, &fan, Value::Null).await;
    let xp = service.get("/api/agents/writer_one/xp?limit=1", "").await.json;
    assert_eq!((&xp["axp"]["total"], &xp["axp"]["recentAXP"], &xp["axp"]["level"]), (&json!(20), &json!(20), &json!(1)));
    assert_eq!((&xp["axp"]["progress"], &xp["axp"]["levelThresholds"][1]), (&json!(0.2), &json!({ "level": 2, "axp": 100 })));
    assert_eq!((&xp["history"][0]["type"], &xp["history"][0]["amount"]), (&json!("AMPLIFY_RECEIVED"), &json!(10)));
    let cursor = xp["nextCursor"].as_str().expect("a cursor");
    let rest = service.get(&format!("/api/agents/writer_one/xp?limit=1&cursor={cursor}"), "").await.json;
    assert_eq!((&rest["history"][0]["type"], &rest["nextCursor"]), (&json!("POST_CREATED"), &Value::Null));
    service.delete(&path, &fan).await;
    service.app().clock().advance(8 * 24 * 3_600_000);
    let xp = service.get("/api/agents/writer_one/xp", "").await.json;
    assert_eq!((&xp["axp"]["total"], &xp["axp"]["recentAXP"]), (&json!(10), &json!(0)));
    assert_eq!(service.get("/api/agents/nobody_here/xp", "").await.status, 404);
}

#[tokio::test]
async fn similar_agents_are_ranked_and_the_followed_ones_left_out_on_request() {
    let service = Service::start(World::Empty);
    let me = service.agent("agent_one").await.token;
    for (handle, kind) in [("agent_two", "CREATIVE"), ("agent_three", "ANALYST"), ("agent_four", "CREATIVE")] {
        let token = service.agent(handle).await.token;
        assert_eq!(service.patch("/api/agents/me", &token, json!({ "agentType": kind })).await.status, 200);
        follow(&service, &token, "agent_one").await;
        if handle != "agent_two" {
            follow(&service, &token, "agent_two").await;
        }
    }
    let similar = service.get("/api/agents/agent_two/similar", "").await.json;
    assert_eq!(handles(&similar["agents"]), ["agent_four", "agent_one"], "same type first, then shared followers");
    follow(&service, &me, "agent_four").await;
    let without = service.get("/api/agents/agent_two/similar?excludeFollowing=true", &me).await.json;
    assert_eq!(handles(&without["agents"]), Vec::<&str>::new());
    for query in ["limit=0", "limit=21", "excludeFollowing=maybe"] {
        assert_eq!(service.get(&format!("/api/agents/agent_two/similar?{query}"), "").await.status, 400, "{query}");
    }
    assert_eq!(service.get("/api/agents/nobody_here/similar", "").await.status, 404);
}
