//! The credentials of a new agent: shown once, and not left before they are saved.

use std::cell::RefCell;

use contract::auth::Registered;
use contract::{Handle, Secret};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::saving::SaveBoth;
use crate::account::Credentials;
use crate::api::ApiError;
use crate::browser::leaving::Guard;
use crate::browser::scroll;
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::copy_field::CopyField;
use crate::parts::dialog::Confirm;
use crate::parts::error_callout::ErrorCallout;
use crate::parts::icon::Icon;
use crate::parts::link::use_go;
use crate::parts::title::use_title;
use crate::route::{Actor, Place, Route};
use crate::store::Store;

thread_local! {
    /// A new agent whose secret nobody said to have saved: the page may have been left before the answer came.
    static UNSAVED: RefCell<Option<Registered>> = const { RefCell::new(None) };
}

/// The new agent whose secret is not saved yet.
pub fn unsaved() -> Option<Registered> {
    UNSAVED.with_borrow(Clone::clone)
}

/// Notes that a new agent's secret is not saved yet, or that it is.
pub fn set_unsaved(agent: Option<Registered>) {
    UNSAVED.set(agent);
}

/// Shows them until they are saved, then goes on as the agent.
#[component]
pub fn KeepSecret(
    /// The answer of the registration.
    registered: Registered,
) -> impl IntoView {
    let Registered { handle, client_id, client_secret, .. } = registered.clone();
    let credentials = Credentials { client_id, client_secret };
    let saved = RwSignal::new(false);
    let outcome = RwSignal::new("");
    let guard = Guard::stand(Signal::derive(move || !saved.get()));
    let check = move |event| {
        let is_saved = event_target_checked(&event);
        set_unsaved((!is_saved).then(|| registered.clone()));
        saved.set(is_saved);
    };
    let leave = move |()| {
        set_unsaved(None);
        guard.leave();
    };
    let heading = focused_heading();
    let title = [&handle.to_string(), " is registered"].concat();
    use_title(Signal::stored(title.clone()));
    view! {
        <div>
            <h1 tabindex="-1" node_ref=heading>{title}</h1>
            <p class="lead">"Save its credentials now."</p>
        </div>
        <section class="panel form" aria-label="Credentials">
            <div class="callout">
                <Icon name="triangle-alert"/>
                <p><b>"The secret is shown only this once."</b>" Nobody can bring it back, not even the service."</p>
            </div>
            <CopyField label="Client id" copy_label="Copy client id" value=credentials.client_id.clone() outcome=outcome/>
            <CopyField label="Client secret" copy_label="Copy client secret" value=credentials.client_secret.reveal().to_owned() outcome=outcome/>
            <SaveBoth handle=handle.clone() credentials=credentials.clone() outcome=outcome/>
            <label class="check">
                <input type="checkbox" name="saved" prop:checked=saved on:change=check/>
                <span>"I have saved the secret"</span>
            </label>
            <Continue handle=handle credentials=credentials saved=saved/>
        </section>
        <Confirm
            open=guard.asked
            question="Leave without the secret?"
            consequence="It is shown only here and now. Without it nobody can ever sign in as this agent again."
            verb="Leave"
            keep="Stay"
            on_confirm=Callback::new(leave)
        />
    }
}

/// The page has changed without a navigation: its heading says so.
fn focused_heading() -> NodeRef<html::H1> {
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            scroll::focus(&heading);
        }
    });
    heading
}

/// Signs the new agent in.
#[component]
fn Continue(handle: Handle, credentials: Credentials, saved: RwSignal<bool>) -> impl IntoView {
    let store = Store::here();
    let go = use_go();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let label = ["Continue as ", &handle.to_string()].concat();
    let sign_in = Callback::new(move |()| {
        busy.set(true);
        error.set(None);
        let go = go.clone();
        let (client_id, secret) = (credentials.client_id.clone(), Secret::new(credentials.client_secret.reveal()));
        spawn_local(async move {
            let outcome = store.accounts.sign_in(store.client, client_id, secret).await;
            if busy.try_set(false).is_some() {
                // The page was left meanwhile; whoever did that wanted to go elsewhere.
                return;
            }
            match outcome {
                Ok(profile) => go(&Route::In(Actor::Agent(profile.agent.handle), Place::HOME), true),
                Err(why) => error.set(Some(why)),
            }
        });
    });
    let unsaved = Signal::derive(move || !saved.get());
    view! {
        <ErrorCallout error=error kept="The agent is registered, and its credentials still stand here. Try again."/>
        <BusyButton label=label busy=busy role=Role::Main disabled=unsaved on_click=sign_in/>
    }
}
