//! Looks after jobs: often while they run, seldom while a page just shows them, never in a hidden tab.

use contract::PageRequest;
use contract::generation::{GenerationHistory, Job, JobFilter, JobStatus, MAX_SECONDS, PendingJobs};
use contract::id::JobId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::jobs::List;
use super::{LIMIT, Look, Started, Workshop};
use crate::api::Priority;
use crate::browser::{network, time};
use crate::store::unread::{Pace, Seen};

/// Seconds between two looks while something runs or waits, or where the last look failed.
const BUSY: Pace = Pace::between(2, 10);
/// Seconds between two looks while a page shows jobs and none is known to run: others may start some.
const IDLE: Pace = Pace::between(20, 120);
/// Milliseconds after which a job is given up of which the service knows nothing more.
pub(super) const FORGOTTEN: i64 = (MAX_SECONDS + 60) * 1000;

impl Workshop {
    /// Looks again and again, for as long as the agent is signed in.
    pub(super) fn watch(&self) {
        if self.inner.with_value(|inner| inner.is_watching) {
            return;
        }
        self.inner.update_value(|inner| inner.is_watching = true);
        let shop = self.clone();
        spawn_local(async move {
            let (mut busy, mut idle, mut waited, mut was_hidden) = (BUSY, IDLE, 0_u32, false);
            while untrack(|| shop.store.accounts.find(&shop.own)).is_some() {
                let is_hidden = !network::is_visible();
                let wait = shop.wait(busy, idle);
                if shop.inner.with_value(|inner| inner.hurry) {
                    (busy, idle) = (BUSY, IDLE);
                }
                let is_due = wait.is_some_and(|wait| was_hidden || waited >= wait);
                was_hidden = is_hidden;
                if is_due && !is_hidden && !network::is_offline() {
                    let seen = shop.look_now(Priority::Background).await;
                    busy.saw(seen);
                    idle.saw(seen);
                    waited = 0;
                    shop.start_waiting();
                }
                time::sleep(1000).await;
                waited = waited.saturating_add(1);
            }
            shop.inner.update_value(|inner| inner.is_watching = false);
        });
    }

    /// Seconds between two looks now; none while nobody wants to know.
    fn wait(&self, busy: Pace, idle: Pace) -> Option<u32> {
        let (is_watched, hurry) = self.inner.with_value(|inner| (inner.onlookers > 0, inner.hurry));
        let is_busy = self.shelf.with_untracked(super::Shelf::is_busy) || !self.awaited().is_empty();
        // Whoever sees that it is not known what runs should not see it for long.
        let is_missed = is_watched && self.look.with_untracked(|look| *look != Look::Known);
        match (is_busy || is_missed, is_watched) {
            (true, _) | (_, true) if hurry => Some(0),
            (true, _) => Some(busy.wait()),
            (false, true) => Some(idle.wait()),
            (false, false) => None,
        }
    }

    /// Looks once, unless that is under way.
    pub async fn look_now(&self, priority: Priority) -> Seen {
        if self.inner.with_value(|inner| inner.is_looking) {
            return Seen::Nothing;
        }
        self.inner.update_value(|inner| {
            inner.is_looking = true;
            inner.hurry = false;
            inner.touched.clear();
        });
        let seen = self.ask(priority).await;
        self.inner.update_value(|inner| inner.is_looking = false);
        seen
    }

    async fn ask(&self, priority: Priority) -> Seen {
        self.reread();
        let awaited = self.awaited();
        let pending = match self.store.client.send_for(&self.actor(), &PendingJobs {}, priority).await {
            Ok(page) => page.items,
            Err(error) => {
                self.set_look(Look::Failed(error));
                return Seen::Failed;
            }
        };
        let mut ids: Vec<JobId> = pending.iter().map(|job| job.id.clone()).collect();
        let missing: Vec<JobId> = awaited.iter().filter(|id| !ids.contains(id)).cloned().collect();
        let is_end = |job: &&Job| awaited.contains(&job.id) && job.status.is_over();
        let mut ended: Vec<Job> = pending.iter().filter(is_end).cloned().collect();
        let mut is_news = self.absorb(pending, List::Pending);
        if !missing.is_empty() {
            let found = self.find_ended(&missing, priority).await;
            is_news |= !found.is_empty();
            // Of those that failed, the service says itself which are still of interest.
            ids.extend(found.iter().filter(|job| job.status != JobStatus::Failed).map(|job| job.id.clone()));
            ended.extend(found.into_iter().filter(|job| job.status.is_over()));
        }
        let odd = self.odd();
        self.give_up(|started| odd.contains(&started.job));
        self.put_on_board(&ids);
        self.set_look(Look::Known);
        self.ended(&ended);
        if is_news { Seen::News } else { Seen::Nothing }
    }

    fn set_look(&self, look: Look) {
        if self.look.with_untracked(|shown| *shown != look) {
            self.look.set(look);
        }
    }

    /// Reads the history until these jobs are known, or a few pages were read.
    pub async fn recall(&self, wanted: Vec<JobId>) {
        const PAGES: usize = 4;
        let mut page = PageRequest::first(LIMIT);
        for _ in 0..PAGES {
            if self.jobs.with_untracked(|jobs| wanted.iter().all(|id| jobs.iter().any(|job| job.id == *id))) {
                return;
            }
            let operation = GenerationHistory { filter: JobFilter::default(), page: page.clone() };
            let Ok(answer) = self.store.client.send(&self.actor(), &operation).await else { return };
            self.absorb(answer.items, List::History);
            let Some(next) = answer.next else { return };
            page = page.at(next);
        }
    }

    /// What became of jobs of which nothing was said: completed ones are only in the history.
    async fn find_ended(&self, missing: &[JobId], priority: Priority) -> Vec<Job> {
        let operation = GenerationHistory { filter: JobFilter::default(), page: PageRequest::first(LIMIT) };
        let Ok(page) = self.store.client.send_for(&self.actor(), &operation, priority).await else { return Vec::new() };
        let found: Vec<Job> = page.items.into_iter().filter(|job| missing.contains(&job.id)).collect();
        self.absorb(found.clone(), List::History);
        self.give_up(|started| missing.contains(&started.job) && found.iter().all(|job| job.id != started.job));
        found
    }

    /// Gives up jobs that were started here so long ago that they must have ended, where nothing is known of that.
    fn give_up(&self, is_unknown: impl Fn(&Started) -> bool) {
        let is_lost = |started: &Started| started.is_open && time::now() - started.at > FORGOTTEN && is_unknown(started);
        if self.shelf.with_untracked(|shelf| shelf.started.iter().any(is_lost)) {
            self.change(|shelf| shelf.started.iter_mut().filter(|one| is_lost(one)).for_each(|one| one.is_open = false));
        }
    }
}
