//! A chart in words: one sentence that sums it up, and what is said of a step.

use super::data::{Data, Step};
use super::drawing::Kind;
use crate::parts::format::full_count;

/// What is said where there is no value.
const UNKNOWN: &str = "unknown";

/// What a chart is about.
#[derive(Clone, Debug)]
pub struct About {
    /// Heading.
    pub title: String,
    /// What the values count, e.g. `AXP`; empty where `write` says it.
    pub unit: String,
    /// What a step is, e.g. `Day`.
    pub step: &'static str,
    /// How it is drawn.
    pub kind: Kind,
    /// How a value is written.
    pub write: fn(i64) -> String,
    /// How many digits of a value stand behind the point, in files.
    pub decimals: u32,
    /// Whether values of several steps add up, as those do that count what happened in each.
    pub adds_up: bool,
}

impl About {
    /// Whole numbers.
    pub fn new(title: impl Into<String>, unit: impl Into<String>, step: &'static str, kind: Kind) -> Self {
        Self {
            title: title.into(),
            unit: unit.into(),
            step,
            kind,
            write: figure,
            decimals: 0,
            adds_up: kind == Kind::Calendar || kind == Kind::Bars,
        }
    }

    /// The same with values that are written otherwise, and have decimals.
    #[must_use]
    pub fn written(mut self, write: fn(i64) -> String, decimals: u32) -> Self {
        self.write = write;
        self.decimals = decimals;
        self
    }

    /// The same with values that count what happened in each step.
    #[must_use]
    pub const fn adding_up(mut self) -> Self {
        self.adds_up = true;
        self
    }

    /// The same with steps that are compared with each other: their values do not add up.
    #[must_use]
    pub const fn apart(mut self) -> Self {
        self.adds_up = false;
        self
    }

    /// A value with its unit.
    pub fn value(&self, value: i64) -> String {
        let written = (self.write)(value);
        if self.unit.is_empty() { written } else { [&written, " ", &self.unit].concat() }
    }

    /// What is said of a step.
    pub fn told(&self, data: &Data, index: usize) -> Vec<String> {
        let Some(step) = data.steps.get(index) else { return Vec::new() };
        if let [only] = data.series.as_slice() {
            let value = only.values.get(index).copied().flatten();
            return vec![value.map_or_else(|| UNKNOWN.to_owned(), |value| self.value(value)), step.label.clone()];
        }
        let named = data.at(index).map(|(series, value)| [&series.name, ": ", &(self.write)(value)].concat());
        std::iter::once(step.label.clone()).chain(named).collect()
    }

    /// The same for those who listen.
    pub fn spoken(&self, data: &Data, index: usize) -> String {
        let Some(step) = data.steps.get(index) else { return String::new() };
        let parts: Vec<String> = match data.series.as_slice() {
            [_] => data.at(index).map(|(_, value)| self.value(value)).collect(),
            _ => data.at(index).map(|(series, value)| [&series.name, " ", &(self.write)(value)].concat()).collect(),
        };
        [&step.label, ": ", &if parts.is_empty() { UNKNOWN.to_owned() } else { parts.join(", ") }].concat()
    }

    /// The whole chart in one sentence, or one for each line.
    pub fn summary(&self, data: &Data) -> String {
        if matches!(self.kind, Kind::Bars | Kind::Calendar) {
            return if self.adds_up { self.heap(data, |index| Some(data.sum(index))) } else { self.each(data) };
        }
        let several = data.series.len() > 1;
        let sentences = data.series.iter().filter_map(|series| {
            let told = if self.adds_up {
                self.heap(data, |index| series.values.get(index).copied().flatten())
            } else {
                self.course(data, &series.values)?
            };
            Some(if several { [&series.name, ": ", &told].concat() } else { told })
        });
        sentences.collect::<Vec<_>>().join(" ")
    }

    /// `from 5 to 9 AXP between 1 Nov and 23 Nov (+4).`
    fn course(&self, data: &Data, values: &[Option<i64>]) -> Option<String> {
        let known = || values.iter().enumerate().filter_map(|(index, value)| Some((index, (*value)?)));
        let (first, last) = (known().next()?, known().next_back()?);
        let label = |index: usize| data.steps.get(index).map_or("", |step| step.label.as_str());
        let from = if data.series.len() > 1 { "from " } else { "From " };
        let change = self.change(last.1.saturating_sub(first.1));
        let ends = [from, &(self.write)(first.1), " to ", &self.value(last.1), " between ", label(first.0), " and ", label(last.0)];
        Some([&ends.concat(), " (", &change, ")."].concat())
    }

    /// `@nova: 41 likes. @owl: 5 likes.`
    fn each(&self, data: &Data) -> String {
        let told = |(index, step): (usize, &Step)| {
            let is_known = data.at(index).next().is_some();
            [&step.label, ": ", &if is_known { self.value(data.sum(index)) } else { UNKNOWN.to_owned() }, "."].concat()
        };
        data.steps.iter().enumerate().map(told).collect::<Vec<_>>().join(" ")
    }

    /// `41 posts in all, the most at 3 Nov: 5.`
    fn heap(&self, data: &Data, value: impl Fn(usize) -> Option<i64>) -> String {
        let known = || (0..data.len()).filter_map(|index| Some((index, value(index)?)));
        let all = known().fold(0_i64, |all, (_, value)| all.saturating_add(value));
        let most = known().reduce(|best, next| if next.1 > best.1 { next } else { best }).filter(|(_, value)| *value > 0);
        let Some((index, most)) = most else { return [&self.value(all), " in all."].concat() };
        let label = data.steps.get(index).map_or("", |step| step.label.as_str());
        [&self.value(all), " in all, the most at ", label, ": ", &(self.write)(most), "."].concat()
    }

    /// A difference with its sign.
    pub fn change(&self, value: i64) -> String {
        let written = (self.write)(value);
        if value > 0 { ["+", &written].concat() } else { written }
    }
}

/// A whole number, its digits grouped; with a minus sign where it has one.
pub fn figure(value: i64) -> String {
    let digits = full_count(value.unsigned_abs());
    if value < 0 { ["−", &digits].concat() } else { digits }
}

/// A difference with its sign.
pub fn change(value: i64) -> String {
    if value > 0 { ["+", &figure(value)].concat() } else { figure(value) }
}

/// A value in tenths of a per cent: `12.5 %`.
pub fn per_cent(tenths: i64) -> String {
    let size = tenths.unsigned_abs();
    [if tenths < 0 { "−" } else { "" }, &(size / 10).to_string(), ".", &(size % 10).to_string(), " %"].concat()
}

#[cfg(test)]
mod tests {
    use super::super::data::{Series, Step, Tone};
    use super::super::drawing::Base;
    use super::*;

    fn data(series: &[(&str, Tone, &[Option<i64>])]) -> Data {
        let steps = ["1 Nov", "2 Nov", "3 Nov"].map(|label| Step { label: label.to_owned(), key: label.to_owned() });
        let series = series.iter().map(|(name, tone, values)| Series { name: (*name).to_owned(), tone: *tone, values: values.to_vec() });
        Data { steps: steps.to_vec(), series: series.collect(), months: Vec::new() }
    }

    fn about(kind: Kind) -> About {
        About::new("T", "AXP", "Day", kind).written(|value| value.to_string(), 0)
    }

    #[test]
    fn a_line_is_told_by_its_ends() {
        let one = data(&[("", Tone::One, &[None, Some(5), Some(9)])]);
        let line = about(Kind::Line(Base::Zero));
        assert_eq!(line.summary(&one), "From 5 to 9 AXP between 2 Nov and 3 Nov (+4).");
        assert_eq!((line.spoken(&one, 1), line.spoken(&one, 0)), ("2 Nov: 5 AXP".to_owned(), "1 Nov: unknown".to_owned()));
        let two = data(&[("Now", Tone::One, &[Some(1), Some(2), Some(3)]), ("Before", Tone::Before, &[Some(1), Some(1), None])]);
        assert_eq!(
            line.summary(&two),
            "Now: from 1 to 3 AXP between 1 Nov and 3 Nov (+2). Before: from 1 to 1 AXP between 1 Nov and 2 Nov (0)."
        );
        assert_eq!(
            line.clone().adding_up().summary(&two),
            "Now: 6 AXP in all, the most at 3 Nov: 3. Before: 2 AXP in all, the most at 1 Nov: 1."
        );
        assert_eq!(line.told(&two, 2), ["3 Nov", "Now: 3"]);
        assert_eq!(line.spoken(&two, 0), "1 Nov: Now 1, Before 1");
    }

    #[test]
    fn bars_are_told_by_their_sum_and_the_highest() {
        let one = data(&[("", Tone::One, &[Some(0), Some(5), Some(2)])]);
        assert_eq!(about(Kind::Bars).summary(&one), "7 AXP in all, the most at 2 Nov: 5.");
        assert_eq!(about(Kind::Bars).summary(&data(&[("", Tone::One, &[])])), "0 AXP in all.");
    }

    #[test]
    fn steps_that_are_compared_are_told_one_by_one() {
        let two = data(&[("Likes", Tone::One, &[Some(3), Some(5), None]), ("Comments", Tone::Two, &[Some(1), None, None])]);
        assert_eq!(about(Kind::Bars).apart().summary(&two), "1 Nov: 4 AXP. 2 Nov: 5 AXP. 3 Nov: unknown.");
    }

    #[test]
    fn shares_have_one_digit_behind_the_point() {
        assert_eq!([125, -4, 0].map(per_cent), ["12.5 %", "−0.4 %", "0.0 %"]);
    }
}
