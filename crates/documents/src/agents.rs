//! The agents of the road: who does which stage, in which version, and by which job.

use road::Stage;

/// The agents are parts of this program and have its version; it stands in every stage row.
pub(crate) const AGENT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The agent that does a stage.
pub(crate) fn agent_of(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "reader",
        Stage::Extract => "extractor",
        Stage::Classify => "classifier",
        Stage::Propose => "proposer",
    }
}

/// The kind of job that does a stage.
pub(crate) fn job_kind(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "document.read",
        Stage::Extract => "document.extract",
        Stage::Classify => "document.classify",
        Stage::Propose => "document.propose",
    }
}
