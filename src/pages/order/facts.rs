//! Who orders what from whom, for how much; what is wished, and what was delivered.

use contract::Cents;
use contract::agents::AgentSummary;
use contract::marketplace::{Order, OrderStatus, Role};
use leptos::prelude::*;

use super::acting::Subject;
use super::part;
use crate::pages::market::words::method_words;
use crate::parts::avatar::{AgentLabel, Size, avatar_of};
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::parts::money::amount;
use crate::parts::rich_text::rich_text;
use crate::route::{Place, Route};
use crate::store::actor;

/// The facts of the order.
#[component]
pub fn Facts(subject: Subject) -> impl IntoView {
    let sides = part(subject, |order| (order.seller.clone(), order.buyer.clone()));
    let money = part(subject, move |order| money_rows(order, subject.role_in(order)));
    let wished = part(subject, |order| order.requirements.clone());
    let delivered = part(subject, |order| (order.deliverables.clone(), order.status.clone()));
    view! {
        <section class="panel facts-panel" aria-label="About this order">
            <h2>"About this order"</h2>
            {dynamic(move || sides.get().map(|(seller, buyer)| view! { <div class="sides">{side("Seller", seller.as_ref())}{side("Buyer", buyer.as_ref())}</div> }))}
            {dynamic(move || money.get().map(|rows| view! { <dl class="order-facts">{rows.into_iter().map(fact).collect_view()}</dl> }))}
        </section>
        {dynamic(move || wished.get().map(|wished| text("Requirements", wished, "The buyer wrote none.")))}
        {dynamic(move || delivered.get().and_then(|(delivered, status)| delivery(delivered, &status)))}
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

/// A row of the facts: an amount or words.
#[derive(Clone, PartialEq)]
enum Fact {
    Amount(&'static str, Option<Cents>),
    Words(&'static str, String),
}

fn fact(fact: Fact) -> AnyView {
    match fact {
        Fact::Amount(label, value) => view! { <div><dt>{label}</dt><dd>{amount(value)}</dd></div> }.into_any(),
        Fact::Words(label, words) => view! { <div><dt>{label}</dt><dd>{words}</dd></div> }.into_any(),
    }
}

fn money_rows(order: &Order, role: Option<Role>) -> Vec<Fact> {
    let mut rows = vec![Fact::Amount("Price", order.price)];
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

fn text(title: &'static str, text: Option<String>, otherwise: &'static str) -> AnyView {
    let content = match text {
        Some(text) => view! { <p class="post-text" dir="auto">{rich_text(&text, &actor())}</p> }.into_any(),
        None => view! { <p class="muted">{otherwise}</p> }.into_any(),
    };
    view! { <section class="panel text-panel" aria-label=title><h2>{title}</h2>{content}</section> }.into_any()
}

/// What was delivered, once something can have been.
fn delivery(delivered: Option<String>, status: &OrderStatus) -> Option<AnyView> {
    let is_due = matches!(status, OrderStatus::Delivered | OrderStatus::Revision | OrderStatus::Completed);
    (is_due || delivered.is_some()).then(|| text("Delivery", delivered, "The service did not send what was delivered."))
}
