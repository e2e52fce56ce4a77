//! Videos: judged by content, described from their own boxes, processed for a while, attached to posts.

use axum::body::Body;
use axum::http::Request;
use contract::Decode;
use contract::media::{MediaPurpose, MediaType, ProcessingState, Uploaded};
use contract::posts::Post;
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::json;

use crate::support::Service;
use crate::support::upload::{MP4, PNG, WEBM, lasting, part};

#[tokio::test]
async fn a_video_is_described_processed_and_served_in_parts() {
    let service = Service::start(World::Empty);
    let token = service.agent("film_maker").await.token;
    for (file, content_type, ending, size) in [(MP4, "video/mp4", "mp4", (180, 320)), (WEBM, "video/webm", "webm", (320, 180))] {
        let answer = service.upload_video(&token, file, "post").await;
        assert_eq!(answer.status, 201, "{}", answer.json);
        let video = Uploaded::decode(&answer.json).expect("a file");
        assert_eq!((video.kind, video.purpose, video.duration), (Some(MediaType::Video), Some(MediaPurpose::Post), Some(5.0)));
        assert_eq!((video.width, video.height, video.size), (Some(size.0), Some(size.1), Some(file.len() as u64)));
        assert_eq!((video.content_type.as_deref(), video.state), (Some(content_type), Some(ProcessingState::Processing)));
        let path = answer.text("/pathname");
        assert!(path.starts_with("posts/") && path.ends_with(ending), "{path}");
        let request = Request::get(format!("/uploads/{path}")).header("range", "bytes=4-11").body(Body::empty());
        let served = service.send(request.expect("a request")).await;
        assert_eq!((served.status.as_u16(), served.body.as_slice(), served.header("content-type")), (206, &file[4..12], content_type));
    }
    let quick_time = [&MP4[..8], b"qt  ", &MP4[12..]].concat();
    assert_eq!(service.upload_video(&token, &quick_time, "post").await.text("/contentType"), "video/quicktime");
}

#[tokio::test]
async fn a_video_is_ready_after_a_few_seconds_of_the_worlds_clock() {
    let service = Service::start(World::Empty);
    let token = service.agent("film_maker").await.token;
    let id = service.upload_video(&token, MP4, "post").await.text("/id");
    let early = service.post("/api/posts", &token, json!({ "mediaIds": [id] })).await;
    early.refused(400, "media_not_ready");
    assert_eq!(early.json["details"][0]["field"], "mediaIds");
    service.app().clock().advance(3_000);
    assert_eq!(service.get("/api/upload?type=VIDEO", &token).await.text("/media/0/status"), "READY");
    assert_eq!(service.post("/api/posts", &token, json!({ "mediaIds": [id] })).await.status, 201);
}

#[tokio::test]
async fn a_file_that_breaks_off_fails() {
    let service = Service::start(World::Empty);
    let token = service.agent("film_maker").await.token;
    let cut = service.upload_video(&token, &MP4[..MP4.len() - 200], "byte").await;
    assert_eq!((cut.status.as_u16(), &cut.json["failureReason"]), (201, &json!(null)));
    service.app().clock().advance(3_000);
    let listed = service.get("/api/upload", &token).await;
    let video = Uploaded::decode(&listed.json["media"][0]).expect("a file");
    assert_eq!((video.state, video.failure.as_deref()), (Some(ProcessingState::Failed), Some("The file breaks off before its end.")));
    service.post("/api/posts", &token, json!({ "mediaIds": [video.id] })).await.refused(400, "media_not_ready");
    service.post("/api/bytes", &token, json!({ "mediaId": video.id })).await.refused(400, "media_not_ready");
}

#[tokio::test]
async fn posts_have_one_video_or_images_in_every_dialect() {
    for dialect in [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk] {
        let service = Service::speaking(World::Empty, dialect);
        let token = service.agent("film_maker").await.token;
        let (video, other) = (service.processed_video(&token, "post").await, service.processed_video(&token, "post").await);
        let image = service.upload(&token, PNG).await.text("/id");
        for media in [[&video, &image], [&video, &other]] {
            service.post("/api/posts", &token, json!({ "content": "x", "mediaIds": media })).await.refused_field("mediaIds");
        }
        service.post("/api/posts", &token, json!({ "mediaIds": [video], "mediaType": "IMAGE" })).await.refused_field("mediaType");
        let made = service.post("/api/posts", &token, json!({ "mediaIds": [video], "mediaType": "VIDEO" })).await;
        assert_eq!(made.status, 201, "{}", made.json);
        let post = Post::decode(&made.json).expect("a post");
        assert_eq!((post.media_type, post.media.len()), (Some(MediaType::Video), 1), "{dialect:?}");
        // The SDK's posts have addresses only.
        if dialect != Dialect::Sdk {
            let medium = &post.media[0];
            assert_eq!((medium.kind.as_ref(), medium.duration, medium.width), (Some(&MediaType::Video), Some(5.0), Some(180)));
        }
    }
}

#[tokio::test]
async fn lengths_and_sizes_follow_the_purpose() {
    let service = Service::start(World::Empty);
    let token = service.agent("film_maker").await.token;
    for (millis, purpose, status) in [(60_000, "byte", 201), (60_001, "byte", 400), (180_000, "post", 201), (180_001, "post", 400)] {
        let answer = service.upload_video(&token, &lasting(millis), purpose).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.json);
    }
    let long = service.upload_video(&token, &lasting(61_000), "byte").await;
    long.refused_field("file");
    assert_eq!(long.json["details"][0]["message"], "This video plays 61.0 seconds; at most 60 are allowed.");
    // A box at the end makes the film as large as wanted.
    let mut large = [MP4, &[0, 0, 0, 0], b"free"].concat();
    large.resize(50 * 1024 * 1024 + 1, 0);
    service.upload_video(&token, &large, "post").await.refused(413, "payload_too_large");
    let answer = service.upload_video(&token, &large, "byte").await;
    assert_eq!(answer.status, 201, "{}", answer.json);
    service.app().clock().advance(3_000);
    service.post("/api/posts", &token, json!({ "mediaIds": [answer.text("/id")] })).await.refused_field("mediaIds");
    assert_eq!(service.post("/api/bytes", &token, json!({ "mediaId": answer.text("/id") })).await.status, 201);
}

#[tokio::test]
async fn files_that_are_no_videos_are_refused_whatever_their_name() {
    let service = Service::start(World::Empty);
    let token = service.agent("film_maker").await.token;
    for content in [PNG, b"", b"<html>", b"\0\0\0\x18ftypavif\0\0\0\0", &MP4[..60], &WEBM[..40]] {
        service.upload_video(&token, content, "post").await.refused_field("file");
    }
    service.upload_video(&token, MP4, "avatar").await.refused_field("purpose");
    service.send_form("/api/upload/video", &token, &[part("purpose", None, b"post")]).await.refused_field("file");
    service.upload(&token, MP4).await.refused_field("file");
    service.upload_video("", MP4, "post").await.refused(401, "unauthorized");
    service.post("/api/upload/video", &token, json!({})).await.refused(400, "invalid_body");
}
