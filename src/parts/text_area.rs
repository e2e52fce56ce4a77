//! A field of several lines that counts its characters.

use contract::text::length;
use leptos::prelude::*;

use crate::parts::dynamic::follow;
use crate::parts::field::{Note, Typed, field};

/// A field of several lines.
#[component]
pub fn TextArea(
    /// What to type.
    label: &'static str,
    /// Name for the browser's form filling.
    name: &'static str,
    /// The value.
    typed: Typed,
    /// What is wrong with it, or what stands below it otherwise.
    #[prop(into)]
    note: Signal<Note>,
    /// Most characters (code points).
    max: usize,
    /// Lines that are seen at first.
    #[prop(default = "3")]
    rows: &'static str,
    /// May be left out.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let count = Memo::new(move |_| typed.value.with(|text| length(text.trim_end())));
    let note = Signal::derive(move || match note.get() {
        wrong @ Note::Wrong(_) => wrong,
        other => counted(count.get(), max).unwrap_or(other),
    });
    // Too long is told while it is typed: one cuts it best at once.
    Effect::new(move |_| {
        if count.get() > max {
            typed.checked.set(true);
        }
    });
    field(label, optional, note, move |control| {
        view! {
            <textarea
                class="input"
                id=control.id.clone()
                name=name
                rows=rows
                dir="auto"
                required=!optional
                aria-describedby=control.described_by()
                aria-invalid=control.invalid()
                prop:value=follow(move || typed.value.get())
                on:input=move |event| typed.set(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    })
}

/// `12 of 500 characters`, once something stands there.
fn counted(length: usize, max: usize) -> Option<Note> {
    (length > 0).then(|| Note::Hint([&length.to_string(), " of ", &max.to_string(), " characters"].concat().into()))
}
