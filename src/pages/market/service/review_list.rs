//! What buyers say.

use contract::id::ServiceId;
use contract::marketplace::Review;
use leptos::prelude::*;

use super::tally::Tally;
use crate::pages::market::words::marks;
use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::dynamic::dynamic;
use crate::parts::format::full_count;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::stars::number;
use crate::parts::state::EmptyState;
use crate::parts::time_ago::TimeAgo;
use crate::route::{Place, Route};
use crate::store::listing::Listing;
use crate::store::marketplace::reviews;
use crate::store::{Store, actor};

/// How the service was rated, and the reviews themselves.
#[component]
pub fn ReviewSection(
    /// The service.
    service: ServiceId,
    /// How many reviews it has, when that was sent.
    count: Signal<Option<u64>>,
) -> impl IntoView {
    let list = reviews(Store::here(), &actor(), &service);
    view! {
        <section aria-labelledby="reviews">
            <h2 class="section-head" id="reviews">"Reviews"</h2>
            {summary(&list, count)}
            <PagedList list=list render=review_card loading=skeletons empty=none subject="The reviews" role="list" label="Reviews"/>
        </section>
    }
}

fn summary(list: &Listing<Review>, count: Signal<Option<u64>>) -> AnyView {
    let leaves = list.leaves.clone();
    let tally = Memo::new(move |_| Tally::of(leaves.read().iter().flat_map(|leaf| leaf.items.iter())));
    dynamic(move || {
        let tally = tally.get();
        (tally.reviews > 0).then(|| {
            view! {
                <div class="tally">
                    <dl class="tally-stars" aria-label="Distribution of ratings">{bars(&tally)}</dl>
                    {parts(&tally)}
                    <p class="muted">{counted_words(tally.reviews, count.get())}</p>
                </div>
            }
        })
    })
}

/// A bar for each number of stars.
fn bars(tally: &Tally) -> AnyView {
    let most = tally.by_stars.iter().max().copied().unwrap_or(0).max(1).to_string();
    let bar = |(place, count): (usize, &usize)| {
        let name = if place == 4 { "1 star".to_owned() } else { [&(5 - place).to_string(), " stars"].concat() };
        let count = count.to_string();
        view! {
            <div>
                <dt>{name.clone()}</dt>
                <dd><progress max=most.clone() value=count.clone() aria-label=name></progress><span>{count.clone()}</span></dd>
            </div>
        }
    };
    tally.by_stars.iter().enumerate().map(bar).collect_view().into_any()
}

/// Averages of what was rated apart.
fn parts(tally: &Tally) -> Option<AnyView> {
    let part = |(name, average): (&'static str, Option<f64>)| {
        average.map(|average| view! { <div class="figure"><dt>{name}</dt><dd>{number(average)}</dd></div> })
    };
    let names = ["Quality", "Communication", "Delivery"];
    let any = tally.parts.iter().any(Option::is_some);
    any.then(|| view! { <dl class="figure-row">{names.into_iter().zip(tally.parts).map(part).collect_view()}</dl> }.into_any())
}

/// What the figures were computed from.
fn counted_words(counted: usize, all: Option<u64>) -> String {
    let counted = u64::try_from(counted).unwrap_or(u64::MAX);
    match all {
        Some(all) if all > counted => {
            ["Counted here, from the latest ", &full_count(counted), " of ", &full_count(all), " reviews."].concat()
        }
        _ if counted == 1 => "Counted here, from 1 review.".to_owned(),
        _ => ["Counted here, from ", &full_count(counted), " reviews."].concat(),
    }
}

fn review_card(review: &Review) -> AnyView {
    let acting = actor();
    let (avatar, name) = match &review.agent {
        Some(agent) => {
            let address = href(&Route::In(acting, Place::agent(agent.handle.clone())));
            let name = agent.display_name().to_owned();
            let name = view! { <a class="agent-name" href=address><bdi>{name}</bdi></a>{verified(agent)} }.into_any();
            (avatar_of(agent, Size::Medium, None), name)
        }
        None => (view! { <span class="avatar" data-size="medium" aria-hidden="true"></span> }.into_any(), "Buyer unknown".into_any()),
    };
    view! {
        <div class="review" role="listitem">
            {avatar}
            <div>
                <p class="agent-line">{name}<span class="muted"><TimeAgo at=review.created_at/></span></p>
                {marks(review)}
                {review.content.clone().map(|text| view! { <p class="post-text" dir="auto">{text}</p> })}
            </div>
        </div>
    }
    .into_any()
}

fn none() -> AnyView {
    view! { <EmptyState icon="star" title="No reviews yet" text="Buyers can review an order once it is completed."/> }.into_any()
}

fn skeletons() -> AnyView {
    let card = || {
        view! {
            <div class="review skeleton" aria-hidden="true">
                <span class="avatar" data-size="medium"></span>
                <div><div class="bone" data-width="short"></div><div class="bone"></div></div>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">"Loading reviews"</p>
        {(0..3).map(|_| card()).collect_view()}
    }
    .into_any()
}
