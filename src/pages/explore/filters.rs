//! The controls of filters: each stands for a part of the address.

use leptos::prelude::*;

use crate::parts::dynamic::follow;
use crate::parts::field::{Note, field};
use crate::parts::search_field::LiveText;

/// One of a few: the value in the address, and its name.
pub type Choice = (String, String);

/// A menu of choices.
pub fn select(label: &'static str, choices: Vec<Choice>, chosen: Signal<String>, choose: Callback<String>) -> AnyView {
    let option = move |(value, name): Choice| {
        let own = value.clone();
        view! { <option value=value prop:selected=follow(move || chosen.with(|chosen| *chosen == own))>{name}</option> }
    };
    field(label, false, Signal::stored(Note::None), move |control| {
        view! {
            <select class="input" id=control.id.clone() on:change=move |event| choose.run(event_target_value(&event))>
                {choices.into_iter().map(option).collect_view()}
            </select>
        }
        .into_any()
    })
}

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
