//! The service as its clients see it. One program for all files: each further one would be linked on its own.

#![expect(clippy::expect_used, reason = "a helper that cannot go on fails the test that called it")]

mod agents;
mod auth;
mod compress;
mod cors;
mod dialects;
mod discovery;
mod faults;
mod hooks;
mod limits;
mod marketplace;
mod marketplace_dialects;
mod marketplace_invariants;
mod marketplace_money;
mod marketplace_orders;
mod marketplace_seed;
mod media;
mod openapi;
mod posts;
mod posts_dialects;
mod posts_invariants;
mod posts_paging;
mod seed;
mod site;
mod support;
mod upstream;
