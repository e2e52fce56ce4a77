//! An agent's studio: what is being generated, what waits for its turn on this device, and what became of it.

mod jobs;
mod offers;
mod order;
mod queue;
mod shelf;
mod watch;

use std::sync::Arc;

use contract::Handle;
use contract::generation::{GenerationHistory, Job, JobFilter};
use contract::id::{JobId, PostId};
use leptos::prelude::*;

pub use offers::{Loaded, Offers};
pub use order::Order;
use shelf::Started;
pub use shelf::{Cell, Grid, Shelf, Waiting};

use self::jobs::List;
use super::Store;
use super::listing::{Keyed, Listing};
use super::per_agent::PerAgent;
use crate::api::ApiError;
use crate::browser::storage::{self, StorageError};
use crate::parts::link::{Go, use_go};
use crate::route::Actor;

/// Jobs on a page of the history.
const LIMIT: u8 = 24;
/// A history that was read within the last so many milliseconds is shown as it is.
const RECENT: i64 = 30_000;

impl Keyed for Job {
    fn key(&self) -> &str {
        self.id.as_str()
    }
}

/// Whether the list of running jobs is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// It is asked for the first time.
    Waiting,
    /// It is known.
    Known,
    /// The last question failed.
    Failed(ApiError),
}

/// What goes on behind what is shown.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each stands for another activity, which go on independently")]
struct Inner {
    /// Parts of the page that show jobs: what ends need not be told elsewhere.
    onlookers: u32,
    is_watching: bool,
    is_looking: bool,
    is_starting: bool,
    /// Whether the next look shall not wait.
    hurry: bool,
    /// Jobs that were started while a question is under way: its answer does not know of that.
    touched: Vec<JobId>,
}

/// The studio of one agent. Clones are the same.
#[derive(Clone)]
pub struct Workshop {
    store: Store,
    own: Handle,
    go: Go,
    /// What this device keeps.
    pub shelf: ArcRwSignal<Shelf>,
    /// Why it is not kept, if so.
    pub not_kept: ArcRwSignal<Option<StorageError>>,
    /// Every job that was seen, as it was seen last.
    jobs: ArcRwSignal<Vec<Job>>,
    /// Those of them that the board shows.
    board: ArcRwSignal<Vec<JobId>>,
    /// Whether the running ones are known.
    pub look: ArcRwSignal<Look>,
    /// Counts jobs that ended.
    pub endings: ArcRwSignal<u32>,
    /// Posts that were deleted here.
    deleted: ArcRwSignal<Vec<PostId>>,
    inner: ArcStoredValue<Inner>,
}

impl Workshop {
    /// The studio of an agent; it looks after what runs for as long as the app is open.
    pub fn of(store: Store, own: &Handle) -> Self {
        let all = PerAgent::here(store);
        if let Some(known) = all.get(own) {
            return known;
        }
        let go = store.lasting(|| Goes(Arc::new(use_go()))).0;
        let shop = Self::new(store, own, go);
        all.put(own, shop.clone());
        shop.follow_other_tabs();
        shop.watch();
        shop
    }

    fn new(store: Store, own: &Handle, go: Go) -> Self {
        Self {
            store,
            own: own.clone(),
            go,
            shelf: ArcRwSignal::new(Shelf::load(own)),
            not_kept: ArcRwSignal::new(None),
            jobs: ArcRwSignal::new(Vec::new()),
            board: ArcRwSignal::new(Vec::new()),
            look: ArcRwSignal::new(Look::Waiting),
            endings: ArcRwSignal::new(0),
            deleted: ArcRwSignal::new(Vec::new()),
            inner: ArcStoredValue::new(Inner::default()),
        }
    }

    /// The same for a part of the page that shows jobs as they run.
    pub fn shown(store: Store, own: &Handle) -> Self {
        let shop = Self::of(store, own);
        shop.inner.update_value(|inner| {
            inner.onlookers += 1;
            inner.hurry = true;
        });
        let left = shop.clone();
        on_cleanup(move || left.inner.update_value(|inner| inner.onlookers = inner.onlookers.saturating_sub(1)));
        shop.watch();
        shop
    }

    /// Whose studio it is.
    pub fn own(&self) -> &Handle {
        &self.own
    }

    fn actor(&self) -> Actor {
        Actor::Agent(self.own.clone())
    }

    /// Changes what this device keeps, on top of what other tabs kept.
    fn change<T>(&self, act: impl FnOnce(&mut Shelf) -> T) -> T {
        let mut kept = self.kept();
        let result = act(&mut kept);
        let outcome = kept.save(&self.own).err();
        if self.not_kept.get_untracked() != outcome {
            self.not_kept.set(outcome);
        }
        self.show(kept);
        result
    }

    /// What is kept; what is shown where nothing can be kept.
    fn kept(&self) -> Shelf {
        if self.not_kept.with_untracked(Option::is_some) { self.shelf.get_untracked() } else { Shelf::load(&self.own) }
    }

    /// Takes over what other tabs kept.
    fn reread(&self) {
        self.show(self.kept());
    }

    fn show(&self, kept: Shelf) {
        if self.shelf.with_untracked(|shown| *shown != kept) {
            self.shelf.set(kept);
        }
    }

    fn follow_other_tabs(&self) {
        let shop = self.clone();
        // Lives as long as the app.
        storage::on_change(Shelf::key(&self.own), move || shop.reread());
    }

    /// The jobs of a filter, the latest first.
    pub fn history(&self, filter: &JobFilter) -> Listing<Job> {
        let (shop, wanted) = (self.clone(), filter.clone());
        let key = format!("{}/jobs/{filter:?}", self.own.as_str());
        self.store.listings.open_recent(key, RECENT, || {
            let list = Listing::new(LIMIT, move |page, priority| {
                let (shop, operation) = (shop.clone(), GenerationHistory { filter: wanted.clone(), page });
                async move {
                    let page = shop.store.client.send_for(&shop.actor(), &operation, priority).await?;
                    shop.absorb(page.items.clone(), List::History);
                    Ok(page)
                }
            });
            list.restart();
            list
        })
    }
}

/// Goes to pages from what outlives them.
#[derive(Clone)]
struct Goes(Go);

/// The signed-in agents of which something waits or runs that this device has to look after.
pub fn busy(store: Store) -> Vec<Handle> {
    let signed_in = untrack(|| store.accounts.all()).into_iter().map(|account| account.handle);
    signed_in.filter(|own| Shelf::load(own).is_busy()).collect()
}
