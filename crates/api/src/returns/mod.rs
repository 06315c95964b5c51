//! Returns of tax: their periods, figures, lines, and what was filed.

mod filing;
mod view;

pub use filing::*;
pub use view::*;
