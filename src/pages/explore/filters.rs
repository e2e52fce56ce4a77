//! The controls of filters: each stands for a part of the address.

use leptos::prelude::*;

use crate::parts::field::{Note, field};
use crate::parts::search_field::LiveText;

/// A text that counts after a pause in typing.
pub fn text(label: &'static str, hint: &'static str, live: LiveText) -> AnyView {
    field(label, false, Signal::stored(Note::hint(hint)), move |control| {
        view! {
            <input
                class="input"
                id=control.id.clone()
                type="text"
                maxlength="200"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=control.described_by()
                prop:value=live.typed
                on:input=move |event| live.set(event_target_value(&event))
            />
        }
        .into_any()
    })
}
