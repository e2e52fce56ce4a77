//! What buyer and seller do with an order, as the contract's workflow allows.

use contract::marketplace::{OrderAction, Role};
use rusqlite::params;

use super::orders::Target;
use super::{payouts, platform};
use crate::rows::Moment;

/// Why an action is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is for the other side of the order.
    OtherSide,
    /// It does not fit where the order stands.
    WrongStatus,
    /// The buyer has asked for changes as often as was agreed.
    NoRevisionsLeft,
}

/// Does something with an order; `deliverables` belong to a delivery.
///
/// # Errors
/// When the database fails.
pub fn act(
    at: Moment<'_>,
    order: &Target,
    role: Role,
    action: OrderAction,
    deliverables: Option<&str>,
) -> rusqlite::Result<Result<(), Refused>> {
    if let Some(refused) = refusal(order, role, action) {
        return Ok(Err(refused));
    }
    match action {
        OrderAction::Start => at.run("UPDATE orders SET started_at = ?2 WHERE id = ?1", params![order.id, at.now])?,
        OrderAction::Deliver => {
            let sql = "UPDATE orders SET delivered_at = ?2, deliverables = ?3 WHERE id = ?1";
            at.run(sql, params![order.id, at.now, deliverables])?
        }
        OrderAction::Accept => complete(at, order)?,
        OrderAction::RequestRevision => at.run("UPDATE orders SET revisions_used = revisions_used + 1 WHERE id = ?1", [&order.id])?,
        OrderAction::Dispute => {
            let sql = "UPDATE orders SET disputed_at = ?2, platform_at = ?3 WHERE id = ?1";
            at.run(sql, params![order.id, at.now, at.now + platform::DECISION_MILLIS])?
        }
        OrderAction::Cancel => {
            let refund = order.is_sent.then_some(at.now + platform::REFUND_MILLIS);
            at.run("UPDATE orders SET cancelled_at = ?2, platform_at = ?3 WHERE id = ?1", params![order.id, at.now, refund])?
        }
    };
    let status = action.leads_to();
    at.run("UPDATE orders SET status = ?2, updated_at = ?3 WHERE id = ?1", params![order.id, status.as_str(), at.now])?;
    Ok(Ok(()))
}

fn refusal(order: &Target, role: Role, action: OrderAction) -> Option<Refused> {
    if order.status.after(role, action).is_none() {
        let for_the_other = order.status.after(role.other(), action).is_some() || !is_ever_for(role, action);
        return Some(if for_the_other { Refused::OtherSide } else { Refused::WrongStatus });
    }
    (action == OrderAction::RequestRevision && order.revisions_left <= 0).then_some(Refused::NoRevisionsLeft)
}

/// Whether a side may do this in any status.
fn is_ever_for(role: Role, action: OrderAction) -> bool {
    contract::marketplace::OrderStatus::ALL.iter().any(|status| status.after(role, action).is_some())
}

/// The order has ended well, and the seller has earned its price without the fee.
pub(super) fn complete(at: Moment<'_>, order: &Target) -> rusqlite::Result<usize> {
    payouts::insert(at, order)?;
    at.run("UPDATE orders SET completed_at = ?2 WHERE id = ?1", params![order.id, at.now])
}
