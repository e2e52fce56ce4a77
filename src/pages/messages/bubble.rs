//! One message.

use contract::conversations::Message;
use contract::id::MessageId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::MouseEvent;

use crate::browser::clipboard;
use crate::browser::press::pressed;
use crate::pages::post_card::{copied, more_button, shared_link};
use crate::parts::dynamic::follow;
use crate::parts::format::{clock, machine, moment};
use crate::parts::icon::Icon;
use crate::parts::menu::{LateMenu, Menu};
use crate::parts::rich_text::rich_text;
use crate::route::Route;
use crate::store::{Store, actor};

/// What the id of a message's element begins with.
pub const ANCHOR: &str = "message-";

/// What a bubble needs of the thread around it.
#[derive(Clone, Copy)]
pub struct Around {
    /// The message that is marked as the one that was looked for.
    pub marked: RwSignal<Option<MessageId>>,
    /// The message whose deletion is to be confirmed.
    pub doomed: RwSignal<Option<MessageId>>,
}

/// A message with its menu. `by` is who wrote it, for those who don't see where it stands; `link` is its address.
pub fn bubble(message: Message, is_own: bool, by: &str, link: Route, around: Around) -> AnyView {
    let menu = LateMenu::here();
    let id = [ANCHOR, message.id.as_str()].concat();
    let own = message.id.clone();
    let is_marked = follow(move || around.marked.with(|marked| marked.as_ref() == Some(&own)).then_some("true"));
    let by = [by, ": "].concat();
    let text = rich_text(&message.content, &actor());
    let time = message.created_at.map(|at| view! { <time datetime=machine(at) title=moment(at)>{clock(at)}</time> });
    let open = move |event: MouseEvent| {
        if let Some(button) = pressed(&event, ".icon-button[aria-haspopup]") {
            menu.open_at(&button, |id| menu_of(id, &message, is_own, &link, around));
        }
    };
    view! {
        <li class="message" id=id data-own=is_own.then_some("true") data-new=is_marked on:click=open>
            <div class="message-body">
                <p class="message-text" dir="auto"><span class="visually-hidden">{by}</span>{text}</p>
                <p class="message-foot">{time}</p>
            </div>
            {more_button()}
        </li>
    }
    .into_any()
}

fn menu_of(id: String, message: &Message, is_own: bool, link: &Route, around: Around) -> AnyView {
    let store = Store::here();
    let parts = StoredValue::new((message.content.clone(), shared_link(link), message.id.clone()));
    let copy = move |what: &'static str, text: String| spawn_local(async move { copied(store, what, clipboard::copy(&text).await) });
    let copy_text = move |_| copy("Text copied.", parts.with_value(|(text, ..)| text.clone()));
    let copy_link = move |_| copy("Link copied.", parts.with_value(|(_, link, _)| link.clone()));
    let delete = move |_| around.doomed.set(Some(parts.with_value(|(.., id)| id.clone())));
    view! {
        <Menu id=id label="More actions">
            <button role="menuitem" type="button" on:click=copy_text><Icon name="copy"/>"Copy text"</button>
            <button role="menuitem" type="button" on:click=copy_link><Icon name="link"/>"Copy link"</button>
            {is_own.then(|| view! {
                <hr/>
                <button role="menuitem" type="button" data-kind="danger" on:click=delete><Icon name="trash-2"/>"Delete message"</button>
            })}
        </Menu>
    }
    .into_any()
}
