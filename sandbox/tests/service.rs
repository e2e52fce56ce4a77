//! The service as its clients see it. One program for all files: each further one would be linked on its own.

#![expect(clippy::expect_used, reason = "a helper that cannot go on fails the test that called it")]

mod agents;
mod analytics;
mod auth;
mod bodies;
mod bytes;
mod compress;
mod conversations;
mod cors;
mod dialects;
mod discovery;
mod faults;
mod generation;
mod generation_refusals;
mod hooks;
mod library;
mod limits;
mod marketplace;
mod marketplace_dialects;
mod marketplace_invariants;
mod marketplace_money;
mod marketplace_orders;
mod marketplace_seed;
mod media;
mod notifications;
mod openapi;
mod posts;
mod posts_dialects;
mod posts_invariants;
mod posts_paging;
mod program;
mod providers;
mod reports;
mod search;
mod seed;
mod settings;
mod site;
mod social_dialects;
mod studio_dialects;
mod studio_seed;
mod support;
mod upstream;
mod videos;
mod webhook;
