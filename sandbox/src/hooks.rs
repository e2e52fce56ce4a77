//! What browser tests need beyond the API: a fresh world, a moving clock, faults, the record of calls. Only with `--test-hooks`.
//!
//! Every world has its own listener, so that tests can run at the same time: `POST /__test/world` starts one more and answers its origin.

use axum::extract::{FromRequest, Query, Request, State};
use axum::routing::post;
use axum::{Json, Router};
use contract::{Handle, RateClass};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::calls::Calls;
use crate::dialect::Dialect;
use crate::faults::Fault;
use crate::form::Form;
use crate::host::Recipe;
use crate::rows::webhooks;
use crate::server::World;
use crate::{ApiError, World as WorldKind};

/// The state of the hooks of one world.
#[derive(Clone, Debug)]
pub struct Hooks {
    world: World,
}

impl Hooks {
    /// The hooks of a world.
    pub fn new(world: World) -> Self {
        Self { world }
    }
}

type Answer = Result<Json<Value>, ApiError>;

/// The routes under `/__test`.
pub fn router(hooks: Hooks) -> Router {
    Router::new()
        .route("/__test/reset", post(reset))
        .route("/__test/world", post(start_world).delete(stop_world))
        .route("/__test/clock", post(clock))
        .route("/__test/faults", post(add_faults).delete(clear_faults))
        .route("/__test/calls", axum::routing::get(calls).delete(clear_calls))
        .route("/__test/deliveries", axum::routing::get(deliveries))
        .route("/__test/limits", post(limits))
        .route("/__test/tokens/expire", post(expire_tokens))
        .route("/__test/tokens/revoke", post(revoke_tokens))
        .with_state(hooks)
}

fn done() -> Json<Value> {
    Json(json!({ "success": true }))
}

/// The JSON object of a hook's request; one with unknown names or values of another type is refused, so that no test believes in it.
struct Asked<T>(T);

impl<T: DeserializeOwned> FromRequest<Hooks> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, hooks: &Hooks) -> Result<Self, ApiError> {
        let fields = Form::from_request(request, hooks).await?.into_value();
        serde_json::from_value(fields).map(Self).map_err(|error| ApiError::bad_request("invalid_json", error.to_string()))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    world: Option<String>,
    /// RFC 3339 or Unix milliseconds.
    now: Option<Value>,
    dialect: Option<String>,
    /// Of another world's listener.
    port: Option<u16>,
}

impl Wanted {
    fn recipe(&self, dialect: Dialect) -> Result<Recipe, ApiError> {
        let world =
            self.world.as_deref().map(|name| WorldKind::parse(name).ok_or_else(|| ApiError::field("world", "demo, empty or large")));
        let spoken =
            self.dialect.as_deref().map(|name| Dialect::parse(name).ok_or_else(|| ApiError::field("dialect", "bare, wrapped or sdk")));
        Ok(Recipe {
            world: world.transpose()?.unwrap_or_default(),
            now: time(self.now.as_ref(), "now")?,
            dialect: spoken.transpose()?.unwrap_or(dialect),
        })
    }
}

fn time(value: Option<&Value>, field: &str) -> Result<Option<i64>, ApiError> {
    let Some(value) = value else { return Ok(None) };
    let read = contract::decode::time(value).map(|time| time.timestamp_millis());
    read.map(Some).ok_or_else(|| ApiError::field(field, "a time: RFC 3339, or Unix milliseconds"))
}

/// `POST /__test/reset {world?, now?, dialect?}`: a fresh world in memory instead of this one.
async fn reset(State(hooks): State<Hooks>, Asked(wanted): Asked<Wanted>) -> Answer {
    let recipe = wanted.recipe(hooks.world.app.dialect())?;
    let World { host, app, .. } = hooks.world;
    tokio::task::spawn_blocking(move || host.reset(&app, recipe)).await.map_err(ApiError::internal)?.map_err(ApiError::internal)?;
    Ok(done())
}

/// `POST /__test/world {world?, now?, dialect?, port?}`: one more world on a listener of its own.
async fn start_world(State(hooks): State<Hooks>, Asked(wanted): Asked<Wanted>) -> Answer {
    let recipe = wanted.recipe(hooks.world.app.dialect())?;
    let host = hooks.world.host.clone();
    let app = tokio::task::spawn_blocking(move || host.memory(recipe)).await.map_err(ApiError::internal)?.map_err(ApiError::internal)?;
    let listener = TcpListener::bind(("127.0.0.1", wanted.port.unwrap_or_default())).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let world = World::new(hooks.world.host, app);
    tokio::spawn(world.serve(listener, std::future::pending()));
    Ok(Json(json!({ "origin": origin })))
}

/// `DELETE /__test/world`: ends this world's listener; the server is gone.
async fn stop_world(State(hooks): State<Hooks>) -> Answer {
    hooks.world.stop.notify_one();
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turn {
    set: Option<Value>,
    advance_seconds: Option<i64>,
}

/// `POST /__test/clock {set}` or `{advance_seconds}`.
async fn clock(State(hooks): State<Hooks>, Asked(turn): Asked<Turn>) -> Answer {
    let clock = hooks.world.app.clock();
    if let Some(millis) = time(turn.set.as_ref(), "set")? {
        clock.set(millis);
    }
    if let Some(seconds) = turn.advance_seconds {
        clock.advance(seconds.saturating_mul(1000));
    }
    Ok(Json(json!({ "now": crate::clock::iso(clock.now()), "millis": clock.now() })))
}

/// `POST /__test/faults [{method?, path, kind, status?, body?, delayMs?, times?, after?, headers?}]`.
async fn add_faults(State(hooks): State<Hooks>, body: axum::body::Bytes) -> Answer {
    let faults: Vec<Fault> = serde_json::from_slice(&body).map_err(|error| ApiError::bad_request("invalid_json", error.to_string()))?;
    hooks.world.app.faults().add(faults);
    Ok(done())
}

/// `DELETE /__test/faults`.
async fn clear_faults(State(hooks): State<Hooks>) -> Answer {
    hooks.world.app.faults().clear();
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    worlds: Option<String>,
}

impl Which {
    fn of<'a>(&self, hooks: &'a Hooks) -> &'a Calls {
        let own = hooks.world.app.calls();
        if self.worlds.as_deref() == Some("all") { own.whole() } else { own }
    }
}

/// `GET /__test/calls[?worlds=all]`: operations that succeeded at least once, and how often each was called.
async fn calls(State(hooks): State<Hooks>, Query(which): Query<Which>) -> Answer {
    let counts = which.of(&hooks).counts();
    let succeeded: Vec<_> = counts.iter().filter(|(_, count)| count.succeeded > 0).map(|(operation, _)| *operation).collect();
    Ok(Json(json!({ "operations": succeeded, "counts": counts })))
}

/// `DELETE /__test/calls[?worlds=all]`.
async fn clear_calls(State(hooks): State<Hooks>, Query(which): Query<Which>) -> Answer {
    which.of(&hooks).clear();
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whose {
    handle: Option<String>,
}

/// `GET /__test/deliveries[?handle=]`: what was sent to webhooks and what came of it, the newest first.
async fn deliveries(State(hooks): State<Hooks>, Query(whose): Query<Whose>) -> Answer {
    let log = hooks.world.app.read(move |db| Ok(webhooks::log(db, whose.handle.as_deref())?)).await?;
    Ok(Json(json!({ "deliveries": log })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PerMinute {
    read: Option<u32>,
    write: Option<u32>,
    auth: Option<u32>,
    upload: Option<u32>,
}

/// `POST /__test/limits {read?, write?, auth?, upload?}`: requests in a minute.
async fn limits(State(hooks): State<Hooks>, Asked(limits): Asked<PerMinute>) -> Answer {
    let PerMinute { read, write, auth, upload } = limits;
    let named = [(RateClass::Read, read), (RateClass::Write, write), (RateClass::Auth, auth), (RateClass::Upload, upload)];
    for (class, number) in named.into_iter().filter_map(|(class, number)| Some((class, number?))) {
        hooks.world.app.limits().allow(class, number);
    }
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whom {
    handle: String,
}

/// `POST /__test/tokens/expire {handle}`: the agent's access tokens have expired, its refresh tokens have not.
async fn expire_tokens(State(hooks): State<Hooks>, Asked(whom): Asked<Whom>) -> Answer {
    change_tokens(&hooks, &whom, "UPDATE tokens SET access_expires_at = 0").await
}

/// `POST /__test/tokens/revoke {handle}`: neither its access nor its refresh tokens are good any more.
async fn revoke_tokens(State(hooks): State<Hooks>, Asked(whom): Asked<Whom>) -> Answer {
    change_tokens(&hooks, &whom, "DELETE FROM tokens").await
}

async fn change_tokens(hooks: &Hooks, whom: &Whom, change: &'static str) -> Answer {
    let handle = Handle::existing(&whom.handle).ok_or_else(|| ApiError::field("handle", "no handle"))?;
    let sql = format!("{change} WHERE agent_id = (SELECT id FROM agents WHERE handle = ?1)");
    let changed = hooks.world.app.write(move |transaction| Ok(transaction.execute(&sql, [handle.as_str()])?)).await?;
    Ok(Json(json!({ "changed": changed })))
}
