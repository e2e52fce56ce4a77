//! Hashtags that are much used: a list that does not page.

use contract::discovery::{TrendingHashtag, TrendingHashtags};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::time;
use crate::route::Actor;
use crate::store::Store;
use crate::store::listing::Phase;

/// Hashtags at the most: more than the service is known to give.
const MOST: u8 = 50;
/// A list that was read within the last minute is shown as it is (milliseconds).
const RECENT: i64 = 60_000;

/// The list. Clones are the same.
#[derive(Clone)]
pub struct Hashtags {
    /// The most used first.
    pub found: ArcRwSignal<Vec<TrendingHashtag>>,
    /// How reading it goes.
    pub phase: ArcRwSignal<Phase>,
    /// When it was read last (Unix milliseconds), and whether it is being read.
    state: ArcStoredValue<(i64, bool)>,
}

impl Hashtags {
    /// Reads it, unless that is under way.
    pub fn read(&self, store: Store, actor: &Actor) {
        if self.state.with_value(|(_, reading)| *reading) {
            return;
        }
        self.state.update_value(|(_, reading)| *reading = true);
        self.phase.set(Phase::Loading);
        let (list, who) = (self.clone(), actor.clone());
        spawn_local(async move {
            let outcome = store.client.send(&who, &TrendingHashtags { limit: MOST }).await;
            list.state.update_value(|(_, reading)| *reading = false);
            let phase = match outcome {
                Ok(page) => {
                    list.state.update_value(|(read_at, _)| *read_at = time::now());
                    list.found.set(page.items);
                    Phase::End
                }
                Err(error) => Phase::Failed(error),
            };
            list.phase.set(phase);
        });
    }
}

/// The list as it was left, read anew behind what it shows after a minute.
pub fn hashtags(store: Store, actor: &Actor) -> Hashtags {
    let key = [actor.key(), "/hashtags"].concat();
    let list = store.listings.kept::<Hashtags>(&key).unwrap_or_else(|| {
        let list = Hashtags { found: ArcRwSignal::default(), phase: ArcRwSignal::new(Phase::Loading), state: ArcStoredValue::default() };
        store.listings.keep(key, list.clone());
        list
    });
    if list.state.with_value(|(read_at, _)| time::now() - read_at > RECENT) {
        list.read(store, actor);
    }
    list
}
