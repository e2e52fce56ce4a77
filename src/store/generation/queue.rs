//! The queue on this device: what waits is started as soon as fewer than three jobs run, each once, by one tab at a time.

use contract::PageRequest;
use contract::generation::Started as Answer;
use contract::generation::{Generate, GenerationHistory, Job, JobFilter, JobStatus, MAX_RUNNING, PendingJobs, RetryGeneration};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::jobs::List;
use super::{Cell, Grid, LIMIT, Look, Order, Shelf, Waiting, Workshop};
use crate::api::ApiError;
use crate::browser::locks::with_lock;
use crate::browser::{network, time};
use crate::store::notices::Remedy;

/// A job counts as the one whose answer was lost if it is at most this much older than the request, in milliseconds.
const TOLERANCE: i64 = 2 * 60 * 1000;

/// What starts something.
enum Request {
    New(Generate),
    Retry(RetryGeneration),
}

impl Request {
    /// The request for what waits. To retry something, nothing but its job has to be known.
    fn of(waiting: &Waiting) -> Result<Self, String> {
        match &waiting.retry {
            Some(job) => Ok(Self::Retry(RetryGeneration { job: job.clone() })),
            None => waiting.order.request().map(Self::New),
        }
    }
}

/// How a request to start something ended.
enum Outcome {
    /// Settled: the next may follow.
    Settled,
    /// The next has to wait, too.
    Wait,
}

impl Workshop {
    /// Puts orders at the end of the queue; returns their numbers.
    pub fn add(&self, orders: Vec<Order>) -> Vec<u64> {
        let numbers = self.change(|shelf| {
            let add = |order| {
                let number = shelf.next_number(time::now());
                shelf.waiting.push(Waiting::new(number, order));
                number
            };
            orders.into_iter().map(add).collect()
        });
        self.hurry();
        numbers
    }

    /// Puts orders at the end of the queue, and notes them as the ways of a matrix.
    pub fn add_grid(&self, prompt: String, orders: Vec<(String, Order)>) {
        let (labels, orders): (Vec<_>, Vec<_>) = orders.into_iter().unzip();
        let numbers = self.add(orders);
        let cells = numbers.into_iter().zip(labels).map(|(number, label)| Cell { number, label, is_kept: false }).collect();
        self.change(|shelf| {
            let number = shelf.next_number(time::now());
            shelf.add_grid(Grid { number, prompt, cells });
        });
    }

    /// Notes whether one of the ways is to be kept.
    pub fn keep(&self, number: u64, is_kept: bool) {
        self.change(|shelf| {
            let cells = shelf.grids.iter_mut().flat_map(|grid| &mut grid.cells);
            cells.filter(|cell| cell.number == number).for_each(|cell| cell.is_kept = is_kept);
        });
    }

    /// Takes a matrix off the page, and offers to take that back. Its jobs and posts stay.
    pub fn remove_grid(&self, number: u64) {
        let removed = self.change(|shelf| {
            let place = shelf.grids.iter().position(|grid| grid.number == number)?;
            Some((place, shelf.grids.remove(place)))
        });
        let Some((place, grid)) = removed else { return };
        let shop = self.clone();
        let undo = move || {
            let grid = grid.clone();
            shop.change(|shelf| {
                let place = place.min(shelf.grids.len());
                shelf.grids.insert(place, grid);
            });
        };
        self.store.notices.done("The matrix is off this page. Its posts stay.", Some(Remedy::new("Undo", undo)));
    }

    /// Starts a failed job once more, as soon as there is room.
    pub fn retry(&self, job: &Job) {
        let order = self.order_of(job);
        self.change(|shelf| {
            if shelf.waiting.iter().all(|waiting| waiting.retry.as_ref() != Some(&job.id)) {
                let number = shelf.next_number(time::now());
                shelf.waiting.push(Waiting { retry: Some(job.id.clone()), ..Waiting::new(number, order) });
            }
        });
        self.hurry();
    }

    /// Takes something out of the queue; returns it with its place.
    pub fn take_out(&self, number: u64) -> Option<(usize, Waiting)> {
        self.change(|shelf| {
            let place = shelf.waiting.iter().position(|waiting| waiting.number == number)?;
            Some((place, shelf.waiting.remove(place)))
        })
    }

    /// Puts back what was taken out of the queue.
    pub fn put_back(&self, place: usize, waiting: Waiting) {
        self.change(|shelf| {
            let place = place.min(shelf.waiting.len());
            shelf.waiting.insert(place, waiting);
        });
        self.hurry();
    }

    /// Takes something out of the queue, and offers to take that back.
    pub fn remove(&self, number: u64) {
        let Some((place, removed)) = self.take_out(number) else { return };
        let shop = self.clone();
        let undo = move || shop.put_back(place, removed.clone());
        self.store.notices.done("Taken out of the queue.", Some(Remedy::new("Undo", undo)));
    }

    /// Lets something start before what stands above it.
    pub fn move_up(&self, number: u64) {
        self.change(|shelf| {
            if let Some(place @ 1..) = shelf.waiting.iter().position(|waiting| waiting.number == number) {
                shelf.waiting.swap(place - 1, place);
            }
        });
    }

    /// Tries again what did not start.
    pub fn try_again(&self, number: u64) {
        self.change(|shelf| {
            for waiting in shelf.waiting.iter_mut().filter(|waiting| waiting.number == number) {
                *waiting = Waiting { trouble: None, sent_at: None, ..waiting.clone() };
            }
        });
        self.hurry();
    }

    /// Lets the next look not wait, and starts what can be started.
    fn hurry(&self) {
        self.inner.update_value(|inner| inner.hurry = true);
        self.watch();
        self.start_waiting();
    }

    /// Starts what waits, as far as there is room.
    pub(super) fn start_waiting(&self) {
        let has_none = self.shelf.with_untracked(|shelf| shelf.waiting.iter().all(|waiting| waiting.trouble.is_some()));
        if has_none || self.inner.with_value(|inner| inner.is_starting) {
            return;
        }
        self.inner.update_value(|inner| inner.is_starting = true);
        let shop = self.clone();
        spawn_local(async move {
            let starting = shop.clone();
            with_lock(&Shelf::key(&shop.own), async move { starting.start_all().await }).await;
            shop.inner.update_value(|inner| inner.is_starting = false);
        });
    }

    async fn start_all(&self) {
        loop {
            self.reread();
            if network::is_offline() || self.look.get_untracked() != Look::Known {
                return;
            }
            let is_lost = |waiting: &&Waiting| waiting.sent_at.is_some() && waiting.trouble.is_none();
            let (lost, next) = self.shelf.with_untracked(|shelf| {
                let next = shelf.waiting.iter().find(|waiting| waiting.is_ready());
                (shelf.waiting.iter().find(is_lost).cloned(), next.cloned())
            });
            let outcome = match (lost, next) {
                (Some(lost), _) => self.find_lost(lost).await,
                (None, Some(next)) if self.running() < MAX_RUNNING => self.start(next).await,
                _ => return,
            };
            if matches!(outcome, Outcome::Wait) {
                return;
            }
        }
    }

    /// Starts one.
    async fn start(&self, waiting: Waiting) -> Outcome {
        let number = waiting.number;
        let request = match Request::of(&waiting) {
            Ok(request) => request,
            Err(sentence) => return self.hold(number, sentence),
        };
        let same = |job: &&Job| job.prompt.as_deref() == Some(waiting.order.prompt.as_str());
        let before: Vec<String> = self.jobs.with_untracked(|jobs| jobs.iter().filter(same).map(|job| job.id.as_str().to_owned()).collect());
        // Noted before it is sent: whoever reloads meanwhile does not send it twice.
        let is_there = self.change(|shelf| {
            let found = shelf.waiting.iter_mut().find(|waiting| waiting.number == number);
            found.map(|waiting| (waiting.sent_at, waiting.before) = (Some(time::now()), before)).is_some()
        });
        if !is_there {
            return Outcome::Settled;
        }
        let answer = match &request {
            Request::New(request) => self.store.client.send(&self.actor(), request).await,
            Request::Retry(request) => self.store.client.send(&self.actor(), request).await,
        };
        match answer {
            Ok(answer) => self.started(&waiting, answer),
            Err(error) => self.refused(number, &error),
        }
    }

    fn started(&self, waiting: &Waiting, Answer { job, status, retry_count }: Answer) -> Outcome {
        self.change(|shelf| shelf.begin(waiting.number, job.clone(), waiting.order.clone(), time::now()));
        self.begun(&job, &waiting.order, status, retry_count);
        self.inner.update_value(|inner| inner.hurry = true);
        Outcome::Settled
    }

    fn refused(&self, number: u64, error: &ApiError) -> Outcome {
        match error {
            // It may have arrived: it is looked for before anything else is sent.
            error if error.fate_unknown() => Outcome::Wait,
            ApiError::RateLimited { .. } | ApiError::SignInNeeded | ApiError::Cancelled => self.release(number),
            // Others started some meanwhile.
            ApiError::Refused(refusal) if is_full(&refusal.code) => self.release(number),
            error => self.hold(number, error.sentence(time::now())),
        }
    }

    /// Lets it wait on; nothing was started.
    fn release(&self, number: u64) -> Outcome {
        self.change(|shelf| {
            shelf.waiting.iter_mut().filter(|waiting| waiting.number == number).for_each(|waiting| waiting.sent_at = None);
        });
        Outcome::Wait
    }

    /// Keeps it from starting until somebody has looked at it.
    fn hold(&self, number: u64, sentence: String) -> Outcome {
        self.change(|shelf| {
            if let Some(waiting) = shelf.waiting.iter_mut().find(|waiting| waiting.number == number) {
                (waiting.sent_at, waiting.trouble) = (None, Some(sentence));
            }
        });
        Outcome::Settled
    }

    /// Finds out whether something was started whose answer was lost.
    async fn find_lost(&self, waiting: Waiting) -> Outcome {
        let Ok(found) = self.find_job(&waiting).await else { return Outcome::Wait };
        match found {
            Some(job) => {
                let (id, status) = (job.id.clone(), job.status.clone());
                let is_over = status.is_over();
                let outcome = self.started(&waiting, Answer { job: id, status, retry_count: job.retry_count });
                self.inner.update_value(|inner| inner.touched.clear());
                self.absorb(vec![job.clone()], List::Pending);
                if is_over {
                    self.ended(&[job]);
                }
                outcome
            }
            None => self.hold(waiting.number, "The answer was lost. The job was looked for and is not there.".to_owned()),
        }
    }

    async fn find_job(&self, waiting: &Waiting) -> Result<Option<Job>, ApiError> {
        let mut jobs = self.store.client.send(&self.actor(), &PendingJobs {}).await?.items;
        let operation = GenerationHistory { filter: JobFilter::default(), page: PageRequest::first(LIMIT) };
        jobs.extend(self.store.client.send(&self.actor(), &operation).await?.items);
        let by_service = waiting.sent_at.map(|at| self.store.client.by_service(at));
        let waiting = Waiting { sent_at: by_service, ..waiting.clone() };
        Ok(jobs.into_iter().find(|job| is_it(&waiting, job)))
    }
}

/// Whether a job is the one that was sent and never answered.
fn is_it(waiting: &Waiting, job: &Job) -> bool {
    if let Some(retried) = &waiting.retry {
        return job.id == *retried && job.status != JobStatus::Failed;
    }
    let is_new = !waiting.before.iter().any(|known| known == job.id.as_str());
    let sent_at = waiting.sent_at.unwrap_or_default() - TOLERANCE;
    is_new
        && job.prompt.as_deref().is_some_and(|prompt| prompt.trim() == waiting.order.prompt.trim())
        && (job.kind.is_none() || job.kind == waiting.order.kind)
        && (job.provider.is_none() || job.provider == waiting.order.provider)
        && job.created_at.is_none_or(|at| at.timestamp_millis() >= sent_at)
}

/// Whether a refusal means that enough jobs run. No source names the code.
fn is_full(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    !code.contains("retry") && ["limit", "concurrent", "too_many"].iter().any(|word| code.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Decode;
    use contract::generation::GenerationType;
    use contract::id::JobId;
    use contract::providers::Provider;
    use serde_json::json;

    fn sent() -> Waiting {
        let (provider, kind) = (Some(Provider::OpenAi), Some(GenerationType::Image));
        let order = Order { provider, kind, prompt: "a city ".into(), content: String::new(), model: None, params: serde_json::Map::new() };
        Waiting { sent_at: Some(1_768_478_400_000), before: vec!["old".into()], ..Waiting::new(1, order) }
    }

    fn job(id: &str, prompt: &str, status: &str, created_at: &str) -> Job {
        Job::decode(&json!({ "id": id, "prompt": prompt, "status": status, "createdAt": created_at })).expect("a job")
    }

    #[test]
    fn a_lost_job_is_known_by_its_prompt_and_time() {
        let now = "2026-01-15T12:00:00Z";
        assert!(is_it(&sent(), &job("j", "a city", "pending", now)));
        assert!(!is_it(&sent(), &job("old", "a city", "pending", now)));
        assert!(!is_it(&sent(), &job("j", "a town", "pending", now)));
        assert!(!is_it(&sent(), &job("j", "a city", "pending", "2026-01-15T11:00:00Z")));
    }

    #[test]
    fn a_retry_has_begun_when_its_job_is_no_longer_failed() {
        let retry = Waiting { retry: JobId::parse("j"), ..sent() };
        let now = "2026-01-15T12:00:00Z";
        assert!(is_it(&retry, &job("j", "x", "generating", now)));
        assert!(!is_it(&retry, &job("j", "x", "failed", now)));
    }

    #[test]
    fn a_retry_needs_nothing_but_its_job() {
        let order = Order { provider: None, kind: None, prompt: String::new(), ..sent().order };
        let retry = Waiting { retry: JobId::parse("j"), ..Waiting::new(1, order) };
        assert!(matches!(Request::of(&retry), Ok(Request::Retry(_))));
        assert!(Request::of(&Waiting { retry: None, ..retry }).is_err());
    }

    #[test]
    fn enough_jobs_are_told_from_other_refusals() {
        assert!(is_full("generation_limit_reached") && is_full("TOO_MANY_CONCURRENT_JOBS"));
        assert!(!is_full("retry_limit_reached") && !is_full("service_not_connected"));
    }
}
