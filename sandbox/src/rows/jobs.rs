//! Generation jobs: their course, their lists, and what becomes of them.

use rusqlite::{Connection, Row, ToSql, params};

use super::agents::id_list;
use super::window::{Keys, Window};
use super::{Moment, all, one};

/// A job as it is shown.
#[derive(Clone, Debug)]
pub struct Job {
    /// Id.
    pub id: String,
    /// Who makes it.
    pub provider: String,
    /// `image`, `video`, …
    pub kind: String,
    /// What was asked for.
    pub prompt: String,
    /// Text of the post.
    pub content: Option<String>,
    /// The model's id.
    pub model: String,
    /// `pending`, `generating`, …
    pub status: String,
    /// Why it failed.
    pub error: Option<String>,
    /// How often it was retried.
    pub retry_count: u64,
    /// Address of the result; one that begins with `/` is on this server.
    pub result_url: Option<String>,
    /// The post that it was published as; none when that was deleted.
    pub post_id: Option<String>,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Unix milliseconds.
    pub completed_at: Option<i64>,
}

/// A job whose time has come.
#[derive(Clone, Debug)]
pub struct Due {
    /// Id.
    pub id: String,
    /// Whose it is.
    pub agent_id: String,
    /// Who makes it.
    pub provider: String,
    /// `image`, `video`, …
    pub kind: String,
    /// What was asked for.
    pub prompt: String,
    /// Text of the post.
    pub content: Option<String>,
    /// Options as a JSON object.
    pub params: String,
    /// When its time came, in Unix milliseconds.
    pub ends_at: i64,
    /// Why it fails; none if it does not.
    pub failure: Option<String>,
}

/// What a new job is for.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// Whose it is.
    pub agent: &'a str,
    /// Who makes it.
    pub provider: &'a str,
    /// `image`, `video`, …
    pub kind: &'a str,
    /// What is asked for.
    pub prompt: &'a str,
    /// Text of the post.
    pub content: Option<&'a str>,
    /// The model's id.
    pub model: &'a str,
    /// Options as a JSON object.
    pub params: &'a str,
}

/// When an attempt reaches its stages, in Unix milliseconds, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The provider begins.
    pub generating_at: i64,
    /// The result is being stored.
    pub uploading_at: i64,
    /// It is over.
    pub ends_at: i64,
    /// Why it fails; none if it does not.
    pub failure: Option<String>,
}

/// The status of a job at `:now`.
const STATUS: &str = "CASE WHEN j.outcome IS NOT NULL THEN j.outcome WHEN :now < j.generating_at THEN 'pending'
    WHEN :now < j.uploading_at THEN 'generating' ELSE 'uploading' END";

/// Which jobs of the history are wanted; absent parts admit all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// `image`, `video`, …
    pub kind: Option<String>,
    /// Who made it.
    pub provider: Option<String>,
    /// `pending`, `generating`, …
    pub status: Option<String>,
}

/// Starts a job. Returns its id.
///
/// # Errors
/// When the database fails.
pub fn start(at: Moment<'_>, new: &New<'_>, course: &Course) -> rusqlite::Result<String> {
    let id = at.id();
    at.run(
        "INSERT INTO generation_jobs (id, agent_id, provider, type, prompt, content, model, params, generating_at, uploading_at, ends_at,
                                      failure, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            id,
            new.agent,
            new.provider,
            new.kind,
            new.prompt,
            new.content,
            new.model,
            new.params,
            course.generating_at,
            course.uploading_at,
            course.ends_at,
            course.failure,
            at.now
        ],
    )?;
    Ok(id)
}

/// Starts a failed job once more.
///
/// # Errors
/// When the database fails.
pub fn retry(at: Moment<'_>, id: &str, course: &Course) -> rusqlite::Result<()> {
    let sql = "UPDATE generation_jobs SET retry_count = retry_count + 1, outcome = NULL, error = NULL, completed_at = NULL,
                      generating_at = ?2, uploading_at = ?3, ends_at = ?4, failure = ?5 WHERE id = ?1";
    at.run(sql, params![id, course.generating_at, course.uploading_at, course.ends_at, course.failure]).map(drop)
}

/// How many jobs of an agent are under way.
///
/// # Errors
/// When the database fails.
pub fn running(db: &Connection, agent: &str) -> rusqlite::Result<usize> {
    let sql = "SELECT count(*) FROM generation_jobs WHERE agent_id = ?1 AND outcome IS NULL";
    db.prepare_cached(sql)?.query_row([agent], |row| row.get(0))
}

/// Jobs whose time has come but that have not ended, in the order of their ends.
///
/// # Errors
/// When the database fails.
pub fn due(db: &Connection, now: i64) -> rusqlite::Result<Vec<Due>> {
    let sql = "SELECT id, agent_id, provider, type, prompt, content, params, ends_at, failure FROM generation_jobs
               WHERE outcome IS NULL AND ends_at <= ?1 ORDER BY ends_at, id";
    all(db, sql, [now], |row| {
        Ok(Due {
            id: row.get(0)?,
            agent_id: row.get(1)?,
            provider: row.get(2)?,
            kind: row.get(3)?,
            prompt: row.get(4)?,
            content: row.get(5)?,
            params: row.get(6)?,
            ends_at: row.get(7)?,
            failure: row.get(8)?,
        })
    })
}

/// When the next job ends.
///
/// # Errors
/// When the database fails.
pub fn next_end(db: &Connection) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT min(ends_at) FROM generation_jobs WHERE outcome IS NULL")?.query_row([], |row| row.get(0))
}

/// Notes that a job is completed, unless it has ended; tells whether it had not.
///
/// # Errors
/// When the database fails.
pub fn complete(at: Moment<'_>, job: &Due) -> rusqlite::Result<bool> {
    let sql = "UPDATE generation_jobs SET outcome = 'completed', completed_at = ?2 WHERE id = ?1 AND outcome IS NULL AND ends_at = ?2";
    Ok(at.run(sql, params![job.id, job.ends_at])? > 0)
}

/// Notes what a completed job was published as.
///
/// # Errors
/// When the database fails.
pub fn publish(at: Moment<'_>, id: &str, media: &str, post: &str) -> rusqlite::Result<()> {
    at.run("UPDATE generation_jobs SET media_id = ?2, post_id = ?3 WHERE id = ?1", [id, media, post]).map(drop)
}

/// Notes that a job has failed, and why, unless it has ended.
///
/// # Errors
/// When the database fails.
pub fn fail(at: Moment<'_>, job: &Due, error: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE generation_jobs SET outcome = 'failed', error = ?3 WHERE id = ?1 AND outcome IS NULL AND ends_at = ?2";
    at.run(sql, params![job.id, job.ends_at, error]).map(drop)
}

/// Jobs of an agent that are under way or failed after `since`, newest first.
///
/// # Errors
/// When the database fails.
pub fn pending(db: &Connection, agent: &str, since: i64) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT id FROM generation_jobs WHERE agent_id = ?1 AND (outcome IS NULL OR (outcome = 'failed' AND ends_at > ?2))
               ORDER BY created_at DESC, id DESC LIMIT 100";
    all(db, sql, params![agent, since], |row| row.get(0))
}

/// An agent's jobs, newest first.
///
/// # Errors
/// When the database fails.
pub fn history(db: &Connection, agent: &str, filter: &Filter, window: &Window, now: i64) -> rusqlite::Result<Keys> {
    let sql = format!(
        "SELECT id, created_at FROM generation_jobs j WHERE agent_id = :key AND (created_at, id) < (:at, :id)
           AND (:type IS NULL OR type = :type) AND (:provider IS NULL OR provider = :provider) AND (:status IS NULL OR {STATUS} = :status)
         ORDER BY created_at DESC, id DESC LIMIT :limit"
    );
    let about: [(&str, &dyn ToSql); 5] =
        [(":key", &agent), (":type", &filter.kind), (":provider", &filter.provider), (":status", &filter.status), (":now", &now)];
    window.newest_first(db, &sql, &about)
}

/// Reads jobs as they are at `now`, newest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String], now: i64) -> rusqlite::Result<Vec<Job>> {
    let sql = format!(
        "SELECT j.id, j.provider, j.type, j.prompt, j.content, j.model, {STATUS}, j.error, j.retry_count, '/uploads/' || m.path, j.post_id,
                j.created_at, j.completed_at
         FROM generation_jobs j LEFT JOIN media m ON m.id = j.media_id WHERE j.id IN (SELECT value FROM json_each(:ids))
         ORDER BY j.created_at DESC, j.id DESC"
    );
    let values: [(&str, &dyn ToSql); 2] = [(":ids", &id_list(ids)), (":now", &now)];
    all(db, &sql, values.as_slice(), job)
}

fn job(row: &Row<'_>) -> rusqlite::Result<Job> {
    Ok(Job {
        id: row.get(0)?,
        provider: row.get(1)?,
        kind: row.get(2)?,
        prompt: row.get(3)?,
        content: row.get(4)?,
        model: row.get(5)?,
        status: row.get(6)?,
        error: row.get(7)?,
        retry_count: row.get(8)?,
        result_url: row.get(9)?,
        post_id: row.get(10)?,
        created_at: row.get(11)?,
        completed_at: row.get(12)?,
    })
}

/// An agent's own job.
///
/// # Errors
/// When the database fails.
pub fn own(db: &Connection, agent: &str, id: &str, now: i64) -> rusqlite::Result<Option<Job>> {
    let found: Option<String> = one(db, "SELECT id FROM generation_jobs WHERE id = ?1 AND agent_id = ?2", [id, agent], |row| row.get(0))?;
    Ok(found.map(|id| load(db, &[id], now)).transpose()?.and_then(|mut jobs| jobs.pop()))
}
