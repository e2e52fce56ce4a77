//! Jobs: what is known of each, what the board shows, and how one ends.

use std::cmp::Reverse;

use contract::generation::{GenerationType, Job, JobStatus};
use contract::id::{JobId, PostId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::watch::FORGOTTEN;
use super::{Order, Started, Workshop};
use crate::browser::{desktop, network, time};
use crate::route::{Place, Route, Studio};
use crate::shell::badges;
use crate::store::notices::Remedy;
use crate::store::posts;

/// What a thing is called within a sentence.
pub fn name_of(kind: Option<&GenerationType>) -> String {
    kind.map_or("generation", GenerationType::label).to_lowercase()
}

/// What an answer leaves out of a job is as it was.
fn fill_in(job: &mut Job, known: &Job) {
    fn keep<T: Clone>(new: &mut Option<T>, known: Option<&T>) {
        if new.is_none() {
            *new = known.cloned();
        }
    }
    keep(&mut job.provider, known.provider.as_ref());
    keep(&mut job.kind, known.kind.as_ref());
    keep(&mut job.prompt, known.prompt.as_ref());
    keep(&mut job.model, known.model.as_ref());
    keep(&mut job.content, known.content.as_ref());
    keep(&mut job.retry_count, known.retry_count.as_ref());
    keep(&mut job.created_at, known.created_at.as_ref());
}

/// A list that tells of jobs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Those that run or failed recently: it tells of retries.
    Pending,
    /// All of them. Pages of it may come late.
    History,
}

/// Whether what a list tells of a job is older than what is known: what is done stays done, and what failed runs again by a retry only.
fn is_outdated(known: &JobStatus, told: &JobStatus, list: List) -> bool {
    match known {
        JobStatus::Completed => *told != JobStatus::Completed,
        JobStatus::Failed => list == List::History && !told.is_over(),
        _ => false,
    }
}

impl Workshop {
    /// A job as it was seen last; tracked.
    pub fn job(&self, id: &JobId) -> Option<Job> {
        self.jobs.with(|jobs| jobs.iter().find(|job| job.id == *id).cloned())
    }

    /// The jobs on the board, each where it has stood before; tracked.
    pub fn on_board(&self) -> Vec<Job> {
        let board = self.board.get();
        self.jobs.with(|jobs| board.iter().filter_map(|id| jobs.iter().find(|job| job.id == *id).cloned()).collect())
    }

    /// Whether a job is on the board; tracked.
    pub fn is_on_board(&self, id: &JobId) -> bool {
        self.board.with(|board| board.contains(id))
    }

    /// Jobs whose end is awaited: those that are under way, as far as is known, and for a while those of which that is not known.
    pub(super) fn awaited(&self) -> Vec<JobId> {
        let (board, now) = (self.board.get_untracked(), time::now());
        let may_go_on = |job: &Job| !job.status.is_over() && untrack(|| self.age(job, now)).is_some_and(|age| age <= FORGOTTEN);
        let is_awaited = |job: &&Job| board.contains(&job.id) && (job.status.is_running() || may_go_on(job));
        let mut awaited: Vec<JobId> = self.jobs.with_untracked(|jobs| jobs.iter().filter(is_awaited).map(|job| job.id.clone()).collect());
        self.shelf.with_untracked(|shelf| {
            for started in shelf.started.iter().filter(|started| started.is_open) {
                if !awaited.contains(&started.job) {
                    awaited.push(started.job.clone());
                }
            }
        });
        awaited
    }

    /// How many of them count as running.
    pub(super) fn running(&self) -> usize {
        let awaited = self.awaited();
        awaited.len() - self.odd().iter().filter(|id| awaited.contains(id)).count()
    }

    /// Jobs whose status this version does not know.
    pub(super) fn odd(&self) -> Vec<JobId> {
        let is_odd = |job: &&Job| matches!(job.status, JobStatus::Unknown(_));
        self.jobs.with_untracked(|jobs| jobs.iter().filter(is_odd).map(|job| job.id.clone()).collect())
    }

    /// Takes in jobs from an answer; whether one of them is another than before.
    pub(super) fn absorb(&self, found: Vec<Job>, list: List) -> bool {
        let touched = self.inner.with_value(|inner| inner.touched.clone());
        let mut jobs = self.jobs.get_untracked();
        let mut is_news = false;
        for mut job in found.into_iter().filter(|job| !touched.contains(&job.id)) {
            match jobs.iter_mut().find(|known| known.id == job.id) {
                None => {
                    is_news = true;
                    jobs.push(job);
                }
                Some(known) if is_outdated(&known.status, &job.status, list) => {}
                Some(known) => {
                    fill_in(&mut job, known);
                    if *known != job {
                        is_news = true;
                        *known = job;
                    }
                }
            }
        }
        if is_news {
            self.jobs.set(jobs);
        }
        is_news
    }

    /// Puts jobs on the board, beside those that ended while it was looked at. New ones stand above the others, which keep their order:
    /// whoever presses twice presses the same card.
    pub(super) fn put_on_board(&self, ids: &[JobId]) {
        let shown = self.board.get_untracked();
        let board = self.jobs.with_untracked(|jobs| {
            let found = |id: &JobId| jobs.iter().find(|job| job.id == *id);
            let mut board: Vec<JobId> = Vec::new();
            for id in ids {
                if !shown.contains(id) && !board.contains(id) {
                    board.push(id.clone());
                }
            }
            // Those that run first, then the latest.
            board.sort_by_key(|id| found(id).map(|job| (!job.status.is_running(), Reverse(job.completed_at.max(job.created_at)))));
            // What ended since, and what was started since the question was asked, stays.
            let stays = |id: &&JobId| ids.contains(id) || found(id).is_some_and(|job| job.status != JobStatus::Failed);
            board.extend(shown.iter().filter(stays).cloned());
            board
        });
        if shown != board {
            self.board.set(board);
        }
    }

    /// Shows a job that has just been started.
    pub(super) fn begun(&self, id: &JobId, order: &Order, status: JobStatus, retries: Option<u64>) {
        self.inner.update_value(|inner| inner.touched.push(id.clone()));
        let job = Job {
            id: id.clone(),
            provider: order.provider.clone(),
            kind: order.kind.clone(),
            prompt: Some(order.prompt.clone()).filter(|text| !text.trim().is_empty()),
            model: order.model.clone(),
            status,
            error: None,
            retry_count: retries,
            result_url: None,
            post: None,
            content: Some(order.content.clone()).filter(|text| !text.trim().is_empty()),
            created_at: chrono::DateTime::from_timestamp_millis(time::now()),
            completed_at: None,
        };
        self.jobs.update(|jobs| {
            let earlier = jobs.iter().find(|known| known.id == job.id);
            let created_at = earlier.and_then(|known| known.created_at).or(job.created_at);
            jobs.retain(|known| known.id != job.id);
            jobs.push(Job { created_at, ..job });
        });
        self.board.update(|board| {
            if !board.contains(id) {
                board.insert(0, id.clone());
            }
        });
    }

    /// Milliseconds from the start of an attempt to `now` (by this device's clock), as far as is known; tracked.
    pub fn age(&self, job: &Job, now: i64) -> Option<i64> {
        let noted = self.shelf.with(|shelf| shelf.started(&job.id).map(|started| now - started.at));
        noted.or_else(|| Some(self.store.client.by_service(now) - job.created_at?.timestamp_millis()))
    }

    /// The settings of a job: those that this device remembers, or what the service tells of them.
    pub fn order_of(&self, job: &Job) -> Order {
        let noted = self.shelf.with_untracked(|shelf| shelf.started(&job.id).map(|started| started.order.clone()));
        noted.unwrap_or_else(|| Order {
            provider: job.provider.clone(),
            kind: job.kind.clone(),
            prompt: job.prompt.clone().unwrap_or_default(),
            content: job.content.clone().unwrap_or_default(),
            model: job.model.clone(),
            params: serde_json::Map::new(),
        })
    }

    /// The job that something which waited has become; tracked.
    pub fn job_of(&self, number: u64) -> Option<JobId> {
        self.shelf.with(|shelf| shelf.started.iter().find(|started| started.number == number).map(|started| started.job.clone()))
    }

    /// Notes that jobs have ended, and tells of it where nobody sees it.
    pub(super) fn ended(&self, ended: &[Job]) {
        if ended.is_empty() {
            return;
        }
        self.change(|shelf| {
            let is_ended = |started: &Started| ended.iter().any(|job| job.id == started.job);
            shelf.started.iter_mut().filter(|started| is_ended(started)).for_each(|started| started.is_open = false);
        });
        self.endings.update(|count| *count = count.wrapping_add(1));
        // The timelines hold something new.
        self.store.listings.outdate(&format!("{}/feed", self.actor().key()));
        let is_seen = network::is_visible() && self.inner.with_value(|inner| inner.onlookers > 0);
        for job in ended.iter().filter(|_| !is_seen) {
            self.tell(job);
        }
    }

    fn tell(&self, job: &Job) {
        let (text, label, place) = match (&job.status, &job.post) {
            (JobStatus::Completed, Some(post)) => {
                ([&self.own.to_string(), " published: ", &name_of(job.kind.as_ref())].concat(), "Open post", Place::post(post.clone()))
            }
            (JobStatus::Completed, None) => {
                (["Done: ", &name_of(job.kind.as_ref()), " of ", &self.own.to_string()].concat(), "Open studio", Studio::History.place())
            }
            (JobStatus::Failed, _) => {
                let reason = job.error.as_deref().unwrap_or("The service did not say why.");
                (
                    ["Failed: ", &name_of(job.kind.as_ref()), " of ", &self.own.to_string(), ". ", reason].concat(),
                    "Open jobs",
                    Studio::Jobs.place(),
                )
            }
            _ => return,
        };
        let (go, route) = (self.go.clone(), Route::In(self.actor(), place));
        if !desktop::is_in_use() && badges::is_wanted(&self.own) {
            let (go, route) = (go.clone(), route.clone());
            desktop::show(&self.own.to_string(), &text, &["ia.job.", job.id.as_str()].concat(), move || go(&route, false));
        }
        let remedy = Some(Remedy::new(label, move || go(&route, false)));
        if job.status == JobStatus::Completed { self.store.notices.done(text, remedy) } else { self.store.notices.trouble(text, remedy) }
    }

    /// Whether a post was deleted here; tracked.
    pub fn is_deleted(&self, post: &PostId) -> bool {
        self.deleted.with(|deleted| deleted.contains(post))
    }

    /// Deletes the post of a job.
    pub fn delete_post(&self, post: PostId) {
        let shop = self.clone();
        spawn_local(async move {
            match posts::delete(shop.store, &shop.actor(), &post).await {
                Ok(()) => {
                    shop.deleted.update(|deleted| deleted.push(post));
                    shop.store.notices.done("Post deleted.", None);
                }
                Err(error) => {
                    let notices = shop.store.notices;
                    let again = move || shop.delete_post(post.clone());
                    notices.failed("The post was not deleted.", &error, Some(Remedy::new("Try again", again)));
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_answers_do_not_undo_what_is_known() {
        let is_outdated = |known: &str, told: &str, list| is_outdated(&JobStatus::parse(known), &JobStatus::parse(told), list);
        for told in ["generating", "moderating", "failed"] {
            assert!(is_outdated("completed", told, List::Pending) && is_outdated("completed", told, List::History));
        }
        assert!(is_outdated("failed", "generating", List::History));
        assert!(!is_outdated("failed", "generating", List::Pending), "it was retried");
        assert!(!is_outdated("failed", "completed", List::History));
        assert!(!is_outdated("moderating", "generating", List::History));
    }
}
