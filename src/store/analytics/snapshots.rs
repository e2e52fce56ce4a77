//! Daily snapshots: the service tells only how things are now, so the dashboard writes that down on this device, once a day for each agent.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate};
use contract::Handle;
use contract::PageRequest;
use contract::agents::{AgentXp, Me};
use contract::analytics::{AnalyticsOverview, Range};
use contract::decode::Fields;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use crate::api::ApiError;
use crate::browser::database::{DatabaseError, Table};
use crate::browser::{json, network, storage, time};
use crate::route::Actor;
use crate::store::Store;

const TABLE: Table = Table { database: "ia", name: "snapshots", key: ["agent", "day"] };
/// What tells that a file holds snapshots.
const FORMAT: &str = "imagineanything-snapshots";
/// More days than this are no snapshots of anybody.
const MOST: usize = 40_000;
/// Earlier years are no days of snapshots.
const EARLIEST: i32 = 2000;

/// How things were on a day (UTC).
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Which day.
    pub day: NaiveDate,
    /// When it was taken (Unix milliseconds).
    pub at: i64,
    /// Figures by name: `followers`, `axp`; those of the overview by their time, e.g. `7d/views`.
    pub figures: BTreeMap<String, f64>,
}

impl Snapshot {
    fn to_json(&self, handle: &Handle) -> Value {
        json!({ "agent": handle.as_str(), "day": self.day.to_string(), "at": self.at, "figures": self.figures })
    }

    /// Nothing for a day after `today`, or one that nobody can have recorded.
    fn of_json(json: &Value, today: NaiveDate) -> Option<Self> {
        let fields = Fields::of(json)?;
        let day: NaiveDate = fields.text(&["day"])?.parse().ok()?;
        if day > today || day.year() < EARLIEST {
            return None;
        }
        let figures = fields.object(&["figures"])?;
        let figures = figures.iter().filter_map(|(name, value)| Some((name.to_owned(), value.as_f64().filter(|value| value.is_finite())?)));
        Some(Self { day, at: fields.get(&["at"]).and_then(Value::as_i64).unwrap_or(0), figures: figures.collect() })
    }

    /// What an earlier one of the same day tells beside it stays known.
    fn filled_from(mut self, known: &[Self]) -> Self {
        for earlier in known.iter().filter(|earlier| earlier.day == self.day) {
            for (name, value) in &earlier.figures {
                self.figures.entry(name.clone()).or_insert(*value);
            }
        }
        self
    }
}

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Something else.
    #[error("There are no snapshots in this file.")]
    Other,
    /// Of another agent.
    #[error("These are snapshots of @{0}. Open the analytics as that agent to import them.")]
    OtherAgent(String),
}

/// Snapshots as a file.
pub fn to_file(handle: &Handle, snapshots: &[Snapshot]) -> String {
    let list: Vec<Value> = snapshots.iter().map(|snapshot| snapshot.to_json(handle)).collect();
    json::text(&json!({ "format": FORMAT, "version": 1, "agent": handle.as_str(), "snapshots": list }))
}

/// The snapshots of a file, up to today. What cannot be read in it is left out.
///
/// # Errors
/// When it holds none of this agent.
pub fn of_file(handle: &Handle, text: &str, today: NaiveDate) -> Result<Vec<Snapshot>, ImportError> {
    let json: Value = serde_json::from_str(text).map_err(|_| ImportError::Other)?;
    let fields = Fields::of(&json).filter(|fields| fields.text(&["format"]).as_deref() == Some(FORMAT)).ok_or(ImportError::Other)?;
    let agent = fields.text(&["agent"]).unwrap_or_default();
    if agent != handle.as_str() {
        return Err(ImportError::OtherAgent(agent.chars().take(40).collect()));
    }
    let list = fields.get(&["snapshots"]).and_then(Value::as_array).ok_or(ImportError::Other)?;
    let found: Vec<Snapshot> = list.iter().take(MOST).filter_map(|one| Snapshot::of_json(one, today)).collect();
    if found.is_empty() { Err(ImportError::Other) } else { Ok(found) }
}

/// Those that say more than what is there: of days without one, or taken later on their day.
fn news(own: &[Snapshot], found: Vec<Snapshot>) -> Vec<Snapshot> {
    let taken_at: BTreeMap<NaiveDate, i64> = own.iter().map(|snapshot| (snapshot.day, snapshot.at)).collect();
    let later = found.into_iter().filter(|snapshot| taken_at.get(&snapshot.day).is_none_or(|at| *at < snapshot.at));
    later.map(|snapshot| snapshot.filled_from(own)).collect()
}

/// The snapshots of an agent as a page shows them. Copies are the same.
#[derive(Clone, Copy)]
pub struct Recorded {
    /// By day; nothing until they were read.
    pub snapshots: RwSignal<Option<Vec<Snapshot>>>,
    /// Why there are none, when the browser keeps none.
    pub trouble: RwSignal<Option<DatabaseError>>,
}

impl Recorded {
    /// Reads what was recorded, and records today.
    pub fn open(store: Store, handle: &Handle) -> Self {
        let recorded = Self { snapshots: RwSignal::new(None), trouble: RwSignal::new(None) };
        let handle = handle.clone();
        spawn_local(async move {
            recorded.read(&handle).await;
            if record(store, &handle).await == Some(Ok(())) {
                recorded.read(&handle).await;
            }
        });
        recorded
    }

    async fn read(self, handle: &Handle) {
        match all(handle).await {
            Ok(found) => {
                self.trouble.try_set(None);
                self.snapshots.try_set(Some(found));
            }
            Err(error) => {
                self.trouble.try_set(Some(error));
                self.snapshots.try_update(|shown| {
                    shown.get_or_insert_default();
                });
            }
        }
    }

    /// Adds the agent's snapshots of a file; tells how many were new.
    ///
    /// # Errors
    /// Why they were not kept.
    pub async fn add(self, handle: &Handle, found: Vec<Snapshot>) -> Result<usize, DatabaseError> {
        let news = news(&all(handle).await?, found);
        put(handle, &news).await?;
        self.read(handle).await;
        Ok(news.len())
    }

    /// Forgets all of the agent.
    ///
    /// # Errors
    /// Why they are still there.
    pub async fn clear(self, handle: &Handle) -> Result<(), DatabaseError> {
        TABLE.remove_all(handle.as_str()).await?;
        self.read(handle).await;
        Ok(())
    }

    /// The figures of a name, by day; tracked.
    pub fn figure(self, name: &str) -> Vec<(NaiveDate, f64)> {
        self.snapshots.with(|snapshots| {
            snapshots.iter().flatten().filter_map(|snapshot| Some((snapshot.day, *snapshot.figures.get(name)?))).collect()
        })
    }
}

async fn all(handle: &Handle) -> Result<Vec<Snapshot>, DatabaseError> {
    let records = TABLE.all(handle.as_str()).await?;
    let today = today();
    Ok(records.iter().filter_map(|record| Snapshot::of_json(&serde_json::from_str(record).ok()?, today)).collect())
}

async fn put(handle: &Handle, snapshots: &[Snapshot]) -> Result<(), DatabaseError> {
    let records: Vec<String> = snapshots.iter().map(|snapshot| json::text(&snapshot.to_json(handle))).collect();
    TABLE.put(&records).await
}

/// Puts one in the place of an earlier one of its day.
async fn put_over(handle: &Handle, snapshot: Snapshot) -> Result<(), DatabaseError> {
    let snapshot = snapshot.filled_from(&all(handle).await?);
    put(handle, &[snapshot]).await
}

fn mark(handle: &Handle) -> String {
    ["ia.recorded.", handle.as_str()].concat()
}

/// Today by UTC.
pub fn today() -> NaiveDate {
    DateTime::from_timestamp_millis(time::now()).map(|now| now.date_naive()).unwrap_or_default()
}

/// Whether today's snapshot of an agent is still to be taken.
pub fn is_due(handle: &Handle) -> bool {
    storage::read(&mark(handle)).is_none_or(|day| day != today().to_string())
}

/// Takes today's snapshot of an agent, unless that is done; nothing then. What cannot be read now is tried again at the next visit.
pub async fn record(store: Store, handle: &Handle) -> Option<Result<(), DatabaseError>> {
    if !is_due(handle) || network::is_offline() {
        return None;
    }
    let day = today();
    let (figures, is_complete) = read_figures(store, handle).await;
    if figures.is_empty() {
        return None;
    }
    let outcome = put_over(handle, Snapshot { day, at: time::now(), figures }).await;
    if outcome.is_ok() && is_complete {
        // Where nothing can be stored, it is read again at the next visit.
        let _ = storage::write(&mark(handle), &day.to_string());
    }
    Some(outcome)
}

/// Takes today's snapshot of each signed-in agent, one after the other. Why one could not be taken shows on its page.
pub async fn record_all(store: Store) {
    for account in untrack(|| store.accounts.all()) {
        if account.tokens.is_some() {
            let _ = record(store, &account.handle).await;
        }
    }
}

/// Everything that the service tells of an agent in figures, and whether all of it could be read.
async fn read_figures(store: Store, handle: &Handle) -> (BTreeMap<String, f64>, bool) {
    let actor = Actor::Agent(handle.clone());
    let (mut figures, mut is_complete) = (BTreeMap::new(), true);
    let mut put = |name: &str, value: Option<f64>| {
        if let Some(value) = value {
            figures.insert(name.to_owned(), value);
        }
    };
    let mut read = |outcome: Result<(), ApiError>| is_complete &= outcome.is_ok();
    read(store.client.send_quietly(&actor, &Me {}).await.map(|profile| {
        put("followers", profile.follower_count.map(float));
        put("following", profile.following_count.map(float));
        put("posts", profile.post_count.map(float));
    }));
    read(store.client.send_quietly(&actor, &AgentXp { handle: handle.clone(), page: PageRequest::first(1) }).await.map(|xp| {
        put("axp", xp.axp.total.map(float));
        put("level", xp.axp.level.map(float));
    }));
    for range in Range::ALL {
        read(store.client.send_quietly(&actor, &AnalyticsOverview { range: *range }).await.map(|overview| {
            for trend in &overview.trends {
                put(&name(*range, trend.metric.as_str()), trend.current);
            }
        }));
    }
    (figures, is_complete)
}

/// The name of a figure of the overview in a snapshot.
pub fn name(range: Range, metric: &str) -> String {
    [range.as_str(), "/", metric].concat()
}

#[expect(clippy::cast_precision_loss, reason = "no counter comes near 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn handle() -> Handle {
        Handle::existing("nova").expect("a handle")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn snapshot(on: &str, at: i64, followers: f64) -> Snapshot {
        Snapshot { day: day(on), at, figures: BTreeMap::from([("followers".to_owned(), followers)]) }
    }

    #[test]
    fn a_file_is_read_back() {
        let snapshots = vec![snapshot("2026-11-22", 5, 3.0), snapshot("2026-11-23", 6, 4.5)];
        assert_eq!(of_file(&handle(), &to_file(&handle(), &snapshots), day("2026-11-23")), Ok(snapshots));
    }

    #[test]
    fn days_that_nobody_can_have_recorded_are_left_out() {
        let days = ["-2000-01-01", "1999-12-31", "2000-01-01", "2026-11-23", "2026-11-24", "2999-01-01"];
        let file = to_file(&handle(), &days.map(|day| snapshot(day, 5, 3.0)));
        let found = of_file(&handle(), &file, day("2026-11-23")).expect("snapshots");
        assert_eq!(found.iter().map(|snapshot| snapshot.day.to_string()).collect::<Vec<_>>(), ["2000-01-01", "2026-11-23"]);
    }

    #[test]
    fn files_of_others_are_refused() {
        let file = to_file(&Handle::existing("owl").expect("a handle"), &[snapshot("2026-11-22", 5, 3.0)]);
        assert_eq!(of_file(&handle(), &file, day("2026-11-23")), Err(ImportError::OtherAgent("owl".to_owned())));
        for text in ["", "{", "[]", "{}", r#"{"format":"imagineanything-snapshots","agent":"nova","snapshots":[{"day":"x"}]}"#] {
            assert_eq!(of_file(&handle(), text, day("2026-11-23")), Err(ImportError::Other), "{text}");
        }
    }

    #[test]
    fn the_later_snapshot_of_a_day_counts() {
        let own = [snapshot("2026-11-22", 5, 3.0), snapshot("2026-11-23", 9, 4.0)];
        let found = vec![snapshot("2026-11-21", 1, 1.0), snapshot("2026-11-22", 7, 8.0), snapshot("2026-11-23", 8, 9.0)];
        assert_eq!(news(&own, found.clone()), found[..2]);
    }

    #[test]
    fn a_later_snapshot_that_tells_less_takes_nothing_away() {
        let own = [snapshot("2026-11-22", 5, 3.0), snapshot("2026-11-23", 5, 4.0)];
        let less = Snapshot { figures: BTreeMap::from([("axp".to_owned(), 7.0)]), ..snapshot("2026-11-23", 9, 0.0) };
        let kept = less.filled_from(&own).figures;
        assert_eq!(kept, BTreeMap::from([("axp".to_owned(), 7.0), ("followers".to_owned(), 4.0)]));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = of_file(&handle(), &text, NaiveDate::default());
        }
    }
}
