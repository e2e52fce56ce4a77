//! The budget of requests: four sliding windows a minute, kept for each agent, with room reserved for clicks.

use std::collections::VecDeque;

use contract::RateClass;

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// Somebody waits for it.
    Click,
    /// Nobody asked for it: polling, views, prefetching. Leaves a third of each window to clicks.
    Background,
}

/// No service allows more in a minute; a header that says so is not believed.
const MOST: u32 = 10_000;
const WINDOW: i64 = RateClass::WINDOW_SECONDS as i64 * 1000;

/// What the answer's headers said about a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateHeaders {
    /// `X-RateLimit-Limit`.
    pub limit: Option<u32>,
    /// `X-RateLimit-Remaining`.
    pub remaining: Option<u32>,
}

/// One sliding window.
#[derive(Clone, Debug)]
struct Window {
    limit: u32,
    /// When the requests of the last minute were sent, the oldest first (Unix milliseconds).
    sent: VecDeque<i64>,
    blocked_until: i64,
}

impl Window {
    fn forget_old(&mut self, now: i64) {
        // Also forgets what lies in the future, after the clock was set back.
        self.sent.retain(|&at| at > now - WINDOW && at <= now);
        if self.blocked_until > now + WINDOW {
            self.blocked_until = now + WINDOW;
        }
    }

    fn left(&self) -> u32 {
        self.limit.saturating_sub(u32::try_from(self.sent.len()).unwrap_or(u32::MAX))
    }

    fn admit(&mut self, priority: Priority, now: i64) -> Result<(), i64> {
        self.forget_old(now);
        if self.blocked_until > now {
            return Err(self.blocked_until - now);
        }
        let reserve = if priority == Priority::Background { self.limit / 3 } else { 0 };
        if self.left() > reserve {
            self.sent.push_back(now);
            return Ok(());
        }
        // The first moment at which enough requests have left the window.
        let surplus = (reserve - self.left().min(reserve)) as usize;
        let leaves = self.sent.get(surplus).or(self.sent.back()).copied().unwrap_or(now);
        Err((leaves + WINDOW - now).max(1))
    }
}

/// The windows of one agent, or of all anonymous requests.
#[derive(Clone, Debug)]
pub struct Budget {
    windows: [Window; 4],
}

impl Default for Budget {
    fn default() -> Self {
        let window = |class: RateClass| Window { limit: class.per_minute(), sent: VecDeque::new(), blocked_until: 0 };
        Self { windows: RateClass::ALL.map(window) }
    }
}

impl Budget {
    fn window(&mut self, class: RateClass) -> &mut Window {
        let [read, write, auth, upload] = &mut self.windows;
        match class {
            RateClass::Read => read,
            RateClass::Write => write,
            RateClass::Auth => auth,
            RateClass::Upload => upload,
        }
    }

    /// Takes one request out of the budget, or says how many milliseconds to wait before asking again.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub fn admit(&mut self, class: RateClass, priority: Priority, now: i64) -> Result<(), i64> {
        self.window(class).admit(priority, now)
    }

    /// Learns from an answer: another client of the same agent may have used the budget too.
    pub fn observe(&mut self, class: RateClass, headers: RateHeaders, now: i64) {
        let window = self.window(class);
        if let Some(limit) = headers.limit.filter(|limit| *limit > 0) {
            window.limit = limit.min(MOST);
        }
        window.forget_old(now);
        if let Some(remaining) = headers.remaining {
            while window.left() > remaining {
                window.sent.push_back(now);
            }
        }
    }

    /// Sends nothing of this class until a time, after a 429.
    pub fn block(&mut self, class: RateClass, until: i64) {
        let window = self.window(class);
        window.blocked_until = window.blocked_until.max(until);
    }

    /// Requests left in the window, and its limit.
    pub fn left(&mut self, class: RateClass, now: i64) -> (u32, u32) {
        let window = self.window(class);
        window.forget_old(now);
        let left = if window.blocked_until > now { 0 } else { window.left() };
        (left, window.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RateClass::{Read, Write};

    #[test]
    fn the_window_slides() {
        let mut budget = Budget::default();
        for second in 0..30 {
            assert_eq!(budget.admit(Write, Priority::Click, second * 1000), Ok(()));
        }
        assert_eq!(budget.admit(Write, Priority::Click, 30_000), Err(30_000));
        assert_eq!(budget.admit(Write, Priority::Click, 60_000), Ok(()));
        assert_eq!(budget.admit(Read, Priority::Click, 60_000), Ok(()));
    }

    #[test]
    fn background_work_leaves_a_third_to_clicks() {
        let mut budget = Budget::default();
        let sent = (0..40).filter(|_| budget.admit(Write, Priority::Background, 1000).is_ok()).count();
        assert_eq!(sent, 20);
        let clicks = (0..40).filter(|_| budget.admit(Write, Priority::Click, 1000).is_ok()).count();
        assert_eq!(clicks, 10);
        assert_eq!(budget.left(Write, 1000), (0, 30));
    }

    #[test]
    fn the_servers_count_wins_when_it_is_lower() {
        let mut budget = Budget::default();
        budget.observe(Read, RateHeaders { limit: Some(50), remaining: Some(3) }, 0);
        assert_eq!(budget.left(Read, 0), (3, 50));
        budget.observe(Read, RateHeaders { limit: Some(50), remaining: Some(40) }, 0);
        assert_eq!(budget.left(Read, 0), (3, 50));
        assert_eq!(budget.left(Read, WINDOW), (50, 50));
    }

    #[test]
    fn a_block_ends_by_itself_even_when_the_clock_is_set_back() {
        let mut budget = Budget::default();
        budget.block(Read, 10_000);
        assert_eq!(budget.admit(Read, Priority::Click, 4_000), Err(6_000));
        assert_eq!(budget.admit(Read, Priority::Click, 10_000), Ok(()));
        budget.block(Read, 7_200_000);
        assert_eq!(budget.admit(Read, Priority::Click, 0), Err(WINDOW));
    }
}
