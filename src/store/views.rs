//! Views of posts, recorded sparingly: once a post, a few a minute, and never at the cost of a click.

use std::collections::{HashSet, VecDeque};

use contract::RateClass;
use contract::id::PostId;
use contract::posts::RecordView;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Store;
use crate::area::{self, Work};
use crate::browser::{network, storage, time};
use crate::route::Actor;

/// Recorded views a minute at the most, of the 30 writes that an agent has.
const PER_MINUTE: u32 = 6;
/// Writes that stay free for clicks.
const RESERVE: u32 = 18;
/// Views that wait at the most; what comes beyond is not recorded.
const MOST_WAITING: usize = 40;
/// So many recorded views are remembered beyond a reload.
const MOST_KEPT: usize = 500;

#[derive(Default)]
struct State {
    seen: HashSet<(Actor, PostId)>,
    waiting: VecDeque<(Actor, PostId)>,
    running: bool,
}

/// Posts that were seen and those whose view is still to be recorded.
#[derive(Clone, Copy)]
pub struct Views(StoredValue<State>);

impl Default for Views {
    fn default() -> Self {
        Self(StoredValue::new(State::default()))
    }
}

impl Views {
    /// Notes that an agent's human saw a post.
    pub fn saw(self, store: Store, actor: &Actor, post: &PostId) {
        if actor.handle().is_none() {
            return;
        }
        let seen = (actor.clone(), post.clone());
        let mut start = false;
        self.0.update_value(|state| {
            if state.waiting.len() < MOST_WAITING && state.seen.insert(seen.clone()) {
                state.waiting.push_back(seen);
                start = !std::mem::replace(&mut state.running, true);
            }
        });
        if start {
            spawn_local(async move {
                // What records views could not be loaded: then the next view that is seen tries again.
                if !area::work(Work::RecordViews(store)).await {
                    self.0.update_value(|state| state.running = false);
                }
            });
        }
    }

    /// Records what waits, a few a minute.
    pub async fn record(self, store: Store) {
        loop {
            time::sleep(60_000 / PER_MINUTE).await;
            if !network::is_visible() || network::is_offline() {
                continue;
            }
            let Some((actor, post)) = self.next() else {
                return self.0.update_value(|state| state.running = false);
            };
            if store.client.left(&actor, RateClass::Write).0 <= RESERVE {
                continue;
            }
            self.0.update_value(|state| drop(state.waiting.pop_front()));
            // A view that was not recorded is not worth a word.
            if store.client.send_quietly(&actor, &RecordView { post: post.clone() }).await.is_ok() && store.accounts.is_here(&actor) {
                keep(&actor, &post);
            }
        }
    }

    /// The first view that waits and was not recorded before the page was loaded, or by another tab.
    fn next(self) -> Option<(Actor, PostId)> {
        let mut next = None;
        self.0.update_value(|state| {
            while let Some((actor, post)) = state.waiting.front()
                && recorded(actor).iter().any(|known| known == post.as_str())
            {
                state.waiting.pop_front();
            }
            next = state.waiting.front().cloned();
        });
        next
    }
}

fn key(actor: &Actor) -> String {
    ["ia.views.", actor.key()].concat()
}

/// Posts whose view was recorded, the latest last.
fn recorded(actor: &Actor) -> Vec<String> {
    storage::read(&key(actor)).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

fn keep(actor: &Actor, post: &PostId) {
    let mut posts = recorded(actor);
    posts.push(post.as_str().to_owned());
    let surplus = posts.len().saturating_sub(MOST_KEPT);
    // Where nothing can be stored, they are remembered as long as the page lives.
    let _ = storage::write(&key(actor), &posts.split_off(surplus).join(" "));
}
