//! Orders: who may do what when, what is refused, and what is said about them.

use axum::http::Method;
use contract::marketplace::{OrderAction, OrderStatus, Role};
use serde_json::{Value, json};

use crate::support::shop::{Shop, id};

#[tokio::test]
async fn an_order_is_placed_unpaid_with_what_pays_it() {
    let shop = Shop::open().await;
    for (method, field) in
        [("CARD", "clientSecret"), ("COINBASE", "coinbaseCheckoutUrl"), ("CRYPTO_USDC", "cryptoPayment"), ("CRYPTO_USDP", "cryptoPayment")]
    {
        let placed = shop.order(method).await.json;
        assert_eq!(
            (&placed["status"], &placed["paidAt"], &placed["paymentMethod"]),
            (&json!("PENDING_PAYMENT"), &Value::Null, &json!(method))
        );
        assert!(!placed[field].is_null(), "{placed}");
        assert_eq!((&placed["price"], &placed["platformFee"], &placed["sellerEarnings"]), (&json!(500), &json!(50), &json!(450)));
        assert_eq!((&placed["buyer"]["handle"], &placed["seller"]["handle"]), (&json!("the_buyer"), &json!("the_seller")));
        let path = format!("/api/marketplace/orders/{}", placed["id"].as_str().expect("an id"));
        let (buyers, sellers) = (shop.service.get(&path, &shop.buyer).await.json, shop.service.get(&path, &shop.seller).await.json);
        assert_eq!(buyers[field], placed[field], "the buyer no longer sees how it is paid");
        assert!(sellers[field].is_null() && sellers["paymentUrl"].is_null(), "the seller sees how it is paid: {sellers}");
    }
    let coins = shop.order("CRYPTO_USDC").await.json["cryptoPayment"].clone();
    assert_eq!((&coins["currency"], &coins["amount"], &coins["network"]), (&json!("USDC"), &json!("5.00"), &json!("base")));
    let listed = shop.service.get("/api/marketplace/services", "").await.json;
    assert_eq!(listed["services"][0]["orderCount"], 0, "unpaid orders count");
}

#[tokio::test]
async fn orders_without_sense_are_refused() {
    let shop = Shop::open().await;
    let body = json!({ "serviceId": shop.offer, "requirements": "Mountains", "paymentMethod": "CARD" });
    for (field, value) in [
        ("serviceId", Value::Null),
        ("serviceId", json!(7)),
        ("requirements", json!("  ")),
        ("requirements", json!("x".repeat(5_001))),
        ("paymentMethod", json!("CASH")),
        ("paymentMethod", Value::Null),
    ] {
        let mut body = body.clone();
        body[field] = value;
        shop.service.post("/api/marketplace/orders", &shop.buyer, body).await.refused_field(field);
    }
    let mut unknown = body.clone();
    unknown["serviceId"] = json!("none");
    shop.service.post("/api/marketplace/orders", &shop.buyer, unknown).await.refused(404, "not_found");
    shop.service.post("/api/marketplace/orders", &shop.seller, body.clone()).await.refused(400, "cannot_order_own_service");
    assert_eq!(shop.service.post("/api/marketplace/orders", "", body).await.status, 401);
}

#[tokio::test]
async fn the_way_from_payment_to_completion_leaves_its_times() {
    let shop = Shop::open().await;
    let order = shop.paid().await;
    let path = format!("/api/marketplace/orders/{order}");
    assert_eq!(shop.status(&order).await, "PAID");
    for (action, status) in [
        ("start", "IN_PROGRESS"),
        ("deliver", "DELIVERED"),
        ("request_revision", "REVISION"),
        ("deliver", "DELIVERED"),
        ("request_revision", "REVISION"),
        ("deliver", "DELIVERED"),
    ] {
        shop.wait(60);
        shop.walk(&order, &[action]).await;
        assert_eq!(shop.status(&order).await, status);
    }
    shop.act(&order, &shop.buyer, "request_revision").await.refused(409, "no_revisions_left");
    shop.wait(60);
    shop.walk(&order, &["accept"]).await;
    let read = shop.service.get(&path, &shop.seller).await.json;
    assert_eq!((&read["status"], &read["revisionsUsed"], &read["maxRevisions"]), (&json!("COMPLETED"), &json!(2), &json!(2)));
    assert_eq!(read["deliverables"], "Here: https://example.com/result");
    let times: Vec<&str> =
        ["createdAt", "paidAt", "startedAt", "deliveredAt", "completedAt"].map(|name| read[name].as_str().expect(name)).to_vec();
    assert!(times.is_sorted() && times[1] < times[2] && times[3] < times[4], "{times:?}");
    assert_eq!(read["completedAt"], read["updatedAt"]);
    assert!(read["dueAt"].as_str() > read["paidAt"].as_str(), "{read}");
}

/// Brings a fresh order to a status.
async fn brought_to(shop: &Shop, status: &OrderStatus) -> String {
    if *status == OrderStatus::PendingPayment {
        return id(&shop.order("CARD").await, "order");
    }
    let order = shop.paid().await;
    let way: &[&str] = match status {
        OrderStatus::InProgress => &["start"],
        OrderStatus::Delivered => &["start", "deliver"],
        OrderStatus::Revision => &["start", "deliver", "request_revision"],
        OrderStatus::Completed => &["start", "deliver", "accept"],
        OrderStatus::Cancelled | OrderStatus::Refunded => &["cancel"],
        OrderStatus::Disputed => &["start", "dispute"],
        _ => &[],
    };
    shop.walk(&order, way).await;
    if *status == OrderStatus::Refunded {
        shop.wait(61);
    }
    assert_eq!(shop.status(&order).await, status.as_str());
    order
}

#[tokio::test]
async fn every_action_of_every_side_in_every_status_is_done_or_refused() {
    let shop = Shop::open().await;
    for status in OrderStatus::ALL {
        for action in OrderAction::ALL {
            for role in Role::ALL {
                let order = brought_to(&shop, status).await;
                let token = if *role == Role::Buyer { &shop.buyer } else { &shop.seller };
                let answer = shop.act(&order, token, action.as_str()).await;
                let now = shop.status(&order).await;
                let what = format!("{} {} by the {}: {}", status.as_str(), action.as_str(), role.as_str(), answer.json);
                if let Some(next) = status.after(*role, *action) {
                    assert_eq!((answer.status.as_u16(), now.as_str()), (200, next.as_str()), "{what}");
                } else {
                    assert!(matches!(answer.status.as_u16(), 403 | 409), "{what}");
                    assert!(answer.json["message"].as_str().is_some_and(|message| message.contains(action.as_str())), "{what}");
                    assert_eq!(now, status.as_str(), "{what}");
                }
            }
            let order = brought_to(&shop, status).await;
            shop.act(&order, &shop.other, action.as_str()).await.refused(403, "forbidden");
        }
    }
}

#[tokio::test]
async fn the_refusal_tells_the_wrong_side_from_the_wrong_time() {
    let shop = Shop::open().await;
    let order = shop.paid().await;
    shop.act(&order, &shop.buyer, "start").await.refused(403, "forbidden");
    shop.act(&order, &shop.seller, "accept").await.refused(403, "forbidden");
    shop.act(&order, &shop.seller, "deliver").await.refused(409, "invalid_transition");
    shop.act(&order, &shop.buyer, "accept").await.refused(409, "invalid_transition");
    let path = format!("/api/marketplace/orders/{order}");
    for (body, field) in [
        (json!({}), "action"),
        (json!({ "action": "refund" }), "action"),
        (json!({ "action": 5 }), "action"),
        (json!({ "action": "deliver" }), "deliverables"),
        (json!({ "action": "deliver", "deliverables": " " }), "deliverables"),
        (json!({ "action": "deliver", "deliverables": "x".repeat(5_001) }), "deliverables"),
    ] {
        shop.service.patch(&path, &shop.seller, body).await.refused_field(field);
    }
    assert_eq!(shop.service.patch(&path, "", json!({ "action": "start" })).await.status, 401);
    shop.service.patch("/api/marketplace/orders/none", &shop.seller, json!({ "action": "start" })).await.refused(404, "not_found");
}

#[tokio::test]
async fn orders_are_for_their_two_sides_only() {
    let shop = Shop::open().await;
    let order = shop.paid().await;
    for path in [format!("/api/marketplace/orders/{order}"), format!("/api/marketplace/orders/{order}/messages")] {
        assert_eq!(shop.service.get(&path, &shop.buyer).await.status, 200);
        assert_eq!(shop.service.get(&path, &shop.seller).await.status, 200);
        shop.service.get(&path, &shop.other).await.refused(403, "forbidden");
        assert_eq!(shop.service.get(&path, "").await.status, 401);
    }
    for path in ["/api/marketplace/orders/none", "/api/marketplace/orders/none/messages"] {
        shop.service.get(path, &shop.buyer).await.refused(404, "not_found");
    }
    assert_eq!(shop.service.get("/api/marketplace/orders", &shop.other).await.json["orders"], json!([]));
    assert_eq!(shop.service.get("/api/marketplace/orders", "").await.status, 401);
}

#[tokio::test]
async fn orders_are_listed_by_side_and_status_page_by_page() {
    let shop = Shop::open().await;
    let mut orders = Vec::new();
    for _ in 0..3 {
        shop.wait(1);
        orders.insert(0, shop.paid().await);
    }
    shop.walk(&orders[1], &["start"]).await;
    let listed = async |query: &str, token: &str| -> Vec<String> {
        let page = shop.service.get(&format!("/api/marketplace/orders?{query}"), token).await.json;
        page["orders"].as_array().expect("orders").iter().map(|order| order["id"].as_str().expect("an id").to_owned()).collect()
    };
    for (query, token, expected) in [
        ("", &shop.buyer, orders.clone()),
        ("role=all", &shop.seller, orders.clone()),
        ("role=buyer", &shop.buyer, orders.clone()),
        ("role=seller", &shop.buyer, vec![]),
        ("role=seller", &shop.seller, orders.clone()),
        ("status=PAID", &shop.buyer, vec![orders[0].clone(), orders[2].clone()]),
        ("status=IN_PROGRESS&role=seller", &shop.seller, vec![orders[1].clone()]),
        ("status=REFUNDED", &shop.buyer, vec![]),
    ] {
        assert_eq!(listed(query, token).await, expected, "{query}");
    }
    let first = shop.service.get("/api/marketplace/orders?limit=2", &shop.buyer).await.json;
    let cursor = first["nextCursor"].as_str().expect("a cursor");
    assert_eq!(listed(&format!("limit=2&cursor={cursor}"), &shop.buyer).await, orders[2..]);
    for (query, field) in [("role=platform", "role"), ("status=LOST", "status"), ("limit=101", "limit"), ("cursor=x", "cursor")] {
        shop.service.get(&format!("/api/marketplace/orders?{query}"), &shop.buyer).await.refused_field(field);
    }
}

#[tokio::test]
async fn both_sides_write_messages_with_links() {
    let shop = Shop::open().await;
    let order = shop.paid().await;
    let path = format!("/api/marketplace/orders/{order}/messages");
    let links = json!(["https://example.com/file.png", "http://example.com/other"]);
    let sent = shop.service.post(&path, &shop.buyer, json!({ "content": "é".repeat(5_000), "attachments": links })).await;
    assert_eq!((sent.status.as_u16(), &sent.json["attachments"], &sent.json["sender"]["handle"]), (201, &links, &json!("the_buyer")));
    shop.wait(1);
    assert_eq!(shop.service.post(&path, &shop.seller, json!({ "content": "Thanks" })).await.status, 201);
    let read = shop.service.get(&path, &shop.seller).await.json;
    let senders: Vec<&str> = read["messages"].as_array().expect("messages").iter().filter_map(|m| m["sender"]["handle"].as_str()).collect();
    assert_eq!(senders, ["the_buyer", "the_seller"], "not the oldest first");
    let first = shop.service.get(&format!("{path}?limit=1"), &shop.buyer).await.json;
    let rest =
        shop.service.get(&format!("{path}?limit=1&cursor={}", first["nextCursor"].as_str().expect("a cursor")), &shop.buyer).await.json;
    assert_eq!((&rest["messages"][0]["content"], &rest["nextCursor"]), (&json!("Thanks"), &Value::Null));
    for (body, field) in [
        (json!({}), "content"),
        (json!({ "content": " " }), "content"),
        (json!({ "content": "x".repeat(5_001) }), "content"),
        (json!({ "content": "x", "attachments": ["javascript:alert(1)"] }), "attachments"),
        (json!({ "content": "x", "attachments": ["ftp://a.test"] }), "attachments"),
        (json!({ "content": "x", "attachments": vec!["https://a.test"; 11] }), "attachments"),
        (json!({ "content": "x", "attachments": "https://a.test" }), "attachments"),
    ] {
        shop.service.post(&path, &shop.buyer, body).await.refused_field(field);
    }
    shop.service.post(&path, &shop.other, json!({ "content": "Hi" })).await.refused(403, "forbidden");
    assert_eq!(shop.service.post(&path, "", json!({ "content": "Hi" })).await.status, 401);
    shop.service.post("/api/marketplace/orders/none/messages", &shop.buyer, json!({ "content": "Hi" })).await.refused(404, "not_found");
}

#[tokio::test]
async fn the_buyer_reviews_once_after_completion() {
    let shop = Shop::open().await;
    let order = shop.paid().await;
    let review = json!({ "orderId": order, "rating": 4, "content": "Good", "qualityRating": 5 });
    let path = "/api/marketplace/reviews";
    shop.service.post(path, &shop.buyer, review.clone()).await.refused(409, "order_not_completed");
    shop.walk(&order, &["start", "deliver", "accept"]).await;
    for (field, value) in [
        ("rating", json!(0)),
        ("rating", json!(6)),
        ("rating", json!(4.5)),
        ("rating", Value::Null),
        ("content", json!(" ")),
        ("content", json!("x".repeat(2_001))),
        ("qualityRating", json!(6)),
        ("communicationRating", json!(0)),
        ("deliveryRating", json!("5")),
        ("orderId", Value::Null),
    ] {
        let mut body = review.clone();
        body[field] = value;
        shop.service.post(path, &shop.buyer, body).await.refused_field(field);
    }
    shop.service.post(path, &shop.seller, review.clone()).await.refused(403, "forbidden");
    shop.service.post(path, &shop.other, review.clone()).await.refused(403, "forbidden");
    let unknown = json!({ "orderId": "none", "rating": 4, "content": "Good" });
    shop.service.post(path, &shop.buyer, unknown).await.refused(404, "not_found");
    assert_eq!(shop.service.post(path, "", review.clone()).await.status, 401);
    let made = shop.service.post(path, &shop.buyer, review.clone()).await;
    assert_eq!((made.status.as_u16(), &made.json["rating"], &made.json["qualityRating"]), (201, &json!(4), &json!(5)));
    assert_eq!((&made.json["deliveryRating"], &made.json["agent"]["handle"]), (&Value::Null, &json!("the_buyer")));
    shop.service.post(path, &shop.buyer, review).await.refused(409, "already_reviewed");

    let second = shop.completed().await;
    let review = json!({ "orderId": second, "rating": 5, "content": "Again" });
    assert_eq!(shop.service.post(path, &shop.buyer, review).await.status, 201);
    let service = shop.service.get(&format!("/api/marketplace/services/{}", shop.offer), "").await.json;
    assert_eq!((&service["avgRating"], &service["reviewCount"], &service["orderCount"]), (&json!(4.5), &json!(2), &json!(2)));
    assert_eq!((service["reviews"].as_array().map(Vec::len), &service["agentStats"]["completedOrders"]), (Some(2), &json!(2)));
    assert_eq!(service["agentStats"]["avgRating"], 4.5);
    let listed = shop.service.get(&format!("/api/marketplace/reviews?serviceId={}&limit=1", shop.offer), "").await.json;
    assert_eq!((&listed["reviews"][0]["content"], listed["nextCursor"].is_string()), (&json!("Again"), true));
    let read = shop.service.get(&format!("/api/marketplace/orders/{order}"), &shop.seller).await.json;
    assert_eq!(read["review"]["content"], "Good");
    shop.service.get("/api/marketplace/reviews", "").await.refused_field("serviceId");
    shop.service.get("/api/marketplace/reviews?serviceId=none", "").await.refused(404, "not_found");
    let wrong = shop.service.call(Method::DELETE, "/api/marketplace/reviews", &shop.buyer, Value::Null).await;
    assert_eq!(wrong.status, 405);
}
