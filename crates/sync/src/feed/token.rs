//! The token a desk shows to its relay.

use std::fmt;
use std::sync::Arc;

/// A desk's token. Printing one is a bug, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct DeskToken(Arc<str>);

impl DeskToken {
    /// A token as somebody typed it.
    pub fn read(text: &str) -> Self {
        Self(text.trim().into())
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The token itself, for the one place that sends it and the vault that keeps it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DeskToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeskToken(…)")
    }
}
