//! Messages at the edge of the page: what happened, and what can be done about it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::ApiError;
use crate::browser::time;

/// How a notice looks and how urgently it is read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Done as wished.
    Done,
    /// Something failed.
    Failed,
}

/// A button on a notice.
#[derive(Clone)]
pub struct Remedy {
    /// The button's verb.
    pub label: &'static str,
    act: Arc<dyn Fn() + Send + Sync>,
}

impl Remedy {
    /// A button that does something. It outlives the page that made it, and so must all that `act` holds.
    pub fn new(label: &'static str, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self { label, act: Arc::new(act) }
    }

    /// Does it.
    pub fn act(&self) {
        (self.act)();
    }
}

/// One message.
#[derive(Clone)]
pub struct Notice {
    /// Tells notices apart.
    pub id: u32,
    /// How it looks.
    pub tone: Tone,
    /// One sentence.
    pub text: String,
    /// What can be done.
    pub remedy: Option<Remedy>,
}

/// All messages that are shown, the oldest first.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<Notice>>,
    last_id: StoredValue<u32>,
}

impl Default for Notices {
    fn default() -> Self {
        Self { list: RwSignal::new(Vec::new()), last_id: StoredValue::new(0) }
    }
}

/// More than this would cover the page.
const MOST: usize = 3;

impl Notices {
    /// The messages, tracked.
    pub fn all(self) -> Vec<Notice> {
        self.list.get()
    }

    /// Whether there is a message; tracked.
    pub fn are_any(self) -> bool {
        self.list.with(|list| !list.is_empty())
    }

    /// Says that something was done.
    pub fn done(self, text: impl Into<String>, remedy: Option<Remedy>) {
        self.add(Tone::Done, text.into(), remedy, 7_000);
    }

    /// Says that something failed: what was tried, then why.
    pub fn failed(self, what: &str, error: &ApiError, remedy: Option<Remedy>) {
        self.trouble(format!("{what} {}", error.sentence(time::now())), remedy);
    }

    /// Says that something failed, in a whole sentence.
    pub fn trouble(self, text: String, remedy: Option<Remedy>) {
        self.add(Tone::Failed, text, remedy, 12_000);
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|notice| notice.id != id));
    }

    fn add(self, tone: Tone, text: String, remedy: Option<Remedy>, milliseconds: u32) {
        let id = self.last_id.get_value().wrapping_add(1);
        self.last_id.set_value(id);
        self.list.update(|list| {
            list.retain(|notice| notice.text != text);
            let surplus = (list.len() + 1).saturating_sub(MOST);
            list.drain(..surplus);
            list.push(Notice { id, tone, text, remedy });
        });
        leptos::task::spawn_local(async move {
            time::sleep(milliseconds).await;
            self.dismiss(id);
        });
    }
}
