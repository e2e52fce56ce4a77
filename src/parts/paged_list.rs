//! A list that loads on approach, keeps only what is near the view in the document, and shows its four states.

use std::sync::Arc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::IntersectionObserverEntry;

use crate::api::ApiError;
use crate::browser::seen::watch;
use crate::browser::time::after_paint;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};
use crate::parts::state::ErrorState;
use crate::parts::stencil::{hook, made};
use crate::store::listing::{Keyed, Leaf, Listing, Phase};

/// How far from the view (CSS pixels) entries are kept in the document.
const KEPT: &str = "2400px 0px";
/// How near the end of the list (CSS pixels) the next page is loaded.
const NEAR: &str = "1200px 0px";

/// The entries of a list, page by page.
#[component]
pub fn PagedList<T>(
    /// The list.
    list: Listing<T>,
    /// Draws an entry.
    render: fn(&T) -> AnyView,
    /// Stands in while the first page is loaded.
    #[prop(into)]
    loading: ViewFn,
    /// Stands in when there is nothing.
    #[prop(into)]
    empty: ViewFn,
    /// What the list holds, for the heading of its error, e.g. "The feed".
    subject: &'static str,
    /// `feed` for posts; a plain list otherwise.
    #[prop(default = "feed")]
    role: &'static str,
    /// The list's name for screen readers.
    label: &'static str,
) -> impl IntoView
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    let leaves = list.leaves.clone();
    let sheets =
        Signal::derive(move || leaves.read().iter().enumerate().flat_map(|(place, leaf)| Sheet::cut(leaf, place == 0, render)).collect());
    let end = End::of(&list);
    view! {
        {sheets_view(sheets, &end, role, label)}
        {end.view(loading, empty, subject)}
    }
}

/// Entries that are drawn at once: few, so that no task is long.
const AT_ONCE: usize = 5;
/// Height of an entry that was not drawn yet, in CSS pixels.
const GUESS: usize = 130;

/// Some entries of a page without their type: all lists share what follows.
#[derive(Clone)]
struct Sheet {
    /// Page, and place in it.
    number: (u64, usize),
    entries: usize,
    /// Whether it belongs to what is seen first: then it is drawn without waiting to be near.
    is_first: bool,
    heights: ArcRwSignal<Vec<Option<f64>>>,
    draw: Arc<dyn Fn() -> Vec<AnyView> + Send + Sync>,
}

impl Sheet {
    fn cut<T: Send + Sync + 'static>(leaf: &Leaf<T>, is_top: bool, render: fn(&T) -> AnyView) -> Vec<Self> {
        let count = leaf.items.len();
        let sheet = |place: usize| {
            let items = Arc::clone(&leaf.items);
            let range = place * AT_ONCE..count.min((place + 1) * AT_ONCE);
            let entries = range.len();
            let draw = move || items.get(range.clone()).unwrap_or_default().iter().map(render).collect();
            let (is_first, heights) = (is_top || place == 0, leaf.heights.clone());
            Self { number: (leaf.number, place), entries, is_first, heights, draw: Arc::new(draw) }
        };
        (0..count.div_ceil(AT_ONCE)).map(sheet).collect()
    }

    fn row(self) -> Row {
        let key = [self.number.0.to_string(), self.number.1.to_string()].join("/");
        Row::new(key, move || view! { <SheetView sheet=self.clone()/> }.into_any())
    }

    /// The height when it was last seen.
    fn height(&self) -> Option<f64> {
        self.heights.with_untracked(|heights| heights.get(self.number.1).copied().flatten())
    }

    fn remember(&self, height: f64) {
        self.heights.update(|heights| {
            if heights.len() <= self.number.1 {
                heights.resize(self.number.1 + 1, None);
            }
            heights[self.number.1] = Some(height);
        });
    }
}

fn sheets_view(sheets: Signal<Vec<Sheet>>, end: &End, role: &'static str, label: &'static str) -> AnyView {
    let (is_empty, phase) = (end.is_empty, end.phase.clone());
    dynamic(move || {
        let phase = phase.clone();
        let busy = follow(move || (phase.get() == Phase::Loading).to_string());
        (!is_empty.get()).then(|| {
            view! {
                <div class="paged-list" role=role aria-label=label aria-busy=busy>
                    {rows(move || sheets.get().into_iter().map(Sheet::row).collect())}
                </div>
            }
            .into_any()
        })
    })
}

/// What follows the last entry of a list, without the entries' type.
#[derive(Clone)]
pub struct End {
    phase: ArcRwSignal<Phase>,
    is_empty: Memo<bool>,
    unreadable: ArcRwSignal<usize>,
    retry: Callback<()>,
    load_more: Callback<()>,
}

impl End {
    /// The end of a list that does not page.
    pub fn new(phase: ArcRwSignal<Phase>, is_empty: Memo<bool>, retry: Callback<()>) -> Self {
        Self { phase, is_empty, unreadable: ArcRwSignal::new(0), retry, load_more: Callback::new(|()| ()) }
    }

    /// The end of a list.
    pub fn of<T: Keyed + Clone + Send + Sync + 'static>(list: &Listing<T>) -> Self {
        let (filled, again, more) = (list.clone(), list.clone(), list.clone());
        Self {
            phase: list.phase.clone(),
            is_empty: Memo::new(move |_| filled.is_empty()),
            unreadable: list.unreadable.clone(),
            retry: Callback::new(move |()| again.retry()),
            load_more: Callback::new(move |()| more.load_more()),
        }
    }

    /// Skeletons, an error, the end, or the mark that loads more when it comes near.
    pub fn view(self, loading: ViewFn, empty: ViewFn, subject: &'static str) -> AnyView {
        let Self { phase, is_empty, unreadable, retry, load_more } = self;
        let edge = Memo::new(move |_| Edge::of(&phase.get(), is_empty.get(), unreadable.get()));
        dynamic(move || match edge.get() {
            Edge::LoadingFirst => loading.run(),
            Edge::Empty => empty.run(),
            Edge::LoadingMore => view! { <p class="list-end" role="status"><Icon name="loader-circle"/>" Loading more"</p> }.into_any(),
            Edge::More => view! { <Approach on_near=load_more/> }.into_any(),
            Edge::End { unreadable } => view! { <p class="list-end">{end_words(unreadable)}</p> }.into_any(),
            Edge::Failed(error) => {
                let title = [subject, " could not be loaded"].concat();
                view! { <ErrorState title=title error=error on_retry=retry/> }.into_any()
            }
        })
    }
}

#[derive(Clone, PartialEq)]
enum Edge {
    LoadingFirst,
    LoadingMore,
    More,
    Empty,
    End { unreadable: usize },
    Failed(ApiError),
}

fn end_words(unreadable: usize) -> String {
    match unreadable {
        0 => "You have reached the end.".to_owned(),
        1 => "You have reached the end. One entry could not be read.".to_owned(),
        count => format!("You have reached the end. {count} entries could not be read."),
    }
}

impl Edge {
    fn of(phase: &Phase, is_empty: bool, unreadable: usize) -> Self {
        match (phase, is_empty) {
            (Phase::Loading, true) => Self::LoadingFirst,
            (Phase::Loading, false) => Self::LoadingMore,
            (Phase::Ready, _) => Self::More,
            (Phase::End, true) if unreadable == 0 => Self::Empty,
            (Phase::End, _) => Self::End { unreadable },
            (Phase::Failed(error), _) => Self::Failed(error.clone()),
        }
    }
}

/// Some entries. Far from the view they are an empty box of the same height. What is new at the top is drawn at once, all others when
/// the browser has found out that they are near; those that are not seen yet let what is seen be painted first.
#[component]
fn SheetView(sheet: Sheet) -> impl IntoView {
    let near = RwSignal::new(sheet.is_first && sheet.height().is_none());
    let wanted = StoredValue::new(near.get_untracked());
    let (known, guess) = (sheet.clone(), sheet.clone());
    let on_change = move |entry: &IntersectionObserverEntry, known: &Sheet| {
        let is_near = near.get_untracked();
        if is_near {
            known.remember(entry.bounding_client_rect().height());
        }
        wanted.set_value(entry.is_intersecting());
        match (is_near, entry.is_intersecting()) {
            (true, false) => near.set(false),
            (false, true) if is_seen(entry) => near.set(true),
            (false, true) => after_paint(move || {
                if wanted.try_get_value() == Some(true) {
                    near.set(true);
                }
            }),
            _ => {}
        }
    };
    // What was drawn before takes the same room again until it is seen: entries out of view are not laid out yet.
    let floor = RwSignal::new(sheet.height());
    let watched = hook(move |element| {
        let (known, left) = (known.clone(), known.clone());
        watch(element, KEPT, move |entry| on_change(entry, &known));
        watch(element, "1px", move |entry| {
            if entry.is_intersecting() && near.get_untracked() {
                floor.set(None);
            }
        });
        let element = SendWrapper::new(element.clone());
        on_cleanup(move || {
            if near.try_get_untracked() == Some(true) {
                left.remember(element.get_bounding_client_rect().height());
            }
        });
    });
    let reserved = follow(move || if near.get() { String::new() } else { pixels(guess.height(), guess.entries * GUESS) });
    let least = follow(move || floor.get().map(|height| pixels(Some(height), 0)).unwrap_or_default());
    let entries = dynamic(move || near.get().then(|| (sheet.draw)()));
    view! { <div class="paged-leaf" role="presentation" style:height=reserved style:min-height=least use:made=watched>{entries}</div> }
}

/// Whether a part of the element is in the view.
fn is_seen(entry: &IntersectionObserverEntry) -> bool {
    let view = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let place = entry.bounding_client_rect();
    place.bottom() > 0.0 && place.top() < view
}

/// A height in whole pixels: the known one, or else a guess.
#[expect(clippy::cast_possible_truncation, reason = "heights are far below 2^31")]
fn pixels(height: Option<f64>, guess: usize) -> String {
    height.map_or_else(|| guess.to_string(), |height| (height.round() as i32).to_string()) + "px"
}

/// Calls back once it comes near the view; the button is for those who don't scroll.
#[component]
pub fn Approach(
    /// What is done then.
    on_near: Callback<()>,
) -> impl IntoView {
    let watched = hook(move |element| {
        watch(element, NEAR, move |entry| {
            if entry.is_intersecting() {
                on_near.run(());
            }
        });
    });
    view! { <div class="list-end" use:made=watched><button class="text-button" type="button" on:click=move |_| on_near.run(())>"Load more"</button></div> }
}
