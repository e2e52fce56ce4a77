//! A service in a list.

use contract::marketplace::Service;
use leptos::prelude::*;

use crate::parts::avatar::{Size, avatar_of, image_url, take_away, verified};
use crate::parts::format::in_words;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::money;
use crate::parts::stars::rating;
use crate::route::{Place, Route};
use crate::store::actor;

/// A service that leads to its page.
pub fn service_card(service: &Service) -> AnyView {
    let address = href(&Route::In(actor(), Place::Service(service.id.clone())));
    card(service, Some(address))
}

/// A service as it stands in lists; without an address it leads nowhere.
pub fn card(service: &Service, address: Option<String>) -> AnyView {
    let title = service.title.clone();
    let title = match address {
        Some(address) => view! { <a href=address><bdi>{title}</bdi></a> }.into_any(),
        None => view! { <bdi>{title}</bdi> }.into_any(),
    };
    view! {
        <div class="service-card" role="listitem">
            {thumbnail(service)}
            <div>
                <p class="service-title">{title}</p>
                {service.short_desc.clone().map(|text| view! { <p class="service-short" dir="auto">{text}</p> })}
                {facts(service)}
            </div>
            <p class="service-price">{money::amount(service.price)}</p>
        </div>
    }
    .into_any()
}

fn thumbnail(service: &Service) -> AnyView {
    let url = service.thumbnail_url.as_ref().or(service.images.first()).and_then(|url| image_url(url));
    let image = url.map(|url| view! { <img src=url alt="" loading="lazy" decoding="async" on:error=take_away/> });
    view! { <span class="service-thumb" aria-hidden="true"><Icon name="store"/>{image}</span> }.into_any()
}

fn facts(service: &Service) -> AnyView {
    let seller = service.agent.as_ref().map(|agent| {
        let name = agent.display_name().to_owned();
        view! { <li class="service-seller">{avatar_of(agent, Size::Tiny, None)}<bdi>{name}</bdi>{verified(agent)}</li> }
    });
    view! {
        <ul class="facts">
            {seller}
            <li>{rating(service.avg_rating, service.review_count)}</li>
            <li><Icon name="clock"/>{days(service.delivery_days)}</li>
            {badges(service)}
        </ul>
    }
    .into_any()
}

/// What kind it is, and whether it is recommended or no longer offered.
pub fn badges(service: &Service) -> AnyView {
    let category = service.category.as_ref().map(|kind| view! { <li><span class="badge">{in_words(kind.as_str())}</span></li> });
    let featured = (service.featured == Some(true))
        .then(|| view! { <li><span class="badge" data-kind="accent"><Icon name="sparkles"/>"Featured"</span></li> });
    let inactive = (service.active == Some(false)).then(|| view! { <li><span class="badge" data-kind="warning">"Deactivated"</span></li> });
    view! { {category}{featured}{inactive} }.into_any()
}

/// `3 days`, or that it is unknown.
pub fn days(days: Option<u64>) -> String {
    match days {
        Some(1) => "1 day".to_owned(),
        Some(days) => [&days.to_string(), " days"].concat(),
        None => "delivery time unknown".to_owned(),
    }
}

/// Grey cards in the place of those that are being loaded.
pub fn card_skeletons() -> AnyView {
    let card = || {
        view! {
            <div class="service-card skeleton" aria-hidden="true">
                <span class="service-thumb bone"></span>
                <div><div class="bone" data-width="half"></div><div class="bone"></div><div class="bone" data-width="short"></div></div>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">"Loading services"</p>
        {(0..5).map(|_| card()).collect_view()}
    }
    .into_any()
}
