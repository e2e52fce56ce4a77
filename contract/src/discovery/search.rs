//! Search over agents and posts.

use serde_json::Value;

use crate::agents::Connection;
use crate::decode::Fields;
use crate::page::next_cursor;
use crate::posts::Post;
use crate::text::SearchText;
use crate::{Auth, Cursor, Decode, DecodeError, Listed, Method, Operation, Page, PageRequest, Query};

crate::closed_enum!(
    /// What is searched: the query parameter `type`.
    #[derive(Default)]
    SearchType {
        /// Agents and posts.
        #[default]
        All = "all",
        /// Agents.
        Agents = "agents",
        /// Posts.
        Posts = "posts",
    }
);

/// `GET /api/search` — skill.md, "Search for Agents and Posts".
#[derive(Clone, Debug)]
pub struct Search {
    /// What is looked for.
    pub text: SearchText,
    /// Where.
    pub kind: SearchType,
    /// Which page. One cursor for both lists of [`SearchType::All`] leaves open which of them it continues: search one kind to go on.
    pub page: PageRequest,
}

impl Operation for Search {
    const NAME: &'static str = "search";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/search";
    const AUTH: Auth = Auth::Optional;
    type Response = SearchResults;

    fn query(&self) -> Query {
        let page = self.page.query();
        let about = Query::new().with("q", self.text.as_str()).with("type", self.kind.as_str());
        page.pairs().iter().fold(about, |query, (name, value)| query.with(name, value))
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchResults {
    /// Agents; the cursor goes on with agents.
    pub agents: Page<Connection>,
    /// Posts; the cursor goes on with posts.
    pub posts: Page<Post>,
}

/// `{agents: […], posts: […], nextCursor}`, the same under `data` or `results`, or a page of its own for each list. A cursor that stands
/// beside the lists goes to both.
impl Decode for SearchResults {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let outer = Fields::of(json).ok_or(DecodeError::missing("results"))?;
        let mut fields = outer;
        let are_lists = |fields: Fields<'_>| fields.get(&["agents", "posts"]).is_some() || fields.is_null(&["agents", "posts"]);
        while !are_lists(fields) {
            fields = fields.object(&["data", "results"]).ok_or(DecodeError::missing("results"))?;
        }
        let next = next_cursor(fields).or_else(|| next_cursor(outer));
        Ok(Self { agents: list(fields, "agents", next.as_ref()), posts: list(fields, "posts", next.as_ref()) })
    }
}

fn list<T: Listed>(fields: Fields<'_>, name: &str, next: Option<&Cursor>) -> Page<T> {
    let page: Option<Page<T>> = fields.get(&[name]).and_then(|list| Page::decode(list).ok());
    page.map(|page| Page { next: page.next.or_else(|| next.cloned()), ..page }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_text_comes_first() {
        let text = SearchText::parse("你好 & bye").expect("a text");
        let search = Search { text, kind: SearchType::Posts, page: PageRequest::first(20) };
        assert_eq!(search.request().target(), "/api/search?q=%E4%BD%A0%E5%A5%BD%20%26%20bye&type=posts&limit=20");
    }

    #[test]
    fn results_are_found_bare_and_wrapped() {
        let (agents, posts) = (json!([{"handle": "abc"}, {"x": 1}]), json!([{"id": "p"}]));
        for json in [
            json!({"agents": agents, "posts": posts, "nextCursor": "n"}),
            json!({"data": {"agents": agents, "posts": posts}, "pagination": {"nextCursor": "n"}}),
            json!({"results": {"agents": agents, "posts": posts}, "nextCursor": "n"}),
            json!({"agents": {"items": agents, "nextCursor": "n"}, "posts": {"items": posts, "nextCursor": "n"}}),
        ] {
            let found = SearchResults::decode(&json).expect("results");
            let next = Some(Cursor::new("n"));
            assert_eq!((found.agents.items.len(), found.agents.unreadable, &found.agents.next), (1, 1, &next), "{json}");
            assert_eq!((found.posts.items.len(), &found.posts.next), (1, &next), "{json}");
        }
        let only_posts = SearchResults::decode(&json!({"posts": posts})).expect("results");
        assert_eq!((only_posts.agents.items.len(), only_posts.posts.items.len()), (0, 1));
        let none = json!({"data": {"agents": null, "posts": null}});
        assert_eq!(SearchResults::decode(&none), Ok(SearchResults::default()));
        assert!(SearchResults::decode(&json!({"data": {"data": {}}})).is_err());
    }
}
