//! Lists that page by cursor: what is loaded, what is going on, and what has come in meanwhile.

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use contract::{Cursor, Page, PageRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, Priority};
use crate::browser::time;

/// A list entry that can be told from the others.
pub trait Keyed {
    /// Unique among the entries of a list.
    fn key(&self) -> &str;

    /// Whether it looks as another reading of it does, so that it need not be drawn anew.
    fn looks_like(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

/// What a list is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Fetching.
    Loading,
    /// More can be loaded.
    Ready,
    /// Everything is loaded.
    End,
    /// The last fetch failed; what was loaded stays.
    Failed(ApiError),
}

/// The room that some entries took when they were last in the document, so that they can be taken out of it, and come back, without
/// moving what stands below. Clones are the same room.
#[derive(Clone, Default)]
pub struct Room(ArcStoredValue<Taken>);

#[derive(Clone, Copy, Default)]
struct Taken {
    height: Option<f64>,
    in_view: bool,
}

impl Room {
    /// Their height in CSS pixels, if they were drawn before.
    pub fn height(&self) -> Option<f64> {
        self.0.get_value().height
    }

    /// Notes their height.
    pub fn measured(&self, height: f64) {
        self.0.update_value(|taken| taken.height = Some(height));
    }

    /// Whether a part of them is in the view, or was when the list was left.
    pub fn is_in_view(&self) -> bool {
        self.0.get_value().in_view
    }

    /// Notes whether a part of them is in the view.
    pub fn seen(&self, in_view: bool) {
        self.0.update_value(|taken| taken.in_view = in_view);
    }
}

/// An end of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Top,
    Bottom,
}

/// One loaded page.
#[derive(Clone)]
pub struct Leaf<T> {
    /// Tells pages apart.
    pub number: u64,
    /// Its entries.
    pub items: Arc<Vec<T>>,
    /// The rooms of its parts, of [`FEW`] entries or more.
    pub rooms: Arc<[Room]>,
    /// Whether it is in the document, or was when the list was left.
    pub is_near: ArcRwSignal<bool>,
    /// Where it was added, if its entry was made here: others may have come in beside it.
    made_at: Option<Edge>,
}

/// Entries that came in at the top after the list was loaded.
#[derive(Clone)]
struct Newer<T> {
    items: Vec<T>,
    /// Whether more came in than one page holds: showing them starts the list anew from there.
    is_cut: bool,
    /// Where the list goes on then.
    next: Option<Cursor>,
    /// How many pages there had been when they were asked for.
    asked: u64,
}

/// Entries of a part of a page: few, so that drawing them is no long task.
pub const FEW: usize = 5;

type Fetched<T> = Pin<Box<dyn Future<Output = Result<Page<T>, ApiError>>>>;
type Fetch<T> = dyn Fn(PageRequest, Priority) -> Fetched<T> + Send + Sync;

struct State {
    next: Option<Cursor>,
    known: HashSet<String>,
    /// How many pages were loaded, made or changed: a page of a higher number is later.
    pages: u64,
    /// After which page entries were taken out here: what was asked for before that does not bring them back.
    gone: HashMap<String, u64>,
    loaded_at: i64,
    /// Counts restarts, so that the answer to an older question is dropped.
    generation: u32,
}

impl State {
    /// Whether an entry of an answer that was asked for after so many pages is news; notes it.
    fn take_in(&mut self, key: &str, asked: u64) -> bool {
        self.gone.get(key).is_none_or(|gone| *gone <= asked) && self.known.insert(key.to_owned())
    }
}

/// A list that pages by cursor. Clones are the same list.
pub struct Listing<T: 'static> {
    limit: u8,
    /// Entries of the pages after the first.
    more: u8,
    fetch: Arc<Fetch<T>>,
    /// Loaded pages in order.
    pub leaves: ArcRwSignal<Vec<Leaf<T>>>,
    /// What it is doing.
    pub phase: ArcRwSignal<Phase>,
    /// How many entries were sent that could not be read.
    pub unreadable: ArcRwSignal<usize>,
    /// Whether the last page brought nothing to show: then the next one is loaded only when asked for, lest all of them be.
    pub is_barren: ArcRwSignal<bool>,
    newer: ArcRwSignal<Option<Newer<T>>>,
    state: ArcStoredValue<State>,
}

impl<T> Clone for Listing<T> {
    fn clone(&self) -> Self {
        Self {
            limit: self.limit,
            more: self.more,
            fetch: Arc::clone(&self.fetch),
            leaves: self.leaves.clone(),
            phase: self.phase.clone(),
            unreadable: self.unreadable.clone(),
            is_barren: self.is_barren.clone(),
            newer: self.newer.clone(),
            state: self.state.clone(),
        }
    }
}

impl<T: Keyed + Clone + Send + Sync + 'static> Listing<T> {
    /// A list of pages of `limit` entries. Nothing is fetched yet.
    pub fn new<F>(limit: u8, fetch: impl Fn(PageRequest, Priority) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, ApiError>> + 'static,
    {
        let state = State { next: None, known: HashSet::new(), pages: 0, gone: HashMap::new(), loaded_at: 0, generation: 0 };
        Self {
            limit,
            more: limit,
            fetch: Arc::new(move |page, priority| Box::pin(fetch(page, priority))),
            leaves: ArcRwSignal::new(Vec::new()),
            phase: ArcRwSignal::new(Phase::Loading),
            unreadable: ArcRwSignal::new(0),
            is_barren: ArcRwSignal::new(false),
            newer: ArcRwSignal::new(None),
            state: ArcStoredValue::new(state),
        }
    }

    /// The same with pages of so many entries after the first: for lists of which people want the far end.
    pub fn with_more(self, more: u8) -> Self {
        Self { more, ..self }
    }

    /// Shows what was kept from an earlier visit until the service answers.
    pub fn show_kept(&self, items: Vec<T>) {
        self.append(Page { items, next: None, unreadable: 0 }, self.pages());
    }

    /// Fetches the first page, replacing what is shown once it is there.
    pub fn restart(&self) {
        let list = self.clone();
        spawn_local(async move { list.restarted().await });
    }

    /// The same for those who wait for it. When it is dropped meanwhile, the request is taken back.
    pub async fn restarted(self) {
        let generation = self.next_generation();
        self.phase.set(Phase::Loading);
        let asked = self.pages();
        let outcome = (self.fetch)(PageRequest::first(self.limit), Priority::Click).await;
        if self.state.with_value(|state| state.generation) != generation {
            return;
        }
        match outcome {
            Ok(page) => self.answered(page, asked),
            Err(error) => {
                // To try again is to ask for the first page, not for the one after those that are shown.
                self.state.update_value(|state| state.next = None);
                self.phase.set(Phase::Failed(error));
            }
        }
    }

    /// Why what is shown comes from an earlier time, if the first page was asked for in vain; tracked.
    pub fn stale(&self) -> Option<ApiError> {
        match self.phase.get() {
            Phase::Failed(error) if !self.is_empty() && self.state.with_value(|state| state.next.is_none()) => Some(error),
            _ => None,
        }
    }

    fn next_generation(&self) -> u32 {
        self.state.update_value(|state| state.generation = state.generation.wrapping_add(1));
        self.state.with_value(|state| state.generation)
    }

    /// How many pages there have been: to be noted before a first page is asked for.
    pub(super) fn pages(&self) -> u64 {
        self.state.with_value(|state| state.pages)
    }

    /// Shows a first page, in place of what is shown.
    pub fn replace(&self, page: Page<T>) {
        self.answered(page, self.pages());
    }

    /// The same of one that was asked for when there had been so many pages: what was made here since then is not in it, and stays; what
    /// was taken out is in it, and stays away.
    pub(super) fn answered(&self, mut page: Page<T>, asked: u64) {
        self.newer.set(None);
        self.unreadable.set(std::mem::take(&mut page.unreadable));
        self.state.update_value(|state| state.loaded_at = time::now());
        let mut made = self.leaves.get_untracked();
        made.retain(|leaf| leaf.made_at.is_some() && leaf.number > asked);
        if made.is_empty() && self.shows(&page.items) {
            return self.go_on_at(page.next);
        }
        self.state.update_value(|state| state.known.clear());
        let leaf = self.leaf(page, asked);
        self.state.update_value(|state| made.retain(|leaf| leaf.items.iter().all(|item| state.known.insert(item.key().to_owned()))));
        let (above, below): (Vec<_>, Vec<_>) = made.into_iter().partition(|leaf| leaf.made_at == Some(Edge::Top));
        self.leaves.set(above.into_iter().chain(leaf).chain(below).collect());
    }

    /// Whether just these entries are shown: then nothing has to be drawn anew.
    fn shows(&self, items: &[T]) -> bool {
        self.leaves.with_untracked(|leaves| match leaves.as_slice() {
            [only] if only.made_at.is_none() => {
                only.items.len() == items.len() && only.items.iter().zip(items).all(|(shown, item)| shown.looks_like(item))
            }
            _ => false,
        })
    }

    fn go_on_at(&self, next: Option<Cursor>) {
        let phase = if next.is_some() { Phase::Ready } else { Phase::End };
        self.state.update_value(|state| state.next = next);
        self.phase.set(phase);
    }

    /// Loads the next page, unless one is being loaded or the list has ended.
    pub fn load_more(&self) {
        let next = self.state.with_value(|state| state.next.clone());
        if let (Phase::Ready, Some(cursor)) = (self.phase.get_untracked(), next) {
            self.fetch_at(cursor);
        }
    }

    /// Tries again what failed.
    pub fn retry(&self) {
        match self.state.with_value(|state| state.next.clone()) {
            Some(cursor) => self.fetch_at(cursor),
            None => self.restart(),
        }
    }

    fn fetch_at(&self, cursor: Cursor) {
        self.phase.set(Phase::Loading);
        let list = self.clone();
        spawn_local(async move {
            let (generation, asked) = list.state.with_value(|state| (state.generation, state.pages));
            let outcome = (list.fetch)(PageRequest::first(list.more).at(cursor), Priority::Click).await;
            if list.state.with_value(|state| state.generation) != generation {
                return;
            }
            match outcome {
                Ok(page) => list.append(page, asked),
                Err(error) => list.phase.set(Phase::Failed(error)),
            }
        });
    }

    fn append(&self, page: Page<T>, asked: u64) {
        if let Some(leaf) = self.leaf(page, asked) {
            self.leaves.update(|leaves| leaves.push(leaf));
        }
    }

    /// Notes a page's cursor and entries; entries that are there already, or no longer, are dropped. A page without news ends a list that would run in circles.
    fn leaf(&self, mut page: Page<T>, asked: u64) -> Option<Leaf<T>> {
        let mut number = 0;
        let sent = page.items.len();
        self.state.update_value(|state| {
            page.items.retain(|item| state.take_in(item.key(), asked));
            let circling = sent > 0 && page.items.is_empty() && state.next == page.next;
            state.next = page.next.take().filter(|_| !circling);
            state.pages += 1;
            number = state.pages;
        });
        self.is_barren.set(page.items.is_empty());
        let more = self.state.with_value(|state| state.next.is_some());
        self.phase.set(if more { Phase::Ready } else { Phase::End });
        if page.unreadable > 0 {
            self.unreadable.update(|count| *count += page.unreadable);
        }
        let rooms = (0..page.items.len().div_ceil(FEW)).map(|_| Room::default()).collect();
        (!page.items.is_empty()).then(|| Leaf {
            number,
            items: Arc::new(page.items),
            rooms,
            is_near: ArcRwSignal::new(true),
            made_at: None,
        })
    }

    /// Puts an entry that was made here on top, unless it is there.
    pub fn prepend(&self, item: T) {
        self.put(item, Edge::Top, true);
    }

    /// Puts an entry that was made here below all that is loaded, unless it is there.
    pub fn add(&self, item: T) {
        self.put(item, Edge::Bottom, true);
    }

    fn put(&self, item: T, edge: Edge, is_made: bool) {
        let (is_known, next) = self.state.with_value(|state| (state.known.contains(item.key()), state.next.clone()));
        if is_known {
            return;
        }
        let phase = self.phase.get_untracked();
        if let Some(mut leaf) = self.leaf(Page { items: vec![item], next, unreadable: 0 }, self.pages()) {
            leaf.made_at = is_made.then_some(edge);
            self.leaves.update(|leaves| leaves.insert(if edge == Edge::Top { 0 } else { leaves.len() }, leaf));
        }
        self.phase.set(phase);
    }

    /// Takes entries out that were deleted here.
    pub fn remove(&self, is_gone: impl Fn(&T) -> bool) {
        let keys = |leaves: &Vec<Leaf<T>>| -> Vec<String> {
            let items = leaves.iter().flat_map(|leaf| leaf.items.iter());
            items.filter(|item| is_gone(item)).map(|item| item.key().to_owned()).collect()
        };
        self.note_gone(self.leaves.with_untracked(keys));
        self.leaves.update(|leaves| {
            for leaf in leaves.iter_mut().filter(|leaf| leaf.items.iter().any(&is_gone)) {
                Arc::make_mut(&mut leaf.items).retain(|item| !is_gone(item));
            }
            leaves.retain(|leaf| !leaf.items.is_empty());
        });
    }

    fn note_gone(&self, keys: Vec<String>) {
        self.state.update_value(|state| {
            state.pages += 1;
            let pages = state.pages;
            state.gone.extend(keys.into_iter().map(|key| (key, pages)));
        });
    }

    /// Shows an entry as it is now, or takes it out; its page alone is drawn anew. Whether it was there.
    pub fn change(&self, key: &str, change: impl Fn(&T) -> Option<T>) -> bool {
        let has = |leaf: &Leaf<T>| leaf.items.iter().any(|item| item.key() == key);
        let Some(place) = self.leaves.with_untracked(|leaves| leaves.iter().position(has)) else { return false };
        self.state.update_value(|state| state.pages += 1);
        let number = self.state.with_value(|state| state.pages);
        self.leaves.update(|leaves| {
            let leaf = &mut leaves[place];
            let changed = leaf.items.iter().filter_map(|item| if item.key() == key { change(item) } else { Some(item.clone()) });
            (leaf.items, leaf.number) = (Arc::new(changed.collect()), number);
            leaves.retain(|leaf| !leaf.items.is_empty());
        });
        true
    }

    /// Looks quietly whether entries came in at the top.
    pub async fn look_for_newer(&self) {
        let generation = self.state.with_value(|state| state.generation);
        if self.phase.get_untracked() == Phase::Loading {
            return;
        }
        let asked = self.pages();
        let Ok(page) = (self.fetch)(PageRequest::first(self.limit), Priority::Background).await else { return };
        if self.state.with_value(|state| state.generation) != generation {
            return;
        }
        self.newer.set(self.newer_in(page, asked));
    }

    /// What of a first page came in at the top; what was made here may stand in between.
    fn newer_in(&self, page: Page<T>, asked: u64) -> Option<Newer<T>> {
        let leaves = self.leaves.get_untracked();
        let made = || leaves.iter().filter(|leaf| leaf.made_at.is_some()).flat_map(|leaf| leaf.items.iter());
        let is_made = |item: &T| made().any(|made| made.key() == item.key());
        let is_known = |item: &T| self.state.with_value(|state| state.known.contains(item.key()));
        let loaded_at = page.items.iter().position(|item| is_known(item) && !is_made(item));
        let above = page.items.into_iter().take(loaded_at.unwrap_or(usize::MAX));
        let items: Vec<T> = above.filter(|item| loaded_at.is_none() || !is_made(item)).collect();
        let is_news = items.iter().any(|item| !is_known(item));
        is_news.then(|| Newer { items, is_cut: loaded_at.is_none(), next: page.next, asked })
    }

    /// How many entries came in at the top, and whether there may be more; tracked.
    pub fn newer(&self) -> Option<(usize, bool)> {
        self.newer.with(|newer| newer.as_ref().map(|newer| (newer.items.len(), newer.is_cut)))
    }

    /// Shows what came in at the top.
    pub fn show_newer(&self) {
        let Some(newer) = self.newer.get_untracked() else { return };
        self.newer.set(None);
        if newer.is_cut {
            self.next_generation();
            self.answered(Page { items: newer.items, next: newer.next, unreadable: 0 }, newer.asked);
        } else {
            newer.items.into_iter().rev().for_each(|item| self.put(item, Edge::Top, false));
        }
    }

    /// Whether nothing was loaded within the last `milliseconds`.
    pub fn is_older_than(&self, milliseconds: i64) -> bool {
        self.state.with_value(|state| time::now() - state.loaded_at > milliseconds)
    }

    /// Has it read anew at the next visit.
    pub fn expire(&self) {
        self.state.update_value(|state| state.loaded_at = 0);
    }

    /// How many entries are loaded; tracked.
    pub fn loaded(&self) -> usize {
        self.leaves.with(|leaves| leaves.iter().map(|leaf| leaf.items.len()).sum())
    }

    /// Whether it was read once, was kept, or could not be read: until then, what stands below it would be moved; tracked.
    pub fn is_settled(&self) -> bool {
        !self.is_empty() || self.phase.get() != Phase::Loading
    }

    /// Whether there is an entry; tracked.
    pub fn is_empty(&self) -> bool {
        self.leaves.with(Vec::is_empty)
    }
}
