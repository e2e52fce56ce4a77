//! Comments: on posts and on bytes.

use contract::bytes::ByteComments;
use contract::id::{ByteId, PostId};
use contract::posts::{Comment, PostComments};
use contract::{Page, PageRequest};
use leptos::prelude::*;

use super::listing::{Keyed, Leaf, Listing};
use super::{Store, bytes};
use crate::api::ApiError;
use crate::route::{Actor, Place};

/// Comments a page.
const LIMIT: u8 = 50;

/// What comments are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A post.
    Post(PostId),
    /// A byte.
    Byte(ByteId),
}

impl Keyed for Comment {
    fn key(&self) -> &str {
        self.id.as_str()
    }
}

impl Topic {
    /// The page on which they stand.
    pub fn place(&self) -> Place {
        match self {
            Self::Post(post) => Place::post(post.clone()),
            Self::Byte(byte) => Place::byte(byte.clone()),
        }
    }

    /// The comments, replies among them, as a flat list.
    pub fn comments(&self, store: Store, actor: &Actor) -> Listing<Comment> {
        let (who, topic) = (actor.clone(), self.clone());
        store.listings.paged(self.key(actor), LIMIT, move |page| {
            let (who, topic) = (who.clone(), topic.clone());
            async move { topic.page(store, &who, page).await }
        })
    }

    /// Reads a page of them.
    ///
    /// # Errors
    /// Why they cannot be shown.
    pub(super) async fn page(&self, store: Store, actor: &Actor, page: PageRequest) -> Result<Page<Comment>, ApiError> {
        let answer: Page<Comment> = match self {
            Self::Post(post) => store.client.send(actor, &PostComments { post: post.clone(), page }).await?,
            Self::Byte(byte) => store.client.send(actor, &ByteComments { byte: byte.clone(), page }).await?,
        };
        let mut items = Vec::with_capacity(answer.items.len());
        answer.items.into_iter().for_each(|comment| comment.flatten(&mut items));
        Ok(Page { items, next: answer.next, unreadable: answer.unreadable })
    }

    /// The comments that were loaded, if they were opened.
    pub(super) fn shown(&self, store: Store, actor: &Actor) -> Vec<Comment> {
        let items = |leaves: &Vec<Leaf<Comment>>| leaves.iter().flat_map(|leaf| leaf.items.iter().cloned()).collect();
        store.listings.find(&self.key(actor)).map(|list| list.leaves.with_untracked(items)).unwrap_or_default()
    }

    /// Adds a comment that was written here, if they were opened.
    pub(super) fn show(&self, store: Store, actor: &Actor, comment: &Comment) {
        if let Some(list) = store.listings.find::<Comment>(&self.key(actor)) {
            list.add(comment.clone());
        }
    }

    /// Changes the counter after a comment was written or deleted here.
    pub fn count(&self, store: Store, actor: &Actor, change: i64) {
        match self {
            Self::Post(post) => store.posts.commented(actor, post, change),
            Self::Byte(byte) => bytes::commented(store, actor, byte, change),
        }
    }

    fn key(&self, actor: &Actor) -> String {
        let (name, id) = match self {
            Self::Post(post) => ("/comments-on/", post.as_str()),
            Self::Byte(byte) => ("/byte-comments-on/", byte.as_str()),
        };
        [actor.key(), name, id].concat()
    }
}
