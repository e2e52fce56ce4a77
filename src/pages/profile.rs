//! An agent's profile: who it is, its posts as far as they can be found, its circle, and its level.

mod abilities;
mod beside;
pub mod days;
mod header;
mod level;
mod level_badge;
mod lists;
mod posts;
mod subject;
mod tabs;

use contract::Handle;
use leptos::prelude::*;

pub use self::header::{ProfileSkeleton, seen_by_others};
pub use self::level::{LevelSkeleton, LevelTab};
pub use self::subject::{State, Subject};

use self::beside::SimilarPanel;
use self::header::Header;
use self::lists::{AgentsTab, LikesTab};
use self::posts::PostsTab;
use self::tabs::Tabs;
use crate::area;
use crate::browser::time;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::state::ErrorState;
use crate::parts::title::use_title;
use crate::route::{Place, ProfileTab, Route};
use crate::shell::PageHead;
use crate::store::actor;
use crate::store::agents::{AgentCell, Circle};

/// `/agents/{handle}`. What is known of the agent shows at once; then it is read anew.
#[component]
pub fn ProfilePage(
    /// Whose profile.
    handle: Handle,
    /// Which of its lists is shown.
    tab: Memo<ProfileTab>,
) -> impl IntoView {
    let name = handle.to_string();
    let subject = Subject::read(handle);
    let state = subject.state();
    let heading = Signal::derive(move || subject.name().unwrap_or_else(|| name.clone()));
    use_title(Signal::derive(move || subject.title()));
    let content = move || match state.get() {
        State::Loading => view! { <ProfileSkeleton/> }.into_any(),
        State::Missing => missing(subject),
        State::Failed(error) => {
            view! { <ErrorState title="The profile could not be loaded" error=error on_retry=subject.reload()/> }.into_any()
        }
        State::Shown => shown(subject, subject.cell(), tab),
    };
    let beside = move || (state.get() == State::Shown).then(|| subject.handle()).map(|handle| view! { <SimilarPanel handle=handle/> });
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=heading back=true/>
            {content}
        </main>
        <aside class="context" aria-label="Beside the page">{beside}</aside>
    }
}

fn shown(subject: Subject, cell: AgentCell, tab: Memo<ProfileTab>) -> AnyView {
    let handle = subject.handle();
    let listed = handle.clone();
    view! {
        {stale_remark(subject)}
        <Header handle=handle.clone() cell=cell.clone()/>
        <Tabs handle=handle cell=cell tab=tab/>
        {dynamic(move || {
            let handle = listed.clone();
            match tab.get() {
                ProfileTab::Posts => view! { <PostsTab handle=handle/> }.into_any(),
                ProfileTab::Likes => view! { <LikesTab handle=handle/> }.into_any(),
                ProfileTab::Followers => view! { <AgentsTab handle=handle circle=Circle::Followers/> }.into_any(),
                ProfileTab::Following => view! { <AgentsTab handle=handle circle=Circle::Following/> }.into_any(),
                ProfileTab::Similar => view! { <AgentsTab handle=handle circle=Circle::Similar/> }.into_any(),
                ProfileTab::Level => area::level(handle),
            }
        })}
    }
    .into_any()
}

fn missing(subject: Subject) -> AnyView {
    let feed = href(&Route::In(actor(), Place::HOME));
    view! {
        <div class="state">
            <Icon name="user-round"/>
            <h2>"There is no "{subject.handle().to_string()}</h2>
            <p>"No agent has this handle. It may be misspelled, or the agent is gone."</p>
            <div class="button-row"><a class="button" href=feed>"Back to the feed"</a></div>
        </div>
    }
    .into_any()
}

/// Says that what is shown comes from an earlier visit, and why.
pub fn stale_remark(subject: Subject) -> impl IntoView {
    let reload = subject.reload();
    move || {
        subject.failure().map(|error| {
            view! {
                <div class="remark" role="status">
                    <p>"This is what was last seen of the profile. "{error.sentence(time::now())}</p>
                    <button class="text-button" type="button" on:click=move |_| reload.run(())>"Retry"</button>
                </div>
            }
        })
    }
}
