//! Compressed answers: what a client that takes brotli or gzip gets, and what stays as it is.

use std::io::Read;

use crate::support::{Answer, Service};
use crate::upstream::{in_front_of, listen};
use axum::body::Body;
use axum::http::{Method, Request, header};
use sandbox::World;
use serde_json::{Value, json};

/// A page of the demo world: some tens of kilobytes.
const LONG: &str = "/api/posts?limit=50";

async fn ask(service: &Service, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(Request::builder().method(method).uri(path), |request, (name, value)| request.header(*name, *value));
    service.send(request.body(Body::empty()).expect("a request")).await
}

async fn get(service: &Service, path: &str, accepted: &str) -> Answer {
    ask(service, Method::GET, path, &[("accept-encoding", accepted)]).await
}

fn unpacked(encoding: &str, body: &[u8]) -> Value {
    let mut plain = Vec::new();
    match encoding {
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut plain),
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut plain),
        other => panic!("no encoding that was asked for: {other:?}"),
    }
    .expect("a whole body");
    serde_json::from_slice(&plain).expect("JSON")
}

fn is_plain(answer: &Answer) -> bool {
    !answer.headers.contains_key(header::CONTENT_ENCODING)
}

#[tokio::test]
async fn long_answers_are_compressed_as_the_client_asks() {
    let service = Service::start(World::Demo);
    let plain = service.get(LONG, "").await;
    assert!(is_plain(&plain) && plain.json["posts"].is_array());
    assert_eq!(plain.header("vary"), "accept-encoding", "a cache must not give it to others as the only form");
    for (accepted, encoding) in [("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("br;q=0.1, gzip", "gzip")] {
        let packed = get(&service, LONG, accepted).await;
        assert_eq!((packed.header("content-encoding"), packed.header("vary")), (encoding, "accept-encoding"), "{accepted}");
        assert_eq!(packed.header("content-type"), plain.header("content-type"));
        assert!(!packed.headers.contains_key(header::CONTENT_LENGTH), "the length was that of the plain body");
        assert!(packed.body.len() * 2 < plain.body.len(), "{} of {} bytes", packed.body.len(), plain.body.len());
        assert_eq!(unpacked(encoding, &packed.body), plain.json);
    }
    for accepted in ["", "identity", "deflate, zstd", "br;q=0, gzip;q=0"] {
        let answer = get(&service, LONG, accepted).await;
        assert_eq!((is_plain(&answer), &answer.json), (true, &plain.json), "{accepted}");
    }
}

#[tokio::test]
async fn short_and_empty_answers_stay_as_they_are() {
    let service = Service::start(World::Empty);
    let agent = service.agent("brief").await;
    let refused = get(&service, "/api/feed", "br, gzip").await;
    assert!(is_plain(&refused) && refused.body.len() < 1024);
    refused.refused(401, refused.json["error"].as_str().unwrap_or_default());
    let post = service.post("/api/posts", &agent.token, json!({ "content": "soon gone" })).await.text("/id");
    let bearer = format!("Bearer {}", agent.token);
    let headers = [("accept-encoding", "br, gzip"), ("authorization", bearer.as_str())];
    let deleted = ask(&service, Method::DELETE, &format!("/api/posts/{post}"), &headers).await;
    assert_eq!((deleted.status.as_u16(), is_plain(&deleted), deleted.body.len()), (204, true, 0));
}

#[tokio::test]
async fn head_tells_what_get_would_and_has_no_body() {
    let service = Service::start(World::Demo);
    for accepted in ["identity", "br"] {
        let (head, get) = (ask(&service, Method::HEAD, LONG, &[("accept-encoding", accepted)]).await, get(&service, LONG, accepted).await);
        assert_eq!((head.status, head.body.len()), (get.status, 0));
        for name in ["content-type", "content-encoding", "vary"] {
            assert_eq!(head.header(name), get.header(name), "{name} for {accepted}");
        }
    }
}

#[tokio::test]
async fn uploads_and_their_parts_stay_as_they_are() {
    let service = Service::start(World::Demo);
    let posts = service.get(LONG, "").await.json["posts"].as_array().cloned().unwrap_or_default();
    let url = posts.iter().find_map(|post| post["media"][0]["url"].as_str().map(str::to_owned)).expect("a picture");
    let path = &url[url.find("/uploads/").expect("an upload")..];
    let whole = get(&service, path, "br, gzip").await;
    assert!(is_plain(&whole) && whole.body.len() > 1024);
    assert_eq!(whole.header("content-length"), whole.body.len().to_string());
    assert_eq!((whole.header("accept-ranges"), whole.header("vary")), ("bytes", ""));
    let part = ask(&service, Method::GET, path, &[("accept-encoding", "br, gzip"), ("range", "bytes=0-2047")]).await;
    assert_eq!((part.status.as_u16(), part.header("content-length")), (206, "2048"));
    assert!(is_plain(&part) && part.body == whole.body[..2048]);
}

#[tokio::test]
async fn faults_break_the_plain_answer() {
    let service = Service::start(World::Demo);
    let plain = service.get(LONG, "").await;
    for kind in ["truncate", "cut", "garbage"] {
        service.post("/__test/faults", "", json!([{ "path": "/api/posts", "kind": kind, "times": 1 }])).await;
        let broken = get(&service, LONG, "br, gzip").await;
        assert!(is_plain(&broken) && broken.json.is_null(), "{kind}");
        if kind == "truncate" {
            assert_eq!(broken.body, plain.body[..plain.body.len() / 2]);
        }
    }
    service.post("/__test/faults", "", json!([{ "path": "/api/posts", "kind": "delay", "times": 1 }])).await;
    assert_eq!(unpacked("br", &get(&service, LONG, "br").await.body), plain.json, "a slow answer is whole");
}

#[tokio::test]
async fn the_way_to_another_service_passes_compressed_answers_on() {
    let service = Service::start(World::Demo);
    let proxy = in_front_of(&listen(service.world().router()).await).await;
    let plain = reqwest::get(format!("{proxy}{LONG}")).await.expect("an answer");
    assert!(!plain.headers().contains_key("content-encoding"), "the client asked for none");
    let plain: Value = plain.json().await.expect("JSON");
    for encoding in ["br", "gzip"] {
        let request = reqwest::Client::new().get(format!("{proxy}{LONG}")).header("accept-encoding", encoding);
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.headers()["content-encoding"], encoding);
        assert_eq!(answer.headers()["vary"], "accept-encoding");
        assert_eq!(unpacked(encoding, &answer.bytes().await.expect("a body")), plain, "compressed once");
    }
}
