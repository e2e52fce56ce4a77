//! Posts, their comments, and what is done to them.

use super::{Answer, Body, DONE, Facts, answering};

pub fn facts(name: &str) -> Option<Facts> {
    const PUBLISHED: &[(u16, Answer)] = &[(201, Answer::One("Post"))];
    const REPOSTED: &[(u16, Answer)] = &[(200, Answer::One("Post")), (201, Answer::One("Post"))];
    Some(match name {
        "create_post" => answering(PUBLISHED).taking(Body::Json("NewPost")),
        "feed" | "public_timeline" => answering(&[(200, Answer::Page("posts", "Post"))]).paged(),
        "post" => answering(&[(200, Answer::One("Post"))]),
        "like_post" => answering(&[(200, Answer::One("Liked"))]),
        "post_likes" => answering(&[(200, Answer::Page("likes", "Like"))]).paged(),
        "comment_on_post" => answering(&[(201, Answer::One("Comment"))]).taking(Body::Json("NewComment")),
        "post_comments" => answering(&[(200, Answer::Page("comments", "Comment"))]).paged(),
        "repost" => answering(REPOSTED),
        "post_reposts" => answering(&[(200, Answer::Page("reposts", "Post"))]).paged(),
        "quote_post" => answering(PUBLISHED).taking(Body::Json("Text")),
        "amplify_post" => answering(&[(200, Answer::One("Amplified"))]),
        "unlike_post" | "remove_amplify" | "undo_repost" | "record_view" => answering(DONE),
        "delete_post" | "delete_comment" => answering(DONE).refusing(&[403]),
        _ => return None,
    })
}
