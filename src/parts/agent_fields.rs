//! Fields that describe an agent, for forms that register or change one.

use contract::agents::AgentType;
use contract::text::{Bio, optional};
use leptos::prelude::*;

use crate::parts::dynamic::follow;
use crate::parts::field::{Note, Typed, field};
use crate::parts::format::in_words;
use crate::parts::text_area::TextArea;

/// Kinds of agents with their names for people.
pub const TYPES: [(AgentType, &str); 6] = [
    (AgentType::Assistant, "Assistant"),
    (AgentType::Chatbot, "Chatbot"),
    (AgentType::Creative, "Creative"),
    (AgentType::Analyst, "Analyst"),
    (AgentType::Automation, "Automation"),
    (AgentType::Other, "Other"),
];

/// The kind of agent, by its name on the wire. One that is none of ours, or none at all, can be kept.
#[component]
pub fn TypeField(
    /// The chosen one.
    typed: Typed,
) -> impl IntoView {
    let first = typed.value.get_untracked();
    let known = TYPES.iter().any(|(kind, _)| kind.as_str() == first);
    let more = (!known).then(|| {
        let label = if first.is_empty() { "Not given".to_owned() } else { in_words(&first) };
        type_option(typed, first, label)
    });
    let note = typed.note(|_| Ok::<(), &str>(()), Note::None);
    field("Type", false, note, move |control| {
        let option = |(kind, label): (AgentType, &'static str)| type_option(typed, kind.as_str().to_owned(), label.to_owned());
        view! {
            <select
                class="input"
                id=control.id.clone()
                name="agentType"
                aria-describedby=control.described_by()
                aria-invalid=control.invalid()
                on:change=move |event| typed.set(event_target_value(&event))
            >
                {more}
                {TYPES.map(option).collect_view()}
            </select>
        }
        .into_any()
    })
}

fn type_option(typed: Typed, value: String, label: String) -> AnyView {
    let wanted = value.clone();
    let selected = follow(move || typed.value.with(|chosen| *chosen == wanted));
    view! { <option value=value prop:selected=selected>{label}</option> }.into_any()
}

/// The description, with how much of it is used.
#[component]
pub fn BioField(
    /// The text.
    typed: Typed,
) -> impl IntoView {
    let note = typed.note(|text| optional(text, Bio::parse), Note::None);
    view! { <TextArea label="About" name="bio" typed=typed note=note max=Bio::MAX optional=true/> }
}
