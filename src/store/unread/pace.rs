//! How long to wait before the next look.

/// What a look brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Something new.
    News,
    /// All is as it was.
    Nothing,
    /// No answer.
    Failed,
}

/// Seconds between two looks: the fewest after news, half as many again after each look in vain, twice as many after a failure.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    fewest: u32,
    most: u32,
    wait: u32,
}

impl Pace {
    /// A pace between two numbers of seconds.
    pub const fn between(fewest: u32, most: u32) -> Self {
        Self { fewest, most, wait: fewest }
    }

    /// Seconds to wait now.
    pub const fn wait(self) -> u32 {
        self.wait
    }

    /// The most seconds that it ever waits.
    pub const fn slowest(self) -> u32 {
        self.most
    }

    /// Takes what a look brought.
    pub fn saw(&mut self, seen: Seen) {
        self.wait = match seen {
            Seen::News => self.fewest,
            Seen::Nothing => (self.wait + self.wait.div_ceil(2)).min(self.most),
            Seen::Failed => (self.wait * 2).min(self.most),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_slows_down_in_vain_and_after_failures_and_is_quick_again_after_news() {
        let mut pace = Pace::between(20, 100);
        let waits = [Seen::Nothing, Seen::Nothing, Seen::Failed, Seen::Nothing, Seen::News].map(|seen| {
            pace.saw(seen);
            pace.wait()
        });
        assert_eq!(waits, [30, 45, 90, 100, 20]);
    }
}
