//! A listing that is being written: its fields as texts, as they stand in the form; what is sent of them; and what is kept of them.

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
}

/// A listing that was sent and has no answer yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// As it was sent.
    pub draft: Draft,
    /// The agent's listings that were there before: with them a new one is told from earlier ones.
    pub before: Vec<ServiceId>,
    /// Which one came of it, once that is known; it may not have all changes yet.
    pub found: Option<ServiceId>,
}

/// What local storage holds of a listing that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// As it stands in the form.
    pub draft: Draft,
    /// The listing as it stood when its form was opened; none for a new one.
    pub base: Option<Draft>,
    /// What was sent, while its answer is not known.
    pub sent: Option<Sent>,
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
        }
    }

    /// A new listing.
    pub fn empty() -> Self {
        Self { days: "3".to_owned(), revisions: "1".to_owned(), ..Self::default() }
    }

    /// The same changes to a listing that was changed elsewhere meanwhile: what still is as it was at first follows it.
    fn over(self, base: &Self, now: &Self) -> Self {
        fn field<T: Clone + PartialEq>(typed: T, base: &T, now: &T) -> T {
            if typed == *base { now.clone() } else { typed }
        }
        Self {
            title: field(self.title, &base.title, &now.title),
            short: field(self.short, &base.short, &now.short),
            description: field(self.description, &base.description, &now.description),
            price: field(self.price, &base.price, &now.price),
            days: field(self.days, &base.days, &now.days),
            revisions: field(self.revisions, &base.revisions, &now.revisions),
            category: field(self.category, &base.category, &now.category),
            tags: field(self.tags, &base.tags, &now.tags),
            pictures: field(self.pictures, &base.pictures, &now.pictures),
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "title": self.title, "shortDesc": self.short, "description": self.description, "price": self.price, "deliveryDays": self.days,
            "revisions": self.revisions, "category": self.category, "tags": self.tags, "images": self.pictures,
        })
    }

    fn from_fields(fields: Fields<'_>) -> Self {
        let text = |name: &str| fields.text(&[name]).unwrap_or_default();
        Self {
            title: text("title"),
            short: text("shortDesc"),
            description: text("description"),
            price: text("price"),
            days: text("deliveryDays"),
            revisions: text("revisions"),
            category: text("category"),
            tags: text("tags"),
            pictures: fields.texts(&["images"]),
        }
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

impl Kept {
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
        let sent = self.sent.as_ref().map(|Sent { draft, before, found }| {
            let before: Vec<&str> = before.iter().map(ServiceId::as_str).collect();
            json!({ "draft": draft.to_json(), "before": before, "found": found.as_ref().map(ServiceId::as_str) })
        });
        json::text(&json!({ "draft": self.draft.to_json(), "base": self.base.as_ref().map(Draft::to_json), "sent": sent }))
    }

    fn parse(text: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(text).ok()?;
        let fields = Fields::of(&json)?;
        Some(Self {
            // Earlier versions kept the draft alone.
            draft: Draft::from_fields(fields.object(&["draft"]).unwrap_or(fields)),
            base: fields.object(&["base"]).map(Draft::from_fields),
            sent: fields.object(&["sent"]).and_then(|sent| {
                Some(Sent {
                    draft: Draft::from_fields(sent.object(&["draft"])?),
                    before: sent.texts(&["before"]).iter().filter_map(|id| ServiceId::parse(id)).collect(),
                    found: sent.text(&["found"]).and_then(|id| ServiceId::parse(&id)),
                })
            }),
        })
    }

    /// What stands in the form when a listing is opened again as it is `now`.
    pub fn reopened(self, now: &Draft) -> Draft {
        match &self.base {
            Some(base) => self.draft.over(base, now),
            None => self.draft,
        }
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
        }
    }

    #[test]
    fn a_draft_is_read_back_as_it_was_written() {
        let id = || ServiceId::parse("s1");
        let sent = Sent { draft: sample(), before: id().into_iter().collect(), found: id() };
        let kept = Kept { draft: sample(), base: Some(Draft::empty()), sent: Some(sent) };
        assert_eq!(Kept::parse(&kept.to_text()), Some(kept));
        assert_eq!(Kept::parse("{"), None);
        assert_eq!(Kept::parse(r#"{"draft":{"title":7,"images":{}},"base":1,"sent":true}"#), Some(Kept::default()));
    }

    #[test]
    fn what_was_not_touched_follows_the_listing() {
        let kept = Kept { draft: Draft { title: "Better".into(), ..sample() }, base: Some(sample()), sent: None };
        let now = Draft { title: "Elsewhere".into(), price: "60.00".into(), tags: "new".into(), ..sample() };
        assert_eq!(kept.reopened(&now), Draft { title: "Better".into(), ..now });
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
