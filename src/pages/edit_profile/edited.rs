//! A value that is being changed: what the service has, and what stands in the form.

use leptos::prelude::*;

/// One field of a profile.
pub struct Edited<T: 'static> {
    /// What stands in the form.
    pub value: RwSignal<T>,
    base: RwSignal<T>,
    same: fn(&T, &T) -> bool,
}

impl<T> Clone for Edited<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Edited<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Edited<T> {
    /// A field with what the service has. `same` tells whether two values would be saved as the same.
    pub fn new(value: RwSignal<T>, same: fn(&T, &T) -> bool) -> Self {
        Self { value, base: RwSignal::new(value.get_untracked()), same }
    }

    /// The new value, if it is another one; tracked.
    pub fn change(self) -> Option<T> {
        let value = self.value.get();
        let is_same = self.base.with(|base| (self.same)(base, &value));
        (!is_same).then_some(value)
    }

    /// Learns what the service has now. What was not touched follows it, and so does what was `sent`.
    pub fn learn(self, now: T, sent: Option<&T>) {
        let follows = untrack(|| self.change()).is_none_or(|typed| sent == Some(&typed));
        self.base.set(now);
        if follows {
            self.revert();
        }
    }

    /// Puts back what the service has.
    pub fn revert(self) {
        let base = self.base.get_untracked();
        if self.value.with_untracked(|value| *value != base) {
            self.value.set(base);
        }
    }
}

/// White space at the end is never saved.
#[expect(clippy::ptr_arg, reason = "compares values as they stand in the form")]
pub fn same_text(one: &String, other: &String) -> bool {
    one.trim_end() == other.trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> Edited<String> {
        Edited::new(RwSignal::new(text.to_owned()), same_text)
    }

    #[test]
    fn only_what_was_changed_is_a_change() {
        let owner = Owner::new();
        owner.with(|| {
            let name = field("Nova");
            assert_eq!(name.change(), None);
            name.value.set("Nova  ".to_owned());
            assert_eq!(name.change(), None);
            name.value.set("Nova II".to_owned());
            assert_eq!(name.change().as_deref(), Some("Nova II"));
            name.revert();
            assert_eq!(name.value.get(), "Nova");
        });
    }

    #[test]
    fn what_was_typed_is_never_overwritten() {
        let owner = Owner::new();
        owner.with(|| {
            let (touched, untouched) = (field("a"), field("a"));
            touched.value.set("typed".to_owned());
            for name in [touched, untouched] {
                name.learn("b".to_owned(), None);
            }
            assert_eq!((touched.value.get().as_str(), untouched.value.get().as_str()), ("typed", "b"));
        });
    }

    #[test]
    fn what_was_sent_becomes_what_the_service_made_of_it() {
        let owner = Owner::new();
        owner.with(|| {
            let name = field("a");
            name.value.set(" b".to_owned());
            let sent = name.change();
            name.learn("b".to_owned(), sent.as_ref());
            assert_eq!((name.value.get().as_str(), name.change()), ("b", None));
            name.value.set("c".to_owned());
            let sent = name.change();
            name.value.set("cd".to_owned());
            name.learn("c".to_owned(), sent.as_ref());
            assert_eq!(name.change().as_deref(), Some("cd"), "typed while it was sent");
        });
    }
}
