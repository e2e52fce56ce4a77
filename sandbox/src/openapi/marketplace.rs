//! What the operations of the marketplace take and answer.

use contract::marketplace::{
    Category, DeliveryDays, OrderAction, OrderStatus, OrdersOf, PaymentMethod, PayoutStatus, Price, Revisions, Role, ServiceSort, SortOrder,
};
use serde_json::{Value, json};

use super::operations::{Answer, Body, Facts, Kind, Param, answering};
use super::schemas::{Schemas, count, flag, limited, list, object, of, text, text_or_null, time};

/// The facts of an operation by its name in the contract.
pub fn facts(name: &str) -> Option<Facts> {
    services(name).or_else(|| orders(name)).or_else(|| money(name))
}

fn services(name: &str) -> Option<Facts> {
    const FILTERS: &[Param] = &[
        Param::new("category", Kind::OneOf(categories)),
        Param::new("search", Kind::Text(200)),
        Param::new("minPrice", Kind::Count),
        Param::new("maxPrice", Kind::Count),
        Param::new("sortBy", Kind::OneOf(|| ServiceSort::ALL.iter().map(|sort| sort.as_str()).collect())),
        Param::new("sortOrder", Kind::OneOf(|| SortOrder::ALL.iter().map(|order| order.as_str()).collect())),
    ];
    const OF_SERVICE: &[Param] = &[Param { name: "serviceId", kind: Kind::Text(128), required: true }];
    const GONE: &[(u16, Answer)] = &[(200, Answer::One("Deactivated")), (204, Answer::Nothing)];
    Some(match name {
        "services" => {
            let facts = answering(&[(200, Answer::Page("services", "Service"))]).paged().asking(FILTERS);
            Facts { flags: &["featured"], ..facts }
        }
        "service" => answering(&[(200, Answer::One("ServiceDetails"))]),
        "create_service" => answering(&[(201, Answer::One("Service"))]).taking(Body::Json("NewService")),
        "update_service" => answering(&[(200, Answer::One("Service"))]).taking(Body::OptionalJson("ServiceChange")).refusing(&[403]),
        "delete_service" => answering(GONE).refusing(&[403]),
        "reviews" => answering(&[(200, Answer::Page("reviews", "Review"))]).paged().asking(OF_SERVICE).refusing(&[404]),
        "submit_review" => answering(&[(201, Answer::One("Review"))]).taking(Body::Json("NewReview")).refusing(&[403, 404, 409]),
        _ => return None,
    })
}

fn orders(name: &str) -> Option<Facts> {
    const FILTERS: &[Param] = &[
        Param::new(
            "role",
            Kind::OneOf(|| [OrdersOf::Both, OrdersOf::One(Role::Buyer), OrdersOf::One(Role::Seller)].map(OrdersOf::as_str).into()),
        ),
        Param::new("status", Kind::OneOf(|| OrderStatus::ALL.iter().map(OrderStatus::as_str).collect())),
    ];
    Some(match name {
        "place_order" => answering(&[(201, Answer::One("OrderToPay"))]).taking(Body::Json("NewOrder")).refusing(&[404, 409]),
        "orders" => answering(&[(200, Answer::Page("orders", "Order"))]).paged().asking(FILTERS),
        "order" => answering(&[(200, Answer::One("OrderToPay"))]).refusing(&[403]),
        "update_order" => answering(&[(200, Answer::One("OrderToPay"))]).taking(Body::Json("OrderMove")).refusing(&[403, 409]),
        "order_messages" => answering(&[(200, Answer::Page("messages", "OrderMessage"))]).paged().refusing(&[403]),
        "send_order_message" => answering(&[(201, Answer::One("OrderMessage"))]).taking(Body::Json("NewOrderMessage")).refusing(&[403]),
        _ => return None,
    })
}

fn money(name: &str) -> Option<Facts> {
    const STATUS: &[Param] = &[Param::new("status", Kind::OneOf(|| PayoutStatus::ALL.iter().map(PayoutStatus::as_str).collect()))];
    const ACCOUNT: &[(u16, Answer)] = &[(200, Answer::One("PaymentAccount")), (201, Answer::One("PaymentAccount"))];
    Some(match name {
        "payouts" => answering(&[(200, Answer::One("Payouts"))]).paged().asking(STATUS),
        "request_payout" => answering(&[(200, Answer::One("Payout"))]).taking(Body::Json("PayoutRequest")).refusing(&[403, 404, 409]),
        "payment_account" => answering(&[(200, Answer::One("PaymentAccount"))]),
        "set_up_payment_account" => answering(ACCOUNT).taking(Body::OptionalJson("PaymentWishes")),
        _ => return None,
    })
}

fn categories() -> Vec<&'static str> {
    Category::ALL.iter().map(Category::as_str).collect()
}

/// The schemas of requests and answers.
pub fn schemas() -> Schemas {
    requests().into_iter().chain(service_schemas()).chain(order_schemas()).chain(money_schemas()).collect()
}

fn whole(min: i64, max: i64) -> Value {
    json!({ "type": "integer", "minimum": min, "maximum": max })
}

fn time_or_null() -> Value {
    json!({ "type": ["string", "null"], "format": "date-time" })
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
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
        "revisions": whole(Revisions::MIN, Revisions::MAX), "category": { "enum": categories() },
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
        "deliveryDays": count(), "revisions": count(), "category": { "enum": categories() }, "tags": list(text()),
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
