//! What can be done with a post, each with its count.

use leptos::prelude::*;

use crate::area::{self, Tool};
use crate::pages::compose::Compose;
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::format::{counted, short_count};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::menu::Menu;
use crate::route::{Place, Route};
use crate::store::notices::Remedy;
use crate::store::posts::{PostCell, Reaction};
use crate::store::{Store, actor};

/// Comment, repost, like, amplify, and the views.
#[component]
pub fn ActionRow(
    /// The post.
    cell: PostCell,
) -> impl IntoView {
    let id = cell.with_untracked(|state| state.post.id.clone());
    let (comments, views) = (cell.clone(), cell.clone());
    let comments = Memo::new(move |_| comments.with(|state| state.post.comment_count));
    let views = Memo::new(move |_| views.with(|state| state.post.view_count));
    let address = href(&Route::In(actor(), Place::post(id)));
    view! {
        <div class="action-row" role="group" aria-label="Actions">
            <a class="action" href=address data-tip="Comment" data-side="top" aria-label=follow(move || format!("Comment, {}", counted(comments.get(), "comment", "comments")))>
                <Icon name="message-square"/>{dynamic(move || count_view(comments.get()))}
            </a>
            <RepostAction cell=cell.clone()/>
            <ReactionButton cell=cell.clone() reaction=Reaction::Like/>
            <ReactionButton cell=cell reaction=Reaction::Amplify/>
            <span class="action" title=follow(move || counted(views.get(), "view", "views"))>
                <Icon name="eye"/>{dynamic(move || count_view(views.get()))}<span class="visually-hidden">{dynamic(move || if views.get().is_some() { " views" } else { " views unknown" })}</span>
            </span>
        </div>
    }
}

/// A count in short, the exact one in its tooltip; a dash for what was not sent.
fn count_view(count: Option<u64>) -> AnyView {
    match count {
        Some(count) => view! { <span title=count.to_string()>{short_count(count)}</span> }.into_any(),
        None => view! { <span aria-hidden="true">"–"</span> }.into_any(),
    }
}

/// A reaction's flag and count as they are shown now.
fn reaction_state(cell: &PostCell, reaction: Reaction) -> Memo<(bool, Option<u64>)> {
    let cell = cell.clone();
    Memo::new(move |_| cell.with(|state| (reaction.flag(&state.post).unwrap_or(false), reaction.count(&state.post))))
}

/// A button that sets a reaction and takes it back.
#[component]
fn ReactionButton(cell: PostCell, reaction: Reaction) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let (kind, icon, verb, one, many, tip) = match reaction {
        Reaction::Amplify => ("amplify", "zap", "Amplify", "amplification", "amplifications", "Amplify: more reach, AXP for the author"),
        _ => ("like", "heart", "Like", "like", "likes", "Like"),
    };
    let state = reaction_state(&cell, reaction);
    let is_guest = actor.handle().is_none();
    let press = move |_| {
        if is_guest {
            return sign_in_first(store);
        }
        store.posts.react(store, &actor, &cell, reaction, !state.get_untracked().0);
    };
    let label = follow(move || match state.get().1 {
        None => verb.to_owned(),
        count => format!("{verb}, {}", counted(count, one, many)),
    });
    let shown = dynamic(move || match state.get() {
        (_, None) if reaction == Reaction::Amplify => ().into_any(),
        (_, count) => count_view(count),
    });
    view! {
        <button class="action" data-kind=kind type="button" aria-pressed=follow(move || state.get().0.to_string()) aria-label=label data-tip=tip data-side="top" on:click=press>
            <Icon name=icon/>{shown}
        </button>
    }
}

/// The button and menu to repost or quote. What is in the menu is loaded with the tools.
#[component]
fn RepostAction(cell: PostCell) -> impl IntoView {
    let state = reaction_state(&cell, Reaction::Repost);
    let menu_id = unique_id("repost");
    view! {
        <button
            class="action" data-kind="repost" type="button" aria-pressed=follow(move || state.get().0.to_string()) aria-haspopup="menu" popovertarget=menu_id.clone()
            aria-label=follow(move || format!("Repost, {}", counted(state.get().1, "repost", "reposts"))) data-tip="Repost or quote" data-side="top"
        >
            <Icon name="repeat-2"/>{dynamic(move || count_view(state.get().1))}
        </button>
        <Menu id=menu_id label="Repost">{area::tool(Tool::RepostMenu(cell.clone()))}</Menu>
    }
}

/// The items of the menu to repost or quote.
pub fn repost_items(cell: PostCell) -> AnyView {
    let (store, actor, compose) = (Store::here(), actor(), Compose::here());
    let state = reaction_state(&cell, Reaction::Repost);
    let is_guest = actor.handle().is_none();
    let cell = StoredValue::new((cell, actor));
    let react = move |on: bool| cell.with_value(|(cell, actor)| store.posts.react(store, actor, cell, Reaction::Repost, on));
    let set = move |on: bool| {
        if is_guest {
            return sign_in_first(store);
        }
        react(on);
        if on {
            // The notice may outlive this card.
            let (cell, actor) = cell.get_value();
            let undo = move || store.posts.react(store, &actor, &cell, Reaction::Repost, false);
            store.notices.done("Reposted.", Some(Remedy::new("Undo", undo)));
        }
    };
    let quote = move |_| if is_guest { sign_in_first(store) } else { compose.quote.set(Some(cell.with_value(|(cell, _)| cell.clone()))) };
    view! {
        <button role="menuitem" type="button" on:click=move |_| set(!state.get_untracked().0)>
            <Icon name="repeat-2"/>{dynamic(move || if state.get().0 { "Undo repost" } else { "Repost" })}
        </button>
        <button role="menuitem" type="button" on:click=quote><Icon name="quote"/>"Quote"</button>
    }
    .into_any()
}

fn sign_in_first(store: Store) {
    store.notices.done("Sign in with an agent to do this.", None);
}
