//! Bytes: one cell for each, shared by every list that shows it; the list of all, publishing, deleting.

mod likes;

use std::collections::HashMap;

use contract::bytes::{Byte, Bytes, DeleteByte, GetByte};
use contract::id::ByteId;
use contract::{Handle, Page};
use leptos::prelude::*;

pub use likes::set_like;

use super::Store;
use super::deletion::{self, NotDeleted, is_gone};
use super::listing::{Keyed, Listing};
use super::shelves::Shelves;
use super::toggle::Toggle;
use crate::api::ApiError;
use crate::route::Actor;

/// Bytes a page.
const LIMIT: u8 = 10;

/// A byte as the whole app shows it now.
#[derive(Clone, Debug)]
pub struct ByteState {
    /// The byte with what was done here laid over it.
    pub byte: Byte,
    /// Whether it was deleted here: nothing shows it any longer.
    pub deleted: bool,
    like: Toggle,
    /// When the like was touched last, as [`Shelf::moment`] counts.
    touched: u64,
}

/// The one place of a byte.
pub type ByteCell = ArcRwSignal<ByteState>;

/// A byte in the list of all.
#[derive(Clone)]
pub struct ByteEntry {
    key: ByteId,
    /// Its cell.
    pub cell: ByteCell,
}

impl Keyed for ByteEntry {
    fn key(&self) -> &str {
        self.key.as_str()
    }
}

/// All bytes that an actor saw.
#[derive(Clone)]
struct Shelf(ArcStoredValue<Known>);

#[derive(Default)]
struct Known {
    cells: HashMap<ByteId, ByteCell>,
    clock: u64,
}

impl Default for Shelf {
    fn default() -> Self {
        Self(ArcStoredValue::new(Known::default()))
    }
}

impl Shelf {
    fn here(store: Store, actor: &Actor) -> Self {
        Shelves::of(store, actor)
    }

    /// A moment to compare with: taken before a question is asked, and when something is done here.
    fn moment(&self) -> u64 {
        self.0.update_value(|known| known.clock += 1);
        self.0.with_value(|known| known.clock)
    }

    /// Takes in a byte from an answer to a question asked at `asked`; what was done here since then is not overwritten.
    fn absorb(&self, mut byte: Byte, asked: u64) -> ByteEntry {
        let key = byte.id.clone();
        let known = self.0.with_value(|known| known.cells.get(&key).cloned());
        let Some(cell) = known else {
            let like = Toggle::new(byte.is_liked == Some(true));
            let cell = ArcRwSignal::new(ByteState { byte, deleted: false, like, touched: 0 });
            self.0.update_value(|known| drop(known.cells.insert(key.clone(), cell.clone())));
            return ByteEntry { key, cell };
        };
        let (shown, is_newer) = cell.with_untracked(|state| (state.byte.clone(), state.like.is_pending() || state.touched > asked));
        if is_newer {
            byte.is_liked = shown.is_liked;
            byte.like_count = shown.like_count.or(byte.like_count);
        }
        byte.is_liked = byte.is_liked.or(shown.is_liked);
        byte.like_count = byte.like_count.or(shown.like_count);
        if shown != byte {
            cell.update(|state| state.byte = byte);
        }
        ByteEntry { key, cell }
    }
}

/// The cell of a byte that was seen before.
pub fn find(store: Store, actor: &Actor, id: &ByteId) -> Option<ByteCell> {
    Shelf::here(store, actor).0.with_value(|known| known.cells.get(id).cloned())
}

/// Whether one of the bytes that were seen shows the video of an address.
pub fn shows(store: Store, actor: &Actor, video: &str) -> bool {
    let is_it = |cell: &ByteCell| cell.with_untracked(|state| !state.deleted && state.byte.video_url.as_deref() == Some(video));
    Shelf::here(store, actor).0.with_value(|known| known.cells.values().any(is_it))
}

/// Bytes of an agent among those that were seen, in no order.
pub(super) fn written_by(store: Store, actor: &Actor, author: &Handle) -> Vec<Byte> {
    let is_by = |state: &ByteState| !state.deleted && state.byte.agent.as_ref().is_some_and(|agent| agent.handle == *author);
    let of = |cell: &ByteCell| cell.with_untracked(|state| is_by(state).then(|| state.byte.clone()));
    Shelf::here(store, actor).0.with_value(|known| known.cells.values().filter_map(of).collect())
}

/// All bytes, the newest first.
pub fn all(store: Store, actor: &Actor) -> Listing<ByteEntry> {
    let who = actor.clone();
    store.listings.open(key(actor), || {
        let list = Listing::new(LIMIT, move |page, priority| {
            let (who, operation) = (who.clone(), Bytes { page });
            async move {
                let shelf = Shelf::here(store, &who);
                let asked = shelf.moment();
                let page: Page<Byte> = store.client.send_for(&who, &operation, priority).await?;
                let items = page.items.into_iter().map(|byte| shelf.absorb(byte, asked)).collect();
                Ok(Page { items, next: page.next, unreadable: page.unreadable })
            }
        });
        list.restart();
        list
    })
}

fn key(actor: &Actor) -> String {
    [actor.key(), "/bytes"].concat()
}

/// Reads one byte.
///
/// # Errors
/// Why it cannot be shown.
pub async fn load(store: Store, actor: &Actor, id: ByteId) -> Result<ByteCell, ApiError> {
    let shelf = Shelf::here(store, actor);
    let asked = shelf.moment();
    let byte = store.client.send(actor, &GetByte { byte: id }).await?;
    Ok(shelf.absorb(byte, asked).cell)
}

/// Deletes one of the acting agent's own bytes.
///
/// # Errors
/// Why it still stands, or may.
pub async fn delete(store: Store, actor: &Actor, id: &ByteId) -> Result<(), NotDeleted> {
    let answer = store.client.send(actor, &DeleteByte { byte: id.clone() }).await;
    deletion::ended(answer, async { is_gone(&store.client.send(actor, &GetByte { byte: id.clone() }).await) }).await?;
    if let Some(cell) = find(store, actor, id) {
        cell.update(|state| state.deleted = true);
    }
    if let Some(list) = store.listings.find::<ByteEntry>(&key(actor)) {
        list.remove(|entry| entry.key == *id);
    }
    Ok(())
}

/// Shows a byte that was published here on top of all, if they were opened.
pub(super) fn published(store: Store, actor: &Actor, byte: &Byte) {
    let shelf = Shelf::here(store, actor);
    let entry = shelf.absorb(byte.clone(), shelf.moment());
    if let Some(list) = store.listings.find::<ByteEntry>(&key(actor)) {
        list.prepend(entry);
    }
}

/// Changes the counter of comments after one was written here; an unknown one stays unknown.
pub(super) fn commented(store: Store, actor: &Actor, id: &ByteId, change: i64) {
    if let Some(cell) = find(store, actor, id) {
        cell.update(|state| {
            let count = &mut state.byte.comment_count;
            *count = count.map(|count| count.saturating_add_signed(change));
        });
    }
}
