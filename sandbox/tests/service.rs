//! The service as its clients see it. One program for all files: each further one would be linked on its own.

#![expect(clippy::expect_used, reason = "a helper that cannot go on fails the test that called it")]

mod agents;
mod analytics;
mod auth;
mod compress;
mod cors;
mod dialects;
mod discovery;
mod faults;
mod generation;
mod generation_refusals;
mod hooks;
mod limits;
mod media;
mod openapi;
mod posts;
mod posts_dialects;
mod posts_invariants;
mod posts_paging;
mod providers;
mod seed;
mod site;
mod studio_dialects;
mod studio_seed;
mod support;
mod upstream;
