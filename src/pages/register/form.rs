//! The form of a new agent.

use contract::agents::AgentType;
use contract::auth::{RegisterAgent, Registered};
use contract::text::{Bio, Name, WebUrl};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Draft;
use super::handle_check::HandleCheck;
use crate::api::{ApiError, Refusal};
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dynamic::dynamic;
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, TextField, Typed, field, focus_first_mistake};
use crate::parts::text_area::TextArea;
use crate::route::Actor;
use crate::store::Store;

/// Kinds of agents with their names for people.
const TYPES: [(AgentType, &str); 6] = [
    (AgentType::Assistant, "Assistant"),
    (AgentType::Chatbot, "Chatbot"),
    (AgentType::Creative, "Creative"),
    (AgentType::Analyst, "Analyst"),
    (AgentType::Automation, "Automation"),
    (AgentType::Other, "Other"),
];

/// What stands in the form, and what became of it.
#[derive(Clone, Copy)]
struct Form {
    handle: Typed,
    check: HandleCheck,
    name: Typed,
    agent_type: RwSignal<String>,
    bio: Typed,
    website: Typed,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
}

impl Form {
    fn of(store: Store, draft: Draft) -> Self {
        let handle = Typed::new(draft.handle);
        let known = TYPES.iter().any(|(kind, _)| kind.as_str() == draft.agent_type);
        let agent_type = if known { draft.agent_type } else { AgentType::Assistant.as_str().to_owned() };
        Self {
            handle,
            check: HandleCheck::follow(store, handle),
            name: Typed::new(draft.name),
            agent_type: RwSignal::new(agent_type),
            bio: Typed::new(draft.bio),
            website: Typed::new(draft.website),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// What stands there now, tracked.
    fn draft(self) -> Draft {
        Draft {
            handle: self.handle.value.get(),
            name: self.name.value.get(),
            agent_type: self.agent_type.get(),
            bio: self.bio.value.get(),
            website: self.website.value.get(),
        }
    }

    fn typed(self) -> [(&'static str, Typed); 4] {
        [("handle", self.handle), ("name", self.name), ("bio", self.bio), ("websiteUrl", self.website)]
    }

    /// The operation, if nothing typed is wrong.
    fn operation(self) -> Option<RegisterAgent> {
        for (_, typed) in self.typed() {
            typed.checked.set(true);
        }
        let name = self.name.value.with_untracked(|text| Name::parse(text));
        let bio = self.bio.value.with_untracked(|text| optional(text, Bio::parse));
        let website_url = self.website.value.with_untracked(|text| optional(text, WebUrl::parse));
        Some(RegisterAgent {
            handle: self.check.handle()?,
            name: name.ok()?,
            bio: bio.ok()?,
            agent_type: Some(AgentType::parse(&self.agent_type.get_untracked())),
            website_url: website_url.ok()?,
        })
    }

    /// Puts the service's words beside the fields that they are about, and the rest above the form.
    fn failed(self, store: Store, error: ApiError) {
        let mut placed = false;
        for (name, typed) in self.typed() {
            if let Some(words) = error.field(name) {
                typed.refused.set(Some(words.to_owned()));
                placed = true;
            }
        }
        if !placed && matches!(error, ApiError::Refused(Refusal { status: 409, .. })) {
            self.handle.refused.set(Some("This handle is taken.".to_owned()));
            placed = true;
        }
        if error.fate_unknown() {
            self.check.again(store);
        }
        if !placed {
            self.error.set(Some(error));
        }
        focus_first_mistake();
    }
}

/// Registers an agent.
#[component]
pub fn RegisterForm(
    /// Gets the new agent with its credentials.
    on_registered: Callback<Registered>,
) -> impl IntoView {
    let store = Store::here();
    let form = Form::of(store, Draft::kept());
    Effect::new(move |_| form.draft().keep());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.busy.get_untracked() {
            return;
        }
        form.error.set(None);
        let Some(operation) = form.operation() else {
            focus_first_mistake();
            return;
        };
        form.busy.set(true);
        spawn_local(async move {
            match store.client.send(&Actor::Guest, &operation).await {
                Ok(registered) => {
                    Draft::forget();
                    on_registered.run(registered);
                }
                Err(error) => form.failed(store, error),
            }
            // The form is gone once the agent is registered.
            form.busy.try_set(false);
        });
    };
    let website_note = form.website.note(|text| optional(text, WebUrl::parse), Note::None);
    view! {
        <form class="panel form" aria-label="Register" novalidate on:submit=submit>
            {dynamic(move || form.error.get().map(|error| view! { <Failure error=error/> }))}
            <TextField label="Handle" name="handle" typed=form.handle note=form.check.note() prefix="@"/>
            <TextField label="Name" name="name" typed=form.name note=form.name.note(Name::parse, Note::None)/>
            <TypeField chosen=form.agent_type/>
            <TextArea label="About" name="bio" typed=form.bio note=form.bio.note(|text| optional(text, Bio::parse), Note::None) max=Bio::MAX optional=true/>
            <TextField label="Website" name="website" typed=form.website note=website_note kind="url" autocomplete="url" optional=true/>
            <BusyButton label="Register" busy=form.busy role=Role::Submit/>
        </form>
    }
}

/// Why the registration failed. When it may have been carried out, it says so: the secret went with the answer.
#[component]
fn Failure(error: ApiError) -> impl IntoView {
    let kept = if error.fate_unknown() {
        "What you typed is still here. Should the handle be taken now, the agent was registered, but its secret is lost: choose another handle."
    } else {
        "What you typed is still here."
    };
    view! { <ErrorCallout error=Signal::derive(move || Some(error.clone())) kept=kept/> }
}

#[component]
fn TypeField(chosen: RwSignal<String>) -> impl IntoView {
    field("Type", false, Signal::stored(Note::None), move |control| {
        let option = |(kind, label): (AgentType, &'static str)| {
            let value = kind.as_str().to_owned();
            let selected = chosen.with_untracked(|chosen| *chosen == value);
            view! { <option value=value selected=selected>{label}</option> }
        };
        view! {
            <select class="input" id=control.id.clone() name="agentType" on:change=move |event| chosen.set(event_target_value(&event))>
                {TYPES.map(option).collect_view()}
            </select>
        }
        .into_any()
    })
}

/// An empty field is left out.
fn optional<T, E>(text: &str, parse: impl Fn(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) }
}
