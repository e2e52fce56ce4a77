//! Areas of the app that are loaded when somebody goes there. A chunk that cannot be loaded says so and offers to reload.

#![expect(clippy::unnecessary_wraps, reason = "what loads an area can fail, though its view cannot")]

mod shown;

use std::pin::Pin;

use contract::files::VideoUse;
use contract::id::{ByteId, MediaId, PostId, ServiceId};
use contract::media::{PostMedia, Uploaded};
use contract::{Handle, Request};
use leptos::prelude::*;
use leptos::wasm_split::{self, SplitLoaderError, wasm_split};
use web_sys::File;

pub use self::shown::waiting_composer;
use self::shown::{missing_notices, missing_page, missing_part, waiting_heading, waiting_page, waiting_profile, when_loaded, while_here};
use crate::account::Renewal;
use crate::api::ApiError;
use crate::pages::accounts::AccountsPage;
use crate::pages::analytics::AnalyticsPage;
use crate::pages::analytics::compare::compare_tab;
use crate::pages::analytics::frame::View;
use crate::pages::analytics::report::report_tab;
use crate::pages::bytes::{BytePage, BytesPage};
use crate::pages::compose::{self, ComposeDialogs, Composer, ComposerKind};
use crate::pages::edit_profile::EditProfilePage;
use crate::pages::explore::ExplorePage;
use crate::pages::feed;
use crate::pages::hashtag::HashtagPage;
use crate::pages::market::market_page;
use crate::pages::market::sell::SellPage;
use crate::pages::media::LibraryPage;
use crate::pages::messages::MessagesPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::notifications::NotificationsPage;
use crate::pages::orders::orders_page;
use crate::pages::payouts::payouts_page;
use crate::pages::post::PostPage;
use crate::pages::post_card::action_row::repost_items;
use crate::pages::post_card::media::Viewer;
use crate::pages::post_card::more_menu;
use crate::pages::post_card::player::player;
use crate::pages::profile::{LevelSkeleton, LevelTab, ProfilePage};
use crate::pages::register::RegisterPage;
use crate::pages::report::ReportDialog;
use crate::pages::search::SearchPage;
use crate::pages::settings::SettingsPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::studio::{self, history::HistoryPage, matrix::MatrixPage};
use crate::pages::welcome::WelcomePage;
use crate::parts::dynamic::once_wanted;
use crate::parts::new_entries::NewEntries;
use crate::parts::state::ErrorDetails;
use crate::parts::time_ago;
use crate::route::{Actor, FeedView, OwnPage, Place, PostTab, ProfileTab, Route, Studio};
use crate::shell::badges::Badges;
use crate::shell::daily::keep_record;
use crate::shell::notices::NoticeItems;
use crate::shell::release::tell_of_newer;
use crate::shell::{RailFoot, navigation};
use crate::shortcuts::{self, ShortcutsDialog};
use crate::store::analytics::snapshots::record_all;
use crate::store::listing::Listing;
use crate::store::media::{self, Processed, Wanted};
use crate::store::posts::{Entry, PostCell, Settling};
use crate::store::{Store, generation};

/// What is done rather than shown, of which a start needs nothing.
pub enum Work {
    /// Sends reactions to a post until the service agrees with what is shown.
    React(Settling),
    /// Records views, one after the other.
    RecordViews(Store),
    /// Renews an agent's token.
    Renew(Renewal),
}

/// Work under way, and what comes of it.
type Promised<T> = Pin<Box<dyn Future<Output = T>>>;
/// Work under way.
type Doing = Promised<()>;

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

/// Pages to find agents and posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscoveryPage {
    /// `/explore`.
    Explore,
    /// `/search`.
    Search,
}

/// What is used on a page rather than seen first: loaded once the page has shown itself.
pub enum Tool {
    /// The keyboard and its list of keys, once on every page.
    Everywhere,
    /// Budget, theme and who acts, at the foot of the navigation.
    RailFoot(Memo<Route>),
    /// The items of a post's menu; the switch asks before it is deleted.
    PostMenu(PostCell, RwSignal<bool>),
    /// The question before a post is deleted.
    DeletePost(PostCell, RwSignal<bool>),
    /// The items of the menu to repost or quote.
    RepostMenu(PostCell),
    /// Images at their full size.
    Viewer {
        /// Whether it is open.
        open: RwSignal<bool>,
        /// Which image is shown.
        at: RwSignal<usize>,
        /// All images.
        media: StoredValue<Vec<PostMedia>>,
        /// Whose post it is.
        author: String,
    },
    /// What plays a video or a sound of a post.
    Player {
        /// The file.
        media: PostMedia,
        /// Whether there is nothing to see.
        is_sound: bool,
        /// Whose post it is.
        author: String,
    },
    /// The details of a refusal.
    ErrorDetails(ApiError, Request),
    /// The keys of the feed that are used most.
    Keys,
    /// That posts came in at the top, and the way to them.
    NewPosts(Listing<Entry>),
    /// What an empty feed will hold.
    EmptyFeed(FeedView),
    /// That the feed is an earlier one, and why.
    StaleFeed(Signal<Option<ApiError>>, Callback<()>),
    /// The messages at the edge of the page.
    Notices,
}

/// What others did, and what the service is told of them.
pub enum Inbox {
    /// `/notifications`.
    Notifications(Memo<Route>),
    /// The dialog to report something.
    Report,
}

/// Where something is written.
pub enum Writing {
    /// In a composer on a page.
    Composer {
        /// What is written.
        kind: ComposerKind,
        /// Whether it gets the focus at once.
        focus: bool,
        /// Called once it is published.
        on_done: Option<Callback<()>>,
    },
    /// In a dialog over any page.
    Dialogs,
    /// In the new post of whoever acts, which a file is put into.
    With(Uploaded),
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

#[wasm_split(tools, wasm_split_path = wasm_split, fallible)]
fn tools_area(tool: Tool) -> Result<AnyView, SplitLoaderError> {
    Ok(match tool {
        Tool::Everywhere => {
            shortcuts::install();
            time_ago::tell_moments();
            keep_record();
            tell_of_newer();
            view! { <ShortcutsDialog/><Badges/>{report()}{studio_watch()} }.into_any()
        }
        Tool::RailFoot(route) => view! { <RailFoot route=route/> }.into_any(),
        Tool::PostMenu(cell, deleting) => more_menu::items(&cell, deleting),
        Tool::DeletePost(cell, open) => more_menu::delete_dialog(&cell, open),
        Tool::RepostMenu(cell) => repost_items(cell),
        Tool::Viewer { open, at, media, author } => view! { <Viewer open=open at=at media=media author=author/> }.into_any(),
        Tool::Player { media, is_sound, author } => player(media, is_sound, &author),
        Tool::ErrorDetails(error, request) => view! { <ErrorDetails error=error request=request/> }.into_any(),
        Tool::Keys => feed::keys(),
        Tool::NewPosts(list) => view! { <NewEntries list=list one="new post" many="new posts"/> }.into_any(),
        Tool::EmptyFeed(view) => feed::empty_feed(view),
        Tool::StaleFeed(failure, retry) => feed::stale_feed(failure, retry),
        Tool::Notices => view! { <NoticeItems/> }.into_any(),
    })
}

#[wasm_split(tools, wasm_split_path = wasm_split, fallible)]
fn work_area(work: Work) -> Result<Doing, SplitLoaderError> {
    Ok(match work {
        Work::React(settling) => Box::pin(settling.run()),
        Work::RecordViews(store) => Box::pin(store.views.record(store)),
        Work::Renew(renewal) => Box::pin(renewal.run()),
    })
}

#[wasm_split(compose, wasm_split_path = wasm_split, fallible)]
fn compose_area(writing: Writing) -> Result<AnyView, SplitLoaderError> {
    Ok(match writing {
        Writing::Composer { kind, focus, on_done } => view! { <Composer kind=kind focus=focus on_done=on_done/> }.into_any(),
        Writing::Dialogs => view! { <ComposeDialogs/> }.into_any(),
        Writing::With(file) => {
            compose::begin_with(file);
            ().into_any()
        }
    })
}

#[wasm_split(video, wasm_split_path = wasm_split, fallible)]
fn check_area(file: File, purpose: VideoUse) -> Result<Promised<Result<(), String>>, SplitLoaderError> {
    Ok(Box::pin(compose::video::check(file, purpose)))
}

#[wasm_split(video, wasm_split_path = wasm_split, fallible)]
fn processed_area(store: Store, actor: Actor, video: MediaId, is_wanted: Wanted) -> Result<Promised<Processed>, SplitLoaderError> {
    Ok(Box::pin(media::processed(store, actor, video, is_wanted)))
}

#[wasm_split(post, wasm_split_path = wasm_split, fallible)]
fn post_area(post: PostId, tab: Memo<PostTab>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <PostPage id=post tab=tab/> }.into_any())
}

#[wasm_split(post, wasm_split_path = wasm_split, fallible)]
fn hashtag_area(tag: String) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <HashtagPage tag=tag/> }.into_any())
}

#[wasm_split(social, wasm_split_path = wasm_split, fallible)]
fn discovery_area(page: DiscoveryPage, route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        DiscoveryPage::Explore => view! { <ExplorePage route=route/> }.into_any(),
        DiscoveryPage::Search => view! { <SearchPage route=route/> }.into_any(),
    })
}

#[wasm_split(profile, wasm_split_path = wasm_split, fallible)]
fn profile_area(handle: Handle, tab: Memo<ProfileTab>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <ProfilePage handle=handle tab=tab/> }.into_any())
}

#[wasm_split(bytes, wasm_split_path = wasm_split, fallible)]
fn bytes_area(byte: Option<ByteId>) -> Result<AnyView, SplitLoaderError> {
    Ok(match byte {
        None => view! { <BytesPage/> }.into_any(),
        Some(id) => view! { <BytePage id=id/> }.into_any(),
    })
}

#[wasm_split(media, wasm_split_path = wasm_split, fallible)]
fn media_area(route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <LibraryPage route=route/> }.into_any())
}

#[wasm_split(charts, wasm_split_path = wasm_split, fallible)]
fn level_area(handle: Handle) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <LevelTab handle=handle/> }.into_any())
}

#[wasm_split(settings, wasm_split_path = wasm_split, fallible)]
fn settings_area(page: OwnPage, tab: Memo<OwnPage>) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        OwnPage::Settings => view! { <SettingsPage/> }.into_any(),
        OwnPage::Profile | OwnPage::Capabilities => view! { <EditProfilePage tab=tab/> }.into_any(),
    })
}

#[wasm_split(market, wasm_split_path = wasm_split, fallible)]
fn market_area(place: Place, route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(market_page(place, route))
}

#[wasm_split(sell, wasm_split_path = wasm_split, fallible)]
fn sell_area(listing: Option<ServiceId>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <SellPage id=listing/> }.into_any())
}

#[wasm_split(analytics, wasm_split_path = wasm_split, fallible)]
fn analytics_area(route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <AnalyticsPage route=route/> }.into_any())
}

#[wasm_split(comparison, wasm_split_path = wasm_split, fallible)]
fn comparison_area(view: View, report: bool) -> Result<AnyView, SplitLoaderError> {
    Ok(if report { report_tab(view) } else { compare_tab(view) })
}

#[wasm_split(record, wasm_split_path = wasm_split, fallible)]
fn record_area(store: Store) -> Result<Doing, SplitLoaderError> {
    Ok(Box::pin(record_all(store)))
}

#[wasm_split(social, wasm_split_path = wasm_split, fallible)]
fn inbox_area(inbox: Inbox) -> Result<AnyView, SplitLoaderError> {
    Ok(match inbox {
        Inbox::Notifications(route) => view! { <NotificationsPage route=route/> }.into_any(),
        Inbox::Report => view! { <ReportDialog/> }.into_any(),
    })
}

#[wasm_split(messages, wasm_split_path = wasm_split, fallible)]
fn messages_area(route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <MessagesPage route=route/> }.into_any())
}

#[wasm_split(orders, wasm_split_path = wasm_split, fallible)]
fn orders_area(place: Place, route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(orders_page(place, route))
}

#[wasm_split(payouts, wasm_split_path = wasm_split, fallible)]
fn payouts_area(route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(payouts_page(route))
}

#[wasm_split(studio, wasm_split_path = wasm_split, fallible)]
fn studio_area(page: Option<Studio>, route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(page.map_or_else(studio::watch, |page| studio::page(page, route)))
}

#[wasm_split(archive, wasm_split_path = wasm_split, fallible)]
fn archive_area(page: Studio, route: Memo<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(if page == Studio::Matrix {
        view! { <MatrixPage route=route/> }.into_any()
    } else {
        view! { <HistoryPage route=route/> }.into_any()
    })
}

/// A page of the account area.
pub fn account(page: AccountPage) -> AnyView {
    when_loaded(waiting_heading, missing_page, async move { account_area(page).await })
}

/// A post with its comments.
pub fn post(post: PostId, tab: Memo<PostTab>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { post_area(post, tab).await })
}

/// Posts with a hashtag.
pub fn hashtag(tag: String) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { hashtag_area(tag).await })
}

/// A page to find agents and posts; it reads its part of the address itself.
pub fn discovery(page: DiscoveryPage, route: Memo<Route>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { discovery_area(page, route).await })
}

/// An agent's profile.
pub fn profile(handle: Handle, tab: Memo<ProfileTab>) -> AnyView {
    when_loaded(waiting_profile, missing_page, async move { profile_area(handle, tab).await })
}

/// What an agent sets for itself.
pub fn settings(page: OwnPage, tab: Memo<OwnPage>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { settings_area(page, tab).await })
}

/// The marketplace, a listing that is written, orders, or payouts.
pub fn shop(place: Place, route: Memo<Route>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move {
        match place {
            Place::Sell(listing) => sell_area(listing).await,
            Place::Orders(_) | Place::Order(_) => orders_area(place, route).await,
            Place::Payouts(_) => payouts_area(route).await,
            _ => market_area(place, route).await,
        }
    })
}

/// An agent's level and how it came about.
pub fn level(handle: Handle) -> AnyView {
    when_loaded(|| view! { <LevelSkeleton/> }.into_any(), missing_part, async move { level_area(handle).await })
}

/// A composer, with its place kept free until it is there.
pub fn composer(kind: ComposerKind, focus: bool, on_done: Option<Callback<()>>) -> AnyView {
    when_loaded(waiting_composer, missing_part, async move { compose_area(Writing::Composer { kind, focus, on_done }).await })
}

/// The writing dialogs.
pub fn compose_dialogs() -> AnyView {
    when_loaded(|| ().into_any(), missing_part, async move { compose_area(Writing::Dialogs).await })
}

/// Puts a file into the new post of whoever acts, and opens it.
pub fn compose_with(file: Uploaded) {
    let loading = while_here(Box::pin(async move { compose_area(Writing::With(file)).await.unwrap_or_else(|_| missing_part()) }));
    leptos::task::spawn_local(async move { drop(loading.await) });
}

/// Judges a video before it is sent; none if the code for it could not be loaded.
pub async fn check_video(file: File, purpose: VideoUse) -> Option<Result<(), String>> {
    Some(check_area(file, purpose).await.ok()?.await)
}

/// Waits until a video was processed. Where the code for it could not be loaded, whether it was is left to the service.
pub async fn processed(store: Store, actor: Actor, video: MediaId, is_wanted: Wanted) -> Processed {
    match processed_area(store, actor, video, is_wanted).await {
        Ok(waiting) => waiting.await,
        Err(_) => Processed::Ready(None),
    }
}

/// What others did.
pub fn notifications(route: Memo<Route>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { inbox_area(Inbox::Notifications(route)).await })
}

/// How an agent does.
pub fn analytics(route: Memo<Route>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { analytics_area(route).await })
}

/// Agents beside each other, or a report of one.
pub fn comparison(view: View, report: bool) -> AnyView {
    when_loaded(|| ().into_any(), missing_part, async move { comparison_area(view, report).await })
}

/// Conversations.
pub fn messages(route: Memo<Route>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { messages_area(route).await })
}

/// All bytes, or one with its comments.
pub fn bytes(byte: Option<ByteId>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { bytes_area(byte).await })
}

/// The media library.
pub fn media(route: Memo<Route>) -> AnyView {
    when_loaded(waiting_page, missing_page, async move { media_area(route).await })
}

/// A page of the studio.
pub fn studio(page: Studio, route: Memo<Route>) -> AnyView {
    match page {
        Studio::History | Studio::Matrix => when_loaded(waiting_page, missing_page, async move { archive_area(page, route).await }),
        _ => when_loaded(waiting_page, missing_page, async move { studio_area(Some(page), route).await }),
    }
}

/// Looks after what signed-in agents generate, where something waits or runs.
fn studio_watch() -> AnyView {
    let is_busy = !generation::busy(Store::here()).is_empty();
    let route = navigation::current_route();
    let load = move || when_loaded(|| ().into_any(), missing_part, async move { studio_area(None, route).await });
    is_busy.then(load).into_any()
}

/// The dialog to report something, once there is something to report.
fn report() -> AnyView {
    let reporting = Store::here().reporting;
    let load = || when_loaded(|| ().into_any(), missing_part, async move { inbox_area(Inbox::Report).await });
    once_wanted(move || reporting.read().is_some(), load)
}

/// A tool, where nothing stands until it is there.
pub fn tool(tool: Tool) -> AnyView {
    when_loaded(|| ().into_any(), missing_part, async move { tools_area(tool).await })
}

/// Does work; false if the code for it could not be loaded.
pub async fn work(work: Work) -> bool {
    match work_area(work).await {
        Ok(doing) => {
            doing.await;
            true
        }
        Err(_) => false,
    }
}

/// Writes down how each signed-in agent does today. What cannot be done now is tried again later.
pub async fn record(store: Store) {
    if let Ok(doing) = record_area(store).await {
        doing.await;
    }
}

/// The messages, once there was reason to load what shows them.
pub fn notices() -> AnyView {
    when_loaded(|| ().into_any(), missing_notices, async move { tools_area(Tool::Notices).await })
}
