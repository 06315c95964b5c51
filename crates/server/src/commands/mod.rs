//! What the verbs of the command line do. Each file is a verb; rules live in the slices.

pub mod eval;
pub mod extract;
