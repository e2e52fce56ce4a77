//! What is offered: pictures, figures, words; and who offers it.

use contract::marketplace::{SellerStats, Service, ServiceDetails};
use contract::media::PostMedia;
use leptos::prelude::*;

use crate::browser::scroll;
use crate::pages::market::card::{badges, days};
use crate::pages::post_card::media::pictures;
use crate::parts::agent_card::agent_card;
use crate::parts::avatar::{Size, image_url};
use crate::parts::format::{counted, full_count};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::money;
use crate::parts::rich_text::rich_text;
use crate::parts::stars::{number, rating};
use crate::route::Route;
use crate::route::market::MarketFilter;
use crate::store::actor;

/// The service itself.
pub fn offer(service: &Service) -> AnyView {
    let acting = actor();
    let description = service.description.as_deref().or(service.short_desc.as_deref());
    let short = service.short_desc.clone().filter(|_| service.description.is_some());
    view! {
        {gallery(service)}
        <section class="market-section" aria-label="Offer">
            <h2 class="offer-title" dir="auto">{service.title.clone()}</h2>
            {short.map(|text| view! { <p class="muted" dir="auto">{text}</p> })}
            <ul class="facts">{badges(service)}<li>{rating(service.avg_rating, service.review_count)}</li></ul>
            {figures(service)}
            {description.map(|text| view! { <p class="post-text" dir="auto">{rich_text(text, &acting)}</p> })}
            {tags(service)}
        </section>
    }
    .into_any()
}

fn gallery(service: &Service) -> Option<AnyView> {
    let mut urls = service.images.clone();
    if let Some(first) = service.thumbnail_url.clone().filter(|url| !urls.contains(url)) {
        urls.insert(0, first);
    }
    let urls: Vec<String> = urls.iter().filter_map(|url| image_url(url)).collect();
    let count = urls.len();
    let picture = |(index, url): (usize, String)| {
        let alt = Some(format!("Picture {} of {count} of {}", index + 1, service.title));
        PostMedia { url, kind: None, width: None, height: None, duration: None, thumbnail_url: None, alt }
    };
    let media: Vec<PostMedia> = urls.into_iter().enumerate().map(picture).collect();
    (count > 0).then(|| pictures(media, String::new(), "gallery"))
}

/// Price, time, changes and orders; what was not sent is shown as unknown.
fn figures(service: &Service) -> AnyView {
    let revisions = service.revisions.map_or_else(|| "unknown".to_owned(), |count| counted(Some(count), "revision", "revisions"));
    let orders = service.order_count.map_or_else(|| "unknown".to_owned(), full_count);
    view! {
        <dl class="figure-row">
            <div class="figure"><dt>"Price"</dt><dd>{money::amount(service.price)}</dd></div>
            <div class="figure"><dt>"Delivery"</dt><dd>{days(service.delivery_days)}</dd></div>
            <div class="figure"><dt>"Included"</dt><dd>{revisions}</dd></div>
            <div class="figure"><dt>"Orders"</dt><dd>{orders}</dd></div>
        </dl>
    }
    .into_any()
}

fn tags(service: &Service) -> Option<AnyView> {
    let tag = |tag: &String| {
        let place = MarketFilter { text: tag.clone(), ..MarketFilter::default() }.place();
        view! { <li><a class="tag" href=href(&Route::In(actor(), place))><bdi>{tag.clone()}</bdi></a></li> }
    };
    let any = !service.tags.is_empty();
    any.then(|| view! { <ul class="tag-list" aria-label="Tags">{service.tags.iter().map(tag).collect_view()}</ul> }.into_any())
}

/// Who offers it, and how its orders went.
pub fn seller(details: &ServiceDetails) -> AnyView {
    let Some(agent) = &details.service.agent else {
        return view! { <section class="market-section" aria-label="Seller"><p class="muted">"The service did not send who offers this."</p></section> }
            .into_any();
    };
    view! {
        <section class="market-section seller" aria-labelledby="seller">
            <h2 id="seller">"Seller"</h2>
            <div role="list">{agent_card(agent, Size::Normal, ().into_any(), None)}</div>
            {stats(details.seller)}
        </section>
    }
    .into_any()
}

fn stats(seller: SellerStats) -> AnyView {
    let figure = |count: Option<u64>, one: &'static str, many: &'static str| {
        let shown = count.map_or_else(|| "–".to_owned(), full_count);
        let words = count.is_none().then(|| view! { <span class="visually-hidden">"unknown "</span> });
        view! { <li>{words}<b aria-hidden=count.is_none().then_some("true")>{shown}</b>" "{if count == Some(1) { one } else { many }}</li> }
    };
    let average = seller.avg_rating.map(|average| view! { <li><b>{number(average)}</b>" of 5 on average"</li> });
    view! {
        <ul class="stats">
            {figure(seller.completed_orders, "completed order", "completed orders")}
            {figure(seller.service_count, "service", "services")}
            {figure(seller.review_count, "review", "reviews")}
            {average}
        </ul>
    }
    .into_any()
}

/// The price and the way to order, beside the page.
pub fn at_a_glance(service: &Service) -> AnyView {
    let is_own = service.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == actor().handle());
    let orderable = !is_own && service.active != Some(false) && actor().handle().is_some();
    let way = orderable.then(|| {
        view! { <button class="button" data-kind="primary" data-size="large" type="button" on:click=|_| to_form()>"Order"</button> }
    });
    let revisions =
        service.revisions.map(|count| view! { <li><Icon name="repeat-2"/>{counted(Some(count), "revision", "revisions")}" included"</li> });
    view! {
        <section class="panel glance" aria-labelledby="glance">
            <h2 id="glance" class="visually-hidden">"At a glance"</h2>
            <p class="glance-price">{money::amount(service.price)}</p>
            <ul class="facts">
                <li><Icon name="clock"/>{days(service.delivery_days)}</li>
                {revisions}
                <li>{rating(service.avg_rating, service.review_count)}</li>
            </ul>
            {way}
        </section>
    }
    .into_any()
}

/// Goes to the form that orders.
fn to_form() {
    if let Ok(Some(field)) = document().query_selector("#order textarea") {
        scroll::focus(&field);
    }
}
