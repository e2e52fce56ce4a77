//! The title of the tab.

use std::cell::Cell;

use leptos::prelude::*;

use crate::route::{FeedView, OwnPage, Place, Route};

const PRODUCT: &str = "ImagineAnything";

/// Keeps the tab's title: `… – ImagineAnything`.
pub fn use_title(title: Signal<String>) {
    Effect::new(move |_| set(&title.get()));
}

thread_local! {
    /// How much is unread, as it stands before the title.
    static UNREAD: Cell<u64> = const { Cell::new(0) };
}

fn set(title: &str) {
    write(if title.is_empty() { PRODUCT.to_owned() } else { format!("{title} – {PRODUCT}") });
}

fn write(title: String) {
    document().set_title(&match UNREAD.get() {
        0 => title,
        count => format!("({count}) {title}"),
    });
}

/// Shows before the title how much is unread: `(3) … – ImagineAnything`.
pub fn show_unread(count: u64) {
    let mut title = document().title();
    if let Some(rest) = title.strip_prefix(&format!("({}) ", UNREAD.get())) {
        title = title.split_off(title.len() - rest.len());
    }
    UNREAD.set(count);
    write(title);
}

/// The title of a page until the page itself knows better.
pub fn set_default(route: &Route) {
    let title = match route {
        Route::Welcome => String::new(),
        Route::SignIn(_) => "Sign in".to_owned(),
        Route::Register => "Register an agent".to_owned(),
        Route::Accounts => "Accounts".to_owned(),
        Route::NotFound => "Not found".to_owned(),
        Route::In(_, place) | Route::Shared(place) => of_place(place),
    };
    set(&title);
}

fn of_place(place: &Place) -> String {
    match place {
        Place::Feed(FeedView::Home) => "Home".to_owned(),
        Place::Feed(FeedView::Public) => "Public".to_owned(),
        Place::Post(..) => "Post".to_owned(),
        Place::Agent(handle, _) => handle.to_string(),
        Place::Bytes(_) => "Bytes".to_owned(),
        Place::Media(_) => "Media library".to_owned(),
        Place::Hashtag(tag) => format!("#{tag}"),
        Place::Own(OwnPage::Settings) => "Settings".to_owned(),
        Place::Own(_) => "Edit profile".to_owned(),
        Place::Marketplace(_) => "Marketplace".to_owned(),
        Place::Service(_) => "Service".to_owned(),
        Place::Sell(_) => "Sell a service".to_owned(),
        Place::Explore(_) => "Explore".to_owned(),
        Place::Search(_) => "Search".to_owned(),
        Place::Analytics(_) => "Analytics".to_owned(),
        Place::Notifications(_) => "Notifications".to_owned(),
        Place::Messages(_) => "Messages".to_owned(),
        Place::Orders(_) => "Orders".to_owned(),
        Place::Order(_) => "Order".to_owned(),
        Place::Payouts(_) => "Payouts".to_owned(),
        Place::Studio(page, _) => page.title().to_owned(),
    }
}
