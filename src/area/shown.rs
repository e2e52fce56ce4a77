//! What stands where an area is drawn: until its code is there, and when that could not be loaded.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use crate::browser::time;
use crate::pages::profile::ProfileSkeleton;
use crate::parts::icon::Icon;
use crate::parts::state::PostSkeletons;
use crate::shell::navigation;
use crate::store::Store;

/// Without what shows messages, one sentence says so.
pub(super) fn missing_notices() -> AnyView {
    view! { <p class="notice" data-kind="danger" role="alert">"A part of the page could not be loaded. Reload to try again."</p> }
        .into_any()
}

/// A heading for the focus, until the page with its own is there.
pub(super) fn waiting_heading() -> AnyView {
    view! { <main id="main"><h1 class="visually-hidden" tabindex="-1">"Loading"</h1></main> }.into_any()
}

pub(super) fn waiting_page() -> AnyView {
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="page-head"><h1 tabindex="-1">"Loading"</h1></div>
            <PostSkeletons count=4/>
        </main>
    }
    .into_any()
}

pub(super) fn waiting_profile() -> AnyView {
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="page-head"><navigation::BackButton/><h1 tabindex="-1">"Loading"</h1></div>
            <ProfileSkeleton/>
        </main>
    }
    .into_any()
}

/// The closed composer, as it stands in the design.
pub fn waiting_composer() -> AnyView {
    view! {
        <div class="composer" aria-hidden="true">
            <span class="avatar"></span>
            <div>
                <p class="composer-as">"\u{a0}"</p>
                <textarea class="composer-text" rows="1" disabled></textarea>
                <div class="composer-foot"><span class="icon-button"></span><span class="composer-hint"></span><span class="button">"\u{a0}"</span></div>
            </div>
        </div>
    }
    .into_any()
}

/// A part of the page that could not be loaded leaves its place empty; its button or the next page tries again.
pub(super) fn missing_part() -> AnyView {
    Store::here().notices.done("A part of the page could not be loaded. Reload to try again.", None);
    ().into_any()
}

/// Shows `waiting` until the view is there. The view is made within the owner of the place where it will stand.
pub(super) fn when_loaded(waiting: fn() -> AnyView, missing: fn() -> AnyView, loading: impl Future<Output = Loaded> + 'static) -> AnyView {
    show_loaded(waiting, missing, Box::pin(loading))
}

/// The view of an area, or why its code is not there.
pub(super) type Loaded = Result<AnyView, SplitLoaderError>;

/// The same behind one type: each area would otherwise bring its own copy of this into the start file.
fn show_loaded(waiting: fn() -> AnyView, missing: fn() -> AnyView, loading: Pin<Box<dyn Future<Output = Loaded>>>) -> AnyView {
    let slot = RwSignal::new_local(None::<AnyView>);
    let client = Store::here().client;
    let loading = while_here(Box::pin(async move { loading.await.unwrap_or_else(|_| missing()) }));
    leptos::task::spawn_local(async move {
        let Some(view) = loading.await else { return };
        let was_focused = navigation::is_heading_focused();
        slot.try_set(Some(view));
        time::after_paint(move || client.page_stands());
        if was_focused {
            // The heading that had the focus is gone with what was shown meanwhile.
            request_animation_frame(navigation::focus_heading);
        }
    });
    (move || {
        slot.track();
        slot.write_untracked().take().unwrap_or_else(waiting)
    })
    .into_any()
}

/// Draws within the owner of this place, or not at all once the place is gone: its contexts are gone, too.
pub(super) fn while_here(mut drawing: Pin<Box<dyn Future<Output = AnyView>>>) -> impl Future<Output = Option<AnyView>> {
    let here = StoredValue::new(());
    let drawing = poll_fn(move |context| if here.is_disposed() { Poll::Ready(None) } else { drawing.as_mut().poll(context).map(Some) });
    ScopedFuture::new_untracked(drawing)
}

/// A part of the app could not be loaded: the network is gone, or a newer version was deployed.
pub(super) fn missing_page() -> AnyView {
    let reload = move |_| {
        // Nothing else can be done when the browser refuses to reload.
        let _ = window().location().reload();
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="problem">
                <div class="state" data-kind="error" role="alert">
                    <Icon name="cloud-off"/>
                    <h1 tabindex="-1">"This part could not be loaded"</h1>
                    <p>"The connection failed, or a newer version was published. What you wrote is kept."</p>
                    <div class="button-row"><button class="button" data-kind="primary" type="button" on:click=reload><Icon name="rotate-cw"/>"Reload"</button></div>
                </div>
            </div>
        </main>
    }
    .into_any()
}
