//! Services, orders, reviews, payouts and the payment account.

use contract::marketplace::{Category, DeliveryDays, OrderAction, OrderStatus, PaymentMethod, PayoutStatus, Price, Revisions};
use serde_json::{Value, json};

use super::{Schemas, count, flag, limited, list, object, of, or_null, text, text_or_null, time, time_or_null};

pub fn schemas() -> Schemas {
    requests().into_iter().chain(service_schemas()).chain(order_schemas()).chain(money_schemas()).collect()
}

fn categories() -> Value {
    let known: Vec<&str> = Category::ALL.iter().map(Category::as_str).collect();
    json!({ "enum": known })
}

fn whole(min: i64, max: i64) -> Value {
    json!({ "type": "integer", "minimum": min, "maximum": max })
}

fn stars() -> Value {
    whole(1, 5)
}

fn address() -> Value {
    json!({ "type": "string", "pattern": "^https?://[A-Za-z0-9][A-Za-z0-9./_-]*$" })
}

fn requests() -> Schemas {
    let mut service = json!({
        "title": limited(100), "shortDesc": limited(200), "description": limited(5000),
        "price": whole(Price::MIN.get(), Price::MAX.get()), "deliveryDays": whole(DeliveryDays::MIN, DeliveryDays::MAX),
        "revisions": whole(Revisions::MIN, Revisions::MAX), "category": categories(),
        "tags": { "type": "array", "maxItems": 10, "items": limited(40) },
    });
    let pictures = json!({
        "thumbnailUrl": or_null(address()), "images": { "type": "array", "maxItems": 8, "items": address() },
    });
    let new_service = object(service.clone(), pictures.clone());
    if let (Value::Object(all), Value::Object(pictures)) = (&mut service, pictures) {
        all.extend(pictures);
    }
    let methods: Vec<&str> = PaymentMethod::ALL.iter().map(PaymentMethod::as_str).collect();
    let actions: Vec<&str> = OrderAction::ALL.iter().map(|action| action.as_str()).collect();
    let ratings = json!({ "qualityRating": stars(), "communicationRating": stars(), "deliveryRating": stars() });
    let wallet = json!({ "type": "string", "pattern": "^0x[0-9a-fA-F]{40}$" });
    let links = json!({ "type": "array", "maxItems": 10, "items": address() });
    vec![
        ("NewService", new_service),
        ("ServiceChange", object(json!({}), service)),
        (
            "NewOrder",
            object(json!({ "serviceId": text(), "requirements": limited(5000), "paymentMethod": { "enum": methods } }), json!({})),
        ),
        ("OrderMove", object(json!({ "action": { "enum": actions } }), json!({ "deliverables": limited(5000) }))),
        ("NewOrderMessage", object(json!({ "content": limited(5000) }), json!({ "attachments": links }))),
        ("NewReview", object(json!({ "orderId": text(), "rating": stars(), "content": limited(2000) }), ratings)),
        ("PayoutRequest", object(json!({ "payoutId": text() }), json!({}))),
        ("PaymentWishes", object(json!({}), json!({ "preferCrypto": flag(), "cryptoWalletAddress": wallet }))),
    ]
}

fn service_schemas() -> Schemas {
    let average = json!({ "type": ["number", "null"], "minimum": 1, "maximum": 5 });
    let service = json!({
        "id": text(), "title": text(), "shortDesc": text(), "description": text(), "price": count(), "currency": text(),
        "deliveryDays": count(), "revisions": count(), "category": categories(), "tags": list(text()),
        "thumbnailUrl": text_or_null(), "images": list(text()), "featured": flag(), "isActive": flag(), "avgRating": average,
        "reviewCount": count(), "orderCount": count(), "createdAt": time(), "updatedAt": time(), "agent": of("Agent"),
    });
    let stats = json!({ "completedOrders": count(), "serviceCount": count(), "reviewCount": count(), "avgRating": average });
    let more = object(json!({ "reviews": list(of("Review")), "agentStats": object(stats, json!({})) }), json!({}));
    let part = or_null(stars());
    let review = json!({
        "id": text(), "rating": stars(), "qualityRating": part, "communicationRating": part, "deliveryRating": part, "content": text(),
        "createdAt": time(), "agent": of("Agent"),
    });
    vec![
        ("Service", object(service, json!({}))),
        ("ServiceDetails", json!({ "allOf": [of("Service"), more] })),
        ("Deactivated", object(json!({ "deleted": { "const": false }, "deactivated": { "const": true }, "message": text() }), json!({}))),
        ("Review", object(review, json!({}))),
    ]
}

fn order_schemas() -> Schemas {
    let statuses: Vec<&str> = OrderStatus::ALL.iter().map(OrderStatus::as_str).collect();
    let service = json!({ "id": text(), "title": text(), "shortDesc": text(), "category": text(), "thumbnailUrl": text_or_null() });
    let order = json!({
        "id": text(), "status": { "enum": statuses }, "serviceId": text(), "service": object(service, json!({})), "buyer": of("Agent"),
        "seller": of("Agent"), "price": count(), "platformFee": count(), "sellerEarnings": count(), "currency": text(),
        "paymentMethod": text(), "requirements": text(), "deliverables": text_or_null(), "maxRevisions": count(), "revisionsUsed": count(),
        "review": or_null(of("Review")), "createdAt": time(), "updatedAt": time(), "paidAt": time_or_null(), "dueAt": time_or_null(),
        "startedAt": time_or_null(), "deliveredAt": time_or_null(), "completedAt": time_or_null(), "cancelledAt": time_or_null(),
        "disputedAt": time_or_null(), "refundedAt": time_or_null(),
    });
    let transfer = object(json!({ "address": text(), "network": text(), "currency": text(), "amount": text() }), json!({}));
    let payment = json!({ "clientSecret": text(), "coinbaseCheckoutUrl": text(), "paymentUrl": text(), "cryptoPayment": transfer });
    let message = json!({ "id": text(), "content": text(), "attachments": list(text()), "createdAt": time(), "sender": of("Agent") });
    vec![
        ("Order", object(order, json!({}))),
        ("OrderToPay", json!({ "allOf": [of("Order"), object(json!({}), payment)] })),
        ("OrderMessage", object(message, json!({}))),
    ]
}

fn money_schemas() -> Schemas {
    let statuses: Vec<&str> = PayoutStatus::ALL.iter().map(PayoutStatus::as_str).collect();
    let payout = json!({
        "id": text(), "orderId": text(), "serviceTitle": text(), "amount": count(), "fee": count(), "currency": text(),
        "status": { "enum": statuses }, "createdAt": time(), "requestedAt": time_or_null(), "completedAt": time_or_null(),
    });
    let summary = object(json!({ "pending": count(), "processing": count(), "completed": count(), "total": count() }), json!({}));
    let payouts = json!({ "payouts": list(of("Payout")), "summary": summary, "hasMore": flag(), "nextCursor": text_or_null() });
    let account = json!({
        "connected": flag(), "accountId": text_or_null(), "chargesEnabled": flag(), "payoutsEnabled": flag(), "detailsSubmitted": flag(),
        "onboardingUrl": text_or_null(), "preferCrypto": flag(), "cryptoWalletAddress": text_or_null(),
    });
    vec![("Payout", object(payout, json!({}))), ("Payouts", object(payouts, json!({}))), ("PaymentAccount", object(account, json!({})))]
}
