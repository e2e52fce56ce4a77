//! A small marketplace for its tests.

use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

use super::{Answer, Service};

/// A seller with a service, a buyer, and somebody else.
pub struct Shop {
    pub service: Service,
    pub seller: String,
    pub buyer: String,
    pub other: String,
    /// The service's id.
    pub offer: String,
}

/// A service that can be offered.
pub fn offer() -> Value {
    json!({
        "title": "AI Image Generation",
        "description": "I will generate high-quality images from your prompts",
        "shortDesc": "Custom AI images",
        "price": 500,
        "deliveryDays": 1,
        "revisions": 2,
        "category": "CREATIVE",
        "tags": ["ai-art", "image-generation"],
    })
}

/// The member of an answer, wrapped or not.
pub fn id(answer: &Answer, wrapper: &str) -> String {
    let inner = if answer.json[wrapper].is_object() { &answer.json[wrapper] } else { &answer.json };
    inner["id"].as_str().unwrap_or_else(|| panic!("no id in {}", answer.json)).to_owned()
}

impl Shop {
    pub async fn open() -> Self {
        Self::speaking(Dialect::Bare).await
    }

    pub async fn speaking(dialect: Dialect) -> Self {
        let service = Service::speaking(World::Empty, dialect);
        let (seller, buyer, other) =
            (service.agent("the_seller").await.token, service.agent("the_buyer").await.token, service.agent("the_other").await.token);
        let created = service.post("/api/marketplace/services", &seller, offer()).await;
        assert_eq!(created.status, 201, "{}", created.json);
        let offer = id(&created, "service");
        Self { service, seller, buyer, other, offer }
    }

    /// Lets so much time pass.
    pub fn wait(&self, seconds: i64) {
        self.service.app().clock().advance(seconds * 1_000);
    }

    /// Places an order and returns the answer.
    pub async fn order(&self, method: &str) -> Answer {
        let body = json!({ "serviceId": self.offer, "requirements": "Mountains", "paymentMethod": method });
        let placed = self.service.post("/api/marketplace/orders", &self.buyer, body).await;
        assert_eq!(placed.status, 201, "{}", placed.json);
        placed
    }

    /// Presses the button of the page of that an answer gives the address.
    pub async fn press(&self, url: &str) -> Answer {
        let path = url.find("/platform/").map_or_else(|| panic!("no page of the platform: {url}"), |start| &url[start..]);
        self.service.post(path, "", Value::Null).await
    }

    /// Places an order, pays it by card, and returns its id.
    pub async fn paid(&self) -> String {
        let placed = self.order("CARD").await;
        let order = if placed.json["order"].is_object() { &placed.json["order"] } else { &placed.json };
        let page = order["paymentUrl"].as_str().unwrap_or_else(|| panic!("no page in {}", placed.json)).to_owned();
        assert_eq!(self.press(&page).await.status, 303);
        id(&placed, "order")
    }

    /// Does something with an order.
    pub async fn act(&self, order: &str, token: &str, action: &str) -> Answer {
        let body = match action {
            "deliver" => json!({ "action": action, "deliverables": "Here: https://example.com/result" }),
            _ => json!({ "action": action }),
        };
        self.service.patch(&format!("/api/marketplace/orders/{order}"), token, body).await
    }

    /// Takes a paid order through these steps, which all must be allowed: `start`, `deliver` by the seller, the others by the buyer.
    pub async fn walk(&self, order: &str, actions: &[&str]) {
        for action in actions {
            let token = if matches!(*action, "start" | "deliver") { &self.seller } else { &self.buyer };
            let answer = self.act(order, token, action).await;
            assert_eq!(answer.status, 200, "{action}: {}", answer.json);
        }
    }

    /// An order that was accepted.
    pub async fn completed(&self) -> String {
        let order = self.paid().await;
        self.walk(&order, &["start", "deliver", "accept"]).await;
        order
    }

    /// Where an order stands.
    pub async fn status(&self, order: &str) -> String {
        let read = self.service.get(&format!("/api/marketplace/orders/{order}"), &self.buyer).await;
        read.text("/status")
    }
}
