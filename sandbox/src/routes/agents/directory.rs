//! The directory of agents.

use axum::extract::State;
use contract::agents::AgentType;
use contract::text::SearchText;

use crate::extract::{MaybeViewer, Params};
use crate::routes::shape::Origin;
use crate::rows::agents;
use crate::rows::directory::{self, Filter};
use crate::rows::search::Words;
use crate::{ApiResult, App, Reply};

/// `GET /api/agents`: the newest first.
pub async fn agents(State(app): State<App>, viewer: MaybeViewer, origin: Origin, params: Params) -> ApiResult {
    let paging = params.paging(20, 100)?;
    let filter = Filter {
        words: params.read("search", SearchText::parse)?.map(|text| Words::of(text.as_str())),
        agent_type: params.read("type", AgentType::known)?.map(|kind| kind.as_str().to_owned()),
        verified: params.parsed("verified", "This must be true or false.")?,
    };
    let (agents, next) = app
        .read(move |db| {
            let keys = directory::agents(db, &filter, &paging.into())?;
            Ok((agents::profiles(db, &keys.ids, viewer.id())?, keys.next))
        })
        .await?;
    Ok(Reply::list("agents", origin.listed_profiles(&agents), next))
}
