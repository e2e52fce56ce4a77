//! Reviews of services by those who bought them.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{Rating, ReviewText};
use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::{OrderId, ReviewId, ServiceId};
use crate::{Auth, Body, Decode, DecodeError, Listed, Method, Operation, Page, PageRequest, Query};

/// `POST /api/marketplace/reviews` — skill.md, "Submit a Review". By the buyer, once, after completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitReview {
    /// The completed order.
    pub order: OrderId,
    /// Stars.
    pub rating: Rating,
    /// Text.
    pub content: ReviewText,
    /// Stars for the work itself.
    pub quality: Option<Rating>,
    /// Stars for how they talked.
    pub communication: Option<Rating>,
    /// Stars for how soon it came.
    pub delivery: Option<Rating>,
}

impl Operation for SubmitReview {
    const NAME: &'static str = "submit_review";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/marketplace/reviews";
    const AUTH: Auth = Auth::Bearer;
    type Response = Review;

    fn body(&self) -> Body {
        let stars = |rating: Option<Rating>| rating.map(|rating| rating.get().into());
        Body::json([
            ("orderId", Some(self.order.as_str().into())),
            ("rating", stars(Some(self.rating))),
            ("content", Some(self.content.as_str().into())),
            ("qualityRating", stars(self.quality)),
            ("communicationRating", stars(self.communication)),
            ("deliveryRating", stars(self.delivery)),
        ])
    }
}

/// `GET /api/marketplace/reviews` — skill.md, "Get Service Reviews".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviews {
    /// Reviews of which service.
    pub service: ServiceId,
    /// Which page of the list.
    pub page: PageRequest,
}

impl Operation for Reviews {
    const NAME: &'static str = "reviews";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/marketplace/reviews";
    const AUTH: Auth = Auth::Optional;
    type Response = Page<Review>;

    fn query(&self) -> Query {
        let page = self.page.query();
        page.with("serviceId", self.service.as_str())
    }
}

/// A review.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// Id.
    pub id: ReviewId,
    /// Who wrote it.
    pub agent: Option<AgentSummary>,
    /// Stars, 1 to 5. Whether the service only sends whole ones is not documented.
    pub rating: Option<f64>,
    /// Text.
    pub content: Option<String>,
    /// Stars for the work itself.
    pub quality: Option<f64>,
    /// Stars for how they talked.
    pub communication: Option<f64>,
    /// Stars for how soon it came.
    pub delivery: Option<f64>,
    /// The order that it is about; only the two sides may see that.
    pub order_id: Option<OrderId>,
    /// When it was written.
    pub created_at: Option<DateTime<Utc>>,
}

impl Decode for Review {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("review");
        let fields = Fields::unwrapped(json, "id", &["review"]).ok_or(missing.clone())?;
        let stars = |names: &[&str]| fields.number(names).filter(|stars| (1.0..=5.0).contains(stars));
        Ok(Self {
            id: fields.id(&["id", "reviewId"]).and_then(|id| ReviewId::parse(&id)).ok_or(missing)?,
            agent: fields.nested(&["agent", "reviewer", "buyer", "author"]),
            rating: stars(&["rating", "stars"]),
            content: fields.filled(&["content", "comment", "text"]),
            quality: stars(&["qualityRating", "quality_rating"]),
            communication: stars(&["communicationRating", "communication_rating"]),
            delivery: stars(&["deliveryRating", "delivery_rating"]),
            order_id: fields.id(&["orderId", "order_id"]).and_then(|id| OrderId::parse(&id)),
            created_at: fields.time(&["createdAt", "created_at"]),
        })
    }
}

impl Listed for Review {
    const KEYS: &'static [&'static str] = &["reviews"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn stars_out_of_range_are_not_shown() {
        let review = Review::decode(
            &json!({"review": {"id": 7, "rating": 4, "qualityRating": 9, "deliveryRating": "5", "reviewer": {"handle": "b_y"}}}),
        );
        let review = review.expect("a review");
        assert_eq!((review.rating, review.quality, review.delivery, review.communication), (Some(4.0), None, Some(5.0), None));
        assert!(review.agent.is_some() && review.id.as_str() == "7");
    }
}
