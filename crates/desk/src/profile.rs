//! The folder of this computer's user: which publishers are connected, and what the person chose.
//!
//! Nothing in these two files is secret, and no customer is named in them.

use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::contract::{ConnectionCard, Preferences};
use crate::files;

/// A connected publisher as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Connection {
    /// What the page sees of it.
    #[serde(flatten)]
    pub card: ConnectionCard,
    /// Another sign-in service than Microsoft's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Another marketplace API than Microsoft's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// Its relay. The token is in the vault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<KeptRelay>,
}

/// Where a connection's relay is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptRelay {
    /// Its address.
    pub address: String,
    /// The name it has for the publisher.
    pub connection: String,
    /// For how many days what it told is kept here; the usual time where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_days: Option<u16>,
}

/// Every connection, and which of them is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Connections {
    /// In the order in which they were made.
    pub all: Vec<Connection>,
    /// Id of the one shown last.
    pub current: Option<String>,
}

impl Connections {
    /// The connection shown last, or else the first.
    pub(crate) fn current(&self) -> Option<&Connection> {
        self.current.as_ref().and_then(|id| self.find(id)).or_else(|| self.all.first())
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Connection> {
        self.all.iter().find(|connection| connection.card.id == id)
    }
}

/// The folder.
#[derive(Debug, Clone)]
pub(crate) struct Profile(PathBuf);

impl Profile {
    pub(crate) fn new(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Where one connection keeps its store.
    pub(crate) fn folder_of(&self, connection: &str) -> PathBuf {
        self.0.join("connections").join(connection)
    }

    pub(crate) fn sealed_vault(&self) -> PathBuf {
        self.0.join("vault.sealed")
    }

    pub(crate) fn logs(&self) -> PathBuf {
        self.0.join("logs")
    }

    pub(crate) fn recovery_of(&self, connection: &str) -> PathBuf {
        self.folder_of(connection).join("recovery.json")
    }

    /// # Errors
    /// Where the file is there and cannot be read: an unreadable list must not look like a first run.
    pub(crate) fn connections(&self) -> io::Result<Connections> {
        self.read("connections.json")
    }

    pub(crate) fn set_connections(&self, connections: &Connections) -> io::Result<()> {
        self.write("connections.json", connections)
    }

    /// Preferences that cannot be read are those of a first day.
    pub(crate) fn preferences(&self) -> Preferences {
        self.read("preferences.json").unwrap_or_default()
    }

    pub(crate) fn set_preferences(&self, preferences: &Preferences) -> io::Result<()> {
        self.write("preferences.json", preferences)
    }

    fn read<T: DeserializeOwned + Default>(&self, name: &str) -> io::Result<T> {
        match std::fs::read(self.0.join(name)) {
            Ok(text) => serde_json::from_slice(&text).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(T::default()),
            Err(error) => Err(error),
        }
    }

    fn write(&self, name: &str, content: &impl Serialize) -> io::Result<()> {
        files::replace(&self.0.join(name), &serde_json::to_vec_pretty(content).map_err(io::Error::other)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_cannot_be_read_is_an_error_and_not_a_first_run() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::new(folder.path());
        assert_eq!(profile.connections().unwrap(), Connections::default(), "no file is a first run");
        std::fs::write(folder.path().join("connections.json"), "{ half").unwrap();
        assert!(profile.connections().is_err());
    }

    #[test]
    fn preferences_of_a_newer_program_are_read_as_far_as_they_go() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("preferences.json"), r#"{"theme": "dark", "novel": 1}"#).unwrap();
        let preferences = Profile::new(folder.path()).preferences();
        assert_eq!(preferences.theme, crate::contract::Theme::Dark);
        assert!(preferences.hide_cancelled, "what the file does not say is as on the first day");
    }
}
