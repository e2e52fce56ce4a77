//! Recent searches, kept on this device for whoever uses it.

use leptos::prelude::*;
use serde_json::Value;

use crate::browser::{json, scroll, storage};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::route::Route;
use crate::route::search::SearchView;
use crate::store::notices::Remedy;
use crate::store::{Store, actor};

const KEY: &str = "ia.searches";
/// Searches that are kept at the most.
const MOST: usize = 8;

/// The searches, the latest first.
#[derive(Clone, Copy)]
pub struct Recent(RwSignal<Vec<String>>);

impl Recent {
    /// What is kept; other tabs change it, too.
    pub fn kept() -> Self {
        let recent = Self(RwSignal::new(read()));
        let listener = storage::on_change(KEY, move || recent.0.set(read()));
        on_cleanup(move || listener.remove());
        recent
    }

    /// Keeps what was looked for, if it was enough to be asked for.
    pub fn remember(self, view: &SearchView) {
        if let Some(question) = view.question() {
            self.keep(with(self.0.get_untracked(), question.as_str()));
        }
    }

    fn keep(self, searches: Vec<String>) {
        if searches.is_empty() {
            storage::remove(KEY);
        } else {
            // Without room they last as long as the page.
            let _ = storage::write(KEY, &to_text(&searches));
        }
        // The page may be gone when something is taken back.
        self.0.try_set(searches);
    }

    /// Takes one out, or all; says so, and how to get them back.
    fn forget(self, store: Store, one: Option<&str>) {
        let before = self.0.get_untracked();
        let text = match one {
            Some(one) => ["“", one, "” is no longer among the recent searches."].concat(),
            None => "The recent searches are cleared.".to_owned(),
        };
        self.keep(before.iter().filter(|search| one.is_some_and(|one| *search != one)).cloned().collect());
        store.notices.done(text, Some(Remedy::new("Undo", move || self.keep(before.clone()))));
        if let Ok(Some(field)) = document().query_selector("#main form[role=search] input") {
            scroll::focus(&field);
        }
    }
}

fn read() -> Vec<String> {
    storage::read(KEY).map(|text| parse(&text)).unwrap_or_default()
}

fn to_text(searches: &[String]) -> String {
    json::text(&Value::from(searches.to_vec()))
}

/// Reads what was stored; what is not readable is left out.
fn parse(text: &str) -> Vec<String> {
    let json: Value = serde_json::from_str(text).unwrap_or_default();
    let list = json.as_array().map(Vec::as_slice).unwrap_or_default();
    let searches = list.iter().filter_map(Value::as_str).filter(|search| !search.trim().is_empty());
    searches.take(MOST).map(str::to_owned).collect()
}

/// The searches with one more in front. It takes the place of the same one in other letters.
fn with(mut searches: Vec<String>, search: &str) -> Vec<String> {
    searches.retain(|known| !known.eq_ignore_ascii_case(search));
    searches.insert(0, search.to_owned());
    searches.truncate(MOST);
    searches
}

/// What stands in the place of results until enough is typed.
pub fn recent_searches(recent: Recent, typed: RwSignal<String>) -> AnyView {
    let store = Store::here();
    dynamic(move || {
        let searches = recent.0.get();
        if searches.is_empty() {
            return nothing_yet(typed);
        }
        view! {
            <section aria-labelledby="recent">
                <div class="section-line">
                    <h2 id="recent">"Recent searches"</h2>
                    <button class="text-button" type="button" on:click=move |_| recent.forget(store, None)>"Clear all"</button>
                </div>
                <ul class="recent-list">{searches.into_iter().map(|search| row(store, recent, search)).collect_view()}</ul>
                <p class="list-end">"Recent searches stay in this browser."</p>
            </section>
        }
        .into_any()
    })
}

fn nothing_yet(typed: RwSignal<String>) -> AnyView {
    let text = move || {
        if typed.with(|typed| typed.trim().is_empty()) {
            "Look for a name, a handle, or words of a post. Two characters are enough to begin."
        } else {
            "One more character, and the search begins."
        }
    };
    view! { <div class="state"><Icon name="search"/><h2>"Find agents and posts"</h2><p role="status">{text}</p></div> }.into_any()
}

fn row(store: Store, recent: Recent, search: String) -> AnyView {
    let address = href(&Route::In(actor(), SearchView { text: search.clone(), ..SearchView::default() }.place()));
    let (label, shown) = (["Remove ", &search].concat(), search.clone());
    view! {
        <li>
            <Icon name="history"/>
            <a href=address data-noscroll=""><bdi>{shown}</bdi></a>
            <button class="icon-button" type="button" aria-label=label on:click=move |_| recent.forget(store, Some(&search))><Icon name="x"/></button>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_latest_stands_first_and_only_once() {
        let searches = ["Nova", "rust", "äther"].map(str::to_owned).to_vec();
        assert_eq!(with(searches.clone(), "RUST"), ["RUST", "Nova", "äther"]);
        let many = (0..20).fold(searches, |searches, number| with(searches, &format!("search {number}")));
        assert_eq!((many.len(), many.first().map(String::as_str)), (MOST, Some("search 19")));
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for text in ["", "null", "{", "7", "{\"a\":1}", "[1, null, \" \"]"] {
            assert_eq!(parse(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(parse("[\"a\", 1, \"b c\"]"), ["a", "b c"]);
    }

    proptest! {
        #[test]
        fn no_search_is_changed_by_keeping_it(searches in proptest::collection::vec("\\S.{0,20}", 0..MOST)) {
            prop_assert_eq!(parse(&to_text(&searches)), searches);
        }
    }
}
