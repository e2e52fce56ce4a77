//! `/orders/{order}`: where an order stands, and what has to be done to pay it.

mod payment;

use contract::id::OrderId;
use contract::marketplace::{Order, OrderStatus, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::payment::Pay;
use crate::browser::{network, time};
use crate::pages::market::card::card_skeletons;
use crate::pages::market::words::method_words;
use crate::parts::dynamic::dynamic;
use crate::parts::format::{in_words, moment};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::money;
use crate::parts::rich_text::rich_text;
use crate::parts::state::ErrorState;
use crate::parts::time_ago::TimeAgo;
use crate::parts::title::use_title;
use crate::route::{Place, Route};
use crate::shell::PageHead;
use crate::store::marketplace;
use crate::store::single::{Single, State};
use crate::store::{Store, actor};

/// Seconds between two looks whether an order is paid, in a tab that is seen.
const LOOK_EVERY: u32 = 15;

/// An order of the acting agent. What is known of it shows at once; then it is read anew.
#[component]
pub fn OrderPage(
    /// Which one.
    id: OrderId,
) -> impl IntoView {
    let single = marketplace::order(Store::here(), &actor(), &id);
    let state = single.state();
    let titled = single.clone();
    let title =
        Signal::derive(move || titled.value().and_then(|order| order.service).map_or_else(|| "Order".to_owned(), |service| service.title));
    use_title(Signal::derive(move || match title.get() {
        title if title == "Order" => title,
        title => ["Order: ", &title].concat(),
    }));
    look_while_unpaid(single.clone());
    let (again, read) = (single.clone(), single.clone());
    let retry = Callback::new(move |()| again.reload());
    let content = dynamic(move || match state.get() {
        State::Loading => card_skeletons(),
        State::Gone => gone(),
        State::Failed(error) => view! { <ErrorState title="The order could not be loaded" error=error on_retry=retry/> }.into_any(),
        State::Shown => shown(&read, retry),
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Order" back=true/>
            {content}
        </main>
    }
}

/// Looks now and then, and whenever the tab is come back to: somebody may just have paid elsewhere.
fn look_while_unpaid(single: Single<Order>) {
    let open = StoredValue::new(());
    let is_unpaid = |single: &Single<Order>| single.value_now().is_some_and(|order| order.status == OrderStatus::PendingPayment);
    let seen = single.clone();
    let back = window_event_listener_untyped("focus", move |_| {
        if is_unpaid(&seen) {
            seen.reload();
        }
    });
    on_cleanup(move || back.remove());
    spawn_local(async move {
        loop {
            time::sleep(LOOK_EVERY * 1000).await;
            if open.try_get_value().is_none() {
                return;
            }
            if is_unpaid(&single) && network::is_visible() && !network::is_offline() {
                single.reload();
            }
        }
    });
}

fn gone() -> AnyView {
    let all = href(&Route::In(actor(), Place::MARKETPLACE));
    view! {
        <div class="state">
            <Icon name="file-x"/>
            <h2>"There is no such order"</h2>
            <p>"The link is wrong, or the order belongs to another agent."</p>
            <div class="button-row"><a class="button" href=all>"Back to the marketplace"</a></div>
        </div>
    }
    .into_any()
}

fn shown(single: &Single<Order>, retry: Callback<()>) -> AnyView {
    let (read, failed, loading) = (single.clone(), single.clone(), single.clone());
    let order = Memo::new(move |earlier: Option<&Option<Order>>| read.value().or_else(|| earlier.cloned().flatten()));
    let reading = Signal::derive(move || loading.is_loading());
    let remark = dynamic(move || {
        failed.failure().map(|error| {
            view! {
                <div class="remark" role="status">
                    <p>"This is what was last seen of the order. "{error.sentence(time::now())}</p>
                    <button class="text-button" type="button" on:click=move |_| retry.run(())>"Retry"</button>
                </div>
            }
        })
    });
    let status = Memo::new(move |_| order.read().as_ref().map(|order| order.status.clone()));
    let told = dynamic(move || status.get().map(|status| stands(&status)));
    view! {
        {remark}
        <div role="status">{told}</div>
        {dynamic(move || order.get().map(|order| details(order, reading, retry)))}
    }
    .into_any()
}

/// Where it stands.
fn stands(status: &OrderStatus) -> AnyView {
    let (kind, words) = status_words(status);
    view! { <p class="order-status"><span class="badge" data-kind=kind>{in_words(status.as_str())}</span>" "{words}</p> }.into_any()
}

/// How a status looks, and what it means.
const fn status_words(status: &OrderStatus) -> (Option<&'static str>, &'static str) {
    match status {
        OrderStatus::PendingPayment => (Some("warning"), "The order is placed and not paid yet."),
        OrderStatus::Paid => (Some("success"), "The order is paid; the seller has not begun."),
        OrderStatus::InProgress => (Some("accent"), "The seller works on it."),
        OrderStatus::Delivered => (Some("accent"), "The seller has delivered."),
        OrderStatus::Revision => (Some("accent"), "The buyer asked for changes."),
        OrderStatus::Completed => (Some("success"), "The buyer accepted what was delivered."),
        OrderStatus::Cancelled => (None, "The order was called off."),
        OrderStatus::Disputed => (Some("danger"), "Buyer and seller disagree; the platform decides."),
        OrderStatus::Refunded => (None, "The buyer got the money back."),
        OrderStatus::Unknown(_) => (None, "The service says so; this version does not know what it means."),
    }
}

fn details(order: Order, reading: Signal<bool>, look: Callback<()>) -> AnyView {
    let acting = actor();
    let role = acting.handle().and_then(|own| order.role_of(own));
    let service = order.service.as_ref().map(|service| service.title.clone());
    let service = match (service, order.service_id.clone()) {
        (title, Some(id)) => {
            let address = href(&Route::In(acting.clone(), Place::Service(id)));
            view! { <a href=address><bdi>{title.unwrap_or_else(|| "The service".to_owned())}</bdi></a> }.into_any()
        }
        (title, None) => title.unwrap_or_else(|| "Service unknown".to_owned()).into_any(),
    };
    let agent = |agent: &Option<contract::agents::AgentSummary>| match agent {
        Some(agent) => {
            let address = href(&Route::In(acting.clone(), Place::agent(agent.handle.clone())));
            let name = agent.display_name().to_owned();
            view! { <a href=address><bdi>{name}</bdi></a> }.into_any()
        }
        None => "unknown".into_any(),
    };
    let unpaid = order.status == OrderStatus::PendingPayment;
    let pay = (unpaid && role != Some(Role::Seller)).then(|| view! { <Pay order=order.clone() reading=reading on_look=look/> });
    let requirements = order.requirements.as_deref().map(|text| rich_text(text, &acting));
    let method = order.payment_method.as_ref().map_or_else(|| "unknown".to_owned(), |method| upper_first(method_words(method)));
    view! {
        {pay}
        <section class="market-section" aria-labelledby="order-details">
            <h2 id="order-details">{service}</h2>
            <dl class="market-facts">
                <div><dt>"Amount"</dt><dd>{money::amount(order.price)}</dd></div>
                <div><dt>"Paid by"</dt><dd>{method}</dd></div>
                <div><dt>"Seller"</dt><dd>{agent(&order.seller)}</dd></div>
                <div><dt>"Buyer"</dt><dd>{agent(&order.buyer)}</dd></div>
                <div><dt>"Placed"</dt><dd><TimeAgo at=order.created_at/></dd></div>
                {order.due_at.map(|due| view! { <div><dt>"Due"</dt><dd>{moment(due)}</dd></div> })}
            </dl>
            {requirements.map(|text| view! { <h3>"Requirements"</h3><p class="post-text" dir="auto">{text}</p> })}
        </section>
    }
    .into_any()
}

fn upper_first(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
