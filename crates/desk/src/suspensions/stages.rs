//! Stages as words: the journal keeps those that people set, the sheet names all.

use crate::contract::SuspensionStage;

/// In the order of the board's columns.
pub(super) const STAGES: [SuspensionStage; 5] = [
    SuspensionStage::Suspended,
    SuspensionStage::Contacted,
    SuspensionStage::Promised,
    SuspensionStage::Reinstated,
    SuspensionStage::Lost,
];

impl SuspensionStage {
    /// The word for it in the journal and in files.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::Contacted => "contacted",
            Self::Promised => "promised",
            Self::Reinstated => "reinstated",
            Self::Lost => "lost",
        }
    }

    /// The stage of a word of the journal; one that a newer program may know is the first.
    pub(super) fn read(word: &str) -> Self {
        STAGES.into_iter().filter(|stage| stage.is_open()).find(|stage| stage.word() == word).unwrap_or(Self::Suspended)
    }

    /// Whether a person may say so; how it ends, Microsoft says.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Suspended | Self::Contacted | Self::Promised)
    }
}
