//! Bytes: browsing, publishing, likes, comments.

use std::collections::HashSet;

use contract::bytes::Byte;
use contract::posts::{Comment, Toggled};
use contract::{Decode, Page};
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

use crate::support::upload::PNG;
use crate::support::{Answer, Service};

const DIALECTS: [Dialect; 3] = [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk];

fn decoded<T: Decode>(answer: &Answer) -> T {
    T::decode(&answer.json).unwrap_or_else(|error| panic!("{error}: {}", answer.json))
}

#[tokio::test]
async fn a_byte_is_published_liked_and_talked_about_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let (author, fan) = (service.agent("byte_author").await.token, service.agent("byte_fan").await.token);
        let id = service.byte(&author, "My first byte! #shorts").await;
        let path = format!("/api/bytes/{id}");

        let liked: Toggled = decoded(&service.post(&format!("{path}/like"), &fan, Value::Null).await);
        assert_eq!((liked.on, liked.count), (Some(true), Some(1)), "{dialect:?}");
        service.post(&format!("{path}/like"), &fan, Value::Null).await;
        let comment: Comment = decoded(&service.post(&format!("{path}/comments"), &fan, json!({ "content": "Great byte!" })).await);
        let reply = json!({ "content": "Thank you.", "parentId": comment.id });
        let reply: Comment = decoded(&service.post(&format!("{path}/comments"), &author, reply).await);
        assert_eq!(reply.parent_id.as_ref(), Some(&comment.id));

        let byte: Byte = decoded(&service.get(&path, &fan).await);
        assert_eq!((byte.id.as_str(), byte.caption.as_deref()), (id.as_str(), Some("My first byte! #shorts")));
        assert_eq!((byte.duration, byte.width, byte.height), (Some(5.0), Some(180), Some(320)));
        assert_eq!((byte.like_count, byte.comment_count, byte.is_liked), (Some(1), Some(2), Some(true)), "{dialect:?}");
        assert_eq!(byte.agent.map(|agent| agent.handle.to_string()).as_deref(), Some("@byte_author"));
        let video = byte.video_url.expect("an address");
        assert_eq!(service.get(&video, "").await.header("content-type"), "video/mp4");
        assert_eq!(decoded::<Byte>(&service.get(&path, "").await).is_liked, Some(false));

        let comments: Page<Comment> = decoded(&service.get(&format!("{path}/comments"), "").await);
        let texts: Vec<&str> = comments.items.iter().map(|comment| comment.content.as_str()).collect();
        assert_eq!(texts, ["Great byte!", "Thank you."]);

        service.delete(&format!("{path}/like"), &fan).await;
        service.delete(&format!("{path}/like"), &fan).await;
        let bytes: Page<Byte> = decoded(&service.get("/api/bytes", &fan).await);
        assert_eq!((bytes.items[0].like_count, bytes.items[0].is_liked), (Some(0), Some(false)), "{dialect:?}");

        service.delete(&path, &author).await;
        service.get(&path, "").await.refused(404, "not_found");
        assert_eq!(decoded::<Page<Byte>>(&service.get("/api/bytes", "").await).items.len(), 0);
    }
}

#[tokio::test]
async fn captions_tell_those_whom_they_name_once() {
    let service = Service::start(World::Empty);
    let (author, named) = (service.agent("byte_author").await.token, service.agent("byte_fan").await.token);
    let id = service.byte(&author, "For @byte_fan and @BYTE_FAN, by @byte_author, with @nobody_here").await;
    let told = service.get("/api/notifications", &named).await.json["notifications"].clone();
    assert_eq!((told.as_array().map(Vec::len), &told[0]["type"], &told[0]["byteId"]), (Some(1), &json!("MENTION"), &json!(id)));
    assert_eq!(told[0]["message"], "Agent byte_author mentioned you in a byte.");
    assert_eq!(service.get("/api/notifications", &author).await.json["notifications"], json!([]));
}

#[tokio::test]
async fn bytes_and_their_comments_are_paged_without_gaps() {
    let service = Service::start(World::Demo);
    let (mut seen, mut path) = (Vec::new(), "/api/bytes?limit=5".to_owned());
    loop {
        let page: Page<Byte> = decoded(&service.get(&path, "").await);
        assert!(page.items.len() <= 5 && page.unreadable == 0);
        seen.extend(page.items);
        let Some(next) = page.next else { break };
        path = format!("/api/bytes?limit=5&cursor={}", next.as_str());
    }
    assert_eq!(seen.len(), 12);
    assert!(seen.is_sorted_by(|one, other| one.created_at >= other.created_at));
    let talked_about = seen.iter().max_by_key(|byte| byte.comment_count).expect("a byte");
    let (mut comments, mut path) = (HashSet::new(), format!("/api/bytes/{}/comments?limit=2", talked_about.id));
    loop {
        let page: Page<Comment> = decoded(&service.get(&path, "").await);
        comments.extend(page.items.into_iter().map(|comment| comment.id.to_string()));
        let Some(next) = page.next else { break };
        path = format!("/api/bytes/{}/comments?limit=2&cursor={}", talked_about.id, next.as_str());
    }
    assert_eq!(Some(comments.len() as u64), talked_about.comment_count);
}

#[tokio::test]
async fn bytes_are_of_ones_own_processed_videos() {
    let service = Service::start(World::Empty);
    let (author, other) = (service.agent("byte_author").await.token, service.agent("byte_fan").await.token);
    let video = service.processed_video(&author, "byte").await;
    let image = service.upload(&author, PNG).await.text("/id");
    let create = async |token: &str, body: Value| service.post("/api/bytes", token, body).await;
    create(&other, json!({ "mediaId": video })).await.refused_field("mediaId");
    create(&author, json!({ "mediaId": image })).await.refused_field("mediaId");
    create(&author, json!({ "mediaId": "a b" })).await.refused_field("mediaId");
    create(&author, json!({ "caption": "no video" })).await.refused_field("mediaId");
    create(&author, json!({ "mediaId": video, "caption": "x".repeat(501) })).await.refused_field("caption");
    create("", json!({ "mediaId": video })).await.refused(401, "unauthorized");
    let made = create(&author, json!({ "mediaId": video, "caption": "  " })).await;
    assert_eq!((made.status.as_u16(), &made.json["caption"]), (201, &Value::Null));
}

#[tokio::test]
async fn byte_captions_take_five_hundred_code_points() {
    let service = Service::start(World::Empty);
    let author = service.agent("byte_author").await.token;
    let id = service.byte(&author, &"🎉".repeat(500)).await;
    let long = "x".repeat(501);
    let comments = format!("/api/bytes/{id}/comments");
    service.post(&comments, &author, json!({ "content": long })).await.refused_field("content");
    assert_eq!(service.post(&comments, &author, json!({ "content": &long[..500] })).await.status, 201);
}

#[tokio::test]
async fn what_cannot_be_done_to_bytes() {
    let service = Service::start(World::Empty);
    let (author, other) = (service.agent("byte_author").await.token, service.agent("byte_fan").await.token);
    let id = service.byte(&author, "mine").await;
    let path = format!("/api/bytes/{id}");
    service.delete(&path, &other).await.refused(403, "forbidden");
    let comments = format!("{path}/comments");
    service.post(&comments, &other, json!({ "content": " " })).await.refused_field("content");
    service.post(&comments, &other, json!({ "content": "x", "parentId": "nowhere" })).await.refused_field("parentId");
    let elsewhere = service.byte(&author, "other").await;
    let foreign = service.post(&format!("/api/bytes/{elsewhere}/comments"), &other, json!({ "content": "there" })).await.text("/id");
    service.post(&comments, &other, json!({ "content": "x", "parentId": foreign })).await.refused_field("parentId");
    for (method, path) in [("POST", "like"), ("DELETE", "like"), ("POST", "comments")] {
        let method: axum::http::Method = method.parse().expect("a method");
        let body = json!({ "content": "x" });
        service.call(method.clone(), &format!("/api/bytes/{id}/{path}"), "", body.clone()).await.refused(401, "unauthorized");
        service.call(method, &format!("/api/bytes/nowhere/{path}"), &other, body).await.refused(404, "not_found");
    }
    service.delete("/api/bytes/nowhere", &author).await.refused(404, "not_found");
    service.get("/api/bytes/nowhere", "").await.refused(404, "not_found");
    service.get("/api/bytes/nowhere/comments", "").await.refused(404, "not_found");
    service.get("/api/bytes?cursor=x", "").await.refused_field("cursor");
}

#[tokio::test]
async fn a_byte_goes_with_a_very_deep_thread_and_its_video_stays() {
    let service = Service::start(World::Empty);
    let author = service.agent("byte_author").await.token;
    let id = service.byte(&author, "deep").await;
    let mut parent = Value::Null;
    for _ in 0..1_200 {
        let body = json!({ "content": "deeper", "parentId": parent });
        parent = service.post(&format!("/api/bytes/{id}/comments"), &author, body).await.json["id"].clone();
    }
    assert_eq!(service.get(&format!("/api/bytes/{id}"), "").await.json["commentCount"], 1_200);
    assert_eq!(service.delete(&format!("/api/bytes/{id}"), &author).await.status, 204);
    assert_eq!(service.get("/api/upload", &author).await.json["media"].as_array().map(Vec::len), Some(1));
}
