//! Markup that many equal parts share: made once, copied for each. A copy is one step for the browser; making elements and attributes
//! one by one costs a step each, which adds up in a list of posts.

use std::cell::OnceCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element};

/// Markup without anything that changes or listens.
pub struct Stencil {
    markup: fn() -> AnyView,
    original: OnceCell<DocumentFragment>,
}

impl Stencil {
    /// A stencil of what `markup` makes; it is called once.
    pub const fn new(markup: fn() -> AnyView) -> Self {
        Self { markup, original: OnceCell::new() }
    }

    /// Makes a copy the content of an element.
    pub fn fill(&self, element: &Element) {
        element.set_text_content(None);
        // Cloning and appending what this page made itself is never refused.
        let _ = self.original().clone_node_with_deep(true).and_then(|copy| element.append_child(&copy));
    }

    fn original(&self) -> &DocumentFragment {
        self.original.get_or_init(|| {
            let fragment = document().create_document_fragment();
            // Only what every node can do is asked of the parent.
            (self.markup)().build().mount(fragment.unchecked_ref(), None);
            fragment
        })
    }
}

/// What is done with an element as soon as it is made, and again when it is drawn anew. What an earlier call keeps going must end by
/// itself: it belongs to the owner that `dynamic` disposes of before it draws again.
pub type Hook = Rc<dyn Fn(&Element)>;

/// A hook for `use:made`.
pub fn hook(with: impl Fn(&Element) + 'static) -> Hook {
    Rc::new(with)
}

/// Calls the hook: `<div use:made=hook(move |element| …)></div>`.
pub fn made(element: Element, hook: Hook) {
    hook(&element);
}

/// The first element within another that a selector names.
pub fn part(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    // Refused only for names that are no names.
    let _ = element.set_attribute(name, value);
}

/// Runs now and whenever what it reads changes, as long as the part around is there.
pub fn keep(mut draw: impl FnMut() + 'static) {
    let effect = RenderEffect::new(move |_| draw());
    StoredValue::new_local(effect);
}
