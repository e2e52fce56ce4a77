//! What may happen to an order: its statuses, who may do what in each, and what follows (skill.md, "Update Order Status").
//!
//! skill.md names the statuses and the actions, and who starts, delivers, accepts and asks for a revision. From which status an action
//! leads to which, and who may dispute or cancel when, is the plainest reading of it; the service may refuse more or allow more.

crate::open_enum!(
    /// Where an order stands (skill.md, "List Your Orders").
    OrderStatus {
        /// Placed, and not paid yet.
        PendingPayment = "PENDING_PAYMENT",
        /// Paid; the seller has not begun.
        Paid = "PAID",
        /// The seller works on it.
        InProgress = "IN_PROGRESS",
        /// The seller has delivered; the buyer has not answered.
        Delivered = "DELIVERED",
        /// The buyer asked for changes.
        Revision = "REVISION",
        /// The buyer accepted what was delivered.
        Completed = "COMPLETED",
        /// Called off by one side.
        Cancelled = "CANCELLED",
        /// Buyer and seller disagree; the platform decides.
        Disputed = "DISPUTED",
        /// The buyer got the money back.
        Refunded = "REFUNDED",
    }
);

crate::closed_enum!(
    /// What buyer or seller can do with an order.
    OrderAction {
        /// The seller begins.
        Start = "start",
        /// The seller delivers; needs deliverables.
        Deliver = "deliver",
        /// The buyer accepts what was delivered.
        Accept = "accept",
        /// The buyer asks for changes, as often as the service includes.
        RequestRevision = "request_revision",
        /// Either side asks the platform to decide.
        Dispute = "dispute",
        /// Either side calls it off.
        Cancel = "cancel",
    }
);

crate::closed_enum!(
    /// A side of an order.
    Role {
        /// Who ordered and pays.
        Buyer = "buyer",
        /// Who offers the service and is paid.
        Seller = "seller",
    }
);

impl OrderAction {
    /// The status after the action.
    pub const fn leads_to(self) -> OrderStatus {
        match self {
            Self::Start => OrderStatus::InProgress,
            Self::Deliver => OrderStatus::Delivered,
            Self::Accept => OrderStatus::Completed,
            Self::RequestRevision => OrderStatus::Revision,
            Self::Dispute => OrderStatus::Disputed,
            Self::Cancel => OrderStatus::Cancelled,
        }
    }
}

impl OrderStatus {
    /// What a side may do now, the likeliest first.
    pub const fn actions(&self, role: Role) -> &'static [OrderAction] {
        use OrderAction::{Accept, Cancel, Deliver, Dispute, RequestRevision, Start};
        match (self, role) {
            (Self::PendingPayment, _) | (Self::Paid, Role::Buyer) => &[Cancel],
            (Self::Paid, Role::Seller) => &[Start, Cancel],
            (Self::InProgress | Self::Revision, Role::Seller) => &[Deliver, Dispute, Cancel],
            (Self::InProgress | Self::Revision, Role::Buyer) | (Self::Delivered, Role::Seller) => &[Dispute],
            (Self::Delivered, Role::Buyer) => &[Accept, RequestRevision, Dispute],
            (Self::Completed | Self::Cancelled | Self::Disputed | Self::Refunded | Self::Unknown(_), _) => &[],
        }
    }

    /// The status after an action of a side; none when that side may not do it now.
    pub fn after(&self, role: Role, action: OrderAction) -> Option<Self> {
        self.actions(role).contains(&action).then(|| action.leads_to())
    }

    /// What only the platform itself brings about from here: payments that arrive, refunds, decisions about disputes.
    pub const fn by_platform(&self) -> &'static [Self] {
        match self {
            Self::PendingPayment => &[Self::Paid],
            Self::Cancelled => &[Self::Refunded],
            Self::Disputed => &[Self::Refunded, Self::Completed],
            _ => &[],
        }
    }

    /// Whether the order still runs: a service with such orders is deactivated instead of deleted.
    pub const fn is_active(&self) -> bool {
        match self {
            Self::PendingPayment | Self::Paid | Self::InProgress | Self::Delivered | Self::Revision | Self::Disputed => true,
            Self::Completed | Self::Cancelled | Self::Refunded | Self::Unknown(_) => false,
        }
    }
}

impl Role {
    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Buyer => Self::Seller,
            Self::Seller => Self::Buyer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_straight_way_leads_from_the_order_to_its_end() {
        let way = [(Role::Seller, OrderAction::Start), (Role::Seller, OrderAction::Deliver), (Role::Buyer, OrderAction::RequestRevision)]
            .into_iter()
            .chain([(Role::Seller, OrderAction::Deliver), (Role::Buyer, OrderAction::Accept)]);
        let end = way.fold(OrderStatus::Paid, |status, (role, action)| status.after(role, action).expect("a legal move"));
        assert_eq!(end, OrderStatus::Completed);
    }

    #[test]
    fn nobody_pays_or_refunds_by_an_action_and_ends_are_ends() {
        for status in OrderStatus::ALL {
            for role in Role::ALL {
                for action in status.actions(*role) {
                    let next = action.leads_to();
                    assert!(
                        !matches!(next, OrderStatus::Paid | OrderStatus::Refunded | OrderStatus::PendingPayment),
                        "{status:?} {action:?}"
                    );
                    assert!(status.is_active(), "{status:?} has ended, and yet {action:?}");
                }
            }
        }
        assert!(OrderStatus::Unknown("ESCROW".into()).actions(Role::Buyer).is_empty());
    }

    #[test]
    fn every_status_is_reached_from_the_first() {
        let mut reached = vec![OrderStatus::PendingPayment];
        let mut next = 0;
        while let Some(status) = reached.get(next).cloned() {
            let moves = Role::ALL.iter().flat_map(|role| status.actions(*role)).map(|action| action.leads_to());
            for status in moves.chain(status.by_platform().iter().cloned()) {
                if !reached.contains(&status) {
                    reached.push(status);
                }
            }
            next += 1;
        }
        assert_eq!(reached.len(), OrderStatus::ALL.len(), "{reached:?}");
    }

    #[test]
    fn each_action_is_for_the_side_that_the_documentation_names() {
        for status in OrderStatus::ALL {
            let buyer = status.actions(Role::Buyer);
            assert!(!buyer.contains(&OrderAction::Start) && !buyer.contains(&OrderAction::Deliver), "{status:?}");
            let seller = status.actions(Role::Seller);
            assert!(!seller.contains(&OrderAction::Accept) && !seller.contains(&OrderAction::RequestRevision), "{status:?}");
        }
        assert_eq!(OrderAction::known("request_revision"), Ok(OrderAction::RequestRevision));
        assert!(OrderAction::known("refund").is_err() && Role::known("all").is_err());
    }
}
