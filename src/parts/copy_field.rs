//! Values to copy: ids, secrets, examples.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clipboard;
use crate::parts::dialog::unique_id;
use crate::parts::icon::Icon;

/// What became of the last copy or file, read out as it happens.
pub type Outcome = RwSignal<&'static str>;

/// A value with a button that copies it.
#[component]
pub fn CopyField(
    /// What it is.
    label: &'static str,
    /// Name of the button.
    copy_label: &'static str,
    /// The value.
    value: String,
    /// Where the outcome is told.
    outcome: Outcome,
) -> impl IntoView {
    let id = unique_id("secret");
    let shown = value.clone();
    view! {
        <div class="field">
            <span class="field-label" id=id.clone()>{label}</span>
            <div class="secret">
                <code aria-labelledby=id role="textbox" aria-readonly="true" tabindex="0">{shown}</code>
                <button class="icon-button" type="button" aria-label=copy_label data-tip="Copy" data-side="start" on:click=move |_| copy(value.clone(), outcome)>
                    <Icon name="copy"/>
                </button>
            </div>
        </div>
    }
}

/// Puts a text on the clipboard and tells whether it is there.
pub fn copy(text: String, outcome: Outcome) {
    outcome.set("");
    spawn_local(async move {
        let copied = clipboard::copy(&text).await;
        // The page may be gone meanwhile.
        outcome.try_set(if copied { "Copied." } else { "The browser did not copy it. Select the text and copy it by hand." });
    });
}
