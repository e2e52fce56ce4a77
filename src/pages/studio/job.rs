//! A job as it stands on the board and in the matrix.

use contract::generation::{GenerationType, Job, JobStatus, MAX_RETRIES, MAX_SECONDS};
use contract::id::{JobId, PostId};
use contract::providers::Provider;
use leptos::prelude::*;

use super::again::use_again;
use super::fields::icon_of;
use super::media::result;
use crate::browser::time;
use crate::parts::dialog::{Confirm, when_opened};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::time_ago::TimeAgo;
use crate::route::{Place, Route};
use crate::store::actor;
use crate::store::generation::{Order, Waiting, Workshop};

/// A second that passes, for those who show how long something takes.
#[derive(Clone, Copy)]
pub struct Clock(ReadSignal<i64>);

impl Clock {
    /// A clock that goes while `is_needed` and the page is seen.
    pub fn start(is_needed: impl Fn() -> bool + 'static) -> Self {
        let (now, set) = signal(time::now());
        let tick = move || {
            if is_needed() && crate::browser::network::is_visible() {
                set.set(time::now());
            }
        };
        if let Ok(handle) = set_interval_with_handle(tick, std::time::Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
        Self(now)
    }
}

/// The words and the colour of a status.
pub fn status_of(status: &JobStatus) -> (String, &'static str) {
    match status {
        JobStatus::Pending => ("Pending".to_owned(), "accent"),
        JobStatus::Generating => ("Generating".to_owned(), "accent"),
        JobStatus::Uploading => ("Uploading".to_owned(), "accent"),
        JobStatus::Completed => ("Completed".to_owned(), "success"),
        JobStatus::Failed => ("Failed".to_owned(), "danger"),
        JobStatus::Unknown(name) => (name.clone(), ""),
    }
}

/// The badge of a status.
pub fn badge(status: &JobStatus) -> AnyView {
    let (words, kind) = status_of(status);
    view! { <span class="badge" data-kind=kind>{words}</span> }.into_any()
}

/// What it is, by whom, with which model.
pub fn summary(job: &Job) -> String {
    let what = what_by_whom(job.kind.as_ref(), job.provider.as_ref());
    job.model.as_ref().map_or_else(|| what.clone(), |model| [&what, " · ", model].concat())
}

/// What it is, and by whom.
pub fn what_by_whom(kind: Option<&GenerationType>, provider: Option<&Provider>) -> String {
    let (kind, provider) = (kind.map_or("Unknown type", GenerationType::label), provider.map_or("unknown service", Provider::label));
    [kind, " · ", provider].concat()
}

/// A job, for as long as it is known.
pub fn job_card(shop: &Workshop, id: &JobId, clock: Clock) -> AnyView {
    let (found, own) = (shop.clone(), id.clone());
    let job = Memo::new(move |_| found.job(&own));
    let status = Memo::new(move |_| job.read().as_ref().map(|job| job.status.clone()));
    let state = follow(move || status.get().map_or(String::new(), |status| status.as_str().to_owned()));
    let shop = shop.clone();
    view! {
        <li class="job" data-status=state>
            {dynamic(move || job.get().map(|job| card(&shop, &job, clock)))}
        </li>
    }
    .into_any()
}

fn card(shop: &Workshop, job: &Job, clock: Clock) -> AnyView {
    let body = match &job.status {
        status if status.is_running() => progress(shop, job, clock),
        JobStatus::Completed => view! { {result(job)}{after(shop, job)} }.into_any(),
        JobStatus::Failed => failed(shop, job),
        _ => after(shop, job),
    };
    view! {
        <div class="job-head"><Icon name=icon_of(job.kind.as_ref())/><p>{summary(job)}</p>{badge(&job.status)}</div>
        {prompt(job)}
        {body}
    }
    .into_any()
}

/// What was asked for.
pub fn prompt(job: &Job) -> AnyView {
    match &job.prompt {
        Some(prompt) => view! { <p class="job-prompt" dir="auto">{prompt.clone()}</p> }.into_any(),
        None => view! { <p class="job-prompt muted">"The service did not send the prompt."</p> }.into_any(),
    }
}

/// How long it takes, against the longest that it may.
fn progress(shop: &Workshop, job: &Job, clock: Clock) -> AnyView {
    let (shop, job) = (shop.clone(), job.clone());
    let seconds = Memo::new(move |_| shop.age(&job, clock.0.get()).map(|age| (age / 1000).max(0)));
    let words = move || match seconds.get() {
        None => "Begun at an unknown time".to_owned(),
        Some(seconds) if seconds > MAX_SECONDS => ["Over ", &minutes(MAX_SECONDS), ": it should end any moment"].concat(),
        Some(seconds) => [&minutes(seconds), " of at most ", &minutes(MAX_SECONDS)].concat(),
    };
    let value = follow(move || seconds.get().unwrap_or(0).min(MAX_SECONDS).to_string());
    view! {
        <div class="job-progress">
            <progress max=MAX_SECONDS.to_string() value=value aria-label="Time used"></progress>
            <p>{follow(words)}</p>
        </div>
    }
    .into_any()
}

/// Minutes and seconds.
fn minutes(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn failed(shop: &Workshop, job: &Job) -> AnyView {
    let reason = job.error.clone().unwrap_or_else(|| "The service did not say why.".to_owned());
    let left = job.retries_left();
    let words = match (left, job.retry_count) {
        (0, _) => format!("It was retried {MAX_RETRIES} times; the service takes no more. Make a new one from it instead."),
        (_, None) => "How often it was retried is not known.".to_owned(),
        (1, _) => "It can be retried once more.".to_owned(),
        (left, _) => format!("It can be retried {left} times."),
    };
    let retry = (left > 0).then(|| retry_buttons(shop, job));
    view! {
        <p class="field-error"><Icon name="circle-alert"/>{reason}</p>
        <p class="field-hint">{words}</p>
        <div class="button-row">{retry}{again_button(shop, job, "New from this")}<TimeAgo at=job.created_at/></div>
    }
    .into_any()
}

/// Starts a job once more; while it waits for that, its place in the queue can be given up.
fn retry_buttons(shop: &Workshop, job: &Job) -> AnyView {
    let (looked, id) = (shop.clone(), job.id.clone());
    let queued =
        Memo::new(move |_| looked.shelf.with(|shelf| shelf.waiting.iter().find(|waiting| waiting.retry.as_ref() == Some(&id)).cloned()));
    let is_queued = Memo::new(move |_| queued.read().is_some());
    let (retried, removed, own) = (shop.clone(), shop.clone(), job.clone());
    let give_up = dynamic(move || {
        let Waiting { number, .. } = queued.get().filter(Waiting::is_ready)?;
        let removed = removed.clone();
        Some(view! { <button class="button" type="button" on:click=move |_| removed.remove(number)>"Don't retry"</button> })
    });
    view! {
        <button class="button" type="button" disabled=follow(move || is_queued.get()) on:click=move |_| retried.retry(&own)>
            <Icon name="rotate-cw"/>{follow(move || if is_queued.get() { "Waits to be retried" } else { "Retry" }.to_owned())}
        </button>
        {give_up}
    }
    .into_any()
}

/// What can be done with a job that has ended.
fn after(shop: &Workshop, job: &Job) -> AnyView {
    view! {
        <div class="button-row">
            {job.post.clone().map(|post| post_actions(shop, post))}
            {again_button(shop, job, "Use again")}
            <TimeAgo at=job.completed_at.or(job.created_at)/>
        </div>
    }
    .into_any()
}

/// Opens the post, or deletes it.
pub fn post_actions(shop: &Workshop, post: PostId) -> AnyView {
    let address = href(&Route::In(actor(), Place::post(post.clone())));
    let (shop, deleting) = (shop.clone(), RwSignal::new(false));
    let (looked, looked_for) = (shop.clone(), post.clone());
    let is_deleted = Memo::new(move |_| looked.is_deleted(&looked_for));
    let delete = Callback::new(move |()| shop.delete_post(post.clone()));
    let actions = dynamic(move || {
        if is_deleted.get() {
            return view! { <span class="muted">"Its post was deleted"</span> }.into_any();
        }
        view! {
            <a class="button" href=address.clone()>"Open post"</a>
            <button class="icon-button" type="button" aria-label="Delete its post" data-tip="Delete its post" on:click=move |_| deleting.set(true)><Icon name="trash-2"/></button>
        }
        .into_any()
    });
    let question = move || {
        view! {
            <Confirm
                open=deleting question="Delete this post?" verb="Delete post" on_confirm=delete
                consequence="It disappears for everyone, with its comments. This cannot be undone. The job stays in the history."
            />
        }
        .into_any()
    };
    view! { {actions}{when_opened(deleting, question)} }.into_any()
}

/// Puts the settings of a job into the form, as far as they are known.
pub fn again_button(shop: &Workshop, job: &Job, label: &'static str) -> AnyView {
    let (shop, job, again) = (shop.clone(), job.clone(), use_again());
    let Order { provider, kind, .. } = shop.order_of(&job);
    let is_known = provider.is_some() && kind.is_some();
    let press = move |_| again.run((shop.order_of(&job), None));
    view! { <button class="button" type="button" disabled=!is_known on:click=press>{label}</button> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_minutes_and_seconds() {
        assert_eq!([0, 9, 75, 300].map(minutes), ["0:00", "0:09", "1:15", "5:00"]);
    }
}
