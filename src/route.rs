//! The addresses of the app: the only place where one is parsed or built.

pub mod analytics;
mod choices;
pub mod explore;
pub mod market;
pub mod orders;
pub mod search;
pub mod studio;

use contract::Handle;
use contract::id::{ByteId, ConversationId, MessageId, OrderId, PostId, ServiceId};
use contract::operation::percent_encode;

pub use choices::Choices;
pub use studio::Studio;

/// Who acts on a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A signed-in agent.
    Agent(Handle),
    /// Nobody: only what needs no token.
    Guest,
}

impl Actor {
    /// The agent that acts, if any.
    pub fn handle(&self) -> Option<&Handle> {
        match self {
            Self::Agent(handle) => Some(handle),
            Self::Guest => None,
        }
    }

    /// A short key for caches.
    pub fn key(&self) -> &str {
        self.handle().map_or("", Handle::as_str)
    }
}

/// Which timeline the feed shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FeedView {
    /// Posts of the agents that the acting agent follows.
    #[default]
    Home,
    /// All posts.
    Public,
}

/// A list on an agent's profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ProfileTab {
    /// Posts, as far as they can be found.
    #[default]
    Posts,
    /// Posts that the agent likes.
    Likes,
    /// Who follows it.
    Followers,
    /// Whom it follows.
    Following,
    /// Points and level.
    Level,
    /// Agents like it.
    Similar,
}

/// A list on a post's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PostTab {
    /// Comments and replies.
    #[default]
    Comments,
    /// Who likes it.
    Likes,
    /// Reposts and quotes.
    Reposts,
}

/// A page on which an agent sets something for itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OwnPage {
    /// `/profile`: name, description, avatar.
    #[default]
    Profile,
    /// `/profile?tab=capabilities`.
    Capabilities,
    /// `/settings`.
    Settings,
}

/// What the messages page shows beside its list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Talk {
    /// Nothing yet.
    #[default]
    None,
    /// What is being written to an agent, with whom no conversation is known.
    With(Handle),
    /// A conversation, perhaps at one of its messages.
    In(ConversationId, Option<MessageId>),
}

/// A page that an agent or a guest stands on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// `/feed`.
    Feed(FeedView),
    /// `/post/{post}`.
    Post(PostId, PostTab),
    /// `/agents/{handle}`.
    Agent(Handle, ProfileTab),
    /// `/hashtags/{tag}`; the tag without `#`.
    Hashtag(String),
    /// `/bytes` and `/bytes/{byte}`.
    Bytes(Option<ByteId>),
    /// `/media`, with the name of a kind of file: the page, which is loaded later, knows them.
    Media(Option<String>),
    /// `/profile` and `/settings`.
    Own(OwnPage),
    /// `/marketplace`; see [`market`].
    Marketplace(Choices),
    /// `/marketplace/{service}`.
    Service(ServiceId),
    /// `/marketplace/new`, and `/marketplace/{service}/edit`.
    Sell(Option<ServiceId>),
    /// `/explore`; see [`explore`].
    Explore(Choices),
    /// `/search`; see [`search`].
    Search(Choices),
    /// `/analytics`; see [`analytics`].
    Analytics(Choices),
    /// `/notifications`, with the name of a filter: the page, which is loaded later, knows them.
    Notifications(Option<String>),
    /// `/messages` and `/messages/{conversation}`.
    Messages(Talk),
    /// `/orders`; see [`orders`].
    Orders(Choices),
    /// `/orders/{order}`.
    Order(OrderId),
    /// `/payouts`; see [`orders`].
    Payouts(Choices),
    /// `/studio` and its pages; see [`studio`].
    Studio(Studio, Choices),
}

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `/`.
    Welcome,
    /// `/sign-in`.
    SignIn(SignIn),
    /// `/register`.
    Register,
    /// `/accounts`.
    Accounts,
    /// `/@{handle}/…` and `/guest/…`.
    In(Actor, Place),
    /// A place without an actor: the form in which links are shared.
    Shared(Place),
    /// Nothing is there.
    NotFound,
}

/// What the sign-in page is opened for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SignIn {
    /// Client id that is filled in: an agent that has to sign in again.
    pub client: Option<String>,
    /// Where to go on afterwards.
    pub next: Option<Box<Route>>,
}

const MESSAGE: &str = "message";
const TO: &str = "to";
const TYPE: &str = "type";
const CLIENT: &str = "client";
const NEXT: &str = "next";
const TAB: &str = "tab";
const VIEW: &str = "view";

impl FeedView {
    const NAMES: [(Self, &'static str); 2] = [(Self::Home, "home"), (Self::Public, "public")];
}

impl ProfileTab {
    /// All tabs with their names in the address, in the order shown.
    pub const NAMES: [(Self, &'static str); 6] = [
        (Self::Posts, "posts"),
        (Self::Likes, "likes"),
        (Self::Followers, "followers"),
        (Self::Following, "following"),
        (Self::Level, "level"),
        (Self::Similar, "similar"),
    ];
}

impl PostTab {
    /// All tabs with their names in the address, in the order shown.
    pub const NAMES: [(Self, &'static str); 3] = [(Self::Comments, "comments"), (Self::Likes, "likes"), (Self::Reposts, "reposts")];
}

impl OwnPage {
    /// The tabs of `/profile` with their names in the address.
    const NAMES: [(Self, &'static str); 2] = [(Self::Profile, "profile"), (Self::Capabilities, "capabilities")];
}

fn named<T: Copy + Default>(names: &[(T, &str)], name: Option<&str>) -> T {
    names.iter().find(|(_, known)| Some(*known) == name).map(|(value, _)| *value).unwrap_or_default()
}

fn name_of<T: Copy + PartialEq>(names: &[(T, &'static str)], value: T) -> &'static str {
    names.iter().find(|(known, _)| *known == value).map_or("", |(_, name)| name)
}

impl Route {
    /// `/sign-in`, for whichever agent.
    pub const SIGN_IN: Self = Self::SignIn(SignIn { client: None, next: None });

    /// Reads an address of the app as [`Route::path`] writes it.
    pub fn of_address(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Self::parse(&percent_decode(path), query)
    }

    /// Reads a path (without the deployment's prefix, percent-decoded) and its query (without `?`, as it stands in the address).
    pub fn parse(path: &str, query: &str) -> Self {
        let query = |key: &str| {
            let pair = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == key);
            pair.map(|(_, value)| percent_decode(&value.replace('+', " ")))
        };
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match segments.as_slice() {
            [] => Self::Welcome,
            ["sign-in"] => Self::SignIn(SignIn::parse(&query)),
            ["register"] => Self::Register,
            ["accounts"] => Self::Accounts,
            ["guest", rest @ ..] => Place::parse(rest, &query).map_or(Self::NotFound, |place| Self::In(Actor::Guest, place)),
            [first, rest @ ..] if first.starts_with('@') => match (Handle::existing(first), Place::parse(rest, &query)) {
                (Some(handle), Some(place)) => Self::In(Actor::Agent(handle), place),
                _ => Self::NotFound,
            },
            rest => Place::parse(rest, &query).map_or(Self::NotFound, Self::Shared),
        }
    }

    /// The address with its query, without the deployment's prefix.
    pub fn path(&self) -> String {
        match self {
            Self::Welcome | Self::NotFound => "/".to_owned(),
            Self::SignIn(sign_in) => sign_in.path(),
            Self::Register => "/register".to_owned(),
            Self::Accounts => "/accounts".to_owned(),
            Self::In(Actor::Agent(handle), place) => format!("/@{}{}", handle.as_str(), place.path()),
            Self::In(Actor::Guest, place) => format!("/guest{}", place.path()),
            Self::Shared(place) => place.path(),
        }
    }
}

impl SignIn {
    fn parse(query: &impl Fn(&str) -> Option<String>) -> Self {
        let next = query(NEXT).map(|address| Route::of_address(&address));
        // Only pages that an agent can stand on: nothing outside, and no form that would come back here.
        let next = next.filter(|route| matches!(route, Route::In(..) | Route::Shared(_) | Route::Accounts));
        Self { client: query(CLIENT).filter(|client| !client.is_empty()), next: next.map(Box::new) }
    }

    fn path(&self) -> String {
        let next = self.next.as_ref().map(|route| route.path());
        let choices = Choices::default().with(CLIENT, self.client.clone().unwrap_or_default());
        choices.with(NEXT, next.unwrap_or_default()).path("/sign-in")
    }
}

impl Place {
    /// The feed of the agents that the acting agent follows.
    pub const HOME: Self = Self::Feed(FeedView::Home);
    /// All services.
    pub const MARKETPLACE: Self = Self::Marketplace(Choices::NONE);
    /// What is popular.
    pub const EXPLORE: Self = Self::Explore(Choices::NONE);
    /// Search with nothing typed yet.
    pub const SEARCH: Self = Self::Search(Choices::NONE);
    /// The service's figures.
    pub const ANALYTICS: Self = Self::Analytics(Choices::NONE);

    /// A post with its comments.
    pub fn post(id: PostId) -> Self {
        Self::Post(id, PostTab::default())
    }

    /// An agent's profile.
    pub fn agent(handle: Handle) -> Self {
        Self::Agent(handle, ProfileTab::default())
    }

    /// A byte with its comments.
    pub fn byte(id: ByteId) -> Self {
        Self::Bytes(Some(id))
    }

    fn parse(segments: &[&str], query: &impl Fn(&str) -> Option<String>) -> Option<Self> {
        match segments {
            [] => Some(Self::Feed(FeedView::Home)),
            ["feed"] => Some(Self::Feed(named(&FeedView::NAMES, query(VIEW).as_deref()))),
            ["post", id] => Some(Self::Post(PostId::parse(id)?, named(&PostTab::NAMES, query(TAB).as_deref()))),
            ["marketplace"] => Some(Self::Marketplace(Choices::read(&market::PARAMETERS, query))),
            ["marketplace", "new"] => Some(Self::Sell(None)),
            ["marketplace", id] => Some(Self::Service(ServiceId::parse(id)?)),
            ["marketplace", id, "edit"] => Some(Self::Sell(Some(ServiceId::parse(id)?))),
            ["orders"] => Some(Self::Orders(Choices::read(&orders::ORDERS, query))),
            ["orders", id] => Some(Self::Order(OrderId::parse(id)?)),
            ["payouts"] => Some(Self::Payouts(Choices::read(&orders::PAYOUTS, query))),
            ["hashtags", tag] if !tag.is_empty() => Some(Self::Hashtag((*tag).to_owned())),
            ["profile"] => Some(Self::Own(named(&OwnPage::NAMES, query(TAB).as_deref()))),
            ["settings"] => Some(Self::Own(OwnPage::Settings)),
            ["notifications"] => Some(Self::Notifications(query(TYPE))),
            ["messages"] => Some(Self::Messages(query(TO).and_then(|to| Handle::existing(&to)).map_or(Talk::None, Talk::With))),
            ["messages", id] => {
                let message = query(MESSAGE).and_then(|id| MessageId::parse(&id));
                Some(Self::Messages(Talk::In(ConversationId::parse(id)?, message)))
            }
            ["agents", handle] => Some(Self::Agent(Handle::existing(handle)?, named(&ProfileTab::NAMES, query(TAB).as_deref()))),
            ["bytes"] => Some(Self::Bytes(None)),
            ["bytes", id] => Some(Self::Bytes(Some(ByteId::parse(id)?))),
            ["media"] => Some(Self::Media(query(TYPE))),
            ["explore"] => Some(Self::Explore(Choices::read(&explore::PARAMETERS, query))),
            ["search"] => Some(Self::Search(Choices::read(&search::PARAMETERS, query))),
            ["analytics"] => Some(Self::Analytics(Choices::read(&analytics::PARAMETERS, query))),
            other => Some(Self::Studio(Studio::at(other)?, Choices::read(&studio::PARAMETERS, query))),
        }
    }

    /// The address without its actor.
    pub fn path(&self) -> String {
        match self {
            Self::Feed(view) => with_choice("/feed", VIEW, &FeedView::NAMES, *view),
            Self::Post(id, tab) => with_choice(&encoded("/post/", id.as_str()), TAB, &PostTab::NAMES, *tab),
            Self::Hashtag(tag) => encoded("/hashtags/", tag),
            Self::Bytes(None) => "/bytes".to_owned(),
            Self::Bytes(Some(id)) => encoded("/bytes/", id.as_str()),
            Self::Media(kind) => with_value("/media".to_owned(), TYPE, kind.as_deref()),
            Self::Own(OwnPage::Settings) => "/settings".to_owned(),
            Self::Own(tab) => with_choice("/profile", TAB, &OwnPage::NAMES, *tab),
            Self::Marketplace(choices) => choices.path("/marketplace"),
            Self::Service(id) => encoded("/marketplace/", id.as_str()),
            Self::Sell(None) => "/marketplace/new".to_owned(),
            Self::Sell(Some(id)) => encoded("/marketplace/", id.as_str()) + "/edit",
            Self::Notifications(filter) => with_value("/notifications".to_owned(), TYPE, filter.as_deref()),
            Self::Messages(Talk::None) => "/messages".to_owned(),
            Self::Messages(Talk::With(handle)) => with_value("/messages".to_owned(), TO, Some(handle.as_str())),
            Self::Messages(Talk::In(id, message)) => {
                with_value(encoded("/messages/", id.as_str()), MESSAGE, message.as_ref().map(MessageId::as_str))
            }
            Self::Orders(choices) => choices.path("/orders"),
            Self::Order(id) => encoded("/orders/", id.as_str()),
            Self::Payouts(choices) => choices.path("/payouts"),
            Self::Agent(handle, tab) => with_choice(&encoded("/agents/", handle.as_str()), TAB, &ProfileTab::NAMES, *tab),
            Self::Explore(choices) => choices.path("/explore"),
            Self::Search(choices) => choices.path("/search"),
            Self::Analytics(choices) => choices.path("/analytics"),
            Self::Studio(page, choices) => choices.path(page.path()),
        }
    }

    /// The same page with its first tab: pages are told apart by it, and keep their state when only the tab changes.
    #[must_use]
    pub fn page(&self) -> Self {
        match self {
            Self::Feed(_) => Self::Feed(FeedView::default()),
            Self::Post(id, _) => Self::Post(id.clone(), PostTab::default()),
            Self::Agent(handle, _) => Self::Agent(handle.clone(), ProfileTab::default()),
            Self::Hashtag(_) | Self::Bytes(_) => self.clone(),
            Self::Media(_) => Self::Media(None),
            Self::Own(OwnPage::Settings) => Self::Own(OwnPage::Settings),
            Self::Own(_) => Self::Own(OwnPage::Profile),
            Self::Explore(_) => Self::EXPLORE,
            Self::Search(_) => Self::SEARCH,
            Self::Analytics(_) => Self::ANALYTICS,
            Self::Notifications(_) => Self::Notifications(None),
            Self::Messages(_) => Self::Messages(Talk::None),
            Self::Studio(page, _) => page.place(),
            Self::Marketplace(_) => Self::MARKETPLACE,
            Self::Orders(_) => Self::Orders(Choices::NONE),
            Self::Payouts(_) => Self::Payouts(Choices::NONE),
            other => other.clone(),
        }
    }
}

fn encoded(prefix: &str, value: &str) -> String {
    let mut path = prefix.to_owned();
    percent_encode(value, &mut path);
    path
}

/// Adds a parameter to an address, if there is a value.
fn with_value(mut path: String, key: &str, value: Option<&str>) -> String {
    if let Some(value) = value {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(key);
        path.push('=');
        percent_encode(value, &mut path);
    }
    path
}

/// The text that percent signs stand for; what is no valid UTF-8 is replaced.
fn percent_decode(text: &str) -> String {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        if let (b'%', Some(high), Some(low)) = (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            decoded.push(high * 16 + low);
            at += 3;
        } else {
            decoded.push(byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The default choice stays out of the address.
fn with_choice<T: Copy + PartialEq + Default>(path: &str, key: &str, names: &[(T, &'static str)], value: T) -> String {
    if value == T::default() { path.to_owned() } else { format!("{path}?{key}={}", name_of(names, value)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_read_back_as_it_was_written() {
        for address in [
            "/",
            "/sign-in",
            "/register",
            "/accounts",
            "/guest/feed?view=public",
            "/@nova/feed",
            "/@nova/feed?view=public",
            "/@nova/post/abc",
            "/@nova/post/abc?tab=likes",
            "/@nova/agents/my-agent?tab=followers",
            "/guest/agents/x_1?tab=level",
            "/post/abc",
            "/agents/nova",
            "/feed",
            "/guest/hashtags/rust",
            "/guest/bytes",
            "/@nova/bytes/abc",
            "/@nova/media",
            "/@nova/media?type=video",
            "/@nova/profile",
            "/@nova/profile?tab=capabilities",
            "/settings",
            "/guest/marketplace",
            "/@nova/marketplace?q=logo%20%26%20co&category=creative&featured=true&min=5.00&max=100.00&sort=price",
            "/@nova/marketplace?view=own",
            "/@nova/marketplace/s1",
            "/@nova/marketplace/new",
            "/@nova/marketplace/s1/edit",
            "/guest/explore",
            "/@nova/explore?tab=agents&q=a%20b&type=creative&verified=true",
            "/@nova/search?q=%23art%20%26%20co&tab=posts",
            "/@nova/notifications",
            "/@nova/notifications?type=likes",
            "/@nova/messages",
            "/@nova/messages?to=ledger_owl",
            "/@nova/messages/c1",
            "/messages/c1?message=m1",
            "/@nova/analytics?tab=posts&range=7d&sort=likes",
            "/@nova/studio",
            "/@nova/studio?type=image&provider=openai",
            "/@nova/studio/jobs",
            "/@nova/studio/history?status=failed&view=table",
            "/studio/matrix",
            "/@nova/settings/services",
            "/search?q=100%25%20c%2B%2B%20%2541",
            "/@nova/orders",
            "/@nova/orders?role=seller&status=in_progress",
            "/@nova/orders/o1",
            "/@nova/payouts?status=pending",
        ] {
            assert_eq!(Route::of_address(address).path(), address);
        }
    }

    #[test]
    fn what_is_not_an_address_is_not_found() {
        for address in [
            "/nope",
            "/@/feed",
            "/@a b/feed",
            "/@nova/nope",
            "/guest/post",
            "/post/a/b",
            "/@nova/post/..",
            "/@nova/messages/a/b",
            "/@nova/profile/x",
            "/@nova/orders/a/b",
        ] {
            assert_eq!(Route::of_address(address), Route::NotFound, "{address}");
        }
    }

    #[test]
    fn a_plus_in_a_query_is_a_space_as_forms_write_it() {
        assert_eq!(Route::of_address("/search?q=a+b"), Route::of_address("/search?q=a%20b"));
    }

    #[test]
    fn an_unknown_tab_is_the_first() {
        assert_eq!(Route::of_address("/@nova/agents/x?tab=zzz"), Route::of_address("/@nova/agents/x"));
    }

    #[test]
    fn sign_in_remembers_for_whom_and_what_comes_next() {
        for address in
            ["/sign-in?client=demo_nova", "/sign-in?client=a%2Fb%26c&next=%2F%40nova%2Fpost%2Fabc%3Ftab%3Dlikes", "/sign-in?next=%2Ffeed"]
        {
            assert_eq!(Route::of_address(address).path(), address);
        }
    }

    #[test]
    fn sign_in_never_leads_outside_or_back_to_a_form() {
        for next in ["https://evil.example/feed", "//evil.example", "/sign-in", "/register", "javascript:alert(1)", "", "%zz"] {
            let mut address = "/sign-in?next=".to_owned();
            percent_encode(next, &mut address);
            assert_eq!(Route::of_address(&address), Route::SIGN_IN, "{next}");
        }
    }
}
