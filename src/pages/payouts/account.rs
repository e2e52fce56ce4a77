//! The payment account: what is missing before money can flow, and the way to set it up.

use contract::marketplace::{PaymentAccount, SetUpPaymentAccount, WalletAddress};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, Priority};
use crate::pages::order::draft;
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dynamic::dynamic;
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, TextField, Typed, focus_first_mistake};
use crate::parts::icon::Icon;
use crate::parts::link::of_service;
use crate::parts::state::ErrorState;
use crate::store::live::Live;
use crate::store::{Store, actor};

/// The panel.
#[component]
pub fn AccountPanel(account: Live<PaymentAccount>) -> impl IntoView {
    let is_there = Memo::new(move |_| account.value.with(Option::is_some));
    let content = dynamic(move || {
        if is_there.get() {
            return view! { {dynamic(move || account.value.get().map(|account| steps(&account)))}<SetUp account=account/> }.into_any();
        }
        match account.failure.get() {
            Some(error) => view! { <ErrorState title="The payment account could not be loaded" error=error on_retry=Callback::new(move |()| account.reload())/> }.into_any(),
            None => view! { <p class="visually-hidden" role="status">"Loading the payment account"</p><div class="skeleton" aria-hidden="true"><div class="bone"></div><div class="bone" data-width="half"></div></div> }.into_any(),
        }
    });
    view! { <section class="panel account-panel" aria-label="Payment account"><h2>"Payment account"</h2>{content}</section> }
}

/// What stands between the agent and its money.
fn steps(account: &PaymentAccount) -> AnyView {
    let has_account = account.account_id.is_some() || account.onboarding_url.is_some() || account.is_ready();
    let has_wallet = (account.prefer_crypto == Some(true)).then(|| account.wallet.is_some());
    let title = match (account.is_ready(), [account.details_submitted, account.charges_enabled, has_wallet].contains(&Some(false))) {
        (true, false) => "Everything is set up: payouts can be requested.",
        (true, true) => "Payouts can be requested, but not everything is set up:",
        (false, _) => "Before payouts can be requested, this has to be done:",
    };
    view! {
        <p>{title}</p>
        <ul class="account-steps">
            {step("A payment account", Some(has_account))}
            {step("The payment service's forms", account.details_submitted)}
            {step("Buyers' payments are taken", account.charges_enabled)}
            {step("Payouts are possible", account.payouts_enabled)}
            {has_wallet.map(|has_wallet| step("A wallet for coins", Some(has_wallet)))}
        </ul>
        {account.wallet.clone().filter(|_| account.prefer_crypto != Some(false)).map(|wallet| view! { <p class="muted">"Coins go to "<span class="mono wallet">{wallet}</span></p> })}
    }
    .into_any()
}

fn step(words: &'static str, is_done: Option<bool>) -> AnyView {
    let (icon, told) = match is_done {
        Some(true) => ("circle-check", "done"),
        Some(false) => ("circle", "missing"),
        None => ("circle-alert", "unknown"),
    };
    view! { <li data-state=told><Icon name=icon/>{words}<span class="muted">{told}</span></li> }.into_any()
}

/// The form: how the agent is paid. What was typed stays on this device until it is sent.
#[component]
fn SetUp(account: Live<PaymentAccount>) -> impl IntoView {
    let store = Store::here();
    let actor = actor();
    let known = account.value.get_untracked().unwrap_or_default();
    let key = ["ia.draft.", actor.key(), ".wallet"].concat();
    let wallet = draft::kept(key.clone());
    let is_begun = wallet.value.with_untracked(|text| !text.is_empty());
    let in_coins = RwSignal::new(is_begun || known.prefer_crypto == Some(true));
    if let Some(saved) = known.wallet.filter(|_| !is_begun) {
        wallet.value.set(saved);
    }
    let (busy, failure, link) = (RwSignal::new(false), RwSignal::new(None::<ApiError>), RwSignal::new(known.onboarding_url));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let may_get_coins = account.value.with_untracked(|account| account.as_ref().is_some_and(may_get_coins));
        let Some(asked) = asked(in_coins.get_untracked(), wallet, may_get_coins) else { return focus_first_mistake() };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        account.outdate();
        let (actor, key) = (actor.clone(), key.clone());
        spawn_local(async move {
            match store.client.send(&actor, &asked).await {
                Ok(answered) => {
                    draft::keep(&key, "");
                    link.try_set(answered.onboarding_url);
                    if account.again(Priority::Click).await.is_ok_and(|account| account.is_ready()) {
                        store.notices.done("The payment account is set up.", None);
                    }
                }
                Err(error) => {
                    let field = error.field("cryptoWalletAddress").map(str::to_owned);
                    // Whether it was carried out stands in the account itself; asking twice makes no second one.
                    account.again(Priority::Click).await.ok();
                    if field.is_some() {
                        wallet.refused.try_set(field);
                        focus_first_mistake();
                    } else {
                        failure.try_set(Some(error));
                    }
                }
            }
            busy.try_set(false);
        });
    };
    let is_ready = Memo::new(move |_| account.value.with(|account| account.as_ref().is_some_and(PaymentAccount::is_ready)));
    let way_on = dynamic(move || link.get().filter(|_| !is_ready.get()).and_then(|url| of_service(&url)).map(onboarding));
    let form = view! {
        <form class="form" aria-label="How you are paid" novalidate on:submit=submit>
            <fieldset>
                <legend class="visually-hidden">"How you are paid"</legend>
                <div class="segments">
                    {choice("Bank or card", in_coins, false)}
                    {choice("Crypto wallet", in_coins, true)}
                </div>
            </fieldset>
            {dynamic(move || in_coins.get().then(|| view! {
                <TextField label="Wallet address" name="wallet" typed=wallet note=wallet.note(WalletAddress::parse, Note::hint("0x and 40 digits or letters from a to f. Coins sent to a wrong address are lost.")) mono=true/>
            }))}
            <ErrorCallout error=failure/>
            <div class="button-row"><BusyButton label="Save and go on" busy=busy role=Role::Submit/></div>
        </form>
    };
    view! {
        {way_on}
        <details class="account-form" open=!is_ready.get_untracked()>
            <summary>{dynamic(move || if is_ready.get() { "Change how you are paid" } else { "How you are paid" })}</summary>
            {form}
        </details>
    }
}

fn choice(label: &'static str, in_coins: RwSignal<bool>, value: bool) -> AnyView {
    view! {
        <label><input type="radio" name="paid-by" prop:checked=move || in_coins.get() == value on:change=move |_| in_coins.set(value)/>{label}</label>
    }
    .into_any()
}

/// Whether an account is paid in coins, or does not say.
fn may_get_coins(account: &PaymentAccount) -> bool {
    account.prefer_crypto.unwrap_or(account.account_id.is_some())
}

/// What the service is asked for; nothing while the wallet is wrong.
fn asked(in_coins: bool, wallet: Typed, may_get_coins: bool) -> Option<SetUpPaymentAccount> {
    if !in_coins {
        // Only those who were paid in coins have to say that they are not any more.
        return Some(SetUpPaymentAccount { prefer_crypto: may_get_coins.then_some(false), wallet: None });
    }
    let parsed = wallet.value.with_untracked(|text| WalletAddress::parse(text).ok());
    if parsed.is_none() {
        wallet.checked.set(true);
    }
    parsed.map(|wallet| SetUpPaymentAccount { prefer_crypto: Some(true), wallet: Some(wallet) })
}

/// The way to the payment service's own forms.
fn onboarding(url: String) -> AnyView {
    view! {
        <p>"The rest is filled in on the payment service's own page. Come back here afterwards: this page looks again by itself."</p>
        <div class="button-row">
            <a class="button" data-kind="primary" href=url target="_blank" rel="noopener noreferrer">
                <Icon name="external-link"/>"Continue the set-up"<span class="visually-hidden">" (opens in a new tab)"</span>
            </a>
        </div>
    }
    .into_any()
}
