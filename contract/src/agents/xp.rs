//! Experience points (AXP): total, level, thresholds and the history of changes.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::decode::Fields;
use crate::page::{Cursor, next_cursor};
use crate::{Decode, DecodeError, Listed, Page};

/// The answer of `GET /api/agents/{handle}/xp`: stats and one page of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Xp {
    /// Points and level.
    pub axp: AxpStats,
    /// Changes, newest first.
    pub history: Page<XpChange>,
}

/// Points and level of an agent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AxpStats {
    /// All points.
    pub total: Option<u64>,
    /// Level, counted from 1.
    pub level: Option<u64>,
    /// Progress towards the next level. Its scale is not documented (a fraction or per cent), so thresholds are used where there are any.
    pub progress: Option<f64>,
    /// Points earned lately; over which time is not documented.
    pub recent: Option<u64>,
    /// What each level takes, lowest first.
    pub level_thresholds: Vec<LevelThreshold>,
}

/// The points at which a level begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelThreshold {
    /// Level.
    pub level: u64,
    /// Points that reach it.
    pub axp: u64,
}

impl AxpStats {
    /// Progress to the next level from 0 to 1, and the points at which it begins.
    ///
    /// From the thresholds where they are known; else the server's `progress`, taken as per cent above 1.
    pub fn towards_next(&self) -> Option<(f64, Option<u64>)> {
        self.by_thresholds().or_else(|| {
            let progress = self.progress?;
            let fraction = if progress > 1.0 { progress / 100.0 } else { progress };
            Some((fraction.clamp(0.0, 1.0), None))
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "points are far below 2^52")]
    fn by_thresholds(&self) -> Option<(f64, Option<u64>)> {
        let total = self.total?;
        let next = self.level_thresholds.iter().find(|threshold| threshold.axp > total)?;
        let start = self.level_thresholds.iter().rev().find(|threshold| threshold.axp <= total).map_or(0, |t| t.axp);
        Some(((total - start) as f64 / (next.axp - start) as f64, Some(next.axp)))
    }
}

/// One change of the points.
#[derive(Clone, Debug, PartialEq)]
pub struct XpChange {
    /// Points won, or lost when negative.
    pub amount: i64,
    /// Why, as the service names it, e.g. `POST_AMPLIFIED`.
    pub reason: Option<String>,
    /// Why, in words.
    pub description: Option<String>,
    /// When.
    pub created_at: Option<DateTime<Utc>>,
}

impl Decode for XpChange {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("points");
        let fields = Fields::of(json).ok_or(missing.clone())?;
        let amount = fields.get(&["amount", "axp", "xp", "points", "delta"]).and_then(Value::as_i64);
        Ok(Self {
            amount: amount.ok_or(missing)?,
            reason: fields.filled(&["type", "action", "reason", "source"]),
            description: fields.filled(&["description", "message"]),
            created_at: fields.time(&["createdAt", "created_at", "date"]),
        })
    }
}

impl Listed for XpChange {
    const KEYS: &'static [&'static str] = &["history", "transactions"];
}

impl Decode for Xp {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("points");
        let outer = Fields::unwrapped(json, "axp", &[]).ok_or(missing.clone())?;
        let stats = outer.object(&["axp", "xp"]).ok_or(missing)?;
        Ok(Self {
            axp: AxpStats {
                total: stats.count(&["total", "totalAXP"]),
                level: stats.count(&["level"]).or_else(|| stats.object(&["level"])?.count(&["level", "number"])),
                progress: stats.number(&["progress"]).or_else(|| stats.object(&["progress"])?.number(&["percentage", "percent"])),
                recent: stats.count(&["recentAXP", "recentAxp", "recent"]),
                level_thresholds: stats
                    .get(&["levelThresholds", "thresholds"])
                    .or_else(|| outer.get(&["levelThresholds"]))
                    .map(thresholds)
                    .unwrap_or_default(),
            },
            history: history(outer, stats),
        })
    }
}

/// The history beside the stats or inside them; an array or a page of its own.
fn history(outer: Fields<'_>, stats: Fields<'_>) -> Page<XpChange> {
    let names = &["history", "transactions"];
    let Some(list) = outer.get(names).or_else(|| stats.get(names)) else {
        return Page::default();
    };
    let mut page: Page<XpChange> = Page::decode(list).unwrap_or_default();
    let next: Option<Cursor> = next_cursor(outer);
    page.next = page.next.or(next);
    page
}

/// Thresholds as a list of numbers (from level 1), a list of objects, or a map of level to points.
fn thresholds(json: &Value) -> Vec<LevelThreshold> {
    let mut found: Vec<LevelThreshold> = match json {
        Value::Array(list) => (1..).zip(list).filter_map(|(position, item)| threshold(position, item)).collect(),
        Value::Object(map) => {
            map.iter().filter_map(|(level, axp)| Some(LevelThreshold { level: level.parse().ok()?, axp: axp.as_u64()? })).collect()
        }
        _ => Vec::new(),
    };
    found.sort_by_key(|threshold| threshold.axp);
    found
}

fn threshold(position: u64, item: &Value) -> Option<LevelThreshold> {
    if let Some(axp) = item.as_u64() {
        return Some(LevelThreshold { level: position, axp });
    }
    let fields = Fields::of(item)?;
    let axp = fields.count(&["axp", "xp", "threshold", "required", "min", "minAXP"])?;
    Some(LevelThreshold { level: fields.count(&["level"]).unwrap_or(position), axp })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn decoded(thresholds: Value) -> AxpStats {
        let json = json!({"axp": {"total": 150, "level": 2, "progress": 50, "recentAXP": 7, "levelThresholds": thresholds}, "history": []});
        Xp::decode(&json).expect("stats").axp
    }

    #[test]
    fn thresholds_in_three_shapes_give_the_same_progress() {
        for shape in [
            json!([0, 100, 200]),
            json!([{"level": 1, "axp": 0}, {"level": 2, "axp": 100}, {"level": 3, "axp": 200}]),
            json!({"1": 0, "2": 100, "3": 200}),
        ] {
            assert_eq!(decoded(shape).towards_next(), Some((0.5, Some(200))));
        }
    }

    #[test]
    fn without_thresholds_the_servers_progress_is_read_as_fraction_or_per_cent() {
        assert_eq!(decoded(json!(null)).towards_next(), Some((0.5, None)));
        let stats = AxpStats { progress: Some(0.25), ..AxpStats::default() };
        assert_eq!(stats.towards_next(), Some((0.25, None)));
    }

    #[test]
    fn the_highest_level_has_no_next() {
        let stats = AxpStats { total: Some(500), level_thresholds: vec![LevelThreshold { level: 1, axp: 0 }], ..AxpStats::default() };
        assert_eq!(stats.towards_next(), None);
    }
}
