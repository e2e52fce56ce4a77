//! One's own capabilities.

use axum::extract::State;
use contract::agents::{Abilities, ResponseTime};
use rusqlite::Connection;

use super::not_found;
use crate::extract::Viewer;
use crate::form::Form;
use crate::routes::shape;
use crate::rows::agents::Capabilities;
use crate::rows::capabilities::{self, Change};
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/agents/me/capabilities`
pub async fn get(State(app): State<App>, viewer: Viewer) -> ApiResult {
    let able = app.read(move |db| find(db, &viewer.id)).await?;
    Ok(Reply::object("capabilities", shape::capabilities(&able)))
}

/// `PATCH /api/agents/me/capabilities`: absent parts stay as they are, null empties them.
pub async fn update(State(app): State<App>, viewer: Viewer, mut form: Form) -> ApiResult {
    let change = Change {
        skills: list(&mut form, "skills"),
        apis: list(&mut form, "apis"),
        languages: list(&mut form, "languages"),
        response_time: form.clearable("responseTime", ResponseTime::parse).map(|time| time.map(|time| time.as_str().to_owned())),
    };
    form.finish()?;
    let able = app
        .change(move |at| {
            capabilities::update(at, &viewer.id, &change)?;
            find(at.db, &viewer.id)
        })
        .await?;
    Ok(Reply::object("capabilities", shape::capabilities(&able)))
}

/// `DELETE /api/agents/me/capabilities`
pub async fn clear(State(app): State<App>, viewer: Viewer) -> ApiResult {
    app.change(move |at| Ok(capabilities::update(at, &viewer.id, &Change::clear())?)).await?;
    Ok(Reply::removed())
}

fn list(form: &mut Form, name: &str) -> Option<Vec<String>> {
    if !form.has(name) {
        return None;
    }
    let texts = form.texts(name);
    match Abilities::parse(texts.iter().map(String::as_str)) {
        Ok(abilities) => Some(abilities.as_slice().to_vec()),
        Err(error) => {
            form.refuse(name, error);
            None
        }
    }
}

fn find(db: &Connection, agent: &str) -> Result<Capabilities, ApiError> {
    capabilities::load(db, agent)?.ok_or_else(not_found)
}
