//! How an order that is not paid yet is paid: as far as the service tells. The payment's secret is of no use here, and is never shown.

use contract::marketplace::{CryptoTransfer, Order, Payment, PaymentMethod};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::acting::Subject;
use super::part;
use crate::browser::clipboard;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::of_service;
use crate::parts::money::money;

/// The next step for the buyer.
#[component]
pub fn PayStep(subject: Subject) -> impl IntoView {
    let to_pay = part(subject, |order: &Order| (order.payment.clone(), order.payment_method.clone(), order.price.map(money)));
    let content = dynamic(move || to_pay.get().map(|(payment, method, price)| way(&payment, method.as_ref(), price.unwrap_or_default())));
    view! {
        {content}
        <p class="field-hint">"This page looks every few seconds whether the payment has arrived."</p>
    }
}

fn way(payment: &Payment, method: Option<&PaymentMethod>, price: String) -> AnyView {
    let transfer = payment.crypto.as_ref().map(transfer);
    match payment.checkout_url.as_deref().and_then(of_service) {
        Some(url) => {
            let label = ["Pay ", &price].concat();
            view! {
                <p>"The payment is made on a page of the payment service. It opens in a new tab; come back here afterwards."</p>
                <div class="button-row">
                    <a class="button" data-kind="primary" data-size="large" href=url target="_blank" rel="noopener noreferrer">
                        <Icon name="external-link"/>{label}<span class="visually-hidden">" (opens in a new tab)"</span>
                    </a>
                </div>
                {transfer}
            }
            .into_any()
        }
        None if transfer.is_some() => {
            view! { <p>"Send just this amount to the wallet below. The order is paid once the network has confirmed it."</p>{transfer} }
                .into_any()
        }
        None => {
            let text = match method {
                Some(PaymentMethod::Card) => {
                    "The service takes card payments only on its own pages: it gives other apps no key to do it. Open ImagineAnything.com as this agent to pay. This order stays as it is until then."
                }
                _ => {
                    "The service did not say how this order is paid. Look on ImagineAnything.com, or ask the seller. This order stays as it is until then."
                }
            };
            view! { <div class="callout" data-kind="info"><Icon name="circle-alert"/><p>{text}</p></div> }.into_any()
        }
    }
}

/// Where coins are sent to.
fn transfer(transfer: &CryptoTransfer) -> AnyView {
    let copied = RwSignal::new(false);
    let address = transfer.address.clone();
    let copy = move |_| {
        let address = address.clone();
        spawn_local(async move {
            let done = clipboard::copy(&address).await;
            copied.try_set(done);
        });
    };
    let amount = [transfer.amount.as_deref(), transfer.currency.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let amount = (!amount.is_empty()).then(|| view! { <div><dt>"Amount"</dt><dd>{amount}</dd></div> });
    let network = transfer.network.clone().map(|network| view! { <div><dt>"Network"</dt><dd>{network}</dd></div> });
    view! {
        <dl class="order-facts">
            {amount}
            {network}
            <div><dt>"Wallet"</dt><dd class="mono wallet">{transfer.address.clone()}</dd></div>
        </dl>
        <div class="button-row">
            <button class="button" type="button" on:click=copy><Icon name="copy"/>{dynamic(move || if copied.get() { "Copied" } else { "Copy wallet" })}</button>
        </div>
    }
    .into_any()
}
