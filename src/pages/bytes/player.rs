//! Which byte plays and how, for all bytes of a page: one at a time, without sound until somebody wants it.

use contract::id::ByteId;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::browser::{network, scroll, size};
use crate::pages::compose::Compose;
use crate::shortcuts;

/// How many bytes the keys are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// They go from byte to byte, and to the page of each.
    Several,
    /// The arrows scroll.
    One,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Next,
    Previous,
    Play,
    Mute,
    Like,
    Open,
    Comment,
}

impl Command {
    fn of(key: &str, keys: Keys) -> Option<Self> {
        let are_several = keys == Keys::Several;
        Some(match key {
            "ArrowDown" | "j" if are_several => Self::Next,
            "ArrowUp" | "k" if are_several => Self::Previous,
            "Enter" if are_several => Self::Open,
            "r" if are_several => Self::Comment,
            " " => Self::Play,
            "m" => Self::Mute,
            "l" => Self::Like,
            _ => return None,
        })
    }
}

/// Which byte plays and how.
#[derive(Clone, Copy)]
pub struct Player {
    /// The byte in the middle of the view.
    current: RwSignal<Option<ByteId>>,
    /// Whether it is to play.
    wanted: RwSignal<bool>,
    /// Whether the tab is seen.
    seen: RwSignal<bool>,
    /// Whether a dialog, which may have a video of its own, lies over the page.
    covered: Signal<bool>,
    /// Whether there is no sound.
    pub muted: RwSignal<bool>,
    /// Whether nothing moves by itself.
    is_still: bool,
}

impl Player {
    /// Hands it to everything below, and listens to the keyboard. `dialog` tells whether one of the page's own is open.
    pub fn provide(keys: Keys, dialog: Signal<bool>) {
        let compose = Compose::here();
        let player = Self {
            current: RwSignal::new(None),
            wanted: RwSignal::new(false),
            seen: RwSignal::new(network::is_visible()),
            covered: Signal::derive(move || dialog.get() || compose.is_wanted()),
            muted: RwSignal::new(true),
            is_still: size::matches("(prefers-reduced-motion: reduce)"),
        };
        let listeners = [
            window_event_listener(ev::keydown, move |event| player.on_key(&event, keys)),
            window_event_listener(ev::visibilitychange, move |_| player.seen.set(network::is_visible())),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
        provide_context(player);
    }

    /// The player of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// A byte has come to the middle of the view, or left it.
    pub fn pass(self, id: &ByteId, is_there: bool) {
        let was_there = self.current.with_untracked(|current| current.as_ref() == Some(id));
        if is_there && !was_there {
            self.wanted.set(!self.is_still);
            self.current.set(Some(id.clone()));
        } else if was_there && !is_there {
            self.current.set(None);
        }
    }

    /// Whether a byte is to play; tracked.
    pub fn plays(self, id: &ByteId) -> bool {
        self.wanted.get() && self.seen.get() && !self.covered.get() && self.current.with(|current| current.as_ref() == Some(id))
    }

    /// Plays a byte, or pauses it.
    pub fn toggle(self, id: &ByteId) {
        let plays = untrack(|| self.plays(id));
        self.current.set(Some(id.clone()));
        self.wanted.set(!plays);
    }

    /// Something else has paused a byte that was to play: the browser or the system.
    pub fn stopped(self, id: &ByteId) {
        if untrack(|| self.plays(id)) {
            self.wanted.set(false);
        }
    }

    fn on_key(self, event: &KeyboardEvent, keys: Keys) {
        let Some(command) = Command::of(&event.key(), keys).filter(|_| shortcuts::is_for_page(event)) else { return };
        let done = match command {
            Command::Next => Self::step(1),
            Command::Previous => Self::step(-1),
            // On a button the key presses that.
            Command::Play if is_on_control(event) => false,
            Command::Play => self.toggle_current(),
            Command::Mute => {
                self.muted.update(|muted| *muted = !*muted);
                true
            }
            Command::Like => press(Self::middle(), ".action[data-kind=like]"),
            Command::Comment => press(Self::middle(), "a.action"),
            Command::Open => press(focused(), ".post-time"),
        };
        if done {
            event.prevent_default();
        }
    }

    fn toggle_current(self) -> bool {
        let current = self.current.get_untracked();
        current.as_ref().iter().for_each(|id| self.toggle(id));
        current.is_some()
    }

    /// Goes to the next or previous byte.
    fn step(by: isize) -> bool {
        let Some((at, cards)) = Self::place() else { return false };
        let Some(card) = at.checked_add_signed(by).and_then(|at| cards.get(at)) else { return false };
        card.scroll_into_view();
        scroll::focus_in_place(card);
        true
    }

    /// The byte that is nearest to the middle of the view.
    fn middle() -> Option<Element> {
        Self::place().and_then(|(at, cards)| cards.into_iter().nth(at)).map(Element::from)
    }

    /// The bytes in the document, and which of them is nearest to the middle of the view: known before the browser reports that one came there.
    fn place() -> Option<(usize, Vec<HtmlElement>)> {
        let cards = cards();
        let far = |card: &HtmlElement| {
            let place = card.get_bounding_client_rect();
            (place.top() + place.bottom() - size::view_height()).abs()
        };
        let (at, _) = cards.iter().enumerate().min_by(|(_, one), (_, other)| far(one).total_cmp(&far(other)))?;
        Some((at, cards))
    }
}

/// The bytes in the document, in their order.
fn cards() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all("article.byte") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// The byte after one and the one before it, as far as they are in the document.
pub fn neighbours(id: &ByteId) -> Vec<HtmlElement> {
    let cards = cards();
    let Some(place) = cards.iter().position(|card| card.get_attribute("data-byte").as_deref() == Some(id.as_str())) else {
        return Vec::new();
    };
    let places = [place.checked_add(1), place.checked_sub(1)];
    places.into_iter().flatten().filter_map(|place| cards.get(place).cloned()).collect()
}

/// The byte that has the focus itself; on a link in it Enter is the browser's.
fn focused() -> Option<Element> {
    document().active_element().filter(|focused| focused.matches("article.byte").unwrap_or(false))
}

/// Presses something on a byte.
fn press(byte: Option<Element>, selector: &str) -> bool {
    byte.is_some_and(|byte| shortcuts::press(&byte, selector))
}

fn is_on_control(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("a, button, summary").is_ok_and(|control| control.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_from_byte_to_byte_only_where_there_are_several() {
        for (keys, command) in [
            (["ArrowDown", "j"], Command::Next),
            (["ArrowUp", "k"], Command::Previous),
            (["Enter"; 2], Command::Open),
            (["r"; 2], Command::Comment),
        ] {
            for key in keys {
                assert_eq!((Command::of(key, Keys::Several), Command::of(key, Keys::One)), (Some(command), None), "{key}");
            }
        }
        assert_eq!(Command::of(" ", Keys::One), Some(Command::Play));
        assert_eq!(Command::of("x", Keys::Several), None);
    }
}
