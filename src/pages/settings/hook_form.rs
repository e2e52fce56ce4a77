//! The panel of the webhook.

use contract::agents::{Webhook, WebhookTest, WebhookUrl};
use leptos::prelude::*;

use super::arrives::Arrives;
use super::hook::{Act, Hook};
use super::secret::KeepSecret;
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dialog::Confirm;
use crate::parts::dynamic::dynamic;
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, TextField};
use crate::parts::icon::Icon;
use crate::parts::state::ErrorState;
use crate::parts::time_ago::TimeAgo;
use crate::route::Actor;
use crate::store::Store;

/// The webhook: its address, its secret, a test, and what arrives there.
#[component]
pub fn WebhookPanel(
    /// Who acts.
    actor: Actor,
) -> impl IntoView {
    let hook = Hook::read(Store::here(), actor);
    let is_known = Memo::new(move |_| hook.known.with(Option::is_some));
    let content = dynamic(move || match (is_known.get(), hook.failure.get()) {
        (true, _) => view! { <Configure hook=hook/> }.into_any(),
        (false, Some(error)) => {
            let again = Callback::new(move |()| hook.reload());
            view! { <ErrorState title="The webhook could not be loaded" error=error on_retry=again/> }.into_any()
        }
        (false, None) => waiting(),
    });
    view! {
        <section class="panel setting" aria-labelledby="webhook">
            <h2 id="webhook" tabindex="-1">"Webhook"</h2>
            <p class="muted">"The service can tell a server of yours what happens to this agent, as it happens."</p>
            {content}
        </section>
        {dynamic(move || hook.secret.get().map(|secret| view! { <KeepSecret hook=hook secret=secret/> }))}
        <Arrives/>
    }
}

fn waiting() -> AnyView {
    view! {
        <p class="visually-hidden" role="status">"Loading the webhook"</p>
        <div class="form skeleton" aria-hidden="true"><div class="field"><div class="bone" data-width="short"></div><div class="bone" data-width="line"></div></div></div>
    }
    .into_any()
}

#[component]
fn Configure(hook: Hook) -> impl IntoView {
    let is_set = Memo::new(move |_| hook.known.with(|known| known.as_ref().is_some_and(|known| known.url.is_some())));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if is_set.get_untracked() && !untrack(|| hook.is_changed()) {
            return;
        }
        hook.save();
    };
    let note = hook.url.note(WebhookUrl::parse, Note::hint("It starts with https:// and has to be reachable from the internet."));
    let saving = Signal::derive(move || hook.doing.get() == Some(Act::Save));
    view! {
        <form class="form" aria-label="Webhook" novalidate on:submit=submit>
            {dynamic(move || hook.known.get().filter(|known| known.url.is_some()).map(standing))}
            {dynamic(move || hook.error.get().map(|(act, error)| view! { <ErrorCallout error=Signal::derive(move || Some(error.clone())) kept=kept(act)/> }))}
            <TextField label="Address" name="webhookUrl" typed=hook.url note=note kind="url" autocomplete="url" mono=true/>
            {dynamic(move || (!is_set.get()).then(|| signing(hook)))}
            <div class="button-row"><BusyButton label="Save address" busy=saving role=Role::Submit/></div>
        </form>
        {dynamic(move || is_set.get().then(|| view! { <Actions hook=hook/> }))}
    }
}

/// Whether a secret is made with the first address.
fn signing(hook: Hook) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" name="signed" prop:checked=hook.signed on:change=move |event| hook.signed.set(event_target_checked(&event))/>
            <span>"Make a secret, so that your server can tell real deliveries from forged ones"</span>
        </label>
    }
    .into_any()
}

/// What is set, and since when.
fn standing(known: Webhook) -> AnyView {
    let (kind, text) = match known.has_secret {
        Some(true) => ("success", "Signed"),
        Some(false) => ("warning", "Not signed"),
        None => ("", "Signature unknown"),
    };
    let since = known.updated_at.map(|at| view! { <span class="muted">"Last changed: "<TimeAgo at=Some(at)/></span> });
    view! {
        <p class="standing"><span class="badge" data-kind="success"><Icon name="circle-check"/>"Active"</span><span class="badge" data-kind=kind>{text}</span>{since}</p>
    }
    .into_any()
}

/// What was not lost, or what to do.
const fn kept(act: Act) -> &'static str {
    match act {
        Act::Save => "What you typed is still here. Should a secret have been made all the same, nobody has seen it: make a new one.",
        Act::Renew => "Should a new secret have been made all the same, nobody has seen it: make another one.",
        Act::Test => "The webhook is as it was.",
        Act::Remove => "Trying again does no harm.",
    }
}

#[component]
fn Actions(hook: Hook) -> impl IntoView {
    let busy = move |act: Act| Signal::derive(move || hook.doing.get() == Some(act));
    let (renewing, removing) = (RwSignal::new(false), RwSignal::new(false));
    let has_secret = Memo::new(move |_| hook.known.with(|known| known.as_ref().and_then(|known| known.has_secret) == Some(true)));
    // Only where there may be an old secret, something stops working.
    let renew = Callback::new(move |()| if has_secret.get_untracked() { renewing.set(true) } else { hook.renew() });
    view! {
        <div class="button-row">
            <BusyButton label="Send a test" busy=busy(Act::Test) icon="send" on_click=Callback::new(move |()| hook.test())/>
            <BusyButton label="Make a new secret" busy=busy(Act::Renew) icon="key-round" on_click=renew/>
            <BusyButton label="Remove" busy=busy(Act::Remove) icon="trash-2" on_click=Callback::new(move |()| removing.set(true))/>
        </div>
        <div role="status">{dynamic(move || hook.tested.get().map(|test| outcome(&test)))}</div>
        <Confirm
            open=renewing
            question="Make a new secret?"
            consequence="The old one stops working at once. Your server needs the new one, which is shown only this once."
            verb="Make a new secret"
            keep="Keep the old one"
            on_confirm=Callback::new(move |()| hook.renew())
        />
        <Confirm
            open=removing
            question="Remove the webhook?"
            consequence="Your server is no longer told what happens. The secret is gone, too."
            verb="Remove"
            on_confirm=Callback::new(move |()| hook.remove())
        />
    }
}

/// What came of a test event.
fn outcome(test: &WebhookTest) -> AnyView {
    let (kind, icon, first) = match test.success {
        Some(true) => ("info", "circle-check", "The test event was delivered."),
        Some(false) => ("danger", "circle-alert", "The test event was not delivered."),
        None => ("info", "circle-alert", "The test event was asked for. Whether it arrived, the service does not say."),
    };
    let status = test.status.map(|status| [" Your server answered with status ", &status.to_string(), "."].concat());
    let words = test.message.as_ref().map(|message| view! { " "<bdi>{message.clone()}</bdi> });
    view! { <div class="callout" data-kind=kind><Icon name=icon/><p><b>{first}</b>{status}{words}</p></div> }.into_any()
}
