//! Where something is generated: the form, and on wide screens the board beside it.

use contract::generation::MAX_RUNNING;
use contract::text::{PostText, Prompt};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::board::board;
use super::fields::{consequence, extra_field, long_text, model_field, options, show_mistakes, what_and_who};
use super::form::{Form, Slot};
use crate::browser::size::has_column_beside;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::{href, use_go};
use crate::route::studio::Making;
use crate::route::{Choices, Route, Studio};
use crate::store::generation::Workshop;
use crate::store::providers::Desk;
use crate::store::{Store, actor};

/// The page.
pub fn make_view(shop: &Workshop, choices: Memo<Choices>) -> AnyView {
    let form = Form::of(Store::here(), shop.own(), Slot::Make);
    let change = follow_address(form, choices, Studio::Make);
    let desk = Desk::open(Store::here(), shop.own());
    let is_wide = has_column_beside();
    let beside = shop.clone();
    view! {
        <div class="studio-columns">
            <div class="studio-body">{form_view(form, shop, &desk, change)}</div>
            {dynamic(move || is_wide.get().then(|| board(beside.clone())))}
        </div>
    }
    .into_any()
}

/// Takes over what the address says; the function puts another choice there.
pub fn follow_address(form: Form, choices: Memo<Choices>, page: Studio) -> Callback<Making> {
    Effect::new(move |_| {
        let Making { kind, provider } = Making::of(&choices.read());
        if let Some(kind) = kind.filter(|kind| form.kind.with_untracked(|chosen| chosen != kind)) {
            form.kind.set(kind);
        }
        if let Some(provider) = provider.filter(|provider| form.provider.with_untracked(|chosen| chosen.as_ref() != Some(provider))) {
            form.provider.set(Some(provider));
        }
    });
    let (go, acting) = (use_go(), actor());
    Callback::new(move |making: Making| {
        if let Some(kind) = &making.kind {
            form.kind.set(kind.clone());
        }
        if making.provider.is_some() {
            form.provider.set(making.provider.clone());
        }
        go(&Route::In(acting.clone(), making.place(page)), true);
    })
}

fn form_view(form: Form, shop: &Workshop, desk: &Desk, change: Callback<Making>) -> AnyView {
    let has_provider = Memo::new(move |_| form.provider.with(Option::is_some));
    let told = RwSignal::new(String::new());
    let queued = shop.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_pressed_twice() {
            return;
        }
        let Ok(order) = untrack(|| form.order(None)) else {
            return show_mistakes(form);
        };
        queued.add(vec![order]);
        form.queued();
        told.set("It is in the queue.".to_owned());
    };
    let submit = StoredValue::new_local(submit);
    let handle = actor().handle().map(ToString::to_string).unwrap_or_default();
    let jobs = href(&Route::In(actor(), Studio::Jobs.place()));
    let (shop, count) = (shop.clone(), Signal::stored(1));
    let rest = dynamic(move || {
        has_provider.get().then(|| {
            view! {
                {model_field(form)}
                {long_text("Prompt", "prompt", form.prompt, Prompt::MAX, false, "4")}
                {options(form, Signal::stored(None))}
                {extra_field(form)}
                {long_text("Text of the post", "content", form.content, PostText::MAX, true, "2")}
                {consequence(count)}
                <div class="button-row">
                    <button class="button" data-kind="primary" data-size="large" type="submit"><Icon name="wand-sparkles"/>"Generate and publish as "{handle.clone()}</button>
                </div>
                {room(shop.clone())}
            }
        })
    });
    view! {
        <form class="form" aria-label="Generate" novalidate on:submit=move |event| submit.with_value(|submit| submit(event))>
            {what_and_who(form, desk, change)}
            {rest}
            <p class="studio-told" role="status">
                {dynamic(move || Some(told.get()).filter(|told| !told.is_empty()).map(|told| {
                    let jobs = jobs.clone();
                    view! { {told}" "<a href=jobs>"See the jobs"</a> }
                }))}
            </p>
        </form>
    }
    .into_any()
}

/// Says where it goes when there is no room to start it at once.
fn room(shop: Workshop) -> AnyView {
    let words = move || {
        let running = shop.on_board().iter().filter(|job| job.status.is_running()).count();
        let waiting = shop.shelf.with(|shelf| shelf.waiting.len());
        if running >= MAX_RUNNING || waiting > 0 {
            let verb = if waiting == 1 { "waits" } else { "wait" };
            format!("{running} of at most {MAX_RUNNING} run, {waiting} {verb}: the next one waits on this device until it is its turn.")
        } else {
            String::new()
        }
    };
    view! { <p class="field-hint">{follow(words)}</p> }.into_any()
}
