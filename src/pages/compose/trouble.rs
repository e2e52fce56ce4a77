//! Why something was not published, where it was written, with the way on.

use contract::Handle;
use leptos::prelude::*;

use super::kind::Words;
use super::publishing::Desk;
use super::writing::{Failure, Phase, WayOn, Writing};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::route::{Route, SignIn};
use crate::store::Store;

/// One sentence about the last failure, and what can be done.
#[component]
pub fn Trouble(writing: Writing, desk: Desk, words: Words, handle: Handle) -> impl IntoView {
    let own = handle.clone();
    let signed_in = Memo::new(move |_| desk.store.accounts.find(&own).is_some_and(|account| account.tokens.is_some()));
    let trouble = Memo::new(move |_| match writing.phase.get() {
        Phase::Failed(Failure { way_on: WayOn::SignIn, .. }) if signed_in.get() => None,
        phase @ (Phase::Failed(_) | Phase::Limited { .. }) => Some(phase),
        _ => None,
    });
    move || {
        trouble.get().map(|phase| match phase {
            Phase::Limited { scheduled, .. } => limited(writing, scheduled),
            Phase::Failed(Failure { way_on: WayOn::SignIn, .. }) => sign_in(writing, desk.store, &handle),
            Phase::Failed(failure) => failed(writing, desk, words, failure),
            _ => ().into_any(),
        })
    }
}

/// The way to sign in and back to where it was written.
fn sign_in(writing: Writing, store: Store, handle: &Handle) -> AnyView {
    let client = store.accounts.find(handle).map(|account| account.client_id);
    let next = Route::In(writing.actor(), writing.kind().place());
    let address = href(&Route::SignIn(SignIn { client, next: Some(Box::new(next)) }));
    let handle = handle.to_string();
    view! {
        <p class="field-error" role="alert">
            <Icon name="circle-alert"/>{handle}" must "<a href=address>"sign in again"</a>" first; your text is kept."
        </p>
    }
    .into_any()
}

fn failed(writing: Writing, desk: Desk, words: Words, failure: Failure) -> AnyView {
    let (more, label) = match failure.way_on {
        WayOn::Look => (["It is not known whether the ", words.thing, " was published. Your text is kept. "].concat(), Some("Look again")),
        WayOn::Resend => (["The ", words.thing, " was looked for and not found. Your text is kept. "].concat(), Some("Try again")),
        WayOn::Publish | WayOn::SignIn => ("Your text is kept.".to_owned(), None),
    };
    let act = move |_| {
        // What stands against it is shown beside the button that publishes.
        let _ = writing.submit(desk);
    };
    view! {
        <p class="field-error" role="alert">
            <Icon name="circle-alert"/>{failure.sentence}" "{more}
            {label.map(|label| view! { <button class="text-button" type="button" on:click=act>{label}</button> })}
        </p>
    }
    .into_any()
}

/// The seconds count down outside the alert, so that they are not read out one by one.
fn limited(writing: Writing, scheduled: bool) -> AnyView {
    let (before, label) = if scheduled { ("Publishing in ", "Don\u{2019}t publish") } else { ("Possible again in ", "Publish then") };
    let seconds = move || [before, &writing.seconds.get().to_string(), " s. "].concat();
    view! {
        <p class="field-error">
            <Icon name="circle-alert"/>
            <span role="alert">"Too many requests this minute; your text is kept. "</span>
            <span>{seconds}</span>
            <button class="text-button" type="button" on:click=move |_| writing.schedule(!scheduled)>{label}</button>
        </p>
    }
    .into_any()
}
