//! Menus under a button: a popover that the keyboard can walk.

use leptos::html;
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::browser::{popover, scroll};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::stencil::set;

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
    let keep_focus = move |_| {
        let Some(menu) = element.get_untracked() else { return };
        let target = if popover::is_open(&menu) {
            // Items whose code is still on its way are walked to from the menu itself.
            Some(items(&menu).into_iter().next().unwrap_or_else(|| menu.into()))
        } else if scroll::is_focus_lost() {
            button_of(&menu)
        } else {
            None
        };
        if let Some(target) = target {
            focus(&target);
        }
    };
    view! {
        <div
            class="menu"
            id=id
            popover="auto"
            role="menu"
            tabindex="-1"
            aria-label=label
            data-side=side
            node_ref=element
            on:click=close
            on:keydown=walk
            on:beforetoggle=move |_: web_sys::Event| wanted.set(true)
            on:toggle=keep_focus
        >
            {dynamic(move || wanted.get().then(|| children()))}
        </div>
    }
}

/// The menu of a button that stands in a list: it is made when the button is first pressed.
#[derive(Clone)]
pub struct LateMenu {
    owner: Owner,
    made: StoredValue<Option<AnyViewState>, LocalStorage>,
}

impl LateMenu {
    /// For a button of the part that is being drawn.
    pub fn here() -> Self {
        Self { owner: Owner::current().unwrap_or_default(), made: StoredValue::new_local(None) }
    }

    /// Makes the menu with this id, unless it is there; called by the press, after which the browser opens what the button names.
    pub fn open_at(&self, button: &Element, make: impl FnOnce(String) -> AnyView) {
        // A button that was drawn anew names no menu yet.
        let (Some(around), false) = (button.parent_element(), button.has_attribute("popovertarget")) else { return };
        let id = unique_id("menu");
        set(button, "popovertarget", &id);
        let mut menu = self.owner.with(|| untrack(move || make(id).build()));
        menu.mount(&around, button.next_sibling().as_ref());
        let earlier = self.made.try_update_value(|made| made.replace(menu)).flatten();
        if let Some(mut earlier) = earlier {
            earlier.unmount();
        }
    }
}

/// The button that opens a menu.
fn button_of(menu: &HtmlElement) -> Option<HtmlElement> {
    let button = document().query_selector(&format!("[popovertarget=\"{}\"]", menu.id())).ok().flatten();
    button.and_then(|button| button.dyn_into().ok())
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
