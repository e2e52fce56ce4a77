//! Menus under a button: a popover that the keyboard can walk.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::browser::popover;
use crate::parts::dynamic::dynamic;

/// A menu that the button with `popovertarget=id` opens. Its items are made when it is about to open first.
#[component]
pub fn Menu(
    /// Unique id, which the button names in `popovertarget`.
    #[prop(into)]
    id: String,
    /// What the menu is for.
    #[prop(into)]
    label: String,
    /// Where it opens, when not below: `top`.
    #[prop(default = None)]
    side: Option<&'static str>,
    /// The items: buttons and links with `role="menuitem"`.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let wanted = RwSignal::new(false);
    let close = move |_| {
        if let Some(menu) = element.get_untracked() {
            popover::hide(&menu);
        }
    };
    let walk = move |event: KeyboardEvent| {
        if let Some(menu) = element.get_untracked() {
            walk(&menu, &event);
        }
    };
    let focus_first = move |_| {
        if let Some(menu) = element.get_untracked().filter(|menu| popover::is_open(menu))
            && let Some(first) = items(&menu).first()
        {
            focus(first);
        }
    };
    view! {
        <div
            class="menu"
            id=id
            popover="auto"
            role="menu"
            aria-label=label
            data-side=side
            node_ref=element
            on:click=close
            on:keydown=walk
            on:beforetoggle=move |_: web_sys::Event| wanted.set(true)
            on:toggle=focus_first
        >
            {dynamic(move || wanted.get().then(|| children()))}
        </div>
    }
}

/// Arrows, Home and End move between the items; Tab closes.
fn walk(menu: &HtmlElement, event: &KeyboardEvent) {
    let items: Vec<HtmlElement> = items(menu);
    let focused = document().active_element();
    let at = items.iter().position(|item| focused.as_ref().is_some_and(|focused| focused.is_same_node(Some(item.as_ref()))));
    let last = items.len().saturating_sub(1);
    let target = match (event.key().as_str(), at) {
        ("ArrowDown", Some(at)) if at < last => at + 1,
        ("ArrowDown" | "Home", _) => 0,
        ("ArrowUp", Some(at)) if at > 0 => at - 1,
        ("ArrowUp" | "End", _) => last,
        ("Tab", _) => return popover::hide(menu),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(item) = items.get(target) {
        focus(item);
    }
}

fn items(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all("[role^=menuitem]") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn focus(element: &HtmlElement) {
    // An element that has just left the document cannot be focused, and need not be.
    let _ = element.focus();
}
