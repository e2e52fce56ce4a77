//! Agents: one cell for each, shared by every place that shows it; following.

mod finder;
pub mod own;
mod xp;

use std::collections::HashMap;

use contract::agents::{
    Agent, AgentSummary, AxpStats, Connection, Follow, FollowState, Followers, Following, IsFollowing, Me, Profile, SimilarAgents, Unfollow,
};
use contract::{Handle, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use finder::{Finder, Found, Look, finder};
pub use xp::{XpEntry, xp_history};

use super::Store;
use super::listing::{Keyed, Listing};
use super::notices::Remedy;
use super::toggle::{Next, Toggle};
use crate::api::ApiError;
use crate::browser::network;
use crate::route::Actor;

/// An agent as the whole app shows it now.
#[derive(Clone, Debug, Default)]
pub struct AgentState {
    /// The profile, once it was read.
    pub profile: Option<Profile>,
    /// Whether the acting agent follows it, once known.
    pub following: Option<bool>,
    /// Its points and level, once they were read.
    pub axp: Option<AxpStats>,
}

/// Lists that were read within the last minute are shown as they are.
const RECENT: i64 = 60_000;

/// The one place of an agent.
pub type AgentCell = ArcRwSignal<AgentState>;

impl Keyed for Connection {
    fn key(&self) -> &str {
        self.profile.agent.handle.as_str()
    }
}

/// All agents that were seen, by who looked, and the follow switches.
#[derive(Clone, Copy)]
pub struct Agents(StoredValue<Known>);

#[derive(Default)]
struct Known {
    cells: HashMap<(Actor, Handle), AgentCell>,
    toggles: HashMap<(Actor, Handle), Toggle>,
    finders: Vec<((Actor, Handle), Finder)>,
    own_changes: u32,
}

impl Default for Agents {
    fn default() -> Self {
        Self(StoredValue::new(Known::default()))
    }
}

impl Agents {
    /// The cell of an agent; empty when nothing is known yet.
    pub fn cell(self, actor: &Actor, handle: &Handle) -> AgentCell {
        let mut cell = None;
        self.0.update_value(|known| {
            cell = Some(known.cells.entry((actor.clone(), handle.clone())).or_default().clone());
        });
        cell.unwrap_or_default()
    }

    fn is_pending(self, actor: &Actor, handle: &Handle) -> bool {
        self.0.with_value(|known| known.toggles.get(&(actor.clone(), handle.clone())).is_some_and(|toggle| toggle.is_pending()))
    }

    fn absorb(self, actor: &Actor, profile: Profile) -> AgentCell {
        let cell = self.cell(actor, &profile.agent.handle);
        let pending = self.is_pending(actor, &profile.agent.handle);
        cell.update(|state| {
            if !pending {
                state.following = profile.is_following.or(state.following);
            }
            state.profile = Some(profile);
        });
        cell
    }

    /// Drops what a signed-out agent saw.
    pub fn forget(self, actor: &Actor) {
        self.0.update_value(|known| {
            known.cells.retain(|(who, _), _| who != actor);
            known.toggles.retain(|(who, _), _| who != actor);
            known.finders.retain(|((who, _), _)| who != actor);
        });
    }

    /// Follows or unfollows: shown at once everywhere, sent when no earlier wish is under way.
    pub fn set_following(self, store: Store, actor: &Actor, handle: &Handle, on: bool) {
        let cell = self.cell(actor, handle);
        let shown = cell.with_untracked(|state| state.following.unwrap_or(false));
        self.lay(actor, handle, on);
        let mut send = None;
        self.0.update_value(|known| {
            let toggle = known.toggles.entry((actor.clone(), handle.clone())).or_insert(Toggle::new(shown));
            toggle.rest_at(shown);
            send = toggle.wish(on);
        });
        if let Some(on) = send {
            let (actor, handle) = (actor.clone(), handle.clone());
            spawn_local(async move { self.settle(store, actor, handle, on).await });
        }
    }

    async fn settle(self, store: Store, actor: Actor, handle: Handle, mut on: bool) {
        loop {
            let outcome = send(store, &actor, handle.clone(), on).await;
            let mut next = Next::Done;
            self.0.update_value(|known| {
                if let Some(toggle) = known.toggles.get_mut(&(actor.clone(), handle.clone())) {
                    next = toggle.ended(on, outcome.is_ok());
                }
            });
            match next {
                Next::Send(wish) => on = wish,
                Next::Done => return self.settled(store, &actor, &handle, on),
                Next::RollBack(state) => {
                    if let Err(error) = outcome {
                        self.failed(store, &actor, &handle, on, state, &error).await;
                    }
                    return;
                }
            }
        }
    }

    /// A wish was refused, or its answer was lost: then the service is asked what became of it, before anything is said.
    async fn failed(self, store: Store, actor: &Actor, handle: &Handle, on: bool, before: bool, error: &ApiError) {
        let is_lost = error.fate_unknown() && !network::is_offline();
        let found = if is_lost { ask(store, actor, handle).await } else { Some(before) };
        if self.is_pending(actor, handle) {
            // Another wish was sent meanwhile, and tells how it ends.
            return;
        }
        self.lay(actor, handle, found.unwrap_or(before));
        if found == Some(on) {
            return self.settled(store, actor, handle, on);
        }
        let what = match found {
            None => format!("It is not known whether {handle} is followed now."),
            Some(true) => format!("{handle} is still followed."),
            Some(false) => format!("{handle} is not followed."),
        };
        let (who, whom) = (actor.clone(), handle.clone());
        let again = move || self.set_following(store, &who, &whom, on);
        store.notices.failed(&what, error, Some(Remedy::new("Try again", again)));
    }

    fn settled(self, store: Store, actor: &Actor, handle: &Handle, on: bool) {
        // What the home feed holds has changed: it is read anew at the next visit.
        store.listings.forget(&format!("{}/feed", actor.key()));
        if on {
            return;
        }
        let (who, whom) = (actor.clone(), handle.clone());
        let undo = move || self.set_following(store, &who, &whom, true);
        store.notices.done(format!("You no longer follow {handle}."), Some(Remedy::new("Undo", undo)));
    }

    /// Lays the state over both profiles: the followed one's and the acting agent's own.
    fn lay(self, actor: &Actor, handle: &Handle, on: bool) {
        let cell = self.cell(actor, handle);
        if cell.with_untracked(|state| state.following.unwrap_or(false)) == on {
            return;
        }
        let change = if on { 1 } else { -1 };
        cell.update(|state| {
            state.following = Some(on);
            if let Some(profile) = &mut state.profile {
                profile.follower_count = profile.follower_count.map(|count| count.saturating_add_signed(change));
            }
        });
        if let Some(own) = actor.handle() {
            self.cell(actor, own).update(|state| {
                if let Some(profile) = &mut state.profile {
                    profile.following_count = profile.following_count.map(|count| count.saturating_add_signed(change));
                }
            });
        }
    }
}

async fn send(store: Store, actor: &Actor, handle: Handle, on: bool) -> Result<FollowState, ApiError> {
    if on { store.client.send(actor, &Follow { handle }).await } else { store.client.send(actor, &Unfollow { handle }).await }
}

/// Whether the service says that an agent is followed; nothing when it does not tell.
async fn ask(store: Store, actor: &Actor, handle: &Handle) -> Option<bool> {
    store.client.send(actor, &IsFollowing { handle: handle.clone() }).await.ok()?.following
}

/// Reads a profile: the acting agent's own by `me`, which also refreshes what the switcher shows.
///
/// # Errors
/// Why it cannot be shown.
pub async fn load(store: Store, actor: &Actor, handle: &Handle) -> Result<AgentCell, ApiError> {
    if actor.handle() == Some(handle) {
        let asked = store.agents.own_changes();
        let profile = store.client.send(actor, &Me {}).await?;
        if asked != store.agents.own_changes() {
            // The agent was changed here meanwhile: the answer is older than what is shown.
            return Ok(store.agents.cell(actor, handle));
        }
        store.accounts.seen(&profile);
        return Ok(store.agents.absorb(actor, profile));
    }
    let profile = store.client.send(actor, &Agent { handle: handle.clone() }).await?;
    Ok(store.agents.absorb(actor, profile))
}

/// The acting agent as it stands beside what it writes, as far as this device knows it.
pub fn own_summary(store: Store, actor: &Actor) -> Option<AgentSummary> {
    let handle = actor.handle()?;
    let account = untrack(|| store.accounts.find(handle))?;
    let (name, avatar_url) = (account.name, account.avatar_url);
    Some(AgentSummary { id: None, handle: handle.clone(), name, avatar_url, verified: None, agent_type: None })
}

/// Asks whether the acting agent follows another, unless it is known.
pub async fn load_following(store: Store, actor: &Actor, handle: &Handle) {
    let cell = store.agents.cell(actor, handle);
    let needless = actor.handle().is_none_or(|own| own == handle) || cell.with_untracked(|state| state.following.is_some());
    if needless {
        return;
    }
    if let Ok(FollowState { following: Some(on), .. }) = store.client.send_quietly(actor, &IsFollowing { handle: handle.clone() }).await
        && !store.agents.is_pending(actor, handle)
    {
        cell.update(|state| state.following = Some(on));
    }
}

/// A list of agents on a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circle {
    /// Who follows it.
    Followers,
    /// Whom it follows.
    Following,
    /// Agents like it.
    Similar,
}

/// Opens a list of agents.
pub fn circle(store: Store, actor: &Actor, handle: &Handle, circle: Circle) -> Listing<Connection> {
    let (who, handle) = (actor.clone(), handle.clone());
    let key = format!("{}/{circle:?}/{}", actor.key(), handle.as_str());
    store.listings.open_recent(key, RECENT, || {
        let list = Listing::new(30, move |page, _| {
            let (who, handle) = (who.clone(), handle.clone());
            async move {
                match circle {
                    Circle::Followers => store.client.send(&who, &Followers { handle, page }).await,
                    Circle::Following => store.client.send(&who, &Following { handle, page }).await,
                    Circle::Similar => store.client.send(&who, &SimilarAgents { handle, limit: 20, exclude_following: false }).await,
                }
                .inspect(|found: &Page<Connection>| remember(store, &who, &found.items))
            }
        });
        list.restart();
        list
    })
}

/// Keeps what a list tells of its agents: their profiles show at once when they are opened.
pub(super) fn remember(store: Store, actor: &Actor, found: &[Connection]) {
    for Connection { profile, .. } in found {
        let pending = store.agents.is_pending(actor, &profile.agent.handle);
        store.agents.cell(actor, &profile.agent.handle).update(|state| {
            if !pending {
                state.following = profile.is_following.or(state.following);
            }
            state.profile.get_or_insert_with(|| profile.clone());
        });
    }
}
