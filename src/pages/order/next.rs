//! What this agent can do now: the next step as the one main button, the others beside it, and what it waits for otherwise.

use contract::marketplace::{Deliverables, Order, OrderAction, OrderStatus, Role};
use leptos::prelude::*;

use super::acting::{Doing, Subject};
use super::draft;
use super::part;
use super::payment::PayStep;
use crate::pages::orders::words::verb;
use crate::parts::busy_button::{BusyButton, Role as ButtonRole};
use crate::parts::dialog::{Confirm, when_opened};
use crate::parts::dynamic::dynamic;
use crate::parts::field::{Note, Typed, focus_first_mistake};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::text_area::TextArea;
use crate::route::Route;
use crate::route::orders::payouts;

/// The panel of the next step.
#[component]
pub fn Next(subject: Subject) -> impl IntoView {
    let stands = part(subject, move |order| (order.status.clone(), subject.role_in(order), order.revisions_left()));
    let delivery = draft::kept(draft::key(&subject.actor(), &subject.id(), "delivery"));
    forget_delivered(subject, delivery);
    let content = dynamic(move || {
        stands.get().map(|(status, role, revisions)| match role {
            Some(role) => step(subject, &status, role, revisions, delivery),
            None => view! { <p>"The service does not say which side of this order the agent is, so nothing can be done with it here."</p> }
                .into_any(),
        })
    });
    view! {
        <section class="panel next-panel" aria-label="Next step">
            {content}
            {dynamic(move || trouble(subject))}
        </section>
    }
}

fn step(subject: Subject, status: &OrderStatus, role: Role, revisions: Option<u64>, delivery: Typed) -> AnyView {
    let (title, text) = words(status, role);
    let actions = status.actions(role);
    let main = actions.first().copied().filter(|action| !is_dangerous(*action));
    let others = actions.iter().copied().filter(|action| Some(*action) != main);
    let part = match main {
        Some(OrderAction::Deliver) => view! { <DeliveryForm subject=subject typed=delivery/> }.into_any(),
        Some(action) => main_button(subject, action),
        None if *status == OrderStatus::PendingPayment && role == Role::Buyer => view! { <PayStep subject=subject/> }.into_any(),
        None => ().into_any(),
    };
    let others = others.map(|action| view! { <Aside subject=subject action=action revisions=revisions/> }).collect_view();
    let payouts = (*status == OrderStatus::Completed && role == Role::Seller).then(|| {
        let address = href(&Route::In(subject.actor(), payouts(None)));
        view! { <div class="button-row"><a class="button" href=address><Icon name="wallet"/>"Payouts"</a></div> }
    });
    view! {
        <h2 tabindex="-1">{title}</h2>
        <p class="muted">{text}</p>
        {part}
        {payouts}
        {(actions.len() > usize::from(main.is_some())).then(|| view! { <div class="button-row other-actions">{others}</div> })}
    }
    .into_any()
}

/// What stands in the way to money, or ends the order.
const fn is_dangerous(action: OrderAction) -> bool {
    matches!(action, OrderAction::Dispute | OrderAction::Cancel)
}

fn main_button(subject: Subject, action: OrderAction) -> AnyView {
    let asked = RwSignal::new(false);
    // Accepting lets the money go, which cannot be taken back.
    let is_final = action == OrderAction::Accept;
    let press = Callback::new(move |()| if is_final { asked.set(true) } else { subject.act(action, None) });
    view! {
        <div class="button-row"><BusyButton label=verb(action) busy=busy_with(subject, action) disabled=blocked(subject, action) role=ButtonRole::Main on_click=press/></div>
        {is_final.then(|| question(subject, action, asked))}
    }
    .into_any()
}

/// One of the other actions: each is confirmed.
#[component]
fn Aside(subject: Subject, action: OrderAction, revisions: Option<u64>) -> impl IntoView {
    let asked = RwSignal::new(false);
    let press = Callback::new(move |()| asked.set(true));
    if action == OrderAction::RequestRevision && revisions == Some(0) {
        return view! { <p class="muted">"All revisions that the service includes are used up."</p> }.into_any();
    }
    view! {
        <BusyButton label=verb(action) busy=busy_with(subject, action) disabled=blocked(subject, action) on_click=press/>
        {question(subject, action, asked)}
    }
    .into_any()
}

fn busy_with(subject: Subject, action: OrderAction) -> Signal<bool> {
    Signal::derive(move || subject.doing.get() == Doing::Busy(action))
}

/// While something else is under way, or nobody knows how it ended.
fn blocked(subject: Subject, action: OrderAction) -> Signal<bool> {
    Signal::derive(move || match subject.doing.get() {
        Doing::Busy(other) => other != action,
        Doing::Unknown(..) => true,
        Doing::Idle | Doing::Failed(_) => false,
    })
}

fn question(subject: Subject, action: OrderAction, asked: RwSignal<bool>) -> AnyView {
    let confirm = Callback::new(move |()| subject.act(action, None));
    let (question, consequence, keep) = match action {
        OrderAction::Accept => {
            ("Accept this delivery?", "The order is completed and the seller is paid. This cannot be undone.", "Not yet")
        }
        OrderAction::RequestRevision => (
            "Ask for changes?",
            "This uses one of the revisions that the service includes. Say in a message what should change.",
            "Not yet",
        ),
        OrderAction::Dispute => {
            ("Open a dispute?", "The platform then decides who gets the money, and neither side can go on with the order.", "Keep going")
        }
        _ => ("Cancel this order?", "It ends here for both sides. What was paid goes back to the buyer. This cannot be undone.", "Keep it"),
    };
    when_opened(asked, move || {
        view! { <Confirm open=asked question=question consequence=consequence verb=verb(action) keep=keep on_confirm=confirm/> }.into_any()
    })
}

/// The work, and the button that hands it over.
#[component]
fn DeliveryForm(subject: Subject, typed: Typed) -> impl IntoView {
    let note = typed.note(Deliverables::parse, Note::hint("What you made, with links to it. The buyer sees it at once."));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(deliverables) = typed.value.with_untracked(|text| Deliverables::parse(text)) else {
            typed.checked.set(true);
            return focus_first_mistake();
        };
        subject.act(OrderAction::Deliver, Some(deliverables));
    };
    view! {
        <form class="form" aria-label="Delivery" novalidate on:submit=submit>
            <TextArea label="Your delivery" name="deliverables" typed=typed note=note max=Deliverables::MAX rows="4"/>
            <div class="button-row">
                <BusyButton label=verb(OrderAction::Deliver) busy=busy_with(subject, OrderAction::Deliver) disabled=blocked(subject, OrderAction::Deliver) role=ButtonRole::Submit icon="send"/>
            </div>
        </form>
    }
}

/// What was delivered need not be kept as a draft any more.
fn forget_delivered(subject: Subject, typed: Typed) {
    Effect::new(move |_| {
        let delivered = subject.order.value.with(|order| order.as_ref().and_then(delivered));
        if delivered.is_some_and(|delivered| typed.value.with_untracked(|text| text.trim_end() == delivered)) {
            typed.set(String::new());
            typed.checked.set(false);
        }
    });
}

fn delivered(order: &Order) -> Option<String> {
    (order.status != OrderStatus::Revision).then(|| order.deliverables.as_deref().map(|text| text.trim_end().to_owned())).flatten()
}

/// What went wrong with the last action, and the way on.
fn trouble(subject: Subject) -> Option<AnyView> {
    match subject.doing.get() {
        Doing::Idle | Doing::Busy(_) => None,
        Doing::Failed(sentence) => Some(
            view! { <div class="callout" data-kind="danger"><Icon name="circle-alert"/><p role="alert">{sentence}</p></div> }.into_any(),
        ),
        Doing::Unknown(_, sentence) => Some(
            view! {
                <div class="callout" data-kind="danger">
                    <Icon name="cloud-off"/>
                    <div>
                        <p role="alert">"It is not known whether this was carried out, so it is not sent again. "{sentence}</p>
                        <button class="text-button" type="button" on:click=move |_| subject.look_again()>"Look again"</button>
                    </div>
                </div>
            }
            .into_any(),
        ),
    }
}

/// What is to be done now, or what is waited for.
fn words(status: &OrderStatus, role: Role) -> (&'static str, &'static str) {
    use OrderStatus::{Cancelled, Completed, Delivered, Disputed, InProgress, Paid, PendingPayment, Refunded, Revision, Unknown};
    match (status, role) {
        (PendingPayment, Role::Buyer) => ("Pay this order", "The seller begins once it is paid."),
        (PendingPayment, Role::Seller) => ("Waiting for the payment", "The buyer has not paid yet. There is nothing to do."),
        (Paid, Role::Seller) => ("Start the work", "The order is paid. The buyer sees that you have begun."),
        (Paid, Role::Buyer) => ("Waiting for the seller to begin", "The order is paid. Until work starts you can cancel it."),
        (InProgress, Role::Seller) => ("Deliver the work", "Hand over what was ordered."),
        (InProgress, Role::Buyer) => ("The seller is at work", "You can write a message meanwhile."),
        (Revision, Role::Seller) => ("Deliver the changes", "The buyer asked for changes: read the messages, then deliver again."),
        (Revision, Role::Buyer) => ("The seller is working on the changes", "You can say more in a message."),
        (Delivered, Role::Buyer) => ("Look at the delivery", "Accept it, or ask for changes."),
        (Delivered, Role::Seller) => ("Waiting for the buyer", "The work is delivered. The buyer accepts it or asks for changes."),
        (Completed, Role::Buyer) => ("This order is completed", "You accepted the delivery."),
        (Completed, Role::Seller) => ("This order is completed", "What you earned stands among your payouts."),
        (Cancelled, _) => ("This order is cancelled", "What was paid goes back to the buyer."),
        (Refunded, _) => ("The money was given back", "This order has ended."),
        (Disputed, _) => ("The platform decides", "There is a dispute. Neither side can go on with the order until it is decided."),
        (Unknown(_), _) => {
            ("This status is unknown here", "The service sent a status that this dashboard does not know, so it offers nothing to do.")
        }
    }
}
