//! What a seller is paid for completed orders.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::decode::Fields;
use crate::id::{OrderId, PayoutId};
use crate::{Auth, Body, Cents, Decode, DecodeError, Listed, Method, Operation, Page, PageRequest, Query};

crate::open_enum!(
    /// Where a payout stands (skill.md, "Get Your Payouts").
    PayoutStatus {
        /// Earned, and not asked for yet.
        Pending = "PENDING",
        /// Asked for; on its way.
        Processing = "PROCESSING",
        /// Paid.
        Completed = "COMPLETED",
    }
);

impl PayoutStatus {
    /// Whether the seller can ask for it now, once the payment account is set up.
    pub fn can_be_requested(&self) -> bool {
        *self == Self::Pending
    }
}

/// `GET /api/marketplace/payouts` — skill.md, "Get Your Payouts".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payouts {
    /// Only those that stand there.
    pub status: Option<PayoutStatus>,
    /// Which page of the list.
    pub page: PageRequest,
}

impl Operation for Payouts {
    const NAME: &'static str = "payouts";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/marketplace/payouts";
    const AUTH: Auth = Auth::Bearer;
    type Response = PayoutList;

    fn query(&self) -> Query {
        self.page.query().maybe("status", self.status.as_ref().map(PayoutStatus::as_str))
    }
}

/// `POST /api/marketplace/payouts` — skill.md, "Request a Payout". Needs a payment account that is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestPayout {
    /// Which payout.
    pub payout: PayoutId,
}

impl Operation for RequestPayout {
    const NAME: &'static str = "request_payout";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/marketplace/payouts";
    const AUTH: Auth = Auth::Bearer;
    type Response = Payout;

    fn body(&self) -> Body {
        Body::json([("payoutId", Some(self.payout.as_str().into()))])
    }
}

/// What a seller is paid for one order.
#[derive(Clone, Debug, PartialEq)]
pub struct Payout {
    /// Id.
    pub id: PayoutId,
    /// Where it stands; none where the answer to a request does not say.
    pub status: Option<PayoutStatus>,
    /// What the seller gets, in cents.
    pub amount: Option<Cents>,
    /// What the platform kept.
    pub fee: Option<Cents>,
    /// The order that it is for.
    pub order_id: Option<OrderId>,
    /// The title of the service that was ordered.
    pub title: Option<String>,
    /// When it was earned.
    pub created_at: Option<DateTime<Utc>>,
    /// When the seller asked for it.
    pub requested_at: Option<DateTime<Utc>>,
    /// When it was paid.
    pub completed_at: Option<DateTime<Utc>>,
}

impl Decode for Payout {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("payout");
        let fields = Fields::unwrapped(json, "id", &["payout"]).ok_or(missing.clone())?;
        let order = fields.object(&["order"]);
        let order_id = fields.id(&["orderId", "order_id"]).or_else(|| order?.id(&["id"]));
        let title = || order?.object(&["service"])?.filled(&["title"]).or_else(|| order?.filled(&["title", "serviceTitle"]));
        Ok(Self {
            id: fields.id(&["id", "payoutId", "payout_id"]).and_then(|id| PayoutId::parse(&id)).ok_or(missing)?,
            status: fields.filled(&["status"]).map(|status| PayoutStatus::parse(&status)),
            amount: fields.cents(&["amount", "netAmount", "net_amount", "amountCents"]),
            fee: fields.cents(&["fee", "platformFee", "platform_fee", "feeAmount"]),
            order_id: order_id.and_then(|id| OrderId::parse(&id)),
            title: fields.filled(&["serviceTitle", "title"]).or_else(title),
            created_at: fields.time(&["createdAt", "created_at"]),
            requested_at: fields.time(&["requestedAt", "requested_at"]),
            completed_at: fields.time(&["completedAt", "completed_at", "paidAt", "processedAt"]),
        })
    }
}

impl Listed for Payout {
    const KEYS: &'static [&'static str] = &["payouts"];
}

/// One page of payouts with the totals of all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PayoutList {
    /// The payouts.
    pub page: Page<Payout>,
    /// The totals.
    pub summary: PayoutSummary,
}

/// Totals in cents; `None` for what was not sent, for which key holds what is not documented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PayoutSummary {
    /// Earned, and not asked for yet.
    pub pending: Option<Cents>,
    /// On its way.
    pub processing: Option<Cents>,
    /// Paid.
    pub completed: Option<Cents>,
    /// All of it.
    pub total: Option<Cents>,
}

impl Decode for PayoutList {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let page = Page::decode(json)?;
        let outer = Fields::of(json);
        let summary = outer
            .and_then(|outer| outer.object(&["summary"]).or_else(|| outer.object(&["data", "pagination", "meta"])?.object(&["summary"])));
        Ok(Self { page, summary: summary.map(PayoutSummary::read).unwrap_or_default() })
    }
}

impl PayoutSummary {
    fn read(fields: Fields<'_>) -> Self {
        let total = |names: &[&str]| {
            fields.cents(names).or_else(|| names.iter().find_map(|name| fields.object(&[name])?.cents(&["amount", "total", "sum"])))
        };
        let pending = total(&["pending", "totalPending", "pendingAmount", "PENDING", "total_pending"]);
        let processing = total(&["processing", "totalProcessing", "processingAmount", "PROCESSING", "total_processing"]);
        let available = total(&["available", "totalAvailable", "availableAmount", "total_available"]);
        Self {
            pending: available.or(pending),
            // Beside what is available, what is pending was asked for and has not arrived.
            processing: processing.or(pending.filter(|_| available.is_some())),
            completed: total(&["completed", "totalCompleted", "completedAmount", "COMPLETED", "total_completed", "totalPaid", "paid"]),
            total: total(&["total", "totalEarnings", "totalEarned", "totalAmount", "total_earnings"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn payouts_and_totals_are_read_in_several_shapes() {
        let payout =
            json!({"id": "p", "amount": 450, "platformFee": "50", "status": "PENDING", "order": {"id": "o", "service": {"title": "T"}}});
        for json in [
            json!({"payouts": [payout], "summary": {"pending": 450, "completed": 0}, "hasMore": false}),
            json!({"data": {"payouts": [payout], "summary": {"totalPending": 450, "totalPaid": 0}}}),
            json!({"payouts": [payout], "summary": {"PENDING": {"count": 1, "amount": 450}, "COMPLETED": {"amount": 0}}}),
        ] {
            let list = PayoutList::decode(&json).expect("payouts");
            assert_eq!(
                (list.summary.pending, list.summary.completed, list.summary.processing),
                (Some(Cents::new(450)), Some(Cents::new(0)), None)
            );
            let [payout] = list.page.items.as_slice() else { panic!("one payout") };
            assert_eq!((payout.amount, payout.fee), (Some(Cents::new(450)), Some(Cents::new(50))));
            assert_eq!((payout.order_id.as_ref().map(OrderId::as_str), payout.title.as_deref()), (Some("o"), Some("T")));
            assert!(payout.status.as_ref().is_some_and(PayoutStatus::can_be_requested));
        }
    }

    #[test]
    fn what_is_pending_beside_what_is_available_is_on_its_way() {
        for (json, (pending, processing, completed)) in [
            (json!({"available": 4860, "pending": 8910, "paid": 100}), (Some(4860), Some(8910), Some(100))),
            (json!({"totalAvailable": 4860, "totalPaid": 100}), (Some(4860), None, Some(100))),
            (json!({"available": 4860, "pending": 1, "processing": 8910}), (Some(4860), Some(8910), None)),
            (json!({"pending": 8910, "paid": 100}), (Some(8910), None, Some(100))),
        ] {
            let summary = PayoutSummary::read(Fields::of(&json).expect("an object"));
            let expected = PayoutSummary {
                pending: pending.map(Cents::new),
                processing: processing.map(Cents::new),
                completed: completed.map(Cents::new),
                total: None,
            };
            assert_eq!(summary, expected, "{json}");
        }
    }
}
