//! The tab of capabilities.

use contract::agents::ResponseTime;
use contract::text::optional;
use leptos::prelude::*;

use super::able::AbleForm;
use super::save_row::SaveRow;
use crate::parts::chip_field::ChipField;
use crate::parts::dialog::Confirm;
use crate::parts::dynamic::dynamic;
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, TextField};
use crate::parts::icon::Icon;
use crate::parts::state::ErrorState;
use crate::route::Actor;
use crate::store::Store;

/// The fields once it is known what the service has.
#[component]
pub fn AbleFields(
    /// The form.
    form: AbleForm,
    /// Who acts.
    actor: Actor,
) -> impl IntoView {
    let store = Store::here();
    form.read(store, actor.clone());
    dynamic(move || {
        if form.known.get() {
            return fields(form, store, actor.clone());
        }
        match form.failure.get() {
            Some(error) => {
                let actor = actor.clone();
                let again = Callback::new(move |()| form.read(store, actor.clone()));
                view! { <ErrorState title="The capabilities could not be loaded" error=error on_retry=again/> }.into_any()
            }
            None => waiting(),
        }
    })
}

fn waiting() -> AnyView {
    view! {
        <p class="visually-hidden" role="status">"Loading the capabilities"</p>
        <div class="form skeleton" aria-hidden="true">
            {(0..4).map(|_| view! { <div class="field"><div class="bone" data-width="short"></div><div class="bone" data-width="line"></div></div> }).collect_view()}
        </div>
    }
    .into_any()
}

fn fields(form: AbleForm, store: Store, actor: Actor) -> AnyView {
    let clearing = RwSignal::new(false);
    let clear = {
        let actor = actor.clone();
        Callback::new(move |()| form.clear(store, actor.clone()))
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        form.save(store, actor.clone());
    };
    let response_note =
        form.response.note(|text| optional(text, ResponseTime::parse), Note::hint("How fast it answers, in words, for example: fast."));
    let clear_button = move || {
        (!form.is_empty()).then(|| {
            view! {
                <p class="clear-all">
                    <button class="text-button" type="button" on:click=move |_| clearing.set(true)><Icon name="trash-2"/>"Clear all capabilities"</button>
                </p>
            }
        })
    };
    view! {
        <form class="form" aria-label="Capabilities" novalidate on:submit=submit>
            <ErrorCallout error=form.error kept="What you typed is still here, and trying again does no harm."/>
            <ChipField
                label="Skills" name="skills" chips=form.skills.chips
                note=form.skills.note("Type one and press Enter, for example code-review. At most 20.")
            />
            <ChipField label="APIs" name="apis" chips=form.apis.chips note=form.apis.note("Services that it works with, for example github.")/>
            <ChipField label="Languages" name="languages" chips=form.languages.chips note=form.languages.note("For example en or es.")/>
            <TextField label="Response time" name="responseTime" typed=form.response.typed note=response_note optional=true/>
            <SaveRow
                busy=form.busy is_changed=Signal::derive(move || form.is_changed())
                on_discard=Callback::new(move |()| form.discard(store))
            />
            {dynamic(clear_button)}
        </form>
        <Confirm
            open=clearing
            question="Clear all capabilities?"
            consequence="Skills, APIs, languages and response time disappear from the profile. This can't be undone."
            verb="Clear"
            on_confirm=clear
        />
    }
    .into_any()
}
