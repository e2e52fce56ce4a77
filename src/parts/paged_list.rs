//! A list that loads on approach, keeps only what is near the view in the document, and shows its four states.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::IntersectionObserverEntry;

use crate::api::ApiError;
use crate::browser::seen::watch;
use crate::browser::size::{self, on_size};
use crate::browser::time::after_paint;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};
use crate::parts::state::ErrorState;
use crate::parts::stencil::{hook, made};
use crate::store::Store;
use crate::store::listing::{FEW, Keyed, Leaf, Listing, Phase, Room};

/// How far from the view (CSS pixels) entries are kept in the document.
const KEPT: &str = "2400px 0px";
/// The same of whole pages, so that their entries are found to be near in time.
const KEPT_BLOCKS: &str = "3600px 0px";
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
    let blocks =
        Signal::derive(move || leaves.read().iter().enumerate().map(|(place, leaf)| Block::of(leaf, place == 0, render)).collect());
    let end = End::of(&list);
    view! {
        {blocks_view(blocks, &end, role, label)}
        {end.view(loading, empty, subject)}
    }
}

/// A page of more entries is one of mere rows: so many of them are drawn together.
const MANY: usize = 20;
/// So many entries may be in the view at once; the others are laid out when they come near it.
const SEEN: usize = 10;
/// Height of an entry that was not drawn yet, in CSS pixels.
const GUESS: f64 = 130.0;

/// Draws the entries of a range.
type Draw = Arc<dyn Fn(Range<usize>) -> Vec<AnyView> + Send + Sync>;

/// A page without the type of its entries: all lists share what follows.
#[derive(Clone)]
struct Block {
    number: u64,
    entries: usize,
    is_top: bool,
    rooms: Arc<[Room]>,
    is_near: ArcRwSignal<bool>,
    draw: Draw,
}

impl Block {
    fn of<T: Send + Sync + 'static>(leaf: &Leaf<T>, is_top: bool, render: fn(&T) -> AnyView) -> Self {
        let items = Arc::clone(&leaf.items);
        let draw = move |range: Range<usize>| items.get(range).unwrap_or_default().iter().map(render).collect();
        let (rooms, is_near) = (Arc::clone(&leaf.rooms), leaf.is_near.clone());
        Self { number: leaf.number, entries: leaf.items.len(), is_top, rooms, is_near, draw: Arc::new(draw) }
    }

    fn row(self) -> Row {
        Row::new(self.number.to_string(), move || view! { <BlockView block=self.clone()/> }.into_any())
    }

    /// The entries that are drawn together, with their rooms.
    fn parts(&self) -> impl Iterator<Item = (Range<usize>, &Room)> {
        let count = if self.entries > MANY { MANY } else { FEW };
        let parts = self.rooms.iter().take(self.entries.div_ceil(count)).enumerate();
        parts.map(move |(place, room)| (place * count..self.entries.min((place + 1) * count), room))
    }

    fn sheets(&self) -> impl Iterator<Item = Sheet> {
        // The first page of a visit is what somebody came for; after that, a page that opens lets what is seen be painted first.
        let is_awaited = self.is_top && !Store::here().settled.get_untracked();
        self.parts().map(move |(range, room)| {
            let draw = Arc::clone(&self.draw);
            Sheet {
                entries: range.len(),
                at_once: is_awaited || range.start == 0,
                in_view: range.start < SEEN,
                room: room.clone(),
                draw: Arc::new(move || draw(range.clone())),
            }
        })
    }

    /// The height that it has, or will about have.
    fn height(&self) -> f64 {
        self.parts().map(|(range, room)| height_of(room, range.len())).sum()
    }
}

/// Some entries that come into the document and leave it together.
#[derive(Clone)]
struct Sheet {
    entries: usize,
    /// Whether it is drawn without waiting to be near when it was never drawn before.
    at_once: bool,
    /// Whether it may then be in the view.
    in_view: bool,
    room: Room,
    draw: Arc<dyn Fn() -> Vec<AnyView> + Send + Sync>,
}

/// The height that so many entries had, or will about have.
fn height_of(room: &Room, entries: usize) -> f64 {
    room.height().unwrap_or_else(|| (0..entries).map(|_| GUESS).sum())
}

/// An entry of a list that does not page: in the document only near the view, and without waiting for that if it is wanted `at_once`.
pub fn row_when_near(key: String, room: Room, at_once: bool, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> Row {
    let sheet = Sheet { entries: 1, at_once, in_view: true, room, draw: Arc::new(move || vec![draw()]) };
    Row::new(key, move || view! { <SheetView sheet=sheet.clone()/> }.into_any())
}

fn blocks_view(blocks: Signal<Vec<Block>>, end: &End, role: &'static str, label: &'static str) -> AnyView {
    let (is_empty, phase) = (end.is_empty, end.phase.clone());
    dynamic(move || {
        let phase = phase.clone();
        let busy = follow(move || (phase.get() == Phase::Loading).to_string());
        (!is_empty.get()).then(|| {
            view! {
                <div class="paged-list" role=role aria-label=label aria-busy=busy>
                    {rows(move || (0..blocks.with(Vec::len).div_ceil(CHAPTER)).map(|place| chapter(place, blocks)).collect())}
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
    is_barren: ArcRwSignal<bool>,
    retry: Callback<()>,
    load_more: Callback<()>,
}

impl End {
    /// The end of a list that does not page.
    pub fn new(phase: ArcRwSignal<Phase>, is_empty: Memo<bool>, retry: Callback<()>) -> Self {
        let (unreadable, is_barren) = (ArcRwSignal::new(0), ArcRwSignal::new(false));
        Self { phase, is_empty, unreadable, is_barren, retry, load_more: Callback::new(|()| ()) }
    }

    /// The end of a list.
    pub fn of<T: Keyed + Clone + Send + Sync + 'static>(list: &Listing<T>) -> Self {
        let (filled, again, more) = (list.clone(), list.clone(), list.clone());
        Self {
            phase: list.phase.clone(),
            is_empty: Memo::new(move |_| filled.is_empty()),
            unreadable: list.unreadable.clone(),
            is_barren: list.is_barren.clone(),
            retry: Callback::new(move |()| again.retry()),
            load_more: Callback::new(move |()| more.load_more()),
        }
    }

    /// Skeletons, an error, the end, or the mark that loads more when it comes near.
    pub fn view(self, loading: ViewFn, empty: ViewFn, subject: &'static str) -> AnyView {
        let Self { phase, is_empty, unreadable, is_barren, retry, load_more } = self;
        let edge = Memo::new(move |_| Edge::of(&phase.get(), is_empty.get(), unreadable.get(), !is_barren.get()));
        dynamic(move || match edge.get() {
            Edge::LoadingFirst => loading.run(),
            Edge::Empty => empty.run(),
            Edge::LoadingMore => view! { <p class="list-end" role="status"><Icon name="loader-circle"/>" Loading more"</p> }.into_any(),
            Edge::More { unasked: true } => view! { <Approach on_near=load_more/> }.into_any(),
            Edge::More { unasked: false } => view! { <div class="list-end">{more_button(load_more)}</div> }.into_any(),
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
    /// There is more, which is loaded on approach or only when asked for.
    More {
        unasked: bool,
    },
    Empty,
    End {
        unreadable: usize,
    },
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
    fn of(phase: &Phase, is_empty: bool, unreadable: usize, unasked: bool) -> Self {
        match (phase, is_empty) {
            (Phase::Loading, true) => Self::LoadingFirst,
            (Phase::Loading, false) => Self::LoadingMore,
            (Phase::Ready, _) => Self::More { unasked },
            (Phase::End, true) if unreadable == 0 => Self::Empty,
            (Phase::End, _) => Self::End { unreadable },
            (Phase::Failed(error), _) => Self::Failed(error.clone()),
        }
    }
}

/// Pages that come and go together: the browser looks at everything that is watched in each frame, so far away there must be little of it.
const CHAPTER: usize = 10;

fn chapter(place: usize, blocks: Signal<Vec<Block>>) -> Row {
    Row::new(place.to_string(), move || view! { <ChapterView place=place blocks=blocks/> }.into_any())
}

/// Some pages. Far from the view they are an empty box of the same height.
#[component]
fn ChapterView(place: usize, blocks: Signal<Vec<Block>>) -> impl IntoView {
    let near = RwSignal::new(true);
    let own = move || blocks.with(|blocks| blocks.iter().skip(place * CHAPTER).take(CHAPTER).cloned().collect::<Vec<_>>());
    let watched = hook(move |element| {
        watch(element, KEPT_BLOCKS, move |entry| {
            if near.get_untracked() != entry.is_intersecting() {
                near.set(entry.is_intersecting());
            }
        });
    });
    let reserved = follow(move || if near.get() { String::new() } else { pixels(own().iter().map(Block::height).sum()) });
    let pages = dynamic(move || near.get().then(|| rows(move || own().into_iter().map(Block::row).collect())));
    view! { <div role="presentation" style:height=reserved use:made=watched>{pages}</div> }
}

/// A page of entries. Far from the view it is an empty box of the same height, so that a list of thousands costs what one of some dozens does.
#[component]
fn BlockView(block: Block) -> impl IntoView {
    let near = block.is_near.clone();
    let watched = hook(move |element| {
        let near = near.clone();
        watch(element, KEPT_BLOCKS, move |entry| {
            if near.get_untracked() != entry.is_intersecting() {
                near.set(entry.is_intersecting());
            }
        });
    });
    let (near, far) = (block.is_near.clone(), block.clone());
    let reserved = follow(move || if far.is_near.get() { String::new() } else { pixels(far.height()) });
    let sheets = dynamic(move || near.get().then(|| block.sheets().map(|sheet| view! { <SheetView sheet=sheet/> }).collect_view()));
    view! { <div class="paged-leaf" role="presentation" style:height=reserved use:made=watched>{sheets}</div> }
}

/// Some entries. Far from the view they are an empty box of the same height. What is new at the top is drawn at once, all others when
/// the browser has found out that they are near; those that are not seen yet let what is seen be painted first.
#[component]
fn SheetView(sheet: Sheet) -> impl IntoView {
    // What is seen first is drawn without waiting to be near, and so is what was seen when the list was left.
    let was_seen = sheet.room.height().map(|_| sheet.room.is_in_view());
    let is_first = was_seen.unwrap_or(sheet.at_once);
    let is_seen_first = was_seen.unwrap_or(sheet.at_once && sheet.in_view);
    let (near, seen, wanted) = (RwSignal::new(is_first), RwSignal::new(is_seen_first), StoredValue::new(is_first));
    let (room, far) = (sheet.room.clone(), sheet.room.clone());
    let on_change = move |entry: &IntersectionObserverEntry| {
        wanted.set_value(entry.is_intersecting());
        match (near.get_untracked(), entry.is_intersecting()) {
            (true, false) => near.set(false),
            (false, true) if is_seen(entry) => {
                seen.set(true);
                near.set(true);
            }
            (false, true) => after_paint(move || {
                if wanted.try_get_value() == Some(true) {
                    near.set(true);
                }
            }),
            _ => {}
        }
    };
    // What was drawn before takes the same room again until it is seen: entries out of view are not laid out yet.
    let floor = RwSignal::new(sheet.room.height());
    let watched = hook(move |element| {
        watch(element, KEPT, on_change);
        let own = room.clone();
        watch(element, "1px", move |entry| {
            own.seen(entry.is_intersecting());
            if entry.is_intersecting() && near.get_untracked() {
                floor.set(None);
            }
        });
        let (own, measured) = (room.clone(), element.clone());
        on_size(element, move || {
            if near.get_untracked() {
                own.measured(measured.get_bounding_client_rect().height());
            }
        });
    });
    let reserved = follow(move || if near.get() { String::new() } else { pixels(height_of(&far, sheet.entries)) });
    let least = follow(move || floor.get().map(pixels).unwrap_or_default());
    let entries = dynamic(move || near.get().then(|| (sheet.draw)()));
    let is_seen = follow(move || seen.get().then_some(""));
    view! { <div class="paged-sheet" role="presentation" data-seen=is_seen style:height=reserved style:min-height=least use:made=watched>{entries}</div> }
}

/// Whether a part of the element is in the view.
fn is_seen(entry: &IntersectionObserverEntry) -> bool {
    let place = entry.bounding_client_rect();
    place.bottom() > 0.0 && place.top() < size::view_height()
}

/// A height in whole pixels.
#[expect(clippy::cast_possible_truncation, reason = "heights are far below 2^31")]
fn pixels(height: f64) -> String {
    (height.round() as i32).to_string() + "px"
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
    view! { <div class="list-end" use:made=watched>{more_button(on_near)}</div> }
}

fn more_button(load_more: Callback<()>) -> impl IntoView {
    view! { <button class="text-button" type="button" on:click=move |_| load_more.run(())>"Load more"</button> }
}
