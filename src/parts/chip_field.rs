//! A field of several short entries: each is a chip with a button to remove it, and a line to type the next one.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::browser::scroll;
use crate::parts::dynamic::dynamic;
use crate::parts::field::{Note, Typed, field};
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};

/// The entries, and what is being typed.
#[derive(Clone, Copy)]
pub struct Chips {
    /// The entries, in their order.
    pub entries: RwSignal<Vec<String>>,
    /// The line for the next one; also what the service refused of them.
    pub typed: Typed,
}

impl Chips {
    /// A field with entries.
    pub fn new(entries: Vec<String>) -> Self {
        Self { entries: RwSignal::new(entries), typed: Typed::new("") }
    }

    /// The entries and what is being typed, as they would be saved; tracked.
    pub fn all(self) -> Vec<String> {
        let mut all = self.entries.get();
        self.typed.value.with(|text| all.extend(split(text)));
        all
    }

    /// Makes entries of what is being typed, except of those that are there already.
    pub fn take(self) {
        let text = self.typed.value.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        self.entries.update(|entries| {
            entries.extend(split(&text));
            *entries = distinct(std::mem::take(entries));
        });
        self.typed.set(String::new());
    }

    fn remove(self, entry: &str) {
        self.entries.update(|entries| entries.retain(|other| other != entry));
        self.typed.refused.set(None);
    }
}

/// Each entry once, in whatever case.
pub fn distinct(entries: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for entry in entries {
        if !kept.iter().any(|other| other.to_lowercase() == entry.to_lowercase()) {
            kept.push(entry);
        }
    }
    kept
}

/// Commas separate entries.
fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned)
}

/// The chips with the line below them. Enter and comma add what was typed, Backspace in the empty line takes the last chip back.
#[component]
pub fn ChipField(
    /// What they are.
    label: &'static str,
    /// Name for the browser's form filling.
    name: &'static str,
    /// The entries.
    chips: Chips,
    /// What stands below.
    note: Signal<Note>,
) -> impl IntoView {
    let line = NodeRef::<html::Input>::new();
    let told = RwSignal::new(String::new());
    let is_wrong = move || note.with_untracked(|note| matches!(note, Note::Wrong(_)));
    let on_input = move |event| {
        let text = event_target_value(&event);
        let is_done = text.ends_with(',');
        chips.typed.set(text);
        if is_done && !is_wrong() {
            chips.take();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let is_empty = chips.typed.value.with_untracked(|text| text.trim().is_empty());
        match event.key().as_str() {
            "Enter" if !is_empty && !event.is_composing() => {
                event.prevent_default();
                if !is_wrong() {
                    chips.take();
                }
            }
            "Backspace" if chips.typed.value.with_untracked(String::is_empty) => {
                if let Some(last) = chips.entries.with_untracked(|entries| entries.last().cloned()) {
                    event.prevent_default();
                    chips.remove(&last);
                    told.set(removed(&last));
                    chips.typed.set(last);
                }
            }
            _ => {}
        }
    };
    let on_remove = Callback::new(move |entry: String| {
        chips.remove(&entry);
        told.set(removed(&entry));
        // The button that had the focus is gone.
        if let Some(line) = line.get_untracked() {
            scroll::focus(&line);
        }
    });
    field(label, true, note, move |control| {
        view! {
            {chip_list(label, chips, on_remove)}
            <input
                class="input"
                id=control.id.clone()
                name=name
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="done"
                aria-describedby=control.described_by()
                aria-invalid=control.invalid()
                node_ref=line
                prop:value=chips.typed.value
                on:input=on_input
                on:keydown=on_key
            />
            <p class="visually-hidden" role="status">{told}</p>
        }
        .into_any()
    })
}

fn removed(entry: &str) -> String {
    [entry, " removed."].concat()
}

fn chip_list(label: &'static str, chips: Chips, on_remove: Callback<String>) -> AnyView {
    let any = Memo::new(move |_| !chips.entries.with(Vec::is_empty));
    dynamic(move || {
        any.get().then(|| {
            view! {
                <ul class="entries" aria-label=label>
                    {rows(move || chips.entries.get().into_iter().map(|entry| Row::new(entry.clone(), move || chip(entry.clone(), on_remove))).collect())}
                </ul>
            }
        })
    })
}

fn chip(entry: String, on_remove: Callback<String>) -> AnyView {
    let (shown, label) = (entry.clone(), ["Remove ", &entry].concat());
    view! {
        <li class="entry">
            <bdi>{shown}</bdi>
            <button class="icon-button" type="button" aria-label=label on:click=move |_| on_remove.run(entry.clone())><Icon name="x"/></button>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_becomes_entries_once() {
        Owner::new().with(|| {
            let chips = Chips::new(vec!["poetry".to_owned()]);
            chips.typed.set("code-review, Poetry,, haiku ".to_owned());
            assert_eq!(chips.all(), ["poetry", "code-review", "Poetry", "haiku"]);
            chips.take();
            assert_eq!(chips.all(), ["poetry", "code-review", "haiku"]);
            chips.take();
            chips.remove("poetry");
            assert_eq!(chips.entries.get_untracked(), ["code-review", "haiku"]);
        });
    }
}
