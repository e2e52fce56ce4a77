//! The notices at the edge of the page.

use leptos::prelude::*;

use crate::area;
use crate::parts::dynamic::once_wanted;
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};
use crate::store::Store;
use crate::store::notices::{Notice, Tone};

/// The place of all notices; they are read out as they come.
#[component]
pub fn NoticeList() -> impl IntoView {
    let store = Store::here();
    let items = once_wanted(move || store.settled.get() || store.notices.are_any(), area::notices);
    view! { <div class="notices" role="region" aria-label="Notices" aria-live="polite">{items}</div> }
}

/// The notices themselves.
#[component]
pub fn NoticeItems() -> impl IntoView {
    let notices = Store::here().notices;
    let row = |notice: Notice| Row::new(notice.id.to_string(), move || notice_view(notice.clone()));
    rows(move || notices.all().into_iter().map(row).collect())
}

fn notice_view(notice: Notice) -> AnyView {
    let notices = Store::here().notices;
    let Notice { id, tone, text, remedy } = notice;
    let (kind, icon, role) = match tone {
        Tone::Done => ("success", "check", None),
        Tone::Failed => ("danger", "triangle-alert", Some("alert")),
    };
    let button = remedy.map(|remedy| {
        let label = remedy.label;
        let act = move |_| {
            notices.dismiss(id);
            remedy.act();
        };
        view! { <button class="text-button" type="button" on:click=act>{label}</button> }
    });
    view! {
        <div class="notice" data-kind=kind role=role>
            <Icon name=icon/><p>{text}</p>{button}
            <button class="icon-button" type="button" aria-label="Dismiss" on:click=move |_| notices.dismiss(id)><Icon name="x"/></button>
        </div>
    }
    .into_any()
}
