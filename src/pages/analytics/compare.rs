//! Up to five of the person's own agents beside each other.

use chrono::{Days, NaiveDate};
use contract::Handle;
use contract::analytics::{Metric, Range, Trend};
use leptos::prelude::*;

use super::axp::{Course, step};
use super::figures::{change, drawn, known};
use super::frame::{View, days, is_settled, once_settled};
use crate::browser::time;
use crate::pages::profile::days::Day;
use crate::parts::chart::data::{Data, Series, Step, Tone};
use crate::parts::chart::{About, Base, Graph, Kind, per_cent};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::link::use_go;
use crate::parts::rows::{Row, rows};
use crate::parts::state::EmptyState;
use crate::route::analytics::MOST_AGENTS;
use crate::route::{Actor, Route};
use crate::store::Store;
use crate::store::analytics::{Told, all, overview};
use crate::store::listing::{Listing, Phase};

/// Stands for the points, which are no figure of the overview.
const AXP: &str = "axp";

/// An agent with what is read of it.
#[derive(Clone)]
struct Compared {
    handle: Handle,
    course: Course,
    figures: Listing<Told<Trend>>,
}

/// Which agents, which figure, one chart, and all figures as a table.
pub fn compare_tab(view: View) -> AnyView {
    let store = Store::here();
    let fleet = Memo::new(move |_| store.accounts.all().into_iter().map(|account| account.handle).collect::<Vec<Handle>>());
    let chosen = Memo::new(move |_| {
        let wanted = view.get().agents;
        fleet.with(|fleet| {
            let known: Vec<Handle> = wanted.into_iter().filter(|handle| fleet.contains(handle)).collect();
            if known.is_empty() { fleet.iter().take(MOST_AGENTS).cloned().collect() } else { known }
        })
    });
    let range = view.range();
    let compared = move || {
        let (chosen, range) = (chosen.get(), range.get());
        let read = |handle: Handle| Compared {
            course: Course::of(store, &handle, i64::from(range.days()) + 1),
            figures: overview(store, &Actor::Agent(handle.clone()), range),
            handle,
        };
        shown(view, chosen.into_iter().map(read).collect(), range)
    };
    let is_alone = Memo::new(move |_| fleet.with(Vec::len) < 2);
    view! {
        {dynamic(move || is_alone.get().then(|| view! {
            <EmptyState icon="users-round" title="There is one agent here" text="Sign in as other agents of yours, and they can be compared."/>
        }))}
        {agents(view, fleet, chosen)}
        {dynamic(compared)}
    }
    .into_any()
}

/// A box to tick for each agent of the fleet.
fn agents(view: View, fleet: Memo<Vec<Handle>>, chosen: Memo<Vec<Handle>>) -> AnyView {
    let go = use_go();
    let one = move |handle: Handle| {
        let (own, label, go) = (handle.clone(), handle.to_string(), go.clone());
        let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.contains(&own)));
        let is_stuck = follow(move || {
            let count = chosen.with(Vec::len);
            if is_chosen.get() { count == 1 } else { count >= MOST_AGENTS }
        });
        let toggle = move |_| {
            let mut agents = chosen.get_untracked();
            if is_chosen.get_untracked() {
                agents.retain(|known| *known != handle);
            } else {
                agents.push(handle.clone());
            }
            let mut changed = view.now();
            changed.agents = agents;
            go(&Route::In(view.actor(), changed.place()), true);
        };
        view! { <label class="check"><input type="checkbox" prop:checked=follow(move || is_chosen.get()) disabled=is_stuck on:change=toggle/><bdi>{label}</bdi></label> }
            .into_any()
    };
    view! {
        <fieldset class="compare-agents">
            <legend class="field-label">"Agents, five at the most"</legend>
            <div>{rows(move || fleet.get().into_iter().map(|handle| {
                let one = one.clone();
                Row::new(handle.as_str().to_owned(), move || one(handle.clone()))
            }).collect())}</div>
        </fieldset>
    }
    .into_any()
}

fn shown(view: View, compared: Vec<Compared>, range: Range) -> AnyView {
    let compared = StoredValue::new(compared);
    let metrics = Memo::new(move |_| compared.with_value(|compared| metrics(compared)));
    let metric = Memo::new(move |_| {
        let wanted = view.get().metric;
        metrics.with(|metrics| metrics.iter().find(|metric| metric.as_str() == wanted).cloned())
    });
    let settled: Vec<(Memo<bool>, ReadSignal<bool>)> =
        compared.with_value(|compared| compared.iter().map(|one| (is_settled(&one.figures), one.course.is_read)).collect());
    let show = move || drawn_together(view, compared, metrics, metric, range);
    once_settled(move || settled.iter().all(|(figures, course)| figures.get() && course.get()), "AXP gained", show)
}

fn drawn_together(
    view: View,
    compared: StoredValue<Vec<Compared>>,
    metrics: Memo<Vec<Metric>>,
    metric: Memo<Option<Metric>>,
    range: Range,
) -> AnyView {
    view! {
        {chooser(view, metrics, metric)}
        {troubles(compared)}
        <section class="chart-box">{dynamic(move || match metric.get() {
            None => lines(compared, range),
            Some(metric) => bars(compared, metric, range),
        })}</section>
        {table(compared, metrics, range)}
    }
    .into_any()
}

/// All figures that the service sends of any of them.
fn metrics(compared: &[Compared]) -> Vec<Metric> {
    let mut metrics: Vec<Metric> = Vec::new();
    for told in compared.iter().flat_map(|one| all(&one.figures)) {
        if !metrics.contains(&told.value.metric) {
            metrics.push(told.value.metric);
        }
    }
    metrics
}

fn chooser(view: View, metrics: Memo<Vec<Metric>>, metric: Memo<Option<Metric>>) -> AnyView {
    let go = use_go();
    let choose = move |event: web_sys::Event| {
        let mut chosen = view.now();
        chosen.metric = event_target_value(&event);
        if chosen.metric == AXP {
            chosen.metric.clear();
        }
        go(&Route::In(view.actor(), chosen.place()), true);
    };
    let option = move |name: String, label: String| {
        Row::new(name.clone(), move || {
            let (own, value) = (name.clone(), name.clone());
            let selected = follow(move || metric.with(|metric| metric.as_ref().map_or(AXP, Metric::as_str) == own));
            view! { <option value=value prop:selected=selected>{label.clone()}</option> }.into_any()
        })
    };
    let options = move || {
        let figures = metrics.get().into_iter().map(|metric| option(metric.as_str().to_owned(), metric.label()));
        std::iter::once(option(AXP.to_owned(), "AXP gained".to_owned())).chain(figures).collect()
    };
    view! {
        <div class="field metric-field compare-figure">
            <label for="compared-figure">"Figure on the chart"</label>
            <select class="input" id="compared-figure" on:change=choose>{rows(options)}</select>
        </div>
    }
    .into_any()
}

/// Agents of which something could not be read, and why.
fn troubles(compared: StoredValue<Vec<Compared>>) -> AnyView {
    dynamic(move || {
        compared.with_value(|compared| {
            let troubles = compared.iter().filter_map(|one| {
                let phases = [one.figures.phase.get(), one.course.list().phase.get()];
                let error = phases.into_iter().find_map(|phase| if let Phase::Failed(error) = phase { Some(error) } else { None })?;
                let (figures, history) = (one.figures.clone(), one.course.list());
                let retry = move |_| {
                    figures.restart();
                    history.retry();
                };
                Some(view! {
                    <div class="remark" role="status">
                        <p>"Not everything of "<bdi>{one.handle.to_string()}</bdi>" could be loaded. "{error.sentence(time::now())}</p>
                        <button class="text-button" type="button" on:click=retry>"Retry"</button>
                    </div>
                })
            });
            troubles.collect_view()
        })
    })
}

/// What each gained since the time began.
fn lines(compared: StoredValue<Vec<Compared>>, range: Range) -> AnyView {
    let now = Store::here().now;
    let data = Memo::new(move |_| {
        compared.with_value(|compared| {
            let known: Vec<Vec<Day>> = compared.iter().map(|one| one.course.days.get()).collect();
            let names = compared.iter().map(|one| one.handle.to_string()).collect();
            gained(names, &known, range, now.get_untracked())
        })
    });
    let about = About::new(["AXP gained in ", &days(range)].concat(), "AXP", "Day", Kind::Line(Base::Zero));
    let source = "Computed here from each agent's history of AXP; days in UTC.";
    view! { <Graph about=about data=data source=source/> }.into_any()
}

/// A line for each agent over the days up to the last that is known.
fn gained(names: Vec<String>, known: &[Vec<Day>], range: Range, now: i64) -> Data {
    let Some(last) = known.iter().filter_map(|days| days.last()).map(|day| day.date).max() else { return Data::default() };
    let dates: Vec<NaiveDate> = (0..=range.days()).rev().filter_map(|back| last.checked_sub_days(Days::new(u64::from(back)))).collect();
    let line = |((name, tone), days): ((String, Tone), &Vec<Day>)| Series { name, tone, values: since_first(days, &dates) };
    let series = names.into_iter().zip(Tone::EQUAL).zip(known).map(line).collect();
    Data { series, steps: dates.into_iter().map(|date| step(date, now)).collect(), months: Vec::new() }
}

/// An agent's points less those on the first of the dates. Where its history begins later, so does its line.
fn since_first(days: &[Day], dates: &[NaiveDate]) -> Vec<Option<i64>> {
    let total = |date: &NaiveDate| days.binary_search_by_key(date, |day| day.date).ok().map(|place| days[place].total);
    let first = dates.iter().find_map(total).unwrap_or(0);
    dates.iter().map(|date| total(date).map(|total| total.saturating_sub(first))).collect()
}

fn figure_of(one: &Compared, metric: &Metric) -> Option<Trend> {
    all(&one.figures).into_iter().map(|told| told.value).find(|trend| trend.metric == *metric)
}

/// A figure of the service, a bar for each agent.
fn bars(compared: StoredValue<Vec<Compared>>, metric: Metric, range: Range) -> AnyView {
    let label = metric.label();
    let mut about = About::new([&label, " in ", &days(range)].concat(), label.to_lowercase(), "Agent", Kind::Bars).apart();
    if metric.is_rate() {
        about = about.written(per_cent, 1);
        about.unit = String::new();
    }
    let data = Memo::new(move |_| {
        compared.with_value(|compared| {
            Data::single(compared.iter().filter_map(|one| {
                let value = figure_of(one, &metric)?.current?;
                let label = one.handle.to_string();
                Some((Step { key: label.clone(), label }, drawn(&metric, value)))
            }))
        })
    });
    view! { <Graph about=about data=data source="The service's figures."/> }.into_any()
}

/// Every figure of every agent.
fn table(compared: StoredValue<Vec<Compared>>, metrics: Memo<Vec<Metric>>, range: Range) -> AnyView {
    let names = compared.with_value(|compared| compared.iter().map(|one| one.handle.to_string()).collect::<Vec<_>>());
    let head = names.into_iter().map(|name| view! { <th scope="col" class="number"><bdi>{name}</bdi></th> }).collect_view();
    let cell = |trend: Option<Trend>| {
        let Some(trend) = trend else { return view! { <td class="number">"–"</td> }.into_any() };
        let change = change(&trend);
        view! { <td class="number">{known(&trend.metric, trend.current)}<small class="metric-change" data-kind=change.kind>{change.text}</small></td> }.into_any()
    };
    let body = dynamic(move || {
        let row = |metric: &Metric| {
            let cells = compared.with_value(|compared| compared.iter().map(|one| cell(figure_of(one, metric))).collect_view());
            view! { <tr><th scope="row">{metric.label()}</th>{cells}</tr> }
        };
        metrics.with(|metrics| metrics.iter().map(row).collect_view())
    });
    view! {
        <section class="chart-box">
            <h2>"All figures of "{days(range)}</h2>
            <p class="field-hint">"The service's figures, and how they changed from the "{days(range)}" before."</p>
            <div class="table-box whole-table" tabindex="0" role="group" aria-label="All figures">
                <table class="table"><thead><tr><th scope="col">"Figure"</th>{head}</tr></thead><tbody>{body}</tbody></table>
            </div>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_at_nothing_and_those_of_a_short_history_begin_later() {
        let date = |number: u64| NaiveDate::default() + Days::new(number);
        let days: Vec<Day> = [(3, 50), (4, 52), (5, 49)].map(|(number, total)| Day { date: date(number), total }).to_vec();
        assert_eq!(since_first(&days, &[date(4), date(5)]), [Some(0), Some(-3)]);
        assert_eq!(since_first(&days, &[date(2), date(3), date(4)]), [None, Some(0), Some(2)]);
        assert_eq!(since_first(&[], &[date(2)]), [None]);
    }
}
