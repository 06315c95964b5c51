//! Documents: upload, look, review.

mod look;
mod review;
mod upload;
mod view;
pub mod wire;

pub use look::*;
pub use review::*;
pub use upload::*;
