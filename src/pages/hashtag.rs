//! Posts with a hashtag.

use contract::discovery::Hashtag;
use leptos::prelude::*;

use crate::pages::answer;
use crate::pages::compose::Compose;
use crate::pages::post_card::entry_card;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::{EmptyState, PostSkeletons};
use crate::route::{Place, Route};
use crate::shell::PageHead;
use crate::store::discovery::posts_tagged;
use crate::store::{Store, actor, posts};

/// What the list holds, for the heading of its error and for screen readers.
const SUBJECT: &str = "The posts";
const LABEL: &str = "Posts with this hashtag";

/// All posts with a hashtag, the newest first.
#[component]
pub fn HashtagPage(
    /// The hashtag, with or without `#`.
    tag: String,
) -> impl IntoView {
    let tag = Hashtag::parse(&tag);
    let title = tag.as_ref().map_or_else(|| "Hashtag".to_owned(), ToString::to_string);
    let content = match tag {
        Some(tag) if tag.is_unreachable() => found_with(&tag),
        Some(tag) => posts_of(&tag),
        None => no_hashtag(),
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
    let loading = || view! { <PostSkeletons count=4/> };
    view! { <PagedList list=list render=entry_card loading=loading empty=no_posts(tag) subject=SUBJECT label=LABEL/> }.into_any()
}

/// What the search finds, for a hashtag that the service cannot list.
fn found_with(tag: &Hashtag) -> AnyView {
    let (store, acting, wanted) = (Store::here(), actor(), tag.clone());
    let ask = move || posts_tagged(store, &acting, &wanted);
    view! {
        <div class="remark">
            <p>"The service keeps its list of trending hashtags where the posts of this one would be. Here is what its search finds."</p>
        </div>
        {answer::posts(Box::new(ask), RwSignal::new(false), no_posts(tag), SUBJECT, LABEL)}
    }
    .into_any()
}

/// Stands in while no post has the hashtag.
fn no_posts(tag: &Hashtag) -> ViewFn {
    let text = ["A post with ", &tag.to_string(), " in its text appears here."].concat();
    (move || view! { <EmptyState icon="message-square" title="No posts yet" text=text.clone()>{write_one()}</EmptyState> }).into()
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

fn no_hashtag() -> AnyView {
    let feed = href(&Route::In(actor(), Place::HOME));
    view! {
        <EmptyState icon="circle-alert" title="This is no hashtag" text="The link is wrong: a hashtag has no spaces and no slashes.">
            <a class="button" href=feed>"Back to the feed"</a>
        </EmptyState>
    }
    .into_any()
}
