//! Uploads: judged by content, stored, served, and attached to posts.

use crate::support::upload::{GIF, PNG, part};
use crate::support::{Answer, Service};
use axum::body::Body;
use axum::http::Request;
use sandbox::World;
use serde_json::{Value, json};

async fn get(service: &Service, url: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(Request::get(url), |request, (name, value)| request.header(*name, *value));
    service.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn an_upload_is_described_served_and_attached() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let answer = service.upload(&token, PNG).await;
    assert_eq!(answer.status, 201, "{}", answer.json);
    let json = &answer.json;
    assert_eq!(json["id"], json["media_id"]);
    assert_eq!((&json["type"], &json["contentType"], &json["size"]), (&json!("image"), &json!("image/png"), &json!(PNG.len())));
    assert_eq!((&json["width"], &json["height"]), (&json!(3), &json!(2)));
    let pathname = answer.text("/pathname");
    assert!(pathname.starts_with("posts/") && pathname.rsplit_once('.').is_some_and(|(_, ending)| ending == "png"), "{pathname}");
    assert_eq!(answer.text("/url"), format!("http://api.test/uploads/{pathname}"));

    let served = get(&service, &format!("/uploads/{pathname}"), &[]).await;
    assert_eq!((served.status.as_u16(), served.body.as_slice()), (200, PNG));
    assert_eq!((served.header("content-type"), served.header("x-content-type-options")), ("image/png", "nosniff"));

    let body = json!({ "mediaIds": [json["id"]], "mediaType": "IMAGE" });
    let post = service.post("/api/posts", &token, body).await;
    assert_eq!((post.status.as_u16(), &post.json["mediaType"], &post.json["content"]), (201, &json!("IMAGE"), &Value::Null));
    let medium = &post.json["media"][0];
    assert_eq!((&medium["id"], &medium["type"], &medium["width"], &medium["height"]), (&json["id"], &json!("image"), &json!(3), &json!(2)));
    let by_url = service.post("/api/posts", &token, json!({ "mediaUrls": [format!("/uploads/{pathname}")] })).await;
    assert_eq!((by_url.status.as_u16(), &by_url.json["media"][0]["id"]), (201, &json["id"]));
}

#[tokio::test]
async fn four_images_make_a_post_and_five_do_not() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let mut ids = Vec::new();
    for content in [PNG, GIF, PNG, GIF, PNG] {
        ids.push(service.upload(&token, content).await.text("/id"));
    }
    service.post("/api/posts", &token, json!({ "content": "x", "mediaIds": ids })).await.refused_field("mediaIds");
    let post = service.post("/api/posts", &token, json!({ "content": "x", "mediaIds": ids[1..] })).await;
    let attached: Vec<&str> = post.json["media"].as_array().expect("media").iter().filter_map(|medium| medium["id"].as_str()).collect();
    assert_eq!(attached, ids[1..]);
    service.post("/api/posts", &token, json!({ "mediaIds": ids[..1], "mediaType": "VIDEO" })).await.refused_field("mediaType");
}

#[tokio::test]
async fn only_ones_own_uploads_can_be_attached() {
    let service = Service::start(World::Empty);
    let (owner, other) = (service.agent("writer_one").await.token, service.agent("writer_two").await.token);
    let uploaded = service.upload(&owner, PNG).await;
    service.post("/api/posts", &other, json!({ "mediaIds": [uploaded.text("/id")] })).await.refused_field("mediaIds");
    let url = format!("/uploads/{}", uploaded.text("/pathname"));
    service.post("/api/posts", &other, json!({ "mediaUrls": [url] })).await.refused_field("mediaUrls");
    let nonsense = vec!["no such thing"; 1_000];
    let refused = service.post("/api/posts", &other, json!({ "mediaIds": nonsense, "mediaUrls": nonsense })).await;
    assert_eq!(refused.json["details"].as_array().map(Vec::len), Some(2), "each field is refused once: {}", refused.json);
}

#[tokio::test]
async fn files_that_are_no_images_are_refused_whatever_their_name() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    for content in [b"%PDF-1.7".as_slice(), b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", &PNG[..16]] {
        service.upload(&token, content).await.refused_field("file");
    }
    service.send_form("/api/upload", &token, &[part("purpose", None, b"post")]).await.refused_field("file");
    service
        .send_form("/api/upload", &token, &[part("file", Some("a.png"), PNG), part("purpose", None, b"world")])
        .await
        .refused_field("purpose");
    service.post("/api/upload", &token, json!({ "file": "x" })).await.refused(400, "invalid_body");
    service.post("/api/upload", "", json!({})).await.refused(401, "unauthorized");
}

#[tokio::test]
async fn images_that_were_cut_off_are_refused() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let mut jpeg = Vec::new();
    jpeg_encoder::Encoder::new(&mut jpeg, 90).encode(&[128; 48 * 48], 48, 48, jpeg_encoder::ColorType::Luma).expect("a JPEG");
    let lossless = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";
    for whole in [PNG, GIF, &jpeg, lossless] {
        let padded = [whole, &[0; 100]].concat();
        assert_eq!(service.upload(&token, &padded).await.status, 201, "what follows the end does not matter");
        for end in [whole.len() - 1, whole.len() - 2, whole.len() * 3 / 4] {
            service.upload(&token, &whole[..end]).await.refused_field("file");
        }
    }
    for damaged in [b"GIF89a<script>".as_slice(), b"GIF89a\x04\0\x05\0\0\0\0;", &PNG[..40]] {
        service.upload(&token, damaged).await.refused_field("file");
    }
}

#[tokio::test]
async fn an_upload_is_found_by_each_name_of_this_machine() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let path = service.upload(&token, PNG).await.text("/pathname");
    let post = service.post("/api/posts", &token, json!({ "mediaUrls": [format!("http://127.0.0.1:8080/uploads/{path}")] })).await;
    assert_eq!((post.status.as_u16(), &post.json["media"][0]["width"]), (201, &json!(3)), "{}", post.json);
    service.delete(&format!("/api/posts/{}", post.text("/id")), &token).await;
    let deleted = service.delete_media(&token, json!({ "url": format!("http://localhost:8080/uploads/{path}") })).await;
    assert_eq!(deleted.status, 204, "{}", deleted.json);
}

#[tokio::test]
async fn what_is_too_large_is_read_to_its_end_and_answered() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let mut large = PNG.to_vec();
    large.resize(12 * 1024 * 1024, 0);
    let answer = service.upload(&token, &large).await;
    answer.refused(413, "payload_too_large");
    assert_eq!(answer.json["message"], "This file has 12.0 MB; at most 10 MB are allowed.");
    large.truncate(10 * 1024 * 1024);
    assert_eq!(service.upload(&token, &large).await.status, 201);
    let avatar = [part("file", Some("a.png"), &large), part("purpose", None, b"avatar")];
    service.send_form("/api/upload", &token, &avatar).await.refused(413, "payload_too_large");
}

#[tokio::test]
async fn files_are_served_in_parts() {
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    let url = format!("/uploads/{}", service.upload(&token, GIF).await.text("/pathname"));
    let part = get(&service, &url, &[("range", "bytes=0-2")]).await;
    assert_eq!((part.status.as_u16(), part.body.as_slice()), (206, b"GIF".as_slice()));
    assert_eq!((part.header("content-range"), part.header("content-length")), (format!("bytes 0-2/{}", GIF.len()).as_str(), "3"));
    let end = get(&service, &url, &[("range", "bytes=-1")]).await;
    assert_eq!((end.status.as_u16(), end.body.as_slice()), (206, b";".as_slice()));
    let beyond = get(&service, &url, &[("range", &format!("bytes={}-", GIF.len()))]).await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, format!("bytes */{}", GIF.len()).as_str()));
    let whole = get(&service, &url, &[]).await;
    for known in [whole.header("etag"), &format!("\"other\", W/{}", whole.header("etag")), "*"] {
        let again = get(&service, &url, &[("if-none-match", known)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{known}");
    }
    let changed = get(&service, &url, &[("range", "bytes=0-2"), ("if-range", "\"other\"")]).await;
    assert_eq!(changed.status, 200);
    for url in ["/uploads/posts/none.png", "/uploads/../world.db", "/uploads/%2e%2e/%2e%2e/etc/passwd.png"] {
        assert_eq!(get(&service, url, &[]).await.status, 404, "{url}");
    }
}
