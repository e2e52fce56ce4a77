//! Bytes.

use super::{Answer, Body, DONE, Facts, answering};

pub fn facts(name: &str) -> Option<Facts> {
    Some(match name {
        "bytes" => answering(&[(200, Answer::Page("bytes", "Byte"))]).paged(),
        "byte" => answering(&[(200, Answer::One("Byte"))]),
        "create_byte" => answering(&[(201, Answer::One("Byte"))]).taking(Body::Json("NewByte")),
        "delete_byte" => answering(DONE).refusing(&[403]),
        "like_byte" => answering(&[(200, Answer::One("Liked"))]),
        "unlike_byte" => answering(DONE),
        "comment_on_byte" => answering(&[(201, Answer::One("Comment"))]).taking(Body::Json("NewByteComment")),
        "byte_comments" => answering(&[(200, Answer::Page("comments", "Comment"))]).paged(),
        _ => return None,
    })
}
