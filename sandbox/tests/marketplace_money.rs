//! Money: payments on the platform's page, refunds, disputes, the payment account, payouts.

use serde_json::{Value, json};

use crate::support::shop::{Shop, id};

fn text(json: &Value, name: &str) -> String {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).to_owned()
}

/// The text of a page of the platform.
async fn page(shop: &Shop, url: &str) -> String {
    let answer = shop.service.get(&url[url.find("/platform/").expect("a page")..], "").await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{:?}", answer.headers);
    String::from_utf8(answer.body).expect("text")
}

#[tokio::test]
async fn a_card_pays_at_once_and_only_on_the_page() {
    let shop = Shop::open().await;
    let placed = shop.order("CARD").await.json;
    let (order, url) = (text(&placed, "id"), text(&placed, "paymentUrl"));
    shop.wait(1_800);
    assert_eq!(shop.status(&order).await, "PENDING_PAYMENT", "paid by waiting");
    let shown = page(&shop, &url).await;
    assert!(shown.contains("Pay 5.00 USD") && shown.contains("AI Image Generation"), "{shown}");
    assert_eq!(shop.status(&order).await, "PENDING_PAYMENT", "paid by looking");
    assert_eq!(shop.press(&url).await.status, 303);
    assert_eq!(shop.status(&order).await, "PAID");
    assert!(page(&shop, &url).await.contains("This order is paid"));
    assert_eq!(shop.press(&url).await.status, 303, "a second press");
    let service = shop.service.get(&format!("/api/marketplace/services/{}", shop.offer), "").await.json;
    assert_eq!(service["orderCount"], 1, "counted twice");
}

#[tokio::test]
async fn coins_are_there_once_they_are_confirmed() {
    let shop = Shop::open().await;
    for (method, field) in [("COINBASE", "coinbaseCheckoutUrl"), ("CRYPTO_USDC", "paymentUrl"), ("CRYPTO_USDP", "paymentUrl")] {
        let placed = shop.order(method).await.json;
        let (order, url) = (text(&placed, "id"), text(&placed, field));
        shop.press(&url).await;
        assert_eq!(shop.status(&order).await, "PENDING_PAYMENT", "{method}: paid before it is");
        assert!(page(&shop, &url).await.contains("confirmed"));
        shop.wait(19);
        assert_eq!(shop.status(&order).await, "PENDING_PAYMENT", "{method}");
        shop.press(&url).await;
        shop.wait(2);
        assert_eq!(shop.status(&order).await, "PAID", "{method}");
    }
}

#[tokio::test]
async fn pages_that_are_not_there_are_not_found_and_cancelled_orders_cannot_be_paid() {
    let shop = Shop::open().await;
    for path in ["/platform/pay/none", "/platform/onboarding/none"] {
        assert_eq!(shop.service.get(path, "").await.status, 404);
        assert_eq!(shop.service.post(path, "", Value::Null).await.status, 404);
    }
    let placed = shop.order("CARD").await.json;
    let (order, url) = (text(&placed, "id"), text(&placed, "paymentUrl"));
    shop.walk(&order, &["cancel"]).await;
    shop.press(&url).await;
    assert!(page(&shop, &url).await.contains("nothing to pay"));
    shop.wait(1_800);
    let read = shop.service.get(&format!("/api/marketplace/orders/{order}"), &shop.buyer).await.json;
    assert_eq!((&read["status"], &read["refundedAt"]), (&json!("CANCELLED"), &Value::Null), "unpaid orders are refunded");
    assert_eq!(shop.service.get("/platform/page.css", "").await.header("content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn titles_on_the_page_are_text() {
    let shop = Shop::open().await;
    let path = format!("/api/marketplace/services/{}", shop.offer);
    shop.service.patch(&path, &shop.seller, json!({ "title": "<script>alert('1')</script>" })).await;
    let placed = shop.order("CARD").await.json;
    let shown = page(&shop, &text(&placed, "paymentUrl")).await;
    assert!(!shown.contains("<script") && shown.contains("&lt;script&gt;alert(&#39;1&#39;)"), "{shown}");
}

#[tokio::test]
async fn what_was_paid_for_a_cancelled_order_comes_back() {
    let shop = Shop::open().await;
    let paid = shop.paid().await;
    let coins = shop.order("COINBASE").await.json;
    let sent = text(&coins, "id");
    shop.press(&text(&coins, "coinbaseCheckoutUrl")).await;
    for order in [&paid, &sent] {
        shop.walk(order, &["cancel"]).await;
        shop.wait(59);
        assert_eq!(shop.status(order).await, "CANCELLED");
        shop.wait(2);
        let read = shop.service.get(&format!("/api/marketplace/orders/{order}"), &shop.buyer).await.json;
        assert_eq!((&read["status"], read["refundedAt"].is_string()), (&json!("REFUNDED"), true));
    }
}

#[tokio::test]
async fn disputes_are_decided_by_what_was_delivered() {
    let shop = Shop::open().await;
    let (empty, delivered) = (shop.paid().await, shop.paid().await);
    shop.walk(&empty, &["start", "dispute"]).await;
    shop.walk(&delivered, &["start", "deliver", "dispute"]).await;
    shop.wait(599);
    assert_eq!([shop.status(&empty).await, shop.status(&delivered).await], ["DISPUTED", "DISPUTED"]);
    shop.wait(2);
    assert_eq!([shop.status(&empty).await, shop.status(&delivered).await], ["REFUNDED", "COMPLETED"]);
    let payouts = shop.service.get("/api/marketplace/payouts", &shop.seller).await.json;
    assert_eq!((payouts["payouts"].as_array().map(Vec::len), &payouts["summary"]["total"]), (Some(1), &json!(450)));
}

#[tokio::test]
async fn a_payment_account_is_set_up_on_its_page() {
    let shop = Shop::open().await;
    let path = "/api/marketplace/connect";
    let none = shop.service.get(path, &shop.seller).await.json;
    assert_eq!((&none["connected"], &none["chargesEnabled"], &none["payoutsEnabled"]), (&json!(false), &json!(false), &json!(false)));
    assert_eq!((&none["accountId"], &none["onboardingUrl"]), (&Value::Null, &Value::Null));
    let made = shop.service.post(path, &shop.seller, Value::Null).await;
    assert_eq!((made.status.as_u16(), &made.json["payoutsEnabled"]), (201, &json!(false)));
    let again = shop.service.post(path, &shop.seller, json!({})).await;
    assert_eq!((again.status.as_u16(), &again.json), (200, &made.json));
    let url = text(&made.json, "onboardingUrl");
    assert!(page(&shop, &url).await.contains("Complete the set-up"));
    shop.press(&url).await;
    assert!(page(&shop, &url).await.contains("is set up"));
    let ready = shop.service.get(path, &shop.seller).await.json;
    assert_eq!(
        (&ready["chargesEnabled"], &ready["payoutsEnabled"], &ready["detailsSubmitted"]),
        (&json!(true), &json!(true), &json!(true))
    );
    assert_eq!((&ready["onboardingUrl"], &ready["accountId"]), (&Value::Null, &made.json["accountId"]));
    for token in ["", "wrong"] {
        assert_eq!(shop.service.get(path, token).await.status, 401);
        assert_eq!(shop.service.post(path, token, Value::Null).await.status, 401);
    }
}

#[tokio::test]
async fn coins_need_a_wallet() {
    let shop = Shop::open().await;
    let path = "/api/marketplace/connect";
    let wallet = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    for (body, field) in [
        (json!({ "preferCrypto": "yes" }), "preferCrypto"),
        (json!({ "preferCrypto": true }), "cryptoWalletAddress"),
        (json!({ "preferCrypto": true, "cryptoWalletAddress": "0x12" }), "cryptoWalletAddress"),
        (json!({ "preferCrypto": true, "cryptoWalletAddress": wallet.replace('B', "b") }), "cryptoWalletAddress"),
        (json!({ "cryptoWalletAddress": 12 }), "cryptoWalletAddress"),
    ] {
        shop.service.post(path, &shop.seller, body).await.refused_field(field);
    }
    assert_eq!(shop.service.get(path, &shop.seller).await.json["connected"], false, "a refused account was created");
    let made = shop.service.post(path, &shop.seller, json!({ "preferCrypto": true, "cryptoWalletAddress": wallet })).await;
    assert_eq!((made.status.as_u16(), &made.json["preferCrypto"], &made.json["cryptoWalletAddress"]), (201, &json!(true), &json!(wallet)));
}

#[tokio::test]
async fn payouts_move_by_the_clock_and_the_sums_agree() {
    let shop = Shop::open().await;
    let (path, order) = ("/api/marketplace/payouts", shop.completed().await);
    shop.wait(1);
    shop.completed().await;
    let list = shop.service.get(path, &shop.seller).await.json;
    assert_eq!(list["summary"], json!({ "pending": 900, "processing": 0, "completed": 0, "total": 900 }));
    let payout = &list["payouts"][1];
    assert_eq!((&payout["amount"], &payout["fee"], &payout["status"]), (&json!(450), &json!(50), &json!("PENDING")));
    assert_eq!((&payout["orderId"], &payout["serviceTitle"]), (&json!(order), &json!("AI Image Generation")));
    let body = json!({ "payoutId": payout["id"] });
    shop.service.post(path, &shop.seller, body.clone()).await.refused(403, "onboarding_required");
    let account = shop.service.post("/api/marketplace/connect", &shop.seller, Value::Null).await.json;
    shop.service.post(path, &shop.seller, body.clone()).await.refused(403, "onboarding_required");
    shop.press(&text(&account, "onboardingUrl")).await;
    let asked = shop.service.post(path, &shop.seller, body.clone()).await;
    assert_eq!((asked.status.as_u16(), &asked.json["status"], asked.json["requestedAt"].is_string()), (200, &json!("PROCESSING"), true));
    shop.service.post(path, &shop.seller, body.clone()).await.refused(409, "payout_already_requested");
    shop.wait(119);
    let list = shop.service.get(path, &shop.seller).await.json;
    assert_eq!(list["summary"], json!({ "pending": 450, "processing": 450, "completed": 0, "total": 900 }));
    shop.wait(2);
    let list = shop.service.get(&format!("{path}?status=COMPLETED"), &shop.seller).await.json;
    assert_eq!(list["summary"], json!({ "pending": 450, "processing": 0, "completed": 450, "total": 900 }));
    assert_eq!((list["payouts"].as_array().map(Vec::len), list["payouts"][0]["completedAt"].is_string()), (Some(1), true));
    shop.service.post(path, &shop.seller, body).await.refused(409, "payout_already_requested");
}

#[tokio::test]
async fn payouts_are_their_sellers_only() {
    let shop = Shop::open().await;
    shop.completed().await;
    let path = "/api/marketplace/payouts";
    let payout = id_of_first(&shop).await;
    for token in [&shop.buyer, &shop.other] {
        shop.service.post(path, token, json!({ "payoutId": payout })).await.refused(403, "forbidden");
        assert_eq!(shop.service.get(path, token).await.json["payouts"], json!([]));
    }
    shop.service.post(path, &shop.seller, json!({ "payoutId": "none" })).await.refused(404, "not_found");
    for body in [json!({}), json!({ "payoutId": 5 }), json!({ "payoutId": "a b" })] {
        shop.service.post(path, &shop.seller, body).await.refused_field("payoutId");
    }
    for (query, field) in [("status=LOST", "status"), ("limit=0", "limit"), ("cursor=x", "cursor")] {
        shop.service.get(&format!("{path}?{query}"), &shop.seller).await.refused_field(field);
    }
    assert_eq!(shop.service.get(path, "").await.status, 401);
    assert_eq!(shop.service.post(path, "", json!({ "payoutId": payout })).await.status, 401);
}

async fn id_of_first(shop: &Shop) -> String {
    let list = shop.service.get("/api/marketplace/payouts", &shop.seller).await.json;
    text(&list["payouts"][0], "id")
}

#[tokio::test]
async fn payouts_come_page_by_page() {
    let shop = Shop::open().await;
    for _ in 0..3 {
        shop.wait(1);
        shop.completed().await;
    }
    let first = shop.service.get("/api/marketplace/payouts?limit=2", &shop.seller).await.json;
    assert_eq!((first["payouts"].as_array().map(Vec::len), &first["hasMore"]), (Some(2), &json!(true)));
    let cursor = text(&first, "nextCursor");
    let rest = shop.service.get(&format!("/api/marketplace/payouts?limit=2&cursor={cursor}"), &shop.seller).await.json;
    assert_eq!(
        (rest["payouts"].as_array().map(Vec::len), &rest["hasMore"], &rest["summary"]["total"]),
        (Some(1), &json!(false), &json!(1_350))
    );
    assert!(!id(&shop.order("CARD").await, "order").is_empty());
}
