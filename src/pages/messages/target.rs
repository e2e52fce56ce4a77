//! The message that the address points at: found, brought into view and marked for a moment; or said to be gone.

use contract::id::MessageId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Mail;
use super::bubble::ANCHOR;
use crate::api::ApiError;
use crate::browser::{scroll, time};
use crate::parts::dynamic::dynamic;
use crate::parts::link::use_go;
use crate::route::{Place, Route, Talk};
use crate::store::actor;
use crate::store::conversations::Thread;
use crate::store::listing::Phase;

/// How long (milliseconds) it is marked.
const MARKED_FOR: u32 = 4_000;
/// So many pages are read at the most to reach it.
const FURTHER: u32 = 20;

/// How the search for it goes.
#[derive(Clone, Debug, PartialEq)]
enum Search {
    /// Nothing has to be looked for.
    Idle,
    /// The service is asked about it.
    Asking,
    /// It is there: so many more pages may be read to reach it.
    Reading(u32),
    /// It is no longer there.
    Gone,
    /// It is too far back.
    Far,
    /// It is not known.
    Failed(ApiError),
}

/// Looks for the message and shows how that goes.
#[component]
pub fn Target(
    /// The page.
    mail: Mail,
    /// The messages.
    thread: Thread,
    /// The message that is marked.
    marked: RwSignal<Option<MessageId>>,
) -> impl IntoView {
    let search = RwSignal::new(Search::Idle);
    let (shown, phase) = (thread.clone(), thread.list.phase.clone());
    let is_there = Memo::new(move |_| {
        let wanted = mail.message.get()?;
        shown.list.leaves.with(|leaves| leaves.iter().any(|leaf| leaf.items.iter().any(|message| message.id == wanted))).then_some(wanted)
    });
    Effect::new(move |_| match (mail.message.get(), is_there.get()) {
        (None, _) => search.set(Search::Idle),
        (Some(_), Some(id)) => {
            search.set(Search::Idle);
            request_animation_frame(move || reveal(id, marked));
        }
        (Some(_), None) => {}
    });
    let asked = thread.clone();
    let ask = ask(mail, asked, search);
    let list = thread.list.clone();
    Effect::new(move |_| {
        let is_wanted = mail.message.read().is_some() && is_there.read().is_none();
        match (is_wanted, phase.get(), search.get()) {
            (true, Phase::Ready | Phase::End, Search::Idle) => ask.run(()),
            (true, Phase::Ready, Search::Reading(0)) => search.set(Search::Far),
            (true, Phase::Ready, Search::Reading(left)) => {
                search.set(Search::Reading(left - 1));
                list.load_more();
            }
            (true, Phase::End, Search::Reading(_)) => search.set(Search::Gone),
            _ => {}
        }
    });
    dynamic(move || {
        let (words, again) = match search.get() {
            Search::Idle => return None,
            Search::Asking | Search::Reading(_) => ("Looking for the message that the link points at.".to_owned(), false),
            Search::Gone => ("The message that the link points at is gone.".to_owned(), false),
            Search::Far => ("The message that the link points at is further back. Scroll up to load older messages.".to_owned(), false),
            Search::Failed(error) => (["The message could not be looked up. ", &error.sentence(time::now())].concat(), true),
        };
        let button = again.then(|| view! { <button class="text-button" type="button" on:click=move |_| ask.run(())>"Retry"</button> });
        Some(view! { <div class="remark" role="status"><p>{words}</p>{button}</div> })
    })
}

/// Asks the service about the message. Links may name the wrong conversation: then the right one is opened.
fn ask(mail: Mail, thread: Thread, search: RwSignal<Search>) -> Callback<()> {
    let (go, acting) = (use_go(), actor());
    Callback::new(move |()| {
        let Some(id) = mail.message.get_untracked() else { return };
        search.set(Search::Asking);
        let (go, acting, thread) = (go.clone(), acting.clone(), thread.clone());
        spawn_local(async move {
            let outcome = thread.find(&id).await;
            if mail.message.try_get_untracked().flatten() != Some(id.clone()) {
                return;
            }
            match outcome {
                Ok(found) => match found.conversation.filter(|conversation| !thread.is_of(conversation)) {
                    Some(other) => go(&Route::In(acting, Place::Messages(Talk::In(other, Some(id)))), true),
                    None => drop(search.try_set(Search::Reading(FURTHER))),
                },
                Err(error) if error.is_not_found() => drop(search.try_set(Search::Gone)),
                Err(error) => drop(search.try_set(Search::Failed(error))),
            }
        });
    })
}

fn reveal(id: MessageId, marked: RwSignal<Option<MessageId>>) {
    if let Some(element) = document().get_element_by_id(&[ANCHOR, id.as_str()].concat()) {
        scroll::to_middle(&element);
    }
    marked.try_set(Some(id.clone()));
    spawn_local(async move {
        time::sleep(MARKED_FOR).await;
        if marked.try_get_untracked().flatten() == Some(id) {
            marked.set(None);
        }
    });
}
