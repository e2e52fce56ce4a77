//! Sending messages: one after the other, each once. One whose answer was lost is looked for before it may be sent again.

use contract::Handle;
use contract::agents::AgentSummary;
use contract::conversations::{Conversation, Message, Preview, SendMessage, Sender, StartConversation};
use contract::id::{ConversationId, MessageId};
use contract::text::MessageText;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Failure, Mailbox, Outbox, Outgoing, Partner, Stage, WayOn};
use crate::api::{ApiError, Priority};
use crate::browser::{network, time};
use crate::store::agents::own_summary;

/// A message counts as the one whose answer was lost if it is at most this much older than the request, in milliseconds.
const TOLERANCE: i64 = 2 * 60 * 1000;

/// Called with the conversation that was begun.
pub type OnBegun = Callback<ConversationId>;

impl Mailbox {
    /// Sends what is written, after what was written before. What is not allowed stays in the field; there it is said why.
    pub fn send(&self, partner: &Partner, on_begun: OnBegun) {
        let outbox = self.outbox(partner);
        let is_first = matches!(partner, Partner::New(_)) && outbox.outgoing.with_untracked(|outgoing| !outgoing.is_empty());
        if is_first {
            // The first message makes the conversation that others follow in.
            return;
        }
        let Ok(text) = outbox.text.with_untracked(|text| MessageText::parse(text)) else { return };
        outbox.post(text.as_str().to_owned());
        self.go_on(partner.clone(), outbox, on_begun);
    }

    /// Tries again what was not sent, after looking whether it was.
    pub fn retry(&self, partner: &Partner, number: u32, on_begun: OnBegun) {
        let outbox = self.outbox(partner);
        let Some(Stage::Failed(failure)) = outbox.find(number).map(|message| message.stage) else { return };
        match failure.way_on {
            WayOn::Send | WayOn::SignIn => {
                outbox.change(number, |message| message.stage = Stage::Waiting);
                self.go_on(partner.clone(), outbox, on_begun);
            }
            WayOn::Look | WayOn::Resend => {
                outbox.change(number, |message| message.stage = Stage::Looking);
                let (mailbox, partner) = (self.clone(), partner.clone());
                spawn_local(async move {
                    if mailbox.look(&partner, &outbox, number, failure.way_on, on_begun).await {
                        mailbox.go_on(partner, outbox, on_begun);
                    }
                });
            }
        }
    }

    /// Finds out about messages that were on their way when the page was closed.
    pub fn resolve(&self, partner: &Partner, on_begun: OnBegun) {
        let is_open = |message: &Outgoing| matches!(&message.stage, Stage::Failed(Failure { way_on: WayOn::Look, .. }));
        let outbox = self.outbox(partner);
        let open: Vec<u32> = outbox.outgoing.with_untracked(|list| list.iter().filter(|one| is_open(one)).map(|one| one.number).collect());
        for number in open {
            self.retry(partner, number, on_begun);
        }
    }

    /// Sends what waits, unless that is under way.
    fn go_on(&self, partner: Partner, outbox: Outbox, on_begun: OnBegun) {
        if outbox.is_sending.get_value() {
            return;
        }
        outbox.is_sending.set_value(true);
        let mailbox = self.clone();
        spawn_local(async move {
            while let Some(message) = next(&outbox) {
                if !mailbox.send_one(&partner, &outbox, message, on_begun).await {
                    break;
                }
            }
            outbox.is_sending.set_value(false);
        });
    }

    /// Sends one message; whether the next may follow.
    async fn send_one(&self, partner: &Partner, outbox: &Outbox, message: Outgoing, on_begun: OnBegun) -> bool {
        let text = match MessageText::parse(&message.text) {
            Ok(text) => text,
            Err(error) => {
                stop(outbox, message.number, error.to_string(), WayOn::Send);
                return false;
            }
        };
        let before = match partner {
            Partner::In(id) => self.thread(id).with_text(&message.text),
            Partner::New(_) => Vec::new(),
        };
        outbox.change(message.number, |message| {
            message.stage = Stage::Sending;
            message.sent_at = Some(time::now());
            message.before.clone_from(&before);
        });
        let outcome = match partner {
            Partner::In(id) => self.send_in(id, text).await.map(|message| self.arrived(id, message)),
            Partner::New(handle) => self.begin(handle, text).await.map(|id| self.moved(outbox, message.number, &id, on_begun)),
        };
        match outcome {
            Ok(()) => {
                outbox.remove(message.number);
                true
            }
            Err(error) if error.fate_unknown() && !network::is_offline() => {
                outbox.change(message.number, |message| message.stage = Stage::Looking);
                let way_on = WayOn::Look;
                // Found, it has arrived; else what was written after it waits for what is decided.
                let found = self.look(partner, outbox, message.number, way_on, on_begun).await && outbox.find(message.number).is_none();
                if !found {
                    fail_waiting(outbox);
                }
                found
            }
            Err(error) => {
                let way_on = match error {
                    ApiError::SignInNeeded => WayOn::SignIn,
                    // The connection may have gone before or after the service had it.
                    ApiError::Offline => WayOn::Look,
                    _ => WayOn::Send,
                };
                stop(outbox, message.number, error.sentence(time::now()), way_on);
                false
            }
        }
    }

    async fn send_in(&self, id: &ConversationId, content: MessageText) -> Result<Message, ApiError> {
        let text = content.as_str().to_owned();
        let mut message = self.store.client.send(&self.actor(), &SendMessage { conversation: id.clone(), content }).await?;
        // What the answer left out is known here.
        if message.content.is_empty() {
            message.content = text;
        }
        message.sender.agent = message.sender.agent.or_else(|| own_summary(self.store, &self.actor()));
        message.created_at = message.created_at.or_else(|| self.now());
        Ok(message)
    }

    fn arrived(&self, id: &ConversationId, message: Message) {
        self.latest(id, message.clone().into());
        self.thread(id).sent(message);
    }

    async fn begin(&self, handle: &Handle, message: MessageText) -> Result<ConversationId, ApiError> {
        let content = message.as_str().to_owned();
        let operation = StartConversation { participant: handle.clone(), message };
        let conversation: Conversation = self.store.client.send(&self.actor(), &operation).await?;
        let id = conversation.id.clone();
        if conversation.participants.is_empty() {
            // The list tells more of whom it is with.
            let _ = self.find(|known| known.id == id).await;
        }
        let told = conversation.last_message.as_ref().and_then(|message| message.created_at);
        let created_at = told.or(conversation.updated_at).or_else(|| self.now());
        self.begun(conversation);
        let sender = Sender { agent: own_summary(self.store, &self.actor()), id: None };
        self.latest(&id, Preview { content, sender, created_at });
        Ok(id)
    }

    /// The conversation is there: what else was written goes on in it.
    fn moved(&self, outbox: &Outbox, number: u32, id: &ConversationId, on_begun: OnBegun) {
        outbox.remove(number);
        outbox.move_to(&self.outbox(&Partner::In(id.clone())));
        on_begun.try_run(id.clone());
    }

    /// Looks whether a message arrived whose answer was lost; whether something may be sent now: it was found, or it was looked for once
    /// before and waits to be sent again.
    async fn look(&self, partner: &Partner, outbox: &Outbox, number: u32, way_on: WayOn, on_begun: OnBegun) -> bool {
        let Some(message) = outbox.find(number) else { return true };
        match self.find_sent(partner, &message).await {
            Ok(Some(id)) => {
                match partner {
                    Partner::In(_) => outbox.remove(number),
                    Partner::New(_) => self.moved(outbox, number, &id, on_begun),
                }
                true
            }
            Ok(None) if way_on == WayOn::Resend => {
                outbox.change(number, |message| message.stage = Stage::Waiting);
                true
            }
            Ok(None) => {
                let sentence = "The answer was lost. The message was looked for and is not there.";
                fail(outbox, number, sentence.to_owned(), WayOn::Resend);
                false
            }
            Err(ApiError::SignInNeeded) => {
                fail(outbox, number, ApiError::SignInNeeded.sentence(time::now()), WayOn::Look);
                false
            }
            Err(error) => {
                let sentence = ["It is not known whether it was sent. ", &error.sentence(time::now())].concat();
                fail(outbox, number, sentence, WayOn::Look);
                false
            }
        }
    }

    /// The conversation in which a message arrived; `None` when it did not.
    async fn find_sent(&self, partner: &Partner, message: &Outgoing) -> Result<Option<ConversationId>, ApiError> {
        let id = match partner {
            Partner::In(id) => Some(id.clone()),
            Partner::New(handle) => self.find(|conversation| self.is_with(conversation, handle)).await?,
        };
        let Some(id) = id else { return Ok(None) };
        let thread = self.thread(&id);
        thread.refresh(Priority::Click).await?;
        let other = self.other_in(&id).await;
        let sent_at = self.store.client.by_service(message.sent_at.unwrap_or_else(time::now));
        let is_new = |found: &MessageId| !message.before.contains(found);
        let is_it = untrack(|| thread.oldest_first()).into_iter().any(|found| {
            is_new(&found.id)
                && self.is_own(&found.sender, other.as_ref()) == Some(true)
                && found.content.trim() == message.text.trim()
                && found.created_at.is_none_or(|at| at.timestamp_millis() >= sent_at - TOLERANCE)
        });
        Ok(is_it.then_some(id))
    }

    /// The agent at the other end of a conversation that perhaps was not listed yet.
    async fn other_in(&self, id: &ConversationId) -> Option<AgentSummary> {
        if self.cell(id).is_none() {
            let _ = self.find(|conversation| conversation.id == *id).await;
        }
        self.cell(id)?.with_untracked(|conversation| self.other(conversation))
    }
}

/// The first message that waits.
fn next(outbox: &Outbox) -> Option<Outgoing> {
    outbox.outgoing.with_untracked(|outgoing| outgoing.iter().find(|message| message.stage == Stage::Waiting).cloned())
}

fn fail(outbox: &Outbox, number: u32, sentence: String, way_on: WayOn) {
    outbox.change(number, |message| {
        if way_on != WayOn::Look && way_on != WayOn::Resend {
            message.sent_at = None;
        }
        message.stage = Stage::Failed(Failure { sentence, way_on });
    });
}

/// A message failed; what waits does not overtake it.
fn stop(outbox: &Outbox, number: u32, sentence: String, way_on: WayOn) {
    fail(outbox, number, sentence, way_on);
    fail_waiting(outbox);
}

fn fail_waiting(outbox: &Outbox) {
    let waiting: Vec<u32> = outbox.outgoing.with_untracked(|outgoing| {
        outgoing.iter().filter(|message| message.stage == Stage::Waiting).map(|message| message.number).collect()
    });
    for number in waiting {
        fail(outbox, number, "A message before it was not sent.".to_owned(), WayOn::Send);
    }
}
