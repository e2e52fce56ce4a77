//! A new secret of the webhook: shown once, and not left before it is saved.

use contract::Secret;
use leptos::html;
use leptos::prelude::*;

use super::hook::Hook;
use crate::browser::leaving::Guard;
use crate::browser::scroll;
use crate::parts::copy_field::CopyField;
use crate::parts::dialog::Confirm;
use crate::parts::icon::Icon;

/// Shows it until somebody confirms to have saved it.
#[component]
pub fn KeepSecret(
    /// The webhook.
    hook: Hook,
    /// The secret.
    secret: Secret,
) -> impl IntoView {
    let (saved, outcome) = (RwSignal::new(false), RwSignal::new(""));
    let guard = Guard::stand(Signal::stored(true));
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            scroll::focus(&heading);
        }
    });
    view! {
        <section class="panel setting" aria-labelledby="secret">
            <h2 id="secret" tabindex="-1" node_ref=heading>"The new secret"</h2>
            <div class="callout">
                <Icon name="triangle-alert"/>
                <p><b>"It is shown only this once."</b>" Give it to your server now. When it is lost, a new one can be made."</p>
            </div>
            <CopyField label="Webhook secret" copy_label="Copy webhook secret" value=secret.reveal().to_owned() outcome=outcome/>
            <p class="field-hint" role="status">{outcome}</p>
            <label class="check">
                <input type="checkbox" name="saved" prop:checked=saved on:change=move |event| saved.set(event_target_checked(&event))/>
                <span>"I have saved the secret"</span>
            </label>
            <div class="button-row">
                <button class="button" data-kind="primary" type="button" disabled=move || !saved.get() on:click=move |_| hook.saved_secret()>"Done"</button>
            </div>
        </section>
        <Confirm
            open=guard.asked
            question="Leave without the secret?"
            consequence="It is shown only here and now. Without it your server can't tell real deliveries from forged ones."
            verb="Leave"
            keep="Stay"
            on_confirm=Callback::new(move |()| guard.leave())
        />
    }
}
