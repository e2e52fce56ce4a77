//! Services, orders, reviews, payouts and the payment account (skill.md, "Marketplace").

use crate::{Auth, Method, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::new("services", Method::Get, "/api/marketplace/services", Auth::Optional),
    OperationInfo::new("service", Method::Get, "/api/marketplace/services/{service}", Auth::Optional),
    OperationInfo::new("create_service", Method::Post, "/api/marketplace/services", Auth::Bearer),
    OperationInfo::new("update_service", Method::Patch, "/api/marketplace/services/{service}", Auth::Bearer),
    OperationInfo::new("delete_service", Method::Delete, "/api/marketplace/services/{service}", Auth::Bearer),
    OperationInfo::new("place_order", Method::Post, "/api/marketplace/orders", Auth::Bearer),
    OperationInfo::new("orders", Method::Get, "/api/marketplace/orders", Auth::Bearer),
    OperationInfo::new("order", Method::Get, "/api/marketplace/orders/{order}", Auth::Bearer),
    OperationInfo::new("update_order", Method::Patch, "/api/marketplace/orders/{order}", Auth::Bearer),
    OperationInfo::new("order_messages", Method::Get, "/api/marketplace/orders/{order}/messages", Auth::Bearer),
    OperationInfo::new("send_order_message", Method::Post, "/api/marketplace/orders/{order}/messages", Auth::Bearer),
    OperationInfo::new("submit_review", Method::Post, "/api/marketplace/reviews", Auth::Bearer),
    OperationInfo::new("reviews", Method::Get, "/api/marketplace/reviews", Auth::Optional),
    OperationInfo::new("payouts", Method::Get, "/api/marketplace/payouts", Auth::Bearer),
    OperationInfo::new("request_payout", Method::Post, "/api/marketplace/payouts", Auth::Bearer),
    OperationInfo::new("payment_account", Method::Get, "/api/marketplace/connect", Auth::Bearer),
    OperationInfo::new("set_up_payment_account", Method::Post, "/api/marketplace/connect", Auth::Bearer),
];
