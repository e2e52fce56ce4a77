//! How far the service is with a video. No call tells that of one upload, so the list of videos is read now and then.

use contract::PageRequest;
use contract::id::MediaId;
use contract::media::{Media, MediaType, ProcessingState, Uploaded};

use crate::api::ApiError;
use crate::browser::{network, time};
use crate::route::Actor;
use crate::store::Store;

/// The first pause before the list is read, in milliseconds; each later one is half as long again.
const FIRST_PAUSE: u32 = 1_000;
/// The longest pause, in milliseconds.
const LONGEST_PAUSE: u32 = 10_000;
/// Files a page.
const LIMIT: u8 = 50;
/// Pages that are read to find a file; one further down was uploaded long ago.
const PAGES: usize = 3;

/// How the processing of a video ended.
pub enum Processed {
    /// It can be used. What is known of it, unless it was uploaded too long ago to be found.
    Ready(Option<Box<Uploaded>>),
    /// It can never be used.
    Failed(Box<Uploaded>),
    /// The service does not have it any more.
    Gone,
    /// Nobody waits any longer.
    Unwanted,
}

/// Whether somebody still waits.
pub type Wanted = Box<dyn Fn() -> bool>;

enum Found {
    File(Box<Uploaded>),
    Nowhere,
    Further,
}

/// Waits until a video was processed, as long as `is_wanted`. Failures to find out pass unseen: it is asked again.
pub async fn processed(store: Store, actor: Actor, media: MediaId, is_wanted: Wanted) -> Processed {
    let mut pause = FIRST_PAUSE;
    loop {
        time::sleep(pause).await;
        pause = (pause * 3 / 2).min(LONGEST_PAUSE);
        if !is_wanted() {
            return Processed::Unwanted;
        }
        if !network::is_visible() || network::is_offline() {
            continue;
        }
        match find(store, &actor, &media, Some(MediaType::Video)).await {
            Ok(Found::File(file)) if file.state == Some(ProcessingState::Failed) => return Processed::Failed(file),
            Ok(Found::File(file)) if file.is_usable() => return Processed::Ready(Some(file)),
            Ok(Found::Further) => return Processed::Ready(None),
            Ok(Found::Nowhere) => return Processed::Gone,
            Ok(Found::File(_)) | Err(_) => {}
        }
    }
}

/// Whether the service no longer has a file; nothing when that cannot be found out.
pub(super) async fn is_gone(store: Store, actor: &Actor, media: &MediaId, kind: Option<MediaType>) -> Option<bool> {
    match find(store, actor, media, kind).await {
        Ok(Found::File(_)) => Some(false),
        Ok(Found::Nowhere) => Some(true),
        Ok(Found::Further) | Err(_) => None,
    }
}

async fn find(store: Store, actor: &Actor, media: &MediaId, kind: Option<MediaType>) -> Result<Found, ApiError> {
    let mut page = PageRequest::first(LIMIT);
    for _ in 0..PAGES {
        let operation = Media { kind: kind.clone(), purpose: None, page: page.clone() };
        let answer = store.client.send_quietly(actor, &operation).await?;
        if let Some(file) = answer.items.into_iter().find(|file| file.id == *media) {
            return Ok(Found::File(Box::new(file)));
        }
        match answer.next {
            Some(next) => page = page.at(next),
            None => return Ok(Found::Nowhere),
        }
    }
    Ok(Found::Further)
}
