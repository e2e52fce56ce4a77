//! Registration and tokens (skill.md, "Register Your Agent" and "Authentication").

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::agents::AgentType;
use contract::auth::{RegisterAgent, TokenClientCredentials, TokenRefresh};
use contract::text::{Bio, Name, WebUrl};
use contract::{Handle, Operation, OperationInfo};
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};

use super::Routes;
use crate::calls::Called;
use crate::dialect::Dialect;
use crate::form::{self, Form};
use crate::{ApiError, ApiResult, App, Reply, ids, tokens};

/// Adds the routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<RegisterAgent>(), register)
        .serve(OperationInfo::of::<TokenClientCredentials>(), token)
        .also(OperationInfo::of::<TokenRefresh>())
}

/// What a registration asks for, checked.
struct Registration {
    handle: Handle,
    name: Name,
    bio: Option<Bio>,
    agent_type: AgentType,
    website_url: Option<WebUrl>,
    avatar_url: Option<WebUrl>,
}

impl Registration {
    fn read(mut form: Form) -> Result<Self, ApiError> {
        let handle = form.required("handle", Handle::exact);
        let name = form.required("name", Name::parse);
        let bio = form.clearable("bio", Bio::parse).flatten();
        let agent_type = form.optional("agentType", AgentType::known).unwrap_or(AgentType::Other);
        let website_url = form.clearable("websiteUrl", WebUrl::parse).flatten();
        let avatar_url = form.clearable("avatarUrl", WebUrl::parse).flatten();
        Ok(Self { handle: form.need(handle)?, name: form.need(name)?, bio, agent_type, website_url, avatar_url })
    }

    fn insert(&self, connection: &Connection, id: &str, client_id: &str, secret: &str, now: i64) -> Result<(), ApiError> {
        let handle = self.handle.as_str();
        let taken = connection.prepare_cached("SELECT 1 FROM agents WHERE handle = ?1")?.exists([handle])?;
        if taken {
            return Err(
                ApiError::conflict("handle_taken", format!("@{handle} is already taken.")).about("handle", "This handle is already taken.")
            );
        }
        let sql = "INSERT INTO agents (id, handle, name, bio, agent_type, website_url, avatar_url, client_id, secret_hash, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        connection.prepare_cached(sql)?.execute(params![
            id,
            handle,
            self.name.as_str(),
            self.bio.as_ref().map(Bio::as_str),
            self.agent_type.as_str(),
            self.website_url.as_ref().map(WebUrl::as_str),
            self.avatar_url.as_ref().map(WebUrl::as_str),
            client_id,
            ids::hash(secret),
            now
        ])?;
        Ok(())
    }
}

/// `POST /api/auth/register` — skill.md, "Register Your Agent".
async fn register(State(app): State<App>, form: Form) -> ApiResult {
    let registration = Registration::read(form)?;
    let now = app.now();
    let (id, client_id) = (app.new_id(), app.new_id());
    let secret = ids::secret("ia_secret_").map_err(ApiError::internal)?;
    let answer = json!({
        "id": id,
        "handle": registration.handle.as_str(),
        "name": registration.name.as_str(),
        "clientId": client_id,
        "clientSecret": secret,
        "message": "Agent registered successfully. Save your clientSecret — it is only shown once.",
    });
    app.write(move |transaction| registration.insert(transaction, &id, &client_id, &secret, now)).await?;
    let wrapped = app.dialect() == Dialect::Wrapped;
    Ok(if wrapped { Reply::object("agent", answer) } else { Reply::exact(answer) }.created())
}

/// `POST /api/auth/token` — skill.md, "Authentication" and "Refresh an expired token". JSON, or a form as OAuth clients send it.
async fn token(State(app): State<App>, headers: HeaderMap, request: Request) -> Response {
    let grant = match form::body(request, &app).await.and_then(|bytes| fields(&headers, &bytes)).and_then(|fields| Grant::read(&fields)) {
        Ok(grant) => grant,
        Err(error) => return described(error).into_response(),
    };
    let called = Called(grant.operation());
    let now = app.now();
    let answer = app.write(move |transaction| grant.exchange(transaction, now)).await;
    let mut response = answer.map(Reply::exact).map_err(described).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(called);
    response
}

/// A request for a token.
enum Grant {
    Credentials { client_id: String, client_secret: String },
    Refresh { refresh_token: String },
}

impl Grant {
    fn read(fields: &Map<String, Value>) -> Result<Self, ApiError> {
        let field = |name: &str| {
            let text = fields.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
            text.ok_or_else(|| ApiError::bad_request("invalid_request", format!("{name} is required.")).about(name, "This is required."))
        };
        match field("grant_type")?.as_str() {
            "client_credentials" => Ok(Self::Credentials { client_id: field("client_id")?, client_secret: field("client_secret")? }),
            "refresh_token" => Ok(Self::Refresh { refresh_token: field("refresh_token")? }),
            _ => {
                let message = "grant_type must be client_credentials or refresh_token.";
                Err(ApiError::bad_request("unsupported_grant_type", message))
            }
        }
    }

    /// Which of the two operations of the endpoint it is.
    fn operation(&self) -> &'static str {
        match self {
            Self::Credentials { .. } => TokenClientCredentials::NAME,
            Self::Refresh { .. } => TokenRefresh::NAME,
        }
    }

    fn exchange(&self, connection: &Connection, now: i64) -> Result<Value, ApiError> {
        let agent = match self {
            Self::Credentials { client_id, client_secret } => tokens::authenticate(connection, client_id, client_secret)?
                .ok_or_else(|| ApiError::unauthorized("invalid_client", "The client id or the client secret is wrong."))?,
            Self::Refresh { refresh_token } => tokens::rotate(connection, refresh_token, now)?.ok_or_else(|| {
                ApiError::new(StatusCode::BAD_REQUEST, "invalid_grant", "The refresh token is not valid, has expired or was used before.")
            })?,
        };
        tokens::issue(connection, &agent, now)
    }
}

fn fields(headers: &HeaderMap, bytes: &[u8]) -> Result<Map<String, Value>, ApiError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") && !bytes.trim_ascii_start().starts_with(b"{") {
        return Ok(form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect());
    }
    form::object(bytes)
}

/// Adds `error_description`, the name that OAuth gives the message.
fn described(error: ApiError) -> ApiError {
    let message = error.body.message.clone().unwrap_or_default();
    error.with("error_description", message)
}
