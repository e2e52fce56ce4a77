//! What is being written in a conversation, and what was sent and is not known to have arrived. Kept on this device, so that a reload
//! neither loses a word nor sends one twice.

use contract::Handle;
use contract::decode::Fields;
use contract::id::MessageId;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::Partner;
use crate::browser::json;
use crate::browser::storage::{self, StorageError};
use crate::route::Actor;
use crate::store::Store;

/// Version of the stored form.
const VERSION: u64 = 1;

/// What became of a message that was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// One sentence.
    pub sentence: String,
    /// What can be done.
    pub way_on: WayOn,
}

/// What can be done after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOn {
    /// It was not sent: send it, or change it first.
    Send,
    /// Sign in again.
    SignIn,
    /// It may have been sent: look before anything else.
    Look,
    /// It was looked for and is not there: look once more and send it.
    Resend,
}

/// How far a message has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Others before it are on their way.
    Waiting,
    /// On its way.
    Sending,
    /// Its answer was lost; it is being looked for.
    Looking,
    /// Not sent, as far as is known.
    Failed(Failure),
}

/// A message that is not known to have arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Tells them apart.
    pub number: u32,
    /// Its text.
    pub text: String,
    /// How far it has come.
    pub stage: Stage,
    /// When it was sent last (Unix milliseconds); none before that.
    pub sent_at: Option<i64>,
    /// Messages with the same text that were there before it: none of them is this one.
    pub before: Vec<MessageId>,
}

impl Outgoing {
    /// Whether it is stored just as another one.
    fn is_stored_as(&self, other: &Self) -> bool {
        (&self.text, self.sent_at, &self.before) == (&other.text, other.sent_at, &other.before)
    }
}

/// What an agent writes to another. Clones are the same.
#[derive(Clone)]
pub struct Outbox {
    store: Store,
    own: Actor,
    key: String,
    /// What is being written.
    pub text: ArcRwSignal<String>,
    /// What was sent, in the order of writing.
    pub outgoing: ArcRwSignal<Vec<Outgoing>>,
    /// Why what is written is not kept beyond the page, when it is not.
    pub trouble: ArcRwSignal<Option<StorageError>>,
    /// Whether messages are being sent.
    pub(super) is_sending: ArcStoredValue<bool>,
    last: ArcStoredValue<u32>,
    /// What this tab read or wrote last: what differs from it was changed here, or by another tab.
    kept: ArcStoredValue<Kept>,
}

impl Outbox {
    /// Goes on where it was left, also before the page was loaded.
    pub(super) fn restored(store: Store, own: &Handle, partner: &Partner) -> Self {
        let key = key(own, partner);
        let kept = Kept::read(&key);
        // What could not be read has a number, too.
        let last = kept.outgoing.last().map_or(0, |message| message.number);
        let outbox = Self {
            store,
            own: Actor::Agent(own.clone()),
            key: key.clone(),
            text: ArcRwSignal::new(kept.text.clone()),
            outgoing: ArcRwSignal::new(kept.outgoing.clone()),
            trouble: ArcRwSignal::new(None),
            is_sending: ArcStoredValue::new(false),
            last: ArcStoredValue::new(last),
            kept: ArcStoredValue::new(kept),
        };
        let followed = outbox.clone();
        // Lives as long as the app.
        storage::on_change(key, move || followed.follow_other_tabs());
        outbox
    }

    /// Takes over what another tab wrote, unless something is written here that could not be kept.
    fn follow_other_tabs(&self) {
        let (mut kept, stored) = (self.kept.get_value(), Kept::read(&self.key));
        let is_settled = |message: &Outgoing| matches!(message.stage, Stage::Failed(_)) && kept.has(message) && !stored.has(message);
        if self.outgoing.with_untracked(|outgoing| outgoing.iter().any(is_settled)) {
            self.outgoing.update(|outgoing| outgoing.retain(|message| !is_settled(message)));
        }
        kept.outgoing.retain(|message| stored.has(message));
        if self.text.get_untracked() == kept.text && kept.text != stored.text {
            self.text.set(stored.text.clone());
            kept.text = stored.text;
        }
        self.kept.set_value(kept);
    }

    /// Takes what was typed.
    pub fn write(&self, text: String) {
        self.text.set(text);
        self.keep();
    }

    /// Puts the text among the outgoing messages and empties the field.
    pub(super) fn post(&self, text: String) {
        let number = self.last.get_value().wrapping_add(1);
        self.last.set_value(number);
        self.outgoing.update(|outgoing| outgoing.push(Outgoing { number, text, stage: Stage::Waiting, sent_at: None, before: Vec::new() }));
        self.text.set(String::new());
        self.keep();
    }

    /// Takes a message back into the field, before what stands there.
    pub fn take_back(&self, number: u32) {
        let Some(taken) = self.find(number).filter(|taken| matches!(taken.stage, Stage::Failed(_))) else { return };
        self.put_before(taken.text);
        self.remove(number);
    }

    /// Puts a text before what stands in the field.
    fn put_before(&self, text: String) {
        let rest = self.text.get_untracked();
        self.text.set(if rest.trim().is_empty() { text } else { [&text, "\n", &rest].concat() });
    }

    /// The message with a number.
    pub fn find(&self, number: u32) -> Option<Outgoing> {
        self.outgoing.with_untracked(|outgoing| outgoing.iter().find(|message| message.number == number).cloned())
    }

    /// Changes a message, and keeps the change.
    pub(super) fn change(&self, number: u32, act: impl FnOnce(&mut Outgoing)) {
        self.outgoing.update(|outgoing| {
            if let Some(message) = outgoing.iter_mut().find(|message| message.number == number) {
                act(message);
            }
        });
        self.keep();
    }

    /// Takes a message out.
    pub(super) fn remove(&self, number: u32) {
        self.outgoing.update(|outgoing| outgoing.retain(|message| message.number != number));
        self.keep();
    }

    /// Moves everything into another one: the conversation that was begun.
    pub(super) fn move_to(&self, other: &Self) {
        for message in self.outgoing.get_untracked() {
            other.post(message.text);
        }
        self.move_text_to(other);
        self.clear();
    }

    /// Moves what failed and what is being written into the field of another one.
    pub(super) fn give_back_to(&self, other: &Self) {
        let written = self.outgoing.get_untracked();
        written.iter().rev().for_each(|message| self.take_back(message.number));
        self.move_text_to(other);
    }

    fn move_text_to(&self, other: &Self) {
        let text = self.text.get_untracked();
        if !text.trim().is_empty() {
            other.put_before(text);
            other.keep();
            self.write(String::new());
        }
    }

    /// Empties it.
    pub fn clear(&self) {
        self.text.set(String::new());
        self.outgoing.set(Vec::new());
        self.keep();
    }

    /// Keeps it as it is now, unless the agent signed out: then nothing of it stays on the device.
    fn keep(&self) {
        if !self.store.accounts.is_here(&self.own) {
            return;
        }
        let own = Kept { text: self.text.get_untracked(), outgoing: self.outgoing.get_untracked() };
        let trouble = self.kept.with_value(|before| own.merged(before, Kept::read(&self.key))).write(&self.key).err();
        if trouble.is_none() {
            self.kept.set_value(own);
        }
        if self.trouble.get_untracked() != trouble {
            self.trouble.set(trouble);
        }
    }
}

/// Where it is kept in local storage: apart for each agent and each conversation.
fn key(own: &Handle, partner: &Partner) -> String {
    let partner = match partner {
        Partner::In(conversation) => conversation.as_str().to_owned(),
        Partner::New(handle) => handle.to_string(),
    };
    ["ia.draft.", own.as_str(), ".message.", &partner].concat()
}

/// The form in local storage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Kept {
    text: String,
    outgoing: Vec<Outgoing>,
}

impl Kept {
    fn read(key: &str) -> Self {
        storage::read(key).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    fn has(&self, message: &Outgoing) -> bool {
        self.outgoing.iter().any(|own| own.is_stored_as(message))
    }

    /// What this tab has, with what other tabs changed since it had `before`.
    fn merged(&self, before: &Self, stored: Self) -> Self {
        let text = if self.text == before.text { stored.text } else { self.text.clone() };
        let of_others = stored.outgoing.into_iter().filter(|message| !before.has(message) && !self.has(message));
        Self { text, outgoing: self.outgoing.iter().cloned().chain(of_others).collect() }
    }

    fn write(&self, key: &str) -> Result<(), StorageError> {
        if self.text.trim().is_empty() && self.outgoing.is_empty() {
            storage::remove(key);
            return Ok(());
        }
        storage::write(key, &self.to_text())
    }

    fn to_text(&self) -> String {
        let outgoing =
            self.outgoing.iter().map(|message| json!({ "text": message.text, "sentAt": message.sent_at, "before": message.before }));
        json::text(&json!({ "version": VERSION, "text": self.text, "outgoing": outgoing.collect::<Vec<_>>() }))
    }

    /// Reads what was stored; what is not readable is left out. What was on its way is looked for before it is sent again.
    fn parse(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(fields) = Fields::of(&json) else { return Self::default() };
        let list = fields.list(&["outgoing"]).cloned().unwrap_or_default();
        let outgoing = (1..).zip(&list).filter_map(|(number, json)| outgoing(number, json)).collect();
        Self { text: fields.text(&["text"]).unwrap_or_default(), outgoing }
    }
}

fn outgoing(number: u32, json: &Value) -> Option<Outgoing> {
    let fields = Fields::of(json)?;
    let sent_at = fields.get(&["sentAt"]).and_then(Value::as_i64);
    let (sentence, way_on) = match sent_at {
        Some(_) => ("The page was closed before the answer came.", WayOn::Look),
        None => ("The page was closed before it was sent.", WayOn::Send),
    };
    Some(Outgoing {
        number,
        text: fields.filled(&["text"])?,
        stage: Stage::Failed(Failure { sentence: sentence.to_owned(), way_on }),
        sent_at,
        before: fields.texts(&["before"]).iter().filter_map(|id| MessageId::parse(id)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn message(text: &str, sent_at: Option<i64>) -> Outgoing {
        Outgoing { number: 1, text: text.to_owned(), stage: Stage::Sending, sent_at, before: MessageId::parse("m1").into_iter().collect() }
    }

    #[test]
    fn what_was_on_its_way_is_looked_for_and_what_was_not_is_sent() {
        let kept = Kept { text: "half a th".to_owned(), outgoing: vec![message("sent", Some(5)), message("not yet", None)] };
        let read = Kept::parse(&kept.to_text());
        let ways: Vec<_> = read.outgoing.iter().map(|message| (message.number, message.stage.clone(), message.before.len())).collect();
        assert!(matches!(&ways[0], (1, Stage::Failed(Failure { way_on: WayOn::Look, .. }), 1)), "{ways:?}");
        assert!(matches!(&ways[1], (2, Stage::Failed(Failure { way_on: WayOn::Send, .. }), 1)), "{ways:?}");
        assert_eq!(read.text, "half a th");
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for text in ["", "null", "[]", "{", r#"{"text":7,"outgoing":{}}"#, r#"{"outgoing":[7,{"text":" "},{"sentAt":1}]}"#] {
            assert_eq!(Kept::parse(text), Kept::default(), "{text}");
        }
    }

    #[test]
    fn what_another_tab_wrote_meanwhile_is_kept() {
        let kept = |text: &str, outgoing: &[&str]| Kept {
            text: text.to_owned(),
            outgoing: outgoing.iter().map(|text| message(text, None)).collect(),
        };
        let stored = kept("a draft of the other", &["sent here", "sent there"]);
        assert_eq!(kept("", &[]).merged(&kept("", &["sent here"]), stored.clone()), kept("a draft of the other", &["sent there"]));
        assert_eq!(kept("mine", &["sent here"]).merged(&kept("", &["sent here"]), stored), kept("mine", &["sent here", "sent there"]));
        assert_eq!(kept("", &[]).merged(&kept("mine", &[]), kept("mine", &[])), Kept::default());
    }

    #[test]
    fn each_agent_and_each_conversation_has_its_own() {
        let own = Handle::parse("nova_sketch").expect("a handle");
        let keys = [contract::id::ConversationId::parse("c1").map(Partner::In), Handle::parse("ledger_owl").ok().map(Partner::New)];
        let keys: Vec<String> = keys.into_iter().flatten().map(|partner| key(&own, &partner)).collect();
        assert_eq!(keys, ["ia.draft.nova_sketch.message.c1", "ia.draft.nova_sketch.message.@ledger_owl"]);
    }

    proptest! {
        #[test]
        fn no_text_is_changed_by_keeping_it(text in ".{0,80}", sent in "\\PC{1,40}x") {
            let read = Kept::parse(&Kept { text: text.clone(), outgoing: vec![message(&sent, None)] }.to_text());
            prop_assert_eq!((read.text, read.outgoing[0].text.clone()), (text, sent));
        }
    }
}
