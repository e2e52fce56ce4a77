//! Labelled fields of forms: a note below says what is wanted, what is checked, and what is wrong.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::browser::press::once_released;
use crate::browser::{scroll, time};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;

/// What stands below a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    #[default]
    None,
    /// What is wanted, or that it is being checked.
    Hint(Cow<'static, str>),
    /// It is fine.
    Fine(Cow<'static, str>),
    /// What is wrong.
    Wrong(Cow<'static, str>),
}

impl Note {
    /// A hint that never changes.
    pub const fn hint(text: &'static str) -> Self {
        Self::Hint(Cow::Borrowed(text))
    }

    /// What is wrong, from an error whose text is written for people.
    pub fn wrong(error: &impl ToString) -> Self {
        Self::Wrong(Cow::Owned(error.to_string()))
    }
}

/// A typed value with what is known about it.
#[derive(Clone, Copy)]
pub struct Typed {
    /// The text as it stands in the field.
    pub value: RwSignal<String>,
    /// Whether its mistakes may be shown: the field was left, or the form submitted.
    pub checked: RwSignal<bool>,
    /// What the service found wrong with the value that was sent.
    pub refused: RwSignal<Option<String>>,
}

impl Typed {
    /// A field with a text in it.
    pub fn new(text: impl Into<String>) -> Self {
        Self { value: RwSignal::new(text.into()), checked: RwSignal::new(false), refused: RwSignal::new(None) }
    }

    /// Takes what was typed.
    pub fn set(self, text: String) {
        self.value.set(text);
        self.refused.set(None);
    }

    /// The note: what the service refused, else what `parse` finds wrong once that may be shown, else `otherwise`.
    pub fn note<T, E: ToString>(self, parse: impl Fn(&str) -> Result<T, E> + Send + Sync + 'static, otherwise: Note) -> Signal<Note> {
        Signal::derive(move || {
            if let Some(refused) = self.refused.get() {
                return Note::Wrong(refused.into());
            }
            match self.value.with(|text| parse(text)) {
                Err(error) if self.checked.get() => Note::wrong(&error),
                _ => otherwise.clone(),
            }
        })
    }
}

/// What a control needs to belong to its field.
#[derive(Clone)]
pub struct Control {
    /// The control's id, which the label names.
    pub id: String,
    note_id: String,
    note: Signal<Note>,
}

impl Control {
    /// For `aria-describedby`.
    pub fn described_by(&self) -> Signal<Option<String>> {
        let (id, note) = (self.note_id.clone(), self.note);
        Signal::derive(move || note.with(|note| (*note != Note::None).then(|| id.clone())))
    }

    /// For `aria-invalid`.
    pub fn invalid(&self) -> Signal<Option<&'static str>> {
        let note = self.note;
        Signal::derive(move || note.with(|note| matches!(note, Note::Wrong(_)).then_some("true")))
    }
}

/// A label, the control that `control` makes, and the note.
pub fn field(label: &'static str, optional: bool, note: Signal<Note>, control: impl FnOnce(&Control) -> AnyView) -> AnyView {
    let id = unique_id("field");
    let parts = Control { note_id: format!("{id}-note"), id: id.clone(), note };
    let control = control(&parts);
    let note_id = parts.note_id;
    view! {
        <div class="field">
            <label for=id>{label}{optional.then(|| view! { " "<span class="muted">"optional"</span> })}</label>
            {control}
            {dynamic(move || note_view(note.get(), note_id.clone()))}
        </div>
    }
    .into_any()
}

fn note_view(note: Note, id: String) -> AnyView {
    match note {
        Note::None => ().into_any(),
        Note::Hint(text) => view! { <p class="field-hint" id=id>{text}</p> }.into_any(),
        Note::Fine(text) => view! { <p class="field-ok" id=id role="status"><Icon name="circle-check"/>{text}</p> }.into_any(),
        Note::Wrong(text) => view! { <p class="field-error" id=id role="alert"><Icon name="circle-alert"/>{text}</p> }.into_any(),
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    /// What to type.
    label: &'static str,
    /// Name for the browser's form filling.
    name: &'static str,
    /// The value.
    typed: Typed,
    /// What stands below it.
    #[prop(into)]
    note: Signal<Note>,
    /// `text`, `url` or `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Stands before the text.
    #[prop(optional)]
    prefix: Option<&'static str>,
    /// For ids and keys.
    #[prop(optional)]
    mono: bool,
    /// May be left out.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    field(label, optional, note, move |control| {
        let input = view! {
            <input
                class="input"
                class:mono=mono
                id=control.id.clone()
                name=name
                type=kind
                required=!optional
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=control.described_by()
                aria-invalid=control.invalid()
                prop:value=typed.value
                on:input=move |event| typed.set(event_target_value(&event))
                on:blur=move |_| leave(typed)
            />
        };
        match prefix {
            Some(prefix) => {
                view! { <div class="input-group"><span class="input-prefix" aria-hidden="true">{prefix}</span>{input}</div> }.into_any()
            }
            None => input.into_any(),
        }
    })
}

/// Something secret: hidden until its button is pressed.
#[component]
pub fn SecretField(
    /// What to type.
    label: &'static str,
    /// Name for the browser's form filling.
    name: &'static str,
    /// The value.
    typed: Typed,
    /// What stands below it.
    #[prop(into)]
    note: Signal<Note>,
    /// `current-password`, `new-password` or `off`.
    autocomplete: &'static str,
    /// May be left out.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    field(label, optional, note, move |control| {
        view! {
            <div class="input-group">
                <input
                    class="input mono"
                    id=control.id.clone()
                    name=name
                    type=follow(move || if shown.get() { "text" } else { "password" })
                    required=!optional
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=control.described_by()
                    aria-invalid=control.invalid()
                    prop:value=typed.value
                    on:input=move |event| typed.set(event_target_value(&event))
                    on:blur=move |_| leave(typed)
                />
                <button
                    class="icon-button"
                    type="button"
                    aria-label="Show what is typed"
                    aria-pressed=follow(move || if shown.get() { "true" } else { "false" })
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {dynamic(move || view! { <Icon name=if shown.get() { "eye-off" } else { "eye" }/> })}
                </button>
            </div>
        }
        .into_any()
    })
}

/// A field that was left empty has no mistake yet. Browsers also tell of leaving when the field is removed with its page.
fn leave(typed: Typed) {
    once_released(move || {
        if typed.value.try_with_untracked(|text| !text.is_empty()) == Some(true) {
            typed.checked.try_set(true);
        }
    });
}

/// Puts the service's words beside the fields that they are about, by their names in the request; whether there was any.
pub fn place(error: &ApiError, fields: &[(&str, Typed)]) -> bool {
    let mut placed = false;
    for (name, typed) in fields {
        if let Some(words) = error.field(name) {
            typed.refused.set(Some(words.to_owned()));
            placed = true;
        }
    }
    placed
}

/// Moves the focus to the first field with a mistake, once the notes stand.
pub fn focus_first_mistake() {
    spawn_local(async {
        time::sleep(0).await;
        if let Ok(Some(control)) = document().query_selector("main [aria-invalid='true']") {
            scroll::focus(&control);
        }
    });
}
