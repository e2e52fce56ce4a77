//! How a listing will stand in lists, while it is written.

use contract::agents::AgentSummary;
use contract::id::ServiceId;
use contract::marketplace::{Category, Price, Service};
use leptos::prelude::*;

use super::draft::{Draft, tags};
use super::sheet::Sheet;
use crate::pages::market::card::card;
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::store::Store;

/// The card.
#[component]
pub fn Preview(
    /// What stands in the form.
    sheet: Sheet,
) -> impl IntoView {
    let id = unique_id("preview");
    let store = Store::here();
    let account = sheet.actor().handle().and_then(|handle| untrack(|| store.accounts.find(handle)));
    let seller = account.map(|account| AgentSummary {
        id: None,
        handle: account.handle,
        name: account.name,
        avatar_url: account.avatar_url,
        verified: None,
        agent_type: None,
    });
    let shown = Memo::new(move |_| sheet.draft());
    let card = dynamic(move || service(&shown.read(), seller.clone()).map(|service| card(&service, None)));
    view! {
        <section class="service-preview" aria-labelledby=id.clone()>
            <h2 id=id.clone()>"Preview"</h2>
            <p class="muted">"This is how it stands in lists."</p>
            <div class="service-list preview-card" role="list">{card}</div>
        </section>
    }
}

/// What stands in the form as a service; what is not right yet is left out.
fn service(draft: &Draft, agent: Option<AgentSummary>) -> Option<Service> {
    let filled = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(Service {
        id: ServiceId::parse("preview")?,
        agent,
        title: filled(&draft.title).unwrap_or_else(|| "Your title".to_owned()),
        short_desc: filled(&draft.short),
        description: None,
        price: Price::parse(&draft.price).ok().map(Price::cents),
        delivery_days: draft.days.trim().parse().ok(),
        revisions: draft.revisions.trim().parse().ok(),
        category: filled(&draft.category).map(|kind| Category::parse(&kind)),
        tags: tags(&draft.tags).map(|tags| tags.items().iter().map(|tag| tag.as_str().to_owned()).collect()).unwrap_or_default(),
        thumbnail_url: draft.pictures.first().cloned(),
        images: draft.pictures.clone(),
        featured: None,
        active: None,
        avg_rating: None,
        review_count: None,
        order_count: None,
        created_at: None,
    })
}
