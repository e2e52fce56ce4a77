//! Request bodies that nobody wants. They are read to their end before the answer, for a client that still sends when the connection
//! closes sees a network failure instead of the answer.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::future::poll_fn;
use futures_util::stream::{self, Fuse, StreamExt};
use tokio::time::timeout;

/// Most bytes that are read and dropped; a client that sends more is cut off.
pub const DROPPED_MAX: u64 = 512 * 1024 * 1024;
/// How long a client may send nothing before it is cut off.
const SILENCE: Duration = Duration::from_secs(10);

/// A body that is read from two sides, one after the other.
#[derive(Clone, Debug)]
struct Shared(Arc<Mutex<Fuse<BodyDataStream>>>);

/// The layer that reads what a handler left of the body, once the answer is decided.
pub async fn finish(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let body = Shared(Arc::new(Mutex::new(body.into_data_stream().fuse())));
    let response = next.run(Request::from_parts(parts, body.lent())).await;
    body.drop_rest().await;
    response
}

impl Shared {
    fn lent(&self) -> Body {
        let shared = self.clone();
        Body::from_stream(stream::poll_fn(move |context| shared.poll(context)))
    }

    /// Reads up to the end, to where it breaks off, or to one of the bounds above.
    async fn drop_rest(&self) {
        let mut size = 0;
        while let Ok(Some(Ok(chunk))) = timeout(SILENCE, poll_fn(|context| self.poll(context))).await {
            size += chunk.len() as u64;
            if size > DROPPED_MAX {
                return;
            }
        }
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, axum::Error>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).poll_next_unpin(context)
    }
}
