//! Keyboard shortcuts: one listener for the whole page, and the list of them.

use std::cell::Cell;

use js_sys::Array;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::browser::{by_name, scroll, size, time};
use crate::pages::compose::Compose;
use crate::parts::dialog::{Modal, unique_id};
use crate::parts::icon::Icon;
use crate::parts::link::use_go;
use crate::parts::search_field::focus_search;
use crate::route::{Actor, FeedView, Place, Route, Studio, Talk};
use crate::store::actor;

/// Keys after `g` count for so long, in milliseconds.
const PATIENCE: i64 = 1_500;
/// Keys that were pressed before this code was there count for so long, in milliseconds.
const EARLY: u16 = 2_000;
const CARD: &str = "article.post-card:not(.skeleton)";

/// The shortcuts as the list shows them.
const LIST: [KeyMeaning; 17] = [
    (&["j", "k"], "Next and previous post"),
    (&["Enter"], "Open"),
    (&["l"], "Like"),
    (&["r"], "Comment"),
    (&["n"], "New post"),
    (&["."], "Show new posts"),
    (&["/"], "Search"),
    (&["g", "f"], "Go to the feed"),
    (&["g", "p"], "Go to all posts"),
    (&["g", "e"], "Explore"),
    (&["g", "n"], "Go to the notifications"),
    (&["g", "m"], "Go to the messages"),
    (&["g", "b"], "Go to the bytes"),
    (&["g", "s"], "Go to the studio"),
    (&["g", "a"], "Go to the own profile"),
    (&["Ctrl", "Enter"], "Publish"),
    (&["?"], "This list"),
];

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Next,
    Previous,
    Open,
    Like,
    Comment,
    NewPost,
    ShowNew,
    AwaitPlace,
    Search,
    Feed,
    Public,
    Explore,
    Notifications,
    Messages,
    Bytes,
    Studio,
    Profile,
    List,
}

impl Command {
    /// The command of a key, after `g` or by itself.
    fn of(key: &str, after_g: bool) -> Option<Self> {
        Some(match (key, after_g) {
            ("f", true) => Self::Feed,
            ("p", true) => Self::Public,
            ("e", true) => Self::Explore,
            ("n", true) => Self::Notifications,
            ("m", true) => Self::Messages,
            ("b", true) => Self::Bytes,
            ("s", true) => Self::Studio,
            ("a", true) => Self::Profile,
            (_, true) => return None,
            ("j", _) => Self::Next,
            ("k", _) => Self::Previous,
            ("Enter", _) => Self::Open,
            ("l", _) => Self::Like,
            ("r", _) => Self::Comment,
            ("n", _) => Self::NewPost,
            (".", _) => Self::ShowNew,
            ("g", _) => Self::AwaitPlace,
            ("/", _) => Self::Search,
            ("?", _) => Self::List,
            _ => return None,
        })
    }
}

/// Whether the list is shown.
#[derive(Clone, Copy)]
struct ListOpen(RwSignal<bool>);

/// Listens to the keyboard for as long as the part around lives. Needs the route and the acting agent in context.
pub fn install() {
    let open = RwSignal::new(false);
    provide_context(ListOpen(open));
    let (go, actor, compose) = (use_go(), actor(), Compose::here());
    let searching_since = StoredValue::new(0);
    let on_key = move |event: KeyboardEvent| {
        let after_g = awaits_place();
        SINCE_G.set(0);
        if !is_free(&event) {
            return searching_since.set_value(0);
        }
        let is_letter = event.key().chars().nth(1).is_none();
        if is_letter && time::now() - searching_since.get_value() < PATIENCE {
            // It was meant for the search field that is on its way.
            return event.prevent_default();
        }
        let Some(command) = Command::of(&event.key(), after_g) else {
            if after_g && is_letter {
                event.prevent_default();
            }
            return;
        };
        let done = match command {
            Command::AwaitPlace => {
                SINCE_G.set(time::now());
                true
            }
            Command::NewPost if actor.handle().is_some() => {
                compose.new_post.set(true);
                true
            }
            Command::List => {
                open.set(true);
                true
            }
            Command::Search if focus_search() => true,
            Command::Search => {
                searching_since.set_value(time::now());
                go(&Route::In(actor.clone(), Place::SEARCH), false);
                true
            }
            command => match place(command, &actor) {
                Some(place) => {
                    go(&Route::In(actor.clone(), place), false);
                    true
                }
                None => on_page(command),
            },
        };
        if done {
            event.prevent_default();
        }
    };
    early_keys().into_iter().for_each(&on_key);
    let listener = window_event_listener(ev::keydown, on_key);
    on_cleanup(move || listener.remove());
}

/// Keys of the last moments that were pressed while this code was loading: the boot script kept them.
fn early_keys() -> Vec<KeyboardEvent> {
    let kept = by_name::get(&window(), "iaKeys").and_then(|kept| kept.dyn_into::<Array>().ok()).unwrap_or_default();
    by_name::set(&window(), "iaKeys", &JsValue::NULL);
    let now = by_name::get(&window(), "performance").and_then(|clock| by_name::call(&clock, "now", &[]).ok()?.as_f64());
    let is_recent = |event: &KeyboardEvent| now.is_some_and(|now| now - event.time_stamp() < f64::from(EARLY));
    kept.iter().filter_map(|event| event.dyn_into().ok()).filter(is_recent).collect()
}

/// Where a command leads whoever acts; guests have fewer places.
fn place(command: Command, actor: &Actor) -> Option<Place> {
    match command {
        Command::Feed => Some(Place::HOME),
        Command::Public => Some(Place::Feed(FeedView::Public)),
        Command::Explore => Some(Place::EXPLORE),
        Command::Bytes => Some(Place::Bytes(None)),
        Command::Profile => actor.handle().cloned().map(Place::agent),
        Command::Notifications => actor.handle().map(|_| Place::Notifications(None)),
        Command::Messages => actor.handle().map(|_| Place::Messages(Talk::None)),
        Command::Studio => actor.handle().map(|_| Studio::Make.place()),
        _ => None,
    }
}

thread_local! {
    /// When `g` was pressed, if that was the last key.
    static SINCE_G: Cell<i64> = const { Cell::new(0) };
}

/// Whether the next key says where to go.
fn awaits_place() -> bool {
    time::now() - SINCE_G.get() < PATIENCE
}

/// Whether a key is one for the page that is shown, and not one of these shortcuts.
pub fn is_for_page(event: &KeyboardEvent) -> bool {
    is_free(event) && !awaits_place()
}

/// Whether a key is a command: nothing is typed, no modifier is held, and nothing lies over the page.
fn is_free(event: &KeyboardEvent) -> bool {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() || event.default_prevented();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing =
        |target: Element| target.closest("input, textarea, select, [contenteditable], [role=slider]").is_ok_and(|field| field.is_some());
    let covered = document().query_selector("dialog[open], [popover]:popover-open:not(#rail)").is_ok_and(|cover| cover.is_some());
    !modified && !target.is_some_and(typing) && !covered
}

/// What concerns the posts on the page; whether there was something to do.
fn on_page(command: Command) -> bool {
    match command {
        Command::Next => step(1),
        Command::Previous => step(-1),
        Command::Open => focused_card().is_some_and(|card| press(&card, ".post-time")),
        Command::Like => current_card().is_some_and(|card| press(&card, ".action[data-kind=like]")),
        Command::Comment => write_comment() || current_card().is_some_and(|card| press(&card, ".action-row > a.action")),
        Command::ShowNew => document().query_selector(".new-posts button").ok().flatten().is_some_and(|button| click(&button)),
        _ => false,
    }
}

/// On a post's own page the comment is written there.
fn write_comment() -> bool {
    let field = document().query_selector("form.composer[aria-label=Comment] textarea").ok().flatten();
    field.and_then(|field| field.dyn_into::<HtmlElement>().ok()).is_some_and(|field| field.focus().is_ok())
}

/// Presses what a selector names on a card; whether it is there.
pub fn press(card: &Element, selector: &str) -> bool {
    card.query_selector(selector).ok().flatten().is_some_and(|element| click(&element))
}

fn click(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().map(HtmlElement::click).is_some()
}

fn cards() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(CARD) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// The card that has the focus itself; on a link in it Enter is the browser's.
fn focused_card() -> Option<Element> {
    document().active_element().filter(|focused| focused.matches(CARD).unwrap_or(false))
}

/// The card that the focus is in, or else the one that was marked last.
fn current_card() -> Option<Element> {
    let around_focus = document().active_element().and_then(|focused| focused.closest(CARD).ok().flatten());
    around_focus.or_else(marked)
}

fn marked() -> Option<Element> {
    document().query_selector("article.post-card[aria-current=true]").ok().flatten()
}

/// Moves to the next or previous card; without a current one to the first that is in view.
fn step(by: isize) -> bool {
    let cards = cards();
    let current = current_card();
    let at = cards.iter().position(|card| current.as_ref().is_some_and(|current| card.is_same_node(Some(current))));
    let target = match at {
        Some(at) => at.checked_add_signed(by),
        None => cards.iter().position(|card| card.get_bounding_client_rect().bottom() > head_height() + 8.0),
    };
    let Some(card) = target.and_then(|target| cards.get(target)) else { return false };
    if let Some(marked) = marked() {
        // Removing an attribute that is not there is no error.
        let _ = marked.remove_attribute("aria-current");
    }
    let _ = card.set_attribute("aria-current", "true");
    bring_into_view(card);
    true
}

/// Focuses the card without the browser's own scrolling, and shows it between the sticky head and the lower edge.
fn bring_into_view(card: &HtmlElement) {
    scroll::focus_in_place(card);
    let place = card.get_bounding_client_rect();
    if place.top() < head_height() {
        window().scroll_by_with_x_and_y(0.0, place.top() - head_height() - 8.0);
    } else if place.bottom() > size::view_height() {
        scroll::to_middle(card);
    }
}

/// Height of the sticky head in CSS pixels.
fn head_height() -> f64 {
    let head = document().query_selector("main .page-head").ok().flatten();
    head.map_or(0.0, |head| head.get_bounding_client_rect().height())
}

/// The list of shortcuts. Needs [`install`] above it.
#[component]
pub fn ShortcutsDialog() -> impl IntoView {
    let ListOpen(open) = expect_context();
    let id = unique_id("shortcuts");
    let heading = id.clone();
    view! {
        <Modal open=open class="dialog" labelled_by=heading size="small">
            <header class="dialog-head">
                <h2 id=id.clone()>"Keyboard shortcuts"</h2>
                <button class="icon-button" type="button" aria-label="Close" on:click=move |_| open.set(false)><Icon name="x"/></button>
            </header>
            <div class="dialog-body">{key_list(&LIST)}</div>
        </Modal>
    }
}

/// Keys, and what they do.
pub type KeyMeaning = (&'static [&'static str], &'static str);

/// Keys as people read them, each with its meaning.
pub fn key_list(list: &'static [KeyMeaning]) -> AnyView {
    view! { <dl class="shortcuts">{list.iter().map(|(keys, meaning)| row(keys, meaning)).collect_view()}</dl> }.into_any()
}

fn row(keys: &'static [&'static str], meaning: &'static str) -> AnyView {
    view! {
        <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect_view()}</dt>
        <dd>{meaning}</dd>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_need_g_first() {
        assert_eq!(Command::of("f", false), None);
        assert_eq!(Command::of("g", false), Some(Command::AwaitPlace));
        assert_eq!(Command::of("f", true), Some(Command::Feed));
        assert_eq!((Command::of("n", true), Command::of("n", false)), (Some(Command::Notifications), Some(Command::NewPost)));
        assert_eq!(Command::of("j", true), None);
    }

    #[test]
    fn every_listed_key_does_something() {
        for (keys, meaning) in LIST {
            let known = match keys {
                ["g", key] => Command::of(key, true).is_some(),
                ["Ctrl", "Enter"] => true,
                keys => keys.iter().all(|key| Command::of(key, false).is_some()),
            };
            assert!(known, "{meaning}");
        }
    }
}
