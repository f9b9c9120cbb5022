//! A batch's status, open-ended: a word that the reference does not know is shown as it is and waited on.

use std::fmt;

/// Where a batch stands (facts §5.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BatchStatus {
    /// Open for files; nothing is visible.
    Loading,
    /// Completed by the client; can no longer be aborted.
    Loaded,
    /// Waiting to be worked on.
    Queued,
    /// Being worked on.
    Processing,
    /// Data are being staged.
    Staging,
    /// Staged; the ingestion job has run.
    Staged,
    /// A passing problem; the platform repeats by itself.
    Retrying,
    /// The platform has stopped repeating; it may still land.
    Stalled,
    /// Promoted into the data lake (`success`, `active`). Rows may still have been refused.
    Success,
    /// Nothing of it is visible (`failed`, `failure`).
    Failed,
    /// The client gave it up.
    Aborted,
    /// The client never completed it.
    Abandoned,
    /// Reverted or expired.
    Inactive,
    /// Its data are gone or put away (`deleted`, `archived`, `retained`).
    Removed,
    /// A word that the reference does not list.
    Unknown(String),
}

impl BatchStatus {
    /// Reads the word on the wire, in any casing.
    pub fn parse(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "loading" => Self::Loading,
            "loaded" => Self::Loaded,
            "queued" => Self::Queued,
            "processing" => Self::Processing,
            "staging" => Self::Staging,
            "staged" => Self::Staged,
            "retrying" => Self::Retrying,
            "stalled" => Self::Stalled,
            "success" | "active" => Self::Success,
            "failed" | "failure" => Self::Failed,
            "aborted" => Self::Aborted,
            "abandoned" => Self::Abandoned,
            "inactive" => Self::Inactive,
            "deleted" | "archived" | "retained" => Self::Removed,
            other => Self::Unknown(other.chars().take(64).collect()),
        }
    }

    /// The platform's word, or the first of its synonyms.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Loading => "loading",
            Self::Loaded => "loaded",
            Self::Queued => "queued",
            Self::Processing => "processing",
            Self::Staging => "staging",
            Self::Staged => "staged",
            Self::Retrying => "retrying",
            Self::Stalled => "stalled",
            Self::Success => "success",
            Self::Failed => "failed",
            Self::Aborted => "aborted",
            Self::Abandoned => "abandoned",
            Self::Inactive => "inactive",
            Self::Removed => "deleted",
            Self::Unknown(word) => word,
        }
    }

    /// Nothing more will happen by itself. `stalled` is not final: it may still land.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Success | Self::Failed | Self::Aborted | Self::Abandoned | Self::Inactive | Self::Removed
        )
    }

    /// Its rows are in the data lake.
    pub fn is_success(&self) -> bool {
        *self == Self::Success
    }

    /// Final, and none of its rows became visible.
    pub fn is_without_rows(&self) -> bool {
        matches!(self, Self::Failed | Self::Aborted | Self::Abandoned)
    }
}

impl fmt::Display for BatchStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_mean_the_same() {
        assert_eq!(BatchStatus::parse("active"), BatchStatus::parse("success"));
        assert_eq!(BatchStatus::parse("FAILURE"), BatchStatus::Failed);
    }

    #[test]
    fn a_word_that_nobody_documented_is_waited_on_and_shown() {
        let status = BatchStatus::parse("reticulating");
        assert_eq!(status, BatchStatus::Unknown("reticulating".into()));
        assert!(!status.is_final());
        assert_eq!(status.to_string(), "reticulating");
    }

    #[test]
    fn every_documented_word_is_known_and_final_where_the_reference_says_so() {
        let passing = [
            "loading",
            "loaded",
            "queued",
            "processing",
            "staging",
            "staged",
            "retrying",
            "stalled",
        ];
        let last = [
            "success",
            "active",
            "failed",
            "failure",
            "aborted",
            "abandoned",
            "inactive",
            "deleted",
            "archived",
            "retained",
        ];
        for word in passing {
            assert!(!BatchStatus::parse(word).is_final(), "{word}");
        }
        for word in last {
            assert!(BatchStatus::parse(word).is_final(), "{word}");
        }
        for word in passing.iter().chain(&last) {
            assert!(!matches!(BatchStatus::parse(word), BatchStatus::Unknown(_)), "{word}");
        }
    }
}
