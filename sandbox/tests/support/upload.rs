//! Forms with files, and small files to send.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use super::{Answer, Service};

/// A PNG of 3 × 2 pixels.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1\x4d\
    \0\0\0\x10IDATx\xdacPpH\x80 \x068\x0b\0+\x94\x04\x81\x90\x88\x5c\x04\0\0\0\0IEND\xaeB`\x82";
/// A GIF of 4 × 5 pixels.
pub const GIF: &[u8] = b"GIF89a\x04\0\x05\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x04\0\x05\0\0\x02\x04\x84\x8f\x09\x05\0;";
/// A film of 180 × 320 pixels and five seconds.
pub const MP4: &[u8] = include_bytes!("../../src/seed/clips/rollout.mp4");
/// A film of 320 × 180 pixels and five seconds.
pub const WEBM: &[u8] = include_bytes!("../../src/seed/clips/shortwave.webm");

/// [`MP4`] with another length in its header.
pub fn lasting(millis: u32) -> Vec<u8> {
    let mut film = MP4.to_vec();
    let header = film.windows(4).position(|name| name == b"mvhd").expect("a header") + 4;
    film[header + 12..header + 16].copy_from_slice(&1000_u32.to_be_bytes());
    film[header + 16..header + 20].copy_from_slice(&millis.to_be_bytes());
    film
}

/// A field of a form; one with a file name is a file.
pub fn part(name: &str, file_name: Option<&str>, content: &[u8]) -> Vec<u8> {
    let file_name = file_name.map(|name| format!("; filename=\"{name}\"\r\nContent-Type: image/png")).unwrap_or_default();
    let head = format!("--boundary\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

impl Service {
    /// Sends a form to an address.
    pub async fn send_form(&self, path: &str, token: &str, parts: &[Vec<u8>]) -> Answer {
        let body = [parts.concat().as_slice(), b"--boundary--\r\n"].concat();
        let mut request =
            Request::post(path).header(header::HOST, "api.test").header(header::CONTENT_TYPE, "multipart/form-data; boundary=boundary");
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Uploads an image for a post.
    pub async fn upload(&self, token: &str, content: &[u8]) -> Answer {
        self.send_form("/api/upload", token, &[part("file", Some("a.png"), content), part("purpose", None, b"post")]).await
    }

    /// Uploads a video for a purpose.
    pub async fn upload_video(&self, token: &str, content: &[u8], purpose: &str) -> Answer {
        let parts = [part("file", Some("film.png"), content), part("purpose", None, purpose.as_bytes())];
        self.send_form("/api/upload/video", token, &parts).await
    }

    /// Uploads a video and waits until it was processed. Answers its id.
    pub async fn processed_video(&self, token: &str, purpose: &str) -> String {
        let uploaded = self.upload_video(token, MP4, purpose).await;
        assert_eq!(uploaded.status, 201, "{}", uploaded.json);
        self.app().clock().advance(3_000);
        uploaded.text("/id")
    }

    /// Publishes a byte, in whatever dialect. Answers its id.
    pub async fn byte(&self, token: &str, caption: &str) -> String {
        let video = self.processed_video(token, "byte").await;
        let made = self.post("/api/bytes", token, json!({ "caption": caption, "mediaId": video })).await;
        assert_eq!(made.status, 201, "{}", made.json);
        let byte = if made.json["byte"].is_object() { &made.json["byte"] } else { &made.json };
        byte["id"].as_str().expect("an id").to_owned()
    }

    /// Deletes an upload by its id or address.
    pub async fn delete_media(&self, token: &str, name: Value) -> Answer {
        self.call(axum::http::Method::DELETE, "/api/upload", token, name).await
    }
}
