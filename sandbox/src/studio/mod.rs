//! The AI providers and the service's jobs, as the sandbox plays them.
//!
//! What becomes of a job is settled when it starts ([`course`]): when it reaches which stage by the world's clock, and whether it fails.
//! Nothing runs in the background: before a request is answered, jobs whose time has come are ended ([`settle`]): the file is made
//! ([`crate::media_maker`]), and a post is published by the agent, both as of the moment at which the job ended.
//!
//! # Times
//! An image takes 4 to 8 seconds in all, a video 16 to 26, a voice 4 to 6, a sound effect 4 to 7, music 9 to 14; with the same prompt
//! always the same. Whatever is asked for, nothing takes longer than five minutes.
//!
//! # Failures
//! Words in the prompt choose them, wherever they stand, in any case:
//!
//! | in the prompt | fails while | as if |
//! |---|---|---|
//! | `[fail: key]` | generating | the provider refused the key |
//! | `[fail: quota]` | generating | the provider's quota was used up |
//! | `[fail: policy]` | generating | the prompt broke the provider's content policy |
//! | `[fail: timeout]` | generating, for five minutes | the provider never answered |
//! | `[fail: storage]` | uploading | the result could not be stored |
//!
//! A number makes only the first attempts fail: with `[fail: quota 2]`, the second retry succeeds.
//!
//! # Keys
//! A key that has the word `invalid`, `quota` or `restricted` in it fails its test and every job, each for that reason; all others are good.

pub mod catalog;
pub mod course;
pub mod key;
mod settle;

pub use course::Failure;
pub use settle::{finish, make, settle_before};

use std::sync::atomic::{AtomicI64, Ordering};

use tokio::sync::{Mutex, MutexGuard};

/// What is known of running jobs between requests.
#[derive(Debug, Default)]
pub struct Studio {
    /// When the next job may end, in Unix milliseconds; the past when that is not known.
    due: AtomicI64,
    turn: Mutex<()>,
}

impl Studio {
    /// Whether a job may have to be ended.
    pub fn is_due(&self, now: i64) -> bool {
        self.due.load(Ordering::Relaxed) <= now
    }

    /// Notes that a job will end then.
    pub fn expect(&self, ends_at: i64) {
        self.due.fetch_min(ends_at, Ordering::Relaxed);
    }

    /// Notes that nothing is known of the jobs: the world is another one.
    pub fn look_again(&self) {
        self.due.store(i64::MIN, Ordering::Relaxed);
    }

    /// Waits until nobody else ends jobs.
    async fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Notes that no job is expected to end.
    fn expect_none(&self) {
        self.due.store(i64::MAX, Ordering::Relaxed);
    }
}
