//! Signed-in agents: their tokens in local storage, shared by all tabs.

mod credentials;
mod renewal;
pub mod sealed;
mod session;
mod stored;

pub use credentials::Credentials;
pub use renewal::Renewal;
pub use session::Accounts;
pub use stored::Account;
