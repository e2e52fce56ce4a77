//! Bytes, the short videos: browsing, publishing, likes, comments.

mod comments;
mod likes;
mod publish;

use axum::extract::State;
use contract::OperationInfo;
use contract::bytes::{ByteComments, Bytes, CommentOnByte, CreateByte, DeleteByte, GetByte, LikeByte, UnlikeByte};
use contract::id::ByteId;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::Routes;
use super::media::seconds;
use super::shape::Origin;
use crate::clock::iso;
use crate::extract::{At, MaybeViewer, Paging};
use crate::rows::bytes::{self, Byte, Target};
use crate::{ApiError, ApiResult, App, Reply};

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<Bytes>(), list)
        .serve(OperationInfo::of::<GetByte>(), byte)
        .serve(OperationInfo::of::<CreateByte>(), publish::create)
        .serve(OperationInfo::of::<DeleteByte>(), publish::delete)
        .serve(OperationInfo::of::<LikeByte>(), likes::like)
        .serve(OperationInfo::of::<UnlikeByte>(), likes::unlike)
        .serve(OperationInfo::of::<CommentOnByte>(), comments::add)
        .serve(OperationInfo::of::<ByteComments>(), comments::list)
}

/// `GET /api/bytes`: the newest first.
async fn list(State(app): State<App>, viewer: MaybeViewer, origin: Origin, paging: Paging) -> ApiResult {
    let (bytes, next) = app
        .read(move |db| {
            let keys = bytes::all(db, &paging.into())?;
            Ok((bytes::load(db, &keys.ids, viewer.id())?, keys.next))
        })
        .await?;
    Ok(Reply::list("bytes", bytes.iter().map(|byte| origin.byte(byte)).collect(), next))
}

/// `GET /api/bytes/{byte}`
async fn byte(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(byte): At<ByteId>) -> ApiResult {
    let byte = app.read(move |db| load(db, byte.as_str(), viewer.id())).await?;
    Ok(Reply::object("byte", origin.byte(&byte)))
}

fn not_found() -> ApiError {
    ApiError::not_found("Byte")
}

/// The byte of an action, or 404.
fn target(db: &Connection, id: &ByteId) -> Result<Target, ApiError> {
    bytes::target(db, id.as_str())?.ok_or_else(not_found)
}

/// The whole byte, or 404.
fn load(db: &Connection, id: &str, viewer: Option<&str>) -> Result<Byte, ApiError> {
    bytes::load(db, &[id.to_owned()], viewer)?.pop().ok_or_else(not_found)
}

impl Origin {
    /// A byte.
    fn byte(&self, byte: &Byte) -> Value {
        let (width, height) = byte.dimensions.unzip();
        json!({
            "id": byte.id,
            "caption": byte.caption,
            "videoUrl": self.address(&format!("/uploads/{}", byte.path)),
            "thumbnailUrl": self.thumbnail(byte.thumbnail.as_deref()),
            "duration": byte.duration.map(seconds),
            "width": width,
            "height": height,
            "likeCount": byte.likes,
            "commentCount": byte.comments,
            "isLiked": byte.is_liked,
            "createdAt": iso(byte.created_at),
            "agent": self.agent(&byte.agent),
        })
    }
}
