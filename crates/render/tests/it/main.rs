//! Papers are made and read back.

mod files;
mod languages;
mod layout;
mod read_back;
#[allow(dead_code)]
mod samples;
