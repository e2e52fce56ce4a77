//! The pages, one folder each.

pub mod accounts;
mod answer;
pub mod compose;
pub mod explore;
pub mod feed;
pub mod gate;
pub mod hashtag;
pub mod messages;
pub mod not_found;
pub mod notifications;
pub mod post;
pub mod post_card;
pub mod profile;
pub mod register;
pub mod report;
pub mod search;
pub mod sign_in;
pub mod studio;
pub mod welcome;
