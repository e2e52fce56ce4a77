//! What this device keeps of an agent's studio: what waits for its turn, what was started here, and the matrices.

use contract::Handle;
use contract::decode::Fields;
use contract::id::JobId;
use serde_json::{Value, json};

use super::Order;
use crate::browser::json;
use crate::browser::storage::{self, StorageError};

/// So many jobs that were started here are remembered, with their settings.
const MOST_STARTED: usize = 60;
/// So many matrices are kept.
const MOST_GRIDS: usize = 6;

/// Something that waits for its turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Tells it from the others, also once it has become a job.
    pub number: u64,
    /// What is to be made.
    pub order: Order,
    /// The failed job that is to be started once more.
    pub retry: Option<JobId>,
    /// When it was sent (Unix milliseconds), while the answer is not known.
    pub sent_at: Option<i64>,
    /// Jobs with the same prompt that were known when it was sent.
    pub before: Vec<String>,
    /// Why it does not start.
    pub trouble: Option<String>,
}

impl Waiting {
    /// Something new.
    pub fn new(number: u64, order: Order) -> Self {
        Self { number, order, retry: None, sent_at: None, before: Vec::new(), trouble: None }
    }

    /// Whether it may be started as soon as there is room.
    pub fn is_ready(&self) -> bool {
        self.trouble.is_none() && self.sent_at.is_none()
    }

    fn to_json(&self) -> Value {
        json!({ "number": self.number, "order": self.order.to_json(), "retry": self.retry, "sentAt": self.sent_at, "before": self.before,
            "trouble": self.trouble })
    }

    fn read(json: &Value) -> Option<Self> {
        let fields = Fields::of(json)?;
        Some(Self {
            number: fields.count(&["number"])?,
            order: Order::read(fields.get(&["order"])?)?,
            retry: fields.text(&["retry"]).and_then(|id| JobId::parse(&id)),
            sent_at: fields.get(&["sentAt"]).and_then(Value::as_i64),
            before: fields.texts(&["before"]),
            trouble: fields.text(&["trouble"]),
        })
    }
}

/// A job that was started here.
#[derive(Clone, Debug, PartialEq)]
pub struct Started {
    /// The job.
    pub job: JobId,
    /// The number under which it waited.
    pub number: u64,
    /// When (Unix milliseconds by this device).
    pub at: i64,
    /// Its settings: the service does not send all of them back.
    pub order: Order,
    /// Whether its end is not known yet.
    pub is_open: bool,
}

impl Started {
    fn to_json(&self) -> Value {
        json!({ "job": self.job, "number": self.number, "at": self.at, "order": self.order.to_json(), "open": self.is_open })
    }

    fn read(json: &Value) -> Option<Self> {
        let fields = Fields::of(json)?;
        Some(Self {
            job: JobId::parse(&fields.text(&["job"])?)?,
            number: fields.count(&["number"])?,
            at: fields.get(&["at"]).and_then(Value::as_i64)?,
            order: Order::read(fields.get(&["order"])?)?,
            is_open: fields.flag(&["open"]).unwrap_or_default(),
        })
    }
}

/// One prompt, several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Tells it from the others.
    pub number: u64,
    /// The prompt that all share.
    pub prompt: String,
    /// The ways.
    pub cells: Vec<Cell>,
}

/// One of the ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The number under which it waits, or was started.
    pub number: u64,
    /// What is different about it.
    pub label: String,
    /// Whether it is to be kept.
    pub is_kept: bool,
}

impl Grid {
    fn to_json(&self) -> Value {
        let cell = |cell: &Cell| json!({ "number": cell.number, "label": cell.label, "kept": cell.is_kept });
        json!({ "number": self.number, "prompt": self.prompt, "cells": self.cells.iter().map(cell).collect::<Vec<_>>() })
    }

    fn read(json: &Value) -> Option<Self> {
        let fields = Fields::of(json)?;
        let cell = |json: &Value| {
            let fields = Fields::of(json)?;
            let (number, label) = (fields.count(&["number"])?, fields.text(&["label"]).unwrap_or_default());
            Some(Cell { number, label, is_kept: fields.flag(&["kept"]).unwrap_or_default() })
        };
        let cells = fields.list(&["cells"])?.iter().filter_map(cell).collect();
        Some(Self { number: fields.count(&["number"])?, prompt: fields.text(&["prompt"]).unwrap_or_default(), cells })
    }
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// What waits, in order.
    pub waiting: Vec<Waiting>,
    /// What was started here, the latest first.
    pub started: Vec<Started>,
    /// Matrices, the latest first.
    pub grids: Vec<Grid>,
}

impl Shelf {
    /// The key of an agent's shelf.
    pub fn key(agent: &Handle) -> String {
        ["ia.studio.", agent.as_str()].concat()
    }

    /// What is kept; empty where there is nothing, or nothing readable.
    pub fn load(agent: &Handle) -> Self {
        storage::read(&Self::key(agent)).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When the browser has no room or forbids it.
    pub fn save(&self, agent: &Handle) -> Result<(), StorageError> {
        storage::write(&Self::key(agent), &self.to_text())
    }

    /// Whether something waits or its end is not known: then somebody has to look after it.
    pub fn is_busy(&self) -> bool {
        self.waiting.iter().any(|waiting| waiting.trouble.is_none()) || self.started.iter().any(|started| started.is_open)
    }

    /// A number that none of it has.
    pub fn next_number(&self, now: i64) -> u64 {
        let numbers = self.waiting.iter().map(|one| one.number).chain(self.started.iter().map(|one| one.number));
        let cells = self.grids.iter().flat_map(|grid| grid.cells.iter().map(|cell| cell.number).chain([grid.number]));
        let last = numbers.chain(cells).max().unwrap_or(0);
        u64::try_from(now).unwrap_or(0).max(last + 1)
    }

    /// Notes that something was started.
    pub fn begin(&mut self, number: u64, job: JobId, order: Order, now: i64) {
        self.waiting.retain(|waiting| waiting.number != number);
        let earlier = self.started.iter().position(|started| started.job == job).map(|place| self.started.remove(place));
        let number = earlier.map_or(number, |earlier| earlier.number);
        self.started.insert(0, Started { job, number, at: now, order, is_open: true });
        self.started.truncate(MOST_STARTED);
    }

    /// Notes a matrix.
    pub fn add_grid(&mut self, grid: Grid) {
        self.grids.insert(0, grid);
        self.grids.truncate(MOST_GRIDS);
    }

    /// A job that was started here.
    pub fn started(&self, job: &JobId) -> Option<&Started> {
        self.started.iter().find(|started| started.job == *job)
    }

    fn to_text(&self) -> String {
        let waiting: Vec<Value> = self.waiting.iter().map(Waiting::to_json).collect();
        let started: Vec<Value> = self.started.iter().map(Started::to_json).collect();
        let grids: Vec<Value> = self.grids.iter().map(Grid::to_json).collect();
        json::text(&json!({ "version": 1, "waiting": waiting, "started": started, "grids": grids }))
    }

    fn parse(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(fields) = Fields::of(&json) else { return Self::default() };
        let list = |name: &str| fields.list(&[name]).map(Vec::as_slice).unwrap_or_default();
        Self {
            waiting: list("waiting").iter().filter_map(Waiting::read).collect(),
            started: list("started").iter().filter_map(Started::read).collect(),
            grids: list("grids").iter().filter_map(Grid::read).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::generation::GenerationType;
    use contract::providers::Provider;

    fn order() -> Order {
        let (provider, kind) = (Some(Provider::OpenAi), Some(GenerationType::Image));
        Order { provider, kind, prompt: "a city".into(), content: "Look".into(), model: None, params: serde_json::Map::new() }
    }

    fn job(id: &str) -> JobId {
        JobId::parse(id).expect("an id")
    }

    #[test]
    fn a_shelf_is_read_back_and_a_broken_one_is_empty() {
        let mut shelf = Shelf::default();
        shelf.waiting.push(Waiting { sent_at: Some(5), before: vec!["j0".into()], ..Waiting::new(1, order()) });
        shelf.waiting.push(Waiting { retry: Some(job("j1")), trouble: Some("No.".into()), ..Waiting::new(2, order()) });
        shelf.begin(3, job("j3"), order(), 9);
        shelf.add_grid(Grid { number: 4, prompt: "a city".into(), cells: vec![Cell { number: 3, label: "x".into(), is_kept: true }] });
        assert_eq!(Shelf::parse(&shelf.to_text()), shelf);
        for text in ["{", "[1]", r#"{"waiting":[{"number":"x"}],"started":7}"#] {
            assert_eq!(Shelf::parse(text), Shelf::default());
        }
    }

    #[test]
    fn numbers_are_never_given_twice_even_when_the_clock_stands_still() {
        let mut shelf = Shelf::default();
        let first = shelf.next_number(1_000);
        shelf.waiting.push(Waiting::new(first, order()));
        let second = shelf.next_number(1_000);
        assert_eq!((first, second), (1_000, 1_001));
    }

    #[test]
    fn what_was_started_no_longer_waits_and_a_retry_keeps_its_number() {
        let mut shelf = Shelf { waiting: vec![Waiting::new(1, order())], ..Shelf::default() };
        shelf.begin(1, job("j1"), order(), 9);
        assert!(shelf.waiting.is_empty() && shelf.is_busy());
        shelf.begin(2, job("j1"), order(), 10);
        assert_eq!((shelf.started.len(), shelf.started[0].number, shelf.started[0].at), (1, 1, 10));
    }
}
