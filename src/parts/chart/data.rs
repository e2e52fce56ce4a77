//! What a chart shows: values over steps.

/// How a series is told from the others: by colour, and by its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// The first, or the only one.
    #[default]
    One,
    /// The second.
    Two,
    /// The third.
    Three,
    /// The fourth.
    Four,
    /// The fifth.
    Five,
    /// The time before, to compare with.
    Before,
    /// What is expected.
    Ahead,
}

impl Tone {
    /// Those of equal series, in order.
    pub const EQUAL: [Self; 5] = [Self::One, Self::Two, Self::Three, Self::Four, Self::Five];

    /// Its name in the style.
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::Two => "2",
            Self::Three => "3",
            Self::Four => "4",
            Self::Five => "5",
            Self::Before => "before",
            Self::Ahead => "ahead",
        }
    }
}

/// Values over all steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it is called beside others.
    pub name: String,
    /// How it looks.
    pub tone: Tone,
    /// A value for each step, where it is known.
    pub values: Vec<Option<i64>>,
}

/// A step: a day, a month, an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// For people, e.g. `15 Nov`.
    pub label: String,
    /// For machines, e.g. `2026-11-15`.
    pub key: String,
}

/// Series over the same steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// The steps, the earliest first.
    pub steps: Vec<Step>,
    /// One or more series.
    pub series: Vec<Series>,
    /// Calendars only: steps at which a month begins, with its name.
    pub months: Vec<(usize, String)>,
}

impl Data {
    /// One series.
    pub fn single(points: impl IntoIterator<Item = (Step, i64)>) -> Self {
        let (steps, values) = points.into_iter().map(|(step, value)| (step, Some(value))).unzip();
        Self { steps, series: vec![Series { name: String::new(), tone: Tone::One, values }], months: Vec::new() }
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// How many characters the longest label of a step has.
    pub fn longest(&self) -> usize {
        self.steps.iter().map(|step| step.label.chars().count()).max().unwrap_or(0)
    }

    /// Whether the steps are names: unlike those of days and ranges, a missing one does not follow from its neighbours.
    pub fn has_names(&self) -> bool {
        self.steps.iter().all(|step| step.label == step.key)
    }

    /// The known values at a step, with their series.
    pub fn at(&self, index: usize) -> impl Iterator<Item = (&Series, i64)> {
        self.series.iter().filter_map(move |series| Some((series, series.values.get(index).copied().flatten()?)))
    }

    /// The sum of all values at a step.
    pub fn sum(&self, index: usize) -> i64 {
        self.at(index).fold(0, |sum, (_, value)| sum.saturating_add(value))
    }
}
