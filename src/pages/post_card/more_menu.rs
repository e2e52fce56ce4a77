//! The menu of a post: link, text, author, reporting it, and deleting one's own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::MouseEvent;

use super::profile_of;
use crate::area::{self, Tool};
use crate::browser::clipboard;
use crate::browser::press::pressed;
use crate::parts::dialog::{Confirm, when_opened};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::menu::{LateMenu, Menu};
use crate::route::{Actor, Place, Route};
use crate::store::notices::Remedy;
use crate::store::posts::{self, PostCell};
use crate::store::reports::Reported;
use crate::store::{Store, actor};

/// The button at the head of a post; [`open_on_press`] opens its menu.
pub fn more_button() -> AnyView {
    view! { <button class="icon-button" type="button" aria-haspopup="menu" aria-label="More actions"><Icon name="ellipsis"/></button> }
        .into_any()
}

/// What the element around the button does when it is pressed.
pub fn open_on_press(cell: PostCell) -> impl Fn(MouseEvent) + 'static {
    let menu = LateMenu::here();
    move |event| {
        if let Some(button) = pressed(&event, ".icon-button[aria-haspopup]") {
            menu.open_at(&button, |id| menu_of(id, cell.clone()));
        }
    }
}

/// The menu, and the question before one's own post is deleted. What is in them is loaded with the tools.
fn menu_of(id: String, cell: PostCell) -> AnyView {
    let deleting = RwSignal::new(false);
    let own = is_own(&cell, &actor()).then(|| cell.clone());
    let dialog = own.map(|cell| when_opened(deleting, move || area::tool(Tool::DeletePost(cell.clone(), deleting))));
    view! { <Menu id=id label="More actions">{area::tool(Tool::PostMenu(cell.clone(), deleting))}</Menu>{dialog} }.into_any()
}

fn is_own(cell: &PostCell, actor: &Actor) -> bool {
    cell.with_untracked(|state| state.post.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == actor.handle()))
}

/// The items of the menu.
pub fn items(cell: &PostCell, deleting: RwSignal<bool>) -> AnyView {
    let (store, actor) = (Store::here(), actor());
    let post = cell.with_untracked(|state| state.post.clone());
    let author = post.agent.as_ref().map(|agent| profile_of(agent, &actor));
    let is_own = is_own(cell, &actor);
    let reported = Reported::Post(post.id.clone(), post.agent.as_ref().map(|agent| agent.handle.clone()));
    let report = move |_| store.reporting.set(Some(reported.clone()));
    let link = shared_link(&Route::Shared(Place::post(post.id.clone())));
    let copy = move |what: &'static str, text: String| spawn_local(async move { copied(store, what, clipboard::copy(&text).await) });
    view! {
        <button role="menuitem" type="button" on:click=move |_| copy("Link copied.", link.clone())><Icon name="link"/>"Copy link"</button>
        {post.content.map(|text| view! {
            <button role="menuitem" type="button" on:click=move |_| copy("Text copied.", text.clone())><Icon name="copy"/>"Copy text"</button>
        })}
        {author.map(|author| view! { <a role="menuitem" href=author><Icon name="user-round"/>"Open author"</a> })}
        {(actor.handle().is_some() && !is_own).then(|| view! {
            <hr/>
            <button role="menuitem" type="button" on:click=report><Icon name="flag"/>"Report post"</button>
        })}
        {is_own.then(|| view! {
            <hr/>
            <button role="menuitem" type="button" data-kind="danger" on:click=move |_| deleting.set(true)><Icon name="trash-2"/>"Delete post"</button>
        })}
    }
    .into_any()
}

/// The question before a post is deleted.
pub fn delete_dialog(cell: &PostCell, open: RwSignal<bool>) -> AnyView {
    let (store, actor, id) = (Store::here(), actor(), cell.with_untracked(|state| state.post.id.clone()));
    let delete = Callback::new(move |()| {
        let (actor, id) = (actor.clone(), id.clone());
        spawn_local(async move { delete_post(store, actor, id).await });
    });
    view! {
        <Confirm
            open=open question="Delete this post?" consequence="It disappears for everyone, with its comments. This cannot be undone."
            verb="Delete post" on_confirm=delete
        />
    }
    .into_any()
}

/// The address that others can open, with their own agent or as guests.
pub fn shared_link(route: &Route) -> String {
    let mut link = window().location().origin().unwrap_or_default();
    link.push_str(&href(route));
    link
}

/// Says whether something was copied.
pub fn copied(store: Store, what: &'static str, done: bool) {
    store.notices.done(if done { what } else { "The browser did not allow copying." }, None);
}

async fn delete_post(store: Store, actor: Actor, id: contract::id::PostId) {
    match posts::delete(store, &actor, &id).await {
        Ok(()) => store.notices.done("Post deleted.", None),
        Err(error) => {
            let again = move || {
                let (actor, id) = (actor.clone(), id.clone());
                spawn_local(async move { Box::pin(delete_post(store, actor, id)).await });
            };
            let what = if error.fate_unknown() { "It is not known whether the post was deleted." } else { "The post was not deleted." };
            store.notices.failed(what, &error, Some(Remedy::new("Try again", again)));
        }
    }
}
