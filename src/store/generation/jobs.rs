//! Jobs: what is known of each, what the board shows, and how one ends.

use std::cmp::Reverse;

use contract::generation::{GenerationType, Job, JobStatus};
use contract::id::{JobId, PostId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Order, Started, Workshop};
use crate::browser::{desktop, network};
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

    /// Jobs that are under way, as far as is known.
    pub(super) fn running(&self) -> Vec<JobId> {
        let board = self.board.get_untracked();
        let is_running = |job: &&Job| job.status.is_running() && board.contains(&job.id);
        let mut running: Vec<JobId> = self.jobs.with_untracked(|jobs| jobs.iter().filter(is_running).map(|job| job.id.clone()).collect());
        self.shelf.with_untracked(|shelf| {
            for started in shelf.started.iter().filter(|started| started.is_open) {
                if !running.contains(&started.job) {
                    running.push(started.job.clone());
                }
            }
        });
        running
    }

    /// Takes in jobs from an answer; whether one of them is another than before.
    pub(super) fn absorb(&self, found: Vec<Job>) -> bool {
        let touched = self.inner.with_value(|inner| inner.touched.clone());
        let mut jobs = self.jobs.get_untracked();
        let mut is_news = false;
        for mut job in found.into_iter().filter(|job| !touched.contains(&job.id)) {
            match jobs.iter_mut().find(|known| known.id == job.id) {
                None => {
                    is_news = true;
                    jobs.push(job);
                }
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
            provider: Some(order.provider.clone()),
            kind: Some(order.kind.clone()),
            prompt: Some(order.prompt.clone()),
            model: order.model.clone(),
            status,
            error: None,
            retry_count: retries,
            result_url: None,
            post: None,
            content: Some(order.content.clone()).filter(|text| !text.trim().is_empty()),
            created_at: chrono::DateTime::from_timestamp_millis(crate::browser::time::now()),
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

    /// When an attempt was started (Unix milliseconds by this device), as far as is known; tracked.
    pub fn started_at(&self, job: &Job) -> Option<i64> {
        let noted = self.shelf.with(|shelf| shelf.started(&job.id).map(|started| started.at));
        noted.or_else(|| job.created_at.map(|at| at.timestamp_millis()))
    }

    /// The settings of a job: those that this device remembers, or what the service tells of them.
    pub fn order_of(&self, job: &Job) -> Option<Order> {
        let noted = self.shelf.with_untracked(|shelf| shelf.started(&job.id).map(|started| started.order.clone()));
        let told = || {
            Some(Order {
                provider: job.provider.clone()?,
                kind: job.kind.clone()?,
                prompt: job.prompt.clone().unwrap_or_default(),
                content: job.content.clone().unwrap_or_default(),
                model: job.model.clone(),
                params: serde_json::Map::new(),
            })
        };
        noted.or_else(told)
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
        self.store.listings.forget(&format!("{}/feed", self.actor().key()));
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
            _ => {
                let reason = job.error.as_deref().unwrap_or("The service did not say why.");
                (
                    ["Failed: ", &name_of(job.kind.as_ref()), " of ", &self.own.to_string(), ". ", reason].concat(),
                    "Open jobs",
                    Studio::Jobs.place(),
                )
            }
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
