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
/// Objects and lists that only hold figures: their own name says nothing about them.
const GROUPS: &[&str] = &["metrics", "stats", "overview", "summary", "analytics", "data", "totals"];
const VALUE: &[&str] = &["current", "value", "total", "count"];
/// What an answer tells beside the figures.
const NO_FIGURES: &[&str] = &["days", "range", "period", "page", "limit", "pagination", "meta", "id", "timestamp"];
const NO_FIGURES_END: &[&str] = &["Id", "_id", "At", "_at", "Date", "_date"];

/// Several shapes, since none is documented: an object for each period, an object or list entry for each figure, or bare figures, each
/// also in groups and by topic.
impl Decode for Overview {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let mut trends = told_apart(figures(json, &Place::default()).ok_or(DecodeError::missing("figures"))?);
        trends.sort_by_key(|trend| Metric::ALL.iter().position(|known| *known == trend.metric).unwrap_or(Metric::ALL.len()));
        Ok(Self { trends })
    }
}

/// A figure as it was sent.
#[derive(Default)]
struct Found {
    /// Its name, behind the topic where that is needed to understand it: `views`, `topPost.likes`.
    name: String,
    /// All names that lead to it: what tells it from others of its name.
    path: String,
    /// Whether it is only a number.
    is_bare: bool,
    current: Option<f64>,
    previous: Option<f64>,
    change: Option<f64>,
}

impl Found {
    fn metric(&self) -> Metric {
        Metric::of(&self.name)
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.current, self.previous, self.change) == (other.current, other.previous, other.change)
    }
}

/// Where in an answer figures are looked for.
#[derive(Default)]
struct Place {
    path: String,
    /// What all figures there are about.
    topic: String,
}

impl Place {
    fn in_group(&self, name: &str) -> Self {
        Self { path: joined(&self.path, name), topic: self.topic.clone() }
    }

    fn about(&self, name: &str) -> Self {
        Self { path: joined(&self.path, name), topic: joined(&self.topic, name) }
    }

    /// A figure by its name; nothing when it may be something else. `is_told` says that it is a figure whatever its name.
    fn figure(&self, name: &str, is_told: bool) -> Option<Found> {
        let full = joined(&self.topic, name);
        let is_figure = is_told && !is_no_figure(name);
        let path = joined(&self.path, name);
        let name = match (is_known(name), is_known(&full)) {
            (true, false) if is_figure => name.to_owned(),
            (false, false) if !is_figure => return None,
            _ => full,
        };
        Some(Found { name, path, ..Found::default() })
    }
}

fn joined(before: &str, name: &str) -> String {
    if before.is_empty() { name.to_owned() } else { [before, ".", name].concat() }
}

fn is_known(name: &str) -> bool {
    !matches!(Metric::of(name), Metric::Unknown(_))
}

fn is_no_figure(name: &str) -> bool {
    NO_FIGURES.contains(&name) || NO_FIGURES_END.iter().any(|end| name.ends_with(end))
}

fn is_group(name: &str, value: &Value) -> bool {
    GROUPS.contains(&name) && (value.is_object() || value.is_array())
}

/// Whether figures of a period, or changes, stand in an object. One with a number of its own is a figure: `"growth": {"current": 5}`.
fn is_period(names: &[&str], name: &str, value: &Value) -> bool {
    names.contains(&name) && Fields::of(value).is_some_and(|fields| number_of(fields, CURRENT).is_none())
}

/// All figures below a place; nothing when there are none and no place for them.
fn figures(json: &Value, place: &Place) -> Option<Vec<Found>> {
    if let Value::Array(list) = json {
        return Some(list.iter().filter_map(|item| entry(item, place)).collect());
    }
    let fields = Fields::of(json)?;
    let period = |names: &[&str]| figures(fields.iter().find(|(name, value)| is_period(names, name, value))?.1, place);
    let (current, previous, change) = (period(CURRENT), period(PREVIOUS), period(CHANGE));
    let has_periods = fields.iter().any(|(name, value)| is_period(CURRENT, name, value));
    let is_plain = !has_periods && !fields.iter().any(|(name, value)| is_group(name, value));
    let is_beside = |name: &str, value: &Value| ![CURRENT, PREVIOUS, CHANGE].iter().any(|names| is_period(names, name, value));
    let beside = fields.iter().filter(|(name, value)| is_beside(name, value));
    let mut parts = beside.filter_map(|(name, value)| field(name, value, place, is_plain)).peekable();
    let is_read = has_periods || parts.peek().is_some();
    let mut found: Vec<Found> = current.into_iter().chain(parts).flatten().collect();
    add_previous(&mut found, previous.unwrap_or_default());
    add_changes(&mut found, &change.unwrap_or_default());
    (is_read || !found.is_empty()).then_some(found)
}

/// What a field of an object holds. `is_plain` says that bare numbers are figures there.
fn field(name: &str, value: &Value, place: &Place, is_plain: bool) -> Option<Vec<Found>> {
    // A day or a time among others.
    if name.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    if is_group(name, value) {
        return figures(value, &place.in_group(name));
    }
    match value {
        Value::Object(_) => {
            let (own, inner) = (figure(name, value, place), figures(value, &place.about(name)));
            (own.is_some() || inner.is_some()).then(|| own.into_iter().chain(inner.into_iter().flatten()).collect())
        }
        Value::Array(_) => None,
        value => Some(vec![bare(name, value, place, is_plain)?]),
    }
}

/// `"views": 5`. A known figure without a value stays until the others have found theirs: none of them is meant by its name.
fn bare(name: &str, value: &Value, place: &Place, is_plain: bool) -> Option<Found> {
    let current = number(value);
    let is_part = !place.topic.is_empty() && [VALUE, PREVIOUS, CHANGE].iter().any(|names| names.contains(&name));
    if is_part || (current.is_none() && !value.is_null()) {
        return None;
    }
    let found = place.figure(name, is_plain && place.topic.is_empty() && current.is_some())?;
    Some(Found { is_bare: true, current, ..found })
}

/// `{"name": "views", "current": 5, "previous": 4}`.
fn entry(item: &Value, place: &Place) -> Option<Found> {
    let name = Fields::of(item)?.filled(&["name", "metric", "key", "label", "id"])?;
    figure(&name, item, place)
}

/// `"views": {"current": 5, "previous": 4}`.
fn figure(name: &str, value: &Value, place: &Place) -> Option<Found> {
    let fields = Fields::of(value)?;
    let (current, previous) = (number_of(fields, VALUE), number_of(fields, PREVIOUS));
    let found = place.figure(name, current.is_some() || previous.is_some())?;
    Some(Found { current, previous, change: number_of(fields, CHANGE), ..found })
}

/// Fills in the figures of the period before; those that only it has are added.
fn add_previous(found: &mut Vec<Found>, sent: Vec<Found>) {
    let partners: Vec<Option<usize>> = sent.iter().map(|one| partner(found, one, &sent)).collect();
    for (one, partner) in sent.into_iter().zip(partners) {
        match partner.and_then(|place| found.get_mut(place)) {
            Some(own) => own.previous = own.previous.or(one.current),
            None => found.push(Found { current: None, previous: one.current, ..one }),
        }
    }
}

/// Fills in changes, which are bare numbers.
fn add_changes(found: &mut [Found], sent: &[Found]) {
    for one in sent.iter().filter(|one| one.is_bare) {
        if let Some(own) = partner(found, one, sent).and_then(|place| found.get_mut(place)) {
            own.change = own.change.or(one.current);
        }
    }
}

/// Which figure is meant: the one at the same path, else the only one of the name, else the only one of the metric.
fn partner(found: &[Found], one: &Found, sent: &[Found]) -> Option<usize> {
    let is_same: [fn(&Found, &Found) -> bool; 3] =
        [|own, one| own.path == one.path, |own, one| own.name == one.name, |own, one| own.metric() == one.metric()];
    is_same.iter().find_map(|is_same| {
        let mut same = found.iter().enumerate().filter(|(_, own)| is_same(own, one)).map(|(place, _)| place);
        let is_alone = sent.iter().filter(|other| is_same(other, one)).count() == 1;
        let place = same.next().filter(|_| is_alone)?;
        same.next().is_none().then_some(place)
    })
}

/// Each under a metric of its own: where several names mean one, it is the one with exactly its name, else the first. The others go by
/// their names, or by all names that lead to them.
fn told_apart(mut found: Vec<Found>) -> Vec<Trend> {
    found.retain(|one| one.current.is_some() || one.previous.is_some());
    // Those with exactly the name of a metric choose first.
    found.sort_by_key(|one| one.metric().as_str() != one.name);
    let mut trends: Vec<(Trend, Found)> = Vec::new();
    for one in found {
        if trends.iter().any(|(_, other)| other.name == one.name && other.is_like(&one)) {
            continue;
        }
        let choices = [one.metric(), Metric::Unknown(one.name.clone()), Metric::Unknown(one.path.clone())];
        let is_free = |metric: &Metric| trends.iter().all(|(trend, _)| trend.metric.as_str() != metric.as_str());
        if let Some(metric) = choices.into_iter().find(is_free) {
            let trend = Trend { metric, current: one.current, previous: one.previous, sent_change: one.change };
            trends.push((trend, one));
        }
    }
    trends.into_iter().map(|(trend, _)| trend).collect()
}

fn number_of(fields: Fields<'_>, names: &[&str]) -> Option<f64> {
    names.iter().find_map(|name| number(fields.get(&[name])?))
}

/// A number, also when written as a text: `"12.5%"`, `"1,234"`.
fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => ungrouped(text.trim().trim_end_matches('%').trim_end())?.parse().ok(),
        value => value.as_f64(),
    };
    number.filter(|number: &f64| number.is_finite())
}

/// A number without the commas between its thousands; nothing when they stand elsewhere.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let is_grouped = whole.split_once(',').is_none_or(|(first, groups)| {
        (1..=3).contains(&first.trim_start_matches(['+', '-']).len()) && groups.split(',').all(|group| group.len() == 3)
    });
    is_grouped.then(|| [&whole.replace(',', ""), fraction].concat())
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

    fn shown(json: &Value) -> Vec<(String, Option<f64>, Option<f64>)> {
        let overview = Overview::decode(json).unwrap_or_else(|error| panic!("{error}: {json}"));
        overview.trends.iter().map(|trend| (trend.metric.label(), trend.current, trend.previous)).collect()
    }

    fn told(label: &str, current: impl Into<Option<f64>>, previous: impl Into<Option<f64>>) -> (String, Option<f64>, Option<f64>) {
        (label.to_owned(), current.into(), previous.into())
    }

    #[test]
    fn names_of_one_metric_stay_apart() {
        let found = shown(&json!({"current": {"views": 100, "impressions": 500, "totalPosts": 55, "postsCreated": 5},
            "previous": {"views": 80, "impressions": 400, "totalPosts": 50, "postsCreated": 9}, "changes": {"impressions": 25, "views": 25}}));
        let all = [told("Views", 100.0, 80.0), told("Posts", 5.0, 9.0), told("Impressions", 500.0, 400.0), told("Total posts", 55.0, 50.0)];
        assert_eq!(found, all);
        let equal = shown(&json!({"current": {"views": 5, "reach": 5}, "previous": {"views": 5, "reach": 5}}));
        assert_eq!(equal, [told("Views", 5.0, 5.0), told("Reach", 5.0, 5.0)]);
        let missing = shown(&json!({"current": {"views": null, "impressions": 500}, "previous": {"views": 80}}));
        assert_eq!(missing, [told("Views", None, 80.0), told("Impressions", 500.0, None)]);
    }

    #[test]
    fn another_spelling_in_the_period_before_is_the_same_figure() {
        assert_eq!(shown(&json!({"current": {"totalViews": 5}, "previous": {"views": 4}})), [told("Views", 5.0, 4.0)]);
    }

    #[test]
    fn figures_by_topic_are_found_beside_others() {
        let found =
            shown(&json!({"engagement": {"likes": {"current": 3, "previous": 2}, "saves": {"current": 1}}, "views": {"current": 9}}));
        assert_eq!(found, [told("Views", 9.0, None), told("Likes", 3.0, 2.0), told("Engagement saves", 1.0, None)]);
        let found = shown(&json!({"engagement": {"total": 8, "likes": 5}, "topPost": {"likes": 4, "words": 7}, "profile": {"views": 2}}));
        let all = [
            told("Engagement", 8.0, None),
            told("Profile views", 2.0, None),
            told("Engagement likes", 5.0, None),
            told("Top post likes", 4.0, None),
        ];
        assert_eq!(found, all);
    }

    #[test]
    fn what_stands_beside_periods_and_groups_is_not_lost() {
        let found =
            shown(&json!({"current": {"views": 5}, "previous": {"views": 4, "likes": 3}, "totals": {"followers": 120, "views": 900},
            "saves": {"current": 3}}));
        let all = [
            told("Views", 5.0, 4.0),
            told("Likes", None, 3.0),
            told("Followers", 120.0, None),
            told("Saves", 3.0, None),
            told("Totals views", 900.0, None),
        ];
        assert_eq!(found, all);
        let found = shown(&json!({"summary": {"views": 5, "saves": null}, "engagementRate": {"current": "12.5%", "previous": 10}}));
        assert_eq!(found, [told("Views", 5.0, None), told("Engagement rate", 12.5, 10.0)]);
        assert_eq!(shown(&json!({"current": {"saves": null}, "previous": {"saves": 3}})), [told("Saves", None, 3.0)]);
    }

    #[test]
    fn dates_ids_and_periods_are_no_figures() {
        let found = shown(&json!({"days": 30, "agentId": 7, "generatedAt": 1_764_000_000, "period": {"start": 1, "end": 2, "days": 30},
            "current": {"days": 30, "views": 5}, "daily": {"2026-11-01": {"views": 5}}, "pagination": {"total": 5},
            "topTags": [{"name": "art", "count": 5}]}));
        assert_eq!(found, [told("Views", 5.0, None)]);
        assert_eq!(shown(&json!({"days": 30, "views": {"current": 5}})), [told("Views", 5.0, None)]);
        for empty in [json!({"overview": {"current": {}, "previous": {}}}), json!({"metrics": []})] {
            assert_eq!(shown(&empty), []);
        }
        assert!(Overview::decode(&json!({"data": {"message": "x"}})).is_err());
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let texts = ["1,234", "-1,234,567.5", "+25%", "12,5", "1,2345", "1234,567", "1.5,000", "1,", "", "NaN"];
        let read = texts.map(|text| number(&json!(text)));
        assert_eq!(read, [Some(1234.0), Some(-1_234_567.5), Some(25.0), None, None, None, None, None, None, None]);
    }

    #[test]
    fn changes_are_counted_when_they_are_not_sent() {
        let change = |current: f64, previous: f64| {
            Trend { metric: Metric::Views, current: Some(current), previous: Some(previous), sent_change: None }.change()
        };
        assert_eq!([change(30.0, 40.0), change(0.0, 0.0), change(4.0, 0.0)], [Some(-25.0), Some(0.0), None]);
    }
}
