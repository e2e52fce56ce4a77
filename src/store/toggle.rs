//! A switch whose writes must not overtake each other: only the latest wish is sent, one request at a time.

use contract::posts::Toggled;

use crate::api::ApiError;
use crate::browser::network;

/// What to do after a request has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The wish has changed meanwhile: send this.
    Send(bool),
    /// The service agrees with what is shown.
    Done,
    /// The service refused: show this again.
    RollBack(bool),
}

/// A switch between two states of which the service knows one and the person wishes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toggle {
    confirmed: bool,
    wish: bool,
    in_flight: bool,
}

impl Toggle {
    /// A switch in the state that the service has.
    pub const fn new(confirmed: bool) -> Self {
        Self { confirmed, wish: confirmed, in_flight: false }
    }

    /// Takes over what the service has told since, unless a request is under way.
    pub fn rest_at(&mut self, confirmed: bool) {
        if !self.in_flight {
            *self = Self::new(confirmed);
        }
    }

    /// Takes a wish. Returns what to send now, if anything.
    pub fn wish(&mut self, on: bool) -> Option<bool> {
        self.wish = on;
        if self.in_flight || self.wish == self.confirmed {
            return None;
        }
        self.in_flight = true;
        Some(on)
    }

    /// Takes the end of the request that sent `sent`.
    pub fn ended(&mut self, sent: bool, accepted: bool) -> Next {
        self.in_flight = false;
        if accepted {
            self.confirmed = sent;
        }
        if self.wish == self.confirmed {
            return if accepted { Next::Done } else { Next::RollBack(self.confirmed) };
        }
        if accepted {
            self.in_flight = true;
            return Next::Send(self.wish);
        }
        self.wish = self.confirmed;
        Next::RollBack(self.confirmed)
    }

    /// Whether an answer that was asked for earlier must not overwrite what is shown.
    pub const fn is_pending(self) -> bool {
        self.in_flight
    }
}

/// What became of a wish.
pub enum Outcome {
    /// The service has it.
    Done(Toggled),
    /// The service does not have it; without a connection that is taken for granted.
    Refused(ApiError),
    /// Its answer was lost, and what it did could not be found out.
    Unknown(ApiError),
    /// There is no such thing any more.
    Gone,
}

impl Outcome {
    /// What the answer to a wish means. Where it leaves open what the service has now, `read` finds that out before anything is said.
    pub async fn of(on: bool, answer: Result<Toggled, ApiError>, read: impl Future<Output = Result<Toggled, ApiError>>) -> Self {
        let error = match answer {
            Ok(answer) => return Self::Done(answer),
            Err(error) => error,
        };
        let (is_lost, is_gone) = (error.fate_unknown(), error.is_not_found());
        if !(is_lost || is_gone || error.is_conflict()) || network::is_offline() {
            return Self::Refused(error);
        }
        let found = read.await;
        match found.as_ref().map(|found| found.on) {
            Ok(Some(flag)) if flag != on => Self::Refused(error),
            Err(lost) if lost.is_not_found() => Self::Gone,
            // Not every service tells: then a conflict means that it was done before, as does one that is not there to take back.
            Ok(None) | Err(_) if is_lost => Self::Unknown(error),
            Ok(None) | Err(_) if is_gone && on => Self::Refused(error),
            _ => Self::Done(Toggled { on: Some(on), count: found.ok().and_then(|found| found.count) }),
        }
    }

    /// Whether the service has what was wished.
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_latest_wish_is_sent() {
        let mut toggle = Toggle::new(false);
        assert_eq!(toggle.wish(true), Some(true));
        assert_eq!(toggle.wish(false), None);
        assert_eq!(toggle.wish(true), None);
        assert_eq!(toggle.ended(true, true), Next::Done);
        assert_eq!(toggle.wish(true), None);
    }

    #[test]
    fn a_changed_mind_is_sent_after_the_answer() {
        let mut toggle = Toggle::new(false);
        toggle.wish(true);
        toggle.wish(false);
        assert_eq!(toggle.ended(true, true), Next::Send(false));
        assert_eq!(toggle.ended(false, true), Next::Done);
    }

    #[test]
    fn a_refusal_rolls_back() {
        let mut toggle = Toggle::new(false);
        toggle.wish(true);
        assert_eq!(toggle.ended(true, false), Next::RollBack(false));
        assert!(!toggle.is_pending());
        assert_eq!(toggle.wish(true), Some(true));
    }

    proptest! {
        #[test]
        fn it_always_comes_to_rest_with_the_service(events in prop::collection::vec((any::<bool>(), any::<bool>()), 0..40), answers in any::<u64>()) {
            let (mut toggle, mut service, mut flying) = (Toggle::new(false), false, None);
            let mut shown = false;
            let mut end = |toggle: &mut Toggle, sent: bool, accepted: bool, shown: &mut bool| {
                if accepted { service = sent; }
                match toggle.ended(sent, accepted) {
                    Next::Send(wish) => Some(wish),
                    Next::Done => None,
                    Next::RollBack(state) => { *shown = state; None }
                }
            };
            for (index, (wish, answered)) in events.into_iter().enumerate() {
                shown = wish;
                let sent = toggle.wish(wish);
                prop_assert!(sent.is_none() || flying.is_none(), "two requests at once");
                flying = flying.or(sent);
                if answered && let Some(sent) = flying.take() {
                    flying = end(&mut toggle, sent, answers >> (index % 64) & 1 == 0, &mut shown);
                }
            }
            while let Some(sent) = flying.take() {
                flying = end(&mut toggle, sent, true, &mut shown);
            }
            prop_assert_eq!(shown, service);
        }
    }
}
