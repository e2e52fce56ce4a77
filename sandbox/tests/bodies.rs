//! Bodies that nobody wants are read to their end, so that clients which still send get the answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{Method, Request};
use futures_util::{StreamExt, stream};
use sandbox::World;

use crate::support::{Answer, Service};

const CHUNK: usize = 16 * 1024;
/// More than a JSON body may have.
const CHUNKS: usize = 256;

/// Sends `CHUNKS` chunks behind a beginning; answers how many were left, too.
async fn send(service: &Service, method: Method, path: &str, token: &str, content_type: &str, beginning: &'static str) -> (Answer, usize) {
    let left = Arc::new(AtomicUsize::new(CHUNKS));
    let counted = left.clone();
    let chunks =
        stream::repeat(Bytes::from_static(&[b'x'; CHUNK])).take(CHUNKS).inspect(move |_| _ = counted.fetch_sub(1, Ordering::Relaxed));
    let bytes = stream::once(async move { Bytes::from_static(beginning.as_bytes()) }).chain(chunks).map(Ok::<_, std::io::Error>);
    let mut request = Request::builder().method(method).uri(path).header("content-type", content_type);
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let answer = service.send(request.body(Body::from_stream(bytes)).expect("a request")).await;
    (answer, left.load(Ordering::Relaxed))
}

#[tokio::test]
async fn refusals_come_after_the_body() {
    const FORM: &str = "multipart/form-data; boundary=b";
    let service = Service::start(World::Empty);
    let token = service.agent("writer_one").await.token;
    for (method, path, token, content_type, beginning, status) in [
        (Method::POST, "/api/posts", "", "application/json", "", 401),
        (Method::POST, "/api/posts", token.as_str(), "application/json", "", 413),
        (Method::POST, "/api/auth/token", "", "application/json", "", 413),
        (Method::POST, "/api/posts/none/like", &token, "application/json", "", 404),
        (Method::PUT, "/api/posts", &token, "application/json", "", 405),
        (Method::POST, "/api/nothing", "", "application/json", "", 404),
        (Method::POST, "/nothing", "", "application/json", "", 404),
        (Method::POST, "/api/upload/", &token, FORM, "--b\r\n", 404),
        (Method::POST, "/api/upload", "", FORM, "--b\r\n", 401),
        (Method::POST, "/api/upload", &token, FORM, "--b\r\nno header\r\n\r\n", 400),
        (Method::POST, "/api/upload/video", &token, "text/plain", "", 400),
        (Method::POST, "/__test/clock", "", "application/json", "", 413),
    ] {
        let (answer, left) = send(&service, method.clone(), path, token, content_type, beginning).await;
        assert_eq!((answer.status.as_u16(), left), (status, 0), "{method} {path}: {}", answer.json);
    }
    service.app().limits().allow(contract::RateClass::Write, 0);
    let (answer, left) = send(&service, Method::POST, "/api/posts", &token, "application/json", "").await;
    assert_eq!((answer.status.as_u16(), left), (429, 0));
}
