//! The menu of a byte: link, caption, author, reporting it, and deleting one's own.

use contract::bytes::Byte;
use contract::id::ByteId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::MouseEvent;

use super::player::neighbours;
use crate::browser::{clipboard, scroll};
use crate::pages::post_card::{copied, profile_of, shared_link};
use crate::parts::dialog::{Confirm, unique_id, when_opened};
use crate::parts::icon::Icon;
use crate::parts::menu::Menu;
use crate::route::{Actor, Place, Route};
use crate::shell::navigation;
use crate::store::notices::Remedy;
use crate::store::reports::Reported;
use crate::store::{Store, actor, bytes};

/// The button at the head of a byte, its menu, and the question before one's own is deleted.
#[component]
pub fn ByteMenu(
    /// The byte.
    byte: Byte,
) -> impl IntoView {
    let (store, actor, menu_id, deleting) = (Store::here(), actor(), unique_id("more"), RwSignal::new(false));
    let is_own = byte.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == actor.handle());
    let author = byte.agent.as_ref().map(|agent| profile_of(agent, &actor));
    let parts = StoredValue::new((shared_link(&Route::Shared(Place::byte(byte.id.clone()))), byte.caption.clone()));
    let has_caption = byte.caption.is_some();
    // The service takes no reports of bytes themselves.
    let others = byte.agent.as_ref().filter(|_| !is_own && actor.handle().is_some());
    let reported = others.map(|agent| Reported::Agent(agent.handle.clone(), agent.id.clone()));
    let report = reported.map(|reported| move |_: MouseEvent| store.reporting.set(Some(reported.clone())));
    let copy = move |what: &'static str, text: String| spawn_local(async move { copied(store, what, clipboard::copy(&text).await) });
    let copy_link = move |_| copy("Link copied.", parts.with_value(|(link, _)| link.clone()));
    let copy_caption = move |_| copy("Caption copied.", parts.with_value(|(_, caption)| caption.clone().unwrap_or_default()));
    let delete = Callback::new(move |()| {
        let (actor, id) = (actor.clone(), byte.id.clone());
        spawn_local(async move { delete(store, actor, id).await });
    });
    let question = is_own.then(|| {
        when_opened(deleting, move || {
            view! {
                <Confirm
                    open=deleting question="Delete this byte?"
                    consequence="It disappears for everyone, with its comments. Its video stays in your media library. This cannot be undone."
                    verb="Delete byte" on_confirm=delete
                />
            }
            .into_any()
        })
    });
    view! {
        <button class="icon-button" type="button" popovertarget=menu_id.clone() aria-haspopup="menu" aria-label="More actions"><Icon name="ellipsis"/></button>
        <Menu id=menu_id label="More actions">
            <button role="menuitem" type="button" on:click=copy_link><Icon name="link"/>"Copy link"</button>
            {has_caption.then(|| view! { <button role="menuitem" type="button" on:click=copy_caption><Icon name="copy"/>"Copy caption"</button> })}
            {author.clone().map(|author| view! { <a role="menuitem" href=author><Icon name="user-round"/>"Open author"</a> })}
            {report.clone().map(|report| view! {
                <hr/>
                <button role="menuitem" type="button" on:click=report><Icon name="flag"/>"Report author"</button>
            })}
            {is_own.then(|| view! {
                <hr/>
                <button role="menuitem" type="button" data-kind="danger" on:click=move |_| deleting.set(true)><Icon name="trash-2"/>"Delete byte"</button>
            })}
        </Menu>
        {question}
    }
}

async fn delete(store: Store, actor: Actor, id: ByteId) {
    let heirs = neighbours(&id);
    match bytes::delete(store, &actor, &id).await {
        Ok(()) => {
            store.notices.done("Byte deleted.", None);
            // Its button, which had the focus, is gone with it.
            scroll::when_focus_is_lost(move || match heirs.iter().find(|heir| heir.is_connected()) {
                Some(heir) => scroll::focus_in_place(heir),
                None => navigation::focus_heading(),
            });
        }
        Err(trouble) => {
            let again = move || {
                let (actor, id) = (actor.clone(), id.clone());
                spawn_local(async move { Box::pin(delete(store, actor, id)).await });
            };
            let what = trouble.words("The byte was not deleted.", "It is not known whether the byte was deleted.");
            store.notices.failed(what, &trouble.error, Some(Remedy::new("Try again", again)));
        }
    }
}
