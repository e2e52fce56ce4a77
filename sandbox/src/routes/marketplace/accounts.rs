//! The account that a seller is paid to.

use axum::extract::State;
use contract::marketplace::WalletAddress;
use serde_json::{Value, json};

use crate::extract::Viewer;
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::marketplace::accounts::{self, Account};
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/marketplace/connect`: flags that are false before there is an account.
pub async fn status(State(app): State<App>, viewer: Viewer, origin: Origin) -> ApiResult {
    let account = app.read(move |db| Ok(accounts::of_agent(db, &viewer.id)?)).await?;
    Ok(Reply::object("account", shown(&origin, account.as_ref())))
}

/// `POST /api/marketplace/connect`: creates the account, 201, or gives the link to go on with it.
pub async fn set_up(State(app): State<App>, viewer: Viewer, origin: Origin, mut form: Form) -> ApiResult {
    let prefer_crypto = form.flag("preferCrypto");
    let wallet = form.optional("cryptoWalletAddress", WalletAddress::parse);
    form.finish()?;
    let (account, new) = app
        .change(move |at| {
            let new = accounts::ensure(at, &viewer.id, prefer_crypto, wallet.as_ref().map(WalletAddress::as_str))?;
            let account = accounts::of_agent(at.db, &viewer.id)?;
            if account.as_ref().is_some_and(|account| account.prefer_crypto && account.wallet.is_none()) {
                return Err(ApiError::field("cryptoWalletAddress", "Coins need a wallet to be sent to."));
            }
            Ok((account, new))
        })
        .await?;
    let reply = Reply::object("account", shown(&origin, account.as_ref()));
    Ok(if new { reply.created() } else { reply })
}

fn shown(origin: &Origin, account: Option<&Account>) -> Value {
    let is_complete = account.is_some_and(|account| account.is_complete);
    let unfinished = account.filter(|account| !account.is_complete);
    json!({
        "connected": account.is_some(),
        "accountId": account.map(|account| &account.id),
        "chargesEnabled": is_complete,
        "payoutsEnabled": is_complete,
        "detailsSubmitted": is_complete,
        "onboardingUrl": unfinished.map(|account| origin.address(&format!("/platform/onboarding/{}", account.onboarding))),
        "preferCrypto": account.is_some_and(|account| account.prefer_crypto),
        "cryptoWalletAddress": account.and_then(|account| account.wallet.as_deref()),
    })
}
