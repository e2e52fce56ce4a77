//! Likes, reposts and amplifications: shown at once, sent in order, taken back when refused.

use contract::id::PostId;
use contract::posts::{AmplifyPost, GetPost, LikePost, Post, RemoveAmplify, Repost, Toggled, UndoRepost, UnlikePost};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{PostCell, Posts, timelines};
use crate::api::ApiError;
use crate::area::{self, Work};
use crate::route::Actor;
use crate::store::Store;
use crate::store::notices::Remedy;
use crate::store::toggle::{Next, Outcome, Toggle};

/// What an agent can do with a post and take back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reaction {
    /// Likes it.
    Like,
    /// Passes it on.
    Repost,
    /// Boosts it; gives its author points.
    Amplify,
}

impl Reaction {
    /// All reactions.
    pub const ALL: [Self; 3] = [Self::Like, Self::Repost, Self::Amplify];

    /// Whether the acting agent has done it, as far as the service says.
    pub fn flag(self, post: &Post) -> Option<bool> {
        match self {
            Self::Like => post.is_liked,
            Self::Repost => post.is_reposted,
            Self::Amplify => post.is_amplified,
        }
    }

    /// How many have done it.
    pub fn count(self, post: &Post) -> Option<u64> {
        match self {
            Self::Like => post.like_count,
            Self::Repost => post.repost_count,
            Self::Amplify => post.amplify_count,
        }
    }

    fn slots(self, post: &mut Post) -> (&mut Option<bool>, &mut Option<u64>) {
        match self {
            Self::Like => (&mut post.is_liked, &mut post.like_count),
            Self::Repost => (&mut post.is_reposted, &mut post.repost_count),
            Self::Amplify => (&mut post.is_amplified, &mut post.amplify_count),
        }
    }

    /// Lays a state over a post; an unknown counter stays unknown.
    pub(super) fn lay(self, post: &mut Post, on: bool) {
        let (flag, count) = self.slots(post);
        if flag.unwrap_or(false) != on {
            *count = count.map(|count| count.saturating_add_signed(if on { 1 } else { -1 }));
        }
        *flag = Some(on);
    }

    pub(super) fn carry_over(self, from: &Post, to: &mut Post) {
        let (flag, count) = self.slots(to);
        *flag = self.flag(from);
        *count = self.count(from).or(*count);
    }

    pub(super) fn keep_unsent(self, known: &Post, post: &mut Post) {
        let (flag, count) = self.slots(post);
        (*flag, *count) = (flag.or(self.flag(known)), count.or(self.count(known)));
    }

    async fn send(self, store: Store, actor: &Actor, post: PostId, on: bool) -> Result<Toggled, ApiError> {
        let client = store.client;
        match (self, on) {
            (Self::Like, true) => client.send(actor, &LikePost { post }).await,
            (Self::Like, false) => client.send(actor, &UnlikePost { post }).await,
            (Self::Repost, true) => client.send(actor, &Repost { post }).await,
            (Self::Repost, false) => client.send(actor, &UndoRepost { post }).await,
            (Self::Amplify, true) => client.send(actor, &AmplifyPost { post }).await,
            (Self::Amplify, false) => client.send(actor, &RemoveAmplify { post }).await,
        }
    }

    fn failure(self, on: bool) -> &'static str {
        match (self, on) {
            (Self::Like, true) => "The post was not liked.",
            (Self::Like, false) => "The like was not taken back.",
            (Self::Repost, true) => "The post was not reposted.",
            (Self::Repost, false) => "The repost was not undone.",
            (Self::Amplify, true) => "The post was not amplified.",
            (Self::Amplify, false) => "The amplification was not taken back.",
        }
    }

    fn unknown(self) -> &'static str {
        match self {
            Self::Like => "It is not known whether the post is liked now.",
            Self::Repost => "It is not known whether the post is reposted now.",
            Self::Amplify => "It is not known whether the post is amplified now.",
        }
    }
}

impl Posts {
    /// Sets a reaction: shown at once everywhere, sent when no earlier one is under way.
    pub fn react(self, store: Store, actor: &Actor, cell: &PostCell, reaction: Reaction, on: bool) {
        let (id, shown) = cell.with_untracked(|state| (state.post.id.clone(), reaction.flag(&state.post).unwrap_or(false)));
        cell.update(|state| reaction.lay(&mut state.post, on));
        let key = (actor.clone(), id.clone(), reaction);
        let moment = self.moment();
        let mut send = None;
        self.0.update_value(|known| {
            let (toggle, at) = known.toggles.entry(key).or_insert((Toggle::new(shown), moment));
            toggle.rest_at(shown);
            *at = moment;
            send = toggle.wish(on);
        });
        if let Some(on) = send {
            let settling = Settling { store, actor: actor.clone(), cell: cell.clone(), id, reaction, on };
            spawn_local(async move {
                let unsent = settling.clone();
                if !area::work(Work::React(settling)).await {
                    unsent.take_back();
                }
            });
        }
    }

    fn ended(self, actor: &Actor, id: &PostId, reaction: Reaction, sent: bool, accepted: bool) -> Next {
        let moment = self.moment();
        let mut next = Next::Done;
        self.0.update_value(|known| {
            if let Some((toggle, at)) = known.toggles.get_mut(&(actor.clone(), id.clone(), reaction)) {
                next = toggle.ended(sent, accepted);
                *at = moment;
            }
        });
        next
    }
}

/// A reaction that is shown, but not yet known to the service.
#[derive(Clone)]
pub struct Settling {
    store: Store,
    actor: Actor,
    cell: PostCell,
    id: PostId,
    reaction: Reaction,
    on: bool,
}

impl Settling {
    /// Sends it, and what is wished meanwhile, until the service agrees with what is shown or refuses.
    pub async fn run(mut self) {
        loop {
            let outcome = self.send().await;
            match (self.store.posts.ended(&self.actor, &self.id, self.reaction, self.on, outcome.is_done()), outcome) {
                (Next::Send(wish), _) => self.on = wish,
                (Next::Done, Outcome::Done(answer)) => return self.done(&answer),
                (Next::Done, _) => return,
                (Next::RollBack(state), outcome) => {
                    self.show(state);
                    return self.failed(outcome);
                }
            }
        }
    }

    async fn send(&self) -> Outcome {
        let Self { store, actor, id, reaction, on, .. } = self;
        let answer = reaction.send(*store, actor, id.clone(), *on).await;
        let read = async {
            let post = store.client.send(actor, &GetPost { post: id.clone() }).await?;
            Ok(Toggled { on: reaction.flag(&post), count: reaction.count(&post) })
        };
        Outcome::of(*on, answer, read).await
    }

    fn done(&self, answer: &Toggled) {
        settled(&self.cell, self.reaction, answer);
        timelines::reacted(self.store, &self.actor, &self.id, self.reaction, self.on);
        if self.reaction == Reaction::Repost && self.on {
            let this = self.clone();
            self.store.notices.done("Reposted.", Some(Remedy::new("Undo", move || this.wish(false))));
        }
    }

    fn failed(&self, outcome: Outcome) {
        let Self { store, reaction, on, .. } = self;
        let (text, error) = match outcome {
            Outcome::Gone => {
                store.posts.gone(&self.cell);
                return store.notices.done("This post was deleted meanwhile.", None);
            }
            Outcome::Refused(error) => (reaction.failure(*on), error),
            Outcome::Unknown(error) => (reaction.unknown(), error),
            Outcome::Done(_) => return,
        };
        let this = self.clone();
        store.notices.failed(text, &error, Some(Remedy::new("Try again", move || this.wish(this.on))));
    }

    /// Sets it anew.
    fn wish(&self, on: bool) {
        self.store.posts.react(self.store, &self.actor, &self.cell, self.reaction, on);
    }

    /// Shows the state that the service has, since nothing can be sent.
    fn take_back(&self) {
        if let Next::RollBack(state) = self.store.posts.ended(&self.actor, &self.id, self.reaction, self.on, false) {
            self.show(state);
        }
        self.store.notices.failed(self.reaction.failure(self.on), &ApiError::Offline, None);
    }

    fn show(&self, on: bool) {
        self.cell.update(|shown| self.reaction.lay(&mut shown.post, on));
    }
}

/// Takes over what the answer says; most answers say little.
fn settled(cell: &PostCell, reaction: Reaction, answer: &Toggled) {
    if answer.on.is_none() && answer.count.is_none() {
        return;
    }
    cell.update(|state| {
        let (flag, count) = reaction.slots(&mut state.post);
        *flag = answer.on.or(*flag);
        *count = answer.count.or(*count);
    });
}
