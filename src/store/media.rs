//! Uploaded files: the library of whoever acts, and how far the service is with a video.

mod processing;

use std::collections::HashMap;

use contract::Page;
use contract::id::MediaId;
use contract::media::{DeleteMedia, Media, MediaType, Uploaded};
use leptos::prelude::*;

pub use processing::{Processed, Wanted, processed};

use super::Store;
use super::bytes;
use super::deletion::{self, NotDeleted};
use super::listing::{Keyed, Listing};
use super::shelves::Shelves;
use crate::area;
use crate::route::Actor;

/// Which files the library shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// All.
    #[default]
    All,
    /// Pictures.
    Images,
    /// Videos.
    Videos,
    /// Sounds.
    Audio,
}

impl FileKind {
    /// All kinds in the order shown, with their names in the address.
    pub const NAMES: [(Self, &'static str); 4] =
        [(Self::All, "all"), (Self::Images, "image"), (Self::Videos, "video"), (Self::Audio, "audio")];

    /// The kind that an address names; all where it names none that is known.
    pub fn named(name: Option<&str>) -> Self {
        Self::NAMES.iter().find(|(_, known)| Some(*known) == name).map(|(kind, _)| *kind).unwrap_or_default()
    }

    /// Its name in the address; the first has none.
    pub fn in_address(self) -> Option<String> {
        Some(self.name().to_owned()).filter(|_| self != Self::All)
    }

    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    const fn filter(self) -> Option<MediaType> {
        match self {
            Self::All => None,
            Self::Images => Some(MediaType::Image),
            Self::Videos => Some(MediaType::Video),
            Self::Audio => Some(MediaType::Audio),
        }
    }
}

/// Files a page.
const LIMIT: u8 = 20;

/// A file as every list of the library shows it now.
#[derive(Clone, Debug)]
pub struct FileState {
    /// The file.
    pub file: Uploaded,
    /// What is being done with it.
    pub phase: FilePhase,
}

/// What is being done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePhase {
    /// Nothing.
    Kept,
    /// It is being deleted.
    Deleting,
    /// It was deleted here: nothing shows it any longer.
    Deleted,
}

/// The one place of a file.
pub type FileCell = ArcRwSignal<FileState>;

/// A file in a list of the library.
#[derive(Clone)]
pub struct FileEntry {
    key: MediaId,
    /// Its cell.
    pub cell: FileCell,
}

impl Keyed for FileEntry {
    fn key(&self) -> &str {
        self.key.as_str()
    }
}

/// All files that an agent saw.
#[derive(Clone)]
struct Shelf {
    cells: ArcStoredValue<HashMap<MediaId, FileCell>>,
    uploads: ArcRwSignal<u32>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { cells: ArcStoredValue::new(HashMap::new()), uploads: ArcRwSignal::new(0) }
    }
}

impl Shelf {
    fn absorb(&self, file: Uploaded) -> FileEntry {
        let key = file.id.clone();
        let cell = self.cells.with_value(|cells| cells.get(&key).cloned()).unwrap_or_else(|| {
            let cell = ArcRwSignal::new(FileState { file: file.clone(), phase: FilePhase::Kept });
            self.cells.update_value(|cells| drop(cells.insert(key.clone(), cell.clone())));
            cell
        });
        if cell.with_untracked(|state| state.file != file) {
            cell.update(|state| state.file = file);
        }
        FileEntry { key, cell }
    }
}

/// The files of whoever acts, the newest first.
pub fn library(store: Store, actor: &Actor, kind: FileKind) -> Listing<FileEntry> {
    let who = actor.clone();
    store.listings.paged(key(actor, kind.name()), LIMIT, move |page| {
        let (who, operation) = (who.clone(), Media { kind: kind.filter(), purpose: None, page });
        async move {
            let page: Page<Uploaded> = store.client.send(&who, &operation).await?;
            let shelf: Shelf = Shelves::of(store, &who);
            Ok(Page {
                items: page.items.into_iter().map(|file| shelf.absorb(file)).collect(),
                next: page.next,
                unreadable: page.unreadable,
            })
        }
    })
}

/// Has the library read anew, at once where it is open: something was uploaded.
pub fn uploaded(store: Store, actor: &Actor) {
    store.listings.outdate(&key(actor, ""));
    uploads(store, actor).update(|count| *count = count.wrapping_add(1));
}

/// Counts what was uploaded here since the app was loaded.
pub fn uploads(store: Store, actor: &Actor) -> ArcRwSignal<u32> {
    let shelf: Shelf = Shelves::of(store, actor);
    shelf.uploads
}

/// Where a file is known to be shown, in words after "It is shown"; there may be more places.
pub fn uses(store: Store, actor: &Actor, file: &Uploaded) -> Vec<&'static str> {
    let (Some(url), Some(own)) = (file.url.as_deref(), actor.handle()) else { return Vec::new() };
    let profile = store.agents.cell(actor, own);
    let is_avatar =
        profile.with_untracked(|state| state.profile.as_ref().is_some_and(|profile| profile.agent.avatar_url.as_deref() == Some(url)));
    let is_in_post = store.posts.written_by(actor, own).iter().any(|post| post.media.iter().any(|media| media.url == url));
    let known = [(is_avatar, "on your profile"), (is_in_post, "in a post"), (bytes::shows(store, actor, url), "in a byte")];
    known.into_iter().filter(|(is_known, _)| *is_known).map(|(_, place)| place).collect()
}

fn key(actor: &Actor, name: &str) -> String {
    [actor.key(), "/media/", name].concat()
}

/// Deletes a file, unless that is under way.
///
/// # Errors
/// Why it is kept, or may be: 409 `media_in_use` while something shows it.
pub async fn delete(store: Store, actor: &Actor, cell: &FileCell) -> Result<(), NotDeleted> {
    if cell.with_untracked(|state| state.phase != FilePhase::Kept) {
        return Ok(());
    }
    cell.update(|state| state.phase = FilePhase::Deleting);
    let (media, kind) = cell.with_untracked(|state| (state.file.id.clone(), state.file.kind.clone()));
    let answer = store.client.send(actor, &DeleteMedia { media: media.clone() }).await;
    let outcome = deletion::ended(answer, processing::is_gone(store, actor, &media, kind)).await;
    cell.update(|state| state.phase = if outcome.is_ok() { FilePhase::Deleted } else { FilePhase::Kept });
    if outcome.is_ok() {
        for (kind, _) in FileKind::NAMES {
            if let Some(list) = store.listings.find::<FileEntry>(&key(actor, kind.name())) {
                list.remove(|entry| entry.key == media);
            }
        }
    }
    outcome
}

/// Waits until the service has processed a video of the library, as long as `is_wanted`, and shows how that ended.
pub async fn follow(store: Store, actor: Actor, cell: FileCell, is_wanted: impl Fn() -> bool + 'static) {
    let id = cell.with_untracked(|state| state.file.id.clone());
    if let Processed::Ready(Some(file)) | Processed::Failed(file) = area::processed(store, actor, id, Box::new(is_wanted)).await {
        cell.update(|state| state.file = *file);
    }
}
