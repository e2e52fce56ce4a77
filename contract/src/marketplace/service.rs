//! A service as lists and its own page show it.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Review;
use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::ServiceId;
use crate::media::PostMedia;
use crate::{Cents, Decode, DecodeError, Listed};

crate::open_enum!(
    /// What kind of service it is. skill.md shows only `CREATIVE`; the others are what its kinds of agents offer.
    Category {
        /// Pictures, music, design.
        Creative = "CREATIVE",
        /// Texts and editing.
        Writing = "WRITING",
        /// Software.
        Development = "DEVELOPMENT",
        /// Data and reports.
        Analysis = "ANALYSIS",
        /// Finding things out.
        Research = "RESEARCH",
        /// Translation and localisation.
        Translation = "TRANSLATION",
        /// Things that run by themselves.
        Automation = "AUTOMATION",
        /// Teaching and advice.
        Consulting = "CONSULTING",
        /// Anything else.
        Other = "OTHER",
    }
);

/// A service that an agent offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Id.
    pub id: ServiceId,
    /// Who offers it.
    pub agent: Option<AgentSummary>,
    /// Title.
    pub title: String,
    /// The line under the title in lists.
    pub short_desc: Option<String>,
    /// The whole description.
    pub description: Option<String>,
    /// Price in cents.
    pub price: Option<Cents>,
    /// Days until it is delivered.
    pub delivery_days: Option<u64>,
    /// How often the buyer may ask for changes.
    pub revisions: Option<u64>,
    /// Kind.
    pub category: Option<Category>,
    /// Words that it is found by.
    pub tags: Vec<String>,
    /// Its picture in lists.
    pub thumbnail_url: Option<String>,
    /// Its pictures.
    pub images: Vec<String>,
    /// Whether the platform recommends it.
    pub featured: Option<bool>,
    /// Whether it can be ordered; a deactivated one cannot.
    pub active: Option<bool>,
    /// Average of the ratings, 1 to 5; none while it has none.
    pub avg_rating: Option<f64>,
    /// How many reviews it has.
    pub review_count: Option<u64>,
    /// How often it was ordered.
    pub order_count: Option<u64>,
    /// When it was first offered.
    pub created_at: Option<DateTime<Utc>>,
}

impl Service {
    fn read(fields: Fields<'_>) -> Option<Self> {
        let images = fields.list(&["images", "imageUrls", "media"]);
        Some(Self {
            id: fields.id(&["id", "serviceId", "service_id"]).and_then(|id| ServiceId::parse(&id))?,
            agent: fields.nested(&["agent", "seller", "provider", "owner"]),
            title: fields.text(&["title", "name"])?,
            short_desc: fields.filled(&["shortDesc", "shortDescription", "short_desc", "summary"]),
            description: fields.filled(&["description"]),
            price: fields.cents(&["price", "priceCents", "priceInCents", "price_cents", "amount"]),
            delivery_days: fields.count(&["deliveryDays", "delivery_days", "deliveryTime"]),
            revisions: fields.count(&["revisions", "revisionsIncluded", "maxRevisions"]),
            category: fields.filled(&["category"]).map(|category| Category::parse(&category)),
            tags: fields.texts(&["tags"]),
            thumbnail_url: fields.filled(&["thumbnailUrl", "thumbnail_url", "thumbnail"]),
            images: images.map(|list| list.iter().filter_map(|item| Some(PostMedia::decode(item).ok()?.url)).collect()).unwrap_or_default(),
            featured: fields.flag(&["featured", "isFeatured", "is_featured"]),
            active: active(fields),
            avg_rating: fields.number(&["avgRating", "averageRating", "avg_rating", "rating"]).filter(|&rating| rating > 0.0),
            review_count: fields
                .count(&["reviewCount", "reviewsCount", "totalReviews", "review_count"])
                .or_else(|| counted(fields, "reviews")),
            order_count: fields.count(&["orderCount", "ordersCount", "totalOrders", "order_count"]).or_else(|| counted(fields, "orders")),
            created_at: fields.time(&["createdAt", "created_at"]),
        })
    }
}

fn active(fields: Fields<'_>) -> Option<bool> {
    let status = || Some(fields.filled(&["status"])?.eq_ignore_ascii_case("ACTIVE"));
    fields.flag(&["isActive", "active", "is_active"]).or_else(status)
}

fn counted(fields: Fields<'_>, name: &str) -> Option<u64> {
    fields.object(&["_count", "stats", "counts"])?.count(&[name])
}

const WRAPPERS: &[&str] = &["service", "listing"];

impl Decode for Service {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        Fields::unwrapped(json, "id", WRAPPERS).and_then(Self::read).ok_or(DecodeError::missing("service"))
    }
}

impl Listed for Service {
    const KEYS: &'static [&'static str] = &["services", "listings"];
}

/// A service with what stands on its own page: "includes reviews and agent stats" (skill.md, "Get Service Details").
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceDetails {
    /// The service.
    pub service: Service,
    /// Its latest reviews, as far as they were sent along.
    pub reviews: Vec<Review>,
    /// What is known of the seller.
    pub seller: SellerStats,
}

/// What is known of a seller; `None` for what was not sent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SellerStats {
    /// Orders that ended well.
    pub completed_orders: Option<u64>,
    /// Average of the ratings of all its services.
    pub avg_rating: Option<f64>,
    /// Reviews of all its services.
    pub review_count: Option<u64>,
    /// Services that it offers.
    pub service_count: Option<u64>,
}

/// Reviews and stats inside of the service or beside it; stats also under the agent.
impl Decode for ServiceDetails {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("service");
        let inner = Fields::unwrapped(json, "id", WRAPPERS).ok_or(missing.clone())?;
        let outer = Fields::unwrapped(json, "service", &[]).unwrap_or(inner);
        let places = || [inner, outer].into_iter();
        let reviews = places().find_map(|place| place.list(&["reviews", "recentReviews", "latestReviews"]));
        let names = &["agentStats", "sellerStats", "agent_stats", "seller_stats"];
        let agent = || inner.object(&["agent", "seller", "provider"]);
        let stats = places()
            .find_map(|place| place.object(names))
            .or_else(|| agent()?.object(&["stats", "marketplaceStats", "_count"]))
            .or_else(agent);
        Ok(Self {
            service: Service::read(inner).ok_or(missing)?,
            reviews: reviews.map(|list| list.iter().filter_map(|item| Review::decode(item).ok()).collect()).unwrap_or_default(),
            seller: stats.map(SellerStats::read).unwrap_or_default(),
        })
    }
}

impl SellerStats {
    fn read(fields: Fields<'_>) -> Self {
        Self {
            completed_orders: fields.count(&["completedOrders", "ordersCompleted", "totalSales", "completed_orders"]),
            avg_rating: fields.number(&["avgRating", "averageRating", "rating", "avg_rating"]).filter(|&rating| rating > 0.0),
            review_count: fields.count(&["reviewCount", "totalReviews", "review_count"]),
            service_count: fields.count(&["serviceCount", "services", "totalServices", "service_count"]),
        }
    }
}

/// What became of a service that was to be deleted, as far as the answer says (skill.md, "Delete a Service").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServiceRemoval {
    /// Whether it has active orders, and so was deactivated instead. `None` when the answer does not say (an empty 204, say).
    pub deactivated: Option<bool>,
}

impl Decode for ServiceRemoval {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let Some(outer) = Fields::of(json) else { return Ok(Self::default()) };
        let inner = outer.object(&["service", "data"]).unwrap_or(outer);
        let said = |fields: Fields<'_>| fields.flag(&["deactivated"]).or_else(|| fields.flag(&["deleted"]).map(|deleted| !deleted));
        Ok(Self { deactivated: said(outer).or_else(|| said(inner)).or_else(|| active(inner).map(|active| !active)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn services_are_read_bare_wrapped_and_respelled() {
        let bare = json!({"id": "s1", "title": "T", "price": 500, "avgRating": "4.50", "reviewCount": 2, "isActive": true,
            "agent": {"handle": "nova"}, "tags": ["a"], "images": ["/a.png"], "category": "CREATIVE", "shortDesc": "S"});
        let respelled = json!({"data": {"service": {"id": "s1", "title": "T", "priceCents": "500", "averageRating": 4.5, "_count": {"reviews": 2},
            "status": "ACTIVE", "seller": {"handle": "@nova"}, "tags": [{"name": "a"}], "images": [{"url": "/a.png"}],
            "category": "creative", "shortDescription": "S"}}});
        let service = Service::decode(&bare).expect("a service");
        assert_eq!(Service::decode(&respelled), Ok(service.clone()));
        assert_eq!((service.price, service.avg_rating, service.active), (Some(Cents::new(500)), Some(4.5), Some(true)));
        assert_eq!(service.order_count, None, "a made-up zero");
    }

    #[test]
    fn reviews_and_stats_are_found_inside_and_beside() {
        let review = json!({"id": "r", "rating": 5});
        for json in [
            json!({"id": "s", "title": "T", "reviews": [review], "agentStats": {"completedOrders": 3}}),
            json!({"service": {"id": "s", "title": "T"}, "reviews": [review], "sellerStats": {"completedOrders": 3}}),
            json!({"id": "s", "title": "T", "reviews": [review], "agent": {"handle": "abc", "stats": {"completedOrders": 3}}}),
            json!({"data": {"service": {"id": "s", "title": "T", "reviews": [review], "agent": {"handle": "abc", "completedOrders": 3}}}}),
        ] {
            let details = ServiceDetails::decode(&json).expect("details");
            assert_eq!((details.reviews.len(), details.seller.completed_orders), (1, Some(3)), "{json}");
        }
    }

    #[test]
    fn what_became_of_a_deleted_service_is_told_or_unknown() {
        for (json, deactivated) in [
            (json!(null), None),
            (json!({"success": true}), None),
            (json!({"deactivated": true}), Some(true)),
            (json!({"deleted": true}), Some(false)),
            (json!({"service": {"id": "s", "isActive": false}}), Some(true)),
            (json!({"id": "s", "status": "INACTIVE"}), Some(true)),
        ] {
            assert_eq!(ServiceRemoval::decode(&json), Ok(ServiceRemoval { deactivated }), "{json}");
        }
    }
}
