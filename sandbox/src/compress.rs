//! Compression of the API's answers, as a service on the internet sends them.

use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

/// Shorter answers fit into one packet anyway.
const WORTH_IT: u16 = 1024;

/// Much of the gain of brotli and gzip at a small part of the time: an answer waits for it.
const LEVEL: CompressionLevel = CompressionLevel::Precise(4);

/// The layer that compresses JSON and text with brotli or gzip, whichever the client prefers, and says so in `Vary`. Pictures and
/// videos, parts of files and short answers pass as they are.
pub fn layer() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new().quality(LEVEL).compress_when(SizeAbove::new(WORTH_IT).and(is_text))
}

fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("application/json") || kind.starts_with("text/")
}
