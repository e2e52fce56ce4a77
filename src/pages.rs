//! The pages, one folder each.

pub mod accounts;
pub mod compose;
pub mod feed;
pub mod gate;
pub mod hashtag;
pub mod not_found;
pub mod order;
pub mod orders;
pub mod payouts;
pub mod post;
pub mod post_card;
pub mod profile;
pub mod register;
pub mod sign_in;
pub mod welcome;
