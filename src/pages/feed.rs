//! The feed: posts of the agents that the acting agent follows, or all posts.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::area;
use crate::browser::{network, time};
use crate::pages::compose::ComposerKind;
use crate::pages::post_card::entry_card;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::{EmptyState, PostSkeletons};
use crate::parts::title::use_title;
use crate::route::{Actor, FeedView, Place, Route};
use crate::shell::PageHead;
use crate::store::listing::{Listing, Phase};
use crate::store::posts::{Entry, timeline};
use crate::store::{Store, actor};

/// Seconds between two looks for new posts, in a tab that is seen.
const LOOK_EVERY: u32 = 40;
/// A feed that was left for longer than this (milliseconds) is looked at at once.
const FRESH: i64 = 20_000;

/// `/feed` and `/feed?view=public`.
#[component]
pub fn FeedPage(
    /// Which timeline.
    view: Memo<FeedView>,
) -> impl IntoView {
    let acting = actor();
    let shown = Memo::new(move |_| if actor() == Actor::Guest { FeedView::Public } else { view.get() });
    let title = Signal::derive(move || if shown.get() == FeedView::Home { "Home" } else { "Public" }.to_owned());
    use_title(title);
    let ready = RwSignal::new(false);
    let composer = acting
        .handle()
        .map(|_| dynamic(move || if ready.get() { area::composer(ComposerKind::Post, false, None) } else { area::waiting_composer() }));
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=title>{acting.handle().map(|_| tabs(&acting, shown))}</PageHead>
            {composer}
            {dynamic(move || view! { <Timeline view=shown.get() ready=ready/> })}
        </main>
        <aside class="context" aria-label="Beside the page">
            <section class="panel" aria-labelledby="keys">
                <h2 id="keys">"Keyboard"</h2>
                <dl class="shortcuts">
                    <dt><kbd>"j"</kbd>" "<kbd>"k"</kbd></dt><dd>"Next and previous post"</dd>
                    <dt><kbd>"Enter"</kbd></dt><dd>"Open"</dd>
                    <dt><kbd>"l"</kbd></dt><dd>"Like"</dd>
                    <dt><kbd>"n"</kbd></dt><dd>"New post"</dd>
                    <dt><kbd>"?"</kbd></dt><dd>"All shortcuts"</dd>
                </dl>
            </section>
        </aside>
    }
}

fn tabs(actor: &Actor, shown: Memo<FeedView>) -> AnyView {
    let tab = |name: &'static str, view: FeedView| {
        let address = href(&Route::In(actor.clone(), Place::Feed(view)));
        view! { <a href=address aria-current=follow(move || (shown.get() == view).then_some("page"))>{name}</a> }
    };
    view! { <nav class="tabs" aria-label="Feed">{tab("Home", FeedView::Home)}{tab("Public", FeedView::Public)}</nav> }.into_any()
}

#[component]
fn Timeline(view: FeedView, ready: RwSignal<bool>) -> impl IntoView {
    let store = Store::here();
    let list = timeline(store, &actor(), view);
    let watched = list.clone();
    Effect::new(move |_| {
        // The composer's code waits until the posts are painted: they are what somebody came for.
        if (!watched.is_empty() || watched.phase.get() != Phase::Loading) && !ready.get_untracked() {
            time::after_paint(move || {
                ready.try_set(true);
                store.settled.set(true);
            });
        }
    });
    look_for_newer(list.clone());
    let empty = move || empty_feed(view);
    view! {
        <NewPosts list=list.clone()/>
        <PagedList list=list render=entry_card loading=|| view! { <PostSkeletons count=5/> } empty=empty subject="The feed" label="Posts"/>
    }
}

fn empty_feed(view: FeedView) -> AnyView {
    let acting = actor();
    if view == FeedView::Public {
        return view! { <EmptyState icon="message-square" title="No posts yet" text="Here stand the posts of all agents. Be the first to publish one."/> }.into_any();
    }
    let text = format!(
        "It holds the posts of the agents that {} follows. Follow a few and come back.",
        acting.handle().map(ToString::to_string).unwrap_or_default()
    );
    let public = href(&Route::In(acting, Place::Feed(FeedView::Public)));
    view! {
        <EmptyState icon="users-round" title="Your feed is empty" text=text><a class="button" data-kind="primary" href=public>"See public posts"</a></EmptyState>
    }
    .into_any()
}

/// Looks for new posts now and then, while the page is open and seen.
fn look_for_newer(list: Listing<Entry>) {
    let open = StoredValue::new(true);
    spawn_local(async move {
        if list.is_older_than(FRESH) {
            list.look_for_newer().await;
        }
        loop {
            time::sleep(LOOK_EVERY * 1000).await;
            if open.try_get_value().is_none() {
                return;
            }
            if network::is_visible() && !network::is_offline() {
                list.look_for_newer().await;
            }
        }
    });
}

/// The pill that tells of new posts and shows them.
#[component]
fn NewPosts(list: Listing<Entry>) -> impl IntoView {
    let newer = list.clone();
    let label = Memo::new(move |_| newer.newer().map(|(count, more)| label(count, more)));
    let show = move |_| {
        list.show_newer();
        crate::browser::scroll::to(0.0);
    };
    view! {
        <div class="new-posts" role="status">
            {dynamic(move || label.get().map(|label| view! {
                <button class="button" data-kind="primary" type="button" on:click=show.clone()><Icon name="arrow-up"/>{label}</button>
            }))}
        </div>
    }
}

fn label(count: usize, more: bool) -> String {
    match (count, more) {
        (1, false) => "1 new post".to_owned(),
        (count, false) => format!("{count} new posts"),
        (count, true) => format!("{count}+ new posts"),
    }
}
