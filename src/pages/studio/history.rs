//! What was generated: as a gallery or a table, by type, service and status.

use contract::generation::{GenerationType, Job, JobFilter, JobStatus};
use contract::providers::Provider;
use leptos::prelude::*;

use super::fields::icon_of;
use super::job::{again_button, badge, post_actions, prompt, status_of, summary};
use super::media::result;
use super::{choices, frame};
use crate::pages::messages::for_agents;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::{href, use_go};
use crate::parts::paged_list::End;
use crate::parts::rows::{Row, rows};
use crate::parts::select::{Choice, select};
use crate::parts::state::EmptyState;
use crate::parts::time_ago::TimeAgo;
use crate::route::studio::{HistoryChoice, HistoryView};
use crate::route::{Route, Studio};
use crate::store::generation::Workshop;
use crate::store::listing::{Listing, Phase};
use crate::store::{Store, actor};

/// So many pages without anything to show are read before somebody is asked whether to go on.
const IN_VAIN: usize = 3;

/// `/studio/history`.
#[component]
pub fn HistoryPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let Some(own) = actor().handle().cloned() else { return for_agents("History", "history") };
    let shop = Workshop::shown(Store::here(), &own);
    let choices = choices(route);
    let choice = Memo::new(move |_| HistoryChoice::of(&choices.read()));
    let filter = Memo::new(move |_| choice.read().filter.clone());
    let view = Memo::new(move |_| choice.read().view);
    let listed = shop.clone();
    let list = dynamic(move || list(&listed, &filter.get(), view));
    let content = view! { {filters(choice)}{list} }.into_any();
    frame(Studio::History, &shop, content)
}

/// The filters and the switch between gallery and table; all of it is in the address.
fn filters(choice: Memo<HistoryChoice>) -> AnyView {
    let (go, acting) = (use_go(), actor());
    let change = Callback::new(move |choice: HistoryChoice| go(&Route::In(acting.clone(), choice.place()), true));
    let set = move |act: fn(&mut JobFilter, &str)| {
        Callback::new(move |value: String| {
            let mut choice = choice.get_untracked();
            act(&mut choice.filter, &value);
            change.run(choice);
        })
    };
    let chosen = move |read: fn(&JobFilter) -> &str| Signal::derive(move || read(&choice.read().filter).to_owned());
    let kind = select(
        "Type",
        with_all("All types", GenerationType::ALL.iter().map(|kind| (kind.as_str(), kind.label()))),
        chosen(|filter| filter.kind.as_ref().map_or("", GenerationType::as_str)),
        set(|filter, value| filter.kind = GenerationType::known(value).ok()),
    );
    let odd = choice.get_untracked().filter.provider.filter(|provider| matches!(provider, Provider::Unknown(_)));
    let providers = Provider::ALL.iter().chain(odd.as_ref()).map(|provider| (provider.as_str(), provider.label()));
    let provider = select(
        "Service",
        with_all("All services", providers),
        chosen(|filter| filter.provider.as_ref().map_or("", Provider::as_str)),
        set(|filter, value| filter.provider = Provider::existing(value)),
    );
    let statuses: Vec<(String, String)> = JobStatus::ALL.iter().map(|status| (status.as_str().to_owned(), status_of(status).0)).collect();
    let status = select(
        "Status",
        with_all("All", statuses.iter().map(|(value, name)| (value.as_str(), name.as_str()))),
        chosen(|filter| filter.status.as_ref().map_or("", JobStatus::as_str)),
        set(|filter, value| filter.status = JobStatus::known(value).ok()),
    );
    view! {
        <form class="filters" aria-label="Filter the history" on:submit=|event: leptos::ev::SubmitEvent| event.prevent_default()>
            <div class="filter-row">{kind}{provider}{status}{view_switch(choice, change)}</div>
        </form>
    }
    .into_any()
}

fn with_all<'a>(all: &str, choices: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    let choices = choices.map(|(value, name)| (value.to_owned(), name.to_owned()));
    std::iter::once((String::new(), all.to_owned())).chain(choices).collect()
}

fn view_switch(choice: Memo<HistoryChoice>, change: Callback<HistoryChoice>) -> AnyView {
    let radio = |(view, label, icon): (HistoryView, &'static str, &'static str)| {
        let is_chosen = crate::parts::dynamic::follow(move || choice.read().view == view);
        let choose = move |_| change.run(HistoryChoice { view, ..choice.get_untracked() });
        view! {
            <label><input type="radio" name="view" aria-label=label prop:checked=is_chosen on:change=choose/><Icon name=icon/></label>
        }
    };
    let views = [(HistoryView::Gallery, "Gallery", "layout-grid"), (HistoryView::Table, "Table", "table-2")];
    view! { <fieldset class="field"><legend class="field-label">"Shown as"</legend><div class="segments">{views.map(radio).into_iter().collect_view()}</div></fieldset> }.into_any()
}

/// A list with its filter.
#[derive(Clone)]
struct Shown {
    shop: Workshop,
    list: Listing<Job>,
    filter: JobFilter,
    jobs: Memo<Vec<Job>>,
    /// Pages without anything to show that may be read.
    patience: RwSignal<usize>,
}

fn list(shop: &Workshop, filter: &JobFilter, view: Memo<HistoryView>) -> AnyView {
    let list = shop.history(filter);
    show_endings(shop, &list);
    let (leaves, wanted, known) = (list.leaves.clone(), filter.clone(), shop.clone());
    let jobs = Memo::new(move |_| {
        // What was heard of a job since the page was read holds.
        let latest = |job: &Job| known.job(&job.id).unwrap_or_else(|| job.clone());
        leaves.with(|leaves| {
            leaves.iter().flat_map(|leaf| leaf.items.iter()).map(latest).filter(|job| wanted.admits(job)).collect::<Vec<_>>()
        })
    });
    let shown = Shown { shop: shop.clone(), list, filter: filter.clone(), jobs, patience: RwSignal::new(IN_VAIN) };
    let is_any = Memo::new(move |_| jobs.with(|jobs| !jobs.is_empty()));
    let drawn = shown.clone();
    let entries = dynamic(move || match (is_any.get(), view.get()) {
        (false, _) => ().into_any(),
        (true, HistoryView::Gallery) => gallery(drawn.clone()),
        (true, HistoryView::Table) => table(drawn.clone()),
    });
    view! { {entries}{end(shown, is_any)} }.into_any()
}

/// Shows what ends while the list is looked at.
fn show_endings(shop: &Workshop, list: &Listing<Job>) {
    let (endings, list) = (shop.endings.clone(), list.clone());
    Effect::new(move |before: Option<u32>| {
        let now = endings.get();
        if before.is_some_and(|before| before != now) {
            list.restart();
        }
        now
    });
}

/// What follows the list. The end of a list that shows nothing is an empty one.
fn end(shown: Shown, is_any: Memo<bool>) -> AnyView {
    let paused = shown.clone();
    let is_paused = Memo::new(move |_| {
        let is_vain = |items: &[Job]| !items.iter().any(|job| paused.filter.admits(job));
        let vain = paused.list.leaves.with(|leaves| leaves.iter().rev().take_while(|leaf| is_vain(&leaf.items)).count());
        paused.list.phase.get() == Phase::Ready && vain >= paused.patience.get()
    });
    let phase = shown.list.phase.clone();
    let is_empty = Memo::new(move |_| phase.get() == Phase::End && !is_any.get());
    dynamic(move || {
        if is_empty.get() {
            return empty(shown.filter == JobFilter::default());
        }
        if is_paused.get() {
            let shown = shown.clone();
            let go_on = move |_| {
                shown.patience.update(|patience| *patience += IN_VAIN);
                shown.list.load_more();
            };
            return view! {
                <div class="remark" role="status">
                    <p>"There are none of these among the latest that were looked through."</p>
                    <button class="button" type="button" on:click=go_on>"Look further"</button>
                </div>
            }
            .into_any();
        }
        End::of(&shown.list).view(skeletons.into(), (|| ()).into(), "The history")
    })
}

fn skeletons() -> AnyView {
    let card = |_| view! { <div class="job skeleton" aria-hidden="true"><div class="bone" data-width="box"></div><div class="bone"></div><div class="bone" data-width="half"></div></div> };
    view! { <p class="visually-hidden" role="status">"Loading the history"</p><div class="job-gallery">{(0..6).map(card).collect_view()}</div> }
        .into_any()
}

fn empty(is_all: bool) -> AnyView {
    let (place, label) = if is_all { (Studio::Make, "Generate something") } else { (Studio::History, "Remove the filters") };
    let (title, text) = if is_all {
        ("Nothing was generated yet", "Everything that this agent generates appears here, the latest first.")
    } else {
        ("Nothing fits", "No job is of this type, service and status.")
    };
    let address = href(&Route::In(actor(), place.place()));
    view! { <EmptyState icon="history" title=title text=text><a class="button" href=address>{label}</a></EmptyState> }.into_any()
}

fn gallery(shown: Shown) -> AnyView {
    let (jobs, shop) = (shown.jobs, shown.shop);
    let draw = move |job: Job| {
        let shop = shop.clone();
        Row::new(key(&job), move || gallery_card(&shop, &job))
    };
    view! { <ul class="job-gallery" aria-label="History">{rows(move || jobs.get().into_iter().map(&draw).collect())}</ul> }.into_any()
}

/// A job is drawn anew when its status is another one.
fn key(job: &Job) -> String {
    [job.id.as_str(), job.status.as_str()].join("/")
}

fn gallery_card(shop: &Workshop, job: &Job) -> AnyView {
    let trouble = (job.status == JobStatus::Failed).then(|| view! { <p class="field-error"><Icon name="circle-alert"/>{reason(job)}</p> });
    view! {
        <li class="job" data-status=job.status.as_str().to_owned()>
            {result(job)}
            <div class="job-head"><p>{summary(job)}</p>{badge(&job.status)}</div>
            {prompt(job)}
            {trouble}
            <div class="button-row">{actions(shop, job)}<TimeAgo at=job.created_at/></div>
        </li>
    }
    .into_any()
}

fn reason(job: &Job) -> String {
    job.error.clone().unwrap_or_else(|| "The service did not say why.".to_owned())
}

fn actions(shop: &Workshop, job: &Job) -> AnyView {
    view! { {job.post.clone().map(|post| post_actions(shop, post))}{again_button(shop, job, "Use again")} }.into_any()
}

fn table(shown: Shown) -> AnyView {
    let (jobs, shop) = (shown.jobs, shown.shop);
    let draw = move |job: Job| {
        let shop = shop.clone();
        Row::new(key(&job), move || table_row(&shop, &job))
    };
    view! {
        <div class="history-table" tabindex="0" role="region" aria-label="History">
            <table class="table">
                <thead><tr>
                    <th scope="col">"Begun"</th><th scope="col">"What"</th><th scope="col">"Prompt"</th><th scope="col">"Status"</th><th scope="col">"Actions"</th>
                </tr></thead>
                <tbody>{rows(move || jobs.get().into_iter().map(&draw).collect())}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn table_row(shop: &Workshop, job: &Job) -> AnyView {
    let trouble = (job.status == JobStatus::Failed).then(|| view! { <p class="field-hint">{reason(job)}</p> });
    view! {
        <tr>
            <td><TimeAgo at=job.created_at/></td>
            <td><span class="history-kind"><Icon name=icon_of(job.kind.as_ref())/><span>{summary(job)}</span></span></td>
            <td>{prompt(job)}</td>
            <td>{badge(&job.status)}{trouble}</td>
            <td><div class="button-row">{actions(shop, job)}</div></td>
        </tr>
    }
    .into_any()
}
