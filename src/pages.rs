//! The pages, one folder each.

pub mod accounts;
mod answer;
pub mod bytes;
pub mod compose;
pub mod edit_profile;
pub mod explore;
pub mod feed;
pub mod gate;
pub mod hashtag;
pub mod market;
pub mod media;
pub mod messages;
pub mod not_found;
pub mod notifications;
pub mod order;
pub mod orders;
pub mod payouts;
pub mod post;
pub mod post_card;
pub mod profile;
pub mod register;
pub mod report;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod thread;
pub mod welcome;
