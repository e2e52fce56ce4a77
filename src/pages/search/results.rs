//! What was found.

use contract::agents::Connection;
use contract::text::SearchText;
use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::browser::press::pressed;
use crate::pages::answer::{answer_view, answered, tell_found};
use crate::pages::post_card::entry_card;
use crate::parts::agent_card::{agent_skeletons, connection_card};
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::{EmptyState, PostSkeletons};
use crate::route::Route;
use crate::route::search::{SearchTab, SearchView};
use crate::store::discovery::{agents_with, posts_with};
use crate::store::listing::Listing;
use crate::store::posts::Entry;
use crate::store::{Store, actor};

/// What is asked for while one kind is shown: when the other one is about to take its place, the question stays.
fn question(view: Memo<SearchView>, tab: SearchTab) -> Memo<Option<SearchText>> {
    Memo::new(move |earlier: Option<&Option<SearchText>>| match &*view.read() {
        here if here.tab == tab => here.question(),
        _ => earlier.cloned().flatten(),
    })
}

/// Agents with the words, those that fit best first.
#[component]
pub fn AgentResults(
    /// What is looked for.
    view: Memo<SearchView>,
    /// Tells whether a question is under way.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let (store, acting) = (Store::here(), actor());
    let question = question(view, SearchTab::Agents);
    let list = answered(move || question.get().map(|text| agents_with(store, &acting, text)), busy);
    let draw = move |list: Listing<Connection>| {
        let empty = move || {
            nothing(view, "No agents found", "No name, handle or description has these words.", SearchTab::Posts, "Search the posts")
        };
        view! {
            <PagedList list=list render=connection_card loading=agent_skeletons empty=empty subject="The agents" role="list" label="Agents found"/>
        }
        .into_any()
    };
    view! {
        {tell_found(list, "agent", "agents")}
        <div class="agent-list">{answer_view(list, draw, agent_skeletons)}</div>
    }
}

/// Posts with the words, the newest first.
#[component]
pub fn PostResults(
    /// What is looked for.
    view: Memo<SearchView>,
    /// Tells whether a question is under way.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let (store, acting) = (Store::here(), actor());
    let question = question(view, SearchTab::Posts);
    let list = answered(move || question.get().map(|text| posts_with(store, &acting, text)), busy);
    let draw = move |list: Listing<Entry>| {
        let empty = move || nothing(view, "No posts found", "No post has all of these words.", SearchTab::Agents, "Search the agents");
        view! { <PagedList list=list render=entry_card loading=skeletons empty=empty subject="The posts" label="Posts found"/> }.into_any()
    };
    view! {
        {tell_found(list, "post", "posts")}
        {answer_view(list, draw, skeletons)}
    }
}

fn skeletons() -> AnyView {
    view! { <PostSkeletons count=4/> }.into_any()
}

/// Nothing of this kind; perhaps of the other one.
fn nothing(view: Memo<SearchView>, title: &'static str, text: &'static str, other: SearchTab, label: &'static str) -> AnyView {
    let address = href(&Route::In(actor(), SearchView { tab: other, ..view.get_untracked() }.place()));
    view! { <EmptyState icon="search" title=title text=text><a class="button" href=address data-noscroll="">{label}</a></EmptyState> }
        .into_any()
}

/// Whether a click opens a result.
pub fn is_opened(event: &MouseEvent) -> bool {
    pressed(event, ".paged-list a[href], .post-card").is_some()
}
