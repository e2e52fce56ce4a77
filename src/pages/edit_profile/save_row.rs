//! The foot of a form: save, discard, and whether something is not saved yet.

use leptos::html;
use leptos::prelude::*;

use crate::browser::scroll;
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dynamic::dynamic;
use crate::parts::stencil::part;

/// The buttons of a form that changes something.
#[component]
pub fn SaveRow(
    /// Whether it is being saved.
    busy: RwSignal<bool>,
    /// Whether something is not saved yet.
    is_changed: Signal<bool>,
    /// Puts back what is saved.
    on_discard: Callback<()>,
) -> impl IntoView {
    let row = NodeRef::<html::Div>::new();
    let nudged = RwSignal::new(false);
    let is_changed = Memo::new(move |_| is_changed.get());
    let nudge = Callback::new(move |()| nudged.set(!is_changed.get_untracked()));
    let discard = move |_| {
        on_discard.run(());
        // The button that had the focus is gone.
        if let Some(save) = row.get_untracked().and_then(|row| part(&row, "button")) {
            scroll::focus(&save);
        }
    };
    let state = move || match (is_changed.get(), nudged.get()) {
        (true, _) => "Not saved yet. It stays in this tab until you save it.",
        (false, true) => "There is nothing to save.",
        (false, false) => "",
    };
    view! {
        <div class="button-row save-row" node_ref=row>
            <BusyButton label="Save" busy=busy role=Role::Submit on_click=nudge/>
            {dynamic(move || is_changed.get().then(|| view! {
                <button class="button" type="button" disabled=busy on:click=discard>"Discard changes"</button>
            }))}
            <p class="field-hint" role="status">{dynamic(state)}</p>
        </div>
    }
}
