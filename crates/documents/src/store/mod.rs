//! The SQL of this slice; nothing else in it speaks SQL.

mod contents;
mod corrections;
mod documents;
mod duplicates;
mod images;
mod lists;
mod stages;

pub use contents::Tombstone;
pub(crate) use contents::{bury, claim, is_kept, lock_all_of, require as require_content};
pub(crate) use corrections::{
    Correction, Settled, add_corrections, authors, corrected_fields, correction_totals, corrections_of, settled,
};
pub(crate) use documents::{
    DocumentRow, NewDocument, Summary, entity_of, find_same_bytes, get, insert, lock, one_newcomer_at_a_time,
    save_approved_by, save_state, save_summary,
};
pub(crate) use duplicates::{with_same_number, with_same_total};
pub(crate) use images::{add_image, image};
pub(crate) use lists::{Counts, ListFilter, counts, list, names};
pub(crate) use stages::{NewMessage, NewStage, StageRow, add_message, add_stage, messages, newest, story};
