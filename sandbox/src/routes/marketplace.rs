//! Services, orders, reviews, payouts, the payment account, and the pages of the simulated platform.

mod accounts;
mod offer;
mod orders;
mod pages;
mod payouts;
mod reviews;
mod services;
mod shape;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::get;
use contract::OperationInfo;
use contract::marketplace::{
    CreateService, DeleteService, GetOrder, GetService, OrderMessages, Orders, PaymentAccountStatus, Payouts, PlaceOrder, RequestPayout,
    Reviews, SendOrderMessage, Services, SetUpPaymentAccount, SubmitReview, UpdateOrder, UpdateService,
};

use super::Routes;
use crate::rows::marketplace::platform;
use crate::{ApiError, App};

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<Services>(), services::list)
        .serve(OperationInfo::of::<GetService>(), services::service)
        .serve(OperationInfo::of::<CreateService>(), services::create)
        .serve(OperationInfo::of::<UpdateService>(), services::update)
        .serve(OperationInfo::of::<DeleteService>(), services::delete)
        .serve(OperationInfo::of::<PlaceOrder>(), orders::place)
        .serve(OperationInfo::of::<Orders>(), orders::list)
        .serve(OperationInfo::of::<GetOrder>(), orders::order)
        .serve(OperationInfo::of::<UpdateOrder>(), orders::update)
        .serve(OperationInfo::of::<OrderMessages>(), orders::messages::list)
        .serve(OperationInfo::of::<SendOrderMessage>(), orders::messages::send)
        .serve(OperationInfo::of::<SubmitReview>(), reviews::submit)
        .serve(OperationInfo::of::<Reviews>(), reviews::list)
        .serve(OperationInfo::of::<Payouts>(), payouts::list)
        .serve(OperationInfo::of::<RequestPayout>(), payouts::request)
        .serve(OperationInfo::of::<PaymentAccountStatus>(), accounts::status)
        .serve(OperationInfo::of::<SetUpPaymentAccount>(), accounts::set_up)
        .beside("/platform/pay/{checkout}", get(pages::checkout).post(pages::pay))
        .beside("/platform/onboarding/{onboarding}", get(pages::onboarding).post(pages::onboard))
        .beside("/platform/page.css", get(pages::style))
}

/// Extracting it lets everything happen that is due on the world's clock: payments arrive, disputes are decided, payouts are paid.
pub struct Settled;

impl FromRequestParts<App> for Settled {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let now = app.now();
        if app.read(move |db| Ok(platform::is_due(db, now)?)).await? {
            app.change(|at| Ok(platform::settle(at)?)).await?;
        }
        Ok(Self)
    }
}
