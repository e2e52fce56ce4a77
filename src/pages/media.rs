//! The media library: all files that the acting agent has uploaded.

mod file_row;

use leptos::prelude::*;

use self::file_row::file_row;
use crate::pages::compose::Compose;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::parts::tabs::{Tab, Tabs};
use crate::route::{Place, Route};
use crate::shell::PageHead;
use crate::shell::navigation::sign_in_here;
use crate::store::media::{self, FileKind};
use crate::store::{Store, actor};

/// `/media`, and `?type=` for one kind of file: all uploads, the newest first.
#[component]
pub fn LibraryPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let content = if actor().handle().is_some() {
        let kind = Memo::new(move |earlier: Option<&FileKind>| match &*route.read() {
            Route::In(_, Place::Media(name)) => FileKind::named(name.as_deref()),
            // Another page is about to take the place of this one.
            _ => earlier.copied().unwrap_or_default(),
        });
        view! { {tabs(kind)}{dynamic(move || files(kind.get()))} }.into_any()
    } else {
        guest()
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
            <a class="button" data-kind="primary" href=href(&sign_in_here())><Icon name="log-in"/>"Sign in"</a>
        </EmptyState>
    }
    .into_any()
}

/// The kinds of files as links: the address holds which one is shown.
fn tabs(shown: Memo<FileKind>) -> AnyView {
    let one = |(kind, _): (FileKind, &'static str)| Tab {
        label: words(kind).0.into_any(),
        address: Signal::stored(href(&Route::In(actor(), Place::Media(kind.in_address())))),
        is_current: Signal::derive(move || shown.get() == kind),
    };
    view! { <Tabs label="Kind of file" tabs=FileKind::NAMES.into_iter().map(one).collect()/> }.into_any()
}

/// The tab's label, and the heading where there is nothing in it.
const fn words(kind: FileKind) -> (&'static str, &'static str) {
    match kind {
        FileKind::All => ("All", "Nothing uploaded yet"),
        FileKind::Images => ("Images", "No images yet"),
        FileKind::Videos => ("Videos", "No videos yet"),
        FileKind::Audio => ("Audio", "No audio yet"),
    }
}

fn files(kind: FileKind) -> AnyView {
    let (store, actor) = (Store::here(), actor());
    let list = media::library(store, &actor, kind);
    let (uploads, renewed) = (media::uploads(store, &actor), list.clone());
    Effect::new(move |before: Option<u32>| {
        let now = uploads.get();
        if before.is_some_and(|before| before != now) {
            renewed.restart();
        }
        now
    });
    view! {
        <PagedList
            list=list render=file_row loading=|| view! { <Skeletons/> } empty=move || empty(kind) subject="The library" role="list"
            label="Uploaded files"
        />
    }
    .into_any()
}

fn empty(kind: FileKind) -> AnyView {
    let title = words(kind).1;
    if kind == FileKind::Audio {
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
