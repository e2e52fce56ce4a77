//! The focus among the payouts: a row that is drawn anew or leaves the list would drop it.

use contract::id::PayoutId;
use leptos::prelude::{document, request_animation_frame};

use crate::browser::scroll::focus_in_place;

/// The id of a payout's row in the document.
pub fn row_id(payout: &PayoutId) -> String {
    ["payout-", payout.as_str()].concat()
}

/// Whether the focus is in the row of a payout.
pub fn is_in(payout: &PayoutId) -> bool {
    let row = document().get_element_by_id(&row_id(payout));
    row.is_some_and(|row| row.contains(document().active_element().as_deref()))
}

/// Puts the focus on the first of these payouts' rows that is drawn, or else on the status that is shown, once what is changing now stands.
/// Not on a button: who still holds the Enter key down would ask for the next payout, too.
pub fn move_to(payouts: Vec<PayoutId>) {
    request_animation_frame(move || {
        let row = payouts.iter().find_map(|payout| document().get_element_by_id(&row_id(payout)));
        let place = row.or_else(|| document().query_selector(".statuses [aria-current]").ok()?);
        place.iter().for_each(focus_in_place);
    });
}
