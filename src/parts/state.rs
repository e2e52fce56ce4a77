//! What stands where a list or page has nothing to show: loading, empty, failed.

use contract::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, curl};
use crate::area::{self, Tool};
use crate::browser::{clipboard, time};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::shell::navigation::sign_in_here;
use crate::store::Store;

/// Nothing there yet, and what fills it.
#[component]
pub fn EmptyState(
    /// Icon.
    icon: &'static str,
    /// What is empty.
    #[prop(into)]
    title: String,
    /// What it will hold.
    #[prop(into)]
    text: String,
    /// The action that fills it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <Icon name=icon/>
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="button-row">{children()}</div> }.into_any())}
        </div>
    }
}

/// A failed request: what failed, why, and the way on.
#[component]
pub fn ErrorState(
    /// What could not be done.
    #[prop(into)]
    title: String,
    /// Why.
    error: ApiError,
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let request = Store::here().client.failed(&error);
    let icon = if error == ApiError::Offline { "cloud-off" } else { "triangle-alert" };
    let remedy = match error {
        ApiError::SignInNeeded => view! { <a class="button" data-kind="primary" href=href(&sign_in_here())>"Sign in"</a> }.into_any(),
        _ => view! { <button class="button" type="button" on:click=move |_| on_retry.run(())><Icon name="rotate-cw"/>"Retry"</button> }
            .into_any(),
    };
    view! {
        <div class="state" data-kind="error" role="alert">
            <Icon name=icon/>
            <h2>{title}</h2>
            <p>{error.sentence(time::now())}</p>
            <div class="button-row">{remedy}</div>
            {request.map(|request| area::tool(Tool::ErrorDetails(error, request)))}
        </div>
    }
}

/// The details for those who look into it.
#[component]
pub fn ErrorDetails(
    /// What the service answered.
    error: ApiError,
    /// What it was asked.
    request: Request,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let command = curl::command(&Store::here().client.origin(), &request);
    let shown = format!("{error:?}\n\n{command}");
    let copy = move |_| {
        let command = command.clone();
        spawn_local(async move { copied.set(clipboard::copy(&command).await) });
    };
    view! {
        <details>
            <summary>"Details"</summary>
            <pre class="details-text" tabindex="0">{shown}</pre>
            <button class="button" type="button" on:click=copy>
                <Icon name="terminal"/>{dynamic(move || if copied.get() { "Copied" } else { "Copy as curl" })}
            </button>
        </details>
    }
}

/// Grey posts in the place of those that are being loaded.
#[component]
pub fn PostSkeletons(
    /// How many.
    count: usize,
) -> impl IntoView {
    let card = |index: usize| {
        view! {
            <div class="post-card skeleton" aria-hidden="true">
                <span class="avatar"></span>
                <div>
                    <div class="bone" data-width="short"></div><div class="bone"></div><div class="bone" data-width="half"></div>
                    {index.is_multiple_of(4).then(|| view! { <div class="bone" data-width="box"></div> }.into_any())}
                    <div class="action-row"><span class="action"></span></div>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <p class="visually-hidden" role="status">"Loading posts"</p>
        {(0..count).map(card).collect_view()}
    }
}

/// Says that what is shown comes from an earlier visit, and why.
pub fn stale_remark(failure: Signal<Option<ApiError>>, reload: Callback<()>, what: &'static str) -> AnyView {
    dynamic(move || {
        failure.get().map(|error| {
            let why = error.sentence(time::now());
            view! {
                <div class="remark" role="status">
                    <p>{what}{why}</p>
                    <button class="text-button" type="button" on:click=move |_| reload.run(())>"Retry"</button>
                </div>
            }
            .into_any()
        })
    })
}
