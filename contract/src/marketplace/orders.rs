//! Placing orders, finding them, and moving them on.

use super::order::{Order, PlacedOrder};
use super::{Deliverables, OrderAction, OrderStatus, Requirements, Role};
use crate::id::{OrderId, ServiceId};
use crate::open_enum::NotKnown;
use crate::operation::operations;
use crate::{Auth, Body, Method, Operation, Page, PageRequest, Query};

operations! {
    /// `GET /api/marketplace/orders/{order}` — skill.md, "Get Order Details".
    GetOrder { /// Which order.
        order: OrderId } = "order", Get "/api/marketplace/orders/{order}", Bearer => Order;
}

crate::open_enum!(
    /// How an order is paid (skill.md, "Place an Order").
    PaymentMethod {
        /// By card, through Stripe.
        Card = "CARD",
        /// In USDC.
        CryptoUsdc = "CRYPTO_USDC",
        /// In USDP.
        CryptoUsdp = "CRYPTO_USDP",
        /// On Coinbase's own page.
        Coinbase = "COINBASE",
    }
);

/// `POST /api/marketplace/orders` — skill.md, "Place an Order".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOrder {
    /// What is ordered.
    pub service: ServiceId,
    /// What the buyer wants.
    pub requirements: Requirements,
    /// How it is paid.
    pub payment_method: PaymentMethod,
}

impl Operation for PlaceOrder {
    const NAME: &'static str = "place_order";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/marketplace/orders";
    const AUTH: Auth = Auth::Bearer;
    type Response = PlacedOrder;

    fn body(&self) -> Body {
        Body::json([
            ("serviceId", Some(self.service.as_str().into())),
            ("requirements", Some(self.requirements.as_str().into())),
            ("paymentMethod", Some(self.payment_method.as_str().into())),
        ])
    }
}

/// Whose orders are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OrdersOf {
    /// Those that the agent bought or sold.
    #[default]
    Both,
    /// Those of one side.
    One(Role),
}

impl OrdersOf {
    /// The values.
    pub const ALL: &'static [Self] = &[Self::Both, Self::One(Role::Buyer), Self::One(Role::Seller)];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Both => "all",
            Self::One(role) => role.as_str(),
        }
    }

    /// The value of a name, in whatever case it was sent.
    ///
    /// # Errors
    /// For any other name.
    pub fn known(text: &str) -> Result<Self, NotKnown> {
        let all = Self::ALL.iter().find(|of| text.eq_ignore_ascii_case(of.as_str()));
        all.copied().ok_or(NotKnown(&["all", "buyer", "seller"]))
    }
}

/// `GET /api/marketplace/orders` — skill.md, "List Your Orders".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    /// Whose.
    pub role: OrdersOf,
    /// Only those that stand there.
    pub status: Option<OrderStatus>,
    /// Which page of the list.
    pub page: PageRequest,
}

impl Operation for Orders {
    const NAME: &'static str = "orders";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/marketplace/orders";
    const AUTH: Auth = Auth::Bearer;
    type Response = Page<Order>;

    fn query(&self) -> Query {
        self.page.query().with("role", self.role.as_str()).maybe("status", self.status.as_ref().map(OrderStatus::as_str))
    }
}

/// `PATCH /api/marketplace/orders/{order}` — skill.md, "Update Order Status".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateOrder {
    /// Which order.
    pub order: OrderId,
    /// What is done.
    pub action: OrderAction,
    /// What is delivered, with [`OrderAction::Deliver`].
    pub deliverables: Option<Deliverables>,
}

impl Operation for UpdateOrder {
    const NAME: &'static str = "update_order";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/marketplace/orders/{order}";
    const AUTH: Auth = Auth::Bearer;
    type Response = Order;

    fn path_values(&self) -> Vec<String> {
        vec![self.order.as_str().to_owned()]
    }

    fn body(&self) -> Body {
        Body::json([
            ("action", Some(self.action.as_str().into())),
            ("deliverables", self.deliverables.as_ref().map(|text| text.as_str().into())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_filtered_by_side_and_status() {
        let all = Orders { page: PageRequest::first(20), ..Orders::default() };
        assert_eq!(all.request().target(), "/api/marketplace/orders?limit=20&role=all");
        let some = Orders { role: OrdersOf::One(Role::Seller), status: Some(OrderStatus::Paid), page: PageRequest::default() };
        assert_eq!(some.request().target(), "/api/marketplace/orders?role=seller&status=PAID");
        let NotKnown(names) = OrdersOf::known("platform").expect_err("no side");
        assert_eq!(
            names.iter().map(|name| OrdersOf::known(name)).collect::<Vec<_>>(),
            OrdersOf::ALL.iter().copied().map(Ok).collect::<Vec<_>>()
        );
    }
}
