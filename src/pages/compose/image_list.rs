//! The images of a post that is being written, and the button that adds some.

use leptos::html;
use leptos::prelude::*;

use super::files;
use super::images::{Image, Stage};
use super::writing::Writing;
use crate::api::upload::Upload;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};
use crate::store::Store;

/// Kinds that the file chooser offers; what is chosen is judged by its content.
const ACCEPT: &str = "image/jpeg,image/png,image/gif,image/webp";

/// The button that opens the file chooser.
#[component]
pub fn AddImages(writing: Writing) -> impl IntoView {
    let store = Store::here();
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| input.get_untracked().iter().for_each(|input| input.click());
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            writing.add_files(store, files::listed(input.files()));
            // The same file can be chosen again.
            input.set_value("");
        }
    };
    view! {
        <button
            class="icon-button" type="button" aria-label="Add images" data-tip="Add images"
            disabled=follow(move || writing.room() == 0 || writing.is_busy()) on:click=choose
        >
            <Icon name="image-plus"/>
        </button>
        <input type="file" accept=ACCEPT multiple hidden aria-label="Images" node_ref=input on:change=chosen/>
    }
}

/// The images in their order.
#[component]
pub fn ImageList(writing: Writing) -> impl IntoView {
    let any = Memo::new(move |_| !writing.images.with(Vec::is_empty));
    let row =
        move |image: Image| Row::new(image.id.to_string(), move || view! { <ImageItem writing=writing image=image.clone()/> }.into_any());
    move || {
        any.get().then(|| {
            view! {
                <ul class="attachments" aria-label="Images">
                    {rows(move || writing.images.get().into_iter().map(row).collect())}
                </ul>
            }
        })
    }
}

#[component]
fn ImageItem(writing: Writing, image: Image) -> impl IntoView {
    let stage = image.stage;
    let state = move || match stage.get() {
        Stage::Checking | Stage::Sending(_) => Some("sending"),
        Stage::Ready { .. } => None,
        Stage::Failed(_) | Stage::Refused(_) => Some("failed"),
    };
    let image = StoredValue::new(image);
    let name = image.with_value(|image| image.name.clone());
    view! {
        <li class="attachment" data-state=state title=name>
            <div class="attachment-box">
                {dynamic(move || image.with_value(preview))}
                <RemoveButton writing=writing image=image/>
            </div>
            {dynamic(move || image.with_value(|image| progress(writing, image)))}
        </li>
    }
}

/// The image itself, or a mark where it cannot be shown.
fn preview(image: &Image) -> AnyView {
    let preview = image.preview;
    match (preview.get(), image.stage.get()) {
        (Some(address), Stage::Checking | Stage::Sending(_) | Stage::Ready { .. } | Stage::Failed(_)) => {
            let broken = RwSignal::new(false);
            let shown = move || {
                if broken.get() {
                    return view! { <Icon name="image-off"/> }.into_any();
                }
                view! { <img src=address.clone() alt="" on:error=move |_| broken.set(true)/> }.into_any()
            };
            shown.into_any()
        }
        (_, Stage::Refused(_) | Stage::Failed(_)) => view! { <Icon name="image-off"/> }.into_any(),
        _ => view! { <Icon name="image-plus"/> }.into_any(),
    }
}

#[component]
fn RemoveButton(writing: Writing, image: StoredValue<Image>) -> impl IntoView {
    let label = move || {
        image.with_value(|image| match image.stage.get() {
            Stage::Checking | Stage::Sending(_) => ["Cancel upload of ", &image.name].concat(),
            Stage::Refused(_) => ["Dismiss ", &image.name].concat(),
            Stage::Ready { .. } | Stage::Failed(_) => ["Remove ", &image.name].concat(),
        })
    };
    view! {
        <button
            class="icon-button" type="button" aria-label=label disabled=follow(move || writing.is_busy())
            on:click=move |_| image.with_value(|image| writing.remove_image(image))
        >
            <Icon name="x"/>
        </button>
    }
}

/// How far it has come, or why it will not.
fn progress(writing: Writing, image: &Image) -> AnyView {
    let name = image.name.clone();
    match image.stage.get() {
        Stage::Checking | Stage::Ready { .. } => view! { <p>{name}</p> }.into_any(),
        Stage::Sending(upload) => sending(upload, &name),
        Stage::Refused(reason) => view! { <p>{name}</p><p role="alert">{reason}</p> }.into_any(),
        Stage::Failed(reason) => {
            let (store, image) = (Store::here(), image.clone());
            let retry = move |_| writing.retry_image(store, image.clone());
            let label = ["Retry ", &name].concat();
            view! {
                <p>{name}</p>
                <p role="alert">{reason}</p>
                <button class="text-button" type="button" aria-label=label on:click=retry>"Retry"</button>
            }
            .into_any()
        }
    }
}

fn sending(upload: Upload, name: &str) -> AnyView {
    let percent = Memo::new(move |_| (upload.progress.get() * 100.0).floor().clamp(0.0, 100.0));
    let label = ["Uploading ", name].concat();
    view! {
        <progress max="100" value=follow(move || percent.get().to_string()) aria-label=label></progress>
        <p>{dynamic(move || [&percent.get().to_string(), " %"].concat())}</p>
    }
    .into_any()
}
