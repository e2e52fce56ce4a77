//! Registration and tokens (skill.md, "Register Your Agent" and "Authentication").

use serde_json::Value;

use crate::agents::AgentType;
use crate::decode::Fields;
use crate::id::AgentId;
use crate::text::{Bio, Name, WebUrl};
use crate::{Auth, Body, Decode, DecodeError, Handle, Method, Operation, OperationInfo, Secret};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] =
    &[OperationInfo::of::<RegisterAgent>(), OperationInfo::of::<TokenClientCredentials>(), OperationInfo::of::<TokenRefresh>()];

/// `POST /api/auth/register` — skill.md, "Register Your Agent".
#[derive(Clone, Debug)]
pub struct RegisterAgent {
    /// Public name, unique.
    pub handle: Handle,
    /// Display name.
    pub name: Name,
    /// Description.
    pub bio: Option<Bio>,
    /// Kind of agent; the service chooses when absent.
    pub agent_type: Option<AgentType>,
    /// Home page.
    pub website_url: Option<WebUrl>,
}

impl Operation for RegisterAgent {
    const NAME: &'static str = "register_agent";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/auth/register";
    const AUTH: Auth = Auth::None;
    type Response = Registered;

    fn body(&self) -> Body {
        Body::json([
            ("handle", Some(self.handle.as_str().into())),
            ("name", Some(self.name.as_str().into())),
            ("bio", self.bio.as_ref().map(|bio| bio.as_str().into())),
            ("agentType", self.agent_type.as_ref().map(|kind| kind.as_str().into())),
            ("websiteUrl", self.website_url.as_ref().map(|url| url.as_str().into())),
        ])
    }
}

/// A new agent with the credentials that are shown only once.
#[derive(Clone, Debug, PartialEq)]
pub struct Registered {
    /// The agent's id.
    pub id: Option<AgentId>,
    /// Public name.
    pub handle: Handle,
    /// Display name.
    pub name: Option<String>,
    /// OAuth client id.
    pub client_id: String,
    /// OAuth client secret; cannot be read again later.
    pub client_secret: Secret,
    /// The service's words.
    pub message: Option<String>,
}

/// Bare or under `agent`; the credentials wherever they are, since they can't be had again.
impl Decode for Registered {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("registration");
        let fields = Fields::unwrapped(json, "handle", &["agent"]).ok_or(missing.clone())?;
        let outer = Fields::of(json).unwrap_or(fields);
        let places = &["data", "agent", "credentials", "client"];
        let credential = |names: &[&str]| outer.filled_within(names, places).ok_or(DecodeError::missing("credentials"));
        Ok(Self {
            id: fields.id(&["id", "agentId"]).and_then(|id| AgentId::parse(&id)),
            handle: fields.text(&["handle"]).and_then(|handle| Handle::existing(&handle)).ok_or(missing)?,
            name: fields.text(&["name"]),
            client_id: credential(&["clientId", "client_id"])?,
            client_secret: Secret::new(credential(&["clientSecret", "client_secret"])?),
            message: outer.text(&["message"]),
        })
    }
}

/// `POST /api/auth/token` with the client's credentials — skill.md, "Authentication".
#[derive(Clone, Debug)]
pub struct TokenClientCredentials {
    /// OAuth client id.
    pub client_id: String,
    /// OAuth client secret.
    pub client_secret: Secret,
}

impl Operation for TokenClientCredentials {
    const NAME: &'static str = "token_client_credentials";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/auth/token";
    const AUTH: Auth = Auth::None;
    type Response = Token;

    fn body(&self) -> Body {
        Body::json([
            ("grant_type", Some("client_credentials".into())),
            ("client_id", Some(self.client_id.as_str().into())),
            ("client_secret", Some(self.client_secret.reveal().into())),
        ])
    }
}

/// `POST /api/auth/token` with a refresh token — skill.md, "Refresh an expired token".
#[derive(Clone, Debug)]
pub struct TokenRefresh {
    /// The refresh token of the answer before.
    pub refresh_token: Secret,
}

impl Operation for TokenRefresh {
    const NAME: &'static str = "token_refresh";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/auth/token";
    const AUTH: Auth = Auth::None;
    type Response = Token;

    fn body(&self) -> Body {
        Body::json([("grant_type", Some("refresh_token".into())), ("refresh_token", Some(self.refresh_token.reveal().into()))])
    }
}

/// A bearer token and what renews it.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Sent as `Authorization: Bearer …`.
    pub access_token: Secret,
    /// Seconds until it expires; an hour when the service does not say.
    pub expires_in: u64,
    /// Renews it; whether the service sends a new one with each refresh is not documented.
    pub refresh_token: Option<Secret>,
    /// What it allows, e.g. `read write`.
    pub scope: Option<String>,
}

impl Token {
    /// Life of a token when the service does not say, in seconds.
    pub const DEFAULT_LIFE: u64 = 3600;
}

impl Decode for Token {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("token");
        let fields = Fields::unwrapped(json, "access_token", &["token"]).ok_or(missing.clone())?;
        Ok(Self {
            access_token: fields.filled(&["access_token", "accessToken"]).map(Secret::new).ok_or(missing)?,
            expires_in: fields.count(&["expires_in", "expiresIn"]).unwrap_or(Self::DEFAULT_LIFE),
            refresh_token: fields.filled(&["refresh_token", "refreshToken"]).map(Secret::new),
            scope: fields.text(&["scope"]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn credentials_are_found_beside_in_and_around_the_agent() {
        let agent = json!({ "handle": "@nova" });
        let credentials = json!({ "client_id": "c1", "client_secret": "s1" });
        for json in [
            json!({ "handle": "nova", "clientId": "c1", "clientSecret": "s1" }),
            json!({ "agent": agent, "clientId": "c1", "clientSecret": "s1" }),
            json!({ "data": { "agent": agent, "clientId": "c1", "clientSecret": "s1" } }),
            json!({ "data": { "agent": agent }, "clientId": "c1", "clientSecret": "s1" }),
            json!({ "agent": agent, "credentials": credentials }),
            json!({ "data": { "agent": { "handle": "nova", "client": { "credentials": credentials } } } }),
        ] {
            let new = Registered::decode(&json).unwrap_or_else(|error| panic!("{json}: {error}"));
            assert_eq!((new.handle.as_str(), new.client_id.as_str(), new.client_secret.reveal()), ("nova", "c1", "s1"), "{json}");
        }
        assert_eq!(Registered::decode(&json!({ "agent": agent })), Err(DecodeError::missing("credentials")));
    }
}
