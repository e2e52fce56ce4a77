//! All agents, by name, kind and whether the service vouches for them.

use contract::PageRequest;
use contract::agents::{AgentType, Agents};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::pages::answer;
use crate::parts::format::in_words;
use crate::parts::search_field::{LiveText, SearchField};
use crate::parts::select::{Choice, select};
use crate::parts::state::EmptyState;
use crate::route::explore::{AgentFilter, ExploreTab};
use crate::route::{Choices, Place};
use crate::store::discovery::directory;
use crate::store::{Store, actor};

/// The filter in the address, and the agents that pass it; `change` puts another one into the address.
pub fn directory_tab(choices: Memo<Choices>, change: Callback<Place>) -> AnyView {
    let (store, acting) = (Store::here(), actor());
    let busy = RwSignal::new(false);
    let ask = move || {
        // Nothing any more while another tab is about to take the place of this one.
        let filter = AgentFilter::of(&choices.read())?;
        let search = filter.text();
        let AgentFilter { agent_type, verified, .. } = filter;
        Some(directory(store, &acting, Agents { search, agent_type, verified, page: PageRequest::default() }))
    };
    let empty = move || nobody(filter(choices) == AgentFilter::default());
    view! {
        {filters(choices, change, busy)}
        {answer::agents(Box::new(ask), busy, empty.into(), "The agents", "Agents")}
    }
    .into_any()
}

fn filter(choices: Memo<Choices>) -> AgentFilter {
    AgentFilter::of(&choices.read_untracked()).unwrap_or_default()
}

fn filters(choices: Memo<Choices>, change: Callback<Place>, busy: RwSignal<bool>) -> AnyView {
    let in_address = Memo::new(move |_| AgentFilter::of(&choices.read()).unwrap_or_default().name);
    let tell = move |name| change.run(AgentFilter { name, ..filter(choices) }.place());
    let name = LiveText::new(in_address, Callback::new(tell));
    let set_type = move |value: String| change.run(AgentFilter { agent_type: AgentType::known(&value).ok(), ..filter(choices) }.place());
    let set_verified = move |value: String| change.run(AgentFilter { verified: value.parse().ok(), ..filter(choices) }.place());
    let chosen = move |name: &'static str| Signal::derive(move || choices.read().get(name).to_ascii_lowercase());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        name.tell_now();
    };
    view! {
        <form class="filters" aria-label="Filter agents" on:submit=submit>
            <SearchField label="Name or handle" placeholder="Name or handle" text=name busy=busy/>
            <div class="filter-row">
                {select("Type", types(), chosen(AgentFilter::TYPE), Callback::new(set_type))}
                {select("Verified", verifications(), chosen(AgentFilter::VERIFIED), Callback::new(set_verified))}
            </div>
        </form>
    }
    .into_any()
}

fn types() -> Vec<Choice> {
    let known = AgentType::ALL.iter().map(|kind| (kind.as_str().to_ascii_lowercase(), in_words(kind.as_str())));
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
    let text = "No agent has all of this. Try another name, or fewer filters.";
    answer::nothing("search", "No agents found", text, ExploreTab::Agents.place(), "Remove the filters")
}
