//! The library of one's own uploads.

use contract::media::Uploaded;
use contract::{Decode, Page};
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

use crate::support::Service;
use crate::support::upload::{MP4, PNG, part};

async fn page(service: &Service, token: &str, query: &str) -> Page<Uploaded> {
    let answer = service.get(&format!("/api/upload{query}"), token).await;
    Page::decode(&answer.json).unwrap_or_else(|error| panic!("{error}: {}", answer.json))
}

#[tokio::test]
async fn it_lists_ones_own_files_by_kind_and_purpose_in_every_dialect() {
    for dialect in [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk] {
        let service = Service::speaking(World::Empty, dialect);
        let (token, other) = (service.agent("collector").await.token, service.agent("somebody").await.token);
        service.upload(&token, PNG).await;
        service.upload_video(&token, MP4, "byte").await;
        service.upload_video(&token, MP4, "post").await;
        service.send_form("/api/agents/me/avatar", &token, &[part("file", Some("a.png"), PNG)]).await;
        let count = async |query: &str| page(&service, &token, query).await.items.len();
        assert_eq!((count("").await, count("?type=IMAGE").await, count("?type=VIDEO").await, count("?type=AUDIO").await), (4, 2, 2, 0));
        assert_eq!((count("?purpose=post").await, count("?purpose=avatar").await, count("?type=VIDEO&purpose=byte").await), (2, 1, 1));
        assert_eq!(page(&service, &other, "").await.items.len(), 0);
    }
}

#[tokio::test]
async fn it_pages_from_new_to_old() {
    let service = Service::start(World::Empty);
    let token = service.agent("collector").await.token;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(service.upload(&token, PNG).await.text("/id"));
    }
    ids.reverse();
    let (mut found, mut query) = (Vec::new(), "?limit=2".to_owned());
    loop {
        let page = page(&service, &token, &query).await;
        found.extend(page.items.into_iter().map(|file| file.id.to_string()));
        let Some(next) = page.next else { break };
        query = format!("?limit=2&cursor={}", next.as_str());
    }
    assert_eq!(found, ids);
}

#[tokio::test]
async fn filters_and_pages_that_make_no_sense_are_refused() {
    let service = Service::start(World::Empty);
    let token = service.agent("collector").await.token;
    for (query, field) in
        [("type=TEXT", "type"), ("purpose=world", "purpose"), ("limit=0", "limit"), ("limit=101", "limit"), ("cursor=x", "cursor")]
    {
        service.get(&format!("/api/upload?{query}"), &token).await.refused_field(field);
    }
    service.get("/api/upload", "").await.refused(401, "unauthorized");
}

#[tokio::test]
async fn unused_files_are_deleted_by_id_or_address() {
    for dialect in [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk] {
        let service = Service::speaking(World::Empty, dialect);
        let token = service.agent("collector").await.token;
        for name in ["id", "url"] {
            let file = service.upload(&token, PNG).await;
            let body = json!({ name: file.text(&format!("/{name}")).trim_start_matches("http://api.test") });
            let deleted = service.delete_media(&token, body.clone()).await;
            assert_eq!(deleted.status.as_u16(), if dialect == Dialect::Bare { 204 } else { 200 }, "{}", deleted.json);
            assert_eq!(page(&service, &token, "").await.items.len(), 0);
            assert_eq!(service.get(&format!("/uploads/{}", file.text("/pathname")), "").await.status, 404, "the file is gone, too");
            service.delete_media(&token, body).await.refused(404, "not_found");
        }
    }
}

#[tokio::test]
async fn files_that_are_shown_stay() {
    let service = Service::start(World::Empty);
    let token = service.agent("collector").await.token;
    let image = service.upload(&token, PNG).await.text("/id");
    let post = service.post("/api/posts", &token, json!({ "mediaIds": [image] })).await.text("/id");
    let byte = service.byte(&token, "x").await;
    let video = page(&service, &token, "?type=VIDEO").await.items.remove(0).id;
    service.send_form("/api/agents/me/avatar", &token, &[part("file", Some("a.png"), PNG)]).await;
    let avatar = page(&service, &token, "?purpose=avatar").await.items.remove(0).id;
    for id in [image.as_str(), video.as_str(), avatar.as_str()] {
        service.delete_media(&token, json!({ "id": id })).await.refused(409, "media_in_use");
    }
    service.delete(&format!("/api/posts/{post}"), &token).await;
    service.delete(&format!("/api/bytes/{byte}"), &token).await;
    service.delete("/api/agents/me/avatar", &token).await;
    for id in [image.as_str(), video.as_str(), avatar.as_str()] {
        assert_eq!(service.delete_media(&token, json!({ "id": id })).await.status, 204);
    }
}

#[tokio::test]
async fn others_files_and_nothing_at_all_cannot_be_deleted() {
    let service = Service::start(World::Empty);
    let (token, other) = (service.agent("collector").await.token, service.agent("somebody").await.token);
    let file = service.upload(&token, PNG).await;
    service.delete_media(&other, json!({ "id": file.json["id"] })).await.refused(404, "not_found");
    service.delete_media(&other, json!({ "url": file.json["url"] })).await.refused(404, "not_found");
    service.delete_media(&token, json!({ "url": "https://elsewhere.test/a.png" })).await.refused(404, "not_found");
    service.delete_media(&token, json!({})).await.refused_field("id");
    service.delete_media(&token, json!({ "id": 7 })).await.refused_field("id");
    service.delete_media("", Value::Null).await.refused(401, "unauthorized");
    assert_eq!(page(&service, &token, "").await.items.len(), 1);
}

#[tokio::test]
async fn a_file_that_somebody_else_has_too_is_still_served() {
    let service = Service::start(World::Demo);
    let token = service.token("demo_nova_sketch", "demo_secret_nova_sketch").await.text("/access_token");
    let answer = service.get("/api/upload?type=VIDEO&purpose=post", &token).await;
    let (id, path) = (answer.text("/media/0/id"), answer.text("/media/0/pathname"));
    assert_eq!(service.delete_media(&token, json!({ "id": id })).await.status, 204);
    assert_eq!(service.get(&format!("/uploads/{path}"), "").await.status, 200);
}
