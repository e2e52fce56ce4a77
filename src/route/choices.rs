//! What an address says beside its path, where that is more than a tab.

use contract::operation::percent_encode;

/// The query parameters of a page, in the page's own order; what is empty stays out of the address. The page itself knows what they
/// mean: see [`super::explore`] and [`super::search`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Choices(Vec<(&'static str, String)>);

impl Choices {
    /// No parameter.
    pub const NONE: Self = Self(Vec::new());

    /// Reads those of the parameters that the address has.
    pub(super) fn read(names: &[&'static str], query: &dyn Fn(&str) -> Option<String>) -> Self {
        names.iter().fold(Self::default(), |choices, name| choices.with(name, query(name).unwrap_or_default()))
    }

    /// The value of a parameter; empty when the address does not have it.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The same with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        if !value.is_empty() {
            self.0.push((name, value));
        }
        self
    }

    /// The path with the parameters behind it.
    pub(super) fn path(&self, path: &str) -> String {
        let mut address = path.to_owned();
        for (index, (name, value)) in self.0.iter().enumerate() {
            address.push(if index == 0 { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            percent_encode(value, &mut address);
        }
        address
    }
}
