//! What makes two names the same, whose document it is, and where a line belongs: pure.

pub mod history;
pub mod iban;
pub mod matching;
pub mod names;
#[cfg(test)]
mod tests;
