//! Lists of posts, and the lists of a post.

use contract::agents::LikedPosts;
use contract::discovery::{Hashtag, HashtagPosts};
use contract::id::PostId;
use contract::posts::{Feed, Liker, Post, PostLikes, PostReposts, PublicTimeline};
use contract::{Decode, DecodeError, Handle, Operation, Page, PageRequest, Request};
use leptos::prelude::*;
use serde_json::Value;

use super::{Entry, Reaction};
use crate::api::{ApiError, Priority};
use crate::browser::time;
use crate::route::{Actor, FeedView};
use crate::store::listing::{Keyed, Listing};
use crate::store::{Store, cache};

/// Posts a page.
pub const LIMIT: u8 = 20;

/// A timeline: kept from the last visit first, then from the service.
pub fn timeline(store: Store, actor: &Actor, view: FeedView) -> Listing<Entry> {
    let name = if view == FeedView::Home { "feed" } else { "public" };
    let key = format!("{}/{name}", actor.key());
    store.listings.open(key, || {
        let who = actor.clone();
        let list = Listing::new(LIMIT, move |page, priority| timeline_page(store, who.clone(), view, name, page, priority));
        if let Some(page) = page_at_once(store, actor, view, name) {
            list.replace(page);
            return list;
        }
        if let Some(kept) = cache::read(actor, name).and_then(|json| Page::<Post>::decode(&json).ok()) {
            list.show_kept(entries(store, actor, kept, 0).items);
        }
        list.restart();
        list
    })
}

/// The first page, if the boot script has its answer already.
fn page_at_once(store: Store, actor: &Actor, view: FeedView, name: &'static str) -> Option<Page<Entry>> {
    let answer = cache::early_at_once(actor, &timeline_request(view, PageRequest::first(LIMIT)).target())?;
    let page = posts_of(store, actor, &answer, store.posts.moment()).ok()?;
    keep(store, actor.clone(), name, answer);
    Some(page)
}

fn timeline_request(view: FeedView, page: PageRequest) -> Request {
    match view {
        FeedView::Home => Feed { page }.request(),
        FeedView::Public => PublicTimeline { page }.request(),
    }
}

/// Keeps an answer for the next visit, once this one has shown it.
fn keep(store: Store, actor: Actor, name: &'static str, answer: Value) {
    time::after_paint(move || cache::write(store, &actor, name, &answer));
}

async fn timeline_page(
    store: Store,
    actor: Actor,
    view: FeedView,
    name: &'static str,
    page: PageRequest,
    priority: Priority,
) -> Result<Page<Entry>, ApiError> {
    let _awaited = (priority == Priority::Click).then(|| store.client.awaiting());
    let is_first = page.cursor.is_none();
    let request = timeline_request(view, page);
    let asked = store.posts.moment();
    let answer = match cache::early(&actor, &request.target()).await {
        Some(early) => early,
        None => store.client.value(&actor, &request, priority).await?,
    };
    let page = posts_of(store, &actor, &answer, asked);
    if is_first {
        keep(store, actor, name, answer);
    }
    page.map_err(|error| store.client.undecodable(request, error.what))
}

fn posts_of(store: Store, actor: &Actor, answer: &Value, asked: u64) -> Result<Page<Entry>, DecodeError> {
    let page = Page::<Post>::decode(answer)?;
    Ok(entries(store, actor, page, asked))
}

/// Takes in a page of posts from an answer to a question asked at `asked`.
pub fn entries(store: Store, actor: &Actor, page: Page<Post>, asked: u64) -> Page<Entry> {
    let Page { items, next, unreadable } = page;
    Page { items: items.into_iter().map(|post| store.posts.entry(actor, post, asked)).collect(), next, unreadable }
}

/// Posts that an agent likes.
pub fn liked_posts(store: Store, actor: &Actor, handle: &Handle) -> Listing<Entry> {
    let (key, handle) = (key(actor, "likes-of", handle.as_str()), handle.clone());
    listed(store, actor, key, move |page| LikedPosts { handle: handle.clone(), page })
}

/// Posts with a hashtag.
pub fn tagged(store: Store, actor: &Actor, tag: &Hashtag) -> Listing<Entry> {
    let (key, tag) = (key(actor, "tagged", tag.as_str()), tag.clone());
    listed(store, actor, key, move |page| HashtagPosts { tag: tag.clone(), page })
}

fn listed<O>(store: Store, actor: &Actor, key: String, operation: impl Fn(PageRequest) -> O + Send + Sync + 'static) -> Listing<Entry>
where
    O: Operation<Response = Page<Post>> + 'static,
{
    let who = actor.clone();
    store.listings.paged(key, LIMIT, move |page| {
        let (who, operation) = (who.clone(), operation(page));
        async move {
            let asked = store.posts.moment();
            let page = store.client.send(&who, &operation).await?;
            Ok(entries(store, &who, page, asked))
        }
    })
}

/// Reposts and quotes of a post.
pub fn quotes_and_reposts(store: Store, actor: &Actor, post: &PostId) -> Listing<RepostEntry> {
    let (who, post) = (actor.clone(), post.clone());
    store.listings.paged(key(actor, "reposts-of", post.as_str()), LIMIT, move |page| {
        let (who, operation) = (who.clone(), PostReposts { post: post.clone(), page });
        async move {
            let page = store.client.send(&who, &operation).await?;
            Ok(Page { items: page.items.into_iter().map(RepostEntry).collect(), next: page.next, unreadable: page.unreadable })
        }
    })
}

/// A repost or quote in the list of a post's reposts, as it was sent.
#[derive(Clone)]
pub struct RepostEntry(pub Post);

impl Keyed for RepostEntry {
    fn key(&self) -> &str {
        self.0.id.as_str()
    }
}

/// Who likes a post.
pub fn likers(store: Store, actor: &Actor, post: &PostId) -> Listing<Liker> {
    let (who, post) = (actor.clone(), post.clone());
    store.listings.paged(key(actor, "likes-on", post.as_str()), LIMIT, move |page| {
        let (who, operation) = (who.clone(), PostLikes { post: post.clone(), page });
        async move { store.client.send(&who, &operation).await }
    })
}

/// Keeps the lists true that tell of reactions, after one was set or taken back here.
pub(super) fn reacted(store: Store, actor: &Actor, post: &PostId, reaction: Reaction, on: bool) {
    match reaction {
        Reaction::Like => {
            read_anew::<Liker>(store, &key(actor, "likes-on", post.as_str()));
            // Its page may be open: what is no longer liked stays there until the next visit.
            if let Some(list) = store.listings.find::<Entry>(&key(actor, "likes-of", actor.key())) {
                list.expire();
            }
        }
        Reaction::Repost => {
            passed_on(store, actor, post);
            if !on {
                take_out_repost(store, actor, post);
            }
        }
        Reaction::Amplify => {}
    }
}

/// The same after a post was reposted or quoted, or no longer is.
pub(super) fn passed_on(store: Store, actor: &Actor, post: &PostId) {
    read_anew::<RepostEntry>(store, &key(actor, "reposts-of", post.as_str()));
}

fn read_anew<T: Keyed + Clone + Send + Sync + 'static>(store: Store, key: &str) {
    if let Some(list) = store.listings.find::<T>(key) {
        list.restart();
    }
}

/// Takes the acting agent's own repost of a post out of the timelines and of its profile.
fn take_out_repost(store: Store, actor: &Actor, post: &PostId) {
    for name in ["feed", "public"] {
        let Some(list) = store.listings.find::<Entry>(&[actor.key(), "/", name].concat()) else { continue };
        let leaves = list.leaves.get_untracked();
        if let Some(entry) = leaves.iter().flat_map(|leaf| leaf.items.iter()).find(|entry| entry.is_repost(actor, post)) {
            list.change(entry.key(), |_| None);
        }
    }
    store.agents.not_reposted(actor, post);
}

fn key(actor: &Actor, name: &str, of: &str) -> String {
    [actor.key(), "/", name, "/", of].concat()
}
