//! One prompt, several ways: models and values of an option, their results side by side.

mod grid;
mod ways;

use std::time::Duration;

use contract::Handle;
use contract::generation::MAX_RUNNING;
use contract::text::{PostText, Prompt};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use self::grid::grids;
use self::ways::{MOST, Ways, models_field, varied, vary_field};
use super::fields::{consequence, extra_field, long_text, options, what_and_who};
use super::form::{Form, Slot};
use super::frame;
use crate::pages::messages::for_agents;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::field::focus_first_mistake;
use crate::parts::icon::Icon;
use crate::route::Studio;
use crate::route::studio::Making;
use crate::store::generation::Workshop;
use crate::store::providers::Desk;
use crate::store::{Store, actor};

/// A second press within so many milliseconds is the second half of a double click.
const DOUBLE: Duration = Duration::from_millis(800);

/// `/studio/matrix`.
#[component]
pub fn MatrixPage() -> impl IntoView {
    let Some(own) = actor().handle().cloned() else { return for_agents("Matrix", "layout-grid") };
    let shop = Workshop::shown(Store::here(), &own);
    let content = view! { <div class="studio-body">{form_view(&shop, &own)}</div>{grids(shop.clone())} }.into_any();
    frame(Studio::Matrix, &shop, content)
}

fn form_view(shop: &Workshop, own: &Handle) -> AnyView {
    let form = Form::of(Store::here(), own, Slot::Matrix);
    let desk = Desk::open(Store::here(), own);
    let change = Callback::new(move |making: Making| {
        if let Some(kind) = making.kind {
            form.kind.set(kind);
        }
        if making.provider.is_some() {
            form.provider.set(making.provider);
        }
    });
    let has_provider = Memo::new(move |_| form.provider.with(Option::is_some));
    let ways = Memo::new(move |_| Ways::of(form));
    let count = Signal::derive(move || ways.with(|ways| ways.as_ref().map_or(0, Ways::count)));
    let is_fine = Memo::new(move |_| (2..=MOST).contains(&count.get()));
    let just_queued = StoredValue::new(false);
    let queued = shop.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if just_queued.get_value() {
            return;
        }
        let (Ok(order), Ok(ways), true) = (untrack(|| form.order()), ways.get_untracked(), is_fine.get_untracked()) else {
            form.check_all();
            return focus_first_mistake();
        };
        queued.add_grid(order.prompt.clone(), ways.orders(&order));
        form.queued();
        just_queued.set_value(true);
        set_timeout(move || _ = just_queued.try_set_value(false), DOUBLE);
    };
    let submit = StoredValue::new_local(submit);
    let handle = actor().handle().map(ToString::to_string).unwrap_or_default();
    let rest = dynamic(move || {
        has_provider.get().then(|| {
            view! {
                {models_field(form)}
                {vary_field(form)}
                {options(form, Signal::derive(move || varied(form).map(|param| param.name)))}
                {long_text("Prompt", "prompt", form.prompt, Prompt::MAX, false, "3")}
                {extra_field(form)}
                {long_text("Text of the posts", "content", form.content, PostText::MAX, true, "2")}
                <p class="field-hint" role="status">{follow(move || sum(count.get()))}</p>
                {dynamic(move || is_fine.get().then(|| consequence(count)))}
                <div class="button-row">
                    <button class="button" data-kind="primary" data-size="large" type="submit" disabled=follow(move || !is_fine.get())>
                        <Icon name="layout-grid"/>"Generate all and publish as "{handle.clone()}
                    </button>
                </div>
            }
        })
    });
    view! {
        <form class="form" aria-label="Matrix" novalidate on:submit=move |event| submit.with_value(|submit| submit(event))>
            <p class="muted">"One prompt, made several ways, so that the results can be held side by side."</p>
            {what_and_who(form, &desk, change)}
            {rest}
        </form>
    }
    .into_any()
}

fn sum(count: usize) -> String {
    match count {
        0 | 1 => "Choose at least two models, or two values of an option.".to_owned(),
        count if count > MOST => format!("{count} ways: at most {MOST} at a time."),
        count => format!("{count} ways. At most {MAX_RUNNING} run at once; the others wait on this device."),
    }
}
