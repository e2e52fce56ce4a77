//! An attachment of what is being written, and how far it has come.

use contract::id::MediaId;
use contract::media::{ProcessingState, Uploaded};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::{File, Url};

use crate::api::upload::Upload;

/// What an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A picture.
    Image,
    /// A video.
    Video,
}

/// How far an attachment has come.
#[derive(Clone)]
pub enum Stage {
    /// Its content is being looked at.
    Checking,
    /// On its way.
    Sending(Upload),
    /// Stored by the service, which is not done with it.
    Processing(Stored),
    /// Stored by the service, and to be used.
    Ready(Stored),
    /// It did not arrive; can be tried again.
    Failed(String),
    /// It will never be taken. It stands there until the person has read why.
    Refused(String),
}

/// Where the service has it.
#[derive(Clone)]
pub struct Stored {
    /// Id to attach it by.
    pub id: MediaId,
    /// Where it is served.
    pub url: Option<String>,
}

/// An attachment of what is being written.
#[derive(Clone)]
pub struct Attachment {
    /// Tells attachments apart.
    pub id: u32,
    /// The file's name.
    pub name: String,
    /// What it is.
    pub medium: Medium,
    /// Address of a preview.
    pub preview: RwSignal<Option<String>>,
    /// How far it has come.
    pub stage: RwSignal<Stage>,
    /// The file of this device, unless the service has had it already.
    pub(super) file: Option<SendWrapper<File>>,
    /// Owns the signals: they are gone with the last copy.
    pub(super) owner: Owner,
}

impl Attachment {
    /// An attachment whose signals `owner` owns; `name` is its number and the file's name.
    pub(super) fn new(
        owner: Owner,
        name: (u32, String),
        medium: Medium,
        stage: Stage,
        preview: Option<String>,
        file: Option<File>,
    ) -> Self {
        let (preview, stage) = owner.with(|| (RwSignal::new(preview), RwSignal::new(stage)));
        let (id, name) = name;
        Self { id, name, medium, preview, stage, file: file.map(SendWrapper::new), owner }
    }

    /// Stops what is under way with it, and forgets its preview.
    pub(super) fn let_go(&self) {
        if let Stage::Sending(upload) = self.stage.get_untracked() {
            upload.cancel();
        }
        if let Some(address) = self.preview.get_untracked().filter(|address| address.starts_with("blob:")) {
            // An address that is not known any more needs no revoking.
            let _ = Url::revoke_object_url(&address);
        }
    }

    /// Whether it takes one of the places of its kind; tracked.
    pub(super) fn takes_room(&self) -> bool {
        !matches!(self.stage.get(), Stage::Checking | Stage::Refused(_))
    }

    /// Whether it is this file of the library.
    pub(super) fn is_stored_as(&self, media: &MediaId) -> bool {
        matches!(self.stage.get_untracked(), Stage::Processing(Stored { id, .. }) | Stage::Ready(Stored { id, .. }) if id == *media)
    }
}

impl Stage {
    /// How far the service is with a file of the library.
    pub fn of(file: &Uploaded) -> Self {
        let stored = Stored { id: file.id.clone(), url: file.url.clone() };
        match file.state {
            Some(ProcessingState::Failed) => Self::Refused(unusable(file)),
            Some(ProcessingState::Processing) => Self::Processing(stored),
            _ => Self::Ready(stored),
        }
    }
}

/// Why the service cannot use a video.
pub fn unusable(file: &Uploaded) -> String {
    ["The service could not process this video. ", file.failure.as_deref().unwrap_or_default()].concat().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_attachment_outlives_its_last_copy() {
        let attachment = Attachment::new(Owner::new(), (1, "winter.png".to_owned()), Medium::Image, Stage::Checking, None, None);
        let (copy, stage, upload) = (attachment.clone(), attachment.stage, attachment.owner.with(Upload::default));
        drop(attachment);
        assert!(stage.try_get_untracked().is_some() && upload.progress.try_get_untracked().is_some());
        drop(copy);
        assert!(stage.try_get_untracked().is_none() && upload.progress.try_get_untracked().is_none());
    }
}
