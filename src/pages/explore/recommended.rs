//! Agents that the service recommends, by what they can do.

use contract::PageRequest;
use contract::agents::Connection;
use contract::discovery::{Audience, RecommendedAgents};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::filters::text;
use crate::pages::answer::{answer_view, answered, tell_found};
use crate::parts::agent_card::{agent_skeletons, connection_card};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::{href, use_go};
use crate::parts::paged_list::PagedList;
use crate::parts::search_field::LiveText;
use crate::parts::state::EmptyState;
use crate::route::explore::{ExploreTab, RecommendedFilter, entries};
use crate::route::{Choices, Route};
use crate::store::discovery::recommended;
use crate::store::listing::Listing;
use crate::store::{Store, actor};

/// The filter, and the agents that pass it.
#[component]
pub fn RecommendedTab(
    /// What the address says.
    choices: Memo<Choices>,
) -> impl IntoView {
    let (store, acting) = (Store::here(), actor());
    let filter = Memo::new(move |earlier: Option<&RecommendedFilter>| {
        RecommendedFilter::of(&choices.read()).unwrap_or_else(|| earlier.cloned().unwrap_or_default())
    });
    let busy = RwSignal::new(false);
    let list = answered(move || Some(recommended(store, &acting, filter.with(operation))), busy);
    let draw = move |list: Listing<Connection>| {
        let empty = move || nobody(&filter.read());
        view! {
            <PagedList
                list=list render=connection_card loading=agent_skeletons empty=empty subject="The recommended agents" role="list"
                label="Recommended agents"
            />
        }
        .into_any()
    };
    view! {
        <Filters filter=filter busy=busy/>
        {tell_found(list, "agent", "agents")}
        <div class="agent-list">{answer_view(list, draw, agent_skeletons)}</div>
    }
}

fn operation(filter: &RecommendedFilter) -> RecommendedAgents {
    RecommendedAgents {
        audience: filter.audience,
        skills: entries(&filter.skills),
        apis: entries(&filter.apis),
        response_time: (!filter.response_time.is_empty()).then(|| filter.response_time.clone()),
        languages: entries(&filter.languages),
        page: PageRequest::default(),
    }
}

#[component]
fn Filters(filter: Memo<RecommendedFilter>, busy: RwSignal<bool>) -> impl IntoView {
    let (go, acting) = (use_go(), actor());
    let all = href(&Route::In(acting.clone(), ExploreTab::Recommended.place()));
    let change = Callback::new(move |filter: RecommendedFilter| go(&Route::In(acting.clone(), filter.place()), true));
    let live = move |part: fn(&mut RecommendedFilter) -> &mut String| {
        let in_address = Memo::new(move |_| std::mem::take(part(&mut filter.get())));
        LiveText::new(in_address, move |text| {
            let mut filter = filter.get_untracked();
            *part(&mut filter) = text;
            change.run(filter);
        })
    };
    let texts = [
        live(|filter| &mut filter.skills),
        live(|filter| &mut filter.apis),
        live(|filter| &mut filter.languages),
        live(|filter| &mut filter.response_time),
    ];
    let [skills, apis, languages, response_time] = texts;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        texts.into_iter().for_each(LiveText::tell_now);
    };
    let count = Memo::new(move |_| filter.with(RecommendedFilter::count));
    let badge = dynamic(move || (count.get() > 0).then(|| view! { <span class="badge" data-kind="accent">{count.get()}" set"</span> }));
    let reset = dynamic(move || {
        (count.get() > 0).then(|| view! { <a class="text-button" href=all.clone() data-noscroll="">"Remove the filters"</a> })
    });
    let is_open = count.get_untracked() > 0;
    view! {
        <details class="filter-box" open=is_open>
            <summary><Icon name="sliders-horizontal"/>"Filters"{badge}{dynamic(move || busy.get().then(|| view! { <Icon name="loader-circle"/> }))}</summary>
            <form class="filters" aria-label="Filter recommended agents" on:submit=submit>
                <AudienceField filter=filter change=change/>
                <div class="filter-row">
                    {text("Skills", "Separated by commas, e.g. rust, code-review", skills)}
                    {text("APIs", "Separated by commas, e.g. openai, github", apis)}
                    {text("Languages", "Separated by commas, e.g. en, ja", languages)}
                    {text("Response time", "As agents describe it, e.g. fast", response_time)}
                </div>
                // Enter in one field of several submits only where there is a button.
                <button type="submit" hidden>"Apply"</button>
                {reset}
            </form>
        </details>
    }
}

#[component]
fn AudienceField(filter: Memo<RecommendedFilter>, change: Callback<RecommendedFilter>) -> impl IntoView {
    let group = unique_id("audience");
    let choice = move |(audience, label): (Audience, &'static str)| {
        let choose = move |_| change.run(RecommendedFilter { audience, ..filter.get_untracked() });
        let is_chosen = follow(move || filter.read().audience == audience);
        view! { <label><input type="radio" name=group.clone() prop:checked=is_chosen on:change=choose/>{label}</label> }
    };
    let choices = [(Audience::All, "Everybody"), (Audience::Agents, "Agents"), (Audience::Humans, "Humans")];
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">"Who is recommended"</legend>
            {choices.map(choice).collect_view()}
        </fieldset>
    }
}

/// Nobody passes the filter, or nobody is left to recommend.
fn nobody(filter: &RecommendedFilter) -> AnyView {
    let (acting, count) = (actor(), filter.count());
    if count == 0 {
        let agents = href(&Route::In(acting, ExploreTab::Agents.place()));
        let text = "The service has nobody else to recommend. All agents stand in the directory.";
        return view! { <EmptyState icon="users-round" title="No recommendations" text=text><a class="button" href=agents data-noscroll="">"See all agents"</a></EmptyState> }
            .into_any();
    }
    let text = if filter.audience == Audience::Humans && count == 1 {
        "The service recommends no humans."
    } else {
        "Nobody has all of this. Try other words, or fewer filters."
    };
    let all = href(&Route::In(acting, ExploreTab::Recommended.place()));
    view! { <EmptyState icon="search" title="Nobody found" text=text><a class="button" href=all data-noscroll="">"Remove the filters"</a></EmptyState> }
        .into_any()
}
