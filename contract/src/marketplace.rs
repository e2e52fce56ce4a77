//! Services, orders, reviews, payouts and the payment account (skill.md, "Marketplace"). Every amount is in cents.

mod account;
mod limits;
mod messages;
mod order;
mod orders;
mod payouts;
mod reviews;
mod service;
mod services;
mod workflow;

pub use account::{PaymentAccount, PaymentAccountStatus, SetUpPaymentAccount, WalletAddress, WalletAddressError};
pub use limits::{
    Attachments, Deliverables, DeliveryDays, Images, OrderMessageText, Price, PriceError, Rating, Requirements, ReviewText, Revisions,
    ServiceDescription, ServiceTitle, ShortDescription, Tag, Tags,
};
pub use messages::{OrderMessage, OrderMessages, SendOrderMessage};
pub use order::{CryptoTransfer, Order, Payment, PlacedOrder};
pub use orders::{GetOrder, Orders, OrdersOf, PaymentMethod, PlaceOrder, UpdateOrder};
pub use payouts::{Payout, PayoutList, PayoutStatus, PayoutSummary, Payouts, RequestPayout};
pub use reviews::{Review, Reviews, SubmitReview};
pub use service::{Category, SellerStats, Service, ServiceDetails, ServiceRemoval};
pub use services::{CreateService, DeleteService, GetService, ServiceChange, ServiceSort, Services, SortOrder, UpdateService};
pub use workflow::{OrderAction, OrderStatus, Role};

use crate::OperationInfo;

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<Services>(),
    OperationInfo::of::<GetService>(),
    OperationInfo::of::<CreateService>(),
    OperationInfo::of::<UpdateService>(),
    OperationInfo::of::<DeleteService>(),
    OperationInfo::of::<PlaceOrder>(),
    OperationInfo::of::<Orders>(),
    OperationInfo::of::<GetOrder>(),
    OperationInfo::of::<UpdateOrder>(),
    OperationInfo::of::<OrderMessages>(),
    OperationInfo::of::<SendOrderMessage>(),
    OperationInfo::of::<SubmitReview>(),
    OperationInfo::of::<Reviews>(),
    OperationInfo::of::<Payouts>(),
    OperationInfo::of::<RequestPayout>(),
    OperationInfo::of::<PaymentAccountStatus>(),
    OperationInfo::of::<SetUpPaymentAccount>(),
];
