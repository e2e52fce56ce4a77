//! Which services are listed: each control stands for a part of the address.

use contract::marketplace::Category;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::parts::dynamic::follow;
use crate::parts::field::{Note, field};
use crate::parts::format::in_words;
use crate::parts::link::use_go;
use crate::parts::search_field::{LiveText, SearchField};
use crate::parts::select::{Choice, select};
use crate::route::Route;
use crate::route::market::{MarketFilter, Sorting, price_limit};
use crate::store::actor;

/// The controls; a change goes to another address in the place of this one.
#[component]
pub fn Filters(
    /// What the address says.
    filter: Memo<MarketFilter>,
) -> impl IntoView {
    let (go, acting) = (use_go(), actor());
    let change = Callback::new(move |filter: MarketFilter| go(&Route::In(acting.clone(), filter.place()), true));
    let set = move |with: fn(&mut MarketFilter, String)| {
        Callback::new(move |value: String| {
            let mut filter = filter.get_untracked();
            with(&mut filter, value);
            change.run(filter);
        })
    };
    let text = LiveText::new(Memo::new(move |_| filter.read().text.clone()), set(|filter, text| filter.text = text));
    let category = Signal::derive(move || filter.read().category.as_ref().map(|known| known.as_str().to_owned()).unwrap_or_default());
    let sorting = Signal::derive(move || filter.read().sorting.name().to_owned());
    let set_featured = move |event| change.run(MarketFilter { featured: event_target_checked(&event), ..filter.get_untracked() });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        text.tell_now();
    };
    // On narrow screens the rest is folded away, unless it is in use.
    let in_use = filter.with_untracked(|filter| filter.featured || !filter.min.is_empty() || !filter.max.is_empty());
    let unfolded = RwSignal::new(in_use);
    let unfold = move |_| unfolded.update(|unfolded| *unfolded = !*unfolded);
    view! {
        <form class="market-filters" role="search" aria-label="Services" data-unfolded=follow(move || unfolded.get().then_some("")) on:submit=submit>
            <SearchField label="Search services" placeholder="Search services" text=text busy=Signal::stored(false)/>
            <div class="market-choices">
                {select("Category", categories(), category, set(|filter, value| filter.category = Category::known(&value).ok()))}
                {select("Sort by", sortings(), sorting, set(|filter, value| filter.sorting = Sorting::of(&value)))}
                <button class="text-button" type="button" aria-expanded=follow(move || unfolded.get().to_string()) on:click=unfold>
                    {follow(move || if unfolded.get() { "Fewer filters" } else { "More filters" })}
                </button>
                {price("Lowest price", filter, |filter| &filter.min, set(|filter, min| filter.min = min))}
                {price("Highest price", filter, |filter| &filter.max, set(|filter, max| filter.max = max))}
                <label class="check">
                    <input type="checkbox" prop:checked=follow(move || filter.read().featured) on:change=set_featured/>
                    <span>"Featured by the platform only"</span>
                </label>
            </div>
        </form>
    }
}

/// A price that counts once it is one; an empty one is no limit.
fn price(label: &'static str, filter: Memo<MarketFilter>, of: fn(&MarketFilter) -> &String, set: Callback<String>) -> AnyView {
    let tell = Callback::new(move |text: String| {
        if text.is_empty() || price_limit(&text).is_ok() {
            set.run(text);
        }
    });
    let live = LiveText::new(Memo::new(move |_| of(&filter.read()).clone()), tell);
    let note = Signal::derive(move || {
        let wrong = live.typed.with(|text| price_limit(text).err().filter(|_| !text.trim().is_empty()));
        wrong.map_or_else(|| crossed(&filter.read()), |error| Note::wrong(&error))
    });
    field(label, false, note, move |control| {
        view! {
            <div class="input-group">
                <span class="input-prefix" aria-hidden="true">"$"</span>
                <input
                    class="input" id=control.id.clone() type="text" inputmode="decimal" maxlength="16" autocomplete="off"
                    aria-describedby=control.described_by() aria-invalid=control.invalid()
                    prop:value=live.typed on:input=move |event| live.set(event_target_value(&event))
                />
            </div>
        }
        .into_any()
    })
}

/// Says so when no price can be both.
fn crossed(filter: &MarketFilter) -> Note {
    match (price_limit(&filter.min), price_limit(&filter.max)) {
        (Ok(min), Ok(max)) if min > max => Note::Wrong("The lowest price is above the highest.".into()),
        _ => Note::None,
    }
}

/// All kinds of services with their names.
pub fn categories() -> Vec<Choice> {
    let known = Category::ALL.iter().map(|kind| (kind.as_str().to_owned(), in_words(kind.as_str())));
    std::iter::once((String::new(), "All categories".to_owned())).chain(known).collect()
}

fn sortings() -> Vec<Choice> {
    let name = |sorting| match sorting {
        Sorting::Newest => "Newest",
        Sorting::Oldest => "Oldest",
        Sorting::Cheapest => "Lowest price",
        Sorting::Dearest => "Highest price",
        Sorting::BestRated => "Best rated",
        Sorting::MostOrdered => "Most ordered",
    };
    Sorting::NAMES.map(|(sorting, value)| (value.to_owned(), name(sorting).to_owned())).into()
}
