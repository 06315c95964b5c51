use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Stage;

/// What is to be done after a step. A stage is one job, which ends with one event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Read the bytes.
    Read,
    /// Extract the facts.
    Extract,
    /// Classify.
    Classify,
    /// Propose the entry.
    Propose,
    /// Tell somebody.
    Notify(Notice),
}

/// What people are told.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// It is ready for review.
    NeedsReview,
    /// It was held.
    Held,
    /// A stage failed for good.
    Failed,
    /// A question was asked.
    Question {
        /// Of whom; of all reviewers when absent.
        of: Option<Uuid>,
    },
    /// The question was answered.
    Answered,
    /// It was posted.
    Posted,
}

impl Effect {
    /// The effect that does a stage.
    pub(crate) fn of(stage: Stage) -> Self {
        match stage {
            Stage::Read => Self::Read,
            Stage::Extract => Self::Extract,
            Stage::Classify => Self::Classify,
            Stage::Propose => Self::Propose,
        }
    }

    /// The stage it does, if it is one.
    pub fn stage(&self) -> Option<Stage> {
        match self {
            Self::Read => Some(Stage::Read),
            Self::Extract => Some(Stage::Extract),
            Self::Classify => Some(Stage::Classify),
            Self::Propose => Some(Stage::Propose),
            Self::Notify(_) => None,
        }
    }
}
