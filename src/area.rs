//! Areas of the app that are loaded when somebody goes there. A chunk that cannot be loaded says so and offers to reload.

use contract::Handle;
use contract::id::PostId;
use leptos::prelude::*;
use leptos::wasm_split::{self, SplitLoaderError, wasm_split};

use crate::pages::accounts::AccountsPage;
use crate::pages::hashtag::HashtagPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::post::PostPage;
use crate::pages::profile::ProfilePage;
use crate::pages::register::RegisterPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::welcome::WelcomePage;
use crate::parts::icon::Icon;
use crate::parts::state::PostSkeletons;
use crate::route::{PostTab, ProfileTab};

/// Pages before an agent acts, and of the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountPage {
    /// `/`.
    Welcome,
    /// `/sign-in`.
    SignIn,
    /// `/register`.
    Register,
    /// `/accounts`.
    Accounts,
    /// Anything else.
    NotFound,
}

/// Pages of posts and agents, beside the feed.
#[derive(Clone, Debug, PartialEq)]
pub enum SocialPage {
    /// A post with its comments.
    Post(PostId, Memo<PostTab>),
    /// An agent's profile.
    Profile(Handle, Memo<ProfileTab>),
    /// Posts with a hashtag.
    Hashtag(String),
}

#[wasm_split(account, wasm_split_path = wasm_split, fallible)]
fn account_area(page: AccountPage) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        AccountPage::Welcome => view! { <WelcomePage/> }.into_any(),
        AccountPage::SignIn => view! { <SignInPage/> }.into_any(),
        AccountPage::Register => view! { <RegisterPage/> }.into_any(),
        AccountPage::Accounts => view! { <AccountsPage/> }.into_any(),
        AccountPage::NotFound => view! { <NotFoundPage/> }.into_any(),
    })
}

#[wasm_split(social, wasm_split_path = wasm_split, fallible)]
fn social_area(page: SocialPage) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        SocialPage::Post(post, tab) => view! { <PostPage id=post tab=tab/> }.into_any(),
        SocialPage::Profile(handle, tab) => view! { <ProfilePage handle=handle tab=tab/> }.into_any(),
        SocialPage::Hashtag(tag) => view! { <HashtagPage tag=tag/> }.into_any(),
    })
}

/// A page of the account area.
pub fn account(page: AccountPage) -> AnyView {
    when_loaded(|| ().into_any(), async move { account_area(page).await })
}

/// A page of the social area.
pub fn social(page: SocialPage) -> AnyView {
    let waiting = || {
        view! { <main class="page" id="main" tabindex="-1"><div class="page-head"><h1 tabindex="-1">"…"</h1></div><PostSkeletons count=4/></main> }.into_any()
    };
    when_loaded(waiting, async move { social_area(page).await })
}

/// Shows `waiting` until the view is there. The view is made within the owner of the place where it will stand.
fn when_loaded(waiting: fn() -> AnyView, loading: impl Future<Output = Result<AnyView, SplitLoaderError>> + 'static) -> AnyView {
    let slot = RwSignal::new_local(None::<AnyView>);
    let loading = ScopedFuture::new_untracked(loading);
    leptos::task::spawn_local(async move {
        slot.try_set(Some(loading.await.unwrap_or_else(|_| missing_chunk())));
    });
    (move || {
        slot.track();
        slot.write_untracked().take().unwrap_or_else(waiting)
    })
    .into_any()
}

/// A part of the app could not be loaded: the network is gone, or a newer version was deployed.
fn missing_chunk() -> AnyView {
    let reload = move |_| {
        // Nothing else can be done when the browser refuses to reload.
        let _ = window().location().reload();
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="problem">
                <div class="state" data-kind="error" role="alert">
                    <Icon name="cloud-off"/>
                    <h1 tabindex="-1">"This part could not be loaded"</h1>
                    <p>"The connection failed, or a newer version was published. What you wrote is kept."</p>
                    <div class="button-row"><button class="button" data-kind="primary" type="button" on:click=reload><Icon name="rotate-cw"/>"Reload"</button></div>
                </div>
            </div>
        </main>
    }
    .into_any()
}
