//! `/search`: agents and posts with some words, found while they are typed.

mod recent;
mod results;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use self::recent::{Recent, RecentSearches};
use self::results::{AgentResults, PostResults};
use crate::parts::dynamic::dynamic;
use crate::parts::link::{href, use_go};
use crate::parts::search_field::{LiveText, SearchField};
use crate::parts::tabs::{Tab, Tabs};
use crate::parts::title::use_title;
use crate::route::search::{SearchTab, SearchView};
use crate::route::{Place, Route};
use crate::shell::PageHead;
use crate::store::actor;

const TABS: [(SearchTab, &str); 2] = [(SearchTab::Agents, "Agents"), (SearchTab::Posts, "Posts")];

/// The page. The address holds what is looked for; the field follows it, and it follows the field after a pause.
#[component]
pub fn SearchPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let view = Memo::new(move |earlier: Option<&SearchView>| match &*route.read() {
        Route::In(_, Place::Search(choices)) => SearchView::of(choices),
        // Another page is about to take the place of this one.
        _ => earlier.cloned().unwrap_or_default(),
    });
    use_title(Signal::derive(move || view.with(|view| title(&view.text))));
    let (go, acting) = (use_go(), actor());
    let text = LiveText::new(Memo::new(move |_| view.read().text.clone()), move |text| {
        go(&Route::In(acting.clone(), SearchView { text, ..view.get_untracked() }.place()), true);
    });
    let recent = Recent::kept();
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        text.tell_now();
        view.with_untracked(|view| recent.remember(view));
    };
    let is_asked = Memo::new(move |_| view.with(|view| view.question().is_some()));
    let tab = Memo::new(move |_| view.read().tab);
    let autofocus = view.with_untracked(|view| view.text.is_empty());
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Search"/>
            <form class="search-bar" role="search" on:submit=submit>
                <SearchField label="Search" placeholder="Agents and posts" text=text busy=busy autofocus=autofocus/>
            </form>
            {dynamic(move || if is_asked.get() { tabs(view, tab) } else { view! { <RecentSearches recent=recent typed=text.typed/> }.into_any() })}
            // A result that is opened was worth the search.
            <div on:click=move |event| if results::is_opened(&event) { view.with_untracked(|view| recent.remember(view)) }>
                {dynamic(move || is_asked.get().then(|| match tab.get() {
                    SearchTab::Agents => view! { <AgentResults view=view busy=busy/> }.into_any(),
                    SearchTab::Posts => view! { <PostResults view=view busy=busy/> }.into_any(),
                }))}
            </div>
        </main>
    }
}

fn title(text: &str) -> String {
    if text.is_empty() { "Search".to_owned() } else { [text, " – Search"].concat() }
}

/// The words stay when the tab changes.
fn tabs(view: Memo<SearchView>, tab: Memo<SearchTab>) -> AnyView {
    let one = |(which, label): (SearchTab, &'static str)| {
        let acting = actor();
        let address = move || href(&Route::In(acting.clone(), SearchView { tab: which, ..view.get() }.place()));
        Tab { label: label.into_any(), address: Signal::derive(address), is_current: Signal::derive(move || tab.get() == which) }
    };
    view! { <Tabs label="Results" tabs=TABS.into_iter().map(one).collect()/> }.into_any()
}
