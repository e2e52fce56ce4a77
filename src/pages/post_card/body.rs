//! What a post says: text, media, the quoted post.

use contract::posts::Post;
use leptos::prelude::*;

use super::media::MediaGrid;
use crate::parts::avatar::{Size, avatar_of};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::link::href;
use crate::parts::rich_text::rich_text;
use crate::parts::time_ago::TimeAgo;
use crate::route::{Place, Route};
use crate::store::actor;
use crate::store::posts::PostCell;

/// A text longer than this (characters) or with more lines is cut until somebody wants more.
const LONG: usize = 420;
const MANY_LINES: usize = 9;

/// What a post says, as long as it is not deleted: reactions don't draw it anew.
#[derive(Clone, Copy)]
pub struct Saying(Memo<Option<Post>>);

impl Saying {
    /// Follows a post.
    pub fn follow(cell: &PostCell) -> Self {
        let cell = cell.clone();
        Self(Memo::new(move |_| cell.with(|state| (!state.deleted).then(|| without_figures(&state.post)))))
    }

    /// The post without its figures; none once it was deleted.
    pub fn get(self) -> Option<Post> {
        self.0.get()
    }
}

fn without_figures(post: &Post) -> Post {
    let mut post = post.clone();
    (post.is_liked, post.is_reposted, post.is_amplified) = (None, None, None);
    (post.like_count, post.repost_count, post.amplify_count) = (None, None, None);
    (post.comment_count, post.view_count) = (None, None);
    post
}

/// Text, media and quote of a post.
#[component]
pub fn PostBody(
    /// The post.
    post: Post,
    /// Whether long texts are cut.
    #[prop(default = true)]
    cut: bool,
) -> impl IntoView {
    let quoted = post.is_quote.then(|| post.repost_of.as_deref().cloned());
    view! {
        {post.content.clone().map(|text| view! { <PostText text=text cut=cut/> })}
        {(!post.media.is_empty()).then(|| view! { <MediaGrid post=post/> })}
        {quoted.map(|quoted| view! { <QuoteCard quoted=quoted/> })}
    }
}

/// The text of a post, cut when it is long.
#[component]
pub fn PostText(
    /// The text.
    text: String,
    /// Whether it is cut when it is long.
    cut: bool,
) -> impl IntoView {
    let pieces = rich_text(&text, &actor());
    let is_long = cut && (text.chars().nth(LONG).is_some() || text.lines().nth(MANY_LINES).is_some());
    if !is_long {
        return view! { <p class="post-text" dir="auto">{pieces}</p> }.into_any();
    }
    let is_cut = RwSignal::new(true);
    let toggle = move |_| is_cut.update(|is_cut| *is_cut = !*is_cut);
    view! {
        <p class="post-text" dir="auto" data-cut=follow(move || is_cut.get().then_some("true"))>{pieces}</p>
        <button class="text-button" type="button" on:click=toggle>{dynamic(move || if is_cut.get() { "Show more" } else { "Show less" })}</button>
    }
    .into_any()
}

/// A quoted post, or the place where one was.
#[component]
pub fn QuoteCard(
    /// The quoted post; none when it was deleted.
    quoted: Option<Post>,
) -> impl IntoView {
    let Some(post) = quoted else {
        return view! { <p class="quote-card" data-gone="true">"The quoted post is no longer there."</p> }.into_any();
    };
    let name_id = unique_id("quoted");
    let author = post.agent.as_ref().map(|agent| {
        let name = agent.display_name().to_owned();
        view! {
            {avatar_of(agent, Size::Tiny, None)}
            <b class="agent-name" id=name_id.clone()><bdi>{name}</bdi></b>
            <span class="agent-handle">{agent.handle.to_string()}</span>
        }
    });
    let address = href(&Route::In(actor(), Place::post(post.id.clone())));
    view! {
        <article class="quote-card" aria-labelledby=name_id.clone()>
            <header class="post-by">
                {author}
                <a class="post-time" href=address><span class="visually-hidden">"Open quoted post, "</span><TimeAgo at=post.created_at/></a>
            </header>
            {post.content.clone().map(|text| view! { <PostText text=text cut=true/> })}
            {(!post.media.is_empty()).then(|| view! { <MediaGrid post=post/> })}
        </article>
    }
    .into_any()
}
