//! Conversations: one cell for each, shared by the list and the page that shows it; threads of messages; what is being sent.

mod missing;
mod outbox;
mod sending;
mod thread;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::Handle;
use contract::agents::AgentSummary;
use contract::conversations::{Conversation, Conversations, DeleteConversation, MarkConversationRead, Preview, Sender};
use contract::id::ConversationId;
use leptos::prelude::*;

pub use outbox::{Failure, Outbox, Outgoing, Stage, WayOn};
pub use sending::OnBegun;
pub use thread::Thread;

use self::missing::{Shown, missing};
use super::Store;
use super::listing::{Keyed, Listing};
use super::per_agent::PerAgent;
use super::unread::{Count, Seen, Unread};
use crate::api::{ApiError, Priority};
use crate::browser::time;
use crate::route::Actor;

/// A list that was read within the last so many milliseconds is shown as it is.
const RECENT: i64 = 20_000;
/// Conversations on a page of the list.
const LIMIT: u8 = 30;

/// A conversation as the whole app shows it now.
pub type ConversationCell = ArcRwSignal<Conversation>;

/// A conversation in the list.
#[derive(Clone)]
pub struct Entry {
    /// Which one.
    pub id: ConversationId,
    /// Its cell.
    pub cell: ConversationCell,
}

impl Keyed for Entry {
    fn key(&self) -> &str {
        self.id.as_str()
    }
}

/// With whom something is written: in a conversation, or to an agent with whom none is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Partner {
    /// A conversation.
    In(ConversationId),
    /// The first message to an agent.
    New(Handle),
}

#[derive(Default)]
struct Known {
    cells: HashMap<ConversationId, ConversationCell>,
    threads: HashMap<ConversationId, Thread>,
    outboxes: HashMap<Partner, Outbox>,
    /// When conversations were marked as read, as [`moment`] counts: an answer to an older question does not undo it.
    marked: HashMap<ConversationId, u64>,
    /// When the latest message of conversations was written or deleted here, likewise.
    written: HashMap<ConversationId, u64>,
    clock: u64,
}

impl Known {
    fn mark(&mut self, id: &ConversationId, at: u64) {
        self.marked.insert(id.clone(), at);
    }

    fn write(&mut self, id: &ConversationId, at: u64) {
        self.written.insert(id.clone(), at);
    }
}

/// The conversations of one agent. Clones are the same.
#[derive(Clone)]
pub struct Mailbox {
    store: Store,
    own: Handle,
    /// The list as the service pages it; [`Mailbox::latest_first`] orders it.
    pub list: Listing<Entry>,
    unread: Count,
    known: ArcStoredValue<Known>,
}

impl Mailbox {
    /// The conversations of an agent, as they were left; read anew where that is a while ago.
    pub fn open(store: Store, own: &Handle) -> Self {
        let mailbox = Self::of(store, own);
        if mailbox.list.is_older_than(RECENT) {
            mailbox.list.restart();
        }
        mailbox
    }

    fn of(store: Store, own: &Handle) -> Self {
        let all = PerAgent::here(store);
        if let Some(known) = all.get(own) {
            return known;
        }
        let mailbox = Self::new(store, own);
        all.put(own, mailbox.clone());
        mailbox
    }

    fn new(store: Store, own: &Handle) -> Self {
        let actor = Actor::Agent(own.clone());
        let known = ArcStoredValue::new(Known::default());
        let (who, cells) = (actor.clone(), known.clone());
        let list = Listing::new(LIMIT, move |page, priority| {
            let (who, cells, operation) = (who.clone(), cells.clone(), Conversations { page });
            async move {
                let asked = moment(&cells);
                let page = store.client.send_for(&who, &operation, priority).await?;
                let items = page.items.into_iter().map(|conversation| absorb(&cells, conversation, asked)).collect();
                Ok(contract::Page { items, next: page.next, unreadable: page.unreadable })
            }
        });
        Self { store, own: own.clone(), list, unread: Unread::of(store, &actor).messages, known }
    }

    fn actor(&self) -> Actor {
        Actor::Agent(self.own.clone())
    }

    /// Whose conversations they are.
    pub fn own(&self) -> &Handle {
        &self.own
    }

    /// The conversations that are loaded, the latest message first; tracked.
    pub fn latest_first(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.list.leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter().cloned()).collect());
        entries.sort_by_cached_key(|entry| std::cmp::Reverse(entry.cell.with(|conversation| conversation.updated_at)));
        entries
    }

    /// The cell of a conversation that was seen.
    pub fn cell(&self, id: &ConversationId) -> Option<ConversationCell> {
        self.known.with_value(|known| known.cells.get(id).cloned())
    }

    /// The conversation with an agent, if it is among those that were seen; tracked.
    pub fn with(&self, handle: &Handle) -> Option<ConversationId> {
        let is_with = |entry: &&Entry| entry.cell.with(|conversation| self.is_with(conversation, handle));
        self.list.leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter()).find(is_with).map(|entry| entry.id.clone()))
    }

    /// The agent at the other end.
    pub fn other(&self, conversation: &Conversation) -> Option<AgentSummary> {
        conversation.other(&self.own).cloned()
    }

    /// Whether it is the conversation with an agent.
    fn is_with(&self, conversation: &Conversation, handle: &Handle) -> bool {
        self.other(conversation).is_some_and(|other| other.handle.is_same_as(handle))
    }

    /// Reads the latest conversations again, quietly.
    pub async fn refresh(&self) -> Seen {
        let operation = Conversations { page: contract::PageRequest::first(LIMIT) };
        let (asked, before) = (moment(&self.known), untrack(|| self.state()));
        match self.store.client.send_for(&self.actor(), &operation, Priority::Background).await {
            Err(_) => Seen::Failed,
            Ok(page) => {
                let gone = missing(&before, &page, LIMIT, |conversation| (conversation.id.clone(), conversation.updated_at));
                if !gone.is_empty() {
                    self.list.remove(|entry| gone.contains(&entry.id));
                }
                for conversation in page.items.into_iter().rev() {
                    let entry = absorb(&self.known, conversation, asked);
                    self.list.prepend(entry);
                }
                if untrack(|| self.state()) == before { Seen::Nothing } else { Seen::News }
            }
        }
    }

    /// What tells whether something came in.
    fn state(&self) -> Vec<Shown<ConversationId>> {
        let state = |entry: Entry| (entry.id, entry.cell.with(|conversation| conversation.updated_at));
        self.latest_first().into_iter().map(state).collect()
    }

    /// Finds out about a conversation that the list has not brought yet, page by page.
    ///
    /// # Errors
    /// Why it cannot be known.
    pub async fn find(&self, is_it: impl Fn(&Conversation) -> bool) -> Result<Option<ConversationId>, ApiError> {
        /// More pages are not read for one conversation.
        const PAGES: usize = 5;
        let mut page = contract::PageRequest::first(LIMIT);
        for _ in 0..PAGES {
            let asked = moment(&self.known);
            let answer = self.store.client.send(&self.actor(), &Conversations { page: page.clone() }).await?;
            let found = answer.items.iter().find(|conversation| is_it(conversation)).map(|conversation| conversation.id.clone());
            for conversation in answer.items {
                absorb(&self.known, conversation, asked);
            }
            match (found, answer.next) {
                (Some(found), _) => return Ok(Some(found)),
                (None, Some(next)) => page = page.at(next),
                (None, None) => break,
            }
        }
        Ok(None)
    }

    /// The messages of a conversation, as they were left or read for the first time.
    pub fn thread(&self, id: &ConversationId) -> Thread {
        let mut thread = None;
        self.known.update_value(|known| {
            let new = || Thread::new(self.store, self.own.clone(), id.clone());
            thread = Some(known.threads.entry(id.clone()).or_insert_with(new).clone());
        });
        thread.unwrap_or_else(|| Thread::new(self.store, self.own.clone(), id.clone()))
    }

    /// What is being written to somebody, as it was left.
    pub fn outbox(&self, partner: &Partner) -> Outbox {
        let mut outbox = None;
        let restored = || Outbox::restored(self.store, &self.own, partner);
        self.known.update_value(|known| {
            outbox = Some(known.outboxes.entry(partner.clone()).or_insert_with(restored).clone());
        });
        outbox.unwrap_or_else(restored)
    }

    /// What was written to an agent before the conversation with it, or its handle as it is spelled, was found goes on there.
    pub fn hand_over(&self, handle: &Handle, to: &Partner) {
        self.outbox(&Partner::New(handle.clone())).move_to(&self.outbox(to));
    }

    /// What was written in a conversation that is gone, and did not arrive, becomes what is being written to the agent.
    pub fn give_back(&self, id: &ConversationId, handle: &Handle) {
        self.outbox(&Partner::In(id.clone())).give_back_to(&self.outbox(&Partner::New(handle.clone())));
    }

    /// Marks a conversation as read: shown at once, taken back when the service refuses.
    pub async fn mark_read(&self, id: &ConversationId) {
        let cell = self.cell(id);
        let before = cell.as_ref().and_then(|cell| cell.with_untracked(|conversation| conversation.unread_count));
        let show = |count: Option<u64>| {
            if let Some(cell) = cell.as_ref().filter(|cell| cell.with_untracked(|conversation| conversation.unread_count != count)) {
                cell.update(|conversation| conversation.unread_count = count);
            }
        };
        show(before.map(|_| 0));
        self.unread.change(|count| count.saturating_sub(before.unwrap_or(0)));
        // Until the answer is there, every other one is older.
        self.known.update_value(|known| known.mark(id, u64::MAX));
        let outcome = self.store.client.send(&self.actor(), &MarkConversationRead { conversation: id.clone() }).await;
        let marked = moment(&self.known);
        self.known.update_value(|known| known.mark(id, if outcome.is_ok() { marked } else { 0 }));
        if outcome.is_err() {
            // The badge tells that it is still unread, and the next visit tries again.
            show(before);
            self.unread.change(|count| count.saturating_add(before.unwrap_or(0)));
        }
    }

    /// Deletes a conversation, for both and for good.
    ///
    /// # Errors
    /// Why it still stands, as far as is known.
    pub async fn delete(&self, id: &ConversationId) -> Result<(), ApiError> {
        match self.store.client.send(&self.actor(), &DeleteConversation { conversation: id.clone() }).await {
            Err(error) if !error.is_not_found() => Err(error),
            // One that is gone already is as deleted as it can be.
            _ => {
                self.forget(id);
                self.outbox(&Partner::In(id.clone())).clear();
                Ok(())
            }
        }
    }

    /// Takes a conversation out that is no longer there.
    pub fn forget(&self, id: &ConversationId) {
        let unread = self.cell(id).and_then(|cell| cell.with_untracked(|conversation| conversation.unread_count)).unwrap_or(0);
        self.unread.change(|count| count.saturating_sub(unread));
        self.list.remove(|entry| entry.id == *id);
        self.known.update_value(|known| {
            known.cells.remove(id);
            known.threads.remove(id);
            known.marked.remove(id);
            known.written.remove(id);
        });
    }

    /// Shows a message as the latest of its conversation, unless one that was written later stands there.
    pub(super) fn latest(&self, id: &ConversationId, message: Preview) {
        let is_latest =
            |conversation: &Conversation| conversation.last_message.as_ref().is_none_or(|shown| shown.created_at <= message.created_at);
        if let Some(cell) = self.cell(id).filter(|cell| cell.with_untracked(is_latest)) {
            self.note_written(id);
            cell.update(|conversation| {
                conversation.updated_at = conversation.updated_at.max(message.created_at);
                conversation.last_message = Some(message);
            });
        }
    }

    /// Shows the latest message that is left of a conversation, unless one stands there that was written after those that are gone, the
    /// last of them at `gone`.
    fn left(&self, id: &ConversationId, gone: Option<DateTime<Utc>>, latest: Option<Preview>) {
        let is_gone = |conversation: &Conversation| conversation.last_message.as_ref().is_some_and(|shown| shown.created_at <= gone);
        if let Some(cell) = self.cell(id).filter(|cell| cell.with_untracked(is_gone)) {
            self.note_written(id);
            cell.update(|conversation| conversation.last_message = latest);
        }
    }

    fn note_written(&self, id: &ConversationId) {
        let now = moment(&self.known);
        self.known.update_value(|known| known.write(id, now));
    }

    /// The time as the service's clock shows it: what is written is put in order by that.
    fn now(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.store.client.by_service(time::now()))
    }

    /// Takes in a conversation that was begun here.
    pub(super) fn begun(&self, conversation: Conversation) {
        let entry = absorb(&self.known, conversation, moment(&self.known));
        self.list.prepend(entry);
    }

    /// Whether the acting agent wrote it; `None` when the answer does not tell.
    pub fn is_own(&self, sender: &Sender, other: Option<&AgentSummary>) -> Option<bool> {
        let by_other = || Some(!sender.is(&other?.handle, other?.id.as_ref())?);
        sender.is(&self.own, None).or_else(by_other)
    }
}

/// A moment to compare with: taken before a question is asked, and when something is done here.
fn moment(known: &ArcStoredValue<Known>) -> u64 {
    known.update_value(|known| known.clock += 1);
    known.with_value(|known| known.clock)
}

/// Puts what is known of a conversation into its cell, from an answer to a question asked at `asked`. An answer that leaves something out
/// does not undo what is known.
fn absorb(known: &ArcStoredValue<Known>, mut conversation: Conversation, asked: u64) -> Entry {
    let id = conversation.id.clone();
    let cell = known.with_value(|known| known.cells.get(&id).cloned());
    let is_since = |done: &HashMap<ConversationId, u64>| done.get(&id).is_some_and(|at| *at > asked);
    let (is_marked, is_written) = known.with_value(|known| (is_since(&known.marked), is_since(&known.written)));
    if is_marked {
        conversation.unread_count = conversation.unread_count.map(|_| 0);
    }
    let cell = match cell {
        None => {
            let cell = ArcRwSignal::new(conversation);
            known.update_value(|known| drop(known.cells.insert(id.clone(), cell.clone())));
            cell
        }
        Some(cell) => {
            let mut new = conversation;
            cell.with_untracked(|shown| {
                if new.participants.is_empty() {
                    new.participants.clone_from(&shown.participants);
                }
                if is_written {
                    (new.last_message, new.is_empty) = (shown.last_message.clone(), shown.is_empty);
                } else if !new.is_empty {
                    new.last_message = new.last_message.take().or_else(|| shown.last_message.clone());
                }
                new.updated_at = new.updated_at.max(shown.updated_at);
                new.unread_count = new.unread_count.or(shown.unread_count);
            });
            if cell.with_untracked(|shown| *shown != new) {
                cell.set(new);
            }
            cell
        }
    };
    Entry { id, cell }
}
