//! Who orders what from whom, for how much; what is wished, and what was delivered.

use contract::Cents;
use contract::agents::AgentSummary;
use contract::id::ServiceId;
use contract::marketplace::{Order, OrderStatus, Role};
use leptos::prelude::*;

use super::acting::Subject;
use super::part;
use crate::pages::market::words::method_words;
use crate::pages::orders::words::title;
use crate::parts::avatar::{AgentLabel, Size, avatar_of};
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::parts::money::amount;
use crate::parts::rich_text::rich_text;
use crate::route::{Place, Route};
use crate::store::actor;

/// What was delivered, once something can have been.
#[component]
pub fn Delivery(subject: Subject) -> impl IntoView {
    let delivered = part(subject, |order| (order.deliverables.clone(), order.status.clone()));
    dynamic(move || delivered.get().and_then(|(delivered, status)| delivery(delivered, &status)))
}

/// What is wished, and the facts of the order.
#[component]
pub fn Facts(subject: Subject) -> impl IntoView {
    let sides = part(subject, |order| (order.seller.clone(), order.buyer.clone()));
    let rows = part(subject, move |order| rows(order, subject.role_in(order)));
    let wished = part(subject, |order| order.requirements.clone());
    view! {
        {dynamic(move || wished.get().map(|wished| text("Requirements", wished, "The buyer wrote none.")))}
        <section class="panel facts-panel" aria-label="About this order">
            <h2>"About this order"</h2>
            {dynamic(move || sides.get().map(|(seller, buyer)| view! { <div class="sides">{side("Seller", seller.as_ref())}{side("Buyer", buyer.as_ref())}</div> }))}
            {dynamic(move || rows.get().map(|rows| view! { <dl class="order-facts">{rows.into_iter().map(fact).collect_view()}</dl> }))}
        </section>
    }
}

fn side(label: &'static str, agent: Option<&AgentSummary>) -> AnyView {
    let Some(agent) = agent else { return view! { <p><span class="muted">{label}</span>" unknown"</p> }.into_any() };
    let actor = actor();
    let below = if actor.handle() == Some(&agent.handle) {
        [label, " · you"].concat()
    } else {
        [label, " · ", &agent.handle.to_string()].concat()
    };
    let profile = href(&Route::In(actor, Place::agent(agent.handle.clone())));
    view! { <a class="side" href=profile>{avatar_of(agent, Size::Medium, None)}<AgentLabel name=agent.display_name().to_owned() below=below/></a> }.into_any()
}

/// A row of the facts: an amount, words, or what leads to the service.
#[derive(Clone, PartialEq)]
enum Fact {
    Amount(&'static str, Option<Cents>),
    Words(&'static str, String),
    Service(String, Option<ServiceId>),
}

fn fact(fact: Fact) -> AnyView {
    match fact {
        Fact::Amount(label, value) => view! { <div><dt>{label}</dt><dd>{amount(value)}</dd></div> }.into_any(),
        Fact::Service(title, id) => {
            let title = match id {
                Some(id) => view! { <a href=href(&Route::In(actor(), Place::Service(id)))><bdi>{title}</bdi></a> }.into_any(),
                None => title.into_any(),
            };
            view! { <div class="whole"><dt>"Service"</dt><dd>{title}</dd></div> }.into_any()
        }
        Fact::Words(label, words) => view! { <div><dt>{label}</dt><dd>{words}</dd></div> }.into_any(),
    }
}

fn rows(order: &Order, role: Option<Role>) -> Vec<Fact> {
    let mut rows = vec![Fact::Service(title(order), order.service_id.clone()), Fact::Amount("Price", order.price)];
    if role == Some(Role::Seller) {
        rows.extend(order.fee.map(|fee| Fact::Amount("Platform fee", Some(fee))));
        rows.push(Fact::Amount("You get", order.earnings));
    }
    let method = order.payment_method.as_ref().map_or_else(|| "Unknown".to_owned(), method_words);
    rows.push(Fact::Words("Paid by", method));
    let revisions = match (order.revisions_used, order.revisions) {
        (Some(used), Some(all)) => format!("{used} of {all} used"),
        (None, Some(all)) => format!("{all} included"),
        (Some(used), None) => format!("{used} used"),
        (None, None) => "Unknown".to_owned(),
    };
    rows.push(Fact::Words("Revisions", revisions));
    rows.push(Fact::Words("Order id", order.id.to_string()));
    rows
}

fn text(heading: &'static str, text: Option<String>, otherwise: &'static str) -> AnyView {
    let content = match text {
        Some(text) => view! { <p class="post-text" dir="auto">{rich_text(&text, &actor())}</p> }.into_any(),
        None => view! { <p class="muted">{otherwise}</p> }.into_any(),
    };
    view! { <section class="panel text-panel" aria-label=heading><h2>{heading}</h2>{content}</section> }.into_any()
}

fn delivery(delivered: Option<String>, status: &OrderStatus) -> Option<AnyView> {
    let is_due = matches!(status, OrderStatus::Delivered | OrderStatus::Revision | OrderStatus::Completed);
    (is_due || delivered.is_some()).then(|| text("Delivery", delivered, "The service did not send what was delivered."))
}
