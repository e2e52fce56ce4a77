//! Services, orders, reviews, payouts and the payment account.

use contract::marketplace::{Category, OrderStatus, OrdersOf, PayoutStatus, ServiceSort, SortOrder};

use super::{Answer, Body, Facts, Param, answering};

pub fn facts(name: &str) -> Option<Facts> {
    services(name).or_else(|| orders(name)).or_else(|| money(name))
}

fn services(name: &str) -> Option<Facts> {
    const FILTERS: &[(&str, Param)] = &[
        ("category", Param::OneOf(|| Category::ALL.iter().map(Category::as_str).collect())),
        ("search", Param::Text),
        ("featured", Param::Flag),
        ("minPrice", Param::Count),
        ("maxPrice", Param::Count),
        ("sortBy", Param::OneOf(|| ServiceSort::ALL.iter().map(|sort| sort.as_str()).collect())),
        ("sortOrder", Param::OneOf(|| SortOrder::ALL.iter().map(|order| order.as_str()).collect())),
    ];
    const GONE: &[(u16, Answer)] = &[(200, Answer::One("Deactivated")), (204, Answer::Nothing)];
    Some(match name {
        "services" => answering(&[(200, Answer::Page("services", "Service"))]).paged().asking(FILTERS),
        "service" => answering(&[(200, Answer::One("ServiceDetails"))]),
        "create_service" => answering(&[(201, Answer::One("Service"))]).taking(Body::Json("NewService")),
        "update_service" => answering(&[(200, Answer::One("Service"))]).taking(Body::OptionalJson("ServiceChange")).refusing(&[403]),
        "delete_service" => answering(GONE).refusing(&[403]),
        "reviews" => {
            let facts = answering(&[(200, Answer::Page("reviews", "Review"))]).paged();
            facts.asking(&[("serviceId", Param::Needed)]).refusing(&[404])
        }
        "submit_review" => answering(&[(201, Answer::One("Review"))]).taking(Body::Json("NewReview")).refusing(&[403, 404, 409]),
        _ => return None,
    })
}

fn orders(name: &str) -> Option<Facts> {
    const FILTERS: &[(&str, Param)] = &[
        ("role", Param::OneOf(|| OrdersOf::ALL.iter().map(|of| of.as_str()).collect())),
        ("status", Param::OneOf(|| OrderStatus::ALL.iter().map(OrderStatus::as_str).collect())),
    ];
    Some(match name {
        "place_order" => answering(&[(201, Answer::One("OrderToPay"))]).taking(Body::Json("NewOrder")).refusing(&[404, 409]),
        "orders" => answering(&[(200, Answer::Page("orders", "Order"))]).paged().asking(FILTERS),
        "order" => answering(&[(200, Answer::One("OrderToPay"))]).refusing(&[403]),
        "update_order" => answering(&[(200, Answer::One("OrderToPay"))]).taking(Body::Json("OrderMove")).refusing(&[403, 409]),
        "order_messages" => answering(&[(200, Answer::Page("messages", "OrderMessage"))]).paged().refusing(&[403]),
        "send_order_message" => answering(&[(201, Answer::One("OrderMessage"))]).taking(Body::Json("NewOrderMessage")).refusing(&[403]),
        _ => return None,
    })
}

fn money(name: &str) -> Option<Facts> {
    const STATUS: &[(&str, Param)] = &[("status", Param::OneOf(|| PayoutStatus::ALL.iter().map(PayoutStatus::as_str).collect()))];
    const ACCOUNT: &[(u16, Answer)] = &[(200, Answer::One("PaymentAccount")), (201, Answer::One("PaymentAccount"))];
    Some(match name {
        "payouts" => answering(&[(200, Answer::One("Payouts"))]).paged().asking(STATUS),
        "request_payout" => answering(&[(200, Answer::One("Payout"))]).taking(Body::Json("PayoutRequest")).refusing(&[403, 404, 409]),
        "payment_account" => answering(&[(200, Answer::One("PaymentAccount"))]),
        "set_up_payment_account" => answering(ACCOUNT).taking(Body::OptionalJson("PaymentWishes")),
        _ => return None,
    })
}
