//! What reviews say together. The service sends only the average, so the rest is counted here.

use contract::marketplace::Review;

/// Counts of some reviews.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Reviews that were counted.
    pub reviews: usize,
    /// How many gave five stars, four, three, two, one.
    pub by_stars: [usize; 5],
    /// Averages for quality, communication and delivery; none where nobody rated it.
    pub parts: [Option<f64>; 3],
}

impl Tally {
    /// Counts.
    pub fn of<'a>(reviews: impl Iterator<Item = &'a Review>) -> Self {
        let mut tally = Self::default();
        let mut sums = [(0.0, 0_u32); 3];
        for review in reviews {
            tally.reviews += 1;
            if let Some(place) = review.rating.and_then(place) {
                tally.by_stars[place] += 1;
            }
            for (sum, rating) in sums.iter_mut().zip([review.quality, review.communication, review.delivery]) {
                if let Some(rating) = rating {
                    *sum = (sum.0 + rating, sum.1 + 1);
                }
            }
        }
        tally.parts = sums.map(|(sum, count)| (count > 0).then(|| sum / f64::from(count)));
        tally
    }
}

/// The row of a rating: five stars first. Halves count as the next higher star.
fn place(rating: f64) -> Option<usize> {
    (1..=5_u8).rev().position(|stars| rating + 0.5 >= f64::from(stars))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Decode;
    use serde_json::json;

    #[test]
    fn ratings_are_counted_by_stars_and_parts_averaged() {
        let reviews: Vec<Review> = [
            json!({ "id": 1, "rating": 5, "qualityRating": 4 }),
            json!({ "id": 2, "rating": 4.5, "qualityRating": 5, "deliveryRating": 1 }),
            json!({ "id": 3, "rating": 1 }),
            json!({ "id": 4 }),
        ]
        .iter()
        .map(|json| Review::decode(json).expect("a review"))
        .collect();
        let tally = Tally::of(reviews.iter());
        assert_eq!(tally, Tally { reviews: 4, by_stars: [2, 0, 0, 0, 1], parts: [Some(4.5), None, Some(1.0)] });
        assert_eq!(Tally::of([].iter()), Tally::default());
    }
}
