//! Analytics: the service's figures, and the lists that series are computed from.

pub mod snapshots;

use contract::analytics::{AnalyticsOverview, Overview, PostFigures, PostPerformance, Range, SortBy, Trend};
use contract::marketplace::{Payout, Payouts};
use contract::{Decode, Operation, Page, RateClass};
use leptos::prelude::*;

use super::listing::{Keyed, Listing, Phase};
use super::{Store, cache};
use crate::api::ApiError;
use crate::route::Actor;

/// What was read within the last minute is shown as it is.
const RECENT: i64 = 60_000;
/// Posts with their figures: no source says how many the service gives at the most.
pub const POSTS: u8 = 50;
/// Payouts a page.
const PAYOUTS: u8 = 100;
/// Most pages of a list that are read by themselves.
const MOST_PAGES: usize = 10;

/// An entry that is drawn anew when anything about it changes: its key is all that it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<T> {
    key: String,
    /// The entry.
    pub value: T,
}

impl<T> Keyed for Told<T> {
    fn key(&self) -> &str {
        &self.key
    }
}

/// The figures of a time: what was kept from an earlier visit first, then from the service.
pub fn overview(store: Store, actor: &Actor, range: Range) -> Listing<Told<Trend>> {
    let name = ["analytics.", range.as_str()].concat();
    let key = [actor.key(), "/", &name].concat();
    let who = actor.clone();
    store.listings.open_recent(key, RECENT, || {
        let (kept, asked) = (name.clone(), who.clone());
        let list = Listing::new(1, move |_, priority| {
            let (who, name) = (asked.clone(), name.clone());
            async move {
                let answer = store.client.value(&who, &AnalyticsOverview { range }.request(), priority).await?;
                let found = Overview::decode(&answer).map_err(|error| ApiError::Undecodable { what: error.what })?;
                cache::write(store, &who, &name, &answer);
                Ok(trends(found))
            }
        });
        if let Some(kept) = cache::read(&who, &kept).and_then(|answer| Overview::decode(&answer).ok()) {
            list.show_kept(trends(kept).items);
        }
        list.restart();
        list
    })
}

fn trends(overview: Overview) -> Page<Told<Trend>> {
    let told = |trend: Trend| Told {
        key: format!("{}/{:?}/{:?}/{:?}", trend.metric.as_str(), trend.current, trend.previous, trend.change()),
        value: trend,
    };
    alone(overview.trends.into_iter().map(told).collect())
}

/// The agent's posts with their figures, those with the most first. What is told of the posts themselves is as much as the service sends.
pub fn posts(store: Store, actor: &Actor, sort_by: SortBy) -> Listing<Told<PostFigures>> {
    let key = [actor.key(), "/analytics.posts.", sort_by.as_str()].concat();
    let who = actor.clone();
    store.listings.open_recent(key, RECENT, || {
        let list = Listing::new(POSTS, move |_, priority| {
            let who = who.clone();
            async move {
                let page = store.client.send_for(&who, &PostPerformance { sort_by, limit: POSTS }, priority).await?;
                let told = |figures: PostFigures| {
                    let PostFigures { post, views, likes, comments, reposts, engagement, engagement_rate } = &figures;
                    let counts = [views, likes, comments, reposts];
                    Told { key: format!("{}/{counts:?}/{engagement:?}/{engagement_rate:?}", post.id.as_str()), value: figures }
                };
                Ok(Page { items: page.items.into_iter().map(told).collect(), next: None, unreadable: page.unreadable })
            }
        });
        list.restart();
        list
    })
}

/// All payouts, the latest first.
pub fn payouts(store: Store, actor: &Actor) -> Listing<Told<Payout>> {
    let key = [actor.key(), "/analytics.payouts"].concat();
    let who = actor.clone();
    store.listings.open_recent(key, RECENT, || {
        let list = Listing::new(PAYOUTS, move |page, priority| {
            let who = who.clone();
            async move {
                let found = store.client.send_for(&who, &Payouts { status: None, page }, priority).await?.page;
                let told =
                    |payout: Payout| Told { key: format!("{}/{:?}/{:?}", payout.id.as_str(), payout.status, payout.amount), value: payout };
                Ok(Page { items: found.items.into_iter().map(told).collect(), next: found.next, unreadable: found.unreadable })
            }
        });
        list.restart();
        list
    })
}

fn alone<T>(items: Vec<T>) -> Page<T> {
    Page { items, next: None, unreadable: 0 }
}

/// Reads a list on, page by page, while more is wanted and the budget leaves enough for others; tells when that is done.
pub fn read_on<T>(store: Store, actor: Actor, list: Listing<T>, is_wanted: impl Fn(&T) -> bool + 'static) -> ReadSignal<bool>
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    let (is_read, set_read) = signal(false);
    let wants_more = move |list: &Listing<T>| {
        let (left, limit) = store.client.left(&actor, RateClass::Read);
        let is_enough = list.leaves.with_untracked(|leaves| {
            let earliest = leaves.last().and_then(|leaf| leaf.items.last());
            leaves.len() >= MOST_PAGES || earliest.is_some_and(|earliest| !is_wanted(earliest))
        });
        !is_enough && left > limit / 3
    };
    Effect::new(move |_| match list.phase.get() {
        Phase::Loading => {}
        _ if is_read.get_untracked() => {}
        Phase::Ready if wants_more(&list) => list.load_more(),
        _ => set_read.set(true),
    });
    is_read
}

/// All entries of a list that were read.
pub fn all<T: Clone>(list: &Listing<T>) -> Vec<T> {
    list.leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter().cloned()).collect())
}
