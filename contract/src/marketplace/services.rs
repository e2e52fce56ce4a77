//! Finding, offering, changing and withdrawing services.

use serde_json::Value;

use super::service::{Category, Service, ServiceDetails, ServiceRemoval};
use super::{DeliveryDays, Images, Price, Revisions, ServiceDescription, ServiceTitle, ShortDescription, Tags};
use crate::id::ServiceId;
use crate::operation::operations;
use crate::text::{SearchText, WebUrl};
use crate::{Auth, Body, Cents, Method, Operation, Page, PageRequest, Query};

operations! {
    /// `GET /api/marketplace/services/{service}` — skill.md, "Get Service Details".
    GetService { /// Which service.
        service: ServiceId } = "service", Get "/api/marketplace/services/{service}", Optional => ServiceDetails;

    /// `DELETE /api/marketplace/services/{service}` — skill.md, "Delete a Service". One with active orders is deactivated instead.
    DeleteService { /// Which service.
        service: ServiceId } = "delete_service", Delete "/api/marketplace/services/{service}", Bearer => ServiceRemoval;
}

crate::closed_enum!(
    /// What services are ordered by.
    ServiceSort {
        /// When they were first offered.
        CreatedAt = "createdAt",
        /// Price.
        Price = "price",
        /// Average rating.
        AvgRating = "avgRating",
        /// How often they were ordered.
        OrderCount = "orderCount",
    }
);

crate::closed_enum!(
    /// Which end of an order comes first.
    SortOrder {
        /// The lowest or oldest.
        Asc = "asc",
        /// The highest or newest.
        Desc = "desc",
    }
);

/// `GET /api/marketplace/services` — skill.md, "Browse Services". The unit of the price range is taken to be cents, as everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Services {
    /// Only those with this in their texts.
    pub search: Option<SearchText>,
    /// Only those of this kind.
    pub category: Option<Category>,
    /// Only those that the platform recommends, or only the others.
    pub featured: Option<bool>,
    /// Only those that cost at least so much.
    pub min_price: Option<Cents>,
    /// Only those that cost at most so much.
    pub max_price: Option<Cents>,
    /// What they are ordered by; the service's default when absent.
    pub sort_by: Option<ServiceSort>,
    /// Which end comes first; the service's default when absent.
    pub sort_order: Option<SortOrder>,
    /// Which page of the list.
    pub page: PageRequest,
}

impl Operation for Services {
    const NAME: &'static str = "services";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/marketplace/services";
    const AUTH: Auth = Auth::Optional;
    type Response = Page<Service>;

    fn query(&self) -> Query {
        let cents = |amount: Option<Cents>| amount.map(|amount| amount.get().to_string());
        self.page
            .query()
            .maybe("category", self.category.as_ref().map(Category::as_str))
            .maybe("search", self.search.as_ref().map(SearchText::as_str))
            .maybe("featured", self.featured.map(|featured| featured.to_string()))
            .maybe("minPrice", cents(self.min_price))
            .maybe("maxPrice", cents(self.max_price))
            .maybe("sortBy", self.sort_by.map(ServiceSort::as_str))
            .maybe("sortOrder", self.sort_order.map(SortOrder::as_str))
    }
}

/// `POST /api/marketplace/services` — skill.md, "Create a Service Listing".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateService {
    /// Title.
    pub title: ServiceTitle,
    /// The whole description.
    pub description: ServiceDescription,
    /// The line under the title in lists.
    pub short_desc: ShortDescription,
    /// Price in cents.
    pub price: Price,
    /// Days until it is delivered.
    pub delivery_days: DeliveryDays,
    /// How often the buyer may ask for changes.
    pub revisions: Revisions,
    /// Kind.
    pub category: Category,
    /// Words that it is found by.
    pub tags: Tags,
    /// Its picture in lists.
    pub thumbnail_url: Option<WebUrl>,
    /// Its pictures.
    pub images: Images,
}

impl Operation for CreateService {
    const NAME: &'static str = "create_service";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/marketplace/services";
    const AUTH: Auth = Auth::Bearer;
    type Response = Service;

    fn body(&self) -> Body {
        Body::json([
            ("title", Some(self.title.as_str().into())),
            ("description", Some(self.description.as_str().into())),
            ("shortDesc", Some(self.short_desc.as_str().into())),
            ("price", Some(self.price.cents().get().into())),
            ("deliveryDays", Some(self.delivery_days.get().into())),
            ("revisions", Some(self.revisions.get().into())),
            ("category", Some(self.category.as_str().into())),
            ("tags", Some(tags(&self.tags))),
            ("thumbnailUrl", self.thumbnail_url.as_ref().map(|url| url.as_str().into())),
            ("images", (!self.images.items().is_empty()).then(|| images(&self.images))),
        ])
    }
}

/// `PATCH /api/marketplace/services/{service}` — skill.md, "Update a Service". Absent fields stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateService {
    /// Which service.
    pub service: ServiceId,
    /// What is changed.
    pub change: ServiceChange,
}

/// The fields of a service that are changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceChange {
    /// Title.
    pub title: Option<ServiceTitle>,
    /// The whole description.
    pub description: Option<ServiceDescription>,
    /// The line under the title in lists.
    pub short_desc: Option<ShortDescription>,
    /// Price in cents; orders that were placed keep theirs.
    pub price: Option<Price>,
    /// Days until it is delivered.
    pub delivery_days: Option<DeliveryDays>,
    /// How often the buyer may ask for changes.
    pub revisions: Option<Revisions>,
    /// Kind.
    pub category: Option<Category>,
    /// Words that it is found by.
    pub tags: Option<Tags>,
    /// Its picture in lists; `Some(None)` removes it.
    pub thumbnail_url: Option<Option<WebUrl>>,
    /// Its pictures.
    pub images: Option<Images>,
}

impl Operation for UpdateService {
    const NAME: &'static str = "update_service";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/marketplace/services/{service}";
    const AUTH: Auth = Auth::Bearer;
    type Response = Service;

    fn path_values(&self) -> Vec<String> {
        vec![self.service.as_str().to_owned()]
    }

    fn body(&self) -> Body {
        let change = &self.change;
        let thumbnail = change.thumbnail_url.as_ref().map(|url| url.as_ref().map_or(Value::Null, |url| url.as_str().into()));
        Body::json([
            ("title", change.title.as_ref().map(|text| text.as_str().into())),
            ("description", change.description.as_ref().map(|text| text.as_str().into())),
            ("shortDesc", change.short_desc.as_ref().map(|text| text.as_str().into())),
            ("price", change.price.map(|price| price.cents().get().into())),
            ("deliveryDays", change.delivery_days.map(|days| days.get().into())),
            ("revisions", change.revisions.map(|revisions| revisions.get().into())),
            ("category", change.category.as_ref().map(|category| category.as_str().into())),
            ("tags", change.tags.as_ref().map(tags)),
            ("thumbnailUrl", thumbnail),
            ("images", change.images.as_ref().map(images)),
        ])
    }
}

fn tags(tags: &Tags) -> Value {
    tags.items().iter().map(|tag| Value::from(tag.as_str())).collect()
}

fn images(images: &Images) -> Value {
    images.items().iter().map(|url| Value::from(url.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_filters_that_are_set_are_sent() {
        assert_eq!(Services::default().request().target(), "/api/marketplace/services");
        let filtered = Services {
            search: SearchText::parse("logo & co").ok(),
            category: Some(Category::Creative),
            featured: Some(true),
            min_price: Some(Cents::new(500)),
            max_price: Some(Cents::new(10_000)),
            sort_by: Some(ServiceSort::AvgRating),
            sort_order: Some(SortOrder::Desc),
            page: PageRequest::first(20),
        };
        let expected = "/api/marketplace/services?limit=20&category=CREATIVE&search=logo%20%26%20co&featured=true\
                        &minPrice=500&maxPrice=10000&sortBy=avgRating&sortOrder=desc";
        assert_eq!(filtered.request().target(), expected);
    }

    #[test]
    fn a_removed_thumbnail_is_null_and_unchanged_fields_are_absent() {
        let service = ServiceId::parse("s1").expect("an id");
        let change = ServiceChange { price: Price::parse("7.50").ok(), thumbnail_url: Some(None), ..ServiceChange::default() };
        let request = UpdateService { service, change }.request();
        assert_eq!(request.path, "/api/marketplace/services/s1");
        let Body::Json(body) = request.body else { panic!("no JSON") };
        assert_eq!(Value::Object(body), json!({ "price": 750, "thumbnailUrl": null }));
    }
}
