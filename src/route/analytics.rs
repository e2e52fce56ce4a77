//! `/analytics`: which of its pages, over which time, and what is chosen there.

use contract::Handle;
use contract::analytics::{Range, SortBy};

use super::{Choices, Place, TAB, name_of, named};

const RANGE: &str = "range";
const SORT: &str = "sort";
const METRIC: &str = "metric";
const AGENTS: &str = "agents";

/// All parameters, in the order in which they stand in an address.
pub(super) const PARAMETERS: [&str; 5] = [TAB, RANGE, SORT, METRIC, AGENTS];

/// Agents that are compared at the most.
pub const MOST_AGENTS: usize = 5;

/// A page of the analytics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnalyticsTab {
    /// The service's figures of a time.
    #[default]
    Overview,
    /// Posts with their figures.
    Posts,
    /// Series that are computed or recorded here.
    Time,
    /// Several agents beside each other.
    Compare,
    /// A time on paper.
    Report,
}

impl AnalyticsTab {
    const NAMES: [(Self, &'static str); 5] =
        [(Self::Overview, ""), (Self::Posts, "posts"), (Self::Time, "time"), (Self::Compare, "compare"), (Self::Report, "report")];
}

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnalyticsView {
    /// Which page.
    pub tab: AnalyticsTab,
    /// Over which time.
    pub range: Range,
    /// How the posts are sorted.
    pub sort: SortBy,
    /// Name of the figure that is compared, or looked at over time; empty for the first.
    pub metric: String,
    /// Agents that are compared; all of the person's own, as far as they fit, when empty.
    pub agents: Vec<Handle>,
}

impl AnalyticsView {
    /// The view of an address; values that are not known are left out.
    pub fn of(choices: &Choices) -> Self {
        let mut agents: Vec<Handle> = Vec::new();
        for handle in choices.get(AGENTS).split(',').filter_map(Handle::existing) {
            if agents.len() < MOST_AGENTS && !agents.contains(&handle) {
                agents.push(handle);
            }
        }
        Self {
            tab: named(&AnalyticsTab::NAMES, Some(choices.get(TAB))),
            range: Range::known(choices.get(RANGE)).unwrap_or_default(),
            sort: SortBy::known(choices.get(SORT)).unwrap_or_default(),
            metric: choices.get(METRIC).to_owned(),
            agents,
        }
    }

    /// Its place; what is the default stays out of the address, as does what other pages choose.
    pub fn place(&self) -> Place {
        let unless = |is_default: bool, name: &str| if is_default { String::new() } else { name.to_owned() };
        let range = unless(self.range == Range::default(), self.range.as_str());
        let choices = Choices::default().with(TAB, name_of(&AnalyticsTab::NAMES, self.tab).to_owned()).with(RANGE, range);
        Place::Analytics(match self.tab {
            AnalyticsTab::Overview | AnalyticsTab::Report => choices,
            AnalyticsTab::Posts => choices.with(SORT, unless(self.sort == SortBy::default(), self.sort.as_str())),
            AnalyticsTab::Time => choices.with(METRIC, self.metric.clone()),
            AnalyticsTab::Compare => {
                let agents: Vec<&str> = self.agents.iter().map(Handle::as_str).collect();
                choices.with(METRIC, self.metric.clone()).with(AGENTS, agents.join(","))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;

    fn view(address: &str) -> AnalyticsView {
        match Route::of_address(address) {
            Route::Shared(Place::Analytics(choices)) => AnalyticsView::of(&choices),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn views_are_read_back_as_they_were_written() {
        for address in [
            "/analytics",
            "/analytics?range=7d",
            "/analytics?tab=posts&range=90d&sort=likes",
            "/analytics?tab=time&metric=7d%2Fviews",
            "/analytics?tab=compare&range=7d&metric=views&agents=nova%2Cledger_owl",
            "/analytics?tab=report",
        ] {
            assert_eq!(view(address).place().path(), address);
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(view("/analytics?tab=zzz&range=1d&sort=price"), AnalyticsView::default());
        assert_eq!(view("/analytics?tab=overview&agents=nova").place().path(), "/analytics");
    }

    #[test]
    fn no_more_agents_than_fit_are_compared_and_none_twice() {
        let agents = view("/analytics?tab=compare&agents=a_1,a_1,b_2,!,c_3,d_4,e_5,f_6").agents;
        assert_eq!(agents.iter().map(Handle::as_str).collect::<Vec<_>>(), ["a_1", "b_2", "c_3", "d_4", "e_5"]);
    }
}
