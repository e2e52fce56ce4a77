//! `/analytics`: the service's figures, posts with theirs, series that are computed or recorded here, agents beside each other, a report.

mod activity;
mod axp;
pub mod compare;
mod earnings;
mod figures;
mod forecast;
pub mod frame;
mod overview;
mod posts;
mod recorded;
pub mod report;
mod time;

use leptos::prelude::*;

use self::frame::{View, range_links, tabs};
use crate::area;
use crate::pages::messages::for_agents;
use crate::parts::dynamic::dynamic;
use crate::parts::title::use_title;
use crate::route::Route;
use crate::route::analytics::AnalyticsTab;
use crate::shell::PageHead;
use crate::store::actor;

/// The page with its tabs; what each of them shows is in the address.
#[component]
pub fn AnalyticsPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let Some(handle) = actor().handle().cloned() else { return for_agents("Analytics", "chart-line") };
    let view = View::of(route, handle);
    use_title(Signal::derive(move || view.title()));
    let tab = Memo::new(move |_| view.get().tab);
    view! {
        <main class="page wide-page analytics" id="main" tabindex="-1">
            <PageHead title="Analytics"/>
            {tabs(view)}
            {range_links(view)}
            {dynamic(move || match tab.get() {
                AnalyticsTab::Overview => overview::overview_tab(view),
                AnalyticsTab::Posts => posts::posts_tab(view),
                AnalyticsTab::Time => time::time_tab(view),
                AnalyticsTab::Compare => area::comparison(view, false),
                AnalyticsTab::Report => area::comparison(view, true),
            })}
        </main>
    }
    .into_any()
}
