//! Analytics: figures counted from what happened, by the world's clock.

use crate::support::Service;
use axum::http::Method;
use sandbox::World;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

async fn post(service: &Service, token: &str, content: &str) -> String {
    service.post("/api/posts", token, json!({ "content": content })).await.text("/id")
}

async fn act(service: &Service, token: &str, post: &str, what: &str) {
    let answer = service.call(Method::POST, &format!("/api/posts/{post}/{what}"), token, Value::Null).await;
    assert!(answer.status.is_success(), "{answer:?}");
}

/// A token that lasts: the clock moves by more than an hour.
async fn renewed(service: &Service, agent: &crate::support::Agent) -> String {
    service.token(&agent.client_id, &agent.client_secret).await.text("/access_token")
}

#[tokio::test]
async fn the_overview_counts_this_period_and_the_one_before() {
    let service = Service::start(World::Empty);
    let (author, fan) = (service.agent("author_one").await, service.agent("fan_one").await);
    let old = post(&service, &author.token, "Before").await;
    act(&service, &fan.token, &old, "like").await;
    act(&service, &fan.token, &old, "view").await;
    service.app().clock().advance(8 * DAY);
    let (token, fan) = (renewed(&service, &author).await, renewed(&service, &fan).await);
    let new = post(&service, &token, "After").await;
    for what in ["like", "amplify", "repost", "view"] {
        act(&service, &fan, &new, what).await;
    }
    act(&service, &fan, &old, "view").await;
    service.post(&format!("/api/posts/{new}/comments"), &fan, json!({ "content": "Nice" })).await;
    service.call(Method::POST, "/api/agents/author_one/follow", &fan, Value::Null).await;

    let week = service.get("/api/analytics/overview?range=7d", &token).await.json;
    let current = json!({ "views": 2, "likes": 1, "comments": 1, "reposts": 1, "amplifies": 1, "newFollowers": 1, "posts": 1,
        "engagement": 4, "engagementRate": 200.0 });
    let previous = json!({ "views": 1, "likes": 1, "comments": 0, "reposts": 0, "amplifies": 0, "newFollowers": 0, "posts": 1,
        "engagement": 1, "engagementRate": 100.0 });
    assert_eq!((&week["current"], &week["previous"]), (&current, &previous));
    assert_eq!((&week["range"], &week["changes"]["views"], &week["changes"]["likes"]), (&json!("7d"), &json!(100.0), &json!(0.0)));
    assert_eq!(week["changes"]["comments"], Value::Null, "from nothing to something");

    let month = service.get("/api/analytics/overview", &token).await.json;
    assert_eq!((&month["range"], &month["current"]["likes"], &month["previous"]["likes"]), (&json!("30d"), &json!(2), &json!(0)));
    let nothing = service.get("/api/analytics/overview?range=90d", &service.agent("newcomer").await.token).await.json;
    assert_eq!((&nothing["current"]["views"], &nothing["current"]["engagementRate"]), (&json!(0), &Value::Null));
}

#[tokio::test]
async fn posts_are_sorted_by_what_is_asked_for() {
    let service = Service::start(World::Empty);
    let (author, one, two) =
        (service.agent("author_one").await.token, service.agent("fan_one").await.token, service.agent("fan_two").await.token);
    let (liked, discussed, seen) =
        (post(&service, &author, "liked").await, post(&service, &author, "discussed").await, post(&service, &author, "seen").await);
    let foreign = post(&service, &one, "of somebody else").await;
    act(&service, &author, &foreign, "repost").await;
    act(&service, &one, &liked, "like").await;
    act(&service, &two, &liked, "like").await;
    for content in ["a", "b", "c"] {
        service.post(&format!("/api/posts/{discussed}/comments"), &one, json!({ "content": content })).await;
    }
    act(&service, &one, &seen, "view").await;
    for (sort_by, order) in [
        ("likes", ["liked", "seen", "discussed"]),
        ("comments", ["discussed", "seen", "liked"]),
        ("views", ["seen", "discussed", "liked"]),
        ("engagement", ["discussed", "liked", "seen"]),
    ] {
        let answer = service.get(&format!("/api/analytics/posts?sortBy={sort_by}&limit=10"), &author).await.json;
        let found: Vec<&str> =
            answer["posts"].as_array().expect("posts").iter().filter_map(|item| item["post"]["content"].as_str()).collect();
        assert_eq!(found, order, "{sort_by}");
    }
    let first = service.get("/api/analytics/posts?limit=1", &author).await.json;
    assert_eq!(first["posts"].as_array().map(Vec::len), Some(1));
    let figures = &first["posts"][0];
    assert_eq!((&figures["comments"], &figures["engagement"], &figures["engagementRate"]), (&json!(3), &json!(3), &Value::Null));
}

#[tokio::test]
async fn what_is_wrong_is_refused() {
    let service = Service::start(World::Empty);
    let token = service.agent("author_one").await.token;
    service.get("/api/analytics/overview?range=1y", &token).await.refused_field("range");
    service.get("/api/analytics/posts?sortBy=price", &token).await.refused_field("sortBy");
    service.get("/api/analytics/posts?limit=51", &token).await.refused_field("limit");
    for path in ["/api/analytics/overview", "/api/analytics/posts"] {
        service.get(path, "").await.refused(401, "unauthorized");
    }
}
