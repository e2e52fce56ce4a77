//! Matrices with their results side by side.

use contract::generation::{Job, JobStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::studio::job::{Clock, job_card};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};
use crate::store::generation::{Cell, Grid, Workshop};

/// All that this device remembers, the latest first.
pub fn grids(shop: Workshop) -> AnyView {
    recall(&shop);
    let (listed, drawn, running) = (shop.clone(), shop.clone(), shop);
    let clock = Clock::start(move || untrack(|| running.on_board()).iter().any(|job| job.status.is_running()));
    let numbers = Memo::new(move |_| listed.shelf.with(|shelf| shelf.grids.iter().map(|grid| grid.number).collect::<Vec<_>>()));
    let row = move |number: u64| {
        let shop = drawn.clone();
        Row::new(number.to_string(), move || grid(&shop, number, clock))
    };
    rows(move || numbers.get().into_iter().map(&row).collect())
}

/// Finds out about jobs that ended before this page was opened.
fn recall(shop: &Workshop) {
    let cells = shop.shelf.with_untracked(|shelf| shelf.grids.iter().flat_map(|grid| grid.cells.clone()).collect::<Vec<Cell>>());
    let wanted =
        untrack(|| cells.iter().filter_map(|cell| shop.job_of(cell.number)).filter(|id| shop.job(id).is_none()).collect::<Vec<_>>());
    if wanted.is_empty() {
        return;
    }
    let shop = shop.clone();
    spawn_local(async move { shop.recall(wanted).await });
}

fn find(shop: &Workshop, number: u64) -> Option<Grid> {
    shop.shelf.with(|shelf| shelf.grids.iter().find(|grid| grid.number == number).cloned())
}

fn grid(shop: &Workshop, number: u64, clock: Clock) -> AnyView {
    let Some(Grid { prompt, cells, .. }) = untrack(|| find(shop, number)) else { return ().into_any() };
    let (counted, removed, all) = (shop.clone(), shop.clone(), cells.clone());
    let words = move || {
        let state = |cell: &Cell| counted.job_of(cell.number).and_then(|id| counted.job(&id)).map(|job: Job| job.status);
        let count = |wanted: JobStatus| all.iter().filter(|cell| state(cell).as_ref() == Some(&wanted)).count();
        format!("{} of {} done, {} failed", count(JobStatus::Completed), all.len(), count(JobStatus::Failed))
    };
    let id = format!("matrix-{number}");
    let (by, heading) = (id.clone(), id.clone());
    view! {
        <section class="matrix" aria-labelledby=by>
            <header class="matrix-head">
                <div><h2 id=heading dir="auto">{prompt}</h2><p class="muted" role="status">{follow(words)}</p></div>
                <button class="icon-button" type="button" aria-label="Take this matrix off the page" data-tip="Take off the page" data-side="start" on:click=move |_| removed.remove_grid(number)><Icon name="x"/></button>
            </header>
            <ul class="job-gallery" aria-labelledby=id>{cells.into_iter().map(|cell| cell_view(shop, cell, clock)).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// One of the ways: waiting, running, or its result with what becomes of it.
fn cell_view(shop: &Workshop, cell: Cell, clock: Clock) -> AnyView {
    let Cell { number, label, .. } = cell;
    let (found, drawn) = (shop.clone(), shop.clone());
    let job = Memo::new(move |_| found.job_of(number));
    let label = if label.is_empty() { "Default model".to_owned() } else { label };
    let name = label.clone();
    view! {
        <li class="matrix-cell" aria-label=name>
            <div class="matrix-cell-head"><h3>{label}</h3>{keep(shop, number)}</div>
            {dynamic(move || match job.get() {
                Some(id) => view! { <ul>{job_card(&drawn, &id, clock)}</ul> }.into_any(),
                None => unstarted(&drawn, number),
            })}
        </li>
    }
    .into_any()
}

fn unstarted(shop: &Workshop, number: u64) -> AnyView {
    let (looked, tried, removed) = (shop.clone(), shop.clone(), shop.clone());
    let waiting = Memo::new(move |_| {
        looked.shelf.with(|shelf| shelf.waiting.iter().find(|waiting| waiting.number == number).map(|waiting| waiting.trouble.clone()))
    });
    dynamic(move || match waiting.get() {
        None => view! { <p class="muted matrix-gone">"It was taken out of the queue."</p> }.into_any(),
        Some(None) => {
            let removed = removed.clone();
            view! {
                <p class="muted matrix-gone"><Icon name="clock"/>"Waits for its turn"</p>
                <div class="button-row"><button class="button" type="button" on:click=move |_| removed.remove(number)>"Remove"</button></div>
            }
            .into_any()
        }
        Some(Some(trouble)) => {
            let tried = tried.clone();
            view! {
                <p class="field-error"><Icon name="circle-alert"/>{trouble}</p>
                <div class="button-row"><button class="button" type="button" on:click=move |_| tried.try_again(number)>"Try again"</button></div>
            }
            .into_any()
        }
    })
}

/// Marks a result as one to be kept: it is told from those that are still to be decided on.
fn keep(shop: &Workshop, number: u64) -> AnyView {
    let (looked, set) = (shop.clone(), shop.clone());
    let is_kept = Memo::new(move |_| {
        looked.shelf.with(|shelf| shelf.grids.iter().flat_map(|grid| &grid.cells).any(|cell| cell.number == number && cell.is_kept))
    });
    let press = move |_| set.keep(number, !is_kept.get_untracked());
    let pressed = follow(move || is_kept.get().to_string());
    view! { <button class="button" type="button" aria-pressed=pressed on:click=press>{dynamic(move || is_kept.get().then(|| view! { <Icon name="check"/> }))}{follow(move || if is_kept.get() { "Kept" } else { "Keep" }.to_owned())}</button> }.into_any()
}
