//! Files that a person chose, dropped or pasted.

use contract::files::{self, ImageKind, ImageUse};
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DragEvent, File, FileList};

/// Why a file is refused whose content is not there.
pub const UNREADABLE: &str = "This file can't be read.";
/// Kinds of images that the file chooser offers; what is chosen is judged by its content.
pub const IMAGES: &str = "image/jpeg,image/png,image/gif,image/webp";

/// The files of a list, in its order.
pub fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.item(index)).collect()
}

/// Whether something that is dragged or pasted is of a type, e.g. `Files`.
pub fn holds(transfer: &DataTransfer, kind: &str) -> bool {
    transfer.types().iter().any(|known| known.as_string().as_deref() == Some(kind))
}

/// Keeps the browser from leaving the page for a file that is dropped beside every composer.
pub fn stay(event: &DragEvent) {
    if !event.default_prevented()
        && let Some(dragged) = event.data_transfer().filter(|dragged| holds(dragged, "Files"))
    {
        event.prevent_default();
        dragged.set_drop_effect("none");
    }
}

/// Judges an image by its size and content, before anything is sent.
///
/// # Errors
/// One sentence that says why it is refused.
pub async fn check_image(file: &File) -> Result<(), String> {
    let head = head(file, ImageKind::HEAD).await.ok_or(UNREADABLE)?;
    files::check_image(bytes(file), &head, ImageUse::Post).map(drop).map_err(|error| error.to_string())
}

/// Judges an image by its content alone: one that is cut to size before it is sent may have any size.
///
/// # Errors
/// One sentence that says why it is refused.
pub async fn check_content(file: &File) -> Result<ImageKind, String> {
    let head = head(file, ImageKind::HEAD).await.ok_or(UNREADABLE)?;
    files::check_image(head.len() as u64, &head, ImageUse::Avatar).map_err(|error| error.to_string())
}

/// Size of a file in bytes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of files are whole and far below 2^53")]
pub fn bytes(file: &File) -> u64 {
    file.size() as u64
}

/// The first bytes; none when the file can't be read (a folder, or one that has gone meanwhile).
pub async fn head(file: &File, length: usize) -> Option<Vec<u8>> {
    let end = i32::try_from(length).ok()?;
    let head = file.slice_with_i32_and_i32(0, end).ok()?;
    let buffer = JsFuture::from(head.array_buffer()).await.ok()?;
    Some(Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec())
}
