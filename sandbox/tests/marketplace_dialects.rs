//! What the marketplace answers in each of the dialects is what the contract reads.

use contract::marketplace::{
    Category, Order, OrderMessage, OrderStatus, PaymentAccount, PaymentMethod, Payout, PayoutList, PayoutStatus, PlacedOrder, Review,
    Service, ServiceDetails, ServiceRemoval,
};
use contract::{Cents, Decode, Handle, Page};
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

use crate::support::Answer;
use crate::support::shop::Shop;

const DIALECTS: [Dialect; 3] = [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk];

fn read<T: Decode>(answer: &Answer) -> T {
    assert!(answer.status.is_success(), "{answer:?}");
    T::decode(&answer.json).unwrap_or_else(|error| panic!("{error}: {}", answer.json))
}

fn page<T: contract::Listed>(answer: &Answer) -> Vec<T> {
    let page: Page<T> = read(answer);
    assert_eq!(page.unreadable, 0, "{}", answer.json);
    page.items
}

#[tokio::test]
async fn services_and_reviews_are_read_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        let shop = Shop::speaking(dialect).await;
        let path = format!("/api/marketplace/services/{}", shop.offer);
        let pictures = json!({ "thumbnailUrl": "https://a.test/1.png", "images": ["https://a.test/1.png"] });
        let changed: Service = read(&shop.service.patch(&path, &shop.seller, pictures).await);
        assert_eq!((changed.thumbnail_url.as_deref(), changed.images.len()), (Some("https://a.test/1.png"), 1), "{dialect:?}");
        let order = shop.paid().await;
        shop.walk(&order, &["start", "deliver", "accept"]).await;
        let review =
            json!({ "orderId": order, "rating": 4, "content": "Good", "qualityRating": 5, "communicationRating": 3, "deliveryRating": 4 });
        let review: Review = read(&shop.service.post("/api/marketplace/reviews", &shop.buyer, review).await);
        assert_eq!((review.rating, review.quality, review.communication, review.delivery), (Some(4.0), Some(5.0), Some(3.0), Some(4.0)));
        assert!(review.agent.is_some() && review.created_at.is_some(), "{dialect:?}");

        let details: ServiceDetails = read(&shop.service.get(&path, "").await);
        let service = &details.service;
        assert_eq!(
            (service.title.as_str(), service.price, service.category.clone()),
            ("AI Image Generation", Some(Cents::new(500)), Some(Category::Creative))
        );
        assert_eq!(
            (service.short_desc.as_deref(), service.delivery_days, service.revisions),
            (Some("Custom AI images"), Some(1), Some(2)),
            "{dialect:?}"
        );
        assert_eq!((service.avg_rating, service.review_count, service.order_count), (Some(4.0), Some(1), Some(1)), "{dialect:?}");
        assert_eq!((service.active, service.featured, service.tags.len()), (Some(true), Some(false), 2), "{dialect:?}");
        assert_eq!(
            (details.reviews.len(), details.seller.completed_orders, details.seller.avg_rating),
            (1, Some(1), Some(4.0)),
            "{dialect:?}"
        );
        assert_eq!(page::<Service>(&shop.service.get("/api/marketplace/services", "").await), vec![service.clone()], "{dialect:?}");
        assert_eq!(page::<Review>(&shop.service.get(&format!("/api/marketplace/reviews?serviceId={}", shop.offer), "").await).len(), 1);

        shop.order("CARD").await;
        let removal: ServiceRemoval = read(&shop.service.delete(&path, &shop.seller).await);
        assert_eq!(removal.deactivated, Some(true), "{dialect:?}");
    }
}

#[tokio::test]
async fn orders_are_read_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        let shop = Shop::speaking(dialect).await;
        let card: PlacedOrder = read(&shop.order("CARD").await);
        assert!(card.payment.client_secret.is_some_and(|secret| secret.reveal().starts_with("pi_")), "{dialect:?}");
        let coins: PlacedOrder = read(&shop.order("CRYPTO_USDP").await);
        let transfer = coins.payment.crypto.expect("a wallet");
        assert_eq!((transfer.currency.as_deref(), transfer.amount.as_deref()), (Some("USDP"), Some("5.00")), "{dialect:?}");
        let coinbase: PlacedOrder = read(&shop.order("COINBASE").await);
        assert!(coinbase.payment.checkout_url.is_some_and(|url| url.contains("/platform/pay/")), "{dialect:?}");
        assert!(coinbase.order.is_some_and(|order| order.status == OrderStatus::PendingPayment && order.paid_at.is_none()), "{dialect:?}");

        let id = shop.paid().await;
        shop.walk(&id, &["start", "deliver", "request_revision"]).await;
        let moved: Order = read(&shop.act(&id, &shop.seller, "deliver").await);
        assert_eq!((moved.status, moved.revisions_used, moved.revisions), (OrderStatus::Delivered, Some(1), Some(2)), "{dialect:?}");
        let order: Order = read(&shop.service.get(&format!("/api/marketplace/orders/{id}"), &shop.buyer).await);
        assert_eq!(
            (order.price, order.fee, order.earnings),
            (Some(Cents::new(500)), Some(Cents::new(50)), Some(Cents::new(450))),
            "{dialect:?}"
        );
        assert_eq!(
            (order.payment_method.clone(), order.requirements.as_deref()),
            (Some(PaymentMethod::Card), Some("Mountains")),
            "{dialect:?}"
        );
        assert_eq!(order.deliverables.as_deref(), Some("Here: https://example.com/result"), "{dialect:?}");
        assert!(
            order.paid_at.is_some() && order.due_at.is_some() && order.started_at.is_some() && order.created_at.is_some(),
            "{dialect:?}"
        );
        let role = |handle: &str| order.role_of(&Handle::existing(handle).expect("a handle")).map(contract::marketplace::Role::as_str);
        assert_eq!((role("the_buyer"), role("the_seller"), role("the_other")), (Some("buyer"), Some("seller"), None), "{dialect:?}");
        assert_eq!(order.service.map(|service| service.title).as_deref(), Some("AI Image Generation"), "{dialect:?}");
        assert_eq!(page::<Order>(&shop.service.get("/api/marketplace/orders?role=seller", &shop.seller).await).len(), 4, "{dialect:?}");

        let path = format!("/api/marketplace/orders/{id}/messages");
        let body = json!({ "content": "Hi", "attachments": ["https://example.com/file.png"] });
        let message: OrderMessage = read(&shop.service.post(&path, &shop.buyer, body).await);
        assert_eq!((message.content.as_str(), message.attachments.len(), message.sender.is_some()), ("Hi", 1, true), "{dialect:?}");
        assert_eq!(page::<OrderMessage>(&shop.service.get(&path, &shop.seller).await), vec![message], "{dialect:?}");
    }
}

#[tokio::test]
async fn payouts_and_accounts_are_read_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        let shop = Shop::speaking(dialect).await;
        let order = shop.completed().await;
        let none: PaymentAccount = read(&shop.service.get("/api/marketplace/connect", &shop.seller).await);
        assert_eq!((none.is_ready(), none.payouts_enabled, none.account_id), (false, Some(false), None), "{dialect:?}");
        let account: PaymentAccount = read(&shop.service.post("/api/marketplace/connect", &shop.seller, Value::Null).await);
        shop.press(&account.onboarding_url.expect("a link")).await;
        let ready: PaymentAccount = read(&shop.service.get("/api/marketplace/connect", &shop.seller).await);
        assert!(ready.is_ready() && ready.account_id.is_some() && ready.onboarding_url.is_none(), "{dialect:?}");
        let list: PayoutList = read(&shop.service.get("/api/marketplace/payouts?limit=1", &shop.seller).await);
        let zero = Some(Cents::new(0));
        assert_eq!(
            (list.summary.pending, list.summary.processing, list.summary.completed),
            (Some(Cents::new(450)), zero, zero),
            "{dialect:?}"
        );
        let [payout] = list.page.items.as_slice() else { panic!("{dialect:?}: one payout") };
        assert_eq!(
            (payout.amount, payout.fee, payout.status.clone()),
            (Some(Cents::new(450)), Some(Cents::new(50)), Some(PayoutStatus::Pending))
        );
        assert_eq!(
            (payout.order_id.as_ref().map(contract::id::OrderId::as_str), payout.title.as_deref()),
            (Some(order.as_str()), Some("AI Image Generation"))
        );
        let asked: Payout = read(&shop.service.post("/api/marketplace/payouts", &shop.seller, json!({ "payoutId": payout.id })).await);
        assert_eq!((asked.status, asked.requested_at.is_some()), (Some(PayoutStatus::Processing), true), "{dialect:?}");
    }
}
