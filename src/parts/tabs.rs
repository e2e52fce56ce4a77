//! The lists of a page as links: the address holds which one is shown.

use leptos::html;
use leptos::prelude::*;

use crate::browser::scroll;
use crate::parts::dynamic::follow;

/// One of the lists.
pub struct Tab {
    /// Its name, perhaps with a figure.
    pub label: AnyView,
    /// Where it is.
    pub address: Signal<String>,
    /// Whether it is shown.
    pub is_current: Signal<bool>,
}

/// The tabs; the one that is shown is scrolled into view where they don't all fit.
#[component]
pub fn Tabs(
    /// What they are about, for screen readers.
    label: &'static str,
    /// All of them.
    tabs: Vec<Tab>,
    /// CSS class: `tabs`, or `statuses` for what narrows one of them down.
    #[prop(default = "tabs")]
    class: &'static str,
) -> impl IntoView {
    let element = NodeRef::<html::Nav>::new();
    let currents: Vec<Signal<bool>> = tabs.iter().map(|tab| tab.is_current).collect();
    Effect::new(move |_| {
        currents.iter().for_each(Signal::track);
        if let Some(element) = element.get() {
            request_animation_frame(move || {
                if let Ok(Some(current)) = element.query_selector("[aria-current]") {
                    scroll::along_row(&current);
                }
            });
        }
    });
    let link = |Tab { label, address, is_current }: Tab| {
        let current = follow(move || is_current.get().then_some("page"));
        view! { <a href=follow(move || address.get()) data-noscroll="" aria-current=current>{label}</a> }.into_any()
    };
    view! { <nav class=class aria-label=label node_ref=element>{tabs.into_iter().map(link).collect_view()}</nav> }
}
