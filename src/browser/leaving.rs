//! Asks before a page is left on which something would be lost: by a link, by Back, or by closing the tab.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, MouseEvent};

use crate::browser::back::Back;
use crate::browser::capture;

/// How somebody wanted to leave.
enum Way {
    Link(HtmlElement),
    Back,
}

/// Stands in the way while `needed` says so. Another tab of the same page is no other page.
#[derive(Clone, Copy)]
pub struct Guard {
    needed: Signal<bool>,
    lifted: StoredValue<bool>,
    /// The address of the page, with the tab that is shown.
    here: StoredValue<String>,
    way: StoredValue<Option<Way>, LocalStorage>,
    /// Whether the question is asked.
    pub asked: RwSignal<bool>,
}

impl Guard {
    /// Stands until the page is gone.
    pub fn stand(needed: Signal<bool>) -> Self {
        let guard = Self {
            needed,
            lifted: StoredValue::new(false),
            here: StoredValue::new(address()),
            way: StoredValue::new_local(None),
            asked: RwSignal::new(false),
        };
        capture::on_window("click", move |event| guard.clicked(&event));
        Back::hear_first(move |event| guard.went_back(event));
        keep_tab(move || guard.holds());
        guard
    }

    /// Leaves the way that was asked about.
    pub fn leave(self) {
        self.lifted.set_value(true);
        self.way.with_value(|way| match way {
            Some(Way::Link(link)) => link.click(),
            Some(Way::Back) => {
                if let Ok(history) = window().history() {
                    // Fails only for a page that is no longer shown.
                    let _ = history.back();
                }
            }
            None => {}
        });
    }

    fn holds(self) -> bool {
        self.needed.get_untracked() && !self.lifted.get_value()
    }

    fn ask(self, event: &Event, way: Way) {
        event.prevent_default();
        event.stop_immediate_propagation();
        self.way.set_value(Some(way));
        self.asked.set(true);
    }

    fn clicked(self, event: &Event) {
        let Some(link) = event.dyn_ref::<MouseEvent>().and_then(left_by) else { return };
        let target = link.get_attribute("href").unwrap_or_default();
        if self.is_here(&target) {
            self.here.set_value(target);
        } else if self.holds() {
            self.ask(event, Way::Link(link));
        }
    }

    /// The address has changed already: it is put back.
    fn went_back(self, event: &Event) {
        let there = address();
        if self.is_here(&there) {
            self.here.set_value(there);
        } else if self.holds()
            && let Ok(history) = window().history()
        {
            // Fails only for an address of another site.
            let _ = self.here.with_value(|here| history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(here)));
            self.ask(event, Way::Back);
        }
    }

    fn is_here(self, address: &str) -> bool {
        self.here.with_value(|here| page(here) == page(address))
    }
}

/// Asks before the tab is closed or loaded anew while `needed` says so, until the part around is gone.
pub fn keep_tab(needed: impl Fn() -> bool + 'static) {
    let unload = window_event_listener(ev::beforeunload, move |event| {
        if needed() {
            event.prevent_default();
            // Older browsers ask only when there is a text, which none of them shows.
            event.set_return_value("stay");
        }
    });
    on_cleanup(move || unload.remove());
}

/// The address without the site.
fn address() -> String {
    let location = window().location();
    [location.pathname().unwrap_or_default(), location.search().unwrap_or_default()].concat()
}

/// An address without what tells tabs apart.
fn page(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// The link that a click follows in this tab, if it leaves the page.
fn left_by(event: &MouseEvent) -> Option<HtmlElement> {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]:not([target], [download], [href^='#'])").ok()??;
    link.dyn_into().ok()
}
