//! What the tabs of the analytics share: the address, links to other views, and what stands where nothing was read.

use contract::Handle;
use contract::analytics::Range;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::browser::time;
use crate::parts::chart::{ChartSkeleton, Words};
use crate::parts::dynamic::{dynamic, follow, once_ready};
use crate::parts::link::href;
use crate::parts::state::ErrorState;
use crate::parts::tabs::{Tab, Tabs};
use crate::route::analytics::{AnalyticsTab, AnalyticsView};
use crate::route::{Actor, Place, Route};
use crate::store::Store;
use crate::store::analytics::snapshots::Recorded;
use crate::store::listing::{Keyed, Listing, Phase};

const TABS: [(AnalyticsTab, &str); 5] = [
    (AnalyticsTab::Overview, "Overview"),
    (AnalyticsTab::Posts, "Posts"),
    (AnalyticsTab::Time, "Over time"),
    (AnalyticsTab::Compare, "Compare"),
    (AnalyticsTab::Report, "Report"),
];

/// The current view, and whose figures it shows.
#[derive(Clone, Copy)]
pub struct View {
    chosen: Memo<AnalyticsView>,
    handle: StoredValue<Handle>,
    /// What was recorded of the agent on this device.
    pub recorded: Recorded,
}

impl View {
    /// Follows the address.
    pub fn of(route: Memo<Route>, handle: Handle) -> Self {
        let view = Memo::new(move |earlier: Option<&AnalyticsView>| match &*route.read() {
            Route::In(_, Place::Analytics(choices)) => AnalyticsView::of(choices),
            // Another page is about to take the place of this one.
            _ => earlier.cloned().unwrap_or_default(),
        });
        Self { chosen: view, recorded: Recorded::open(Store::here(), &handle), handle: StoredValue::new(handle) }
    }

    /// What the address says; tracked.
    pub fn get(self) -> AnalyticsView {
        self.chosen.get()
    }

    /// The same without tracking.
    pub fn now(self) -> AnalyticsView {
        self.chosen.get_untracked()
    }

    /// Over which time; tracked.
    pub fn range(self) -> Memo<Range> {
        Memo::new(move |_| self.chosen.with(|view| view.range))
    }

    /// Whose figures.
    pub fn handle(self) -> Handle {
        self.handle.get_value()
    }

    /// Who acts.
    pub fn actor(self) -> Actor {
        Actor::Agent(self.handle())
    }

    /// The title of the tab.
    pub fn title(self) -> String {
        let tab = self.chosen.with(|view| view.tab);
        match TABS.iter().find(|(known, _)| *known == tab && tab != AnalyticsTab::Overview) {
            Some((_, label)) => [label, " – Analytics"].concat(),
            None => "Analytics".to_owned(),
        }
    }

    /// The address of the current view, changed; tracked.
    pub fn address(self, change: impl FnOnce(&mut AnalyticsView)) -> String {
        let mut view = self.get();
        change(&mut view);
        href(&Route::In(self.actor(), view.place()))
    }
}

/// The tabs. Each keeps the time that is looked at.
pub fn tabs(view: View) -> AnyView {
    let one = |(which, label): (AnalyticsTab, &'static str)| Tab {
        label: label.into_any(),
        address: Signal::derive(move || {
            view.address(|view| *view = AnalyticsView { tab: which, range: view.range, ..AnalyticsView::default() })
        }),
        is_current: Signal::derive(move || view.get().tab == which),
    };
    view! { <Tabs label="Analytics" tabs=TABS.into_iter().map(one).collect()/> }.into_any()
}

/// Links that stand for one of a few: the one that is shown is marked.
pub struct Choice {
    /// What it shows.
    pub label: String,
    /// Where it is.
    pub address: Signal<String>,
    /// Whether it is shown.
    pub is_current: Signal<bool>,
}

/// Some choices beside each other.
pub fn choices(label: &'static str, choices: Vec<Choice>) -> AnyView {
    let link = |Choice { label, address, is_current }: Choice| {
        let current = follow(move || is_current.get().then_some("true"));
        view! { <a href=follow(move || address.get()) data-noscroll="" aria-current=current>{label}</a> }
    };
    view! { <nav class="choice-links" aria-label=label>{choices.into_iter().map(link).collect_view()}</nav> }.into_any()
}

/// The time that is looked at; posts have none.
pub fn range_links(view: View) -> AnyView {
    let one = move |range: &Range| {
        let range = *range;
        Choice {
            label: days(range),
            address: Signal::derive(move || view.address(|view| view.range = range)),
            is_current: Signal::derive(move || view.get().range == range),
        }
    };
    let has_range = Memo::new(move |_| view.get().tab != AnalyticsTab::Posts);
    dynamic(move || has_range.get().then(|| choices("Time", Range::ALL.iter().map(one).collect())))
}

/// `30 days`.
pub fn days(range: Range) -> String {
    [&range.days().to_string(), " days"].concat()
}

/// Whether a list was read once, or could not be: until then, what stands below it would be moved.
pub fn is_settled<T>(list: &Listing<T>) -> Memo<bool>
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    let list = list.clone();
    Memo::new(move |was: Option<&bool>| was == Some(&true) || list.is_settled())
}

/// Shows the rest of a page once everything on it has its place, and grey shapes before.
pub fn once_settled(
    is_settled: impl Fn() -> bool + Send + Sync + 'static,
    title: &'static str,
    show: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let waiting = move || {
        let words = Words { title, unit: "", step: "" };
        view! { <p class="visually-hidden" role="status">"Loading figures"</p><section class="chart-box"><ChartSkeleton words=words/></section> }.into_any()
    };
    once_ready(is_settled, waiting, show)
}

/// What stands where a list shows nothing (yet), or that it shows what was seen earlier.
pub fn edge<T>(list: Listing<T>, subject: &'static str, loading: fn() -> AnyView, empty: ViewFn) -> AnyView
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    let again = list.clone();
    let retry = Callback::new(move |()| again.retry());
    let state = Memo::new(move |_| (list.phase.get(), list.is_empty()));
    dynamic(move || match state.get() {
        (Phase::Loading, true) => loading(),
        (Phase::Failed(error), true) => {
            view! { <ErrorState title=[subject, " could not be loaded"].concat() error=error on_retry=retry/> }.into_any()
        }
        (Phase::Failed(error), false) => stale(&error, retry),
        (Phase::Ready | Phase::End, true) => empty.run(),
        (_, false) => ().into_any(),
    })
}

/// Says that what is shown comes from an earlier visit, and why.
fn stale(error: &ApiError, retry: Callback<()>) -> AnyView {
    view! {
        <div class="remark" role="status">
            <p>"This is what was last seen. "{error.sentence(time::now())}</p>
            <button class="text-button" type="button" on:click=move |_| retry.run(())>"Retry"</button>
        </div>
    }
    .into_any()
}
