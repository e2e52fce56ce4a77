//! The form that orders a service. Money is never optimistic: the order is there when the service says so.

use contract::Cents;
use contract::id::ServiceId;
use contract::marketplace::{PaymentMethod, Requirements};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::desk::{Desk, Phase};
use crate::pages::market::words::method_words;
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dialog::{Confirm, when_opened};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::Note;
use crate::parts::icon::Icon;
use crate::parts::money::money;
use crate::parts::text_area::TextArea;
use crate::store::marketplace::NotPlaced;
use crate::store::{Store, actor};

/// What the buyer wants, how it is paid, and the question before it is ordered.
#[component]
pub fn OrderForm(
    /// The service.
    service: ServiceId,
    /// What it costs, when that was sent.
    price: Memo<Option<Cents>>,
) -> impl IntoView {
    let acting = actor();
    let handle = acting.handle().map(ToString::to_string).unwrap_or_default();
    let desk = Desk::open(Store::here(), acting, service)?;
    desk.follow();
    let asked = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if desk.is_ready() {
            asked.set(true);
        }
    };
    let busy = Signal::derive(move || desk.is_busy());
    let label =
        Signal::derive(move || price.get().map_or_else(|| "Place order".to_owned(), |price| ["Order for ", &money(price)].concat()));
    let note = desk.requirements.note(Requirements::parse, Note::hint("What you need, with everything the seller must know."));
    Some(view! {
        <section class="market-section" id="order" aria-labelledby="order-heading">
            <h2 id="order-heading">"Order this service"</h2>
            <form class="form" aria-label="Order" aria-busy=follow(move || busy.get().to_string()) novalidate on:submit=submit>
                <p class="composer-as">"Ordering as "<b>{handle.clone()}</b></p>
                <TextArea label="Requirements" name="requirements" typed=desk.requirements note=note max=Requirements::MAX rows="4"/>
                {methods(desk)}
                {dynamic(move || trouble(desk))}
                <div class="button-row">
                    {dynamic(move || view! { <BusyButton label=label.get() busy=busy role=Role::Submit/> })}
                    <span class="composer-hint" role="status">{follow(move || hint(desk))}</span>
                </div>
            </form>
            {when_opened(asked, move || question(desk, asked, price, &handle))}
        </section>
    })
}

fn hint(desk: Desk) -> String {
    match desk.phase() {
        Phase::Sending => "Placing the order".to_owned(),
        Phase::Looking => "Checking whether it was placed".to_owned(),
        _ => match desk.trouble.get() {
            Some(error) => [&error.to_string(), " What you write stays until you leave the page."].concat(),
            None if desk.requirements.value.with(|text| !text.trim().is_empty()) => "Draft saved".to_owned(),
            None => String::new(),
        },
    }
}

fn methods(desk: Desk) -> AnyView {
    let method = |method: &PaymentMethod| {
        let (name, hint) = (method_words(method), after(method));
        let (own, chosen) = (method.clone(), method.clone());
        view! {
            <label class="method">
                <input
                    type="radio" name="paymentMethod" value=method.as_str().to_owned()
                    prop:checked=follow(move || desk.method.get() == own) on:change=move |_| desk.method.set(chosen.clone())
                />
                <span><b>{name}</b><small>{hint}</small></span>
            </label>
        }
    };
    view! {
        <fieldset class="methods">
            <legend>"Payment"</legend>
            {PaymentMethod::ALL.iter().map(method).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// What follows the order.
const fn after(method: &PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Card => "You finish it on the platform\u{2019}s own page.",
        PaymentMethod::Coinbase => "You pay on Coinbase\u{2019}s page.",
        _ => "You send coins from your wallet.",
    }
}

fn question(desk: Desk, asked: RwSignal<bool>, price: Memo<Option<Cents>>, handle: &str) -> AnyView {
    let handle = handle.to_owned();
    let question = Signal::derive(move || match price.get() {
        Some(price) => ["Order for ", &money(price), "?"].concat(),
        None => "Order at a price that the service did not send?".to_owned(),
    });
    let consequence = Signal::derive(move || {
        [&handle, " orders this service. Payment: ", &method_words(&desk.method.get()), ", in the next step."].concat()
    });
    view! {
        <Confirm
            open=asked question=question consequence=consequence verb="Place order" keep="Not yet" kind="primary"
            on_confirm=Callback::new(move |()| desk.send(price.get_untracked()))
        />
    }
    .into_any()
}

/// Why it was not ordered, and the way on.
fn trouble(desk: Desk) -> AnyView {
    let Phase::Failed(reason) = desk.phase() else { return ().into_any() };
    match reason {
        NotPlaced::NotSent(error) | NotPlaced::Refused(error) => {
            if error.field("requirements").is_some() {
                return ().into_any();
            }
            view! { <ErrorCallout error=Signal::derive(move || Some(error.clone())) kept="Nothing was ordered. What you typed is still here."/> }
                .into_any()
        }
        NotPlaced::OtherPrice(price) => {
            let now = price.map_or_else(
                || "The service no longer says its price.".to_owned(),
                |price| ["The price is now ", &money(price), "."].concat(),
            );
            callout([&now, " Nothing was ordered. What you typed is still here: order again if that is fine."].concat(), ().into_any())
        }
        // The page says it in the place of the form.
        NotPlaced::Withdrawn => ().into_any(),
        NotPlaced::NotThere => callout(
            "The answer was lost. The order was looked for among yours and is not there. What you typed is still here; before it is sent again, it is looked for once more.",
            ().into_any(),
        ),
        NotPlaced::Unknown(_) => callout(
            "It is not known whether the order was placed, and your orders can\u{2019}t be read now. What you typed is still here. ",
            view! { <button class="text-button" type="button" on:click=move |_| desk.look()>"Look again"</button> }.into_any(),
        ),
    }
}

fn callout(text: impl Into<String>, remedy: AnyView) -> AnyView {
    let text = text.into();
    view! { <div class="callout" data-kind="danger"><Icon name="circle-alert"/><p role="alert">{text}{remedy}</p></div> }.into_any()
}
