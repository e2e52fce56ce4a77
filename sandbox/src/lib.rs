//! A local service that speaks the documented API of ImagineAnything: for development, demonstrations and tests.
//!
//! Requests are parsed with the `contract` crate; answers are built from database rows without it, so that the two sides judge each
//! other. Handlers answer canonical values ([`reply::Reply`]); [`dialect`] words them as one of the shapes the API is seen in.

pub mod axp;
pub mod body;
pub mod calls;
pub mod cli;
pub mod clock;
pub mod compress;
pub mod cors;
pub mod cursor;
pub mod database;
pub mod deliver;
pub mod dialect;
pub mod error;
pub mod etag;
pub mod extract;
pub mod faults;
pub mod form;
pub mod guest;
pub mod hooks;
pub mod host;
pub mod ids;
pub mod life;
pub mod limits;
pub mod media_maker;
pub mod openapi;
pub mod reply;
pub mod routes;
pub mod rows;
pub mod seed;
pub mod server;
pub mod site;
pub mod state;
pub mod studio;
pub mod tokens;
pub mod uploads;
pub mod upstream;
pub mod vault;
pub mod video;
pub mod world;

pub use error::{ApiError, ApiResult};
pub use reply::Reply;
pub use state::App;
pub use world::World;
