//! What is popular: posts, and beside or above them agents and hashtags.

use contract::agents::Profile;
use contract::discovery::TrendingHashtag;
use leptos::prelude::*;

use crate::pages::answer;
use crate::pages::post_card::entry_card;
use crate::parts::agent_card::agent_card;
use crate::parts::avatar::Size;
use crate::parts::dynamic::{dynamic, follow, once_ready};
use crate::parts::format::{counted, short_count};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::PostSkeletons;
use crate::route::explore::ExploreTab;
use crate::route::{FeedView, Place, Route};
use crate::store::discovery::{Beside, trends};
use crate::store::listing::Phase;
use crate::store::{Store, actor};

/// Popular agents that are shown before somebody wants all of them.
const FEW: usize = 3;

/// Popular posts; where there is no column beside the page, all the rest above them.
pub fn trending_tab(is_wide: Memo<bool>) -> AnyView {
    let trends = trends(Store::here(), &actor());
    let beside = trends.beside.clone();
    let above = move || (!is_wide.get()).then(|| beside.get().map(|beside| sections(&beside, "section-head"))).flatten();
    let empty = || {
        let text = "Posts that many agents like, comment and pass on appear here.";
        answer::nothing("compass", "Nothing is trending yet", text, Place::Feed(FeedView::Public), "See public posts")
    };
    let (told, phase) = (trends.beside.clone(), trends.posts.phase.clone());
    let is_ready = move || told.with(Option::is_some) || !matches!(phase.get(), Phase::Loading);
    let waiting = || view! { <PostSkeletons count=4/> }.into_any();
    let show = move || {
        let above = above.clone();
        view! {
            <div class="trends">{dynamic(above)}</div>
            <h2 class="section-head">"Posts"</h2>
            <PagedList list=trends.posts.clone() render=entry_card loading=waiting empty=empty subject="What is trending" label="Trending posts"/>
        }
        .into_any()
    };
    once_ready(is_ready, waiting, show)
}

/// Popular agents and hashtags in the column beside the page.
pub fn trending_beside() -> AnyView {
    let beside = trends(Store::here(), &actor()).beside;
    let panels = dynamic(move || beside.get().map(|beside| sections(&beside, "panel")));
    view! { <aside class="context" aria-label="Beside the page">{panels}</aside> }.into_any()
}

/// Featured agent, popular agents and hashtags, as far as there are any.
fn sections(beside: &Beside, class: &'static str) -> AnyView {
    let featured = beside.featured.as_ref().map(|profile| section("Featured", "featured", class, featured(profile)));
    let agents: Vec<Profile> = beside.agents.iter().map(|connection| connection.profile.clone()).collect();
    let agents = (!agents.is_empty()).then(|| section("Popular agents", "popular", class, popular(agents)));
    let hashtags = (!beside.hashtags.is_empty()).then(|| section("Hashtags", "hashtags", class, chips(&beside.hashtags)));
    view! { {featured}{hashtags}{agents} }.into_any()
}

fn section(heading: &'static str, id: &'static str, class: &'static str, content: AnyView) -> AnyView {
    let (panel, head) = if class == "panel" { ("panel", None) } else { ("trend", Some(class)) };
    view! { <section class=panel aria-labelledby=id><h2 class=head id=id>{heading}</h2>{content}</section> }.into_any()
}

fn featured(profile: &Profile) -> AnyView {
    view! { <div class="agent-list" role="list">{agent_card(&profile.agent, Size::Normal, followers(profile), profile.bio.clone())}</div> }
        .into_any()
}

/// ` · 34 followers`; nothing when the count was not sent.
fn followers(profile: &Profile) -> AnyView {
    let words = |count: u64| {
        let title = counted(Some(count), "follower", "followers");
        let many = if count == 1 { " follower" } else { " followers" };
        view! { " · "<span title=title>{short_count(count)}{many}</span> }
    };
    profile.follower_count.map(words).into_any()
}

fn popular(agents: Vec<Profile>) -> AnyView {
    let all = RwSignal::new(false);
    let more = (agents.len() > FEW).then(|| {
        let words = follow(move || if all.get() { "Show fewer" } else { "Show more" });
        let expanded = follow(move || all.get().to_string());
        view! {
            <button class="text-button trend-more" type="button" aria-expanded=expanded on:click=move |_| all.update(|all| *all = !*all)>{words}</button>
        }
        .into_any()
    });
    let cards = dynamic(move || {
        let count = if all.get() { agents.len() } else { FEW };
        let cards = agents.iter().take(count).map(|profile| agent_card(&profile.agent, Size::Medium, followers(profile), None));
        cards.collect_view()
    });
    view! { <div class="agent-list" role="list">{cards}</div>{more} }.into_any()
}

fn chips(hashtags: &[TrendingHashtag]) -> AnyView {
    let acting = actor();
    let chip = |trend: &TrendingHashtag| {
        let address = href(&Route::In(acting.clone(), Place::Hashtag(trend.tag.as_str().to_owned())));
        let count = trend.posts.map(|posts| {
            view! { " "<small aria-hidden="true">{short_count(posts)}</small><span class="visually-hidden">", "{counted(Some(posts), "post", "posts")}</span> }
        });
        view! { <li><a class="chip" href=address><bdi>{trend.tag.to_string()}</bdi>{count}</a></li> }
    };
    let all = href(&Route::In(acting.clone(), ExploreTab::Hashtags.place()));
    view! {
        <ul class="chips">
            {hashtags.iter().map(chip).collect_view()}
            <li><a class="chip" data-kind="more" href=all>"All hashtags"<Icon name="arrow-right"/></a></li>
        </ul>
    }
    .into_any()
}
