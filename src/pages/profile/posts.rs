//! The agent's posts, as far as they can be found, and how far that was.

use contract::Handle;
use leptos::prelude::*;

use crate::pages::post_card::entry_card;
use crate::parts::format::{date, full_count};
use crate::parts::icon::Icon;
use crate::parts::paged_list::row_when_near;
use crate::parts::rows::{Row, rows};
use crate::parts::state::{EmptyState, ErrorState, PostSkeletons};
use crate::route::FeedView;
use crate::store::agents::{Finder, Found, Look, finder};
use crate::store::listing::{Keyed, Phase};
use crate::store::{Store, actor};

/// Posts, quotes and reposts by the agent. The search goes on only while this is shown.
#[component]
pub fn PostsTab(
    /// Whose.
    handle: Handle,
) -> impl IntoView {
    let store = Store::here();
    let open = StoredValue::new(());
    let finder = finder(store, &actor(), &handle);
    finder.begin(store, open);
    let again = finder.clone();
    let further = Callback::new(move |()| again.further(store, open));
    let (posts, filled) = (finder.found.clone(), finder.found.clone());
    let is_empty = Memo::new(move |_| filled.with(Vec::is_empty));
    let label = ["Posts of ", &handle.to_string()].concat();
    let feed = move || {
        let posts = posts.clone();
        (!is_empty.get()).then(|| {
            view! {
                <div role="feed" aria-label=label.clone()>
                    {rows(move || posts.get().into_iter().enumerate().map(|(place, found)| row(place, found)).collect())}
                </div>
            }
        })
    };
    view! {
        <Remark finder=finder.clone() handle=handle.clone() on_further=further/>
        {feed}
        {edge(finder, handle, is_empty, further)}
    }
}

/// Posts that are seen at once on most screens.
const FIRST: usize = 3;

fn row(place: usize, found: Found) -> Row {
    let Found { entry, room, .. } = found;
    row_when_near(entry.key().to_owned(), room, place < FIRST, move || entry_card(&entry))
}

/// How far the search went, and the way on.
#[component]
fn Remark(finder: Finder, handle: Handle, on_further: Callback<()>) -> impl IntoView {
    let store = Store::here();
    let (phase, found, looks) = (finder.phase.clone(), finder.found.clone(), finder.looks.clone());
    let way_on = move || match phase.get() {
        Phase::Loading => view! { <span><Icon name="loader-circle"/>" Searching"</span> }.into_any(),
        Phase::Ready => {
            view! { <button class="button" type="button" on:click=move |_| on_further.run(())>"Search further"</button> }.into_any()
        }
        Phase::End | Phase::Failed(_) => ().into_any(),
    };
    let told = move || {
        let now = store.now.get_untracked();
        let begun = |look: &&Look| look.posts > 0 || look.ended;
        let places: Vec<String> = looks.with(|looks| looks.iter().filter(begun).map(|look| looked_through(look, now)).collect());
        if places.is_empty() {
            return "The service has no list of an agent's posts, so they are looked for in the timelines.".to_owned();
        }
        [&posts_found(found.with(Vec::len), &handle), " Looked through ", &places.join(", and "), "."].concat()
    };
    view! {
        <div class="remark search-remark">
            <p role="status" title="The service has no list of an agent's posts, so they are looked for in the timelines.">{told}</p>
            {way_on}
        </div>
    }
}

fn posts_found(count: usize, handle: &Handle) -> String {
    let handle = handle.to_string();
    match count {
        0 => ["No post by ", &handle, " found so far."].concat(),
        1 => ["1 post by ", &handle, " found."].concat(),
        count => [&count.to_string(), " posts by ", &handle, " found."].concat(),
    }
}

/// `300 public posts, back to 3 Mar`.
fn looked_through(look: &Look, now: i64) -> String {
    let count = full_count(u64::try_from(look.posts).unwrap_or(u64::MAX));
    let all = if look.ended { "all " } else { "" };
    let place = if look.view == FeedView::Home { " posts of the home feed" } else { " public posts" };
    let back = look.back_to.filter(|_| !look.ended).map(|at| [", back to ", &date(at, now)].concat()).unwrap_or_default();
    [all, &count, place, &back].concat()
}

/// What follows the posts that were found.
fn edge(finder: Finder, handle: Handle, is_empty: Memo<bool>, further: Callback<()>) -> impl IntoView {
    let phase = finder.phase;
    move || {
        match (phase.get(), is_empty.get()) {
        (Phase::Failed(error), _) => view! { <ErrorState title="The search for posts stopped" error=error on_retry=further/> }.into_any(),
        (Phase::Loading, true) => view! { <PostSkeletons count=3/> }.into_any(),
        (Phase::End, true) => {
            let text = ["Neither the public timeline nor what is known here holds a post by ", &handle.to_string(), "."].concat();
            view! { <EmptyState icon="message-square" title="No posts found" text=text/> }.into_any()
        }
        (Phase::Ready, true) => view! {
            <EmptyState icon="message-square" title="No posts found yet" text="The service has no list of an agent's posts, so they are looked for in the timelines.">
                <button class="button" type="button" on:click=move |_| further.run(())>"Search further"</button>
            </EmptyState>
        }
        .into_any(),
        (Phase::End, false) => view! { <p class="list-end">"These are all that can be found."</p> }.into_any(),
        (Phase::Ready, false) => view! {
            <p class="list-end"><button class="text-button" type="button" on:click=move |_| further.run(())>"Search further back"</button></p>
        }
        .into_any(),
        (Phase::Loading, false) => ().into_any(),
    }
    }
}
