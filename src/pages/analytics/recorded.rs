//! What the dashboard recorded on this device, day by day: a chart of any figure, and the way in and out as a file.

use chrono::NaiveDate;
use contract::Handle;
use contract::analytics::{Metric, Range};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::axp::step;
use super::figures::drawn;
use super::frame::{View, days};
use crate::browser::download;
use crate::parts::chart::data::{Data, Series, Tone};
use crate::parts::chart::{About, Base, Graph, Kind, figure, per_cent};
use crate::parts::dialog::Confirm;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::use_go;
use crate::parts::rows::{Row, rows};
use crate::route::Route;
use crate::store::Store;
use crate::store::analytics::snapshots::{Recorded, Snapshot, of_file, to_file, today};

/// Files beyond this (bytes) are not read.
const MOST_BYTES: f64 = 50_000_000.0;
/// The figure that is shown first.
const FIRST: &str = "followers";

/// The section with its chart and files.
pub fn recorded_section(view: View) -> AnyView {
    let recorded = view.recorded;
    let names = Memo::new(move |_| recorded.snapshots.with(|snapshots| names(snapshots.as_deref().unwrap_or_default())));
    let metric = Memo::new(move |_| {
        let chosen = view.get().metric;
        names.with(|names| if names.contains(&chosen) { chosen } else { FIRST.to_owned() })
    });
    let has_any = Memo::new(move |_| names.with(|names| !names.is_empty()));
    let told = dynamic(move || recorded.snapshots.with(|snapshots| snapshots.as_deref().map(since)));
    let trouble = dynamic(move || {
        recorded.trouble.get().map(|error| view! { <p class="field-error" role="alert"><Icon name="circle-alert"/>{error.to_string()}</p> })
    });
    view! {
        <section class="chart-box recorded" aria-labelledby="recorded">
            <h2 id="recorded">"Recorded here"</h2>
            <p class="muted">
                "The service tells only how things are now. So the dashboard writes down the figures of each of your agents once a day, in this browser. "
                {told}
            </p>
            {trouble}
            {dynamic(move || has_any.get().then(|| view! { {chooser(view, names, metric)}{dynamic(move || chart(view, &metric.get()))} }))}
            {files(view, has_any)}
        </section>
    }
    .into_any()
}

/// A figure on each day from the first to the last that has it; nothing where it was not recorded.
pub fn day_by_day(figures: &[(NaiveDate, f64)]) -> Vec<(NaiveDate, Option<f64>)> {
    let (Some(first), Some(last)) = (figures.first(), figures.last()) else { return Vec::new() };
    let mut known = figures.iter().peekable();
    let days = first.0.iter_days().take_while(|day| *day <= last.0);
    days.map(|day| (day, known.next_if(|(recorded, _)| *recorded == day).map(|(_, value)| *value))).collect()
}

/// `42 days since 3 Sept.`
fn since(snapshots: &[Snapshot]) -> String {
    let Some(first) = snapshots.first() else { return "Nothing was recorded yet.".to_owned() };
    let count = snapshots.len();
    let count = if count == 1 { "1 day".to_owned() } else { [&figure(i64::try_from(count).unwrap_or(0)), " days"].concat() };
    ["So far ", &count, ", since ", &step(first.day, crate::browser::time::now()).label, "."].concat()
}

/// All figures that any snapshot has, in the order of the alphabet; those of the overview behind the others.
fn names(snapshots: &[Snapshot]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in snapshots.iter().flat_map(|snapshot| snapshot.figures.keys()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names.sort_by_key(|name| (name.contains('/'), name.clone()));
    names
}

/// What a figure is called: `Views in 7 days`.
pub fn label(name: &str) -> String {
    let (range, metric) = parts(name);
    let label = if name == "axp" { "AXP".to_owned() } else { metric.label() };
    range.map_or_else(|| label.clone(), |range| [&label, " in ", &days(range)].concat())
}

fn parts(name: &str) -> (Option<Range>, Metric) {
    match name.split_once('/').and_then(|(range, metric)| Some((Range::known(range).ok()?, metric))) {
        Some((range, metric)) => (Some(range), Metric::parse(metric)),
        None => (None, Metric::parse(name)),
    }
}

/// Chooses the figure.
fn chooser(view: View, names: Memo<Vec<String>>, metric: Memo<String>) -> AnyView {
    let go = use_go();
    let choose = move |event: web_sys::Event| {
        let mut chosen = view.now();
        chosen.metric = event_target_value(&event);
        go(&Route::In(view.actor(), chosen.place()), true);
    };
    let option = move |name: String| {
        Row::new(name.clone(), move || {
            let (own, value) = (name.clone(), name.clone());
            let selected = follow(move || metric.with(|metric| *metric == own));
            view! { <option value=value prop:selected=selected>{label(&name)}</option> }.into_any()
        })
    };
    view! {
        <div class="field metric-field">
            <label for="recorded-figure">"Figure"</label>
            <select class="input" id="recorded-figure" on:change=choose>{rows(move || names.get().into_iter().map(option).collect())}</select>
        </div>
    }
    .into_any()
}

fn chart(view: View, name: &str) -> AnyView {
    let (range, metric) = parts(name);
    let (recorded, name) = (view.recorded, name.to_owned());
    let title = label(&name);
    let is_rate = metric.is_rate();
    let now = Store::here().now;
    let data = Memo::new(move |_| {
        let days = day_by_day(&recorded.figure(&name)).into_iter();
        let (steps, values) = days.map(|(day, value)| (step(day, now.get_untracked()), value.map(|value| drawn(&metric, value)))).unzip();
        Data { steps, series: vec![Series { name: String::new(), tone: Tone::One, values }], months: Vec::new() }
    });
    let mut about = About::new(
        [&title, " by day"].concat(),
        if is_rate { String::new() } else { title.to_lowercase() },
        "Day",
        Kind::Line(Base::Lowest),
    );
    if is_rate {
        about = about.written(per_cent, 1);
    }
    if range.is_some() {
        about.unit = String::new();
    }
    let count = Memo::new(move |_| data.with(Data::len));
    let source = "Recorded here, in this browser.";
    dynamic(move || {
        if count.get() >= 2 {
            return view! { <Graph about=about.clone() data=data source=source/> }.into_any();
        }
        view! { <p class="remark">"There is one day so far: the line begins with the second. "{data.with(|data| about.spoken(data, 0))}"."</p> }.into_any()
    })
}

/// Export, import, and forgetting everything.
fn files(view: View, has_any: Memo<bool>) -> AnyView {
    let store = Store::here();
    let recorded = view.recorded;
    let chooser = NodeRef::<html::Input>::new();
    let asking = RwSignal::new(false);
    let export = move |_| {
        let handle = view.handle();
        let text = recorded.snapshots.with_untracked(|snapshots| to_file(&handle, snapshots.as_deref().unwrap_or_default()));
        let name = ["snapshots-", handle.as_str(), ".json"].concat();
        let is_saved = download::save(&name, &text).is_ok();
        store.notices.done(if is_saved { "The file was saved." } else { "This browser could not make the file." }, None);
    };
    let choose = move |_| {
        if let Some(chooser) = chooser.get_untracked() {
            chooser.click();
        }
    };
    let chosen = move |_| {
        let file = chooser.get_untracked().and_then(|chooser| {
            let file = chooser.files()?.get(0);
            // The same file can be chosen again.
            chooser.set_value("");
            file
        });
        if let Some(file) = file {
            let handle = view.handle();
            spawn_local(async move { store.notices.done(import(recorded, &handle, &file).await, None) });
        }
    };
    let clear = Callback::new(move |()| {
        let handle = view.handle();
        spawn_local(async move {
            let outcome = recorded.clear(&handle).await;
            store.notices.done(outcome.map_or_else(|error| error.to_string(), |()| "What was recorded is forgotten.".to_owned()), None);
        });
    });
    view! {
        <div class="button-row">
            {dynamic(move || has_any.get().then(|| view! {
                <button class="button" type="button" on:click=export><Icon name="download"/>"Export"</button>
            }))}
            <button class="button" type="button" on:click=choose><Icon name="upload"/>"Import"</button>
            <input node_ref=chooser type="file" accept=".json,application/json" hidden aria-label="Snapshots to import" on:change=chosen/>
            {dynamic(move || has_any.get().then(|| view! {
                <button class="button" type="button" on:click=move |_| asking.set(true)><Icon name="trash-2"/>"Forget"</button>
            }))}
        </div>
        {forget_dialog(asking, clear)}
    }
    .into_any()
}

fn forget_dialog(asking: RwSignal<bool>, clear: Callback<()>) -> AnyView {
    let consequence = "The service does not have these figures: they are gone unless you have exported them.";
    view! { <Confirm open=asking question="Forget what was recorded?" consequence=consequence verb="Forget" on_confirm=clear/> }.into_any()
}

/// Takes in a file, even if the page is left meanwhile; tells how it went.
async fn import(recorded: Recorded, handle: &Handle, file: &web_sys::File) -> String {
    if file.size() > MOST_BYTES {
        return "The file is too large for snapshots.".to_owned();
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
    let found = match of_file(handle, &text, today()) {
        Ok(found) => found,
        Err(error) => return error.to_string(),
    };
    let count = found.len();
    match recorded.add(handle, found).await {
        Ok(0) => "All of these days were recorded here already.".to_owned(),
        Ok(1) => "1 day was imported.".to_owned(),
        Ok(added) if added == count => [&figure(i64::try_from(added).unwrap_or(0)), " days were imported."].concat(),
        Ok(added) => {
            [&added.to_string(), " of ", &count.to_string(), " days were imported; the others were recorded here already."].concat()
        }
        Err(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_a_step() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let found = day_by_day(&[(day("2026-10-31"), 1.0), (day("2026-11-01"), 2.0), (day("2026-11-04"), 3.0)]);
        assert_eq!(found.iter().map(|(_, value)| *value).collect::<Vec<_>>(), [Some(1.0), Some(2.0), None, None, Some(3.0)]);
        assert_eq!((found[2].0, day_by_day(&[])), (day("2026-11-02"), Vec::new()));
    }

    #[test]
    fn figures_are_called_by_their_names_and_times() {
        assert_eq!(
            ["followers", "axp", "7d/views", "7d/impressions", "30d/saveCount"].map(label),
            ["Followers", "AXP", "Views in 7 days", "Impressions in 7 days", "Save count in 30 days"]
        );
    }
}
