//! Services: offering, finding, changing and withdrawing them.

use crate::support::Service;
use crate::support::shop::{Shop, offer};
use sandbox::World;
use serde_json::{Value, json};

#[tokio::test]
async fn a_new_service_is_answered_whole_and_read_back_the_same() {
    let shop = Shop::open().await;
    let read = shop.service.get(&format!("/api/marketplace/services/{}", shop.offer), "").await;
    let service = &read.json;
    for (field, value) in offer().as_object().expect("fields") {
        assert_eq!(&service[field], value, "{field}");
    }
    assert_eq!((&service["isActive"], &service["featured"], &service["currency"]), (&json!(true), &json!(false), &json!("USD")));
    assert_eq!((&service["avgRating"], &service["reviewCount"], &service["orderCount"]), (&Value::Null, &json!(0), &json!(0)));
    assert_eq!((&service["thumbnailUrl"], &service["images"], &service["reviews"]), (&Value::Null, &json!([]), &json!([])));
    assert_eq!(service["agent"]["handle"], "the_seller");
    let stats = json!({ "completedOrders": 0, "serviceCount": 1, "reviewCount": 0, "avgRating": null });
    assert_eq!(service["agentStats"], stats);
    let listed = shop.service.get("/api/marketplace/services", "").await;
    assert_eq!(listed.json["services"][0]["id"], shop.offer.as_str());
}

#[tokio::test]
async fn services_without_sense_are_refused_by_field() {
    let shop = Shop::open().await;
    for (field, value) in [
        ("title", json!(null)),
        ("title", json!("x".repeat(101))),
        ("description", json!(" ")),
        ("shortDesc", json!(5)),
        ("price", json!(49)),
        ("price", json!(100_000_000)),
        ("price", json!(5.5)),
        ("price", json!("500")),
        ("price", json!(null)),
        ("deliveryDays", json!(0)),
        ("deliveryDays", json!(366)),
        ("revisions", json!(-1)),
        ("category", json!("MAGIC")),
        ("tags", json!(null)),
        ("tags", json!(["x".repeat(41)])),
        ("tags", json!(vec!["x"; 11])),
        ("tags", json!("ai")),
        ("thumbnailUrl", json!("javascript:alert(1)")),
        ("images", json!(["ftp://a.test/1.png"])),
        ("images", json!(vec!["https://a.test/1.png"; 9])),
    ] {
        let mut body = offer();
        body[field] = value.clone();
        if field == "tags" && value.is_null() {
            body.as_object_mut().expect("fields").remove("tags");
        }
        let answer = shop.service.post("/api/marketplace/services", &shop.seller, body.clone()).await;
        answer.refused_field(field);
        // Null leaves a field as it is where it is changed.
        if !value.is_null() {
            let path = format!("/api/marketplace/services/{}", shop.offer);
            shop.service.patch(&path, &shop.seller, json!({ field: value })).await.refused_field(field);
        }
    }
    assert_eq!(shop.service.post("/api/marketplace/services", "", offer()).await.status, 401);
}

#[tokio::test]
async fn only_the_seller_changes_a_service_and_only_what_is_sent() {
    let shop = Shop::open().await;
    let path = format!("/api/marketplace/services/{}", shop.offer);
    let pictures =
        json!({ "thumbnailUrl": "https://a.test/1.png", "images": ["https://a.test/1.png", "/uploads/posts/a.png"], "price": 750 });
    let changed = shop.service.patch(&path, &shop.seller, pictures).await;
    assert_eq!((changed.status.as_u16(), &changed.json["price"], &changed.json["title"]), (200, &json!(750), &offer()["title"]));
    assert_eq!(
        (&changed.json["thumbnailUrl"], &changed.json["images"][1]),
        (&json!("https://a.test/1.png"), &json!("/uploads/posts/a.png"))
    );
    let changed = shop.service.patch(&path, &shop.seller, json!({ "thumbnailUrl": null, "tags": [] })).await;
    assert_eq!((&changed.json["thumbnailUrl"], &changed.json["tags"], &changed.json["price"]), (&Value::Null, &json!([]), &json!(750)));
    shop.service.patch(&path, &shop.other, json!({ "price": 50 })).await.refused(403, "forbidden");
    shop.service.delete(&path, &shop.other).await.refused(403, "forbidden");
    for path in ["/api/marketplace/services/none", "/api/marketplace/services/%00"] {
        shop.service.get(path, "").await.refused(404, "not_found");
        shop.service.patch(path, &shop.seller, json!({ "price": 50 })).await.refused(404, "not_found");
        shop.service.delete(path, &shop.seller).await.refused(404, "not_found");
    }
    assert_eq!(shop.service.patch(&path, "", json!({})).await.status, 401);
    assert_eq!(shop.service.delete(&path, "").await.status, 401);
    shop.service.get(&path, "").await;
}

#[tokio::test]
async fn orders_keep_the_price_that_they_were_placed_with() {
    let shop = Shop::open().await;
    let order = shop.paid().await;
    shop.service.patch(&format!("/api/marketplace/services/{}", shop.offer), &shop.seller, json!({ "price": 9_900, "revisions": 0 })).await;
    let read = shop.service.get(&format!("/api/marketplace/orders/{order}"), &shop.buyer).await.json;
    assert_eq!((&read["price"], &read["platformFee"], &read["sellerEarnings"]), (&json!(500), &json!(50), &json!(450)));
    assert_eq!(read["maxRevisions"], 2);
}

#[tokio::test]
async fn a_service_with_active_orders_is_deactivated_and_without_them_removed() {
    let shop = Shop::open().await;
    let path = format!("/api/marketplace/services/{}", shop.offer);
    let order = shop.paid().await;
    let answer = shop.service.delete(&path, &shop.seller).await;
    assert_eq!((answer.status.as_u16(), &answer.json["deactivated"], &answer.json["deleted"]), (200, &json!(true), &json!(false)));
    let read = shop.service.get(&path, "").await;
    assert_eq!((read.status.as_u16(), &read.json["isActive"]), (200, &json!(false)));
    assert_eq!(shop.service.get("/api/marketplace/services", "").await.json["services"], json!([]));
    let body = json!({ "serviceId": shop.offer, "requirements": "More", "paymentMethod": "CARD" });
    shop.service.post("/api/marketplace/orders", &shop.buyer, body.clone()).await.refused(409, "service_inactive");

    shop.walk(&order, &["start", "deliver", "accept"]).await;
    let answer = shop.service.delete(&path, &shop.seller).await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));
    shop.service.get(&path, "").await.refused(404, "not_found");
    shop.service.post("/api/marketplace/orders", &shop.buyer, body).await.refused(404, "not_found");
    let kept = shop.service.get(&format!("/api/marketplace/orders/{order}"), &shop.buyer).await;
    assert_eq!(kept.json["service"]["title"], offer()["title"], "the order has lost its service");
}

async fn titles(service: &Service, query: &str) -> Vec<String> {
    let answer = service.get(&format!("/api/marketplace/services?{query}"), "").await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.json);
    let services = answer.json["services"].as_array().expect("services").clone();
    services.iter().map(|service| service["title"].as_str().expect("a title").to_owned()).collect()
}

async fn three() -> Service {
    let service = Service::start(World::Empty);
    let token = service.agent("the_seller").await.token;
    for (title, price, category, tags) in [
        ("Alt text", 3_200, "WRITING", vec!["accessibility"]),
        ("Logo ÄÖÜ", 18_000, "CREATIVE", vec!["lettering"]),
        ("Palette", 900, "CREATIVE", vec!["colour", "accessibility"]),
    ] {
        service.app().clock().advance(1_000);
        let mut body = offer();
        for (field, value) in [("title", json!(title)), ("price", json!(price)), ("category", json!(category)), ("tags", json!(tags))] {
            body[field] = value;
        }
        assert_eq!(service.post("/api/marketplace/services", &token, body).await.status, 201);
    }
    service
}

#[tokio::test]
async fn services_are_filtered_and_sorted() {
    let service = three().await;
    for (query, expected) in [
        ("", vec!["Palette", "Logo ÄÖÜ", "Alt text"]),
        ("sortOrder=asc", vec!["Alt text", "Logo ÄÖÜ", "Palette"]),
        ("sortBy=price&sortOrder=asc", vec!["Palette", "Alt text", "Logo ÄÖÜ"]),
        ("sortBy=price&sortOrder=desc", vec!["Logo ÄÖÜ", "Alt text", "Palette"]),
        ("category=CREATIVE", vec!["Palette", "Logo ÄÖÜ"]),
        ("search=ACCESSIBILITY", vec!["Palette", "Alt text"]),
        ("search=logo+%C3%A4%C3%B6%C3%BC", vec!["Logo ÄÖÜ"]),
        ("search=palette+colour", vec!["Palette"]),
        ("search=palette+lettering", vec![]),
        ("minPrice=900&maxPrice=3200", vec!["Palette", "Alt text"]),
        ("minPrice=901", vec!["Logo ÄÖÜ", "Alt text"]),
        ("featured=true", vec![]),
        ("featured=false&category=WRITING", vec!["Alt text"]),
    ] {
        assert_eq!(titles(&service, query).await, expected, "{query}");
    }
    for (query, field) in [
        ("category=MAGIC", "category"),
        ("featured=maybe", "featured"),
        ("minPrice=-1", "minPrice"),
        ("maxPrice=5.50", "maxPrice"),
        ("sortBy=title", "sortBy"),
        ("sortOrder=up", "sortOrder"),
        ("limit=0", "limit"),
        ("cursor=x", "cursor"),
    ] {
        service.get(&format!("/api/marketplace/services?{query}"), "").await.refused_field(field);
    }
    let long = "x".repeat(201);
    service.get(&format!("/api/marketplace/services?search={long}"), "").await.refused_field("search");
}

#[tokio::test]
async fn pages_of_services_are_complete_in_every_order() {
    let service = Service::start(World::Demo);
    for by in ["createdAt", "price", "avgRating", "orderCount"] {
        for order in ["asc", "desc"] {
            let (mut seen, mut values, mut cursor) = (Vec::new(), Vec::new(), String::new());
            loop {
                let path = format!("/api/marketplace/services?limit=7&sortBy={by}&sortOrder={order}&cursor={cursor}");
                let page = service.get(&path, "").await.json;
                for item in page["services"].as_array().expect("services") {
                    seen.push(item["id"].as_str().expect("an id").to_owned());
                    values
                        .push(item[by].as_f64().map_or_else(|| item[by].as_str().unwrap_or_default().to_owned(), |n| format!("{n:012.2}")));
                }
                match page["nextCursor"].as_str() {
                    Some(next) => next.clone_into(&mut cursor),
                    None => break,
                }
            }
            let mut unique = seen.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!((seen.len(), unique.len()), (40, 40), "{by} {order}");
            if order == "desc" {
                values.reverse();
            }
            assert!(values.is_sorted(), "{by} {order}: {values:?}");
        }
    }
}
