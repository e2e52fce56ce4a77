//! A list that loads on approach, keeps only what is near the view in the document, and shows its four states.

use leptos::html;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::browser::seen::watch;
use crate::parts::icon::Icon;
use crate::parts::state::ErrorState;
use crate::store::listing::{Keyed, Leaf, Listing, Phase};

/// How far from the view (CSS pixels) pages are kept in the document, and the next page is loaded.
const MARGIN: &str = "1200px 0px";

/// The entries of a list, page by page.
#[component]
pub fn PagedList<T>(
    /// The list.
    list: Listing<T>,
    /// Draws an entry.
    render: fn(&T) -> AnyView,
    /// Stands in while the first page is loaded.
    #[prop(into)]
    loading: ViewFn,
    /// Stands in when there is nothing.
    #[prop(into)]
    empty: ViewFn,
    /// What the list holds, for the heading of its error, e.g. "The feed".
    subject: &'static str,
    /// `feed` for posts; a plain list otherwise.
    #[prop(default = "feed")]
    role: &'static str,
    /// The list's name for screen readers.
    label: &'static str,
) -> impl IntoView
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    let (leaves, phase, filled) = (list.leaves.clone(), list.phase.clone(), list.clone());
    let is_filled = Memo::new(move |_| !filled.is_empty());
    let pages = move || {
        let (leaves, phase) = (leaves.clone(), phase.clone());
        let busy = move || (phase.get() == Phase::Loading).to_string();
        is_filled.get().then(|| view! {
            <div class="paged-list" role=role aria-label=label aria-busy=busy>
                <For each=move || leaves.get() key=|leaf| leaf.number children=move |leaf| view! { <LeafView leaf=leaf render=render/> }/>
            </div>
        })
    };
    view! {
        {pages}
        {edge(list, loading, empty, subject)}
    }
}

/// What follows the last entry: skeletons, an error, the end, or the mark that loads more when it comes near.
pub fn edge<T: Keyed + Clone + Send + Sync + 'static>(
    list: Listing<T>,
    loading: ViewFn,
    empty: ViewFn,
    subject: &'static str,
) -> impl IntoView {
    let (again, more) = (list.clone(), list.clone());
    let retry = Callback::new(move |()| again.retry());
    let load_more = Callback::new(move |()| more.load_more());
    let edge = Memo::new(move |_| Edge::of(&list.phase.get(), list.is_empty(), list.unreadable.get()));
    move || match edge.get() {
        Edge::LoadingFirst => loading.run(),
        Edge::Empty => empty.run(),
        Edge::LoadingMore => view! { <p class="list-end" role="status"><Icon name="loader-circle"/>" Loading more"</p> }.into_any(),
        Edge::More => view! { <Approach on_near=load_more/> }.into_any(),
        Edge::End { unreadable } => view! { <p class="list-end">{end_words(unreadable)}</p> }.into_any(),
        Edge::Failed(error) => view! { <ErrorState title=format!("{subject} could not be loaded") error=error on_retry=retry/> }.into_any(),
    }
}

#[derive(Clone, PartialEq)]
enum Edge {
    LoadingFirst,
    LoadingMore,
    More,
    Empty,
    End { unreadable: usize },
    Failed(ApiError),
}

fn end_words(unreadable: usize) -> String {
    match unreadable {
        0 => "You have reached the end.".to_owned(),
        1 => "You have reached the end. One entry could not be read.".to_owned(),
        count => format!("You have reached the end. {count} entries could not be read."),
    }
}

impl Edge {
    fn of(phase: &Phase, is_empty: bool, unreadable: usize) -> Self {
        match (phase, is_empty) {
            (Phase::Loading, true) => Self::LoadingFirst,
            (Phase::Loading, false) => Self::LoadingMore,
            (Phase::Ready, _) => Self::More,
            (Phase::End, true) if unreadable == 0 => Self::Empty,
            (Phase::End, _) => Self::End { unreadable },
            (Phase::Failed(error), _) => Self::Failed(error.clone()),
        }
    }
}

/// One page of entries. Far from the view it is an empty box of the same height.
#[component]
fn LeafView<T>(leaf: Leaf<T>, render: fn(&T) -> AnyView) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let element = NodeRef::<html::Div>::new();
    // A page whose height is known may be far away: it waits until it comes near.
    let near = RwSignal::new(leaf.height.get_untracked().is_none());
    let height = leaf.height.clone();
    watch(element, MARGIN, move |entry| {
        if near.get_untracked() {
            height.set(Some(entry.bounding_client_rect().height()));
        }
        if near.get_untracked() != entry.is_intersecting() {
            near.set(entry.is_intersecting());
        }
    });
    let (height, items) = (leaf.height, leaf.items);
    let reserved = move || if near.get() { String::new() } else { height.get().map(|height| format!("{height}px")).unwrap_or_default() };
    view! {
        <div class="paged-leaf" role="presentation" node_ref=element style:height=reserved>
            {move || near.get().then(|| items.iter().map(render).collect_view())}
        </div>
    }
}

/// Calls back once it comes near the view; the button is for those who don't scroll.
#[component]
fn Approach(on_near: Callback<()>) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    watch(element, MARGIN, move |entry| {
        if entry.is_intersecting() {
            on_near.run(());
        }
    });
    view! { <div class="list-end" node_ref=element><button class="text-button" type="button" on:click=move |_| on_near.run(())>"Load more"</button></div> }
}
