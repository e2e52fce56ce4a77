//! The server: which layers a request passes, and the listeners.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state, map_response_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::hooks::{self, Hooks};
use crate::host::Host;
use crate::upstream::{self, Upstream};
use crate::{ApiError, App, body, calls, compress, cors, deliver, dialect, faults, guest, limits, openapi, routes, studio};

/// One world on its listener.
#[derive(Clone, Debug)]
pub struct World {
    /// What all worlds of the process share.
    pub host: Arc<Host>,
    /// The world.
    pub app: App,
    /// Ends its listener.
    pub stop: Arc<Notify>,
}

impl World {
    /// A world that nobody listens for yet.
    pub fn new(host: Arc<Host>, app: App) -> Self {
        Self { host, app, stop: Arc::default() }
    }

    /// Everything that is served: the API, the files of the app, and the test hooks if they are wanted.
    pub fn router(&self) -> Router {
        let app = &self.app;
        let routes = routes::all();
        let document = openapi::document(routes.served());
        let mut served = api(app, routes)
            .route("/sandbox.json", get(guest::marker).with_state(app.clone()))
            .route("/openapi.json", get(async || axum::Json(document)))
            .fallback(rest)
            .with_state(self.host.clone());
        if self.host.test_hooks() {
            served = served.layer(from_fn_with_state(app.clone(), faults::fault));
            served = served.merge(hooks::router(Hooks::new(self.clone())));
        }
        served.layer(from_fn(cors::share)).layer(from_fn(body::finish))
    }

    /// Listens until it is stopped or `end` comes.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(self, listener: TcpListener, end: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
        // Some may have waited when the process before this one ended.
        deliver::soon(&self.app);
        let router = self.router().into_make_service_with_connect_info::<SocketAddr>();
        let stop = self.stop;
        let ended = async move {
            tokio::select! {
                () = end => {}
                () = stop.notified() => {}
            }
        };
        axum::serve(listener, router).with_graceful_shutdown(ended).await
    }
}

/// The operations with their layers; a request passes the last layer first.
fn api(app: &App, routes: routes::Routes) -> Router<Arc<Host>> {
    routes
        .into_router()
        .layer(from_fn_with_state(app.clone(), studio::settle_before))
        .layer(map_response_with_state(app.clone(), dialect::word))
        .layer(from_fn_with_state(app.clone(), limits::limit))
        .layer(from_fn_with_state(app.clone(), calls::record))
        .layer(compress::layer())
        .with_state(app.clone())
}

/// The app's files with the real service behind `/api` and `/uploads`.
pub fn upstream_router(host: Arc<Host>, upstream: Upstream) -> Router {
    let forward = any(upstream::forward).with_state(upstream);
    Router::new().route("/api/{*path}", forward.clone()).route("/uploads/{*path}", forward).fallback(rest).with_state(host)
}

/// Addresses without a route: the app's pages and files.
async fn rest(State(host): State<Arc<Host>>, request: Request) -> Response {
    let path = request.uri().path();
    if path.trim_start_matches('/').split('/').next() == Some("api") {
        return ApiError::nothing_here().into_response();
    }
    match host.site() {
        Some(site) => site.answer(request.method().clone(), path, request.headers()).await,
        None => (StatusCode::NOT_FOUND, "This server has no app; the API is under /api.\n").into_response(),
    }
}
