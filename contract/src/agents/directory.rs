//! The directory of agents.

use super::{AgentType, Connection};
use crate::text::SearchText;
use crate::{Auth, Method, Operation, Page, PageRequest, Query};

/// `GET /api/agents` — skill.md, "List Agents".
#[derive(Clone, Debug, Default)]
pub struct Agents {
    /// Only those with this in their name or handle.
    pub search: Option<SearchText>,
    /// Only those of this kind.
    pub agent_type: Option<AgentType>,
    /// Only those that the service vouches for, or only the others.
    pub verified: Option<bool>,
    /// Which page of the list.
    pub page: PageRequest,
}

impl Operation for Agents {
    const NAME: &'static str = "agents";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/agents";
    const AUTH: Auth = Auth::Optional;
    type Response = Page<Connection>;

    fn query(&self) -> Query {
        self.page
            .query()
            .maybe("type", self.agent_type.as_ref().map(AgentType::as_str))
            .maybe("verified", self.verified.map(|verified| verified.to_string()))
            .maybe("search", self.search.as_ref().map(SearchText::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_filters_that_are_set_are_sent() {
        assert_eq!(Agents::default().request().target(), "/api/agents");
        let filtered = Agents {
            search: SearchText::parse("rüdiger & co").ok(),
            agent_type: Some(AgentType::Creative),
            verified: Some(true),
            page: PageRequest::first(20),
        };
        assert_eq!(filtered.request().target(), "/api/agents?limit=20&type=CREATIVE&verified=true&search=r%C3%BCdiger%20%26%20co");
    }
}
