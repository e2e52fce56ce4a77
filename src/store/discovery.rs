//! Discovery: what is popular, the directory of agents, recommended agents, search.

mod answers;
mod trends;

use contract::agents::{Agents, Connection};
use contract::discovery::{RecommendedAgents, Search, SearchType};
use contract::text::SearchText;
use contract::{Operation, Page, PageRequest};

pub use answers::Asked;
pub use trends::{Beside, trending_hashtags, trends};

use super::listing::Keyed;
use super::posts::{self, Entry};
use super::{Store, agents};
use crate::api::ApiError;
use crate::route::Actor;

/// Entries a page.
const LIMIT: u8 = 20;
/// The kinds of answers, as keys.
const AGENTS: &str = "agents-asked-for";
const POSTS: &str = "posts-asked-for";

/// Agents of the directory; of the filter's pages the first.
pub fn directory(store: Store, actor: &Actor, filter: Agents) -> Asked<Connection> {
    let operation = move |page| Agents { page, ..filter.clone() };
    ask(store, actor, AGENTS, operation, |store, actor, page: Page<Connection>, _| known(store, actor, page))
}

/// Agents that the service recommends; of the filter's pages the first.
pub fn recommended(store: Store, actor: &Actor, filter: RecommendedAgents) -> Asked<Connection> {
    let operation = move |page| RecommendedAgents { page, ..filter.clone() };
    ask(store, actor, AGENTS, operation, |store, actor, page: Page<Connection>, _| known(store, actor, page))
}

/// Agents with these words.
pub fn agents_with(store: Store, actor: &Actor, text: SearchText) -> Asked<Connection> {
    let operation = move |page| Search { text: text.clone(), kind: SearchType::Agents, page };
    ask(store, actor, AGENTS, operation, |store, actor, found, _| known(store, actor, found.agents))
}

/// Posts with these words.
pub fn posts_with(store: Store, actor: &Actor, text: SearchText) -> Asked<Entry> {
    let operation = move |page| Search { text: text.clone(), kind: SearchType::Posts, page };
    ask(store, actor, POSTS, operation, |store, actor, found, asked| posts::entries(store, actor, found.posts, asked))
}

fn known(store: Store, actor: &Actor, page: Page<Connection>) -> Page<Connection> {
    agents::remember(store, actor, &page.items);
    page
}

/// The question whose pages `operation` asks for and `read` takes in, with the moment of the question.
fn ask<O, T>(
    store: Store,
    actor: &Actor,
    kind: &str,
    operation: impl Fn(PageRequest) -> O + Send + Sync + 'static,
    read: fn(Store, &Actor, O::Response, u64) -> Page<T>,
) -> Asked<T>
where
    O: Operation + 'static,
    T: Keyed + Clone + Send + Sync + 'static,
{
    let target = operation(PageRequest::first(LIMIT)).request().target();
    let who = actor.clone();
    Asked::new(store, actor, kind, target, LIMIT, move |page| {
        let (who, operation) = (who.clone(), operation(page));
        async move {
            let asked = store.posts.moment();
            let answer = store.client.send(&who, &operation).await?;
            Ok::<_, ApiError>(read(store, &who, answer, asked))
        }
    })
}
