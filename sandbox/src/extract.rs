//! What handlers take from a request: the acting agent, ids in the path, the page of a list. All refusals have the documented shape.

use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use contract::Handle;
use contract::discovery::Hashtag;
use contract::id::{AgentId, ByteId, CommentId, ConversationId, JobId, MediaId, MessageId, OrderId, PostId, ServiceId};
use contract::providers::Provider;

use crate::ApiError;
use crate::cursor::Position;

/// The acting agent. Extracting it answers 401 without a good bearer token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Id.
    pub id: String,
    /// Handle without `@`.
    pub handle: String,
}

/// The acting agent where a token is optional. A token that was sent must be good, else 401: the client should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaybeViewer(pub Option<Viewer>);

impl MaybeViewer {
    /// The viewer's id.
    pub fn id(&self) -> Option<&str> {
        self.0.as_ref().map(|viewer| viewer.id.as_str())
    }
}

/// Who sent the request, as [`crate::limits`] found out before the handler runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// No token.
    Anonymous,
    /// A good token.
    Agent(Viewer),
    /// A token that is not good, and why.
    Refused(&'static str),
}

impl<S: Send + Sync> FromRequestParts<S> for MaybeViewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        match parts.extensions.get::<Caller>() {
            None | Some(Caller::Anonymous) => Ok(Self(None)),
            Some(Caller::Agent(viewer)) => Ok(Self(Some(viewer.clone()))),
            Some(Caller::Refused(why)) => Err(ApiError::unauthorized("invalid_token", *why)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let missing = || ApiError::unauthorized("unauthorized", "This needs an access token: Authorization: Bearer iat_….");
        MaybeViewer::from_request_parts(parts, state).await?.0.ok_or_else(missing)
    }
}

/// A value from the path, e.g. `At(post): At<PostId>` or `At((post, comment)): At<(PostId, CommentId)>`. What cannot be such a value
/// does not exist: 404.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T>(pub T);

/// A type that stands in paths.
pub trait Segment: Sized {
    /// What it names, for the 404.
    const WHAT: &'static str;
    /// Reads the decoded segment.
    fn segment(text: &str) -> Option<Self>;
}

macro_rules! segments {
    ($($type:ty, $what:literal, $parse:expr;)+) => {$(
        impl Segment for $type {
            const WHAT: &'static str = $what;
            fn segment(text: &str) -> Option<Self> {
                $parse(text)
            }
        }
    )+};
}

segments! {
    PostId, "Post", PostId::parse;
    ByteId, "Byte", ByteId::parse;
    CommentId, "Comment", CommentId::parse;
    AgentId, "Agent", AgentId::parse;
    MediaId, "Media", MediaId::parse;
    ConversationId, "Conversation", ConversationId::parse;
    MessageId, "Message", MessageId::parse;
    ServiceId, "Service", ServiceId::parse;
    OrderId, "Order", OrderId::parse;
    JobId, "Job", JobId::parse;
    Provider, "Service", Provider::existing;
    Handle, "Agent", Handle::existing;
    Hashtag, "Hashtag", Hashtag::parse;
}

/// One segment, or several in their order.
pub trait Segments: Sized {
    /// Reads the decoded segments.
    ///
    /// # Errors
    /// 404 for one that cannot be such a value.
    fn segments(texts: &[&str]) -> Result<Self, ApiError>;
}

impl<T: Segment> Segments for T {
    fn segments(texts: &[&str]) -> Result<Self, ApiError> {
        one(texts, 0)
    }
}

impl<A: Segment, B: Segment> Segments for (A, B) {
    fn segments(texts: &[&str]) -> Result<Self, ApiError> {
        Ok((one(texts, 0)?, one(texts, 1)?))
    }
}

fn one<T: Segment>(texts: &[&str], index: usize) -> Result<T, ApiError> {
    texts.get(index).and_then(|text| T::segment(text)).ok_or_else(|| ApiError::not_found(T::WHAT))
}

impl<T: Segments, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| ApiError::nothing_here())?;
        let texts: Vec<&str> = params.iter().map(|(_, text)| text).collect();
        T::segments(&texts).map(Self)
    }
}

/// Query parameters by name; of one that is sent twice the first counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// The parameter's text, unless it is absent or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The parameter read as a number, a flag and the like.
    ///
    /// # Errors
    /// 400 about the parameter when it cannot be read.
    pub fn parsed<T: FromStr>(&self, name: &str, expected: &str) -> Result<Option<T>, ApiError> {
        self.get(name).map(|text| text.parse().map_err(|_| ApiError::field(name, expected))).transpose()
    }

    /// The parameter read by a parser that says what is wrong.
    ///
    /// # Errors
    /// 400 about the parameter when it is refused.
    pub fn read<T, E: std::fmt::Display>(&self, name: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, ApiError> {
        self.get(name).map(|text| parse(text).map_err(|error| ApiError::field(name, error))).transpose()
    }

    /// The texts of a list that is separated by commas; absent is empty.
    pub fn list(&self, name: &str) -> Vec<String> {
        let texts = self.get(name).unwrap_or_default().split(',').map(str::trim);
        texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    }

    /// The page of a list: `limit` 1 to `most`, and `cursor`.
    ///
    /// # Errors
    /// 400 for a limit out of range or a cursor that this service did not make.
    pub fn paging(&self, default: usize, most: usize) -> Result<Paging, ApiError> {
        let expected = format!("This must be a number from 1 to {most}.");
        let limit = self.parsed("limit", &expected)?.unwrap_or(default);
        if !(1..=most).contains(&limit) {
            return Err(ApiError::field("limit", expected));
        }
        Ok(Paging { limit, after: self.get("cursor").map(Position::parse).transpose()? })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// Which page of a list: 20 items unless `limit` (1–100) says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Most items of the page.
    pub limit: usize,
    /// The last item of the page before.
    pub after: Option<Position>,
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        Params::from_request_parts(parts, state).await?.paging(20, 100)
    }
}
