//! An order as lists and its own page show it, and how it is paid.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{OrderStatus, PaymentMethod, Review, Role, Service};
use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::{AgentId, OrderId, ServiceId};
use crate::{Cents, Decode, DecodeError, Handle, Listed, Secret};

/// An order of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Id.
    pub id: OrderId,
    /// Where it stands.
    pub status: OrderStatus,
    /// What was ordered, with as much of it as was sent.
    pub service: Option<Service>,
    /// The ordered service's id.
    pub service_id: Option<ServiceId>,
    /// Who ordered.
    pub buyer: Option<AgentSummary>,
    /// Who delivers.
    pub seller: Option<AgentSummary>,
    /// The id of who ordered, when that was sent.
    pub buyer_id: Option<AgentId>,
    /// The id of who delivers, when that was sent.
    pub seller_id: Option<AgentId>,
    /// What the buyer pays, in cents.
    pub price: Option<Cents>,
    /// What of it the platform keeps.
    pub fee: Option<Cents>,
    /// What of it the seller gets.
    pub earnings: Option<Cents>,
    /// How it is paid.
    pub payment_method: Option<PaymentMethod>,
    /// How to pay it, when that was sent.
    pub payment: Payment,
    /// What the buyer wants.
    pub requirements: Option<String>,
    /// What the seller delivered: a text with links.
    pub deliverables: Option<String>,
    /// How often the buyer asked for changes.
    pub revisions_used: Option<u64>,
    /// How often the buyer may.
    pub revisions: Option<u64>,
    /// The buyer's review.
    pub review: Option<Review>,
    /// When it has to be delivered.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was placed.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// When the seller began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was delivered last.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When it was accepted.
    pub completed_at: Option<DateTime<Utc>>,
    /// When it was called off.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// When a dispute was opened.
    pub disputed_at: Option<DateTime<Utc>>,
    /// When the money was given back.
    pub refunded_at: Option<DateTime<Utc>>,
}

impl Order {
    /// Which side of the order an agent is; none when it is neither, or when the sides were not sent.
    pub fn role_of(&self, handle: &Handle) -> Option<Role> {
        let is = |agent: &Option<AgentSummary>| agent.as_ref().is_some_and(|agent| agent.handle == *handle);
        if is(&self.seller) { Some(Role::Seller) } else { is(&self.buyer).then_some(Role::Buyer) }
    }

    /// The same for an agent whose id is known, where the sides were sent as ids.
    pub fn role_of_id(&self, id: &AgentId) -> Option<Role> {
        if self.seller_id.as_ref() == Some(id) { Some(Role::Seller) } else { (self.buyer_id.as_ref() == Some(id)).then_some(Role::Buyer) }
    }

    /// How often the buyer may still ask for changes, as far as both numbers were sent.
    pub fn revisions_left(&self) -> Option<u64> {
        Some(self.revisions?.saturating_sub(self.revisions_used?))
    }

    fn read(fields: Fields<'_>) -> Option<Self> {
        let service: Option<Service> = fields.nested(&["service", "listing"]);
        let seller = fields.nested(&["seller", "sellerAgent", "provider"]);
        let service_id = fields.id(&["serviceId", "service_id"]).and_then(|id| ServiceId::parse(&id));
        let agent_id = |names: &[&str]| fields.id(names).and_then(|id| AgentId::parse(&id));
        let included = || service.as_ref()?.revisions;
        Some(Self {
            id: fields.id(&["id", "orderId", "order_id"]).and_then(|id| OrderId::parse(&id))?,
            status: OrderStatus::parse(&fields.filled(&["status", "state"])?),
            service_id: service_id.or_else(|| Some(service.as_ref()?.id.clone())),
            buyer: fields.nested(&["buyer", "buyerAgent", "client"]),
            seller: seller.or_else(|| service.as_ref()?.agent.clone()),
            buyer_id: agent_id(&["buyerId", "buyer_id", "buyerAgentId"]),
            seller_id: agent_id(&["sellerId", "seller_id", "sellerAgentId"]),
            price: fields.cents(&["totalAmount", "total_amount", "totalPrice", "total", "amount", "price"]),
            fee: fields.cents(&["platformFee", "platform_fee", "fee", "serviceFee"]),
            earnings: fields.cents(&["sellerEarnings", "seller_earnings", "sellerAmount", "netAmount", "earnings"]),
            payment_method: fields.filled(&["paymentMethod", "payment_method"]).map(|method| PaymentMethod::parse(&method)),
            payment: Payment::read(fields),
            requirements: fields.filled(&["requirements", "brief"]),
            deliverables: deliverables(fields),
            revisions_used: fields.count(&["revisionsUsed", "revisions_used", "revisionCount", "revision_count"]),
            revisions: fields.count(&["maxRevisions", "max_revisions", "revisionsAllowed", "revisions"]).or_else(included),
            review: fields.nested(&["review"]),
            due_at: fields.time(&["dueAt", "due_at", "dueDate", "deadline", "deliveryDate", "deliveryDeadline"]),
            created_at: fields.time(&["createdAt", "created_at"]),
            paid_at: fields.time(&["paidAt", "paid_at"]),
            started_at: fields.time(&["startedAt", "started_at"]),
            delivered_at: fields.time(&["deliveredAt", "delivered_at"]),
            completed_at: fields.time(&["completedAt", "completed_at"]),
            cancelled_at: fields.time(&["cancelledAt", "cancelled_at", "canceledAt"]),
            disputed_at: fields.time(&["disputedAt", "disputed_at"]),
            refunded_at: fields.time(&["refundedAt", "refunded_at"]),
            service,
        })
    }
}

/// A text, or a list of texts, one a line.
fn deliverables(fields: Fields<'_>) -> Option<String> {
    const NAMES: &[&str] = &["deliverables", "deliverable", "delivery"];
    fields.filled(NAMES).or_else(|| Some(fields.texts(NAMES).join("\n")).filter(|text| !text.is_empty()))
}

impl Decode for Order {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        Fields::unwrapped(json, "id", &["order"]).and_then(Self::read).ok_or(DecodeError::missing("order"))
    }
}

impl Listed for Order {
    const KEYS: &'static [&'static str] = &["orders"];
}

/// How an order is paid; everything is absent where the service tells nothing (any more).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payment {
    /// The card payment's secret. Only a page that has the platform's own publishable key can use it, and no operation gives that key.
    pub client_secret: Option<Secret>,
    /// Where it is paid in a browser: `coinbaseCheckoutUrl`, or what else leads to a page of the platform.
    pub checkout_url: Option<String>,
    /// Where to send coins. Not documented.
    pub crypto: Option<CryptoTransfer>,
}

impl Payment {
    fn read(fields: Fields<'_>) -> Self {
        let inner = fields.object(&["payment", "paymentInfo", "payment_info", "paymentIntent"]);
        let places = || [Some(fields), inner].into_iter().flatten();
        let transfer = |place: Fields<'_>| place.nested(&["crypto", "cryptoPayment", "crypto_payment"]);
        Self {
            client_secret: places().find_map(|place| place.filled(&["clientSecret", "client_secret"])).map(Secret::new),
            checkout_url: places().find_map(|place| {
                place.link(&["coinbaseCheckoutUrl", "coinbase_checkout_url", "checkoutUrl", "checkout_url", "paymentUrl", "hostedUrl"])
            }),
            crypto: places().find_map(transfer),
        }
    }
}

/// A transfer of coins that pays an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CryptoTransfer {
    /// The wallet that it goes to.
    pub address: String,
    /// The coin, e.g. `USDC`.
    pub currency: Option<String>,
    /// The chain, e.g. `base`.
    pub network: Option<String>,
    /// How much, as the service writes it.
    pub amount: Option<String>,
}

impl Decode for CryptoTransfer {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("wallet address");
        let fields = Fields::of(json).ok_or(missing.clone())?;
        Ok(Self {
            address: fields.filled(&["address", "walletAddress", "wallet_address", "depositAddress"]).ok_or(missing)?,
            currency: fields.filled(&["currency", "token", "coin"]),
            network: fields.filled(&["network", "chain"]),
            amount: fields.get(&["amount"]).and_then(amount),
        })
    }
}

/// An amount of coins, whole or not, as it was sent.
fn amount(json: &Value) -> Option<String> {
    match json {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A new order: "order details and payment info" (skill.md, "Place an Order").
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedOrder {
    /// Its id.
    pub id: OrderId,
    /// The order, when the answer holds all of it.
    pub order: Option<Order>,
    /// How it is paid.
    pub payment: Payment,
}

/// Payment inside of the order or beside it.
impl Decode for PlacedOrder {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("order");
        let inner = Fields::unwrapped(json, "id", &["order"]).ok_or(missing.clone())?;
        let outer = Fields::unwrapped(json, "order", &[]).unwrap_or(inner);
        let id = inner.id(&["id", "orderId", "order_id"]).or_else(|| outer.id(&["orderId", "order_id"]));
        let (own, beside) = (Payment::read(inner), Payment::read(outer));
        Ok(Self {
            id: id.and_then(|id| OrderId::parse(&id)).ok_or(missing)?,
            order: Order::read(inner),
            payment: Payment {
                client_secret: own.client_secret.or(beside.client_secret),
                checkout_url: own.checkout_url.or(beside.checkout_url),
                crypto: own.crypto.or(beside.crypto),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn payment_is_found_inside_beside_and_nested() {
        let order = json!({"id": "o", "status": "PENDING_PAYMENT"});
        for json in [
            json!({"id": "o", "status": "PENDING_PAYMENT", "clientSecret": "pi_x_secret_y"}),
            json!({"order": order, "clientSecret": "pi_x_secret_y"}),
            json!({"data": {"order": order, "payment": {"client_secret": "pi_x_secret_y"}}}),
            json!({"orderId": "o", "payment": {"clientSecret": "pi_x_secret_y"}}),
        ] {
            let placed = PlacedOrder::decode(&json).expect("an order");
            assert_eq!(
                (placed.id.as_str(), placed.payment.client_secret.map(|s| s.reveal().to_owned())),
                ("o", Some("pi_x_secret_y".into())),
                "{json}"
            );
        }
        let placed =
            PlacedOrder::decode(&json!({"order": order, "coinbaseCheckoutUrl": "https://commerce.coinbase.com/x"})).expect("an order");
        assert_eq!(placed.payment.checkout_url.as_deref(), Some("https://commerce.coinbase.com/x"));
        let placed = PlacedOrder::decode(&json!({"order": order, "coinbaseCheckoutUrl": "javascript:alert(1)"})).expect("an order");
        assert_eq!(placed.payment.checkout_url, None);
    }

    #[test]
    fn an_amount_of_coins_is_any_number() {
        for (sent, read) in [(json!("45.50"), Some("45.50")), (json!(45.5), Some("45.5")), (json!(45), Some("45")), (json!({}), None)] {
            let transfer = CryptoTransfer::decode(&json!({"address": "0x1", "amount": sent})).expect("a transfer");
            assert_eq!(transfer.amount.as_deref(), read, "{sent}");
        }
    }

    #[test]
    fn sides_may_be_told_by_their_ids() {
        let order = Order::decode(&json!({"id": "o", "status": "PAID", "buyerId": "a1", "sellerId": 2})).expect("an order");
        let role = |id: &str| order.role_of_id(&AgentId::parse(id).expect("an id"));
        assert_eq!((role("a1"), role("2"), role("a3")), (Some(Role::Buyer), Some(Role::Seller), None));
    }

    #[test]
    fn orders_tell_the_sides_and_what_is_left() {
        let json = json!({"order": {"id": "o", "status": "ESCROW", "price": 500, "service": {"id": "s", "title": "T", "revisions": 2,
            "agent": {"handle": "@sell"}}, "buyer": {"handle": "buys"}, "revisionsUsed": 1, "deliverables": ["https://a.test", "https://b.test"]}});
        let order = Order::decode(&json).expect("an order");
        assert_eq!(order.status, OrderStatus::Unknown("ESCROW".into()));
        let role = |handle: &str| order.role_of(&Handle::existing(handle).expect("a handle"));
        assert_eq!((role("sell"), role("@buys"), role("other")), (Some(Role::Seller), Some(Role::Buyer), None));
        assert_eq!((order.revisions_left(), order.deliverables.as_deref()), (Some(1), Some("https://a.test\nhttps://b.test")));
        assert_eq!(order.service_id.map(|id| id.to_string()).as_deref(), Some("s"));
        assert!(Order::decode(&json!({"id": "o"})).is_err(), "an order without status");
    }
}
