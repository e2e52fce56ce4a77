//! How far the service is with videos. No call tells that of one upload, so the list of videos is read now and then: once for all that
//! are waited for.

use std::sync::{Arc, OnceLock, Weak};

use contract::PageRequest;
use contract::id::MediaId;
use contract::media::{Media, MediaType, ProcessingState, Uploaded};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::browser::{network, time};
use crate::route::Actor;
use crate::store::Store;
use crate::store::shelves::Shelves;

/// The first pause before the list is read, in milliseconds; each later one is half as long again.
const FIRST_PAUSE: u32 = 1_000;
/// The longest pause, in milliseconds.
const LONGEST_PAUSE: u32 = 10_000;
/// How often it is looked whether a pause is over, in milliseconds.
const TICK: u32 = 500;
/// Files a page.
const LIMIT: u8 = 50;
/// Pages that are read to find files; one further down was uploaded long ago.
const PAGES: usize = 3;

/// How the processing of a video ended.
#[derive(Clone, Debug)]
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

/// Where somebody who waits finds how it ended; who lets go of it waits no longer.
type Outcome = Arc<OnceLock<Processed>>;

/// Waits until a video was processed, as long as `is_wanted`. Failures to find out pass unseen: it is asked again.
pub async fn processed(store: Store, actor: Actor, media: MediaId, is_wanted: Wanted) -> Processed {
    let watch: Watch = Shelves::of(store, &actor);
    let outcome = watch.wait_for(store, actor, media);
    loop {
        time::sleep(TICK).await;
        if !is_wanted() {
            return Processed::Unwanted;
        }
        if let Some(processed) = outcome.get() {
            return processed.clone();
        }
    }
}

/// Looks after the videos of an agent as long as any is waited for. Clones are the same watch.
#[derive(Clone, Default)]
struct Watch(ArcStoredValue<Waiting>);

impl Watch {
    fn wait_for(self, store: Store, actor: Actor, media: MediaId) -> Outcome {
        let outcome = Outcome::default();
        let is_first = self.0.with_value(|waiting| waiting.videos.is_empty());
        self.0.update_value(|waiting| waiting.add(media, &outcome));
        if is_first {
            spawn_local(self.keep(store, actor));
        }
        outcome
    }

    async fn keep(self, store: Store, actor: Actor) {
        loop {
            time::sleep(TICK).await;
            let Some(due) = self.0.try_update_value(Waiting::tick).flatten() else { return };
            if due.is_empty() || !network::is_visible() || network::is_offline() {
                continue;
            }
            if let Ok(seen) = look(store, &actor, &due, Some(MediaType::Video)).await {
                self.0.with_value(|waiting| waiting.settle(&due, &seen));
            }
        }
    }
}

/// Videos that are waited for; empty only while nobody looks after them.
#[derive(Default)]
struct Waiting {
    videos: Vec<(MediaId, Weak<OnceLock<Processed>>)>,
    /// How long to wait before the next look, and how long that has been, in milliseconds.
    pause: u32,
    waited: u32,
}

impl Waiting {
    /// One more video: it is looked for as soon as if it were the only one.
    fn add(&mut self, media: MediaId, outcome: &Outcome) {
        self.videos.push((media, Arc::downgrade(outcome)));
        (self.pause, self.waited) = (FIRST_PAUSE, 0);
    }

    /// Lets time pass: which videos are to be looked for now, or nothing when none is waited for any more.
    fn tick(&mut self) -> Option<Vec<MediaId>> {
        self.videos.retain(|(_, outcome)| outcome.upgrade().is_some_and(|outcome| outcome.get().is_none()));
        if self.videos.is_empty() {
            return None;
        }
        self.waited += TICK;
        if self.waited < self.pause {
            return Some(Vec::new());
        }
        (self.pause, self.waited) = ((self.pause * 3 / 2).min(LONGEST_PAUSE), 0);
        Some(self.videos.iter().map(|(media, _)| media.clone()).collect())
    }

    /// Tells those who wait for one of these videos how it ended, if it did.
    fn settle(&self, asked: &[MediaId], seen: &Seen) {
        for (media, outcome) in self.videos.iter().filter(|(media, _)| asked.contains(media)) {
            if let Some((outcome, processed)) = outcome.upgrade().zip(seen.processed(media)) {
                // How it ended the first time is what counts.
                let _ = outcome.set(processed);
            }
        }
    }
}

/// What a look at the list brought.
struct Seen {
    files: Vec<Uploaded>,
    /// Whether that is all there is.
    is_all: bool,
}

impl Seen {
    fn file(&self, media: &MediaId) -> Option<&Uploaded> {
        self.files.iter().find(|file| file.id == *media)
    }

    fn processed(&self, media: &MediaId) -> Option<Processed> {
        match self.file(media) {
            Some(file) if file.state == Some(ProcessingState::Failed) => Some(Processed::Failed(Box::new(file.clone()))),
            Some(file) => file.is_usable().then(|| Processed::Ready(Some(Box::new(file.clone())))),
            None if self.is_all => Some(Processed::Gone),
            None => Some(Processed::Ready(None)),
        }
    }
}

/// Whether the service no longer has a file; nothing when that cannot be found out.
pub(super) async fn is_gone(store: Store, actor: &Actor, media: &MediaId, kind: Option<MediaType>) -> Option<bool> {
    let seen = look(store, actor, std::slice::from_ref(media), kind).await.ok()?;
    match seen.file(media) {
        Some(_) => Some(false),
        None => seen.is_all.then_some(true),
    }
}

/// Reads the list until all of these files are found, but not far down.
async fn look(store: Store, actor: &Actor, wanted: &[MediaId], kind: Option<MediaType>) -> Result<Seen, ApiError> {
    let mut page = PageRequest::first(LIMIT);
    let mut seen = Seen { files: Vec::new(), is_all: false };
    for _ in 0..PAGES {
        let operation = Media { kind: kind.clone(), purpose: None, page: page.clone() };
        let answer = store.client.send_quietly(actor, &operation).await?;
        seen.files.extend(answer.items);
        match answer.next {
            Some(next) => page = page.at(next),
            None => seen.is_all = true,
        }
        if seen.is_all || wanted.iter().all(|media| seen.file(media).is_some()) {
            break;
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use serde_json::json;

    use super::*;

    fn id(name: &str) -> MediaId {
        MediaId::parse(name).expect("an id")
    }

    #[test]
    fn one_look_settles_all_that_were_asked_for() {
        let (mut waiting, names) = (Waiting::default(), ["ready", "failed", "busy", "gone"]);
        let outcomes = names.map(|name| {
            let outcome = Outcome::default();
            waiting.add(id(name), &outcome);
            outcome
        });
        assert_eq!(waiting.tick(), Some(Vec::new()));
        let asked = waiting.tick().unwrap_or_default();
        assert_eq!(asked, names.map(id));
        let late = Outcome::default();
        waiting.add(id("late"), &late);
        let file = |name: &str| Uploaded::decode(&json!({ "id": name, "status": if name == "busy" { "processing" } else { name } }));
        let seen = Seen { files: ["ready", "failed", "busy"].iter().filter_map(|name| file(name).ok()).collect(), is_all: true };
        waiting.settle(&asked, &seen);
        let [ready, failed, busy, gone] = outcomes.each_ref().map(|outcome| outcome.get());
        assert!(matches!(ready, Some(Processed::Ready(Some(_)))) && matches!(failed, Some(Processed::Failed(_))));
        assert!(busy.is_none() && matches!(gone, Some(Processed::Gone)) && late.get().is_none());
        waiting.tick();
        assert_eq!(waiting.tick(), Some(vec![id("busy"), id("late")]));
        drop((outcomes, late));
        assert_eq!(waiting.tick(), None);
    }
}
