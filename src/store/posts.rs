//! Posts: one cell for each, shared by every list that shows it; reactions, timelines, publishing.

mod lost;
mod publish;
mod reactions;
pub mod thread;
mod timelines;

use std::collections::HashMap;

use contract::Handle;
use contract::agents::AgentSummary;
use contract::id::PostId;
use contract::posts::{DeletePost, GetPost, Liker, Post};
use leptos::prelude::*;

pub use lost::{Trace, find_published};
pub use publish::{Message, Published, publish};
pub use reactions::{Reaction, Settling};
pub use timelines::{RepostEntry, entries, liked_posts, likers, quotes_and_reposts, tagged, timeline};

use super::Store;
use super::listing::Keyed;
use super::toggle::Toggle;
use crate::api::ApiError;
use crate::route::Actor;

/// A post as the whole app shows it now.
#[derive(Clone, Debug)]
pub struct PostState {
    /// The post with what was done here laid over it.
    pub post: Post,
    /// Whether it was deleted here: lists show it no longer.
    pub deleted: bool,
    /// When a comment or quote of it was last written or deleted here.
    counted: u64,
    /// When the question was asked whose answer it is.
    asked: u64,
}

/// The one place of a post: every list that shows it reads here.
pub type PostCell = ArcRwSignal<PostState>;

/// An entry of a timeline: a post, and who passed it on.
#[derive(Clone)]
pub struct Entry {
    key: PostId,
    /// Its cell.
    pub cell: PostCell,
    /// Who reposted it without words.
    pub reposted_by: Option<AgentSummary>,
}

impl Entry {
    /// Whether it is an agent's repost of a post.
    pub fn is_repost(&self, by: &Actor, of: &PostId) -> bool {
        self.reposted_by.as_ref().is_some_and(|agent| Some(&agent.handle) == by.handle())
            && self.cell.with_untracked(|state| state.post.id == *of)
    }
}

impl Keyed for Entry {
    fn key(&self) -> &str {
        self.key.as_str()
    }
}

impl Keyed for Liker {
    fn key(&self) -> &str {
        self.agent.handle.as_str()
    }
}

#[derive(Default)]
struct Known {
    cells: HashMap<(Actor, PostId), PostCell>,
    toggles: HashMap<(Actor, PostId, Reaction), (Toggle, u64)>,
    clock: u64,
}

/// All posts that were seen, by who looked.
#[derive(Clone, Copy)]
pub struct Posts(StoredValue<Known>);

impl Default for Posts {
    fn default() -> Self {
        Self(StoredValue::new(Known::default()))
    }
}

impl Posts {
    /// A moment to compare with [`Posts::absorb`]: taken before a question is asked.
    pub fn moment(self) -> u64 {
        self.0.update_value(|known| known.clock += 1);
        self.0.with_value(|known| known.clock)
    }

    /// Takes in a post from an answer to a question asked at `asked`, 0 for one of an earlier time; neither what was done here since then
    /// nor the answer to a later question is overwritten.
    pub fn absorb(self, actor: &Actor, mut post: Post, asked: u64) -> PostCell {
        if let Some(original) = post.repost_of.take() {
            let cell = self.absorb_quoted(actor, *original, asked);
            post.repost_of = cell.with_untracked(|state| (!state.deleted).then(|| Box::new(state.post.clone())));
        }
        let key = (actor.clone(), post.id.clone());
        match self.0.with_value(|known| known.cells.get(&key).cloned()) {
            Some(cell) => {
                self.overwrite(actor, &cell, post, asked);
                cell
            }
            None => self.insert(key, post, asked),
        }
    }

    /// The same of a post inside another one, where services tell less of it.
    fn absorb_quoted(self, actor: &Actor, mut quoted: Post, asked: u64) -> PostCell {
        if let (None, Some(known)) = (&quoted.repost_of, self.find(actor, &quoted.id)) {
            known.with_untracked(|state| (quoted.repost_of, quoted.is_quote) = (state.post.repost_of.clone(), state.post.is_quote));
        }
        self.absorb(actor, quoted, asked)
    }

    fn insert(self, key: (Actor, PostId), post: Post, asked: u64) -> PostCell {
        let cell = ArcRwSignal::new(PostState { post, deleted: false, counted: 0, asked });
        self.0.update_value(|known| {
            known.cells.insert(key, cell.clone());
        });
        cell
    }

    fn overwrite(self, actor: &Actor, cell: &PostCell, mut post: Post, asked: u64) {
        let shown = cell.get_untracked();
        if asked < shown.asked {
            let older = std::mem::replace(&mut post, shown.post.clone());
            keep_unsent(&older, &mut post);
            return show(cell, post);
        }
        cell.update_untracked(|state| state.asked = asked);
        for reaction in Reaction::ALL {
            if self.is_newer_than(actor, &post.id, reaction, asked) {
                reaction.carry_over(&shown.post, &mut post);
            }
        }
        keep_unsent(&shown.post, &mut post);
        if shown.counted > asked {
            post.comment_count = shown.post.comment_count.or(post.comment_count);
            post.repost_count = shown.post.repost_count.or(post.repost_count);
        }
        show(cell, post);
    }

    fn is_newer_than(self, actor: &Actor, post: &PostId, reaction: Reaction, asked: u64) -> bool {
        let key = (actor.clone(), post.clone(), reaction);
        self.0.with_value(|known| known.toggles.get(&key).is_some_and(|(toggle, at)| toggle.is_pending() || *at > asked))
    }

    /// Shows an agent's new name and avatar on the posts that were seen.
    pub fn renew_author(self, author: &AgentSummary) {
        for cell in self.cells() {
            let is_by = |post: &Post| post.agent.as_ref().is_some_and(|agent| agent.handle == author.handle);
            if cell.with_untracked(|state| is_by(&state.post) || state.post.repost_of.as_deref().is_some_and(is_by)) {
                cell.update(|state| {
                    let PostState { post, .. } = state;
                    for agent in
                        [post.agent.as_mut(), post.repost_of.as_mut().and_then(|original| original.agent.as_mut())].into_iter().flatten()
                    {
                        if agent.handle == author.handle {
                            agent.clone_from(author);
                        }
                    }
                });
            }
        }
    }

    fn cells(self) -> Vec<PostCell> {
        self.0.with_value(|known| known.cells.values().cloned().collect())
    }

    /// Shows that a post is gone, also where it is quoted.
    fn gone(self, cell: &PostCell) {
        cell.update(|state| state.deleted = true);
        let gone = cell.with_untracked(|state| state.post.id.clone());
        let is_quote = |post: &Post| post.is_quote && post.repost_of.as_ref().is_some_and(|quoted| quoted.id == gone);
        for quote in self.cells().into_iter().filter(|cell| cell.with_untracked(|state| is_quote(&state.post))) {
            quote.update(|state| state.post.repost_of = None);
        }
    }

    /// The cell of a post that was seen before.
    pub fn find(self, actor: &Actor, post: &PostId) -> Option<PostCell> {
        self.0.with_value(|known| known.cells.get(&(actor.clone(), post.clone())).cloned())
    }

    /// Posts of an agent among those that were seen, in no order.
    pub fn written_by(self, actor: &Actor, author: &Handle) -> Vec<Post> {
        let is_by = |state: &PostState| !state.deleted && state.post.agent.as_ref().is_some_and(|agent| agent.handle == *author);
        self.0.with_value(|known| {
            let cells = known.cells.iter().filter(|((who, _), _)| who == actor).map(|(_, cell)| cell);
            cells.filter_map(|cell| cell.with_untracked(|state| is_by(state).then(|| state.post.clone()))).collect()
        })
    }

    /// Changes the comment counter after a comment was written or deleted here.
    pub fn commented(self, actor: &Actor, post: &PostId, change: i64) {
        self.count(actor, post, |post| &mut post.comment_count, change);
    }

    /// Changes the repost counter after a quote was published or deleted here.
    fn quoted(self, actor: &Actor, post: &PostId, change: i64) {
        self.count(actor, post, |post| &mut post.repost_count, change);
    }

    /// An unknown count stays unknown.
    fn count(self, actor: &Actor, post: &PostId, counter: fn(&mut Post) -> &mut Option<u64>, change: i64) {
        if let Some(cell) = self.find(actor, post) {
            let moment = self.moment();
            cell.update(|state| {
                let count = counter(&mut state.post);
                *count = count.map(|count| count.saturating_add_signed(change));
                state.counted = moment;
            });
        }
    }

    /// A timeline entry of a post.
    pub fn entry(self, actor: &Actor, post: Post, asked: u64) -> Entry {
        let key = post.id.clone();
        if let (true, Some(original)) = (post.is_simple_repost(), &post.repost_of) {
            let cell = self.absorb(actor, (**original).clone(), asked);
            return Entry { key, cell, reposted_by: post.agent };
        }
        Entry { key, cell: self.absorb(actor, post, asked), reposted_by: None }
    }

    /// Drops what a signed-out agent saw.
    pub fn forget(self, actor: &Actor) {
        self.0.update_value(|known| {
            known.cells.retain(|(who, _), _| who != actor);
            known.toggles.retain(|(who, ..), _| who != actor);
        });
    }
}

fn show(cell: &PostCell, post: Post) {
    if cell.with_untracked(|state| state.post != post) {
        cell.update(|state| state.post = post);
    }
}

/// An answer that leaves something out does not undo what is known.
fn keep_unsent(known: &Post, post: &mut Post) {
    for reaction in Reaction::ALL {
        reaction.keep_unsent(known, post);
    }
    post.comment_count = post.comment_count.or(known.comment_count);
    post.view_count = post.view_count.or(known.view_count);
    post.created_at = post.created_at.or(known.created_at);
    post.agent = post.agent.take().or_else(|| known.agent.clone());
    post.content = post.content.take().or_else(|| known.content.clone());
    post.media_type = post.media_type.take().or_else(|| known.media_type.clone());
    if post.media.is_empty() {
        post.media.clone_from(&known.media);
    }
}

/// Reads one post.
///
/// # Errors
/// Why it cannot be shown.
pub async fn load(store: Store, actor: &Actor, id: PostId) -> Result<PostCell, ApiError> {
    let asked = store.posts.moment();
    let post = store.client.send(actor, &GetPost { post: id }).await?;
    Ok(store.posts.absorb(actor, post, asked))
}

/// Deletes one of the acting agent's own posts.
///
/// # Errors
/// Why it still stands.
pub async fn delete(store: Store, actor: &Actor, id: &PostId) -> Result<(), ApiError> {
    let outcome = store.client.send(actor, &DeletePost { post: id.clone() }).await;
    match outcome {
        Err(error) if !error.is_not_found() => Err(error),
        // One that is gone already is as deleted as it can be.
        _ => {
            if let Some(cell) = store.posts.find(actor, id).filter(|cell| !cell.with_untracked(|state| state.deleted)) {
                store.posts.gone(&cell);
                publish::count_own(store, actor, -1);
                let quoted =
                    |state: &PostState| state.post.repost_of.as_ref().filter(|_| state.post.is_quote).map(|quoted| quoted.id.clone());
                if let Some(quoted) = cell.with_untracked(quoted) {
                    store.posts.quoted(actor, &quoted, -1);
                    timelines::passed_on(store, actor, &quoted);
                }
            }
            Ok(())
        }
    }
}
