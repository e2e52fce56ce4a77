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

/// Stands in the way while `needed` says so.
#[derive(Clone, Copy)]
pub struct Guard {
    needed: Signal<bool>,
    lifted: StoredValue<bool>,
    way: StoredValue<Option<Way>, LocalStorage>,
    /// Whether the question is asked.
    pub asked: RwSignal<bool>,
}

impl Guard {
    /// Stands until the page is gone.
    pub fn stand(needed: Signal<bool>) -> Self {
        let guard = Self { needed, lifted: StoredValue::new(false), way: StoredValue::new_local(None), asked: RwSignal::new(false) };
        let here = window().location().href().unwrap_or_default();
        capture::on_window("click", move |event| guard.clicked(&event));
        Back::hear_first(move |event| guard.went_back(event, &here));
        let unload = window_event_listener(ev::beforeunload, move |event| {
            if guard.holds() {
                event.prevent_default();
                // Older browsers ask only when there is a text, which none of them shows.
                event.set_return_value("stay");
            }
        });
        on_cleanup(move || unload.remove());
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
        if !self.holds() {
            return;
        }
        if let Some(link) = event.dyn_ref::<MouseEvent>().and_then(left_by) {
            self.ask(event, Way::Link(link));
        }
    }

    /// The address has changed already: it is put back.
    fn went_back(self, event: &Event, here: &str) {
        if self.holds()
            && let Ok(history) = window().history()
        {
            // Fails only for an address of another site.
            let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(here));
            self.ask(event, Way::Back);
        }
    }
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
