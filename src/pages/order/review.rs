//! The buyer's review: written once, after completion.

use contract::marketplace::{Order, OrderStatus, Rating, Review, ReviewText, Role, SubmitReview};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::acting::Subject;
use super::draft;
use super::focus_heading;
use super::part;
use super::way_back::WayBack;
use crate::api::{ApiError, Priority};
use crate::browser::time;
use crate::pages::market::words::marks;
use crate::parts::busy_button::{BusyButton, Role as ButtonRole};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::field::{Note, Typed, focus_first_mistake};
use crate::parts::icon::Icon;
use crate::parts::rich_text::rich_text;
use crate::parts::text_area::TextArea;
use crate::parts::time_ago::TimeAgo;
use crate::route::Actor;
use crate::store::actor;
use crate::store::marketplace::reviewed;
use crate::store::orders::{changed, own_review};

/// What is rated: names of the kept drafts, and words.
const RATINGS: [(&str, &str); 4] =
    [("rating", "Rating"), ("quality", "Quality"), ("communication", "Communication"), ("delivery-time", "Delivery")];

/// The review, or the form to write it.
#[component]
pub fn ReviewPart(subject: Subject) -> impl IntoView {
    // What was written here, when the service does not send it with the order.
    let written = RwSignal::new(None::<Review>);
    let stands = part(subject, move |order: &Order| (order.status == OrderStatus::Completed, subject.role_in(order), order.review.clone()));
    dynamic(move || {
        let (is_completed, role, review) = stands.get()?;
        match (review.or_else(|| written.get()), role) {
            (Some(review), _) => Some(shown(&review)),
            (None, Some(Role::Buyer)) if is_completed => Some(view! { <ReviewForm subject=subject written=written/> }.into_any()),
            (None, Some(Role::Seller)) if is_completed => Some(
                view! { <section class="panel text-panel" aria-label="Review"><h2>"Review"</h2><p class="muted">"The buyer has not reviewed this order yet."</p></section> }.into_any(),
            ),
            _ => None,
        }
    })
}

fn shown(review: &Review) -> AnyView {
    view! {
        <section class="panel text-panel" aria-label="Review">
            <h2 tabindex="-1">"Review"</h2>
            {marks(review)}
            {review.content.clone().map(|text| view! { <p class="post-text" dir="auto">{rich_text(&text, &actor())}</p> })}
            <p class="muted"><TimeAgo at=review.created_at/></p>
        </section>
    }
    .into_any()
}

/// What is being written.
#[derive(Clone, Copy)]
struct Desk {
    subject: Subject,
    text: Typed,
    ratings: [Typed; 4],
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    written: RwSignal<Option<Review>>,
}

#[component]
fn ReviewForm(subject: Subject, written: RwSignal<Option<Review>>) -> impl IntoView {
    let kept = |name| draft::kept(draft::key(&subject.actor(), &subject.id(), name));
    let desk = Desk {
        subject,
        text: kept("review"),
        ratings: RATINGS.map(|(name, _)| kept(name)),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
        written,
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.submit();
    };
    let note = desk.text.note(ReviewText::parse, Note::hint("Everybody can read it on the service's page. It is written once."));
    let choices = RATINGS.iter().zip(desk.ratings).enumerate().map(|(place, ((_, label), typed))| rating_field(label, place > 0, typed));
    view! {
        <section class="panel text-panel" aria-label="Review">
            <h2>"How was it?"</h2>
            <form class="form" aria-label="Review" novalidate on:submit=submit>
                <div class="ratings">{choices.collect_view()}</div>
                <TextArea label="Your review" name="review" typed=desk.text note=note max=ReviewText::MAX/>
                {dynamic(move || desk.trouble.get().map(|text| view! { <div class="callout" data-kind="danger"><Icon name="circle-alert"/><p role="alert">{text}" What you wrote is still here."</p></div> }))}
                <div class="button-row"><BusyButton label="Publish review" busy=desk.busy role=ButtonRole::Submit/></div>
            </form>
        </section>
    }
}

/// One to five stars; optional ones can be taken back.
fn rating_field(label: &'static str, is_optional: bool, typed: Typed) -> AnyView {
    let name = unique_id("stars");
    let choice = |stars: i64| {
        let value = stars.to_string();
        let (own, chosen) = (value.clone(), value.clone());
        let word = if stars == 1 { "1 star".to_owned() } else { format!("{stars} stars") };
        let is_on = move || typed.value.with(|typed| typed.parse::<i64>().is_ok_and(|given| given >= stars));
        view! {
            <label data-on=move || is_on().then_some("")>
                <input type="radio" name=name.clone() value=value prop:checked=move || typed.value.with(|typed| *typed == own) on:change=move |_| typed.set(chosen.clone())/>
                <Icon name="star"/>
                <span class="visually-hidden">{word}</span>
            </label>
        }
    };
    let is_missing = move || typed.checked.get() && typed.value.with(String::is_empty);
    let clear = move || {
        (is_optional && typed.value.with(|typed| !typed.is_empty())).then(|| {
        view! { <button class="icon-button" type="button" aria-label=["Clear ", label].concat() on:click=move |_| typed.set(String::new())><Icon name="x"/></button> }
    })
    };
    view! {
        <fieldset class="star-field" role="radiogroup" aria-invalid=move || is_missing().then_some("true") tabindex="-1">
            <legend>{label}{is_optional.then(|| view! { " "<span class="muted">"optional"</span> })}</legend>
            <div class="star-row">{(1..=5).map(choice).collect_view()}{clear}</div>
            {dynamic(move || is_missing().then(|| view! { <p class="field-error" role="alert"><Icon name="circle-alert"/>"Choose one to five stars."</p> }))}
        </fieldset>
    }
    .into_any()
}

impl Desk {
    fn review(self) -> Option<SubmitReview> {
        let rating = |place: usize| self.ratings[place].value.with_untracked(|typed| Rating::parse(typed).ok());
        Some(SubmitReview {
            order: self.subject.id(),
            rating: rating(0)?,
            content: self.text.value.with_untracked(|text| ReviewText::parse(text).ok())?,
            quality: rating(1),
            communication: rating(2),
            delivery: rating(3),
        })
    }

    fn submit(self) {
        if self.busy.get_untracked() {
            return;
        }
        let Some(review) = self.review() else {
            self.ratings[0].checked.set(true);
            self.text.checked.set(true);
            return focus_first_mistake();
        };
        self.busy.set(true);
        self.trouble.set(None);
        let (actor, way_back) = (self.subject.actor(), self.subject.way_back());
        spawn_local(async move {
            if let Err(sentence) = self.send(&actor, &review).await {
                self.fail(sentence, &way_back);
            }
            self.busy.try_set(false);
        });
    }

    /// Publishes it once; else gives what there is to say.
    async fn send(self, actor: &Actor, review: &SubmitReview) -> Result<(), String> {
        self.subject.order.outdate();
        let published = match self.subject.store.client.send(actor, review).await {
            // A conflict: it was reviewed already, perhaps by this very form.
            Err(error) if error.fate_unknown() || error.is_conflict() => match self.find(actor, review).await {
                Ok(Some(found)) => Ok(found),
                Ok(None) => Err(error),
                Err(_) => {
                    return Err(
                        "It is not known whether the review was published. The service takes only one, so you can try again.".into()
                    );
                }
            },
            other => other,
        };
        let written = published.map_err(|error| ["The review was not published. ", &error.sentence(time::now())].concat())?;
        self.done(actor, review, written).await;
        Ok(())
    }

    /// The review as the service has it: with the order, or among those of the service.
    async fn find(self, actor: &Actor, review: &SubmitReview) -> Result<Option<Review>, ApiError> {
        let order = self.subject.order.again(Priority::Click).await?;
        if order.review.is_some() {
            return Ok(order.review);
        }
        own_review(self.subject.store, actor, &order, review.content.as_str()).await
    }

    async fn done(self, actor: &Actor, sent: &SubmitReview, review: Review) {
        let store = self.subject.store;
        changed(store);
        reviewed(store);
        for name in RATINGS.map(|(name, _)| name).into_iter().chain(["review"]) {
            draft::keep(&draft::key(actor, &sent.order, name), "");
        }
        store.notices.done("Your review is published.", None);
        self.written.try_set(Some(review));
        let _ = self.subject.order.again(Priority::Background).await;
        focus_heading("section[aria-label='Review'] h2");
    }

    fn fail(self, sentence: String, way_back: &WayBack) {
        way_back
            .set_or_tell(self.trouble, Some(sentence), |told| [told.as_deref().unwrap_or_default(), " What you wrote is kept."].concat());
    }
}
