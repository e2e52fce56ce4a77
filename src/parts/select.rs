//! A menu of choices in a form or filter.

use leptos::prelude::*;

use crate::parts::dynamic::follow;
use crate::parts::field::{Note, field};

/// One of a few: its value, and its name for people.
pub type Choice = (String, String);

/// A labelled menu of choices.
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
