//! Documents: upload, look, review.

mod correction;
mod form;
mod look;
pub mod proposed;
mod review;
mod story;
mod together;
mod upload;
mod view;
pub mod wire;

pub use correction::*;
pub use look::*;
pub use review::*;
pub use together::*;
pub use upload::*;
