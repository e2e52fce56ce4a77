//! A small generator of repeatable numbers, so that a world is the same on every machine.

/// `SplitMix64`: enough for a demo world, never used for secrets.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The sequence of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A sequence of its own for one purpose: changing how one part of a world is made leaves the others as they are.
    pub fn apart(&self, purpose: u64) -> Self {
        let mut other = Self(self.0 ^ purpose.wrapping_mul(0xA24B_AED4_963E_E407));
        other.bits();
        other
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to and without `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let scaled = (u128::from(self.bits()) * (end as u128)) >> 64;
        usize::try_from(scaled).unwrap_or(0)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).unwrap_or(0);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// From 0 up to and without 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with the given probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of a list; None when it is empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    /// Waiting times: mostly short, sometimes long, `mean` on average.
    pub fn wait(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// Heavy-tailed sizes of at least 1: most near 1, few very large. The smaller `shape`, the heavier the tail.
    pub fn heavy(&mut self, shape: f64) -> f64 {
        (1.0 - self.unit()).powf(-1.0 / shape)
    }

    /// Brings a list into a new order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// A choice in which some are likelier than others.
#[derive(Clone, Debug)]
pub struct Weighted(Vec<f64>);

impl Weighted {
    /// By the weights of the items, which are not negative.
    pub fn new(weights: impl IntoIterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        Self(
            weights
                .into_iter()
                .map(|weight| {
                    sum += weight;
                    sum
                })
                .collect(),
        )
    }

    /// The place of an item.
    pub fn pick(&self, random: &mut Random) -> usize {
        let goal = random.unit() * self.0.last().copied().unwrap_or(0.0);
        self.0.partition_point(|&sum| sum <= goal).min(self.0.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_purposes_differ() {
        let (mut one, mut two) = (Random::new(7), Random::new(7));
        assert_eq!([one.bits(), one.bits()], [two.bits(), two.bits()]);
        assert_ne!(Random::new(7).apart(1).bits(), Random::new(7).apart(2).bits());
    }

    #[test]
    fn numbers_stay_in_their_ranges() {
        let mut random = Random::new(1);
        for _ in 0..1_000 {
            assert!(random.below(3) < 3);
            assert!((-2..=2).contains(&random.between(-2, 2)));
            assert!((0.0..1.0).contains(&random.unit()));
            assert!(random.heavy(1.5) >= 1.0 && random.wait(2.0) >= 0.0);
        }
        assert_eq!((random.below(0), random.pick::<u8>(&[])), (0, None));
    }

    #[test]
    fn weights_decide() {
        let mut random = Random::new(2);
        let weighted = Weighted::new([0.0, 3.0, 1.0]);
        let mut counts = [0; 3];
        for _ in 0..4_000 {
            counts[weighted.pick(&mut random)] += 1;
        }
        assert_eq!(counts[0], 0);
        assert!((2_700..3_300).contains(&counts[1]), "{counts:?}");
    }
}
