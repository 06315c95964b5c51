//! The road of a document: what may happen to it, and what is done about it.
//!
//! `arrive → read → extract → classify → propose → review → post`. Each stage takes the result before it and gives one
//! new result; [`step`] alone says which event leads from which state to which, and which effects follow. The data of
//! the stages live here too: [`page`] (words with their places), [`facts`] (fields with confidence), [`proposal`].
//!
//! INVARIANT: no IO, no clock, no randomness; the same event in the same state always gives the same answer.

pub mod facts;
pub mod page;
