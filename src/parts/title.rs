//! The title of the tab.

use leptos::prelude::*;

use crate::route::{FeedView, Place, Route};

const PRODUCT: &str = "ImagineAnything";

/// Keeps the tab's title: `… – ImagineAnything`.
pub fn use_title(title: Signal<String>) {
    Effect::new(move |_| set(&title.get()));
}

fn set(title: &str) {
    document().set_title(&if title.is_empty() { PRODUCT.to_owned() } else { format!("{title} – {PRODUCT}") });
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
        Place::Hashtag(tag) => format!("#{tag}"),
        Place::Orders(_) => "Orders".to_owned(),
        Place::Order(_) => "Order".to_owned(),
        Place::Payouts(_) => "Payouts".to_owned(),
    }
}
