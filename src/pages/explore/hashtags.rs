//! Hashtags that are much used.

use contract::discovery::TrendingHashtag;
use leptos::prelude::*;

use crate::parts::format::counted;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::route::{Place, Route};
use crate::store::discovery::trending_hashtags;
use crate::store::{Store, actor};

/// The list; each leads to the posts with it.
#[component]
pub fn HashtagsTab() -> impl IntoView {
    let list = trending_hashtags(Store::here(), &actor());
    let empty = || view! { <EmptyState icon="hash" title="No hashtags yet" text="Hashtags that are much used in posts appear here."/> };
    view! { <PagedList list=list render=row loading=skeletons empty=empty subject="The hashtags" role="list" label="Trending hashtags"/> }
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
