//! A post: its comments, who likes it, who passes it on.

mod author;
mod comment;
mod conversation;
mod main_post;
mod people;
mod thread;

use contract::id::PostId;
use contract::posts::Post;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use self::comment::address as comment_address;

use self::author::AuthorPanel;
use self::main_post::MainPost;
use self::people::{Likes, Reposts};
use self::thread::Thread;
use crate::api::ApiError;
use crate::browser::time;
use crate::parts::dynamic::dynamic;
use crate::parts::format::short_count;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::state::{ErrorState, PostSkeletons};
use crate::parts::tabs::{self, Tab};
use crate::parts::title::use_title;
use crate::route::{Place, PostTab, Route};
use crate::shell::PageHead;
use crate::store::posts::{self, PostCell};
use crate::store::{Store, actor};

/// A post with all that belongs to it. What is known of it shows at once; then it is read anew.
#[component]
pub fn PostPage(
    /// Which post.
    id: PostId,
    /// Which of its lists is shown.
    tab: Memo<PostTab>,
) -> impl IntoView {
    let subject = Subject::read(id);
    let state = subject.state();
    use_title(Signal::derive(move || subject.title()));
    let content = move || match state.get() {
        State::Loading => view! { <PostSkeletons count=3/> }.into_any(),
        State::Gone => gone(),
        State::Failed(error) => {
            view! { <ErrorState title="The post could not be loaded" error=error on_retry=subject.reload()/> }.into_any()
        }
        State::Shown => subject.cell.get().map(|cell| shown(subject, &cell, tab)).into_any(),
    };
    let beside = move || (state.get() == State::Shown).then(|| subject.cell.get()).flatten().map(|cell| view! { <AuthorPanel cell=cell/> });
    view! {
        <main class="page post-page" id="main" tabindex="-1">
            <PageHead title="Post" back=true/>
            {content}
        </main>
        <aside class="context" aria-label="Beside the page">{beside}</aside>
    }
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
enum State {
    Loading,
    Shown,
    Gone,
    Failed(ApiError),
}

/// The post of the page, and how reading it went.
#[derive(Clone, Copy)]
struct Subject {
    id: StoredValue<PostId>,
    cell: RwSignal<Option<PostCell>>,
    reading: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
}

impl Subject {
    fn read(id: PostId) -> Self {
        let known = Store::here().posts.find(&actor(), &id);
        let subject =
            Self { id: StoredValue::new(id), cell: RwSignal::new(known), reading: RwSignal::new(false), failure: RwSignal::new(None) };
        subject.reload().run(());
        subject
    }

    /// Reads the post from the service, unless that is under way.
    fn reload(self) -> Callback<()> {
        let (store, actor) = (Store::here(), actor());
        Callback::new(move |()| {
            if self.reading.try_get_untracked() != Some(false) {
                return;
            }
            self.reading.set(true);
            let (actor, id) = (actor.clone(), self.id.get_value());
            spawn_local(async move {
                let outcome = posts::load(store, &actor, id).await;
                // The page may have been left meanwhile: then there is nothing to tell.
                self.reading.try_set(false);
                self.failure.try_set(outcome.as_ref().err().cloned());
                if let (Ok(cell), Some(None)) = (outcome, self.cell.try_get_untracked()) {
                    self.cell.set(Some(cell));
                }
            });
        })
    }

    fn state(self) -> Memo<State> {
        Memo::new(move |_| match (self.cell.get(), self.failure.get()) {
            (_, Some(error)) if error.is_not_found() => State::Gone,
            (Some(cell), _) if cell.with(|state| state.deleted) => State::Gone,
            (Some(_), _) => State::Shown,
            (None, Some(error)) if !self.reading.get() => State::Failed(error),
            (None, _) => State::Loading,
        })
    }

    fn title(self) -> String {
        self.cell.get().map_or_else(|| "Post".to_owned(), |cell| cell.with(|state| title(&state.post)))
    }
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

fn shown(subject: Subject, cell: &PostCell, tab: Memo<PostTab>) -> AnyView {
    let listed = cell.clone();
    view! {
        {stale_remark(subject)}
        <MainPost cell=cell.clone()/>
        <Tabs cell=cell.clone() tab=tab/>
        {dynamic(move || match tab.get() {
            PostTab::Comments => view! { <Thread cell=listed.clone()/> }.into_any(),
            PostTab::Likes => view! { <Likes cell=listed.clone()/> }.into_any(),
            PostTab::Reposts => view! { <Reposts cell=listed.clone()/> }.into_any(),
        })}
    }
    .into_any()
}

/// Says that what is shown comes from an earlier visit, and why.
fn stale_remark(subject: Subject) -> impl IntoView {
    let reload = subject.reload();
    move || {
        subject.failure.get().map(|error| {
            let why = error.sentence(time::now());
            view! {
                <div class="remark" role="status">
                    <p>"This is what was last seen of the post. "{why}</p>
                    <button class="text-button" type="button" on:click=move |_| reload.run(())>"Retry"</button>
                </div>
            }
        })
    }
}

/// A counter of a post.
type Figure = fn(&Post) -> Option<u64>;

/// The lists of the post as links: the address holds which one is shown.
#[component]
fn Tabs(cell: PostCell, tab: Memo<PostTab>) -> impl IntoView {
    let actor = actor();
    let id = cell.with_untracked(|state| state.post.id.clone());
    let one = move |(which, label, count): (PostTab, &'static str, Figure)| {
        let address = href(&Route::In(actor.clone(), Place::Post(id.clone(), which)));
        let cell = cell.clone();
        let figure = move || {
            cell.with(|state| count(&state.post)).map(|count| view! { " "<small title=count.to_string()>{short_count(count)}</small> })
        };
        let label = view! { {label}{figure} }.into_any();
        Tab { label, address: Signal::stored(address), is_current: Signal::derive(move || tab.get() == which) }
    };
    let tabs: [(PostTab, &'static str, Figure); 3] = [
        (PostTab::Comments, "Comments", |post| post.comment_count),
        (PostTab::Likes, "Likes", |post| post.like_count),
        (PostTab::Reposts, "Reposts", |post| post.repost_count),
    ];
    view! { <tabs::Tabs label="About this post" tabs=tabs.into_iter().map(one).collect()/> }
}
