//! Notifications: the list, and which of them were read.

use std::collections::HashSet;

use contract::Page;
use contract::id::NotificationId;
use contract::notifications::{MarkNotificationsRead, Notification, Notifications};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Store;
use super::listing::{Keyed, Listing};
use super::notices::Remedy;
use super::unread::{Count, Unread};
use crate::few::Few;
use crate::route::Actor;

/// Lists that were read within the last so many milliseconds are shown as they are.
const RECENT: i64 = 20_000;

impl Keyed for Notification {
    fn key(&self) -> &str {
        self.id.as_str()
    }

    fn looks_like(&self, other: &Self) -> bool {
        self.id == other.id && self.read == other.read
    }
}

/// The notifications of an agent, newest first. Every reading of it also tells which of them were read elsewhere.
pub fn listing(store: Store, actor: &Actor) -> Listing<Notification> {
    let who = actor.clone();
    store.listings.open_recent([actor.key(), "/notifications"].concat(), RECENT, || {
        let list = Listing::new(50, move |page, priority| {
            let (who, operation) = (who.clone(), Notifications { page });
            async move {
                let page = store.client.send_for(&who, &operation, priority).await?;
                Marks::of(store, &who).take_over(&page);
                Ok(page)
            }
        });
        list.restart();
        list
    })
}

/// Which notifications of an agent are known to be read, as they were marked here or elsewhere. Clones are the same marks.
#[derive(Clone)]
pub struct Marks {
    store: Store,
    actor: Actor,
    count: Count,
    read: ArcRwSignal<HashSet<NotificationId>>,
}

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    All,
    These,
}

#[derive(Clone, Copy, Default)]
struct AllMarks(StoredValue<Few<Actor, ArcRwSignal<HashSet<NotificationId>>>>);

impl Marks {
    /// The marks of an agent.
    pub fn of(store: Store, actor: &Actor) -> Self {
        let mut read = None;
        store.lasting(AllMarks::default).0.update_value(|all| read = Some(all.entry(actor.clone()).clone()));
        Self { store, actor: actor.clone(), count: Unread::of(store, actor).notifications, read: read.unwrap_or_default() }
    }

    /// Whether a notification is known to be unread; tracked.
    pub fn is_unread(&self, notification: &Notification) -> bool {
        notification.read == Some(false) && !self.read.with(|read| read.contains(&notification.id))
    }

    /// How many of a list are known to be unread; tracked.
    pub fn unread_in(&self, list: &Listing<Notification>) -> u64 {
        list.leaves.with(|leaves| {
            let unread = leaves.iter().flat_map(|leaf| leaf.items.iter()).filter(|item| self.is_unread(item));
            u64::try_from(unread.count()).unwrap_or(u64::MAX)
        })
    }

    /// How many are unread, in all; tracked.
    pub fn count(&self) -> Option<u64> {
        self.count.get()
    }

    /// Marks some as read: shown at once, taken back when the service refuses.
    pub fn mark_these(&self, ids: Vec<NotificationId>) {
        let new = self.note(ids);
        if !new.is_empty() {
            let marked = u64::try_from(new.len()).unwrap_or(u64::MAX);
            self.count.change(|count| count.saturating_sub(marked));
            self.send(Which::These, new, marked);
        }
    }

    /// Marks all as read; `loaded` are those that are shown as unread.
    pub fn mark_all(&self, loaded: Vec<NotificationId>) {
        let new = self.note(loaded);
        let marked = self.count.now().unwrap_or(0);
        self.count.change(|_| 0);
        self.send(Which::All, new, marked);
    }

    /// Notes what the service says is read: the list may have been loaded before that.
    fn take_over(&self, page: &Page<Notification>) {
        self.note(page.items.iter().filter(|item| item.read == Some(true)).map(|item| item.id.clone()).collect());
    }

    /// Notes those that are not marked yet, and returns them.
    fn note(&self, ids: Vec<NotificationId>) -> Vec<NotificationId> {
        let mut new = ids;
        self.read.with_untracked(|read| new.retain(|id| !read.contains(id)));
        if !new.is_empty() {
            self.read.update(|read| read.extend(new.iter().cloned()));
        }
        new
    }

    fn send(&self, which: Which, ids: Vec<NotificationId>, marked: u64) {
        let marks = self.clone();
        spawn_local(async move {
            let operation = match which {
                Which::All => MarkNotificationsRead::All,
                Which::These => MarkNotificationsRead::These(ids.clone()),
            };
            if let Err(error) = marks.store.client.send(&marks.actor, &operation).await {
                marks.read.update(|read| read.retain(|id| !ids.contains(id)));
                marks.count.change(|count| count.saturating_add(marked));
                let notices = marks.store.notices;
                let again = move || match which {
                    Which::All => marks.mark_all(ids.clone()),
                    Which::These => marks.mark_these(ids.clone()),
                };
                let what =
                    if error.fate_unknown() { "It is not known whether this was marked as read." } else { "Nothing was marked as read." };
                notices.failed(what, &error, Some(Remedy::new("Try again", again)));
            }
        });
    }
}
