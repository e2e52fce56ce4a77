//! What browser tests need beyond the API: a fresh world, a moving clock, faults, the record of calls. Only with `--test-hooks`.
//!
//! Every world has its own listener, so that tests can run at the same time: `POST /__test/world` starts one more and answers its origin.

use axum::extract::{Query, State};
use axum::routing::post;
use axum::{Json, Router};
use contract::RateClass;
use serde::Deserialize;
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

/// `{world?, now?, dialect?}`; `now` is RFC 3339 or Unix milliseconds.
fn recipe(fields: &Value, dialect: Dialect) -> Result<Recipe, ApiError> {
    let named = |name: &str| fields.get(name).and_then(Value::as_str);
    let world = named("world").map(|name| WorldKind::parse(name).ok_or_else(|| ApiError::field("world", "demo, empty or large")));
    let spoken = named("dialect").map(|name| Dialect::parse(name).ok_or_else(|| ApiError::field("dialect", "bare, wrapped or sdk")));
    Ok(Recipe {
        world: world.transpose()?.unwrap_or_default(),
        now: time(fields.get("now"), "now")?,
        dialect: spoken.transpose()?.unwrap_or(dialect),
    })
}

fn time(value: Option<&Value>, field: &str) -> Result<Option<i64>, ApiError> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
    let read = contract::decode::time(value).map(|time| time.timestamp_millis());
    read.map(Some).ok_or_else(|| ApiError::field(field, "a time: RFC 3339, or Unix milliseconds"))
}

/// `POST /__test/reset {world?, now?, dialect?}`: a fresh world in memory instead of this one.
async fn reset(State(hooks): State<Hooks>, form: Form) -> Answer {
    let recipe = recipe(&form.into_value(), hooks.world.app.dialect())?;
    let World { host, app, .. } = hooks.world;
    tokio::task::spawn_blocking(move || host.reset(&app, recipe)).await.map_err(ApiError::internal)?.map_err(ApiError::internal)?;
    Ok(done())
}

/// `POST /__test/world {world?, now?, dialect?, port?}`: one more world on a listener of its own.
async fn start_world(State(hooks): State<Hooks>, form: Form) -> Answer {
    let fields = form.into_value();
    let recipe = recipe(&fields, hooks.world.app.dialect())?;
    let port = fields.get("port").and_then(Value::as_u64).and_then(|port| u16::try_from(port).ok()).unwrap_or(0);
    let host = hooks.world.host.clone();
    let app = tokio::task::spawn_blocking(move || host.memory(recipe)).await.map_err(ApiError::internal)?.map_err(ApiError::internal)?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
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

/// `POST /__test/clock {set}` or `{advance_seconds}`.
async fn clock(State(hooks): State<Hooks>, form: Form) -> Answer {
    let fields = form.into_value();
    let clock = hooks.world.app.clock();
    if let Some(millis) = time(fields.get("set"), "set")? {
        clock.set(millis);
    }
    if let Some(seconds) = fields.get("advance_seconds").and_then(Value::as_i64) {
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
struct Whose {
    handle: Option<String>,
}

/// `GET /__test/deliveries[?handle=]`: what was sent to webhooks and what came of it, the newest first.
async fn deliveries(State(hooks): State<Hooks>, Query(whose): Query<Whose>) -> Answer {
    let log = hooks.world.app.read(move |db| Ok(webhooks::log(db, whose.handle.as_deref())?)).await?;
    Ok(Json(json!({ "deliveries": log })))
}

/// `POST /__test/limits {read?, write?, auth?, upload?}`: requests in a minute.
async fn limits(State(hooks): State<Hooks>, form: Form) -> Answer {
    let fields = form.into_value();
    for class in RateClass::ALL {
        if let Some(number) = fields.get(class.as_str()).and_then(Value::as_u64) {
            hooks.world.app.limits().allow(class, u32::try_from(number).unwrap_or(u32::MAX));
        }
    }
    Ok(done())
}

/// `POST /__test/tokens/expire {handle}`: the agent's access tokens have expired, its refresh tokens have not.
async fn expire_tokens(State(hooks): State<Hooks>, form: Form) -> Answer {
    change_tokens(&hooks, form, "UPDATE tokens SET access_expires_at = 0").await
}

/// `POST /__test/tokens/revoke {handle}`: neither its access nor its refresh tokens are good any more.
async fn revoke_tokens(State(hooks): State<Hooks>, form: Form) -> Answer {
    change_tokens(&hooks, form, "DELETE FROM tokens").await
}

async fn change_tokens(hooks: &Hooks, mut form: Form, change: &'static str) -> Answer {
    let handle = form.required("handle", |text| contract::Handle::existing(text).ok_or("no handle"));
    let handle = form.need(handle)?;
    let sql = format!("{change} WHERE agent_id = (SELECT id FROM agents WHERE handle = ?1)");
    let changed = hooks.world.app.write(move |transaction| Ok(transaction.execute(&sql, [handle.as_str()])?)).await?;
    Ok(Json(json!({ "changed": changed })))
}
