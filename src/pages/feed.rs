//! The feed: posts of the agents that the acting agent follows, or all posts.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::area::{self, Tool};
use crate::browser::time;
use crate::pages::compose::ComposerKind;
use crate::pages::post_card::entry_card;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::{EmptyState, PostSkeletons, stale_remark};
use crate::parts::title::use_title;
use crate::route::{Actor, FeedView, Place, Route};
use crate::shell::PageHead;
use crate::store::posts::timeline;
use crate::store::{Store, actor};

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
            {dynamic(move || ready.get().then(|| area::tool(Tool::Keys)))}
        </aside>
    }
}

fn tabs(actor: &Actor, shown: Memo<FeedView>) -> AnyView {
    let tab = |name: &'static str, view: FeedView| {
        let address = href(&Route::In(actor.clone(), Place::Feed(view)));
        view! { <a href=address aria-current=follow(move || (shown.get() == view).then_some("page"))>{name}</a> }.into_any()
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
        if watched.is_settled() && !ready.get_untracked() {
            time::after_paint(move || {
                ready.try_set(true);
                store.settled.set(true);
            });
        }
    });
    let empty = move || area::tool(Tool::EmptyFeed(view));
    let (failed, again) = (list.clone(), list.clone());
    let stale = Memo::new(move |_| failed.stale());
    let retry = Callback::new(move |()| again.retry());
    let news = list.clone();
    let has_failed = Memo::new(move |_| stale.with(Option::is_some));
    view! {
        {dynamic(move || has_failed.get().then(|| area::tool(Tool::StaleFeed(stale.into(), retry))))}
        {dynamic(move || ready.get().then(|| area::tool(Tool::NewPosts(news.clone()))))}
        <PagedList list=list render=entry_card loading=|| view! { <PostSkeletons count=5/> } empty=empty subject="The feed" label="Posts"/>
    }
}

/// The keys of the feed that are used most.
pub fn keys() -> AnyView {
    view! {
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
    }
    .into_any()
}

/// Says that the feed is an earlier one, and why.
pub fn stale_feed(failure: Signal<Option<ApiError>>, retry: Callback<()>) -> AnyView {
    stale_remark(failure, retry, "This is what was last seen of the feed. ")
}

/// What an empty feed will hold.
pub fn empty_feed(view: FeedView) -> AnyView {
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
