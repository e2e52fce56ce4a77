//! Ratings: a star with a number, or five stars.

use leptos::prelude::*;

use crate::parts::format::counted;
use crate::parts::icon::Icon;

/// The average of ratings, and how many there are: `★ 4.7 (12)`. Unrated services say so.
pub fn rating(average: Option<f64>, reviews: Option<u64>) -> AnyView {
    match average {
        Some(average) => {
            let words = format!("Rated {average:.1} of 5, {}", counted(reviews, "review", "reviews"));
            let count = reviews.map(|count| [" (", &count.to_string(), ")"].concat());
            view! {
                <span class="rating">
                    <Icon name="star"/>
                    <span aria-hidden="true"><b>{format!("{average:.1}")}</b>{count}</span>
                    <span class="visually-hidden">{words}</span>
                </span>
            }
            .into_any()
        }
        None if reviews.is_some_and(|count| count > 0) => {
            view! { <span class="rating" data-kind="none">{counted(reviews, "review", "reviews")}</span> }.into_any()
        }
        None => view! { <span class="rating" data-kind="none">"Not rated yet"</span> }.into_any(),
    }
}

/// Five stars of which as many are filled as were given; unknown ratings say so.
pub fn stars(given: Option<f64>) -> AnyView {
    let Some(given) = given else {
        return view! { <span class="muted">"Rating unknown"</span> }.into_any();
    };
    let star = |place: u8| view! { <span data-on=(given + 0.5 >= f64::from(place)).then_some("")><Icon name="star"/></span> };
    view! { <span class="stars" role="img" aria-label=[&number(given), " of 5 stars"].concat()>{(1..=5).map(star).collect_view()}</span> }
        .into_any()
}

/// A rating without needless decimals: `5`, `4.5`.
pub fn number(rating: f64) -> String {
    let text = format!("{rating:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_ratings_have_no_decimals() {
        assert_eq!([number(5.0), number(4.5), number(4.04)], ["5", "4.5", "4"]);
    }
}
