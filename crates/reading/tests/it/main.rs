//! Documents from outside, friendly and hostile, through the reader and through its process.

mod corpus;
mod files;
mod hostile;
mod layout;
mod pictures;
mod process;
