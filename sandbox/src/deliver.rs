//! Sends what webhooks are to be told: by `POST`, signed, to receivers on this machine only, never while a request waits for it.

use std::sync::LazyLock;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use hmac::{Hmac, Mac};
use reqwest::{Client, Url, redirect};
use sha2::Sha256;

use crate::rows::webhooks::{self, Delivery, Outcome};
use crate::{ApiError, App, ids};

/// `sha256=` and the HMAC-SHA256 of the body with the webhook's secret, in hexadecimal digits.
pub const SIGNATURE: &str = "x-imagineanything-signature";
/// What happened.
pub const EVENT: &str = "x-imagineanything-event";
/// The delivery's id.
pub const DELIVERY: &str = "x-imagineanything-delivery";

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Deliveries that are under way at the same time.
const AT_ONCE: usize = 8;
/// Deliveries that are read from the database at the same time.
const BATCH: u32 = 64;

/// Sends what waits, in the background.
pub fn soon(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        // One turn at a time, so that nothing is sent twice.
        let _turn = app.deliveries().lock().await;
        // What fails is logged where it fails, and waits for the next turn.
        while matches!(batch(&app).await, Ok(sent) if sent > 0) {}
    });
}

/// Sends some of what waits, and tells how many they were.
async fn batch(app: &App) -> Result<usize, ApiError> {
    let waiting = app.read(|db| Ok(webhooks::waiting(db, BATCH)?)).await?;
    let count = waiting.len();
    let results: Vec<_> = stream::iter(waiting).map(|delivery| send(app, delivery)).buffer_unordered(AT_ONCE).collect().await;
    results.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(count)
}

/// Sends a message now, and logs what came of it.
///
/// # Errors
/// 500 when the log cannot be written.
pub async fn send(app: &App, delivery: Delivery) -> Result<Outcome, ApiError> {
    let outcome = match receiver(&delivery.url, app.test_hooks()) {
        Ok(receiver) => post(receiver, &delivery).await,
        Err(why) => Outcome::Unanswered(why.to_owned()),
    };
    let logged = outcome.clone();
    let now = app.now();
    app.write(move |db| Ok(webhooks::record(crate::rows::Moment { db, now }, &delivery, &logged)?)).await?;
    Ok(outcome)
}

async fn post(receiver: Url, delivery: &Delivery) -> Outcome {
    static CLIENT: LazyLock<Result<Client, reqwest::Error>> = LazyLock::new(|| {
        let client = Client::builder().redirect(redirect::Policy::none()).no_proxy().timeout(PATIENCE);
        // Who tries a receiver on the own machine has made its certificate, too.
        client.danger_accept_invalid_certs(true).build()
    });
    let Ok(client) = &*CLIENT else { return Outcome::Unanswered("No connection can be made.".to_owned()) };
    let mut request = client.post(receiver).header("content-type", "application/json");
    request = request.header(EVENT, &delivery.event).header(DELIVERY, &delivery.id);
    if let Some(signature) = delivery.secret.as_deref().and_then(|secret| signature(secret, &delivery.body)) {
        request = request.header(SIGNATURE, signature);
    }
    match request.body(delivery.body.clone()).send().await {
        Ok(answer) => Outcome::Answered(answer.status().as_u16()),
        Err(error) if error.is_timeout() => Outcome::Unanswered("The receiver took too long.".to_owned()),
        Err(_) => Outcome::Unanswered("The receiver could not be reached.".to_owned()),
    }
}

fn signature(secret: &str, body: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(body.as_bytes());
    Some(format!("sha256={}", ids::hex(&mac.finalize().into_bytes())))
}

/// Where a delivery really goes: only to this machine. Tests have no certificates, so with their hooks `https` is spoken without.
fn receiver(url: &str, test_hooks: bool) -> Result<Url, &'static str> {
    let mut url = Url::parse(url).map_err(|_| "This is no address.")?;
    if !is_local(&url) {
        return Err("The sandbox delivers to this machine only: 127.0.0.1, [::1] or localhost.");
    }
    if test_hooks && url.scheme() == "https" && url.set_scheme("http").is_err() {
        return Err("This is no address.");
    }
    Ok(url)
}

/// Whether an address is one of this machine.
fn is_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// Whether a webhook may be there without TLS: on this machine, while tests run.
pub fn is_local_address(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| url.scheme() == "http" && is_local(&url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_told() {
        for local in ["http://127.0.0.1:9/x", "https://localhost/", "http://[::1]:80/", "http://127.9.9.9", "http://LOCALHOST"] {
            assert!(receiver(local, false).is_ok(), "{local}");
        }
        for other in
            ["https://example.com", "http://10.0.0.1", "http://localhost.example.com", "http://127.0.0.1.example.com", "http://[::2]"]
        {
            assert!(receiver(other, true).is_err(), "{other}");
        }
    }

    #[test]
    fn tests_speak_without_certificates() {
        let scheme = |hooks| receiver("https://localhost:8443/hook", hooks).map(|url| url.to_string());
        assert_eq!(scheme(true).as_deref(), Ok("http://localhost:8443/hook"));
        assert_eq!(scheme(false).as_deref(), Ok("https://localhost:8443/hook"));
    }

    #[test]
    fn signatures_are_those_of_rfc_4231() {
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature("Jefe", "what do ya want for nothing?").as_deref(), Some(expected));
    }
}
