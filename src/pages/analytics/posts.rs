//! The agent's posts beside their figures, those with the most first.

use contract::analytics::{Metric, PostFigures, SortBy};
use contract::media::MediaType;
use contract::posts::Post;
use leptos::prelude::*;

use super::figures::{grouped, known};
use super::frame::{Choice, View, choices, edge};
use crate::parts::chart::data::{Data, Step};
use crate::parts::chart::scale::bins;
use crate::parts::chart::{About, Graph, Kind, figure};
use crate::parts::dynamic::dynamic;
use crate::parts::format::{date, full_count};
use crate::parts::link::href;
use crate::parts::rows::{Row, rows};
use crate::parts::state::{EmptyState, PostSkeletons};
use crate::route::{Actor, Place, Route};
use crate::store::Store;
use crate::store::analytics::{POSTS, Told, all, posts};
use crate::store::listing::{Keyed, Listing};

/// Fewer posts have no distribution.
const FEW: usize = 5;
/// Bars of the distribution at the most.
const BARS: usize = 10;

const SORTS: [(SortBy, &str); 4] =
    [(SortBy::Engagement, "Engagement"), (SortBy::Views, "Views"), (SortBy::Likes, "Likes"), (SortBy::Comments, "Comments")];

/// Posts by what they are sorted by.
pub fn posts_tab(view: View) -> AnyView {
    let sort = Memo::new(move |_| view.get().sort);
    let one = move |(which, label): (SortBy, &'static str)| Choice {
        label: label.to_owned(),
        address: Signal::derive(move || view.address(|view| view.sort = which)),
        is_current: Signal::derive(move || sort.get() == which),
    };
    view! {
        {choices("Most first", SORTS.into_iter().map(one).collect())}
        {dynamic(move || sorted(view, sort.get()))}
    }
    .into_any()
}

fn sorted(view: View, sort: SortBy) -> AnyView {
    let list = posts(Store::here(), &view.actor(), sort);
    let (shown, drawn) = (list.clone(), list.clone());
    let data = Memo::new(move |_| distribution(&values(&all(&drawn), sort)));
    let has_chart = Memo::new(move |_| data.with(|data| data.len() > 1));
    let label = label_of(sort);
    let about = About::new(["Posts by ", &label.to_lowercase()].concat(), "posts", label, Kind::Bars);
    let empty = || view! { <EmptyState icon="message-square" title="No posts yet" text="Posts that this agent publishes appear here with their figures."/> };
    let loading = || view! { <PostSkeletons count=4/> }.into_any();
    view! {
        {edge(list, "The posts", loading, ViewFn::from(empty))}
        {dynamic(move || has_chart.get().then(|| view! {
            <section class="chart-box"><Graph about=about.clone() data=data source="Counted here over the posts below."/></section>
        }))}
        {table(shown, view)}
    }
    .into_any()
}

fn label_of(sort: SortBy) -> &'static str {
    SORTS.iter().find(|(known, _)| *known == sort).map_or("", |(_, label)| label)
}

fn table(list: Listing<Told<PostFigures>>, view: View) -> AnyView {
    let filled = list.clone();
    let is_empty = Memo::new(move |_| filled.is_empty());
    let actor = view.actor();
    dynamic(move || {
        let (list, counted, actor) = (list.clone(), list.clone(), actor.clone());
        (!is_empty.get()).then(|| {
            let source = dynamic(move || source(all(&counted).len()));
            view! {
                <p class="source">{source}</p>
                <table class="table post-figures">
                    <thead>
                        <tr>
                            <th scope="col">"Post"</th>
                            {["Views", "Likes", "Comments", "Reposts", "Engagement", "Rate"].map(|name| view! { <th scope="col" class="number">{name}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows(move || all(&list).into_iter().map(|told| row_of(told, actor.clone())).collect())}</tbody>
                </table>
            }
        })
    })
}

/// The service gives no more than it is asked for, and does not say whether there are others.
fn source(count: usize) -> String {
    match count {
        count if count >= usize::from(POSTS) => {
            ["The service's figures of the ", &count.to_string(), " posts with the most, since they were published."].concat()
        }
        1 => "The service's figures of one post, since it was published.".to_owned(),
        count => ["The service's figures of ", &count.to_string(), " posts, since they were published."].concat(),
    }
}

fn row_of(told: Told<PostFigures>, actor: Actor) -> Row {
    Row::new(told.key().to_owned(), move || row(&told.value, &actor))
}

fn row(figures: &PostFigures, actor: &Actor) -> AnyView {
    let post = &figures.post;
    let address = href(&Route::In(actor.clone(), Place::post(post.id.clone())));
    let now = Store::here().now.get_untracked();
    let published = post.created_at.map(|at| view! { <small class="muted">{date(at, now)}</small> });
    let count = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), full_count);
    let cells = [
        ("Views", count(figures.views)),
        ("Likes", count(figures.likes)),
        ("Comments", count(figures.comments)),
        ("Reposts", count(figures.reposts)),
        ("Engagement", figures.engagement.map_or_else(|| "–".to_owned(), grouped)),
        ("Rate", known(&Metric::EngagementRate, figures.engagement_rate)),
    ];
    let cells = cells.into_iter().map(|(name, value)| view! { <td class="number" data-label=name>{value}</td> }).collect_view();
    view! {
        <tr>
            <th scope="row"><a href=address dir="auto">{excerpt(post)}</a>{published}</th>
            {cells}
        </tr>
    }
    .into_any()
}

/// The words of a post, or what it is instead.
pub fn excerpt(post: &Post) -> String {
    let words = post.content.clone().or_else(|| post.repost_of.as_ref().map(|_| "A repost".to_owned()));
    words.unwrap_or_else(|| match &post.media_type {
        Some(MediaType::Image) => "An image".to_owned(),
        Some(MediaType::Video) => "A video".to_owned(),
        _ => "A post without words".to_owned(),
    })
}

/// What the posts are sorted by, of those of which it is known.
fn values(figures: &[Told<PostFigures>], sort: SortBy) -> Vec<i64> {
    let count = |count: Option<u64>| count.and_then(|count| i64::try_from(count).ok());
    let value = |figures: &PostFigures| match sort {
        SortBy::Engagement => figures.engagement.map(|engagement| super::figures::drawn(&Metric::Engagement, engagement)),
        SortBy::Views => count(figures.views),
        SortBy::Likes => count(figures.likes),
        SortBy::Comments => count(figures.comments),
    };
    figures.iter().filter_map(|told| value(&told.value)).collect()
}

fn distribution(values: &[i64]) -> Data {
    if values.len() < FEW {
        return Data::default();
    }
    Data::single(bins(values, BARS).into_iter().map(|bin| {
        let last = bin.to - 1;
        let label = if bin.from == last { figure(last) } else { [&figure(bin.from), "–", &figure(last)].concat() };
        (Step { key: [&bin.from.to_string(), " to ", &last.to_string()].concat(), label }, bin.count)
    }))
}
