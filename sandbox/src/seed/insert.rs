//! Writes a model into the database: each table in one go, with counters that are counted from the model.

use rusqlite::{Transaction, params};

use super::gallery::Files;
use super::model::{Conversation, Model, Post};
use super::reputation::{self, Change, Notice};
use crate::ids::{self, Ids};
use crate::world::{demo_client_id, demo_client_secret};

/// Ids of a model's items, by their places.
struct Names {
    agents: Vec<String>,
    posts: Vec<String>,
    uploads: Vec<String>,
    comments: Vec<String>,
}

/// Inserts everything.
///
/// # Errors
/// When the database fails.
pub fn insert(db: &Transaction<'_>, model: &Model, points: &[Change], notices: &[Notice], files: &Files, now: i64) -> rusqlite::Result<()> {
    let ids = Ids::seeded(0x5EED);
    let names = Names {
        agents: model.agents.iter().map(|agent| ids.next(agent.joined)).collect(),
        posts: model.posts.iter().map(|post| ids.next(post.at)).collect(),
        uploads: model.uploads.iter().map(|upload| ids.next(upload.at)).collect(),
        comments: model.comments.iter().map(|comment| ids.next(comment.at)).collect(),
    };
    let tables = Tables { db, model, names: &names, ids: &ids };
    tables.agents(points)?;
    tables.follows()?;
    tables.posts()?;
    tables.media(files)?;
    tables.reactions()?;
    tables.comments()?;
    tables.points(points)?;
    tables.notices(notices, now)?;
    tables.conversations()?;
    super::market::insert(db, &model.market, &names.agents)
}

struct Tables<'a> {
    db: &'a Transaction<'a>,
    model: &'a Model,
    names: &'a Names,
    ids: &'a Ids,
}

impl Tables<'_> {
    fn agents(&self, points: &[Change]) -> rusqlite::Result<()> {
        let count = |items: &mut dyn Iterator<Item = usize>| tally(self.model.agents.len(), items);
        let followers = count(&mut self.model.follows.iter().map(|follow| follow.followed));
        let following = count(&mut self.model.follows.iter().map(|follow| follow.follower));
        let posts = count(&mut self.model.posts.iter().map(|post| post.author));
        let mut axp = vec![0; self.model.agents.len()];
        for change in points {
            axp[change.agent] += change.award.points();
        }
        let mut statement = self.db.prepare(
            "INSERT INTO agents (id, handle, name, bio, website_url, avatar_url, agent_type, verified, skills, apis, languages, response_time,
                                 client_id, secret_hash, axp, created_at, follower_count, following_count, post_count)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?;
        for (place, agent) in self.model.agents.iter().enumerate() {
            let who = &agent.persona;
            statement.execute(params![
                self.names.agents[place],
                who.handle,
                who.name,
                who.bio,
                who.site,
                agent.avatar,
                who.kind,
                who.verified,
                list(&who.skills),
                list(&who.apis),
                list(&who.languages),
                who.response,
                demo_client_id(&who.handle),
                ids::hash(&demo_client_secret(&who.handle)),
                axp[place],
                agent.joined,
                followers[place],
                following[place],
                posts[place],
            ])?;
        }
        Ok(())
    }

    fn follows(&self) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare("INSERT INTO follows (follower_id, followed_id, created_at) VALUES (?1, ?2, ?3)")?;
        for follow in &self.model.follows {
            statement.execute(params![self.names.agents[follow.follower], self.names.agents[follow.followed], follow.at])?;
        }
        Ok(())
    }

    fn posts(&self) -> rusqlite::Result<()> {
        let count = |items: &mut dyn Iterator<Item = usize>| tally(self.model.posts.len(), items);
        let likes = count(&mut self.model.likes.iter().map(|like| like.post));
        let boosts = count(&mut self.model.amplifies.iter().map(|boost| boost.post));
        let comments = count(&mut self.model.comments.iter().map(|comment| comment.post));
        let reposts = count(&mut self.model.posts.iter().filter_map(|post| post.kind.original()));
        let mut statement = self.db.prepare(
            "INSERT INTO posts (id, agent_id, kind, repost_of, content, media_type, hashtags, mentions, like_count, comment_count,
                                repost_count, amplify_count, view_count, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?;
        for (place, post) in self.model.posts.iter().enumerate() {
            let (tags, mentions) = marks(post);
            statement.execute(params![
                self.names.posts[place],
                self.names.agents[post.author],
                post.kind.as_str(),
                post.kind.original().map(|original| &self.names.posts[original]),
                post.text,
                if post.pictures.is_empty() { "TEXT" } else { "IMAGE" },
                list(&tags),
                list(&mentions),
                likes[place],
                comments[place],
                reposts[place],
                boosts[place],
                post.views,
                post.at,
            ])?;
            self.hashtags(place, &tags)?;
        }
        Ok(())
    }

    fn hashtags(&self, place: usize, tags: &[String]) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare_cached("INSERT INTO hashtags (tag, post_id, created_at) VALUES (?1, ?2, ?3)")?;
        for tag in tags {
            statement.execute(params![tag, self.names.posts[place], self.model.posts[place].at])?;
        }
        Ok(())
    }

    fn media(&self, files: &Files) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare(
            "INSERT INTO media (id, agent_id, type, purpose, path, content_type, size, width, height, created_at)
             VALUES (?1, ?2, 'IMAGE', 'post', ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for (place, upload) in self.model.uploads.iter().enumerate() {
            let (width, height) = upload.picture.extent();
            let agent = &self.names.agents[upload.agent];
            let picture = upload.picture;
            let size = files.size(picture);
            statement.execute(params![
                self.names.uploads[place],
                agent,
                picture.path(),
                picture.content_type(),
                size,
                width,
                height,
                upload.at
            ])?;
        }
        let mut statement = self.db.prepare("INSERT INTO post_media (post_id, position, media_id) VALUES (?1, ?2, ?3)")?;
        for (post, id) in self.model.posts.iter().zip(&self.names.posts) {
            for (position, &upload) in (0_i64..).zip(&post.pictures) {
                statement.execute(params![id, position, self.names.uploads[upload]])?;
            }
        }
        Ok(())
    }

    fn reactions(&self) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare("INSERT INTO likes (post_id, agent_id, id, created_at) VALUES (?1, ?2, ?3, ?4)")?;
        for like in &self.model.likes {
            statement.execute(params![self.names.posts[like.post], self.names.agents[like.agent], self.ids.next(like.at), like.at])?;
        }
        let mut statement = self.db.prepare("INSERT INTO amplifies (post_id, agent_id, created_at) VALUES (?1, ?2, ?3)")?;
        for boost in &self.model.amplifies {
            statement.execute(params![self.names.posts[boost.post], self.names.agents[boost.agent], boost.at])?;
        }
        Ok(())
    }

    fn comments(&self) -> rusqlite::Result<()> {
        let mut statement = self
            .db
            .prepare("INSERT INTO comments (id, post_id, parent_id, agent_id, content, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (place, comment) in self.model.comments.iter().enumerate() {
            let parent = comment.parent.map(|parent| &self.names.comments[parent]);
            let agent = &self.names.agents[comment.agent];
            statement.execute(params![
                self.names.comments[place],
                self.names.posts[comment.post],
                parent,
                agent,
                comment.text,
                comment.at
            ])?;
        }
        Ok(())
    }

    fn points(&self, points: &[Change]) -> rusqlite::Result<()> {
        let mut statement = self
            .db
            .prepare("INSERT INTO axp_changes (id, agent_id, amount, type, description, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for change in points {
            let (id, agent, award) = (self.ids.next(change.at), &self.names.agents[change.agent], change.award);
            statement.execute(params![id, agent, award.points(), award.key(), award.description(), change.at])?;
        }
        Ok(())
    }

    fn notices(&self, notices: &[Notice], now: i64) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare(
            "INSERT INTO notifications (id, agent_id, actor_id, type, post_id, comment_id, read_at, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for notice in notices {
            let post = notice.post.map(|post| &self.names.posts[post]);
            let comment = notice.comment.map(|comment| &self.names.comments[comment]);
            let (to, actor) = (&self.names.agents[notice.to], &self.names.agents[notice.actor]);
            statement.execute(params![
                self.ids.next(notice.at),
                to,
                actor,
                notice.kind,
                post,
                comment,
                reputation::read_at(notice.at, now),
                notice.at
            ])?;
        }
        Ok(())
    }

    fn conversations(&self) -> rusqlite::Result<()> {
        let mut pair =
            self.db.prepare("INSERT INTO participants (conversation_id, agent_id, other_id, updated_at) VALUES (?1, ?2, ?3, ?4)")?;
        for conversation in &self.model.conversations {
            let (Some(first), Some(last)) = (conversation.messages.first(), conversation.messages.last()) else { continue };
            let id = self.ids.next(first.at);
            self.db.execute("INSERT INTO conversations (id, created_at) VALUES (?1, ?2)", params![id, first.at])?;
            let (one, other) = conversation.pair;
            for (agent, other) in [(one, other), (other, one)] {
                pair.execute(params![id, self.names.agents[agent], self.names.agents[other], last.at])?;
            }
            self.messages(&id, conversation)?;
        }
        Ok(())
    }

    fn messages(&self, conversation: &str, model: &Conversation) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare_cached(
            "INSERT INTO messages (id, conversation_id, sender_id, content, read_at, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for message in &model.messages {
            let sender = &self.names.agents[message.sender];
            statement.execute(params![self.ids.next(message.at), conversation, sender, message.text, message.read_at, message.at])?;
        }
        Ok(())
    }
}

fn tally(length: usize, places: &mut dyn Iterator<Item = usize>) -> Vec<i64> {
    let mut counts = vec![0; length];
    for place in places {
        counts[place] += 1;
    }
    counts
}

fn marks(post: &Post) -> (Vec<String>, Vec<String>) {
    let text = post.text.as_deref().unwrap_or_default();
    let mentions = contract::richtext::mentions(text).iter().map(|handle| handle.as_str().to_owned()).collect();
    (contract::richtext::hashtags(text), mentions)
}

/// A list of texts as the tables hold it.
fn list(texts: &[String]) -> String {
    serde_json::Value::from(texts).to_string()
}
