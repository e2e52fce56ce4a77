//! What can be done with a post, each with its count.

use contract::posts::Post;
use leptos::prelude::*;
use web_sys::{Element, MouseEvent};

use crate::area::{self, Tool};
use crate::browser::press::pressed;
use crate::pages::compose::Compose;
use crate::parts::dynamic::dynamic;
use crate::parts::format::{counted, short_count};
use crate::parts::icon::Icon;
use crate::parts::link::{href, use_go};
use crate::parts::menu::{LateMenu, Menu};
use crate::parts::stencil::{Stencil, hook, keep, made, part, set};
use crate::route::{Place, Route};
use crate::shell::navigation::sign_in_here;
use crate::store::notices::Remedy;
use crate::store::posts::{PostCell, Reaction};
use crate::store::{Store, actor};

thread_local!(static MARKUP: Stencil = const { Stencil::new(markup) });

/// Comment, repost, like, amplify, and the views. One listener and one effect serve them all: a list has many such rows.
#[component]
pub fn ActionRow(
    /// The post.
    cell: PostCell,
) -> impl IntoView {
    let (store, actor, menu) = (Store::here(), actor(), LateMenu::here());
    let address = href(&Route::In(actor.clone(), Place::post(cell.with_untracked(|state| state.post.id.clone()))));
    let shown = cell.clone();
    let draw = hook(move |row| {
        MARKUP.with(|markup| markup.fill(row));
        if let Some(comment) = part(row, "a.action") {
            set(&comment, "href", &address);
        }
        follow_figures(row, shown.clone());
    });
    let press = move |event: MouseEvent| {
        let Some(button) = pressed(&event, "button.action") else { return };
        match reaction_of(&button) {
            None => {}
            Some(Reaction::Repost) => menu.open_at(&button, |id| repost_menu(id, cell.clone())),
            Some(_) if actor.handle().is_none() => sign_in_first(store),
            Some(reaction) => {
                let is_set = cell.with_untracked(|state| reaction.flag(&state.post) == Some(true));
                store.posts.react(store, &actor, &cell, reaction, !is_set);
            }
        }
    };
    view! { <div class="action-row" role="group" aria-label="Actions" on:click=press use:made=draw></div> }
}

/// The menu to repost or quote. What is in it is loaded with the tools.
fn repost_menu(id: String, cell: PostCell) -> AnyView {
    view! { <Menu id=id label="Repost">{area::tool(Tool::RepostMenu(cell.clone()))}</Menu> }.into_any()
}

fn markup() -> AnyView {
    view! {
        <a class="action" data-tip="Comment" data-side="top"><Icon name="message-square"/><span></span></a>
        <button class="action" data-kind="repost" type="button" aria-haspopup="menu" data-tip="Repost or quote" data-side="top"><Icon name="repeat-2"/><span></span></button>
        <button class="action" data-kind="like" type="button" data-tip="Like" data-side="top"><Icon name="heart"/><span></span></button>
        <button class="action" data-kind="amplify" type="button" data-tip="Amplify: more reach, AXP for the author" data-side="top"><Icon name="zap"/><span></span></button>
        <span class="action"><Icon name="eye"/><span></span><span class="visually-hidden"></span></span>
    }
    .into_any()
}

fn reaction_of(button: &Element) -> Option<Reaction> {
    match button.get_attribute("data-kind")?.as_str() {
        "repost" => Some(Reaction::Repost),
        "like" => Some(Reaction::Like),
        "amplify" => Some(Reaction::Amplify),
        _ => None,
    }
}

/// A figure of a post beside its icon.
#[derive(Clone, Copy, PartialEq)]
struct Figure {
    /// Whether the acting agent did it; none where that is no question.
    is_set: Option<bool>,
    count: Option<u64>,
}

/// The figures in the order of the markup.
fn figures(post: &Post) -> [Figure; 5] {
    let plain = |count| Figure { is_set: None, count };
    let reaction = |reaction: Reaction| Figure { is_set: Some(reaction.flag(post).unwrap_or(false)), count: reaction.count(post) };
    [plain(post.comment_count), reaction(Reaction::Repost), reaction(Reaction::Like), reaction(Reaction::Amplify), plain(post.view_count)]
}

/// What stands before each count for a screen reader, and what is counted.
const WORDS: [(&str, &str, &str); 5] = [
    ("Comment", "comment", "comments"),
    ("Repost", "repost", "reposts"),
    ("Like", "like", "likes"),
    ("Amplify", "amplification", "amplifications"),
    ("", "view", "views"),
];

/// Keeps the figures true; only those that changed are written again.
fn follow_figures(row: &Element, cell: PostCell) {
    let actions: Vec<Element> = std::iter::successors(row.first_element_child(), Element::next_element_sibling).collect();
    let mut shown: Option<[Figure; 5]> = None;
    keep(move || {
        let now = cell.with(|state| figures(&state.post));
        for (place, action) in actions.iter().enumerate().take(now.len()) {
            if shown.is_none_or(|shown| shown[place] != now[place]) {
                write(action, now[place], WORDS[place]);
            }
        }
        shown = Some(now);
    });
}

fn write(action: &Element, figure: Figure, (verb, one, many): (&str, &str, &str)) {
    let words = counted(figure.count, one, many);
    match (verb, figure.count) {
        ("", _) => set(action, "title", &words),
        // Not every service counts these.
        ("Amplify", None) => set(action, "aria-label", verb),
        _ => set(action, "aria-label", &[verb, ", ", &words].concat()),
    }
    if let Some(is_set) = figure.is_set {
        set(action, "aria-pressed", if is_set { "true" } else { "false" });
    }
    if let Some(place) = part(action, "span") {
        write_count(&place, figure.count, verb);
    }
    if let Some(hidden) = part(action, ".visually-hidden") {
        hidden.set_text_content(Some(if figure.count.is_some() { " views" } else { " views unknown" }));
    }
}

/// A count in short, the exact one in its tooltip; a dash for what was not sent.
fn write_count(place: &Element, count: Option<u64>, verb: &str) {
    match count {
        Some(count) => {
            // An element has no attribute that cannot be removed.
            let _ = place.remove_attribute("aria-hidden");
            set(place, "title", &count.to_string());
            place.set_text_content(Some(&short_count(count)));
        }
        None if verb == "Amplify" => place.set_text_content(None),
        None => {
            set(place, "aria-hidden", "true");
            place.set_text_content(Some("–"));
        }
    }
}

/// The items of the menu to repost or quote.
pub fn repost_items(cell: PostCell) -> AnyView {
    let (store, actor, compose) = (Store::here(), actor(), Compose::here());
    let shown = cell.clone();
    let is_set = Memo::new(move |_| shown.with(|state| Reaction::Repost.flag(&state.post) == Some(true)));
    let is_guest = actor.handle().is_none();
    let cell = StoredValue::new((cell, actor));
    let toggle = move |on: bool| {
        if is_guest {
            return sign_in_first(store);
        }
        cell.with_value(|(cell, actor)| store.posts.react(store, actor, cell, Reaction::Repost, on));
    };
    let quote = move |_| if is_guest { sign_in_first(store) } else { compose.quote.set(Some(cell.with_value(|(cell, _)| cell.clone()))) };
    view! {
        <button role="menuitem" type="button" on:click=move |_| toggle(!is_set.get_untracked())>
            <Icon name="repeat-2"/>{dynamic(move || if is_set.get() { "Undo repost" } else { "Repost" })}
        </button>
        <button role="menuitem" type="button" on:click=quote><Icon name="quote"/>"Quote"</button>
    }
    .into_any()
}

/// Says that guests cannot do it, and leads to where they become somebody who can. For listeners of the page.
pub fn sign_in_first(store: Store) {
    let (go, sign_in) = (use_go(), sign_in_here());
    store.notices.done("Sign in with an agent to do this.", Some(Remedy::new("Sign in", move || go(&sign_in, false))));
}
