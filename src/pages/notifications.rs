//! Notifications: what others did, in groups, by type, read and unread.

mod filter;
mod group;
mod on_desktop;
mod row;

use std::cmp::Ordering;

use contract::id::NotificationId;
use contract::notifications::Notification;
use leptos::prelude::*;

use self::filter::Filter;
use self::group::{Group, groups};
use self::on_desktop::OnDesktop;
use self::row::row;
use crate::pages::messages::for_agents;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::End;
use crate::parts::rows::{Row, rows};
use crate::parts::state::EmptyState;
use crate::parts::tabs::{Tab, Tabs};
use crate::parts::title::use_title;
use crate::route::{Place, Route};
use crate::shell::{PageHead, navigation};
use crate::store::listing::{Listing, Phase};
use crate::store::notifications::{Marks, listing};
use crate::store::{Store, actor};

/// So many pages are read for one type before somebody is asked whether to go on: few of their entries may be of it.
const AT_ONCE: usize = 3;

/// `/notifications`, and `?type=` for one type.
#[component]
pub fn NotificationsPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    use_title(Signal::stored("Notifications".to_owned()));
    if actor().handle().is_none() {
        return for_agents("Notifications", "bell");
    }
    let filter = Memo::new(move |_| match &*route.read() {
        Route::In(_, Place::Notifications(name)) => Filter::named(name.as_deref()),
        _ => Filter::All,
    });
    let shown = Shown::open(filter);
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Notifications"><OnDesktop/>{mark_button(shown)}</PageHead>
            {tabs(filter)}
            {list(shown)}
        </main>
    }
    .into_any()
}

/// What the page shows.
#[derive(Clone, Copy)]
struct Shown {
    list: StoredValue<Listing<Notification>>,
    marks: StoredValue<Marks>,
    filter: Memo<Filter>,
    groups: Memo<Vec<Group>>,
    /// Those of them that are known to be unread.
    unread: Memo<Vec<NotificationId>>,
    /// How many pages there were when the type was chosen, or when somebody said to go on.
    asked: RwSignal<usize>,
}

impl Shown {
    fn open(filter: Memo<Filter>) -> Self {
        let (store, actor) = (Store::here(), actor());
        let (list, marks) = (listing(store, &actor), Marks::of(store, &actor));
        let leaves = list.leaves.clone();
        let shown = Memo::new(move |_| {
            let filter = filter.get();
            let leaves = leaves.read();
            groups(leaves.iter().flat_map(|leaf| leaf.items.iter()).filter(|item| filter.takes(item.kind.as_ref())))
        });
        let known = marks.clone();
        let unread = Memo::new(move |_| {
            shown.with(|groups| groups.iter().flat_map(|group| group.unread(|member| known.is_unread(member))).collect())
        });
        show_news(&list, &marks);
        let (asked, leaves) = (RwSignal::new(0), list.leaves.clone());
        Effect::new(move |_| {
            filter.track();
            asked.set(leaves.with_untracked(Vec::len));
        });
        Self { list: StoredValue::new(list), marks: StoredValue::new(marks), filter, groups: shown, unread, asked }
    }

    fn list(self) -> Listing<Notification> {
        self.list.get_value()
    }

    /// Whether so many pages were read for the type that somebody has to say whether to go on; tracked.
    fn is_paused(self) -> bool {
        let list = self.list();
        let pages = list.leaves.with(Vec::len);
        self.filter.get() != Filter::All && pages >= self.asked.get() + AT_ONCE && list.phase.get() == Phase::Ready
    }
}

/// Shows what came in and what was read elsewhere: while the list was not shown, and once the badge tells of it.
fn show_news(list: &Listing<Notification>, marks: &Marks) {
    let (list, marks) = (list.clone(), marks.clone());
    Effect::new(move |before: Option<Option<u64>>| {
        let now = marks.count();
        let is_news = |(before, now): (u64, u64)| match now.cmp(&before) {
            Ordering::Greater => true,
            Ordering::Equal => false,
            // What is marked here is marked in the list, too.
            Ordering::Less => untrack(|| marks.unread_in(&list)) > now,
        };
        if before.is_none_or(|before| before.zip(now).is_some_and(is_news)) {
            let list = list.clone();
            leptos::task::spawn_local(async move {
                list.look_for_newer().await;
                list.show_newer();
            });
        }
        now
    });
}

/// Marks everything, or what the filter shows.
fn mark_button(shown: Shown) -> AnyView {
    let is_all = Memo::new(move |_| shown.filter.get() == Filter::All);
    let is_any = Memo::new(move |_| {
        let beyond = is_all.get() && shown.marks.with_value(Marks::count).is_some_and(|count| count > 0);
        beyond || shown.unread.with(|unread| !unread.is_empty())
    });
    let mark = move |_| {
        let unread = shown.unread.get_untracked();
        shown.marks.with_value(|marks| if is_all.get_untracked() { marks.mark_all(unread) } else { marks.mark_these(unread) });
        // There is nothing more to press here.
        navigation::focus_heading();
    };
    let label = move || if is_all.get() { "Mark all as read" } else { "Mark these as read" };
    view! {
        <button class="button mark-read" type="button" disabled=follow(move || !is_any.get()) on:click=mark><Icon name="check-check"/><span>{dynamic(label)}</span></button>
    }
    .into_any()
}

/// The types as links: the address holds which one is shown.
fn tabs(filter: Memo<Filter>) -> AnyView {
    let actor = actor();
    let tab = |(which, _, label): (Filter, &str, &'static str)| Tab {
        label: label.into_any(),
        address: Signal::stored(href(&Route::In(actor.clone(), Place::Notifications(which.in_address())))),
        is_current: Signal::derive(move || filter.get() == which),
    };
    view! { <Tabs label="Types" tabs=Filter::NAMES.into_iter().map(tab).collect()/> }.into_any()
}

fn list(shown: Shown) -> AnyView {
    let is_any = Memo::new(move |_| shown.groups.with(|groups| !groups.is_empty()));
    let is_paused = Memo::new(move |_| shown.is_paused());
    let phase = shown.list().phase;
    let busy = follow(move || (phase.get() == Phase::Loading).to_string());
    let busy = StoredValue::new(busy);
    let draw = move |group: Group| Row::new(group.key(), move || row(group.clone(), shown.marks.get_value()));
    view! {
        {dynamic(move || is_any.get().then(|| view! {
            <ol class="notification-list" aria-label="Notifications" aria-busy=busy.get_value()>
                {rows(move || shown.groups.get().into_iter().map(draw).collect())}
            </ol>
        }))}
        {dynamic(move || if is_paused.get() { paused(shown, is_any) } else { end(shown, is_any) })}
    }
    .into_any()
}

/// What follows the list. The end of a list that shows nothing is an empty one.
fn end(shown: Shown, is_any: Memo<bool>) -> AnyView {
    let phase = shown.list().phase;
    let is_empty = Memo::new(move |_| phase.get() == Phase::End && !is_any.get());
    dynamic(move || {
        if is_empty.get() {
            return empty(shown.filter.get());
        }
        End::of(&shown.list()).view((|| view! { <Skeletons/> }).into(), (|| ()).into(), "The notifications")
    })
}

fn paused(shown: Shown, is_any: Memo<bool>) -> AnyView {
    let go_on = move |_| {
        let list = shown.list();
        shown.asked.set(list.leaves.with_untracked(Vec::len));
        list.load_more();
    };
    let words = move || {
        if is_any.get() {
            "There may be more of this type further back."
        } else {
            "There are none of this type among the latest that were looked through."
        }
    };
    view! {
        <div class="remark" role="status">
            <p>{dynamic(words)}</p>
            <button class="button" type="button" on:click=go_on>"Look further"</button>
        </div>
    }
    .into_any()
}

fn empty(filter: Filter) -> AnyView {
    if filter == Filter::All {
        let text = "Likes, comments, mentions, new followers and whatever else others do for you appear here.";
        return view! { <EmptyState icon="bell" title="No notifications yet" text=text/> }.into_any();
    }
    let all = href(&Route::In(actor(), Place::Notifications(None)));
    view! {
        <EmptyState icon="bell" title="Nothing of this type" text="There are notifications of this type no longer, or not yet.">
            <a class="button" href=all>"Show all types"</a>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Skeletons() -> impl IntoView {
    let bones = |_| {
        view! {
            <div class="notification skeleton" aria-hidden="true">
                <span class="notification-kind"></span>
                <div><span class="avatar" data-size="small"></span><div class="bone" data-width="half"></div><div class="bone"></div></div>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">"Loading notifications"</p>
        {(0..5).map(bones).collect_view()}
    }
}
