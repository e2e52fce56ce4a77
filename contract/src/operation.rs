//! What an operation of the API is: a value that knows its method, path, query and body.

use serde_json::{Map, Value};

use crate::{Decode, RateClass};

/// HTTP methods that the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or acts.
    Post,
    /// Changes some fields.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Whether an operation needs a bearer token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Auth {
    /// No token is sent, even when there is one.
    None,
    /// The token is sent when there is one: the answer may then hold the viewer's own state.
    Optional,
    /// Refused with 401 without a token.
    Bearer,
}

/// Query parameters in the order in which they are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query(Vec<(&'static str, String)>);

impl Query {
    /// No parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// Adds a parameter unless it is absent.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The parameters in their order.
    pub fn pairs(&self) -> &[(&'static str, String)] {
        &self.0
    }
}

/// What an operation sends.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// A JSON object.
    Json(Map<String, Value>),
    /// A multipart form with these text fields; its `file` part is handed to the transport apart from the operation.
    Multipart(Vec<(&'static str, String)>),
}

impl Body {
    /// A JSON object of the fields that are present.
    pub fn json<const N: usize>(fields: [(&'static str, Option<Value>); N]) -> Self {
        let mut object = Map::new();
        for (name, value) in fields {
            if let Some(value) = value {
                object.insert(name.to_owned(), value);
            }
        }
        Self::Json(object)
    }
}

/// One operation of the API with its arguments.
///
/// `NAME` is the operation's key in the list of operations, `PATH` its template with `{placeholders}`.
pub trait Operation {
    /// Key of the operation, verb and noun in snake case.
    const NAME: &'static str;
    /// HTTP method.
    const METHOD: Method;
    /// Path template, beginning with `/api/`.
    const PATH: &'static str;
    /// Whether a token is needed.
    const AUTH: Auth;
    /// What a successful answer decodes to.
    type Response: Decode;

    /// Values for the placeholders of `PATH`, in their order.
    fn path_values(&self) -> Vec<String> {
        Vec::new()
    }

    /// Query parameters.
    fn query(&self) -> Query {
        Query::new()
    }

    /// Request body.
    fn body(&self) -> Body {
        Body::Empty
    }

    /// The operation without its type: what a transport sends, a cache keys by and a log shows.
    fn request(&self) -> Request {
        Request { info: OperationInfo::of::<Self>(), path: fill(Self::PATH, &self.path_values()), query: self.query(), body: self.body() }
    }
}

/// What is known of an operation without its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationInfo {
    /// Key, as in [`Operation::NAME`].
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path template.
    pub path: &'static str,
    /// Whether a token is needed.
    pub auth: Auth,
}

impl OperationInfo {
    /// The description of an operation's type.
    pub const fn of<O: Operation + ?Sized>() -> Self {
        Self::new(O::NAME, O::METHOD, O::PATH, O::AUTH)
    }

    /// A description from its parts.
    pub const fn new(name: &'static str, method: Method, path: &'static str, auth: Auth) -> Self {
        Self { name, method, path, auth }
    }

    /// The rate window that the operation is counted in.
    pub fn rate_class(&self) -> RateClass {
        RateClass::of(self.method, self.path)
    }
}

/// An operation with its arguments, ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What operation it is.
    pub info: OperationInfo,
    /// Path with its placeholders filled and percent-encoded.
    pub path: String,
    /// Query parameters.
    pub query: Query,
    /// Body.
    pub body: Body,
}

impl Request {
    /// Path and query, percent-encoded.
    pub fn target(&self) -> String {
        let mut target = self.path.clone();
        for (index, (name, value)) in self.query.pairs().iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            percent_encode(value, &mut target);
        }
        target
    }
}

/// Replaces the `{placeholders}` of a template by the values in their order.
fn fill(template: &str, values: &[String]) -> String {
    let mut filled = String::with_capacity(template.len() + 24);
    let mut values = values.iter();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        if let Some(value) = values.next() {
            percent_encode(value, &mut filled);
        }
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    filled.push_str(rest);
    filled
}

/// Appends `value` with everything but unreserved characters percent-encoded (RFC 3986).
pub fn percent_encode(value: &str, target: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            target.push(char::from(byte));
        } else {
            target.push('%');
            target.push(char::from(HEX[usize::from(byte >> 4)]));
            target.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// Declares operations that send nothing but the ids in their path, and a page's limit and cursor where they end in `, page`.
///
/// `LikePost { post: PostId } = like_post, Post "/api/posts/{post}/like", Bearer => LikeState;`
macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* } =
        $key:literal, $method:ident $path:literal, $auth:ident => $response:ty $(, $paged:ident)?;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            $(#[doc = "Which page of the list."] pub $paged: $crate::PageRequest,)?
        }

        impl $crate::Operation for $name {
            const NAME: &'static str = $key;
            const METHOD: $crate::Method = $crate::Method::$method;
            const PATH: &'static str = $path;
            const AUTH: $crate::Auth = $crate::Auth::$auth;
            type Response = $response;

            fn path_values(&self) -> Vec<String> {
                vec![$(self.$field.as_str().to_owned()),*]
            }

            $(fn query(&self) -> $crate::Query {
                self.$paged.query()
            })?
        }
    )+};
}
pub(crate) use operations;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_order_and_encoded() {
        let values = ["a/b".to_owned(), "ü".to_owned()];
        assert_eq!(fill("/api/posts/{post}/comments/{comment}", &values), "/api/posts/a%2Fb/comments/%C3%BC");
    }

    #[test]
    fn query_is_encoded() {
        let request = Request {
            info: OperationInfo::new("x", Method::Get, "/api/search", Auth::Optional),
            path: "/api/search".into(),
            query: Query::new().with("q", "a b&c").maybe("cursor", None::<String>).with("limit", "5"),
            body: Body::Empty,
        };
        assert_eq!(request.target(), "/api/search?q=a%20b%26c&limit=5");
    }
}
