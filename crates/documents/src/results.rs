//! The newest results of a document, each read once for whoever looks, decides or corrects.

use books::DocumentId;
use pg::TenantTx;
use road::Versioned;
use road::classification::Classification;
use road::facts::Facts;

use crate::DocumentError;
use crate::propose::ProposeOutput;
use crate::read::ReadOutput;
use crate::stage::newest;

/// What the stages found last. A result that is missing or cannot be read is absent: the stage can be run again.
pub(crate) struct Results {
    pub read: Option<ReadOutput>,
    pub facts: Option<Facts>,
    pub classification: Option<Classification>,
    pub output: Option<ProposeOutput>,
}

impl Results {
    /// Four statements.
    pub(crate) async fn load(tx: &mut TenantTx, id: DocumentId) -> Result<Self, DocumentError> {
        Ok(Self {
            read: readable(tx, id, "read").await?,
            facts: readable(tx, id, "extract").await?,
            classification: readable(tx, id, "classify").await?,
            output: readable(tx, id, "propose").await?,
        })
    }
}

async fn readable<T: Versioned>(
    tx: &mut TenantTx,
    id: DocumentId,
    stage: &'static str,
) -> Result<Option<T>, DocumentError> {
    match newest(tx, id, stage).await {
        Ok(found) => Ok(found.map(|(_, result)| result)),
        Err(DocumentError::BrokenStage { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
