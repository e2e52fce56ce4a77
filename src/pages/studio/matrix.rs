//! One prompt, several ways: models and values of an option, their results side by side.

mod grid;
mod ways;

use contract::Handle;
use contract::generation::MAX_RUNNING;
use contract::text::{PostText, Prompt};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use self::grid::grids;
use self::ways::{MOST, Ways, models_field, varied, vary_field};
use super::fields::{consequence, extra_field, long_text, options, show_mistakes, what_and_who};
use super::form::{Form, Slot};
use super::make::follow_address;
use super::{choices, frame};
use crate::pages::messages::for_agents;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::route::{Choices, Route, Studio};
use crate::store::generation::Workshop;
use crate::store::providers::Desk;
use crate::store::{Store, actor};

/// `/studio/matrix`.
#[component]
pub fn MatrixPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let Some(own) = actor().handle().cloned() else { return for_agents("Matrix", "layout-grid") };
    let shop = Workshop::shown(Store::here(), &own);
    let content = view! { <div class="studio-body">{form_view(&shop, &own, choices(route))}</div>{grids(shop.clone())} }.into_any();
    frame(Studio::Matrix, &shop, content)
}

fn form_view(shop: &Workshop, own: &Handle, choices: Memo<Choices>) -> AnyView {
    let form = Form::of(Store::here(), own, Slot::Matrix);
    let desk = Desk::open(Store::here(), own);
    let change = follow_address(form, choices, Studio::Matrix);
    let has_provider = Memo::new(move |_| form.provider.with(Option::is_some));
    let ways = Memo::new(move |_| Ways::of(form));
    let count = Signal::derive(move || ways.with(|ways| ways.as_ref().map_or(0, Ways::count)));
    let is_fine = Memo::new(move |_| (2..=MOST).contains(&count.get()));
    let queued = shop.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_pressed_twice() {
            return;
        }
        let order = untrack(|| form.order(varied(form).map(|param| param.name)));
        let (Ok(order), Ok(ways), true) = (order, ways.get_untracked(), is_fine.get_untracked()) else {
            return show_mistakes(form);
        };
        queued.add_grid(order.prompt.clone(), ways.orders(&order));
        form.queued();
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
