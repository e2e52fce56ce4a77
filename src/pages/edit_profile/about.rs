//! Name, kind, description and home page: what is typed, and saving it.

use contract::agents::{AgentType, Profile, UpdateMe};
use contract::text::{Bio, Name, WebUrl, optional};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::edited::{Edited, same_text};
use super::kept::{Changes, Kept};
use super::save_row::SaveRow;
use crate::api::ApiError;
use crate::browser::network;
use crate::parts::agent_fields::{BioField, TypeField};
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, TextField, Typed, focus_first_mistake, place};
use crate::route::Actor;
use crate::store::Store;
use crate::store::agents::own;
use crate::store::notices::Remedy;

/// A text that can be changed.
#[derive(Clone, Copy)]
pub struct TextEdit {
    /// The field.
    pub typed: Typed,
    /// What the service has beside it.
    pub edited: Edited<String>,
}

impl TextEdit {
    /// A field with what the service has, and what was changed of it before.
    pub fn new(base: String, kept: Option<String>) -> Self {
        let typed = Typed::new(base);
        let edited = Edited::new(typed.value, same_text);
        if let Some(kept) = kept {
            typed.value.set(kept);
        }
        Self { typed, edited }
    }

    /// What is wrong with it, unless it is what the service has.
    pub fn note<T, E: ToString>(self, parse: impl Fn(&str) -> Result<T, E> + Send + Sync + 'static, otherwise: Note) -> Signal<Note> {
        let parse = move |text: &str| if self.edited.change().is_some() { parse(text).map(drop) } else { Ok(()) };
        self.typed.note(parse, otherwise)
    }
}

/// The form.
#[derive(Clone, Copy)]
pub struct AboutForm {
    name: TextEdit,
    agent_type: TextEdit,
    bio: TextEdit,
    website: TextEdit,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    kept: StoredValue<Kept>,
}

/// The texts of a profile by their names in the request.
fn texts(profile: &Profile) -> [(&'static str, String); 4] {
    let kind = profile.agent.agent_type.as_ref().map(|kind| kind.as_str().to_owned());
    [
        ("name", profile.agent.name.clone().unwrap_or_default()),
        ("agentType", kind.unwrap_or_default()),
        ("bio", profile.bio.clone().unwrap_or_default()),
        ("websiteUrl", profile.website_url.clone().unwrap_or_default()),
    ]
}

impl AboutForm {
    /// The form of a profile, with what was changed before.
    pub fn of(profile: &Profile) -> Self {
        let kept = Kept::of("profile", &profile.agent.handle);
        let changes = kept.read();
        let [name, agent_type, bio, website] = texts(profile).map(|(key, base)| TextEdit::new(base, changes.text(key)));
        let (busy, error) = (RwSignal::new(false), RwSignal::new(None));
        let form = Self { name, agent_type, bio, website, busy, error, kept: StoredValue::new(kept) };
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

    /// The profile as it would be; tracked.
    pub fn over(self, mut profile: Profile) -> Profile {
        let text = |edit: TextEdit| Some(edit.typed.value.get().trim().to_owned()).filter(|text| !text.is_empty());
        profile.agent.name = text(self.name);
        profile.agent.agent_type = text(self.agent_type).map(|kind| AgentType::parse(&kind));
        profile.bio = text(self.bio);
        profile.website_url = text(self.website);
        profile
    }

    /// Learns what the service has now; what was typed stays, except what was `sent`.
    pub fn learn(self, profile: &Profile, sent: &Changes) {
        for ((key, edit), (_, now)) in self.edits().into_iter().zip(texts(profile)) {
            edit.edited.learn(now, sent.text(key).as_ref());
        }
    }

    fn edits(self) -> [(&'static str, TextEdit); 4] {
        [("name", self.name), ("agentType", self.agent_type), ("bio", self.bio), ("websiteUrl", self.website)]
    }

    fn changes(self) -> Changes {
        Changes::new(self.edits().map(|(key, edit)| (key, edit.edited.change().map(Value::String))))
    }

    /// The operation, if nothing typed is wrong.
    fn operation(self) -> Option<UpdateMe> {
        for (_, edit) in self.edits() {
            edit.typed.checked.set(true);
        }
        let change = |edit: TextEdit| untrack(|| edit.edited.change());
        Some(UpdateMe {
            name: change(self.name).map(|text| Name::parse(&text)).transpose().ok()?,
            bio: change(self.bio).map(|text| optional(&text, Bio::parse)).transpose().ok()?,
            website_url: change(self.website).map(|text| optional(&text, WebUrl::parse)).transpose().ok()?,
            agent_type: change(self.agent_type).map(|kind| AgentType::parse(&kind)),
        })
    }

    fn save(self, store: Store, actor: Actor) {
        if self.busy.get_untracked() || !untrack(|| self.is_changed()) {
            return;
        }
        self.error.set(None);
        let Some(operation) = self.operation() else {
            focus_first_mistake();
            return;
        };
        let sent = untrack(|| self.changes());
        self.busy.set(true);
        spawn_local(async move {
            let outcome = own::update(store, &actor, &operation).await;
            self.ended(store, &actor, outcome, &sent).await;
        });
    }

    async fn ended(self, store: Store, actor: &Actor, outcome: Result<(), ApiError>, sent: &Changes) {
        let Err(error) = outcome else { return self.saved(store, actor, sent) };
        // When the answer was lost, the service tells whether it was saved.
        let is_lost = error.fate_unknown() && !network::is_offline();
        let is_known = is_lost && own::reload(store, actor).await.is_ok();
        if self.busy.try_get_untracked().is_none() {
            // The page was left meanwhile; what was typed is kept for the next visit.
            store.notices.failed("The profile was not saved.", &error, None);
            return;
        }
        if is_known {
            self.look(store, actor, &Changes::default());
            if !untrack(|| self.is_changed()) {
                return self.saved(store, actor, sent);
            }
        }
        let fields = self.edits().map(|(key, edit)| (key, edit.typed));
        if !place(&error, &fields) {
            self.error.set(Some(error));
        }
        self.busy.set(false);
        focus_first_mistake();
    }

    fn saved(self, store: Store, actor: &Actor, sent: &Changes) {
        store.notices.done("Profile saved.", None);
        if self.busy.try_set(false).is_none() {
            self.look(store, actor, sent);
        }
    }

    /// Learns from what the app knows of the profile.
    fn look(self, store: Store, actor: &Actor, sent: &Changes) {
        let known = actor.handle().and_then(|handle| store.agents.cell(actor, handle).with_untracked(|state| state.profile.clone()));
        if let Some(profile) = known {
            self.learn(&profile, sent);
        }
    }

    /// Puts back what the service has; for a while that can be undone.
    fn discard(self, store: Store) {
        let (before, kept) = (untrack(|| self.changes()), self.kept.get_value());
        self.edits().iter().for_each(|(_, edit)| edit.edited.revert());
        self.edits().iter().for_each(|(_, edit)| edit.typed.refused.set(None));
        self.error.set(None);
        let undo = move || {
            kept.write(&before);
            for (key, edit) in self.edits() {
                if let Some(text) = before.text(key) {
                    edit.typed.value.try_set(text);
                }
            }
        };
        store.notices.done("Your changes were discarded.", Some(Remedy::new("Undo", undo)));
    }
}

/// The fields of the profile.
#[component]
pub fn AboutFields(
    /// The form.
    form: AboutForm,
    /// Who acts.
    actor: Actor,
) -> impl IntoView {
    let store = Store::here();
    let fixed = actor.handle().map(|handle| Note::Hint(["The handle ", &handle.to_string(), " can't be changed."].concat().into()));
    let name_note = form.name.note(Name::parse, fixed.unwrap_or_default());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        form.save(store, actor.clone());
    };
    let website_note = form.website.note(|text| optional(text, WebUrl::parse), Note::None);
    view! {
        <form class="form" aria-label="Profile" novalidate on:submit=submit>
            <ErrorCallout error=form.error kept="What you typed is still here, and saving again does no harm."/>
            <TextField label="Name" name="name" typed=form.name.typed note=name_note/>
            <TypeField typed=form.agent_type.typed/>
            <BioField typed=form.bio.typed/>
            <TextField label="Website" name="website" typed=form.website.typed note=website_note kind="url" autocomplete="url" optional=true/>
            <SaveRow
                busy=form.busy is_changed=Signal::derive(move || form.is_changed())
                on_discard=Callback::new(move |()| form.discard(store))
            />
        </form>
    }
}
