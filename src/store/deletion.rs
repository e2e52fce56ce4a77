//! What became of a deletion, also when its answer was lost.

use std::future::Future;

use crate::api::ApiError;

/// Something was not deleted, as far as is known.
#[derive(Clone, Debug)]
pub struct NotDeleted {
    /// Why.
    pub error: ApiError,
    /// Whether it certainly still stands.
    pub is_certain: bool,
}

impl NotDeleted {
    /// The sentence for what is certain, or the one for what is not.
    pub const fn words(&self, certain: &'static str, uncertain: &'static str) -> &'static str {
        if self.is_certain { certain } else { uncertain }
    }
}

/// How a deletion ended. Where its answer was lost, `is_gone` finds out; nothing when that cannot be known.
///
/// # Errors
/// Why it still stands, or may.
pub async fn ended<T>(outcome: Result<T, ApiError>, is_gone: impl Future<Output = Option<bool>>) -> Result<(), NotDeleted> {
    match outcome {
        Ok(_) => Ok(()),
        // One that is gone already is as deleted as it can be.
        Err(error) if error.is_not_found() => Ok(()),
        Err(error) if !error.fate_unknown() => Err(NotDeleted { error, is_certain: true }),
        Err(error) => match is_gone.await {
            Some(true) => Ok(()),
            found => Err(NotDeleted { error, is_certain: found.is_some() }),
        },
    }
}

/// Whether something is gone, by reading it.
pub fn is_gone<T>(reading: &Result<T, ApiError>) -> Option<bool> {
    match reading {
        Ok(_) => Some(false),
        Err(error) if error.is_not_found() => Some(true),
        Err(_) => None,
    }
}
