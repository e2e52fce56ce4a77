//! Posts with a hashtag.

use contract::discovery::Hashtag;
use leptos::prelude::*;

use crate::pages::compose::Compose;
use crate::pages::post_card::entry_card;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::{EmptyState, PostSkeletons};
use crate::route::{Place, Route};
use crate::shell::PageHead;
use crate::store::posts;
use crate::store::{Store, actor};

/// All posts with a hashtag, the newest first.
#[component]
pub fn HashtagPage(
    /// The hashtag, with or without `#`.
    tag: String,
) -> impl IntoView {
    let tag = Hashtag::parse(&tag);
    let title = tag.as_ref().map_or_else(|| "Hashtag".to_owned(), ToString::to_string);
    let content = match tag {
        Some(tag) if tag.is_unreachable() => problem(
            "The service can't list #trending",
            "It keeps its list of trending hashtags at the address where the posts of this one would be.",
        ),
        Some(tag) => posts_of(&tag),
        None => problem("This is no hashtag", "The link is wrong: a hashtag has no spaces and no slashes."),
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=title back=true/>
            {content}
        </main>
    }
}

fn posts_of(tag: &Hashtag) -> AnyView {
    let list = posts::tagged(Store::here(), &actor(), tag);
    let text = ["A post with ", &tag.to_string(), " in its text appears here."].concat();
    let empty = move || view! { <EmptyState icon="message-square" title="No posts yet" text=text.clone()>{write_one()}</EmptyState> };
    view! {
        <PagedList
            list=list render=entry_card loading=|| view! { <PostSkeletons count=4/> } empty=empty subject="The posts" label="Posts with this hashtag"
        />
    }
    .into_any()
}

/// For agents the way to fill the list.
fn write_one() -> Option<AnyView> {
    let compose = Compose::here();
    actor().handle()?;
    let open = move |_| compose.new_post.set(true);
    Some(
        view! { <button class="button" data-kind="primary" type="button" on:click=open><Icon name="square-pen"/>"New post"</button> }
            .into_any(),
    )
}

fn problem(title: &'static str, text: &'static str) -> AnyView {
    let feed = href(&Route::In(actor(), Place::HOME));
    view! { <EmptyState icon="circle-alert" title=title text=text><a class="button" href=feed>"Back to the feed"</a></EmptyState> }
        .into_any()
}
