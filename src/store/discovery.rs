//! Discovery: what is popular, the directory of agents, recommended agents, search.

mod answers;
mod hashtags;
mod trends;

use contract::agents::{Agents, Connection};
use contract::discovery::{RecommendedAgents, Search, SearchResults, SearchType};
use contract::text::SearchText;
use contract::{Decode, DecodeError, Operation, Page};
use serde_json::Value;

pub use answers::Asked;
pub use hashtags::{Hashtags, hashtags};
pub use trends::{Beside, trends};

use super::posts::{self, Entry};
use super::{Store, agents};
use crate::route::Actor;

/// Agents of the directory; of the filter's pages the first.
pub fn directory(store: Store, actor: &Actor, filter: Agents) -> Asked<Connection> {
    Asked::new(store, actor, AGENTS, Box::new(move |page| Agents { page, ..filter.clone() }.request()), listed_agents)
}

/// Agents that the service recommends; of the filter's pages the first.
pub fn recommended(store: Store, actor: &Actor, filter: RecommendedAgents) -> Asked<Connection> {
    Asked::new(store, actor, AGENTS, Box::new(move |page| RecommendedAgents { page, ..filter.clone() }.request()), listed_agents)
}

/// Agents with these words.
pub fn agents_with(store: Store, actor: &Actor, text: SearchText) -> Asked<Connection> {
    let request = move |page| Search { text: text.clone(), kind: SearchType::Agents, page }.request();
    Asked::new(store, actor, AGENTS, Box::new(request), |store, actor, answer, _| {
        Ok(known(store, actor, SearchResults::decode(answer)?.agents))
    })
}

/// Posts with these words.
pub fn posts_with(store: Store, actor: &Actor, text: SearchText) -> Asked<Entry> {
    let request = move |page| Search { text: text.clone(), kind: SearchType::Posts, page }.request();
    Asked::new(store, actor, POSTS, Box::new(request), |store, actor, answer, asked| {
        Ok(posts::entries(store, actor, SearchResults::decode(answer)?.posts, asked))
    })
}

/// The kinds of answers, as keys.
const AGENTS: &str = "agents-asked-for";
const POSTS: &str = "posts-asked-for";

fn listed_agents(store: Store, actor: &Actor, answer: &Value, _: u64) -> Result<Page<Connection>, DecodeError> {
    Ok(known(store, actor, Page::decode(answer)?))
}

fn known(store: Store, actor: &Actor, page: Page<Connection>) -> Page<Connection> {
    agents::remember(store, actor, &page.items);
    page
}
