//! Looks for an agent's posts. No operation lists them (skill.md has none), so the timelines are looked through page by page,
//! within the budget of reads, and what was looked through is told.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use contract::id::PostId;
use contract::posts::{Feed, Post, PublicTimeline};
use contract::{Cursor, Decode, Handle, Operation, Page, PageRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Agents, Known};
use crate::api::{ApiError, Priority};
use crate::browser::time;
use crate::route::{Actor, FeedView};
use crate::store::Store;
use crate::store::listing::{Keyed, Phase, Room};
use crate::store::posts::Entry;

/// Posts a page: the most that the service gives at once.
const LIMIT: u8 = 100;
/// Pages of each timeline that one search reads at most.
const PAGES: usize = 3;
/// A search ends early once it has found so many more.
const ENOUGH: usize = 10;
/// Searches that are kept for Back.
const MOST_KEPT: usize = 4;
/// A search that was left for longer than this (milliseconds) is begun anew.
const LASTS: i64 = 300_000;

/// A post, quote or repost by the agent.
#[derive(Clone)]
pub struct Found {
    /// When the agent published or reposted it.
    pub at: Option<DateTime<Utc>>,
    /// What is shown.
    pub entry: Entry,
    /// The room that it takes.
    pub room: Room,
}

/// How far a timeline was looked through.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Which timeline.
    pub view: FeedView,
    /// Posts that were looked at.
    pub posts: usize,
    /// The earliest of them.
    pub back_to: Option<DateTime<Utc>>,
    /// Whether that was all of it.
    pub ended: bool,
    next: Option<Cursor>,
}

impl Look {
    const fn at(view: FeedView) -> Self {
        Self { view, posts: 0, back_to: None, ended: false, next: None }
    }

    /// Notes a page. A cursor that leads nowhere ends the timeline.
    fn advance(&mut self, page: &Page<Post>) {
        self.posts += page.items.len() + page.unreadable;
        let earliest = page.items.iter().filter_map(|post| post.created_at).min();
        self.back_to = self.back_to.into_iter().chain(earliest).min();
        self.ended = page.next.is_none() || page.next == self.next || (page.items.is_empty() && page.unreadable == 0);
        self.next.clone_from(&page.next);
    }
}

/// A search for an agent's posts. Clones are the same search.
#[derive(Clone)]
pub struct Finder {
    actor: Actor,
    author: Handle,
    /// What was found, the latest first.
    pub found: ArcRwSignal<Vec<Found>>,
    /// How far each timeline was looked through.
    pub looks: ArcRwSignal<Vec<Look>>,
    /// What it is doing.
    pub phase: ArcRwSignal<Phase>,
    keys: ArcStoredValue<HashSet<String>>,
    begun_at: i64,
}

/// The search for an agent's posts as it was left, or a new one that has looked at nothing yet.
pub fn finder(store: Store, actor: &Actor, author: &Handle) -> Finder {
    let key = (actor.clone(), author.clone());
    let kept = store.agents.0.with_value(|known| known.finders.iter().find(|(kept, _)| *kept == key).map(|(_, finder)| finder.clone()));
    let finder = kept.filter(|finder| time::now() - finder.begun_at < LASTS).unwrap_or_else(|| {
        let finder = Finder::new(actor, author);
        store.agents.0.update_value(|known| known.keep(key, finder.clone()));
        finder
    });
    let seen = store.posts.written_by(actor, author);
    finder.take(store, seen, 0);
    finder
}

impl Agents {
    /// Takes a repost that was undone here out of what was found of its author.
    pub fn not_reposted(self, author: &Actor, post: &PostId) {
        let finders = self.0.with_value(|known| known.finders.iter().map(|(_, finder)| finder.clone()).collect::<Vec<_>>());
        for finder in finders.into_iter().filter(|finder| Some(&finder.author) == author.handle()) {
            finder.found.update(|found| found.retain(|found| !found.entry.is_repost(author, post)));
        }
    }
}

impl Known {
    fn keep(&mut self, key: (Actor, Handle), finder: Finder) {
        self.finders.retain(|(kept, _)| *kept != key);
        self.finders.truncate(MOST_KEPT - 1);
        self.finders.insert(0, (key, finder));
    }
}

impl Finder {
    fn new(actor: &Actor, author: &Handle) -> Self {
        Self {
            actor: actor.clone(),
            author: author.clone(),
            found: ArcRwSignal::default(),
            looks: ArcRwSignal::new(vec![Look::at(FeedView::Public)]),
            phase: ArcRwSignal::new(Phase::Ready),
            keys: ArcStoredValue::default(),
            begun_at: time::now(),
        }
    }

    /// Begins the search, unless it was begun before. It stops when `page` is gone.
    pub fn begin(&self, store: Store, page: StoredValue<()>) {
        let is_new = self.looks.with_untracked(|looks| looks.iter().all(|look| look.posts == 0 && !look.ended));
        if is_new {
            self.go_on(store, page, Priority::Background);
        }
    }

    /// Searches further, or tries again what failed. It stops when `page` is gone.
    pub fn further(&self, store: Store, page: StoredValue<()>) {
        self.go_on(store, page, Priority::Click);
    }

    fn go_on(&self, store: Store, page: StoredValue<()>, priority: Priority) {
        if matches!(self.phase.get_untracked(), Phase::Loading | Phase::End) {
            return;
        }
        self.phase.set(Phase::Loading);
        self.add_home_feed(store);
        let finder = self.clone();
        spawn_local(async move {
            let outcome = finder.search(store, page, priority).await;
            finder.phase.set(match outcome {
                Err(error) => Phase::Failed(error),
                Ok(()) if finder.looks.with_untracked(|looks| looks.iter().all(|look| look.ended)) => Phase::End,
                Ok(()) => Phase::Ready,
            });
        });
    }

    /// The home feed holds the posts of those whom the acting agent follows, closer together than the public timeline does.
    fn add_home_feed(&self, store: Store) {
        let follows = store.agents.cell(&self.actor, &self.author).with_untracked(|state| state.following == Some(true));
        let is_there = self.looks.with_untracked(|looks| looks.iter().any(|look| look.view == FeedView::Home));
        if follows && !is_there {
            self.looks.update(|looks| looks.push(Look::at(FeedView::Home)));
        }
    }

    async fn search(&self, store: Store, page: StoredValue<()>, priority: Priority) -> Result<(), ApiError> {
        let count = || self.found.with_untracked(Vec::len);
        let wanted = count() + ENOUGH;
        for _ in 0..PAGES {
            for index in 0..self.looks.with_untracked(Vec::len) {
                if page.try_get_value().is_none() {
                    return Ok(());
                }
                self.read(store, index, priority).await?;
            }
            if count() >= wanted {
                break;
            }
        }
        Ok(())
    }

    /// Looks through the next page of one timeline.
    async fn read(&self, store: Store, index: usize, priority: Priority) -> Result<(), ApiError> {
        let Some(look) = self.looks.with_untracked(|looks| looks.get(index).filter(|look| !look.ended).cloned()) else { return Ok(()) };
        let page = PageRequest { limit: Some(LIMIT), cursor: look.next };
        let request = match look.view {
            FeedView::Home => Feed { page }.request(),
            FeedView::Public => PublicTimeline { page }.request(),
        };
        let asked = store.posts.moment();
        let answer = store.client.value(&self.actor, &request, priority).await?;
        let page = Page::<Post>::decode(&answer).map_err(|error| store.client.undecodable(request, error.what))?;
        self.looks.update(|looks| {
            if let Some(look) = looks.get_mut(index) {
                look.advance(&page);
            }
        });
        self.take(store, page.items, asked);
        Ok(())
    }

    /// Takes in those by the agent that are not there yet, from an answer to a question asked at `asked`.
    fn take(&self, store: Store, posts: Vec<Post>, asked: u64) {
        let is_by = |post: &Post| post.agent.as_ref().is_some_and(|agent| agent.handle.is_same_as(&self.author));
        let mut news = Vec::new();
        for post in posts.into_iter().filter(is_by) {
            let (at, entry) = (post.created_at, store.posts.entry(&self.actor, post, asked));
            let mut is_new = false;
            self.keys.update_value(|keys| is_new = keys.insert(entry.key().to_owned()));
            if is_new {
                news.push(Found { at, entry, room: Room::default() });
            }
        }
        if !news.is_empty() {
            self.found.update(|found| {
                found.append(&mut news);
                found.sort_by_key(|found| std::cmp::Reverse(found.at));
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(times: &[i64], next: Option<&str>) -> Page<Post> {
        let post = |time: &i64| {
            let time = DateTime::from_timestamp_millis(*time).expect("a time").to_rfc3339();
            Post::decode(&serde_json::json!({ "id": time, "createdAt": time })).expect("a post")
        };
        Page { items: times.iter().map(post).collect(), next: next.map(Cursor::new), unreadable: 0 }
    }

    #[test]
    fn a_look_tells_how_far_it_went() {
        let mut look = Look::at(FeedView::Public);
        look.advance(&page(&[9_000, 7_000], Some("a")));
        look.advance(&page(&[8_000, 6_000], Some("b")));
        assert_eq!((look.posts, look.back_to, look.ended), (4, DateTime::from_timestamp_millis(6_000), false));
        look.advance(&page(&[5_000], None));
        assert!(look.ended);
    }

    #[test]
    fn a_cursor_that_leads_nowhere_ends_the_look() {
        let mut look = Look::at(FeedView::Public);
        look.advance(&page(&[9_000], Some("a")));
        assert!(!look.ended);
        look.advance(&page(&[8_000], Some("a")));
        assert!(look.ended);
        let mut empty = Look::at(FeedView::Home);
        empty.advance(&page(&[], Some("a")));
        assert!(empty.ended);
    }
}
