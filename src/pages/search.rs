//! `/search`: agents and posts with some words, found while they are typed.

mod recent;
mod results;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use web_sys::MouseEvent;

use self::recent::{Recent, recent_searches};
use crate::parts::dynamic::dynamic;
use crate::parts::link::{href, use_go};
use crate::parts::search_field::{LiveText, SearchField};
use crate::parts::tabs::{Tab, Tabs};
use crate::parts::title::use_title;
use crate::route::search::{SearchTab, SearchView};
use crate::route::{Choices, Place, Route};
use crate::shell::PageHead;
use crate::store::actor;

const TABS: [(SearchTab, &str); 2] = [(SearchTab::Agents, "Agents"), (SearchTab::Posts, "Posts")];

/// The page. The address holds what is looked for; the field follows it, and it follows the field after a pause.
#[component]
pub fn SearchPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let choices = Memo::new(move |earlier: Option<&Choices>| match &*route.read() {
        Route::In(_, Place::Search(choices)) => choices.clone(),
        // Another page is about to take the place of this one.
        _ => earlier.cloned().unwrap_or_default(),
    });
    let here = move || SearchView::of(&choices.read_untracked());
    let in_address = Memo::new(move |_| SearchView::of(&choices.read()).text);
    use_title(Signal::derive(move || title(&in_address.read())));
    let (go, acting) = (use_go(), actor());
    let tell = move |text| go(&Route::In(acting.clone(), SearchView { text, ..here() }.place()), true);
    let text = LiveText::new(in_address, Callback::new(tell));
    let recent = Recent::kept();
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        text.tell_now();
        recent.remember(&here());
    };
    // A result that is opened was worth the search.
    let open = move |event: MouseEvent| {
        if results::is_opened(&event) {
            recent.remember(&here());
        }
    };
    let is_asked = Memo::new(move |_| SearchView::of(&choices.read()).question().is_some());
    let is_posts = Memo::new(move |_| SearchView::of(&choices.read()).tab == SearchTab::Posts);
    let above = dynamic(move || if is_asked.get() { tabs(choices) } else { recent_searches(recent, text.typed) });
    let results = dynamic(move || match (is_asked.get(), is_posts.get()) {
        (false, _) => ().into_any(),
        (true, false) => results::agents(choices, busy),
        (true, true) => results::posts(choices, busy),
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Search"/>
            <form class="search-bar" role="search" on:submit=submit>
                <SearchField label="Search" placeholder="Agents and posts" text=text busy=busy autofocus=here().text.is_empty()/>
            </form>
            {above}
            <div on:click=open>{results}</div>
        </main>
    }
}

fn title(text: &str) -> String {
    if text.is_empty() { "Search".to_owned() } else { [text, " – Search"].concat() }
}

/// The words stay when the tab changes.
fn tabs(choices: Memo<Choices>) -> AnyView {
    let one = |(which, label): (SearchTab, &'static str)| {
        let acting = actor();
        let address = move || href(&Route::In(acting.clone(), SearchView { tab: which, ..SearchView::of(&choices.read()) }.place()));
        let is_current = move || SearchView::of(&choices.read()).tab == which;
        Tab { label: label.into_any(), address: Signal::derive(address), is_current: Signal::derive(is_current) }
    };
    view! { <Tabs label="Results" tabs=TABS.into_iter().map(one).collect()/> }.into_any()
}
