//! A message that is not known to have arrived: on its way, looked for, or failed with a way on.

use leptos::prelude::*;

use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::rich_text::rich_text;
use crate::shell::navigation::sign_in_here;
use crate::store::actor;
use crate::store::conversations::{Failure, Mailbox, OnBegun, Outbox, Partner, Stage, WayOn};

/// One of them, by its number.
pub fn outgoing_row(mailbox: &Mailbox, partner: &Partner, number: u32, on_begun: OnBegun) -> AnyView {
    let outbox = mailbox.outbox(partner);
    let Some(message) = outbox.find(number) else { return ().into_any() };
    let followed = outbox.clone();
    let stage = Memo::new(move |_| {
        followed.outgoing.with(|outgoing| outgoing.iter().find(|message| message.number == number).map(|message| message.stage.clone()))
    });
    let look = follow(move || match &*stage.read() {
        Some(Stage::Failed(_)) => "failed",
        _ => "sending",
    });
    let (mailbox, partner) = (mailbox.clone(), partner.clone());
    let retry = Callback::new(move |()| mailbox.retry(&partner, number, on_begun));
    view! {
        <li class="message" data-own="true" data-state=look>
            <div class="message-body">
                <p class="message-text" dir="auto"><span class="visually-hidden">"You: "</span>{rich_text(&message.text, &actor())}</p>
                {dynamic(move || stage.get().map(|stage| foot(stage, &outbox, number, retry)))}
            </div>
        </li>
    }
    .into_any()
}

fn foot(stage: Stage, outbox: &Outbox, number: u32, retry: Callback<()>) -> AnyView {
    let under_way =
        |words: &'static str| view! { <p class="message-foot" role="status"><Icon name="loader-circle"/>{words}</p> }.into_any();
    match stage {
        Stage::Waiting | Stage::Sending => under_way("Sending"),
        Stage::Looking => under_way("Checking whether it was sent"),
        Stage::Failed(failure) => failed(failure, outbox, number, retry),
    }
}

fn failed(Failure { sentence, way_on }: Failure, outbox: &Outbox, number: u32, retry: Callback<()>) -> AnyView {
    let label = match way_on {
        WayOn::Send | WayOn::Resend | WayOn::SignIn => "Try again",
        WayOn::Look => "Look again",
    };
    let sign_in = (way_on == WayOn::SignIn).then(sign_in);
    let outbox = outbox.clone();
    // What may have arrived is not changed before that is known.
    let edit = (way_on != WayOn::Look).then(|| {
        view! { <button class="text-button" type="button" on:click=move |_| outbox.take_back(number)>"Edit"</button> }
    });
    view! {
        <div class="message-failed">
            <p role="alert"><b>{if way_on == WayOn::Look { "Not known to be sent. " } else { "Not sent. " }}</b>{sentence}</p>
            <div class="button-row">{sign_in}<button class="text-button" type="button" on:click=move |_| retry.run(())>{label}</button>{edit}</div>
        </div>
    }
    .into_any()
}

fn sign_in() -> AnyView {
    let address = href(&untrack(sign_in_here));
    view! { <a class="text-button" href=address>"Sign in again"</a> }.into_any()
}
