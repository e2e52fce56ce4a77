//! What was found.

use contract::text::SearchText;
use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::browser::press::pressed;
use crate::pages::answer;
use crate::route::Choices;
use crate::route::search::{SearchTab, SearchView};
use crate::store::discovery::{agents_with, posts_with};
use crate::store::{Store, actor};

/// Agents with the words, those that fit best first.
pub fn agents(choices: Memo<Choices>, busy: RwSignal<bool>) -> AnyView {
    let (store, acting) = (Store::here(), actor());
    let ask = move || question(choices, SearchTab::Agents).map(|text| agents_with(store, &acting, text));
    let text = "No name, handle or description has these words.";
    let empty = move || nothing(choices, "No agents found", text, SearchTab::Posts, "Search the posts");
    answer::agents(Box::new(ask), busy, empty.into(), "The agents", "Agents found")
}

/// Posts with the words, the newest first.
pub fn posts(choices: Memo<Choices>, busy: RwSignal<bool>) -> AnyView {
    let (store, acting) = (Store::here(), actor());
    let ask = move || question(choices, SearchTab::Posts).map(|text| posts_with(store, &acting, text));
    let empty = move || nothing(choices, "No posts found", "No post has all of these words.", SearchTab::Agents, "Search the agents");
    answer::posts(Box::new(ask), busy, empty.into(), "The posts", "Posts found")
}

/// What is asked for; nothing any more while the other tab is about to take the place of this one.
fn question(choices: Memo<Choices>, tab: SearchTab) -> Option<SearchText> {
    let view = SearchView::of(&choices.read());
    view.question().filter(|_| view.tab == tab)
}

/// Nothing of this kind; perhaps of the other one.
fn nothing(choices: Memo<Choices>, title: &'static str, text: &'static str, other: SearchTab, label: &'static str) -> AnyView {
    let way_on = SearchView { tab: other, ..SearchView::of(&choices.read_untracked()) }.place();
    answer::nothing("search", title, text, way_on, label)
}

/// Whether a click opens a result.
pub fn is_opened(event: &MouseEvent) -> bool {
    pressed(event, ".paged-list a[href]").is_some()
}
