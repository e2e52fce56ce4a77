//! How many notifications and messages are unread: asked for now and then, less often the longer nothing changes.

mod pace;

use contract::conversations::UnreadMessages;
use contract::notifications::NotificationCount;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use pace::{Pace, Seen};

use super::Store;
use crate::api::ApiError;
use crate::browser::{network, time};
use crate::few::Few;
use crate::route::Actor;

/// How often it is looked whether the time for the next question has come, in seconds.
const TICK: u32 = 2;

/// A number of unread things; none while it is not known. Clones are the same number.
#[derive(Clone, Default)]
pub struct Count {
    shown: ArcRwSignal<Option<u64>>,
    /// Counts what was done here, so that an older answer does not undo it.
    changes: ArcStoredValue<u32>,
}

impl Count {
    /// The number; tracked.
    pub fn get(&self) -> Option<u64> {
        self.shown.get()
    }

    /// The number now.
    pub fn now(&self) -> Option<u64> {
        self.shown.get_untracked()
    }

    /// Takes over what was done here. An unknown number stays unknown.
    pub fn change(&self, act: impl FnOnce(u64) -> u64) {
        self.changes.update_value(|changes| *changes = changes.wrapping_add(1));
        if let Some(count) = self.shown.get_untracked() {
            self.show(act(count));
        }
    }

    /// Takes the answer to a question that was asked at `asked`; whether it is a new number.
    fn told(&self, count: u64, asked: u32) -> bool {
        asked == self.changes.get_value() && self.show(count)
    }

    fn show(&self, count: u64) -> bool {
        let is_new = self.shown.get_untracked() != Some(count);
        if is_new {
            self.shown.set(Some(count));
        }
        is_new
    }
}

/// What an agent has not read. Clones are the same numbers.
#[derive(Clone, Default)]
pub struct Unread {
    /// Notifications.
    pub notifications: Count,
    /// Messages.
    pub messages: Count,
}

/// The numbers of all agents that have acted.
#[derive(Clone, Copy, Default)]
struct All(StoredValue<Few<Actor, Unread>>);

impl Unread {
    /// What an agent has not read, as far as is known.
    pub fn of(store: Store, actor: &Actor) -> Self {
        let mut unread = None;
        store.lasting(All::default).0.update_value(|all| unread = Some(all.entry(actor.clone()).clone()));
        unread.unwrap_or_default()
    }

    /// Asks for both numbers.
    pub async fn look(&self, store: Store, actor: &Actor) -> Seen {
        let asked = (self.notifications.changes.get_value(), self.messages.changes.get_value());
        let notifications = store.client.send_quietly(actor, &NotificationCount {}).await;
        let messages = store.client.send_quietly(actor, &UnreadMessages {}).await;
        let told = |count: &Count, answer: Result<contract::Unread, ApiError>, asked| answer.map(|answer| count.told(answer.count, asked));
        match (told(&self.notifications, notifications, asked.0), told(&self.messages, messages, asked.1)) {
            (Ok(one), Ok(other)) if one || other => Seen::News,
            (Ok(_), Ok(_)) => Seen::Nothing,
            _ => Seen::Failed,
        }
    }
}

/// Looks at once and then again and again, as long as the part around lives: in a tab that is seen, and in a hidden one only as seldom as
/// the pace allows at all, and only while `also_hidden` wishes it.
pub fn look_again<F>(mut pace: Pace, also_hidden: impl Fn() -> bool + 'static, look: impl Fn() -> F + 'static)
where
    F: Future<Output = Seen> + 'static,
{
    let is_open = StoredValue::new(());
    spawn_local(async move {
        let (mut waited, mut was_hidden) = (u32::MAX, false);
        while is_open.try_get_value().is_some() {
            let is_hidden = !network::is_visible();
            // Whoever comes back sees what is true now.
            let is_due = if is_hidden { also_hidden() && waited >= pace.slowest() } else { was_hidden || waited >= pace.wait() };
            was_hidden = is_hidden;
            if is_due && !network::is_offline() {
                let seen = look().await;
                pace.saw(seen);
                waited = 0;
            }
            time::sleep(TICK * 1000).await;
            waited = waited.saturating_add(TICK);
        }
    });
}
