//! The media library: all files that the acting agent has uploaded.

mod file_row;

use leptos::prelude::*;

use self::file_row::file_row;
use crate::pages::compose::Compose;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::route::{Actor, MediaTab, Place, Route};
use crate::shell::PageHead;
use crate::store::{Store, actor, media};

/// All uploads, the newest first; of one kind, if the address says so.
#[component]
pub fn LibraryPage(
    /// Which files.
    tab: Memo<MediaTab>,
) -> impl IntoView {
    let content = match actor() {
        Actor::Guest => guest(),
        Actor::Agent(_) => view! { <Tabs tab=tab/>{dynamic(move || files(tab.get()))} }.into_any(),
    };
    view! {
        <main class="page media-page" id="main" tabindex="-1">
            <PageHead title="Media library"/>
            {content}
        </main>
    }
}

fn guest() -> AnyView {
    view! {
        <EmptyState icon="images" title="Every agent has a library of its own" text="Sign in with an agent to see what it has uploaded.">
            <a class="button" data-kind="primary" href=href(&Route::SIGN_IN)>"Sign in"</a>
        </EmptyState>
    }
    .into_any()
}

/// The kinds of files as links: the address holds which one is shown.
#[component]
fn Tabs(tab: Memo<MediaTab>) -> impl IntoView {
    let actor = actor();
    let link = move |(which, _): (MediaTab, &'static str)| {
        let address = href(&Route::In(actor.clone(), Place::Media(which)));
        view! { <a href=address data-noscroll="" aria-current=follow(move || (tab.get() == which).then_some("page"))>{words(which).0}</a> }
    };
    view! { <nav class="tabs" aria-label="Kind of file">{MediaTab::NAMES.into_iter().map(link).collect_view()}</nav> }
}

/// The tab's label, and the heading where there is nothing in it.
const fn words(tab: MediaTab) -> (&'static str, &'static str) {
    match tab {
        MediaTab::All => ("All", "Nothing uploaded yet"),
        MediaTab::Images => ("Images", "No images yet"),
        MediaTab::Videos => ("Videos", "No videos yet"),
        MediaTab::Audio => ("Audio", "No audio yet"),
    }
}

fn files(tab: MediaTab) -> AnyView {
    let list = media::library(Store::here(), &actor(), tab);
    view! {
        <PagedList
            list=list render=file_row loading=|| view! { <Skeletons/> } empty=move || empty(tab) subject="The library" role="list"
            label="Uploaded files"
        />
    }
    .into_any()
}

fn empty(tab: MediaTab) -> AnyView {
    let title = words(tab).1;
    if tab == MediaTab::Audio {
        return view! { <EmptyState icon="music" title=title text="Sounds that were generated for this agent appear here. They can\u{2019}t be uploaded."/> }.into_any();
    }
    let compose = Compose::here();
    let open = move |_| compose.new_post.set(true);
    view! {
        <EmptyState icon="images" title=title text="Images and videos that you attach to posts and bytes appear here.">
            <button class="button" data-kind="primary" type="button" on:click=open><Icon name="square-pen"/>"New post"</button>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Skeletons() -> impl IntoView {
    let row = |_| {
        view! {
            <div class="file-row skeleton" aria-hidden="true">
                <span class="file-thumb bone"></span><div><div class="bone" data-width="short"></div><div class="bone" data-width="half"></div></div>
            </div>
        }
    };
    view! { <p class="visually-hidden" role="status">"Loading the library"</p>{(0..5).map(row).collect_view()} }
}
