//! The messages of a conversation.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use contract::conversations::{DeleteMessage, GetMessage, Message, Messages, Preview, oldest_first};
use contract::id::{ConversationId, MessageId};
use contract::{Handle, Page, PageRequest};
use leptos::prelude::*;

use super::Mailbox;
use super::missing::{Shown, missing};
use crate::api::{ApiError, Priority};
use crate::route::Actor;
use crate::store::Store;
use crate::store::deletion::{self, NotDeleted, is_gone};
use crate::store::listing::{Keyed, Leaf, Listing, Phase};
use crate::store::per_agent::PerAgent;
use crate::store::unread::Seen;

/// Messages on a page.
const LIMIT: u8 = 50;

impl Keyed for Message {
    fn key(&self) -> &str {
        self.id.as_str()
    }
}

/// The messages of a conversation as one of the two sees them. Clones are the same.
#[derive(Clone)]
pub struct Thread {
    store: Store,
    own: Handle,
    id: ConversationId,
    /// The messages as the service pages them: the newest first.
    pub list: Listing<Message>,
    /// Messages whose deletion is under way.
    hidden: ArcRwSignal<HashSet<MessageId>>,
    /// When the latest of the own messages was written that the other is known to have read.
    read_until: ArcRwSignal<Option<DateTime<Utc>>>,
    /// Whether the service tells at all what was read.
    tells_read: ArcRwSignal<bool>,
}

impl Thread {
    pub(super) fn new(store: Store, own: Handle, id: ConversationId) -> Self {
        let (read_until, tells_read) = (ArcRwSignal::new(None), ArcRwSignal::new(false));
        let reading = Reading { store, own: own.clone(), id: id.clone(), read_until: read_until.clone(), tells_read: tells_read.clone() };
        let list = Listing::new(LIMIT, move |page, priority| {
            let reading = reading.clone();
            async move { reading.page(page, priority).await }
        });
        list.restart();
        Self { store, own, id, list, hidden: ArcRwSignal::default(), read_until, tells_read }
    }

    fn actor(&self) -> Actor {
        Actor::Agent(self.own.clone())
    }

    /// The messages that are loaded, the oldest first; tracked.
    pub fn oldest_first(&self) -> Vec<Message> {
        let hidden = self.hidden.read();
        let is_shown = |message: &&Message| !hidden.contains(&message.id);
        self.list.leaves.with(|leaves| {
            let messages = leaves.iter().rev().flat_map(|leaf| leaf.items.iter().rev());
            messages.filter(is_shown).cloned().collect()
        })
    }

    /// Whether the other has read what was written at that time; `None` while that is not known. Tracked.
    pub fn is_read(&self, written_at: Option<DateTime<Utc>>) -> Option<bool> {
        self.tells_read.get().then(|| written_at.is_some() && written_at <= self.read_until.get())
    }

    /// Ids of the messages with this text.
    pub fn with_text(&self, text: &str) -> Vec<MessageId> {
        let is_it = |message: &Message| message.content.trim() == text.trim();
        untrack(|| self.oldest_first()).into_iter().filter(is_it).map(|message| message.id).collect()
    }

    /// Reads the latest messages again. A conversation that is gone is shown as such.
    ///
    /// # Errors
    /// Why they are not known now.
    pub async fn refresh(&self, priority: Priority) -> Result<Seen, ApiError> {
        let reading = Reading {
            store: self.store,
            own: self.own.clone(),
            id: self.id.clone(),
            read_until: self.read_until.clone(),
            tells_read: self.tells_read.clone(),
        };
        let (shown, asked, before) = (self.shown(), self.list.pages(), self.read_until.get_untracked());
        let page = reading.page(PageRequest::first(LIMIT), priority).await.inspect_err(|error| {
            if error.is_not_found() {
                self.list.phase.set(Phase::Failed(error.clone()));
            }
        })?;
        let is_news = self.take_in(page, &shown, asked) || before != self.read_until.get_untracked();
        Ok(if is_news { Seen::News } else { Seen::Nothing })
    }

    fn shown(&self) -> Vec<Shown<MessageId>> {
        let messages = |leaves: &Vec<Leaf<Message>>| leaves.iter().flat_map(|leaf| leaf.items.iter()).map(shown_as).collect();
        self.list.leaves.with_untracked(messages)
    }

    /// Shows a first page, which was asked for when `before` was shown, in `asked` pages; whether that changed something.
    fn take_in(&self, page: Page<Message>, before: &[Shown<MessageId>], asked: u64) -> bool {
        let gone = missing(before, &page, LIMIT, shown_as);
        let is_news = self.merge(page, &gone, asked);
        if !gone.is_empty() {
            self.show_left(before.iter().filter(|(id, _)| gone.contains(id)).filter_map(|(_, at)| *at).max());
        }
        is_news
    }

    fn merge(&self, page: Page<Message>, gone: &HashSet<MessageId>, asked: u64) -> bool {
        let known: HashSet<MessageId> = self.shown().into_iter().map(|(id, _)| id).collect();
        let is_connected = page.items.iter().any(|message| known.contains(&message.id));
        if !is_connected && (!page.items.is_empty() || !known.is_empty()) && self.list.phase.get_untracked() != Phase::Loading {
            self.list.answered(page, asked);
            return true;
        }
        if !gone.is_empty() {
            self.list.remove(|message| gone.contains(&message.id));
        }
        let new: Vec<Message> = page.items.into_iter().filter(|message| !known.contains(&message.id)).collect();
        let is_news = !new.is_empty() || !gone.is_empty();
        for message in new.into_iter().rev() {
            self.list.prepend(message);
        }
        is_news
    }

    /// Whether they are the messages of this conversation.
    pub fn is_of(&self, conversation: &ConversationId) -> bool {
        self.id == *conversation
    }

    /// Whether there is a message that a link points at.
    ///
    /// # Errors
    /// Why that cannot be known, or that it is gone.
    pub async fn find(&self, message: &MessageId) -> Result<Message, ApiError> {
        self.store.client.send(&self.actor(), &GetMessage { message: message.clone() }).await
    }

    /// Deletes one of the own messages: gone at once, back again when the service refuses.
    ///
    /// # Errors
    /// Why it still stands, or why that is not known.
    pub async fn delete(&self, message: &MessageId) -> Result<(), NotDeleted> {
        self.hidden.update(|hidden| {
            hidden.insert(message.clone());
        });
        let answer = self.store.client.send(&self.actor(), &DeleteMessage { message: message.clone() }).await;
        let outcome = deletion::ended(answer, async { is_gone(&self.find(message).await) }).await;
        if outcome.is_ok() {
            let written_at = self.shown().into_iter().find(|(id, _)| id == message).and_then(|(_, at)| at);
            self.list.remove(|known| known.id == *message);
            self.show_left(written_at);
        }
        self.hidden.update(|hidden| {
            hidden.remove(message);
        });
        outcome
    }

    /// What is left of the messages is what the list of conversations tells of, too; the last of those that are gone was written at `gone`.
    fn show_left(&self, gone: Option<DateTime<Utc>>) {
        let latest = untrack(|| self.oldest_first()).pop().map(Preview::from);
        if let Some(mailbox) = PerAgent::<Mailbox>::here(self.store).get(&self.own) {
            mailbox.left(&self.id, gone, latest);
        }
    }

    /// Shows a message that was sent from here.
    pub(super) fn sent(&self, message: Message) {
        if message.read.is_some() {
            self.tells_read.set(true);
        }
        self.list.prepend(message);
    }
}

/// Reads pages of messages.
#[derive(Clone)]
struct Reading {
    store: Store,
    own: Handle,
    id: ConversationId,
    read_until: ArcRwSignal<Option<DateTime<Utc>>>,
    tells_read: ArcRwSignal<bool>,
}

impl Reading {
    /// A page, the newest message first, in whichever order it came.
    async fn page(self, page: PageRequest, priority: Priority) -> Result<Page<Message>, ApiError> {
        let operation = Messages { conversation: self.id.clone(), page };
        let mut page = self.store.client.send_for(&Actor::Agent(self.own.clone()), &operation, priority).await?;
        oldest_first(&mut page.items);
        page.items.reverse();
        self.note_read(&page.items);
        Ok(page)
    }

    fn note_read(&self, messages: &[Message]) {
        let own = || messages.iter().filter(|message| message.sender.is(&self.own, None) == Some(true));
        let read = own().filter(|message| message.read == Some(true)).filter_map(|message| message.created_at).max();
        if read > self.read_until.get_untracked() {
            self.read_until.set(read);
        }
        if !self.tells_read.get_untracked() && own().any(|message| message.read.is_some()) {
            self.tells_read.set(true);
        }
    }
}

fn shown_as(message: &Message) -> Shown<MessageId> {
    (message.id.clone(), message.created_at)
}
