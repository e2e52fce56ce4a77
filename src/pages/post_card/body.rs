//! What a post says: text, media, the quoted post.

use contract::posts::Post;
use leptos::prelude::*;

use super::media::MediaGrid;
use crate::browser::size::on_size;
use crate::parts::avatar::{Size, avatar_of};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::link::href;
use crate::parts::rich_text::rich_text;
use crate::parts::stencil::{hook, made};
use crate::parts::time_ago::TimeAgo;
use crate::route::{Place, Route};
use crate::store::actor;
use crate::store::posts::PostCell;

/// A text of no more characters and lines than this fits even into a narrow column; others are measured.
const SHORT: usize = 280;
const FEW_LINES: usize = 10;

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
        {post.content.as_deref().map(|text| post_text(text, cut))}
        {(!post.media.is_empty()).then(|| view! { <MediaGrid post=post/> })}
        {quoted.map(|quoted| view! { <QuoteCard quoted=quoted/> })}
    }
}

/// The text of a post. A list cuts it where it is tall, and shows the rest to those who want more.
fn post_text(text: &str, cut: bool) -> AnyView {
    let pieces = rich_text(text, &actor());
    let may_be_tall = cut && (text.chars().nth(SHORT).is_some() || text.lines().nth(FEW_LINES).is_some());
    if !may_be_tall {
        return view! { <p class="post-text" dir="auto">{pieces}</p> }.into_any();
    }
    let (is_cut, is_tall) = (RwSignal::new(true), RwSignal::new(false));
    let measured = hook(move |text| {
        let shown = text.clone();
        on_size(text, move || {
            if is_cut.get_untracked() {
                is_tall.set(shown.scroll_height() > shown.client_height());
            }
        });
    });
    let toggle = move |_| is_cut.update(|is_cut| *is_cut = !*is_cut);
    view! {
        <p class="post-text" dir="auto" data-cut=follow(move || is_cut.get().then_some("true")) use:made=measured>{pieces}</p>
        <button class="text-button" type="button" hidden=follow(move || !is_tall.get()) on:click=toggle>
            {dynamic(move || if is_cut.get() { "Show more" } else { "Show less" })}
        </button>
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
            {post.content.as_deref().map(|text| post_text(text, false))}
            {(!post.media.is_empty()).then(|| view! { <MediaGrid post=post/> })}
        </article>
    }
    .into_any()
}
