//! Request bodies that nobody wants. They are read to their end before the answer, for a client that still sends when the connection
//! closes sees a network failure instead of the answer.

use axum::body::Body;
use futures_util::StreamExt;

use crate::ApiError;

/// Most bytes that are read and dropped; a client that sends more is cut off.
pub const DROPPED_MAX: u64 = 512 * 1024 * 1024;

/// Reads a body to its end and drops it. One that breaks off is at its end, too.
///
/// # Errors
/// 413 for one that does not end.
pub async fn drain(body: Body) -> Result<(), ApiError> {
    let mut stream = body.into_data_stream();
    let mut size = 0;
    while let Some(Ok(chunk)) = stream.next().await {
        size += chunk.len() as u64;
        if size > DROPPED_MAX {
            return Err(ApiError::too_large("The request body is far too large."));
        }
    }
    Ok(())
}
