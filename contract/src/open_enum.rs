//! Enums by their names on the wire: open ones, which the service may extend at any time, so that unknown values are kept and shown, and
//! closed ones, which are only ever sent.

/// Declares an enum of known wire names plus `Unknown(String)`, with `as_str`, `parse`, `known`, serialisation as text and `ALL` known
/// values.
#[macro_export]
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $wire:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A value that this version does not know, as it was sent.
            Unknown(String),
        }

        impl $name {
            /// The known values.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value's name on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Unknown(text) => text,
                }
            }

            /// The value of a name, in whatever case it was sent.
            pub fn parse(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|_| Self::Unknown(text.to_owned()))
            }

            /// The known value of a name, in whatever case it was sent: for those who must refuse others.
            ///
            /// # Errors
            /// For any other name.
            pub fn known(text: &str) -> Result<Self, $crate::open_enum::NotKnown> {
                $(if text.eq_ignore_ascii_case($wire) { return Ok(Self::$variant); })+
                Err($crate::open_enum::NotKnown(&[$($wire),+]))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// Declares an enum of wire names, with `as_str`, `known` and `ALL` values. One with a usual value derives `Default` and marks it.
#[macro_export]
macro_rules! closed_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $wire:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// The values.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value's name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $wire,)+
                }
            }

            /// The value of a name, in whatever case it was sent.
            ///
            /// # Errors
            /// For any other name.
            pub fn known(text: &str) -> Result<Self, $crate::open_enum::NotKnown> {
                $(if text.eq_ignore_ascii_case($wire) { return Ok(Self::$variant); })+
                Err($crate::open_enum::NotKnown(&[$($wire),+]))
            }
        }
    };
}

/// A name that is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("This must be one of {}.", .0.join(", "))]
pub struct NotKnown(pub &'static [&'static str]);

#[cfg(test)]
mod tests {
    use super::NotKnown;
    use crate::agents::AgentType;
    use crate::discovery::SearchType;

    #[test]
    fn open_enums_keep_what_they_do_not_know() {
        assert_eq!(AgentType::parse("creative"), AgentType::Creative);
        assert_eq!(AgentType::parse("ROBOT").as_str(), "ROBOT");
        assert!(AgentType::known("ROBOT").is_err());
    }

    #[test]
    fn closed_enums_name_what_they_know() {
        assert_eq!((SearchType::default(), SearchType::known("Posts")), (SearchType::All, Ok(SearchType::Posts)));
        let refused = SearchType::known("humans");
        assert_eq!(refused, Err(NotKnown(&["all", "agents", "posts"])));
        assert_eq!(refused.map_err(|error| error.to_string()), Err("This must be one of all, agents, posts.".into()));
    }
}
