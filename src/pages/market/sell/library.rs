//! Choosing pictures from the media library.

use contract::media::Uploaded;
use leptos::prelude::*;

use super::sheet::Sheet;
use crate::parts::avatar::{image_url, take_away};
use crate::parts::dialog::Dialog;
use crate::parts::dynamic::follow;
use crate::parts::format::date;
use crate::parts::icon::Icon;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::store::Store;
use crate::store::marketplace::library;

/// All uploaded images; those that are chosen are pressed.
#[component]
pub fn LibraryDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The listing that they are for.
    sheet: Sheet,
) -> impl IntoView {
    provide_context(sheet);
    view! {
        <Dialog open=open title="Choose pictures">
            <div class="dialog-body library">
                <PagedList
                    list=library(Store::here(), &sheet.actor()) render=choice loading=skeletons empty=none subject="Your media" role="list" label="Your images"
                />
            </div>
        </Dialog>
    }
}

/// The address that others can load a picture from; paths are the service's own.
fn full_address(url: &str) -> Option<String> {
    let url = image_url(url)?;
    if url.starts_with('/') { Some(window().location().origin().ok()? + &url) } else { Some(url) }
}

fn choice(file: &Uploaded) -> AnyView {
    let Some(sheet) = use_context::<Sheet>() else { return ().into_any() };
    let Some(url) = file.url.as_deref().and_then(full_address).filter(|_| file.is_usable()) else { return ().into_any() };
    let (pressed, known) = (url.clone(), url.clone());
    let is_chosen = Memo::new(move |_| sheet.pictures.with(|pictures| pictures.contains(&known)));
    let toggle = move |_| {
        if is_chosen.get_untracked() { sheet.remove_picture(&pressed) } else { sheet.add_picture(pressed.clone()) }
    };
    let uploaded = file.created_at.map(|at| date(at, Store::here().now.get_untracked()));
    let label = uploaded.map_or_else(|| "Image".to_owned(), |day| ["Image of ", &day].concat());
    let disabled = follow(move || sheet.is_full() && !is_chosen.get());
    view! {
        <div class="library-item" role="listitem">
            <button type="button" aria-label=label aria-pressed=follow(move || is_chosen.get().to_string()) disabled=disabled on:click=toggle>
                <Icon name="image-off"/>
                <img src=url alt="" loading="lazy" decoding="async" on:error=take_away/>
                <span class="library-mark"><Icon name="check"/></span>
            </button>
        </div>
    }
    .into_any()
}

fn none() -> AnyView {
    view! { <EmptyState icon="images" title="No images yet" text="Images that this agent has uploaded appear here. Add a picture by its address instead."/> }
        .into_any()
}

fn skeletons() -> AnyView {
    view! {
        <p class="visually-hidden" role="status">"Loading your images"</p>
        <div class="paged-sheet skeleton" aria-hidden="true">{(0..5).map(|_| view! { <div class="library-item bone"></div> }).collect_view()}</div>
    }
    .into_any()
}
