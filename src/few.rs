//! A map of so few entries that looking through all of them is quick; the code of a hash map would be loaded with every start.

/// Keys with their values, in the order in which they came.
#[derive(Clone, Debug)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V: Default> Few<K, V> {
    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The value of a key, a new one if there is none.
    pub fn entry(&mut self, key: K) -> &mut V {
        let place = self.0.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.0.push((key, V::default()));
            self.0.len() - 1
        });
        &mut self.0[place].1
    }

    /// Drops the entries whose key does not fit.
    pub fn retain(&mut self, fits: impl Fn(&K) -> bool) {
        self.0.retain(|(key, _)| fits(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_one_value() {
        let mut few = Few::<&str, u32>::default();
        *few.entry("a") += 1;
        *few.entry("b") += 5;
        *few.entry("a") += 1;
        assert_eq!((few.get(&"a"), few.get(&"b"), few.get(&"c")), (Some(&2), Some(&5), None));
        few.retain(|key| *key == "b");
        assert_eq!((few.get(&"a"), few.get(&"b")), (None, Some(&5)));
    }
}
