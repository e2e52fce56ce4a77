//! Images of a post that is being written: checked, sent at once, removable at any time.

use contract::files::MAX_IMAGES;
use contract::id::MediaId;
use contract::media::UploadImage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use web_sys::{File, Url};

use super::draft::StoredImage;
use super::files;
use super::writing::Writing;
use crate::api::ApiError;
use crate::api::upload::Upload;
use crate::browser::time;
use crate::parts::avatar::image_url;
use crate::store::Store;

/// How far an image has come.
#[derive(Clone)]
pub enum Stage {
    /// Its content is being looked at.
    Checking,
    /// On its way.
    Sending(Upload),
    /// Stored by the service.
    Ready {
        /// Id to attach it by.
        id: MediaId,
        /// Where it is served.
        url: Option<String>,
    },
    /// It did not arrive; can be tried again.
    Failed(String),
    /// It will never be taken. It stands there until the person has read why.
    Refused(String),
}

/// An image of a post that is being written.
#[derive(Clone)]
pub struct Image {
    /// Tells images apart.
    pub id: u32,
    /// The file's name.
    pub name: String,
    /// Address of a preview.
    pub preview: RwSignal<Option<String>>,
    /// How far it has come.
    pub stage: RwSignal<Stage>,
    file: Option<SendWrapper<File>>,
    /// Owns the signals: they are gone with the last copy.
    owner: Owner,
}

impl Image {
    fn new(owner: Owner, id: u32, name: String, stage: Stage, preview: Option<String>, file: Option<SendWrapper<File>>) -> Self {
        let (preview, stage) = owner.with(|| (RwSignal::new(preview), RwSignal::new(stage)));
        Self { id, name, preview, stage, file, owner }
    }

    fn let_go(&self) {
        if let Stage::Sending(upload) = self.stage.get_untracked() {
            upload.cancel();
        }
        if let Some(address) = self.preview.get_untracked().filter(|address| address.starts_with("blob:")) {
            // An address that is not known any more needs no revoking.
            let _ = Url::revoke_object_url(&address);
        }
    }
}

impl Writing {
    /// How many more images fit; tracked.
    pub fn room(self) -> usize {
        let taken = self.images.get().iter().filter(|image| !matches!(image.stage.get(), Stage::Refused(_))).count();
        MAX_IMAGES.saturating_sub(taken)
    }

    /// Takes in files in their order: those that fit are checked and sent, the others say why not.
    pub fn add_files(self, store: Store, files: Vec<File>) {
        for file in files {
            let name = file.name();
            if untrack(|| self.room()) == 0 {
                let reason = ["At most ", &MAX_IMAGES.to_string(), " images fit in a post."].concat();
                self.push(name, Stage::Refused(reason), None, None);
            } else {
                let image = self.push(name, Stage::Checking, None, Some(SendWrapper::new(file)));
                spawn_local(async move { self.take_in(store, image).await });
            }
        }
    }

    fn push(self, name: String, stage: Stage, preview: Option<String>, file: Option<SendWrapper<File>>) -> Image {
        let image = Image::new(self.owned(Owner::new), self.next_image(), name, stage, preview, file);
        self.images.update(|images| images.push(image.clone()));
        image
    }

    async fn take_in(self, store: Store, image: Image) {
        let Some(file) = image.file.clone() else { return };
        match files::check(&file).await {
            Err(reason) => image.stage.set(Stage::Refused(reason)),
            Ok(()) if self.holds(&image) => {
                image.preview.set(Url::create_object_url_with_blob(&file).ok());
                self.send_image(store, image).await;
            }
            Ok(()) => {}
        }
    }

    async fn send_image(self, store: Store, image: Image) {
        let Some(file) = image.file.clone() else { return };
        let upload = image.owner.with(Upload::default);
        image.stage.set(Stage::Sending(upload));
        match upload.send(store.client, &self.actor(), &UploadImage, &file).await {
            Ok(stored) => image.stage.set(Stage::Ready { id: stored.id, url: stored.url }),
            Err(ApiError::Cancelled) => return,
            Err(error) => image.stage.set(Stage::Failed(error.sentence(time::now()))),
        }
        self.changed();
    }

    /// Sends an image again that did not arrive.
    pub fn retry_image(self, store: Store, image: Image) {
        if matches!(image.stage.get_untracked(), Stage::Failed(_)) {
            spawn_local(async move { self.send_image(store, image).await });
        }
    }

    /// Takes an image away; stops it when it is on its way.
    pub fn remove_image(self, image: &Image) {
        self.images.update(|images| images.retain(|other| other.id != image.id));
        image.let_go();
        self.changed();
    }

    /// Takes all images away.
    pub(super) fn drop_images(self) {
        self.images.get_untracked().iter().for_each(Image::let_go);
        self.images.set(Vec::new());
    }

    fn holds(self, image: &Image) -> bool {
        self.images.with_untracked(|images| images.iter().any(|other| other.id == image.id))
    }

    /// Puts back the images of a draft, and says which ones have to be added again.
    pub(super) fn restore_images(self, stored: Vec<StoredImage>, unfinished: Vec<String>) {
        for StoredImage { id, url, name } in stored {
            let preview = url.as_deref().and_then(image_url);
            self.push(name, Stage::Ready { id, url }, preview, None);
        }
        for name in unfinished {
            let reason = "It was not sent before the page was closed: add it again.".to_owned();
            self.push(name, Stage::Refused(reason), None, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_image_outlives_its_last_copy() {
        let image = Image::new(Owner::new(), 1, "winter.png".to_owned(), Stage::Checking, None, None);
        let (copy, stage, upload) = (image.clone(), image.stage, image.owner.with(Upload::default));
        drop(image);
        assert!(stage.try_get_untracked().is_some() && upload.progress.try_get_untracked().is_some());
        drop(copy);
        assert!(stage.try_get_untracked().is_none() && upload.progress.try_get_untracked().is_none());
    }
}
