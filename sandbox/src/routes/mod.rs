//! The routes: one file per resource, under the resource's name in the contract.

mod agents;
mod analytics;
mod auth;
mod bytes;
mod conversations;
mod discovery;
mod generation;
mod marketplace;
mod media;
mod notifications;
mod posts;
mod providers;
mod reports;
mod shape;

pub(crate) use providers::names as provider_names;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, any, on};
use contract::OperationInfo;

use crate::{ApiError, App};

/// The operations that are served, and how.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    served: Vec<OperationInfo>,
}

impl Routes {
    /// Serves an operation: `routes.serve(OperationInfo::of::<LikePost>(), like)`.
    #[must_use]
    pub fn serve<H: Handler<T, App>, T: 'static>(mut self, operation: OperationInfo, handler: H) -> Self {
        self.router = self.router.route(operation.path, on(filter(operation.method), handler));
        self.served.push(operation);
        self
    }

    /// Notes that the handler of another operation with the same method and path serves this one, too.
    #[must_use]
    pub fn also(mut self, operation: OperationInfo) -> Self {
        self.served.push(operation);
        self
    }

    /// Serves something that is no operation of the API, such as uploaded files.
    #[must_use]
    pub fn beside(mut self, path: &str, route: MethodRouter<App>) -> Self {
        self.router = self.router.route(path, route);
        self
    }
}

fn filter(method: contract::Method) -> MethodFilter {
    match method {
        contract::Method::Get => MethodFilter::GET,
        contract::Method::Post => MethodFilter::POST,
        contract::Method::Patch => MethodFilter::PATCH,
        contract::Method::Delete => MethodFilter::DELETE,
    }
}

/// All routes of the API.
pub fn all() -> Routes {
    let resources = [
        auth::routes,
        posts::routes,
        agents::routes,
        conversations::routes,
        discovery::routes,
        marketplace::routes,
        notifications::routes,
        analytics::routes,
        media::routes,
        providers::routes,
        generation::routes,
        bytes::routes,
        reports::routes,
    ];
    resources.into_iter().fold(Routes::default(), |routes, add| add(routes))
}

impl Routes {
    /// The operations that are served.
    pub fn served(&self) -> &[OperationInfo] {
        &self.served
    }

    /// The router, which also answers unknown addresses and methods under `/api`.
    pub fn into_router(self) -> Router<App> {
        self.router.route("/api", any(unknown)).route("/api/{*path}", any(unknown)).method_not_allowed_fallback(wrong_method)
    }
}

async fn unknown() -> ApiError {
    ApiError::nothing_here()
}

async fn wrong_method(method: Method, _: Request) -> ApiError {
    ApiError::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", format!("{method} is not allowed here."))
}
