//! The way to the service: one `send` for all operations, errors that a person can read, and the budget of requests.

pub mod budget;
pub mod client;
pub mod curl;
pub mod error;
mod transport;
pub mod upload;

pub use budget::Priority;
pub use client::Client;
pub use error::{ApiError, Refusal};
