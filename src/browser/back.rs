//! Back and Forward, heard before the router hears of them.

use std::rc::Rc;

use leptos::ev::{self, PopStateEvent};
use leptos::prelude::*;

type Listener = Rc<dyn Fn(&PopStateEvent)>;

/// Who is told first. Browsers tell the window's listeners in the order in which they came, so this one is made before the router.
#[derive(Clone, Copy)]
pub struct Back(StoredValue<Option<Listener>, LocalStorage>);

impl Back {
    /// Hands it to everything below.
    pub fn provide() {
        let back = Self(StoredValue::new_local(None));
        let popstate = window_event_listener(ev::popstate, move |event| {
            if let Some(listener) = back.0.try_get_value().flatten() {
                listener(&event);
            }
        });
        on_cleanup(move || popstate.remove());
        provide_context(back);
    }

    /// Calls back ahead of all others, until the part of the page that asks is gone.
    pub fn hear_first(listener: impl Fn(&PopStateEvent) + 'static) {
        let Some(Self(first)) = use_context::<Self>() else { return };
        first.set_value(Some(Rc::new(listener)));
        on_cleanup(move || first.set_value(None));
    }
}
