//! Buttons that send something: while it is under way they turn, and another click does nothing.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;

/// What a [`BusyButton`] is in its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The form's own button, large and coloured.
    Submit,
    /// The same, outside a form.
    Main,
    /// One of several.
    #[default]
    Aside,
}

/// A button with a busy state. Whoever handles it still has to look whether it is busy: Enter submits a form, too.
#[component]
pub fn BusyButton(
    /// What it does.
    #[prop(into)]
    label: String,
    /// Whether that is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// What it is in its form.
    #[prop(optional)]
    role: Role,
    /// Icon at rest.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// A longer name, where the label alone would not be enough.
    #[prop(optional, into)]
    name: Option<String>,
    /// Whether it can't be used yet.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called on a click; a submit button needs none.
    #[prop(optional)]
    on_click: Option<Callback<()>>,
) -> impl IntoView {
    let is_main = role != Role::Aside;
    let shown = dynamic(move || {
        let name = if busy.get() { Some("loader-circle") } else { icon };
        name.map(|name| view! { <Icon name=name/> })
    });
    let click = move |event: MouseEvent| {
        // The second click of a double click, which may meet the button of another row that has moved up.
        if event.detail() > 1 {
            return;
        }
        if let Some(on_click) = on_click.filter(|_| !busy.get_untracked()) {
            on_click.run(());
        }
    };
    view! {
        <button
            class="button"
            data-kind=is_main.then_some("primary")
            data-size=is_main.then_some("large")
            type=if role == Role::Submit { "submit" } else { "button" }
            aria-label=name
            aria-busy=follow(move || busy.get().then_some("true"))
            disabled=follow(move || disabled.get())
            on:click=click
        >
            {shown}
            {label}
        </button>
    }
}
