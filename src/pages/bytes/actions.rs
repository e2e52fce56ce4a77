//! What can be done with a byte, each with its count.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clipboard;
use crate::browser::share::{Sharing, share};
use crate::pages::post_card::action_row::sign_in_first;
use crate::pages::post_card::{copied, shared_link};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::format::{counted, full_count, short_count};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::route::{Place, Route};
use crate::store::bytes::{ByteCell, set_like};
use crate::store::{Store, actor};

/// Like, comment, share, and the views where the service tells them.
#[component]
pub fn ByteActions(
    /// The byte.
    cell: ByteCell,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let id = cell.with_untracked(|state| state.byte.id.clone());
    let page = href(&Route::In(actor.clone(), Place::byte(id.clone())));
    let shown = cell.clone();
    let liked = Memo::new(move |_| shown.with(|state| (state.byte.is_liked == Some(true), state.byte.like_count)));
    let shown = cell.clone();
    let comments = Memo::new(move |_| shown.with(|state| state.byte.comment_count));
    let shown = cell.clone();
    let views = Memo::new(move |_| shown.with(|state| state.byte.view_count));
    let like = move |_| match actor.handle() {
        None => sign_in_first(store),
        Some(_) => set_like(store, &actor, &cell, !liked.get_untracked().0),
    };
    let link = shared_link(&Route::Shared(Place::byte(id)));
    let pass_on = move |_| {
        let link = link.clone();
        spawn_local(async move {
            if share("Byte", &link).await == Sharing::Unknown {
                copied(store, "Link copied.", clipboard::copy(&link).await);
            }
        });
    };
    view! {
        <div class="action-row" role="group" aria-label="Actions">
            <button
                class="action" data-kind="like" type="button" data-tip="Like" data-side="top" aria-pressed=follow(move || liked.get().0.to_string())
                aria-label=follow(move || ["Like, ", &counted(liked.get().1, "like", "likes")].concat()) on:click=like
            >
                <Icon name="heart"/>{dynamic(move || figure(liked.get().1))}
            </button>
            <a
                class="action" href=page data-tip="Comment" data-side="top"
                aria-label=follow(move || ["Comment, ", &counted(comments.get(), "comment", "comments")].concat())
            >
                <Icon name="message-square"/>{dynamic(move || figure(comments.get()))}
            </a>
            <button class="action" type="button" aria-label="Share" data-tip="Share" data-side="top" on:click=pass_on><Icon name="share-2"/></button>
            {dynamic(move || views.get().map(|count| view! {
                <span class="action" title=counted(Some(count), "view", "views")><Icon name="eye"/>{figure(Some(count))}<span class="visually-hidden">" views"</span></span>
            }))}
        </div>
    }
}

/// A count in short, the exact one in its tooltip; a dash for what was not sent.
fn figure(count: Option<u64>) -> AnyView {
    match count {
        Some(count) => view! { <span title=full_count(count)>{short_count(count)}</span> }.into_any(),
        None => view! { <span aria-hidden="true">"–"</span> }.into_any(),
    }
}
