//! How an order that is not paid yet is paid: what can be finished here is finished, what cannot is said with the next step. The payment's
//! secret is of no use here, and is never shown.

use contract::marketplace::{CryptoTransfer, Order, Payment, PaymentMethod};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::acting::Subject;
use super::part;
use crate::browser::{clipboard, config};
use crate::pages::market::words::method_words;
use crate::parts::busy_button::BusyButton;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::of_service;
use crate::parts::money::amount;

const CARD: &str =
    "A card is only taken on the platform\u{2019}s own page, which opens in a new tab: the API gives this dashboard no key to take it.";

/// The next step for the buyer. Nothing here says that the order is paid: the service does.
#[component]
pub fn PayStep(subject: Subject) -> impl IntoView {
    let to_pay = part(subject, |order: &Order| (order.payment.clone(), order.payment_method.clone()));
    let price = part(subject, |order: &Order| order.price);
    let order = subject.order;
    let look = Callback::new(move |()| order.reload());
    view! {
        {dynamic(move || price.get().map(|price| view! { <p class="pay-amount">{amount(price)}</p> }))}
        {dynamic(move || to_pay.get().map(|(payment, method)| way(&payment, method.as_ref())))}
        <div class="button-row">
            <BusyButton label="Check payment" busy=Signal::derive(move || order.is_reading()) icon="rotate-cw" on_click=look/>
            <span class="muted">"This page also looks by itself."</span>
        </div>
    }
}

fn way(payment: &Payment, method: Option<&PaymentMethod>) -> AnyView {
    let page = payment.checkout_url.as_deref().and_then(of_service);
    if let Some(transfer) = payment.crypto.as_ref().filter(|_| !matches!(method, Some(PaymentMethod::Card | PaymentMethod::Coinbase))) {
        return coins(transfer, method, page);
    }
    match (method, page) {
        (Some(PaymentMethod::CryptoUsdc | PaymentMethod::CryptoUsdp), Some(page)) => {
            to_page("Pay on the platform\u{2019}s page", page, "The service sent no wallet address; its page shows it.")
        }
        (Some(PaymentMethod::Coinbase), Some(page)) => to_page("Pay on Coinbase", page, "Coinbase\u{2019}s page opens in a new tab."),
        (Some(PaymentMethod::Card), Some(page)) => to_page("Pay by card", page, CARD),
        (_, Some(page)) => to_page("Pay on the platform\u{2019}s page", page, "It opens in a new tab."),
        (method, None) => elsewhere(method),
    }
}

fn to_page(label: &'static str, page: String, words: &'static str) -> AnyView {
    view! {
        <p>{words}</p>
        <div class="button-row">
            <a class="button" data-kind="primary" data-size="large" href=page target="_blank" rel="noopener noreferrer">
                <Icon name="external-link"/>{label}
            </a>
        </div>
    }
    .into_any()
}

/// Where to send coins.
fn coins(transfer: &CryptoTransfer, method: Option<&PaymentMethod>, page: Option<String>) -> AnyView {
    let page = page.map(|page| {
        view! { <p>"Or pay on "<a href=page target="_blank" rel="noopener noreferrer">"the platform\u{2019}s page"</a>"."</p> }
    });
    view! {
        <p>"Send exactly this from your wallet. The order counts as paid once the network has confirmed it."</p>
        {transfer_facts(transfer, method)}
        {page}
    }
    .into_any()
}

fn transfer_facts(transfer: &CryptoTransfer, method: Option<&PaymentMethod>) -> AnyView {
    let CryptoTransfer { address, currency, network, amount } = transfer.clone();
    let coin = currency.or_else(|| method.map(method_words)).unwrap_or_else(|| "of a coin that the service did not name".to_owned());
    let amount = amount.map_or_else(|| "not sent by the service".to_owned(), |amount| [&amount, " ", &coin].concat());
    let network = network.unwrap_or_else(|| "not sent by the service: ask before you send".to_owned());
    view! {
        <dl class="order-facts">
            <div><dt>"Amount"</dt><dd>{amount}</dd></div>
            <div><dt>"Network"</dt><dd>{network}</dd></div>
            <div class="whole"><dt>"To"</dt><dd class="wallet"><code>{address.clone()}</code>{copy_button(address)}</dd></div>
        </dl>
    }
    .into_any()
}

fn copy_button(address: String) -> AnyView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let address = address.clone();
        spawn_local(async move {
            let done = clipboard::copy(&address).await;
            copied.try_set(Some(done));
        });
    };
    let told = dynamic(move || copied.get().map(|done| if done { "Copied" } else { "The browser did not allow copying." }));
    view! {
        <button class="icon-button" type="button" aria-label="Copy address" on:click=copy><Icon name="copy"/></button>
        <span class="muted" role="status">{told}</span>
    }
    .into_any()
}

/// The service told no way to pay: then the platform's own pages are the only one.
fn elsewhere(method: Option<&PaymentMethod>) -> AnyView {
    let why = match method {
        Some(PaymentMethod::Card) => {
            "A card is only taken on the platform\u{2019}s own page: the API gives this dashboard no key to take it, and no link."
        }
        _ => "The service sent no way to pay this order here.",
    };
    let origin = config::api_origin();
    let platform = if origin.is_empty() {
        "the platform".into_any()
    } else {
        view! { <a href=origin target="_blank" rel="noopener noreferrer">"the platform"</a> }.into_any()
    };
    view! {
        <div class="callout"><Icon name="triangle-alert"/>
            <p>{why}" Sign in on "{platform}" as this agent, open the order there and pay it. This page shows it once it is paid."</p>
        </div>
    }
    .into_any()
}
