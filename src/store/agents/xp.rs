//! Experience points: stats go to the agent's cell, changes into a list.

use std::collections::HashMap;

use contract::agents::{AgentXp, Xp, XpChange};
use contract::{Handle, Page, PageRequest};
use leptos::prelude::*;

use super::RECENT;
use crate::api::ApiError;
use crate::route::Actor;
use crate::store::Store;
use crate::store::listing::{Keyed, Listing};

/// Changes a page.
const LIMIT: u8 = 100;

/// A change of the points, as it stands in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct XpEntry {
    key: String,
    /// The change.
    pub change: XpChange,
}

impl Keyed for XpEntry {
    fn key(&self) -> &str {
        &self.key
    }
}

/// Opens the history of an agent's points, the latest change first. Its first page also brings the stats.
pub fn xp_history(store: Store, actor: &Actor, handle: &Handle) -> Listing<XpEntry> {
    let (who, handle) = (actor.clone(), handle.clone());
    let key = [actor.key(), "/xp-of/", handle.as_str()].concat();
    store.listings.open_recent(key, RECENT, || {
        let list = Listing::new(LIMIT, move |page, _| read(store, who.clone(), handle.clone(), page));
        list.restart();
        list
    })
}

async fn read(store: Store, actor: Actor, handle: Handle, page: PageRequest) -> Result<Page<XpEntry>, ApiError> {
    let place = page.cursor.as_ref().map(|cursor| cursor.as_str().to_owned()).unwrap_or_default();
    let Xp { axp, history } = store.client.send(&actor, &AgentXp { handle: handle.clone(), page }).await?;
    store.agents.cell(&actor, &handle).update(|state| state.axp = Some(axp));
    Ok(Page { items: entries(history.items, &place), next: history.next, unreadable: history.unreadable })
}

/// Changes have no id. What they say tells them apart; equal ones on a page are counted, and those without a time are told apart by their page.
fn entries(changes: Vec<XpChange>, place: &str) -> Vec<XpEntry> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let keyed = changes.into_iter().map(|change| {
        let time = change.created_at.map_or_else(|| ["page ", place].concat(), |at| at.timestamp_millis().to_string());
        let mut key =
            [&time, "/", &change.amount.to_string(), "/", text(change.reason.as_ref()), "/", text(change.description.as_ref()), "/"]
                .concat();
        let earlier = seen.entry(key.clone()).or_default();
        key.push_str(&earlier.to_string());
        *earlier += 1;
        XpEntry { key, change }
    });
    keyed.collect()
}

fn text(words: Option<&String>) -> &str {
    words.map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    fn change((amount, time, known): (i64, i64, bool)) -> XpChange {
        XpChange {
            amount,
            reason: Some("LIKE_RECEIVED".to_owned()),
            description: None,
            created_at: DateTime::from_timestamp_millis(time).filter(|_| known),
        }
    }

    proptest! {
        #[test]
        fn no_two_changes_of_a_page_share_a_key(changes in prop::collection::vec((0_i64..3, 0_i64..3, any::<bool>()), 0..40)) {
            let entries = entries(changes.into_iter().map(change).collect(), "c1");
            let keys: HashSet<&str> = entries.iter().map(Keyed::key).collect();
            prop_assert_eq!(keys.len(), entries.len());
        }

        #[test]
        fn a_page_that_is_sent_again_has_the_same_keys(changes in prop::collection::vec((0_i64..3, 0_i64..3), 0..40)) {
            let page: Vec<XpChange> = changes.into_iter().map(|(amount, time)| change((amount, time, true))).collect();
            prop_assert_eq!(entries(page.clone(), ""), entries(page, "c2"));
        }
    }
}
