//! Posts: every operation, its success and its refusals.

use crate::support::Service;
use axum::http::Method;
use sandbox::World;
use serde_json::{Value, json};

fn id(json: &Value) -> String {
    json["id"].as_str().expect("an id").to_owned()
}

async fn publish(service: &Service, token: &str, content: &str) -> String {
    let answer = service.post("/api/posts", token, json!({ "content": content })).await;
    assert_eq!(answer.status.as_u16(), 201, "{}", answer.json);
    id(&answer.json)
}

#[tokio::test]
async fn a_new_post_is_answered_whole_and_read_back_the_same() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let answer = service.post("/api/posts", &token, json!({ "content": "Hi @writer_one #Rust #日本語 ", "mediaType": "TEXT" })).await;
    assert_eq!(answer.status.as_u16(), 201);
    let post = &answer.json;
    assert_eq!(post["content"], "Hi @writer_one #Rust #日本語");
    assert_eq!((&post["mediaType"], &post["mediaUrls"], &post["media"]), (&json!("TEXT"), &json!([]), &json!([])));
    assert_eq!((&post["hashtags"], &post["mentions"]), (&json!(["rust", "日本語"]), &json!(["writer_one"])));
    for count in ["likeCount", "commentCount", "repostCount", "amplifyCount", "viewCount"] {
        assert_eq!(post[count], 0, "{count}");
    }
    for flag in ["isLiked", "isReposted", "isAmplified", "isQuote"] {
        assert_eq!(post[flag], false, "{flag}");
    }
    assert_eq!(post["repostOf"], Value::Null);
    let agent = &post["agent"];
    assert_eq!((&agent["handle"], &agent["agentType"], &agent["verified"]), (&json!("writer_one"), &json!("OTHER"), &json!(false)));
    let time = post["createdAt"].as_str().expect("a time");
    assert!(time.ends_with('Z') && time.len() == "2026-01-01T00:00:00.000Z".len(), "{time}");
    let read = service.get(&format!("/api/posts/{}", id(post)), "").await;
    assert_eq!((read.status.as_u16(), &read.json), (200, post));
}

#[tokio::test]
async fn posts_without_sense_are_refused_by_field() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    for (body, field) in [
        (json!({}), "content"),
        (json!({ "content": " \n" }), "content"),
        (json!({ "content": "é".repeat(501) }), "content"),
        (json!({ "content": 5 }), "content"),
        (json!({ "content": "x", "mediaType": "AUDIO" }), "mediaType"),
        (json!({ "content": "x", "mediaType": "IMAGE" }), "mediaType"),
        (json!({ "content": "x", "mediaIds": ["nobodys"] }), "mediaIds"),
        (json!({ "content": "x", "mediaIds": "one" }), "mediaIds"),
        (json!({ "content": "x", "mediaUrls": ["http://insecure.test/a.png"] }), "mediaUrls"),
        (json!({ "content": "x", "mediaUrls": ["javascript:alert(1)"] }), "mediaUrls"),
        (json!({ "content": "x", "mediaUrls": ["/uploads/posts/none.png"] }), "mediaUrls"),
        (json!({ "content": "x", "mediaUrls": vec!["https://a.test/1.png"; 5] }), "mediaIds"),
    ] {
        let answer = service.post("/api/posts", &token, body).await;
        answer.refused_field(field);
    }
    assert_eq!(service.post("/api/posts", &token, json!({ "content": "🎉".repeat(500) })).await.status, 201);
    assert_eq!(service.post("/api/posts", "", json!({ "content": "x" })).await.status, 401);
}

#[tokio::test]
async fn media_of_other_hosts_are_kept_as_addresses() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let urls = json!(["https://a.test/1.png", "https://a.test/2.png"]);
    let answer = service.post("/api/posts", &token, json!({ "content": "x", "mediaUrls": urls, "mediaType": "TEXT" })).await;
    assert_eq!((answer.status.as_u16(), &answer.json["mediaType"], &answer.json["mediaUrls"]), (201, &json!("IMAGE"), &urls));
    let video = json!({ "mediaUrls": ["https://a.test/1.mp4"], "mediaType": "VIDEO" });
    let answer = service.post("/api/posts", &token, video).await;
    assert_eq!((answer.status.as_u16(), &answer.json["mediaType"], &answer.json["content"]), (201, &json!("VIDEO"), &Value::Null));
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let service = Service::start(World::Empty);
    let token = service.agent("reader_one").await.token;
    for (name, path) in [
        ("GET", "/api/posts/none"),
        ("DELETE", "/api/posts/none"),
        ("POST", "/api/posts/none/like"),
        ("DELETE", "/api/posts/none/like"),
        ("GET", "/api/posts/none/likes"),
        ("GET", "/api/posts/none/comments"),
        ("POST", "/api/posts/none/repost"),
        ("DELETE", "/api/posts/none/repost"),
        ("GET", "/api/posts/none/reposts"),
        ("POST", "/api/posts/none/amplify"),
        ("DELETE", "/api/posts/none/amplify"),
        ("POST", "/api/posts/none/view"),
        ("DELETE", "/api/posts/none/comments/none"),
    ] {
        let answer = service.call(Method::from_bytes(name.as_bytes()).expect("a method"), path, &token, Value::Null).await;
        assert_eq!((answer.status.as_u16(), &answer.json["error"]), (404, &json!("not_found")), "{name} {path}");
    }
    let broken = service.get("/api/posts/%ff", &token).await;
    broken.refused(404, "not_found");
    assert_eq!(broken.text("/message"), "There is nothing at this address.");
    let answer = service.post("/api/posts/none/quote", &token, json!({ "content": "x" })).await;
    assert_eq!(answer.status.as_u16(), 404);
    let answer = service.post("/api/posts/none/comments", &token, json!({ "content": "x" })).await;
    assert_eq!(answer.status.as_u16(), 404);
}

#[tokio::test]
async fn writing_needs_a_token_and_wrong_methods_are_answered_in_shape() {
    let service = Service::start(World::Empty);
    for (name, path) in [
        ("GET", "/api/feed"),
        ("POST", "/api/posts"),
        ("DELETE", "/api/posts/x"),
        ("POST", "/api/posts/x/like"),
        ("POST", "/api/posts/x/repost"),
        ("POST", "/api/posts/x/quote"),
        ("POST", "/api/posts/x/amplify"),
        ("POST", "/api/posts/x/view"),
        ("POST", "/api/posts/x/comments"),
    ] {
        let answer = service.call(Method::from_bytes(name.as_bytes()).expect("a method"), path, "", Value::Null).await;
        assert_eq!(answer.status.as_u16(), 401, "{name} {path}");
        assert!(answer.json["error"].is_string() && answer.json["message"].is_string(), "{name} {path}");
    }
    let answer = service.call(Method::PATCH, "/api/posts", "", Value::Null).await;
    assert_eq!((answer.status.as_u16(), &answer.json["error"]), (405, &json!("method_not_allowed")));
}

#[tokio::test]
async fn likes_and_amplifications_can_be_repeated_and_taken_back() {
    let service = Service::start(World::Empty);
    let (author, other) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
    let post = publish(&service, &author, "Hello").await;
    for (action, on, count, mine) in [("like", "liked", "likeCount", "isLiked"), ("amplify", "amplified", "amplifyCount", "isAmplified")] {
        let path = format!("/api/posts/{post}/{action}");
        for _ in 0..2 {
            let answer = service.call(Method::POST, &path, &other, Value::Null).await;
            assert_eq!((answer.status.as_u16(), &answer.json[on], &answer.json[count]), (200, &json!(true), &json!(1)));
        }
        let read = service.get(&format!("/api/posts/{post}"), &other).await;
        assert_eq!((&read.json[count], &read.json[mine]), (&json!(1), &json!(true)));
        let others = service.get(&format!("/api/posts/{post}"), &author).await;
        assert_eq!(others.json[mine], false);
        for _ in 0..2 {
            assert_eq!(service.delete(&path, &other).await.status, 204);
        }
        let read = service.get(&format!("/api/posts/{post}"), &other).await;
        assert_eq!((&read.json[count], &read.json[mine]), (&json!(0), &json!(false)));
    }
}

#[tokio::test]
async fn likes_are_listed_newest_first_page_by_page() {
    let service = Service::start(World::Empty);
    let author = service.agent("writer_one").await.token;
    let post = publish(&service, &author, "Hello").await;
    for number in 0..3 {
        let token = service.agent(&format!("reader_{number}")).await.token;
        service.app().clock().advance(1_000);
        assert_eq!(service.call(Method::POST, &format!("/api/posts/{post}/like"), &token, Value::Null).await.status, 200);
    }
    let first = service.get(&format!("/api/posts/{post}/likes?limit=2"), "").await.json;
    let handles = |page: &Value| -> Vec<String> {
        let likes = page["likes"].as_array().expect("likes");
        likes.iter().map(|like| like["agent"]["handle"].as_str().expect("a handle").to_owned()).collect()
    };
    assert_eq!(handles(&first), ["reader_2", "reader_1"]);
    assert!(first["likes"][0]["id"].is_string() && first["likes"][0]["likedAt"].is_string());
    let cursor = first["nextCursor"].as_str().expect("a cursor");
    let second = service.get(&format!("/api/posts/{post}/likes?limit=2&cursor={cursor}"), "").await.json;
    assert_eq!((handles(&second), &second["nextCursor"]), (vec!["reader_0".to_owned()], &Value::Null));
}

#[tokio::test]
async fn reposts_go_to_the_original_and_are_undone_by_either_id() {
    let service = Service::start(World::Empty);
    let (author, first, second) =
        (service.agent("writer_one").await.token, service.agent("reader_one").await.token, service.agent("reader_two").await.token);
    let post = publish(&service, &author, "Hello").await;
    let made = service.call(Method::POST, &format!("/api/posts/{post}/repost"), &first, Value::Null).await;
    assert_eq!(made.status, 201);
    assert_eq!((&made.json["content"], &made.json["isQuote"], &made.json["isReposted"]), (&Value::Null, &json!(false), &json!(true)));
    assert_eq!((&made.json["repostOf"]["id"], &made.json["repostOf"]["agent"]["handle"]), (&json!(post), &json!("writer_one")));
    let again = service.call(Method::POST, &format!("/api/posts/{post}/repost"), &first, Value::Null).await;
    assert_eq!((again.status.as_u16(), id(&again.json)), (200, id(&made.json)));
    let of_repost = service.call(Method::POST, &format!("/api/posts/{}/repost", id(&made.json)), &second, Value::Null).await;
    assert_eq!((of_repost.status.as_u16(), &of_repost.json["repostOf"]["id"]), (201, &json!(post)));
    assert_eq!(of_repost.json["repostOf"]["repostCount"], 2);
    let own = service.call(Method::POST, &format!("/api/posts/{post}/repost"), &author, Value::Null).await;
    assert_eq!(own.status, 201);
    let listed = service.get(&format!("/api/posts/{post}/reposts"), "").await;
    assert_eq!(listed.json["reposts"].as_array().map(Vec::len), Some(3));
    assert_eq!(service.delete(&format!("/api/posts/{}/repost", id(&made.json)), &first).await.status, 204);
    assert_eq!(service.delete(&format!("/api/posts/{post}/repost"), &second).await.status, 204);
    assert_eq!(service.delete(&format!("/api/posts/{post}/repost"), &second).await.status, 204);
    let read = service.get(&format!("/api/posts/{post}"), &first).await;
    assert_eq!((&read.json["repostCount"], &read.json["isReposted"]), (&json!(1), &json!(false)));
}

#[tokio::test]
async fn quotes_stand_on_their_own_when_the_original_is_deleted() {
    let service = Service::start(World::Empty);
    let (author, other) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
    let post = publish(&service, &author, "Hello").await;
    let path = format!("/api/posts/{post}/quote");
    let quote = service.post(&path, &other, json!({ "content": "So true" })).await;
    assert_eq!((quote.status.as_u16(), &quote.json["isQuote"], &quote.json["repostOf"]["id"]), (201, &json!(true), &json!(post)));
    service.post(&path, &other, json!({})).await.refused_field("content");
    let repost = service.call(Method::POST, &format!("/api/posts/{post}/repost"), &other, Value::Null).await;
    let repost_of_quote = service.call(Method::POST, &format!("/api/posts/{}/repost", id(&quote.json)), &author, Value::Null).await;
    assert_eq!(repost_of_quote.json["repostOf"]["repostOf"]["id"], json!(post));

    assert_eq!(service.delete(&format!("/api/posts/{post}"), &other).await.status, 403);
    assert_eq!(service.delete(&format!("/api/posts/{post}"), &author).await.status, 204);
    assert_eq!(service.get(&format!("/api/posts/{post}"), "").await.status, 404);
    assert_eq!(service.get(&format!("/api/posts/{}", id(&repost.json)), "").await.status, 404);
    let left = service.get(&format!("/api/posts/{}", id(&quote.json)), "").await;
    assert_eq!((&left.json["isQuote"], &left.json["repostOf"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn comments_are_flat_oldest_first_and_go_with_their_thread() {
    let service = Service::start(World::Empty);
    let (author, other) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
    let post = publish(&service, &author, "Hello").await;
    let path = format!("/api/posts/{post}/comments");
    let root = service.post(&path, &other, json!({ "content": "First" })).await;
    assert_eq!((root.status.as_u16(), &root.json["parentId"], &root.json["agent"]["handle"]), (201, &Value::Null, &json!("reader_one")));
    let mut parent = id(&root.json);
    for depth in 0..4 {
        let reply = service.post(&path, &author, json!({ "content": format!("Reply {depth}"), "parentId": parent })).await;
        assert_eq!((reply.status.as_u16(), &reply.json["parentId"]), (201, &json!(parent)));
        parent = id(&reply.json);
    }
    let page = service.get(&format!("{path}?limit=3"), "").await.json;
    assert_eq!(page["comments"].as_array().map(Vec::len), Some(3));
    assert_eq!(page["comments"][0], root.json);
    let cursor = page["nextCursor"].as_str().expect("a cursor");
    let rest = service.get(&format!("{path}?limit=3&cursor={cursor}"), "").await.json;
    assert_eq!(rest["comments"][1]["content"], "Reply 3");
    assert_eq!(service.get(&format!("/api/posts/{post}"), "").await.json["commentCount"], 5);

    let root_path = format!("{path}/{}", id(&root.json));
    assert_eq!(service.delete(&root_path, &author).await.status, 403);
    assert_eq!(service.delete(&root_path, &other).await.status, 204);
    assert_eq!(service.delete(&root_path, &other).await.status, 404);
    assert_eq!(service.get(&path, "").await.json["comments"], json!([]));
    assert_eq!(service.get(&format!("/api/posts/{post}"), "").await.json["commentCount"], 0);
}

#[tokio::test]
async fn comments_without_sense_are_refused_by_field() {
    let service = Service::start(World::Empty);
    let author = service.agent("writer_one").await.token;
    let (post, elsewhere) = (publish(&service, &author, "Hello").await, publish(&service, &author, "World").await);
    let foreign = service.post(&format!("/api/posts/{elsewhere}/comments"), &author, json!({ "content": "x" })).await;
    for (body, field) in [
        (json!({}), "content"),
        (json!({ "content": "" }), "content"),
        (json!({ "content": "x".repeat(1_001) }), "content"),
        (json!({ "content": "x", "parentId": "none" }), "parentId"),
        (json!({ "content": "x", "parentId": id(&foreign.json) }), "parentId"),
    ] {
        let answer = service.post(&format!("/api/posts/{post}/comments"), &author, body).await;
        answer.refused_field(field);
    }
}

#[tokio::test]
async fn views_are_counted_and_bodies_may_be_missing() {
    let service = Service::start(World::Empty);
    let (author, other) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
    let post = publish(&service, &author, "Hello").await;
    for _ in 0..2 {
        assert_eq!(service.call(Method::POST, &format!("/api/posts/{post}/view"), &other, Value::Null).await.status, 204);
    }
    assert_eq!(service.get(&format!("/api/posts/{post}"), "").await.json["viewCount"], 1);
}
