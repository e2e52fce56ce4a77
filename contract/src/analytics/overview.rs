//! The overview: figures of a period, of the one before, and how much they changed.

use serde_json::Value;

use super::Metric;
use crate::decode::Fields;
use crate::{Decode, DecodeError};

/// A figure of two periods. Whatever was not sent is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// What is counted.
    pub metric: Metric,
    /// In this period.
    pub current: Option<f64>,
    /// In the period before.
    pub previous: Option<f64>,
    /// The change in per cent as it was sent.
    sent_change: Option<f64>,
}

impl Trend {
    /// The change in per cent: as it was sent, else counted from the two figures. From nothing to something there is none.
    pub fn change(&self) -> Option<f64> {
        let counted = || {
            let (current, previous) = self.current.zip(self.previous)?;
            if previous == 0.0 { (current == 0.0).then_some(0.0) } else { Some((current - previous) / previous.abs() * 100.0) }
        };
        self.sent_change.or_else(counted)
    }
}

/// The answer of `GET /api/analytics/overview`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// The figures, known ones first.
    pub trends: Vec<Trend>,
}

impl Overview {
    /// A figure.
    pub fn of(&self, metric: &Metric) -> Option<&Trend> {
        self.trends.iter().find(|trend| trend.metric == *metric)
    }
}

const CURRENT: &[&str] = &["current", "currentPeriod", "current_period", "now"];
const PREVIOUS: &[&str] = &["previous", "previousPeriod", "previous_period", "before"];
const CHANGE: &[&str] = &[
    "change",
    "changes",
    "percentageChange",
    "percentageChanges",
    "changePercent",
    "percentChange",
    "percentage_change",
    "trend",
    "growth",
];
const GROUPS: &[&str] = &["metrics", "stats", "overview", "summary", "analytics", "data", "totals"];
const VALUE: &[&str] = &["current", "value", "total", "count"];

/// Several shapes, since none is documented: an object for each period, an object or list entry for each figure, or bare figures.
impl Decode for Overview {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let mut trends = find(json, 3).ok_or(DecodeError::missing("figures"))?;
        trends.sort_by_key(|trend| Metric::ALL.iter().position(|known| *known == trend.metric).unwrap_or(Metric::ALL.len()));
        Ok(Self { trends })
    }
}

fn find(json: &Value, depth: usize) -> Option<Vec<Trend>> {
    if let Value::Array(list) = json {
        return Some(list.iter().filter_map(entry).collect());
    }
    let fields = Fields::of(json)?;
    if let Some(current) = fields.object(CURRENT) {
        return Some(periods(current, fields));
    }
    let inside = GROUPS.iter().filter_map(|name| Some((*name, fields.get(&[name])?)));
    if depth > 0
        && let Some(mut found) = inside.filter(|(_, value)| !value.is_number()).find_map(|(_, value)| find(value, depth - 1))
    {
        add_changes(&mut found, fields);
        return Some(found);
    }
    let found: Vec<Trend> = fields.iter().filter_map(|(name, value)| trend(name, value)).collect();
    (!found.is_empty()).then_some(found)
}

/// `{"current": {"views": 5}, "previous": {"views": 4}, "change": {"views": 25}}`; a period's figures may be under `stats` and the like.
fn periods(current: Fields<'_>, outer: Fields<'_>) -> Vec<Trend> {
    let current = current.object(GROUPS).unwrap_or(current);
    let mut found: Vec<Trend> = current.iter().filter_map(|(name, value)| trend(name, value)).collect();
    add_changes(&mut found, outer);
    found
}

/// Fills in what stands in objects beside the current figures.
fn add_changes(trends: &mut [Trend], beside: Fields<'_>) {
    let previous = beside.object(PREVIOUS).map(|period| period.object(GROUPS).unwrap_or(period));
    let change = beside.object(CHANGE);
    for trend in trends {
        let figure = |object: Option<Fields<'_>>| {
            object?.iter().filter(|(name, _)| Metric::of(name) == trend.metric).find_map(|(_, value)| number(value))
        };
        let (before, change) = (figure(previous), figure(change));
        trend.previous = trend.previous.or(before);
        trend.sent_change = trend.sent_change.or(change);
    }
}

/// `{"name": "views", "current": 5, "previous": 4}`.
fn entry(item: &Value) -> Option<Trend> {
    let name = Fields::of(item)?.filled(&["name", "metric", "key", "label", "id"])?;
    trend(&name, item)
}

/// A figure by its name: a number, or an object of both periods.
fn trend(name: &str, value: &Value) -> Option<Trend> {
    let metric = Metric::of(name);
    if let Some(current) = number(value) {
        return Some(Trend { metric, current: Some(current), previous: None, sent_change: None });
    }
    let fields = Fields::of(value)?;
    let one = |names: &[&str]| names.iter().find_map(|name| number(fields.get(&[name])?));
    let trend = Trend { metric, current: one(VALUE), previous: one(PREVIOUS), sent_change: one(CHANGE) };
    (trend.current.is_some() || trend.previous.is_some()).then_some(trend)
}

/// A number, also when written as a text: `"12.5%"`.
fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => text.trim().trim_end_matches('%').trim_end().parse().ok(),
        value => value.as_f64(),
    };
    number.filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shapes() -> Vec<Value> {
        vec![
            json!({"range": "30d", "current": {"totalViews": 50, "saves": 3}, "previous": {"totalViews": 40, "saves": 0},
                "changes": {"totalViews": 25, "saves": null}}),
            json!({"data": {"currentPeriod": {"stats": {"views": 50, "saves": 3}}, "previousPeriod": {"stats": {"views": 40, "saves": 0}}}}),
            json!({"metrics": {"views": {"current": 50, "previous": 40, "change": "25%"}, "saves": {"value": 3, "previous": 0}}}),
            json!({"overview": [{"name": "views", "current": 50, "previous": 40}, {"metric": "saves", "current": 3, "previous": 0}]}),
            json!({"views": {"current": 50, "previous": 40, "percentChange": 25.0}, "saves": {"current": 3, "previous": 0}}),
            json!({"stats": {"views": 50, "saves": 3}, "previous": {"views": 40, "saves": 0}}),
        ]
    }

    #[test]
    fn figures_are_found_in_many_shapes() {
        for shape in shapes() {
            let overview = Overview::decode(&shape).unwrap_or_else(|error| panic!("{error}: {shape}"));
            let views = overview.of(&Metric::Views).unwrap_or_else(|| panic!("no views: {shape}"));
            assert_eq!((views.current, views.previous, views.change()), (Some(50.0), Some(40.0), Some(25.0)), "{shape}");
            let saves = overview.of(&Metric::Unknown("saves".into())).unwrap_or_else(|| panic!("no saves: {shape}"));
            assert_eq!((saves.current, saves.previous, saves.change()), (Some(3.0), Some(0.0), None), "{shape}");
            assert_eq!(overview.trends.len(), 2, "{shape}");
        }
    }

    #[test]
    fn bare_figures_have_no_change() {
        let overview = Overview::decode(&json!({"range": "7d", "views": 5, "likes": "2"})).expect("figures");
        let found: Vec<_> = overview.trends.iter().map(|trend| (trend.metric.as_str(), trend.current, trend.change())).collect();
        assert_eq!(found, [("views", Some(5.0), None), ("likes", Some(2.0), None)]);
        assert!(Overview::decode(&json!({"error": "x"})).is_err());
    }

    #[test]
    fn changes_are_counted_when_they_are_not_sent() {
        let change = |current: f64, previous: f64| {
            Trend { metric: Metric::Views, current: Some(current), previous: Some(previous), sent_change: None }.change()
        };
        assert_eq!([change(30.0, 40.0), change(0.0, 0.0), change(4.0, 0.0)], [Some(-25.0), Some(0.0), None]);
    }
}
