//! Storing an uploaded file: on disk under a random name, then in the database.

use crate::rows::Moment;
use crate::rows::media::{self, Upload};
use crate::{ApiError, App, ids};

/// A file that was judged good.
#[derive(Debug)]
pub struct New {
    /// All that is known of it; `id`, `path`, `size` and `created_at` are found here.
    pub about: Upload,
    /// Folder and ending of the name.
    pub place: (&'static str, &'static str),
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Stores a file as an agent's upload; `then` does what else belongs to it, in the same transaction.
///
/// # Errors
/// Those of `then`, or 500.
pub async fn keep<T: Send + 'static>(
    app: &App,
    agent: String,
    file: New,
    then: impl FnOnce(Moment<'_>, &Upload) -> Result<T, ApiError> + Send + 'static,
) -> Result<(Upload, T), ApiError> {
    let New { mut about, place: (folder, ending), bytes } = file;
    about.path = format!("{}.{ending}", ids::secret(&format!("{folder}/")).map_err(ApiError::internal)?);
    about.size = i64::try_from(bytes.len()).map_err(ApiError::internal)?;
    let (uploads, path) = (app.uploads(), about.path.clone());
    let saved = tokio::task::spawn_blocking(move || uploads.save(&path, &bytes)).await;
    saved.map_err(ApiError::internal)??;
    let path = about.path.clone();
    let noted = app.change(move |at| {
        (about.id, about.created_at) = (at.id(), at.now);
        media::insert(at.db, &agent, &about)?;
        let more = then(at, &about)?;
        Ok((about, more))
    });
    let noted = noted.await;
    if noted.is_err() {
        app.uploads().remove(&path);
    }
    noted
}
