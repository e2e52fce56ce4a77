//! A listing that is being written: its fields as texts, as they stand in the form and in local storage; and what is sent of them.

use contract::Handle;
use contract::decode::Fields;
use contract::id::ServiceId;
use contract::marketplace::{
    Category, CreateService, DeliveryDays, Images, Price, Revisions, Service, ServiceChange, ServiceDescription, ServiceTitle,
    ShortDescription, Tag, Tags,
};
use contract::text::WebUrl;
use serde_json::{Value, json};

use crate::browser::json;
use crate::browser::storage::{self, StorageError};

/// The fields as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Title.
    pub title: String,
    /// The line under it in lists.
    pub short: String,
    /// The whole description.
    pub description: String,
    /// Price, as typed.
    pub price: String,
    /// Days until it is delivered, as typed.
    pub days: String,
    /// Changes that are included, as typed.
    pub revisions: String,
    /// Kind, by its name on the wire.
    pub category: String,
    /// Tags with commas between them.
    pub tags: String,
    /// Addresses of the pictures; the first stands in lists.
    pub pictures: Vec<String>,
    /// Whether it was sent and has no answer.
    pub sent: bool,
}

/// Where an agent's listing is kept while it is written.
pub fn key(handle: &Handle, service: Option<&ServiceId>) -> String {
    ["ia.draft.", handle.as_str(), ".listing.", service.map_or("new", ServiceId::as_str)].concat()
}

impl Draft {
    /// A listing as it stands.
    pub fn of(service: &Service) -> Self {
        let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        let mut pictures = service.images.clone();
        if let Some(first) = &service.thumbnail_url {
            pictures.retain(|url| url != first);
            pictures.insert(0, first.clone());
        }
        Self {
            title: service.title.clone(),
            short: service.short_desc.clone().unwrap_or_default(),
            description: service.description.clone().unwrap_or_default(),
            price: service.price.map(contract::Cents::typed).unwrap_or_default(),
            days: number(service.delivery_days),
            revisions: number(service.revisions),
            category: service.category.as_ref().map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
            tags: service.tags.join(", "),
            pictures,
            sent: false,
        }
    }

    /// A new listing.
    pub fn empty() -> Self {
        Self { days: "3".to_owned(), revisions: "1".to_owned(), ..Self::default() }
    }

    /// What was kept under a key.
    pub fn read(key: &str) -> Option<Self> {
        Self::parse(&storage::read(key)?)
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When the browser has no room or forbids it.
    pub fn write(&self, key: &str) -> Result<(), StorageError> {
        storage::write(key, &self.to_text())
    }

    fn to_text(&self) -> String {
        json::text(&json!({
            "title": self.title, "shortDesc": self.short, "description": self.description, "price": self.price, "deliveryDays": self.days,
            "revisions": self.revisions, "category": self.category, "tags": self.tags, "images": self.pictures, "sent": self.sent,
        }))
    }

    fn parse(text: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(text).ok()?;
        let fields = Fields::of(&json)?;
        let text = |name: &str| fields.text(&[name]).unwrap_or_default();
        Some(Self {
            title: text("title"),
            short: text("shortDesc"),
            description: text("description"),
            price: text("price"),
            days: text("deliveryDays"),
            revisions: text("revisions"),
            category: text("category"),
            tags: text("tags"),
            pictures: fields.texts(&["images"]),
            sent: fields.flag(&["sent"]) == Some(true),
        })
    }

    /// The whole listing, if nothing in it is wrong.
    pub fn whole(&self) -> Option<CreateService> {
        Some(CreateService {
            title: ServiceTitle::parse(&self.title).ok()?,
            description: ServiceDescription::parse(&self.description).ok()?,
            short_desc: ShortDescription::parse(&self.short).ok()?,
            price: Price::parse(&self.price).ok()?,
            delivery_days: DeliveryDays::parse(&self.days).ok()?,
            revisions: Revisions::parse(&self.revisions).ok()?,
            category: Category::known(&self.category).ok()?,
            tags: tags(&self.tags).ok()?,
            thumbnail_url: self.pictures.first().and_then(|url| WebUrl::parse(url).ok()),
            images: images(&self.pictures).ok()?,
        })
    }

    /// Those of the fields that are another than before, if nothing in them is wrong: what was not touched is not sent.
    pub fn change(&self, before: &Self) -> Option<ServiceChange> {
        /// The value of a field that was changed; none where it is wrong.
        #[expect(clippy::option_option, reason = "wrong, unchanged, or another")]
        fn field<T, E>(now: &str, before: &str, parse: impl Fn(&str) -> Result<T, E>) -> Option<Option<T>> {
            if now == before { Some(None) } else { parse(now).ok().map(Some) }
        }
        let repainted = self.pictures != before.pictures;
        let thumbnail = || self.pictures.first().and_then(|url| WebUrl::parse(url).ok());
        Some(ServiceChange {
            title: field(&self.title, &before.title, ServiceTitle::parse)?,
            description: field(&self.description, &before.description, ServiceDescription::parse)?,
            short_desc: field(&self.short, &before.short, ShortDescription::parse)?,
            price: field(&self.price, &before.price, Price::parse)?,
            delivery_days: field(&self.days, &before.days, DeliveryDays::parse)?,
            revisions: field(&self.revisions, &before.revisions, Revisions::parse)?,
            category: field(&self.category, &before.category, Category::known)?,
            tags: field(&self.tags, &before.tags, tags)?,
            thumbnail_url: repainted.then(thumbnail),
            images: if repainted { Some(images(&self.pictures).ok()?) } else { None },
        })
    }
}

/// Tags from a text with commas between them; `#` before one is dropped.
///
/// # Errors
/// What is wrong, for a person.
pub fn tags(text: &str) -> Result<Tags, String> {
    let words = text.split(',').map(|word| word.trim().trim_start_matches('#')).filter(|word| !word.is_empty());
    let tags: Vec<Tag> =
        words.map(Tag::parse).collect::<Result<_, _>>().map_err(|error| ["A tag is too long. ", &error.to_string()].concat())?;
    Tags::new(tags).map_err(|error| error.to_string())
}

fn images(urls: &[String]) -> Result<Images, String> {
    let urls: Vec<WebUrl> = urls.iter().map(|url| WebUrl::parse(url)).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    Images::new(urls).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Draft {
        let text = str::to_owned;
        Draft {
            title: text("Key art"),
            short: text("Three directions"),
            description: text("You send\nthe brief."),
            price: text("45"),
            days: text("3"),
            revisions: text("2"),
            category: text("CREATIVE"),
            tags: text("key-art, #launch,, "),
            pictures: vec![text("https://a.test/1.png"), text("https://a.test/2.png")],
            sent: true,
        }
    }

    #[test]
    fn a_draft_is_read_back_as_it_was_written() {
        assert_eq!(Draft::parse(&sample().to_text()), Some(sample()));
        assert_eq!(Draft::parse("{"), None);
        assert_eq!(Draft::parse(r#"{"title":7,"images":{}}"#), Some(Draft::default()));
    }

    #[test]
    fn the_price_is_sent_in_cents_and_the_first_picture_in_lists() {
        let whole = sample().whole().expect("a listing");
        assert_eq!(whole.price.cents().get(), 4_500);
        assert_eq!(whole.tags.items().iter().map(Tag::as_str).collect::<Vec<_>>(), ["key-art", "launch"]);
        assert_eq!(whole.thumbnail_url.as_ref().map(WebUrl::as_str), Some("https://a.test/1.png"));
        assert_eq!(Draft { price: "1,234".into(), ..sample() }.whole(), None);
        assert_eq!(Draft { category: String::new(), ..sample() }.whole(), None);
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let before = Draft { category: "HOLOGRAMS".into(), ..sample() };
        assert_eq!(before.change(&before), Some(ServiceChange::default()));
        let dearer = Draft { price: "50.00".into(), ..before.clone() };
        assert_eq!(dearer.change(&before), Some(ServiceChange { price: Price::parse("50").ok(), ..ServiceChange::default() }));
        let bare = Draft { pictures: Vec::new(), ..before.clone() };
        let change = bare.change(&before).expect("a change");
        assert_eq!((change.thumbnail_url, change.images), (Some(None), Some(Images::default())));
        assert_eq!(Draft { days: "soon".into(), ..before.clone() }.change(&before), None);
    }
}
