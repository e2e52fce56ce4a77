//! What a seller writes of a service: read from the request, then laid over what is there.

use contract::Cents;
use contract::marketplace::{
    Category, DeliveryDays, Images, Price, Revisions, ServiceDescription, ServiceTitle, ShortDescription, Tag, Tags,
};
use contract::text::{WebUrl, WebUrlError};

use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::marketplace::services::Draft;

/// The fields of a service that a request sets.
#[derive(Debug, Default)]
pub struct Offer {
    title: Option<ServiceTitle>,
    short_desc: Option<ShortDescription>,
    description: Option<ServiceDescription>,
    price: Option<Price>,
    delivery_days: Option<DeliveryDays>,
    revisions: Option<Revisions>,
    category: Option<Category>,
    tags: Option<Tags>,
    #[expect(clippy::option_option, reason = "left as it is, removed, or set, as in the contract")]
    thumbnail_url: Option<Option<String>>,
    images: Option<Vec<String>>,
}

impl Offer {
    /// Reads a new service, all of whose fields but the pictures must be there; what is wrong is noted in the form.
    pub fn whole(form: &mut Form, origin: &Origin) -> Self {
        let tags = form.list("tags", Tag::parse);
        if !form.has("tags") {
            form.refuse("tags", "This is required.");
        }
        Self {
            title: form.required("title", ServiceTitle::parse),
            short_desc: form.required("shortDesc", ShortDescription::parse),
            description: form.required("description", ServiceDescription::parse),
            price: form.required_whole("price", price),
            delivery_days: form.required_whole("deliveryDays", DeliveryDays::new),
            revisions: form.required_whole("revisions", Revisions::new),
            category: form.required("category", Category::known),
            tags: few_tags(form, tags.or_else(|| Some(Vec::new()))),
            ..Self::pictures(form, origin)
        }
    }

    /// Reads a change; absent fields stay as they are.
    pub fn change(form: &mut Form, origin: &Origin) -> Self {
        let tags = form.list("tags", Tag::parse);
        Self {
            title: form.optional("title", ServiceTitle::parse),
            short_desc: form.optional("shortDesc", ShortDescription::parse),
            description: form.optional("description", ServiceDescription::parse),
            price: form.whole("price", price),
            delivery_days: form.whole("deliveryDays", DeliveryDays::new),
            revisions: form.whole("revisions", Revisions::new),
            category: form.optional("category", Category::known),
            tags: few_tags(form, tags),
            ..Self::pictures(form, origin)
        }
    }

    fn pictures(form: &mut Form, origin: &Origin) -> Self {
        let images = form.list("images", |url| picture(url, origin));
        if images.as_ref().is_some_and(|images| images.len() > Images::MAX) {
            form.refuse("images", format!("A service has at most {} pictures.", Images::MAX));
        }
        Self { thumbnail_url: form.clearable("thumbnailUrl", |url| picture(url, origin)), images, ..Self::default() }
    }

    /// Lays the fields over what is there.
    pub fn apply(self, draft: &mut Draft) {
        set(&mut draft.title, self.title.map(|text| text.as_str().to_owned()));
        set(&mut draft.short_desc, self.short_desc.map(|text| text.as_str().to_owned()));
        set(&mut draft.description, self.description.map(|text| text.as_str().to_owned()));
        set(&mut draft.price, self.price.map(|price| price.cents().get()));
        set(&mut draft.delivery_days, self.delivery_days.map(DeliveryDays::get));
        set(&mut draft.revisions, self.revisions.map(Revisions::get));
        set(&mut draft.category, self.category.map(|category| category.as_str().to_owned()));
        set(&mut draft.tags, self.tags.map(|tags| tags.items().iter().map(|tag| tag.as_str().to_owned()).collect()));
        set(&mut draft.thumbnail_url, self.thumbnail_url);
        set(&mut draft.images, self.images);
    }
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn price(cents: i64) -> Result<Price, contract::marketplace::PriceError> {
    Price::new(Cents::new(cents))
}

fn few_tags(form: &mut Form, tags: Option<Vec<Tag>>) -> Option<Tags> {
    Tags::new(tags?).map_err(|error| form.refuse("tags", error)).ok()
}

/// The address of a picture: one on this server is kept without the server's name.
fn picture(url: &str, origin: &Origin) -> Result<String, WebUrlError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    match origin.upload_path(url).filter(|path| !path.is_empty() && path.len() <= 256 && path.chars().all(plain)) {
        Some(path) => Ok(format!("/uploads/{path}")),
        None => WebUrl::parse(url).map(|url| url.as_str().to_owned()),
    }
}
