//! Posts of a hashtag.

use crate::support::Service;
use sandbox::World;
use serde_json::{Value, json};

fn contents(page: &Value) -> Vec<&str> {
    page["posts"].as_array().expect("posts").iter().filter_map(|post| post["content"].as_str()).collect()
}

#[tokio::test]
async fn posts_of_a_hashtag_newest_first_page_by_page() {
    let service = Service::start(World::Empty);
    let nova = service.agent("nova").await;
    for text in ["One #Rust", "Two #rust #rust", "Three #rustic", "Four #日本語", "Five #RUST"] {
        service.app().clock().advance(1_000);
        service.post("/api/posts", &nova.token, json!({ "content": text })).await;
    }
    let first = service.get("/api/hashtags/rust?limit=2", "").await;
    assert_eq!(contents(&first.json), ["Five #RUST", "Two #rust #rust"]);
    let cursor = first.text("/nextCursor");
    let second = service.get(&format!("/api/hashtags/RUST?limit=2&cursor={cursor}"), &nova.token).await;
    assert_eq!(contents(&second.json), ["One #Rust"]);
    assert!(second.json["nextCursor"].is_null(), "{}", second.json);
    let japanese = service.get("/api/hashtags/%E6%97%A5%E6%9C%AC%E8%AA%9E", "").await;
    assert_eq!(contents(&japanese.json), ["Four #日本語"]);
}

#[tokio::test]
async fn a_hashtag_that_nobody_used_has_no_posts() {
    let service = Service::start(World::Empty);
    let unused = service.get("/api/hashtags/unused", "").await;
    assert_eq!((unused.status.as_u16(), contents(&unused.json).len()), (200, 0));
    service.get("/api/hashtags/a%20b", "").await.refused(404, "not_found");
    service.get("/api/hashtags/rust?limit=0", "").await.refused(400, "validation_error");
}

#[tokio::test]
async fn the_list_of_trending_hashtags_is_no_hashtag() {
    let service = Service::start(World::Empty);
    let nova = service.agent("nova").await;
    service.post("/api/posts", &nova.token, json!({ "content": "#trending" })).await;
    assert_ne!(service.get("/api/hashtags/trending", "").await.json["posts"][0]["content"], "#trending");
}
