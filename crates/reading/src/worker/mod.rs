//! The reader in a process of its own: a document that crashes, hangs or eats memory ends that process only.
//!
//! One child serves several documents in sequence, because loading the text models takes 0.1 s; it is replaced after
//! [`SERVED_MOST`] documents, when it has grown, and after any failure. `child` runs in the child, `parent` starts it.

mod child;
mod frame;
mod parent;
mod places;
mod restricted;

use std::path::PathBuf;

use road::facts::Facts;
use road::page::Route;
use serde::{Deserialize, Serialize};

use crate::{Limits, PageImage, ReadError, Reading};

pub(crate) use child::allow_memory_for_pictures;
pub use child::serve_stdin;
pub use parent::Worker;

/// Documents after which a child is replaced.
const SERVED_MOST: u32 = 200;
/// Resident memory in bytes above which a child is replaced after its document.
const GROWN: u64 = 900 * 1024 * 1024;

/// What the parent asks. The bytes of the document follow the JSON.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    task: Task,
    limits: Limits,
    models: PathBuf,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Task {
    Read,
    Render {
        page: u32,
        width: u32,
        turn: u8,
    },
    /// The bytes are pages in their JSON form; they were read by this route.
    Extract {
        route: Route,
    },
}

impl Task {
    /// Wall-clock seconds it may take.
    fn seconds(self, limits: &Limits) -> u64 {
        match self {
            Self::Read | Self::Render { .. } => limits.max_seconds,
            Self::Extract { .. } => limits.max_extract_seconds,
        }
    }
}

/// What the child answers. Blobs follow the JSON: for a reading the XML (if `has_xml`) and the attachments in order,
/// for a picture its file.
#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    outcome: Outcome,
    has_xml: bool,
    /// Resident memory of the child in bytes.
    resident: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Reading(Box<Reading>),
    Picture(PageImage),
    Facts(Box<Facts>),
    Failed(ReadError),
}
