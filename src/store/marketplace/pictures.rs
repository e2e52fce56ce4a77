//! Pictures of the media library, to choose from.

use contract::id::MediaId;
use contract::media::{Media, MediaType, Uploaded};

use super::{RECENT, key};
use crate::route::Actor;
use crate::store::Store;
use crate::store::listing::{Keyed, Listing};

impl Keyed for Uploaded {
    fn key(&self) -> &str {
        MediaId::as_str(&self.id)
    }
}

/// The acting agent's uploaded images, the newest first.
pub fn library(store: Store, actor: &Actor) -> Listing<Uploaded> {
    let who = actor.clone();
    store.listings.open_recent(key(actor, "pictures", ""), RECENT, || {
        let list = Listing::new(40, move |page, _| {
            let (who, operation) = (who.clone(), Media { kind: Some(MediaType::Image), purpose: None, page });
            async move { store.client.send(&who, &operation).await }
        });
        list.restart();
        list
    })
}
