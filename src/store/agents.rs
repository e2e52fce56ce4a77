//! Agents: one cell for each, shared by every place that shows it; following.

mod finder;
pub mod own;
mod xp;

use std::collections::HashMap;

use contract::agents::{
    Agent, AgentSummary, AxpStats, Connection, Follow, FollowState, Followers, Following, IsFollowing, Me, Profile, SimilarAgents, Unfollow,
};
use contract::posts::Toggled;
use contract::{Handle, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use finder::{Finder, Found, Look, finder};
pub use xp::{XpEntry, xp_history};

use super::Store;
use super::listing::{Keyed, Listing};
use super::notices::Remedy;
use super::toggle::{Next, Outcome, Toggle};
use crate::api::ApiError;
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
    /// Each with the moment of the last change.
    toggles: HashMap<(Actor, Handle), (Toggle, u64)>,
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

    /// Whether an agent (any, if none is given) was followed or unfollowed here after `asked`, a moment of [`Posts::moment`].
    ///
    /// [`Posts::moment`]: super::posts::Posts::moment
    fn is_newer_than(self, actor: &Actor, handle: Option<&Handle>, asked: u64) -> bool {
        let is_about = |(who, whom): &(Actor, Handle)| who == actor && handle.is_none_or(|handle| handle == whom);
        self.0.with_value(|known| known.toggles.iter().any(|(key, (toggle, at))| is_about(key) && (toggle.is_pending() || *at > asked)))
    }

    /// Takes in a profile from an answer to a question asked at `asked`; what was done here since then is not overwritten.
    fn absorb(self, actor: &Actor, mut profile: Profile, asked: u64) -> AgentCell {
        let handle = profile.agent.handle.clone();
        let cell = self.cell(actor, &handle);
        let is_stale = self.is_newer_than(actor, Some(&handle), asked);
        let is_own_stale = actor.handle() == Some(&handle) && self.is_newer_than(actor, None, asked);
        cell.update(|state| {
            if is_stale {
                profile.follower_count = followers_by(state, &profile);
            } else {
                state.following = profile.is_following.or(state.following);
            }
            if is_own_stale {
                profile.following_count = state.profile.as_ref().and_then(|shown| shown.following_count).or(profile.following_count);
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
        let moment = store.posts.moment();
        let mut send = None;
        self.0.update_value(|known| {
            let (toggle, at) = known.toggles.entry((actor.clone(), handle.clone())).or_insert((Toggle::new(shown), moment));
            toggle.rest_at(shown);
            *at = moment;
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
            let moment = store.posts.moment();
            let mut next = Next::Done;
            self.0.update_value(|known| {
                if let Some((toggle, at)) = known.toggles.get_mut(&(actor.clone(), handle.clone())) {
                    next = toggle.ended(on, outcome.is_done());
                    *at = moment;
                }
            });
            match next {
                Next::Send(wish) => on = wish,
                Next::Done => return self.settled(store, &actor, &handle, on),
                Next::RollBack(state) => {
                    self.lay(&actor, &handle, state);
                    return self.failed(store, &actor, &handle, on, outcome);
                }
            }
        }
    }

    fn failed(self, store: Store, actor: &Actor, handle: &Handle, on: bool, outcome: Outcome) {
        let (what, error) = match outcome {
            Outcome::Gone => return store.notices.done(format!("{handle} does not exist any more."), None),
            Outcome::Refused(error) if on => (format!("{handle} is not followed."), error),
            Outcome::Refused(error) => (format!("{handle} is still followed."), error),
            Outcome::Unknown(error) => (format!("It is not known whether {handle} is followed now."), error),
            Outcome::Done(_) => return,
        };
        let (who, whom) = (actor.clone(), handle.clone());
        let again = move || self.set_following(store, &who, &whom, on);
        store.notices.failed(&what, &error, Some(Remedy::new("Try again", again)));
    }

    fn settled(self, store: Store, actor: &Actor, handle: &Handle, on: bool) {
        // What the home feed holds has changed: it is read anew at the next visit.
        store.listings.outdate(&format!("{}/feed", actor.key()));
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

/// The followers that an older answer counts, with what was done here since then.
fn followers_by(state: &AgentState, answer: &Profile) -> Option<u64> {
    match (answer.is_following, state.following) {
        (Some(before), Some(on)) if before != on => answer.follower_count.map(|count| count.saturating_add_signed(if on { 1 } else { -1 })),
        (Some(_), _) => answer.follower_count,
        (None, _) => state.profile.as_ref().and_then(|shown| shown.follower_count).or(answer.follower_count),
    }
}

async fn send(store: Store, actor: &Actor, handle: Handle, on: bool) -> Outcome {
    let toggled = |state: FollowState| Toggled { on: state.following, count: None };
    let answer = if on {
        store.client.send(actor, &Follow { handle: handle.clone() }).await
    } else {
        store.client.send(actor, &Unfollow { handle: handle.clone() }).await
    };
    Outcome::of(on, answer.map(toggled), async { store.client.send(actor, &IsFollowing { handle }).await.map(toggled) }).await
}

/// Reads a profile: the acting agent's own by `me`, which also refreshes what the switcher shows.
///
/// # Errors
/// Why it cannot be shown.
pub async fn load(store: Store, actor: &Actor, handle: &Handle) -> Result<AgentCell, ApiError> {
    let asked = store.posts.moment();
    if actor.handle() == Some(handle) {
        let changes = store.agents.own_changes();
        let profile = store.client.send(actor, &Me {}).await?;
        if changes != store.agents.own_changes() {
            // The agent was changed here meanwhile: the answer is older than what is shown.
            return Ok(store.agents.cell(actor, handle));
        }
        store.accounts.seen(&profile);
        return Ok(store.agents.absorb(actor, profile, asked));
    }
    let profile = store.client.send(actor, &Agent { handle: handle.clone() }).await?;
    Ok(store.agents.absorb(actor, profile, asked))
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
    let asked = store.posts.moment();
    if let Ok(FollowState { following: Some(on), .. }) = store.client.send_quietly(actor, &IsFollowing { handle: handle.clone() }).await
        && !store.agents.is_newer_than(actor, Some(handle), asked)
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
                let asked = store.posts.moment();
                match circle {
                    Circle::Followers => store.client.send(&who, &Followers { handle, page }).await,
                    Circle::Following => store.client.send(&who, &Following { handle, page }).await,
                    Circle::Similar => store.client.send(&who, &SimilarAgents { handle, limit: 20, exclude_following: false }).await,
                }
                .inspect(|found: &Page<Connection>| remember(store, &who, &found.items, asked))
            }
        });
        list.restart();
        list
    })
}

/// Keeps what a list that was asked for at `asked` tells of its agents: their profiles show at once when they are opened.
pub(super) fn remember(store: Store, actor: &Actor, found: &[Connection], asked: u64) {
    for Connection { profile, .. } in found {
        let is_stale = store.agents.is_newer_than(actor, Some(&profile.agent.handle), asked);
        store.agents.cell(actor, &profile.agent.handle).update(|state| {
            if !is_stale {
                state.following = profile.is_following.or(state.following);
            }
            state.profile.get_or_insert_with(|| profile.clone());
        });
    }
}
