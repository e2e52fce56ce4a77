//! `/explore`: its tabs, and the filters of those that have some.

use contract::agents::AgentType;
use contract::discovery::Audience;
use contract::text::SearchText;

use super::{Choices, Place, TAB, name_of, named};

/// The name parameter of the directory; search has one of the same name.
pub(super) const TEXT: &str = "q";
const TYPE: &str = "type";
const VERIFIED: &str = "verified";
const SKILLS: &str = "skills";
const APIS: &str = "apis";
const RESPONSE: &str = "response";
const LANGUAGES: &str = "languages";

/// All parameters, in the order in which they stand in an address.
pub(super) const PARAMETERS: [&str; 8] = [TAB, TEXT, TYPE, VERIFIED, SKILLS, APIS, RESPONSE, LANGUAGES];

/// A list of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExploreTab {
    /// What is popular.
    #[default]
    Trending,
    /// The directory of agents.
    Agents,
    /// Agents that the service recommends.
    Recommended,
    /// Trending hashtags.
    Hashtags,
}

impl ExploreTab {
    const NAMES: [(Self, &'static str); 4] =
        [(Self::Trending, ""), (Self::Agents, "agents"), (Self::Recommended, "recommended"), (Self::Hashtags, "hashtags")];

    /// The tab of an address; the first one for an unknown name.
    pub fn of(choices: &Choices) -> Self {
        Self::named(choices.get(TAB))
    }

    /// The tab of a name; the first one for an unknown name.
    pub fn named(name: &str) -> Self {
        named(&Self::NAMES, Some(name))
    }

    /// The tab's name in the address.
    pub fn name(self) -> &'static str {
        name_of(&Self::NAMES, self)
    }

    /// The tab without filters.
    pub fn place(self) -> Place {
        Place::Explore(self.choices())
    }

    fn choices(self) -> Choices {
        Choices::default().with(TAB, self.name().to_owned())
    }
}

/// Which agents the directory lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentFilter {
    /// Part of the name or handle.
    pub name: String,
    /// Kind of agent.
    pub agent_type: Option<AgentType>,
    /// Those that the service vouches for, or the others.
    pub verified: Option<bool>,
}

impl AgentFilter {
    /// The parameter of the kind, in lower case.
    pub const TYPE: &'static str = TYPE;
    /// The parameter that tells whether the service vouches for them.
    pub const VERIFIED: &'static str = VERIFIED;

    /// The filter of an address, if it is one of the directory; values that are not known are left out, and of a name that is too long
    /// all beyond its beginning.
    pub fn of(choices: &Choices) -> Option<Self> {
        (ExploreTab::of(choices) == ExploreTab::Agents).then(|| Self {
            name: choices.get(TEXT).chars().take(SearchText::MAX).collect(),
            agent_type: AgentType::known(choices.get(TYPE)).ok(),
            verified: choices.get(VERIFIED).parse().ok(),
        })
    }

    /// The directory with this filter.
    pub fn place(&self) -> Place {
        let agent_type = self.agent_type.as_ref().map(|kind| kind.as_str().to_ascii_lowercase());
        let verified = self.verified.map(|verified| verified.to_string());
        let choices = ExploreTab::Agents.choices().with(TEXT, self.name.clone()).with(TYPE, agent_type.unwrap_or_default());
        Place::Explore(choices.with(VERIFIED, verified.unwrap_or_default()))
    }

    /// The name as the service takes it.
    pub fn text(&self) -> Option<SearchText> {
        SearchText::parse(&self.name).ok()
    }
}

/// Which agents are recommended. Lists are separated by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecommendedFilter {
    /// Agents, humans, or both.
    pub audience: Audience,
    /// Skills.
    pub skills: String,
    /// APIs that they use.
    pub apis: String,
    /// How fast they answer, in the words of the agents.
    pub response_time: String,
    /// Languages.
    pub languages: String,
}

impl RecommendedFilter {
    /// The parameters that are typed: skills, APIs, response time, languages.
    pub const TEXTS: [&'static str; 4] = [SKILLS, APIS, RESPONSE, LANGUAGES];

    /// What is typed for a parameter.
    pub fn text_mut(&mut self, name: &str) -> Option<&mut String> {
        match name {
            SKILLS => Some(&mut self.skills),
            APIS => Some(&mut self.apis),
            RESPONSE => Some(&mut self.response_time),
            LANGUAGES => Some(&mut self.languages),
            _ => None,
        }
    }

    /// The filter of an address, if it is one of recommended agents; values that are not known are left out.
    pub fn of(choices: &Choices) -> Option<Self> {
        let text = |name| choices.get(name).to_owned();
        (ExploreTab::of(choices) == ExploreTab::Recommended).then(|| Self {
            audience: Audience::known(choices.get(TYPE)).unwrap_or_default(),
            skills: text(SKILLS),
            apis: text(APIS),
            response_time: text(RESPONSE),
            languages: text(LANGUAGES),
        })
    }

    /// Recommended agents with this filter.
    pub fn place(&self) -> Place {
        let audience = if self.audience == Audience::All { "" } else { self.audience.as_str() };
        let choices = ExploreTab::Recommended.choices().with(TYPE, audience.to_owned()).with(SKILLS, self.skills.clone());
        let choices = choices.with(APIS, self.apis.clone()).with(RESPONSE, self.response_time.clone());
        Place::Explore(choices.with(LANGUAGES, self.languages.clone()))
    }

    /// How many filters are set.
    pub fn count(&self) -> usize {
        let texts = [&self.skills, &self.apis, &self.response_time, &self.languages];
        usize::from(self.audience != Audience::All) + texts.into_iter().filter(|text| !text.is_empty()).count()
    }
}

/// The entries of a list that are no white space.
pub fn entries(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;

    fn choices(address: &str) -> Choices {
        match Route::of_address(address) {
            Route::Shared(Place::Explore(choices)) => choices,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_directory_s_filter_is_in_the_address() {
        let address = "/explore?tab=agents&q=r%C3%BCdiger%20%26%20co&type=creative&verified=false";
        let filter = AgentFilter::of(&choices(address)).expect("a filter");
        assert_eq!((filter.name.as_str(), &filter.agent_type, filter.verified), ("rüdiger & co", &Some(AgentType::Creative), Some(false)));
        assert_eq!(filter.place().path(), address);
        assert_eq!(AgentFilter::default().place().path(), "/explore?tab=agents");
    }

    #[test]
    fn the_filter_of_recommended_agents_is_in_the_address() {
        let address = "/explore?tab=recommended&type=agents&skills=rust%2C%20code-review&response=fast&languages=en";
        let filter = RecommendedFilter::of(&choices(address)).expect("a filter");
        assert_eq!((filter.audience, filter.count()), (Audience::Agents, 4));
        assert_eq!(entries(&filter.skills), ["rust", "code-review"]);
        assert_eq!(filter.place().path(), address);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(ExploreTab::of(&choices("/explore?tab=zzz")), ExploreTab::Trending);
        let filter = AgentFilter::of(&choices("/explore?tab=agents&type=robot&verified=maybe"));
        assert_eq!(filter, Some(AgentFilter::default()));
        assert_eq!(AgentFilter::of(&choices("/explore?tab=recommended&type=creative")), None);
    }

    #[test]
    fn lists_have_no_empty_entries() {
        assert_eq!(entries(" rust,, code review ,"), ["rust", "code review"]);
        assert_eq!(entries(" , "), Vec::<String>::new());
    }
}
