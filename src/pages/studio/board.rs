//! The board: what runs, what has just ended, and what waits on this device.

use std::sync::Arc;

use contract::generation::MAX_RUNNING;
use leptos::prelude::*;

use super::again::use_again;
use super::fields::icon_of;
use super::job::{Clock, job_card, what_by_whom};
use crate::api::Priority;
use crate::browser::time;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};
use crate::parts::state::{EmptyState, ErrorState};
use crate::store::generation::{Look, Waiting, Workshop};

/// The whole board.
pub fn board(shop: Workshop) -> AnyView {
    let known = shop.clone();
    let clock = Clock::start(move || untrack(|| known.on_board()).iter().any(|job| job.status.is_running()));
    view! {
        <div class="board">
            {queue(shop.clone())}
            <section aria-labelledby="board-jobs">
                <h2 id="board-jobs">"Running and recent"</h2>
                {jobs(shop, clock)}
            </section>
        </div>
    }
    .into_any()
}

fn jobs(shop: Workshop, clock: Clock) -> AnyView {
    let (listed, drawn, looked) = (shop.clone(), shop.clone(), shop.clone());
    let ids = Memo::new(move |_| listed.on_board().into_iter().map(|job| job.id).collect::<Vec<_>>());
    let is_any = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
    let look = Memo::new(move |_| looked.look.get());
    let row = move |id: contract::id::JobId| {
        let shop = drawn.clone();
        Row::new(id.as_str().to_owned(), move || job_card(&shop, &id, clock))
    };
    let row = StoredValue::new(row);
    let list = dynamic(move || {
        is_any.get().then(|| {
            view! { <ul class="job-list" aria-label="Jobs">{rows(move || ids.get().into_iter().map(|id| row.with_value(|row| row(id))).collect())}</ul> }
        })
    });
    let beside = dynamic(move || match (look.get(), is_any.get()) {
        (Look::Waiting, false) => skeletons(),
        (Look::Failed(error), is_any) => failed(&shop, error, is_any),
        (Look::Known, false) => {
            let text = "What you generate appears here while it is made. Completed jobs are in the history.";
            view! { <EmptyState icon="wand-sparkles" title="Nothing runs" text=text/> }.into_any()
        }
        _ => ().into_any(),
    });
    view! { {list}{beside} }.into_any()
}

fn failed(shop: &Workshop, error: crate::api::ApiError, is_any: bool) -> AnyView {
    let shop = shop.clone();
    let retry = move || {
        let shop = shop.clone();
        leptos::task::spawn_local(async move {
            shop.look_now(Priority::Click).await;
        });
    };
    if is_any {
        return view! {
            <p class="field-error" role="status"><Icon name="circle-alert"/>"What you see may be out of date. "{error.sentence(time::now())}</p>
        }
        .into_any();
    }
    view! { <ErrorState title="The jobs could not be loaded" error=error on_retry=Callback::new(move |()| retry())/> }.into_any()
}

fn skeletons() -> AnyView {
    view! {
        <p class="visually-hidden" role="status">"Loading jobs"</p>
        <div class="job skeleton" aria-hidden="true"><div class="bone" data-width="half"></div><div class="bone"></div><div class="bone" data-width="short"></div></div>
    }
    .into_any()
}

/// What waits; nothing where nothing does.
fn queue(shop: Workshop) -> AnyView {
    let (counted, drawn) = (shop.clone(), shop.clone());
    // A retry waits at its own card, which stays where it was pressed; here it stands when it needs a decision.
    let numbers = Memo::new(move |_| {
        let is_elsewhere =
            |waiting: &Waiting| waiting.trouble.is_none() && waiting.retry.as_ref().is_some_and(|job| counted.is_on_board(job));
        counted
            .shelf
            .with(|shelf| shelf.waiting.iter().filter(|waiting| !is_elsewhere(waiting)).map(|waiting| waiting.number).collect::<Vec<_>>())
    });
    let is_any = Memo::new(move |_| numbers.with(|numbers| !numbers.is_empty()));
    let not_kept = shop.not_kept.clone();
    let warning = StoredValue::new(move || {
        not_kept.get().map(|error| view! { <p class="field-error" role="alert"><Icon name="circle-alert"/>{error.to_string()}" What waits is gone when this page is closed."</p> })
    });
    let row = move |number: u64| {
        let shop = drawn.clone();
        Row::new(number.to_string(), move || waiting_row(&shop, number))
    };
    let row = StoredValue::new(row);
    dynamic(move || {
        is_any.get().then(|| {
            view! {
                <section aria-labelledby="board-queue">
                    <h2 id="board-queue">"Waiting on this device"</h2>
                    <p class="field-hint">{format!("At most {MAX_RUNNING} run at once. What waits starts from here, as long as this app is open in a tab that is seen.")}</p>
                    {dynamic(move || warning.with_value(|warning| warning()))}
                    <ol class="job-list" aria-label="Queue">{rows(move || numbers.get().into_iter().map(|number| row.with_value(|row| row(number))).collect())}</ol>
                </section>
            }
        })
    })
}

fn waiting_row(shop: &Workshop, number: u64) -> AnyView {
    let found = shop.clone();
    let place = Memo::new(move |_| {
        found.shelf.with(|shelf| {
            shelf.waiting.iter().position(|waiting| waiting.number == number).map(|place| (place, shelf.waiting[place].clone()))
        })
    });
    let shop = shop.clone();
    view! { <li class="job" data-status="waiting">{dynamic(move || place.get().map(|(place, waiting)| waiting_card(&shop, place, waiting)))}</li> }.into_any()
}

fn waiting_card(shop: &Workshop, place: usize, waiting: Waiting) -> AnyView {
    let Waiting { number, order, retry, sent_at, trouble, .. } = waiting;
    let summary = what_by_whom(order.kind.as_ref(), order.provider.as_ref());
    let verb = if retry.is_some() { "Retry: " } else { "" };
    let is_sent = sent_at.is_some() && trouble.is_none();
    let state = match (&trouble, is_sent) {
        (Some(_), _) => ("Not started".to_owned(), "danger"),
        (None, true) => ("Starting".to_owned(), "accent"),
        (None, false) => (format!("Place {}", place + 1), ""),
    };
    let (removed, moved, tried, edited, again) = (shop.clone(), shop.clone(), shop.clone(), shop.clone(), use_again());
    let edit = move |_| {
        let Some((place, waiting)) = edited.take_out(number) else { return };
        let (order, shop) = (waiting.order.clone(), edited.clone());
        again.run((order, Some(Arc::new(move || shop.put_back(place, waiting.clone())))));
    };
    let trouble = trouble.map(|trouble| {
        view! {
            <p class="field-error" role="alert"><Icon name="circle-alert"/>{trouble}</p>
            <div class="button-row"><button class="button" type="button" on:click=move |_| tried.try_again(number)><Icon name="rotate-cw"/>"Try again"</button></div>
        }
    });
    // What may have been started is not changed before that is known.
    let controls = (!is_sent).then(|| {
        view! {
            <div class="button-row">
                {retry.is_none().then(|| view! { <button class="button" type="button" on:click=edit>"Edit"</button> })}
                {(place > 0).then(|| view! { <button class="button" type="button" on:click=move |_| moved.move_up(number)><Icon name="arrow-up"/>"Move up"</button> })}
                <button class="button" type="button" on:click=move |_| removed.remove(number)>"Remove"</button>
            </div>
        }
    });
    view! {
        <div class="job-head"><Icon name=icon_of(order.kind.as_ref())/><p>{verb}{summary}</p><span class="badge" data-kind=state.1>{follow(move || state.0.clone())}</span></div>
        <p class="job-prompt" dir="auto">{order.prompt}</p>
        {trouble}
        {controls}
    }
    .into_any()
}
