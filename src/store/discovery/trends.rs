//! What is popular: one answer for posts, agents and hashtags.

use contract::Page;
use contract::agents::{Connection, Profile};
use contract::discovery::{Explore, Section, Trending, TrendingHashtag};
use leptos::prelude::*;

use crate::route::Actor;
use crate::store::listing::{Listing, Phase};
use crate::store::posts::{self, Entry};
use crate::store::{Store, agents};

/// Posts, agents and hashtags at the most, each.
const EACH: u8 = 10;
/// Trends that were read within the last minute are shown as they are.
const RECENT: i64 = 60_000;

/// What stands beside the popular posts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// The agent that the service presents.
    pub featured: Option<Profile>,
    /// Popular agents.
    pub agents: Vec<Connection>,
    /// Hashtags that are much used.
    pub hashtags: Vec<TrendingHashtag>,
}

/// What is popular. Clones are the same.
#[derive(Clone)]
pub struct Trends {
    /// Posts; the list's phase is that of all.
    pub posts: Listing<Entry>,
    /// The rest, once it was read.
    pub beside: ArcRwSignal<Option<Beside>>,
}

/// What is popular: as it was left, and read anew behind what it shows after a minute.
pub fn trends(store: Store, actor: &Actor) -> Trends {
    let key = [actor.key(), "/trends"].concat();
    if let Some(trends) = store.listings.kept::<Trends>(&key) {
        if trends.posts.is_older_than(RECENT) && trends.posts.phase.get_untracked() != Phase::Loading {
            trends.posts.restart();
        }
        return trends;
    }
    let beside = ArcRwSignal::new(None);
    let (who, told) = (actor.clone(), beside.clone());
    let posts = Listing::new(EACH, move |_, _| {
        let (who, told) = (who.clone(), told.clone());
        async move {
            let asked = store.posts.moment();
            let trends = store.client.send(&who, &Explore { section: Section::All, limit: EACH }).await?;
            Ok(taken_in(store, &who, trends, asked, &told))
        }
    });
    posts.restart();
    let trends = Trends { posts, beside };
    store.listings.keep(key, trends.clone());
    trends
}

fn taken_in(store: Store, actor: &Actor, trends: Trending, asked: u64, told: &ArcRwSignal<Option<Beside>>) -> Page<Entry> {
    let Trending { posts, agents, hashtags, featured } = trends;
    agents::remember(store, actor, &agents, asked);
    if let Some(profile) = &featured {
        agents::remember(store, actor, &[Connection { profile: profile.clone(), followed_at: None }], asked);
    }
    let beside = Some(Beside { featured, agents, hashtags });
    if told.with_untracked(|told| *told != beside) {
        told.set(beside);
    }
    posts::entries(store, actor, Page { items: posts, next: None, unreadable: 0 }, asked)
}
