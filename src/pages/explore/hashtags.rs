//! Hashtags that are much used.

use contract::discovery::TrendingHashtag;
use leptos::prelude::*;

use crate::parts::dynamic::dynamic;
use crate::parts::format::counted;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::End;
use crate::parts::state::EmptyState;
use crate::route::{Place, Route};
use crate::store::discovery::{Hashtags, hashtags};
use crate::store::{Store, actor};

/// The list; each leads to the posts with it.
pub fn hashtags_tab() -> AnyView {
    let (store, acting) = (Store::here(), actor());
    let list = hashtags(store, &acting);
    let Hashtags { found, phase, .. } = list.clone();
    let filled = found.clone();
    let is_empty = Memo::new(move |_| filled.read().is_empty());
    let end = End::new(phase, is_empty, Callback::new(move |()| list.read(store, &acting)));
    let rows = dynamic(move || {
        (!is_empty.get()).then(|| {
            let rows = found.read().iter().map(row).collect_view();
            view! { <div class="paged-list" role="list" aria-label="Trending hashtags">{rows}</div> }.into_any()
        })
    });
    let empty =
        || view! { <EmptyState icon="hash" title="No hashtags yet" text="Hashtags that are much used in posts appear here."/> }.into_any();
    view! { {rows}{end.view(skeletons.into(), empty.into(), "The hashtags")} }.into_any()
}

fn row(trend: &TrendingHashtag) -> AnyView {
    let address = href(&Route::In(actor(), Place::Hashtag(trend.tag.as_str().to_owned())));
    view! {
        <div class="hashtag-row" role="listitem">
            <Icon name="hash"/>
            <a href=address><bdi>{trend.tag.to_string()}</bdi></a>
            <span class="muted">{counted(trend.posts, "post", "posts")}</span>
        </div>
    }
    .into_any()
}

fn skeletons() -> AnyView {
    let row = || view! { <div class="hashtag-row skeleton" aria-hidden="true"><div class="bone" data-width="short"></div></div> };
    view! { <p class="visually-hidden" role="status">"Loading hashtags"</p>{(0..8).map(|_| row()).collect_view()} }.into_any()
}
