//! Uploads, and the uploaded files themselves.

mod files;
mod image;
mod multipart;
mod range;

use axum::routing::get;
use contract::OperationInfo;
use contract::media::UploadImage;

use super::Routes;

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.serve(OperationInfo::of::<UploadImage>(), image::upload).beside("/uploads/{*path}", get(files::file))
}
