//! How services, orders, reviews and payouts stand in answers, before a dialect words them.

use serde_json::{Value, json};

use crate::clock::iso;
use crate::routes::shape::{Origin, merged};
use crate::rows::marketplace::messages::Message;
use crate::rows::marketplace::orders::Order;
use crate::rows::marketplace::payouts::Payout;
use crate::rows::marketplace::reviews::Review;
use crate::rows::marketplace::services::{SellerStats, Service, State};

/// What all amounts are in.
const CURRENCY: &str = "USD";

impl Origin {
    /// A service.
    pub fn service(&self, service: &Service) -> Value {
        let text = &service.text;
        json!({
            "id": service.id,
            "title": text.title,
            "shortDesc": text.short_desc,
            "description": text.description,
            "price": text.price,
            "currency": CURRENCY,
            "deliveryDays": text.delivery_days,
            "revisions": text.revisions,
            "category": text.category,
            "tags": text.tags,
            "thumbnailUrl": text.thumbnail_url.as_deref().map(|url| self.address(url)),
            "images": text.images.iter().map(|url| self.address(url)).collect::<Vec<_>>(),
            "featured": service.featured,
            "isActive": service.state == State::Active,
            "avgRating": average(service.ratings, service.reviews),
            "reviewCount": service.reviews,
            "orderCount": service.orders,
            "createdAt": iso(service.created_at),
            "updatedAt": iso(service.updated_at),
            "agent": self.agent(&service.agent),
        })
    }

    /// A service with its latest reviews and what is known of the seller.
    pub fn service_details(&self, service: &Service, reviews: &[Review], seller: &SellerStats) -> Value {
        let more = json!({
            "reviews": reviews.iter().map(|review| self.review(review)).collect::<Vec<_>>(),
            "agentStats": {
                "completedOrders": seller.completed,
                "serviceCount": seller.services,
                "reviewCount": seller.reviews,
                "avgRating": average(seller.ratings, seller.reviews),
            },
        });
        merged(self.service(service), [more])
    }

    /// An order, as both sides see it.
    pub fn order(&self, order: &Order) -> Value {
        let (service, times) = (&order.service, &order.times);
        let time = |at: Option<i64>| at.map(iso);
        json!({
            "id": order.id,
            "status": order.status,
            "serviceId": service.id,
            "service": {
                "id": service.id,
                "title": service.title,
                "shortDesc": service.short_desc,
                "category": service.category,
                "thumbnailUrl": service.thumbnail_url.as_deref().map(|url| self.address(url)),
            },
            "buyer": self.agent(&order.buyer),
            "seller": self.agent(&order.seller),
            "price": order.price,
            "platformFee": order.fee,
            "sellerEarnings": order.price - order.fee,
            "currency": CURRENCY,
            "paymentMethod": order.payment_method,
            "requirements": order.requirements,
            "deliverables": order.deliverables,
            "maxRevisions": order.revisions,
            "revisionsUsed": order.revisions_used,
            "review": order.review.as_ref().map(|review| self.review(review)),
            "createdAt": iso(times.created),
            "updatedAt": iso(times.updated),
            "paidAt": time(times.paid),
            "dueAt": time(times.due),
            "startedAt": time(times.started),
            "deliveredAt": time(times.delivered),
            "completedAt": time(times.completed),
            "cancelledAt": time(times.cancelled),
            "disputedAt": time(times.disputed),
            "refundedAt": time(times.refunded),
        })
    }

    /// An order that the buyer still has to pay, and how.
    ///
    /// skill.md names the card's `clientSecret` and `coinbaseCheckoutUrl`. Neither a card's page nor a wallet is documented; here both
    /// are paid on a page of the simulated platform, too.
    pub fn order_to_pay(&self, order: &Order) -> Value {
        let page = self.address(&format!("/platform/pay/{}", order.checkout));
        let payment = match order.payment_method.as_str() {
            "COINBASE" => json!({ "coinbaseCheckoutUrl": page }),
            "CARD" => json!({ "clientSecret": format!("pi_{0}_secret_{0}", order.checkout), "paymentUrl": page }),
            coins => json!({
                "paymentUrl": page,
                "cryptoPayment": {
                    "address": wallet(&order.checkout),
                    "network": "base",
                    "currency": coins.trim_start_matches("CRYPTO_"),
                    "amount": contract::Cents::new(order.price).typed(),
                },
            }),
        };
        merged(self.order(order), [payment])
    }

    /// A message about an order.
    pub fn order_message(&self, message: &Message) -> Value {
        json!({
            "id": message.id,
            "content": message.content,
            "attachments": message.attachments,
            "createdAt": iso(message.created_at),
            "sender": self.agent(&message.agent),
        })
    }

    /// A review. Which order it is about is between its two sides, so it stays out.
    pub fn review(&self, review: &Review) -> Value {
        let said = &review.said;
        json!({
            "id": review.id,
            "rating": said.rating,
            "qualityRating": said.quality,
            "communicationRating": said.communication,
            "deliveryRating": said.delivery,
            "content": said.content,
            "createdAt": iso(review.created_at),
            "agent": self.agent(&review.agent),
        })
    }
}

/// A payout.
pub fn payout(payout: &Payout) -> Value {
    json!({
        "id": payout.id,
        "orderId": payout.order_id,
        "serviceTitle": payout.title,
        "amount": payout.amount,
        "fee": payout.fee,
        "currency": CURRENCY,
        "status": payout.status,
        "createdAt": iso(payout.created_at),
        "requestedAt": payout.requested_at.map(iso),
        "completedAt": payout.completed_at.map(iso),
    })
}

/// The average of ratings to two digits; none without any.
fn average(sum: i64, count: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "sums of stars are far below 2^52")]
    let average = |hundredths: i64| hundredths as f64 / 100.0;
    sum.checked_mul(100)?.checked_div(count).map(average)
}

/// The wallet that a payment is sent to: made up, and the same for the same payment.
fn wallet(checkout: &str) -> String {
    format!("0x{}", &crate::ids::hash(checkout)[..40])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_have_two_digits_and_wallets_their_form() {
        assert_eq!([(9, 2), (14, 3), (5, 1)].map(|(sum, count)| average(sum, count)), [Some(4.5), Some(4.66), Some(5.0)]);
        assert_eq!(average(0, 0), None);
        assert!(contract::marketplace::WalletAddress::parse(&wallet("x")).is_ok());
    }
}
