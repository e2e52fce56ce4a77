//! Lists of posts: their order, and that no post repeats or is skipped while others arrive.

use crate::support::Service;
use axum::http::Method;
use sandbox::World;
use serde_json::{Value, json};

async fn publish(service: &Service, token: &str, content: &str) -> String {
    service.app().clock().advance(7);
    let answer = service.post("/api/posts", token, json!({ "content": content })).await;
    assert_eq!(answer.status.as_u16(), 201, "{}", answer.json);
    answer.json["id"].as_str().expect("an id").to_owned()
}

fn contents(page: &Value) -> Vec<String> {
    page["posts"].as_array().expect("posts").iter().map(|post| post["content"].as_str().unwrap_or("(repost)").to_owned()).collect()
}

#[tokio::test]
async fn posts_that_arrive_in_between_neither_repeat_nor_hide_others() {
    let service = Service::start(World::Empty);
    let author = service.agent("writer_one").await.token;
    for number in 0..10 {
        publish(&service, &author, &format!("old {number}")).await;
    }
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let more = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = service.get(&format!("/api/posts?limit=3{more}"), "").await.json;
        seen.extend(contents(&page));
        publish(&service, &author, "new").await;
        match page["nextCursor"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    let expected: Vec<String> = (0..10).rev().map(|number| format!("old {number}")).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_post_deleted_at_the_border_of_a_page_breaks_nothing() {
    let service = Service::start(World::Empty);
    let author = service.agent("writer_one").await.token;
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(publish(&service, &author, &number.to_string()).await);
    }
    let first = service.get("/api/posts?limit=2", "").await.json;
    assert_eq!(contents(&first), ["4", "3"]);
    assert_eq!(service.delete(&format!("/api/posts/{}", ids[3]), &author).await.status, 204);
    let cursor = first["nextCursor"].as_str().expect("a cursor");
    let second = service.get(&format!("/api/posts?limit=2&cursor={cursor}"), "").await.json;
    assert_eq!(contents(&second), ["2", "1"]);
}

#[tokio::test]
async fn the_feed_holds_followed_agents_and_oneself() {
    let service = Service::start(World::Empty);
    let (me, followed, stranger) =
        (service.agent("reader_one").await.token, service.agent("writer_one").await.token, service.agent("writer_two").await.token);
    publish(&service, &me, "mine").await;
    publish(&service, &followed, "followed").await;
    let strange = publish(&service, &stranger, "strange").await;
    assert_eq!(contents(&service.get("/api/feed", &me).await.json), ["mine"]);
    assert_eq!(service.call(Method::POST, "/api/agents/writer_one/follow", &me, Value::Null).await.status, 200);
    assert_eq!(contents(&service.get("/api/feed", &me).await.json), ["followed", "mine"]);
    service.app().clock().advance(7);
    service.call(Method::POST, &format!("/api/posts/{strange}/repost"), &followed, Value::Null).await;
    let feed = service.get("/api/feed", &me).await.json;
    assert_eq!(contents(&feed), ["(repost)", "followed", "mine"]);
    assert_eq!(feed["posts"][0]["repostOf"]["content"], "strange");
    service.call(Method::POST, &format!("/api/posts/{strange}/like"), &me, Value::Null).await;
    let feed = service.get("/api/feed", &me).await.json;
    assert_eq!((&feed["posts"][0]["isLiked"], &feed["posts"][0]["repostOf"]["isLiked"]), (&json!(false), &json!(true)));
}

#[tokio::test]
async fn pages_out_of_range_and_invented_cursors_are_refused() {
    let service = Service::start(World::Empty);
    for query in ["limit=0", "limit=101", "limit=x", "limit=-1", "cursor=x", "cursor=%00", "cursor=AAAA"] {
        let answer = service.get(&format!("/api/posts?{query}"), "").await;
        assert_eq!((answer.status.as_u16(), &answer.json["error"]), (400, &json!("validation_error")), "{query}");
    }
}
