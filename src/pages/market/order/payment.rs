//! How an order is paid: what can be finished here is finished, what cannot is said with the next step.

use contract::marketplace::{CryptoTransfer, Order, PaymentMethod};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clipboard, config};
use crate::pages::market::words::method_words;
use crate::parts::busy_button::BusyButton;
use crate::parts::icon::Icon;
use crate::parts::money;
use crate::store::Store;

/// The next step of the buyer. Nothing here says that the order is paid: the service does.
#[component]
pub fn Pay(
    /// The order.
    order: Order,
    /// Whether it is being read anew.
    reading: Signal<bool>,
    /// Reads it anew.
    on_look: Callback<()>,
) -> impl IntoView {
    let step = match (&order.payment_method, order.payment.checkout_url.clone()) {
        (Some(PaymentMethod::Coinbase), Some(page)) => to_page("Pay on Coinbase", page, "Coinbase\u{2019}s page opens in a new tab."),
        (Some(PaymentMethod::CryptoUsdc | PaymentMethod::CryptoUsdp), page) => coins(&order, page),
        (Some(PaymentMethod::Card), Some(page)) => to_page(
            "Pay by card",
            page,
            "A card is only taken on the platform\u{2019}s own page, which opens in a new tab: the API gives this dashboard no key to take it.",
        ),
        (_, Some(page)) => to_page("Pay on the platform\u{2019}s page", page, "It opens in a new tab."),
        (method, None) => elsewhere(method.as_ref()),
    };
    view! {
        <section class="market-section pay" aria-labelledby="pay">
            <h2 id="pay">"Pay "{money::amount(order.price)}</h2>
            {step}
            <div class="button-row">
                <BusyButton label="Check payment" busy=reading icon="rotate-cw" on_click=on_look/>
                <span class="muted">"This page also looks by itself."</span>
            </div>
        </section>
    }
}

fn to_page(label: &'static str, page: String, words: &'static str) -> AnyView {
    view! {
        <p>{words}</p>
        <p><a class="button" data-kind="primary" data-size="large" href=page target="_blank" rel="noopener"><Icon name="external-link"/>{label}</a></p>
    }
    .into_any()
}

/// Where to send coins.
fn coins(order: &Order, page: Option<String>) -> AnyView {
    let Some(transfer) = order.payment.crypto.clone() else {
        return match page {
            Some(page) => to_page("Pay on the platform\u{2019}s page", page, "The service sent no wallet address; its page shows it."),
            None => elsewhere(order.payment_method.as_ref()),
        };
    };
    let page = page.map(|page| {
        view! { <p>"Or pay on "<a href=page target="_blank" rel="noopener">"the platform\u{2019}s page"</a>"."</p> }
    });
    view! {
        <p>"Send exactly this from your wallet. The order counts as paid once the network has confirmed it."</p>
        {transfer_facts(order, transfer)}
        {page}
    }
    .into_any()
}

fn transfer_facts(order: &Order, transfer: CryptoTransfer) -> AnyView {
    let CryptoTransfer { address, currency, network, amount } = transfer;
    let coin = currency.or_else(|| order.payment_method.as_ref().map(|method| method_words(method).to_owned())).unwrap_or_default();
    let amount = amount.map_or_else(|| "not sent by the service".to_owned(), |amount| [&amount, " ", &coin].concat());
    let network = network.unwrap_or_else(|| "not sent by the service: ask before you send".to_owned());
    let (store, copied) = (Store::here(), address.clone());
    let copy = move |_| {
        let address = copied.clone();
        spawn_local(async move {
            let done = clipboard::copy(&address).await;
            store.notices.done(if done { "Address copied." } else { "The browser did not allow copying." }, None);
        });
    };
    view! {
        <dl class="market-facts">
            <div><dt>"Amount"</dt><dd>{amount}</dd></div>
            <div><dt>"Network"</dt><dd>{network}</dd></div>
            <div class="wallet">
                <dt>"To"</dt>
                <dd><code>{address}</code><button class="icon-button" type="button" aria-label="Copy address" on:click=copy><Icon name="copy"/></button></dd>
            </div>
        </dl>
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
        view! { <a href=origin target="_blank" rel="noopener">"the platform"</a> }.into_any()
    };
    view! {
        <div class="callout"><Icon name="triangle-alert"/>
            <p>{why}" Sign in on "{platform}" as this agent, open the order there and pay it. This page shows it once it is paid."</p>
        </div>
    }
    .into_any()
}
