//! The images or the video of what is being written, and the buttons that add some.

use leptos::html;
use leptos::prelude::*;

use super::attachment::{Attachment, Medium, Stage};
use super::files;
use super::writing::Writing;
use crate::api::upload::Upload;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::store::Store;

const VIDEOS: &str = "video/mp4,video/webm,video/quicktime";

/// The button that opens the file chooser for images.
#[component]
pub fn AddImages(writing: Writing) -> impl IntoView {
    let (input, choose) = chooser(writing, Medium::Image);
    view! {
        <button
            class="icon-button" type="button" aria-label="Add images" data-tip="Add images"
            disabled=follow(move || writing.room() == 0 || writing.is_busy()) on:click=move |_| choose.run(())
        >
            <Icon name="image-plus"/>
        </button>
        {input}
    }
}

/// The button that opens the file chooser for a video.
#[component]
pub fn AddVideo(writing: Writing) -> impl IntoView {
    let (input, choose) = chooser(writing, Medium::Video);
    view! {
        <button
            class="icon-button" type="button" aria-label="Add a video" data-tip="Add a video"
            disabled=follow(move || !writing.has_room_for_video() || writing.is_busy()) on:click=move |_| choose.run(())
        >
            <Icon name="video"/>
        </button>
        {input}
    }
}

/// The place of the video that it is all about, as long as there is none.
#[component]
pub fn VideoPlace(writing: Writing) -> impl IntoView {
    let is_free = Memo::new(move |_| writing.has_room_for_video());
    dynamic(move || {
        is_free.get().then(|| {
            let (input, choose) = chooser(writing, Medium::Video);
            view! {
                <button class="video-place" type="button" disabled=follow(move || writing.is_busy()) on:click=move |_| choose.run(())>
                    <Icon name="video"/>
                    <b>"Choose a video"</b>
                    <span>"MP4, WebM or QuickTime, at most 60 seconds and 100 MB"</span>
                </button>
                {input}
            }
        })
    })
}

/// The hidden control that chooses files, and what opens it.
fn chooser(writing: Writing, medium: Medium) -> (AnyView, Callback<()>) {
    let (store, input) = (Store::here(), NodeRef::<html::Input>::new());
    let (label, accept) = if medium == Medium::Video { ("Video", VIDEOS) } else { ("Images", files::IMAGES) };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            writing.add_files(store, files::listed(input.files()));
            // The same file can be chosen again.
            input.set_value("");
        }
    };
    let view = view! {
        <input type="file" accept=accept multiple=medium == Medium::Image hidden aria-label=label node_ref=input on:change=chosen/>
    };
    (view.into_any(), Callback::new(move |()| input.get_untracked().iter().for_each(|input| input.click())))
}

/// The attachments in their order.
#[component]
pub fn AttachmentList(writing: Writing) -> impl IntoView {
    let media = Memo::new(move |_| writing.attachments.with(|all| all.first().map(|first| first.medium)));
    let label = move || if media.get() == Some(Medium::Video) { "Video" } else { "Images" };
    move || {
        media.get().is_some().then(|| {
            view! {
                <ul class="attachments" aria-label=label>
                    <For each=move || writing.attachments.get() key=|attachment| attachment.id let:attachment>
                        <Item writing=writing attachment=attachment/>
                    </For>
                </ul>
            }
        })
    }
}

#[component]
fn Item(writing: Writing, attachment: Attachment) -> impl IntoView {
    let stage = attachment.stage;
    let state = move || match stage.get() {
        Stage::Checking | Stage::Sending(_) => Some("sending"),
        Stage::Processing(_) => Some("processing"),
        Stage::Ready(_) => None,
        Stage::Failed(_) | Stage::Refused(_) => Some("failed"),
    };
    let kind = (attachment.medium == Medium::Video).then_some("video");
    let name = attachment.name.clone();
    let shown = StoredValue::new(attachment.clone());
    let attachment = StoredValue::new(attachment);
    // Only what decides what is drawn: a preview must not start anew with every step.
    let picture = Memo::new(move |_| shown.with_value(picture));
    view! {
        <li class="attachment" data-kind=kind data-state=state title=name>
            <div class="attachment-box">
                {dynamic(move || preview(picture.get()))}
                <RemoveButton writing=writing attachment=attachment/>
            </div>
            {dynamic(move || attachment.with_value(|attachment| progress(writing, attachment)))}
        </li>
    }
}

/// What stands in the box of an attachment.
#[derive(Clone, PartialEq)]
enum Picture {
    Image(String),
    Video(String),
    Missing,
    Awaited,
}

fn picture(attachment: &Attachment) -> Picture {
    let is_refused = matches!(attachment.stage.get(), Stage::Refused(_));
    match (attachment.preview.get().filter(|_| !is_refused), attachment.medium) {
        (Some(address), Medium::Image) => Picture::Image(address),
        (Some(address), Medium::Video) => Picture::Video(address),
        (None, _) if matches!(attachment.stage.get(), Stage::Checking) => Picture::Awaited,
        (None, _) => Picture::Missing,
    }
}

fn preview(picture: Picture) -> AnyView {
    let missing = || view! { <Icon name="image-off"/> }.into_any();
    match picture {
        Picture::Missing => missing(),
        Picture::Awaited => view! { <Icon name="image-plus"/> }.into_any(),
        // One that this browser can't play has its own words in the controls.
        Picture::Video(address) => view! { <video controls muted playsinline preload="metadata" src=address></video> }.into_any(),
        Picture::Image(address) => {
            let broken = RwSignal::new(false);
            dynamic(move || {
                if broken.get() {
                    return missing();
                }
                view! { <img src=address.clone() alt="" on:error=move |_| broken.set(true)/> }.into_any()
            })
        }
    }
}

#[component]
fn RemoveButton(writing: Writing, attachment: StoredValue<Attachment>) -> impl IntoView {
    let label = move || {
        attachment.with_value(|attachment| match attachment.stage.get() {
            Stage::Checking | Stage::Sending(_) => ["Cancel upload of ", &attachment.name].concat(),
            Stage::Refused(_) => ["Dismiss ", &attachment.name].concat(),
            Stage::Processing(_) | Stage::Ready(_) | Stage::Failed(_) => ["Remove ", &attachment.name].concat(),
        })
    };
    view! {
        <button
            class="icon-button" type="button" aria-label=label disabled=follow(move || writing.is_busy())
            on:click=move |_| attachment.with_value(|attachment| writing.remove(attachment))
        >
            <Icon name="x"/>
        </button>
    }
}

/// How far it has come, or why it will not.
fn progress(writing: Writing, attachment: &Attachment) -> AnyView {
    let name = attachment.name.clone();
    match attachment.stage.get() {
        Stage::Checking | Stage::Ready(_) => view! { <p>{name}</p> }.into_any(),
        Stage::Sending(upload) => sending(upload, &name),
        Stage::Processing(_) => {
            view! { <p>{name}</p><p role="status"><Icon name="loader-circle"/>"The service is processing it"</p> }.into_any()
        }
        Stage::Refused(reason) => view! { <p>{name}</p><p role="alert">{reason}</p> }.into_any(),
        Stage::Failed(reason) => {
            let (store, attachment) = (Store::here(), attachment.clone());
            let retry = move |_| writing.retry(store, attachment.clone());
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
