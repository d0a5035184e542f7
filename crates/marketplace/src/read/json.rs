//! JSON taken apart by one layer, borrowed from the text it was in.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::NotRead;

/// An object: its members' names, and their values as text.
pub(crate) struct Members<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Members<'a> {
    pub(crate) fn read(text: &'a str) -> Result<Self, NotRead> {
        serde_json::from_str(text).map_err(|error| not_read(&error, ""))
    }

    /// The first member of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.iter().find(|(member, _)| member.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// Every member: one documented name has blanks around it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.0.iter().map(|(name, value)| (name.trim(), *value))
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Layer;

        impl<'de> Visitor<'de> for Layer {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(20);
                while let Some((Text(name), value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    members.push((name, value.get()));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Layer)
    }
}

/// The elements of an array, as text; null is an empty one.
pub(crate) fn elements<'a>(text: &'a str, name: &str) -> Result<Vec<&'a str>, NotRead> {
    let list: Option<Vec<&RawValue>> = serde_json::from_str(text).map_err(|error| not_read(&error, name))?;
    Ok(list.unwrap_or_default().into_iter().map(RawValue::get).collect())
}

/// What a value says: a string's content, or the text of a number or truth value, without blanks around it. Nothing
/// where it is null. An object or array says nothing of the kind.
pub(crate) fn text_of(value: &str) -> Result<Option<Cow<'_, str>>, NotText> {
    match value.chars().next() {
        Some('"') => Ok(Some(trimmed(content(value)?))),
        Some('n') => Ok(None),
        Some('{' | '[') | None => Err(NotText),
        Some(_) => Ok(Some(Cow::Borrowed(value))),
    }
}

/// A value that is no text.
#[derive(Debug)]
pub(crate) struct NotText;

/// A string's content: borrowed, if it holds no escape.
fn content(value: &str) -> Result<Cow<'_, str>, NotText> {
    match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Ok(Cow::Borrowed(plain)),
        _ => serde_json::from_str(value).map(|Text(content)| content).map_err(|_| NotText),
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn not_read(error: &serde_json::Error, field: &str) -> NotRead {
    if error.is_eof() { NotRead::CutShort } else { NotRead::Field(field.to_owned()) }
}

/// A string, read as bytes: half of a surrogate pair, left behind by whoever cut a name, costs one letter.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl<'de> Visitor<'de> for Bytes {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Text(String::from_utf8_lossy(bytes)))
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(String::from_utf8_lossy(bytes).into_owned())))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}
