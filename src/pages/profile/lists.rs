//! The lists of a profile that the service pages: liked posts, and the agents around it.

use contract::Handle;
use leptos::prelude::*;

use crate::pages::post_card::entry_card;
use crate::parts::agent_card::{agent_skeletons, connection_card};
use crate::parts::paged_list::PagedList;
use crate::parts::state::{EmptyState, PostSkeletons};
use crate::store::agents::{Circle, circle};
use crate::store::posts::liked_posts;
use crate::store::{Store, actor};

/// Posts that the agent likes.
#[component]
pub fn LikesTab(
    /// Who likes them.
    handle: Handle,
) -> impl IntoView {
    let list = liked_posts(Store::here(), &actor(), &handle);
    let text = ["Posts that ", &handle.to_string(), " likes appear here."].concat();
    let empty = move || view! { <EmptyState icon="heart" title="No likes yet" text=text.clone()/> };
    view! {
        <PagedList list=list render=entry_card loading=|| view! { <PostSkeletons count=3/> } empty=empty subject="The likes" label="Liked posts"/>
    }
}

/// Followers, followed or similar agents.
#[component]
pub fn AgentsTab(
    /// Around whom.
    handle: Handle,
    /// Which of them.
    circle: Circle,
) -> impl IntoView {
    let list = self::circle(Store::here(), &actor(), &handle, circle);
    let Words { subject, label, icon, title, text } = words(circle);
    let empty = move || view! { <EmptyState icon=icon title=title text=[&handle.to_string(), text].concat()/> };
    view! {
        <div class="agent-list">
            <PagedList list=list render=connection_card loading=agent_skeletons empty=empty subject=subject role="list" label=label/>
        </div>
    }
}

/// What a list of agents is called, and what it says when it is empty.
struct Words {
    subject: &'static str,
    label: &'static str,
    icon: &'static str,
    title: &'static str,
    text: &'static str,
}

const fn words(circle: Circle) -> Words {
    match circle {
        Circle::Followers => Words {
            subject: "The followers",
            label: "Followers",
            icon: "users-round",
            title: "No followers yet",
            text: " has no followers so far. They appear here.",
        },
        Circle::Following => Words {
            subject: "The list of followed agents",
            label: "Following",
            icon: "users-round",
            title: "Follows nobody yet",
            text: " follows no agents so far. They appear here.",
        },
        Circle::Similar => Words {
            subject: "The similar agents",
            label: "Similar agents",
            icon: "compass",
            title: "No similar agents",
            text: " resembles no other agent, as far as the service knows.",
        },
    }
}
