//! Skills, APIs, languages and response time: what is typed, reading and saving it.

use contract::agents::{Abilities, Capabilities, Profile, ResponseTime, UpdateCapabilities};
use contract::text::optional;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::about::TextEdit;
use super::edited::Edited;
use super::kept::{Changes, Kept};
use crate::api::ApiError;
use crate::browser::{network, scroll};
use crate::parts::chip_field::{Chips, distinct};
use crate::parts::field::{Note, focus_first_mistake, place};
use crate::route::Actor;
use crate::store::Store;
use crate::store::agents::own;
use crate::store::notices::Remedy;

/// Entries that can be changed.
#[derive(Clone, Copy)]
pub struct ChipsEdit {
    /// The field.
    pub chips: Chips,
    edited: Edited<Vec<String>>,
}

impl ChipsEdit {
    fn new(base: Vec<String>, kept: Option<Vec<String>>, typed: Option<String>) -> Self {
        let chips = Chips::new(distinct(base));
        let edited = Edited::new(chips.entries, |one, other| one == other);
        if let Some(kept) = kept {
            chips.entries.set(kept);
        }
        chips.typed.value.set(typed.unwrap_or_default());
        Self { chips, edited }
    }

    /// What is wrong with the entries, told as they are typed.
    pub fn note(self, hint: &'static str) -> Signal<Note> {
        Signal::derive(move || match (self.chips.typed.refused.get(), self.abilities()) {
            (Some(refused), _) => Note::Wrong(refused.into()),
            (None, Err(error)) => Note::wrong(&error),
            (None, Ok(_)) => Note::hint(hint),
        })
    }

    fn abilities(self) -> Result<Abilities, contract::agents::AbilitiesError> {
        Abilities::parse(self.chips.all().iter().map(String::as_str))
    }
}

/// The form, and how reading what it begins with went.
#[derive(Clone, Copy)]
pub struct AbleForm {
    /// Skills.
    pub skills: ChipsEdit,
    /// APIs.
    pub apis: ChipsEdit,
    /// Languages.
    pub languages: ChipsEdit,
    /// Response time.
    pub response: TextEdit,
    /// Whether something is being sent.
    pub busy: RwSignal<bool>,
    /// Why it was not saved.
    pub error: RwSignal<Option<ApiError>>,
    /// Whether it is known what the service has.
    pub known: RwSignal<bool>,
    /// Why that could not be read.
    pub failure: RwSignal<Option<ApiError>>,
    reading: RwSignal<bool>,
    kept: StoredValue<Kept>,
}

impl AbleForm {
    /// The form of an agent, with what was changed before. Profiles may tell what an agent can do, or not.
    pub fn of(profile: &Profile) -> Self {
        let kept = Kept::of("capabilities", &profile.agent.handle);
        let changes = kept.read();
        let able = profile.capabilities.clone().unwrap_or_default();
        let chips = |key: &str, base| ChipsEdit::new(base, changes.texts(key), changes.text(&typed_key(key)));
        let form = Self {
            skills: chips("skills", able.skills),
            apis: chips("apis", able.apis),
            languages: chips("languages", able.languages),
            response: TextEdit::new(able.response_time.unwrap_or_default(), changes.text("responseTime")),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            known: RwSignal::new(profile.capabilities.is_some()),
            failure: RwSignal::new(None),
            reading: RwSignal::new(false),
            kept: StoredValue::new(kept),
        };
        Effect::new(move |_| {
            let changes = form.changes();
            form.kept.with_value(|kept| kept.write(&changes));
        });
        form
    }

    /// Whether something is not saved yet; tracked.
    pub fn is_changed(self) -> bool {
        !self.changes().is_empty()
    }

    /// Whether there is nothing to clear; tracked.
    pub fn is_empty(self) -> bool {
        self.as_typed() == Capabilities::default()
    }

    /// The capabilities as they would be; tracked.
    pub fn as_typed(self) -> Capabilities {
        let [skills, apis, languages] = self.lists().map(|(_, list)| list.chips.all());
        let response_time = Some(self.response.typed.value.get().trim().to_owned()).filter(|text| !text.is_empty());
        Capabilities { skills, apis, languages, response_time }
    }

    /// Reads what the service has, unless that is under way.
    pub fn read(self, store: Store, actor: Actor) {
        if self.reading.get_untracked() {
            return;
        }
        self.reading.set(true);
        spawn_local(async move {
            let outcome = own::capabilities(store, &actor).await;
            // The page may have been left meanwhile: then there is nothing to tell.
            if self.reading.try_set(false).is_some() {
                return;
            }
            self.failure.set(outcome.as_ref().err().cloned());
            if let Ok(able) = outcome {
                self.known.set(true);
                if let Some(able) = able {
                    self.learn(&able, &Changes::default());
                }
            }
        });
    }

    /// Learns what the service has now; what was typed stays, except what was `sent`.
    pub fn learn(self, able: &Capabilities, sent: &Changes) {
        let now = [&able.skills, &able.apis, &able.languages];
        for ((key, list), now) in self.lists().into_iter().zip(now) {
            list.edited.learn(distinct(now.clone()), sent.texts(key).as_ref());
        }
        self.response.edited.learn(able.response_time.clone().unwrap_or_default(), sent.text("responseTime").as_ref());
    }

    fn lists(self) -> [(&'static str, ChipsEdit); 3] {
        [("skills", self.skills), ("apis", self.apis), ("languages", self.languages)]
    }

    fn changes(self) -> Changes {
        let lists = self.lists().map(|(key, list)| (key.to_owned(), list.edited.change().map(Value::from)));
        let lines = self.lists().map(|(key, list)| {
            let line = list.chips.typed.value.get();
            (typed_key(key), (!line.trim().is_empty()).then(|| Value::from(line)))
        });
        let response = ("responseTime".to_owned(), self.response.edited.change().map(Value::from));
        let all: Vec<_> = lists.into_iter().chain(lines).chain([response]).collect();
        Changes::new(all.iter().map(|(key, value)| (key.as_str(), value.clone())))
    }

    /// Saves what stands there.
    pub fn save(self, store: Store, actor: Actor) {
        if self.busy.get_untracked() || !untrack(|| self.is_changed()) {
            return;
        }
        self.error.set(None);
        self.response.typed.checked.set(true);
        let typed = untrack(|| self.as_typed());
        if operation(&Changes::default(), &typed).is_none() {
            focus_first_mistake();
            return;
        }
        self.lists().iter().for_each(|(_, list)| list.chips.take());
        let sent = untrack(|| self.changes());
        self.busy.set(true);
        spawn_local(async move {
            let outcome = match own::capabilities(store, &actor).await {
                Ok(now) => {
                    let now = now.unwrap_or(typed);
                    let Some(operation) = operation(&sent, &now) else { return self.found_wrong(&now) };
                    own::set_capabilities(store, &actor, &operation).await
                }
                Err(error) => Err(error),
            };
            self.ended(store, &actor, outcome, sent).await;
        });
    }

    /// What another place saved meanwhile does not fit: it is shown, to be changed here.
    fn found_wrong(self, now: &Capabilities) {
        if self.busy.try_set(false).is_none() {
            self.learn(now, &Changes::default());
            focus_first_mistake();
        }
    }

    async fn ended(self, store: Store, actor: &Actor, outcome: Result<Capabilities, ApiError>, sent: Changes) {
        let error = match outcome {
            Ok(able) => return self.saved(store, &able, &sent),
            Err(error) => error,
        };
        // When the answer was lost, the service tells whether it was saved.
        let is_lost = error.fate_unknown() && !network::is_offline();
        let now = if is_lost { own::capabilities(store, actor).await.ok().flatten() } else { None };
        if self.busy.try_get_untracked().is_none() {
            // The page was left meanwhile; what was typed is kept for the next visit.
            store.notices.failed("The capabilities were not saved.", &error, None);
            return;
        }
        if let Some(now) = now {
            self.learn(&now, &Changes::default());
            if !untrack(|| self.is_changed()) {
                own::show_capabilities(store, actor, now.clone());
                return self.saved(store, &now, &sent);
            }
        }
        let lists = self.lists().map(|(key, list)| (key, list.chips.typed));
        let fields: Vec<_> = lists.into_iter().chain([("responseTime", self.response.typed)]).collect();
        if !place(&error, &fields) {
            self.error.set(Some(error));
        }
        self.busy.set(false);
        focus_first_mistake();
    }

    fn saved(self, store: Store, able: &Capabilities, sent: &Changes) {
        store.notices.done("Capabilities saved.", None);
        if self.busy.try_set(false).is_none() {
            self.known.set(true);
            self.learn(able, sent);
        }
    }

    /// Removes all that the service has, and what was typed.
    pub fn clear(self, store: Store, actor: Actor) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let outcome = own::clear_capabilities(store, &actor).await;
            match (self.busy.try_set(false), outcome) {
                (None, Ok(())) => {
                    self.learn(&Capabilities::default(), &Changes::default());
                    self.revert();
                    store.notices.done("Capabilities cleared.", None);
                    // The button that had the focus is gone.
                    scroll::focus_on("main [name=skills]");
                }
                (None, Err(error)) => self.error.set(Some(error)),
                // The page was left meanwhile.
                (Some(_), Ok(())) => store.notices.done("Capabilities cleared.", None),
                (Some(_), Err(error)) => store.notices.failed("The capabilities were not cleared.", &error, None),
            }
        });
    }

    fn revert(self) {
        for (_, list) in self.lists() {
            list.edited.revert();
            list.chips.typed.set(String::new());
        }
        self.response.edited.revert();
        self.response.typed.refused.set(None);
        self.error.set(None);
    }

    /// Puts back what the service has; for a while that can be undone.
    pub fn discard(self, store: Store) {
        let (before, kept) = (untrack(|| self.changes()), self.kept.get_value());
        self.revert();
        let undo = move || {
            kept.write(&before);
            for (key, list) in self.lists() {
                if let Some(entries) = before.texts(key) {
                    list.chips.entries.try_set(entries);
                }
                if let Some(line) = before.text(&typed_key(key)) {
                    list.chips.typed.value.try_set(line);
                }
            }
            if let Some(text) = before.text("responseTime") {
                self.response.typed.value.try_set(text);
            }
        };
        store.notices.done("Your changes were discarded.", Some(Remedy::new("Undo", undo)));
    }
}

/// What is sent: the changes, and what the service has `now` of the rest, since all of it is set. Nothing where something does not fit.
fn operation(sent: &Changes, now: &Capabilities) -> Option<UpdateCapabilities> {
    let list = |key: &str, now: &[String]| {
        let sent = sent.texts(key);
        Abilities::parse(sent.as_deref().unwrap_or(now).iter().map(String::as_str)).ok()
    };
    let response_time = sent.text("responseTime").or_else(|| now.response_time.clone()).unwrap_or_default();
    Some(UpdateCapabilities {
        skills: list("skills", &now.skills)?,
        apis: list("apis", &now.apis)?,
        languages: list("languages", &now.languages)?,
        response_time: optional(&response_time, ResponseTime::parse).ok()?,
    })
}

/// Under which name the line for the next entry of a list is kept.
fn typed_key(list: &str) -> String {
    [list, "Line"].concat()
}
