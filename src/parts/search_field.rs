//! Texts that are looked for while they are typed: told after a pause, so that not every letter costs a question.

use contract::text::SearchText;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};

use crate::browser::press::pressed;
use crate::browser::{scroll, time};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;

/// A pause in typing, in milliseconds, after which the text is told.
const PAUSE: u32 = 300;

/// A text in a field that follows the address, and that the address follows after a pause.
#[derive(Clone, Copy)]
pub struct LiveText {
    /// What stands in the field.
    pub typed: RwSignal<String>,
    /// What was told last: when the address has something else, it came from elsewhere.
    told: StoredValue<String>,
    /// Counts changes, so that only the latest is told.
    change: StoredValue<u32>,
    tell: Callback<String>,
}

impl LiveText {
    /// A field for a text of the address; `tell` gets what was typed, without white space around it.
    pub fn new(in_address: Memo<String>, tell: Callback<String>) -> Self {
        let text = in_address.get_untracked();
        let live = Self { typed: RwSignal::new(text.clone()), told: StoredValue::new(text), change: StoredValue::new(0), tell };
        Effect::new(move |_| {
            let text = in_address.get();
            if live.told.with_value(|told| *told != text) {
                live.outdate();
                live.told.set_value(text.clone());
                live.typed.set(text);
            }
        });
        live
    }

    /// Takes what was typed, and tells it after a pause.
    pub fn set(self, text: String) {
        self.typed.set(text);
        let change = self.outdate();
        spawn_local(async move {
            time::sleep(PAUSE).await;
            // Not when the page is gone, either.
            if self.change.try_get_value() == Some(change) {
                self.tell_now();
            }
        });
    }

    /// Tells what stands in the field without waiting.
    pub fn tell_now(self) {
        self.outdate();
        let text = self.typed.with_untracked(|text| text.trim().to_owned());
        if self.told.with_value(|told| *told != text) {
            self.told.set_value(text.clone());
            self.tell.run(text);
        }
    }

    fn outdate(self) -> u32 {
        self.change.update_value(|change| *change = change.wrapping_add(1));
        self.change.get_value()
    }
}

/// A field to look for something, with a cross that empties it.
#[component]
pub fn SearchField(
    /// Its name for screen readers.
    label: &'static str,
    /// What can be looked for.
    placeholder: &'static str,
    /// What stands in it.
    text: LiveText,
    /// Whether a question is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Whether it gets the focus instead of the page's heading.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| text.typed.with(String::is_empty));
    let clear = move |event: MouseEvent| {
        let input = pressed(&event, ".search-field").and_then(|field| field.query_selector("input").ok().flatten());
        text.typed.set(String::new());
        text.tell_now();
        if let Some(input) = input {
            scroll::focus(&input);
        }
    };
    view! {
        <div class="search-field">
            <Icon name="search"/>
            <input
                class="input"
                type="search"
                name="q"
                aria-label=label
                placeholder=placeholder
                maxlength=SearchText::MAX.to_string()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                autofocus=autofocus
                prop:value=text.typed
                on:input=move |event| text.set(event_target_value(&event))
            />
            {dynamic(move || busy.get().then(search_busy))}
            {dynamic(move || (!is_empty.get()).then(|| view! {
                <button class="icon-button" type="button" aria-label="Clear" on:click=clear><Icon name="x"/></button>
            }.into_any()))}
        </div>
    }
}

/// The sign that a question is under way.
pub fn search_busy() -> AnyView {
    view! { <span class="search-busy"><Icon name="loader-circle"/></span> }.into_any()
}

/// Puts the focus on the page's field, and selects what stands in it; false where there is none.
pub fn focus_search() -> bool {
    let found = document().query_selector("#main form[role=search] input").ok().flatten();
    let Some(input) = found.and_then(|found| found.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return false };
    input.select();
    HtmlElement::focus(&input).is_ok()
}
