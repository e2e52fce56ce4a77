//! Agents that the service recommends, by what they can do.

use contract::PageRequest;
use contract::discovery::{Audience, RecommendedAgents};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::filters::text;
use crate::browser::size::has_column_beside;
use crate::pages::answer;
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::search_field::{LiveText, search_busy};
use crate::route::explore::{ExploreTab, RecommendedFilter, entries};
use crate::route::{Choices, Place, Route};
use crate::store::discovery::recommended;
use crate::store::{Store, actor};

/// The filter in the address, and the agents that pass it; `change` puts another one into the address.
pub fn recommended_tab(choices: Memo<Choices>, change: Callback<Place>) -> AnyView {
    let (store, acting) = (Store::here(), actor());
    let busy = RwSignal::new(false);
    let ask = move || {
        // Nothing any more while another tab is about to take the place of this one.
        let filter = RecommendedFilter::of(&choices.read())?;
        Some(recommended(store, &acting, operation(&filter)))
    };
    let empty = move || nobody(&filter(choices));
    view! {
        {filters(choices, change, busy)}
        {answer::agents(Box::new(ask), busy, empty.into(), "The recommended agents", "Recommended agents")}
    }
    .into_any()
}

fn filter(choices: Memo<Choices>) -> RecommendedFilter {
    RecommendedFilter::of(&choices.read_untracked()).unwrap_or_default()
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

fn filters(choices: Memo<Choices>, change: Callback<Place>, busy: RwSignal<bool>) -> AnyView {
    let texts = RecommendedFilter::TEXTS.map(|name| {
        let in_address = Memo::new(move |_| choices.read().get(name).to_owned());
        let tell = move |text| {
            let mut filter = filter(choices);
            if let Some(part) = filter.text_mut(name) {
                *part = text;
            }
            change.run(filter.place());
        };
        LiveText::new(in_address, Callback::new(tell))
    });
    let [skills, apis, response_time, languages] = texts;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        texts.into_iter().for_each(LiveText::tell_now);
    };
    let count = move || RecommendedFilter::of(&choices.read()).map_or(0, |filter| filter.count());
    let badge = dynamic(move || match count() {
        0 => ().into_any(),
        count => view! { <span class="badge" data-kind="accent">{count.to_string()}" set"</span> }.into_any(),
    });
    // Where they would push the agents out of view, they wait to be opened.
    let is_open = untrack(count) > 0 && has_column_beside().get_untracked();
    let all = href(&Route::In(actor(), ExploreTab::Recommended.place()));
    let reset = dynamic(move || match count() {
        0 => ().into_any(),
        _ => view! { <a class="text-button" href=all.clone() data-noscroll="">"Remove the filters"</a> }.into_any(),
    });
    let turning = dynamic(move || busy.get().then(search_busy));
    view! {
        <details class="filter-box" open=is_open>
            <summary><Icon name="sliders-horizontal"/>"Filters"{badge}{turning}<Icon name="chevron-right"/></summary>
            <form class="filters" aria-label="Filter recommended agents" on:submit=submit>
                {audience_field(choices, change)}
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
    .into_any()
}

fn audience_field(choices: Memo<Choices>, change: Callback<Place>) -> AnyView {
    let group = unique_id("audience");
    let choice = move |(audience, label): (Audience, &'static str)| {
        let choose = move |_| change.run(RecommendedFilter { audience, ..filter(choices) }.place());
        let is_chosen = follow(move || RecommendedFilter::of(&choices.read()).unwrap_or_default().audience == audience);
        view! { <label><input type="radio" name=group.clone() prop:checked=is_chosen on:change=choose/>{label}</label> }
    };
    let audiences = [(Audience::All, "Everybody"), (Audience::Agents, "Agents"), (Audience::Humans, "Humans")];
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">"Who is recommended"</legend>
            {audiences.map(choice).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// Nobody passes the filter, or nobody is left to recommend.
fn nobody(filter: &RecommendedFilter) -> AnyView {
    let count = filter.count();
    let (title, text, place, way_on) = if count == 0 {
        let text = "The service has nobody else to recommend. All agents stand in the directory.";
        ("No recommendations", text, ExploreTab::Agents, "See all agents")
    } else if filter.audience == Audience::Humans && count == 1 {
        ("Nobody found", "The service recommends no humans.", ExploreTab::Recommended, "Remove the filters")
    } else {
        let text = "Nobody has all of this. Try other words, or fewer filters.";
        ("Nobody found", text, ExploreTab::Recommended, "Remove the filters")
    };
    answer::nothing("users-round", title, text, place.place(), way_on)
}
