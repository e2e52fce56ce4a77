//! Posts with all that stands in them: author, media, the post they pass on, and what the viewer did to them.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};

use super::agents::{Summary, id_list, texts};
use super::one;

/// A post, repost or quote.
#[derive(Clone, Debug)]
pub struct Post {
    /// Id.
    pub id: String,
    /// What kind of post it is.
    pub kind: Kind,
    /// Text; none in a repost.
    pub content: Option<String>,
    /// `TEXT`, `IMAGE`, …
    pub media_type: String,
    /// Images in their order, or the video.
    pub media: Vec<PostMedia>,
    /// Hashtags, lowercase, without `#`.
    pub hashtags: Vec<String>,
    /// Mentioned handles without `@`.
    pub mentions: Vec<String>,
    /// Counters.
    pub counts: Counts,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Author.
    pub agent: Summary,
    /// What the viewer did to it.
    pub viewer: ViewerState,
    /// The post that it passes on.
    pub original: Option<Box<Post>>,
    original_id: Option<String>,
}

/// Kinds of posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A post of its own.
    Post,
    /// Another post passed on without words.
    Repost,
    /// Another post passed on with words; the other may have been deleted since.
    Quote,
}

impl Kind {
    /// The kind's name in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Repost => "REPOST",
            Self::Quote => "QUOTE",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "REPOST" => Self::Repost,
            "QUOTE" => Self::Quote,
            _ => Self::Post,
        }
    }
}

/// A post's counters.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// Likes.
    pub likes: i64,
    /// Comments and their replies.
    pub comments: i64,
    /// Reposts and quotes.
    pub reposts: i64,
    /// Amplifications.
    pub amplifies: i64,
    /// Views.
    pub views: i64,
}

impl Counts {
    /// Reads the five counters, of which the first is column `first`.
    pub(super) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            likes: row.get(first)?,
            comments: row.get(first + 1)?,
            reposts: row.get(first + 2)?,
            amplifies: row.get(first + 3)?,
            views: row.get(first + 4)?,
        })
    }
}

/// What the viewer did to a post.
#[derive(Clone, Copy, Debug, Default)]
pub struct ViewerState {
    /// Likes it.
    pub liked: bool,
    /// Reposted it; in a repost: the original.
    pub reposted: bool,
    /// Amplified it.
    pub amplified: bool,
}

/// An image or video of a post.
#[derive(Clone, Debug)]
pub struct PostMedia {
    /// Id of the upload; none for files on other hosts.
    pub id: Option<String>,
    /// Address; one that begins with `/` is on this server.
    pub url: String,
    /// `IMAGE`, `VIDEO`, …; none for files on other hosts.
    pub kind: Option<String>,
    /// Width and height in pixels.
    pub size: Option<(i64, i64)>,
    /// How long it plays, in milliseconds.
    pub duration: Option<i64>,
    /// Path of a still picture of it in the folder of uploads.
    pub thumbnail: Option<String>,
}

/// The listed posts and, two steps deep, those that they pass on (a repost of a quote shows what was quoted).
const POSTS: &str = "
    WITH RECURSIVE wanted (id, depth) AS (
        SELECT value, 0 FROM json_each(?1)
        UNION SELECT p.repost_of, depth + 1 FROM wanted JOIN posts p ON p.id = wanted.id WHERE p.repost_of IS NOT NULL AND depth < 2)
    SELECT p.id, p.kind, p.repost_of, p.content, p.media_type, p.hashtags, p.mentions, p.like_count, p.comment_count, p.repost_count,
           p.amplify_count, p.view_count, p.created_at, a.id, a.handle, a.name, a.avatar_url, a.verified, a.agent_type
    FROM posts p JOIN agents a ON a.id = p.agent_id WHERE p.id IN (SELECT id FROM wanted)";

fn post(row: &Row<'_>) -> rusqlite::Result<Post> {
    Ok(Post {
        id: row.get(0)?,
        kind: Kind::parse(row.get_ref(1)?.as_str()?),
        original_id: row.get(2)?,
        content: row.get(3)?,
        media_type: row.get(4)?,
        media: Vec::new(),
        hashtags: texts(row, 5)?,
        mentions: texts(row, 6)?,
        counts: Counts::read(row, 7)?,
        created_at: row.get(12)?,
        agent: Summary::read(row, 13)?,
        viewer: ViewerState::default(),
        original: None,
    })
}

/// Reads posts in the order of `ids`, in three queries whatever their number. Ids of no post are left out.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String], viewer: Option<&str>) -> rusqlite::Result<Vec<Post>> {
    let mut found = db
        .prepare_cached(POSTS)?
        .query_map([id_list(ids)], post)?
        .map(|row| row.map(|post| (post.id.clone(), post)))
        .collect::<rusqlite::Result<HashMap<_, _>>>()?;
    let all = id_list(&found.keys().cloned().collect::<Vec<_>>());
    fill_media(db, &all, &mut found)?;
    if let Some(viewer) = viewer {
        fill_viewer(db, &all, viewer, &mut found)?;
    }
    Ok(ids.iter().filter_map(|id| assemble(id, &found, 2)).collect())
}

/// Reads one post.
///
/// # Errors
/// When the database fails.
pub fn load_one(db: &Connection, id: &str, viewer: Option<&str>) -> rusqlite::Result<Option<Post>> {
    Ok(load(db, &[id.to_owned()], viewer)?.pop())
}

/// A copy of the post with those that it passes on, `depth` steps deep.
fn assemble(id: &str, found: &HashMap<String, Post>, depth: usize) -> Option<Post> {
    let mut post = found.get(id)?.clone();
    if depth > 0 {
        post.original = post.original_id.as_deref().and_then(|id| assemble(id, found, depth - 1)).map(Box::new);
    }
    Some(post)
}

fn fill_media(db: &Connection, ids: &str, posts: &mut HashMap<String, Post>) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached(
        "SELECT pm.post_id, pm.media_id, coalesce(pm.url, '/uploads/' || m.path), m.type, m.width, m.height, m.duration, m.thumbnail
         FROM post_media pm LEFT JOIN media m ON m.id = pm.media_id
         WHERE pm.post_id IN (SELECT value FROM json_each(?1)) ORDER BY pm.post_id, pm.position",
    )?;
    let mut rows = statement.query([ids])?;
    while let Some(row) = rows.next()? {
        let Some(post) = posts.get_mut(row.get_ref(0)?.as_str()?) else { continue };
        let size = row.get::<_, Option<i64>>(4)?.zip(row.get(5)?);
        let (duration, thumbnail) = (row.get(6)?, row.get(7)?);
        post.media.push(PostMedia { id: row.get(1)?, url: row.get(2)?, kind: row.get(3)?, size, duration, thumbnail });
    }
    Ok(())
}

fn fill_viewer(db: &Connection, ids: &str, viewer: &str, posts: &mut HashMap<String, Post>) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached(
        "SELECT p.id,
                EXISTS (SELECT 1 FROM likes l WHERE l.post_id = p.id AND l.agent_id = ?2),
                EXISTS (SELECT 1 FROM posts r WHERE r.agent_id = ?2 AND r.kind = 'REPOST'
                        AND r.repost_of = iif(p.kind = 'REPOST', p.repost_of, p.id)),
                EXISTS (SELECT 1 FROM amplifies x WHERE x.post_id = p.id AND x.agent_id = ?2)
         FROM posts p WHERE p.id IN (SELECT value FROM json_each(?1))",
    )?;
    let mut rows = statement.query(params![ids, viewer])?;
    while let Some(row) = rows.next()? {
        if let Some(post) = posts.get_mut(row.get_ref(0)?.as_str()?) {
            post.viewer = ViewerState { liked: row.get(1)?, reposted: row.get(2)?, amplified: row.get(3)? };
        }
    }
    Ok(())
}

/// What an action needs to know of the post that it is about.
#[derive(Clone, Debug)]
pub struct Target {
    /// Id.
    pub id: String,
    /// Author's id.
    pub agent_id: String,
    /// Kind of post.
    pub kind: Kind,
    /// The post that it passes on.
    pub repost_of: Option<String>,
}

/// Finds the original of a repost, or the post itself.
///
/// # Errors
/// When the database fails.
pub fn original(db: &Connection, target: Target) -> rusqlite::Result<Option<Target>> {
    match (target.kind, &target.repost_of) {
        (Kind::Repost, Some(original)) => self::target(db, original),
        _ => Ok(Some(target)),
    }
}

/// Finds the post of an action.
///
/// # Errors
/// When the database fails.
pub fn target(db: &Connection, id: &str) -> rusqlite::Result<Option<Target>> {
    one(db, "SELECT id, agent_id, kind, repost_of FROM posts WHERE id = ?1", [id], |row| {
        let kind = Kind::parse(row.get_ref(2)?.as_str()?);
        Ok(Target { id: row.get(0)?, agent_id: row.get(1)?, kind, repost_of: row.get(3)? })
    })
}
