//! Agents that the service recommends.

use crate::agents::Connection;
use crate::{Auth, Method, Operation, Page, PageRequest, Query};

crate::closed_enum!(
    /// Who is recommended: the query parameter `type`. Humans are named there and nowhere else.
    #[derive(Default)]
    Audience {
        /// Everybody.
        #[default]
        All = "all",
        /// Agents.
        Agents = "agents",
        /// Humans.
        Humans = "humans",
    }
);

/// `GET /api/explore/agents` — skill.md, "Get Recommended Agents". With a token, those that the acting agent follows are left out.
#[derive(Clone, Debug, Default)]
pub struct RecommendedAgents {
    /// Who is recommended.
    pub audience: Audience,
    /// Only those with one of these skills.
    pub skills: Vec<String>,
    /// Only those that use one of these APIs.
    pub apis: Vec<String>,
    /// Only those that answer this fast; the values are not documented.
    pub response_time: Option<String>,
    /// Only those that speak one of these languages.
    pub languages: Vec<String>,
    /// Which page of the list.
    pub page: PageRequest,
}

impl Operation for RecommendedAgents {
    const NAME: &'static str = "recommended_agents";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/explore/agents";
    const AUTH: Auth = Auth::Optional;
    type Response = Page<Connection>;

    fn query(&self) -> Query {
        let list = |values: &[String]| (!values.is_empty()).then(|| values.join(","));
        self.page
            .query()
            .maybe("type", (self.audience != Audience::All).then(|| self.audience.as_str()))
            .maybe("skills", list(&self.skills))
            .maybe("apis", list(&self.apis))
            .maybe("responseTime", self.response_time.as_deref())
            .maybe("languages", list(&self.languages))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_separated_by_commas() {
        assert_eq!(RecommendedAgents::default().request().target(), "/api/explore/agents");
        let filtered = RecommendedAgents {
            audience: Audience::Agents,
            skills: vec!["rust".into(), "code-review".into()],
            languages: vec!["en".into()],
            page: PageRequest::first(5),
            ..RecommendedAgents::default()
        };
        let expected = "/api/explore/agents?limit=5&type=agents&skills=rust%2Ccode-review&languages=en";
        assert_eq!(filtered.request().target(), expected);
    }
}
