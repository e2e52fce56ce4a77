//! Figures as people read them.

use contract::analytics::{Metric, Trend};
use js_sys::Number;

use crate::parts::chart::per_cent;

/// A figure: whole with its digits grouped, a share in per cent, anything else with one digit behind the point.
pub fn written(metric: &Metric, value: f64) -> String {
    if metric.is_rate() { per_cent(tenths(value)) } else { grouped(value) }
}

/// The number with its digits grouped, and at most one behind the point.
pub fn grouped(value: f64) -> String {
    let text: String = Number::from((value * 10.0).round() / 10.0).to_locale_string("default").into();
    text.replace('-', "−")
}

/// A figure that was not sent is a dash.
pub fn known(metric: &Metric, value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| written(metric, value))
}

/// How a figure changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// `up`, `down` or `same`; nothing when it is not known.
    pub kind: Option<&'static str>,
    /// `+12.5 %`.
    pub text: String,
}

/// How a figure changed, in per cent. From nothing to something there is no share.
pub fn change(trend: &Trend) -> Change {
    let Some(change) = trend.change() else {
        let is_new = trend.previous == Some(0.0) && trend.current.is_some_and(|current| current > 0.0);
        let (kind, text) = if is_new { (Some("up"), "from nothing") } else { (None, "change unknown") };
        return Change { kind, text: text.to_owned() };
    };
    let tenths = tenths(change);
    match tenths {
        0 => Change { kind: Some("same"), text: "unchanged".to_owned() },
        1.. => Change { kind: Some("up"), text: ["+", &short(tenths)].concat() },
        _ => Change { kind: Some("down"), text: short(tenths) },
    }
}

/// From ten per cent on, tenths say nothing.
#[expect(clippy::cast_precision_loss, reason = "shown without fractions")]
fn short(tenths: i64) -> String {
    if tenths.abs() < 100 { per_cent(tenths) } else { [&grouped_whole((tenths as f64 / 10.0).round()), " %"].concat() }
}

fn grouped_whole(value: f64) -> String {
    let size = value.abs().to_string();
    [if value < 0.0 { "−" } else { "" }, &size].concat()
}

/// A number in tenths, as charts draw it.
#[expect(clippy::cast_possible_truncation, reason = "a number beyond is drawn at the edge")]
pub fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}

/// A number as charts draw it: shares in tenths.
#[expect(clippy::cast_possible_truncation, reason = "a number beyond is drawn at the edge")]
pub fn drawn(metric: &Metric, value: f64) -> i64 {
    if metric.is_rate() { tenths(value) } else { value.round() as i64 }
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use contract::analytics::Overview;
    use serde_json::json;

    use super::*;

    fn change_of(current: f64, previous: Option<f64>) -> Change {
        let json = match previous {
            Some(previous) => json!({ "views": { "current": current, "previous": previous } }),
            None => json!({ "views": { "current": current } }),
        };
        let overview = Overview::decode(&json).expect("an overview");
        change(&overview.trends[0])
    }

    #[test]
    fn changes_say_where_a_figure_goes() {
        for (current, previous, kind, text) in [
            (50.0, Some(40.0), Some("up"), "+25 %"),
            (39.0, Some(40.0), Some("down"), "−2.5 %"),
            (40.0, Some(40.0), Some("same"), "unchanged"),
            (0.0, Some(0.0), Some("same"), "unchanged"),
            (3.0, Some(0.0), Some("up"), "from nothing"),
            (3.0, None, None, "change unknown"),
            (5000.0, Some(40.0), Some("up"), "+12400 %"),
        ] {
            assert_eq!(change_of(current, previous), Change { kind, text: text.to_owned() });
        }
    }

    #[test]
    fn shares_are_drawn_in_tenths() {
        assert_eq!((drawn(&Metric::EngagementRate, 12.34), drawn(&Metric::Views, 12.34)), (123, 12));
    }
}
