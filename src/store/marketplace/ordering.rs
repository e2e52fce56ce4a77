//! Placing an order once: what was sent is noted before it is sent, and an order whose answer was lost is looked for among the buyer's
//! orders before anything is sent again.

use contract::id::{OrderId, ServiceId};
use contract::marketplace::{
    CryptoTransfer, GetService, Order, OrderStatus, Orders, OrdersOf, Payment, PaymentMethod, PlaceOrder, PlacedOrder, Requirements, Role,
    ServiceDetails,
};
use contract::{Cents, Decode, PageRequest, decode::Fields};
use serde_json::{Value, json};

use super::key;
use crate::api::ApiError;
use crate::route::Actor;
use crate::store::live::Live;
use crate::store::orders::changed;
use crate::store::{Store, cache};

/// Orders that are looked through: the latest first, so the one that is looked for stands near the top.
const LATEST: u8 = 50;

/// What is ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The service.
    pub service: ServiceId,
    /// What the buyer wants.
    pub requirements: Requirements,
    /// How it is paid.
    pub method: PaymentMethod,
}

/// What was sent and has no answer yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What is ordered.
    pub wish: Wish,
    /// Orders of the same wish that were there before: with them a new one is told from earlier ones, whatever the clocks say.
    pub before: Vec<OrderId>,
}

impl Sent {
    /// The order that came of it.
    fn find(&self, orders: &[Order]) -> Option<OrderId> {
        orders.iter().find(|order| self.wish.is(order) && !self.before.contains(&order.id)).map(|order| order.id.clone())
    }
}

/// An order that was placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// By what was sent now.
    Now(OrderId),
    /// By what was sent before: nothing was sent now.
    Before(OrderId),
}

/// Why an order was not placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotPlaced {
    /// It was not even sent: the orders that are there, or the service, could not be read.
    NotSent(ApiError),
    /// It was not sent: the service costs this now, which is not what the buyer agreed to.
    OtherPrice(Option<Cents>),
    /// It was not sent: the service is offered no longer.
    Withdrawn,
    /// The service refused it.
    Refused(ApiError),
    /// The answer was lost, and no such order is there.
    NotThere,
    /// The answer was lost, and the orders could not be read.
    Unknown(ApiError),
}

impl Wish {
    /// Whether an order is of this wish; what a list may leave out counts as the same.
    fn is(&self, order: &Order) -> bool {
        let same_text = |text: &String| text.trim() == self.requirements.as_str().trim();
        order.service_id.as_ref() == Some(&self.service)
            && order.requirements.as_ref().is_none_or(same_text)
            && order.payment_method.as_ref().is_none_or(|method| *method == self.method)
    }
}

/// Places an order at the price that was agreed to; what the service costs by now is read first. `earlier` is what was sent before and has
/// no answer: if it was placed after all, nothing is sent. `note` is told what is about to be sent.
///
/// # Errors
/// Why it was not placed, or why that is not known.
pub async fn place(
    store: Store,
    actor: &Actor,
    wish: &Wish,
    price: Option<Cents>,
    earlier: Option<&Sent>,
    note: impl FnOnce(&Sent),
) -> Result<Placed, NotPlaced> {
    let orders = latest(store, actor).await.map_err(NotPlaced::NotSent)?;
    if let Some(order) = earlier.and_then(|sent| sent.find(&orders)) {
        changed(store);
        return Ok(Placed::Before(order));
    }
    check(store, actor, &wish.service, price).await?;
    let before = orders.into_iter().filter(|order| wish.is(order)).map(|order| order.id).collect();
    let sent = Sent { wish: wish.clone(), before };
    note(&sent);
    let operation =
        PlaceOrder { service: wish.service.clone(), requirements: wish.requirements.clone(), payment_method: wish.method.clone() };
    match store.client.send(actor, &operation).await {
        Ok(placed) => Ok(Placed::Now(took(store, actor, placed))),
        Err(error) if error.fate_unknown() => match find_placed(store, actor, &sent).await {
            Ok(Some(order)) => Ok(Placed::Now(order)),
            Ok(None) => Err(NotPlaced::NotThere),
            Err(_) => Err(NotPlaced::Unknown(error)),
        },
        Err(error) => Err(NotPlaced::Refused(error)),
    }
}

/// Whether the service can still be ordered at a price; its page then shows it as it is now.
async fn check(store: Store, actor: &Actor, service: &ServiceId, price: Option<Cents>) -> Result<(), NotPlaced> {
    let now = store.client.send(actor, &GetService { service: service.clone() }).await.map_err(NotPlaced::NotSent)?;
    let (is_withdrawn, price_now) = (now.service.active == Some(false), now.service.price);
    Live::change(store, &key(actor, "service", service.as_str()), |shown: &mut ServiceDetails| *shown = now);
    match (is_withdrawn, price_now == price) {
        (true, _) => Err(NotPlaced::Withdrawn),
        (false, false) => Err(NotPlaced::OtherPrice(price_now)),
        (false, true) => Ok(()),
    }
}

/// Looks for the order of what was sent.
///
/// # Errors
/// Why that cannot be known now.
pub async fn find_placed(store: Store, actor: &Actor, sent: &Sent) -> Result<Option<OrderId>, ApiError> {
    let found = sent.find(&latest(store, actor).await?);
    if found.is_some() {
        changed(store);
    }
    Ok(found)
}

async fn latest(store: Store, actor: &Actor) -> Result<Vec<Order>, ApiError> {
    let orders = Orders { role: OrdersOf::One(Role::Buyer), status: None, page: PageRequest::first(LATEST) };
    Ok(store.client.send(actor, &orders).await?.items)
}

/// Keeps how the order is paid: other answers need not tell it again. The card's secret is of no use here, so it is not kept.
fn took(store: Store, actor: &Actor, placed: PlacedOrder) -> OrderId {
    cache::write(store, actor, &payment_key(&placed.id), &to_json(&placed.payment));
    changed(store);
    placed.id
}

fn payment_key(order: &OrderId) -> String {
    ["payment.", order.as_str()].concat()
}

/// Adds how an order is paid, as it was told when it was placed on this device, where the answer does not tell.
pub fn with_payment(actor: &Actor, mut order: Order) -> Order {
    if order.status == OrderStatus::PendingPayment
        && let Some(kept) = cache::read(actor, &payment_key(&order.id))
    {
        let kept = from_json(&kept);
        order.payment.checkout_url = order.payment.checkout_url.or(kept.checkout_url);
        order.payment.crypto = order.payment.crypto.or(kept.crypto);
    }
    order
}

fn to_json(payment: &Payment) -> Value {
    let crypto = payment.crypto.as_ref().map(|transfer| {
        json!({ "address": transfer.address, "currency": transfer.currency, "network": transfer.network, "amount": transfer.amount })
    });
    json!({ "checkoutUrl": payment.checkout_url, "crypto": crypto })
}

fn from_json(json: &Value) -> Payment {
    let Some(fields) = Fields::of(json) else { return Payment::default() };
    let crypto = fields.get(&["crypto"]).and_then(|json| CryptoTransfer::decode(json).ok());
    Payment { client_secret: None, checkout_url: fields.link(&["checkoutUrl"]), crypto }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(json: Value) -> Order {
        Order::decode(&json).expect("an order")
    }

    #[test]
    fn an_order_is_known_by_what_was_wished() {
        let wish = Wish {
            service: ServiceId::parse("s1").expect("an id"),
            requirements: Requirements::parse("Mountains \n").expect("a text"),
            method: PaymentMethod::Card,
        };
        let same =
            json!({ "id": "o", "status": "PENDING_PAYMENT", "serviceId": "s1", "requirements": " Mountains", "paymentMethod": "CARD" });
        assert!(wish.is(&order(same)));
        assert!(wish.is(&order(json!({ "id": "o", "status": "PAID", "serviceId": "s1" }))), "a list that leaves out the texts");
        for other in [
            json!({ "id": "o", "status": "PAID", "serviceId": "s2", "requirements": "Mountains" }),
            json!({ "id": "o", "status": "PAID", "serviceId": "s1", "requirements": "Hills" }),
            json!({ "id": "o", "status": "PAID", "serviceId": "s1", "requirements": "Mountains", "paymentMethod": "COINBASE" }),
            json!({ "id": "o", "status": "PAID" }),
        ] {
            assert!(!wish.is(&order(other.clone())), "{other}");
        }
    }

    #[test]
    fn an_earlier_order_of_the_same_wish_is_another() {
        let wish = Wish {
            service: ServiceId::parse("s1").expect("an id"),
            requirements: Requirements::parse("Mountains").expect("a text"),
            method: PaymentMethod::Card,
        };
        let orders = ["new", "old"].map(|id| order(json!({ "id": id, "status": "PAID", "serviceId": "s1", "requirements": "Mountains" })));
        let sent = |before: &[&str]| Sent { wish: wish.clone(), before: before.iter().filter_map(|id| OrderId::parse(id)).collect() };
        assert_eq!(sent(&["old"]).find(&orders), OrderId::parse("new"));
        assert_eq!(sent(&["old", "new"]).find(&orders), None);
    }

    #[test]
    fn how_it_is_paid_is_read_back_without_the_secret() {
        let crypto = CryptoTransfer { address: "0x1".into(), currency: Some("USDC".into()), network: None, amount: Some("5.00".into()) };
        let url = Some("https://pay.example/x".to_owned());
        let payment = Payment { client_secret: Some(contract::Secret::new("pi_secret")), checkout_url: url, crypto: Some(crypto) };
        let kept = to_json(&payment);
        assert!(!kept.to_string().contains("pi_secret"));
        assert_eq!(from_json(&kept), Payment { client_secret: None, ..payment });
        assert_eq!(from_json(&json!({ "checkoutUrl": "javascript:alert(1)", "crypto": 7 })), Payment::default());
    }
}
