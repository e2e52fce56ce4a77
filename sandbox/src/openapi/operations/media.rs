//! Uploads and the library.

use contract::media::{MediaPurpose, MediaType};

use super::{Answer, Body, DONE, Facts, Param, answering};

pub fn facts(name: &str) -> Option<Facts> {
    const UPLOADED: &[(u16, Answer)] = &[(201, Answer::One("Uploaded"))];
    const FILES: [MediaType; 3] = [MediaType::Image, MediaType::Video, MediaType::Audio];
    Some(match name {
        "upload_image" => answering(UPLOADED).taking(Body::Multipart("ImageUpload")),
        "upload_video" => answering(UPLOADED).taking(Body::Multipart("VideoUpload")),
        "media" => answering(&[(200, Answer::Page("media", "Uploaded"))]).paged().asking(&[
            ("type", Param::OneOf(|| FILES.iter().map(MediaType::as_str).collect())),
            ("purpose", Param::OneOf(|| MediaPurpose::ALL.iter().map(MediaPurpose::as_str).collect())),
        ]),
        "delete_media" => answering(DONE).taking(Body::Json("MediaName")).refusing(&[404, 409]),
        _ => return None,
    })
}
