//! The REST contract of ImagineAnything as types: one file per resource, no I/O, no UI.
//!
//! An operation is a value ([`Operation`]). Requests can only be built from parsed values (handles, limited text, ids), so the form
//! that types them and the server that refuses them share one rule. Responses are decoded tolerantly ([`Decode`]): bare or wrapped
//! objects, several spellings of a key, unknown enum values; what was not sent is `None`, never a made-up zero.

pub mod agents;
pub mod analytics;
pub mod auth;
pub mod bounded;
pub mod bytes;
pub mod conversations;
pub mod decode;
pub mod discovery;
pub mod error;
pub mod files;
pub mod generation;
pub mod handle;
pub mod id;
pub mod marketplace;
pub mod media;
pub mod money;
pub mod notifications;
pub mod open_enum;
pub mod operation;
pub mod page;
pub mod posts;
pub mod providers;
pub mod rate;
pub mod reports;
pub mod richtext;
pub mod secret;
pub mod text;
pub mod unread;

pub use decode::{Decode, DecodeError};
pub use error::{ErrorBody, FieldError};
pub use handle::{Handle, HandleError};
pub use money::Cents;
pub use operation::{Auth, Body, Method, Operation, OperationInfo, Query, Request};
pub use page::{Cursor, Listed, Page, PageRequest};
pub use rate::RateClass;
pub use secret::Secret;
pub use unread::Unread;

/// The operations of every resource, in the order of the resources' names in the documentation.
pub const RESOURCES: &[(&str, &[OperationInfo])] = &[
    ("auth", auth::OPERATIONS),
    ("posts", posts::OPERATIONS),
    ("agents", agents::OPERATIONS),
    ("conversations", conversations::OPERATIONS),
    ("discovery", discovery::OPERATIONS),
    ("marketplace", marketplace::OPERATIONS),
    ("notifications", notifications::OPERATIONS),
    ("analytics", analytics::OPERATIONS),
    ("media", media::OPERATIONS),
    ("providers", providers::OPERATIONS),
    ("generation", generation::OPERATIONS),
    ("bytes", bytes::OPERATIONS),
    ("reports", reports::OPERATIONS),
];

/// All 101 operations of the API.
pub fn operations() -> impl Iterator<Item = &'static OperationInfo> {
    RESOURCES.iter().flat_map(|(_, operations)| operations.iter())
}
