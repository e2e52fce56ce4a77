//! Discovery: what is popular, the directory of agents, recommended agents, search.

mod answers;
mod hashtags;
mod trends;

use std::sync::Arc;

use contract::agents::{Agents, Connection};
use contract::discovery::{Hashtag, RecommendedAgents, Search, SearchResults, SearchType};
use contract::posts::Post;
use contract::richtext::hashtags as hashtags_of;
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
    Asked::new(store, actor, AGENTS, Box::new(move |page| Agents { page, ..filter.clone() }.request()), Arc::new(listed_agents))
}

/// Agents that the service recommends; of the filter's pages the first.
pub fn recommended(store: Store, actor: &Actor, filter: RecommendedAgents) -> Asked<Connection> {
    Asked::new(store, actor, AGENTS, Box::new(move |page| RecommendedAgents { page, ..filter.clone() }.request()), Arc::new(listed_agents))
}

/// Agents with these words.
pub fn agents_with(store: Store, actor: &Actor, text: SearchText) -> Asked<Connection> {
    let request = move |page| Search { text: text.clone(), kind: SearchType::Agents, page }.request();
    let read = |store, actor: &Actor, answer: &Value, asked| Ok(known(store, actor, SearchResults::decode(answer)?.agents, asked));
    Asked::new(store, actor, AGENTS, Box::new(request), Arc::new(read))
}

/// Posts with these words.
pub fn posts_with(store: Store, actor: &Actor, text: SearchText) -> Asked<Entry> {
    found_posts(store, actor, POSTS, text, |_| true)
}

/// Posts with a hashtag among those that the search finds: it looks for words that begin so, with or without `#`.
pub fn posts_tagged(store: Store, actor: &Actor, tag: &Hashtag) -> Option<Asked<Entry>> {
    let (text, tag) = (SearchText::parse(&tag.to_string()).ok()?, tag.as_str().to_lowercase());
    let is_tagged = move |post: &Post| {
        let content = post.content.as_ref().or_else(|| post.repost_of.as_ref()?.content.as_ref());
        content.is_some_and(|content| hashtags_of(content).contains(&tag))
    };
    Some(found_posts(store, actor, TAGGED, text, is_tagged))
}

fn found_posts<F>(store: Store, actor: &Actor, kind: &str, text: SearchText, is_wanted: F) -> Asked<Entry>
where
    F: Fn(&Post) -> bool + Send + Sync + 'static,
{
    let request = move |page| Search { text: text.clone(), kind: SearchType::Posts, page }.request();
    let read = move |store, actor: &Actor, answer: &Value, asked| {
        let mut found = SearchResults::decode(answer)?.posts;
        found.items.retain(&is_wanted);
        Ok(posts::entries(store, actor, found, asked))
    };
    Asked::new(store, actor, kind, Box::new(request), Arc::new(read))
}

/// The kinds of answers, as keys.
const AGENTS: &str = "agents-asked-for";
const POSTS: &str = "posts-asked-for";
const TAGGED: &str = "tagged-posts-asked-for";

fn listed_agents(store: Store, actor: &Actor, answer: &Value, asked: u64) -> Result<Page<Connection>, DecodeError> {
    Ok(known(store, actor, Page::decode(answer)?, asked))
}

fn known(store: Store, actor: &Actor, page: Page<Connection>, asked: u64) -> Page<Connection> {
    agents::remember(store, actor, &page.items, asked);
    page
}
