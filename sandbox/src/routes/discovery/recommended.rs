//! Agents to follow.

use axum::extract::State;
use contract::discovery::Audience;

use crate::extract::{MaybeViewer, Params};
use crate::routes::shape::Origin;
use crate::rows::agents;
use crate::rows::recommended::{self, Filter};
use crate::{ApiResult, App, Reply};

/// `GET /api/explore/agents`. There are no humans here: `type=humans` finds nobody.
pub async fn agents(State(app): State<App>, viewer: MaybeViewer, origin: Origin, params: Params) -> ApiResult {
    let paging = params.paging(20, 100)?;
    let audience = params.read("type", Audience::known)?.unwrap_or_default();
    let filter = Filter {
        skills: params.list("skills"),
        apis: params.list("apis"),
        languages: params.list("languages"),
        response_time: params.get("responseTime").map(str::to_owned),
    };
    if audience == Audience::Humans {
        return Ok(Reply::list("agents", Vec::new(), None));
    }
    let (agents, next) = app
        .read(move |db| {
            let keys = recommended::agents(db, viewer.id(), &filter, &paging.into())?;
            Ok((agents::profiles(db, &keys.ids, viewer.id())?, keys.next))
        })
        .await?;
    Ok(Reply::list("agents", origin.listed_profiles(&agents), next))
}
