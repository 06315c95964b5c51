//! The jobs of the road: each performs one effect and ends with one event.

use std::sync::Arc;

use books::DocumentId;
use jobs::{BoxFuture, Failure, Handler, Job};
use op::Op;
use road::Stage;
use serde::Deserialize;

use crate::agents::job_kind;
use crate::{DocumentError, Documents};

struct StageHandler {
    documents: Documents,
    stage: Stage,
}

#[derive(Deserialize)]
struct Payload {
    document_id: DocumentId,
}

impl Documents {
    /// The handlers a runner needs to lead documents down the road and to remove what was deleted.
    pub fn handlers(&self) -> Vec<Arc<dyn Handler>> {
        let of = |stage| Arc::new(StageHandler { documents: self.clone(), stage }) as Arc<dyn Handler>;
        vec![of(Stage::Read), of(Stage::Extract), of(Stage::Classify), of(Stage::Propose), self.remover()]
    }
}

impl Handler for StageHandler {
    fn kind(&self) -> &'static str {
        job_kind(self.stage)
    }

    fn run<'a>(&'a self, op: &'a Op, job: &'a Job) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let Payload { document_id } = job.payload_as()?;
            let attempt = i16::try_from(job.attempt).unwrap_or(i16::MAX);
            let done = match self.stage {
                Stage::Read => self.documents.run_read(op, document_id, attempt).await,
                Stage::Extract => self.documents.run_extract(op, document_id, attempt).await,
                Stage::Classify => self.documents.run_classify(op, document_id, attempt).await,
                Stage::Propose => self.documents.run_propose(op, document_id, attempt).await,
            };
            match done {
                Ok(()) => Ok(()),
                // A document that is gone or damaged does not get better by trying.
                Err(
                    error @ (DocumentError::NotFound
                    | DocumentError::BrokenStage { .. }
                    | DocumentError::ContentDeleted(_)),
                ) => Err(Failure::terminal(error)),
                Err(error @ DocumentError::Denied(_)) => Err(Failure::denied(error)),
                Err(error) => Err(Failure::retry(error)),
            }
        })
    }

    fn gave_up<'a>(&'a self, op: &'a Op, job: &'a Job, why: &'a str) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let Payload { document_id } = job.payload_as()?;
            let attempt = i16::try_from(job.attempt).unwrap_or(i16::MAX);
            self.documents.give_up(op, document_id, self.stage, attempt, why).await.map_err(Failure::retry)
        })
    }
}
