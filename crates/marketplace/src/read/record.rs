//! An object and the path to it: every member is read here, so that what could not be read can be named.

use std::borrow::Cow;
use std::str::FromStr as _;

use chrono::{DateTime, NaiveDate, Utc};
use domain::Misread;
use rust_decimal::Decimal;

use super::json::{Members, elements, text_of};
use super::moment;

/// What kept a record from being read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Path of the member; empty for the record itself.
    pub(crate) field: String,
    /// What is wrong with it.
    pub(crate) misread: Misread,
}

/// An object within what was received.
pub(crate) struct Record<'a> {
    path: String,
    members: Option<Members<'a>>,
}

impl<'a> Record<'a> {
    /// The outermost object.
    pub(crate) fn read(raw: &'a str) -> Result<Self, Unread> {
        Self::read_at(raw, String::new())
    }

    fn read_at(raw: &'a str, path: String) -> Result<Self, Unread> {
        match Members::read(raw) {
            Ok(members) => Ok(Self { path, members: Some(members) }),
            Err(_) => Err(Unread { field: path, misread: Misread::NotAnObject }),
        }
    }

    /// Whether it was there and held anything.
    pub(crate) fn has_members(&self) -> bool {
        self.members.as_ref().is_some_and(|members| members.iter().next().is_some())
    }

    /// A member's value as text, unless it is missing or null.
    fn value(&self, name: &str) -> Option<&'a str> {
        self.members.as_ref()?.get(name).filter(|value| *value != "null")
    }

    fn unread(&self, name: &str, misread: Misread) -> Unread {
        Unread { field: self.path_to(name), misread }
    }

    fn path_to(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A member that says something, read further.
    fn said<T>(&self, name: &str, read: impl FnOnce(&str) -> Result<T, Misread>) -> Result<Option<T>, Unread> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let text = text_of(value).map_err(|_| self.unread(name, Misread::NotText))?.unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        read(&text).map(Some).map_err(|misread| self.unread(name, misread))
    }

    /// Text; empty where nothing is said.
    pub(crate) fn text(&self, name: &str) -> Result<String, Unread> {
        Ok(self.optional_text(name)?.unwrap_or_default())
    }

    /// Text, where something is said.
    pub(crate) fn optional_text(&self, name: &str) -> Result<Option<String>, Unread> {
        self.said(name, |text| Ok(text.to_owned()))
    }

    /// An id, without which the record is of no use. A number is none: who reads one has misread the record.
    pub(crate) fn id(&self, name: &str) -> Result<String, Unread> {
        match self.value(name) {
            Some(value) if !value.starts_with('"') => Err(self.unread(name, Misread::NotText)),
            _ => self.optional_text(name)?.ok_or_else(|| self.unread(name, Misread::Missing)),
        }
    }

    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Unread> {
        self.said(name, |text| match text {
            _ if text.eq_ignore_ascii_case("true") => Ok(true),
            _ if text.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(Misread::NotAFlag),
        })
    }

    /// A count, as number or numeric text.
    pub(crate) fn count(&self, name: &str) -> Result<Option<u32>, Unread> {
        let whole = |text: &str| Decimal::from_str(text).ok().filter(Decimal::is_integer)?.try_into().ok();
        self.said(name, |text| whole(text).ok_or(Misread::NotACount))
    }

    /// An exact number without which the record is of no use.
    pub(crate) fn required_decimal(&self, name: &str) -> Result<Decimal, Unread> {
        let exact = |text: &str| Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
        let number = self.said(name, |text| exact(text).map_err(|_| Misread::NotANumber))?;
        number.ok_or_else(|| self.unread(name, Misread::Missing))
    }

    pub(crate) fn day(&self, name: &str) -> Result<Option<NaiveDate>, Unread> {
        self.said(name, moment::day).map(Option::flatten)
    }

    pub(crate) fn moment(&self, name: &str) -> Result<Option<DateTime<Utc>>, Unread> {
        self.said(name, moment::moment).map(Option::flatten)
    }

    /// An object within; one without members where it is missing.
    pub(crate) fn object(&self, name: &str) -> Result<Self, Unread> {
        match self.value(name) {
            Some(raw) if !matches!(text_of(raw), Ok(Some(Cow::Borrowed("")))) => Self::read_at(raw, self.path_to(name)),
            _ => Ok(Self { path: self.path_to(name), members: None }),
        }
    }

    /// The objects of a list within.
    pub(crate) fn objects(&self, name: &str) -> Result<Vec<Self>, Unread> {
        let list = self.list(name)?.into_iter().enumerate();
        list.map(|(index, raw)| Self::read_at(raw, self.path_to(&format!("{name}[{index}]")))).collect()
    }

    /// The words of a list within.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>, Unread> {
        let text = |raw| text_of(raw).map(|text| text.unwrap_or_default().into_owned());
        self.list(name)?
            .into_iter()
            .map(text)
            .collect::<Result<_, _>>()
            .map_err(|_| self.unread(name, Misread::NotWords))
    }

    fn list(&self, name: &str) -> Result<Vec<&'a str>, Unread> {
        let list = self.value(name).map(|raw| elements(raw, name)).transpose();
        list.map(Option::unwrap_or_default).map_err(|_| self.unread(name, Misread::NotAList))
    }

    /// Members of other names than these.
    pub(crate) fn others(&self, known: &[&str]) -> impl Iterator<Item = (String, &'a str)> {
        let members = self.members.iter().flat_map(Members::iter);
        members
            .filter(|(name, _)| !known.iter().any(|known| known.eq_ignore_ascii_case(name)))
            .map(|(name, value)| (self.path_to(name), value))
    }
}
