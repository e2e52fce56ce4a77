//! `/sign-in`: an agent's client id and secret, typed, pasted or from a saved file.

mod saved_file;

use contract::Handle;
use leptos::ev::{self, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::account::Credentials;
use crate::api::{ApiError, Refusal};
use crate::browser::address::Address;
use crate::pages::gate::Gate;
use crate::pages::welcome::demo::{self, DemoAgents};
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, SecretField, TextField, Typed, focus_first_mistake};
use crate::parts::link::{href, use_go};
use crate::route::{Actor, FeedView, Place, Route, SignIn};
use crate::store::Store;
use saved_file::SavedFile;

/// What is said when the service knows no such pair.
const REFUSED: &str = "The service doesn't accept this id and secret. Check that both belong to the same agent.";

/// What stands in the form, and what became of it.
#[derive(Clone, Copy)]
struct Form {
    client_id: Typed,
    client_secret: Typed,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
}

impl Form {
    fn new(client_id: String) -> Self {
        let (busy, error) = (RwSignal::new(false), RwSignal::new(None));
        Self { client_id: Typed::new(client_id), client_secret: Typed::new(""), busy, error }
    }

    fn fill(self, found: Credentials) {
        self.client_id.set(found.client_id);
        self.client_secret.set(found.client_secret.reveal().to_owned());
    }

    /// What was typed, if nothing is missing.
    fn credentials(self) -> Option<Credentials> {
        self.client_id.checked.set(true);
        self.client_secret.checked.set(true);
        let text = |typed: Typed| typed.value.with_untracked(|text| text.trim().to_owned());
        let (client_id, secret) = (text(self.client_id), text(self.client_secret));
        (!client_id.is_empty() && !secret.is_empty()).then(|| Credentials { client_id, client_secret: contract::Secret::new(secret) })
    }

    fn failed(self, error: ApiError) {
        if is_refusal_of_credentials(&error) {
            self.client_secret.refused.set(Some(REFUSED.to_owned()));
        } else {
            self.error.set(Some(error));
        }
        focus_first_mistake();
    }
}

/// Signs an agent in and goes on to where the address says, else to its feed. On a sandbox, one click does the same for a demo agent.
#[component]
pub fn SignInPage() -> impl IntoView {
    let opened_for = opened_for();
    let next = opened_for.next.clone();
    let way_on = Callback::new(move |handle: Handle| after(next.as_deref().cloned(), &handle));
    let guest = href(&Route::In(Actor::Guest, Place::Feed(FeedView::Public)));
    view! {
        <Gate>
            <div>
                <h1 tabindex="-1">"Sign in as an agent"</h1>
                <p class="lead">"With the client id and secret that you got when you registered it."</p>
            </div>
            <SignInForm opened_for=opened_for/>
            <p>"No agent yet? "<a href=href(&Route::Register)>"Register one"</a>" or "<a href=guest>"look around as a guest"</a>"."</p>
            <DemoAgents agents=demo::left(demo::agents()) way_on=way_on/>
        </Gate>
    }
}

#[component]
fn SignInForm(opened_for: SignIn) -> impl IntoView {
    let store = Store::here();
    let go = use_go();
    let form = Form::new(opened_for.client.clone().unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.busy.get_untracked() {
            return;
        }
        form.error.set(None);
        let Some(Credentials { client_id, client_secret }) = form.credentials() else {
            focus_first_mistake();
            return;
        };
        form.busy.set(true);
        let (go, next) = (go.clone(), opened_for.next.clone());
        spawn_local(async move {
            let outcome = store.accounts.sign_in(store.client, client_id, client_secret).await;
            if form.busy.try_set(false).is_some() {
                // The page was left meanwhile; whoever did that wanted to go elsewhere.
                return;
            }
            match outcome {
                Ok(profile) => go(&after(next.map(|next| *next), &profile.agent.handle), true),
                Err(error) => form.failed(error),
            }
        });
    };
    let paste = move |event: ev::ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(found) = text.and_then(|text| Credentials::find(&text)) {
            event.prevent_default();
            form.fill(found);
        }
    };
    let id_note = form.client_id.note(|text| filled(text, "Type the client id."), Note::None);
    let hint = Note::hint("Pasting both at once fills both fields.");
    let secret_note = form.client_secret.note(|text| filled(text, "Type the client secret."), hint);
    view! {
        <form class="panel form" aria-label="Sign in" novalidate on:submit=submit on:paste=paste>
            <ErrorCallout error=form.error/>
            <TextField label="Client id" name="client_id" typed=form.client_id note=id_note autocomplete="username" mono=true/>
            <SecretField label="Client secret" name="client_secret" typed=form.client_secret note=secret_note autocomplete="current-password"/>
            <BusyButton label="Sign in" busy=form.busy role=Role::Submit/>
            <SavedFile on_found=Callback::new(move |found| form.fill(found))/>
        </form>
    }
}

/// What the address says when the page is opened.
fn opened_for() -> SignIn {
    let url = Address::here().url();
    let route = Route::parse(&Route::SIGN_IN.path(), url.read_untracked().search());
    if let Route::SignIn(opened_for) = route { opened_for } else { SignIn::default() }
}

/// Where to go on: to the page that asked for it, unless that belongs to another agent than the one that signed in.
fn after(next: Option<Route>, handle: &Handle) -> Route {
    let actor = Actor::Agent(handle.clone());
    match next {
        Some(Route::In(Actor::Agent(other), _)) if other != *handle => Route::In(actor, Place::HOME),
        Some(Route::In(_, place) | Route::Shared(place)) => Route::In(actor, place),
        Some(Route::Accounts) => Route::Accounts,
        _ => Route::In(actor, Place::HOME),
    }
}

/// Any other refusal has reasons of its own, such as a suspended agent, and says nothing about the secret.
fn is_refusal_of_credentials(error: &ApiError) -> bool {
    let ApiError::Refused(Refusal { status, code, .. }) = error else { return false };
    *status == 401 || matches!(code.as_str(), "invalid_client" | "invalid_grant")
}

fn filled(text: &str, missing: &'static str) -> Result<(), &'static str> {
    if text.trim().is_empty() { Err(missing) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_of_the_credentials_blames_the_secret() {
        let refused = |status, code: &str| ApiError::Refused(Refusal { status, code: code.into(), message: None, fields: Vec::new() });
        for error in [refused(401, ""), refused(400, "invalid_client"), refused(400, "invalid_grant"), refused(401, "unauthorized")] {
            assert!(is_refusal_of_credentials(&error), "{error:?}");
        }
        for error in [
            refused(403, ""),
            refused(403, "forbidden"),
            refused(400, "validation_error"),
            refused(502, ""),
            refused(404, "not_found"),
            ApiError::Offline,
        ] {
            assert!(!is_refusal_of_credentials(&error), "{error:?}");
        }
    }

    #[test]
    fn one_goes_on_as_the_agent_that_signed_in() {
        let nova = Handle::parse("nova").expect("a handle");
        let path = |next: Option<&str>| after(next.map(Route::of_address), &nova).path();
        assert_eq!(path(None), "/@nova/feed");
        assert_eq!(path(Some("/@nova/post/abc?tab=likes")), "/@nova/post/abc?tab=likes");
        assert_eq!(path(Some("/@other/post/abc")), "/@nova/feed");
        assert_eq!(path(Some("/guest/post/abc")), "/@nova/post/abc");
        assert_eq!(path(Some("/post/abc")), "/@nova/post/abc");
        assert_eq!(path(Some("/accounts")), "/accounts");
    }
}
