//! Questions that change while somebody types, and the answers that are kept to come back to.

use std::sync::Arc;

use contract::{DecodeError, Page, PageRequest, Request};
use leptos::prelude::*;
use serde_json::Value;

use crate::api::Priority;
use crate::route::Actor;
use crate::store::Store;
use crate::store::listing::{Keyed, Listing};

/// Entries a page.
const LIMIT: u8 = 20;
/// Answers of a kind that are kept at the most.
const MOST: usize = 12;
/// An answer counts for so long (milliseconds).
const RECENT: i64 = 60_000;

/// Kept answers, apart from the lists of pages: typing pushes none of those out.
struct Answers<T: 'static>(ArcStoredValue<Vec<(String, Listing<T>)>>);

impl<T> Clone for Answers<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Keyed + Clone + Send + Sync + 'static> Answers<T> {
    fn of(store: Store, actor: &Actor, kind: &str) -> Self {
        let key = [actor.key(), "/", kind].concat();
        store.listings.kept(&key).unwrap_or_else(|| {
            let answers = Self(ArcStoredValue::new(Vec::new()));
            store.listings.keep(key, answers.clone());
            answers
        })
    }

    fn find(&self, target: &str) -> Option<Listing<T>> {
        self.0.with_value(|kept| kept.iter().find(|(known, _)| known == target).map(|(_, list)| list.clone()))
    }

    fn keep(&self, target: String, list: Listing<T>) {
        self.0.update_value(|kept| {
            kept.retain(|(known, _)| *known != target);
            kept.truncate(MOST - 1);
            kept.insert(0, (target, list));
        });
    }
}

/// Makes the request for a page.
pub(super) type ToRequest = Box<dyn Fn(PageRequest) -> Request + Send + Sync>;
/// Takes in a page from an answer to a question asked at a moment.
pub(super) type Read<T> = Arc<dyn Fn(Store, &Actor, &Value, u64) -> Result<Page<T>, DecodeError> + Send + Sync>;

/// A question whose answer is a list.
pub struct Asked<T: 'static> {
    target: String,
    list: Listing<T>,
    is_kept: bool,
    answers: Answers<T>,
}

impl<T: Keyed + Clone + Send + Sync + 'static> Asked<T> {
    /// The question that the first page's address tells from others; `read` takes in an answer, with the moment of the question.
    pub(super) fn new(store: Store, actor: &Actor, kind: &str, request: ToRequest, read: Read<T>) -> Self {
        let answers = Answers::of(store, actor, kind);
        let target = request(PageRequest::first(LIMIT)).target();
        let kept = answers.find(&target);
        let is_kept = kept.is_some();
        let who = actor.clone();
        let make = || {
            Listing::new(LIMIT, move |page, _| {
                let (who, request, read) = (who.clone(), request(page), Arc::clone(&read));
                async move {
                    let asked = store.posts.moment();
                    let answer = store.client.value(&who, &request, Priority::Click).await?;
                    read(store, &who, &answer, asked).map_err(|error| store.client.undecodable(request, error.what))
                }
            })
        };
        Self { target, list: kept.unwrap_or_else(make), is_kept, answers }
    }

    /// The kept answer, however old.
    pub fn kept(&self) -> Option<Listing<T>> {
        self.is_kept.then(|| self.list.clone())
    }

    /// Whether the kept answer is so recent that the service need not be asked.
    pub fn is_recent(&self) -> bool {
        self.is_kept && !self.list.is_older_than(RECENT)
    }

    /// Asks the service. When this is dropped meanwhile, the request is taken back and nothing is kept.
    pub async fn answer(self) -> Listing<T> {
        self.list.clone().restarted().await;
        self.answers.keep(self.target, self.list.clone());
        self.list
    }
}
