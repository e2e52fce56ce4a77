//! The comments on a post or a byte as a thread: what is loaded, folded, being answered, being deleted.

use std::collections::{HashMap, HashSet};

use contract::Handle;
use contract::id::{CommentId, PostId};
use contract::posts::{Comment, DeleteComment};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::browser::time;
use crate::route::Actor;
use crate::store::comments::Topic;
use crate::store::listing::{Listing, Phase};
use crate::store::notices::Remedy;
use crate::store::posts;
use crate::store::posts::thread::{Answers, Branch, arrange};
use crate::store::reports::Reported;
use crate::store::{Store, actor};

/// How long (milliseconds) a new comment is marked as such.
const NEW_FOR: u32 = 4_000;

/// Where a comment stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Steps below the post.
    pub depth: usize,
    /// How many replies stand below it, replies to replies included.
    pub replies: usize,
    /// What it answers.
    pub answers: Answered,
}

/// What a comment answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// The post.
    Post,
    /// A comment by this agent, if the service says who wrote it.
    Comment(Option<Handle>),
    /// A comment that was deleted.
    Gone,
    /// A comment that is not loaded yet.
    NotLoaded,
}

#[derive(Clone, Default, PartialEq)]
struct Tree {
    comments: Vec<Comment>,
    order: Vec<Branch>,
    at: HashMap<CommentId, usize>,
}

impl Tree {
    fn grow(comments: Vec<Comment>) -> Self {
        let ids = comments.iter().map(|comment| (comment.id.as_str(), comment.parent_id.as_ref().map(CommentId::as_str)));
        let order = arrange(ids);
        let at = order.iter().enumerate().map(|(place, branch)| (comments[branch.index].id.clone(), place)).collect();
        Self { comments, order, at }
    }

    fn branch(&self, id: &CommentId) -> Option<&Branch> {
        self.order.get(*self.at.get(id)?)
    }

    fn comment(&self, id: &CommentId) -> Option<&Comment> {
        self.comments.get(self.branch(id)?.index)
    }

    /// The comment and all replies below it.
    fn with_replies(&self, id: &CommentId) -> Vec<CommentId> {
        let Some(place) = self.at.get(id) else { return Vec::new() };
        let end = place + self.order[*place].replies;
        self.order[*place..=end].iter().map(|branch| self.comments[branch.index].id.clone()).collect()
    }

    /// The comments in order, without those below a folded one.
    fn unfolded(&self, folded: &HashSet<CommentId>) -> Vec<CommentId> {
        let mut shown = Vec::with_capacity(self.order.len());
        let mut place = 0;
        while let Some(branch) = self.order.get(place) {
            let id = &self.comments[branch.index].id;
            shown.push(id.clone());
            place += if folded.contains(id) { branch.replies + 1 } else { 1 };
        }
        shown
    }
}

/// What the comments are about, and who reads them.
#[derive(Clone)]
struct About {
    store: Store,
    actor: Actor,
    topic: Topic,
    list: Listing<Comment>,
}

/// The comments on one post or byte as the acting agent sees them.
#[derive(Clone, Copy)]
pub struct Conversation {
    about: StoredValue<About>,
    tree: Memo<Tree>,
    /// Comments whose deletion is under way.
    hidden: RwSignal<HashSet<CommentId>>,
    folded: RwSignal<HashSet<CommentId>>,
    /// The comment that is being answered.
    pub replying_to: RwSignal<Option<CommentId>>,
    /// The comment that was just written, or that the address points at.
    pub fresh: RwSignal<Option<CommentId>>,
    /// The comment whose deletion is to be confirmed.
    pub doomed: RwSignal<Option<CommentId>>,
}

impl Conversation {
    /// The comments on something.
    pub fn open(topic: Topic) -> Self {
        let (store, actor) = (Store::here(), actor());
        let list = topic.comments(store, &actor);
        let hidden = RwSignal::new(HashSet::new());
        let leaves = list.leaves.clone();
        let tree = Memo::new(move |_| {
            let hidden = hidden.read();
            let shown = |comment: &&Comment| !hidden.contains(&comment.id);
            let comments = leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter()).filter(shown).cloned().collect());
            Tree::grow(comments)
        });
        Self {
            about: StoredValue::new(About { store, actor, topic, list }),
            tree,
            hidden,
            folded: RwSignal::new(HashSet::new()),
            replying_to: RwSignal::new(None),
            fresh: RwSignal::new(None),
            doomed: RwSignal::new(None),
        }
    }

    /// The list that loads the comments.
    pub fn list(self) -> Listing<Comment> {
        self.about.with_value(|about| about.list.clone())
    }

    /// What they are on.
    pub fn topic(self) -> Topic {
        self.about.with_value(|about| about.topic.clone())
    }

    /// Whether a comment may be deleted: one's own on a post. For those on bytes the service has no way.
    pub fn is_deletable(self, comment: &Comment) -> bool {
        self.is_own(comment) && matches!(self.topic(), Topic::Post(_))
    }

    /// What can be reported of another agent's comment: itself on a post, its author on a byte, where the service has no other way.
    pub fn reportable(self, comment: &Comment) -> Option<Reported> {
        if self.is_own(comment) || self.about.with_value(|about| about.actor.handle().is_none()) {
            return None;
        }
        let author = comment.agent.as_ref();
        match self.topic() {
            Topic::Post(_) => Some(Reported::Comment(comment.id.clone(), author.map(|agent| agent.handle.clone()))),
            Topic::Byte(_) => author.map(|agent| Reported::Agent(agent.handle.clone(), agent.id.clone())),
        }
    }

    fn is_own(self, comment: &Comment) -> bool {
        let author = comment.agent.as_ref().map(|agent| &agent.handle);
        author.is_some() && self.about.with_value(|about| about.actor.handle() == author)
    }

    /// Ids of the comments that are shown, in order; tracked.
    pub fn shown(self) -> Vec<CommentId> {
        let folded = self.folded.read();
        self.tree.with(|tree| tree.unfolded(&folded))
    }

    /// Whether no comment is shown; tracked.
    pub fn is_empty(self) -> bool {
        self.tree.with(|tree| tree.order.is_empty())
    }

    /// A comment.
    pub fn comment(self, id: &CommentId) -> Option<Comment> {
        self.tree.with_untracked(|tree| tree.comment(id).cloned())
    }

    /// Where a comment stands; tracked.
    pub fn place(self, id: &CommentId) -> Option<Place> {
        let phase = self.list().phase;
        self.tree.with(|tree| {
            let branch = tree.branch(id)?;
            let answers = match branch.answers {
                Answers::Post => Answered::Post,
                Answers::Comment(index) => Answered::Comment(tree.comments[index].agent.as_ref().map(|agent| agent.handle.clone())),
                Answers::Unknown if phase.get() == Phase::End => Answered::Gone,
                Answers::Unknown => Answered::NotLoaded,
            };
            Some(Place { depth: branch.depth, replies: branch.replies, answers })
        })
    }

    /// Whether the replies to a comment are folded away; tracked.
    pub fn is_folded(self, id: &CommentId) -> bool {
        self.folded.with(|folded| folded.contains(id))
    }

    /// Folds the replies to a comment away, or shows them again.
    pub fn fold(self, id: &CommentId) {
        self.folded.update(|folded| {
            if !folded.remove(id) {
                folded.insert(id.clone());
            }
        });
    }

    /// Shows where the comment stands that was just written here; the store has put it at the end of the list.
    pub fn reveal_newest(self) {
        self.replying_to.set(None);
        let last = self.list().leaves.with_untracked(|leaves| leaves.last()?.items.last().cloned());
        let Some(comment) = last.filter(|comment| self.is_own(comment)) else { return };
        if let Some(parent) = &comment.parent_id {
            self.folded.update(|folded| {
                folded.remove(parent);
            });
        }
        self.mark(comment.id);
    }

    /// Marks a comment for a few seconds.
    pub fn mark(self, id: CommentId) {
        self.fresh.set(Some(id.clone()));
        spawn_local(async move {
            time::sleep(NEW_FOR).await;
            if self.fresh.try_get_untracked().flatten() == Some(id) {
                self.fresh.set(None);
            }
        });
    }

    /// Deletes one's own comment with all replies: gone at once, back again when the service refuses.
    pub fn delete(self, id: CommentId) {
        let gone = self.tree.with_untracked(|tree| tree.with_replies(&id));
        if !gone.is_empty() {
            self.delete_all(self.about.get_value(), id, gone);
        }
    }

    /// The page may have been left meanwhile, also when it is tried again.
    fn delete_all(self, about: About, id: CommentId, gone: Vec<CommentId>) {
        let About { store, actor, topic: Topic::Post(post), list } = about.clone() else { return };
        let change = i64::try_from(gone.len()).unwrap_or(i64::MAX);
        self.hidden.try_update(|hidden| hidden.extend(gone.iter().cloned()));
        store.posts.commented(&actor, &post, -change);
        spawn_local(async move {
            let outcome = delete(store, &actor, post.clone(), id.clone()).await;
            if let Err(error) = outcome {
                store.posts.commented(&actor, &post, change);
                self.hidden.try_update(|hidden| hidden.retain(|id| !gone.contains(id)));
                let again = move || self.delete_all(about.clone(), id.clone(), gone.clone());
                let what =
                    if error.fate_unknown() { "It is not known whether the comment was deleted." } else { "The comment was not deleted." };
                return store.notices.failed(what, &error, Some(Remedy::new("Try again", again)));
            }
            list.remove(|comment| gone.contains(&comment.id));
            self.hidden.try_update(|hidden| hidden.retain(|id| !gone.contains(id)));
            store.notices.done(if gone.len() == 1 { "Comment deleted." } else { "Comment and its replies deleted." }, None);
            // Replies that were not loaded are gone, too, and the counter may have been read meanwhile: the service knows how many are left.
            let _ = posts::load(store, &actor, post).await;
        });
    }
}

/// Deletes a comment. One that is gone already is as deleted as it can be.
async fn delete(store: Store, actor: &Actor, post: PostId, comment: CommentId) -> Result<(), ApiError> {
    match store.client.send(actor, &DeleteComment { post, comment }).await {
        Err(error) if !error.is_not_found() => Err(error),
        _ => Ok(()),
    }
}
