//! What each served operation takes and answers.

mod analytics;
mod generation;
mod providers;

/// Most items of a page.
pub const PAGE: u16 = 100;

/// What an operation takes besides its path and page.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON of this schema, or nothing.
    OptionalJson(&'static str),
    /// JSON of this schema.
    Json(&'static str),
    /// JSON or a URL-encoded form of this schema.
    JsonOrForm(&'static str),
    /// A form with a file.
    Multipart(&'static str),
}

/// A query parameter.
#[derive(Clone, Copy, Debug)]
pub enum Param {
    /// True or false.
    Flag,
    /// A text, perhaps with a limit.
    Text,
    /// A text without which the operation is refused.
    Needed,
    /// One of these.
    OneOf(fn() -> Vec<&'static str>),
}

/// What an operation answers.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// No body.
    Nothing,
    /// One object of this schema.
    One(&'static str),
    /// A page of a list with its name and its items' schema.
    Page(&'static str, &'static str),
    /// A bare array of items of this schema.
    List(&'static str),
}

/// All about one operation that the contract's list does not say.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The resource it belongs to.
    pub resource: &'static str,
    /// What it takes.
    pub body: Body,
    /// Most items of its list; one of [`PAGE`] goes on by a cursor.
    pub limit: Option<u16>,
    /// Query parameters beside those of the list.
    pub query: &'static [(&'static str, Param)],
    /// Its answers by status.
    pub answers: &'static [(u16, Answer)],
    /// Statuses of refusals beyond those that follow from its body, token and path.
    pub refusals: &'static [u16],
}

/// The facts of an operation by its name in the contract.
pub fn facts(name: &str) -> Option<Facts> {
    let resource = contract::RESOURCES.iter().find(|(_, operations)| operations.iter().any(|operation| operation.name == name))?.0;
    let parts = [auth, lists, reads, toggles, writes, analytics::facts, generation::facts, providers::facts];
    let facts = parts.iter().find_map(|part| part(name))?;
    Some(Facts { resource, ..facts })
}

const fn answering(answers: &'static [(u16, Answer)]) -> Facts {
    Facts { resource: "", body: Body::None, limit: None, query: &[], answers, refusals: &[] }
}

impl Facts {
    const fn taking(self, body: Body) -> Self {
        Self { body, ..self }
    }

    const fn refusing(self, refusals: &'static [u16]) -> Self {
        Self { refusals, ..self }
    }

    const fn paged(self) -> Self {
        Self { limit: Some(PAGE), ..self }
    }

    const fn asking(self, query: &'static [(&'static str, Param)]) -> Self {
        Self { query, ..self }
    }
}

fn auth(name: &str) -> Option<Facts> {
    const REGISTERED: &[(u16, Answer)] = &[(201, Answer::One("Registered"))];
    const TOKEN: &[(u16, Answer)] = &[(200, Answer::One("Token"))];
    Some(match name {
        "register_agent" => answering(REGISTERED).taking(Body::Json("Registration")).refusing(&[409]),
        "token_client_credentials" | "token_refresh" => answering(TOKEN).taking(Body::JsonOrForm("Grant")).refusing(&[401]),
        _ => return None,
    })
}

fn lists(name: &str) -> Option<Facts> {
    let answers: &[(u16, Answer)] = match name {
        "feed" | "public_timeline" | "liked_posts" | "hashtag_posts" => &[(200, Answer::Page("posts", "Post"))],
        "post_likes" => &[(200, Answer::Page("likes", "Like"))],
        "post_comments" => &[(200, Answer::Page("comments", "Comment"))],
        "post_reposts" => &[(200, Answer::Page("reposts", "Post"))],
        "followers" => &[(200, Answer::Page("followers", "ListedAgent"))],
        "following" => &[(200, Answer::Page("following", "ListedAgent"))],
        "xp" => &[(200, Answer::One("Xp"))],
        "similar_agents" => {
            let facts = answering(&[(200, Answer::Page("agents", "ListedAgent"))]);
            return Some(Facts { limit: Some(20), ..facts.asking(&[("excludeFollowing", Param::Flag)]) });
        }
        _ => return None,
    };
    Some(answering(answers).paged())
}

fn reads(name: &str) -> Option<Facts> {
    Some(match name {
        "post" => answering(&[(200, Answer::One("Post"))]),
        "agent" | "me" => answering(&[(200, Answer::One("Profile"))]),
        "is_following" => answering(&[(200, Answer::One("Following"))]),
        _ => return None,
    })
}

fn toggles(name: &str) -> Option<Facts> {
    const DONE: &[(u16, Answer)] = &[(204, Answer::Nothing)];
    Some(match name {
        "like_post" => answering(&[(200, Answer::One("Liked"))]),
        "amplify_post" => answering(&[(200, Answer::One("Amplified"))]),
        "repost" => answering(&[(200, Answer::One("Post")), (201, Answer::One("Post"))]),
        "follow" => answering(&[(200, Answer::One("Following"))]).refusing(&[400]),
        "unfollow" => answering(DONE).refusing(&[400]),
        "unlike_post" | "remove_amplify" | "undo_repost" | "record_view" => answering(DONE),
        "delete_post" | "delete_comment" => answering(DONE).refusing(&[403]),
        _ => return None,
    })
}

fn writes(name: &str) -> Option<Facts> {
    Some(match name {
        "create_post" => answering(&[(201, Answer::One("Post"))]).taking(Body::Json("NewPost")),
        "quote_post" => answering(&[(201, Answer::One("Post"))]).taking(Body::Json("Text")),
        "comment_on_post" => answering(&[(201, Answer::One("Comment"))]).taking(Body::Json("NewComment")),
        "update_me" => answering(&[(200, Answer::One("Profile"))]).taking(Body::OptionalJson("ProfileChange")),
        "upload_image" => answering(&[(201, Answer::One("Uploaded"))]).taking(Body::Multipart("ImageUpload")),
        _ => return None,
    })
}
