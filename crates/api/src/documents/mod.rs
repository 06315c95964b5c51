//! Documents: upload, look, review.

mod form;
mod look;
pub mod proposed;
mod review;
mod story;
mod upload;
mod view;
pub mod wire;

pub use look::*;
pub use review::*;
pub use upload::*;
