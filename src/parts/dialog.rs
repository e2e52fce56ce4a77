//! Dialogs over the page: opened by a signal, closed by Escape, by a button, by what was decided, or when the page is left.

use leptos::html;
use leptos::prelude::*;

use crate::browser::address::Address;
use crate::browser::popover;
use crate::parts::dynamic::{dynamic, once_wanted};
use crate::parts::icon::Icon;

/// A dialog with a heading and a button to close it. Its content lives only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Heading.
    #[prop(into)]
    title: Signal<String>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let id = unique_id("dialog");
    let heading = id.clone();
    view! {
        <Modal open=open class="dialog" labelled_by=heading>
            <header class="dialog-head">
                <h2 id=id.clone()>{title}</h2>
                <button class="icon-button" type="button" aria-label="Close" on:click=move |_| open.set(false)><Icon name="x"/></button>
            </header>
            {children()}
        </Modal>
    }
}

/// The bare dialog element, for those with a head of their own.
#[component]
pub fn Modal(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// CSS class.
    class: &'static str,
    /// Id of its heading.
    #[prop(into)]
    labelled_by: String,
    /// `alertdialog` for questions.
    #[prop(optional)]
    role: Option<&'static str>,
    /// `small` for questions.
    #[prop(optional)]
    size: Option<&'static str>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = element.get() {
            if open.get() { popover::open_dialog(&dialog) } else { dialog.close() }
        }
    });
    Address::here().on_leave(move || {
        if open.get_untracked() {
            open.set(false);
        }
    });
    // The browser tells of it a moment later, when the dialog may have been opened again.
    let closed = move |_| {
        if element.get_untracked().is_none_or(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    view! {
        <dialog class=class role=role data-size=size aria-labelledby=labelled_by node_ref=element on:close=closed>
            {dynamic(move || open.get().then(|| children()))}
        </dialog>
    }
}

/// A question before something that cannot be undone. The harmless answer has the focus.
#[component]
pub fn Confirm(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    question: Signal<String>,
    /// What follows from it.
    #[prop(into)]
    consequence: Signal<String>,
    /// The verb that does it.
    verb: &'static str,
    /// The harmless answer.
    #[prop(default = "Keep it")]
    keep: &'static str,
    /// How the verb looks: `danger`, or `primary` for what destroys nothing.
    #[prop(default = "danger")]
    kind: &'static str,
    /// What is done.
    on_confirm: Callback<()>,
) -> impl IntoView {
    let id = unique_id("confirm");
    let heading = id.clone();
    let confirm = move |_| {
        open.set(false);
        on_confirm.run(());
    };
    view! {
        <Modal open=open class="dialog" labelled_by=heading role="alertdialog" size="small">
            <div class="dialog-body"><h2 id=id.clone()>{question}</h2><p class="muted">{consequence}</p></div>
            <div class="dialog-foot">
                <button class="button" type="button" autofocus on:click=move |_| open.set(false)>{keep}</button>
                <button class="button" data-kind=kind type="button" on:click=confirm>{verb}</button>
            </div>
        </Modal>
    }
}

/// Something that is made when a switch is first turned on, and stays.
pub fn when_opened(open: RwSignal<bool>, make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    once_wanted(move || open.get(), make)
}

/// An id that no other element has.
pub fn unique_id(prefix: &str) -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static LAST: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", LAST.fetch_add(1, Ordering::Relaxed))
}
