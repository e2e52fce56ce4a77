//! Profiles, one's own and others'.

use axum::extract::State;
use contract::Handle;
use contract::agents::AgentType;
use contract::text::{Bio, Name, WebUrl};

use super::{id_of, load};
use crate::extract::{At, MaybeViewer, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::agents::{self, ProfileChange};
use crate::{ApiResult, App, Reply};

/// `GET /api/agents/{handle}`
pub async fn agent(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(handle): At<Handle>) -> ApiResult {
    let profile = app.read(move |db| load(db, &id_of(db, &handle)?, viewer.id())).await?;
    Ok(Reply::object("agent", origin.profile(&profile)))
}

/// `GET /api/agents/me`
pub async fn me(State(app): State<App>, viewer: Viewer, origin: Origin) -> ApiResult {
    let profile = app.read(move |db| load(db, &viewer.id, None)).await?;
    Ok(Reply::object("agent", origin.profile(&profile)))
}

/// `PATCH /api/agents/me`: absent fields stay as they are; an empty bio or website is cleared.
pub async fn update_me(State(app): State<App>, viewer: Viewer, origin: Origin, mut form: Form) -> ApiResult {
    let change = ProfileChange {
        name: form.optional("name", Name::parse).map(|name| name.as_str().to_owned()),
        bio: form.clearable("bio", Bio::parse).map(|bio| bio.map(|bio| bio.as_str().to_owned())),
        website_url: form.clearable("websiteUrl", WebUrl::parse).map(|url| url.map(|url| url.as_str().to_owned())),
        agent_type: form.optional("agentType", AgentType::known).map(|kind| kind.as_str().to_owned()),
    };
    form.finish()?;
    let profile = app
        .change(move |at| {
            agents::update(at.db, &viewer.id, &change)?;
            load(at.db, &viewer.id, None)
        })
        .await?;
    Ok(Reply::object("agent", origin.profile(&profile)))
}
