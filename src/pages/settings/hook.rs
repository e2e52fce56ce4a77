//! The webhook of the acting agent: reading and changing it.

use std::cell::RefCell;

use contract::Secret;
use contract::agents::{ConfigureWebhook, GetWebhook, RemoveWebhook, Webhook, WebhookTest, WebhookUrl};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::browser::{network, scroll, storage};
use crate::few::Few;
use crate::parts::field::{Typed, focus_first_mistake, place};
use crate::route::Actor;
use crate::store::Store;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The address is being set.
    Save,
    /// A new secret is being made.
    Renew,
    /// A test event is being delivered.
    Test,
    /// The webhook is being removed.
    Remove,
}

/// The webhook as the page shows it.
#[derive(Clone, Copy)]
pub struct Hook {
    /// What the service has, once it is known.
    pub known: RwSignal<Option<Webhook>>,
    /// Why that could not be read.
    pub failure: RwSignal<Option<ApiError>>,
    /// The address that is typed.
    pub url: Typed,
    /// Whether a secret is made with the first address.
    pub signed: RwSignal<bool>,
    /// What is being done.
    pub doing: RwSignal<Option<Act>>,
    /// What could not be done, and why.
    pub error: RwSignal<Option<(Act, ApiError)>>,
    /// What came of the last test.
    pub tested: RwSignal<Option<WebhookTest>>,
    /// A new secret, until it is saved.
    pub secret: RwSignal<Option<Secret>>,
    reading: RwSignal<bool>,
    actor: StoredValue<Actor>,
    store: Store,
}

thread_local! {
    /// New secrets that nobody confirmed to have saved: the page that showed them may have been left by a shortcut.
    static UNSAVED: RefCell<Few<Actor, Option<Secret>>> = RefCell::default();
}

fn draft_key(actor: &Actor) -> String {
    ["ia.webhook.", actor.key()].concat()
}

impl Hook {
    /// Begins to read it.
    pub fn read(store: Store, actor: Actor) -> Self {
        let draft = storage::read_in_tab(&draft_key(&actor));
        let hook = Self {
            known: RwSignal::new(None),
            failure: RwSignal::new(None),
            url: Typed::new(draft.unwrap_or_default()),
            signed: RwSignal::new(true),
            doing: RwSignal::new(None),
            error: RwSignal::new(None),
            tested: RwSignal::new(None),
            secret: RwSignal::new(UNSAVED.with_borrow(|unsaved| unsaved.get(&actor).cloned().flatten())),
            reading: RwSignal::new(false),
            actor: StoredValue::new(actor),
            store,
        };
        Effect::new(move |_| hook.keep_typed());
        hook.reload();
        hook
    }

    /// What was typed survives a reload; what is set needs no keeping.
    fn keep_typed(self) {
        let typed = self.url.value.get();
        let key = self.actor.with_value(draft_key);
        if typed.trim().is_empty() || self.known.with(|known| known.as_ref().and_then(|known| known.url.as_deref()) == Some(typed.trim())) {
            storage::remove_in_tab(&key);
        } else {
            storage::write_in_tab(&key, &typed);
        }
    }

    /// Whether another address is typed than is set; tracked.
    pub fn is_changed(self) -> bool {
        let typed = self.url.value.get();
        let typed = typed.trim();
        self.known.with(|known| known.as_ref().is_some_and(|known| known.url.as_deref().unwrap_or_default() != typed))
    }

    /// Reads it again, unless that is under way.
    pub fn reload(self) {
        if self.reading.get_untracked() {
            return;
        }
        self.reading.set(true);
        spawn_local(async move {
            let outcome = self.ask().await;
            // The page may have been left meanwhile: then there is nothing to tell.
            if self.reading.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(webhook) => {
                    self.failure.set(None);
                    self.learn(webhook);
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    /// A service may answer 404 where there is none.
    async fn ask(self) -> Result<Webhook, ApiError> {
        let Some(actor) = self.actor.try_get_value() else { return Err(ApiError::Cancelled) };
        match self.store.client.send(&actor, &GetWebhook {}).await {
            Err(error) if error.is_not_found() => Ok(Webhook::default()),
            outcome => outcome,
        }
    }

    /// What was not touched follows what is set.
    fn learn(self, mut webhook: Webhook) {
        let before = self.known.get_untracked().unwrap_or_default();
        let is_untouched = self.url.value.with_untracked(|typed| typed.trim() == before.url.as_deref().unwrap_or_default());
        if is_untouched {
            self.url.value.set(webhook.url.clone().unwrap_or_default());
        }
        if webhook.url.is_some() {
            // Not every answer repeats all.
            webhook.has_secret = webhook.has_secret.or(before.has_secret);
        }
        self.known.set(Some(webhook));
    }

    /// Sets the typed address.
    pub fn save(self) {
        self.url.checked.set(true);
        let Ok(url) = self.url.value.with_untracked(|text| WebhookUrl::parse(text)) else {
            focus_first_mistake();
            return;
        };
        let is_new = self.known.with_untracked(|known| known.as_ref().is_none_or(|known| known.url.is_none()));
        let regenerate_secret = is_new && self.signed.get_untracked();
        if self.begin(Act::Save) {
            let operation = ConfigureWebhook { url: Some(url), regenerate_secret, test: false };
            spawn_local(self.send(self.actor.get_value(), Act::Save, operation));
        }
    }

    /// Has a new secret made.
    pub fn renew(self) {
        self.use_set(Act::Renew);
    }

    /// Has a test event delivered to the address that is set.
    pub fn test(self) {
        self.use_set(Act::Test);
    }

    /// Does something with the webhook that is set. The call for it sets the address, too, so that is asked for first: another place may
    /// have changed or removed it.
    fn use_set(self, act: Act) {
        if !self.begin(act) {
            return;
        }
        spawn_local(async move {
            let actor = self.actor.get_value();
            match self.ask().await {
                Ok(Webhook { url: None, .. }) => self.found_removed(),
                Ok(now) => {
                    let url = now.url.as_deref().and_then(|url| WebhookUrl::parse(url).ok());
                    if self.known.try_get_untracked().is_some() {
                        self.learn(now);
                    }
                    let is = |other| act == other;
                    self.send(actor, act, ConfigureWebhook { url, regenerate_secret: is(Act::Renew), test: is(Act::Test) }).await;
                }
                Err(error) if self.ended() => self.store.notices.failed("Nothing was done: the webhook could not be read.", &error, None),
                Err(_) => {}
            }
        });
    }

    fn found_removed(self) {
        if self.ended() {
            self.learn(Webhook::default());
            self.store.notices.trouble("Nothing was done: the webhook was removed elsewhere.".to_owned(), None);
            // The button that had the focus is gone.
            scroll::focus_on("#webhook");
        }
    }

    fn begin(self, act: Act) -> bool {
        if self.doing.get_untracked().is_some() {
            return false;
        }
        self.doing.set(Some(act));
        self.error.set(None);
        self.tested.set(None);
        true
    }

    /// Nothing is being done any more; whether the page is still there to tell of it.
    fn ended(self) -> bool {
        self.doing.try_set(None).is_none()
    }

    async fn send(self, actor: Actor, act: Act, operation: ConfigureWebhook) {
        let outcome = self.store.client.send(&actor, &operation).await;
        if let Some(secret) = outcome.as_ref().ok().and_then(|webhook| webhook.secret.clone()) {
            UNSAVED.with_borrow_mut(|unsaved| *unsaved.entry(actor) = Some(secret));
        }
        match outcome {
            Ok(webhook) if self.ended() => self.configured(act, operation.url, webhook),
            Ok(_) => {}
            Err(error) => self.failed(act, error).await,
        }
    }

    fn configured(self, act: Act, sent: Option<WebhookUrl>, mut webhook: Webhook) {
        // Not every answer repeats all.
        let sent = sent.map(|url| url.as_str().to_owned());
        webhook.url = webhook.url.or(sent.clone());
        let sent = sent.unwrap_or_default();
        let before = self.known.get_untracked().unwrap_or_default();
        webhook.has_secret = webhook.has_secret.or(before.has_secret);
        if act == Act::Test {
            let silent = WebhookTest { success: None, status: None, message: None };
            self.tested.set(Some(webhook.test.take().unwrap_or(silent)));
        }
        if let Some(secret) = webhook.secret.take() {
            self.secret.set(Some(secret));
        }
        let url = webhook.url.clone().unwrap_or_default();
        self.known.set(Some(webhook));
        if act == Act::Save {
            // What was typed while it was sent stays.
            if self.url.value.with_untracked(|typed| typed.trim() == sent) {
                self.url.set(url);
            }
            self.store.notices.done("Webhook saved.", None);
        }
    }

    async fn failed(self, act: Act, error: ApiError) {
        // Where the answer was lost, what is set now tells whether it was done.
        let now = if error.fate_unknown() && !network::is_offline() { self.ask().await.ok() } else { None };
        if !self.ended() {
            return;
        }
        if let Some(now) = now {
            self.learn(now);
        }
        if place(&error, &[("webhookUrl", self.url)]) {
            focus_first_mistake();
        } else {
            self.error.set(Some((act, error)));
        }
    }

    /// Removes it.
    pub fn remove(self) {
        if !self.begin(Act::Remove) {
            return;
        }
        spawn_local(async move {
            let outcome = self.store.client.send(&self.actor.get_value(), &RemoveWebhook {}).await;
            // One that is gone already is removed, too.
            let outcome = if outcome.as_ref().is_err_and(ApiError::is_not_found) { Ok(()) } else { outcome };
            match outcome {
                Ok(()) if self.ended() => {
                    self.known.set(Some(Webhook::default()));
                    self.url.set(String::new());
                    self.url.checked.set(false);
                    self.saved_secret();
                    self.store.notices.done("Webhook removed.", None);
                }
                Ok(()) => {}
                Err(error) => self.failed(Act::Remove, error).await,
            }
        });
    }

    /// The secret is kept elsewhere now.
    pub fn saved_secret(self) {
        let actor = self.actor.get_value();
        UNSAVED.with_borrow_mut(|unsaved| *unsaved.entry(actor) = None);
        self.secret.set(None);
        // The button that had the focus is gone.
        scroll::focus_on("#webhook");
    }
}
