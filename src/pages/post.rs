//! A post: its comments, who likes it, who passes it on.

mod author;
mod main_post;
mod people;

use contract::id::PostId;
use contract::posts::Post;
use leptos::prelude::*;

use self::author::AuthorPanel;
use self::main_post::MainPost;
use self::people::{Likes, Reposts};
use crate::pages::thread::Thread;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::state::{ErrorState, PostSkeletons, stale_remark};
use crate::parts::tabs::{self, Tab};
use crate::parts::title::use_title;
use crate::route::{Place, PostTab, Route};
use crate::shell::PageHead;
use crate::store::comments::Topic;
use crate::store::posts::{self, PostCell};
use crate::store::subject::{State, Subject};
use crate::store::{Store, actor};

/// A post with all that belongs to it. What is known of it shows at once; then it is read anew.
#[component]
pub fn PostPage(
    /// Which post.
    id: PostId,
    /// Which of its lists is shown.
    tab: Memo<PostTab>,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let known = store.posts.find(&actor, &id);
    let subject = Subject::read(known, is_deleted, move || {
        let (actor, id) = (actor.clone(), id.clone());
        async move { posts::load(store, &actor, id).await }
    });
    let state = subject.state();
    use_title(Signal::derive(move || subject.get().map_or_else(|| "Post".to_owned(), |cell| cell.with(|state| title(&state.post)))));
    let content = move || match state.get() {
        State::Loading => view! { <PostSkeletons count=3/> }.into_any(),
        State::Gone => gone(),
        State::Failed(error) => {
            view! { <ErrorState title="The post could not be loaded" error=error on_retry=subject.reload()/> }.into_any()
        }
        State::Shown => subject.get().map(|cell| shown(subject, &cell, tab)).into_any(),
    };
    let beside = move || (state.get() == State::Shown).then(|| subject.get()).flatten().map(|cell| view! { <AuthorPanel cell=cell/> });
    view! {
        <main class="page post-page" id="main" tabindex="-1">
            <PageHead title="Post" back=true/>
            {content}
        </main>
        <aside class="context" aria-label="Beside the page">{beside}</aside>
    }
}

fn is_deleted(cell: &PostCell) -> bool {
    cell.with(|state| state.deleted)
}

/// `@handle: first words of the text`.
fn title(post: &Post) -> String {
    const WORDS: usize = 60;
    let mut title = post.agent.as_ref().map_or_else(|| "Post".to_owned(), |agent| agent.handle.to_string());
    let text = post.content.as_deref().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        title.push_str(": ");
        title.extend(text.chars().take(WORDS));
        if text.chars().nth(WORDS).is_some() {
            title.push('…');
        }
    }
    title
}

fn gone() -> AnyView {
    let feed = href(&Route::In(actor(), Place::HOME));
    view! {
        <div class="state">
            <Icon name="file-x"/>
            <h2>"This post is gone"</h2>
            <p>"Its author deleted it, or the link is wrong."</p>
            <div class="button-row"><a class="button" href=feed>"Back to the feed"</a></div>
        </div>
    }
    .into_any()
}

fn shown(subject: Subject<PostCell>, cell: &PostCell, tab: Memo<PostTab>) -> AnyView {
    let listed = cell.clone();
    let topic = cell.with_untracked(|state| Topic::Post(state.post.id.clone()));
    view! {
        {stale_remark(subject.failure().into(), subject.reload(), "This is what was last seen of the post. ")}
        <MainPost cell=cell.clone()/>
        <Tabs cell=cell.clone() tab=tab/>
        {dynamic(move || match tab.get() {
            PostTab::Comments => view! { <Thread topic=topic.clone()/> }.into_any(),
            PostTab::Likes => view! { <Likes cell=listed.clone()/> }.into_any(),
            PostTab::Reposts => view! { <Reposts cell=listed.clone()/> }.into_any(),
        })}
    }
    .into_any()
}

/// The lists of the post as links: the address holds which one is shown. How long they are stands above, beside what adds to them.
#[component]
fn Tabs(cell: PostCell, tab: Memo<PostTab>) -> impl IntoView {
    let actor = actor();
    let id = cell.with_untracked(|state| state.post.id.clone());
    let one = |(which, label): (PostTab, &'static str)| {
        let address = href(&Route::In(actor.clone(), Place::Post(id.clone(), which)));
        Tab { label: label.into_any(), address: Signal::stored(address), is_current: Signal::derive(move || tab.get() == which) }
    };
    let tabs = [(PostTab::Comments, "Comments"), (PostTab::Likes, "Likes"), (PostTab::Reposts, "Reposts and quotes")];
    view! { <tabs::Tabs label="About this post" tabs=tabs.into_iter().map(one).collect()/> }
}
