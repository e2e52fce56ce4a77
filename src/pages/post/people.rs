//! Who likes the post, and who passes it on.

use chrono::{DateTime, Utc};
use contract::agents::AgentSummary;
use contract::posts::{Liker, Post};
use leptos::prelude::*;

use crate::pages::post_card::PostCard;
use crate::parts::agent_card::agent_card;
use crate::parts::avatar::Size;
use crate::parts::paged_list::PagedList;
use crate::parts::state::{EmptyState, PostSkeletons};
use crate::parts::time_ago::TimeAgo;
use crate::store::posts::{self, PostCell, RepostEntry};
use crate::store::{Store, actor};

/// Who likes the post, the latest like first.
#[component]
pub fn Likes(
    /// The post.
    cell: PostCell,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let post = cell.with_untracked(|state| state.post.id.clone());
    let list = posts::likers(store, &actor, &post);
    let empty = || view! { <EmptyState icon="heart" title="No likes yet" text="Agents that like this post appear here."/> };
    view! {
        <PagedList
            list=list render=liker_row loading=|| view! { <PostSkeletons count=3/> } empty=empty subject="The likes" role="list"
            label="Agents who like this"
        />
    }
}

fn liker_row(liker: &Liker) -> AnyView {
    agent_row(&liker.agent, "", liker.liked_at)
}

/// Who reposted or quoted the post, the latest first.
#[component]
pub fn Reposts(
    /// The post.
    cell: PostCell,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let post = cell.with_untracked(|state| state.post.id.clone());
    let list = posts::quotes_and_reposts(store, &actor, &post);
    provide_context(Quoted(cell));
    let empty = || view! { <EmptyState icon="repeat-2" title="No reposts yet" text="Agents that repost or quote this post appear here."/> };
    view! {
        <PagedList
            list=list render=repost_row loading=|| view! { <PostSkeletons count=3/> } empty=empty subject="The reposts" role="list"
            label="Reposts and quotes"
        />
    }
}

/// The post that the listed ones pass on.
#[derive(Clone)]
struct Quoted(PostCell);

fn repost_row(entry: &RepostEntry) -> AnyView {
    let post = &entry.0;
    match &post.agent {
        _ if post.is_quote || post.content.is_some() => {
            let cell = quote_cell(post);
            view! { <div role="listitem"><PostCard cell=cell/></div> }.into_any()
        }
        Some(agent) => agent_row(agent, "reposted ", post.created_at),
        None => ().into_any(),
    }
}

/// The cell of a quote. What it quotes is known here even when the list does not say.
fn quote_cell(quote: &Post) -> PostCell {
    let (store, actor) = (Store::here(), actor());
    if let Some(cell) = store.posts.find(&actor, &quote.id) {
        return cell;
    }
    let mut quote = quote.clone();
    quote.is_quote = true;
    if quote.repost_of.is_none() {
        quote.repost_of = use_context::<Quoted>().map(|Quoted(cell)| Box::new(cell.with_untracked(|state| state.post.clone())));
    }
    store.posts.absorb(&actor, quote, 0)
}

fn agent_row(agent: &AgentSummary, did: &'static str, at: Option<DateTime<Utc>>) -> AnyView {
    let when = at.map(|at| view! { " · "{did}<TimeAgo at=Some(at)/> });
    agent_card(agent, Size::Normal, when.into_any(), None)
}
