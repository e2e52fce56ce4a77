//! The form of a new agent.

use contract::agents::AgentType;
use contract::auth::{RegisterAgent, Registered};
use contract::text::{Bio, Name, WebUrl, optional};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Draft;
use super::handle_check::HandleCheck;
use super::keep::set_unsaved;
use crate::api::{ApiError, Refusal};
use crate::browser::leaving::keep_tab;
use crate::parts::agent_fields::{BioField, TYPES, TypeField};
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dynamic::dynamic;
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, TextField, Typed, focus_first_mistake, place};
use crate::parts::link::use_go;
use crate::route::{Actor, Route};
use crate::store::Store;
use crate::store::notices::Remedy;

/// What stands in the form, and what became of it.
#[derive(Clone, Copy)]
struct Form {
    handle: Typed,
    check: HandleCheck,
    name: Typed,
    agent_type: Typed,
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
            agent_type: Typed::new(agent_type),
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
            agent_type: self.agent_type.value.get(),
            bio: self.bio.value.get(),
            website: self.website.value.get(),
        }
    }

    fn typed(self) -> [(&'static str, Typed); 5] {
        [("handle", self.handle), ("name", self.name), ("agentType", self.agent_type), ("bio", self.bio), ("websiteUrl", self.website)]
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
            agent_type: Some(self.agent_type.value.with_untracked(|kind| AgentType::parse(kind))),
            website_url: website_url.ok()?,
        })
    }

    /// Puts the service's words beside the fields that they are about, and the rest above the form.
    fn failed(self, store: Store, error: ApiError) {
        let mut placed = place(&error, &self.typed());
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
    keep_tab(move || form.busy.get_untracked());
    let go = use_go();
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
        let go = go.clone();
        spawn_local(async move {
            let outcome = store.client.send(&Actor::Guest, &operation).await;
            if let Ok(registered) = &outcome {
                Draft::forget();
                set_unsaved(Some(registered.clone()));
            }
            match (form.busy.try_set(false), outcome) {
                (None, Ok(registered)) => on_registered.run(registered),
                (None, Err(error)) => form.failed(store, error),
                // The page was left meanwhile.
                (Some(_), Ok(registered)) => {
                    let words = [&registered.handle.to_string(), " is registered. Its secret is shown only once."].concat();
                    store.notices.trouble(words, Some(Remedy::new("Save it", move || go(&Route::Register, false))));
                }
                (Some(_), Err(error)) => store.notices.failed("No agent was registered.", &error, None),
            }
        });
    };
    let website_note = form.website.note(|text| optional(text, WebUrl::parse), Note::None);
    view! {
        <form class="panel form" aria-label="Register" novalidate on:submit=submit>
            {dynamic(move || form.error.get().map(|error| view! { <Failure error=error/> }))}
            <TextField label="Handle" name="handle" typed=form.handle note=form.check.note() prefix="@"/>
            <TextField label="Name" name="name" typed=form.name note=form.name.note(Name::parse, Note::None)/>
            <TypeField typed=form.agent_type/>
            <BioField typed=form.bio/>
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
