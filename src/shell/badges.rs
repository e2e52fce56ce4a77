//! What is unread: beside the places in the navigation, before the title of the tab, and on the desktop where the person wants that.

use contract::Handle;
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::browser::desktop::{self, Permission};
use crate::browser::storage;
use crate::parts::dynamic::dynamic;
use crate::parts::link::{href, use_go};
use crate::parts::title;
use crate::route::{Actor, Place, Route, Talk};
use crate::store::unread::{Count, Pace, Seen, Unread, look_again};
use crate::store::{Store, actor};

/// Seconds between two questions.
const PACE: Pace = Pace::between(30, 300);
/// Above this, a badge only says that there are more.
const MOST: u64 = 99;

/// Asks what is unread and shows it, for as long as the frame of an agent stands. Draws nothing where it is.
#[component]
pub fn Badges() -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let handle = actor.handle().cloned()?;
    let unread = Unread::of(store, &actor);
    for (place, count) in [(Place::Notifications(None), &unread.notifications), (Place::Messages(Talk::None), &unread.messages)] {
        put_badges(&href(&Route::In(actor.clone(), place)), count);
    }
    show_in_title(&unread);
    let tell = teller(actor.clone());
    let wanted = handle.clone();
    look_again(
        PACE,
        move || is_wanted(&wanted),
        move || {
            let (unread, actor, tell, handle) = (unread.clone(), actor.clone(), tell.clone(), handle.clone());
            async move {
                let before = (unread.notifications.now(), unread.messages.now());
                let seen = unread.look(store, &actor).await;
                if seen == Seen::News && is_wanted(&handle) && !desktop::is_in_use() {
                    tell(News::since(before, &unread));
                }
                seen
            }
        },
    );
    None::<AnyView>
}

/// Puts a badge into every link of the navigation that leads to an address.
fn put_badges(address: &str, count: &Count) {
    let Ok(links) = document().query_selector_all(":is(.nav, .bar) a") else { return };
    let links = (0..links.length()).filter_map(|index| links.get(index)?.dyn_into::<Element>().ok());
    for link in links.filter(|link| link.get_attribute("href").as_deref() == Some(address)) {
        let mut badge = badge(count.clone()).build();
        badge.mount(&link, None);
        // Lives as long as the frame, as the link does.
        StoredValue::new_local(badge);
    }
}

fn badge(count: Count) -> AnyView {
    dynamic(move || {
        let shown = match count.get()? {
            0 => return None,
            count @ ..=MOST => count.to_string(),
            _ => [&MOST.to_string(), "+"].concat(),
        };
        Some(view! { <span class="badge" data-kind="count">{shown}<span class="visually-hidden">" unread"</span></span> })
    })
}

fn show_in_title(unread: &Unread) {
    let (notifications, messages) = (unread.notifications.clone(), unread.messages.clone());
    Effect::new(move |_| title::show_unread(notifications.get().unwrap_or(0) + messages.get().unwrap_or(0)));
    on_cleanup(|| title::show_unread(0));
}

/// How many more are unread than before.
#[derive(Clone, Copy, PartialEq, Eq)]
struct News {
    notifications: u64,
    messages: u64,
}

impl News {
    /// At the first look, nothing is news.
    fn since(before: (Option<u64>, Option<u64>), unread: &Unread) -> Self {
        let more = |before: Option<u64>, count: &Count| before.zip(count.now()).map_or(0, |(before, now)| now.saturating_sub(before));
        Self { notifications: more(before.0, &unread.notifications), messages: more(before.1, &unread.messages) }
    }

    fn sentence(self) -> String {
        let part = |count: u64, one: &str, many: &str| match count {
            0 => None,
            1 => Some(["1 ", one].concat()),
            count => Some([&count.to_string(), " ", many].concat()),
        };
        let parts = [part(self.messages, "new message", "new messages"), part(self.notifications, "new notification", "new notifications")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Tells of news on the desktop; a click leads to them as the agent whom they are for.
fn teller(actor: Actor) -> impl Fn(News) + Clone + 'static {
    let go = use_go();
    move |news| {
        let sentence = news.sentence();
        if sentence.is_empty() {
            return;
        }
        let place = if news.messages > 0 { Place::Messages(Talk::None) } else { Place::Notifications(None) };
        let (go, route) = (go.clone(), Route::In(actor.clone(), place));
        let name = actor.handle().map(Handle::to_string).unwrap_or_default();
        desktop::show(&name, &sentence, &["ia.", &name].concat(), move || go(&route, false));
    }
}

fn wish_key(handle: &Handle) -> String {
    ["ia.desktop.", handle.as_str()].concat()
}

/// Whether news of an agent are shown on the desktop.
pub fn is_wanted(handle: &Handle) -> bool {
    desktop::permission() == Permission::Granted && storage::read(&wish_key(handle)).is_some()
}

/// Notes whether news of an agent are to be shown on the desktop.
pub fn want(handle: &Handle, on: bool) {
    if on {
        // Where nothing can be stored, the wish ends with the page.
        let _ = storage::write(&wish_key(handle), "on");
    } else {
        storage::remove(&wish_key(handle));
    }
}
