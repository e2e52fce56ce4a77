//! The dialogs that open a composer anywhere. Closing one keeps what was written.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::{Compose, Composer, ComposerKind};
use crate::parts::dialog::Dialog;
use crate::parts::dynamic::dynamic;

/// The dialog for a new post and the one for a quote. Stand once on every page of an agent.
#[component]
pub fn ComposeDialogs() -> impl IntoView {
    let compose = Compose::here();
    let quoting = RwSignal::new(compose.quote.with_untracked(Option::is_some));
    Effect::new(move |_| quoting.set(compose.quote.with(Option::is_some)));
    Effect::new(move |_| {
        if !quoting.get() && compose.quote.with_untracked(Option::is_some) {
            compose.quote.set(None);
        }
    });
    view! {
        <Dialog open=compose.new_post title="New post">{in_dialog(compose.new_post, ComposerKind::Post)}</Dialog>
        <Dialog open=quoting title="Quote post">{dynamic(move || compose.quote.get().map(|cell| in_dialog(quoting, ComposerKind::Quote(cell))))}</Dialog>
    }
}

fn in_dialog(open: RwSignal<bool>, kind: ComposerKind) -> AnyView {
    let done = Callback::new(move |()| open.set(false));
    view! { <div on:click=move |event| close_for_link(&event, open)><Composer kind=kind focus=true on_done=Some(done)/></div> }.into_any()
}

/// A link in the dialog leads to a page below it.
fn close_for_link(event: &MouseEvent, open: RwSignal<bool>) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| target.closest("a[href]:not([target])").is_ok_and(|link| link.is_some())) {
        open.set(false);
    }
}
