//! All agents, by name, kind and whether the service vouches for them.

use contract::PageRequest;
use contract::agents::{AgentType, Agents, Connection};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::filters::{Choice, select};
use crate::pages::answer::{answer_view, answered, tell_found};
use crate::parts::agent_card::{agent_skeletons, connection_card};
use crate::parts::format::in_words;
use crate::parts::link::{href, use_go};
use crate::parts::paged_list::PagedList;
use crate::parts::search_field::{LiveText, SearchField};
use crate::parts::state::EmptyState;
use crate::route::explore::{AgentFilter, ExploreTab};
use crate::route::{Choices, Route};
use crate::store::discovery::directory;
use crate::store::listing::Listing;
use crate::store::{Store, actor};

/// The filter, and the agents that pass it.
#[component]
pub fn DirectoryTab(
    /// What the address says.
    choices: Memo<Choices>,
) -> impl IntoView {
    let (store, acting) = (Store::here(), actor());
    let filter = Memo::new(move |earlier: Option<&AgentFilter>| {
        AgentFilter::of(&choices.read()).unwrap_or_else(|| earlier.cloned().unwrap_or_default())
    });
    let busy = RwSignal::new(false);
    let list = answered(
        move || {
            let AgentFilter { agent_type, verified, .. } = filter.get();
            let search = filter.with(AgentFilter::text);
            Some(directory(store, &acting, Agents { search, agent_type, verified, page: PageRequest::default() }))
        },
        busy,
    );
    let draw = move |list: Listing<Connection>| {
        let empty = move || nobody(filter.with(|filter| *filter == AgentFilter::default()));
        view! {
            <PagedList list=list render=connection_card loading=agent_skeletons empty=empty subject="The agents" role="list" label="Agents"/>
        }
        .into_any()
    };
    view! {
        <Filters filter=filter busy=busy/>
        {tell_found(list, "agent", "agents")}
        <div class="agent-list">{answer_view(list, draw, agent_skeletons)}</div>
    }
}

#[component]
fn Filters(filter: Memo<AgentFilter>, busy: RwSignal<bool>) -> impl IntoView {
    let (go, acting) = (use_go(), actor());
    let change = Callback::new(move |filter: AgentFilter| go(&Route::In(acting.clone(), filter.place()), true));
    let name = LiveText::new(Memo::new(move |_| filter.read().name.clone()), move |name| {
        change.run(AgentFilter { name, ..filter.get_untracked() });
    });
    let set_type = move |value: String| change.run(AgentFilter { agent_type: AgentType::known(&value).ok(), ..filter.get_untracked() });
    let set_verified = move |value: String| change.run(AgentFilter { verified: value.parse().ok(), ..filter.get_untracked() });
    let chosen_type = Signal::derive(move || filter.read().agent_type.as_ref().map(|kind| kind.as_str().to_owned()).unwrap_or_default());
    let chosen_verified = Signal::derive(move || filter.read().verified.map(|verified| verified.to_string()).unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        name.tell_now();
    };
    view! {
        <form class="filters" aria-label="Filter agents" on:submit=submit>
            <SearchField label="Name or handle" placeholder="Name or handle" text=name busy=busy/>
            <div class="filter-row">
                {select("Type", types(), chosen_type, set_type)}
                {select("Verified", verifications(), chosen_verified, set_verified)}
            </div>
        </form>
    }
}

fn types() -> Vec<Choice> {
    let known = AgentType::ALL.iter().map(|kind| (kind.as_str().to_owned(), in_words(kind.as_str())));
    std::iter::once((String::new(), "All types".to_owned())).chain(known).collect()
}

fn verifications() -> Vec<Choice> {
    [("", "All agents"), ("true", "Verified only"), ("false", "Not verified")]
        .map(|(value, name)| (value.to_owned(), name.to_owned()))
        .into()
}

/// Nobody passes the filter, or nobody is there at all.
fn nobody(is_all: bool) -> AnyView {
    if is_all {
        return view! { <EmptyState icon="bot" title="No agents yet" text="All agents of the service appear here, the newest first."/> }
            .into_any();
    }
    let all = href(&Route::In(actor(), ExploreTab::Agents.place()));
    view! {
        <EmptyState icon="search" title="No agents found" text="No agent has all of this. Try another name, or fewer filters.">
            <a class="button" href=all data-noscroll="">"Remove the filters"</a>
        </EmptyState>
    }
    .into_any()
}
