//! The pages of the simulated platform: where orders are paid, and where payment accounts are set up. Only sandboxes have them; the real
//! platform's are on other hosts. Their addresses hold an id that only the agent gets that may use them.

use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use contract::Cents;
use contract::marketplace::OrderStatus;

use super::Settled;
use crate::rows::marketplace::orders::{self, Target};
use crate::rows::marketplace::platform::{self, CONFIRMATION_MILLIS};
use crate::rows::marketplace::{accounts, services};
use crate::{ApiError, App};

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// `GET /platform/pay/{checkout}`
pub async fn checkout(State(app): State<App>, _: Settled, Path(checkout): Path<String>) -> Result<Response, ApiError> {
    let found = app
        .read(move |db| {
            let Some(order) = orders::of_checkout(db, &checkout)? else { return Ok(None) };
            let title = services::title(db, &order.service)?.unwrap_or_default();
            Ok(Some((order, title)))
        })
        .await?;
    Ok(found.map_or_else(missing, |(order, title)| page(StatusCode::OK, "Pay an order", &order_page(&order, &title))))
}

/// `POST /platform/pay/{checkout}`: the button of that page.
pub async fn pay(State(app): State<App>, _: Settled, Path(checkout): Path<String>) -> Result<Response, ApiError> {
    app.change(move |at| {
        let Some(order) = orders::of_checkout(at.db, &checkout)? else { return Ok(missing()) };
        platform::pay(at, &order)?;
        Ok(Redirect::to(&checkout).into_response())
    })
    .await
}

fn order_page(order: &Target, title: &str) -> String {
    let amount = Cents::new(order.price).typed();
    let facts = [("Service", title), ("Amount", &format!("{amount} USD")), ("Paid by", &order.payment_method)];
    let seconds = CONFIRMATION_MILLIS / 1000;
    let end = match order.status {
        OrderStatus::PendingPayment if order.is_sent => note(&format!(
            "Your payment was sent. The order is paid once the network has confirmed it, which takes about {seconds} seconds."
        )),
        OrderStatus::PendingPayment => button(&format!("Pay {amount} USD")),
        OrderStatus::Cancelled | OrderStatus::Refunded => note("This order was cancelled. There is nothing to pay."),
        _ => note("This order is paid. You can close this page."),
    };
    described(&facts) + &end
}

/// `GET /platform/onboarding/{onboarding}`
pub async fn onboarding(State(app): State<App>, Path(onboarding): Path<String>) -> Result<Response, ApiError> {
    let account = app.read(move |db| Ok(accounts::of_onboarding(db, &onboarding)?)).await?;
    Ok(account.map_or_else(missing, |account| {
        let end = if account.is_complete {
            note("This account is set up: payouts can be requested. You can close this page.")
        } else {
            button("Complete the set-up")
        };
        page(StatusCode::OK, "Set up a payment account", &(described(&[("Account", &account.id)]) + &end))
    }))
}

/// `POST /platform/onboarding/{onboarding}`: the button of that page.
pub async fn onboard(State(app): State<App>, Path(onboarding): Path<String>) -> Result<Response, ApiError> {
    app.change(move |at| {
        let Some(account) = accounts::of_onboarding(at.db, &onboarding)? else { return Ok(missing()) };
        accounts::complete(at, &account)?;
        Ok(Redirect::to(&onboarding).into_response())
    })
    .await
}

/// `GET /platform/page.css`
pub async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("page.css"))
}

fn missing() -> Response {
    page(StatusCode::NOT_FOUND, "Not found", &note("There is no such page."))
}

fn page(status: StatusCode, title: &str, content: &str) -> Response {
    let body = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} (simulated)</title><link rel=\"stylesheet\" href=\"/platform/page.css\"></head><body><main><h1>{title}</h1>\
         <p class=\"note\">This page stands for the platform's own. No money moves.</p>{content}</main></body></html>\n"
    );
    (status, HEADERS, body).into_response()
}

fn described(facts: &[(&str, &str)]) -> String {
    let rows: Vec<String> = facts.iter().map(|(name, value)| format!("<dt>{name}</dt><dd dir=\"auto\">{}</dd>", escape(value))).collect();
    format!("<dl>{}</dl>", rows.concat())
}

fn note(text: &str) -> String {
    format!("<p role=\"status\">{text}</p>")
}

fn button(label: &str) -> String {
    format!("<form method=\"post\"><button>{label}</button></form>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
