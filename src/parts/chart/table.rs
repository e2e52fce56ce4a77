//! The figures of a chart as a table, and as a file for spreadsheets.

use leptos::prelude::*;

use super::About;
use super::data::Data;
use crate::parts::csv::cell;
use crate::parts::dynamic::dynamic;

/// Rows that are shown at first, and more of at once.
const ROWS: usize = 200;

/// The table, the latest step first.
#[component]
pub fn Table(about: StoredValue<About>, data: Memo<Data>) -> impl IntoView {
    let shown = RwSignal::new(ROWS);
    let (title, step, unit) = about.with_value(|about| (about.title.clone(), about.step, about.unit.clone()));
    let label = if unit.is_empty() { title } else { [&unit, " by ", &step.to_ascii_lowercase()].concat() };
    let head = dynamic(move || data.with(|data| head(data, step, &unit)));
    let rows = dynamic(move || {
        data.with(|data| {
            let rows = (0..data.len()).rev().take(shown.get()).map(|index| about.with_value(|about| row(about, data, index)));
            rows.collect_view()
        })
    });
    let more = dynamic(move || {
        let has_more = data.with(Data::len) > shown.get();
        has_more.then(|| view! { <button class="text-button" type="button" on:click=move |_| shown.update(|shown| *shown += ROWS)>"Show more"</button> })
    });
    view! {
        <div class="table-box" tabindex="0" role="group" aria-label=label>
            <table class="table"><thead>{head}</thead><tbody>{rows}</tbody></table>
            {more}
        </div>
    }
}

fn head(data: &Data, step: &'static str, unit: &str) -> AnyView {
    let columns = match data.series.as_slice() {
        [_] => vec![if unit.is_empty() { "Value".to_owned() } else { unit.to_owned() }, "Change".to_owned()],
        several => several.iter().map(|series| series.name.clone()).collect(),
    };
    let columns = columns.into_iter().map(|name| view! { <th scope="col" class="number">{name}</th> }).collect_view();
    view! { <tr><th scope="col">{step}</th>{columns}</tr> }.into_any()
}

fn row(about: &About, data: &Data, index: usize) -> AnyView {
    let value = |index: usize, series: usize| data.series.get(series).and_then(|series| series.values.get(index).copied().flatten());
    let written = |value: Option<i64>| value.map_or_else(|| "–".to_owned(), about.write);
    let cells: Vec<String> = if data.series.len() == 1 {
        let before = index.checked_sub(1).and_then(|before| value(before, 0));
        let change = value(index, 0).zip(before).map(|(now, before)| about.change(now.saturating_sub(before)));
        vec![written(value(index, 0)), change.unwrap_or_else(|| "–".to_owned())]
    } else {
        (0..data.series.len()).map(|series| written(value(index, series))).collect()
    };
    let label = data.steps.get(index).map(|step| step.label.clone());
    let cells = cells.into_iter().map(|cell| view! { <td class="number">{cell}</td> }).collect_view();
    view! { <tr><th scope="row">{label}</th>{cells}</tr> }.into_any()
}

/// All figures for spreadsheets (RFC 4180): steps as machines write them, numbers without grouping.
pub fn csv(about: &About, data: &Data) -> String {
    let single = [if about.unit.is_empty() { about.title.clone() } else { about.unit.clone() }];
    let names: Vec<&str> = match data.series.as_slice() {
        [_] => single.iter().map(String::as_str).collect(),
        several => several.iter().map(|series| series.name.as_str()).collect(),
    };
    let mut text: String = std::iter::once(about.step).chain(names).map(cell).collect::<Vec<_>>().join(",");
    text.push_str("\r\n");
    for (index, step) in data.steps.iter().enumerate() {
        text.push_str(&cell(&step.key));
        for series in &data.series {
            text.push(',');
            if let Some(value) = series.values.get(index).copied().flatten() {
                text.push_str(&plain(value, about.decimals));
            }
        }
        text.push_str("\r\n");
    }
    text
}

/// `1250` with two decimals is `12.50`.
fn plain(value: i64, decimals: u32) -> String {
    let unit = 10_u64.saturating_pow(decimals);
    let (size, sign) = (value.unsigned_abs(), if value < 0 { "-" } else { "" });
    if decimals == 0 {
        return [sign, &size.to_string()].concat();
    }
    let digits = (size % unit).to_string();
    let zeros = "0".repeat((decimals as usize).saturating_sub(digits.len()));
    [sign, &(size / unit).to_string(), ".", &zeros, &digits].concat()
}

#[cfg(test)]
mod tests {
    use super::super::data::{Series, Step, Tone};
    use super::super::drawing::Kind;
    use super::*;

    #[test]
    fn a_file_has_exact_numbers_and_no_formulas() {
        let step = |key: &str| Step { label: "x".to_owned(), key: key.to_owned() };
        let series = |name: &str, values: &[Option<i64>]| Series { name: name.to_owned(), tone: Tone::One, values: values.to_vec() };
        let data = Data {
            steps: vec![step("2026-11-01"), step("=1+1")],
            series: vec![series("@nova", &[Some(1250), None]), series("a, b", &[Some(-5), Some(100_000)])],
            months: Vec::new(),
        };
        let about = About::new("T", "$", "Day", Kind::Bars).written(|value| value.to_string(), 2);
        assert_eq!(csv(&about, &data), "Day,'@nova,\"a, b\"\r\n2026-11-01,12.50,-0.05\r\n'=1+1,,1000.00\r\n");
    }
}
