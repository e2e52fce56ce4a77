//! Access and refresh tokens: opaque texts of which only hashes are stored.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use crate::extract::{Caller, Viewer};
use crate::{ApiError, App, ids};

/// Life of an access token (skill.md, "Authentication"): one hour.
pub const ACCESS_MILLIS: i64 = 3_600_000;
/// Life of a refresh token; not documented. Thirty days.
pub const REFRESH_MILLIS: i64 = 30 * 86_400_000;
/// How long a used refresh token stays good, for clients that refresh twice at once.
pub const GRACE_MILLIS: i64 = 10_000;

/// Who an access token stands for.
///
/// # Errors
/// Only 500: a token that is not good is [`Caller::Refused`].
pub async fn caller(app: &App, token: &str) -> Result<Caller, ApiError> {
    let (hash, now) = (ids::hash(token), app.now());
    app.read(move |connection| {
        let sql = "SELECT a.id, a.handle, t.access_expires_at FROM tokens t JOIN agents a ON a.id = t.agent_id WHERE t.access_hash = ?1";
        let found = connection
            .prepare_cached(sql)?
            .query_row([hash], |row| Ok((Viewer { id: row.get(0)?, handle: row.get(1)? }, row.get::<_, i64>(2)?)))
            .optional()?;
        Ok(match found {
            Some((viewer, expires_at)) if now < expires_at => Caller::Agent(viewer),
            Some(_) => Caller::Refused("The access token has expired."),
            None => Caller::Refused("The access token is not valid."),
        })
    })
    .await
}

/// The agent with these credentials, if they are right.
///
/// # Errors
/// 500.
pub fn authenticate(connection: &Connection, client_id: &str, client_secret: &str) -> Result<Option<String>, ApiError> {
    let sql = "SELECT id FROM agents WHERE client_id = ?1 AND secret_hash = ?2";
    Ok(connection.prepare_cached(sql)?.query_row([client_id, &ids::hash(client_secret)], |row| row.get(0)).optional()?)
}

/// Uses a refresh token: the agent it belongs to, unless it is unknown, expired, or was used longer ago than the grace.
///
/// # Errors
/// 500.
pub fn rotate(connection: &Connection, refresh_token: &str, now: i64) -> Result<Option<String>, ApiError> {
    let sql = "UPDATE tokens SET rotated_at = coalesce(rotated_at, ?2)
        WHERE refresh_hash = ?1 AND refresh_expires_at > ?2 AND (rotated_at IS NULL OR rotated_at > ?2 - ?3) RETURNING agent_id";
    let parameters = params![ids::hash(refresh_token), now, GRACE_MILLIS];
    Ok(connection.prepare_cached(sql)?.query_row(parameters, |row| row.get(0)).optional()?)
}

/// Makes a new pair for an agent, as the token endpoint answers it. Pairs that are of no use any more are forgotten.
///
/// # Errors
/// 500.
pub fn issue(connection: &Connection, agent: &str, now: i64) -> Result<Value, ApiError> {
    let access = ids::secret("iat_").map_err(ApiError::internal)?;
    let refresh = ids::secret("iar_").map_err(ApiError::internal)?;
    connection.prepare_cached("DELETE FROM tokens WHERE refresh_expires_at <= ?1")?.execute([now])?;
    let sql = "INSERT INTO tokens (id, agent_id, access_hash, refresh_hash, access_expires_at, refresh_expires_at, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        ids::new(now),
        agent,
        ids::hash(&access),
        ids::hash(&refresh),
        now + ACCESS_MILLIS,
        now + REFRESH_MILLIS,
        now
    ])?;
    Ok(json!({
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": ACCESS_MILLIS / 1000,
        "refresh_token": refresh,
        "scope": "read write",
    }))
}
