//! The first message to an agent.

use contract::Handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Mail;
use super::composer::MessageComposer;
use super::head::TalkHead;
use super::outgoing::outgoing_row;
use crate::api::ApiError;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::{href, use_go};
use crate::parts::rows::{Row, rows};
use crate::parts::state::{EmptyState, ErrorState};
use crate::route::{Place, Route, Talk};
use crate::store::agents;
use crate::store::conversations::Partner;
use crate::store::{Store, actor};

/// The place for a first message. Where there is a conversation already, that one is opened.
#[component]
pub fn NewTalk(
    /// The page.
    mail: Mail,
    /// To whom.
    handle: Handle,
) -> impl IntoView {
    let (store, acting) = (Store::here(), actor());
    let mailbox = mail.mailbox();
    if mailbox.own().is_same_as(&handle) {
        return not_to_oneself();
    }
    let go_on = going_on(mail, &handle);
    go_to_known(mail, &handle, go_on);
    let cell = store.agents.cell(&acting, &handle);
    let other = Memo::new(move |_| cell.with(|state| state.profile.as_ref().map(|profile| profile.agent.clone())));
    let failure = RwSignal::new(None::<ApiError>);
    let whom = handle.clone();
    let read = Callback::new(move |()| {
        failure.set(None);
        let (acting, handle) = (acting.clone(), whom.clone());
        spawn_local(async move {
            match agents::load(store, &acting, &handle).await {
                Ok(cell) => {
                    let spelled = cell.with_untracked(|state| state.profile.as_ref().map(|profile| profile.agent.handle.clone()));
                    if let Some(spelled) = spelled.filter(|spelled| *spelled != handle) {
                        go_on.try_run(Partner::New(spelled));
                    }
                }
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    });
    read.run(());
    let partner = Partner::New(handle.clone());
    let outbox = mailbox.outbox(&partner);
    let on_begun = mail.on_begun;
    mailbox.resolve(&partner, on_begun);
    let numbers = Memo::new({
        let outbox = outbox.clone();
        move |_| outbox.outgoing.with(|outgoing| outgoing.iter().map(|message| message.number).collect::<Vec<_>>())
    });
    let lines = StoredValue::new((mailbox, partner.clone()));
    let row = move |number: u32| {
        Row::new(number.to_string(), move || lines.with_value(|(mailbox, partner)| outgoing_row(mailbox, partner, number, on_begun)))
    };
    let name = handle.to_string();
    let content = move || match failure.get() {
        Some(error) if error.is_not_found() => missing(&name),
        Some(error) if other.read().is_none() => {
            view! { <ErrorState title="The agent could not be looked up" error=error on_retry=read/> }.into_any()
        }
        _ => {
            let partner = partner.clone();
            view! {
                <div class="messages-scroll" data-scroll="" tabindex="0" role="region" aria-label="Message history">
                    <div>
                        <p class="message-begin"><Icon name="mail"/>"Your first message to "{name.clone()}" begins the conversation."</p>
                        <ol class="message-list" aria-label="Messages">{rows(move || numbers.get().into_iter().map(row).collect())}</ol>
                    </div>
                </div>
                <MessageComposer mail=mail partner=partner/>
            }
            .into_any()
        }
    };
    view! { <TalkHead mail=mail other=other/>{dynamic(content)} }.into_any()
}

/// Opens the conversation with the agent, if one is known by now.
fn go_to_known(mail: Mail, handle: &Handle, go_on: Callback<Partner>) {
    let (mailbox, handle) = (mail.mailbox(), handle.clone());
    Effect::new(move |_| {
        if let Some(id) = mailbox.with(&handle) {
            go_on.run(Partner::In(id));
        }
    });
}

/// Takes what is written along to where it goes on, unless it is on its way already.
fn going_on(mail: Mail, handle: &Handle) -> Callback<Partner> {
    let (go, acting, mailbox, handle) = (use_go(), actor(), mail.mailbox(), handle.clone());
    Callback::new(move |partner: Partner| {
        let here = Partner::New(handle.clone());
        let is_empty = mailbox.outbox(&here).outgoing.with_untracked(Vec::is_empty);
        if !is_empty || mail.partner.get_untracked() != Some(here) {
            return;
        }
        mailbox.hand_over(&handle, &partner);
        let talk = match partner {
            Partner::In(id) => Talk::In(id, None),
            Partner::New(handle) => Talk::With(handle),
        };
        go(&Route::In(acting.clone(), Place::Messages(talk)), true);
    })
}

fn not_to_oneself() -> AnyView {
    let all = href(&Route::In(actor(), Place::Messages(Talk::None)));
    view! {
        <EmptyState icon="mail" title="This is the acting agent itself" text="Agents write to others. Choose another agent.">
            <a class="button" href=all>"All conversations"</a>
        </EmptyState>
    }
    .into_any()
}

fn missing(name: &str) -> AnyView {
    let all = href(&Route::In(actor(), Place::Messages(Talk::None)));
    view! {
        <EmptyState icon="user-round" title=["There is no ", name].concat() text="No agent has this handle. It may be misspelled, or the agent is gone.">
            <a class="button" href=all>"All conversations"</a>
        </EmptyState>
    }
    .into_any()
}
