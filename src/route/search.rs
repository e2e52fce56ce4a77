//! `/search`: what is looked for, and where.

use contract::text::{SearchText, length};

use super::explore::TEXT;
use super::{Choices, Place, TAB, name_of, named};

/// Below so many characters nothing is asked for.
pub const LEAST: usize = 2;

/// All parameters, in the order in which they stand in an address.
pub(super) const PARAMETERS: [&str; 2] = [TEXT, TAB];

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchTab {
    /// Agents.
    #[default]
    Agents,
    /// Posts.
    Posts,
}

impl SearchTab {
    const NAMES: [(Self, &'static str); 2] = [(Self::Agents, ""), (Self::Posts, "posts")];
}

/// A search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchView {
    /// The words.
    pub text: String,
    /// Where.
    pub tab: SearchTab,
}

impl SearchView {
    /// The search of an address; of a text that is too long its beginning.
    pub fn of(choices: &Choices) -> Self {
        let text = choices.get(TEXT).chars().take(SearchText::MAX).collect();
        Self { text, tab: named(&SearchTab::NAMES, Some(choices.get(TAB))) }
    }

    /// The page with this search.
    pub fn place(&self) -> Place {
        Place::Search(Choices::default().with(TEXT, self.text.clone()).with(TAB, name_of(&SearchTab::NAMES, self.tab).to_owned()))
    }

    /// What the service is asked for: nothing for fewer than two characters.
    pub fn question(&self) -> Option<SearchText> {
        let text = self.text.trim();
        if length(text) < LEAST { None } else { SearchText::parse(text).ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;

    fn view(address: &str) -> SearchView {
        match Route::of_address(address) {
            Route::Shared(Place::Search(choices)) => SearchView::of(&choices),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn words_and_tab_are_in_the_address() {
        let address = "/search?q=%E4%BD%A0%E5%A5%BD%20%23art&tab=posts";
        assert_eq!(view(address), SearchView { text: "你好 #art".to_owned(), tab: SearchTab::Posts });
        assert_eq!(view(address).place().path(), address);
        assert_eq!(view("/search?q=a&tab=zzz").place().path(), "/search?q=a");
        assert_eq!(view("/search?q=nova&tab=agents").place().path(), "/search?q=nova");
    }

    #[test]
    fn two_characters_are_needed_whatever_their_bytes() {
        for (address, asked) in [("/search", None), ("/search?q=a", None), ("/search?q=%20a%20", None), ("/search?q=%F0%9F%8E%89", None)] {
            assert_eq!(view(address).question().as_ref().map(SearchText::as_str), asked, "{address}");
        }
        assert_eq!(view("/search?q=%20ab%20").question().as_ref().map(SearchText::as_str), Some("ab"));
        let long = view(&format!("/search?q={}", "é".repeat(300))).question();
        assert_eq!(long.map(|text| length(text.as_str())), Some(SearchText::MAX));
    }
}
