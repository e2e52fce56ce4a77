//! `/marketplace`: which services are listed, in which order; or one's own.

use contract::Cents;
use contract::PageRequest;
use contract::marketplace::{Category, Price, PriceError, ServiceSort, Services, SortOrder};
use contract::text::SearchText;

use super::{Choices, Place, VIEW, name_of, named};

const TEXT: &str = "q";
const CATEGORY: &str = "category";
const FEATURED: &str = "featured";
const MIN: &str = "min";
const MAX: &str = "max";
const SORT: &str = "sort";
const OWN: &str = "own";

/// All parameters, in the order in which they stand in an address.
pub(super) const PARAMETERS: [&str; 7] = [VIEW, TEXT, CATEGORY, FEATURED, MIN, MAX, SORT];

/// The order of services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// The newest first, as the service has it by itself.
    #[default]
    Newest,
    /// The cheapest first.
    Cheapest,
    /// The dearest first.
    Dearest,
    /// The best rated first.
    BestRated,
    /// The most ordered first.
    MostOrdered,
    /// The oldest first.
    Oldest,
}

impl Sorting {
    /// All of them with their names in the address, in the order shown.
    pub const NAMES: [(Self, &'static str); 6] = [
        (Self::Newest, ""),
        (Self::BestRated, "rating"),
        (Self::MostOrdered, "orders"),
        (Self::Cheapest, "price"),
        (Self::Dearest, "-price"),
        (Self::Oldest, "oldest"),
    ];

    /// The name in the address.
    pub fn name(self) -> &'static str {
        name_of(&Self::NAMES, self)
    }

    /// The order of a name; the newest first for an unknown one.
    pub fn of(name: &str) -> Self {
        named(&Self::NAMES, Some(name))
    }

    const fn asked(self) -> (ServiceSort, SortOrder) {
        match self {
            Self::Newest => (ServiceSort::CreatedAt, SortOrder::Desc),
            Self::Oldest => (ServiceSort::CreatedAt, SortOrder::Asc),
            Self::Cheapest => (ServiceSort::Price, SortOrder::Asc),
            Self::Dearest => (ServiceSort::Price, SortOrder::Desc),
            Self::BestRated => (ServiceSort::AvgRating, SortOrder::Desc),
            Self::MostOrdered => (ServiceSort::OrderCount, SortOrder::Desc),
        }
    }
}

/// Which services are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarketFilter {
    /// Words in their texts.
    pub text: String,
    /// Kind.
    pub category: Option<Category>,
    /// Only those that the platform recommends.
    pub featured: bool,
    /// Lowest price as it is typed; empty for any.
    pub min: String,
    /// Highest price as it is typed; empty for any.
    pub max: String,
    /// Their order.
    pub sorting: Sorting,
}

impl MarketFilter {
    /// The filter of an address; values that are not known are left out.
    pub fn of(choices: &Choices) -> Self {
        let price = |name| Some(choices.get(name)).filter(|typed| price_limit(typed).is_ok()).unwrap_or_default().to_owned();
        Self {
            text: choices.get(TEXT).to_owned(),
            category: Category::known(choices.get(CATEGORY)).ok(),
            featured: choices.get(FEATURED) == "true",
            min: price(MIN),
            max: price(MAX),
            sorting: Sorting::of(choices.get(SORT)),
        }
    }

    /// The services with this filter.
    pub fn place(&self) -> Place {
        let category = self.category.as_ref().map(|category| category.as_str().to_ascii_lowercase()).unwrap_or_default();
        let featured = if self.featured { "true" } else { "" };
        let choices = Choices::default().with(TEXT, self.text.clone()).with(CATEGORY, category).with(FEATURED, featured.to_owned());
        Place::Marketplace(choices.with(MIN, self.min.clone()).with(MAX, self.max.clone()).with(SORT, self.sorting.name().to_owned()))
    }

    /// What the service is asked for.
    pub fn question(&self, page: PageRequest) -> Services {
        let (by, order) = self.sorting.asked();
        // What the service does by itself needs no words.
        let sorted = self.sorting != Sorting::Newest;
        Services {
            search: SearchText::parse(self.text.trim()).ok(),
            category: self.category.clone(),
            featured: self.featured.then_some(true),
            min_price: price_limit(&self.min).ok(),
            max_price: price_limit(&self.max).ok(),
            sort_by: sorted.then_some(by),
            sort_order: sorted.then_some(order),
            page,
        }
    }
}

/// A limit of prices as it is typed; nothing costs more than [`Price::MAX`].
///
/// # Errors
/// When it is no amount, or too high.
pub fn price_limit(text: &str) -> Result<Cents, PriceError> {
    match Cents::parse(text) {
        Ok(limit) if limit > Price::MAX => Err(PriceError::TooHigh),
        Ok(limit) => Ok(limit),
        Err(_) => Err(PriceError::NotAnAmount),
    }
}

/// Whether an address lists the acting agent's own services.
pub fn is_own(choices: &Choices) -> bool {
    choices.get(VIEW) == OWN
}

/// The acting agent's own services.
pub fn own() -> Place {
    Place::Marketplace(Choices::default().with(VIEW, OWN.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;
    use contract::Operation;

    fn filter(address: &str) -> MarketFilter {
        match Route::of_address(address) {
            Route::Shared(Place::Marketplace(choices)) => MarketFilter::of(&choices),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_filter_is_in_the_address() {
        let address = "/marketplace?q=a%20%26%20b&category=creative&featured=true&min=5.00&max=12.50&sort=-price";
        let read = filter(address);
        assert_eq!((read.min.as_str(), read.max.as_str(), read.sorting), ("5.00", "12.50", Sorting::Dearest));
        assert_eq!(read.place().path(), address);
        assert_eq!(filter("/marketplace?category=nope&featured=1&min=-5&max=1000000&sort=zzz"), MarketFilter::default());
        assert_eq!(MarketFilter::default().place().path(), "/marketplace");
    }

    #[test]
    fn prices_are_asked_for_in_cents() {
        let asked = filter("/marketplace?q=%20logo%20&min=5&sort=price").question(PageRequest::default());
        assert_eq!(asked.request().target(), "/api/marketplace/services?search=logo&minPrice=500&sortBy=price&sortOrder=asc");
        assert_eq!(MarketFilter::default().question(PageRequest::default()), Services::default());
    }

    #[test]
    fn ones_own_services_have_an_address() {
        assert_eq!(own().path(), "/marketplace?view=own");
        assert!(matches!(own(), Place::Marketplace(choices) if is_own(&choices)));
    }
}
