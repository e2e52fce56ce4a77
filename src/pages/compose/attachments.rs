//! Images and the video of what is being written: checked, sent at once, removable at any time.

use std::time::Duration;

use contract::files::{ImageKind, MAX_IMAGES, VideoKind, check_duration, check_video_size};
use contract::media::{MediaType, UploadImage, UploadVideo, Uploaded};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, Url};

use super::attachment::{Attachment, Medium, Stage, Stored, unusable};
use super::draft::StoredFile;
use super::files;
use super::kind::Takes;
use super::writing::{Phase, Writing};
use crate::api::ApiError;
use crate::api::upload::Upload;
use crate::area;
use crate::browser::{picture, time};
use crate::parts::avatar::image_url;
use crate::store::Store;
use crate::store::media::{self, Processed};

/// How often it is looked whether what is on its way has its answer, in milliseconds.
const TURN: u32 = 200;

/// Why a video was not sent: what judges it was not loaded.
const UNCHECKED: &str = "A part of the page could not be loaded. Your file is still there.";

impl Writing {
    /// How many more images fit; tracked.
    pub fn room(self) -> usize {
        let (images, videos) = self.taken();
        if videos > 0 || self.takes() != Takes::ImagesOrVideo { 0 } else { MAX_IMAGES.saturating_sub(images) }
    }

    /// Whether a video fits; tracked.
    pub fn has_room_for_video(self) -> bool {
        self.taken() == (0, 0) && self.takes() != Takes::Nothing
    }

    /// Images and videos that take room; tracked.
    fn taken(self) -> (usize, usize) {
        let attachments = self.attachments.get();
        let count = |medium| attachments.iter().filter(|attachment| attachment.medium == medium && attachment.takes_room()).count();
        (count(Medium::Image), count(Medium::Video))
    }

    /// Why another attachment is one too many.
    fn surplus(self, medium: Medium) -> Option<String> {
        let (images, videos) = untrack(|| self.taken());
        match (medium, images, videos) {
            (Medium::Video, _, 1..) => Some(["Only one video fits in a ", self.kind().words().thing, "."].concat()),
            (Medium::Video, 1.., _) | (Medium::Image, _, 1..) => Some("A post has images or a video, not both.".to_owned()),
            (Medium::Image, MAX_IMAGES.., _) => Some(["At most ", &MAX_IMAGES.to_string(), " images fit in a post."].concat()),
            _ => None,
        }
    }

    /// Takes in files in their order: those that fit are checked and sent, the others say why not.
    pub fn add_files(self, store: Store, files: Vec<File>) {
        spawn_local(async move {
            let mut told = Vec::new();
            for file in files {
                told.push(tell(file).await);
            }
            if !self.is_answered().await {
                return;
            }
            let added: Vec<Attachment> = told.into_iter().map(|(file, medium)| self.add(file, medium)).collect();
            for attachment in added {
                self.take_in(store, attachment).await;
            }
        });
    }

    fn add(self, file: File, told: Medium) -> Attachment {
        let medium = if self.takes() == Takes::Video { Medium::Video } else { told };
        match self.surplus(medium) {
            Some(reason) => self.push(file.name(), medium, Stage::Refused(reason), None, None),
            None => self.push(file.name(), medium, Stage::Checking, None, Some(file)),
        }
    }

    /// Waits while something is on its way: what is added meanwhile is no part of it, and would be taken for published with it. False
    /// once nobody writes here any more.
    async fn is_answered(self) -> bool {
        while self.phase.try_with_untracked(Phase::is_busy) == Some(true) {
            time::sleep(TURN).await;
        }
        !self.attachments.is_disposed()
    }

    /// Attaches a file of the library, or says why it does not fit.
    pub fn attach(self, store: Store, file: Uploaded) {
        spawn_local(async move {
            if self.is_answered().await {
                self.attach_now(store, file);
            }
        });
    }

    fn attach_now(self, store: Store, file: Uploaded) {
        let stored = Stored { id: file.id.clone(), url: file.url.clone() };
        if self.attachments.with_untracked(|all| all.iter().any(|attachment| attachment.is_stored_as(&stored.id))) {
            return;
        }
        let name = file.url.as_deref().and_then(|url| url.rsplit('/').next()).unwrap_or_default().to_owned();
        let medium = if file.kind == Some(MediaType::Video) { Medium::Video } else { Medium::Image };
        let unfit = (medium == Medium::Video).then(|| self.check_limits(file.size, file.duration)).flatten();
        let preview = file.url.as_deref().and_then(image_url);
        let stage = match self.surplus(medium).or(unfit) {
            Some(reason) => Stage::Refused(reason),
            None => Stage::of(&file),
        };
        let attachment = self.push(name, medium, stage, preview, None);
        self.await_processing(store, attachment);
        self.changed();
    }

    /// What a video has too much of; what is not known is left to the service.
    fn check_limits(self, size: Option<u64>, seconds: Option<f64>) -> Option<String> {
        let purpose = self.takes().video_use();
        let size = size.and_then(|size| check_video_size(size, purpose).err());
        let length = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        size.or_else(|| check_duration(length?, purpose).err()).map(|error| error.to_string())
    }

    fn push(self, name: String, medium: Medium, stage: Stage, preview: Option<String>, file: Option<File>) -> Attachment {
        let name = (self.next_attachment(), name);
        let attachment = Attachment::new(self.owned(Owner::new), name, medium, stage, preview, file);
        self.attachments.update(|attachments| attachments.push(attachment.clone()));
        attachment
    }

    /// Looks at the content of a file, and sends it if there is room: what is no image takes the place of none.
    async fn take_in(self, store: Store, attachment: Attachment) {
        let Some(file) = attachment.file.clone() else { return };
        let judged = match attachment.medium {
            Medium::Image => Some(files::check_image(&file).await),
            Medium::Video => area::check_video(file.clone().take(), self.takes().video_use()).await,
        };
        if !self.holds(&attachment) {
            return;
        }
        match judged.map(|judged| judged.and_then(|()| self.surplus(attachment.medium).map_or(Ok(()), Err))) {
            Some(Err(reason)) => attachment.stage.set(Stage::Refused(reason)),
            Some(Ok(())) => {
                attachment.preview.update(|preview| {
                    if preview.is_none() {
                        *preview = Url::create_object_url_with_blob(&file).ok();
                    }
                });
                // It takes its place before the next one is looked at.
                attachment.stage.set(Stage::Sending(attachment.owner.with(Upload::default)));
                spawn_local(async move { self.send_attachment(store, attachment).await });
            }
            None => attachment.stage.set(Stage::Failed(UNCHECKED.to_owned())),
        }
    }

    async fn send_attachment(self, store: Store, attachment: Attachment) {
        let Some(file) = attachment.file.clone() else { return };
        let Stage::Sending(upload) = attachment.stage.get_untracked() else { return };
        let (client, actor) = (store.client, self.actor());
        let outcome = match attachment.medium {
            Medium::Image => upload.send(client, &actor, &UploadImage, &file).await,
            Medium::Video => upload.send(client, &actor, &UploadVideo { purpose: self.takes().video_use() }, &file).await,
        };
        match outcome {
            Ok(stored) => {
                media::uploaded(store, &actor);
                attachment.stage.set(Stage::of(&stored));
                self.await_processing(store, attachment);
            }
            Err(ApiError::Cancelled) => return,
            Err(error) => attachment.stage.set(Stage::Failed(why(&error))),
        }
        self.changed();
    }

    /// Follows the service's work on a video until it can be used.
    fn await_processing(self, store: Store, attachment: Attachment) {
        let Stage::Processing(stored) = attachment.stage.get_untracked() else { return };
        spawn_local(async move {
            let held = attachment.clone();
            let is_wanted = Box::new(move || self.holds(&held));
            let stage = match area::processed(store, self.actor(), stored.id.clone(), is_wanted).await {
                Processed::Unwanted => return,
                Processed::Ready(file) => Stage::Ready(Stored { url: file.and_then(|file| file.url).or(stored.url), ..stored }),
                Processed::Failed(file) => Stage::Refused(unusable(&file)),
                Processed::Gone => Stage::Refused("The service does not have this video any more.".to_owned()),
            };
            attachment.stage.set(stage);
            self.changed();
        });
    }

    /// Sends an attachment again that did not arrive.
    pub fn retry(self, store: Store, attachment: Attachment) {
        if matches!(attachment.stage.get_untracked(), Stage::Failed(_)) {
            attachment.stage.set(Stage::Checking);
            spawn_local(async move { self.take_in(store, attachment).await });
        }
    }

    /// Takes an attachment away; stops it when it is on its way.
    pub fn remove(self, attachment: &Attachment) {
        self.attachments.update(|attachments| attachments.retain(|other| other.id != attachment.id));
        attachment.let_go();
        self.changed();
    }

    /// Takes all attachments away.
    pub(super) fn drop_attachments(self) {
        self.attachments.get_untracked().iter().for_each(Attachment::let_go);
        self.attachments.set(Vec::new());
    }

    fn holds(self, attachment: &Attachment) -> bool {
        self.attachments.try_with_untracked(|attachments| attachments.iter().any(|other| other.id == attachment.id)) == Some(true)
    }

    /// Puts back the attachments of a draft, and says which ones have to be added again. Whether a video was processed meanwhile is
    /// asked anew.
    pub(super) fn restore_attachments(self, stored: Vec<StoredFile>, unfinished: Vec<String>) {
        for StoredFile { id, url, name, medium } in stored {
            let preview = url.as_deref().and_then(image_url);
            let stored = Stored { id, url };
            let stage = if medium == Medium::Video { Stage::Processing(stored) } else { Stage::Ready(stored) };
            let attachment = self.push(name, medium, stage, preview, None);
            self.await_processing(self.owned(Store::here), attachment);
        }
        let medium = if self.takes() == Takes::Video { Medium::Video } else { Medium::Image };
        for name in unfinished {
            let reason = "It was not sent before the page was closed: add it again.".to_owned();
            self.push(name, medium, Stage::Refused(reason), None, None);
        }
    }
}

/// Tells what a file is by its content. Its type, which browsers take from its name, only counts where the content tells nothing; where
/// there is none, the file gets that of its content, since the service may judge by it.
async fn tell(file: File) -> (File, Medium) {
    let head = files::head(&file, VideoKind::HEAD).await.unwrap_or_default();
    let (video, image, named) = (VideoKind::sniff(&head), ImageKind::sniff(&head), file.type_());
    let is_video = video.is_some() || (image.is_none() && named.starts_with("video/"));
    let kind = video.map(VideoKind::content_type).or_else(|| image.map(ImageKind::content_type)).filter(|_| named.is_empty());
    let typed = kind.and_then(|kind| picture::typed(&file, &file.name(), kind).ok());
    (typed.unwrap_or(file), if is_video { Medium::Video } else { Medium::Image })
}

/// Why a file was not stored: what is wrong with the file itself says more than the sentence about the request.
fn why(error: &ApiError) -> String {
    error.field("file").map_or_else(|| error.sentence(time::now()), str::to_owned)
}
