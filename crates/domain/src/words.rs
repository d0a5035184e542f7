//! Open enumerations: the words we know, and room for those we do not.

/// Defines an enumeration whose members are Microsoft's words, read without regard to case and surrounding blanks,
/// and whose last member keeps any other word as it came.
macro_rules! open_words {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $word:literal $(| $alias:literal)*,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$member_doc])* $member,)*
            /// A word we do not know, kept as it came.
            Other(String),
        }

        impl $name {
            /// Reads a word; never fails.
            pub fn read(word: &str) -> Self {
                let trimmed = word.trim();
                $(if [$word $(, $alias)*].iter().any(|known| trimmed.eq_ignore_ascii_case(known)) {
                    return Self::$member;
                })*
                Self::Other(trimmed.to_owned())
            }

            /// Microsoft's spelling, or the unknown word as it came.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $word,)*
                    Self::Other(word) => word,
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::read(&<std::borrow::Cow<'de, str>>::deserialize(deserializer)?))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use open_words;
